#include "silsa-package-list.h"
#include "silsa-xml.h"
#include "workshop.h"

#include <libxml/c14n.h>
#include <locale.h>
#include <time.h>

/*
 * P8: 300 packages without photos, read into a table and then verified in it, against a bare loop
 * that parses, validates and canonicalises the same 300 payloads and nothing else. The loop is one
 * thread and looks at a seventh of the bytes: a package is its catalogue and its journal as well,
 * both hashed, the journal's chain followed, all scores derived anew and a signature checked. The
 * table is made by all processors; the second ratio is what it costs whoever has but one.
 */

#define PACKAGES 300
#define ROUNDS 3

/* A package of 63 answers with reasons, no photos. */
static char *
make_package(Workshop *shop)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);
  SilsaCreation creation = {.catalogue = catalogue,
                            .city_name = "가나시",
                            .population = 400000,
                            .assessor_name = "김서연"};

  workshop_create(shop, &creation);
  shop->identity = workshop_identity(&(Kind){.name = "김서연"});
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    workshop_set(shop, indicator->code, "reason", "현장에서 확인한 값이 제출값과 달랐음");
    if (indicator->kind == SILSA_KIND_QUALITATIVE)
      workshop_set(shop, indicator->code, "level", "2");
    for (guint k = 0; k < indicator->n_checks; k++) {
      g_autofree char *field = g_strconcat("check:", indicator->checks[k].code, NULL);

      workshop_set(shop, indicator->code, field, "yes");
    }
  }
  return workshop_export(shop, "one.asice", shop->identity, 0);
}

static GPtrArray *
make_folder(Workshop *shop, const char *package)
{
  g_autoptr(GBytes) bytes = silsa_test_read(package);
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < PACKAGES; i++) {
    g_autofree char *name = g_strdup_printf("%03u.asice", i);
    char *path = silsa_test_folder_path(&shop->folder, name);

    silsa_test_write(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_ptr_array_add(paths, path);
  }
  return paths;
}

/* Wall clock and processor time since the last call, the least so far of each. */
typedef struct {
  double wall, processor;
} Least;

static void
take_less(Least *least, gint64 wall_start, clock_t processor_start)
{
  least->wall = MIN(least->wall, (double)(g_get_monotonic_time() - wall_start) / G_USEC_PER_SEC);
  least->processor = MIN(least->processor, (double)(clock() - processor_start) / CLOCKS_PER_SEC);
}

static void
time_bare_loop(const char *package, Least *least)
{
  g_autoptr(GPtrArray) entries = workshop_open(package);
  GBytes *payload = workshop_find(entries, "payload.xml")->bytes;
  gint64 start = g_get_monotonic_time();
  clock_t processor = clock();

  for (guint i = 0; i < PACKAGES; i++) {
    g_autoptr(xmlDoc) doc = silsa_xml_parse(payload, G_MAXINT, "payload-bytes", NULL);
    xmlChar *text = NULL;

    g_assert_true(silsa_xml_validate(doc, "payload.xsd", NULL));
    g_assert_cmpint(xmlC14NDocDumpMemory(doc, NULL, XML_C14N_1_1, NULL, 0, &text), >, 0);
    xmlFree(text);
  }
  take_less(least, start, processor);
}

static void
keep_head(SilsaListedPackage *package, gpointer packages)
{
  g_assert_nonnull(package->head);
  g_ptr_array_add(packages, package);
}

static void
time_rows(GPtrArray *paths, Least *least)
{
  g_autoptr(GPtrArray) packages =
      g_ptr_array_new_with_free_func((GDestroyNotify)silsa_listed_package_free);
  gint64 start = g_get_monotonic_time();
  clock_t processor = clock();

  silsa_package_list_glance(paths, keep_head, packages, NULL);
  g_assert_cmpuint(packages->len, ==, PACKAGES);
  take_less(least, start, processor);
}

static void
keep(SilsaListedPackage *package, gpointer packages)
{
  g_assert_nonnull(package->report);
  g_assert_cmpint(package->report->verdict, ==, SILSA_VERDICT_UNTRUSTED);
  g_ptr_array_add(packages, package);
}

static void
time_list(GPtrArray *paths, Least *least)
{
  g_autoptr(GPtrArray) packages =
      g_ptr_array_new_with_free_func((GDestroyNotify)silsa_listed_package_free);
  gint64 start = g_get_monotonic_time();
  clock_t processor = clock();

  silsa_package_list_verify(paths, NULL, keep, packages, NULL);
  g_assert_cmpuint(packages->len, ==, PACKAGES);
  take_less(least, start, processor);
}

static void
tell(const char *what, const Least *found, const Least *bare)
{
  g_print("P8 %u packages, %s: %.2f s by %u processors, bare loop %.2f s by one, ratio %.2f (goal "
          "1.5); processor time %.2f s, bare loop %.2f s, ratio %.2f\n",
          PACKAGES, what, found->wall, g_get_num_processors(), bare->wall, found->wall / bare->wall,
          found->processor, bare->processor, found->processor / bare->processor);
}

int
main(void)
{
  Workshop shop = {0};
  g_autofree char *package = NULL;
  g_autoptr(GPtrArray) paths = NULL;
  Least bare = {G_MAXDOUBLE, G_MAXDOUBLE}, rows = bare, list = bare;

  setlocale(LC_ALL, "C.UTF-8");
  package = make_package(&shop);
  paths = make_folder(&shop, package);
  for (guint i = 0; i < ROUNDS; i++) {
    time_bare_loop(package, &bare);
    time_rows(paths, &rows);
    time_list(paths, &list);
  }
  tell("rows that say what they say of themselves", &rows, &bare);
  tell("verified", &list, &bare);
  workshop_tear_down(&shop, NULL);
  return 0;
}
