#include "silsa-cli-package.h"

#include "silsa-error.h"
#include "silsa-evidence-sheet.h"
#include "silsa-import.h"
#include "silsa-part-file.h"
#include "silsa-submitted.h"
#include "silsa-travelling.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* add */

static void
add_result(JsonBuilder *builder, const SilsaImported *item)
{
  static const char *const fates[] = {"added", "known", "refused"};

  json_builder_begin_object(builder);
  silsa_json_string(builder, "path", item->name);
  silsa_json_string(builder, "result", fates[item->fate]);
  if (item->fate != SILSA_IMPORT_REFUSED) {
    silsa_json_int(builder, "id", item->id);
    silsa_json_string(builder, "warning", item->warning);
  } else {
    const SilsaErrorFacts *facts = silsa_error_get_facts(item->error);
    g_autofree char *sentence = silsa_error_explain(item->error);

    silsa_json_string(builder, "reason", facts != NULL ? facts->rule : NULL);
    silsa_json_string(builder, "message", sentence);
  }
  json_builder_end_object(builder);
}

static void
print_result(const SilsaImported *item)
{
  g_autofree char *sentence = item->error != NULL ? silsa_error_explain(item->error) : NULL;

  if (sentence != NULL)
    silsa_cli_print(_("refused  %s: %s"), item->name, sentence);
  else if (item->warning != NULL)
    silsa_cli_print(_("added %lld  %s (kept as a document: the picture cannot be shown)"),
                    (long long)item->id, item->name);
  else if (item->fate == SILSA_IMPORT_KNOWN)
    silsa_cli_print(_("known %lld  %s (the same bytes are there already)"), (long long)item->id,
                    item->name);
  else
    silsa_cli_print(_("added %lld  %s"), (long long)item->id, item->name);
}

static void
report_one(JsonBuilder *builder, const SilsaImported *item)
{
  if (builder != NULL)
    add_result(builder, item);
  else
    print_result(item);
}

void
silsa_cli_report_taken(JsonBuilder *builder,
                       const char *path,
                       gint64 id,
                       gboolean was_known,
                       const char *warning,
                       const GError *error)
{
  const SilsaImported item = {
      .name = path,
      .fate = error != NULL ? SILSA_IMPORT_REFUSED
              : was_known   ? SILSA_IMPORT_KNOWN
                            : SILSA_IMPORT_ADDED,
      .id = id,
      .warning = (char *)warning,
      .error = (GError *)error,
  };

  report_one(builder, &item);
}

/* Told when all of it is durable, the uses too. */
static SilsaExit
report_import(const SilsaCli *cli, SilsaImport *import)
{
  GPtrArray *items = silsa_import_get_items(import);
  JsonBuilder *builder = cli->json ? json_builder_new() : NULL;

  if (builder != NULL) {
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "results");
    json_builder_begin_array(builder);
  }
  for (guint i = 0; i < items->len; i++)
    report_one(builder, items->pdata[i]);
  if (builder != NULL) {
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  }
  return silsa_import_count(import, SILSA_IMPORT_REFUSED) > 0 ? SILSA_EXIT_NO : SILSA_EXIT_DONE;
}

static void
run_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref(result);
}

/* A person who waits sees how far it has come. */
static void
progress_cb(SilsaImport *import)
{
  g_printerr("\r%u / %u ", silsa_import_get_done(import), silsa_import_get_total(import));
}

static SilsaExit
add_all(const SilsaCli *cli, SilsaStore *store, const SilsaImportTarget *target, char **paths)
{
  g_autoptr(SilsaImport) import = silsa_import_new(store, target);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean watched = !cli->json && isatty(STDERR_FILENO);

  if (watched)
    g_signal_connect(import, "notify::done", G_CALLBACK(progress_cb), NULL);
  silsa_import_run_async(import, (const char *const *)paths, NULL, run_cb, &result);
  while (result == NULL)
    g_main_context_iteration(NULL, TRUE);
  if (watched)
    g_printerr("\r");
  if (!silsa_import_run_finish(import, result, &error))
    return silsa_cli_fail_act(error);
  if (!silsa_store_flush(store, &error))
    return silsa_cli_fail(error);
  return report_import(cli, import);
}

