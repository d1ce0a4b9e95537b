#pragma once

#include "silsa-act.h"
#include "silsa-answer.h"
#include "silsa-catalogue.h"
#include "silsa-evidence.h"
#include "silsa-preview.h"

G_BEGIN_DECLS

/** Who is judged, by whom, in which round: fixed when the file is made, but for what a later
 * version of the round says anew. Strings may be NULL where said. */
typedef struct {
  const char *id; /* UUID of the file */
  const char *purpose; /* "real" or "demonstration" */
  const char *city_name; /* Korean name */
  const char *city_name_en; /* or NULL */
  guint64 population; /* 0: not known */
  const char *assessor_name;
  const char *round_id; /* NULL: blank, without a round */
  const char *round_title; /* or NULL; Korean */
  const char *round_title_en; /* or NULL */
  guint round_version;
  const char *round_sha256; /* digest of the round's XML, or NULL */
  const char *round_signer; /* name on the certificate that signed the round, or NULL: not signed */
  const char *round_fingerprint; /* its SHA-256, or NULL */
  const char *preview_policy; /* "full", "sectors", "hidden" */
  const char *visit_from, *visit_to; /* civil dates, or NULL */
  guint64 package_limit; /* bytes, 0: none */
  const char *gps; /* "included": places of photos go into packages; or NULL */
  const char *photo_rule; /* "original" or "rendition" (at most 2,000 pixels), or NULL: original
                           */
} SilsaCase;

/** What the city is called in @language, as far as the file knows. */
const char *silsa_case_get_city_title(const SilsaCase *self, SilsaLanguage language);

/**
 * One assessor, one city, one round, in memory: catalogue, facts and everything that follows from
 * them. Knows no file. GListModel of SilsaAnswer in catalogue order.
 *
 * Signals, when everything is up to date again: "changed" (const char *subject) after each applied
 * act, once for each subject of the act and for each indicator whose answer changed with it (a fact
 * entered differently elsewhere, another city class, removed evidence); then "settled" once, for
 * whoever shows all of it anew: an act may change thousands of subjects; "preview-changed" only
 * when the preview did change.
 */
#define SILSA_TYPE_ASSESSMENT (silsa_assessment_get_type())
G_DECLARE_FINAL_TYPE(SilsaAssessment, silsa_assessment, SILSA, ASSESSMENT, GObject)

SilsaAssessment *silsa_assessment_new(SilsaCatalogue *catalogue,
                                      const SilsaCase *about) G_GNUC_WARN_UNUSED_RESULT;
/** Another one as @self was made, before its first fact. Any thread: that never changes. (transfer
 * full) */
SilsaAssessment *
silsa_assessment_new_from_the_start(SilsaAssessment *self) G_GNUC_WARN_UNUSED_RESULT;

/** All of @self as it stands, for another thread: what comes later changes @self alone. Cheap, as
 * both share evidence and texts. (transfer full) */
SilsaAssessment *silsa_assessment_copy(SilsaAssessment *self) G_GNUC_WARN_UNUSED_RESULT;

SilsaCatalogue *silsa_assessment_get_catalogue(SilsaAssessment *self);
const SilsaCase *
silsa_assessment_get_case(SilsaAssessment *self); /* its strings: until the next act */
/** Who signed the round, where the user has confirmed that certificate; else NULL. Official is
 * believed from no other (DESIGN §6, §10). Borrowed. */
const char *silsa_assessment_get_trusted_signer(SilsaAssessment *self);
/** What the round lets assessors see while they work. */
typedef enum {
  SILSA_POLICY_FULL,
  SILSA_POLICY_SECTORS, /* sums of sectors and items, no total and no grade */
  SILSA_POLICY_HIDDEN, /* no sums at all */
} SilsaPreviewPolicy;
SilsaPreviewPolicy silsa_assessment_get_preview_policy(SilsaAssessment *self);
/** The class in force (fact city/class, else the one the population proposes). */
guint silsa_assessment_get_class_index(SilsaAssessment *self);
const char *silsa_assessment_get(SilsaAssessment *self,
                                 const char *subject,
                                 const char *field); /* raw fact, or NULL */
/** Calls @func for every fact, sorted bytewise by subject, then field. */
typedef void (*SilsaFactFunc)(const char *subject,
                              const char *field,
                              const char *value,
                              gpointer data);
void silsa_assessment_foreach_fact(SilsaAssessment *self, SilsaFactFunc func, gpointer data);
/** Those of one subject. */
void silsa_assessment_foreach_field(SilsaAssessment *self,
                                    const char *subject,
                                    SilsaFactFunc func,
                                    gpointer data);
