#include "silsa-cli-package.h"

#include "silsa-difference.h"
#include "silsa-error.h"
#include "silsa-fact-words.h"
#include "silsa-verify.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static gboolean
list_json_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  JsonBuilder *builder = data;

  json_builder_begin_object(builder);
  silsa_json_int(builder, "sequence", row->sequence);
  silsa_json_int(builder, "group", row->group);
  silsa_json_string(builder, "time", row->time);
  silsa_json_string(builder, "actor", row->actor);
  silsa_json_string(builder, "act", row->act);
  silsa_json_string(builder, "subject", row->subject);
  silsa_json_string(builder, "field", row->field);
  silsa_json_string(builder, "old", row->old_value);
  silsa_json_string(builder, "new", row->new_value);
  silsa_json_string(builder, "hash", row->hash);
  json_builder_end_object(builder);
  return TRUE;
}

static gboolean
list_text_cb(const SilsaJournalRow *row, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  silsa_cli_print("%6" G_GINT64_FORMAT "  %s  %-16s %s %s: %s → %s", row->sequence, row->time,
                  silsa_act_name_to_text(row->act), row->subject, row->field,
                  row->old_value != NULL ? row->old_value : "–",
                  row->new_value != NULL ? row->new_value : "–");
  return TRUE;
}

static void
add_differences(JsonBuilder *builder, GPtrArray *differences)
{
  json_builder_set_member_name(builder, "changes");
  json_builder_begin_array(builder);
  for (guint i = 0; i < differences->len; i++) {
    const SilsaLasting *change = g_ptr_array_index(differences, i);

    json_builder_begin_object(builder);
    silsa_json_string(builder, "subject", change->subject);
    silsa_json_string(builder, "field", change->field);
    silsa_json_string(builder, "old", change->old_value);
    silsa_json_string(builder, "new", change->new_value);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
report_differences(const SilsaCli *cli, guint revision, GPtrArray *differences)
{
  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_int(builder, "revision", revision);
    add_differences(builder, differences);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
    return;
  }
  if (differences->len == 0)
    silsa_cli_print("%s", _("Nothing differs from the last package"));
  for (guint i = 0; i < differences->len; i++) {
    const SilsaLasting *change = g_ptr_array_index(differences, i);

    silsa_cli_print("%s %s: %s → %s", change->subject, change->field,
                    change->old_value != NULL ? change->old_value : "–",
                    change->new_value != NULL ? change->new_value : "–");
  }
}

/* What a reader of the last package does not know yet. */
static SilsaExit
list_since_package(const SilsaCli *cli, SilsaStore *store)
{
  g_auto(SilsaLastExport) last = {0};
  g_autoptr(GPtrArray) differences = NULL;
  g_autoptr(GError) error = NULL;

  if (!silsa_store_get_last_export(store, &last, &error) ||
      (differences = silsa_store_find_differences(store, last.rows, &error)) == NULL)
    return silsa_cli_fail(error);
  if (last.revision == 0 && !cli->json)
    silsa_cli_print("%s", _("No package was made yet"));
  else
    report_differences(cli, last.revision, differences);
  return SILSA_EXIT_DONE;
}

SilsaExit
silsa_command_journal_list(const SilsaCli *cli, int argc, char **argv)
{
  gboolean since = FALSE;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  JsonBuilder *builder = NULL;
  SilsaExit exit;
  gboolean ok;
  const GOptionEntry entries[] = {
      {"since-package", 0, 0, G_OPTION_ARG_NONE, &since,
       N_("Only what differs from the last package"), NULL},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  store = silsa_cli_open_to_read(cli, rest[0], NULL, &exit);
  if (store == NULL)
    return exit;
  if (since)
    return silsa_cli_close(store, list_since_package(cli, store));
  if (cli->json) {
    builder = json_builder_new();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "rows");
    json_builder_begin_array(builder);
  }
  ok = silsa_store_foreach_journal(store, 0, -1, builder != NULL ? list_json_cb : list_text_cb,
                                   builder, &error);
  if (builder != NULL) {
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    if (ok)
      silsa_cli_print_json(builder);
    else
      g_object_unref(builder);
  }
  return silsa_cli_close(store, ok ? SILSA_EXIT_DONE : silsa_cli_fail(error));
}

/* restore */

static gboolean
take_row_cb(const SilsaJournalRow *row, gpointer data, GError **error)
{
  SilsaAct *act = data;

  if (row->old_value == NULL && *row->old_commitment != '\0')
    return silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "erased", "the value is gone");
  silsa_act_add(act, row->subject, row->field, row->old_value);
  return TRUE;
}

