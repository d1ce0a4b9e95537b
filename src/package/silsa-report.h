#pragma once

#include "silsa-problems.h"
#include "silsa-verify.h"

G_BEGIN_DECLS

SilsaReport *silsa_report_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_report_add_fact(SilsaReport *self,
                           const char *code,
                           const char *where,
                           const char *format,
                           ...) G_GNUC_PRINTF(4, 5);
/** Puts @word into checked or into not_checked. */
void silsa_report_add_checked(SilsaReport *self, const char *word, gboolean checked);
void silsa_said_sum_clear(SilsaSaidSum *self);
void silsa_said_sum_copy(SilsaSaidSum *self, const SilsaSaidSum *from);
void silsa_signer_free(SilsaSigner *self);

G_END_DECLS
