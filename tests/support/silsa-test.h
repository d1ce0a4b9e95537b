#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What every test needs: the project's files, and a folder of its own. Failures end the test. */

/** The path of a file of the checkout, such as silsa_test_source("data", "catalogue.xsd", NULL).
 * (transfer full) */
char *silsa_test_source(const char *first, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/** The same below the build folder. (transfer full) */
char *silsa_test_built(const char *first, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/** The content of a file. (transfer full) */
GBytes *silsa_test_read(const char *path) G_GNUC_WARN_UNUSED_RESULT;
void silsa_test_write(const char *path, const void *data, gsize size);

/** @bytes with @from replaced by @to; @from must stand there exactly @times times (0: any number
 * but none). (transfer full) */
GBytes *silsa_test_replace(GBytes *bytes, const char *from, const char *to, guint times)
    G_GNUC_WARN_UNUSED_RESULT;

/** The catalogue of the checkout (63 indicators, 2021). (transfer full) */
GBytes *silsa_test_catalogue(void) G_GNUC_WARN_UNUSED_RESULT;
/** A valid catalogue of another size: 53 indicators in 5 items in 3 sectors, four grades, three
 * classes, two decimals, odd points, formulas with every operator. (transfer full) */
GBytes *silsa_test_other_catalogue(void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * A fresh temporary folder, removed with everything in it at the end:
 *
 *   g_test_add("/store/open", SilsaTestFolder, NULL, silsa_test_folder_set_up, test_open,
 *              silsa_test_folder_tear_down);
 *
 * As the first member of a larger fixture it can be set up and torn down by that fixture's
 * functions.
 */
typedef struct {
  char *path;
} SilsaTestFolder;

void silsa_test_folder_set_up(SilsaTestFolder *self, gconstpointer data);
void silsa_test_folder_tear_down(SilsaTestFolder *self, gconstpointer data);
/** The path of @name in the folder. (transfer full) */
char *silsa_test_folder_path(SilsaTestFolder *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
