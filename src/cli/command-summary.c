#include "silsa-cli-package.h"
#include "silsa-summary.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

static gboolean
write_summary(SilsaStore *store, const SilsaReading *reading, const char *path, GError **error)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  const SilsaReport *report = reading->report;
  g_autofree char *sentence = silsa_report_to_sentence(report);
  g_autofree char *status = silsa_catalogue_status_string_to_text(report->catalogue_status);
  g_auto(GStrv) facts = silsa_reading_dup_facts(reading, assessment);
  g_auto(GStrv) remarks = silsa_report_dup_remarks(report);
  const SilsaSummaryHead head = {.verdict = silsa_verdict_to_text(report->verdict),
                                 .sentence = sentence,
                                 .valid = report->verdict == SILSA_VERDICT_VALID,
                                 .revision = report->revision,
                                 .catalogue_status = status,
                                 .facts = (const char *const *)facts,
                                 .remarks = (const char *const *)remarks};
  g_autoptr(SilsaPaper) paper = silsa_summary_new(assessment, &head);

  return silsa_paper_write_pdf(paper, path, silsa_assessment_get_case(assessment)->city_name,
                               error);
}

SilsaExit
silsa_command_summary(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_autofree char *path = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Where the summary goes"), "PDF"},
      SILSA_CLI_TRUST_ENTRIES(&trust)};

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (path == NULL)
    return silsa_cli_usage(cli, _("Say with -o where the summary goes."));
  if (!silsa_cli_check_new(path, &exit) || !silsa_cli_trust_load(&trust, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], &trust.trust, &exit);
  if (store == NULL)
    return exit;
  if (silsa_cli_get_reading(store) == NULL)
    return silsa_cli_close(store, silsa_cli_usage(cli, _("“%s” is no package."), rest[0]));
  if (!write_summary(store, silsa_cli_get_reading(store), path, &error))
    return silsa_cli_close(store, silsa_cli_fail(error));
  silsa_cli_report_written(cli, path);
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}
