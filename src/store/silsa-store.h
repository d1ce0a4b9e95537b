#pragma once

#include "silsa-assessment.h"
#include "silsa-byte-source.h"
#include "silsa-round.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** "SLSA": PRAGMA application_id of an assessment; the format's version is PRAGMA user_version. */
#define SILSA_STORE_APPLICATION_ID 0x534C5341
#define SILSA_STORE_FORMAT 1

/** What a new file begins with. Either @round and @applicant, or a blank one. */
typedef struct {
  SilsaCatalogue *catalogue;
  SilsaRound *round; /* or NULL */
  const char *round_signer; /* who signed the round, or NULL */
  const char *round_fingerprint; /* or NULL */
  gboolean
      round_confirmed; /* the user confirmed @round_fingerprint: journaled as round/secretary */
  const SilsaApplicant *applicant; /* of @round, or NULL */
  const char *city_name; /* without a round */
  guint64 population; /* without a round */
  const char *class_id; /* NULL: what applicant or population says */
  const char *class_reason;
  const char *assessor_name; /* required */
  const char *purpose; /* NULL: the round's, else "real" */
} SilsaCreation;

typedef enum { SILSA_SAVE_SAVED, SILSA_SAVE_SAVING, SILSA_SAVE_FAILED } SilsaSaveState;
typedef enum { SILSA_OPEN_READ_WRITE = 0, SILSA_OPEN_READ_ONLY = 1 << 0 } SilsaOpenFlags;

/**
 * An assessment file (.silsa): one SQLite file, one writer thread that owns the connection, one
 * SilsaAssessment in memory that belongs to the thread that opened the store. Every act goes
 * through silsa_store_perform(): checked, applied in memory at once, journaled and made durable by
 * the writer within a second, in order.
 *
 * Properties, notified in the opening thread's main context: "save-state" (int), "saved-at"
 * (gint64, real time in µs of the last durable write), "save-error" (string, explained, or NULL),
 * "read-only", "can-undo", "can-redo", "undo-name", "redo-name" (act names), "damaged" (found by
 * silsa_store_check_async()).
 *
 * But for what says "any thread", everything belongs to the thread that opened the store.
 */
#define SILSA_TYPE_STORE (silsa_store_get_type())
G_DECLARE_FINAL_TYPE(SilsaStore, silsa_store, SILSA, STORE, GObject)

