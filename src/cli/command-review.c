#include "silsa-cli-package.h"
#include "silsa-matters.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

/* JSON */

static void
add_row(JsonBuilder *builder, const SilsaMatterRow *row, int decimals)
{
  json_builder_begin_object(builder);
  json_builder_set_member_name(builder, "indicator");
  silsa_cli_add_indicator(builder, row->answer, decimals);
  json_builder_set_member_name(builder, "matters");
  json_builder_begin_array(builder);
  for (guint bit = 0; bit < SILSA_N_MATTERS; bit++)
    if ((row->matters & (1u << bit)) != 0)
      json_builder_add_string_value(builder, silsa_matter_to_string(1 << bit));
  json_builder_end_array(builder);
  silsa_json_points(builder, "difference", row->difference.q, decimals);
  silsa_json_string(builder, "reason", silsa_answer_get(row->answer, "reason"));
  silsa_json_string(builder, "unverifiable", silsa_answer_get(row->answer, "unverifiable"));
  silsa_json_string(builder, "justification", silsa_answer_get(row->answer, "justify"));
  json_builder_end_object(builder);
}

/* Text */

static void
print_row(const SilsaCli *cli, const SilsaMatterRow *row, int decimals)
{
  static const char *const fields[] = {"reason", "unverifiable", "justify"};
  const SilsaIndicator *indicator = silsa_answer_get_indicator(row->answer);
  g_autofree char *difference = silsa_number_to_text(row->difference.q, decimals);
  g_autoptr(GString) words = g_string_new(NULL);

  for (guint bit = 0; bit < SILSA_N_MATTERS; bit++)
    if ((row->matters & (1u << bit)) != 0)
      g_string_append_printf(words, "%s%s", words->len > 0 ? " · " : "",
                             silsa_matter_to_text(1 << bit));
  silsa_cli_print("%s  %7s  %s", indicator->code, difference,
                  silsa_text_get(&indicator->title, cli->language));
  silsa_cli_print("    %s", words->str);
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (silsa_answer_get(row->answer, fields[i]) != NULL)
      silsa_cli_print("    %s", silsa_answer_get(row->answer, fields[i]));
}

static void
print_rows(const SilsaCli *cli, GPtrArray *rows, SilsaMatter only, int decimals)
{
  JsonBuilder *builder = cli->json ? json_builder_new() : NULL;

  if (builder != NULL) {
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "indicators");
    json_builder_begin_array(builder);
  }
  for (guint i = 0; i < rows->len; i++) {
    const SilsaMatterRow *row = rows->pdata[i];

    if (only != 0 ? (row->matters & only) == 0 : row->matters == 0)
      continue;
    if (builder != NULL)
      add_row(builder, row, decimals);
    else
      print_row(cli, row, decimals);
  }
  if (builder != NULL) {
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  }
}

/* Options */

static gboolean
parse_only(const SilsaCli *cli, char **words, SilsaMatter *only, SilsaExit *exit)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    SilsaMatter matter = silsa_matter_from_string(words[i]);

    if (matter == 0) {
      *exit = silsa_cli_usage(cli, _("--only takes difference, corrected, contradiction, "
                                     "unverifiable, thin, changed, flagged or open."));
      return FALSE;
    }
    *only |= matter;
  }
  return TRUE;
}

/* What was handed in before: what was named, else what lies beside it. */
static SilsaAssessment *
find_earlier(SilsaStore *store, SilsaStore *named, const SilsaTrust *trust, SilsaReport **found)
{
  const SilsaReading *reading = silsa_cli_get_reading(store);

  if (named != NULL)
    return silsa_store_get_assessment(named);
  *found = reading != NULL ? silsa_reading_find_earlier(reading, trust, NULL) : NULL;
  return *found != NULL ? (*found)->assessment : NULL;
}

SilsaExit
silsa_command_review(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_auto(GStrv) words = NULL;
  g_autofree char *earlier_path = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaStore) named = NULL;
  g_autoptr(SilsaReport) found = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  SilsaAssessment *assessment;
  SilsaMatter only = 0;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words,
       N_("Only what is looked at for this reason"), "REASON"},
      {"earlier", 0, 0, G_OPTION_ARG_FILENAME, &earlier_path,
       N_("The revision before, where it does not lie beside the package"), "PACKAGE"},
      SILSA_CLI_TRUST_ENTRIES(&trust)};

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit) ||
      !parse_only(cli, words, &only, &exit) || !silsa_cli_trust_load(&trust, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], &trust.trust, &exit);
  if (store == NULL)
    return exit;
  if (earlier_path != NULL) {
    named = silsa_cli_open_to_read(cli, earlier_path, &trust.trust, &exit);
    if (named == NULL)
      return silsa_cli_close(store, exit);
  }
  assessment = silsa_store_get_assessment(store);
  rows = silsa_matters_list(assessment, find_earlier(store, named, &trust.trust, &found));
  print_rows(cli, rows, only,
             silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment)));
  g_clear_pointer(&rows, g_ptr_array_unref);
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}
