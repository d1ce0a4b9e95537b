#include "silsa-finder.h"

#include "silsa-derived.h"

#include <string.h>

/* What was written about an indicator, folded, as it was at @serial of its answer. */
typedef struct {
  guint serial;
  char *text;
} Written;

struct _SilsaFinder {
  SilsaCatalogue *catalogue;
  GHashTable *written; /* SilsaAnswer -> Written: folding takes longer than looking */
  char **texts; /* by indicator: what the catalogue says, folded; NULL until first asked */
  GStrv words; /* folded, none of them empty */
  const SilsaIndicator *named; /* whose code is all that is looked for, or NULL */
  SilsaFilter filters;
  const SilsaItem *item;
};

/* What a person does not mean by a word: its form in Unicode, its case, and where the blanks are,
 * which Korean leaves to taste. */
static void
append_folded(GString *out, const char *text)
{
  g_autofree char *composed = NULL;
  g_autofree char *folded = NULL;

  if (text == NULL)
    return;
  composed = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  if (composed == NULL)
    return;
  folded = g_utf8_casefold(composed, -1);
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at)) {
    if (!g_unichar_isspace(g_utf8_get_char(at)))
      g_string_append_len(out, at, g_utf8_next_char(at) - at);
  }
  g_string_append_c(out, '\n'); /* no word reaches from one text into the next */
}

static void
append_both(GString *out, const SilsaText *text)
{
  append_folded(out, text->ko);
  append_folded(out, text->en);
}

static const char *
get_catalogue_text(SilsaFinder *self, const SilsaIndicator *indicator)
{
  char **text = &self->texts[indicator->index];
  GString *out;

  if (*text != NULL)
    return *text;
  out = g_string_new(NULL);
  append_folded(out, indicator->code);
  append_both(out, &indicator->title);
  append_both(out, &indicator->definition);
  for (guint i = 0; i < indicator->n_checks; i++)
    append_both(out, &indicator->checks[i].question);
  *text = g_string_free(out, FALSE);
  return *text;
}

