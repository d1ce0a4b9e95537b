#include "silsa-cli.h"

#include "silsa-error.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

static char *
status_string(SilsaCatalogue *catalogue)
{
  return silsa_catalogue_status_to_string(silsa_catalogue_get_status(catalogue), NULL);
}

static void
add_head(JsonBuilder *builder, SilsaCatalogue *catalogue)
{
  g_autofree char *status = status_string(catalogue);

  silsa_json_string(builder, "catalogue", silsa_catalogue_get_id(catalogue));
  silsa_json_int(builder, "version", silsa_catalogue_get_version(catalogue));
  silsa_json_string(builder, "catalogue_status", status);
  silsa_json_string(builder, "sha256", silsa_catalogue_get_sha256(catalogue));
  silsa_json_points(builder, "total", silsa_catalogue_get_total(catalogue),
                    silsa_catalogue_get_decimals(catalogue));
  silsa_json_int(builder, "sectors", silsa_catalogue_get_n_sectors(catalogue));
  silsa_json_int(builder, "items", silsa_catalogue_get_n_items(catalogue));
  silsa_json_int(builder, "indicators", silsa_catalogue_get_n_indicators(catalogue));
}

static void
print_head(const SilsaCli *cli, SilsaCatalogue *catalogue)
{
  g_autofree char *status =
      silsa_catalogue_status_to_text(silsa_catalogue_get_status(catalogue), NULL);
  g_autofree char *total = silsa_number_to_text(silsa_catalogue_get_total(catalogue),
                                                silsa_catalogue_get_decimals(catalogue));

  silsa_cli_print("%s", silsa_text_get(silsa_catalogue_get_title(catalogue), cli->language));
  silsa_cli_print(_("%s, version %u: %s"), silsa_catalogue_get_id(catalogue),
                  silsa_catalogue_get_version(catalogue), status);
  silsa_cli_print(_("%u sectors, %u items, %u indicators, %s points"),
                  silsa_catalogue_get_n_sectors(catalogue), silsa_catalogue_get_n_items(catalogue),
                  silsa_catalogue_get_n_indicators(catalogue), total);
}

/* A refused catalogue is an answer, not a failure: exit 1 with the place; only an unreadable file
 * is 3. */
static SilsaExit
refuse(const SilsaCli *cli, const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);
  g_autofree char *sentence = silsa_error_explain(error);

  if (facts == NULL || error->code == SILSA_ERROR_NOT_FOUND || error->code == SILSA_ERROR_READ)
    return silsa_cli_fail(error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_bool(builder, "ok", FALSE);
    silsa_json_string(builder, "rule", facts->rule);
    silsa_json_int(builder, "line", facts->line);
    silsa_json_string(builder, "code", facts->subject);
    silsa_json_string(builder, "message", sentence);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  }
  g_printerr("silsa-cli: %s\n", sentence);
  return SILSA_EXIT_NO;
}

SilsaExit
silsa_command_catalogue_check(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  catalogue = silsa_catalogue_new_from_file(rest[0], &error);
  if (catalogue == NULL)
    return refuse(cli, error);

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_bool(builder, "ok", TRUE);
    add_head(builder, catalogue);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    print_head(cli, catalogue);
    silsa_cli_print("%s", _("The catalogue is in order."));
  }
  return SILSA_EXIT_DONE;
}

void
silsa_cli_print_indicator(const SilsaCli *cli,
                          SilsaCatalogue *catalogue,
                          const SilsaIndicator *indicator)
{
  g_autofree char *points =
      silsa_rational_format(indicator->points.q, silsa_catalogue_get_decimals(catalogue));

  silsa_cli_print("%s  %s", indicator->code, silsa_text_get(&indicator->title, cli->language));
  silsa_cli_print("%s · %s · %s", silsa_kind_to_text(indicator->kind),
                  silsa_stage_to_text(indicator->stage), points);
  silsa_cli_print("%s", silsa_text_get(&indicator->definition, cli->language));
  for (guint i = 0; i < indicator->n_inputs; i++)
    silsa_cli_print("  %s  %s (%s)", indicator->inputs[i].id,
                    silsa_text_get(&indicator->inputs[i].title, cli->language),
                    silsa_text_get(&indicator->inputs[i].unit->title, cli->language));
  if (indicator->formula_text != NULL)
    silsa_cli_print("  = %s", indicator->formula_text);
  for (guint i = 0; i < indicator->n_levels; i++) {
    g_autofree char *percent = silsa_rational_format_short(indicator->levels[i].percent.q);

    silsa_cli_print("  %d  %s %%  %s", indicator->levels[i].number, percent,
                    silsa_text_get(&indicator->levels[i].descriptor, cli->language));
  }
  for (guint i = 0; i < indicator->n_checks; i++)
    silsa_cli_print("  %s  %s%s", indicator->checks[i].code,
                    silsa_text_get(&indicator->checks[i].question, cli->language),
                    indicator->checks[i].required ? " *" : "");
}