/** Makes @path (must not exist: EXISTS), built beside it and renamed when whole, then opens it. */
SilsaStore *silsa_store_create(const char *path,
                               const SilsaCreation *creation,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Opens with the measures of DESIGN §7 (application id, version, defensive, trusted_schema off,
 * cell_size_check, schema compared). Reads no evidence bytes. Codes: FOREIGN, CORRUPT, TOO_NEW,
 * BUSY, READ_ONLY, PORTAL, READ, STORAGE. */
SilsaStore *
silsa_store_open(const char *path, SilsaOpenFlags flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same in a thread of its own; the store then belongs to the thread that called this, as if it
 * had opened it, and its properties are notified in the context that is that thread's default now.
 * Cancelled: the file is closed again before @callback. */
void silsa_store_open_async(const char *path,
                            SilsaOpenFlags flags,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SilsaStore *silsa_store_open_finish(GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Waits for the writer, closes, compacts the file when something was erased; afterwards exactly
 * one file is there. Also done by the last unref, where an error could not be told. */
gboolean silsa_store_close(SilsaStore *self,
                           GError **error); /* FALSE: not all was saved, and the store stays open */

/** The same without waiting, with all that is performed until it is closed. Compacting writes the
 * whole file anew: until @callback is called nobody else opens the file for writing. */
void silsa_store_close_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data);
/** The same when it may be lost what cannot be saved even now; it cannot fail. */
void silsa_store_give_up_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silsa_store_close_finish(SilsaStore *self, GAsyncResult *result, GError **error);

SilsaSaveState silsa_store_get_save_state(SilsaStore *self);
gint64 silsa_store_get_saved_at(SilsaStore *self);
const char *silsa_store_get_save_error(SilsaStore *self); /* explained; nullable, borrowed */

/** Looks through the whole file in a thread of its own that makes way for the writer: SQLite's
 * quick check, the journal's chain, and that the facts are what the journal says. FALSE from
 * _finish with an error that says what is damaged (then "damaged" is TRUE), or that it was
 * cancelled or could not be read. Evidence is checked when it is read. */
void silsa_store_check_async(SilsaStore *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean silsa_store_check_finish(SilsaStore *self, GAsyncResult *result, GError **error);
gboolean silsa_store_get_damaged(SilsaStore *self);

const char *silsa_store_get_path(SilsaStore *self);
SilsaAssessment *silsa_store_get_assessment(SilsaStore *self); /* borrowed */
gboolean silsa_store_get_read_only(SilsaStore *self);
GBytes *
silsa_store_get_round_bytes(SilsaStore *self); /* XML of the version of the round that is in force,
                                                  or NULL; borrowed until the next act */

/* Acts */

/** Checks and applies @act in memory, queues it for the writer and returns without waiting for the
 * disk. FALSE with the error of silsa_assessment_check(), and nothing changed. An act that changes
 * nothing writes nothing and succeeds. */
gboolean silsa_store_perform(SilsaStore *self, SilsaAct *act, GError **error);

/** The same with an act of silsa_round_update_new(), and keeps @round, the version that it takes,
 * in the file; the versions before stay there too. One undo step. */
gboolean silsa_store_take_round(SilsaStore *self, SilsaAct *act, SilsaRound *round, GError **error);

/** Waits until everything performed so far is durable. */
gboolean silsa_store_flush(SilsaStore *self, GError **error);
/** The same without blocking: calls back when it is durable, or with the error of a try that failed
 * meanwhile. */
void silsa_store_flush_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silsa_store_flush_finish(SilsaStore *self, GAsyncResult *result, GError **error);

/** Keeps unfinished text of a field durable within a second, apart from the journal; NULL drops it.
 */
void
silsa_store_set_draft(SilsaStore *self, const char *subject, const char *field, const char *text);
/** Drafts found at opening, i.e. text that was never finished, as changes (subject, field, new
 * value; NULL: the field was emptied). Never NULL, but it may be empty. Borrowed. */
const SilsaAct *silsa_store_get_recovered_drafts(SilsaStore *self);

gboolean silsa_store_can_undo(SilsaStore *self);
gboolean silsa_store_can_redo(SilsaStore *self);
const char *silsa_store_get_undo_name(SilsaStore *self); /* act name, nullable */
const char *silsa_store_get_redo_name(SilsaStore *self);
/** One journal group back or forth, written as new rows. FALSE + error when there is none
 * (NOT_FOUND). */
gboolean silsa_store_undo(SilsaStore *self, GError **error);
gboolean silsa_store_redo(SilsaStore *self, GError **error);
/** The same without waiting for the disk, where an act of an earlier session has to be read from.
 * It is in order with everything else: what is performed, closed or flushed meanwhile comes after
 * it. @name (out, transfer full, nullable): of the act that was taken back or done again. */
void silsa_store_undo_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data);
void silsa_store_redo_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean
silsa_store_walk_finish(SilsaStore *self, GAsyncResult *result, char **name, GError **error);

/* Evidence */

/** What silsa_store_add_evidence() stores beside the bytes; id, sha256, size and imported are
 * filled in. */
typedef struct {
  SilsaEvidenceFacts facts;
  GBytes *thumbnail; /* JPEG, or NULL */
  SilsaByteSource *again; /* or NULL: the bytes are kept until they are durable */
} SilsaEvidenceIntake;

/**
 * Stores @bytes once per SHA-256 (the same bytes again give the known one, @was_known TRUE; it may
 * be marked as removed, which the act that uses it again clears) and returns when they are durable,
 * in the thread that opened the store. Journaled as the arrival of evidence, which is not undone.
 * Errors: LIMIT "evidence-bytes", FULL, STORAGE, READ_ONLY. (transfer full)
 */
SilsaEvidence *silsa_store_add_evidence(SilsaStore *self,
                                        GBytes *bytes,
                                        const SilsaEvidenceIntake *intake,
                                        gboolean *was_known,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same without blocking: hashing and writing happen in the writer thread (group commit: 20
 * items or 250 ms); the SilsaEvidence appears in the assessment before the callback. */
void silsa_store_add_evidence_async(SilsaStore *self,
                                    GBytes *bytes,
                                    const SilsaEvidenceIntake *intake,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
SilsaEvidence *silsa_store_add_evidence_finish(SilsaStore *self,
                                               GAsyncResult *result,
                                               gboolean *was_known,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Bytes of one piece of evidence, compared with their digest (CORRUPT "evidence-digest"). Any
 * thread. (transfer full) */
GBytes *
silsa_store_read_evidence(SilsaStore *self, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** The same in two steps, for who looks at many and keeps few: as they are read, and compared. */
GBytes *silsa_store_read_evidence_unchecked(SilsaStore *self,
                                            gint64 id,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean silsa_store_check_evidence(SilsaStore *self, gint64 id, GBytes *bytes, GError **error);
/** The same as a stream in constant memory, over a connection of its own; whoever reads it compares
 * the digest. It never holds up the writer, however slowly it is read, and may outlive the store.
 * Any thread. (transfer full) */
GInputStream *
silsa_store_open_evidence(SilsaStore *self, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** JPEG thumbnail, or NULL without error when there is none. Any thread. (transfer full) */
GBytes *
silsa_store_read_thumbnail(SilsaStore *self, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Erasing */

/**
 * Deletes the bytes of one piece of evidence for good, with its thumbnail, its name and camera
 * facts, and all captions it ever had; digest, size and type stay. It counts as removed; nothing
 * brings it back, undo passes over it, and the same bytes are not taken in again
 * ("evidence-erased"). Durable when it returns, and silsa_store_close() then compacts the file.
 * @reason is required and journaled. Errors: NOT_FOUND "unknown-evidence" (also when it was erased
 * before), INVALID "erase-reason" or "text", STORAGE, FULL, READ_ONLY.
 */
gboolean
silsa_store_erase_evidence(SilsaStore *self, gint64 id, const char *reason, GError **error);

/** The same without blocking: large photos take a while to be overwritten. It is gone from the
 * assessment before @callback; an act that is performed meanwhile waits for it. */
void silsa_store_erase_evidence_async(SilsaStore *self,
                                      gint64 id,
                                      const char *reason,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean silsa_store_erase_evidence_finish(SilsaStore *self, GAsyncResult *result, GError **error);

/**
 * Deletes all content for good: answers, notes, claims, evidence, the round and every value in the
 * journal. What stays is who judged which city, the catalogue, digests, and the journal's chain of
 * commitments. Closes the store and compacts the file. Nothing can be entered into it afterwards
 * ("file-erased").
 */
gboolean silsa_store_erase_all(SilsaStore *self, const char *reason, GError **error);

typedef enum {
  SILSA_COMPACTION_NONE, /* nothing was erased */
  SILSA_COMPACTION_DONE,
  SILSA_COMPACTION_FAILED, /* no room, or another reason: the old file stands, zeros where the
                              erased content was */
} SilsaCompaction;
/** What became of the compaction, after the store was closed. */
SilsaCompaction silsa_store_get_compaction(SilsaStore *self);

/* Journal, format 1 (DESIGN §7) */

typedef struct {
  gint64 sequence; /* from 0; row 0 binds file id and catalogue digest */
  gint64 group;
  char *time; /* RFC 3339 UTC, ms */
  char *actor; /* the assessor's name */
  char *act; /* name of the act */
  char *subject;
  char *field;
  char *old_value, *new_value; /* NULL: not there, or erased */
  char *old_salt, *new_salt; /* 32 hex digits; NULL with the value */
  char *old_commitment, *new_commitment; /* 64 hex digits; "" for a value that was not there */
  char *hash; /* 64 hex digits */
} SilsaJournalRow;

void silsa_journal_row_free(SilsaJournalRow *self);

/** Called with each row in order; FALSE with an error set stops and fails, FALSE without stops. The
 * row is borrowed. */
typedef gboolean (*SilsaJournalFunc)(const SilsaJournalRow *row,
                                     gpointer user_data,
                                     GError **error);
/** Rows @from <= sequence < @to, as far as durable (flush first); @to < 0: to the end. Any thread.
 */
gboolean silsa_store_foreach_journal(SilsaStore *self,
                                     gint64 from,
                                     gint64 to,
                                     SilsaJournalFunc func,
                                     gpointer user_data,
                                     GError **error);
/** Number of rows and hash of the last one, as far as durable. Any thread. (out) (transfer full) */
gboolean silsa_store_get_journal_head(SilsaStore *self, gint64 *rows, char **head, GError **error);

/** Checks a chain row by row; used for files here and for packages by src/package. */
typedef struct _SilsaJournalCheck SilsaJournalCheck;
SilsaJournalCheck *silsa_journal_check_new(const char *file_id,
                                           const char *catalogue_sha256) G_GNUC_WARN_UNUSED_RESULT;
/** FALSE from the first bad row on: hash, order or commitment wrong. Values that do not travel
 * (value and salt NULL) are checked by their commitment in the chain; a value without its salt, or
 * a salt without its value, is bad. */
gboolean silsa_journal_check_row(SilsaJournalCheck *self, const SilsaJournalRow *row);
gint64 silsa_journal_check_get_rows(SilsaJournalCheck *self);
const char *silsa_journal_check_get_head(SilsaJournalCheck *self);
gint64 silsa_journal_check_get_first_bad(SilsaJournalCheck *self); /* -1: none */
void silsa_journal_check_free(SilsaJournalCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaJournalCheck, silsa_journal_check_free)

/* Packages made from this file */

typedef struct {
  guint revision; /* of the last export, 0: none */
  char *sha256; /* of that package, or NULL */
  char *time;
  gint64 rows; /* journal rows it covers */
} SilsaLastExport;
/** Any thread. */
gboolean silsa_store_get_last_export(SilsaStore *self, SilsaLastExport *out, GError **error);
void silsa_last_export_clear(SilsaLastExport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaLastExport, silsa_last_export_clear)
/** Records an export that is whole under its final name; durable when it returns. */
gboolean silsa_store_record_export(
    SilsaStore *self, guint revision, const char *sha256, gint64 rows, GError **error);
/** The same without blocking; durable before @callback. */
void silsa_store_record_export_async(SilsaStore *self,
                                     guint revision,
                                     const char *sha256,
                                     gint64 rows,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean silsa_store_record_export_finish(SilsaStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
