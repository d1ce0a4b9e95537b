#include "fixture.h"

#include "silsa-submitted.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define SIZE ((gsize)3 * 1024 * 1024)
#define CAPTION "주민 얼굴이 보이는 사진"
#define NAME "홍길동.jpg"

/* Whether the file holds @needle anywhere, free pages too. */
static gboolean
file_holds(const char *path, const void *needle, gsize length)
{
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true(g_file_get_contents(path, &content, &size, NULL));
  return memmem(content, size, needle, length) != NULL;
}

static goffset
size_of(const char *path)
{
  GStatBuf info;

  g_assert_cmpint(g_stat(path, &info), ==, 0);
  return info.st_size;
}

static void
assert_sound(SilsaStore *store)
{
  g_autoptr(GError) error = NULL;

  fixture_look(store, &error);
  g_assert_no_error(error);
}

/* Two photos; the first is used twice and its caption was changed. */
static void
fill(Fixture *f)
{
  SilsaEvidenceIntake intake = {.facts = {.media_type = "image/jpeg",
                                          .name = NAME,
                                          .kind = "photo",
                                          .device = "Galaxy Note of Hong",
                                          .latitude = "35.871390"}};
  g_autoptr(GBytes) bytes = fixture_bytes(1, SIZE);
  g_autoptr(GBytes) other = fixture_bytes(2, SIZE);
  g_autoptr(GBytes) thumbnail = fixture_bytes(3, 4000);
  g_autoptr(SilsaEvidence) first = NULL;
  g_autoptr(SilsaEvidence) second = NULL;
  g_autoptr(GError) error = NULL;

  intake.thumbnail = thumbnail;
  first = silsa_store_add_evidence(f->store, bytes, &intake, NULL, &error);
  g_assert_no_error(error);
  second = fixture_add_photo(f->store, other, "청사.jpg");
  fixture_set(f->store, "A1-03", "use:1", CAPTION);
  fixture_set(f->store, "A1-03", "use:1", "다른 설명");
  fixture_set(f->store, "A1-03", "use:2", "청사");
  fixture_set(f->store, "A1-03", "level", "3");
}

static void
erase(Fixture *f, gint64 id)
{
  g_autoptr(GError) error = NULL;

  silsa_store_erase_evidence(f->store, id, "정보주체의 요구", &error);
  g_assert_no_error(error);
}

static void
assert_refused(gboolean done, GError **error, SilsaError code, const char *rule)
{
  g_assert_false(done);
  g_assert_error(*error, SILSA_ERROR, (int)code);
  g_assert_cmpstr(silsa_error_get_facts(*error)->rule, ==, rule);
  g_clear_error(error);
}

