#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-test.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

static GError *
make(SilsaError code, const char *rule)
{
  GError *error = NULL;

  g_assert_false(silsa_error_set(&error, code, rule, "for the log: %d", 7));
  return error;
}

static void
test_facts(void)
{
  g_autoptr(GError) error = make(SILSA_ERROR_INVALID, "kind");
  g_autoptr(GError) copy = NULL;
  const SilsaErrorFacts *facts;

  silsa_error_at_file(&error, "/a/b.xml");
  silsa_error_at_line(&error, 12);
  silsa_error_at_entry(&error, "payload.xml");
  silsa_error_at_subject(&error, "A1-01");
  silsa_error_with_limit(&error, "8 MiB");
  silsa_error_with_found(&error, "measure");
  silsa_error_with_expected(&error, "maturity");
  silsa_error_at_subject(&error, "A1"); /* the innermost place knows best */
  silsa_error_at_line(&error, 99);
  g_prefix_error_literal(&error, "while testing: ");
  copy = g_error_copy(error);
  g_clear_error(&error);

  g_assert_cmpstr(copy->message, ==, "while testing: for the log: 7");
  facts = silsa_error_get_facts(copy);
  g_assert_cmpstr(facts->rule, ==, "kind");
  g_assert_cmpstr(facts->file, ==, "/a/b.xml");
  g_assert_cmpint(facts->line, ==, 12);
  g_assert_cmpstr(facts->entry, ==, "payload.xml");
  g_assert_cmpstr(facts->subject, ==, "A1-01");
  g_assert_cmpstr(facts->limit, ==, "8 MiB");
  g_assert_cmpstr(facts->found, ==, "measure");
  g_assert_cmpstr(facts->expected, ==, "maturity");
}

static void
test_no_error(void)
{
  GError *none = NULL;
  g_autoptr(GError) foreign = g_error_new(G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_false(silsa_error_set(NULL, SILSA_ERROR_READ, NULL, "nobody asks"));
  silsa_error_at_file(NULL, "a");
  silsa_error_at_line(&none, 1);
  silsa_error_with_found(&foreign, "a");
  g_assert_null(none);
  g_assert_null(silsa_error_get_facts(NULL));
  g_assert_null(silsa_error_get_facts(foreign));
}

static void
test_found_is_bounded(void)
{
  g_autoptr(GError) error = make(SILSA_ERROR_INVALID, "text");
  g_autofree char *hostile = g_strnfill(1000000, '\xff');
  const char *found;

  silsa_error_with_found(&error, hostile);
  found = silsa_error_get_facts(error)->found;
  g_assert_true(g_utf8_validate(found, -1, NULL));
  g_assert_cmpint(g_utf8_strlen(found, -1), ==, 200);
  g_assert_true(g_str_has_suffix(found, "…"));
}

/* --- explaining --------------------------------------------------------------------------- */

static void
fill_facts(GError **error)
{
  silsa_error_at_file(error, "FILE");
  silsa_error_at_line(error, 4711);
  silsa_error_at_subject(error, "SUBJECT");
  silsa_error_with_limit(error, "LIMIT");
  silsa_error_with_found(error, "FOUND");
  silsa_error_with_expected(error, "EXPECTED");
}

static void
test_every_code(void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (int code = SILSA_ERROR_INVALID; code <= SILSA_ERROR_INCOMPLETE; code++) {
    g_autoptr(GError) error = make((SilsaError)code, NULL);
    char *text = silsa_error_explain(error);

    g_assert_cmpuint(strlen(text), >, 10);
    g_assert_null(strstr(text, "for the log"));
    g_assert_null(strchr(text, '{'));
    g_assert_true(g_hash_table_add(seen, text)); /* no two codes sound alike */
  }
}

/* Every rule that a layer names must have a sentence: the sources are searched for rules. */
static void
collect_rules(const char *folder, GHashTable *rules)
{
  g_autoptr(GRegex) regex = g_regex_new("SILSA_ERROR_([A-Z_]+),\\s*\"([a-z0-9-]+)\"", 0, 0, NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GMatchInfo) match = NULL;

    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      collect_rules(path, rules);
    if (!g_str_has_suffix(name, ".c") || !g_file_get_contents(path, &text, NULL, NULL))
      continue;
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL))
      g_hash_table_add(rules, g_match_info_fetch(match, 2));
  }
}

