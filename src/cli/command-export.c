#include "silsa-cli.h"

#include "silsa-error.h"
#include "silsa-export.h"
#include "silsa-protect.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

typedef struct {
  char *output, *key, *role;
  gboolean allow_incomplete;
  SilsaPassphraseOptions passphrase;
} Options;

static void
clear_options(Options *self)
{
  g_free(self->output);
  g_free(self->key);
  g_free(self->role);
  g_free(self->passphrase.file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear_options)

static void
report(const SilsaCli *cli, SilsaStore *store, const char *path, const SilsaExportResult *result)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  g_autofree char *points = silsa_rational_format(preview->all.low.q, decimals);

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();
    g_autofree char *status = silsa_cli_status_string(assessment);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "package", path);
    silsa_json_int(builder, "revision", result->revision);
    silsa_json_int(builder, "size", (gint64)result->size);
    silsa_json_string(builder, "sha256", result->sha256);
    silsa_json_int(builder, "copies", result->n_copies);
    silsa_json_int(builder, "withheld", result->n_withheld);
    silsa_json_bool(builder, "complete", preview->all.complete == preview->all.applicable);
    silsa_json_string(builder, "points", points);
    silsa_json_int(builder, "grade", preview->low_grade->number);
    silsa_json_string(builder, "catalogue_status", status);
    silsa_json_string(builder, "purpose", silsa_assessment_get_case(assessment)->purpose);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    g_autofree char *status = silsa_cli_status_words(assessment);
    g_autofree char *size = g_format_size(result->size);

    silsa_cli_print_purpose(assessment);
    silsa_cli_print(_("%s: revision %u, %s, %s points, %s (%s)"), path, result->revision, size,
                    points, silsa_text_get(&preview->low_grade->title, cli->language), status);
    silsa_cli_print("SHA-256 %s", result->sha256);
    if (result->n_copies > 0)
      silsa_cli_print(ngettext("%u photo went as a copy, without what must not be seen",
                               "%u photos went as copies, without what must not be seen",
                               result->n_copies),
                      result->n_copies);
    if (result->n_withheld > 0)
      silsa_cli_print(ngettext("%u piece of evidence was withheld; its digest is in the package",
                               "%u pieces of evidence were withheld; their digests are in the "
                               "package",
                               result->n_withheld),
                      result->n_withheld);
  }
}

static SilsaExit export(const SilsaCli *cli,
                        SilsaStore *store,
                        SilsaIdentity *identity,
                        const Options *options)
{
  const SilsaExportOptions how = {.role = options->role,
                                  .protect = silsa_protect,
                                  .allow_incomplete = options->allow_incomplete};
  SilsaExportResult result = {0};
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = silsa_export_prepare(store, &how, &error);
  SilsaExit exit = SILSA_EXIT_DONE;

  if (prepared == NULL)
    return silsa_cli_fail(error);
  if (!silsa_export_run(prepared, options->output, identity, NULL, NULL, NULL, &result, &error) ||
      !silsa_export_record(prepared, store, &result, &error))
    exit = silsa_cli_fail(error);
  else
    report(cli, store, options->output, &result);
  silsa_export_result_clear(&result);
  return exit;
}

SilsaExit
silsa_command_export(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(Options) options = {.passphrase = SILSA_PASSPHRASE_OPTIONS_INIT};
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaIdentity) identity = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("The package to write"),
       "PACKAGE"},
      {"key", 0, 0, G_OPTION_ARG_FILENAME, &options.key, N_("The signer's key (PKCS#12)"), "P12"},
      {"role", 0, 0, G_OPTION_ARG_STRING, &options.role, N_("The role in which is signed"), "TEXT"},
      {"allow-incomplete", 0, 0, G_OPTION_ARG_NONE, &options.allow_incomplete,
       N_("Hand in although something is missing; the package says so"), NULL},
      SILSA_PASSPHRASE_ENTRIES(&options.passphrase),
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (options.output == NULL || options.key == NULL)
    return silsa_cli_usage(cli, "%s", _("-o and --key are needed."));
  if (!silsa_cli_check_new(options.output, &exit))
    return exit;
  identity = silsa_cli_load_identity(options.key, &options.passphrase, &error);
  if (identity == NULL)
    return silsa_cli_fail(error);
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  return silsa_cli_close(store, export(cli, store, identity, &options));
}
