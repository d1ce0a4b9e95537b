#include "silsa-cli-package.h"

#include "silsa-keeping.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

/* JSON */

static void
add_facts(JsonBuilder *builder, SilsaAnswer *answer)
{
  g_autoptr(GPtrArray) fields = silsa_answer_dup_fields(answer);

  json_builder_set_member_name(builder, "facts");
  json_builder_begin_object(builder);
  for (guint i = 0; i < fields->len; i++) {
    const char *field = g_ptr_array_index(fields, i);

    silsa_json_string(builder, field, silsa_answer_get(answer, field));
  }
  json_builder_end_object(builder);
}

static void
add_answer(JsonBuilder *builder, SilsaAnswer *answer, int decimals)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);

  json_builder_begin_object(builder);
  json_builder_set_member_name(builder, "indicator");
  silsa_cli_add_indicator(builder, answer, decimals);
  silsa_json_string(builder, "title_ko", indicator->title.ko);
  silsa_json_string(builder, "title_en", indicator->title.en);
  add_facts(builder, answer);
  json_builder_end_object(builder);
}

/* How it was judged, and which package it was. */
static void
add_package(JsonBuilder *builder, const SilsaReading *reading)
{
  json_builder_set_member_name(builder, "package");
  json_builder_begin_object(builder);
  silsa_json_string(builder, "sha256", reading->sha256);
  silsa_json_int(builder, "missing_evidence", reading->n_missing);
  silsa_cli_add_report(builder, reading->report);
  json_builder_end_object(builder);
}

static void
add_keeping(JsonBuilder *builder, const SilsaKeeping *keeping)
{
  if (keeping == NULL) {
    silsa_json_null(builder, "keeping");
    return;
  }
  json_builder_set_member_name(builder, "keeping");
  json_builder_begin_object(builder);
  silsa_json_string(builder, "until", keeping->until);
  silsa_json_bool(builder, "over", silsa_keeping_is_over(keeping, NULL));
  json_builder_end_object(builder);
}

static void
show_json(SilsaAssessment *assessment,
          SilsaAnswer *only,
          const SilsaReading *reading,
          const SilsaKeeping *keeping)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  int decimals = silsa_catalogue_get_decimals(catalogue);
  g_autofree char *status = silsa_cli_status_string(assessment);
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_string(builder, "id", about->id);
  silsa_json_string(builder, "purpose", about->purpose);
  silsa_json_string(builder, "city", about->city_name);
  silsa_json_int(builder, "population", (gint64)about->population);
  silsa_json_string(
      builder, "class",
      silsa_catalogue_get_class(catalogue, silsa_assessment_get_class_index(assessment))->id);
  silsa_json_string(builder, "class_reason",
                    silsa_assessment_get(assessment, "city", "class-reason"));
  silsa_json_string(builder, "assessor", about->assessor_name);
  silsa_json_string(builder, "round", about->round_id);
  silsa_json_string(builder, "catalogue", silsa_catalogue_get_id(catalogue));
  silsa_json_string(builder, "catalogue_status", status);
  add_keeping(builder, keeping);
  if (reading != NULL)
    add_package(builder, reading);
  json_builder_set_member_name(builder, "answers");
  json_builder_begin_array(builder);
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);

    if (only == NULL || only == answer)
      add_answer(builder, answer, decimals);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

/* Text */

static void
print_verdict(const SilsaReading *reading)
{
  if (reading == NULL)
    return;
  silsa_cli_print_report(reading->report);
  silsa_cli_print(_("Package (SHA-256): %s"), reading->sha256);
  if (reading->n_missing > 0)
    silsa_cli_print(ngettext("%u piece of evidence cannot be shown",
                             "%u pieces of evidence cannot be shown", reading->n_missing),
                    reading->n_missing);
  silsa_cli_print("%s", "");
}

