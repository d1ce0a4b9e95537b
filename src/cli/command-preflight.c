#include "silsa-cli-package.h"

#include "silsa-words.h"

#include <glib/gi18n.h>

typedef const char *const *(*CodesFunc)(SilsaAnswer *answer);

static void
add_answers(JsonBuilder *builder, const char *name, GPtrArray *answers, CodesFunc codes)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (guint i = 0; i < answers->len; i++) {
    SilsaAnswer *answer = g_ptr_array_index(answers, i);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "indicator", silsa_answer_get_code(answer));
    if (codes != NULL)
      silsa_json_strv(builder, "codes", codes(answer));
    else
      silsa_json_string(builder, "reason", silsa_answer_get(answer, "unverifiable"));
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_evidence(JsonBuilder *builder, const char *code, GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++) {
    json_builder_begin_object(builder);
    silsa_json_string(builder, "code", code);
    silsa_json_int(builder, "evidence", silsa_evidence_get_id(g_ptr_array_index(list, i)));
    json_builder_end_object(builder);
  }
}

/* What does not stand in the way but should be looked at: flags, evidence that nothing uses. */
static void
add_warnings(JsonBuilder *builder, const SilsaPreflight *preflight)
{
  json_builder_set_member_name(builder, "warnings");
  json_builder_begin_array(builder);
  for (guint i = 0; i < preflight->flagged->len; i++) {
    json_builder_begin_object(builder);
    silsa_json_string(builder, "code", "flagged");
    silsa_json_string(builder, "indicator",
                      silsa_answer_get_code(g_ptr_array_index(preflight->flagged, i)));
    json_builder_end_object(builder);
  }
  add_evidence(builder, "unused-evidence", preflight->unused);
  add_evidence(builder, "unredacted", preflight->unredacted);
  add_evidence(builder, "restricted", preflight->restricted);
  add_evidence(builder, "unprotectable", preflight->unprotectable);
  add_evidence(builder, "place-withheld", preflight->located);
  json_builder_end_array(builder);
}

static void
print_json(SilsaAssessment *assessment, const SilsaPreflight *preflight)
{
  g_autofree char *status = silsa_cli_status_string(assessment);
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_bool(builder, "passed", preflight->passed);
  silsa_json_int(builder, "complete", preflight->complete);
  silsa_json_int(builder, "applicable", preflight->applicable);
  silsa_json_string(builder, "catalogue_status", status);
  add_answers(builder, "missing", preflight->missing, silsa_answer_get_missing);
  add_answers(builder, "contradictions", preflight->contradictions,
              silsa_answer_get_contradictions);
  add_answers(builder, "unverifiable", preflight->unverifiable, NULL);
  add_warnings(builder, preflight);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
print_missing(const SilsaCli *cli, SilsaAnswer *answer)
{
  const char *const *missing = silsa_answer_get_missing(answer);

  for (guint i = 0; missing[i] != NULL; i++) {
    g_autofree char *text = silsa_missing_to_text(answer, missing[i], cli->language);

    silsa_cli_print("  %s  %s", silsa_answer_get_code(answer), text);
  }
}

static void
print_contradictions(const SilsaCli *cli, SilsaAnswer *answer)
{
  const char *const *codes = silsa_answer_get_contradictions(answer);

  for (guint i = 0; codes[i] != NULL; i++) {
    g_autofree char *text = silsa_contradiction_to_text(answer, codes[i], cli->language);

    silsa_cli_print("  %s  %s%s", silsa_answer_get_code(answer), text,
                    silsa_answer_is_justified(answer, codes[i]) ? _(" (justified)") : "");
  }
}

static void
print_evidence(GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++) {
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(g_ptr_array_index(list, i));

    silsa_cli_print("  %" G_GINT64_FORMAT "  %s", facts->id, facts->name);
  }
}

/* What is handed in otherwise than it lies in the file, and what should be and is not. */
static void
print_protection(const SilsaPreflight *preflight)
{
  if (preflight->unredacted->len > 0)
    silsa_cli_print("%s", _("Persons can be recognised, and nothing is hidden:"));
  print_evidence(preflight->unredacted);
  if (preflight->unprotectable->len > 0)
    silsa_cli_print("%s", _("Goes as it is, because nothing can be hidden in a document:"));
  print_evidence(preflight->unprotectable);
  if (preflight->restricted->len > 0)
    silsa_cli_print("%s", _("Restricted; only the digest goes into the package:"));
  print_evidence(preflight->restricted);
  if (preflight->located->len > 0)
    silsa_cli_print(ngettext("%u photo goes without the place where it was taken",
                             "%u photos go without the places where they were taken",
                             preflight->located->len),
                    preflight->located->len);
}

static void
print_text(const SilsaCli *cli, SilsaAssessment *assessment, const SilsaPreflight *preflight)
{
  g_autofree char *status = silsa_cli_status_words(assessment);

  silsa_cli_print_purpose(assessment);
  silsa_cli_print("%s: %s", preflight->passed ? _("Ready to hand in") : _("Not ready to hand in"),
                  silsa_assessment_get_case(assessment)->city_name);
  silsa_cli_print(_("%u of %u indicators complete (%s)"), preflight->complete,
                  preflight->applicable, status);
  if (preflight->missing->len > 0)
    silsa_cli_print("%s", _("Missing:"));
  for (guint i = 0; i < preflight->missing->len; i++)
    print_missing(cli, g_ptr_array_index(preflight->missing, i));
  if (preflight->contradictions->len > 0)
    silsa_cli_print("%s", _("Contradictions:"));
  for (guint i = 0; i < preflight->contradictions->len; i++)
    print_contradictions(cli, g_ptr_array_index(preflight->contradictions, i));
  if (preflight->unverifiable->len > 0)
    silsa_cli_print("%s", _("Could not be verified:"));
  for (guint i = 0; i < preflight->unverifiable->len; i++) {
    SilsaAnswer *answer = g_ptr_array_index(preflight->unverifiable, i);

    silsa_cli_print("  %s  %s", silsa_answer_get_code(answer),
                    silsa_answer_get(answer, "unverifiable"));
  }
  for (guint i = 0; i < preflight->flagged->len; i++)
    silsa_cli_print(_("  %s is flagged to be looked at again"),
                    silsa_answer_get_code(g_ptr_array_index(preflight->flagged, i)));
  if (preflight->unused->len > 0)
    silsa_cli_print(ngettext("%u piece of evidence is used by no indicator",
                             "%u pieces of evidence are used by no indicator",
                             preflight->unused->len),
                    preflight->unused->len);
  print_protection(preflight);
}

SilsaExit
silsa_command_preflight(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaPreflight) preflight = NULL;
  SilsaAssessment *assessment;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], NULL, &exit);
  if (store == NULL)
    return exit;
  assessment = silsa_store_get_assessment(store);
  preflight = silsa_preflight_new(assessment);
  if (cli->json)
    print_json(assessment, preflight);
  else
    print_text(cli, assessment, preflight);
  exit = preflight->passed ? SILSA_EXIT_DONE : SILSA_EXIT_NO;
  return silsa_cli_close(store, exit);
}
