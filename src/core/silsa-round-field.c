#include "silsa-round-field.h"

#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARACTERS 200
#define WORDS_MAX_CHARACTERS 4000
#define IDENTIFIER_MAX_BYTES 48
#define FINGERPRINT_DIGITS 64

#define H SILSA_ROUND_HEAD
#define A SILSA_ROUND_APPLICANT
#define P SILSA_ROUND_PERSON
#define NAME SILSA_ROUND_FIELD_NAME
#define WORDS SILSA_ROUND_FIELD_WORDS
#define DATE SILSA_ROUND_FIELD_DATE
#define WORD SILSA_ROUND_FIELD_WORD
#define NUMBER SILSA_ROUND_FIELD_NUMBER

static const SilsaRoundField fields[] = {
    {H, "version", NUMBER, TRUE, N_("Version"), NULL, 1, 1000000},
    {H, "year", NUMBER, TRUE, N_("Year"), NULL, 2000, 2999},
    {H, "purpose", WORD, TRUE, N_("Purpose"), "real|demonstration", 0, 0},
    {H, "preview", WORD, FALSE, N_("What assessors see of the score"), "full|sectors|hidden", 0, 0},
    {H, "title-ko", NAME, TRUE, N_("Title (Korean)"), NULL, 0, 0},
    {H, "title-en", NAME, TRUE, N_("Title (English)"), NULL, 0, 0},
    {H, "provenance-ko", WORDS, FALSE, N_("Where the content comes from (Korean)"), NULL, 0, 0},
    {H, "provenance-en", WORDS, FALSE, N_("Where the content comes from (English)"), NULL, 0, 0},
    {H, "registration-from", DATE, FALSE, N_("Registration from"), NULL, 0, 0},
    {H, "registration-to", DATE, FALSE, N_("Registration to"), NULL, 0, 0},
    {H, "visit-from", DATE, FALSE, N_("Visits from"), NULL, 0, 0},
    {H, "visit-to", DATE, FALSE, N_("Visits to"), NULL, 0, 0},
    {H, "decision", DATE, FALSE, N_("Decision on"), NULL, 0, 0},
    {H, "package-limit", NUMBER, FALSE, N_("Largest package (bytes)"), NULL, 1,
     SILSA_LIMIT_PACKAGE_BYTES},
    {H, "keeping-until", DATE, FALSE, N_("Kept until"), NULL, 0, 0},
    {H, "keeping-purpose-ko", WORDS, FALSE, N_("What it is kept for (Korean)"), NULL, 0, 0},
    {H, "keeping-purpose-en", WORDS, FALSE, N_("What it is kept for (English)"), NULL, 0, 0},
    {H, "gps", WORD, FALSE, N_("Places recorded by cameras"), "withheld|included", 0, 0},
    {H, "photos", WORD, FALSE, N_("Photos in packages"), "original|rendition", 0, 0},

    {A, "name-ko", NAME, TRUE, N_("Name (Korean)"), NULL, 0, 0},
    {A, "name-en", NAME, TRUE, N_("Name (English)"), NULL, 0, 0},
    {A, "kind", WORD, TRUE, N_("Kind of local government"), "metropolitan|city|county|district", 0,
     0},
    {A, "population", NUMBER, TRUE, N_("Population"), NULL, 1, 1000000000},
    {A, "class", SILSA_ROUND_FIELD_IDENTIFIER, FALSE, N_("City class"), NULL, 0, 0},
    {A, "class-reason", WORDS, FALSE, N_("Reason for the class"), NULL, 0, 0},
    {A, "programmes", SILSA_ROUND_FIELD_WORD_LIST, FALSE, N_("Programmes"),
     "integration-platform|smart-challenge", 0, 0},

    {P, "name", NAME, TRUE, N_("Name"), NULL, 0, 0},
    {P, "role", WORD, TRUE, N_("Role"), "assessor|committee|secretary", 0, 0},
    {P, "fingerprint", SILSA_ROUND_FIELD_FINGERPRINT, FALSE, N_("Fingerprint of the certificate"),
     NULL, 0, 0},
};

