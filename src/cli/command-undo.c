#include "silsa-cli.h"

#include "silsa-words.h"

#include <glib/gi18n.h>

typedef gboolean (*StepFunc)(SilsaStore *store, GError **error);

static SilsaExit
step(const SilsaCli *cli, int argc, char **argv, gboolean back)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  const StepFunc func = back ? silsa_store_undo : silsa_store_redo;
  SilsaExit exit;

  if (!silsa_cli_parse(cli, argc, argv, NULL, 1, 1, &rest, &exit))
    return exit;
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  if (back ? !silsa_store_can_undo(store) : !silsa_store_can_redo(store)) {
    g_printerr("silsa-cli: %s\n",
               back ? _("There is nothing to undo.") : _("There is nothing to redo."));
    return silsa_cli_close(store, SILSA_EXIT_NO);
  }
  name = g_strdup(back ? silsa_store_get_undo_name(store) : silsa_store_get_redo_name(store));
  if (!func(store, &error) || !silsa_store_flush(store, &error))
    return silsa_cli_close(store, silsa_cli_fail(error));

  if (cli->json) {
    JsonBuilder *builder = json_builder_new();

    json_builder_begin_object(builder);
    silsa_json_string(builder, back ? "undone" : "redone", name);
    json_builder_end_object(builder);
    silsa_cli_print_json(builder);
  } else {
    silsa_cli_print(back ? _("Undone: %s") : _("Done again: %s"), silsa_act_name_to_text(name));
  }
  return silsa_cli_close(store, SILSA_EXIT_DONE);
}

SilsaExit
silsa_command_undo(const SilsaCli *cli, int argc, char **argv)
{
  return step(cli, argc, argv, TRUE);
}

SilsaExit
silsa_command_redo(const SilsaCli *cli, int argc, char **argv)
{
  return step(cli, argc, argv, FALSE);
}
