#include "silsa-cli.h"

#include "silsa-backup.h"

#include <glib/gi18n.h>

/* A copy of a file that may be open in a window. */

SilsaExit
silsa_command_copy(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write the copy"), "FILE"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (output == NULL)
    return silsa_cli_usage(cli, "%s", _("-o is missing."));
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_ONLY, &exit);
  if (store == NULL)
    return exit;
  if (!silsa_store_back_up(store, output, &error))
    return silsa_cli_close(store, silsa_cli_fail(error));
  silsa_cli_report_written(cli, output);
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}
