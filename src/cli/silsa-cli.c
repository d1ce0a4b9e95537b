#include "silsa-cli.h"

#include "silsa-cli-package.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* The command line */

/* The command that runs; the empty one that ends the list before any was found. */
static const SilsaCommand *
find_by_name(const char *name)
{
  const SilsaCommand *command = silsa_commands;

  while (command->name != NULL && (name == NULL || !g_str_equal(command->name, name)))
    command++;
  return command;
}

gboolean
silsa_cli_parse(const SilsaCli *cli,
                int argc,
                char **argv,
                const GOptionEntry *entries,
                guint least,
                guint most,
                GStrv *rest,
                SilsaExit *exit)
{
  return silsa_cli_parse_collecting(cli, argc, argv, entries, NULL, NULL, least, most, rest, exit);
}

gboolean
silsa_cli_parse_collecting(const SilsaCli *cli,
                           int argc,
                           char **argv,
                           const GOptionEntry *entries,
                           const GOptionEntry *callbacks,
                           gpointer data,
                           guint least,
                           guint most,
                           GStrv *rest,
                           SilsaExit *exit)
{
  const SilsaCommand *command = find_by_name(cli->name);
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autofree char *name = g_strdup_printf("silsa-cli %s %s", command->name, command->usage);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) arguments = NULL;
  gboolean help = FALSE;
  guint n;
  GOptionEntry common[] = {{"help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL},
                           {NULL}};

  arguments = g_new0(char *, argc + 1);
  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup(argv[i]);

  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_summary(context, _(command->summary));
  if (callbacks != NULL) {
    GOptionGroup *group = g_option_group_new("", "", "", data, NULL);

    g_option_group_add_entries(group, callbacks);
    g_option_group_set_translation_domain(group, GETTEXT_PACKAGE);
    g_option_context_set_main_group(context, group);
  }
  if (entries != NULL)
    g_option_context_add_main_entries(context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries(context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv(context, &arguments, &error)) {
    *exit = silsa_cli_usage(cli, "%s", error->message);
    return FALSE;
  }
  if (help) {
    g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);

    /* GLib's own line of usage ends at the first empty one; ours says more. */
    g_print("%s %s%s", _("usage:"), name, strstr(text, "\n\n"));
    *exit = SILSA_EXIT_DONE;
    return FALSE;
  }

  n = g_strv_length(arguments) - 1;
  if (n > 0 && g_str_equal(arguments[1], "--")) {
    g_free(arguments[1]);
    memmove(arguments + 1, arguments + 2, n * sizeof(char *));
    n--;
  }
  if (n < least || n > most) {
    *exit = silsa_cli_usage(cli, n < least ? _("Something is missing.")
                                           : _("There is too much on the line."));
    return FALSE;
  }
  *rest = g_strdupv(arguments + 1);
  return TRUE;
}

SilsaExit
silsa_cli_usage(const SilsaCli *cli, const char *format, ...)
{
  const SilsaCommand *command = find_by_name(cli->name);
  g_autofree char *text = NULL;
  va_list arguments;

  va_start(arguments, format);
  text = g_strdup_vprintf(format, arguments);
  va_end(arguments);

  g_printerr("silsa-cli: %s\n", text);
  if (command->name != NULL)
    g_printerr("%s silsa-cli %s %s\n", _("usage:"), command->name, command->usage);
  else
    g_printerr("%s\n", _("silsa-cli --help lists the commands."));
  return SILSA_EXIT_USAGE;
}

static gboolean
is_passphrase_missing(const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);

  return facts != NULL && g_strcmp0(facts->rule, "passphrase-missing") == 0;
}

SilsaExit
silsa_cli_fail(const GError *error)
{
  g_autofree char *sentence = silsa_error_explain(error);

  if (is_passphrase_missing(error)) {
    g_printerr("silsa-cli: %s\n", _("No passphrase was given, and there is no terminal to ask on; "
                                    "use --passphrase-file or --passphrase-fd."));
    return SILSA_EXIT_USAGE;
  }
  g_printerr("silsa-cli: %s\n", sentence);
  return g_error_matches(error, SILSA_ERROR, SILSA_ERROR_INCOMPLETE) ? SILSA_EXIT_NO
                                                                     : SILSA_EXIT_FILE;
}

void
silsa_cli_print(const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start(arguments, format);
  text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fputs(text, stdout);
  fputc('\n', stdout);
}

/* Files */

SilsaStore *
silsa_cli_open(const char *path, SilsaOpenFlags flags, SilsaExit *exit)
{
  g_autoptr(GError) error = NULL;
  SilsaStore *store = silsa_store_open(path, flags, &error);

  if (store == NULL)
    *exit = silsa_cli_fail(error);
  return store;
}

/* What the assessment refuses was on the command line: usage. What the disk refuses is a file. */
SilsaExit
silsa_cli_fail_act(const GError *error)
{
  silsa_cli_fail(error);
  return g_error_matches(error, SILSA_ERROR, SILSA_ERROR_INVALID) ||
                 g_error_matches(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND) ||
                 g_error_matches(error, SILSA_ERROR, SILSA_ERROR_LIMIT)
             ? SILSA_EXIT_USAGE
             : SILSA_EXIT_FILE;
}

