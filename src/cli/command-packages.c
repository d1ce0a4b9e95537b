#include "silsa-cli-package.h"
#include "silsa-package-list.h"

#include <glib/gi18n.h>
#include <string.h>

static void
keep(SilsaListedPackage *package, gpointer packages)
{
  g_ptr_array_add(packages, package);
}

static int
compare_paths(gconstpointer a, gconstpointer b)
{
  const SilsaListedPackage *left = *(SilsaListedPackage *const *)a;
  const SilsaListedPackage *right = *(SilsaListedPackage *const *)b;

  return strcmp(left->path, right->path);
}

static const char *
verdict_of(const SilsaListedPackage *package)
{
  return package->report != NULL ? silsa_verdict_to_string(package->report->verdict) : NULL;
}

static void
add_end(JsonBuilder *builder, const char *name, const SilsaSaidSum *said)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_object(builder);
  silsa_json_string(builder, "points", said->points);
  silsa_json_string(builder, "percent", said->percent);
  if (said->grade != NULL)
    silsa_json_int(builder, "grade", g_ascii_strtoll(said->grade, NULL, 10));
  else
    silsa_json_null(builder, "grade");
  json_builder_end_object(builder);
}

static void
add_content(JsonBuilder *builder, const SilsaReport *report)
{
  silsa_json_string(builder, "kind", report->kind);
  silsa_json_bool(builder, "intact", report->intact);
  silsa_json_bool(builder, "trusted", report->trusted);
  silsa_json_string(builder, "city", report->city);
  silsa_json_string(builder, "assessor", report->assessor);
  silsa_json_string(builder, "round", report->round);
  silsa_json_int(builder, "revision", report->revision);
  silsa_json_bool(builder, "complete", report->complete);
  silsa_json_string(builder, "purpose", report->purpose);
  silsa_json_string(builder, "catalogue_status", report->catalogue_status);
  add_end(builder, "low", &report->said[0]);
  add_end(builder, "expected", &report->said[1]);
  add_end(builder, "high", &report->said[2]);
  silsa_json_int(builder, "size", (gint64)report->size);
}

static void
print_json(GPtrArray *packages)
{
  JsonBuilder *builder = json_builder_new();

  json_builder_begin_object(builder);
  json_builder_set_member_name(builder, "packages");
  json_builder_begin_array(builder);
  for (guint i = 0; i < packages->len; i++) {
    const SilsaListedPackage *package = packages->pdata[i];

    json_builder_begin_object(builder);
    silsa_json_string(builder, "path", package->path);
    silsa_json_string(builder, "verdict", verdict_of(package));
    silsa_json_string(builder, "problem", package->problem);
    silsa_json_bool(builder, "conflict", package->conflict);
    silsa_json_bool(builder, "superseded", package->superseded);
    if (package->report != NULL)
      add_content(builder, package->report);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

static void
print_package(const SilsaListedPackage *package)
{
  const SilsaReport *report = package->report;
  g_autofree char *band = report != NULL ? silsa_report_band_to_text(report) : NULL;
  g_autofree char *size = report != NULL ? g_format_size(report->size) : NULL;

  if (report == NULL) {
    silsa_cli_print("%s\n    %s", package->name, package->problem);
    return;
  }
  silsa_cli_print("%s\n    %s%s%s", package->name, silsa_verdict_to_text(report->verdict),
                  package->conflict ? _(" · the same revision is there with other content") : "",
                  package->superseded ? _(" · a later revision is there") : "");
  if (report->city != NULL)
    silsa_cli_print(_("    %s · %s · revision %u · %s · %s · %s"), report->city, report->assessor,
                    report->revision, band, report->complete ? _("complete") : _("incomplete"),
                    size);
}

SilsaExit
silsa_command_packages(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(SilsaCliTrust) trust = {0};
  g_auto(GStrv) rest = NULL;
  g_autoptr(GPtrArray) paths = NULL;
  g_autoptr(GPtrArray) packages =
      g_ptr_array_new_with_free_func((GDestroyNotify)silsa_listed_package_free);
  g_autoptr(GError) error = NULL;
  SilsaExit exit = SILSA_EXIT_DONE;
  const GOptionEntry entries[] = {SILSA_CLI_TRUST_ENTRIES(&trust)};

  if (!silsa_cli_parse(cli, argc, argv, entries, 1, 1, &rest, &exit) ||
      !silsa_cli_trust_load(&trust, &exit))
    return exit;
  paths = silsa_package_list_find(rest[0], &error);
  if (paths == NULL)
    return silsa_cli_fail(error);
  silsa_package_list_verify(paths, &trust.trust, keep, packages, NULL);
  g_ptr_array_sort(packages, compare_paths);
  silsa_package_list_mark(packages);
  if (cli->json)
    print_json(packages);
  else if (packages->len == 0)
    silsa_cli_print("%s", _("The folder holds no file whose name ends in .asice."));
  for (guint i = 0; i < packages->len; i++) {
    if (!cli->json)
      print_package(packages->pdata[i]);
    if (g_strcmp0(verdict_of(packages->pdata[i]), "valid") != 0)
      exit = SILSA_EXIT_NO;
  }
  return exit;
}
