#pragma once

#include "silsa-sha256.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/*
 * Journal, format 1. The same in the file and in a package; nothing here knows of either.
 *
 * A *field* is written as its length in bytes (4 bytes, big-endian) and its bytes. A text is its
 * UTF-8 without an end mark; a number is 8 bytes, big-endian; a digest is its 32 bytes, or none
 * where there is none.
 *
 *   commitment(value) = SHA-256(16 random bytes of salt ‖ UTF-8 of the value)
 *                       a value that was not there has neither salt nor commitment
 *   hash(-1)          = SHA-256(field "silsa journal 1" ‖ field file id ‖ field SHA-256 of the
 *                       catalogue in hex)
 *   hash(n)           = SHA-256(field sequence n ‖ field group ‖ field time ‖ field actor ‖
 *                       field act ‖ field subject ‖ field field ‖ field old commitment ‖
 *                       field new commitment ‖ field hash(n-1))
 *
 * Sequence counts from 0 without a gap; the group never falls. Row 0 has group 0, act "create",
 * subject = file id, field "catalogue", no old value and as the new one the SHA-256 of the
 * catalogue in hex. What the file was made with (class, claims) follows in group 0 and cannot be
 * undone. The arrival of a piece of evidence is a group with one row: act "add-evidence", subject
 * "evidence:N", field "sha256", new value = its digest.
 *
 * A value whose salt is gone cannot be guessed from its commitment, so values can be withheld or
 * erased and the chain still stands.
 */

#define SILSA_JOURNAL_DIGEST_FIELD "sha256" /* never undone: the bytes stay */

/** What a row's hash covers. All borrowed; a commitment is NULL where there was no value. */
typedef struct {
  gint64 sequence, group;
  const char *time, *actor, *act, *subject, *field;
  const guint8 *old_commitment, *new_commitment;
} SilsaJournalLink;

void silsa_journal_begin(const char *file_id,
                         const char *catalogue_sha256,
                         guint8 hash[SILSA_SHA256_SIZE]);
void silsa_journal_commit(const guint8 salt[SILSA_SALT_SIZE],
                          const char *value,
                          guint8 commitment[SILSA_SHA256_SIZE]);
/** Turns the hash of the row before into the hash of @link. */
void silsa_journal_extend(const SilsaJournalLink *link, guint8 hash[SILSA_SHA256_SIZE]);

G_END_DECLS