static char *
explain_with_all_facts(const char *rule)
{
  g_autoptr(GError) error = make(SILSA_ERROR_UNSUPPORTED, rule);

  fill_facts(&error);
  return silsa_error_explain(error);
}

static void
test_every_rule(void)
{
  g_autofree char *folder = silsa_test_source("src", NULL);
  g_autoptr(GHashTable) rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *general = explain_with_all_facts("no-such-rule");
  g_autoptr(GString) silent = g_string_new(NULL);
  GHashTableIter iter;
  gpointer rule;

  collect_rules(folder, rules);
  g_assert_cmpuint(g_hash_table_size(rules), >, 20);
  g_hash_table_iter_init(&iter, rules);
  while (g_hash_table_iter_next(&iter, &rule, NULL)) {
    g_autofree char *text = explain_with_all_facts(rule);

    g_assert_null(strchr(text, '{'));
    if (g_strcmp0(text, general) == 0)
      g_string_append_printf(silent, " %s", (char *)rule);
  }
  g_assert_cmpstr(silent->str, ==, "");
}

static void
test_catalogue_rules(void)
{
  static const char *const rules[] = {
      "item-points-sum", "sector-points-sum", "total-points-sum",      "kind",
      "scoring-class",   "scoring-values",    "scoring-percents-fall", "scoring-percents-rise",
      "code-prefix",     "level-numbers",     "level-percents",        "grade-numbers",
      "grade-percents",  "grade-last",        "certified-first",       "formula-syntax",
      "formula-name",    "formula-unused",    "formula-depth",         "photos-expected",
      "points-decimals", "class-zero",        "class-populations",     "at-most",
  };
  g_autofree char *general = explain_with_all_facts("no-such-rule");

  for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
    g_autofree char *text = explain_with_all_facts(rules[i]);

    g_assert_cmpstr(text, !=, general);
    g_assert_true(g_str_has_prefix(text, "FILE, line 4711: "));
    g_assert_true(g_str_has_suffix(text, "Ask whoever issued the file for a corrected one."));
  }
}

static void
test_sentence(void)
{
  g_autoptr(GError) error = make(SILSA_ERROR_INVALID, "item-points-sum");
  g_autofree char *text = NULL;

  silsa_error_at_file(&error, "c.xml");
  silsa_error_at_line(&error, 166);
  silsa_error_at_subject(&error, "A1");
  silsa_error_with_found(&error, "201");
  silsa_error_with_expected(&error, "200");
  text = silsa_error_explain(error);
  g_assert_cmpstr(text, ==,
                  "c.xml, line 166: The points of the indicators of item A1 add up to 201, not to "
                  "200. Ask whoever issued the file for a corrected one.");
}

/* A sentence that would have a hole is not said. */
static void
test_missing_facts(void)
{
  g_autoptr(GError) error = make(SILSA_ERROR_INVALID, "item-points-sum");
  g_autofree char *text = silsa_error_explain(error);

  g_assert_cmpstr(text, ==,
                  "What was given breaks a rule of the format. Ask whoever issued the file for a "
                  "corrected one.");
}

/* What a file holds is not looked at for names of facts. */
static void
test_braces_in_facts(void)
{
  g_autoptr(GError) error = make(SILSA_ERROR_INVALID, "xml-entity");
  g_autofree char *text = NULL;

  silsa_error_with_found(&error, "{subject} %s {");
  text = silsa_error_explain(error);
  g_assert_nonnull(strstr(text, "{subject} %s {"));
}

