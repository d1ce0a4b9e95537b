#include "silsa-cli.h"

#include "silsa-error.h"
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

SilsaExit
silsa_command_journal_list(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  JsonBuilder *builder = NULL;
  SilsaExit exit;
  gboolean ok;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_ONLY, &exit);
  if (store == NULL)
    return exit;
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