/* FALSE, told, when the catalogue has no such indicator or check. */
static gboolean
find_target(const SilsaCli *cli,
            SilsaAssessment *assessment,
            const char *code,
            const char *check,
            SilsaImportTarget *target,
            char **check_code)
{
  SilsaAnswer *answer = silsa_assessment_find_answer(assessment, code);

  if (answer == NULL) {
    silsa_cli_usage(cli, _("The catalogue has no indicator “%s”."), code);
    return FALSE;
  }
  target->indicator = code;
  if (check == NULL)
    return TRUE;
  *check_code = strlen(check) == 1 ? g_strconcat(code, "-", check, NULL) : g_strdup(check);
  target->check = *check_code;
  if (silsa_indicator_find_check(silsa_answer_get_indicator(answer), *check_code) >= 0)
    return TRUE;
  silsa_cli_usage(cli, _("%s has no check “%s”."), code, check);
  return FALSE;
}

SilsaExit
silsa_command_evidence_add(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *caption = NULL;
  g_autofree char *check = NULL;
  g_autofree char *check_code = NULL;
  gboolean inbox = FALSE;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  SilsaImportTarget target = {0};
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"caption", 0, 0, G_OPTION_ARG_STRING, &caption, N_("What is to be seen"), "TEXT"},
      {"check", 0, 0, G_OPTION_ARG_STRING, &check, N_("The check that it settles"), "CODE"},
      {"inbox", 0, 0, G_OPTION_ARG_NONE, &inbox, N_("For no indicator yet; leave CODE out"), NULL},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, G_MAXUINT, &rest, &exit))
    return exit;
  if (inbox ? check != NULL || caption != NULL : rest[2] == NULL)
    return silsa_cli_usage(
        cli, "%s", inbox ? _("--inbox takes no check and no caption.") : _("A path is missing."));
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  target.caption = caption;
  if (!inbox &&
      !find_target(cli, silsa_store_get_assessment(store), rest[1], check, &target, &check_code))
    return silsa_cli_close(store, SILSA_EXIT_USAGE);
  return silsa_cli_close(store, add_all(cli, store, &target, rest + (inbox ? 1 : 2)));
}

/* list */

static void
add_uses(JsonBuilder *builder, SilsaAssessment *assessment, gint64 id)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  json_builder_set_member_name(builder, "uses");
  json_builder_begin_array(builder);
  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);
    g_autoptr(GArray) uses = silsa_answer_get_uses(answer);

    for (guint u = 0; u < uses->len; u++) {
      const SilsaUse *use = &g_array_index(uses, SilsaUse, u);

      if (use->evidence != id)
        continue;
      json_builder_begin_object(builder);
      silsa_json_string(builder, "indicator", silsa_answer_get_code(answer));
      silsa_json_string(builder, "check", use->check);
      silsa_json_string(builder, "caption", use->caption);
      json_builder_end_object(builder);
    }
  }
  json_builder_end_array(builder);
}

/* What is marked and drawn, and in what form it came: only packages have copies. */
static void
add_protection(JsonBuilder *builder, SilsaAssessment *assessment, gint64 id)
{
  silsa_json_bool(builder, "persons", silsa_evidence_get_fact(assessment, id, "persons") != NULL);
  silsa_json_bool(builder, "restricted",
                  silsa_evidence_get_fact(assessment, id, "restricted") != NULL);
  silsa_json_string(builder, "send", silsa_evidence_get_fact(assessment, id, "send"));
  silsa_json_string(builder, "rendition_of",
                    silsa_evidence_get_fact(assessment, id, "rendition-of"));
  silsa_json_string(builder, "withheld", silsa_evidence_get_fact(assessment, id, "withheld"));
  silsa_json_shapes(builder, assessment, id);
}

static void
add_evidence(JsonBuilder *builder, SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  json_builder_begin_object(builder);
  silsa_json_int(builder, "id", facts->id);
  silsa_json_string(builder, "sha256", facts->sha256);
  silsa_json_int(builder, "size", (gint64)facts->size);
  silsa_json_string(builder, "media_type", facts->media_type);
  silsa_json_string(builder, "name", facts->name);
  add_uses(builder, assessment, facts->id);
  add_protection(builder, assessment, facts->id);
  silsa_json_string(builder, "captured", facts->captured);
  silsa_json_string(builder, "imported", facts->imported);
  if (facts->width > 0 && facts->height > 0) {
    silsa_json_int(builder, "width", facts->width);
    silsa_json_int(builder, "height", facts->height);
  } else {
    silsa_json_null(builder, "width");
    silsa_json_null(builder, "height");
  }
  json_builder_end_object(builder);
}

static void
print_protection(SilsaAssessment *assessment, gint64 id)
{
  static const char *const fields[] = {"persons", "restricted", "withheld"};
  const char *const words[] = {_("Persons can be recognised"), _("Restricted"),
                               _("Withheld: the package has its digest only")};

  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (silsa_evidence_get_fact(assessment, id, fields[i]) != NULL)
      silsa_cli_print("    %s", words[i]);
  if (silsa_evidence_get_fact(assessment, id, "rendition-of") != NULL)
    silsa_cli_print(_("    Copy of %s"), silsa_evidence_get_fact(assessment, id, "rendition-of"));
  silsa_cli_print_shapes(assessment, id);
}