/* "/run/user/1000/doc/ce6f15a0/key.p12" says nothing to anybody. */
static void
test_document_of_portal(void)
{
  g_autofree char *path =
      g_build_filename(g_get_user_runtime_dir(), "doc", "ce6f15a0", "열쇠.p12", NULL);
  g_autofree char *shown = silsa_path_for_people(path);
  g_autofree char *usual = silsa_path_for_people("/home/kim/doc/열쇠.p12");
  g_autoptr(GError) error = make(SILSA_ERROR_READ, NULL);
  g_autofree char *text = NULL;

  g_assert_cmpstr(shown, ==, "열쇠.p12");
  g_assert_cmpstr(usual, ==, "/home/kim/doc/열쇠.p12");
  silsa_error_at_file(&error, path);
  text = silsa_error_explain(error);
  g_assert_true(g_str_has_prefix(text, "열쇠.p12: "));
}

static void
test_foreign(void)
{
  static const struct {
    int code;
    const char *words;
  } cases[] = {
      {G_IO_ERROR_NOT_FOUND, "no such file"},
      {G_IO_ERROR_NO_SPACE, "not enough room"},
      {G_IO_ERROR_READ_ONLY, "cannot be written"},
      {G_IO_ERROR_PERMISSION_DENIED, "not allow"},
      {G_IO_ERROR_EXISTS, "already"},
      {G_IO_ERROR_IS_DIRECTORY, "folder"},
      {G_IO_ERROR_TIMED_OUT, "MESSAGE"},
  };
  g_autoptr(GError) file = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOSPC, "MESSAGE");
  g_autofree char *file_text = silsa_error_explain(file);

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = g_error_new(G_IO_ERROR, cases[i].code, "MESSAGE");
    g_autofree char *text = silsa_error_explain(error);

    g_assert_nonnull(strstr(text, cases[i].words));
    g_assert_nonnull(strstr(text, "MESSAGE"));
  }
  g_assert_nonnull(strstr(file_text, "not enough room"));
}

/* --- files -------------------------------------------------------------------------------- */

static void
assert_unreadable(const char *path, SilsaError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_file_read(path, 10, "test-bytes", &error));
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, path);
}

static void
test_file_read(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ten = silsa_test_folder_path(folder, "ten");
  g_autofree char *eleven = silsa_test_folder_path(folder, "eleven");
  g_autofree char *pipe = silsa_test_folder_path(folder, "pipe");
  g_autofree char *none = silsa_test_folder_path(folder, "none");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *sha256 = NULL;

  silsa_test_write(ten, "0123456789", 10);
  silsa_test_write(eleven, "01234567890", 11);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  bytes = silsa_file_read(ten, 10, "test-bytes", &error);
  g_assert_no_error(error);
  g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "0123456789", 10);
  sha256 = silsa_bytes_sha256(bytes);
  g_assert_cmpstr(sha256, ==, "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
  assert_unreadable(eleven, SILSA_ERROR_LIMIT);
  assert_unreadable(none, SILSA_ERROR_NOT_FOUND);
  assert_unreadable(folder->path, SILSA_ERROR_READ);
  assert_unreadable(pipe, SILSA_ERROR_READ); /* and does not wait for a writer */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  g_test_add_func("/core/error/facts", test_facts);
  g_test_add_func("/core/error/no-error", test_no_error);
  g_test_add_func("/core/error/found-is-bounded", test_found_is_bounded);
  g_test_add_func("/core/error/explain/every-code", test_every_code);
  g_test_add_func("/core/error/explain/every-rule", test_every_rule);
  g_test_add_func("/core/error/explain/catalogue-rules", test_catalogue_rules);
  g_test_add_func("/core/error/explain/sentence", test_sentence);
  g_test_add_func("/core/error/explain/missing-facts", test_missing_facts);
  g_test_add_func("/core/error/explain/braces", test_braces_in_facts);
  g_test_add_func("/core/error/explain/document-of-portal", test_document_of_portal);
  g_test_add_func("/core/error/explain/foreign", test_foreign);
  g_test_add("/core/error/file-read", SilsaTestFolder, NULL, silsa_test_folder_set_up,
             test_file_read, silsa_test_folder_tear_down);

  return g_test_run();
}
