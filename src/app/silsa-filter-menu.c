#include "silsa-filter-menu.h"

#include <glib/gi18n.h>

struct _SilsaFilterMenu {
  AdwBin parent_instance;

  SilsaAssessment *assessment;
  SilsaFilter filters;
  int item; /* number of the evaluation item; -1: all */
  gboolean loading;

  GtkMenuButton *button;
  /* In the popover, which is made when it is opened first: */
  GtkCheckButton *checks[SILSA_N_FILTERS];
  GtkLabel *counts[SILSA_N_FILTERS];
  GtkDropDown *items; /* the first stands for all */
  GtkWidget *clear;
};

typedef enum { PROP_FILTERS = 1, PROP_ITEM } SilsaFilterMenuProperty;
static GParamSpec *properties[PROP_ITEM + 1];

G_DEFINE_FINAL_TYPE(SilsaFilterMenu, silsa_filter_menu, ADW_TYPE_BIN)

/* In the order of SilsaFilter. */
static const char *const titles[SILSA_N_FILTERS] = {
    NC_("filter", "Untouched"),
    NC_("filter", "In progress"),
    NC_("filter", "Evidence missing"),
    NC_("filter", "Conflict"),
    NC_("filter", "Flagged"),
    NC_("filter", "Unverifiable"),
    NC_("filter", "Differs from claim"),
    NC_("filter", "On site only"),
};

/* The popover, where there is one, shows what was chosen. */
static void
show_choice(SilsaFilterMenu *self)
{
  gboolean active = self->filters != 0 || self->item >= 0;

  if (active)
    gtk_widget_add_css_class(GTK_WIDGET(self->button), "accent");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->button), "accent");
  if (self->items == NULL)
    return;
  self->loading = TRUE;
  for (guint i = 0; i < SILSA_N_FILTERS; i++)
    gtk_check_button_set_active(self->checks[i], (self->filters & (1u << i)) != 0);
  gtk_drop_down_set_selected(self->items, (guint)(self->item + 1));
  gtk_widget_set_sensitive(self->clear, active);
  self->loading = FALSE;
}

static void
check_cb(SilsaFilterMenu *self)
{
  SilsaFilter filters = 0;

  if (self->loading)
    return;
  for (guint i = 0; i < SILSA_N_FILTERS; i++) {
    if (gtk_check_button_get_active(self->checks[i]))
      filters |= 1u << i;
  }
  silsa_filter_menu_set_filters(self, filters);
}

static void
item_cb(SilsaFilterMenu *self)
{
  if (!self->loading)
    silsa_filter_menu_set_item(self, (int)gtk_drop_down_get_selected(self->items) - 1);
}

/* Counted when it is opened: the list changes with every key, and nobody sees these then. */
static void
count(SilsaFilterMenu *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->assessment));

  for (guint f = 0; f < SILSA_N_FILTERS; f++) {
    guint found = 0;
    g_autofree char *text = NULL;

    for (guint i = 0; i < n; i++)
      found += silsa_filter_matches(1u << f, silsa_assessment_get_answer(self->assessment, i));
    text = g_strdup_printf("%u", found);
    gtk_label_set_text(self->counts[f], text);
  }
}

static void
add_check(SilsaFilterMenu *self, GtkGrid *grid, guint i)
{
  GtkWidget *check = gtk_check_button_new_with_label(g_dpgettext2(NULL, "filter", titles[i]));
  GtkWidget *number = gtk_label_new(NULL);

  self->checks[i] = GTK_CHECK_BUTTON(check);
  self->counts[i] = GTK_LABEL(number);
  gtk_widget_set_hexpand(check, TRUE);
  gtk_label_set_xalign(GTK_LABEL(number), 1);
  gtk_widget_add_css_class(number, "soft");
  gtk_widget_add_css_class(number, "numeric");
  g_signal_connect_object(check, "toggled", G_CALLBACK(check_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach(grid, check, 0, (int)i, 1, 1);
  gtk_grid_attach(grid, number, 1, (int)i, 1, 1);
}

static GtkWidget *
new_grid(SilsaFilterMenu *self)
{
  GtkWidget *grid = gtk_grid_new();

  gtk_grid_set_column_spacing(GTK_GRID(grid), 20);
  gtk_grid_set_row_spacing(GTK_GRID(grid), 2);
  for (guint i = 0; i < SILSA_N_FILTERS; i++)
    add_check(self, GTK_GRID(grid), i);
  return grid;
}

static GListModel *
new_items(SilsaCatalogue *catalogue)
{
  GtkStringList *names = gtk_string_list_new(NULL);

  gtk_string_list_append(names, _("All evaluation items"));
  for (guint i = 0; i < silsa_catalogue_get_n_items(catalogue); i++) {
    const SilsaItem *item = silsa_catalogue_get_item(catalogue, i);

    gtk_string_list_take(
        names, g_strdup_printf("%s %s", item->code,
                               silsa_text_get(&item->title, silsa_language_from_locale())));
  }
  return G_LIST_MODEL(names);
}

static GtkWidget *
new_content(SilsaFilterMenu *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *head = gtk_label_new(_("Show only"));

  gtk_widget_set_margin_top(box, 6);
  gtk_widget_set_margin_bottom(box, 6);
  gtk_widget_set_margin_start(box, 6);
  gtk_widget_set_margin_end(box, 6);
  gtk_label_set_xalign(GTK_LABEL(head), 0);
  gtk_widget_add_css_class(head, "card-head");
  self->items = GTK_DROP_DOWN(
      gtk_drop_down_new(new_items(silsa_assessment_get_catalogue(self->assessment)), NULL));
  g_signal_connect_object(self->items, "notify::selected", G_CALLBACK(item_cb), self,
                          G_CONNECT_SWAPPED);
  self->clear = gtk_button_new_with_label(_("Show All"));
  g_signal_connect_object(self->clear, "clicked", G_CALLBACK(silsa_filter_menu_clear), self,
                          G_CONNECT_SWAPPED);
  gtk_box_append(GTK_BOX(box), head);
  gtk_box_append(GTK_BOX(box), new_grid(self));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->items));
  gtk_box_append(GTK_BOX(box), self->clear);
  return box;
}

