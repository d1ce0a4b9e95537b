#include "silsa-cli-package.h"

#include "silsa-words.h"

#include <glib/gi18n.h>

/* JSON: the keys of DESIGN §11. */

static void
add_end(JsonBuilder *builder, const char *name, mpq_srcptr points, mpq_srcptr percent, int decimals)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_object(builder);
  silsa_json_points(builder, "points", points, decimals);
  silsa_json_short(builder, "percent", percent);
}

static void
add_band_part(JsonBuilder *builder, const char *code, const SilsaBand *band, int decimals)
{
  json_builder_begin_object(builder);
  silsa_json_string(builder, "code", code);
  silsa_json_points(builder, "total", band->total.q, decimals);
  silsa_json_int(builder, "complete", band->complete);
  silsa_json_int(builder, "applicable", band->applicable);
  add_end(builder, "low", band->low.q, band->low_percent.q, decimals);
  json_builder_end_object(builder);
  add_end(builder, "expected", band->expected.q, band->expected_percent.q, decimals);
  json_builder_end_object(builder);
  add_end(builder, "high", band->high.q, band->high_percent.q, decimals);
  json_builder_end_object(builder);
  json_builder_end_object(builder);
}

static void
add_total(JsonBuilder *builder, const SilsaPreview *preview, int decimals)
{
  const SilsaBand *all = &preview->all;

  silsa_json_points(builder, "total", all->total.q, decimals);
  silsa_json_int(builder, "complete", all->complete);
  silsa_json_int(builder, "recorded", all->recorded);
  silsa_json_int(builder, "applicable", all->applicable);
  add_end(builder, "low", all->low.q, all->low_percent.q, decimals);
  silsa_json_int(builder, "grade", preview->low_grade->number);
  json_builder_end_object(builder);
  add_end(builder, "expected", all->expected.q, all->expected_percent.q, decimals);
  silsa_json_int(builder, "grade", preview->expected_grade->number);
  silsa_json_string(builder, "basis", silsa_basis_to_string(all->basis));
  json_builder_end_object(builder);
  add_end(builder, "high", all->high.q, all->high_percent.q, decimals);
  silsa_json_int(builder, "grade", preview->high_grade->number);
  json_builder_end_object(builder);
  silsa_json_int(builder, "secured_grade", preview->low_grade->number);
  silsa_json_int(builder, "best_grade", preview->high_grade->number);
}

static void
add_next(JsonBuilder *builder, const SilsaPreview *preview, int decimals)
{
  const SilsaNext *next = &preview->next;

  json_builder_set_member_name(builder, "next");
  if (!preview->has_next) {
    json_builder_add_null_value(builder);
    return;
  }
  json_builder_begin_object(builder);
  silsa_json_int(builder, "grade", next->grade->number);
  silsa_json_points(builder, "distance", next->distance.q, decimals);
  silsa_json_bool(builder, "reachable", next->reachable);
  json_builder_set_member_name(builder, "indicators");
  json_builder_begin_array(builder);
  for (guint i = 0; i < next->n_indicators; i++)
    json_builder_add_string_value(builder, next->indicators[i]->code);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
}

static void
add_parts(JsonBuilder *builder, SilsaAssessment *assessment, int decimals)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);

  json_builder_set_member_name(builder, "sectors");
  json_builder_begin_array(builder);
  for (guint i = 0; i < preview->n_sectors; i++)
    add_band_part(builder, silsa_catalogue_get_sector(catalogue, i)->code, &preview->sectors[i],
                  decimals);
  json_builder_end_array(builder);

  json_builder_set_member_name(builder, "items");
  json_builder_begin_array(builder);
  for (guint i = 0; i < preview->n_items; i++)
    add_band_part(builder, silsa_catalogue_get_item(catalogue, i)->code, &preview->items[i],
                  decimals);
  json_builder_end_array(builder);

  json_builder_set_member_name(builder, "indicators");
  json_builder_begin_array(builder);
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++)
    silsa_cli_add_indicator(builder, silsa_assessment_get_answer(assessment, i), decimals);
  json_builder_end_array(builder);
}

