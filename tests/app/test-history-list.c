#include "silsa-history-list.h"

#include "silsa-fact-words.h"
#include "silsa-test.h"

static SilsaHistoryEntry *
add(GPtrArray *entries, gint64 sequence, const char *field, const char *before, const char *after)
{
  SilsaHistoryEntry *entry = g_object_new(SILSA_TYPE_HISTORY_ENTRY, NULL);

  entry->sequence = sequence;
  entry->time = g_strdup("2026-11-26T10:00:00.000Z");
  entry->act = g_strdup("answer");
  entry->subject = g_strdup("A1-01");
  entry->field = g_strdup(field);
  entry->old_value = g_strdup(before);
  entry->new_value = g_strdup(after);
  g_ptr_array_add(entries, entry);
  return entry;
}

/* What came and went again between two packages is no difference; what changed twice is one. */
static void
test_difference(void)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(g_object_unref);
  g_autoptr(GPtrArray) since = NULL;
  g_autoptr(GPtrArray) nothing = NULL;
  const SilsaHistoryEntry *entry;

  add(entries, 3, "level", NULL, "1");
  add(entries, 4, "level", "1", "2");
  add(entries, 5, "flag", NULL, "1");
  add(entries, 6, "reason", NULL, "seen");
  add(entries, 7, "flag", "1", NULL);
  add(entries, 8, "level", "2", "4");
  since = silsa_history_list_difference(entries, 4);
  g_assert_cmpuint(since->len, ==, 2);
  entry = g_ptr_array_index(since, 0);
  g_assert_cmpstr(entry->field, ==, "reason");
  entry = g_ptr_array_index(since, 1);
  g_assert_cmpstr(entry->field, ==, "level");
  g_assert_cmpstr(entry->old_value, ==, "1");
  g_assert_cmpstr(entry->new_value, ==, "4");
  g_assert_cmpint(entry->sequence, ==, 8);
  nothing = silsa_history_list_difference(entries, 9);
  g_assert_cmpuint(nothing->len, ==, 0);
}

static void
test_words(void)
{
  static const struct {
    const char *field, *value, *name, *text;
    gboolean back;
  } cases[] = {
      {"check:A1-01-b", "partly", "Check b", "Partly", TRUE},
      {"check-note:A1-01-a", "seen", "Note on check a", "seen", TRUE},
      {"flag", NULL, "Flag", "–", TRUE},
      {"flag", "1", "Flag", "yes", TRUE},
      {"finding:strength:2", "good", "Strength", "good", TRUE},
      {"confirmed", "1", "Claim confirmed", "yes", FALSE},
      {"use:7", "", "Evidence 7", "attached", FALSE},
      {"no-such-field", "x", "no-such-field", "x", FALSE},
  };
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);

  g_assert_nonnull(catalogue);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name =
        silsa_fact_field_to_text(catalogue, "A1-01", cases[i].field, SILSA_LANGUAGE_EN);
    g_autofree char *text =
        silsa_fact_value_to_text(catalogue, "A1-01", cases[i].field, cases[i].value);

    g_assert_cmpstr(name, ==, cases[i].name);
    g_assert_cmpstr(text, ==, cases[i].text);
    g_assert_cmpint(silsa_fact_can_be_put_back(catalogue, "A1-01", cases[i].field), ==,
                    cases[i].back);
  }
}

/* Numbers are shown as on the page of the indicator, every digit kept. */
static void
test_number(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);
  const SilsaIndicator *indicator = silsa_catalogue_find_indicator(catalogue, "A1-01");
  g_autofree char *field = g_strconcat("input:", indicator->inputs[0].id, NULL);
  g_autofree char *text = silsa_fact_value_to_text(catalogue, indicator->code, field, "1234567.05");
  g_autofree char *name =
      silsa_fact_field_to_text(catalogue, indicator->code, field, SILSA_LANGUAGE_EN);

  g_assert_cmpstr(text, ==, "1,234,567.05");
  g_assert_cmpstr(name, ==, silsa_text_get(&indicator->inputs[0].title, SILSA_LANGUAGE_EN));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/app/history/difference", test_difference);
  g_test_add_func("/app/history/words", test_words);
  g_test_add_func("/app/history/number", test_number);
  return g_test_run();
}
