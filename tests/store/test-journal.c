#include "fixture.h"

#include "silsa-journal.h"

#include <string.h>

/* The byte layout that silsa-journal.h promises, spelled out once more by hand with another
 * SHA-256. */

static void
add_field(GChecksum *sum, const void *data, gsize size)
{
  guint8 length[4] = {0, 0, (guint8)(size >> 8), (guint8)size};

  g_checksum_update(sum, length, 4);
  g_checksum_update(sum, data, (gssize)size);
}

static void
add_hex(GChecksum *sum, const char *hex)
{
  guint8 bytes[32];
  gsize size = strlen(hex) / 2;

  for (gsize i = 0; i < size; i++)
    bytes[i] =
        (guint8)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
  add_field(sum, bytes, size);
}

static char *
hash_by_hand(const SilsaJournalRow *row, const char *before)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 sequence[8] = {0, 0, 0, 0, 0, 0, 0, (guint8)row->sequence};
  guint8 group[8] = {0, 0, 0, 0, 0, 0, 0, (guint8)row->group};
  const char *texts[] = {row->time, row->actor, row->act, row->subject, row->field};

  add_field(sum, sequence, 8);
  add_field(sum, group, 8);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    add_field(sum, texts[i], strlen(texts[i]));
  add_hex(sum, row->old_commitment);
  add_hex(sum, row->new_commitment);
  add_hex(sum, before);
  return g_strdup(g_checksum_get_string(sum));
}

static void
check_commitment_by_hand(const char *value, const char *salt, const char *commitment)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

  if (value == NULL) {
    g_assert_null(salt);
    g_assert_cmpstr(commitment, ==, "");
    return;
  }
  g_assert_cmpuint(strlen(salt), ==, 32);
  for (gsize i = 0; i < 32; i += 2) {
    guint8 byte = (guint8)(g_ascii_xdigit_value(salt[i]) << 4 | g_ascii_xdigit_value(salt[i + 1]));

    g_checksum_update(sum, &byte, 1);
  }
  g_checksum_update(sum, (const guint8 *)value, -1);
  g_assert_cmpstr(g_checksum_get_string(sum), ==, commitment);
}

static gboolean
collect_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  SilsaJournalRow *copy = g_memdup2(row, sizeof *row);
  char **strings[] = {&copy->time,           &copy->actor,          &copy->act,
                      &copy->subject,        &copy->field,          &copy->old_value,
                      &copy->new_value,      &copy->old_salt,       &copy->new_salt,
                      &copy->old_commitment, &copy->new_commitment, &copy->hash};

  for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
    *strings[i] = g_strdup(*strings[i]);
  g_ptr_array_add(data, copy);
  return TRUE;
}

static GPtrArray *
read_rows(SilsaStore *store)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_journal_row_free);

  g_assert_true(silsa_store_foreach_journal(store, 0, -1, collect_cb, rows, NULL));
  return rows;
}

static void
edit(SilsaStore *store)
{
  fixture_set(store, "A1-03", "level", "1");
  fixture_set(store, "A1-03", "level", "2");
  fixture_set(store, "A1-03", "internal-note", "비밀");
  fixture_set(store, "A1-03", "level", NULL);
  fixture_set(store, "A1-04", "flag", "1");
  g_assert_true(silsa_store_flush(store, NULL));
}

static void
test_format(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaCase *about = silsa_assessment_get_case(silsa_store_get_assessment(f->store));
  const char *digest = silsa_catalogue_get_sha256(fixture_catalogue());
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *before = NULL;

  edit(f->store);
  rows = read_rows(f->store);
  g_assert_cmpuint(rows->len, ==, 6);
  add_field(sum, "silsa journal 1", 15);
  add_field(sum, about->id, 36);
  add_field(sum, digest, 64);
  before = g_strdup(g_checksum_get_string(sum));
  for (guint i = 0; i < rows->len; i++) {
    const SilsaJournalRow *row = g_ptr_array_index(rows, i);
    g_autofree char *hash = hash_by_hand(row, before);

    g_assert_cmpint(row->sequence, ==, i);
    g_assert_cmpstr(row->hash, ==, hash);
    check_commitment_by_hand(row->old_value, row->old_salt, row->old_commitment);
    check_commitment_by_hand(row->new_value, row->new_salt, row->new_commitment);
    g_assert_cmpstr(row->actor, ==, "김하늘");
    g_assert_true(g_regex_match_simple("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$",
                                       row->time, 0, 0));
    g_set_str(&before, row->hash);
  }
}

