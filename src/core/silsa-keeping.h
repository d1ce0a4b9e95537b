#pragma once

#include "silsa-round.h"

G_BEGIN_DECLS

/** Until when, and for what, a file made from a round may be kept (DESIGN §10). */
typedef struct {
  char *until; /* civil date, the last day */
  SilsaText purpose; /* both may be NULL */
} SilsaKeeping;

/** What the round whose XML is @round (nullable) says of it; NULL where it says nothing. Any
 * thread. (transfer full) */
SilsaKeeping *silsa_keeping_new(GBytes *round, SilsaCatalogue *catalogue) G_GNUC_WARN_UNUSED_RESULT;
void silsa_keeping_free(SilsaKeeping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaKeeping, silsa_keeping_free)

/** Whether the last day lies before @today, a civil date; NULL: today in Korea. */
gboolean silsa_keeping_is_over(const SilsaKeeping *self, const char *today);

G_END_DECLS
