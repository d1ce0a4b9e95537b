#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-round-check.h"
#include "silsa-round-diff.h"
#include "silsa-verify.h"

#include <glib/gi18n.h>

/* round check FILE, round diff OLDER NEWER: working files or signed rounds. */

static SilsaRound *
open_round(const char *path, const char *catalogue_path, SilsaExit *exit)
{
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(GError) error = NULL;
  SilsaRound *round = NULL;
  SilsaTrust trust = {0};

  if (!silsa_round_open(path, catalogue_path, &trust, &round, &catalogue, &report, &error))
    *exit = silsa_cli_fail(error);
  return round;
}

static void
add_gaps(JsonBuilder *builder, const char *name, GPtrArray *gaps, SilsaLanguage language)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (guint i = 0; i < gaps->len; i++) {
    const SilsaRoundGap *gap = g_ptr_array_index(gaps, i);
    g_autofree char *text = silsa_round_gap_to_text(gap, language);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "code", gap->code);
    silsa_json_string(builder, "id", gap->id);
    silsa_json_string(builder, "name", gap->name);
    silsa_json_string(builder, "message", text);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
print_gaps(const char *head, GPtrArray *gaps, SilsaLanguage language)
{
  if (gaps->len == 0)
    return;
  silsa_cli_print("%s", head);
  for (guint i = 0; i < gaps->len; i++) {
    g_autofree char *text = silsa_round_gap_to_text(g_ptr_array_index(gaps, i), language);

    silsa_cli_print("  %s", text);
  }
}

SilsaExit
silsa_round_print_check(const SilsaCli *cli, const SilsaRoundCheck *check)
{
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_bool(builder, "complete", check->complete);
    add_gaps(builder, "missing", check->missing, cli->language);
    add_gaps(builder, "warnings", check->warnings, cli->language);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    silsa_cli_print("%s", check->complete ? _("The round is complete and can be signed.")
                                          : _("The round is not complete yet."));
    print_gaps(_("Missing:"), check->missing, cli->language);
    print_gaps(_("Worth a look:"), check->warnings, cli->language);
  }
  return check->complete ? SILSA_EXIT_DONE : SILSA_EXIT_NO;
}

SilsaExit
silsa_command_round_check(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(SilsaRoundCheck) check = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  round = open_round(rest[0], catalogue_path, &exit);
  if (round == NULL)
    return exit;
  check = silsa_round_check_new(round);
  return silsa_round_print_check(cli, check);
}

/* Differences */

static const char *
name_of_part(SilsaRoundPart part)
{
  return part == SILSA_ROUND_HEAD        ? "round"
         : part == SILSA_ROUND_APPLICANT ? "applicant"
                                         : "person";
}

void
silsa_round_add_differences(JsonBuilder *builder, GPtrArray *differences, SilsaLanguage language)
{
  json_builder_set_member_name(builder, "differences");
  json_builder_begin_array(builder);
  for (guint i = 0; i < differences->len; i++) {
    const SilsaRoundDifference *difference = g_ptr_array_index(differences, i);
    g_autofree char *text = silsa_round_difference_to_text(difference, language);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "part", name_of_part(difference->part));
    silsa_json_string(builder, "id", difference->id);
    silsa_json_string(builder, "indicator", difference->indicator);
    silsa_json_string(builder, "field", difference->field);
    silsa_json_string(builder, "old", difference->old_value);
    silsa_json_string(builder, "new", difference->new_value);
    silsa_json_string(builder, "message", text);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

void
silsa_round_print_differences(GPtrArray *differences, SilsaLanguage language)
{
  for (guint i = 0; i < differences->len; i++) {
    g_autofree char *text =
        silsa_round_difference_to_text(g_ptr_array_index(differences, i), language);

    silsa_cli_print("%s", text);
  }
  if (differences->len == 0)
    silsa_cli_print("%s", _("No difference."));
}

SilsaExit
silsa_command_round_diff(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaRound) older = NULL;
  g_autoptr(SilsaRound) newer = NULL;
  g_autoptr(GPtrArray) differences = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the rounds, when it is not beside them"), "CATALOGUE"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, 2, &rest, &exit))
    return exit;
  older = open_round(rest[0], catalogue_path, &exit);
  newer = older != NULL ? open_round(rest[1], catalogue_path, &exit) : NULL;
  if (newer == NULL)
    return exit;
  differences = silsa_round_diff(older, newer);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_round_add_differences(builder, differences, cli->language);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    silsa_round_print_differences(differences, cli->language);
  }
  return SILSA_EXIT_DONE;
}
