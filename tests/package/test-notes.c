#include "silsa-notes.h"
#include "workshop.h"

#include <glib/gstdio.h>
#include <string.h>

static SilsaNotes *
open_notes(const char *package)
{
  g_autoptr(GError) error = NULL;
  SilsaNotes *notes = silsa_notes_open(package, &error);

  g_assert_no_error(error);
  return notes;
}

static void
save(SilsaNotes *notes)
{
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_notes_save(notes, &error));
  g_assert_no_error(error);
}

/* What is noted comes back, whatever stands in it; the package stays as it was. */
static void
test_kept(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const char *package = workshop_package(shop);
  g_autoptr(GBytes) before = silsa_test_read(package);
  g_autoptr(GBytes) after = NULL;
  g_autoptr(SilsaNotes) notes = open_notes(package);
  g_autoptr(SilsaNotes) again = NULL;
  const char *words = "쉼표, \"따옴표\"\n다음 줄";
  const SilsaNote *note;

  g_assert_cmpint(silsa_notes_get(notes, "A1-01")->mark, ==, SILSA_MARK_NONE);
  g_assert_true(silsa_notes_set(notes, "A1-01", SILSA_MARK_ASK, words, "왜?"));
  g_assert_false(silsa_notes_set(notes, "A1-01", SILSA_MARK_ASK, words, NULL));
  g_assert_true(silsa_notes_set(notes, "B2-01", SILSA_MARK_AGREED, NULL, NULL));
  save(notes);
  again = open_notes(package);
  note = silsa_notes_get(again, "A1-01");
  g_assert_cmpint(note->mark, ==, SILSA_MARK_ASK);
  g_assert_cmpstr(note->note, ==, words);
  g_assert_cmpstr(note->question, ==, "왜?");
  g_assert_cmpint(silsa_notes_get(again, "B2-01")->mark, ==, SILSA_MARK_AGREED);
  after = silsa_test_read(package);
  g_assert_true(g_bytes_equal(before, after));
}

/* No file where nothing is noted, and none stays when all was taken back. */
static void
test_nothing(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaNotes) notes = open_notes(workshop_package(shop));

  save(notes);
  g_assert_false(g_file_test(silsa_notes_get_path(notes), G_FILE_TEST_EXISTS));
  silsa_notes_set(notes, "A1-01", SILSA_MARK_NONE, "words", NULL);
  save(notes);
  g_assert_true(g_file_test(silsa_notes_get_path(notes), G_FILE_TEST_EXISTS));
  silsa_notes_set(notes, "A1-01", SILSA_MARK_NONE, "", NULL);
  save(notes);
  g_assert_false(g_file_test(silsa_notes_get_path(notes), G_FILE_TEST_EXISTS));
}

static void
test_refused(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *package = silsa_test_folder_path(&shop->folder, "a.asice");
  g_autofree char *path = g_strconcat(package, ".notes.csv", NULL);
  g_autofree char *nowhere = silsa_test_folder_path(&shop->folder, "missing/a.asice");
  g_autoptr(SilsaNotes) other = NULL;
  g_autoptr(SilsaNotes) notes = open_notes(nowhere);
  g_autoptr(GError) error = NULL;

  silsa_test_write(path, "code,words\r\n", 12);
  other = silsa_notes_open(package, &error);
  g_assert_null(other);
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "notes-damaged");
  g_clear_error(&error);
  silsa_notes_set(notes, "A1-01", SILSA_MARK_ASK, NULL, NULL);
  g_assert_false(silsa_notes_save(notes, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_WRITE);
}

/* A package took the name of another one, whose notes lie there still. */
static void
test_foreign(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const char *package = workshop_package(shop);
  g_autoptr(SilsaNotes) notes = open_notes(package);
  g_autoptr(SilsaNotes) other = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  char *id;

  silsa_notes_set(notes, "A1-01", SILSA_MARK_ASK, NULL, NULL);
  bytes = silsa_notes_to_bytes(notes);
  text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  id = strrchr(text, ',') + 1;
  g_assert_cmpuint(strlen(id), ==, 36 + strlen("\r\n"));
  *id = *id == '0' ? '1' : '0';
  silsa_test_write(silsa_notes_get_path(notes), text, strlen(text));
  other = silsa_notes_open(package, &error);
  g_assert_null(other);
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "notes-foreign");
}

