#pragma once

#include "silsa-error.h"
#include "silsa-store.h"
#include "silsa-test.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* A folder with an assessment of the reference catalogue in it. */
typedef struct {
  SilsaTestFolder folder;
  char *path; /* "visit.silsa" */
  SilsaStore *store;
} Fixture;

#define add_test(path, data, func)                                                                 \
  g_test_add(path, Fixture, data, fixture_set_up, func, fixture_tear_down)

void fixture_set_up(Fixture *self, gconstpointer data);
void fixture_tear_down(Fixture *self, gconstpointer data);

/** The reference catalogue, parsed once. Borrowed. */
SilsaCatalogue *fixture_catalogue(void);
SilsaStore *fixture_create(const char *path);
void fixture_close(Fixture *self);
void fixture_reopen(Fixture *self);
/** No file in the folder but the assessment. */
void fixture_assert_one_file(Fixture *self);

/** Performs an act with one change; it must be allowed. */
void fixture_set(SilsaStore *store, const char *subject, const char *field, const char *value);
const char *fixture_get(SilsaStore *store, const char *subject, const char *field);
#define assert_fact(store, subject, field, value)                                                  \
  g_assert_cmpstr(fixture_get(store, subject, field), ==, value)

/** Bytes that depend on @seed. (transfer full) */
GBytes *fixture_bytes(guint seed, gsize size);
SilsaEvidence *fixture_add_photo(SilsaStore *store, GBytes *bytes, const char *name);

/** Number of rows, after the whole chain was found right. */
gint64 fixture_check_journal(SilsaStore *store);
/** The first bad row, or -1. */
gint64 fixture_first_bad(SilsaStore *store);

/** Looks through the whole file, as silsa_store_check_async() does. */
gboolean fixture_look(SilsaStore *store, GError **error);

/** All facts as lines, for comparisons. (transfer full) */
char *fixture_dump(SilsaStore *store);

/** Runs SQL on a closed file as an enemy would. */
void fixture_tamper(const char *path, const char *sql);

/** Runs the main loop until the file is saved. */
void fixture_wait_until_saved(SilsaStore *store);

G_END_DECLS
