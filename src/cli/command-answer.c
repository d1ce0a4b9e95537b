#include "silsa-cli.h"

#include "silsa-answers-csv.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* One option as it stood on the line: their order decides, so that `--finding-id 2 --finding …`
 * reads as it is written. */
typedef struct {
  char *name;
  char *value;
} Given;

static void
given_free(gpointer data)
{
  Given *self = data;

  g_free(self->name);
  g_free(self->value);
  g_free(self);
}

static gboolean
collect_cb(const char *name, const char *value, gpointer data, GError **error G_GNUC_UNUSED)
{
  GPtrArray *list = data;
  Given *given = g_new0(Given, 1);

  given->name = g_strdup(name + 2); /* without the dashes: no option here has a short name */
  given->value = g_strdup(value);
  g_ptr_array_add(list, given);
  return TRUE;
}

/* "KEY=VALUE" taken apart; FALSE when there is no key. */
static gboolean
split(const char *text, char **key, const char **value)
{
  const char *equals = strchr(text, '=');

  if (equals == NULL || equals == text)
    return FALSE;
  *key = g_strndup(text, (gsize)(equals - text));
  *value = equals + 1;
  return TRUE;
}

/* A check may be named by its letter within the indicator. */
static char *
full_check_code(const char *indicator, const char *check)
{
  return strlen(check) == 1 ? g_strconcat(indicator, "-", check, NULL) : g_strdup(check);
}

static void
merge(SilsaAct *act, const SilsaAct *other)
{
  for (guint i = 0; i < other->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(other->changes, i);

    silsa_act_add(act, change->subject, change->field, change->new_value);
  }
}

static gboolean
is_kind(const char *kind)
{
  return g_str_equal(kind, "strength") || g_str_equal(kind, "shortcoming") ||
         g_str_equal(kind, "recommendation");
}

/* Where the finding number @number stands now; NULL when there is none. */
static char *
find_finding_field(SilsaAnswer *answer, guint number)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(answer);

  for (guint i = 0; i < findings->len; i++) {
    const SilsaFinding *finding = &g_array_index(findings, SilsaFinding, i);

    if (finding->number == number)
      return g_strdup_printf("finding:%s:%u", silsa_finding_kind_to_string(finding->kind), number);
  }
  return NULL;
}

typedef struct {
  const SilsaCli *cli;
  SilsaAnswer *answer;
  SilsaAct *act;
  guint finding_id; /* of --finding-id, 0: a new one */
  guint next_finding; /* for new ones */
  SilsaExit exit;
} Builder;

static gboolean
add_finding(Builder *self, const char *kind, const char *text)
{
  const char *code = silsa_answer_get_code(self->answer);
  g_autofree char *field = NULL;
  g_autofree char *old_field = NULL;

  if (!is_kind(kind)) {
    self->exit = silsa_cli_usage(
        self->cli, _("“%s” is no kind of finding: strength, shortcoming or recommendation."), kind);
    return FALSE;
  }
  if (self->finding_id > 0) {
    old_field = find_finding_field(self->answer, self->finding_id);
    if (old_field == NULL) {
      self->exit = silsa_cli_usage(self->cli, _("%s has no finding %u."), code, self->finding_id);
      return FALSE;
    }
    field = g_strdup_printf("finding:%s:%u", kind, self->finding_id);
    if (!g_str_equal(field, old_field))
      silsa_act_add(self->act, code, old_field, NULL);
    self->finding_id = 0;
  } else {
    field = g_strdup_printf("finding:%s:%u", kind, self->next_finding++);
  }
  silsa_act_add(self->act, code, field, text);
  return TRUE;
}

