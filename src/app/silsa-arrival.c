#include "silsa-arrival.h"

#include "silsa-turn.h"
#include "silsa-word-wrap.h"

#define STEP_TIME (3 * G_TIME_SPAN_MILLISECOND) /* leaves most of a frame to others */

typedef struct {
  GtkWindow *window;
  GApplication *application;
  SilsaArrivalPiece piece; /* NULL: all are there */
  SilsaArrivedFunc arrived;
  gpointer user_data;
  GDestroyNotify destroy;
  GQueue parts; /* of GtkWidget, what is in them before them; still to be got ready */
  guint idle;
} Arrival;

static GList *arrivals;

static void
arrival_free(Arrival *self)
{
  g_clear_handle_id(&self->idle, g_source_remove);
  g_queue_clear_full(&self->parts, g_object_unref);
  self->destroy(self->user_data);
  g_object_unref(self->window);
  g_application_release(self->application);
  g_object_unref(self->application);
  g_free(self);
}

/* What is not shown, and what has a surface of its own, comes when it is wanted. */
static gboolean
is_shown(GtkWidget *widget)
{
  return gtk_widget_get_visible(widget) && gtk_widget_get_child_visible(widget) &&
         !GTK_IS_NATIVE(widget);
}

static void
look_for_parts(Arrival *self, GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child(parent); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    if (!is_shown(child))
      continue;
    look_for_parts(self, child);
    if (g_str_has_prefix(G_OBJECT_TYPE_NAME(child), "Silsa"))
      g_queue_push_tail(&self->parts, g_object_ref(child));
  }
}

static void
realize(GtkWidget *widget)
{
  gtk_widget_realize(widget);
  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
       child = gtk_widget_get_next_sibling(child))
    if (is_shown(child))
      realize(child);
}

/* The sizes are kept by GTK, and so are the styles and the lines of text behind them. The window is
 * realized last: as soon as it is, GTK asks for the size of all of it. */
static void
get_ready(GtkWidget *widget)
{
  if (GTK_IS_WINDOW(widget)) {
    realize(widget);
    return;
  }
  silsa_word_wrap_prepare(widget);
  gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
}

static void
arrive(Arrival *self)
{
  arrivals = g_list_remove(arrivals, self);
  self->arrived(self->window, self->user_data);
  arrival_free(self);
}

/* In a turn of its own: to map a window takes its time, too. */
static gboolean
arrive_cb(gpointer data)
{
  Arrival *self = data;

  self->idle = 0;
  arrive(self);
  return G_SOURCE_REMOVE;
}

/* FALSE: the window is ready. */
static gboolean
go_on(Arrival *self)
{
  g_autoptr(GtkWidget) part = NULL;

  if (self->piece != NULL) {
    if (!self->piece(self->window)) {
      self->piece = NULL;
      look_for_parts(self, GTK_WIDGET(self->window));
      g_queue_push_tail(&self->parts, g_object_ref(self->window));
    }
    return TRUE;
  }
  part = g_queue_pop_head(&self->parts);
  if (part == GTK_WIDGET(self->window) || gtk_widget_get_root(part) == GTK_ROOT(self->window))
    get_ready(part);
  return self->parts.length > 0;
}

static gboolean
idle_cb(gpointer data)
{
  Arrival *self = data;
  gint64 begin = g_get_monotonic_time();

  while (g_get_monotonic_time() - begin < STEP_TIME) {
    if (!go_on(self)) {
      self->idle = g_idle_add_full(SILSA_BEHIND_FRAMES, arrive_cb, self, NULL);
      return G_SOURCE_REMOVE;
    }
  }
  return G_SOURCE_CONTINUE;
}

/* Where there is no window, nobody waits for a frame, and steps would only take longer. */
static gboolean
is_first(Arrival *self)
{
  return gtk_application_get_windows(GTK_APPLICATION(self->application)) == NULL;
}

void
silsa_arrival_begin(GtkWindow *window,
                    SilsaArrivalPiece piece,
                    SilsaArrivedFunc arrived,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  Arrival *self;

  g_return_if_fail(GTK_IS_WINDOW(window));

  self = g_new0(Arrival, 1);
  self->window = g_object_ref(window);
  self->application = g_object_ref(g_application_get_default());
  self->piece = piece;
  self->arrived = arrived;
  self->user_data = user_data;
  self->destroy = destroy;
  arrivals = g_list_prepend(arrivals, self);
  g_application_hold(self->application);
  if (is_first(self)) {
    while (self->piece(self->window))
      ;
    silsa_word_wrap_prepare(GTK_WIDGET(window)); /* else what wraps is measured, and once more */
    arrive(self);
  } else {
    self->idle = g_idle_add_full(SILSA_BEHIND_FRAMES, idle_cb, self, NULL);
  }
}

void
silsa_arrival_foreach(GFunc func, gpointer user_data)
{
  g_autoptr(GList) now = g_list_copy(arrivals);

  for (GList *l = now; l != NULL; l = l->next)
    func(((Arrival *)l->data)->window, user_data);
}

void
silsa_arrival_stop(GtkWindow *window)
{
  for (GList *l = arrivals; l != NULL; l = l->next) {
    Arrival *self = l->data;

    if (self->window != window)
      continue;
    arrivals = g_list_delete_link(arrivals, l);
    arrival_free(self);
    return;
  }
}