static void
print_head(const SilsaCli *cli, SilsaAssessment *assessment, const SilsaKeeping *keeping)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  g_autofree char *status = silsa_cli_status_words(assessment);
  guint class_index = silsa_assessment_get_class_index(assessment);
  const char *round = cli->language == SILSA_LANGUAGE_EN && about->round_title_en != NULL
                          ? about->round_title_en
                          : about->round_title;

  silsa_cli_print_purpose(assessment);
  silsa_cli_print(
      "%s · %s", about->city_name,
      silsa_text_get(&silsa_catalogue_get_class(catalogue, class_index)->title, cli->language));
  if (round != NULL)
    silsa_cli_print("%s", round);
  silsa_cli_print(_("Assessor: %s"), about->assessor_name);
  silsa_cli_print(_("Catalogue: %s, version %u (%s)"), silsa_catalogue_get_id(catalogue),
                  silsa_catalogue_get_version(catalogue), status);
  if (keeping != NULL)
    silsa_cli_print(silsa_keeping_is_over(keeping, NULL)
                        ? _("Was to be kept until %s; its content is due to be erased")
                        : _("To be kept until %s"),
                    keeping->until);
}

static void
print_list(const SilsaCli *cli, SilsaAssessment *assessment)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  int decimals = silsa_catalogue_get_decimals(catalogue);

  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);
    const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
    const SilsaScore *score = silsa_answer_get_score(answer);
    g_autofree char *points =
        score != NULL ? silsa_rational_format(score->points.q, decimals) : g_strdup("–");
    g_autofree char *most = silsa_rational_format(indicator->points.q, decimals);

    silsa_cli_print("%s  %6s / %-6s %s%s  %s", indicator->code, points, most,
                    silsa_state_to_text(silsa_answer_get_state(answer)),
                    silsa_answer_get_flagged(answer) ? " ⚑" : "",
                    silsa_text_get(&indicator->title, cli->language));
  }
}

static void
print_answer(const SilsaCli *cli, SilsaAssessment *assessment, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  const SilsaScore *score = silsa_answer_get_score(answer);
  const char *const *missing = silsa_answer_get_missing(answer);
  const char *const *contradictions = silsa_answer_get_contradictions(answer);
  g_autoptr(GPtrArray) fields = silsa_answer_dup_fields(answer);
  g_autofree char *points =
      score != NULL ? silsa_rational_format(score->points.q, decimals) : g_strdup("–");
  g_autofree char *most = silsa_rational_format(indicator->points.q, decimals);

  silsa_cli_print_indicator(cli, silsa_assessment_get_catalogue(assessment), indicator);
  silsa_cli_print("%s", "");
  silsa_cli_print("%s  %s / %s", silsa_state_to_text(silsa_answer_get_state(answer)), points, most);
  for (guint i = 0; i < fields->len; i++) {
    const char *field = g_ptr_array_index(fields, i);

    silsa_cli_print("  %-28s %s", field, silsa_answer_get(answer, field));
  }
  for (guint i = 0; missing[i] != NULL; i++) {
    g_autofree char *text = silsa_missing_to_text(answer, missing[i], cli->language);

    silsa_cli_print("  – %s", text);
  }
  for (guint i = 0; contradictions[i] != NULL; i++) {
    g_autofree char *text = silsa_contradiction_to_text(answer, contradictions[i], cli->language);

    silsa_cli_print("  ! %s", text);
  }
}

SilsaExit
silsa_command_show(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaKeeping) keeping = NULL;
  const GOptionEntry entries[] = {SILSA_CLI_TRUST_ENTRIES(&trust)};
  SilsaAssessment *assessment;
  SilsaAnswer *answer = NULL;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 2, &rest, &exit) ||
      !silsa_cli_trust_load(&trust, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], &trust.trust, &exit);
  if (store == NULL)
    return exit;
  assessment = silsa_store_get_assessment(store);
  if (rest[1] != NULL) {
    answer = silsa_assessment_find_answer(assessment, rest[1]);
    if (answer == NULL)
      return silsa_cli_close(
          store, silsa_cli_usage(cli, _("The catalogue has no indicator “%s”."), rest[1]));
  }

  keeping = silsa_keeping_new(silsa_store_get_round_bytes(store),
                              silsa_assessment_get_catalogue(assessment));
  if (cli->json) {
    show_json(assessment, answer, silsa_cli_get_reading(store), keeping);
  } else {
    print_verdict(silsa_cli_get_reading(store));
    print_head(cli, assessment, keeping);
    if (answer != NULL)
      print_answer(cli, assessment, answer);
    else
      print_list(cli, assessment);
  }
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}
