#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/* What a damaged file still holds, in a new file. */

typedef enum {
  SILSA_LOSS_HISTORY, /* row @number and all after it: the facts stand, how they came about does not
                       */
  SILSA_LOSS_FORMER_VALUES, /* @number values of the history that are no more */
  SILSA_LOSS_FACT, /* what was recorded as @subject and @field */
  SILSA_LOSS_EVIDENCE, /* the bytes of evidence @number, which was called @subject */
  SILSA_LOSS_EVIDENCE_NAME, /* name and camera facts of evidence @number; now called @subject */
  SILSA_LOSS_DRAFTS, /* text that was being typed, if any */
  SILSA_LOSS_EXPORTS, /* which packages were made, if any */
  SILSA_LOSS_ROUND, /* which round it belonged to */
} SilsaLossKind;

typedef struct {
  SilsaLossKind kind;
  gint64 number;
  char *subject, *field; /* NULL where not said */
} SilsaLoss;

/** "history", "former-values", …: for programs. */
const char *silsa_loss_kind_to_string(SilsaLossKind kind);

typedef struct {
  guint facts, evidence; /* that are in the new file; evidence with its bytes */
  gint64 rows; /* of the history, kept as they were */
  GPtrArray *losses; /* of SilsaLoss, none when all was saved */
} SilsaRecovery;

void silsa_recovery_free(SilsaRecovery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRecovery, silsa_recovery_free)

/** What may be lost in the file and lies elsewhere too. All may be NULL. */
typedef struct {
  GBytes *catalogue, *round; /* XML */
  const char *city_name;
} SilsaRecoveryHelp;

/**
 * Reads whatever the pages of @from still tell, however damaged it is, and makes @to (must not
 * exist) of it: a file like any other, with the same id. Of the history stays what its chain still
 * proves; what was recorded beyond that stands in it as one act "recover". @from is not changed.
 * No store of this process may have it open.
 * Errors: those of opening and creating; TOO_NEW; CORRUPT "recover-nothing", "recover-catalogue",
 * "recover-round" (expected: the digest) or "recover-city" when that is lost and @help lacks it.
 * (transfer full)
 */
SilsaRecovery *silsa_store_recover(const char *from,
                                   const char *to,
                                   const SilsaRecoveryHelp *help,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
