#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Rows in which fields of a round, an applicant or a person are changed. What is typed is taken on
 * Enter and on leaving the row; what cannot be taken stays in its row, and a sentence below says
 * why. Fields that need each other (two dates, two languages) are taken together, when the last of
 * them is there.
 */
#define SILSA_TYPE_ROUND_FIELDS (silsa_round_fields_get_type())
G_DECLARE_FINAL_TYPE(SilsaRoundFields, silsa_round_fields, SILSA, ROUND_FIELDS, AdwBin)

/** @names: fields of silsa-round-draft.h, ended by NULL. @title: above them, or NULL. */
GtkWidget *silsa_round_fields_new(SilsaRoundPart part,
                                  const char *title,
                                  const char *const *names) G_GNUC_WARN_UNUSED_RESULT;
/** Shows those of @id (NULL for the head); @document NULL: nothing. What was typed and not taken
 * goes with another @id. */
void silsa_round_fields_show(SilsaRoundFields *self, SilsaRoundDocument *document, const char *id);
/** For a new applicant or person: sets in @draft what stands in the rows. */
gboolean silsa_round_fields_apply(SilsaRoundFields *self,
                                  SilsaRoundDraft *draft,
                                  const char *id,
                                  GError **error);
/** Puts a text into the row of a field. */
void silsa_round_fields_set(SilsaRoundFields *self, const char *name, const char *text);
/** What stands in the row of a field. (transfer full) */
char *silsa_round_fields_dup(SilsaRoundFields *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/** The first row, for the focus of a dialog. Borrowed. */
GtkWidget *silsa_round_fields_get_first(SilsaRoundFields *self);
/** Says under the rows why they are not taken; NULL: nothing. */
void silsa_round_fields_explain(SilsaRoundFields *self, const GError *error);

G_END_DECLS
