#include "silsa-focus.h"

static GtkViewport *
find_viewport(GtkWidget *widget)
{
  GtkWidget *viewport = gtk_widget_get_ancestor(widget, GTK_TYPE_VIEWPORT);

  return viewport != NULL ? GTK_VIEWPORT(viewport) : NULL;
}

static void painted_cb(GdkFrameClock *clock, GtkWidget *seen);

/* Of the whole window: one widget has the focus. */
static void
forget_others(GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_matched(clock, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, painted_cb, NULL);
}

static void
painted_cb(GdkFrameClock *clock, GtkWidget *seen)
{
  GtkViewport *viewport = find_viewport(seen);

  forget_others(clock);
  if (viewport != NULL && gtk_widget_get_mapped(seen))
    gtk_viewport_scroll_to(viewport, seen, NULL);
}

static void
scroll_later(GtkWidget *seen)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock(seen);

  if (clock == NULL)
    return;
  forget_others(clock);
  g_signal_connect_object(clock, "after-paint", G_CALLBACK(painted_cb), seen, G_CONNECT_DEFAULT);
  gdk_frame_clock_request_phase(clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

void
silsa_focus_enter(GtkWidget *widget, GtkWidget *seen)
{
  GtkViewport *viewport;

  g_return_if_fail(GTK_IS_WIDGET(widget) && GTK_IS_WIDGET(seen));

  viewport = find_viewport(widget);
  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus(viewport, FALSE);
  gtk_widget_child_focus(widget, GTK_DIR_TAB_FORWARD);
  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus(viewport, TRUE);
  scroll_later(seen);
}