static SilsaExit
restore(const SilsaCli *cli, SilsaStore *store, gint64 sequence)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(silsa_store_get_assessment(store));
  g_autoptr(SilsaAct) act = silsa_act_new("answer", NULL);
  g_autoptr(GError) error = NULL;
  const SilsaChange *change;

  if (!silsa_store_foreach_journal(store, sequence, sequence + 1, take_row_cb, act, &error))
    return silsa_cli_fail(error);
  change = silsa_act_is_empty(act) ? NULL : g_ptr_array_index(act->changes, 0);
  if (change == NULL || !silsa_fact_can_be_put_back(catalogue, change->subject, change->field))
    return silsa_cli_usage(cli,
                           _("Row %u holds nothing that can be put back; journal list shows "
                             "the rows."),
                           (guint)sequence);
  return silsa_cli_perform(store, act);
}

SilsaExit
silsa_command_journal_restore(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  SilsaExit exit;
  guint64 row;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 2, 2, &rest, &exit))
    return exit;
  if (!g_ascii_string_to_unsigned(rest[1], 10, 0, G_MAXINT, &row, NULL))
    return silsa_cli_usage(cli, _("“%s” is no row of the history; journal list shows them."),
                           rest[1]);
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  exit = restore(cli, store, (gint64)row);
  if (exit == SILSA_EXIT_DONE && !cli->json)
    silsa_cli_print("%s", _("The former value is back"));
  return silsa_cli_close(store, exit);
}

/* verify */

static gboolean
check_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  silsa_journal_check_row(data, row);
  return TRUE;
}

static gboolean
check_file(const char *path, gint64 *rows, char **head, gint64 *first_bad, GError **error)
{
  g_autoptr(SilsaStore) store = silsa_store_open(path, SILSA_OPEN_READ_ONLY, error);
  g_autoptr(SilsaJournalCheck) check = NULL;
  SilsaAssessment *assessment;

  if (store == NULL)
    return FALSE;
  assessment = silsa_store_get_assessment(store);
  check = silsa_journal_check_new(
      silsa_assessment_get_case(assessment)->id,
      silsa_catalogue_get_sha256(silsa_assessment_get_catalogue(assessment)));
  if (!silsa_store_foreach_journal(store, 0, -1, check_cb, check, error))
    return FALSE;
  *rows = silsa_journal_check_get_rows(check);
  *head = g_strdup(silsa_journal_check_get_head(check));
  *first_bad = silsa_journal_check_get_first_bad(check);
  return silsa_store_close(store, error);
}

static gboolean
is_zip(const char *path)
{
  char head[2] = "";
  FILE *file = g_fopen(path, "rbe");
  gsize n = file != NULL ? fread(head, 1, sizeof head, file) : 0;

  if (file != NULL)
    fclose(file);
  return n == sizeof head && memcmp(head, "PK", sizeof head) == 0;
}

SilsaExit
silsa_command_journal_verify(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *head = NULL;
  gint64 rows = 0, first_bad = -1;
  SilsaExit exit;
  gboolean done;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  done = is_zip(rest[0]) ? silsa_package_check_journal(rest[0], &rows, &head, &first_bad, &error)
                         : check_file(rest[0], &rows, &head, &first_bad, &error);
  if (!done)
    return silsa_cli_fail(error);

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_bool(builder, "ok", first_bad < 0);
    silsa_json_int(builder, "rows", rows);
    silsa_json_string(builder, "head", head);
    if (first_bad < 0)
      silsa_json_null(builder, "first_bad");
    else
      silsa_json_int(builder, "first_bad", first_bad);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else if (first_bad < 0) {
    silsa_cli_print(_("The history of %lld rows holds. Head: %s"), (long long)rows, head);
  } else {
    silsa_cli_print(_("The history does not hold: row %lld is the first that is wrong."),
                    (long long)first_bad);
  }
  return first_bad < 0 ? SILSA_EXIT_DONE : SILSA_EXIT_NO;
}
