#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-verify.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

static void
add_notes(JsonBuilder *builder, const char *name, GPtrArray *notes)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (guint i = 0; i < notes->len; i++) {
    const SilsaVerifyNote *note = g_ptr_array_index(notes, i);
    g_autofree char *text = silsa_verify_note_to_text(note);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "code", note->code);
    silsa_json_string(builder, "where", note->where);
    silsa_json_string(builder, "message", text);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_signers(JsonBuilder *builder, GPtrArray *signers)
{
  json_builder_set_member_name(builder, "signers");
  json_builder_begin_array(builder);
  for (guint i = 0; i < signers->len; i++) {
    const SilsaSigner *signer = g_ptr_array_index(signers, i);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "name", signer->certificate.name);
    silsa_json_string(builder, "role", signer->role);
    silsa_json_string(builder, "time", signer->time);
    silsa_json_string(builder, "fingerprint_sha256", signer->certificate.fingerprint);
    silsa_json_string(builder, "verdict", silsa_verdict_to_string(signer->verdict));
    silsa_json_string(builder, "valid_from", signer->certificate.valid_from);
    silsa_json_string(builder, "valid_to", signer->certificate.valid_to);
    silsa_json_string(builder, "level", signer->level);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
print_json(const SilsaReport *report)
{
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_string(builder, "verdict", silsa_verdict_to_string(report->verdict));
  silsa_json_string(builder, "kind", report->kind);
  silsa_json_bool(builder, "intact", report->intact);
  silsa_json_bool(builder, "trusted", report->trusted);
  add_signers(builder, report->signers);
  add_notes(builder, "problems", report->problems);
  add_notes(builder, "facts", report->facts);
  silsa_json_strv(builder, "checked", (const char *const *)report->checked);
  silsa_json_strv(builder, "not_checked", (const char *const *)report->not_checked);
  silsa_json_string(builder, "city", report->city);
  silsa_json_string(builder, "assessor", report->assessor);
  silsa_json_string(builder, "round", report->round);
  silsa_json_int(builder, "revision", report->revision);
  silsa_json_bool(builder, "complete", report->complete);
  silsa_json_string(builder, "catalogue_status", report->catalogue_status);
  silsa_json_string(builder, "purpose", report->purpose);
  silsa_json_string(builder, "points", report->points);
  json_builder_set_member_name(builder, "grade");
  if (report->grade != NULL)
    json_builder_add_int_value(builder, g_ascii_strtoll(report->grade, NULL, 10));
  else
    json_builder_add_null_value(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
print_words(const char *head, char **words)
{
  if (words == NULL || words[0] == NULL)
    return;
  silsa_cli_print("%s", head);
  for (guint i = 0; words[i] != NULL; i++)
    silsa_cli_print("  %s", silsa_checked_to_text(words[i]));
}

static void
print_notes(const char *head, GPtrArray *notes)
{
  if (notes->len == 0)
    return;
  silsa_cli_print("%s", head);
  for (guint i = 0; i < notes->len; i++) {
    g_autofree char *text = silsa_verify_note_to_text(g_ptr_array_index(notes, i));

    silsa_cli_print("  %s", text);
  }
}

static void
print_signers(GPtrArray *signers)
{
  for (guint i = 0; i < signers->len; i++) {
    const SilsaSigner *signer = g_ptr_array_index(signers, i);
    g_autofree char *fingerprint = silsa_fingerprint_to_text(signer->certificate.fingerprint);

    silsa_cli_print(_("Signed by %s (%s), %s, clock of the signer"), signer->certificate.name,
                    signer->role != NULL ? signer->role : _("no role"), signer->time);
    silsa_cli_print(_("  Fingerprint (SHA-256): %s"), fingerprint);
  }
}

static void
print_text(const SilsaReport *report)
{
  g_autofree char *sentence = silsa_report_to_sentence(report);
  g_autofree char *status = silsa_catalogue_status_string_to_text(report->catalogue_status);

  if (g_strcmp0(report->purpose, "demonstration") == 0)
    silsa_cli_print("%s", _("Demonstration material: nothing here is real"));
  silsa_cli_print("%s: %s", silsa_verdict_to_text(report->verdict), sentence);
  silsa_cli_print(_("Intact: %s · Trusted: %s"), report->intact ? _("yes") : _("no"),
                  report->trusted ? _("yes") : _("no"));
  if (report->city != NULL)
    silsa_cli_print(_("%s, assessed by %s, revision %u: %s points, grade %s (%s)"), report->city,
                    report->assessor, report->revision,
                    report->points != NULL ? report->points : "–",
                    report->grade != NULL ? report->grade : "–", status);
  print_signers(report->signers);
  print_notes(_("Problems:"), report->problems);
  print_notes(_("Facts:"), report->facts);
  print_words(_("Checked:"), report->checked);
  print_words(_("Not checked:"), report->not_checked);
}

/* A round given on the line is trusted by whoever gives it only as far as its own signature and
 * --trust say. */
static gboolean
open_round(const char *path, SilsaTrust *trust, SilsaRound **round, GError **error)
{
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;

  if (!silsa_round_open(path, NULL, trust, round, &catalogue, &report, error))
    return FALSE;
  trust->round = *round;
  trust->round_trusted = silsa_round_is_trusted(report);
  trust->fingerprints = NULL; /* the secretary's key says who may assess; it does not assess */
  return TRUE;
}

SilsaExit
silsa_command_verify(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) trusted = NULL;
  g_auto(GStrv) confirmed = NULL;
  g_autofree char *round_path = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(GError) error = NULL;
  SilsaTrust trust = {0};
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &trusted,
       N_("Certificates whose signatures count, and lists of revoked ones"), "PEM"},
      {"round", 0, 0, G_OPTION_ARG_FILENAME, &round_path, N_("The round to compare with"), "ROUND"},
      {"confirm", 0, 0, G_OPTION_ARG_STRING_ARRAY, &confirmed,
       N_("The fingerprint of the secretary who signed the round"), "FINGERPRINT"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  trust.pem_files = (const char *const *)trusted;
  trust.fingerprints = (const char *const *)confirmed;
  if (round_path != NULL && !open_round(round_path, &trust, &round, &error))
    return silsa_cli_fail(error);
  report = silsa_package_verify(rest[0], &trust, NULL, NULL, NULL, &error);
  if (report == NULL)
    return silsa_cli_fail(error);
  if (cli->json)
    print_json(report);
  else
    print_text(report);
  return report->verdict == SILSA_VERDICT_VALID ? SILSA_EXIT_DONE : SILSA_EXIT_NO;
}
