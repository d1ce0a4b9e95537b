#include "silsa-farewell.h"

#define STEP (3 * G_TIME_SPAN_MILLISECOND) /* leaves most of a frame to others */

/* Parents before what is in them: each is disposed of while its pieces are still held here, so that
 * it is never more than itself. */
static GQueue pieces = G_QUEUE_INIT;
static guint idle;

static gboolean
idle_cb(gpointer data G_GNUC_UNUSED)
{
  gint64 begin = g_get_monotonic_time();

  while (pieces.length > 0 && g_get_monotonic_time() - begin < STEP)
    g_object_unref(g_queue_pop_head(&pieces));
  if (pieces.length > 0)
    return G_SOURCE_CONTINUE;
  idle = 0;
  g_application_release(g_application_get_default());
  return G_SOURCE_REMOVE;
}

/* What GTK puts together it takes apart itself: some of it counts on its parent. */
static gboolean
is_ours(GtkWidget *widget)
{
  return g_str_has_prefix(G_OBJECT_TYPE_NAME(widget), "Silsa");
}

static void
keep_pieces(GtkWidget *parent)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child(parent); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    if (is_ours(child))
      g_queue_push_tail(&pieces, g_object_ref(child));
    keep_pieces(child);
  }
}

static void
begin(void)
{
  if (pieces.length == 0 || idle != 0)
    return;
  g_application_hold(g_application_get_default());
  idle = g_idle_add_full(G_PRIORITY_LOW, idle_cb, NULL, NULL);
}

void
silsa_farewell_widget(GtkWidget *widget)
{
  g_return_if_fail(GTK_IS_WIDGET(widget));

  g_queue_push_tail(&pieces, widget);
  begin();
}

void
silsa_farewell_window(GtkWindow *window)
{
  g_return_if_fail(GTK_IS_WINDOW(window));

  keep_pieces(GTK_WIDGET(window));
  begin();
  gtk_window_destroy(window);
}
