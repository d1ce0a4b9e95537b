#include "silsa-calm-scroll.h"

#include "silsa-steady-beat.h"

/* ms after the last step: less than anybody needs to see where it stopped. */
#define REST 100
/* µs after a key: long enough for what it scrolled to. */
#define KEYED G_TIME_SPAN_SECOND

typedef struct {
  GtkWidget *list; /* that this is kept with */
  guint timeout; /* 0: it does not scroll */
  int frames; /* to go until GTK has looked below the pointer */
  gint64 keyed; /* when a key was pressed last */
  gulong hook; /* until it has; 0: none */
  GdkEvent *motion; /* the last one that the hook has seen; NULL: none yet */
  SilsaSteadyBeat *beat;
  GSourceOnceFunc rest_func;
  gpointer user_data;
} Calm;

static void
stop_watching(Calm *calm)
{
  if (calm->hook != 0)
    g_signal_remove_emission_hook(g_signal_lookup("event", GDK_TYPE_SURFACE), calm->hook);
  calm->hook = 0;
  g_clear_pointer(&calm->motion, gdk_event_unref);
}

static void
calm_free(gpointer data)
{
  Calm *calm = data;

  stop_watching(calm);
  g_clear_handle_id(&calm->timeout, g_source_remove);
  silsa_steady_beat_free(calm->beat);
  g_free(calm);
}

/* --- at rest --- */

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

static void
rest(Calm *calm)
{
  g_clear_handle_id(&calm->timeout, g_source_remove);
  silsa_steady_beat_stop(calm->beat);
  gtk_widget_set_can_target(calm->list, TRUE);
  gtk_widget_queue_resize(calm->list);
  if (calm->frames <= 0)
    gtk_widget_add_tick_callback(calm->list, look_cb, calm, NULL);
  calm->frames = 2;
  if (calm->rest_func != NULL)
    calm->rest_func(calm->user_data);
}

static gboolean
rest_cb(gpointer data)
{
  Calm *calm = data;

  calm->timeout = 0;
  rest(calm);
  return G_SOURCE_REMOVE;
}

/* --- a press in between --- */

/* Where the pointer was seen last, once more: GTK finds what is there now, before the press. */
static void
look_below_pointer(Calm *calm, GdkSurface *surface)
{
  g_autoptr(GdkEvent) motion = g_steal_pointer(&calm->motion);
  gboolean handled;

  rest(calm);
  if (motion != NULL)
    g_signal_emit_by_name(surface, "event", motion, &handled);
}

/* GTK has found what an event is for before any controller of a widget is asked, and a press is for
 * what the motion before it was for. */
static gboolean
event_hook(GSignalInvocationHint *hint G_GNUC_UNUSED,
           guint n_values G_GNUC_UNUSED,
           const GValue *values,
           gpointer data)
{
  Calm *calm = data;
  GdkSurface *surface = g_value_get_object(&values[0]);
  GdkEvent *event = g_value_peek_pointer(&values[1]);
  GtkNative *native = gtk_widget_get_native(calm->list);

  if (native == NULL || gtk_native_get_surface(native) != surface)
    return TRUE;
  switch ((int)gdk_event_get_event_type(event)) {
  case GDK_MOTION_NOTIFY:
    g_clear_pointer(&calm->motion, gdk_event_unref);
    if (calm->timeout != 0 || calm->frames > 0)
      calm->motion = gdk_event_ref(event);
    else
      calm->hook = 0; /* GTK looks now: what this returns ends it */
    return calm->hook != 0;
  case GDK_BUTTON_PRESS:
  case GDK_TOUCH_BEGIN:
    look_below_pointer(calm, surface);
    return TRUE;
  default:
    return TRUE;
  }
}

/* --- while it scrolls --- */

static void
scrolled_cb(GtkWidget *list)
{
  Calm *calm = g_object_get_data(G_OBJECT(list), "silsa-calm");

  g_clear_handle_id(&calm->timeout, g_source_remove);
  calm->timeout = g_timeout_add(REST, rest_cb, calm);
  gtk_widget_set_can_target(list, FALSE);
  silsa_steady_beat_start(calm->beat, list);
  if (calm->hook == 0)
    calm->hook = g_signal_add_emission_hook(g_signal_lookup("event", GDK_TYPE_SURFACE), 0,
                                            event_hook, calm, NULL);
}

static gboolean
key_cb(Calm *calm)
{
  calm->keyed = g_get_monotonic_time();
  return FALSE;
}

void
silsa_calm_scroll(GtkScrollable *list)
{
  GtkEventController *keys = gtk_event_controller_key_new();
  Calm *calm = g_new0(Calm, 1);

  calm->list = GTK_WIDGET(list);
  calm->beat = silsa_steady_beat_new();
  g_object_set_data_full(G_OBJECT(list), "silsa-calm", calm, calm_free);
  g_signal_connect_object(gtk_scrollable_get_vadjustment(list), "value-changed",
                          G_CALLBACK(scrolled_cb), list, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), calm);
  gtk_widget_add_controller(GTK_WIDGET(list), keys);
}

gboolean
silsa_calm_scroll_is_moving(GtkScrollable *list)
{
  Calm *calm = g_object_get_data(G_OBJECT(list), "silsa-calm");

  return calm->timeout != 0 && g_get_monotonic_time() - calm->keyed > KEYED;
}

void
silsa_calm_scroll_set_rest(GtkScrollable *list, GSourceOnceFunc rest_func, gpointer user_data)
{
  Calm *calm = g_object_get_data(G_OBJECT(list), "silsa-calm");

  calm->rest_func = rest_func;
  calm->user_data = user_data;
}
