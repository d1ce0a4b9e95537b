#include "silsa-round-differences.h"

#include <glib/gi18n.h>

#define SHOWN_MOST 200

static void
add_row(AdwPreferencesGroup *group, const char *text)
{
  GtkWidget *row = adw_action_row_new();

  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), text);
  adw_action_row_set_title_lines(ADW_ACTION_ROW(row), 0);
  adw_preferences_group_add(group, row);
}

static GtkWidget *
new_list(GPtrArray *differences)
{
  GtkWidget *group = adw_preferences_group_new();

  for (guint i = 0; i < MIN(differences->len, SHOWN_MOST); i++) {
    g_autofree char *text = silsa_round_difference_to_text(g_ptr_array_index(differences, i),
                                                           silsa_language_from_locale());

    add_row(ADW_PREFERENCES_GROUP(group), text);
  }
  if (differences->len > SHOWN_MOST) {
    guint more = differences->len - SHOWN_MOST;
    g_autofree char *text = g_strdup_printf(ngettext("and %u more", "and %u more", more), more);

    add_row(ADW_PREFERENCES_GROUP(group), text);
  }
  return group;
}

AdwDialog *
silsa_round_differences_dialog_new(const char *heading, const char *body, GPtrArray *differences)
{
  AdwDialog *dialog = adw_alert_dialog_new(heading, body);
  GtkWidget *scrolled;

  adw_alert_dialog_set_prefer_wide_layout(ADW_ALERT_DIALOG(dialog), TRUE);
  if (differences->len == 0)
    return dialog;
  scrolled = gtk_scrolled_window_new();
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), new_list(differences));
  gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(scrolled), 420);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  adw_alert_dialog_set_extra_child(ADW_ALERT_DIALOG(dialog), scrolled);
  return dialog;
}
