#include "fixture.h"
#include "silsa-limits.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Every flush of this process, in whatever library: libsqlite3 finds these names first. */
static gint flushes;

int
fsync(int fd)
{
  g_atomic_int_inc(&flushes);
  return (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
  g_atomic_int_inc(&flushes);
  return (int)syscall(SYS_fdatasync, fd);
}

static void
assert_content(SilsaStore *store, gint64 id, GBytes *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = silsa_store_read_evidence(store, id, &error);

  g_assert_no_error(error);
  g_assert_true(g_bytes_equal(bytes, expected));
}

static void
test_facts(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, 70000);
  g_autoptr(GBytes) jpeg = fixture_bytes(2, 3000);
  g_autoptr(GBytes) thumbnail = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg",
                .name = "관제실 1.jpg",
                .kind = "photo",
                .captured = "2021-08-25T10:12:00",
                .device = "Maker Model",
                .latitude = "35.8714",
                .longitude = "128.6014",
                .width = 4000,
                .height = 3000,
                .orientation = 6},
      .thumbnail = jpeg,
  };
  const SilsaEvidenceFacts *facts;
  gboolean known = TRUE;

  {
    g_autoptr(SilsaEvidence) evidence =
        silsa_store_add_evidence(f->store, bytes, &intake, &known, &error);

    g_assert_no_error(error);
    g_assert_false(known);
    g_assert_true(silsa_assessment_find_evidence(silsa_store_get_assessment(f->store), 1) ==
                  evidence);
  }
  fixture_reopen(f);
  facts = silsa_evidence_get_facts(
      silsa_assessment_find_evidence_by_digest(silsa_store_get_assessment(f->store), digest));
  g_assert_cmpint(facts->id, ==, 1);
  g_assert_cmpuint(facts->size, ==, 70000);
  g_assert_cmpstr(facts->name, ==, "관제실 1.jpg");
  g_assert_cmpstr(facts->media_type, ==, "image/jpeg");
  g_assert_cmpstr(facts->kind, ==, "photo");
  g_assert_cmpstr(facts->captured, ==, "2021-08-25T10:12:00");
  g_assert_cmpstr(facts->device, ==, "Maker Model");
  g_assert_cmpstr(facts->latitude, ==, "35.8714");
  g_assert_cmpstr(facts->longitude, ==, "128.6014");
  g_assert_cmpint(facts->width, ==, 4000);
  g_assert_cmpint(facts->height, ==, 3000);
  g_assert_cmpint(facts->orientation, ==, 6);
  g_assert_nonnull(facts->imported);
  assert_content(f->store, 1, bytes);
  thumbnail = silsa_store_read_thumbnail(f->store, 1, &error);
  g_assert_true(g_bytes_equal(thumbnail, jpeg));
  g_assert_cmpint(fixture_check_journal(f->store), ==, 2);
}

static void
test_once_per_digest(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, 300000);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaEvidence) first = fixture_add_photo(f->store, bytes, "a.jpg");
  g_autoptr(SilsaEvidence) again = NULL;
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "b.jpg", .kind = "photo"}};
  gboolean known = FALSE;
  struct stat before, after;

  g_assert_cmpint(stat(f->path, &before), ==, 0);
  again = silsa_store_add_evidence(f->store, bytes, &intake, &known, &error);
  g_assert_no_error(error);
  g_assert_true(known);
  g_assert_true(again == first);
  g_assert_cmpint(stat(f->path, &after), ==, 0);
  g_assert_cmpint(before.st_size, ==, after.st_size);
  g_assert_cmpint(fixture_check_journal(f->store), ==, 2);
}

static void
test_missing(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = fixture_bytes(1, 10);
  g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, bytes, "a.jpg");

  g_assert_null(silsa_store_read_thumbnail(f->store, 1, &error));
  g_assert_no_error(error);
  g_assert_null(silsa_store_read_evidence(f->store, 2, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_clear_error(&error);
  g_assert_null(silsa_store_open_evidence(f->store, 2, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
}

static void
test_sizes(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  /* nothing, within a page, a page, a chunk of a stream, and what is written in pieces */
  static const gsize sizes[] = {0, 1, 16384, 262144, 262145, 34000000};

  for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(GBytes) bytes = fixture_bytes(i, sizes[i]);
    g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, bytes, "a.bin");

    assert_content(f->store, silsa_evidence_get_id(evidence), bytes);
  }
  fixture_reopen(f);
  for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(GBytes) bytes = fixture_bytes(i, sizes[i]);

    assert_content(f->store, i + 1, bytes);
  }
}

