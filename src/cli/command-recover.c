#include "silsa-cli.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-recover.h"
#include "silsa-verify.h"

#include <glib/gi18n.h>

/* recover FILE -o FILE: what a damaged file still holds, in a new one. */

static char *
describe(const SilsaLoss *loss)
{
  guint n = (guint)loss->number;

  switch (loss->kind) {
  case SILSA_LOSS_HISTORY:
    return g_strdup_printf(
        _("history: row %u and those after it; what stood at the end was entered "
          "again as one act"),
        n);
  case SILSA_LOSS_FORMER_VALUES:
    return g_strdup_printf(_("history: former values of up to %u rows"), n);
  case SILSA_LOSS_FACT:
    return g_strdup_printf(_("entry: %s, %s"), loss->subject, loss->field);
  case SILSA_LOSS_EVIDENCE:
    return g_strdup_printf(
        _("evidence %u: the content of %s; add the same file again, or remove it"), n,
        loss->subject);
  case SILSA_LOSS_EVIDENCE_NAME:
    return g_strdup_printf(
        _("evidence %u: its name and what the camera wrote; it is now called %s"), n,
        loss->subject);
  case SILSA_LOSS_DRAFTS:
    return g_strdup(_("text that was being typed, if there was any"));
  case SILSA_LOSS_EXPORTS:
    return g_strdup(_("which packages were made of it, if there were any"));
  case SILSA_LOSS_ROUND:
  default:
    return g_strdup(_("which round it belonged to"));
  }
}

static void
report_json(const char *path, const SilsaRecovery *recovery)
{
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_string(builder, "written", path);
  silsa_json_bool(builder, "complete", recovery->losses->len == 0);
  silsa_json_int(builder, "facts", recovery->facts);
  silsa_json_int(builder, "evidence", recovery->evidence);
  silsa_json_int(builder, "rows", recovery->rows);
  json_builder_set_member_name(builder, "lost");
  json_builder_begin_array(builder);
  for (guint i = 0; i < recovery->losses->len; i++) {
    const SilsaLoss *loss = g_ptr_array_index(recovery->losses, i);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "kind", silsa_loss_kind_to_string(loss->kind));
    silsa_json_int(builder, "number", loss->number);
    silsa_json_string(builder, "subject", loss->subject);
    silsa_json_string(builder, "field", loss->field);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
report(const char *path, const SilsaRecovery *recovery)
{
  silsa_cli_print(_("%s: %u entries, %u pieces of evidence, %u rows of the history"), path,
                  recovery->facts, recovery->evidence, (guint)recovery->rows);
  silsa_cli_print("%s", recovery->losses->len == 0 ? _("Nothing was lost.") : _("Lost:"));
  for (guint i = 0; i < recovery->losses->len; i++) {
    g_autofree char *text = describe(g_ptr_array_index(recovery->losses, i));

    silsa_cli_print("  %s", text);
  }
}

/* Its digest says whether it is the right one, so nobody has to be trusted. */
static gboolean
read_help(const char *catalogue, const char *round, SilsaRecoveryHelp *help, GError **error)
{
  SilsaTrust trust = {0};
  g_autoptr(SilsaRound) opened = NULL;
  g_autoptr(SilsaCatalogue) beside = NULL;
  g_autoptr(SilsaReport) report = NULL;

  if (catalogue != NULL &&
      (help->catalogue = silsa_file_read(catalogue, SILSA_LIMIT_CATALOGUE_BYTES, "catalogue-bytes",
                                         error)) == NULL)
    return FALSE;
  if (round == NULL)
    return TRUE;
  if (!silsa_round_open(round, catalogue, &trust, &opened, &beside, &report, error))
    return FALSE;
  help->round = g_bytes_ref(silsa_round_get_bytes(opened));
  return TRUE;
}

static SilsaExit
recover(const SilsaCli *cli, const char *from, const char *to, const SilsaRecoveryHelp *help)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRecovery) recovery = silsa_store_recover(from, to, help, &error);

  if (recovery == NULL)
    return silsa_cli_fail(error);
  if (cli->json)
    report_json(to, recovery);
  else
    report(to, recovery);
  return recovery->losses->len == 0 ? SILSA_EXIT_DONE : SILSA_EXIT_NO;
}

SilsaExit
silsa_command_recover(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *catalogue = NULL;
  g_autofree char *round = NULL;
  g_autofree char *city = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(GError) error = NULL;
  SilsaRecoveryHelp help = {NULL};
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The new file"), "FILE"},
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue,
       N_("The catalogue, when it is lost in the file"), "CATALOGUE"},
      {"round", 0, 0, G_OPTION_ARG_FILENAME, &round, N_("The round, when it is lost in the file"),
       "ROUND"},
      {"city", 0, 0, G_OPTION_ARG_STRING, &city, N_("The city, when its name is lost in the file"),
       "NAME"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (output == NULL)
    return silsa_cli_usage(cli, "%s", _("-o is missing."));
  help.city_name = city;
  exit = read_help(catalogue, round, &help, &error) ? recover(cli, rest[0], output, &help)
                                                    : silsa_cli_fail(error);
  g_clear_pointer(&help.catalogue, g_bytes_unref);
  g_clear_pointer(&help.round, g_bytes_unref);
  return exit;
}
