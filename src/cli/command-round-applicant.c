#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"

#include <glib/gi18n.h>

/* round add-applicant, set-applicant, remove-applicant, add-claims. */

typedef struct {
  char *catalogue, *id;
  GStrv achievements_ko, achievements_en;
  SilsaRoundOptions fields;
} Options;

static void
options_clear(Options *self)
{
  g_free(self->catalogue);
  g_free(self->id);
  g_strfreev(self->achievements_ko);
  g_strfreev(self->achievements_en);
  silsa_round_options_clear(&self->fields);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static void
options_init(Options *self, gboolean adding)
{
  const GOptionEntry extra[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &self->catalogue,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {"achievement-ko", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->achievements_ko,
       N_("A representative achievement in Korean; may be given up to 20 times"), "TEXT"},
      {"achievement-en", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->achievements_en,
       N_("The same in English, once for each in Korean"), "TEXT"},
      {adding ? "id" : NULL, 0, 0, G_OPTION_ARG_STRING, &self->id,
       N_("Identifier; made from the English name when it is not given"), "ID"},
      {NULL},
  };

  silsa_round_options_init(&self->fields, SILSA_ROUND_APPLICANT, extra);
}

static guint
count(GStrv texts)
{
  return texts != NULL ? g_strv_length(texts) : 0;
}

/* Those that are given replace those that were there; one empty pair takes them all away. */
static gboolean
apply_achievements(const Options *options, SilsaRoundDraft *draft, const char *id, GError **error)
{
  if (options->achievements_ko == NULL)
    return TRUE;
  if (!silsa_round_draft_clear_achievements(draft, id, error))
    return FALSE;
  if (count(options->achievements_ko) == 1 && *options->achievements_ko[0] == '\0')
    return TRUE;
  for (guint i = 0; options->achievements_ko[i] != NULL; i++) {
    if (!silsa_round_draft_add_achievement(draft, id, options->achievements_ko[i],
                                           options->achievements_en[i], error))
      return FALSE;
  }
  return TRUE;
}

static SilsaExit
apply(SilsaRoundFile *file, const Options *options, const char *id)
{
  g_autoptr(GError) error = NULL;

  if (!silsa_round_options_apply(&options->fields, file->draft, id, &error) ||
      !apply_achievements(options, file->draft, id, &error))
    return silsa_round_refuse(error);
  return silsa_round_file_save(file);
}

/* The value that was given for a field, or NULL. */
static const char *
given(const Options *options, const char *field)
{
  for (const GOptionEntry *entry = options->fields.entries; entry->long_name != NULL; entry++) {
    if (g_str_equal(entry->long_name, field))
      return *(char **)entry->arg_data;
  }
  return NULL;
}

static void
report(const SilsaCli *cli, const char *id)
{
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, "id", id);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    silsa_cli_print(_("Identifier: %s"), id);
  }
}

static gboolean
are_paired(const Options *options)
{
  return count(options->achievements_ko) == count(options->achievements_en);
}

SilsaExit
silsa_command_round_add_applicant(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_auto(Options) options = {NULL};
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(GError) error = NULL;
  const char *id;
  SilsaExit exit;

  options_init(&options, TRUE);
  if (!silsa_cli_parse(cli, argc, argv, options.fields.entries, 1, 1, &rest, &exit))
    return exit;
  if (!are_paired(&options))
    return silsa_cli_usage(cli, "%s", _("Each achievement is needed in Korean and in English."));
  if (!silsa_round_file_open(&file, cli, rest[0], options.catalogue, &exit))
    return exit;
  id = silsa_round_draft_add(file.draft, SILSA_ROUND_APPLICANT, options.id,
                             given(&options, "name-en"), &error);
  if (id == NULL)
    return silsa_round_refuse(error);
  exit = apply(&file, &options, id);
  if (exit == SILSA_EXIT_DONE)
    report(cli, id);
  return exit;
}

SilsaExit
silsa_command_round_set_applicant(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_auto(Options) options = {NULL};
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(GError) error = NULL;
  const char *id;
  SilsaExit exit;

  options_init(&options, FALSE);
  if (!silsa_cli_parse(cli, argc, argv, options.fields.entries, 2, 2, &rest, &exit))
    return exit;
  if (!are_paired(&options))
    return silsa_cli_usage(cli, "%s", _("Each achievement is needed in Korean and in English."));
  if (!silsa_round_file_open(&file, cli, rest[0], options.catalogue, &exit))
    return exit;
  id = silsa_round_draft_find(file.draft, SILSA_ROUND_APPLICANT, rest[1], &error);
  return id != NULL ? apply(&file, &options, id) : silsa_round_refuse(error);
}

SilsaExit
silsa_command_round_remove_applicant(const SilsaCli *cli, int argc, char **argv)
{
  return silsa_round_remove(cli, SILSA_ROUND_APPLICANT, argc, argv);
}

/* Claims */

static SilsaExit
take_claims(
    const SilsaCli *cli, SilsaRoundFile *file, GStrv rest, gboolean replace, gboolean dry_run)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) csv =
      silsa_file_read(rest[2], SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", &error);
  g_autoptr(SilsaClaimsImport) import = NULL;
  SilsaExit exit = SILSA_EXIT_DONE;

  if (csv == NULL)
    return silsa_cli_fail(error);
  if (silsa_round_draft_find(file->draft, SILSA_ROUND_APPLICANT, rest[1], &error) == NULL)
    return silsa_round_refuse(error);
  import = silsa_round_draft_take_claims(file->draft, rest[1], csv, replace, &error);
  if (import == NULL) {
    silsa_error_at_file(&error, rest[2]);
    return silsa_cli_fail(error);
  }
  if (!dry_run)
    exit = silsa_round_file_save(file);
  if (exit != SILSA_EXIT_DONE)
    return exit;
  silsa_cli_report_claims(cli, import);
  return import->refused->len > 0 ? SILSA_EXIT_NO : SILSA_EXIT_DONE;
}

SilsaExit
silsa_command_round_add_claims(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  gboolean replace = FALSE, dry_run = FALSE;
  g_auto(GStrv) rest = NULL;
  g_auto(SilsaRoundFile) file = {NULL};
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {"replace", 0, 0, G_OPTION_ARG_NONE, &replace,
       N_("Claims that the table does not have are taken away"), NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would be taken"), NULL},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 3, 3, &rest, &exit) ||
      !silsa_round_file_open(&file, cli, rest[0], catalogue_path, &exit))
    return exit;
  return take_claims(cli, &file, rest, replace, dry_run);
}
