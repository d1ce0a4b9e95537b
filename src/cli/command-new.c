#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-verify.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

typedef struct {
  char *catalogue, *round, *city, *class_id, *class_reason, *assessor, *spoken, *confirmed;
  gint64 population;
} Options;

static void
clear_options(Options *self)
{
  g_free(self->catalogue);
  g_free(self->round);
  g_free(self->city);
  g_free(self->class_id);
  g_free(self->class_reason);
  g_free(self->assessor);
  g_free(self->spoken);
  g_free(self->confirmed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear_options)

/* The class is proposed from the population; another one is set by a person, with a reason. */
static SilsaExit
check_class(const SilsaCli *cli, const Options *options, SilsaCatalogue *catalogue)
{
  int chosen;

  if (options->class_id == NULL)
    return SILSA_EXIT_DONE;
  chosen = silsa_catalogue_find_class(catalogue, options->class_id);
  if (chosen < 0)
    return silsa_cli_usage(cli, _("The catalogue has no city class “%s”."), options->class_id);
  if ((guint)chosen != silsa_catalogue_propose_class(catalogue, (guint64)options->population) &&
      (options->class_reason == NULL || options->class_reason[0] == '\0'))
    return silsa_cli_usage(
        cli, _("The population speaks for another class; say why with --class-reason."));
  return SILSA_EXIT_DONE;
}

static SilsaExit
create(const SilsaCli *cli, const char *path, const SilsaCreation *creation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) store = silsa_store_create(path, creation, &error);
  SilsaAssessment *assessment;
  g_autofree char *status = NULL;

  if (store == NULL)
    return silsa_cli_fail(error);
  assessment = silsa_store_get_assessment(store);
  status = silsa_cli_status_words(assessment);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, "file", path);
    silsa_json_string(builder, "id", silsa_assessment_get_case(assessment)->id);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    silsa_cli_print_purpose(assessment);
    silsa_cli_print(_("%s: %s, assessed by %s (%s)"), path,
                    silsa_assessment_get_case(assessment)->city_name,
                    silsa_assessment_get_case(assessment)->assessor_name, status);
  }
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}

static SilsaExit
new_blank(const SilsaCli *cli, const char *path, const Options *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  SilsaCreation creation = {0};
  SilsaExit exit;

  if (options->population < 0)
    return silsa_cli_usage(cli, "%s",
                           _("--population is missing, or not a number of inhabitants."));
  if (options->assessor == NULL || options->assessor[0] == '\0')
    return silsa_cli_usage(cli, "%s", _("--assessor is missing."));
  catalogue = silsa_catalogue_new_from_file(options->catalogue, &error);
  if (catalogue == NULL)
    return silsa_cli_fail(error);
  exit = check_class(cli, options, catalogue);
  if (exit != SILSA_EXIT_DONE)
    return exit;

  creation.catalogue = catalogue;
  creation.city_name = options->city;
  creation.population = (guint64)options->population;
  creation.class_id = options->class_id;
  creation.class_reason = options->class_reason;
  creation.assessor_name = options->assessor;
  return create(cli, path, &creation);
}

/* Whoever is the only assessor sent to the city needs no --assessor. */
static const char *
find_assessor(SilsaRound *round, const SilsaApplicant *applicant)
{
  GPtrArray *persons = silsa_round_get_persons(round);
  const char *found = NULL;

  for (guint i = 0; i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);

    if (!g_str_equal(person->role, "assessor") || person->assigned == NULL ||
        !g_strv_contains((const char *const *)person->assigned, applicant->id))
      continue;
    if (found != NULL)
      return NULL;
    found = person->name;
  }
  return found;
}

/* The file can be worked in, but nothing of the round is believed yet. */
static void
print_unconfirmed(const SilsaSigner *signer)
{
  g_autofree char *groups = silsa_fingerprint_to_text(signer->certificate.fingerprint);

  silsa_cli_print(_("The round was signed by %s with the key %s, which nobody confirmed."),
                  signer->certificate.name, groups);
  silsa_cli_print(
      "%s", _("Have the secretary read the fingerprint to you, and make the file with --confirm."));
}

static SilsaExit
new_from_round(const SilsaCli *cli, const char *path, const Options *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;
  const char *const fingerprints[] = {options->confirmed, NULL};
  SilsaTrust trust = {.fingerprints = fingerprints};
  SilsaCreation creation = {0};
  const SilsaSigner *signer = NULL;
  SilsaExit exit;

  if (!silsa_round_open(options->round, options->catalogue, &trust, &round, &catalogue, &report,
                        &error))
    return silsa_round_reject(error);
  if (!silsa_round_check_signature(report, &error) ||
      !silsa_round_check_confirmed(report, options->confirmed, &error)) {
    silsa_error_at_file(&error, options->round);
    return silsa_round_reject(error);
  }
  if (report != NULL)
    signer = g_ptr_array_index(report->signers, 0);

  creation.catalogue = catalogue;
  creation.round = round;
  creation.round_signer = signer != NULL ? signer->certificate.name : NULL;
  creation.round_fingerprint = signer != NULL ? signer->certificate.fingerprint : NULL;
  creation.round_confirmed = options->confirmed != NULL;
  creation.applicant = silsa_round_find_applicant(round, options->city);
  if (creation.applicant == NULL)
    return silsa_cli_usage(cli, _("The round has no applicant “%s”."), options->city);
  creation.assessor_name =
      options->assessor != NULL ? options->assessor : find_assessor(round, creation.applicant);
  if (creation.assessor_name == NULL)
    return silsa_cli_usage(
        cli, "%s",
        _("Several assessors, or none, are sent to this city; name one with --assessor."));
  creation.class_id = options->class_id;
  creation.class_reason = options->class_reason;
  exit = create(cli, path, &creation);
  if (exit == SILSA_EXIT_DONE && signer != NULL && options->confirmed == NULL && !cli->json)
    print_unconfirmed(signer);
  return exit;
}

SilsaExit
silsa_command_new(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(Options) options = {.population = -1};
  g_auto(GStrv) rest = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"round", 0, 0, G_OPTION_ARG_FILENAME, &options.round, N_("The round: a package, or its XML"),
       "ROUND"},
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &options.catalogue,
       N_("The catalogue of indicators"), "CATALOGUE"},
      {"city", 0, 0, G_OPTION_ARG_STRING, &options.city, N_("The city that is judged"), "NAME"},
      {"population", 0, 0, G_OPTION_ARG_INT64, &options.population, N_("Its inhabitants"), "N"},
      {"class", 0, 0, G_OPTION_ARG_STRING, &options.class_id,
       N_("City class, when not the one the population proposes"), "ID"},
      {"class-reason", 0, 0, G_OPTION_ARG_STRING, &options.class_reason, N_("Why that class"),
       "TEXT"},
      {"assessor", 0, 0, G_OPTION_ARG_STRING, &options.assessor, N_("Who assesses"), "NAME"},
      {"confirm", 0, 0, G_OPTION_ARG_STRING, &options.spoken,
       N_("The secretary's fingerprint, as it was read to you"), "FINGERPRINT"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (!silsa_round_parse_confirmed(cli, options.spoken, &options.confirmed, &exit))
    return exit;
  if (options.city == NULL || options.city[0] == '\0')
    return silsa_cli_usage(cli, "%s", _("--city is missing."));
  if (options.round != NULL)
    return new_from_round(cli, rest[0], &options);
  if (options.catalogue != NULL)
    return new_blank(cli, rest[0], &options);
  return silsa_cli_usage(cli, "%s", _("--round or --catalogue is missing."));
}