#undef H
#undef A
#undef P

static const struct {
  const char *word;
  const char *context;
  const char *text;
} word_texts[] = {
    {"real", "purpose", NC_("purpose", "Real")},
    {"demonstration", "purpose", NC_("purpose", "Demonstration")},
    {"full", "preview", NC_("preview", "Everything")},
    {"sectors", "preview", NC_("preview", "Sectors only")},
    {"hidden", "preview", NC_("preview", "Nothing")},
    {"withheld", "places", NC_("places", "Withheld")},
    {"included", "places", NC_("places", "Included")},
    {"original", "photos", NC_("photos", "As they are")},
    {"rendition", "photos", NC_("photos", "Copies of at most 2,000 pixels")},
    {"metropolitan", "kind", NC_("kind", "Metropolitan city or province")},
    {"city", "kind", NC_("kind", "City")},
    {"county", "kind", NC_("kind", "County")},
    {"district", "kind", NC_("kind", "District")},
    {"integration-platform", "programme", NC_("programme", "Integration platform distribution")},
    {"smart-challenge", "programme", NC_("programme", "Smart challenge")},
    {"assessor", "role", NC_("role", "Assessor")},
    {"committee", "role", NC_("role", "Committee member")},
    {"secretary", "role", NC_("role", "Secretary")},
};

const SilsaRoundField *const *
silsa_round_fields(SilsaRoundPart part)
{
  static const SilsaRoundField *lists[SILSA_ROUND_PERSON + 1][G_N_ELEMENTS(fields) + 1];
  static gsize done = 0;

  if (g_once_init_enter(&done)) {
    guint n[SILSA_ROUND_PERSON + 1] = {0};

    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
      lists[fields[i].part][n[fields[i].part]++] = &fields[i];
    g_once_init_leave(&done, 1);
  }
  return lists[part];
}

const SilsaRoundField *
silsa_round_field_find(SilsaRoundPart part, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
    if (fields[i].part == part && g_str_equal(fields[i].name, name))
      return &fields[i];
  }
  return NULL;
}

const char *
silsa_round_word_to_text(const SilsaRoundField *field, const char *word)
{
  if (field->words == NULL)
    return word;
  for (guint i = 0; i < G_N_ELEMENTS(word_texts); i++) {
    if (g_str_equal(word_texts[i].word, word))
      return g_dpgettext2(GETTEXT_PACKAGE, word_texts[i].context, word_texts[i].text);
  }
  return word;
}

gboolean
silsa_round_is_identifier(const char *text)
{
  return g_ascii_islower(text[0]) && strlen(text) <= IDENTIFIER_MAX_BYTES &&
         text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* Values. Each reads @value, which is NFC with single spaces and not empty, and returns what is
 * kept; NULL when it breaks the rule of its kind. */

static char *
keep_text(const char *value, glong most)
{
  return g_utf8_strlen(value, -1) <= most ? g_strdup(value) : NULL;
}

static char *
keep_date(const char *value)
{
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *instant = g_strconcat(value, "T00:00:00Z", NULL);

  if (strlen(value) != strlen("2026-09-10") || value[4] != '-' || value[7] != '-')
    return NULL;
  date = g_date_time_new_from_iso8601(instant, NULL);
  return date != NULL ? g_strdup(value) : NULL;
}

static char *
keep_number(const SilsaRoundField *field, const char *value)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned(value, 10, field->min, field->max, &number, NULL))
    return NULL;
  return g_strdup_printf("%" G_GUINT64_FORMAT, number);
}