static void
test_altered_bytes(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, 1000);
  g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, bytes, "a.jpg");
  g_autoptr(GError) error = NULL;

  fixture_close(f);
  fixture_tamper(f->path, "UPDATE content SET bytes = zeroblob(1000)");
  fixture_reopen(f);
  g_assert_null(silsa_store_read_evidence(f->store, 1, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "evidence-digest");
}

static void
test_too_large(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const guint8 byte = 0;
  SilsaEvidenceIntake intake = {.facts = {.media_type = "x", .name = "x", .kind = "document"}};
  g_autoptr(GError) error = NULL;
  /* Never looked at: the size is enough to refuse it. */
  g_autoptr(GBytes) bytes = g_bytes_new_static(&byte, (gsize)512 * 1024 * 1024 + 1);

  g_assert_null(silsa_store_add_evidence(f->store, bytes, &intake, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
}

/* The largest that is taken, by its beginning and end: nothing in between is copied. */
static void
test_largest(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gsize size = SILSA_LIMIT_EVIDENCE_BYTES;
  SilsaEvidenceIntake intake = {.facts = {.media_type = "x", .name = "x", .kind = "document"}};
  g_autoptr(GBytes) bytes = g_bytes_new_take(g_malloc0(size), size);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaEvidence) evidence =
      silsa_store_add_evidence(f->store, bytes, &intake, NULL, &error);
  g_autoptr(GBytes) found = NULL;

  g_assert_no_error(error);
  fixture_reopen(f);
  found = silsa_store_read_evidence(f->store, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(g_bytes_get_size(found), ==, size);
}

/* --- streams --- */

static void
test_stream(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(5, 3000001);
  g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, bytes, "a.jpg");
  g_autoptr(GInputStream) stream = silsa_store_open_evidence(f->store, 1, NULL);
  g_autoptr(GByteArray) got = g_byte_array_new();
  g_autofree guint8 *buffer = g_malloc(1000000);
  g_autoptr(GError) error = NULL;
  gssize size;

  /* Idle and half read streams do not hold up the writer, who comes between any two reads. */
  while ((size = g_input_stream_read(stream, buffer, 1000000, NULL, &error)) > 0) {
    gint64 began = g_get_monotonic_time();

    g_assert_cmpint(size, <=, 262144);
    g_byte_array_append(got, buffer, (guint)size);
    fixture_set(f->store, "A1-03", "flag", got->len / 262144 % 2 == 0 ? NULL : "1");
    g_assert_true(silsa_store_flush(f->store, NULL));
    g_assert_cmpint(g_get_monotonic_time() - began, <, G_TIME_SPAN_SECOND);
  }
  g_assert_no_error(error);
  g_assert_cmpmem(got->data, got->len, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_assert_true(g_input_stream_close(stream, NULL, NULL));
}

static void
test_stream_outlives_store(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(5, 600000);
  g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, bytes, "a.jpg");
  g_autoptr(GInputStream) stream = silsa_store_open_evidence(f->store, 1, NULL);
  g_autofree guint8 *buffer = g_malloc(600000);
  gsize got;

  g_assert_cmpint(g_input_stream_read(stream, buffer, 100, NULL, NULL), ==, 100);
  fixture_close(f);
  g_assert_true(g_input_stream_read_all(stream, buffer + 100, 600000 - 100, &got, NULL, NULL));
  g_assert_cmpmem(buffer, got + 100, g_bytes_get_data(bytes, NULL), 600000);
  fixture_reopen(f);
}

typedef struct {
  SilsaStore *store;
  GBytes *expected;
  gint *stop;
  guint rounds;
} Reader;

static gpointer
reader_thread(gpointer data)
{
  Reader *self = data;

  while (!g_atomic_int_get(self->stop)) {
    g_autoptr(GBytes) bytes = silsa_store_read_evidence(self->store, 1, NULL);
    g_autoptr(GInputStream) stream = silsa_store_open_evidence(self->store, 1, NULL);
    guint8 buffer[1000];

    g_assert_true(g_bytes_equal(bytes, self->expected));
    g_assert_cmpint(g_input_stream_read(stream, buffer, sizeof buffer, NULL, NULL), ==, 1000);
    g_assert_cmpmem(buffer, 1000, g_bytes_get_data(self->expected, NULL), 1000);
    self->rounds++;
  }
  return NULL;
}

static void
test_readers_and_writer(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(9, 400000);
  g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, bytes, "a.jpg");
  gint stop = FALSE;
  Reader readers[3];
  GThread *threads[3];
  gint64 longest = 0;

  for (guint i = 0; i < 3; i++) {
    readers[i] = (Reader){f->store, bytes, &stop};
    threads[i] = g_thread_new("reader", reader_thread, &readers[i]);
  }
  for (int i = 0; i < 100; i++) {
    gint64 began = g_get_monotonic_time();

    fixture_set(f->store, "A1-03", "flag", i % 2 == 0 ? "1" : NULL);
    g_assert_true(silsa_store_flush(f->store, NULL));
    longest = MAX(longest, g_get_monotonic_time() - began);
  }
  g_atomic_int_set(&stop, TRUE);
  for (guint i = 0; i < 3; i++) {
    g_thread_join(threads[i]);
    g_assert_cmpuint(readers[i].rounds, >, 0);
  }
  g_test_message("longest save among three readers: %" G_GINT64_FORMAT " µs", longest);
  g_assert_cmpint(longest, <, 2 * G_TIME_SPAN_SECOND);
}

