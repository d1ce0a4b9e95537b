#include "silsa-cli.h"

#include <glib/gi18n.h>

/* What is gone for good: one piece of evidence, or all that a file holds. */

typedef gboolean (*EraseFunc)(SilsaStore *store, gint64 id, const char *reason, GError **error);

static gboolean
erase_all(SilsaStore *store, gint64 id G_GNUC_UNUSED, const char *reason, GError **error)
{
  return silsa_store_erase_all(store, reason, error);
}

static void
report(const SilsaCli *cli, SilsaStore *store, const char *what)
{
  gboolean compacted = silsa_store_get_compaction(store) == SILSA_COMPACTION_DONE;

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, "erased", what);
    silsa_json_bool(builder, "compacted", compacted);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
    return;
  }
  silsa_cli_print("%s", _("Erased for good."));
  if (!compacted)
    silsa_cli_print("%s", _("The file keeps its size, because it could not be written anew; what "
                            "was erased is overwritten all the same."));
}

static SilsaExit
erase(const SilsaCli *cli, const char *path, EraseFunc func, gint64 id, const char *reason)
{
  g_autofree char *what =
      id > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, id) : g_strdup("everything");
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;

  if (reason == NULL || *reason == '\0')
    return silsa_cli_usage(cli, "%s", _("--reason is missing: it stays in the history."));
  store = silsa_cli_open(path, SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  if (!func(store, id, reason, &error))
    return silsa_cli_close(store, silsa_cli_fail_act(error));
  exit = silsa_cli_close(store, SILSA_EXIT_DONE);
  if (exit == SILSA_EXIT_DONE)
    report(cli, store, what);
  return exit;
}

SilsaExit
silsa_command_evidence_erase(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  g_auto(GStrv) rest = NULL;
  SilsaExit exit;
  gint64 id;
  const GOptionEntry entries[] = {
      {"reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the history"), "TEXT"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, 2, &rest, &exit))
    return exit;
  if (!silsa_cli_parse_id(rest[1], &id))
    return silsa_cli_usage(cli, _("“%s” is no number of evidence; evidence list shows them."),
                           rest[1]);
  return erase(cli, rest[0], silsa_store_erase_evidence, id, reason);
}

SilsaExit
silsa_command_erase(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  g_auto(GStrv) rest = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the history"), "TEXT"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  return erase(cli, rest[0], erase_all, 0, reason);
}
