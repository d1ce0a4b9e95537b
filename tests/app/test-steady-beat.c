#include "silsa-steady-beat.h"

#include "silsa-test.h"

#define FRAMES 40

typedef struct {
  GtkWidget *window;
  GdkFrameClock *clock;
  SilsaSteadyBeat *beat;
  gboolean told; /* what came in since the last frame */
  int frames, told_before;
} Fixture;

static void
flush_events_cb(Fixture *f)
{
  f->told = TRUE;
}

static void
before_paint_cb(Fixture *f)
{
  f->frames++;
  f->told_before += f->told;
  f->told = FALSE;
}

/* There is something to be painted in each frame. */
static void
after_paint_cb(Fixture *f)
{
  gtk_widget_queue_draw(f->window);
}

static void
set_up(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->window = gtk_window_new();
  gtk_window_present(GTK_WINDOW(f->window));
  f->clock = gtk_widget_get_frame_clock(f->window);
  f->beat = silsa_steady_beat_new();
  g_signal_connect_swapped(f->clock, "flush-events", G_CALLBACK(flush_events_cb), f);
  g_signal_connect_swapped(f->clock, "before-paint", G_CALLBACK(before_paint_cb), f);
  g_signal_connect_swapped(f->clock, "after-paint", G_CALLBACK(after_paint_cb), f);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  silsa_steady_beat_free(f->beat);
  g_signal_handlers_disconnect_by_data(f->clock, f);
  gtk_window_destroy(GTK_WINDOW(f->window));
}

/* How many of as many frames began with what had come in. */
static int
count_told(Fixture *f)
{
  f->told = FALSE;
  for (f->frames = f->told_before = 0; f->frames < FRAMES;)
    g_main_context_iteration(NULL, TRUE);
  return f->told_before;
}

/* A frame begins with what came in, as long as something moves: it does not come behind the frame,
 * as one of its own. */
static void
test_together(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  count_told(f); /* the window is there */
  silsa_steady_beat_start(f->beat, f->window);
  silsa_steady_beat_start(f->beat, f->window);
  g_assert_cmpint(count_told(f), >, FRAMES * 3 / 4);
  silsa_steady_beat_stop(f->beat);
  silsa_steady_beat_stop(f->beat);
  g_assert_cmpint(count_told(f), <, FRAMES / 4);
}

/* It may go while something moves, before the next frame. */
static void
test_gone(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  silsa_steady_beat_start(f->beat, f->window);
  for (f->frames = 0; f->frames == 0;)
    g_main_context_iteration(NULL, TRUE);
  silsa_steady_beat_free(g_steal_pointer(&f->beat));
  f->beat = silsa_steady_beat_new();
  g_assert_cmpint(count_told(f), <, FRAMES / 4);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add("/steady-beat/together", Fixture, NULL, set_up, test_together, tear_down);
  g_test_add("/steady-beat/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run();
}
