#pragma once

#include "silsa-round-document.h"
#include "silsa-round-field.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What the details of one record of a round (an applicant, a person) have in common: which record
 * of which document, filled anew when the round changes, and acts that are one undo step each. */
#define SILSA_TYPE_ROUND_DETAIL (silsa_round_detail_get_type())
G_DECLARE_DERIVABLE_TYPE(SilsaRoundDetail, silsa_round_detail, SILSA, ROUND_DETAIL, AdwBin)

struct _SilsaRoundDetailClass {
  AdwBinClass parent_class;

  /** Shows the record as it is now; there is a document. */
  void (*fill)(SilsaRoundDetail *self);
};

/** Puts the fields called @names (ended by NULL) of @part into @place; once, when the detail is
 * made. */
void silsa_round_detail_take_fields(SilsaRoundDetail *self,
                                    AdwBin *place,
                                    SilsaRoundPart part,
                                    const char *const *names);
/** Shows the record @id of @document; @id NULL: nothing is selected. */
void silsa_round_detail_show(SilsaRoundDetail *self, SilsaRoundDocument *document, const char *id);

const char *silsa_round_detail_get_id(SilsaRoundDetail *self); /* or NULL */
SilsaRound *silsa_round_detail_get_round(SilsaRoundDetail *self); /* as it is now, borrowed */
/** Whether a widget changes because of fill() or of the end, and not because of the user. */
gboolean silsa_round_detail_is_filling(SilsaRoundDetail *self);

/** The round to be changed. (transfer full) */
SilsaRoundDraft *silsa_round_detail_begin(SilsaRoundDetail *self) G_GNUC_WARN_UNUSED_RESULT;
/** Takes @draft as one undo step, unless @refused says why it could not be made; whichever of the
 * two fails is told in a dialog. */
gboolean
silsa_round_detail_commit(SilsaRoundDetail *self, SilsaRoundDraft *draft, const GError *refused);
/** Takes the record, which is called @name, out of the round, and offers to undo that. */
void silsa_round_detail_remove(SilsaRoundDetail *self, const char *name);

G_END_DECLS