static void
print_evidence(SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));
  g_autofree char *size = g_format_size(facts->size);

  silsa_cli_print("%" G_GINT64_FORMAT "  %s  %s  %s  %s  %s", facts->id, facts->name,
                  facts->media_type, size, facts->captured != NULL ? facts->captured : "–",
                  facts->sha256);
  print_protection(assessment, facts->id);
  for (guint i = 0; i < n; i++) {
    g_autoptr(GArray) uses = silsa_answer_get_uses(silsa_assessment_get_answer(assessment, i));

    for (guint u = 0; u < uses->len; u++) {
      const SilsaUse *use = &g_array_index(uses, SilsaUse, u);

      if (use->evidence == facts->id)
        silsa_cli_print("    %s  %s",
                        use->check != NULL
                            ? use->check
                            : silsa_answer_get_code(silsa_assessment_get_answer(assessment, i)),
                        use->caption);
    }
  }
}

/* The city's own papers are listed by `claims documents`, unless an answer uses one as well. */
static gboolean
is_listed(SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  return !silsa_assessment_is_removed(assessment, facts->id) &&
         ((g_strcmp0(facts->kind, "submitted") != 0 &&
           silsa_submitted_get_name(assessment, facts->id) == NULL) ||
          silsa_evidence_is_used(assessment, facts->id));
}

SilsaExit
silsa_command_evidence_list(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  SilsaAssessment *assessment;
  GListModel *list;
  JsonBuilder *builder = NULL;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], NULL, &exit);
  if (store == NULL)
    return exit;
  assessment = silsa_store_get_assessment(store);
  list = silsa_assessment_get_evidence(assessment);
  if (cli->json) {
    builder = json_builder_new();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "evidence");
    json_builder_begin_array(builder);
  }
  for (guint i = 0; i < g_list_model_get_n_items(list); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(list, i);

    if (!is_listed(assessment, evidence))
      continue;
    if (builder != NULL)
      add_evidence(builder, assessment, evidence);
    else
      print_evidence(assessment, evidence);
  }
  if (builder != NULL) {
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  }
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}

/* extract and remove */

gboolean
silsa_cli_parse_id(const char *text, gint64 *id)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *id = (gint64)number;
  return TRUE;
}

/* The very bytes that an export would take, whether or not an answer uses it yet. */
static GInputStream *
open_rendition(SilsaStore *store, gint64 id, GError **error)
{
  SilsaEvidence *evidence = silsa_assessment_find_evidence(silsa_store_get_assessment(store), id);
  g_autoptr(SilsaTravelling) travelling = silsa_travelling_new(store, evidence);
  g_autoptr(GBytes) bytes = NULL;

  if (!silsa_travelling_make(travelling, NULL, error))
    return NULL;
  if (g_strcmp0(travelling->withheld, SILSA_WITHHELD_RESTRICTED) == 0) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "evidence-restricted",
                    "only its digest goes into packages");
    return NULL;
  }
  if (travelling->withheld != NULL) {
    g_propagate_error(error, g_steal_pointer(&travelling->reason));
    return NULL;
  }
  bytes = travelling->copy != NULL ? g_bytes_ref(travelling->copy)
                                   : silsa_store_read_evidence(store, id, error);
  return bytes != NULL ? g_memory_input_stream_new_from_bytes(bytes) : NULL;
}

static gboolean
extract_one(SilsaStore *store,
            SilsaEvidence *evidence,
            const char *folder,
            const char *name,
            GError **error)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GInputStream) stream =
      silsa_store_open_evidence(store, silsa_evidence_get_id(evidence), error);

  return stream != NULL && silsa_part_file_copy(stream, path, SILSA_PART_NEW, NULL, error);
}

/* One that cannot be read does not keep the others back. */
static SilsaExit
extract_all(const SilsaCli *cli, SilsaStore *store, const char *folder)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);
  GListModel *all = silsa_assessment_get_evidence(assessment);
  SilsaExit exit = SILSA_EXIT_DONE;

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    g_autofree char *name = silsa_evidence_file_name(uses, evidence);
    g_autoptr(GError) error = NULL;

    if (silsa_assessment_is_removed(assessment, silsa_evidence_get_id(evidence)))
      continue;
    if (!extract_one(store, evidence, folder, name, &error))
      exit = silsa_cli_fail(error);
    else if (!cli->json)
      silsa_cli_print("%s", name);
  }
  if (exit == SILSA_EXIT_DONE)
    silsa_cli_report_written(cli, folder);
  return exit;
}

