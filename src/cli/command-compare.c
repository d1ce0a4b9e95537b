#include "silsa-cli-package.h"
#include "silsa-side-by-side.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define MOST 9

typedef struct {
  const SilsaCli *cli;
  guint n;
  SilsaStore *stores[MOST];
  SilsaAssessment *assessments[MOST];
  int decimals;
} Sides;

static void
sides_clear(Sides *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_object(&self->stores[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sides, sides_clear)

static char *
dup_points(const Sides *self, SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);

  return score != NULL ? silsa_rational_format(score->points.q, self->decimals) : NULL;
}

/* JSON */

static void
add_side(JsonBuilder *builder, const Sides *self, guint i)
{
  const SilsaReading *reading = silsa_cli_get_reading(self->stores[i]);
  const SilsaCase *about = silsa_assessment_get_case(self->assessments[i]);
  const SilsaPreview *preview = silsa_assessment_get_preview(self->assessments[i]);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->assessments[i]);

  json_builder_begin_object(builder);
  silsa_json_string(builder, "path",
                    reading != NULL ? reading->path : silsa_store_get_path(self->stores[i]));
  silsa_json_string(builder, "verdict",
                    reading != NULL ? silsa_verdict_to_string(reading->report->verdict) : NULL);
  silsa_json_string(builder, "city", about->city_name);
  silsa_json_string(builder, "assessor", about->assessor_name);
  silsa_json_int(builder, "revision", reading != NULL ? reading->report->revision : 0);
  silsa_json_points(builder, "low", preview->all.low.q, self->decimals);
  silsa_json_points(builder, "expected", preview->all.expected.q, self->decimals);
  silsa_json_points(builder, "high", preview->all.high.q, self->decimals);
  silsa_json_int(builder, "low_grade", preview->low_grade->number);
  silsa_json_int(builder, "expected_grade", preview->expected_grade->number);
  silsa_json_int(builder, "high_grade", preview->high_grade->number);
  json_builder_set_member_name(builder, "sectors");
  json_builder_begin_object(builder);
  for (guint k = 0; k < preview->n_sectors; k++)
    silsa_json_points(builder, silsa_catalogue_get_sector(catalogue, k)->code,
                      preview->sectors[k].expected.q, self->decimals);
  json_builder_end_object(builder);
  json_builder_end_object(builder);
}

static void
add_row(JsonBuilder *builder, const Sides *self, const SilsaSideRow *row)
{
  json_builder_begin_object(builder);
  silsa_json_string(builder, "code", row->indicator->code);
  json_builder_set_member_name(builder, "differences");
  json_builder_begin_array(builder);
  for (guint bit = 0; bit < SILSA_N_SIDES; bit++)
    if ((row->differences & (1u << bit)) != 0)
      json_builder_add_string_value(builder, silsa_side_difference_to_string(1 << bit));
  json_builder_end_array(builder);
  silsa_json_points(builder, "range", row->range.q, self->decimals);
  json_builder_set_member_name(builder, "answers");
  json_builder_begin_array(builder);
  for (guint i = 0; i < self->n; i++)
    silsa_cli_add_indicator(builder, row->answers[i], self->decimals);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
}

static void
print_json(const Sides *self, GPtrArray *rows)
{
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  json_builder_set_member_name(builder, "packages");
  json_builder_begin_array(builder);
  for (guint i = 0; i < self->n; i++)
    add_side(builder, self, i);
  json_builder_end_array(builder);
  json_builder_set_member_name(builder, "indicators");
  json_builder_begin_array(builder);
  for (guint i = 0; i < rows->len; i++)
    add_row(builder, self, rows->pdata[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

/* Text */

static void
print_head(const Sides *self)
{
  for (guint i = 0; i < self->n; i++) {
    const SilsaReading *reading = silsa_cli_get_reading(self->stores[i]);
    const SilsaCase *about = silsa_assessment_get_case(self->assessments[i]);
    const SilsaPreview *preview = silsa_assessment_get_preview(self->assessments[i]);
    g_autofree char *expected = silsa_number_to_text(preview->all.expected.q, self->decimals);

    silsa_cli_print(_("%u  %s · %s · revision %u · %s · expected %s points, grade %d"), i + 1,
                    about->city_name, about->assessor_name,
                    reading != NULL ? reading->report->revision : 0,
                    reading != NULL ? silsa_verdict_to_text(reading->report->verdict) : "–",
                    expected, preview->expected_grade->number);
  }
}

static void
print_row(const Sides *self, const SilsaSideRow *row)
{
  silsa_cli_print("%s  %s", row->indicator->code,
                  silsa_text_get(&row->indicator->title, self->cli->language));
  for (guint i = 0; i < self->n; i++) {
    g_autofree char *value = silsa_answer_value_to_text(row->answers[i], self->cli->language);
    g_autofree char *checks = silsa_answer_checks_to_text(row->answers[i]);
    g_autofree char *points = dup_points(self, row->answers[i]);

    silsa_cli_print("    %u  %s · %s · %s", i + 1, points != NULL ? points : "–", value, checks);
  }
}

static void
print_text(const Sides *self, GPtrArray *rows)
{
  guint same = 0;

  print_head(self);
  for (guint i = 0; i < rows->len; i++) {
    const SilsaSideRow *row = rows->pdata[i];

    if (row->differences != 0)
      print_row(self, row);
    else
      same++;
  }
  silsa_cli_print(
      ngettext("%u indicator is the same in all", "%u indicators are the same in all", same), same);
}

SilsaExit
silsa_command_compare(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_auto(Sides) sides = {.cli = cli};
  g_auto(GStrv) rest = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit = SILSA_EXIT_DONE;
  const GOptionEntry entries[] = {SILSA_CLI_TRUST_ENTRIES(&trust)};

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, MOST, &rest, &exit) ||
      !silsa_cli_trust_load(&trust, &exit))
    return exit;
  for (guint i = 0; rest[i] != NULL; i++) {
    sides.stores[i] = silsa_cli_open_to_read(cli, rest[i], &trust.trust, &exit);
    if (sides.stores[i] == NULL)
      return exit;
    sides.n++;
    sides.assessments[i] = silsa_store_get_assessment(sides.stores[i]);
  }
  if (!silsa_side_by_side_check(sides.assessments, sides.n, &error)) {
    silsa_cli_fail(error);
    return SILSA_EXIT_USAGE;
  }
  sides.decimals =
      silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(sides.assessments[0]));
  rows = silsa_side_by_side_list(sides.assessments, sides.n);
  if (cli->json)
    print_json(&sides, rows);
  else
    print_text(&sides, rows);
  for (guint i = 0; i < sides.n; i++)
    exit = silsa_cli_close(sides.stores[i], exit);
  return exit;
}
