#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-round-field.h"
#include "silsa-verify.h"

#include <glib/gi18n.h>

/* round show FILE [ID]: a working file or a signed round. */

typedef struct {
  SilsaRound *round;
  SilsaCatalogue *catalogue;
  SilsaReport *report; /* NULL: not signed */
  SilsaRoundDraft *draft; /* the same as texts */
} View;

static void
view_clear(View *self)
{
  g_clear_object(&self->round);
  g_clear_object(&self->catalogue);
  g_clear_pointer(&self->report, silsa_report_free);
  g_clear_pointer(&self->draft, silsa_round_draft_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(View, view_clear)

/* JSON: the fields under their names, with "_" for "-". */

static void
add_fields(JsonBuilder *builder, SilsaRoundDraft *draft, SilsaRoundPart part, const char *id)
{
  for (const SilsaRoundField *const *at = silsa_round_fields(part); *at != NULL; at++) {
    const char *value = silsa_round_draft_get(draft, part, id, (*at)->name);
    g_autofree char *name = g_strdelimit(g_strdup((*at)->name), "-", '_');

    if ((*at)->kind == SILSA_ROUND_FIELD_WORD_LIST)
      continue;
    if (*value == '\0')
      silsa_json_null(builder, name);
    else if ((*at)->kind == SILSA_ROUND_FIELD_NUMBER)
      silsa_json_int(builder, name, g_ascii_strtoll(value, NULL, 10));
    else
      silsa_json_string(builder, name, value);
  }
}

static void
add_claims(JsonBuilder *builder, GPtrArray *claims)
{
  json_builder_set_member_name(builder, "claims");
  json_builder_begin_array(builder);
  for (guint i = 0; i < claims->len; i++) {
    const SilsaRoundClaim *claim = g_ptr_array_index(claims, i);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "indicator", claim->indicator);
    silsa_json_string(builder, "input", claim->input);
    silsa_json_string(builder, "value", *claim->value != '\0' ? claim->value : NULL);
    silsa_json_string(builder, "summary", claim->summary);
    silsa_json_string(builder, "page", claim->page);
    silsa_json_string(builder, "document", claim->document);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_applicant(JsonBuilder *builder, SilsaRoundDraft *draft, const SilsaApplicant *applicant)
{
  g_autofree char *digest = silsa_applicant_claims_digest(applicant);

  json_builder_begin_object(builder);
  silsa_json_string(builder, "id", applicant->id);
  add_fields(builder, draft, SILSA_ROUND_APPLICANT, applicant->id);
  silsa_json_strv(builder, "programmes", (const char *const *)applicant->programmes);
  json_builder_set_member_name(builder, "achievements");
  json_builder_begin_array(builder);
  for (guint i = 0; i < applicant->achievements->len; i++) {
    const SilsaText *text = g_ptr_array_index(applicant->achievements, i);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "ko", text->ko);
    silsa_json_string(builder, "en", text->en);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  silsa_json_string(builder, "claims_sha256", digest);
  add_claims(builder, applicant->claims);
  json_builder_end_object(builder);
}

static void
add_person(JsonBuilder *builder, const SilsaPerson *person)
{
  json_builder_begin_object(builder);
  silsa_json_string(builder, "id", person->id);
  silsa_json_string(builder, "name", person->name);
  silsa_json_string(builder, "role", person->role);
  silsa_json_string(builder, "fingerprint_sha256", person->fingerprint);
  silsa_json_strv(builder, "assigned", (const char *const *)person->assigned);
  silsa_json_strv(builder, "conflicts", (const char *const *)person->conflicts);
  json_builder_end_object(builder);
}

static void
add_signature(JsonBuilder *builder, const SilsaReport *report)
{
  json_builder_set_member_name(builder, "signers");
  json_builder_begin_array(builder);
  for (guint i = 0; report != NULL && i < report->signers->len; i++) {
    const SilsaSigner *signer = g_ptr_array_index(report->signers, i);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "name", signer->certificate.name);
    silsa_json_string(builder, "time", signer->time);
    silsa_json_string(builder, "fingerprint_sha256", signer->certificate.fingerprint);
    silsa_json_string(builder, "verdict", silsa_verdict_to_string(signer->verdict));
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
print_json(const View *view)
{
  JsonBuilder *builder = json_builder_new();
  GPtrArray *applicants = silsa_round_get_applicants(view->round);
  GPtrArray *persons = silsa_round_get_persons(view->round);

  json_builder_begin_object(builder);
  silsa_json_string(builder, "id", silsa_round_get_id(view->round));
  silsa_json_string(builder, "sha256", silsa_round_get_sha256(view->round));
  add_fields(builder, view->draft, SILSA_ROUND_HEAD, NULL);
  silsa_json_string(builder, "catalogue", silsa_round_get_catalogue_id(view->round));
  silsa_json_int(builder, "catalogue_version", silsa_round_get_catalogue_version(view->round));
  silsa_json_string(builder, "catalogue_sha256", silsa_round_get_catalogue_sha256(view->round));
  silsa_json_bool(builder, "signed", view->report != NULL);
  add_signature(builder, view->report);
  json_builder_set_member_name(builder, "applicants");
  json_builder_begin_array(builder);
  for (guint i = 0; i < applicants->len; i++)
    add_applicant(builder, view->draft, g_ptr_array_index(applicants, i));
  json_builder_end_array(builder);
  json_builder_set_member_name(builder, "persons");
  json_builder_begin_array(builder);
  for (guint i = 0; i < persons->len; i++)
    add_person(builder, g_ptr_array_index(persons, i));
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

/* Text */

static void
print_fields(SilsaRoundDraft *draft, SilsaRoundPart part, const char *id)
{
  for (const SilsaRoundField *const *at = silsa_round_fields(part); *at != NULL; at++) {
    const char *value = silsa_round_draft_get(draft, part, id, (*at)->name);

    if (*value == '\0' || (*at)->kind == SILSA_ROUND_FIELD_WORD_LIST)
      continue;
    if ((*at)->kind == SILSA_ROUND_FIELD_FINGERPRINT) {
      g_autofree char *groups = silsa_fingerprint_to_text(value);

      silsa_cli_print("  %s: %s", _((*at)->title), groups);
    } else {
      silsa_cli_print("  %s: %s", _((*at)->title), silsa_round_word_to_text(*at, value));
    }
  }
}

static char *
name_applicants(const View *view, GStrv ids, SilsaLanguage language)
{
  g_autoptr(GString) names = g_string_new(NULL);

  for (guint i = 0; ids[i] != NULL; i++) {
    const SilsaApplicant *applicant = silsa_round_find_applicant(view->round, ids[i]);

    g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
                           silsa_text_get(&applicant->name, language));
  }
  return g_string_free_and_steal(g_steal_pointer(&names));
}

static void
print_person(const SilsaCli *cli, const View *view, const SilsaPerson *person)
{
  g_autofree char *assigned = name_applicants(view, person->assigned, cli->language);
  g_autofree char *conflicts = name_applicants(view, person->conflicts, cli->language);

  silsa_cli_print("%s (%s)", person->name, person->id);
  print_fields(view->draft, SILSA_ROUND_PERSON, person->id);
  if (*assigned != '\0')
    silsa_cli_print(_("  Assigned to: %s"), assigned);
  if (*conflicts != '\0')
    silsa_cli_print(_("  Conflict of interest: %s"), conflicts);
}

static void
print_applicant(const SilsaCli *cli, const View *view, const SilsaApplicant *applicant)
{
  const SilsaRoundField *field = silsa_round_field_find(SILSA_ROUND_APPLICANT, "programmes");

  silsa_cli_print("%s (%s)", silsa_text_get(&applicant->name, cli->language), applicant->id);
  print_fields(view->draft, SILSA_ROUND_APPLICANT, applicant->id);
  for (guint i = 0; applicant->programmes[i] != NULL; i++)
    silsa_cli_print(_("  Programme: %s"),
                    silsa_round_word_to_text(field, applicant->programmes[i]));
  for (guint i = 0; i < applicant->achievements->len; i++)
    silsa_cli_print(_("  Achievement: %s"),
                    silsa_text_get(g_ptr_array_index(applicant->achievements, i), cli->language));
  silsa_cli_print(_("  Claims: %u"), applicant->claims->len);
}

static void
print_claims(const SilsaApplicant *applicant)
{
  for (guint i = 0; i < applicant->claims->len; i++) {
    const SilsaRoundClaim *claim = g_ptr_array_index(applicant->claims, i);

    silsa_cli_print("  %s %s: %s", claim->indicator, claim->input,
                    *claim->value != '\0' ? claim->value : "–");
    if (claim->summary != NULL)
      silsa_cli_print("    %s", claim->summary);
    if (claim->page != NULL || claim->document != NULL)
      silsa_cli_print(_("    page %s, %s"), claim->page != NULL ? claim->page : "–",
                      claim->document != NULL ? claim->document : "–");
  }
}

static void
print_head(const SilsaCli *cli, const View *view)
{
  if (g_str_equal(silsa_round_get_purpose(view->round), "demonstration"))
    silsa_cli_print("%s", _("Demonstration material: nothing here is real"));
  silsa_cli_print("%s (%s)", silsa_text_get(silsa_round_get_title(view->round), cli->language),
                  silsa_round_get_id(view->round));
  print_fields(view->draft, SILSA_ROUND_HEAD, NULL);
  silsa_cli_print(_("  Catalogue: %s, version %u"), silsa_round_get_catalogue_id(view->round),
                  silsa_round_get_catalogue_version(view->round));
  if (view->report == NULL)
    silsa_cli_print("  %s", _("Not signed: a working file."));
  for (guint i = 0; view->report != NULL && i < view->report->signers->len; i++) {
    const SilsaSigner *signer = g_ptr_array_index(view->report->signers, i);
    g_autofree char *groups = silsa_fingerprint_to_text(signer->certificate.fingerprint);

    silsa_cli_print(_("  Signed by %s, fingerprint %s: %s"), signer->certificate.name, groups,
                    silsa_verdict_to_text(signer->verdict));
  }
}

static SilsaExit
print_one(const SilsaCli *cli, const View *view, const char *who)
{
  const SilsaApplicant *applicant = silsa_round_find_applicant(view->round, who);
  const SilsaPerson *person = applicant == NULL ? silsa_round_find_person(view->round, who) : NULL;

  if (applicant == NULL && person == NULL)
    return silsa_cli_usage(cli, _("The round has no applicant and no person “%s”."), who);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    if (applicant != NULL)
      add_applicant(builder, view->draft, applicant);
    else
      add_person(builder, person);
    silsa_cli_print_json(builder);
  } else if (applicant != NULL) {
    print_applicant(cli, view, applicant);
    print_claims(applicant);
  } else {
    print_person(cli, view, person);
  }
  return SILSA_EXIT_DONE;
}

static void
print_all(const SilsaCli *cli, const View *view)
{
  GPtrArray *applicants = silsa_round_get_applicants(view->round);
  GPtrArray *persons = silsa_round_get_persons(view->round);

  print_head(cli, view);
  silsa_cli_print(_("Applicants: %u"), applicants->len);
  for (guint i = 0; i < applicants->len; i++)
    print_applicant(cli, view, g_ptr_array_index(applicants, i));
  silsa_cli_print(_("Persons: %u"), persons->len);
  for (guint i = 0; i < persons->len; i++)
    print_person(cli, view, g_ptr_array_index(persons, i));
}

SilsaExit
silsa_command_round_show(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  g_auto(GStrv) rest = NULL;
  g_auto(View) view = {NULL};
  g_autoptr(GError) error = NULL;
  SilsaTrust trust = {0};
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 2, &rest, &exit))
    return exit;
  if (!silsa_round_open(rest[0], catalogue_path, &trust, &view.round, &view.catalogue, &view.report,
                        &error))
    return silsa_cli_fail(error);
  view.draft = silsa_round_draft_new_from_round(view.round, view.catalogue);
  if (rest[1] != NULL)
    return print_one(cli, &view, rest[1]);
  if (cli->json)
    print_json(&view);
  else
    print_all(cli, &view);
  return SILSA_EXIT_DONE;
}
