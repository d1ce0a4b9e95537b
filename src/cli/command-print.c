#include "silsa-cli-package.h"
#include "silsa-form.h"

#include <glib/gi18n.h>

static gboolean
write_form(SilsaStore *store, const char *const *codes, const char *path, GError **error)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  g_autofree char *status = silsa_cli_status_words(assessment);
  g_autoptr(SilsaForm) form = silsa_form_new(assessment, status, codes, error);

  if (form == NULL)
    return FALSE;
  while (silsa_form_step(form))
    ;
  return silsa_paper_write_pdf(silsa_form_get_paper(form), path, silsa_form_get_title(form), error);
}

SilsaExit
silsa_command_print(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_autofree char *path = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Where the form goes"), "PDF"},
      SILSA_CLI_TRUST_ENTRIES(&trust)};

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, G_MAXUINT, &rest, &exit))
    return exit;
  if (path == NULL)
    return silsa_cli_usage(cli, _("Say with -o where the form goes."));
  if (!silsa_cli_check_new(path, &exit) || !silsa_cli_trust_load(&trust, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], &trust.trust, &exit);
  if (store == NULL)
    return exit;
  if (!write_form(store, rest[1] != NULL ? (const char *const *)rest + 1 : NULL, path, &error))
    return silsa_cli_close(store, silsa_cli_fail_act(error));
  silsa_cli_report_written(cli, path);
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}