static gboolean
add_pair(Builder *self, const char *option, const char *pair)
{
  const char *code = silsa_answer_get_code(self->answer);
  g_autofree char *key = NULL;
  g_autofree char *field = NULL;
  const char *value;

  if (!split(pair, &key, &value)) {
    self->exit = silsa_cli_usage(self->cli, _("--%s takes NAME=VALUE, not “%s”."), option, pair);
    return FALSE;
  }
  if (g_str_equal(option, "finding"))
    return add_finding(self, key, value);
  if (g_str_equal(option, "input")) {
    field = g_strconcat("input:", key, NULL);
  } else {
    g_autofree char *check = full_check_code(code, key);

    field = g_strconcat(option, ":", check, NULL);
  }
  silsa_act_add(self->act, code, field, value);
  return TRUE;
}

static gboolean
add_given(Builder *self, const Given *given)
{
  static const char *const texts[] = {"level",         "reason",  "unverifiable",
                                      "internal-note", "justify", NULL};
  const char *code = silsa_answer_get_code(self->answer);
  char *end = NULL;

  if (g_strv_contains(texts, given->name)) {
    silsa_act_add(self->act, code, given->name, given->value);
  } else if (g_str_equal(given->name, "flag") || g_str_equal(given->name, "unflag")) {
    silsa_act_add(self->act, code, "flag", g_str_equal(given->name, "flag") ? "1" : NULL);
  } else if (g_str_equal(given->name, "confirm-claim")) {
    g_autoptr(SilsaAct) confirm = NULL;

    if (!silsa_answer_has_claim(self->answer)) {
      self->exit = silsa_cli_usage(self->cli, _("%s has no claim to confirm."), code);
      return FALSE;
    }
    confirm = silsa_act_confirm_claim(self->answer);
    merge(self->act, confirm);
  } else if (g_str_equal(given->name, "clear")) {
    g_autoptr(SilsaAct) clear = silsa_act_clear_answer(self->answer);

    merge(self->act, clear);
  } else if (g_str_equal(given->name, "finding-id")) {
    self->finding_id = (guint)strtoul(given->value, &end, 10);
    if (self->finding_id == 0 || *end != '\0') {
      self->exit =
          silsa_cli_usage(self->cli, _("--finding-id takes a number, not “%s”."), given->value);
      return FALSE;
    }
  } else {
    return add_pair(self, given->name, given->value);
  }
  return TRUE;
}

static void
report(const SilsaCli *cli, SilsaStore *store, SilsaAnswer *answer)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  const SilsaScore *score = silsa_answer_get_score(answer);
  const char *const *missing = silsa_answer_get_missing(answer);
  const char *const *contradictions = silsa_answer_get_contradictions(answer);
  g_autofree char *status = silsa_cli_status_words(assessment);
  g_autofree char *points = NULL;

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();
    g_autofree char *stable = silsa_cli_status_string(assessment);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "catalogue_status", stable);
    json_builder_set_member_name(builder, "indicator");
    silsa_cli_add_indicator(builder, answer, decimals);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
    return;
  }

  points = score != NULL ? silsa_rational_format(score->points.q, decimals) : g_strdup("–");
  silsa_cli_print("%s  %s  %s  (%s)", silsa_answer_get_code(answer),
                  silsa_state_to_text(silsa_answer_get_state(answer)), points, status);
  for (guint i = 0; missing[i] != NULL; i++) {
    g_autofree char *text = silsa_missing_to_text(answer, missing[i], cli->language);

    silsa_cli_print("  %s  %s", missing[i], text);
  }
  for (guint i = 0; contradictions[i] != NULL; i++) {
    g_autofree char *text = silsa_contradiction_to_text(answer, contradictions[i], cli->language);

    silsa_cli_print("  ! %s  %s", contradictions[i], text);
  }
}

static SilsaExit
answer_one(const SilsaCli *cli, SilsaStore *store, const char *code, GPtrArray *given)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  SilsaAnswer *answer = silsa_assessment_find_answer(assessment, code);
  g_autoptr(SilsaAct) act = NULL;
  Builder builder = {.cli = cli, .answer = answer, .exit = SILSA_EXIT_DONE};
  SilsaExit exit;

  if (answer == NULL)
    return silsa_cli_usage(cli, _("The catalogue has no indicator “%s”."), code);
  act = silsa_act_new("answer", code);
  builder.act = act;
  builder.next_finding = silsa_answer_next_finding_number(answer);
  for (guint i = 0; i < given->len; i++)
    if (!add_given(&builder, g_ptr_array_index(given, i)))
      return builder.exit;
  if (builder.finding_id > 0)
    return silsa_cli_usage(cli, "%s", _("--finding-id needs a --finding after it."));

  exit = silsa_cli_perform(store, act);
  if (exit == SILSA_EXIT_DONE)
    report(cli, store, answer);
  return exit;
}