static void
add_text(JsonBuilder *builder, const char *name, const SilsaText *text)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_object(builder);
  silsa_json_string(builder, "ko", text->ko);
  silsa_json_string(builder, "en", text->en);
  json_builder_end_object(builder);
}

static void
add_inputs(JsonBuilder *builder, const SilsaIndicator *indicator)
{
  silsa_json_string(builder, "formula", indicator->formula_text);
  json_builder_set_member_name(builder, "inputs");
  json_builder_begin_array(builder);
  for (guint i = 0; i < indicator->n_inputs; i++) {
    json_builder_begin_object(builder);
    silsa_json_string(builder, "id", indicator->inputs[i].id);
    silsa_json_string(builder, "unit", indicator->inputs[i].unit->id);
    add_text(builder, "title", &indicator->inputs[i].title);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_levels(JsonBuilder *builder, const SilsaIndicator *indicator)
{
  json_builder_set_member_name(builder, "levels");
  json_builder_begin_array(builder);
  for (guint i = 0; i < indicator->n_levels; i++) {
    json_builder_begin_object(builder);
    silsa_json_int(builder, "number", indicator->levels[i].number);
    silsa_json_short(builder, "percent", indicator->levels[i].percent.q);
    add_text(builder, "descriptor", &indicator->levels[i].descriptor);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_checks(JsonBuilder *builder, const SilsaIndicator *indicator)
{
  json_builder_set_member_name(builder, "checks");
  json_builder_begin_array(builder);
  for (guint i = 0; i < indicator->n_checks; i++) {
    json_builder_begin_object(builder);
    silsa_json_string(builder, "code", indicator->checks[i].code);
    silsa_json_bool(builder, "required", indicator->checks[i].required);
    add_text(builder, "question", &indicator->checks[i].question);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_indicator(JsonBuilder *builder, SilsaCatalogue *catalogue, const SilsaIndicator *indicator)
{
  json_builder_begin_object(builder);
  silsa_json_string(builder, "code", indicator->code);
  silsa_json_string(builder, "kind",
                    indicator->kind == SILSA_KIND_QUANTITATIVE ? "quantitative" : "qualitative");
  silsa_json_points(builder, "points", indicator->points.q,
                    silsa_catalogue_get_decimals(catalogue));
  add_text(builder, "title", &indicator->title);
  add_text(builder, "definition", &indicator->definition);
  if (indicator->kind == SILSA_KIND_QUANTITATIVE)
    add_inputs(builder, indicator);
  else
    add_levels(builder, indicator);
  add_checks(builder, indicator);
  silsa_json_int(builder, "expected_photos", indicator->expected_photos);
  json_builder_end_object(builder);
}

static void
show_json(SilsaCatalogue *catalogue, const SilsaIndicator *only)
{
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  add_head(builder, catalogue);
  add_text(builder, "title", silsa_catalogue_get_title(catalogue));
  json_builder_set_member_name(builder, "list");
  json_builder_begin_array(builder);
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    if (only == NULL || only == indicator)
      add_indicator(builder, catalogue, indicator);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
show_text(const SilsaCli *cli, SilsaCatalogue *catalogue)
{
  const SilsaItem *item = NULL;

  print_head(cli, catalogue);
  silsa_cli_print("%s", silsa_text_get(silsa_catalogue_get_provenance(catalogue), cli->language));
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);
    g_autofree char *points =
        silsa_rational_format(indicator->points.q, silsa_catalogue_get_decimals(catalogue));

    if (indicator->item != item) {
      item = indicator->item;
      silsa_cli_print("\n%s › %s %s", silsa_text_get(&item->sector->title, cli->language),
                      item->code, silsa_text_get(&item->title, cli->language));
    }
    silsa_cli_print("  %s  %6s  %s", indicator->code, points,
                    silsa_text_get(&indicator->title, cli->language));
  }
}

SilsaExit
silsa_command_catalogue_show(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  const SilsaIndicator *indicator = NULL;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 2, &rest, &exit))
    return exit;
  catalogue = silsa_cli_open_catalogue(rest[0], &exit);
  if (catalogue == NULL)
    return exit;
  if (rest[1] != NULL) {
    indicator = silsa_catalogue_find_indicator(catalogue, rest[1]);
    if (indicator == NULL)
      return silsa_cli_usage(cli, _("The catalogue has no indicator “%s”."), rest[1]);
  }

  if (cli->json)
    show_json(catalogue, indicator);
  else if (indicator != NULL)
    silsa_cli_print_indicator(cli, catalogue, indicator);
  else
    show_text(cli, catalogue);
  return SILSA_EXIT_DONE;
}
