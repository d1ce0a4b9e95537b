#include "silsa-held-bytes.h"

struct _SilsaHeldBytes {
  gatomicrefcount references; /* of the owner and of each who holds bytes */
  gsize held; /* atomic */
  GSource *source; /* ready when some were let go of */
};

typedef struct {
  SilsaHeldBytes *held; /* reference */
  GBytes *bytes;
} Held;

static void
unref(SilsaHeldBytes *self)
{
  if (!g_atomic_ref_count_dec(&self->references))
    return;
  g_source_unref(self->source);
  g_free(self);
}

static gboolean
dispatch(GSource *source, GSourceFunc released, gpointer data)
{
  g_source_set_ready_time(source, -1);
  return released(data);
}

SilsaHeldBytes *
silsa_held_bytes_new(GSourceFunc released, gpointer data)
{
  static GSourceFuncs functions = {.dispatch = dispatch};
  SilsaHeldBytes *self = g_new0(SilsaHeldBytes, 1);

  g_atomic_ref_count_init(&self->references);
  self->source = g_source_new(&functions, sizeof(GSource));
  g_source_set_static_name(self->source, "silsa-held-bytes");
  g_source_set_callback(self->source, released, data, NULL);
  g_source_attach(self->source, g_main_context_get_thread_default());
  return self;
}

void
silsa_held_bytes_free(SilsaHeldBytes *self)
{
  g_source_destroy(self->source);
  unref(self);
}

static void
let_go(gpointer data)
{
  Held *held = data;
  SilsaHeldBytes *self = held->held;

  g_atomic_pointer_add(&self->held, -(gssize)g_bytes_get_size(held->bytes));
  g_bytes_unref(held->bytes);
  g_source_set_ready_time(self->source, 0);
  unref(self);
  g_free(held);
}

GBytes *
silsa_held_bytes_hold(SilsaHeldBytes *self, GBytes *bytes)
{
  Held *held = g_new0(Held, 1);
  gsize size;
  gconstpointer data = g_bytes_get_data(bytes, &size);

  g_atomic_ref_count_inc(&self->references);
  held->held = self;
  held->bytes = bytes;
  g_atomic_pointer_add(&self->held, (gssize)size);
  return g_bytes_new_with_free_func(data, size, let_go, held);
}

gsize
silsa_held_bytes_get(SilsaHeldBytes *self)
{
  return (gsize)g_atomic_pointer_get(&self->held);
}