static void
test_rows(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) rows = NULL;
  const SilsaJournalRow *first, *changed, *secret, *cleared;

  edit(f->store);
  rows = read_rows(f->store);
  first = g_ptr_array_index(rows, 0);
  changed = g_ptr_array_index(rows, 2);
  secret = g_ptr_array_index(rows, 3);
  cleared = g_ptr_array_index(rows, 4);
  g_assert_cmpstr(first->act, ==, "create");
  g_assert_cmpint(first->group, ==, 0);
  g_assert_cmpstr(changed->old_value, ==, "1");
  g_assert_cmpstr(changed->new_value, ==, "2");
  g_assert_cmpint(changed->group, ==, 2);
  g_assert_cmpstr(secret->new_value, ==, "비밀");
  g_assert_cmpstr(cleared->old_value, ==, "2");
  g_assert_null(cleared->new_value);
  /* Two commitments of one value tell nobody that it is the same. */
  g_assert_cmpstr(changed->new_commitment, !=, cleared->old_commitment);
}

static gboolean
stop_cb(const SilsaJournalRow *row, gpointer data, GError **error)
{
  gint64 *seen = data;

  *seen = row->sequence;
  if (row->sequence == 4)
    return silsa_error_set(error, SILSA_ERROR_INVALID, "test", "enough");
  return row->sequence != 2;
}

static void
test_ranges(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) some =
      g_ptr_array_new_with_free_func((GDestroyNotify)silsa_journal_row_free);
  g_autoptr(GError) error = NULL;
  gint64 seen = -1;

  edit(f->store);
  g_assert_true(silsa_store_foreach_journal(f->store, 1, 3, collect_cb, some, NULL));
  g_assert_cmpuint(some->len, ==, 2);
  g_assert_cmpint(((SilsaJournalRow *)some->pdata[0])->sequence, ==, 1);
  g_assert_true(silsa_store_foreach_journal(f->store, 0, -1, stop_cb, &seen, NULL));
  g_assert_cmpint(seen, ==, 2);
  g_assert_false(silsa_store_foreach_journal(f->store, 3, -1, stop_cb, &seen, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
}

static void
test_many_rows(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int i = 0; i < 600; i++)
    fixture_set(f->store, "A1-03", "level", i % 2 == 0 ? "1" : "2");
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_cmpint(fixture_check_journal(f->store), ==, 601);
}

typedef struct {
  const char *sql;
  gint64 first_bad;
} Tampering;

static const Tampering tamperings[] = {
    {"UPDATE journal SET time = '2021-08-25T01:00:00.000Z' WHERE sequence = 2", 2},
    {"UPDATE journal SET actor = '박바다' WHERE sequence = 2", 2},
    {"UPDATE journal SET act = 'clear' WHERE sequence = 3", 3},
    {"UPDATE journal SET subject = 'A1-04' WHERE sequence = 1", 1},
    {"UPDATE journal SET field = 'reason' WHERE sequence = 1", 1},
    {"UPDATE journal SET act_group = 1 WHERE sequence = 2", 2},
    {"UPDATE journal SET act_group = 9 WHERE sequence = 5", 5},
    {"UPDATE journal SET hash = zeroblob(32) WHERE sequence = 4", 4},
    {"UPDATE journal SET old_commitment = NULL WHERE sequence = 2", 2},
    {"UPDATE journal SET new_commitment = zeroblob(32) WHERE sequence = 2", 2},
    {"UPDATE journal_value SET value = '4' WHERE sequence = 2 AND side = 'new'", 2},
    {"UPDATE journal_value SET value = '4' WHERE sequence = 2 AND side = 'old'", 2},
    {"UPDATE journal_value SET salt = zeroblob(16) WHERE sequence = 1", 1},
    {"UPDATE journal_value SET value = '드러난 비밀' WHERE sequence = 3", 3},
    {"UPDATE journal_value SET side = 'old' WHERE sequence = 1", 1},
    {"INSERT INTO journal_value VALUES (4, 'new', zeroblob(16), '3')", 4},
    /* removed, swapped, inserted */
    {"DELETE FROM journal_value WHERE sequence = 2; DELETE FROM journal WHERE sequence = 2", 2},
    {"DELETE FROM journal_value WHERE sequence = 2; DELETE FROM journal WHERE sequence = 2;"
     "UPDATE journal_value SET sequence = sequence - 1 WHERE sequence > 2;"
     "UPDATE journal SET sequence = sequence - 1 WHERE sequence > 2",
     2},
    {"UPDATE journal SET sequence = 99 WHERE sequence = 1;"
     "UPDATE journal SET sequence = 1 WHERE sequence = 2;"
     "UPDATE journal SET sequence = 2 WHERE sequence = 99;"
     "UPDATE journal_value SET sequence = 99 WHERE sequence = 1;"
     "UPDATE journal_value SET sequence = 1 WHERE sequence = 2;"
     "UPDATE journal_value SET sequence = 2 WHERE sequence = 99",
     1},
    {"INSERT INTO journal SELECT 6, 6, time, actor, act, subject, field, old_commitment,"
     " new_commitment, hash FROM journal WHERE sequence = 5",
     6},
    /* another file's journal, another catalogue */
    {"UPDATE meta SET value = '00000000-0000-4000-8000-000000000000' WHERE key = 'id'", 0},
    {"UPDATE journal SET subject = 'x' WHERE sequence = 0", 0},
    {"UPDATE journal_value SET value = replace(value, 'a', 'b') WHERE sequence = 0", 0},
};