static void
report_import(const SilsaCli *cli, SilsaStore *store, const SilsaAnswersImport *import)
{
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();
    g_autofree char *status = silsa_cli_status_string(silsa_store_get_assessment(store));

    json_builder_begin_object(builder);
    silsa_json_string(builder, "catalogue_status", status);
    silsa_json_int(builder, "rows", import->n_rows);
    silsa_json_refused(builder, import->refused);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
    return;
  }
  silsa_cli_print_refused(import->refused);
  silsa_cli_print(_("%u rows taken, %u refused"), import->n_rows, import->refused->len);
}

static SilsaExit
answer_from_table(const SilsaCli *cli, SilsaStore *store, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaAnswersImport) import = NULL;
  g_autoptr(GBytes) csv = silsa_file_read(path, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", &error);
  SilsaExit exit;

  if (csv == NULL)
    return silsa_cli_fail(error);
  import = silsa_answers_read(silsa_store_get_assessment(store), csv, &error);
  if (import == NULL) {
    silsa_error_at_file(&error, path);
    return silsa_cli_fail(error);
  }
  exit = silsa_cli_perform(store, import->act);
  if (exit != SILSA_EXIT_DONE)
    return exit;
  report_import(cli, store, import);
  return import->refused->len > 0 ? SILSA_EXIT_NO : SILSA_EXIT_DONE;
}

SilsaExit
silsa_command_answer(const SilsaCli *cli, int argc, char **argv)
{
  g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func(given_free);
  g_autofree char *from = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  SilsaExit exit;
  const GOptionEntry own[] = {
      {"from", 0, 0, G_OPTION_ARG_FILENAME, &from,
       N_("Many answers at once: a table with indicator,field,value"), "CSV"},
      {NULL},
  };
  static const GOptionEntry collected[] = {
      {"confirm-claim", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("The claim stands as it is"), NULL},
      {"level", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb, N_("Verified maturity level"), "N"},
      {"input", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb, N_("Verified input"), "ID=DECIMAL"},
      {"reason", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("Why the verified value differs from the claim"), "TEXT"},
      {"unverifiable", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("Nothing could be verified, and why"), "REASON"},
      {"check", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb, N_("Result of a check: yes, partly or no"),
       "CODE=RESULT"},
      {"check-note", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb, N_("Note on a check"), "CODE=TEXT"},
      {"finding", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("A strength, shortcoming or recommendation"), "KIND=TEXT"},
      {"finding-id", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("The next --finding replaces this one"), "N"},
      {"internal-note", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("Note that never leaves the file"), "TEXT"},
      {"justify", 0, 0, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("Justification of the contradictions that stand"), "TEXT"},
      {"flag", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("To be looked at again"), NULL},
      {"unflag", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, collect_cb, N_("Looked at again"),
       NULL},
      {"clear", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, collect_cb,
       N_("Clear the whole answer"), NULL},
      {NULL},
  };

  if (!silsa_cli_parse_collecting(cli, argc, argv, own, collected, given, 1, 2, &rest, &exit))
    return exit;
  if ((from != NULL) == (rest[1] != NULL) || (from != NULL && given->len > 0))
    return silsa_cli_usage(cli, "%s",
                           _("Name one indicator with its answer, or a table with --from."));
  if (from == NULL && given->len == 0)
    return silsa_cli_usage(cli, "%s", _("Nothing is said about the answer."));

  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  exit =
      from != NULL ? answer_from_table(cli, store, from) : answer_one(cli, store, rest[1], given);
  return silsa_cli_close(store, exit);
}
