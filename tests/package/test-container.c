#include "craft.h"
#include "silsa-container-reader.h"
#include "silsa-container-writer.h"
#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-test.h"

#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* Containers that our writer makes, and containers made byte by byte that no honest writer makes.
 */

/* --- what the writer makes ---------------------------------------------------------------------
 */

static GBytes *
bytes_of(const char *text)
{
  return g_bytes_new(text, strlen(text));
}

static void
add(SilsaContainerWriter *writer, const char *name, const char *text)
{
  g_autoptr(GBytes) bytes = bytes_of(text);

  silsa_container_writer_add(writer, name, bytes);
}

static SilsaContainerWriter *
begin(void)
{
  SilsaContainerWriter *writer = silsa_container_writer_new();

  add(writer, SILSA_ENTRY_MIMETYPE, SILSA_PACKAGE_TYPE);
  return writer;
}

static gboolean
write_file(SilsaContainerWriter *writer, const char *path, GError **error)
{
  g_autoptr(SilsaPartFile) file =
      silsa_part_file_new(path, silsa_container_writer_get_size(writer), SILSA_PART_NONE, error);

  return file != NULL && silsa_container_writer_run(writer, file, NULL, NULL, NULL, NULL, error) &&
         silsa_part_file_finish(file, error);
}

static GInputStream *
open_text(gpointer text, GError **error G_GNUC_UNUSED)
{
  return g_memory_input_stream_new_from_data(text, (gssize)strlen(text), NULL);
}

static GBytes *
make_last(SilsaContainerWriter *writer, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  /* All before it are written, so all digests are known. */
  for (guint i = 0; i + 1 < silsa_container_writer_get_n_entries(writer); i++)
    g_assert_nonnull(silsa_container_writer_get_digest(writer, i));
  return g_bytes_ref(silsa_container_writer_get_digest(writer, 1));
}

static gboolean
collect(const guint8 *data, gsize size, gpointer array, GError **error G_GNUC_UNUSED)
{
  g_byte_array_append(array, data, (guint)size);
  return TRUE;
}

static void
assert_entry(SilsaContainerReader *reader, guint n, const char *name, const char *text)
{
  const SilsaZipRecord *record = silsa_container_reader_get_entries(reader)->pdata[n];
  g_autoptr(GByteArray) content = g_byte_array_new();
  g_autoptr(GError) error = NULL;
  gboolean crc_ok;

  g_assert_cmpstr(record->name, ==, name);
  g_assert_cmpuint(record->method, ==, 0);
  g_assert_cmpuint(record->flags, ==, 0);
  g_assert_cmphex(record->attributes, ==, 0100644u << 16);
  g_assert_true(silsa_container_reader_read(reader, record, collect, content, &crc_ok, &error));
  g_assert_no_error(error);
  g_assert_true(crc_ok);
  if (text != NULL)
    g_assert_cmpmem(content->data, content->len, text, strlen(text));
}

static void
test_round_trip(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  static const char photo[] = "bytes of a photo";
  g_autofree char *path = silsa_test_folder_path(folder, "a.asice");
  g_autoptr(SilsaContainerWriter) writer = begin();
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(GBytes) digest = silsa_digest_of("SHA256", photo, strlen(photo));
  g_autofree char *hex = silsa_bytes_to_hex(digest);
  g_autoptr(GError) error = NULL;

  add(writer, "payload.xml", "<payload/>");
  silsa_container_writer_add_stream(writer, "evidence/a.jpg", strlen(photo), hex, open_text,
                                    g_strdup(photo), g_free);
  silsa_container_writer_add_late(writer, "META-INF/signatures0.xml", make_last, NULL);
  g_assert_true(write_file(writer, path, &error));
  g_assert_no_error(error);
  reader = silsa_container_reader_new(path, &error);
  g_assert_no_error(error);
  assert_entry(reader, 0, "mimetype", SILSA_PACKAGE_TYPE);
  assert_entry(reader, 1, "payload.xml", "<payload/>");
  assert_entry(reader, 2, "evidence/a.jpg", photo);
  assert_entry(reader, 3, "META-INF/signatures0.xml", NULL);
  g_assert_cmpuint(silsa_container_reader_get_entries(reader)->len, ==, 4);
  g_assert_null(silsa_container_reader_find(reader, "nothing.xml"));
}