gboolean
silsa_finder_read_ahead(SilsaFinder *self)
{
  guint n = silsa_catalogue_get_n_indicators(self->catalogue);

  for (guint i = 0; i < n; i++) {
    if (self->texts[i] != NULL)
      continue;
    get_catalogue_text(self, silsa_catalogue_get_indicator(self->catalogue, i));
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_written_text(const char *field)
{
  static const char *const names[] = {
      "reason", "unverifiable", "justify", "internal-note", "claim-summary", "claim-document",
  };
  static const char *const prefixes[] = {"check-note:", "finding:", "use:"};

  for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
    if (g_str_has_prefix(field, prefixes[i]))
      return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    if (strcmp(field, names[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

static char *
dup_written_text(SilsaAnswer *answer)
{
  g_autoptr(GPtrArray) fields = silsa_answer_dup_fields(answer);
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < fields->len; i++) {
    const char *field = g_ptr_array_index(fields, i);

    if (is_written_text(field))
      append_folded(out, silsa_answer_get(answer, field));
  }
  return g_string_free(out, FALSE);
}

static const char *
get_written_text(SilsaFinder *self, SilsaAnswer *answer)
{
  Written *written = g_hash_table_lookup(self->written, answer);

  if (written == NULL) {
    written = g_new0(Written, 1);
    g_hash_table_insert(self->written, g_object_ref(answer), written);
  } else if (written->serial == silsa_answer_get_serial(answer)) {
    return written->text;
  }
  g_free(written->text);
  written->serial = silsa_answer_get_serial(answer);
  written->text = dup_written_text(answer);
  return written->text;
}

static gboolean
matches_words(SilsaFinder *self, SilsaAnswer *answer)
{
  const char *text;
  const char *written = NULL;

  if (self->words == NULL || self->words[0] == NULL)
    return TRUE;
  text = get_catalogue_text(self, silsa_answer_get_indicator(answer));
  for (guint i = 0; self->words[i] != NULL; i++) {
    if (strstr(text, self->words[i]) != NULL)
      continue;
    if (written == NULL)
      written = get_written_text(self, answer);
    if (strstr(written, self->words[i]) == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_short_of_evidence(SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  guint32 photo_checks = silsa_answer_get_derived(answer)->photo_checks;

  if (silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE)
    return FALSE;
  if (silsa_answer_get_n_photos(answer) < indicator->expected_photos)
    return TRUE;
  for (guint i = 0; i < indicator->n_checks; i++) {
    const SilsaCheck *check = &indicator->checks[i];

    if (check->evidence == SILSA_EVIDENCE_PHOTO && check->required &&
        silsa_answer_get_result(answer, check->code) != SILSA_RESULT_NO &&
        (photo_checks & (1u << i)) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
silsa_filter_matches(SilsaFilter filter, SilsaAnswer *answer)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(answer), FALSE);

  switch (filter) {
  case SILSA_FILTER_UNTOUCHED:
    return silsa_answer_get_state(answer) == SILSA_STATE_UNTOUCHED;
  case SILSA_FILTER_IN_PROGRESS:
    return silsa_answer_get_state(answer) == SILSA_STATE_IN_PROGRESS;
  case SILSA_FILTER_MISSING_EVIDENCE:
    return is_short_of_evidence(answer);
  case SILSA_FILTER_CONTRADICTORY:
    return silsa_answer_get_derived(answer)->contradictory;
  case SILSA_FILTER_FLAGGED:
    return silsa_answer_get_flagged(answer);
  case SILSA_FILTER_UNVERIFIABLE:
    return silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE;
  case SILSA_FILTER_DIFFERS:
    return silsa_answer_get_fate(answer) == SILSA_FATE_CORRECTED;
  case SILSA_FILTER_ON_SITE:
    return silsa_answer_get_indicator(answer)->stage == SILSA_STAGE_ON_SITE;
  }
  g_return_val_if_reached(FALSE);
}

static gboolean
matches_filters(SilsaFilter filters, SilsaAnswer *answer)
{
  SilsaFilter states = filters & SILSA_FILTER_OPEN;

  if (states != 0 &&
      !((states & SILSA_FILTER_UNTOUCHED) != 0 &&
        silsa_filter_matches(SILSA_FILTER_UNTOUCHED, answer)) &&
      !((states & SILSA_FILTER_IN_PROGRESS) != 0 &&
        silsa_filter_matches(SILSA_FILTER_IN_PROGRESS, answer)))
    return FALSE;
  for (guint i = 0; i < SILSA_N_FILTERS; i++) {
    SilsaFilter filter = 1 << i;

    if ((filter & filters & ~SILSA_FILTER_OPEN) != 0 && !silsa_filter_matches(filter, answer))
      return FALSE;
  }
  return TRUE;
}

static void
written_free(gpointer data)
{
  Written *written = data;

  g_free(written->text);
  g_free(written);
}

SilsaFinder *
silsa_finder_new(SilsaCatalogue *catalogue)
{
  SilsaFinder *self;

  g_return_val_if_fail(SILSA_IS_CATALOGUE(catalogue), NULL);

  self = g_new0(SilsaFinder, 1);
  self->catalogue = g_object_ref(catalogue);
  self->written = g_hash_table_new_full(NULL, NULL, g_object_unref, written_free);
  self->texts = g_new0(char *, silsa_catalogue_get_n_indicators(catalogue));
  return self;
}

void
silsa_finder_free(SilsaFinder *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(self->catalogue); i++)
    g_free(self->texts[i]);
  g_free(self->texts);
  g_hash_table_unref(self->written);
  g_strfreev(self->words);
  g_object_unref(self->catalogue);
  g_free(self);
}

static const SilsaIndicator *
find_named(SilsaFinder *self)
{
  if (g_strv_length(self->words) != 1)
    return NULL;
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(self->catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(self->catalogue, i);
    g_autoptr(GString) code = g_string_new(NULL);

    append_folded(code, indicator->code);
    g_string_truncate(code, code->len - 1); /* the line end */
    if (strcmp(code->str, self->words[0]) == 0)
      return indicator;
  }
  return NULL;
}

void
silsa_finder_set_text(SilsaFinder *self, const char *text)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  g_auto(GStrv) parts = NULL;

  g_return_if_fail(self != NULL);

  parts = g_strsplit_set(text != NULL ? text : "", " \t\n", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    g_autoptr(GString) word = g_string_new(NULL);

    append_folded(word, parts[i]);
    if (word->len <= 1) /* the line end alone */
      continue;
    g_string_truncate(word, word->len - 1);
    g_strv_builder_add(words, word->str);
  }
  g_strfreev(self->words);
  self->words = g_strv_builder_end(words);
  self->named = find_named(self);
}

void
silsa_finder_set_filters(SilsaFinder *self, SilsaFilter filters)
{
  g_return_if_fail(self != NULL);

  self->filters = filters;
}

SilsaFilter
silsa_finder_get_filters(const SilsaFinder *self)
{
  g_return_val_if_fail(self != NULL, 0);

  return self->filters;
}

void
silsa_finder_set_item(SilsaFinder *self, const SilsaItem *item)
{
  g_return_if_fail(self != NULL);

  self->item = item;
}

const SilsaItem *
silsa_finder_get_item(const SilsaFinder *self)
{
  g_return_val_if_fail(self != NULL, NULL);

  return self->item;
}

gboolean
silsa_finder_is_empty(const SilsaFinder *self)
{
  g_return_val_if_fail(self != NULL, TRUE);

  return (self->words == NULL || self->words[0] == NULL) && self->filters == 0 &&
         self->item == NULL;
}

gboolean
silsa_finder_matches(SilsaFinder *self, SilsaAnswer *answer)
{
  g_return_val_if_fail(self != NULL, FALSE);
  g_return_val_if_fail(SILSA_IS_ANSWER(answer), FALSE);

  return (self->item == NULL || silsa_answer_get_indicator(answer)->item == self->item) &&
         matches_filters(self->filters, answer) && matches_words(self, answer);
}

gboolean
silsa_finder_names(const SilsaFinder *self, SilsaAnswer *answer)
{
  g_return_val_if_fail(self != NULL && SILSA_IS_ANSWER(answer), FALSE);

  return self->named != NULL && silsa_answer_get_indicator(answer) == self->named;
}
