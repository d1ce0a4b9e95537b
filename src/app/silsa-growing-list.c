#include "silsa-growing-list.h"

#define STEP (4 * G_TIME_SPAN_MILLISECOND) /* leaves most of a frame to others */
#define PIECE 4 /* items between two looks at the clock */
#define PLENTY 1000 /* from here on no view makes more widgets */

/* Invariant: what is shown are the first @shown items of @model, and everything when nothing is
 * under way, until it is dismissed. */
struct _SilsaGrowingList {
  GObject parent_instance;

  GtkSelectionModel *model;
  guint shown;
  guint idle;
  gboolean dismissed;
};

static guint
count_all(SilsaGrowingList *self)
{
  return g_list_model_get_n_items(G_LIST_MODEL(self->model));
}

/* --- growing --- */

static void
show_more(SilsaGrowingList *self, guint n)
{
  guint position = self->shown;

  self->shown += n;
  g_list_model_items_changed(G_LIST_MODEL(self), position, 0, n);
}

static gboolean
idle_cb(gpointer data)
{
  SilsaGrowingList *self = data;
  gint64 begin = g_get_monotonic_time();

  while (self->shown < count_all(self) && g_get_monotonic_time() - begin < STEP) {
    guint left = count_all(self) - self->shown;

    show_more(self, self->shown < PLENTY ? MIN(left, PIECE) : left);
  }
  if (self->shown < count_all(self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
go_on(SilsaGrowingList *self)
{
  if (self->idle == 0 && !self->dismissed && self->shown < count_all(self))
    self->idle = g_idle_add(idle_cb, self);
}

/* What comes in front of others comes at once, so that nothing moves that is looked at. */
static void
items_changed_cb(SilsaGrowingList *self, guint position, guint removed, guint added)
{
  guint gone;

  if (position <= self->shown) {
    gone = MIN(removed, self->shown - position);
    if (position + gone == self->shown)
      added = self->dismissed ? 0 : MIN(added, PIECE);
    self->shown = self->shown - gone + added;
    g_list_model_items_changed(G_LIST_MODEL(self), position, gone, added);
  }
  go_on(self);
}

static void
selection_changed_cb(SilsaGrowingList *self, guint position, guint n)
{
  if (position < self->shown)
    gtk_selection_model_selection_changed(GTK_SELECTION_MODEL(self), position,
                                          MIN(n, self->shown - position));
}

/* --- as a list --- */

static GType
get_item_type(GListModel *model)
{
  return g_list_model_get_item_type(G_LIST_MODEL(SILSA_GROWING_LIST(model)->model));
}

static guint
get_n_items(GListModel *model)
{
  return SILSA_GROWING_LIST(model)->shown;
}

static gpointer
get_item(GListModel *model, guint position)
{
  SilsaGrowingList *self = SILSA_GROWING_LIST(model);

  return position < self->shown ? g_list_model_get_item(G_LIST_MODEL(self->model), position) : NULL;
}

static void
list_model_init(GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- as a selection: that of the whole --- */

static gboolean
is_selected(GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_is_selected(SILSA_GROWING_LIST(model)->model, position);
}

static GtkBitset *
get_selection_in_range(GtkSelectionModel *model, guint position, guint n)
{
  return gtk_selection_model_get_selection_in_range(SILSA_GROWING_LIST(model)->model, position, n);
}

static gboolean
select_item(GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return gtk_selection_model_select_item(SILSA_GROWING_LIST(model)->model, position, unselect_rest);
}

static gboolean
unselect_item(GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_unselect_item(SILSA_GROWING_LIST(model)->model, position);
}

static gboolean
select_range(GtkSelectionModel *model, guint position, guint n, gboolean unselect_rest)
{
  return gtk_selection_model_select_range(SILSA_GROWING_LIST(model)->model, position, n,
                                          unselect_rest);
}

static gboolean
unselect_range(GtkSelectionModel *model, guint position, guint n)
{
  return gtk_selection_model_unselect_range(SILSA_GROWING_LIST(model)->model, position, n);
}

static gboolean
select_all(GtkSelectionModel *model)
{
  return gtk_selection_model_select_all(SILSA_GROWING_LIST(model)->model);
}

static gboolean
unselect_all(GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all(SILSA_GROWING_LIST(model)->model);
}

static gboolean
set_selection(GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  return gtk_selection_model_set_selection(SILSA_GROWING_LIST(model)->model, selected, mask);
}

static void
selection_model_init(GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

/* --- sections, where there are some --- */

static void
get_section(GtkSectionModel *model, guint position, guint *start, guint *end)
{
  SilsaGrowingList *self = SILSA_GROWING_LIST(model);

  *start = position < self->shown ? 0 : self->shown;
  *end = G_MAXUINT;
  if (position >= self->shown)
    return;
  if (GTK_IS_SECTION_MODEL(self->model))
    gtk_section_model_get_section(GTK_SECTION_MODEL(self->model), position, start, end);
  *end = MIN(*end, self->shown);
}

static void
section_model_init(GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

static void
sections_changed_cb(SilsaGrowingList *self, guint position, guint n)
{
  if (position < self->shown)
    gtk_section_model_sections_changed(GTK_SECTION_MODEL(self), position,
                                       MIN(n, self->shown - position));
}

G_DEFINE_FINAL_TYPE_WITH_CODE(SilsaGrowingList,
                              silsa_growing_list,
                              G_TYPE_OBJECT,
                              G_IMPLEMENT_INTERFACE(G_TYPE_LIST_MODEL, list_model_init)
                                  G_IMPLEMENT_INTERFACE(GTK_TYPE_SECTION_MODEL, section_model_init)
                                      G_IMPLEMENT_INTERFACE(GTK_TYPE_SELECTION_MODEL,
                                                            selection_model_init))

static void
silsa_growing_list_dispose(GObject *object)
{
  SilsaGrowingList *self = SILSA_GROWING_LIST(object);

  g_clear_handle_id(&self->idle, g_source_remove);
  g_clear_object(&self->model);
  self->shown = 0;

  G_OBJECT_CLASS(silsa_growing_list_parent_class)->dispose(object);
}

static void
silsa_growing_list_class_init(SilsaGrowingListClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_growing_list_dispose;
}

static void
silsa_growing_list_init(SilsaGrowingList *self G_GNUC_UNUSED)
{
}

SilsaGrowingList *
silsa_growing_list_new(GtkSelectionModel *model)
{
  SilsaGrowingList *self = g_object_new(SILSA_TYPE_GROWING_LIST, NULL);

  g_return_val_if_fail(GTK_IS_SELECTION_MODEL(model), NULL);

  self->model = g_object_ref(model);
  self->shown = MIN(count_all(self), PIECE);
  g_signal_connect_object(model, "items-changed", G_CALLBACK(items_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(model, "selection-changed", G_CALLBACK(selection_changed_cb), self,
                          G_CONNECT_SWAPPED);
  if (GTK_IS_SECTION_MODEL(model))
    g_signal_connect_object(model, "sections-changed", G_CALLBACK(sections_changed_cb), self,
                            G_CONNECT_SWAPPED);
  go_on(self);
  return self;
}

void
silsa_growing_list_reach(SilsaGrowingList *self, guint position)
{
  g_return_if_fail(SILSA_IS_GROWING_LIST(self));

  if (!self->dismissed && position >= self->shown && position < count_all(self))
    show_more(self, position + 1 - self->shown);
}

gboolean
silsa_growing_list_dismiss(SilsaGrowingList *self)
{
  guint n;

  g_return_val_if_fail(SILSA_IS_GROWING_LIST(self), FALSE);

  self->dismissed = TRUE;
  g_clear_handle_id(&self->idle, g_source_remove);
  n = self->shown > PLENTY ? self->shown - PLENTY : MIN(self->shown, PIECE);
  self->shown -= n;
  if (n > 0)
    g_list_model_items_changed(G_LIST_MODEL(self), self->shown, n, 0);
  return self->shown > 0;
}
