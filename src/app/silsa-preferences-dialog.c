#include "silsa-preferences-dialog.h"

#include <glib/gi18n.h>

/* A row of choices: the position in the row stands for a value in the settings. */

typedef struct {
  const char *const *words; /* of a setting that is a word; NULL: of one that is a number */
  const int *numbers;
  guint n;
} Values;

static gboolean
to_position(GValue *value, GVariant *variant, gpointer data)
{
  const Values *values = data;

  for (guint i = 0; i < values->n; i++)
    if (values->words != NULL ? g_str_equal(g_variant_get_string(variant, NULL), values->words[i])
                              : g_variant_get_int32(variant) == values->numbers[i])
      g_value_set_uint(value, i);
  return TRUE;
}

static GVariant *
from_position(const GValue *value, const GVariantType *type G_GNUC_UNUSED, gpointer data)
{
  const Values *values = data;
  guint n = g_value_get_uint(value);

  if (n >= values->n)
    return NULL;
  return values->words != NULL ? g_variant_new_string(values->words[n])
                               : g_variant_new_int32(values->numbers[n]);
}

static GtkWidget *
new_choice_row(GSettings *settings,
               const char *key,
               const Values *values,
               const char *title,
               const char *subtitle,
               const char *const *names)
{
  GtkWidget *row = adw_combo_row_new();
  g_autoptr(GtkStringList) model = gtk_string_list_new(names);

  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle(ADW_ACTION_ROW(row), subtitle);
  adw_combo_row_set_model(ADW_COMBO_ROW(row), G_LIST_MODEL(model));
  g_settings_bind_with_mapping(settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, to_position,
                               from_position, (gpointer)values, NULL);
  return row;
}

static GtkWidget *
new_language_row(GSettings *settings)
{
  static const char *const languages[] = {"system", "ko", "en"};
  static const Values values = {.words = languages, .n = G_N_ELEMENTS(languages)};
  /* A language is called by its own name, whatever the interface speaks. */
  const char *const names[] = {_("As the system"), "한국어", "English", NULL};

  return new_choice_row(settings, "language", &values, _("Language"),
                        _("Takes effect when Silsa is started again"), names);
}

static GtkWidget *
new_text_size_row(GSettings *settings)
{
  static const int sizes[] = {90, 100, 115, 130, 150};
  static const Values values = {.numbers = sizes, .n = G_N_ELEMENTS(sizes)};
  const char *const names[] = {"90\u2009%",  _("As the system"), "115\u2009%",
                               "130\u2009%", "150\u2009%",       NULL};

  return new_choice_row(settings, "text-size", &values, _("Text size"), NULL, names);
}

static GtkWidget *
new_density_row(GSettings *settings)
{
  static const char *const densities[] = {"tight", "standard", "roomy"};
  static const Values values = {.words = densities, .n = G_N_ELEMENTS(densities)};
  const char *const names[] = {C_("density", "Tight"), C_("density", "Standard"),
                               C_("density", "Roomy"), NULL};

  return new_choice_row(settings, "density", &values, _("Density"),
                        _("Tight shows more at once, roomy is easier for fingers"), names);
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
  AdwPreferencesGroup *looks = ADW_PREFERENCES_GROUP(adw_preferences_group_new());
  AdwPreferencesGroup *keys = ADW_PREFERENCES_GROUP(adw_preferences_group_new());

  adw_preferences_group_set_title(looks, _("Appearance"));
  adw_preferences_group_add(looks, new_language_row(settings));
  adw_preferences_group_add(looks, new_text_size_row(settings));
  adw_preferences_group_add(looks, new_density_row(settings));
  adw_preferences_group_set_title(keys, _("Keyboard"));
  adw_preferences_group_add(keys, new_keys_row(settings));
  adw_preferences_page_add(page, looks);
  adw_preferences_page_add(page, keys);
  adw_preferences_dialog_add(ADW_PREFERENCES_DIALOG(dialog), page);
  adw_dialog_set_title(dialog, _("Preferences"));
  adw_dialog_present(dialog, parent);
}