SilsaAnswer *silsa_assessment_get_answer(SilsaAssessment *self, guint n);
SilsaAnswer *silsa_assessment_find_answer(SilsaAssessment *self, const char *code);
const SilsaPreview *silsa_assessment_get_preview(SilsaAssessment *self);

/* Loading: silent, without recomputing; silsa_assessment_load_done() computes all once. */
gboolean silsa_assessment_load_fact(SilsaAssessment *self,
                                    const char *subject,
                                    const char *field,
                                    const char *value,
                                    GError **error);
void silsa_assessment_load_done(SilsaAssessment *self);

/** Evidence known to the file (also removed ones); GListStore of SilsaEvidence in order of id.
 * Borrowed. */
GListModel *silsa_assessment_get_evidence(SilsaAssessment *self);
SilsaEvidence *silsa_assessment_find_evidence(SilsaAssessment *self, gint64 id);
SilsaEvidence *silsa_assessment_find_evidence_by_digest(SilsaAssessment *self, const char *sha256);
/** @evidence has an id that no other has; in any order, also before its uses are loaded. */
void silsa_assessment_add_evidence(SilsaAssessment *self, SilsaEvidence *evidence);
/** Its bytes were deleted for good; it counts as removed too. */
gboolean silsa_assessment_is_erased(SilsaAssessment *self, gint64 evidence);
gboolean silsa_assessment_is_removed(SilsaAssessment *self, gint64 evidence);

/**
 * Checks every change of @act against catalogue, rules and limits without applying it; normalises
 * the new values (canonical decimals, NFC text), fills in the old ones, drops those that change
 * nothing and adds what the invariants of SilsaAnswer demand (a value clears `unverifiable`, a
 * differing value clears `confirmed`, `unverifiable` clears values and `confirmed`, a new justify
 * text records justify-codes). Error: INVALID or NOT_FOUND or LIMIT with subject and rule; then
 * @act is unusable.
 */
gboolean silsa_assessment_check(SilsaAssessment *self, SilsaAct *act, GError **error);

/** Applies an act that silsa_assessment_check() passed; recomputes the indicators touched and the
 * sums (0.1 ms for one), then notifies. Undo and redo apply their recorded changes through here as
 * well. */
void silsa_assessment_apply(SilsaAssessment *self, const SilsaAct *act);

/* Acts that are more than one change. Each returns an act for check and apply. (transfer full) */
SilsaAct *silsa_act_confirm_claim(SilsaAnswer *answer)
    G_GNUC_WARN_UNUSED_RESULT; /* copies the claimed values, answers no check */
SilsaAct *silsa_act_clear_answer(SilsaAnswer *answer)
    G_GNUC_WARN_UNUSED_RESULT; /* everything but claim, flag, note and evidence uses */
/** TRUE where a claim waits for its confirmation and nothing was found that speaks against it: no
 * other value, not unverifiable. What a bulk act may confirm. */
gboolean silsa_answer_can_confirm(SilsaAnswer *answer);
/** One act for several answers (of SilsaAnswer): those that cannot be confirmed stay as they are.
 */
SilsaAct *silsa_act_confirm_claims(GPtrArray *answers) G_GNUC_WARN_UNUSED_RESULT;
SilsaAct *silsa_act_flag(GPtrArray *answers, gboolean flagged) G_GNUC_WARN_UNUSED_RESULT;

/* What stands in the way of handing in (preflight of DESIGN §11). */
typedef struct {
  gboolean passed; /* every applicable indicator is complete */
  guint complete, applicable;
  GPtrArray *missing; /* of SilsaAnswer with missing codes, borrowed */
  GPtrArray *contradictions; /* of SilsaAnswer with any contradiction, borrowed */
  GPtrArray *unverifiable; /* of SilsaAnswer, borrowed */
  GPtrArray *flagged; /* of SilsaAnswer, borrowed */
  /* Of SilsaEvidence in use, borrowed: what must be known before it is handed in. */
  GPtrArray *unredacted; /* photos with persons on which nothing is hidden */
  GPtrArray *restricted; /* whose digest goes alone */
  GPtrArray *located; /* photos whose place is taken out of what goes */
  GPtrArray *unprotectable; /* documents that go as they are, though something speaks against it */
  GPtrArray *unused; /* of SilsaEvidence that no indicator uses, borrowed */
} SilsaPreflight;

SilsaPreflight *silsa_preflight_new(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;
void silsa_preflight_free(SilsaPreflight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPreflight, silsa_preflight_free)

G_END_DECLS
