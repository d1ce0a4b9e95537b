#pragma once

#include "silsa-round-diff.h"
#include "silsa-verify.h"

G_BEGIN_DECLS

/** What a later version of the round would mean for an assessment, before it is taken. Nothing here
 * changes the assessment until silsa_round_plan_take(). */
typedef struct {
  SilsaRound *previous; /* the version in force, or NULL: it cannot be read */
  SilsaRound *round;
  SilsaCatalogue *catalogue;
  SilsaReport *report; /* NULL: not signed */
  guint from; /* version before */
  SilsaAct *act; /* checked; empty: the file has this version already */
  GPtrArray *differences; /* of SilsaRoundDifference: those of the round, the city, the assessor */
  GStrv claims; /* indicators whose claims change */
  GStrv reopened; /* of these, those that were confirmed and have to be settled again */
} SilsaRoundPlan;

/**
 * Opens a version of the round as silsa_round_open() does. @confirmed: fingerprint that the user
 * confirms with it, or NULL. Errors: those of silsa_round_open(), silsa_round_check_signature(),
 * silsa_round_update_new(), with the file. In the thread of the store. (transfer full)
 */
SilsaRoundPlan *silsa_round_plan_new(SilsaStore *store,
                                     const char *path,
                                     const char *catalogue_path,
                                     const char *confirmed,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Takes it, once, as one undo step, and waits until it is durable. */
gboolean silsa_round_plan_take(SilsaRoundPlan *self, SilsaStore *store, GError **error);
void silsa_round_plan_free(SilsaRoundPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRoundPlan, silsa_round_plan_free)

G_END_DECLS