static void
test_tampering(Fixture *f, gconstpointer data)
{
  const Tampering *tampering = data;
  g_autoptr(GError) error = NULL;

  edit(f->store);
  g_assert_cmpint(fixture_check_journal(f->store), ==, 6);
  g_assert_true(fixture_look(f->store, &error));
  g_assert_no_error(error);
  g_assert_false(silsa_store_get_damaged(f->store));
  fixture_close(f);
  fixture_tamper(f->path, tampering->sql);
  fixture_reopen(f);
  g_assert_cmpint(fixture_first_bad(f->store), ==, tampering->first_bad);
  g_assert_false(fixture_look(f->store, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "journal-chain");
  g_assert_true(silsa_store_get_damaged(f->store));
}

static const char *const fact_tamperings[] = {
    "UPDATE fact SET value = 'anything' WHERE field = 'internal-note'",
    "INSERT INTO fact VALUES ('A1-03', 'level', '3')",
    "DELETE FROM fact WHERE field = 'flag'",
    /* the chain alone cannot tell that its end is missing */
    "DELETE FROM journal_value WHERE sequence = 5; DELETE FROM journal WHERE sequence = 5",
};

static void
test_facts_follow_journal(Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  edit(f->store);
  fixture_close(f);
  fixture_tamper(f->path, data);
  fixture_reopen(f);
  g_assert_cmpint(fixture_first_bad(f->store), ==, -1);
  g_assert_false(fixture_look(f->store, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "journal-facts");
}

/* What a package does with private fields, and erasing later on: the chain stands without the
 * value. */
static void
test_withheld_values(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaCase *about = silsa_assessment_get_case(silsa_store_get_assessment(f->store));
  g_autoptr(SilsaJournalCheck) chain =
      silsa_journal_check_new(about->id, silsa_catalogue_get_sha256(fixture_catalogue()));
  g_autoptr(GPtrArray) rows = NULL;
  SilsaJournalRow *secret;

  edit(f->store);
  rows = read_rows(f->store);
  secret = g_ptr_array_index(rows, 3);
  g_assert_false(silsa_field_is_public(secret->field));
  g_clear_pointer(&secret->new_value, g_free);
  g_clear_pointer(&secret->new_salt, g_free);
  for (guint i = 0; i < rows->len; i++)
    g_assert_true(silsa_journal_check_row(chain, g_ptr_array_index(rows, i)));
  g_assert_cmpint(silsa_journal_check_get_rows(chain), ==, 6);
  g_assert_cmpint(silsa_journal_check_get_first_bad(chain), ==, -1);

  /* A value without its salt proves nothing, so it is not believed. */
  g_clear_pointer(&chain, silsa_journal_check_free);
  chain = silsa_journal_check_new(about->id, silsa_catalogue_get_sha256(fixture_catalogue()));
  secret->new_value = g_strdup("지어낸 말");
  for (guint i = 0; i < rows->len; i++)
    g_assert_true(silsa_journal_check_row(chain, g_ptr_array_index(rows, i)) == (i < 3));
  g_assert_cmpint(silsa_journal_check_get_first_bad(chain), ==, 3);
}

static void
test_damaged_page(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) photo = fixture_bytes(3, 200000);
  g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, photo, "a.jpg");
  g_autoptr(GBytes) content = NULL;
  g_autoptr(GByteArray) array = NULL;
  g_autoptr(GError) error = NULL;

  fixture_close(f);
  content = silsa_test_read(f->path);
  array = g_bytes_unref_to_array(g_steal_pointer(&content));
  memset(array->data + array->len - 5 * 8192, 0xff, 64); /* the head of an overflow page */
  silsa_test_write(f->path, array->data, array->len);
  fixture_reopen(f);
  g_assert_false(fixture_look(f->store, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "database");
  g_clear_error(&error);
  g_assert_null(silsa_store_read_evidence(f->store, 1, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
}

int
main(int argc, char **argv)
{
  int result;

  g_test_init(&argc, &argv, NULL);
  add_test("/journal/format", NULL, test_format);
  add_test("/journal/rows", NULL, test_rows);
  add_test("/journal/ranges", NULL, test_ranges);
  add_test("/journal/many", NULL, test_many_rows);
  add_test("/journal/withheld", NULL, test_withheld_values);
  for (gsize i = 0; i < G_N_ELEMENTS(tamperings); i++) {
    g_autofree char *name = g_strdup_printf("/journal/tampering/%zu", i + 1);

    add_test(name, &tamperings[i], test_tampering);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(fact_tamperings); i++) {
    g_autofree char *name = g_strdup_printf("/journal/facts/%zu", i + 1);

    add_test(name, fact_tamperings[i], test_facts_follow_journal);
  }
  add_test("/journal/damaged-page", NULL, test_damaged_page);
  result = g_test_run();
  g_object_unref(fixture_catalogue());
  return result;
}
