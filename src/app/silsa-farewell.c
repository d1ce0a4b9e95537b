#include "silsa-farewell.h"

#include "silsa-growing-list.h"

#include <adwaita.h>

#define STEP_TIME (3 * G_TIME_SPAN_MILLISECOND) /* leaves most of a frame to others */
#define WORTH_A_STEP 24 /* widgets; fewer go with what is around them */

/*
 * Going from a window means for each of its widgets: no longer in a tree that leads to a window,
 * then disposed of. Both take their time, and so both are done to one piece after the other.
 *
 * Invariant: whatever Silsa put together is whole and alive until the window is gone, however much
 * of it has been taken out: nothing acts on half a page.
 */
typedef enum {
  STEP_LOOK_FOR_LISTS,
  STEP_LISTS, /* give up their rows */
  STEP_LOOK_FOR_PIECES,
  STEP_PIECES, /* are taken out, what is in them before them */
  STEP_CONTENT, /* what is left of it */
  STEP_WINDOW
} Step;

typedef struct {
  GtkWindow *window;
  Step step;
  GQueue lists; /* of SilsaGrowingList */
  GQueue cuts; /* of widgets, the innermost first */
} Going;

static GQueue windows = G_QUEUE_INIT; /* of Going */
/* Parents before what is in them: each is disposed of while its pieces are still held here, so that
 * it is never more than itself. */
static GQueue pieces = G_QUEUE_INIT;
static guint idle;

/* What GTK puts together it takes apart itself: some of it counts on its parent. */
static gboolean
is_ours(GtkWidget *widget)
{
  return g_str_has_prefix(G_OBJECT_TYPE_NAME(widget), "Silsa");
}

/* --- rows --- */

static GtkSelectionModel *
get_model(GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW(widget))
    return gtk_list_view_get_model(GTK_LIST_VIEW(widget));
  return GTK_IS_GRID_VIEW(widget) ? gtk_grid_view_get_model(GTK_GRID_VIEW(widget)) : NULL;
}

static void
look_for_lists(Going *self, GtkWidget *parent)
{
  GtkSelectionModel *model = get_model(parent);
  GtkWidget *child;

  if (SILSA_IS_GROWING_LIST(model)) {
    g_queue_push_tail(&self->lists, g_object_ref(model));
    return;
  }
  for (child = gtk_widget_get_first_child(parent); child != NULL;
       child = gtk_widget_get_next_sibling(child))
    look_for_lists(self, child);
}

/* FALSE: there are more. */
static gboolean
shrink_list(Going *self)
{
  SilsaGrowingList *list = g_queue_peek_head(&self->lists);

  if (list != NULL && !silsa_growing_list_dismiss(list))
    g_object_unref(g_queue_pop_head(&self->lists));
  return self->lists.length == 0;
}

/* --- pieces --- */

/* What there is in a window of Adwaita's; in others it is a part of it. */
static GtkWidget *
get_content(GtkWindow *window)
{
  return ADW_IS_APPLICATION_WINDOW(window)
             ? adw_application_window_get_content(ADW_APPLICATION_WINDOW(window))
             : NULL;
}

/* Takes @widget out of what holds it, where that lets go of it (@really), or says whether it would.
 */
static gboolean
take_out(GtkWidget *widget, gboolean really)
{
  GtkWidget *parent = gtk_widget_get_parent(widget);
  GtkWidget *holder = parent != NULL ? gtk_widget_get_parent(parent) : NULL;

  if (ADW_IS_OVERLAY_SPLIT_VIEW(holder)) {
    AdwOverlaySplitView *split = ADW_OVERLAY_SPLIT_VIEW(holder);

    if (really && adw_overlay_split_view_get_content(split) == widget)
      adw_overlay_split_view_set_content(split, NULL);
    else if (really)
      adw_overlay_split_view_set_sidebar(split, NULL);
    return TRUE;
  }
  if (ADW_IS_BIN(parent) && ADW_IS_VIEW_STACK(holder)) {
    if (really)
      adw_bin_set_child(ADW_BIN(parent), NULL);
    return TRUE;
  }
  /* A bar of an AdwToolbarView counts on what is in it. */
  if (!GTK_IS_BOX(parent) || GTK_IS_WINDOW_HANDLE(holder))
    return FALSE;
  if (really)
    gtk_box_remove(GTK_BOX(parent), widget);
  return TRUE;
}

/* Returns how many widgets go with @parent. */
static guint
look_for_pieces(Going *self, GtkWidget *parent)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child(parent); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    gboolean ours = is_ours(child);
    guint more;

    if (ours)
      g_queue_push_tail(&pieces, g_object_ref(child));
    more = look_for_pieces(self, child);
    if (ours && more >= WORTH_A_STEP && take_out(child, FALSE))
      g_queue_push_tail(&self->cuts, child); /* which is among the pieces */
    else
      n += more;
  }
  return n;
}

static void
look_for_all_pieces(Going *self)
{
  GtkWidget *content = get_content(self->window);

  if (content != NULL)
    g_queue_push_tail(&pieces, g_object_ref(content));
  look_for_pieces(self, GTK_WIDGET(self->window));
}

/* FALSE: there are more. */
static gboolean
cut(Going *self)
{
  GtkWidget *widget = g_queue_pop_head(&self->cuts);

  if (widget != NULL && gtk_widget_get_root(widget) == GTK_ROOT(self->window))
    take_out(widget, TRUE);
  return self->cuts.length == 0;
}

static void
take_out_content(Going *self)
{
  if (get_content(self->window) != NULL)
    adw_application_window_set_content(ADW_APPLICATION_WINDOW(self->window), NULL);
}

/* --- one after the other --- */

static void
going_end(Going *self)
{
  gtk_window_destroy(self->window);
  g_object_unref(self->window);
  g_free(self);
}

static void
go_on(Going *self)
{
  switch (self->step) {
  case STEP_LOOK_FOR_LISTS:
    look_for_lists(self, GTK_WIDGET(self->window));
    break;
  case STEP_LISTS:
    if (!shrink_list(self))
      return;
    break;
  case STEP_LOOK_FOR_PIECES:
    look_for_all_pieces(self);
    break;
  case STEP_PIECES:
    if (!cut(self))
      return;
    break;
  case STEP_CONTENT:
    take_out_content(self);
    break;
  case STEP_WINDOW:
    going_end(g_queue_pop_head(&windows));
    return;
  default:
    g_assert_not_reached();
  }
  self->step++;
}

static gboolean
idle_cb(gpointer data G_GNUC_UNUSED)
{
  gint64 begin = g_get_monotonic_time();

  while (windows.length + pieces.length > 0 && g_get_monotonic_time() - begin < STEP_TIME) {
    if (windows.length > 0)
      go_on(g_queue_peek_head(&windows));
    else
      g_object_unref(g_queue_pop_head(&pieces));
  }
  if (windows.length + pieces.length > 0)
    return G_SOURCE_CONTINUE;
  idle = 0;
  g_application_release(g_application_get_default());
  return G_SOURCE_REMOVE;
}

static void
begin(void)
{
  if (idle != 0)
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
  Going *self;

  g_return_if_fail(GTK_IS_WINDOW(window));

  self = g_new0(Going, 1);
  self->window = g_object_ref(window);
  g_queue_push_tail(&windows, self);
  begin();
  gtk_window_set_focus(window, NULL); /* now, and not from one piece to the next */
  gtk_widget_set_visible(GTK_WIDGET(window), FALSE);
  gtk_window_set_application(window, NULL);
}
