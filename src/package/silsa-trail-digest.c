#include "silsa-trail-digest.h"

#include "silsa-digest.h"

#include <errno.h>
#include <unistd.h>

#define PIECE_BYTES ((gsize)256 * 1024)

struct _SilsaTrailDigest {
  int fd;
  GCancellable *cancellable;
  GThread *thread;
  SilsaDigest *digest;

  GMutex lock; /* of all below */
  GCond changed;
  guint64 settled;
  gboolean whole; /* no more will be settled */
  gboolean stop;
  int number; /* of what went wrong, or 0 */
};

/* Waits for something beyond @done. FALSE at the end. */
static gboolean
wait_for_more(SilsaTrailDigest *self, guint64 done, guint64 *settled)
{
  gboolean more;

  g_mutex_lock(&self->lock);
  while (!self->stop && !self->whole && self->settled == done)
    g_cond_wait(&self->changed, &self->lock);
  more = !self->stop && self->settled > done;
  *settled = self->settled;
  g_mutex_unlock(&self->lock);
  return more;
}

/* The bytes from @done up to @settled; errno, or 0. */
static int
take(SilsaTrailDigest *self, guint8 *buffer, guint64 done, guint64 settled)
{
  while (done < settled) {
    gssize n = pread(self->fd, buffer, MIN(PIECE_BYTES, settled - done), (off_t)done);

    if (g_cancellable_is_cancelled(self->cancellable) || g_atomic_int_get(&self->stop))
      return ECANCELED;
    if (n == 0)
      return EIO; /* somebody cut the file off */
    if (n < 0 && errno != EINTR)
      return errno;
    if (n > 0) {
      silsa_digest_update(self->digest, buffer, (gsize)n);
      done += (guint64)n;
    }
  }
  return 0;
}

static gpointer
follow_thread(gpointer data)
{
  SilsaTrailDigest *self = data;
  g_autofree guint8 *buffer = g_malloc(PIECE_BYTES);
  guint64 done = 0, settled = 0;
  int number = 0;

  while (number == 0 && wait_for_more(self, done, &settled)) {
    number = take(self, buffer, done, settled);
    done = settled;
  }
  self->number = number; /* read after the thread was joined */
  return NULL;
}

SilsaTrailDigest *
silsa_trail_digest_new(int fd, GCancellable *cancellable)
{
  SilsaTrailDigest *self = g_new0(SilsaTrailDigest, 1);

  self->fd = fd;
  g_set_object(&self->cancellable, cancellable);
  self->digest = silsa_digest_new("SHA256");
  g_mutex_init(&self->lock);
  g_cond_init(&self->changed);
  self->thread = g_thread_new("silsa-trail-digest", follow_thread, self);
  return self;
}

static void
settle(SilsaTrailDigest *self, guint64 offset, gboolean whole)
{
  g_mutex_lock(&self->lock);
  self->settled = MAX(self->settled, offset);
  self->whole = whole;
  g_cond_signal(&self->changed);
  g_mutex_unlock(&self->lock);
}

void
silsa_trail_digest_settle(SilsaTrailDigest *self, guint64 offset)
{
  settle(self, offset, FALSE);
}

GBytes *
silsa_trail_digest_finish(SilsaTrailDigest *self, guint64 size, int *number)
{
  settle(self, size, TRUE);
  g_thread_join(g_steal_pointer(&self->thread));
  *number = self->number;
  return self->number == 0 ? silsa_digest_finish(self->digest) : NULL;
}

void
silsa_trail_digest_free(SilsaTrailDigest *self)
{
  g_mutex_lock(&self->lock);
  g_atomic_int_set(&self->stop, TRUE);
  g_cond_signal(&self->changed);
  g_mutex_unlock(&self->lock);
  if (self->thread != NULL)
    g_thread_join(self->thread);
  silsa_digest_free(self->digest);
  g_clear_object(&self->cancellable);
  g_cond_clear(&self->changed);
  g_mutex_clear(&self->lock);
  g_free(self);
}