/* A medium that cannot be written: they lie in the user's own data, and are found there. */
static void
test_home(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const char *package = workshop_package(shop);
  g_autoptr(SilsaNotes) notes = open_notes(package);
  g_autoptr(SilsaNotes) again = NULL;

  silsa_notes_set(notes, "A1-01", SILSA_MARK_ASK, "words", NULL);
  g_assert_true(silsa_notes_move_home(notes));
  g_assert_false(silsa_notes_move_home(notes));
  g_assert_true(g_str_has_prefix(silsa_notes_get_path(notes), g_get_user_data_dir()));
  save(notes);
  again = open_notes(package);
  g_assert_cmpstr(silsa_notes_get_path(again), ==, silsa_notes_get_path(notes));
  g_assert_cmpstr(silsa_notes_get(again, "A1-01")->note, ==, "words");
  g_assert_cmpint(g_unlink(silsa_notes_get_path(notes)), ==, 0);
}

/* A mark that a hand wrote is not known; the words beside it stay. */
static void
test_foreign_mark(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  static const char text[] = "indicator;mark;note;question\r\nA1-01;maybe;words;\r\n";
  g_autofree char *package = silsa_test_folder_path(&shop->folder, "a.asice");
  g_autofree char *path = g_strconcat(package, ".notes.csv", NULL);
  g_autoptr(SilsaNotes) notes = NULL;

  silsa_test_write(path, text, strlen(text));
  notes = open_notes(package);
  g_assert_cmpint(silsa_notes_get(notes, "A1-01")->mark, ==, SILSA_MARK_NONE);
  g_assert_cmpstr(silsa_notes_get(notes, "A1-01")->note, ==, "words");
}

static void
test_for_others(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);
  g_autoptr(SilsaNotes) notes = open_notes(workshop_package(shop));
  g_autofree char *none = silsa_notes_list_questions(notes, assessment, SILSA_LANGUAGE_EN);
  g_autofree char *questions = NULL;
  g_autoptr(GBytes) table = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_cmpstr(none, ==, "");
  silsa_notes_set(notes, "B2-01", SILSA_MARK_ASK, "a note", "Second?");
  silsa_notes_set(notes, "A1-01", SILSA_MARK_NONE, NULL, "First?");
  questions = silsa_notes_list_questions(notes, assessment, SILSA_LANGUAGE_EN);
  lines = g_strsplit(questions, "\n", -1);
  g_assert_true(g_str_has_prefix(lines[0], "Questions to "));
  g_assert_true(g_str_has_prefix(lines[2], "1. A1-01 "));
  g_assert_cmpstr(lines[3], ==, "   First?");
  g_assert_true(g_str_has_prefix(lines[4], "2. B2-01 "));
  table = silsa_notes_export(notes, assessment, SILSA_LANGUAGE_EN);
  g_assert_nonnull(strstr(g_bytes_get_data(table, NULL), "To ask,a note,Second?\r\n"));
}

int
main(int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test)(Workshop *shop, gconstpointer data);
  } tests[] = {
      {"/package/notes/kept", test_kept},
      {"/package/notes/nothing", test_nothing},
      {"/package/notes/refused", test_refused},
      {"/package/notes/foreign-mark", test_foreign_mark},
      {"/package/notes/foreign", test_foreign},
      {"/package/notes/home", test_home},
      {"/package/notes/for-others", test_for_others},
  };

  g_autofree char *home = g_dir_make_tmp("silsa-data-XXXXXX", NULL);
  g_autofree char *silsa = g_build_filename(home, "silsa", NULL);
  g_autofree char *folder = g_build_filename(silsa, "notes", NULL);
  int result;

  g_setenv("XDG_DATA_HOME", home, TRUE); /* before GLib asks for it */
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
    g_test_add(tests[i].name, Workshop, NULL, workshop_set_up, tests[i].test, workshop_tear_down);
  result = g_test_run();
  g_rmdir(folder);
  g_rmdir(silsa);
  g_rmdir(home);
  return result;
}
