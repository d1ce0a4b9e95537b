#include "silsa-readers.h"

#define POOL_SIZE 4

typedef struct {
  SilsaLeaseFunc end;
  gpointer data;
} Lease;

struct _SilsaReaders {
  gatomicrefcount references;
  SilsaDbFile *file;
  GMutex lock;
  GCond changed;
  guint reading;
  gint alone; /* the writer is gone */
  gint writing; /* waiting or at it; read without the lock */
  GQueue idle; /* of SilsaDb */
  GList *leases; /* of Lease */
};

SilsaReaders *
silsa_readers_new(SilsaDbFile *file)
{
  SilsaReaders *self = g_new0(SilsaReaders, 1);

  g_atomic_ref_count_init(&self->references);
  self->file = file;
  g_mutex_init(&self->lock);
  g_cond_init(&self->changed);
  g_queue_init(&self->idle);
  return self;
}

SilsaReaders *
silsa_readers_ref(SilsaReaders *self)
{
  g_atomic_ref_count_inc(&self->references);
  return self;
}

void
silsa_readers_unref(SilsaReaders *self)
{
  if (self == NULL || !g_atomic_ref_count_dec(&self->references))
    return;
  g_assert(self->leases == NULL && self->reading == 0);
  g_queue_clear_full(&self->idle, (GDestroyNotify)silsa_db_close);
  silsa_db_file_close(self->file); /* after the last connection: it shares the descriptor's fate */
  g_cond_clear(&self->changed);
  g_mutex_clear(&self->lock);
  g_free(self);
}

const char *
silsa_readers_get_path(SilsaReaders *self)
{
  return silsa_db_file_get_path(self->file);
}

void
silsa_readers_enter(SilsaReaders *self)
{
  g_mutex_lock(&self->lock);
  while (self->writing > 0)
    g_cond_wait(&self->changed, &self->lock);
  self->reading++;
  g_mutex_unlock(&self->lock);
}

void
silsa_readers_leave(SilsaReaders *self)
{
  g_mutex_lock(&self->lock);
  if (--self->reading == 0)
    g_cond_broadcast(&self->changed);
  g_mutex_unlock(&self->lock);
}

gboolean
silsa_readers_are_waited_for(SilsaReaders *self)
{
  return g_atomic_int_get(&self->writing) > 0;
}

static void
end_leases(SilsaReaders *self)
{
  GList *leases = g_steal_pointer(&self->leases);

  for (GList *link = leases; link != NULL; link = link->next) {
    Lease *lease = link->data;

    lease->end(lease->data);
  }
  g_list_free_full(leases, g_free);
}

void
silsa_readers_begin_write(SilsaReaders *self)
{
  g_mutex_lock(&self->lock);
  g_atomic_int_inc(&self->writing);
  while (self->reading > 0)
    g_cond_wait(&self->changed, &self->lock);
  end_leases(self);
  g_mutex_unlock(&self->lock);
}

void
silsa_readers_end_writing(SilsaReaders *self)
{
  g_atomic_int_set(&self->alone, TRUE);
  silsa_readers_begin_write(self);
  silsa_readers_end_write(self);
  silsa_db_file_end_writing(self->file);
}

gboolean
silsa_readers_must_close(SilsaReaders *self)
{
  return g_atomic_int_get(&self->alone);
}

void
silsa_readers_end_write(SilsaReaders *self)
{
  g_mutex_lock(&self->lock);
  g_atomic_int_add(&self->writing, -1);
  g_cond_broadcast(&self->changed);
  g_mutex_unlock(&self->lock);
}

void
silsa_readers_open_lease(SilsaReaders *self, SilsaLeaseFunc end, gpointer data)
{
  Lease *lease = g_new0(Lease, 1);

  lease->end = end;
  lease->data = data;
  g_mutex_lock(&self->lock);
  self->leases = g_list_prepend(self->leases, lease);
  g_mutex_unlock(&self->lock);
}

void
silsa_readers_close_lease(SilsaReaders *self, gpointer data)
{
  g_mutex_lock(&self->lock);
  for (GList *link = self->leases; link != NULL; link = link->next) {
    Lease *lease = link->data;

    if (lease->data == data) {
      self->leases = g_list_delete_link(self->leases, link);
      lease->end(data);
      g_free(lease);
      break;
    }
  }
  g_mutex_unlock(&self->lock);
}

SilsaDb *
silsa_readers_borrow(SilsaReaders *self, GError **error)
{
  SilsaDb *db;

  if (!silsa_db_file_check_place(self->file, error))
    return NULL;
  g_mutex_lock(&self->lock);
  db = g_queue_pop_head(&self->idle);
  g_mutex_unlock(&self->lock);
  if (db == NULL)
    return silsa_db_open(silsa_db_file_get_path(self->file), SILSA_DB_READ, error);
  silsa_db_adopt(db);
  return db;
}

void
silsa_readers_give_back(SilsaReaders *self, SilsaDb *db)
{
  g_mutex_lock(&self->lock);
  if (self->idle.length < POOL_SIZE)
    g_queue_push_head(&self->idle, g_steal_pointer(&db));
  g_mutex_unlock(&self->lock);
  silsa_db_close(db);
}

static GBytes *
read_bytes(SilsaDb *db, const char *sql, gint64 id, GError **error)
{
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  gboolean row;

  if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":id", id, error) ||
      !silsa_stmt_next(stmt, &row, error))
    return NULL;
  return row ? silsa_stmt_dup_bytes(stmt, 0, error) : NULL;
}

GBytes *
silsa_readers_read_bytes(SilsaReaders *self, const char *sql, gint64 id, GError **error)
{
  SilsaDb *db = silsa_readers_borrow(self, error);
  GBytes *bytes;

  if (db == NULL)
    return NULL;
  silsa_readers_enter(self);
  bytes = read_bytes(db, sql, id, error);
  silsa_readers_leave(self);
  silsa_readers_give_back(self, db);
  return bytes;
}
