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

static SilsaExit
summarise(const SilsaCli *cli, SilsaStore *store, GStrv rest, const char *path)
{
  const SilsaReading *reading = silsa_cli_get_reading(store);
  g_autoptr(GError) error = NULL;

  if (reading == NULL)
    return silsa_cli_usage(cli, _("“%s” is no package."), rest[0]);
  return write_summary(store, reading, path, &error) ? SILSA_EXIT_DONE : silsa_cli_fail(error);
}

SilsaExit
silsa_command_summary(const SilsaCli *cli, int argc, char **argv)
{
  return silsa_cli_write_paper(cli, argc, argv, 1, summarise);
}