static void
print_json(SilsaAssessment *assessment)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  int decimals = silsa_catalogue_get_decimals(catalogue);
  g_autofree char *status = silsa_cli_status_string(assessment);
  guint class_index = silsa_assessment_get_class_index(assessment);
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_string(builder, "catalogue", silsa_catalogue_get_id(catalogue));
  silsa_json_int(builder, "version", silsa_catalogue_get_version(catalogue));
  silsa_json_string(builder, "catalogue_status", status);
  silsa_json_string(builder, "purpose", silsa_assessment_get_case(assessment)->purpose);
  silsa_json_string(builder, "class", silsa_catalogue_get_class(catalogue, class_index)->id);
  add_total(builder, preview, decimals);
  add_next(builder, preview, decimals);
  add_parts(builder, assessment, decimals);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

/* Text */

static void
print_end(const SilsaCli *cli,
          const char *word,
          mpq_srcptr points,
          mpq_srcptr percent,
          const SilsaGrade *grade,
          int decimals)
{
  g_autofree char *points_text = silsa_number_to_text(points, decimals);
  g_autofree char *percent_text = silsa_number_to_text(percent, 1);

  silsa_cli_print("  %-10s %10s  %5s %%  %s", word, points_text, percent_text,
                  grade != NULL ? silsa_text_get(&grade->title, cli->language) : "");
}

static void
print_part(const char *code, const char *title, const SilsaBand *band, int decimals)
{
  g_autofree char *low = silsa_number_to_text(band->low.q, decimals);
  g_autofree char *expected = silsa_number_to_text(band->expected.q, decimals);
  g_autofree char *high = silsa_number_to_text(band->high.q, decimals);
  g_autofree char *total = silsa_number_to_text(band->total.q, decimals);

  silsa_cli_print("%-3s %8s %8s %8s / %-8s %2u/%-2u  %s", code, low, expected, high, total,
                  band->complete, band->applicable, title);
}

static void
print_next(const SilsaCli *cli, const SilsaPreview *preview, int decimals)
{
  g_autofree char *distance = NULL;
  g_autoptr(GString) codes = g_string_new(NULL);

  if (!preview->has_next)
    return;
  distance = silsa_number_to_text(preview->next.distance.q, decimals);
  for (guint i = 0; i < preview->next.n_indicators; i++)
    g_string_append_printf(codes, "%s%s", i > 0 ? ", " : "", preview->next.indicators[i]->code);
  if (preview->next.reachable)
    silsa_cli_print(_("To %s: %s points, in reach through %s"),
                    silsa_text_get(&preview->next.grade->title, cli->language), distance,
                    codes->str);
  else
    silsa_cli_print(_("To %s: %s points, out of reach"),
                    silsa_text_get(&preview->next.grade->title, cli->language), distance);
}

static void
print_text(const SilsaCli *cli, SilsaAssessment *assessment)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  int decimals = silsa_catalogue_get_decimals(catalogue);
  g_autofree char *status = silsa_cli_status_words(assessment);
  guint class_index = silsa_assessment_get_class_index(assessment);

  silsa_cli_print_purpose(assessment);
  silsa_cli_print(
      "%s · %s", silsa_assessment_get_case(assessment)->city_name,
      silsa_text_get(&silsa_catalogue_get_class(catalogue, class_index)->title, cli->language));
  silsa_cli_print("%s (%s)", silsa_catalogue_get_id(catalogue), status);
  silsa_cli_print(_("%u of %u indicators complete, %u recorded"), preview->all.complete,
                  preview->all.applicable, preview->all.recorded);
  print_end(cli, C_("score", "low"), preview->all.low.q, preview->all.low_percent.q,
            preview->low_grade, decimals);
  print_end(cli, C_("score", "expected"), preview->all.expected.q, preview->all.expected_percent.q,
            preview->expected_grade, decimals);
  print_end(cli, C_("score", "high"), preview->all.high.q, preview->all.high_percent.q,
            preview->high_grade, decimals);
  for (guint i = 0; i < preview->n_sectors; i++) {
    const SilsaSector *sector = silsa_catalogue_get_sector(catalogue, i);

    print_part(sector->code, silsa_text_get(&sector->title, cli->language), &preview->sectors[i],
               decimals);
  }
  for (guint i = 0; i < preview->n_items; i++) {
    const SilsaItem *item = silsa_catalogue_get_item(catalogue, i);

    print_part(item->code, silsa_text_get(&item->title, cli->language), &preview->items[i],
               decimals);
  }
  print_next(cli, preview, decimals);
}

SilsaExit
silsa_command_score(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], NULL, &exit);
  if (store == NULL)
    return exit;
  if (cli->json)
    print_json(silsa_store_get_assessment(store));
  else
    print_text(cli, silsa_store_get_assessment(store));
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}
