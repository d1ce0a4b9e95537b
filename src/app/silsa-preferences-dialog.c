#include "silsa-preferences-dialog.h"

#include <glib/gi18n.h>

static const char *const languages[] = {"system", "ko", "en"};

/* The position in the row stands for the word in the settings. */
static gboolean
language_to_position(GValue *value, GVariant *variant, gpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(languages); i++)
    if (g_str_equal(g_variant_get_string(variant, NULL), languages[i]))
      g_value_set_uint(value, i);
  return TRUE;
}

static GVariant *
position_to_language(const GValue *value,
                     const GVariantType *type G_GNUC_UNUSED,
                     gpointer data G_GNUC_UNUSED)
{
  guint n = g_value_get_uint(value);

  return n < G_N_ELEMENTS(languages) ? g_variant_new_string(languages[n]) : NULL;
}

static GtkWidget *
new_language_row(GSettings *settings)
{
  GtkWidget *row = adw_combo_row_new();
  /* A language is called by its own name, whatever the interface speaks. */
  const char *const names[] = {_("As the system"), "한국어", "English", NULL};
  g_autoptr(GtkStringList) model = gtk_string_list_new(names);

  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), _("Language"));
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), _("Takes effect when Silsa is started again"));
  adw_combo_row_set_model(ADW_COMBO_ROW(row), G_LIST_MODEL(model));
  g_settings_bind_with_mapping(settings, "language", row, "selected", G_SETTINGS_BIND_DEFAULT,
                               language_to_position, position_to_language, NULL, NULL);
  return row;
}

static GtkWidget *
new_keys_row(GSettings *settings)
{
  GtkWidget *row = adw_switch_row_new();

  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), _("Single keys answer"));
  adw_action_row_set_subtitle(
      ADW_ACTION_ROW(row),
      _("Digits choose a level, Y, P and N settle a check, J and K move, F flags; never while a "
        "text field has the focus"));
  g_settings_bind(settings, "single-keys", row, "active", G_SETTINGS_BIND_DEFAULT);
  return row;
}

void
silsa_preferences_dialog_present(SilsaApplication *application, GtkWidget *parent)
{
  GSettings *settings = silsa_application_get_settings(application);
  AdwDialog *dialog = adw_preferences_dialog_new();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE(adw_preferences_page_new());
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP(adw_preferences_group_new());

  adw_preferences_group_add(group, new_language_row(settings));
  adw_preferences_group_add(group, new_keys_row(settings));
  adw_preferences_page_add(page, group);
  adw_preferences_dialog_add(ADW_PREFERENCES_DIALOG(dialog), page);
  adw_dialog_set_title(dialog, _("Preferences"));
  adw_dialog_present(dialog, parent);
}