/* FALSE, told, where the folder is there already: nothing in it is overwritten or mixed with. */
static gboolean
make_folder(const char *path, SilsaExit *exit)
{
  g_autoptr(GError) error = NULL;

  if (!silsa_cli_check_new(path, exit))
    return FALSE;
  if (g_mkdir(path, 0777) == 0)
    return TRUE;
  silsa_error_set(&error, SILSA_ERROR_WRITE, NULL, "%s", g_strerror(errno));
  silsa_error_at_file(&error, path);
  *exit = silsa_cli_fail(error);
  return FALSE;
}

static SilsaExit
extract_to_folder(const SilsaCli *cli, const char *file, const char *folder)
{
  SilsaExit exit;
  g_autoptr(SilsaStore) store = silsa_cli_open_to_read(cli, file, NULL, &exit);

  if (store == NULL)
    return exit;
  if (make_folder(folder, &exit))
    exit = extract_all(cli, store, folder);
  return silsa_cli_close(store, exit);
}

SilsaExit
silsa_command_evidence_table(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *table = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The table to write"), "CSV"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (output == NULL)
    return silsa_cli_usage(cli, "%s", _("-o is missing."));
  store = silsa_cli_open_to_read(cli, rest[0], NULL, &exit);
  if (store == NULL)
    return exit;
  table = silsa_evidence_to_csv(silsa_store_get_assessment(store));
  stream = g_memory_input_stream_new_from_data(table, -1, NULL);
  if (!silsa_part_file_copy(stream, output, SILSA_PART_NEW, NULL, &error))
    return silsa_cli_close(store, silsa_cli_fail(error));
  silsa_cli_report_written(cli, output);
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}

SilsaExit
silsa_command_evidence_extract(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  gboolean all = FALSE, rendition = FALSE;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  gint64 id;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write the bytes"), "PATH"},
      {"rendition", 0, 0, G_OPTION_ARG_NONE, &rendition,
       N_("What would go into a package instead of it"), NULL},
      {"all", 0, 0, G_OPTION_ARG_NONE, &all, N_("All of it, into a new folder; leave ID out"),
       NULL},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 2, &rest, &exit))
    return exit;
  if (output == NULL)
    return silsa_cli_usage(cli, "%s", _("-o is missing."));
  if (all && rendition)
    return silsa_cli_usage(cli, "%s", _("--rendition is for one photo."));
  if (all == (rest[1] != NULL))
    return silsa_cli_usage(cli, "%s", _("Either an ID or --all is needed."));
  if (all)
    return extract_to_folder(cli, rest[0], output);
  if (!silsa_cli_parse_id(rest[1], &id))
    return silsa_cli_usage(cli, _("“%s” is no number of evidence; evidence list shows them."),
                           rest[1]);
  store = silsa_cli_open_to_read(cli, rest[0], NULL, &exit);
  if (store == NULL)
    return exit;
  if (silsa_assessment_find_evidence(silsa_store_get_assessment(store), id) == NULL)
    return silsa_cli_close(store, silsa_cli_usage(cli, _("The file has no evidence %s."), rest[1]));
  stream =
      rendition ? open_rendition(store, id, &error) : silsa_store_open_evidence(store, id, &error);
  if (stream == NULL || !silsa_part_file_copy(stream, output, SILSA_PART_NEW, NULL, &error))
    return silsa_cli_close(store, silsa_cli_fail(error));
  silsa_cli_report_written(cli, output);
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}

SilsaExit
silsa_command_evidence_remove(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaAct) act = NULL;
  g_autofree char *subject = NULL;
  SilsaExit exit;
  gint64 id;
  const GOptionEntry entries[] = {
      {"reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the history"), "TEXT"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, 2, &rest, &exit))
    return exit;
  if (!silsa_cli_parse_id(rest[1], &id))
    return silsa_cli_usage(cli, _("“%s” is no number of evidence; evidence list shows them."),
                           rest[1]);
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  if (silsa_assessment_find_evidence(silsa_store_get_assessment(store), id) == NULL)
    return silsa_cli_close(store, silsa_cli_usage(cli, _("The file has no evidence %s."), rest[1]));

  subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, id);
  act = silsa_act_new("remove-evidence", subject);
  silsa_act_add(act, subject, "removed", "1");
  if (reason != NULL)
    silsa_act_add(act, subject, "removed-reason", reason);
  exit = silsa_cli_perform(store, act);
  if (exit == SILSA_EXIT_DONE && cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_int(builder, "removed", id);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  }
  return silsa_cli_close(store, exit);
}