static void
test_gone(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, SIZE);
  g_autoptr(GBytes) other = fixture_bytes(2, SIZE);
  g_autoptr(GBytes) thumbnail = fixture_bytes(3, 4000);
  g_autoptr(GBytes) read = NULL;
  g_autoptr(GError) error = NULL;
  const guint8 *data_of = g_bytes_get_data(bytes, NULL);
  SilsaEvidence *evidence;
  goffset before;

  fill(f);
  silsa_store_flush(f->store, &error);
  g_assert_no_error(error);
  before = size_of(f->path);
  g_assert_true(file_holds(f->path, CAPTION, strlen(CAPTION)));
  erase(f, 1);
  g_assert_true(silsa_assessment_is_removed(silsa_store_get_assessment(f->store), 1));
  assert_fact(f->store, "A1-03", "use:1", NULL);
  assert_fact(f->store, "A1-03", "use:2", "청사");
  g_assert_null(silsa_store_read_evidence(f->store, 1, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_clear_error(&error);

  silsa_store_close(f->store, &error);
  g_assert_no_error(error);
  g_assert_cmpint(silsa_store_get_compaction(f->store), ==, SILSA_COMPACTION_DONE);
  g_assert_cmpint(size_of(f->path), <, before - (goffset)SIZE + 100000);
  fixture_assert_one_file(f);
  for (gsize offset = 0; offset + 64 <= SIZE; offset += SIZE / 7)
    g_assert_false(file_holds(f->path, data_of + offset, 64));
  g_assert_false(file_holds(f->path, g_bytes_get_data(thumbnail, NULL), 64));
  g_assert_false(file_holds(f->path, CAPTION, strlen(CAPTION)));
  g_assert_false(file_holds(f->path, "다른 설명", strlen("다른 설명")));
  g_assert_false(file_holds(f->path, NAME, strlen(NAME)));
  g_assert_false(file_holds(f->path, "Galaxy", strlen("Galaxy")));
  g_assert_false(file_holds(f->path, "35.871390", strlen("35.871390")));

  g_assert_finalize_object(g_steal_pointer(&f->store));
  fixture_reopen(f);
  evidence = silsa_assessment_find_evidence(silsa_store_get_assessment(f->store), 1);
  g_assert_nonnull(evidence); /* its row and digest stay */
  g_assert_cmpuint(silsa_evidence_get_facts(evidence)->size, ==, SIZE);
  assert_fact(f->store, "evidence:1", "erased", "정보주체의 요구");
  read = silsa_store_read_evidence(f->store, 2, &error);
  g_assert_no_error(error);
  g_assert_true(g_bytes_equal(read, other));
  fixture_check_journal(f->store);
  assert_sound(f->store);
}

/* Without room for a second file the content is overwritten all the same. */
static void
test_zeroed(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, SIZE);
  const guint8 *data_of = g_bytes_get_data(bytes, NULL);
  g_autofree char *part = g_strconcat(f->path, ".compact.part", NULL);

  fill(f);
  erase(f, 1);
  g_assert_cmpint(g_mkdir(part, 0700), ==, 0); /* nothing can be written under this name */
  silsa_store_close(f->store, NULL);
  g_assert_cmpint(silsa_store_get_compaction(f->store), ==, SILSA_COMPACTION_FAILED);
  g_assert_cmpint(g_rmdir(part), ==, 0);
  for (gsize offset = 0; offset + 64 <= SIZE; offset += SIZE / 7)
    g_assert_false(file_holds(f->path, data_of + offset, 64));
  g_assert_false(file_holds(f->path, CAPTION, strlen(CAPTION)));
  g_assert_finalize_object(g_steal_pointer(&f->store));
  fixture_reopen(f);
  assert_sound(f->store);
}

/* Undo passes over what was erased, in this run and after reopening, and brings the rest back. */
static void
test_undo(Fixture *f, gconstpointer reopen)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, SIZE);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = NAME, .kind = "photo"}};
  g_autoptr(SilsaAct) both = silsa_act_new("answer", "A1-03");
  g_autoptr(GError) error = NULL;
  guint steps = 0;

  fill(f);
  fixture_set(f->store, "evidence:1", "removed", "1");
  silsa_act_add(both, "A1-03", "use:1:A1-03-a", CAPTION);
  silsa_act_add(both, "A1-03", "flag", "1");
  silsa_store_perform(f->store, both, &error);
  g_assert_no_error(error);
  erase(f, 1);
  if (reopen != NULL)
    fixture_reopen(f);
  g_assert_cmpstr(silsa_store_get_undo_name(f->store), ==, "answer");
  while (silsa_store_can_undo(f->store)) {
    silsa_store_undo(f->store, &error);
    g_assert_no_error(error);
    steps++;
    g_assert_true(silsa_assessment_is_removed(silsa_store_get_assessment(f->store), 1));
    assert_fact(f->store, "A1-03", "use:1", NULL);
    assert_fact(f->store, "A1-03", "use:1:A1-03-a", NULL);
    assert_fact(f->store, "evidence:1", "erased", "정보주체의 요구");
  }
  g_assert_cmpuint(steps, ==, 4); /* flag, removal, level, use of the other photo */
  while (silsa_store_can_redo(f->store)) {
    silsa_store_redo(f->store, &error);
    g_assert_no_error(error);
    steps--;
  }
  g_assert_cmpuint(steps, ==, 0);
  assert_fact(f->store, "A1-03", "flag", "1");
  assert_fact(f->store, "A1-03", "use:1:A1-03-a", NULL);
  g_assert_null(silsa_store_add_evidence(f->store, bytes, &intake, NULL, &error));
  assert_refused(FALSE, &error, SILSA_ERROR_INVALID, "evidence-erased");
  fixture_check_journal(f->store);
  fixture_reopen(f);
  g_assert_cmpstr(silsa_store_get_undo_name(f->store), ==, "answer");
  assert_sound(f->store);
}

