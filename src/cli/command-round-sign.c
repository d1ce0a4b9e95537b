#include "silsa-cli-round.h"

#include "silsa-countersign.h"
#include "silsa-error.h"
#include "silsa-export.h"
#include "silsa-round-check.h"

#include <glib/gi18n.h>

/* round sign FILE -o PACKAGE --key P12, round countersign PACKAGE -o PACKAGE --key P12 */

typedef struct {
  char *catalogue, *output, *key;
  gboolean allow_incomplete;
  SilsaPassphraseOptions passphrase;
} Options;

static void
options_clear(Options *self)
{
  g_free(self->catalogue);
  g_free(self->output);
  g_free(self->key);
  g_free(self->passphrase.file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* What is sent out is one version; whatever is changed from now on is the next. */
static SilsaExit
begin_next_version(SilsaRoundFile *file, guint *next)
{
  g_autofree char *version = NULL;
  g_autoptr(GError) error = NULL;

  *next = silsa_round_get_version(file->round) + 1;
  version = g_strdup_printf("%u", *next);
  if (!silsa_round_draft_set(file->draft, SILSA_ROUND_HEAD, NULL, "version", version, &error))
    return silsa_round_refuse(error);
  return silsa_round_file_save(file);
}

static void
report(const SilsaCli *cli,
       const Options *options,
       SilsaRound *round,
       SilsaIdentity *identity,
       guint next)
{
  const SilsaCertificateFacts *facts = silsa_identity_get_facts(identity);
  g_autofree char *groups = silsa_fingerprint_to_text(facts->fingerprint);

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, "package", options->output);
    silsa_json_string(builder, "id", silsa_round_get_id(round));
    silsa_json_int(builder, "version", silsa_round_get_version(round));
    silsa_json_string(builder, "sha256", silsa_round_get_sha256(round));
    silsa_json_string(builder, "fingerprint_sha256", facts->fingerprint);
    silsa_json_int(builder, "next_version", next);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
    return;
  }
  silsa_cli_print(_("%s: version %u of the round, signed by %s"), options->output,
                  silsa_round_get_version(round), facts->name);
  silsa_cli_print(_("Fingerprint (SHA-256): %s"), groups);
  silsa_cli_print("%s", _("Read it to whoever opens the round for the first time."));
  silsa_cli_print(_("The working file is version %u from now on."), next);
}

static SilsaExit
sign(const SilsaCli *cli, const Options *options, SilsaRoundFile *file)
{
  SilsaCatalogue *catalogue = silsa_round_draft_get_catalogue(file->draft);
  const SilsaExportOptions export_options = {.role = "secretary", .allow_incomplete = TRUE};
  g_autoptr(SilsaIdentity) identity = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  guint next;

  identity = silsa_cli_load_identity(options->key, &options->passphrase, &error);
  if (identity == NULL)
    return silsa_cli_fail(error);
  if (!silsa_round_may_be_signed_by(file->round, silsa_identity_get_facts(identity)->fingerprint))
    return silsa_cli_usage(cli, "%s", _("This key is not that of a secretary of the round."));
  if (!silsa_export_round(file->round, catalogue, options->output, identity, &export_options,
                          &error))
    return silsa_cli_fail(error);
  exit = begin_next_version(file, &next);
  if (exit == SILSA_EXIT_DONE)
    report(cli, options, file->round, identity, next);
  return exit;
}

SilsaExit
silsa_command_round_sign(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(Options) options = {.passphrase = SILSA_PASSPHRASE_OPTIONS_INIT};
  g_auto(GStrv) rest = NULL;
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(SilsaRoundCheck) check = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("The signed round"), "PACKAGE"},
      {"key", 0, 0, G_OPTION_ARG_FILENAME, &options.key, N_("The secretary's key (PKCS#12)"),
       "P12"},
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &options.catalogue,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {"allow-incomplete", 0, 0, G_OPTION_ARG_NONE, &options.allow_incomplete,
       N_("Sign although something is missing"), NULL},
      SILSA_PASSPHRASE_ENTRIES(&options.passphrase),
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (options.output == NULL || options.key == NULL)
    return silsa_cli_usage(cli, "%s", _("-o and --key are needed."));
  if (!silsa_cli_check_new(options.output, &exit))
    return exit;
  if (!silsa_round_file_open(&file, cli, rest[0], options.catalogue, &exit))
    return exit;
  check = silsa_round_check_new(file.round);
  if (!check->complete && !options.allow_incomplete)
    return silsa_round_print_check(cli, check);
  return sign(cli, &options, &file);
}

/* Countersigning */

static SilsaExit
countersign(const SilsaCli *cli, const Options *options, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity =
      silsa_cli_load_identity(options->key, &options->passphrase, &error);
  const SilsaCertificateFacts *facts;

  if (identity == NULL ||
      !silsa_package_countersign(path, options->output, identity, "secretary", 0, &error))
    return silsa_cli_fail(error);
  facts = silsa_identity_get_facts(identity);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, "package", options->output);
    silsa_json_string(builder, "fingerprint_sha256", facts->fingerprint);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    silsa_cli_print(_("%s: signed by %s as well"), options->output, facts->name);
  }
  return SILSA_EXIT_DONE;
}

SilsaExit
silsa_command_round_countersign(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(Options) options = {.passphrase = SILSA_PASSPHRASE_OPTIONS_INIT};
  g_auto(GStrv) rest = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
       N_("The package with both signatures"), "PACKAGE"},
      {"key", 0, 0, G_OPTION_ARG_FILENAME, &options.key,
       N_("The key that the assessors know already (PKCS#12)"), "P12"},
      SILSA_PASSPHRASE_ENTRIES(&options.passphrase),
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (options.output == NULL || options.key == NULL)
    return silsa_cli_usage(cli, "%s", _("-o and --key are needed."));
  return countersign(cli, &options, rest[0]);
}
