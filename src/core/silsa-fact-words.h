#pragma once

#include "silsa-catalogue.h"

G_BEGIN_DECLS

/* Facts as a person reads them: the history shows the journal with these. */

/** What a field of @subject holds ("Check b", "Reason for the difference"); one that is not known
 * comes back as it is. (transfer full) */
char *silsa_fact_field_to_text(SilsaCatalogue *catalogue,
                               const char *subject,
                               const char *field,
                               SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;
/** A value of it ("Partly", "1,240,000"); NULL: "–". (transfer full) */
char *silsa_fact_value_to_text(SilsaCatalogue *catalogue,
                               const char *subject,
                               const char *field,
                               const char *value) G_GNUC_WARN_UNUSED_RESULT;
/** TRUE for what a person entered into an answer, so that a former value may be put back. */
gboolean
silsa_fact_can_be_put_back(SilsaCatalogue *catalogue, const char *subject, const char *field);

G_END_DECLS
