#pragma once

#include "silsa-verify.h"

G_BEGIN_DECLS

/** How a verdict looks. Only what was compared with everything may be green. */
typedef struct {
  const char *icon;
  const char *box; /* class of the box */
  const char *bad; /* class of what is wrong */
} SilsaVerdictLook;

SilsaVerdictLook silsa_verdict_get_look(const SilsaReport *report);
/** Valid, and nothing is left to be checked. */
gboolean silsa_report_is_settled(const SilsaReport *report);

G_END_DECLS
