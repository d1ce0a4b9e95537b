#include "silsa-cli.h"

#include "silsa-intake.h"
#include "silsa-submitted.h"

#include <glib/gi18n.h>

/* The city's own papers: claims attach, claims documents, claims detach. */

static gboolean
take_path(SilsaStore *store,
          SilsaAct *act,
          const char *path,
          gint64 *id,
          gboolean *was_known,
          GError **error)
{
  g_autoptr(SilsaIntake) intake = silsa_intake_new_from_file(path, NULL, error);
  g_autoptr(SilsaEvidence) evidence = NULL;

  if (intake == NULL || !silsa_intake_submit(intake, error))
    return FALSE;
  evidence = silsa_store_add_evidence(store, intake->bytes, &intake->evidence, was_known, error);
  if (evidence == NULL)
    return FALSE;
  *id = silsa_evidence_get_id(evidence);
  silsa_submitted_attach(act, silsa_store_get_assessment(store), *id, intake->name);
  return TRUE;
}

/* One act for all that came at once: one step to take back. */
static SilsaExit
take_paths(const SilsaCli *cli, SilsaStore *store, char **paths)
{
  JsonBuilder *builder = cli->json ? json_builder_new() : NULL;
  g_autoptr(SilsaAct) act = silsa_act_new("attach-documents", "city");
  SilsaExit exit = SILSA_EXIT_DONE;

  if (builder != NULL) {
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "results");
    json_builder_begin_array(builder);
  }
  for (guint i = 0; paths[i] != NULL; i++) {
    g_autoptr(GError) error = NULL;
    gboolean was_known = FALSE;
    gint64 id = 0;

    if (!take_path(store, act, paths[i], &id, &was_known, &error))
      exit = SILSA_EXIT_NO;
    silsa_cli_report_taken(builder, paths[i], id, was_known, NULL, error);
  }
  if (builder != NULL) {
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  }
  return MAX(exit, silsa_cli_perform(store, act));
}

SilsaExit
silsa_command_claims_attach(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  SilsaStore *store;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 2, G_MAXUINT, &rest, &exit))
    return exit;
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  exit = silsa_cli_close(store, take_paths(cli, store, rest + 1));
  g_object_unref(store);
  return exit;
}

/* list */

static void
add_claims(JsonBuilder *builder, SilsaAssessment *assessment, SilsaEvidence *paper)
{
  json_builder_set_member_name(builder, "claims");
  json_builder_begin_array(builder);
  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);

    if (silsa_submitted_find(assessment, answer) != paper)
      continue;
    json_builder_begin_object(builder);
    silsa_json_string(builder, "indicator", silsa_answer_get_code(answer));
    silsa_json_string(builder, "page", silsa_answer_get(answer, "claim-page"));
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_paper(JsonBuilder *builder, SilsaAssessment *assessment, SilsaEvidence *paper)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(paper);

  json_builder_begin_object(builder);
  silsa_json_int(builder, "id", facts->id);
  silsa_json_string(builder, "name", silsa_submitted_get_name(assessment, facts->id));
  silsa_json_string(builder, "sha256", facts->sha256);
  silsa_json_int(builder, "size", (gint64)facts->size);
  silsa_json_string(builder, "imported", facts->imported);
  add_claims(builder, assessment, paper);
  json_builder_end_object(builder);
}

static void
print_paper(SilsaAssessment *assessment, SilsaEvidence *paper)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(paper);
  g_autofree char *size = g_format_size(facts->size);

  silsa_cli_print("%" G_GINT64_FORMAT "  %s  %s  %s", facts->id,
                  silsa_submitted_get_name(assessment, facts->id), size, facts->sha256);
  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);
    const char *page = silsa_answer_get(answer, "claim-page");

    if (silsa_submitted_find(assessment, answer) == paper)
      silsa_cli_print("    %s  %s", silsa_answer_get_code(answer), page != NULL ? page : "–");
  }
}

SilsaExit
silsa_command_claims_documents(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GPtrArray) papers = NULL;
  SilsaAssessment *assessment;
  JsonBuilder *builder;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_ONLY, &exit);
  if (store == NULL)
    return exit;
  assessment = silsa_store_get_assessment(store);
  papers = silsa_submitted_list(assessment);
  if (!cli->json) {
    for (guint i = 0; i < papers->len; i++)
      print_paper(assessment, g_ptr_array_index(papers, i));
    return silsa_cli_close(store, SILSA_EXIT_DONE);
  }
  builder = json_builder_new();
  json_builder_begin_object(builder);
  json_builder_set_member_name(builder, "documents");
  json_builder_begin_array(builder);
  for (guint i = 0; i < papers->len; i++)
    add_paper(builder, assessment, g_ptr_array_index(papers, i));
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}

SilsaExit
silsa_command_claims_detach(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaAct) act = NULL;
  SilsaExit exit;
  gint64 id;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 2, 2, &rest, &exit))
    return exit;
  if (!silsa_cli_parse_id(rest[1], &id))
    return silsa_cli_usage(cli, _("“%s” is no number of a paper; claims documents shows them."),
                           rest[1]);
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  if (silsa_submitted_get_name(silsa_store_get_assessment(store), id) == NULL)
    return silsa_cli_close(
        store, silsa_cli_usage(cli, _("The file has no paper of the city %s."), rest[1]));
  act = silsa_submitted_detach_new(id);
  exit = silsa_cli_perform(store, act);
  if (exit == SILSA_EXIT_DONE && cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_int(builder, "detached", id);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  }
  return silsa_cli_close(store, exit);
}
