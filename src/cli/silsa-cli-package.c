#include "silsa-cli-package.h"

#include "silsa-error.h"
#include "silsa-round-trust.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

/* Trust */

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

gboolean
silsa_cli_trust_load(SilsaCliTrust *self, SilsaExit *exit)
{
  g_autoptr(GError) error = NULL;

  self->trust.pem_files = (const char *const *)self->pem_files;
  self->trust.fingerprints = (const char *const *)self->confirmed;
  if (self->round_path == NULL || open_round(self->round_path, &self->trust, &self->round, &error))
    return TRUE;
  *exit = silsa_cli_fail(error);
  return FALSE;
}

void
silsa_cli_trust_clear(SilsaCliTrust *self)
{
  g_clear_pointer(&self->pem_files, g_strfreev);
  g_clear_pointer(&self->confirmed, g_strfreev);
  g_clear_pointer(&self->round_path, g_free);
  g_clear_object(&self->round);
}

/* The verdict */

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

void
silsa_cli_add_report(JsonBuilder *builder, const SilsaReport *report)
{
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

void
silsa_cli_print_report(const SilsaReport *report)
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

void
silsa_cli_tell_report(const SilsaCli *cli, const SilsaReport *report)
{
  JsonBuilder *builder;

  if (!cli->json) {
    silsa_cli_print_report(report);
    return;
  }
  builder = json_builder_new();
  json_builder_begin_object(builder);
  silsa_cli_add_report(builder, report);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

/* Reading */

const SilsaReading *
silsa_cli_get_reading(SilsaStore *store)
{
  return g_object_get_data(G_OBJECT(store), "reading");
}

gboolean
silsa_cli_check_reading(SilsaStore *store)
{
  const SilsaReading *reading = silsa_cli_get_reading(store);
  g_autofree char *sentence = NULL;

  if (reading == NULL || reading->report->verdict == SILSA_VERDICT_VALID)
    return TRUE;
  sentence = silsa_report_to_sentence(reading->report);
  g_printerr("silsa-cli: %s: %s: %s\n", reading->path,
             silsa_verdict_to_text(reading->report->verdict), sentence);
  return FALSE;
}

static SilsaStore *
open_package(const SilsaCli *cli, const char *path, const SilsaTrust *trust, SilsaExit *exit)
{
  const SilsaReadingOptions options = {.trust = trust};
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaReading) reading = silsa_reading_open(path, &options, NULL, &error);
  SilsaStore *store;

  if (reading == NULL) {
    *exit = silsa_cli_fail(error);
    return NULL;
  }
  if (reading->copy == NULL) {
    silsa_cli_tell_report(cli, reading->report);
    *exit = SILSA_EXIT_NO;
    return NULL;
  }
  store = silsa_cli_open(reading->copy, SILSA_OPEN_READ_ONLY, exit);
  /* The copy goes after the store has let go of it. */
  if (store != NULL)
    g_object_set_data_full(G_OBJECT(store), "reading", g_steal_pointer(&reading),
                           (GDestroyNotify)silsa_reading_free);
  return store;
}

/* What is called one is told as such even where it does not begin as one. */
static gboolean
is_package(const char *path)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);

  return g_str_has_suffix(lower, ".asice") || silsa_package_is_one(path);
}

SilsaStore *
silsa_cli_open_to_read(const SilsaCli *cli,
                       const char *path,
                       const SilsaTrust *trust,
                       SilsaExit *exit)
{
  return is_package(path) ? open_package(cli, path, trust, exit)
                          : silsa_cli_open(path, SILSA_OPEN_READ_ONLY, exit);
}

SilsaExit
silsa_cli_write_paper(
    const SilsaCli *cli, int argc, char **argv, guint most, SilsaCliPaperFunc write)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_autofree char *path = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Where the PDF goes"), "PDF"},
      SILSA_CLI_TRUST_ENTRIES(&trust)};

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, most, &rest, &exit))
    return exit;
  if (path == NULL)
    return silsa_cli_usage(cli, _("Say with -o where the PDF goes."));
  if (!silsa_cli_check_new(path, &exit) || !silsa_cli_trust_load(&trust, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], &trust.trust, &exit);
  if (store == NULL)
    return exit;
  exit = write(cli, store, rest, path);
  if (exit == SILSA_EXIT_DONE)
    silsa_cli_report_written(cli, path);
  return silsa_cli_close(store, exit);
}