static void
test_refused(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaAct) act = silsa_act_new("answer", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fill(f);
  before = fixture_dump(f->store);
  assert_refused(silsa_store_erase_evidence(f->store, 7, "이유", &error), &error,
                 SILSA_ERROR_NOT_FOUND, "unknown-evidence");
  assert_refused(silsa_store_erase_evidence(f->store, 1, "  ", &error), &error, SILSA_ERROR_INVALID,
                 "erase-reason");
  silsa_act_add(act, "evidence:1", "erased", "그냥"); /* by another way than erasing */
  assert_refused(silsa_store_perform(f->store, act, &error), &error, SILSA_ERROR_INVALID,
                 "unknown-field");
  after = fixture_dump(f->store);
  g_assert_cmpstr(after, ==, before);
  erase(f, 1);
  assert_refused(silsa_store_erase_evidence(f->store, 1, "이유", &error), &error,
                 SILSA_ERROR_NOT_FOUND, "unknown-evidence");
}

static void
test_all(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(2, SIZE);
  g_autoptr(SilsaAct) act = silsa_act_new("answer", NULL);
  g_autoptr(GError) error = NULL;
  const SilsaCase *about;
  gint64 rows;

  fill(f);
  fixture_set(f->store, "A1-03", "internal-note", "새어서는 안 되는 메모");
  silsa_store_set_draft(f->store, "A1-03", "internal-note", "쓰다 만 글");
  rows = fixture_check_journal(f->store);
  silsa_store_erase_all(f->store, "보존 기간이 끝남", &error);
  g_assert_no_error(error);
  g_assert_cmpint(silsa_store_get_compaction(f->store), ==, SILSA_COMPACTION_DONE);
  g_assert_cmpint(size_of(f->path), <, 1024 * 1024);
  g_assert_false(file_holds(f->path, g_bytes_get_data(bytes, NULL), 64));
  g_assert_false(file_holds(f->path, "새어서는", strlen("새어서는")));
  g_assert_false(file_holds(f->path, "쓰다 만", strlen("쓰다 만")));
  g_assert_false(file_holds(f->path, "청사", strlen("청사")));

  g_assert_finalize_object(g_steal_pointer(&f->store));
  fixture_reopen(f);
  about = silsa_assessment_get_case(silsa_store_get_assessment(f->store));
  g_assert_cmpstr(about->city_name, ==, "대구광역시");
  assert_fact(f->store, "city", "erased", "보존 기간이 끝남");
  assert_fact(f->store, "A1-03", "level", NULL);
  g_assert_false(silsa_store_can_undo(f->store));
  g_assert_cmpint(fixture_check_journal(f->store), ==, rows + 1);
  assert_sound(f->store);
  silsa_act_add(act, "A1-03", "level", "3");
  assert_refused(silsa_store_perform(f->store, act, &error), &error, SILSA_ERROR_INVALID,
                 "file-erased");
}

/* A store that nobody closes gives the room back all the same. */
static void
test_unref(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  fill(f);
  erase(f, 1);
  g_assert_cmpint(size_of(f->path), >, 2 * SIZE);
  g_assert_finalize_object(g_steal_pointer(&f->store));
  g_assert_cmpint(size_of(f->path), <, SIZE + SIZE / 2);
  fixture_reopen(f);
  assert_sound(f->store);
}

/* The name of one of the city's own papers goes with it, and no undo brings it back. */
static void
test_paper(Fixture *f, gconstpointer reopen)
{
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "application/pdf", .name = NAME, .kind = "submitted"}};
  g_autoptr(GBytes) first = fixture_bytes(1, SIZE);
  g_autoptr(GBytes) second = fixture_bytes(2, SIZE);
  g_autoptr(SilsaEvidence) one = NULL;
  g_autoptr(SilsaEvidence) two = NULL;
  g_autoptr(SilsaAct) act = silsa_act_new("attach-documents", "city");
  g_autoptr(GError) error = NULL;
  SilsaAssessment *assessment;

  one = silsa_store_add_evidence(f->store, first, &intake, NULL, &error);
  intake.facts.name = "제안서.pdf";
  two = silsa_store_add_evidence(f->store, second, &intake, NULL, &error);
  g_assert_no_error(error);
  assessment = silsa_store_get_assessment(f->store);
  silsa_submitted_attach(act, assessment, 1, "홍길동 제출본.pdf");
  silsa_submitted_attach(act, assessment, 2, "제안서.pdf");
  silsa_store_perform(f->store, act, &error);
  g_assert_no_error(error);
  erase(f, 1);
  if (reopen != NULL)
    fixture_reopen(f);
  assessment = silsa_store_get_assessment(f->store);
  g_assert_null(silsa_submitted_get_name(assessment, 1));
  silsa_store_undo(f->store, &error);
  g_assert_no_error(error);
  g_assert_null(silsa_submitted_get_name(assessment, 2));
  silsa_store_redo(f->store, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(silsa_submitted_get_name(assessment, 2), ==, "제안서.pdf");
  g_assert_null(silsa_submitted_get_name(assessment, 1));
  fixture_check_journal(f->store);
  g_clear_object(&one);
  g_clear_object(&two);
  fixture_close(f);
  g_assert_false(file_holds(f->path, "홍길동", strlen("홍길동")));
}

