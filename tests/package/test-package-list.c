#include "silsa-package-list.h"
#include "workshop.h"

#include <string.h>

/* A folder of packages: what is known at once, and how they are judged. */

static void
keep(SilsaListedPackage *package, gpointer packages)
{
  g_ptr_array_add(packages, package);
}

static int
compare_paths(gconstpointer a, gconstpointer b)
{
  return strcmp((*(SilsaListedPackage *const *)a)->path, (*(SilsaListedPackage *const *)b)->path);
}

static GPtrArray *
list(Workshop *shop, gboolean verified)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) paths = silsa_package_list_find(shop->folder.path, &error);
  GPtrArray *packages = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_listed_package_free);

  g_assert_no_error(error);
  if (verified)
    silsa_package_list_verify(paths, NULL, keep, packages, NULL);
  else
    silsa_package_list_glance(paths, keep, packages, NULL);
  g_assert_cmpuint(packages->len, ==, paths->len);
  g_ptr_array_sort(packages, compare_paths);
  return packages;
}

static void
copy_as(Workshop *shop, const char *package, const char *name)
{
  g_autoptr(GBytes) bytes = silsa_test_read(package);
  g_autofree char *path = silsa_test_folder_path(&shop->folder, name);

  silsa_test_write(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* Nothing that only verifying can know is told. */
static void
test_glance(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) packages = NULL;
  g_autofree char *empty = silsa_test_folder_path(&shop->folder, "zz-empty.asice");
  const SilsaListedPackage *package;

  workshop_package(shop);
  silsa_test_write(empty, "", 0);
  packages = list(shop, FALSE);
  g_assert_cmpuint(packages->len, ==, 2);
  package = packages->pdata[0];
  g_assert_false(silsa_listed_package_is_verified(package));
  g_assert_null(package->report);
  g_assert_cmpstr(package->head->city, ==,
                  silsa_assessment_get_case(silsa_store_get_assessment(shop->store))->city_name);
  g_assert_cmpuint(package->head->revision, ==, 1);
  g_assert_cmpuint(package->head->size, >, 0);
  package = packages->pdata[1];
  g_assert_false(silsa_listed_package_is_verified(package));
  g_assert_null(package->head);
}

static void
test_verified(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) packages = NULL;
  g_autofree char *empty = silsa_test_folder_path(&shop->folder, "zz-empty.asice");
  const SilsaListedPackage *package;

  workshop_package(shop);
  silsa_test_write(empty, "", 0);
  packages = list(shop, TRUE);
  package = packages->pdata[0];
  g_assert_true(silsa_listed_package_is_verified(package));
  g_assert_cmpint(package->report->verdict, ==, SILSA_VERDICT_UNTRUSTED);
  g_assert_null(package->head);
  package = packages->pdata[1];
  g_assert_cmpint(package->report->verdict, ==, SILSA_VERDICT_UNREADABLE);
}

static void
assert_marked(Workshop *shop, guint n, gboolean conflict, gboolean superseded)
{
  g_autoptr(GPtrArray) packages = list(shop, TRUE);

  silsa_package_list_mark(packages);
  g_assert_cmpuint(packages->len, ==, n);
  g_assert_true(((SilsaListedPackage *)packages->pdata[0])->conflict == conflict);
  g_assert_true(((SilsaListedPackage *)packages->pdata[0])->superseded == superseded);
}

/* The same package twice is no conflict, nor is one that somebody else signed as well; the same
 * revision with another word in it is. */
static void
test_marked(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const char *package = workshop_package(shop);
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "zz-changed.asice");
  g_autoptr(GPtrArray) entries = workshop_open(package);
  g_autoptr(SilsaIdentity) other = workshop_identity(&(Kind){.name = "이도윤"});

  assert_marked(shop, 1, FALSE, FALSE);
  copy_as(shop, package, "zz-changed.asice");
  assert_marked(shop, 2, FALSE, FALSE);
  workshop_sign(entries, other, 0);
  workshop_close(entries, path);
  assert_marked(shop, 2, FALSE, FALSE);
  workshop_replace(entries, "journal.xml", ">4</new>", ">5</new>");
  workshop_close(entries, path);
  assert_marked(shop, 2, TRUE, FALSE);
}

static void
test_superseded(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(shop));
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "zz-next.asice");

  workshop_replace(entries, "payload.xml", " revision=\"1\"", " revision=\"2\"");
  workshop_sign(entries, shop->identity, 0);
  workshop_close(entries, path);
  assert_marked(shop, 2, FALSE, TRUE);
}

#define test(path, func)                                                                           \
  g_test_add("/package-list/" path, Workshop, NULL, workshop_set_up, func, workshop_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  test("glance", test_glance);
  test("verified", test_verified);
  test("marked", test_marked);
  test("superseded", test_superseded);
  return g_test_run();
}