/* --- without blocking --- */

typedef struct {
  SilsaStore *store;
  guint asked, done, known, cancelled;
  gint64 last;
} Import;

static void
added_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = data;
  g_autoptr(GError) error = NULL;
  gboolean known;
  g_autoptr(SilsaEvidence) evidence =
      silsa_store_add_evidence_finish(SILSA_STORE(source), result, &known, &error);

  import->done++;
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    import->cancelled++;
    return;
  }
  g_assert_no_error(error);
  import->known += known;
  g_assert_true(silsa_assessment_find_evidence(silsa_store_get_assessment(import->store),
                                               silsa_evidence_get_id(evidence)) == evidence);
  g_assert_cmpint(silsa_evidence_get_id(evidence), ==, known ? import->last : import->last + 1);
  import->last = silsa_evidence_get_id(evidence);
}

static void
add_async(Import *import, guint seed, gsize size, GCancellable *cancellable)
{
  g_autoptr(GBytes) bytes = fixture_bytes(seed, size);
  g_autofree char *name = g_strdup_printf("%u.jpg", seed);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = name, .kind = "photo"}};

  silsa_store_add_evidence_async(import->store, bytes, &intake, cancellable, added_cb, import);
  import->asked++;
}

static void
test_async(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Import import = {.store = f->store};
  g_autoptr(GCancellable) cancellable = g_cancellable_new();

  g_cancellable_cancel(cancellable);
  add_async(&import, 1, 50000, NULL);
  add_async(&import, 1, 50000, NULL);
  add_async(&import, 2, 50000, cancellable);
  add_async(&import, 3, 50000, NULL);
  g_assert_cmpuint(import.done, ==, 0);
  while (import.done < import.asked)
    g_main_context_iteration(NULL, TRUE);
  g_assert_cmpuint(import.known, ==, 1);
  g_assert_cmpuint(import.cancelled, ==, 1);
  g_assert_cmpint(import.last, ==, 2);
  fixture_wait_until_saved(f->store);
  g_assert_cmpint(fixture_check_journal(f->store), ==, 3);
}