static void
closed_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  silsa_store_close_finish(SILSA_STORE(source), result, error);
}

/* The file is written anew while its window is gone already. */
static void
test_close_in_background(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  goffset before;

  fill(f);
  g_assert_true(silsa_store_flush(f->store, NULL));
  before = size_of(f->path);
  erase(f, 1);
  silsa_store_close_async(f->store, closed_cb, &error);
  g_assert_cmpint(silsa_store_get_compaction(f->store), ==, SILSA_COMPACTION_NONE);
  while (silsa_store_get_compaction(f->store) == SILSA_COMPACTION_NONE)
    g_main_context_iteration(NULL, TRUE);
  while (g_atomic_int_get(&G_OBJECT(f->store)->ref_count) > 1) /* the task lets go in its thread */
    g_usleep(1000);
  g_assert_no_error(error);
  g_assert_cmpint(silsa_store_get_compaction(f->store), ==, SILSA_COMPACTION_DONE);
  g_assert_cmpint(size_of(f->path), <, before - (goffset)SIZE + 100000);
  fixture_assert_one_file(f);
}

static void
erased_cb(GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_store_erase_evidence_finish(SILSA_STORE(store), result, &error));
  g_assert_no_error(error);
  *(gboolean *)data = TRUE;
}

/* It returns before it is done; whoever acts meanwhile acts on what comes of it, and groups of
 * the journal that were given away meanwhile are not given away again. */
static void
test_async(Fixture *f, gconstpointer meanwhile)
{
  g_autoptr(SilsaAct) act = silsa_act_new("add-evidence", "A1-04");
  SilsaAssessment *assessment = silsa_store_get_assessment(f->store);
  gboolean done = FALSE;

  fill(f);
  silsa_store_erase_evidence_async(f->store, 1, "정보주체의 요구", erased_cb, &done);
  g_assert_false(done);
  g_assert_false(silsa_assessment_is_erased(assessment, 1));
  silsa_act_add(act, "A1-04", "use:1", "다시");
  if (meanwhile != NULL) {
    g_assert_false(silsa_store_perform(f->store, act, NULL));
    g_assert_true(silsa_assessment_is_erased(assessment, 1));
  }
  while (!done)
    g_main_context_iteration(NULL, TRUE);
  g_assert_true(silsa_assessment_is_erased(assessment, 1));
  assert_fact(f->store, "A1-03", "use:1", NULL);
  g_assert_true(silsa_store_undo(f->store, NULL)); /* the level */
  assert_fact(f->store, "A1-03", "level", NULL);
  g_assert_true(silsa_store_flush(f->store, NULL));
  assert_sound(f->store);
  g_assert_cmpint(fixture_check_journal(f->store), >, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add_test("/erase/close-in-background", NULL, test_close_in_background);
  add_test("/store/erase/async", NULL, test_async);
  add_test("/store/erase/async-meanwhile", "meanwhile", test_async);
  add_test("/store/erase/gone", NULL, test_gone);
  add_test("/store/erase/zeroed", NULL, test_zeroed);
  add_test("/store/erase/undo", NULL, test_undo);
  add_test("/store/erase/undo-reopened", "reopen", test_undo);
  add_test("/store/erase/refused", NULL, test_refused);
  add_test("/store/erase/all", NULL, test_all);
  add_test("/store/erase/unref", NULL, test_unref);
  add_test("/store/erase/paper", NULL, test_paper);
  add_test("/store/erase/paper-reopened", "reopen", test_paper);
  return g_test_run();
}
