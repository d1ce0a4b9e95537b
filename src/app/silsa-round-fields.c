#include "silsa-round-fields.h"

#include "silsa-claim-number.h"
#include "silsa-error.h"
#include "silsa-identity.h"
#include "silsa-round-field.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

typedef struct {
  const SilsaRoundField *field;
  GtkWidget *widget; /* AdwEntryRow, or AdwComboRow for a field that chooses one word */
  GStrv words; /* that it chooses from; "" first where it may be empty */
} Row;

struct _SilsaRoundFields {
  AdwBin parent_instance;

  SilsaRoundDocument *document; /* NULL: a form that is applied by its dialog */
  SilsaRoundPart part;
  char *id;
  gboolean showing; /* the rows are being filled, not changed by a person */

  AdwPreferencesGroup *group;
  GtkLabel *sentence;
  GArray *rows; /* of Row */
};

G_DEFINE_FINAL_TYPE(SilsaRoundFields, silsa_round_fields, ADW_TYPE_BIN)

static void
row_clear(Row *row)
{
  g_strfreev(row->words);
}

static Row *
get_row(SilsaRoundFields *self, guint n)
{
  return &g_array_index(self->rows, Row, n);
}

/* "320,000" or "３２０,０００" is 320000 where only a whole number can be meant. */
static char *
dup_number(const char *text)
{
  char *number = silsa_number_narrow(text);
  SilsaNumberShape shape = silsa_number_shape(number);
  g_autofree char *plain = NULL;

  if (shape != SILSA_NUMBER_GROUPED && shape != SILSA_NUMBER_EITHER)
    return number;
  plain = number;
  return silsa_number_drop_commas(plain);
}

/* The text of a row, in the spelling of the draft. */
static char *
dup_text(const Row *row)
{
  const char *text;

  if (ADW_IS_COMBO_ROW(row->widget)) {
    guint selected = adw_combo_row_get_selected(ADW_COMBO_ROW(row->widget));
    gboolean known = row->words != NULL && selected < g_strv_length(row->words);

    return g_strdup(known ? row->words[selected] : "");
  }
  text = gtk_editable_get_text(GTK_EDITABLE(row->widget));
  return row->field->kind == SILSA_ROUND_FIELD_NUMBER ? dup_number(text) : g_strdup(text);
}

/* A year is a number, but none that is counted in thousands. */
static gboolean
is_amount(const SilsaRoundField *field)
{
  return field->kind == SILSA_ROUND_FIELD_NUMBER && !g_str_equal(field->name, "year");
}

static void
set_text(const Row *row, const char *text)
{
  g_autofree char *groups = NULL;

  if (ADW_IS_COMBO_ROW(row->widget)) {
    for (guint i = 0; row->words != NULL && row->words[i] != NULL; i++) {
      if (g_str_equal(row->words[i], text))
        adw_combo_row_set_selected(ADW_COMBO_ROW(row->widget), i);
    }
    return;
  }
  if (row->field->kind == SILSA_ROUND_FIELD_FINGERPRINT && *text != '\0')
    text = groups = silsa_fingerprint_to_text(text);
  else if (is_amount(row->field))
    text = groups = silsa_decimal_to_text(text);
  if (!g_str_equal(gtk_editable_get_text(GTK_EDITABLE(row->widget)), text))
    gtk_editable_set_text(GTK_EDITABLE(row->widget), text);
}

static char *
dup_value(SilsaRoundFields *self, SilsaRoundDraft *draft, const Row *row)
{
  return g_strdup(silsa_round_draft_get(draft, self->part, self->id, row->field->name));
}

/* Saying why */

static void
mark(SilsaRoundFields *self, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = get_row(self, i);

    if (name != NULL && g_str_equal(row->field->name, name))
      gtk_widget_add_css_class(row->widget, "error");
    else
      gtk_widget_remove_css_class(row->widget, "error");
  }
}

static void
say(SilsaRoundFields *self, const char *text)
{
  gtk_label_set_text(self->sentence, text != NULL ? text : "");
  gtk_widget_set_visible(GTK_WIDGET(self->sentence), text != NULL);
}

/* The field that has to be there too, or NULL. */
static const SilsaRoundField *
find_missing(SilsaRoundFields *self, const GError *error)
{
  const SilsaErrorFacts *facts = error != NULL ? silsa_error_get_facts(error) : NULL;

  if (facts == NULL || g_strcmp0(facts->rule, "round-missing") != 0 || facts->found == NULL)
    return NULL;
  return silsa_round_field_find(self->part, facts->found);
}

