#include "silsa-readers.h"

#include "silsa-error.h"

#define CHUNK ((gsize)256 * 1024)

/*
 * Reads a BLOB in pieces of at most 256 KiB. Between two reads the BLOB stays open as a lease:
 * opening it anew has to walk its chain of pages from the start. The writer may end the lease in
 * between; the next read then opens the BLOB again and goes on where it was.
 */
struct _SilsaEvidenceStream {
  GInputStream parent_instance;

  SilsaReaders *readers;
  SilsaDb *db;
  gint64 row;
  sqlite3_blob *blob; /* open as a lease, or NULL */
  int offset, size;
};

#define SILSA_TYPE_EVIDENCE_STREAM (silsa_evidence_stream_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaEvidenceStream, silsa_evidence_stream, SILSA, EVIDENCE_STREAM, GInputStream)
G_DEFINE_FINAL_TYPE(SilsaEvidenceStream, silsa_evidence_stream, G_TYPE_INPUT_STREAM)

static void
end_lease_cb(gpointer data)
{
  SilsaEvidenceStream *self = data;

  g_clear_pointer(&self->blob, sqlite3_blob_close);
}

static gboolean
open_blob(SilsaEvidenceStream *self, GError **error)
{
  sqlite3_blob *blob = NULL;

  if (sqlite3_blob_open(silsa_db_get_handle(self->db), "main", "content", "bytes", self->row, 0,
                        &blob) != SQLITE_OK) {
    sqlite3_blob_close(blob);
    return silsa_db_fail(self->db, error);
  }
  self->blob = blob;
  silsa_readers_open_lease(self->readers, end_lease_cb, self);
  if (self->size < 0)
    self->size = sqlite3_blob_bytes(blob);
  if (self->size == sqlite3_blob_bytes(blob))
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "evidence", "the evidence changed while it was read");
  silsa_error_at_file(error, silsa_db_get_path(self->db));
  return FALSE;
}

/* An I/O error expires a BLOB handle; it is closed here so that the next read starts afresh. */
static gssize
read_piece(SilsaEvidenceStream *self, void *buffer, gsize count, GError **error)
{
  int piece;

  if (self->blob == NULL && !open_blob(self, error))
    return -1;
  piece = (int)MIN(MIN(count, CHUNK), (gsize)(self->size - self->offset));
  if (piece > 0 && sqlite3_blob_read(self->blob, buffer, piece, self->offset) != SQLITE_OK) {
    silsa_db_fail(self->db, error);
    silsa_readers_close_lease(self->readers, self);
    return -1;
  }
  self->offset += piece;
  return piece;
}

static gssize
silsa_evidence_stream_read(
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  SilsaEvidenceStream *self = SILSA_EVIDENCE_STREAM(stream);
  gssize got;

  if (g_cancellable_set_error_if_cancelled(cancellable, error))
    return -1;
  if (self->offset == self->size)
    return 0;
  silsa_readers_enter(self->readers);
  got = read_piece(self, buffer, count, error);
  silsa_readers_leave(self->readers);
  if (self->offset == self->size || silsa_readers_must_close(self->readers))
    silsa_readers_close_lease(self->readers, self);
  return got;
}

static void
release(SilsaEvidenceStream *self)
{
  if (self->db == NULL)
    return;
  silsa_readers_close_lease(self->readers, self);
  silsa_readers_give_back(self->readers, g_steal_pointer(&self->db));
}

static gboolean
silsa_evidence_stream_close(GInputStream *stream,
                            GCancellable *cancellable G_GNUC_UNUSED,
                            GError **error G_GNUC_UNUSED)
{
  release(SILSA_EVIDENCE_STREAM(stream));
  return TRUE;
}

static void
silsa_evidence_stream_finalize(GObject *object)
{
  SilsaEvidenceStream *self = SILSA_EVIDENCE_STREAM(object);

  release(self);
  silsa_readers_unref(self->readers);
  G_OBJECT_CLASS(silsa_evidence_stream_parent_class)->finalize(object);
}

static void
silsa_evidence_stream_class_init(SilsaEvidenceStreamClass *klass)
{
  G_OBJECT_CLASS(klass)->finalize = silsa_evidence_stream_finalize;
  G_INPUT_STREAM_CLASS(klass)->read_fn = silsa_evidence_stream_read;
  G_INPUT_STREAM_CLASS(klass)->close_fn = silsa_evidence_stream_close;
}

static void
silsa_evidence_stream_init(SilsaEvidenceStream *self)
{
  self->size = -1;
}

static gboolean
find_row(SilsaDb *db, gint64 id, gint64 *row_id, GError **error)
{
  static const char sql[] = "SELECT evidence FROM content WHERE evidence = :id";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  gboolean row;

  if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":id", id, error) ||
      !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  if (row) {
    *row_id = sqlite3_column_int64(stmt, 0);
    return TRUE;
  }
  silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "evidence",
                  "there is no evidence %" G_GINT64_FORMAT, id);
  silsa_error_at_file(error, silsa_db_get_path(db));
  return FALSE;
}

GInputStream *
silsa_evidence_stream_new(SilsaReaders *readers, gint64 id, GError **error)
{
  g_autoptr(SilsaEvidenceStream) self = g_object_new(SILSA_TYPE_EVIDENCE_STREAM, NULL);
  gboolean ok;

  self->readers = silsa_readers_ref(readers);
  self->db = silsa_readers_borrow(readers, error);
  if (self->db == NULL)
    return NULL;
  silsa_readers_enter(readers);
  ok = find_row(self->db, id, &self->row, error) && open_blob(self, error);
  silsa_readers_leave(readers);
  return ok ? G_INPUT_STREAM(g_steal_pointer(&self)) : NULL;
}
