#include "silsa-calm-scroll.h"

/* ms after the last step: less than anybody needs to see where it stopped and to click there. */
#define REST 100

typedef struct {
  GtkWidget *list; /* that this is kept with */
  guint timeout; /* 0: it does not scroll */
  int frames; /* to go until GTK has looked below the pointer */
} Calm;

static void
calm_free(gpointer data)
{
  Calm *calm = data;

  g_clear_handle_id(&calm->timeout, g_source_remove);
  g_free(calm);
}

/* A click goes to what was found below the pointer last. Where the whole window is laid out, GTK
 * looks there again with the next events: here they are asked for behind that frame. */
static gboolean
look_cb(GtkWidget *list G_GNUC_UNUSED, GdkFrameClock *clock, gpointer data)
{
  Calm *calm = data;

  if (--calm->frames > 0)
    return G_SOURCE_CONTINUE;
  gdk_frame_clock_request_phase(clock, GDK_FRAME_CLOCK_PHASE_FLUSH_EVENTS);
  return G_SOURCE_REMOVE;
}

static gboolean
rest_cb(gpointer data)
{
  Calm *calm = data;

  calm->timeout = 0;
  gtk_widget_set_can_target(calm->list, TRUE);
  gtk_widget_queue_resize(calm->list);
  if (calm->frames <= 0)
    gtk_widget_add_tick_callback(calm->list, look_cb, calm, NULL);
  calm->frames = 2;
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb(GtkWidget *list)
{
  Calm *calm = g_object_get_data(G_OBJECT(list), "silsa-calm");

  g_clear_handle_id(&calm->timeout, g_source_remove);
  calm->timeout = g_timeout_add(REST, rest_cb, calm);
  gtk_widget_set_can_target(list, FALSE);
}

void
silsa_calm_scroll(GtkScrollable *list)
{
  Calm *calm = g_new0(Calm, 1);

  calm->list = GTK_WIDGET(list);
  g_object_set_data_full(G_OBJECT(list), "silsa-calm", calm, calm_free);
  g_signal_connect_object(gtk_scrollable_get_vadjustment(list), "value-changed",
                          G_CALLBACK(scrolled_cb), list, G_CONNECT_SWAPPED);
}
