#include "silsa-steady-beat.h"

struct _SilsaSteadyBeat {
  GdkFrameClock *clock; /* NULL: nothing moves */
  guint idle; /* between a frame and what the next one begins with */
};

SilsaSteadyBeat *
silsa_steady_beat_new(void)
{
  return g_new0(SilsaSteadyBeat, 1);
}

void
silsa_steady_beat_free(SilsaSteadyBeat *self)
{
  silsa_steady_beat_stop(self);
  g_free(self);
}

static gboolean
idle_cb(gpointer data)
{
  SilsaSteadyBeat *self = data;

  self->idle = 0;
  gdk_frame_clock_request_phase(self->clock, GDK_FRAME_CLOCK_PHASE_FLUSH_EVENTS);
  return G_SOURCE_REMOVE;
}

/* GTK sets its clock for the next frame when this one is over; asked within the frame, it would
 * begin the next one at once. */
static void
after_paint_cb(SilsaSteadyBeat *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full(G_PRIORITY_HIGH, idle_cb, self, NULL);
}

void
silsa_steady_beat_start(SilsaSteadyBeat *self, GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock(widget);

  if (clock == self->clock)
    return;
  silsa_steady_beat_stop(self);
  if (!g_set_object(&self->clock, clock))
    return;
  g_signal_connect_swapped(clock, "after-paint", G_CALLBACK(after_paint_cb), self);
}

void
silsa_steady_beat_stop(SilsaSteadyBeat *self)
{
  g_clear_handle_id(&self->idle, g_source_remove);
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_func(self->clock, after_paint_cb, self);
  g_clear_object(&self->clock);
}