SilsaExit
silsa_cli_perform(SilsaStore *store, SilsaAct *act)
{
  g_autoptr(GError) error = NULL;

  if (!silsa_store_perform(store, act, &error))
    return silsa_cli_fail_act(error);
  if (!silsa_store_flush(store, &error))
    return silsa_cli_fail(error);
  return SILSA_EXIT_DONE;
}

SilsaExit
silsa_cli_close(SilsaStore *store, SilsaExit exit)
{
  g_autoptr(GError) error = NULL;

  if (!silsa_store_close(store, &error))
    return silsa_cli_fail(error);
  return !silsa_cli_check_reading(store) && exit == SILSA_EXIT_DONE ? SILSA_EXIT_NO : exit;
}

gboolean
silsa_cli_check_new(const char *path, SilsaExit *exit)
{
  g_autoptr(GError) error = NULL;

  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return TRUE;
  silsa_error_set(&error, SILSA_ERROR_EXISTS, "file-exists", "%s is there", path);
  silsa_error_at_file(&error, path);
  *exit = silsa_cli_fail(error);
  return FALSE;
}

void
silsa_cli_report_written(const SilsaCli *cli, const char *path)
{
  JsonBuilder *builder;

  if (!cli->json)
    return;
  builder = json_builder_new();
  json_builder_begin_object(builder);
  silsa_json_string(builder, "written", path);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static gboolean
is_sqlite(const char *path)
{
  char head[16] = "";
  FILE *file = g_fopen(path, "rbe");
  gsize n = file != NULL ? fread(head, 1, sizeof head, file) : 0;

  if (file != NULL)
    fclose(file);
  return n == sizeof head && memcmp(head, "SQLite format 3", sizeof head) == 0;
}

SilsaCatalogue *
silsa_cli_open_catalogue(const char *path, SilsaExit *exit)
{
  g_autoptr(GError) error = NULL;
  SilsaCatalogue *catalogue = NULL;

  if (is_sqlite(path)) {
    g_autoptr(SilsaStore) store = silsa_cli_open(path, SILSA_OPEN_READ_ONLY, exit);

    if (store != NULL)
      catalogue = g_object_ref(silsa_assessment_get_catalogue(silsa_store_get_assessment(store)));
    return catalogue;
  }
  catalogue = silsa_catalogue_new_from_file(path, &error);
  if (catalogue == NULL)
    *exit = silsa_cli_fail(error);
  return catalogue;
}

/* Passphrases */

static char *
ask(const char *prompt, GError **error)
{
  struct termios old, silent;
  char *answer;

  if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &old) != 0) {
    silsa_error_set(error, SILSA_ERROR_PASSPHRASE, "passphrase-missing",
                    "no passphrase given and no terminal");
    return NULL;
  }
  g_printerr("%s", prompt);
  silent = old;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  answer = silsa_passphrase_read_fd(STDIN_FILENO, error);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
  g_printerr("\n");
  return answer;
}

void
silsa_passphrase_options_clear(SilsaPassphraseOptions *self)
{
  g_clear_pointer(&self->file, g_free);
}

char *
silsa_cli_passphrase(const SilsaPassphraseOptions *options, gboolean twice, GError **error)
{
  char *first;

  if (options->file != NULL)
    return silsa_passphrase_read_file(options->file, error);
  if (options->fd >= 0)
    return silsa_passphrase_read_fd(options->fd, error);

  first = ask(_("Passphrase: "), error);
  if (first != NULL && twice) {
    char *second = ask(_("The same again: "), error);

    if (second == NULL || !g_str_equal(first, second)) {
      if (second != NULL)
        silsa_error_set(error, SILSA_ERROR_PASSPHRASE, "passphrase-differs",
                        "the two passphrases differ");
      g_clear_pointer(&first, silsa_passphrase_free);
    }
    g_clear_pointer(&second, silsa_passphrase_free);
  }
  return first;
}

SilsaIdentity *
silsa_cli_load_identity(const char *path, const SilsaPassphraseOptions *options, GError **error)
{
  char *passphrase = silsa_cli_passphrase(options, FALSE, error);
  SilsaIdentity *identity;

  if (passphrase == NULL)
    return NULL;
  identity = silsa_identity_load(path, passphrase, error);
  silsa_passphrase_free(passphrase);
  return identity;
}

/* What stands beside every score */

char *
silsa_cli_status_words(SilsaAssessment *assessment)
{
  return silsa_catalogue_status_to_text(
      silsa_catalogue_get_status(silsa_assessment_get_catalogue(assessment)),
      silsa_assessment_get_trusted_signer(assessment));
}

char *
silsa_cli_status_string(SilsaAssessment *assessment)
{
  return silsa_catalogue_status_to_string(
      silsa_catalogue_get_status(silsa_assessment_get_catalogue(assessment)),
      silsa_assessment_get_trusted_signer(assessment));
}

void
silsa_cli_print_purpose(SilsaAssessment *assessment)
{
  if (g_strcmp0(silsa_assessment_get_case(assessment)->purpose, "demonstration") == 0)
    silsa_cli_print("%s", _("Demonstration material: nothing here is real"));
}
