#include "silsa-cli-round.h"

#include "silsa-round-plan.h"

#include <glib/gi18n.h>

/* round update FILE ROUND: a later version of the round of an assessment. */

static void
report_json(const SilsaCli *cli, const SilsaRoundPlan *plan, gboolean taken)
{
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_bool(builder, "taken", taken);
  silsa_json_int(builder, "from", plan->from);
  silsa_json_int(builder, "version", silsa_round_get_version(plan->round));
  silsa_json_strv(builder, "claims", (const char *const *)plan->claims);
  silsa_json_strv(builder, "reopened", (const char *const *)plan->reopened);
  silsa_round_add_differences(builder, plan->differences, cli->language);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
report(const SilsaCli *cli, const SilsaRoundPlan *plan, gboolean taken)
{
  g_autofree char *codes = g_strjoinv(", ", plan->reopened);

  if (cli->json) {
    report_json(cli, plan, taken);
    return;
  }
  if (silsa_act_is_empty(plan->act)) {
    silsa_cli_print("%s", _("The assessment has this version of the round already."));
    return;
  }
  silsa_round_print_differences(plan->differences, cli->language);
  if (*codes != '\0')
    silsa_cli_print(_("To be settled again, because the claim changed: %s"), codes);
  silsa_cli_print(taken ? _("Version %u of the round is taken, in place of version %u.")
                        : _("Version %u of the round would be taken, in place of version %u."),
                  silsa_round_get_version(plan->round), plan->from);
}

SilsaExit
silsa_command_round_update(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  g_autofree char *spoken = NULL;
  g_autofree char *confirmed = NULL;
  gboolean dry_run = FALSE;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaRoundPlan) plan = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"confirm", 0, 0, G_OPTION_ARG_STRING, &spoken,
       N_("The secretary's fingerprint, as it was read to you"), "FINGERPRINT"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would change"), NULL},
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, 2, &rest, &exit) ||
      !silsa_round_parse_confirmed(cli, spoken, &confirmed, &exit))
    return exit;
  store = silsa_cli_open(rest[0], dry_run ? SILSA_OPEN_READ_ONLY : SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  plan = silsa_round_plan_new(store, rest[1], catalogue_path, confirmed, &error);
  if (plan == NULL)
    return silsa_cli_close(store, silsa_round_reject(error));
  exit = dry_run || silsa_round_plan_take(plan, store, &error) ? SILSA_EXIT_DONE
                                                               : silsa_cli_fail(error);
  if (exit == SILSA_EXIT_DONE)
    report(cli, plan, !dry_run && !silsa_act_is_empty(plan->act));
  return silsa_cli_close(store, exit);
}
