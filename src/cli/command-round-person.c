#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-request.h"

#include <glib/gi18n.h>

/* round add-person, set-person, remove-person, assign, conflict. */

typedef struct {
  char *catalogue, *id, *request;
  GStrv assigned, conflicts;
  SilsaRoundOptions fields;
} Options;

static void
options_clear(Options *self)
{
  g_free(self->catalogue);
  g_free(self->id);
  g_free(self->request);
  g_strfreev(self->assigned);
  g_strfreev(self->conflicts);
  silsa_round_options_clear(&self->fields);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static void
options_init(Options *self, gboolean adding)
{
  const GOptionEntry extra[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &self->catalogue,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {"request", 0, 0, G_OPTION_ARG_FILENAME, &self->request,
       N_("The person's request file, or a certificate (PEM): name and fingerprint"), "FILE"},
      {"assigned", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->assigned,
       N_("An applicant that the person visits; may be given more than once"), "APPLICANT"},
      {"conflict", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->conflicts,
       N_("An applicant that the person may not judge; may be given more than once"), "APPLICANT"},
      {adding ? "id" : NULL, 0, 0, G_OPTION_ARG_STRING, &self->id,
       N_("Identifier; made from the name when it is not given"), "ID"},
      {NULL},
  };

  silsa_round_options_init(&self->fields, SILSA_ROUND_PERSON, extra);
}

/* What the request says comes first, so that the line may say otherwise. */
static gboolean
apply_request(SilsaRoundDraft *draft,
              const char *id,
              const SilsaRequest *request,
              gboolean with_name,
              GError **error)
{
  return request == NULL || ((!with_name || silsa_round_draft_set(draft, SILSA_ROUND_PERSON, id,
                                                                  "name", request->name, error)) &&
                             silsa_round_draft_set(draft, SILSA_ROUND_PERSON, id, "fingerprint",
                                                   request->certificate.fingerprint, error));
}

static gboolean
apply_bonds(
    SilsaRoundDraft *draft, SilsaBond bond, const char *id, GStrv applicants, GError **error)
{
  for (guint i = 0; applicants != NULL && applicants[i] != NULL; i++) {
    if (!silsa_round_draft_bind(draft, bond, id, applicants[i], TRUE, error))
      return FALSE;
  }
  return TRUE;
}

static SilsaExit
apply(SilsaRoundFile *file,
      const Options *options,
      const char *id,
      const SilsaRequest *request,
      gboolean with_name)
{
  g_autoptr(GError) error = NULL;

  if (!apply_request(file->draft, id, request, with_name, &error) ||
      !silsa_round_options_apply(&options->fields, file->draft, id, &error) ||
      !apply_bonds(file->draft, SILSA_BOND_ASSIGNED, id, options->assigned, &error) ||
      !apply_bonds(file->draft, SILSA_BOND_CONFLICT, id, options->conflicts, &error))
    return silsa_round_refuse(error);
  return silsa_round_file_save(file);
}

static void
report_json(SilsaRoundDraft *draft, const char *id, const SilsaRequest *request)
{
  const char *fingerprint = silsa_round_draft_get(draft, SILSA_ROUND_PERSON, id, "fingerprint");
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_string(builder, "id", id);
  silsa_json_string(builder, "name", silsa_round_draft_get(draft, SILSA_ROUND_PERSON, id, "name"));
  silsa_json_string(builder, "fingerprint_sha256", *fingerprint != '\0' ? fingerprint : NULL);
  silsa_json_string(builder, "email", request != NULL ? request->email : NULL);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
report(const SilsaCli *cli, SilsaRoundDraft *draft, const char *id, const SilsaRequest *request)
{
  const char *fingerprint = silsa_round_draft_get(draft, SILSA_ROUND_PERSON, id, "fingerprint");
  g_autofree char *groups = NULL;

  if (cli->json) {
    report_json(draft, id, request);
    return;
  }
  silsa_cli_print(_("Identifier: %s"), id);
  silsa_cli_print(_("Name: %s"), silsa_round_draft_get(draft, SILSA_ROUND_PERSON, id, "name"));
  if (request != NULL && request->email != NULL)
    silsa_cli_print(_("E-mail: %s"), request->email);
  if (*fingerprint == '\0') {
    silsa_cli_print("%s", _("No fingerprint yet: nothing that this person signs will count."));
    return;
  }
  groups = silsa_fingerprint_to_text(fingerprint);
  silsa_cli_print(_("Fingerprint (SHA-256): %s"), groups);
  silsa_cli_print("%s", _("Call the person and have the fingerprint read to you before you sign "
                          "the round."));
}

/* NULL without an error: there is none on the line. */
static gboolean
read_request(const Options *options, SilsaRequest **request, SilsaExit *exit)
{
  g_autoptr(GError) error = NULL;

  if (options->request == NULL)
    return TRUE;
  *request = silsa_request_read(options->request, &error);
  if (*request == NULL)
    *exit = silsa_cli_fail(error);
  return *request != NULL;
}

static const char *
name_of(const Options *options, const SilsaRequest *request)
{
  for (const GOptionEntry *entry = options->fields.entries; entry->long_name != NULL; entry++) {
    if (g_str_equal(entry->long_name, "name") && *(char **)entry->arg_data != NULL)
      return *(char **)entry->arg_data;
  }
  return request != NULL ? request->name : NULL;
}

SilsaExit
silsa_command_round_add_person(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_auto(Options) options = {NULL};
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(SilsaRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  const char *id;
  SilsaExit exit;

  options_init(&options, TRUE);
  if (!silsa_cli_parse(cli, argc, argv, options.fields.entries, 1, 1, &rest, &exit) ||
      !read_request(&options, &request, &exit) ||
      !silsa_round_file_open(&file, cli, rest[0], options.catalogue, &exit))
    return exit;
  id = silsa_round_draft_add(file.draft, SILSA_ROUND_PERSON, options.id, name_of(&options, request),
                             &error);
  if (id == NULL)
    return silsa_round_refuse(error);
  exit = apply(&file, &options, id, request, TRUE);
  if (exit == SILSA_EXIT_DONE)
    report(cli, file.draft, id, request);
  return exit;
}

SilsaExit
silsa_command_round_set_person(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_auto(Options) options = {NULL};
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(SilsaRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  const char *id;
  SilsaExit exit;

  options_init(&options, FALSE);
  if (!silsa_cli_parse(cli, argc, argv, options.fields.entries, 2, 2, &rest, &exit) ||
      !read_request(&options, &request, &exit) ||
      !silsa_round_file_open(&file, cli, rest[0], options.catalogue, &exit))
    return exit;
  id = silsa_round_draft_find(file.draft, SILSA_ROUND_PERSON, rest[1], &error);
  if (id == NULL)
    return silsa_round_refuse(error);
  exit = apply(&file, &options, id, request, FALSE);
  if (exit == SILSA_EXIT_DONE)
    report(cli, file.draft, id, request);
  return exit;
}

SilsaExit
silsa_command_round_remove_person(const SilsaCli *cli, int argc, char **argv)
{
  return silsa_round_remove(cli, SILSA_ROUND_PERSON, argc, argv);
}

/* Bonds */

static SilsaExit
bind(const SilsaCli *cli, SilsaBond bond, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  gboolean remove = FALSE;
  g_auto(GStrv) rest = NULL;
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {"remove", 0, 0, G_OPTION_ARG_NONE, &remove, N_("Take it back"), NULL},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 3, G_MAXUINT, &rest, &exit) ||
      !silsa_round_file_open(&file, cli, rest[0], catalogue_path, &exit))
    return exit;
  for (guint i = 2; rest[i] != NULL; i++) {
    if (!silsa_round_draft_bind(file.draft, bond, rest[1], rest[i], !remove, &error))
      return silsa_round_refuse(error);
  }
  return silsa_round_file_save(&file);
}

SilsaExit
silsa_command_round_assign(const SilsaCli *cli, int argc, char **argv)
{
  return bind(cli, SILSA_BOND_ASSIGNED, argc, argv);
}

SilsaExit
silsa_command_round_conflict(const SilsaCli *cli, int argc, char **argv)
{
  return bind(cli, SILSA_BOND_CONFLICT, argc, argv);
}
