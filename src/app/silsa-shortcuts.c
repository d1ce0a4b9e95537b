#include "silsa-shortcuts.h"

#include <glib/gi18n.h>

#define TURNED_OF_PAGE 0.9 /* so far a page is turned: its last rows are the first of the next */

/* The keys of DESIGN §8 in the order in which a visit needs them. Keys that stand for themselves
 * are written as they are on the keyboard. */

typedef struct {
  const char *keys; /* separated by spaces; NULL: the next group begins, with its title */
  const char *title;
} Shortcut;

static const Shortcut shortcuts[] = {
    {NULL, N_("Answering")},
    {"Enter", N_("Confirm the claim as it stands")},
    {"0 … 9", N_("Choose the level of that number")},
    {"Y P N", N_("Yes, partly or no for the check in focus, then the next check")},
    {"Shift+Y", N_("Yes for all checks that are not answered yet")},
    {"F", N_("Flag for a second look")},
    {"Ctrl+Shift+A", N_("Add photos or documents")},
    {"Ctrl+Z", N_("Undo")},
    {"Ctrl+Shift+Z", N_("Redo")},
    {NULL, N_("Moving")},
    {"Ctrl+Enter", N_("Next indicator that is not complete")},
    {"PgDn J", N_("Next indicator")},
    {"PgUp K", N_("Previous indicator")},
    {"Ctrl+F", N_("Search")},
    {"F9", N_("Show or hide the preview")},
    {"Alt+1 … Alt+6", N_("Views: walk, overview, photos, findings, history, hand in")},
    {"Alt+←", N_("Back to the hand-in, from where a link led")},
    {NULL, N_("Photos")},
    {"Space", N_("Select the photo in focus, or not")},
    {"G", N_("Select all that was photographed within minutes of it")},
    {"A", N_("Find an indicator for the selected photos; Enter puts them to it")},
    {"C", N_("Caption the selected photos")},
    {"Enter", N_("Look at the photo")},
    {"Ctrl+V", N_("Take in what was copied")},
    {NULL, N_("Looking at a photo")},
    {"PgDn PgUp", N_("Next and previous photo; ← and → too while it is shown whole")},
    {"+ − 0 1", N_("Closer, further away, whole, actual size; also Ctrl and the mouse wheel")},
    {"R", N_("Turn the view")},
    {"D", N_("Two side by side")},
    {"S", N_("As it travels in the package, and back")},
    {"P L", N_("Mark that persons can be recognised, or that it is restricted")},
    {"A B T N", N_("Draw an arrow, a box, text or a number; Enter puts it in the middle")},
    {"X U", N_("Block something out, or blur it")},
    {"V", N_("Select and move again; so does Esc")},
    {"Tab", N_("Next shape; arrows move it, Shift and arrows size it, Delete takes it away")},
    {NULL, N_("Papers and packages")},
    {"Home End", N_("First and last page of a paper")},
    {"+ −", N_("Larger and smaller")},
    {"Ctrl+S", N_("Save the summary of the package")},
    {"F5", N_("Look at the folder of packages again")},
    {NULL, N_("Files")},
    {"Ctrl+N", N_("New assessment from a round")},
    {"Ctrl+O", N_("Open a file")},
    {"Ctrl+P", N_("Print this indicator, or outside the walk everything")},
    {"Ctrl+Shift+P", N_("Print the whole checklist")},
    {"Ctrl+,", N_("Preferences")},
    {"F1 Ctrl+?", N_("Keyboard shortcuts")},
    {"Ctrl+Q", N_("Quit; everything is saved")},
};

static GtkWidget *
new_keys(const char *keys)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto(GStrv) parts = g_strsplit(keys, " ", -1);

  gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
  for (guint i = 0; parts[i] != NULL; i++) {
    GtkWidget *label = gtk_label_new(parts[i]);

    gtk_widget_add_css_class(label, g_str_equal(parts[i], "…") ? "soft" : "keycap");
    gtk_box_append(GTK_BOX(box), label);
  }
  return box;
}

/* The dialog is longer than a window; its rows, which a screen reader goes through one by one, take
 * the keys that turn pages for themselves. */
static gboolean
page_key_cb(GPtrArray *rows, guint key)
{
  GtkWidget *window = gtk_widget_get_ancestor(rows->pdata[0], GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(window));
  double at = gtk_adjustment_get_value(place), page = gtk_adjustment_get_page_size(place);
  double end = gtk_adjustment_get_upper(place) - page, to;
  graphene_rect_t bounds;
  guint n = 0;

  if (key != GDK_KEY_Page_Down && key != GDK_KEY_Page_Up && key != GDK_KEY_Home &&
      key != GDK_KEY_End)
    return FALSE;
  to = key == GDK_KEY_Home        ? 0
       : key == GDK_KEY_End       ? end
       : key == GDK_KEY_Page_Down ? MIN(at + page * TURNED_OF_PAGE, end)
                                  : MAX(at - page * TURNED_OF_PAGE, 0);
  /* The first that is seen whole has the focus, or at the end the last. */
  while (n + 1 < rows->len && gtk_widget_compute_bounds(rows->pdata[n], window, &bounds) &&
         bounds.origin.y < to - at)
    n++;
  gtk_widget_grab_focus(rows->pdata[to >= end ? rows->len - 1 : n]);
  gtk_adjustment_set_value(place, to); /* the focus has scrolled as little as it could */
  return TRUE;
}

static GtkWidget *
add_row(AdwPreferencesGroup *group, const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new();

  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), _(shortcut->title));
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), new_keys(shortcut->keys));
  gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                 shortcut->keys, -1);
  adw_preferences_group_add(group, row);
  return row;
}

void
silsa_shortcuts_present(GtkWidget *parent)
{
  AdwDialog *dialog = adw_preferences_dialog_new();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE(adw_preferences_page_new());
  AdwPreferencesGroup *group = NULL;
  GPtrArray *rows = g_ptr_array_new(); /* the dialog's, which has them in it */
  GtkEventController *keys = gtk_event_controller_key_new();

  for (gsize i = 0; i < G_N_ELEMENTS(shortcuts); i++) {
    if (shortcuts[i].keys != NULL) {
      g_ptr_array_add(rows, add_row(group, &shortcuts[i]));
      continue;
    }
    group = ADW_PREFERENCES_GROUP(adw_preferences_group_new());
    adw_preferences_group_set_title(group, _(shortcuts[i].title));
    adw_preferences_page_add(page, group);
  }
  adw_preferences_dialog_add(ADW_PREFERENCES_DIALOG(dialog), page);
  gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(page_key_cb), rows);
  gtk_widget_add_controller(GTK_WIDGET(dialog), keys);
  g_object_set_data_full(G_OBJECT(dialog), "rows", rows, (GDestroyNotify)g_ptr_array_unref);
  adw_dialog_set_title(dialog, _("Keyboard Shortcuts"));
  adw_dialog_present(dialog, parent);
}
