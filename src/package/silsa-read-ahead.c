#include "silsa-read-ahead.h"

#include "silsa-digest.h"

#include <string.h>

#define PIECES 4
#define PIECE_BYTES ((gsize)512 * 1024)

/* Pieces go round: the thread fills the one at @filled % PIECES, the reader empties the one at
 * @emptied % PIECES. A piece that is shorter than it could be is the last. */
struct _SilsaReadAhead {
  SilsaOpenFunc open;
  gpointer data;
  GCancellable *cancellable;
  GThread *thread;
  guint8 *memory; /* PIECES pieces */
  gsize offset; /* in the piece that is being read */

  GMutex lock; /* of all below */
  GCond changed;
  gsize sizes[PIECES];
  guint64 filled, emptied;
  gboolean stop;
  GBytes *sha256; /* once all was read */
  GError *error;
};

static guint8 *
find_piece(SilsaReadAhead *self, guint64 number)
{
  return self->memory + (number % PIECES) * PIECE_BYTES;
}

/* FALSE when nobody waits for it any more. */
static gboolean
wait_for_room(SilsaReadAhead *self)
{
  gboolean go_on;

  g_mutex_lock(&self->lock);
  while (!self->stop && self->filled - self->emptied == PIECES)
    g_cond_wait(&self->changed, &self->lock);
  go_on = !self->stop;
  g_mutex_unlock(&self->lock);
  return go_on;
}

static void
hand_over(SilsaReadAhead *self, gsize size)
{
  g_mutex_lock(&self->lock);
  self->sizes[self->filled % PIECES] = size;
  self->filled++;
  g_cond_signal(&self->changed);
  g_mutex_unlock(&self->lock);
}

static void
end(SilsaReadAhead *self, GBytes *sha256, GError *error)
{
  g_mutex_lock(&self->lock);
  self->sha256 = sha256;
  self->error = error;
  g_cond_signal(&self->changed);
  g_mutex_unlock(&self->lock);
}

static gpointer
read_thread(gpointer data)
{
  SilsaReadAhead *self = data;
  g_autoptr(SilsaDigest) digest = silsa_digest_new("SHA256");
  GError *error = NULL;
  g_autoptr(GInputStream) stream = self->open(self->data, &error);
  gboolean more = stream != NULL;

  while (more && wait_for_room(self)) {
    guint8 *piece = find_piece(self, self->filled);
    gsize size = 0;

    more = g_input_stream_read_all(stream, piece, PIECE_BYTES, &size, self->cancellable, &error);
    silsa_digest_update(digest, piece, size);
    if (more)
      hand_over(self, size);
    more = more && size == PIECE_BYTES;
  }
  end(self, error == NULL ? silsa_digest_finish(digest) : NULL, error);
  return NULL;
}

SilsaReadAhead *
silsa_read_ahead_new(SilsaOpenFunc open, gpointer data, GCancellable *cancellable)
{
  SilsaReadAhead *self = g_new0(SilsaReadAhead, 1);

  self->open = open;
  self->data = data;
  g_set_object(&self->cancellable, cancellable);
  self->memory = g_malloc(PIECES * PIECE_BYTES);
  g_mutex_init(&self->lock);
  g_cond_init(&self->changed);
  self->thread = g_thread_new("silsa-read-ahead", read_thread, self);
  return self;
}

/* TRUE when there is a piece to read; FALSE at the end, or with an error. */
static gboolean
wait_for_piece(SilsaReadAhead *self, gsize *size)
{
  gboolean there;

  g_mutex_lock(&self->lock);
  while (self->filled == self->emptied && self->sha256 == NULL && self->error == NULL)
    g_cond_wait(&self->changed, &self->lock);
  there = self->filled > self->emptied;
  *size = there ? self->sizes[self->emptied % PIECES] : 0;
  g_mutex_unlock(&self->lock);
  return there;
}

static void
give_back_piece(SilsaReadAhead *self)
{
  g_mutex_lock(&self->lock);
  self->emptied++;
  g_cond_signal(&self->changed);
  g_mutex_unlock(&self->lock);
  self->offset = 0;
}

gssize
silsa_read_ahead_read(SilsaReadAhead *self, void *into, gsize size, GError **error)
{
  gsize there, n;

  while (wait_for_piece(self, &there)) {
    n = MIN(size, there - self->offset);
    memcpy(into, find_piece(self, self->emptied) + self->offset, n);
    self->offset += n;
    if (self->offset == there)
      give_back_piece(self);
    if (n > 0)
      return (gssize)n;
  }
  if (self->error == NULL)
    return 0;
  g_propagate_error(error, g_error_copy(self->error));
  return -1;
}

GBytes *
silsa_read_ahead_get_sha256(SilsaReadAhead *self)
{
  g_assert(self->sha256 != NULL);

  return g_bytes_ref(self->sha256);
}

void
silsa_read_ahead_free(SilsaReadAhead *self)
{
  g_mutex_lock(&self->lock);
  self->stop = TRUE;
  g_cond_signal(&self->changed);
  g_mutex_unlock(&self->lock);
  g_thread_join(self->thread);
  g_clear_pointer(&self->sha256, g_bytes_unref);
  g_clear_error(&self->error);
  g_clear_object(&self->cancellable);
  g_cond_clear(&self->changed);
  g_mutex_clear(&self->lock);
  g_free(self->memory);
  g_free(self);
}
