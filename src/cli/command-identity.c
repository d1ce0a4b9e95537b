#include "silsa-cli.h"

#include "silsa-error.h"
#include "silsa-request.h"

#include <glib/gi18n.h>

static void
show(const SilsaCli *cli, SilsaIdentity *identity)
{
  const SilsaCertificateFacts *facts = silsa_identity_get_facts(identity);
  g_autofree char *fingerprint = silsa_fingerprint_to_text(facts->fingerprint);
  g_autofree char *pem = silsa_identity_to_pem(identity);

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, "name", facts->name);
    silsa_json_string(builder, "organisation", facts->organisation);
    silsa_json_string(builder, "issuer", facts->issuer);
    silsa_json_string(builder, "serial", facts->serial);
    silsa_json_string(builder, "algorithm", facts->algorithm);
    silsa_json_string(builder, "valid_from", facts->valid_from);
    silsa_json_string(builder, "valid_to", facts->valid_to);
    silsa_json_string(builder, "fingerprint_sha256", facts->fingerprint);
    silsa_json_bool(builder, "self_signed", facts->self_signed);
    silsa_json_string(builder, "certificate", pem);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
    return;
  }
  silsa_cli_print(_("Name: %s"), facts->name);
  if (facts->organisation != NULL)
    silsa_cli_print(_("Organisation: %s"), facts->organisation);
  silsa_cli_print(_("Key: %s"), facts->algorithm);
  silsa_cli_print(_("Valid: %s to %s"), facts->valid_from, facts->valid_to);
  silsa_cli_print(_("Fingerprint (SHA-256): %s"), fingerprint);
  silsa_cli_print("%s", pem);
}

SilsaExit
silsa_command_identity_new(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *name = NULL;
  g_autofree char *organisation = NULL;
  g_autofree char *algorithm = NULL;
  g_auto(SilsaPassphraseOptions) passphrase_options = SILSA_PASSPHRASE_OPTIONS_INIT;
  g_auto(GStrv) rest = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity = NULL;
  char *passphrase;
  gboolean saved;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The file of the key (PKCS#12)"),
       "P12"},
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_("The signer's name"), "NAME"},
      {"org", 0, 0, G_OPTION_ARG_STRING, &organisation, N_("The signer's organisation"),
       "ORGANISATION"},
      {"algorithm", 0, 0, G_OPTION_ARG_STRING, &algorithm,
       N_("ec (P-256, the default) or rsa (3072 bits)"), "NAME"},
      SILSA_PASSPHRASE_ENTRIES(&passphrase_options),
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 0, 0, &rest, &exit))
    return exit;
  if (output == NULL || name == NULL || name[0] == '\0')
    return silsa_cli_usage(cli, "%s", _("-o and --name are needed."));
  if (algorithm != NULL && !g_str_equal(algorithm, "ec") && !g_str_equal(algorithm, "rsa"))
    return silsa_cli_usage(cli, "%s", _("--algorithm takes ec or rsa."));
  if (!silsa_cli_check_new(output, &exit))
    return exit;

  passphrase = silsa_cli_passphrase(&passphrase_options, TRUE, &error);
  if (passphrase == NULL)
    return silsa_cli_fail(error);
  identity = silsa_identity_new(
      name, organisation,
      g_strcmp0(algorithm, "rsa") == 0 ? SILSA_ALGORITHM_RSA : SILSA_ALGORITHM_EC, &error);
  saved = identity != NULL && silsa_identity_save(identity, output, passphrase, &error);
  silsa_passphrase_free(passphrase);
  if (!saved)
    return silsa_cli_fail(error);
  show(cli, identity);
  return SILSA_EXIT_DONE;
}

SilsaExit
silsa_command_identity_show(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaPassphraseOptions) passphrase_options = SILSA_PASSPHRASE_OPTIONS_INIT;
  g_auto(GStrv) rest = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {SILSA_PASSPHRASE_ENTRIES(&passphrase_options), {NULL}};

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  identity = silsa_cli_load_identity(rest[0], &passphrase_options, &error);
  if (identity == NULL)
    return silsa_cli_fail(error);
  show(cli, identity);
  return SILSA_EXIT_DONE;
}

/* What goes to the secretary: name, address and certificate; nothing secret. */
SilsaExit
silsa_command_identity_request(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *name = NULL;
  g_autofree char *email = NULL;
  g_auto(SilsaPassphraseOptions) passphrase_options = SILSA_PASSPHRASE_OPTIONS_INIT;
  g_auto(GStrv) rest = NULL;
  g_autofree char *groups = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The request file for the secretary"),
       "FILE"},
      {"email", 0, 0, G_OPTION_ARG_STRING, &email, N_("Where the secretary can write to"),
       "ADDRESS"},
      {"name", 0, 0, G_OPTION_ARG_STRING, &name,
       N_("The signer's name, when not as on the certificate"), "NAME"},
      SILSA_PASSPHRASE_ENTRIES(&passphrase_options),
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (output == NULL || email == NULL)
    return silsa_cli_usage(cli, "%s", _("-o and --email are needed."));
  identity = silsa_cli_load_identity(rest[0], &passphrase_options, &error);
  if (identity == NULL)
    return silsa_cli_fail(error);
  if (!silsa_request_write(identity, name, email, output, &error)) {
    silsa_cli_fail(error);
    return g_error_matches(error, SILSA_ERROR, SILSA_ERROR_INVALID) ? SILSA_EXIT_USAGE
                                                                    : SILSA_EXIT_FILE;
  }
  groups = silsa_fingerprint_to_text(silsa_identity_get_facts(identity)->fingerprint);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, "request", output);
    silsa_json_string(builder, "fingerprint_sha256",
                      silsa_identity_get_facts(identity)->fingerprint);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    silsa_cli_print(
        _("%s: send it to the secretary, and read this fingerprint when you are called:"), output);
    silsa_cli_print("%s", groups);
  }
  return SILSA_EXIT_DONE;
}