void
silsa_round_fields_explain(SilsaRoundFields *self, const GError *error)
{
  const SilsaErrorFacts *facts = error != NULL ? silsa_error_get_facts(error) : NULL;
  const SilsaRoundField *missing;
  g_autofree char *text = NULL;

  g_return_if_fail(SILSA_IS_ROUND_FIELDS(self));

  missing = find_missing(self, error);
  if (missing != NULL)
    text = g_strdup_printf(_("Still missing: %s"), _(missing->title));
  else if (error != NULL)
    text = silsa_error_explain(error);
  mark(self, missing != NULL ? missing->name : facts != NULL ? facts->subject : NULL);
  say(self, text);
}

/* Half of a pair is not wrong, it only waits for the other half. */
static void
explain_waiting(SilsaRoundFields *self, const SilsaRoundField *missing)
{
  g_autofree char *text =
      g_strdup_printf(_("Taken as soon as this is filled in too: %s"), _(missing->title));

  mark(self, NULL);
  say(self, text);
}

/* Taking */

static gboolean
differs(SilsaRoundFields *self, SilsaRoundDraft *draft, const Row *row)
{
  g_autofree char *value = dup_value(self, draft, row);
  g_autofree char *text = dup_text(row);
  g_autofree char *normal = silsa_round_field_normalise(row->field, text, NULL);

  return normal == NULL || g_strcmp0(value, normal) != 0;
}

gboolean
silsa_round_fields_apply(SilsaRoundFields *self,
                         SilsaRoundDraft *draft,
                         const char *id,
                         GError **error)
{
  g_return_val_if_fail(SILSA_IS_ROUND_FIELDS(self), FALSE);

  g_set_str(&self->id, id);
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = get_row(self, i);
    g_autofree char *text = dup_text(row);

    if (differs(self, draft, row) &&
        !silsa_round_draft_set(draft, self->part, id, row->field->name, text, error))
      return FALSE;
  }
  return TRUE;
}

static void
take(SilsaRoundFields *self)
{
  g_autoptr(SilsaRoundDraft) draft = NULL;
  g_autoptr(GError) error = NULL;

  if (self->showing || self->document == NULL)
    return;
  draft = silsa_round_document_begin(self->document);
  if (self->part != SILSA_ROUND_HEAD &&
      silsa_round_draft_find(draft, self->part, self->id, NULL) == NULL)
    return; /* removed meanwhile */
  if (silsa_round_fields_apply(self, draft, self->id, &error) &&
      silsa_round_document_commit(self->document, draft, &error))
    silsa_round_fields_explain(self, NULL);
  else if (find_missing(self, error) != NULL)
    explain_waiting(self, find_missing(self, error));
  else
    silsa_round_fields_explain(self, error);
}

/* Showing */

/* The city classes are the catalogue's. */
static void
offer_classes(SilsaRoundFields *self, Row *row)
{
  SilsaCatalogue *catalogue = silsa_round_document_get_catalogue(self->document);
  guint n = silsa_catalogue_get_n_classes(catalogue);
  g_autoptr(GtkStringList) texts = NULL;

  if (row->words != NULL)
    return;
  texts = gtk_string_list_new(NULL);
  row->words = g_new0(char *, n + 1);
  for (guint i = 0; i < n; i++) {
    const SilsaCityClass *class = silsa_catalogue_get_class(catalogue, i);

    row->words[i] = g_strdup(class->id);
    gtk_string_list_append(texts, silsa_text_get(&class->title, silsa_language_from_locale()));
  }
  adw_combo_row_set_model(ADW_COMBO_ROW(row->widget), G_LIST_MODEL(texts));
}

static void
fill(SilsaRoundFields *self)
{
  g_autoptr(SilsaRoundDraft) draft = silsa_round_document_begin(self->document);

  self->showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = get_row(self, i);
    g_autofree char *value = dup_value(self, draft, row);

    if (row->field->kind == SILSA_ROUND_FIELD_IDENTIFIER)
      offer_classes(self, row);
    if (value != NULL)
      set_text(row, value);
  }
  self->showing = FALSE;
}

/* Undo and other views change the round too; but never under the hands of a person. */
static void
round_changed_cb(SilsaRoundFields *self)
{
  if (!gtk_widget_get_visible(GTK_WIDGET(self->sentence)))
    fill(self);
}

void
silsa_round_fields_show(SilsaRoundFields *self, SilsaRoundDocument *document, const char *id)
{
  g_return_if_fail(SILSA_IS_ROUND_FIELDS(self));

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data(self->document, self);
  g_set_object(&self->document, document);
  g_set_str(&self->id, id);
  silsa_round_fields_explain(self, NULL);
  if (document == NULL)
    return;
  g_signal_connect_object(document, "notify::round", G_CALLBACK(round_changed_cb), self,
                          G_CONNECT_SWAPPED);
  fill(self);
}

static Row *
find_row(SilsaRoundFields *self, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (g_str_equal(get_row(self, i)->field->name, name))
      return get_row(self, i);
  }
  g_return_val_if_reached(NULL);
}

