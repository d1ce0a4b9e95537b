#pragma once

#include "silsa-claims.h"
#include "silsa-round.h"

G_BEGIN_DECLS

/**
 * A round while the secretary works on it. Holds what a SilsaRound holds, as text, and may break
 * rules between two steps; silsa_round_draft_finish() turns it into a SilsaRound or says which rule
 * is broken. A change that is refused leaves the draft as it was.
 */
typedef struct _SilsaRoundDraft SilsaRoundDraft;

typedef enum { SILSA_ROUND_HEAD, SILSA_ROUND_APPLICANT, SILSA_ROUND_PERSON } SilsaRoundPart;

/*
 * Fields that can be set, all text:
 *
 *   head:      version year purpose preview title-ko title-en provenance-ko provenance-en
 *              registration-from registration-to visit-from visit-to decision package-limit
 *              keeping-until keeping-purpose-ko keeping-purpose-en gps photos
 *   applicant: name-ko name-en kind population class class-reason programmes (identifiers with
 *              spaces between)
 *   person:    name role fingerprint (also in groups, with colons or in capital letters)
 *
 * Without a class an applicant gets the one that its population proposes; a new population takes a
 * class without a reason away.
 */

/** An empty round of version 1. */
SilsaRoundDraft *silsa_round_draft_new(SilsaCatalogue *catalogue,
                                       const char *id) G_GNUC_WARN_UNUSED_RESULT;
/** @round was read with @catalogue. Without one the draft can only be looked at. */
SilsaRoundDraft *silsa_round_draft_new_from_round(SilsaRound *round, SilsaCatalogue *catalogue)
    G_GNUC_WARN_UNUSED_RESULT;
void silsa_round_draft_free(SilsaRoundDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRoundDraft, silsa_round_draft_free)

SilsaCatalogue *silsa_round_draft_get_catalogue(SilsaRoundDraft *self);

/**
 * Adds an applicant or person. @id NULL: one is made from @name (Latin letters and digits), or
 * counted. Errors: EXISTS "round-id"; INVALID "identifier". Returns the id. (transfer none)
 */
const char *silsa_round_draft_add(
    SilsaRoundDraft *self, SilsaRoundPart part, const char *id, const char *name, GError **error);
/** Takes out an applicant, with what points to it, or a person. NOT_FOUND "round-applicant",
 * "round-person". */
gboolean silsa_round_draft_remove(SilsaRoundDraft *self,
                                  SilsaRoundPart part,
                                  const char *who,
                                  GError **error);
/** The id of the applicant or person that is called @who (id or name, in any Unicode form). Errors
 * as above. (transfer none) */
const char *
silsa_round_draft_find(SilsaRoundDraft *self, SilsaRoundPart part, const char *who, GError **error);

/**
 * Sets a field (@who NULL for the head); NULL or "" clears it. Errors: those of
 * silsa_round_draft_find(); INVALID "unknown-field", "round-text", "round-date", "round-word",
 * "round-number", "identifier" and "fingerprint", with the field as subject.
 */
gboolean silsa_round_draft_set(SilsaRoundDraft *self,
                               SilsaRoundPart part,
                               const char *who,
                               const char *field,
                               const char *value,
                               GError **error);
/** "" when it is not set. NULL: no such part or field. Borrowed. */
const char *silsa_round_draft_get(SilsaRoundDraft *self,
                                  SilsaRoundPart part,
                                  const char *who,
                                  const char *field);

/** A representative achievement of an applicant, in both languages; at most 20. */
gboolean silsa_round_draft_add_achievement(
    SilsaRoundDraft *self, const char *applicant, const char *ko, const char *en, GError **error);
gboolean
silsa_round_draft_clear_achievements(SilsaRoundDraft *self, const char *applicant, GError **error);

/**
 * Takes the claims of an applicant from a table, as an assessment does (silsa-claims.h); @replace:
 * what the table does not say goes. The result tells of every row; rows that are refused change
 * nothing. NULL: nothing could be read, and nothing was changed. (transfer full)
 */
SilsaClaimsImport *silsa_round_draft_take_claims(SilsaRoundDraft *self,
                                                 const char *applicant,
                                                 GBytes *csv,
                                                 gboolean replace,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** How a person stands to an applicant. An assignment where there is a conflict, and the other way
 * round, is refused when the round is finished. */
typedef enum { SILSA_BOND_ASSIGNED, SILSA_BOND_CONFLICT } SilsaBond;
gboolean silsa_round_draft_bind(SilsaRoundDraft *self,
                                SilsaBond bond,
                                const char *person,
                                const char *applicant,
                                gboolean bound,
                                GError **error);

/** The round as XML (urn:silsa:round:1), the same bytes for the same content. (transfer full) */
GBytes *silsa_round_draft_to_xml(SilsaRoundDraft *self) G_GNUC_WARN_UNUSED_RESULT;
/** Checks everything, by reading what would be written; the errors of silsa_round_new_from_bytes()
 * with their subject (a line would be that of a file that does not exist), and INVALID
 * "round-missing" with the field that has to be there as found. (transfer full) */
SilsaRound *silsa_round_draft_finish(SilsaRoundDraft *self,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
