#include "silsa-cli-package.h"

#include <glib/gi18n.h>

SilsaExit
silsa_command_verify(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {SILSA_CLI_TRUST_ENTRIES(&trust)};

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit) ||
      !silsa_cli_trust_load(&trust, &exit))
    return exit;
  report = silsa_package_verify(rest[0], &trust.trust, NULL, NULL, NULL, &error);
  if (report == NULL)
    return silsa_cli_fail(error);
  silsa_cli_tell_report(cli, report);
  return report->verdict == SILSA_VERDICT_VALID ? SILSA_EXIT_DONE : SILSA_EXIT_NO;
}
