#pragma once

#include "silsa-assessment.h"
#include "silsa-matters.h"

G_BEGIN_DECLS

/* Translated words for core values, shared by app, cli and report. Static strings unless said. */

const char *silsa_state_to_text(SilsaState state);
const char *silsa_fate_to_text(SilsaFate fate);
const char *silsa_result_to_text(SilsaResult result);
const char *silsa_kind_to_text(SilsaKind kind);
const char *silsa_stage_to_text(SilsaStage stage);
const char *silsa_check_evidence_to_text(SilsaCheckEvidence evidence);
const char *silsa_finding_kind_to_text(SilsaFindingKind kind);
const char *silsa_act_name_to_text(const char *name);
/** Why an indicator is looked at; @matter: one bit. */
const char *silsa_matter_to_text(SilsaMatter matter);

/** "reference catalogue, not official" / "declared official by SIGNER" / "unconfirmed" (DESIGN §6):
 * official is believed only from a trusted round. @trusted_signer: NULL when there is none.
 * (transfer full) */
char *silsa_catalogue_status_to_text(SilsaCatalogueStatus status,
                                     const char *trusted_signer) G_GNUC_WARN_UNUSED_RESULT;
/** The same as a stable word for JSON and payload: "reference catalogue, not official",
 * "declared official by SIGNER", "unconfirmed"; never translated. (transfer full) */
char *silsa_catalogue_status_to_string(SilsaCatalogueStatus status,
                                       const char *trusted_signer) G_GNUC_WARN_UNUSED_RESULT;

/** What silsa_catalogue_status_to_string() made, in translated words; NULL and anything else:
 * unconfirmed. (transfer full) */
char *silsa_catalogue_status_string_to_text(const char *string) G_GNUC_WARN_UNUSED_RESULT;

/** A missing code in words ("Check b is not answered"). (transfer full) */
char *silsa_missing_to_text(SilsaAnswer *answer,
                            const char *code,
                            SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;
/** A contradiction's short name ("Fewer photos than expected"); for an unknown code the code
 * itself. */
const char *silsa_contradiction_to_name(const char *code);
/** A contradiction: names the two sides and the way out. (transfer full) */
char *silsa_contradiction_to_text(SilsaAnswer *answer,
                                  const char *code,
                                  SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;

/** A percentage for the screen: at most one decimal, a narrow space before the sign. (transfer
 * full) */
char *silsa_percent_to_text(mpq_srcptr percent) G_GNUC_WARN_UNUSED_RESULT;
/** A number for the screen: thousands with a comma, minus U+2212, as many digits as @decimals.
 * (transfer full) */
char *silsa_number_to_text(mpq_srcptr value, int decimals) G_GNUC_WARN_UNUSED_RESULT;

/** How many photos of those expected are there: "2/3", or "2" where none are. (transfer full) */
char *silsa_photos_to_text(SilsaAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;
/** A decimal of the file the same way, with the decimals it has; what is none as it is. (transfer
 * full) */
char *silsa_decimal_to_text(const char *decimal) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
