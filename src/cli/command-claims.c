#include "silsa-cli.h"

#include "silsa-claims.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-part-file.h"

#include <glib/gi18n.h>

static gboolean
write_new(const char *path, GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  g_autoptr(SilsaPartFile) part = silsa_part_file_new(path, size, SILSA_PART_NEW, error);

  return part != NULL && silsa_part_file_write_at(part, data, size, 0, error) &&
         silsa_part_file_finish(part, error);
}

SilsaExit
silsa_command_claims_template(const SilsaCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write the table"), "CSV"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit))
    return exit;
  if (output == NULL)
    return silsa_cli_usage(cli, "%s", _("-o is missing."));
  catalogue = silsa_cli_open_catalogue(rest[0], &exit);
  if (catalogue == NULL)
    return exit;

  table = silsa_claims_template(catalogue, cli->language);
  if (!write_new(output, table, &error))
    return silsa_cli_fail(error);
  silsa_cli_report_written(cli, output);
  return SILSA_EXIT_DONE;
}

/* Only where there is something to say, for most tables are spelled as they should be. */
static void
add_reread(JsonBuilder *builder, GPtrArray *reread)
{
  if (reread->len == 0)
    return;
  json_builder_set_member_name(builder, "reread");
  json_builder_begin_array(builder);
  for (guint i = 0; i < reread->len; i++) {
    const SilsaRereadRow *row = g_ptr_array_index(reread, i);

    json_builder_begin_object(builder);
    silsa_json_int(builder, "row", row->row);
    silsa_json_string(builder, "found", row->found);
    silsa_json_string(builder, "value", row->value);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

void
silsa_cli_print_refused(GPtrArray *refused)
{
  for (guint i = 0; i < refused->len; i++) {
    const SilsaRefusedRow *row = g_ptr_array_index(refused, i);

    g_printerr(_("Row %u is refused: %s (%s)"), row->row, silsa_refused_reason_to_text(row->reason),
               row->found != NULL ? row->found : "");
    g_printerr("\n");
  }
}

static void
report_json(const SilsaClaimsImport *import)
{
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  silsa_json_int(builder, "new", import->n_new);
  silsa_json_int(builder, "changed", import->n_changed);
  silsa_json_int(builder, "same", import->n_same);
  silsa_json_refused(builder, import->refused);
  add_reread(builder, import->reread);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
report_reread(GPtrArray *reread)
{
  for (guint i = 0; i < reread->len; i++) {
    const SilsaRereadRow *row = g_ptr_array_index(reread, i);

    silsa_cli_print(_("Row %u: “%s” was read as %s"), row->row, row->found, row->value);
  }
}

void
silsa_cli_report_claims(const SilsaCli *cli, const SilsaClaimsImport *import)
{
  if (cli->json) {
    report_json(import);
    return;
  }
  silsa_cli_print_refused(import->refused);
  report_reread(import->reread);
  silsa_cli_print(_("%u new, %u changed, %u the same, %u refused"), import->n_new,
                  import->n_changed, import->n_same, import->refused->len);
}

SilsaExit
silsa_command_claims_import(const SilsaCli *cli, int argc, char **argv)
{
  gboolean dry_run = FALSE;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaClaimsImport) import = NULL;
  g_autoptr(GBytes) csv = NULL;
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would be taken"), NULL},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, 2, &rest, &exit))
    return exit;
  csv = silsa_file_read(rest[1], SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", &error);
  if (csv == NULL)
    return silsa_cli_fail(error);
  store = silsa_cli_open(rest[0], dry_run ? SILSA_OPEN_READ_ONLY : SILSA_OPEN_READ_WRITE, &exit);
  if (store == NULL)
    return exit;
  import = silsa_claims_read(silsa_store_get_assessment(store), csv, &error);
  if (import == NULL) {
    silsa_error_at_file(&error, rest[1]);
    return silsa_cli_close(store, silsa_cli_fail(error));
  }

  exit = dry_run ? SILSA_EXIT_DONE : silsa_cli_perform(store, import->act);
  if (exit == SILSA_EXIT_DONE) {
    silsa_cli_report_claims(cli, import);
    exit = import->refused->len > 0 ? SILSA_EXIT_NO : SILSA_EXIT_DONE;
  }
  return silsa_cli_close(store, exit);
}