void
silsa_round_fields_set(SilsaRoundFields *self, const char *name, const char *text)
{
  g_return_if_fail(SILSA_IS_ROUND_FIELDS(self));
  set_text(find_row(self, name), text);
}

char *
silsa_round_fields_dup(SilsaRoundFields *self, const char *name)
{
  g_return_val_if_fail(SILSA_IS_ROUND_FIELDS(self), NULL);
  return dup_text(find_row(self, name));
}

GtkWidget *
silsa_round_fields_get_first(SilsaRoundFields *self)
{
  g_return_val_if_fail(SILSA_IS_ROUND_FIELDS(self) && self->rows->len > 0, NULL);
  return get_row(self, 0)->widget;
}

/* Making */

static void
add_entry(SilsaRoundFields *self, Row *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new();

  row->widget = adw_entry_row_new();
  adw_entry_row_set_activates_default(ADW_ENTRY_ROW(row->widget), TRUE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row->widget), _(row->field->title));
  g_signal_connect_swapped(row->widget, "entry-activated", G_CALLBACK(take), self);
  g_signal_connect_swapped(focus, "leave", G_CALLBACK(take), self);
  gtk_widget_add_controller(row->widget, focus);
}

static void
offer_words(Row *row)
{
  g_autoptr(GtkStringList) texts = gtk_string_list_new(NULL);

  row->words = g_strsplit(row->field->words, "|", -1);
  for (guint i = 0; row->words[i] != NULL; i++)
    gtk_string_list_append(texts, silsa_round_word_to_text(row->field, row->words[i]));
  adw_combo_row_set_model(ADW_COMBO_ROW(row->widget), G_LIST_MODEL(texts));
}

static void
add_choice(SilsaRoundFields *self, Row *row)
{
  row->widget = adw_combo_row_new();
  /* Beside its title it would be cut after twenty characters, however wide the row. */
  adw_combo_row_set_use_subtitle(ADW_COMBO_ROW(row->widget), TRUE);
  gtk_widget_add_css_class(row->widget, "property"); /* as an entry that holds something */
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row->widget), _(row->field->title));
  if (row->field->words != NULL)
    offer_words(row);
  g_signal_connect_swapped(row->widget, "notify::selected", G_CALLBACK(take), self);
}

static void
add_row(SilsaRoundFields *self, const char *name)
{
  Row row = {.field = silsa_round_field_find(self->part, name)};

  g_return_if_fail(row.field != NULL);

  if (row.field->kind == SILSA_ROUND_FIELD_WORD || row.field->kind == SILSA_ROUND_FIELD_IDENTIFIER)
    add_choice(self, &row);
  else
    add_entry(self, &row);
  adw_preferences_group_add(self->group, row.widget);
  g_array_append_val(self->rows, row);
}

static void
silsa_round_fields_dispose(GObject *object)
{
  SilsaRoundFields *self = SILSA_ROUND_FIELDS(object);

  g_clear_object(&self->document);
  g_clear_pointer(&self->id, g_free);
  if (self->rows != NULL)
    g_array_set_size(self->rows, 0);
  G_OBJECT_CLASS(silsa_round_fields_parent_class)->dispose(object);
}

static void
silsa_round_fields_finalize(GObject *object)
{
  g_array_unref(SILSA_ROUND_FIELDS(object)->rows);
  G_OBJECT_CLASS(silsa_round_fields_parent_class)->finalize(object);
}

static void
silsa_round_fields_class_init(SilsaRoundFieldsClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_round_fields_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_round_fields_finalize;
}

static void
silsa_round_fields_init(SilsaRoundFields *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);

  self->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  g_array_set_clear_func(self->rows, (GDestroyNotify)row_clear);
  self->group = ADW_PREFERENCES_GROUP(adw_preferences_group_new());
  self->sentence = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_wrap(self->sentence, TRUE);
  gtk_label_set_xalign(self->sentence, 0);
  gtk_widget_add_css_class(GTK_WIDGET(self->sentence), "missing");
  gtk_widget_add_css_class(GTK_WIDGET(self->sentence), "secondary");
  gtk_widget_set_visible(GTK_WIDGET(self->sentence), FALSE);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->sentence),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Why it is not taken"), -1);
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->group));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->sentence));
  adw_bin_set_child(ADW_BIN(self), box);
}

GtkWidget *
silsa_round_fields_new(SilsaRoundPart part, const char *title, const char *const *names)
{
  SilsaRoundFields *self = g_object_new(SILSA_TYPE_ROUND_FIELDS, NULL);

  self->part = part;
  if (title != NULL)
    adw_preferences_group_set_title(self->group, title);
  for (guint i = 0; names[i] != NULL; i++)
    add_row(self, names[i]);
  return GTK_WIDGET(self);
}
