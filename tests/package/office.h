#pragma once

#include "workshop.h"

#include "silsa-round-draft.h"

G_BEGIN_DECLS

/* The secretary's side: a round with two cities, a secretary and the assessor of the workshop, who
 * is sent to 가나시 and has answered there. */

typedef struct {
  Workshop shop;
  SilsaIdentity *secretary;
  SilsaCatalogue *catalogue;
  SilsaRoundDraft *draft; /* of the version that comes next */
  SilsaRound *round; /* version 1, in which the assessment was made */
} Office;

#define OFFICE_CITY "gana"
#define OFFICE_SECRETARY "yun"
#define OFFICE_ASSESSOR "kim"

/** @data: NULL, or the purpose of the round ("demonstration"), or "official" for a catalogue that
 * says so of itself. */
void office_set_up(Office *self, gconstpointer data);
void office_tear_down(Office *self, gconstpointer data);

/** Changes the next version; NULL or "" clears. */
void office_set(
    Office *self, SilsaRoundPart part, const char *who, const char *field, const char *value);
void office_claim(Office *self, const char *csv);
/** The draft as it stands, as @version. (transfer full) */
SilsaRound *office_finish(Office *self, const char *version) G_GNUC_WARN_UNUSED_RESULT;
/** Signs @round. The path. (transfer full) */
char *office_sign(Office *self, SilsaRound *round, const char *name, SilsaIdentity *identity)
    G_GNUC_WARN_UNUSED_RESULT;

/** Verifies @path against @round. */
SilsaReport *office_verify(const char *path, SilsaRound *round, gboolean round_trusted, gint64 now)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