/* Bytes that are not those that were stored stop the package, whether they differ or are short. */
static void
assert_damaged(SilsaTestFolder *folder, const char *text, guint64 size)
{
  g_autofree char *path = silsa_test_folder_path(folder, "damaged.asice");
  g_autofree char *part = g_strconcat(path, ".part", NULL);
  g_autoptr(SilsaContainerWriter) writer = begin();
  g_autoptr(GBytes) digest = silsa_digest_of("SHA256", "0123456789", 10);
  g_autofree char *hex = silsa_bytes_to_hex(digest);
  g_autoptr(GError) error = NULL;

  silsa_container_writer_add_stream(writer, "evidence/a.jpg", size, hex, open_text, g_strdup(text),
                                    g_free);
  add(writer, "payload.xml", "<payload/>");
  g_assert_false(write_file(writer, path, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "evidence-damaged");
  g_assert_cmpstr(silsa_error_get_facts(error)->entry, ==, "evidence/a.jpg");
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  g_assert_false(g_file_test(part, G_FILE_TEST_EXISTS));
}

static void
test_damaged_evidence(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  assert_damaged(folder, "0123456780", 10);
  assert_damaged(folder, "012345678", 10);
  assert_damaged(folder, "01234567890", 10);
}

static void
add_many(SilsaContainerWriter *writer, guint n)
{
  for (guint i = 1; i < n; i++) { /* mimetype is the first */
    g_autofree char *name = g_strdup_printf("evidence/%u.jpg", i);

    add(writer, name, "x");
  }
}

static void
test_number_of_entries(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(folder, "many.asice");
  g_autoptr(SilsaContainerWriter) writer = begin();
  g_autoptr(SilsaContainerWriter) too_many = begin();
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(GError) error = NULL;

  add_many(writer, SILSA_LIMIT_ENTRIES);
  g_assert_true(write_file(writer, path, &error));
  g_assert_no_error(error);
  reader = silsa_container_reader_new(path, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(silsa_container_reader_get_entries(reader)->len, ==, SILSA_LIMIT_ENTRIES);

  add_many(too_many, SILSA_LIMIT_ENTRIES + 1);
  g_assert_false(write_file(too_many, path, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "entries");
}

/* --- containers made by hand -------------------------------------------------------------------
 */

static void
begin_craft(Craft *craft)
{
  *craft = (Craft){.n_parts = 3};
  craft_fill(&craft->parts[0], "mimetype", SILSA_PACKAGE_TYPE, strlen(SILSA_PACKAGE_TYPE));
  craft_fill(&craft->parts[1], "payload.xml", "<payload/>", 10);
  craft_fill(&craft->parts[2], "evidence/a.jpg", "photo", 5);
}

static void
nothing(Craft *craft G_GNUC_UNUSED)
{
}

static void
set_comment(Craft *craft)
{
  craft->comment = "hello";
}

static void
set_gap(Craft *craft)
{
  craft->parts[1].gap = 7;
}

static void
set_gap_before_directory(Craft *craft)
{
  craft->parts[2].gap = 7;
}

static void
set_local_name(Craft *craft)
{
  craft->parts[1].local_name = "catalog.xml";
}

static void
set_nul(Craft *craft)
{
  craft->parts[2].name = "evidence/a\0.jpg";
  craft->parts[2].name_size = 15;
}

static void
set_korean(Craft *craft)
{
  craft->parts[2].name = "evidence/사진.jpg";
  craft->parts[2].flags = 1 << 11;
}

static void
set_same_place(Craft *craft)
{
  craft->parts[2] = craft->parts[1]; /* two records, one local header */
  craft->parts[2].name = "payload2.xml";
  craft->parts[2].offset = 30 + 8 + (guint32)strlen(SILSA_PACKAGE_TYPE);
}

/* The data of one entry holds the local header and the data of the next. */
static void
set_quoted(Craft *craft)
{
  static guint8 quoted[30 + 14 + 5];
  g_autoptr(GByteArray) inner = g_byte_array_new();

  craft_put_local(inner, &craft->parts[2]);
  memcpy(quoted, inner->data, sizeof quoted);
  craft_fill(&craft->parts[1], "payload.xml", quoted, sizeof quoted);
  craft->parts[2].offset = 30 + 8 + (guint32)strlen(SILSA_PACKAGE_TYPE) + 30 + 11;
}

static void
set_encrypted(Craft *craft)
{
  craft->parts[1].flags = 1;
}

static void
set_method(Craft *craft)
{
  craft->parts[1].method = 12;
}

static void
set_link(Craft *craft)
{
  craft->parts[2].attributes = 0120777u << 16;
}

static void
set_device(Craft *craft)
{
  craft->parts[2].attributes = 0060666u << 16;
}

static void
set_size(Craft *craft)
{
  craft->parts[2].size = 4;
}

static void
set_disk(Craft *craft)
{
  craft->disk = 1;
}

static void
set_entries(Craft *craft)
{
  craft->entries = 1;
}

static void
set_entries_short(Craft *craft)
{
  craft->entries = (guint16)-1;
}

static void
set_directory(Craft *craft)
{
  craft->directory_size = 1;
}

static void
set_zip64(Craft *craft)
{
  craft->entries = (guint16)(G_MAXUINT16 - craft->n_parts); /* asks for a ZIP64 record */
}

static void
set_type_extra(Craft *craft)
{
  craft->parts[0].extra = 8;
}

static void
set_type_other(Craft *craft)
{
  craft_fill(&craft->parts[0], "mimetype", "application/vnd.etsi.asic-s+zip", 31);
}

static void
set_twice(Craft *craft)
{
  craft->parts[2].name = "payload.xml";
}

static void
set_case(Craft *craft)
{
  craft->parts[2].name = "Payload.xml";
}

static void
set_absolute(Craft *craft)
{
  craft->parts[2].name = "/evidence.jpg";
}

static void
set_climbing(Craft *craft)
{
  craft->parts[2].name = "evidence/../../a.jpg";
}

static void
set_deep(Craft *craft)
{
  craft->parts[2].name = "a/b/c/d/e/f.jpg";
}

static void
set_empty(Craft *craft)
{
  craft->parts[2].name = "";
}

typedef struct {
  const char *name;
  void (*craft)(Craft *craft);
  int code; /* of the error, -1: none */
  const char *rule;
} Row;

static const Row rows[] = {
    {"as it should be", nothing, -1, NULL},
    {"comment", set_comment, SILSA_ERROR_CORRUPT, "zip-end"},
    {"split", set_disk, SILSA_ERROR_CORRUPT, "zip-end"},
    {"directory longer", set_directory, SILSA_ERROR_CORRUPT, "zip-end"},
    {"ZIP64 without its record", set_zip64, SILSA_ERROR_CORRUPT, "zip-end"},
    {"one entry more", set_entries, SILSA_ERROR_CORRUPT, "zip-directory"},
    {"one entry less", set_entries_short, SILSA_ERROR_CORRUPT, "zip-directory"},
    {"stored in another size", set_size, SILSA_ERROR_CORRUPT, "zip-directory"},
    {"NUL in a name", set_nul, SILSA_ERROR_CORRUPT, "zip-directory"},
    {"gap", set_gap, SILSA_ERROR_CORRUPT, "zip-gap"},
    {"gap before the directory", set_gap_before_directory, SILSA_ERROR_CORRUPT, "zip-gap"},
    {"two records of one place", set_same_place, SILSA_ERROR_CORRUPT, "zip-local"},
    {"quoted overlap", set_quoted, SILSA_ERROR_CORRUPT, "zip-overlap"},
    {"other local name", set_local_name, SILSA_ERROR_CORRUPT, "zip-local"},
    {"encrypted", set_encrypted, SILSA_ERROR_CORRUPT, "entry-encrypted"},
    {"BZIP2", set_method, SILSA_ERROR_CORRUPT, "entry-method"},
    {"symbolic link", set_link, SILSA_ERROR_CORRUPT, "entry-mode"},
    {"block device", set_device, SILSA_ERROR_CORRUPT, "entry-mode"},
    {"name twice", set_twice, SILSA_ERROR_CORRUPT, "entry-twice"},
    {"case twins", set_case, SILSA_ERROR_CORRUPT, "entry-twice"},
    {"Korean name", set_korean, SILSA_ERROR_CORRUPT, "entry-name"},
    {"absolute name", set_absolute, SILSA_ERROR_CORRUPT, "entry-name"},
    {"climbing name", set_climbing, SILSA_ERROR_CORRUPT, "entry-name"},
    {"deep name", set_deep, SILSA_ERROR_CORRUPT, "entry-name"},
    {"no name", set_empty, SILSA_ERROR_CORRUPT, "entry-name"},
    {"extra field of the type", set_type_extra, SILSA_ERROR_FOREIGN, "package-type"},
    {"another type", set_type_other, SILSA_ERROR_FOREIGN, "package-type"},
};

static void
test_row(SilsaTestFolder *folder, gconstpointer data)
{
  const Row *row = data;
  g_autofree char *path = silsa_test_folder_path(folder, "crafted.asice");
  g_autoptr(GByteArray) bytes = NULL;
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  Craft craft;

  begin_craft(&craft);
  row->craft(&craft);
  bytes = craft_build(&craft);
  silsa_test_write(path, bytes->data, bytes->len);
  reader = silsa_container_reader_new(path, &error);
  g_assert_true((reader != NULL) == (row->code < 0));
  if (row->code < 0)
    return;
  g_assert_error(error, SILSA_ERROR, row->code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, row->rule);
  g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, path);
}

/* --- sizes at their limits ---------------------------------------------------------------------
 */

/* What reading the directory says where the last entry is @size long; NULL: nothing. */
static void
assert_entry_size(SilsaTestFolder *folder, guint64 size, const char *rule)
{
  g_autofree char *path = silsa_test_folder_path(folder, "large.asice");
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  Craft craft;

  begin_craft(&craft);
  craft.zip64 = TRUE;
  craft.hole = size - craft.parts[craft.n_parts - 1].size;
  craft_write(&craft, path);
  reader = silsa_container_reader_new(path, &error);
  if (rule == NULL)
    g_assert_no_error(error);
  if (rule != NULL) {
    g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
    return;
  }
  g_assert_cmpuint(silsa_container_reader_find(reader, "evidence/a.jpg")->size, ==, size);
}

static void
test_entry_size(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  assert_entry_size(folder, SILSA_LIMIT_ENTRY_BYTES, NULL);
  assert_entry_size(folder, SILSA_LIMIT_ENTRY_BYTES + 1, "entry-bytes");
}

/* A file of @size that begins as a package and is nothing but a hole. */
static void
assert_file_size(SilsaTestFolder *folder, guint64 size, int code, const char *rule)
{
  g_autofree char *path = silsa_test_folder_path(folder, "huge.asice");
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  Craft craft;

  begin_craft(&craft);
  craft_write(&craft, path);
  g_assert_cmpint(truncate(path, (off_t)size), ==, 0);
  reader = silsa_container_reader_new(path, &error);
  g_assert_null(reader);
  g_assert_error(error, SILSA_ERROR, code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
}

static void
test_file_size(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  assert_file_size(folder, SILSA_LIMIT_PACKAGE_BYTES, SILSA_ERROR_CORRUPT, "zip-end");
  assert_file_size(folder, SILSA_LIMIT_PACKAGE_BYTES + 1, SILSA_ERROR_LIMIT, "package-bytes");
}

/* --- compressed entries of others --------------------------------------------------------------
 */

static GBytes *
deflate_raw(const guint8 *data, gsize size)
{
  z_stream stream = {NULL};
  uLong bound;
  guint8 *out;

  g_assert_cmpint(deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  bound = deflateBound(&stream, (uLong)size);
  out = g_malloc(bound);
  stream.next_in = (guint8 *)data;
  stream.avail_in = (guint)size;
  stream.next_out = out;
  stream.avail_out = (guint)bound;
  g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd(&stream);
  return g_bytes_new_take(out, stream.total_out);
}

/* What reading "payload.xml", deflated from @size zeros and said to be @said long, ends with. */
static void
assert_inflated(SilsaTestFolder *folder, gsize size, guint32 said, int code, const char *rule)
{
  g_autofree char *path = silsa_test_folder_path(folder, "deflated.asice");
  g_autofree guint8 *zeros = g_malloc0(size);
  g_autoptr(GBytes) packed = deflate_raw(zeros, size);
  g_autoptr(GByteArray) bytes = NULL;
  g_autoptr(GByteArray) content = g_byte_array_new();
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  gboolean crc_ok;
  Craft craft;
  Part *part = &craft.parts[1];

  begin_craft(&craft);
  craft_fill(part, "payload.xml", g_bytes_get_data(packed, NULL), g_bytes_get_size(packed));
  part->method = 8;
  part->size = said;
  part->crc = (guint32)crc32(0, zeros, (guint)size);
  bytes = craft_build(&craft);
  silsa_test_write(path, bytes->data, bytes->len);
  reader = silsa_container_reader_new(path, &error);
  g_assert_no_error(error);
  if (silsa_container_reader_read(reader, silsa_container_reader_find(reader, "payload.xml"),
                                  collect, content, &crc_ok, &error)) {
    g_assert_null(rule);
    g_assert_cmpuint(content->len, ==, size);
    return;
  }
  g_assert_error(error, SILSA_ERROR, code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  g_assert_cmpstr(silsa_error_get_facts(error)->entry, ==, "payload.xml");
  g_assert_cmpuint(content->len, <=, said);
}

/* libzip hands out as much as there is, not as much as was said; and never more than is honest. */
static void
test_inflate(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  const gsize mib = 1024 * 1024;

  assert_inflated(folder, 1000, 1000, SILSA_ERROR_CORRUPT, NULL);
  assert_inflated(folder, mib, (guint32)mib, SILSA_ERROR_LIMIT,
                  NULL); /* the ratio counts from 1 MiB */
  assert_inflated(folder, mib + 1, (guint32)mib + 1, SILSA_ERROR_LIMIT, "entry-ratio");
  assert_inflated(folder, 64 * mib, 100, SILSA_ERROR_CORRUPT, "entry-size");
  assert_inflated(folder, 1000, 2000, SILSA_ERROR_CORRUPT, "entry-damaged");
}

/* A wrong checksum is told, not refused: the signature says which bytes changed. */
static void
test_checksum(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(folder, "crc.asice");
  g_autoptr(GByteArray) bytes = NULL;
  g_autoptr(GByteArray) content = g_byte_array_new();
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  gboolean crc_ok = TRUE;
  Craft craft;

  begin_craft(&craft);
  craft.parts[2].crc ^= 1;
  bytes = craft_build(&craft);
  silsa_test_write(path, bytes->data, bytes->len);
  reader = silsa_container_reader_new(path, &error);
  g_assert_no_error(error);
  g_assert_true(silsa_container_reader_read(reader,
                                            silsa_container_reader_find(reader, "evidence/a.jpg"),
                                            collect, content, &crc_ok, &error));
  g_assert_false(crc_ok);
  g_assert_cmpmem(content->data, content->len, "photo", 5);
}

/* --- names -------------------------------------------------------------------------------------
 */

static void
test_names(void)
{
  g_autofree char *longest = g_strnfill(100, 'a');
  g_autofree char *too_long = g_strnfill(101, 'a');
  const char *good[] = {"mimetype", "payload.xml", "a/b/c/d/e", "A.b_c-1", longest};
  const char *bad[] = {"",     "/a",  "a/",   "a//b",   ".a",          "a/.b", "a/../b", "..",
                       "a\\b", "a b", "a%20", "가.jpg", "a/b/c/d/e/f", "-a",   "_a",     too_long};

  for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
    g_assert_true(silsa_entry_name_is_plain(good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
    if (silsa_entry_name_is_plain(bad[i]))
      g_error("the name %s is taken", bad[i]);
  g_assert_cmpint(silsa_entry_name_signature_number("META-INF/signatures0.xml"), ==, 0);
  g_assert_cmpint(silsa_entry_name_signature_number("META-INF/signatures8.xml"), ==, 8);
  g_assert_cmpint(silsa_entry_name_signature_number("META-INF/signatures9.xml"), ==, -1);
  g_assert_cmpint(silsa_entry_name_signature_number("META-INF/signatures10.xml"), ==, -1);
  g_assert_cmpint(silsa_entry_name_signature_number("META-INF/signatures.xml"), ==, -1);
}

/* One value has one spelling: anything else could be changed without being noticed. */
static void
test_base64(void)
{
  static const char *const bad[] = {"QUI",    "QUI=C", "QUJD=", "QUI==", "QUJ=",   "QR==",
                                    "QU JD!", "=QUJD", "QUJDQ", "QU_D",  "QUJD\f", "QUJD="};
  g_autoptr(GBytes) spaced = silsa_bytes_from_base64(" QU\nJD\t");
  g_autoptr(GBytes) empty = silsa_bytes_from_base64("");

  g_assert_nonnull(spaced);
  g_assert_cmpmem(g_bytes_get_data(spaced, NULL), g_bytes_get_size(spaced), "ABC", 3);
  g_assert_true(empty == NULL || g_bytes_get_size(empty) == 0);
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GBytes) bytes = silsa_bytes_from_base64(bad[i]);

    if (bytes != NULL)
      g_error("%s is taken as base64", bad[i]);
  }
}

#define test(path, func)                                                                           \
  g_test_add("/container/" path, SilsaTestFolder, NULL, silsa_test_folder_set_up, func,            \
             silsa_test_folder_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  test("round-trip", test_round_trip);
  test("damaged-evidence", test_damaged_evidence);
  test("number-of-entries", test_number_of_entries);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strdup_printf("/container/row/%s", rows[i].name);

    g_test_add(path, SilsaTestFolder, &rows[i], silsa_test_folder_set_up, test_row,
               silsa_test_folder_tear_down);
  }
  test("entry-size", test_entry_size);
  test("file-size", test_file_size);
  test("inflate", test_inflate);
  test("checksum", test_checksum);
  g_test_add_func("/container/names", test_names);
  g_test_add_func("/container/base64", test_base64);
  return g_test_run();
}