/* A hundred widgets that most who open a file never look at. */
static void
make_popover_cb(GtkMenuButton *button, gpointer user_data)
{
  SilsaFilterMenu *self = user_data;
  GtkWidget *popover;

  if (self->assessment == NULL)
    return;
  popover = gtk_popover_new();
  gtk_popover_set_child(GTK_POPOVER(popover), new_content(self));
  g_signal_connect_object(popover, "show", G_CALLBACK(count), self, G_CONNECT_SWAPPED);
  show_choice(self);
  gtk_menu_button_set_popover(button, popover);
}

static void
silsa_filter_menu_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaFilterMenu *self = SILSA_FILTER_MENU(object);

  switch ((SilsaFilterMenuProperty)id) {
  case PROP_FILTERS:
    g_value_set_uint(value, self->filters);
    break;
  case PROP_ITEM:
    g_value_set_int(value, self->item);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_filter_menu_dispose(GObject *object)
{
  g_clear_object(&SILSA_FILTER_MENU(object)->assessment);

  G_OBJECT_CLASS(silsa_filter_menu_parent_class)->dispose(object);
}

static void
silsa_filter_menu_class_init(SilsaFilterMenuClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS(class);

  object_class->dispose = silsa_filter_menu_dispose;
  object_class->get_property = silsa_filter_menu_get_property;
  properties[PROP_FILTERS] = g_param_spec_uint("filters", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ITEM] = g_param_spec_int("item", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_filter_menu_init(SilsaFilterMenu *self)
{
  self->item = -1;
  self->button = GTK_MENU_BUTTON(gtk_menu_button_new());
  gtk_menu_button_set_icon_name(self->button, "silsa-filter-symbolic");
  gtk_widget_set_tooltip_text(GTK_WIDGET(self->button), _("Filters"));
  /* Or it would be named by all that is in it. */
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Filters"), -1);
  gtk_widget_add_css_class(GTK_WIDGET(self->button), "filter-button");
  gtk_menu_button_set_create_popup_func(self->button, make_popover_cb, self, NULL);
  adw_bin_set_child(ADW_BIN(self), GTK_WIDGET(self->button));
}

GtkWidget *
silsa_filter_menu_new(void)
{
  return g_object_new(SILSA_TYPE_FILTER_MENU, NULL);
}

void
silsa_filter_menu_set_assessment(SilsaFilterMenu *self, SilsaAssessment *assessment)
{
  g_return_if_fail(SILSA_IS_FILTER_MENU(self));

  g_set_object(&self->assessment, assessment);
}

void
silsa_filter_menu_set_filters(SilsaFilterMenu *self, SilsaFilter filters)
{
  g_return_if_fail(SILSA_IS_FILTER_MENU(self));

  if (self->filters == filters)
    return;
  self->filters = filters;
  show_choice(self);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_FILTERS]);
}

SilsaFilter
silsa_filter_menu_get_filters(SilsaFilterMenu *self)
{
  g_return_val_if_fail(SILSA_IS_FILTER_MENU(self), 0);

  return self->filters;
}

void
silsa_filter_menu_set_item(SilsaFilterMenu *self, int item)
{
  g_return_if_fail(SILSA_IS_FILTER_MENU(self));

  if (self->item == item)
    return;
  self->item = item;
  show_choice(self);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_ITEM]);
}

int
silsa_filter_menu_get_item(SilsaFilterMenu *self)
{
  g_return_val_if_fail(SILSA_IS_FILTER_MENU(self), -1);

  return self->item;
}

void
silsa_filter_menu_clear(SilsaFilterMenu *self)
{
  g_return_if_fail(SILSA_IS_FILTER_MENU(self));

  silsa_filter_menu_set_filters(self, 0);
  silsa_filter_menu_set_item(self, -1);
}
