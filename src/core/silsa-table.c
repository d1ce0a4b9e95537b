#include "silsa-table-private.h"

#include "silsa-claims.h"
#include "silsa-error.h"
#include "silsa-field.h"

#include <glib/gi18n-lib.h>

void
silsa_refused_row_free(SilsaRefusedRow *self)
{
  if (self == NULL)
    return;
  g_free(self->reason);
  g_free(self->found);
  g_free(self);
}

const char *
silsa_refused_reason_to_text(const char *reason)
{
  static const struct {
    const char *code;
    const char *text;
  } words[] = {
      {"columns", N_("The row has more cells than the header has columns.")},
      {"quotes", N_("A quotation mark stands in the wrong place.")},
      {"unknown-indicator", N_("The catalogue has no indicator with this code.")},
      {"unknown-input", N_("The indicator has no input with this name.")},
      {"unknown-field", N_("There is no field with this name.")},
      {"unknown-check", N_("The indicator has no check with this code.")},
      {"not-quantitative", N_("A qualitative indicator has no inputs, only a level.")},
      {"not-qualitative", N_("A quantitative indicator has no levels, only inputs.")},
      {"decimal", N_("This is not a plain number with at most 18 digits before the point and 6 "
                     "after it.")},
      {"max", N_("The value is above the most that this input can be.")},
      {"level", N_("The indicator has no maturity level with this number.")},
      {"result", N_("A check is answered with yes, partly or no.")},
      {"switch", N_("This field takes 1 or nothing.")},
      {"decimal-comma",
       N_("The comma may part thousands or decimals. Write the number with a point "
          "for decimals and nothing between thousands.")},
      {"number-split", N_("It cannot be told whether this is one number with a comma in it or two "
                          "cells. Leave the comma out, or put the number in quotation marks.")},
      {"percent", N_("A percent sign stands here, but the input is not counted in percent.")},
      {"twice", N_("More than one row gives a value for this.")},
      {"text-differs",
       N_("An earlier row of the same indicator gives another summary, page or document.")},
      {"text", N_("The text holds a control character.")},
      {"text-length", N_("The text is longer than 20,000 characters.")},
      {"page-length", N_("The page is longer than 100 characters.")},
      {"empty", N_("The row has no value.")},
      {"no-claim", N_("The city claimed nothing for this indicator.")},
  };

  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    if (g_str_equal(words[i].code, reason))
      return _(words[i].text);
  }
  return _("The row breaks a rule of the catalogue.");
}

static const char *
get_rule(const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);

  return g_intern_string(facts != NULL && facts->rule != NULL ? facts->rule : "unknown-field");
}

char *
silsa_table_normalise(SilsaCatalogue *catalogue,
                      const char *code,
                      const char *field,
                      const char *value,
                      const char **reason)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *normal = NULL;
  SilsaField parsed;

  if (!silsa_field_parse(&parsed, catalogue, code, field, &error)) {
    *reason = get_rule(error);
    return NULL;
  }
  if (*value == '\0')
    return g_strdup("");
  normal = silsa_field_normalise(&parsed, catalogue, value, &error);
  if (normal == NULL)
    *reason = get_rule(error);
  return g_steal_pointer(&normal);
}

const char *
silsa_table_refuse_row(SilsaCsv *csv, guint row, SilsaCatalogue *catalogue, const char *code)
{
  if (!silsa_csv_is_clean(csv, row))
    return "quotes";
  if (silsa_csv_get_n_cells(csv, row) > silsa_csv_get_n_columns(csv))
    return "columns";
  if (silsa_catalogue_find_indicator(catalogue, code) == NULL)
    return "unknown-indicator";
  return NULL;
}

void
silsa_table_add_refused(
    GPtrArray *refused, SilsaCsv *csv, guint row, const char *reason, const char *found)
{
  SilsaRefusedRow *entry = g_new0(SilsaRefusedRow, 1);

  entry->row = silsa_csv_get_line(csv, row);
  entry->reason = g_strdup(reason);
  entry->found = g_strdup(found);
  g_ptr_array_add(refused, entry);
}

gboolean
silsa_table_demand_column(int column, const char *name, GError **error)
{
  if (column >= 0)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_INVALID, "csv-header", "the table has no column %s", name);
  silsa_error_at_line(error, 1);
  silsa_error_at_subject(error, name);
  return FALSE;
}
