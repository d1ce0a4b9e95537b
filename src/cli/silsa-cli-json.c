#include "silsa-cli.h"

#include <stdio.h>

void
silsa_cli_print_json(JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  g_autofree char *text = json_to_string(root, FALSE);

  fputs(text, stdout);
  fputc('\n', stdout);
  g_object_unref(builder);
}

void
silsa_json_string(JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name(builder, name);
  if (value != NULL)
    json_builder_add_string_value(builder, value);
  else
    json_builder_add_null_value(builder);
}

void
silsa_json_int(JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name(builder, name);
  json_builder_add_int_value(builder, value);
}

void
silsa_json_bool(JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name(builder, name);
  json_builder_add_boolean_value(builder, value);
}

void
silsa_json_null(JsonBuilder *builder, const char *name)
{
  silsa_json_string(builder, name, NULL);
}

void
silsa_json_points(JsonBuilder *builder, const char *name, mpq_srcptr points, int decimals)
{
  g_autofree char *text = silsa_rational_format(points, decimals);

  silsa_json_string(builder, name, text);
}

void
silsa_json_short(JsonBuilder *builder, const char *name, mpq_srcptr value)
{
  g_autofree char *text = silsa_rational_format_short(value);

  silsa_json_string(builder, name, text);
}

void
silsa_json_strv(JsonBuilder *builder, const char *name, const char *const *values)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_builder_add_string_value(builder, values[i]);
  json_builder_end_array(builder);
}

void
silsa_json_refused(JsonBuilder *builder, GPtrArray *refused)
{
  json_builder_set_member_name(builder, "refused");
  json_builder_begin_array(builder);
  for (guint i = 0; i < refused->len; i++) {
    const SilsaRefusedRow *row = g_ptr_array_index(refused, i);

    json_builder_begin_object(builder);
    silsa_json_int(builder, "row", row->row);
    silsa_json_string(builder, "reason", row->reason);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

void
silsa_cli_add_indicator(JsonBuilder *builder, SilsaAnswer *answer, int decimals)
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(answer);

  json_builder_begin_object(builder);
  silsa_json_string(builder, "code", silsa_answer_get_code(answer));
  silsa_json_string(builder, "state", silsa_state_to_string(silsa_answer_get_state(answer)));
  silsa_json_bool(builder, "recorded", silsa_answer_get_recorded(answer));
  silsa_json_bool(builder, "flagged", silsa_answer_get_flagged(answer));
  if (score != NULL && score->has_value)
    silsa_json_short(builder, "value", score->value.q);
  else
    silsa_json_null(builder, "value");
  if (score != NULL) {
    silsa_json_short(builder, "percent", score->percent.q);
    silsa_json_points(builder, "points", score->points.q, decimals);
  } else {
    silsa_json_null(builder, "percent");
    silsa_json_null(builder, "points");
  }
  if (claim != NULL)
    silsa_json_points(builder, "claim_points", claim->points.q, decimals);
  else
    silsa_json_null(builder, "claim_points");
  silsa_json_strv(builder, "contradictions", silsa_answer_get_contradictions(answer));
  silsa_json_strv(builder, "missing", silsa_answer_get_missing(answer));
  json_builder_end_object(builder);
}
