#include "silsa-cli-package.h"
#include "silsa-notes.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  char *mark, *note, *question, *output;
  gboolean csv, questions;
} Options;

static void
options_clear(Options *self)
{
  g_free(self->mark);
  g_free(self->note);
  g_free(self->question);
  g_free(self->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static SilsaExit
set(const SilsaCli *cli, SilsaNotes *notes, const char *code, const Options *options)
{
  SilsaMark mark = silsa_notes_get(notes, code)->mark;
  g_autoptr(GError) error = NULL;

  if (options->mark != NULL && !silsa_mark_from_string(options->mark, &mark))
    return silsa_cli_usage(cli, _("--mark takes agreed, ask, disagreed or nothing."));
  if (silsa_notes_set(notes, code, mark, options->note, options->question) &&
      !silsa_notes_save(notes, &error))
    return silsa_cli_fail(error);
  return SILSA_EXIT_DONE;
}

static void
print_json(SilsaNotes *notes, SilsaAssessment *assessment)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  json_builder_set_member_name(builder, "notes");
  json_builder_begin_array(builder);
  for (guint i = 0; i < n; i++) {
    const char *code = silsa_answer_get_code(silsa_assessment_get_answer(assessment, i));
    const SilsaNote *note = silsa_notes_get(notes, code);

    if (note->mark == SILSA_MARK_NONE && *note->note == '\0' && *note->question == '\0')
      continue;
    json_builder_begin_object(builder);
    silsa_json_string(builder, "indicator", code);
    silsa_json_string(builder, "mark", silsa_mark_to_string(note->mark));
    silsa_json_string(builder, "note", note->note);
    silsa_json_string(builder, "question", note->question);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
print_text(SilsaNotes *notes, SilsaAssessment *assessment)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  for (guint i = 0; i < n; i++) {
    const char *code = silsa_answer_get_code(silsa_assessment_get_answer(assessment, i));
    const SilsaNote *note = silsa_notes_get(notes, code);

    if (note->mark == SILSA_MARK_NONE && *note->note == '\0' && *note->question == '\0')
      continue;
    silsa_cli_print("%s  %s  %s", code, silsa_mark_to_text(note->mark), note->note);
    if (*note->question != '\0')
      silsa_cli_print("    ? %s", note->question);
  }
}

static SilsaExit
write_table(const SilsaCli *cli, SilsaNotes *notes, SilsaAssessment *assessment, const char *path)
{
  g_autoptr(GBytes) bytes = silsa_notes_export(notes, assessment, cli->language);
  g_autoptr(GError) error = NULL;
  SilsaExit exit;

  if (!silsa_cli_check_new(path, &exit))
    return exit;
  if (!silsa_notes_write(path, bytes, &error))
    return silsa_cli_fail(error);
  silsa_cli_report_written(cli, path);
  return SILSA_EXIT_DONE;
}

static SilsaExit
act(const SilsaCli *cli,
    SilsaNotes *notes,
    SilsaAssessment *assessment,
    const char *code,
    const Options *options)
{
  if (code != NULL && silsa_assessment_find_answer(assessment, code) == NULL)
    return silsa_cli_usage(cli, _("The catalogue has no indicator “%s”."), code);
  if (code != NULL)
    return set(cli, notes, code, options);
  if (options->output != NULL)
    return write_table(cli, notes, assessment, options->output);
  if (options->questions) {
    g_autofree char *text = silsa_notes_list_questions(notes, assessment, cli->language);

    silsa_cli_print("%s", g_strchomp(text));
  } else if (cli->json) {
    print_json(notes, assessment);
  } else {
    print_text(notes, assessment);
  }
  return SILSA_EXIT_DONE;
}

SilsaExit
silsa_command_notes(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(Options) options = {0};
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaNotes) notes = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"mark", 0, 0, G_OPTION_ARG_STRING, &options.mark, N_("agreed, ask, disagreed or nothing"),
       "MARK"},
      {"note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_("A note of your own"), "TEXT"},
      {"question", 0, 0, G_OPTION_ARG_STRING, &options.question, N_("A question to the assessor"),
       "TEXT"},
      {"questions", 0, 0, G_OPTION_ARG_NONE, &options.questions, N_("List the questions as text"),
       NULL},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
       N_("Write all of them as a table for a spreadsheet"), "CSV"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 2, &rest, &exit))
    return exit;
  notes = silsa_notes_open(rest[0], &error);
  if (notes == NULL)
    return silsa_cli_fail(error);
  store = silsa_cli_open_to_read(cli, rest[0], NULL, &exit);
  if (store == NULL)
    return exit;
  /* Whether the package is valid is another question than what is noted about it. */
  exit = act(cli, notes, silsa_store_get_assessment(store), rest[1], &options);
  return silsa_store_close(store, &error) ? exit : silsa_cli_fail(error);
}
