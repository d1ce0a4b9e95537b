#include "silsa-row-list.h"

#include <glib/gi18n.h>

struct _SilsaRowList {
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *count;
  GtkToggleButton *fold;
  GtkListBox *list;
  guint n_rows;
  guint fold_from;
  gboolean was_foldable;
};

G_DEFINE_FINAL_TYPE(SilsaRowList, silsa_row_list, ADW_TYPE_BIN)

static void
fold_cb(SilsaRowList *self)
{
  gboolean open =
      !gtk_widget_get_visible(GTK_WIDGET(self->fold)) || gtk_toggle_button_get_active(self->fold);

  gtk_widget_set_visible(GTK_WIDGET(self->list), open);
  gtk_button_set_label(GTK_BUTTON(self->fold), open ? _("Hide") : _("Show"));
}

static void
update(SilsaRowList *self)
{
  gboolean foldable = self->fold_from > 0 && self->n_rows >= self->fold_from;
  g_autofree char *count = g_strdup_printf("%u", self->n_rows);

  gtk_widget_set_visible(GTK_WIDGET(self), self->n_rows > 0);
  gtk_label_set_text(self->count, count);
  gtk_widget_set_visible(GTK_WIDGET(self->fold), foldable);
  if (foldable && !self->was_foldable)
    gtk_toggle_button_set_active(self->fold, FALSE);
  self->was_foldable = foldable;
  fold_cb(self);
}

void
silsa_row_list_clear(SilsaRowList *self)
{
  g_return_if_fail(SILSA_IS_ROW_LIST(self));

  gtk_list_box_remove_all(self->list);
  self->n_rows = 0;
  gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}

AdwActionRow *
silsa_row_list_add(SilsaRowList *self,
                   const char *icon,
                   const char *style,
                   const char *title,
                   const char *subtitle)
{
  GtkWidget *row = adw_action_row_new();

  g_return_val_if_fail(SILSA_IS_ROW_LIST(self), NULL);

  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle(ADW_ACTION_ROW(row), subtitle);
  else
    gtk_widget_add_css_class(row, "dense");
  if (icon != NULL) {
    GtkWidget *image = gtk_image_new_from_icon_name(icon);

    if (style != NULL)
      gtk_widget_add_css_class(image, style);
    gtk_accessible_update_state(GTK_ACCESSIBLE(image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
    adw_action_row_add_prefix(ADW_ACTION_ROW(row), image);
  }
  gtk_list_box_append(self->list, row);
  self->n_rows++;
  update(self);
  return ADW_ACTION_ROW(row);
}

void
silsa_row_list_fold_from(SilsaRowList *self, guint rows)
{
  g_return_if_fail(SILSA_IS_ROW_LIST(self));

  self->fold_from = rows;
  update(self);
}

void
silsa_row_list_set_icon(SilsaRowList *self, const char *icon, const char *style)
{
  const char *classes[] = {style, NULL};

  g_return_if_fail(SILSA_IS_ROW_LIST(self));

  gtk_image_set_from_icon_name(self->icon, icon);
  gtk_widget_set_css_classes(GTK_WIDGET(self->icon), classes);
  gtk_widget_set_visible(GTK_WIDGET(self->icon), icon != NULL);
}

static void
silsa_row_list_class_init(SilsaRowListClass *class G_GNUC_UNUSED)
{
}

static void
silsa_row_list_init(SilsaRowList *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

  self->icon = GTK_IMAGE(gtk_image_new());
  self->title = GTK_LABEL(gtk_label_new(NULL));
  self->count = GTK_LABEL(gtk_label_new(NULL));
  self->fold = GTK_TOGGLE_BUTTON(gtk_toggle_button_new());
  self->list = GTK_LIST_BOX(gtk_list_box_new());
  gtk_widget_add_css_class(GTK_WIDGET(self->title), "card-head");
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "numeric");
  gtk_widget_add_css_class(GTK_WIDGET(self->fold), "flat");
  gtk_widget_add_css_class(GTK_WIDGET(self->list), "boxed-list");
  gtk_list_box_set_selection_mode(self->list, GTK_SELECTION_NONE);
  gtk_widget_set_margin_start(head, 4);
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(self->icon));
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(self->title));
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(self->count));
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(self->fold));
  gtk_box_append(GTK_BOX(box), head);
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->list));
  g_signal_connect_swapped(self->fold, "toggled", G_CALLBACK(fold_cb), self);
  adw_bin_set_child(ADW_BIN(self), box);
  silsa_row_list_clear(self);
}

GtkWidget *
silsa_row_list_new(const char *icon, const char *style, const char *title)
{
  SilsaRowList *self = g_object_new(SILSA_TYPE_ROW_LIST, NULL);

  silsa_row_list_set_icon(self, icon, style);
  gtk_label_set_text(self->title, title);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                 -1);
  return GTK_WIDGET(self);
}