static void
test_many_photos(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Import import = {.store = f->store};
  gint64 began = g_get_monotonic_time();
  gint before = g_atomic_int_get(&flushes);
  guint64 bytes = 2000 * 6000;
  struct stat info;

  for (guint i = 0; i < 2000; i++)
    add_async(&import, i, 6000, NULL);
  while (import.done < import.asked)
    g_main_context_iteration(NULL, TRUE);
  g_test_message("2,000 photos: %.2f s, %d flushes",
                 (double)(g_get_monotonic_time() - began) / G_TIME_SPAN_SECOND,
                 g_atomic_int_get(&flushes) - before);
  g_assert_cmpint(g_get_monotonic_time() - began, <, 60 * G_TIME_SPAN_SECOND);
  /* 20 to a commit, 5 flushes each */
  g_assert_cmpint(g_atomic_int_get(&flushes) - before, <, 2000);
  fixture_reopen(f);
  g_assert_cmpuint(
      g_list_model_get_n_items(silsa_assessment_get_evidence(silsa_store_get_assessment(f->store))),
      ==, 2000);
  g_assert_cmpint(fixture_check_journal(f->store), ==, 2001);
  g_assert_cmpint(stat(f->path, &info), ==, 0);
  g_test_message("file: %.3f of the photos", (double)info.st_size / (double)bytes);
  fixture_assert_one_file(f);
}

/* --- what one photo costs (goals P2 and P3 of the design) --- */

static guint64
count_written(void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents("/proc/self/io", &text, NULL, NULL))
    return 0;
  line = strstr(text, "wchar: ");
  g_assert_nonnull(line);
  return g_ascii_strtoull(line + 7, NULL, 10);
}

static void
test_cost_of_a_photo(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gsize size = 3630000;
  struct stat info;

  for (guint i = 0; i < 5; i++) {
    g_autoptr(GBytes) bytes = fixture_bytes(i, size);
    g_autoptr(SilsaEvidence) evidence = NULL;
    gint before = g_atomic_int_get(&flushes);
    guint64 written = count_written();

    evidence = fixture_add_photo(f->store, bytes, "a.jpg");
    g_assert_cmpint(g_atomic_int_get(&flushes) - before, <=, 5);
    g_assert_cmpint(g_atomic_int_get(&flushes) - before, >=, 3); /* they are counted at all */
    written = count_written() - written;
    g_test_message("one photo: %.3f of its bytes", (double)written / (double)size);
    /* Six pages change beside the bytes, and each is written twice; now and then one is split. */
    g_assert_cmpuint(written, <=, size * 107 / 100);
  }
  fixture_close(f);
  g_assert_cmpint(stat(f->path, &info), ==, 0);
  /* 1.01 at any number of photos; with five of them the catalogue weighs as much again */
  g_assert_cmpuint((guint64)info.st_size, <=, 5 * size * 101 / 100 + 600 * 1024);
}

static void
test_cost_of_an_act(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gint before;

  fixture_set(f->store, "A1-03", "level", "1");
  g_assert_true(silsa_store_flush(f->store, NULL));
  before = g_atomic_int_get(&flushes);
  fixture_set(f->store, "A1-03", "level", "2");
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_cmpint(g_atomic_int_get(&flushes) - before, <=, 5);
  fixture_assert_one_file(f);
}

int
main(int argc, char **argv)
{
  int result;

  g_test_init(&argc, &argv, NULL);
  add_test("/evidence/facts", NULL, test_facts);
  add_test("/evidence/once", NULL, test_once_per_digest);
  add_test("/evidence/missing", NULL, test_missing);
  add_test("/evidence/sizes", NULL, test_sizes);
  add_test("/evidence/altered", NULL, test_altered_bytes);
  add_test("/evidence/too-large", NULL, test_too_large);
  add_test("/evidence/largest", NULL, test_largest);
  add_test("/evidence/stream", NULL, test_stream);
  add_test("/evidence/stream/outlives", NULL, test_stream_outlives_store);
  add_test("/evidence/readers", NULL, test_readers_and_writer);
  add_test("/evidence/async", NULL, test_async);
  add_test("/evidence/many", NULL, test_many_photos);
  add_test("/evidence/cost/photo", NULL, test_cost_of_a_photo);
  add_test("/evidence/cost/act", NULL, test_cost_of_an_act);
  result = g_test_run();
  g_object_unref(fixture_catalogue());
  return result;
}
