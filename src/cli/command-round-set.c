#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-round-file.h"

#include <glib/gi18n.h>

/* round new, round set: the head of a round. */

SilsaExit
silsa_command_round_new(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  g_autofree char *id = NULL;
  g_auto(GStrv) rest = NULL;
  g_auto(SilsaRoundOptions) options = {0};
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaRoundDraft) draft = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry extra[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of indicators; it is copied beside the round"), "CATALOGUE"},
      {"id", 0, 0, G_OPTION_ARG_STRING, &id,
       N_("Identifier of the round, the same in all its versions"), "ID"},
      {NULL},
  };

  silsa_round_options_init(&options, SILSA_ROUND_HEAD, extra);
  if (!silsa_cli_parse(cli, argc, argv, options.entries, 1, 1, &rest, &exit))
    return exit;
  if (catalogue_path == NULL || id == NULL)
    return silsa_cli_usage(cli, "%s", _("--catalogue and --id are needed."));
  catalogue = silsa_cli_open_catalogue(catalogue_path, &exit);
  if (catalogue == NULL)
    return exit;
  draft = silsa_round_draft_new(catalogue, id);
  if (!silsa_round_options_apply(&options, draft, NULL, &error))
    return silsa_round_refuse(error);
  if (silsa_round_file_create(draft, rest[0], &error))
    return SILSA_EXIT_DONE;
  return g_error_matches(error, SILSA_ERROR, SILSA_ERROR_EXISTS) ? silsa_cli_fail(error)
                                                                 : silsa_round_refuse(error);
}

SilsaExit
silsa_command_round_set(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  g_auto(GStrv) rest = NULL;
  g_auto(SilsaRoundOptions) options = {0};
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry extra[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {NULL},
  };

  silsa_round_options_init(&options, SILSA_ROUND_HEAD, extra);
  if (!silsa_cli_parse(cli, argc, argv, options.entries, 1, 1, &rest, &exit) ||
      !silsa_round_file_open(&file, cli, rest[0], catalogue_path, &exit))
    return exit;
  if (!silsa_round_options_apply(&options, file.draft, NULL, &error))
    return silsa_round_refuse(error);
  return silsa_round_file_save(&file);
}