/* In the order of the format, each once. */
static char *
keep_words(const SilsaRoundField *field, const char *value, gboolean several)
{
  g_auto(GStrv) known = g_strsplit(field->words, "|", -1);
  g_auto(GStrv) given = g_strsplit_set(value, " ,", -1);
  g_autoptr(GString) kept = g_string_new(NULL);
  guint n = 0;

  for (guint i = 0; given[i] != NULL; i++) {
    if (*given[i] != '\0' && !g_strv_contains((const char *const *)known, given[i]))
      return NULL;
  }
  for (guint i = 0; known[i] != NULL; i++) {
    if (g_strv_contains((const char *const *)given, known[i]))
      g_string_append_printf(kept, "%s%s", n++ > 0 ? " " : "", known[i]);
  }
  return n == 1 || (several && n > 0) ? g_string_free_and_steal(g_steal_pointer(&kept)) : NULL;
}

/* As it is read over the telephone or copied from elsewhere: groups, colons, capital letters. */
static char *
keep_fingerprint(const char *value)
{
  g_autoptr(GString) digits = g_string_new(NULL);

  for (; *value != '\0'; value++) {
    if (g_ascii_isxdigit(*value))
      g_string_append_c(digits, g_ascii_tolower(*value));
    else if (strchr(" :-", *value) == NULL)
      return NULL;
  }
  return digits->len == FINGERPRINT_DIGITS ? g_string_free_and_steal(g_steal_pointer(&digits))
                                           : NULL;
}

static char *
keep(const SilsaRoundField *field, const char *value, const char **rule)
{
  switch (field->kind) {
  case SILSA_ROUND_FIELD_NAME:
    *rule = "round-text";
    return keep_text(value, NAME_MAX_CHARACTERS);
  case SILSA_ROUND_FIELD_WORDS:
    *rule = "round-text";
    return keep_text(value, WORDS_MAX_CHARACTERS);
  case SILSA_ROUND_FIELD_DATE:
    *rule = "round-date";
    return keep_date(value);
  case SILSA_ROUND_FIELD_WORD:
  case SILSA_ROUND_FIELD_WORD_LIST:
    *rule = "round-word";
    return keep_words(field, value, field->kind == SILSA_ROUND_FIELD_WORD_LIST);
  case SILSA_ROUND_FIELD_NUMBER:
    *rule = "round-number";
    return keep_number(field, value);
  case SILSA_ROUND_FIELD_IDENTIFIER:
    *rule = "identifier";
    return silsa_round_is_identifier(value) ? g_strdup(value) : NULL;
  case SILSA_ROUND_FIELD_FINGERPRINT:
    *rule = "fingerprint";
    return keep_fingerprint(value);
  }
  g_return_val_if_reached(NULL);
}

/* What could have stood there, for the sentence. */
static char *
dup_expected(const SilsaRoundField *field)
{
  if (field->words != NULL)
    return g_strdup(field->words);
  if (field->kind == SILSA_ROUND_FIELD_NUMBER)
    return g_strdup_printf("%" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT, field->min, field->max);
  return NULL;
}

/* White space as xs:token has it. */
static char *
collapse(const char *text)
{
  g_auto(GStrv) pieces = g_strsplit_set(text, " \t\r\n", -1);
  g_autoptr(GString) out = g_string_new(NULL);

  for (guint i = 0; pieces[i] != NULL; i++) {
    if (*pieces[i] != '\0')
      g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", pieces[i]);
  }
  return g_string_free_and_steal(g_steal_pointer(&out));
}

char *
silsa_round_field_normalise(const SilsaRoundField *field, const char *value, GError **error)
{
  g_autofree char *text = silsa_text_normalise(value != NULL ? value : "", error);
  g_autofree char *line = text != NULL ? collapse(text) : NULL;
  g_autofree char *expected = NULL;
  const char *rule = NULL;
  char *kept;

  if (line == NULL) {
    silsa_error_at_subject(error, field->name);
    return NULL;
  }
  if (*line == '\0')
    return g_steal_pointer(&line);
  kept = keep(field, line, &rule);
  if (kept != NULL)
    return kept;
  expected = dup_expected(field);
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "the field cannot have this value");
  silsa_error_at_subject(error, field->name);
  silsa_error_with_found(error, line);
  silsa_error_with_expected(error, expected);
  return NULL;
}
