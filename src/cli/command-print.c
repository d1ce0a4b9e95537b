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

static SilsaExit
print(const SilsaCli *cli G_GNUC_UNUSED, SilsaStore *store, GStrv rest, const char *path)
{
  g_autoptr(GError) error = NULL;

  if (write_form(store, rest[1] != NULL ? (const char *const *)rest + 1 : NULL, path, &error))
    return SILSA_EXIT_DONE;
  return silsa_cli_fail_act(error);
}

SilsaExit
silsa_command_print(const SilsaCli *cli, int argc, char **argv)
{
  return silsa_cli_write_paper(cli, argc, argv, G_MAXUINT, print);
}
