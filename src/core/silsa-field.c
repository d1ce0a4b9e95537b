#include "silsa-field.h"

#include "silsa-error.h"
#include "silsa-rendition.h"
#include "silsa-shape.h"

#include <string.h>

#define NUMBER_DIGITS 18 /* fits a gint64 */

typedef struct {
  const char *name;
  SilsaFieldKind kind;
} PlainField;

static const PlainField indicator_fields[] = {
    {"claim-summary", SILSA_FIELD_CLAIM_SUMMARY},
    {"claim-page", SILSA_FIELD_CLAIM_PAGE},
    {"claim-document", SILSA_FIELD_CLAIM_DOCUMENT},
    {"confirmed", SILSA_FIELD_CONFIRMED},
    {"reason", SILSA_FIELD_REASON},
    {"unverifiable", SILSA_FIELD_UNVERIFIABLE},
    {"justify", SILSA_FIELD_JUSTIFY},
    {"justify-codes", SILSA_FIELD_JUSTIFY_CODES},
    {"flag", SILSA_FIELD_FLAG},
    {"internal-note", SILSA_FIELD_INTERNAL_NOTE},
};
static const PlainField city_fields[] = {
    {"class", SILSA_FIELD_CLASS},       {"class-reason", SILSA_FIELD_CLASS_REASON},
    {"name", SILSA_FIELD_TEXT},         {"name-en", SILSA_FIELD_TEXT},
    {"population", SILSA_FIELD_NUMBER}, {"erased", SILSA_FIELD_ERASED},
};
static const PlainField round_fields[] = {
    {"secretary", SILSA_FIELD_DIGEST},     {"digest", SILSA_FIELD_DIGEST},
    {"version", SILSA_FIELD_NUMBER},       {"signer", SILSA_FIELD_TEXT},
    {"fingerprint", SILSA_FIELD_DIGEST},   {"title", SILSA_FIELD_TEXT},
    {"title-en", SILSA_FIELD_TEXT},        {"preview", SILSA_FIELD_PREVIEW},
    {"visit-from", SILSA_FIELD_DATE},      {"visit-to", SILSA_FIELD_DATE},
    {"package-limit", SILSA_FIELD_NUMBER}, {"gps", SILSA_FIELD_PLACES},
    {"photos", SILSA_FIELD_SEND},
};
static const PlainField evidence_fields[] = {
    {"removed", SILSA_FIELD_REMOVED},   {"removed-reason", SILSA_FIELD_REMOVED_REASON},
    {"erased", SILSA_FIELD_ERASED},     {"submitted", SILSA_FIELD_SUBMITTED},
    {"persons", SILSA_FIELD_MARK},      {"restricted", SILSA_FIELD_MARK},
    {"send", SILSA_FIELD_SEND},         {"rendition-of", SILSA_FIELD_RENDITION_OF},
    {"withheld", SILSA_FIELD_WITHHELD},
};

static gboolean
find_plain(SilsaField *self, const PlainField *fields, gsize n_fields, const char *field)
{
  for (gsize i = 0; i < n_fields; i++) {
    if (strcmp(fields[i].name, field) == 0) {
      self->kind = fields[i].kind;
      return TRUE;
    }
  }
  return FALSE;
}

/* What follows @prefix in @text, or NULL. */
static const char *
after(const char *text, const char *prefix)
{
  gsize length = strlen(prefix);

  return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

gint64
silsa_field_parse_number(const char *text, const char **end)
{
  gint64 number = 0;
  gsize digits = 0;

  if (*text == '0')
    return 0;
  for (; g_ascii_isdigit(text[digits]); digits++) {
    if (digits == NUMBER_DIGITS)
      return 0;
    number = number * 10 + g_ascii_digit_value(text[digits]);
  }
  if (end != NULL)
    *end = text + digits;
  else if (text[digits] != '\0')
    return 0;
  return number;
}

char *
silsa_field_write_number(char *to, gint64 number)
{
  char digits[SILSA_FIELD_NUMBER_SIZE];
  gsize n = 0;

  for (guint64 rest = (guint64)MAX(number, 0); n == 0 || rest > 0; rest /= 10)
    digits[n++] = (char)('0' + rest % 10);
  while (n > 0)
    *to++ = digits[--n];
  *to = '\0';
  return to;
}

const char *
silsa_field_write_evidence(char *subject, gint64 id)
{
  silsa_field_write_number(stpcpy(subject, "evidence:"), id);
  return subject;
}

char *
silsa_field_new_use(gint64 id, const char *check)
{
  char number[SILSA_FIELD_NUMBER_SIZE];

  silsa_field_write_number(number, id);
  return g_strconcat("use:", number, check != NULL ? ":" : NULL, check, NULL);
}

static gboolean
unknown_field(const char *field, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_INVALID, "unknown-field", "there is no field %s", field);
  silsa_error_with_found(error, field);
  return FALSE;
}

static gboolean
parse_input(SilsaField *self, const char *id, SilsaFieldKind kind, GError **error)
{
  self->kind = kind;
  if (self->indicator->kind != SILSA_KIND_QUANTITATIVE)
    return silsa_error_set(error, SILSA_ERROR_INVALID, "not-quantitative",
                           "a qualitative indicator has no inputs");
  self->index = silsa_indicator_find_input(self->indicator, id);
  if (self->index < 0) {
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "unknown-input", "there is no input %s", id);
    silsa_error_with_found(error, id);
    return FALSE;
  }
  return TRUE;
}

static gboolean
parse_level(SilsaField *self, SilsaFieldKind kind, GError **error)
{
  self->kind = kind;
  if (self->indicator->kind != SILSA_KIND_QUALITATIVE)
    return silsa_error_set(error, SILSA_ERROR_INVALID, "not-qualitative",
                           "a quantitative indicator has no levels");
  return TRUE;
}

static gboolean
parse_check(SilsaField *self, const char *code, SilsaFieldKind kind, GError **error)
{
  self->kind = kind;
  self->index = silsa_indicator_find_check(self->indicator, code);
  if (self->index < 0) {
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "unknown-check", "there is no check %s", code);
    silsa_error_with_found(error, code);
    return FALSE;
  }
  return TRUE;
}

static gboolean
parse_finding(SilsaField *self, const char *field, const char *rest, GError **error)
{
  self->kind = SILSA_FIELD_FINDING;
  for (int kind = SILSA_FINDING_STRENGTH; kind <= SILSA_FINDING_RECOMMENDATION; kind++) {
    const char *number = after(rest, silsa_finding_kind_to_string((SilsaFindingKind)kind));

    if (number == NULL || *number != ':')
      continue;
    self->finding = (SilsaFindingKind)kind;
    self->number = silsa_field_parse_number(number + 1, NULL);
    if (self->number > 0 && self->number <= G_MAXINT32)
      return TRUE;
  }
  return unknown_field(field, error);
}

static gboolean
parse_use(SilsaField *self, const char *field, const char *rest, GError **error)
{
  self->kind = SILSA_FIELD_USE;
  self->number = silsa_field_parse_number(rest, &rest);
  if (self->number == 0 || (*rest != '\0' && *rest != ':'))
    return unknown_field(field, error);
  return *rest == '\0' || parse_check(self, rest + 1, SILSA_FIELD_USE, error);
}

static gboolean
parse_indicator_field(SilsaField *self, const char *field, GError **error)
{
  const char *rest;

  if (find_plain(self, indicator_fields, G_N_ELEMENTS(indicator_fields), field))
    return TRUE;
  if ((rest = after(field, "input:")) != NULL)
    return parse_input(self, rest, SILSA_FIELD_INPUT, error);
  if (strcmp(field, "level") == 0)
    return parse_level(self, SILSA_FIELD_LEVEL, error);
  if ((rest = after(field, "check:")) != NULL)
    return parse_check(self, rest, SILSA_FIELD_CHECK, error);
  if ((rest = after(field, "check-note:")) != NULL)
    return parse_check(self, rest, SILSA_FIELD_CHECK_NOTE, error);
  if ((rest = after(field, "use:")) != NULL)
    return parse_use(self, field, rest, error);
  if ((rest = after(field, "finding:")) != NULL)
    return parse_finding(self, field, rest, error);
  if (strcmp(field, "claim:level") == 0 && self->indicator->kind == SILSA_KIND_QUALITATIVE)
    return parse_level(self, SILSA_FIELD_CLAIM_LEVEL, error);
  if ((rest = after(field, "claim:")) != NULL)
    return parse_input(self, rest, SILSA_FIELD_CLAIM_INPUT, error);
  return unknown_field(field, error);
}

static gboolean
parse_evidence_field(SilsaField *self, const char *field, GError **error)
{
  const char *rest = after(field, "shape:");
  gint64 number;

  if (find_plain(self, evidence_fields, G_N_ELEMENTS(evidence_fields), field))
    return TRUE;
  if (rest == NULL)
    return unknown_field(field, error);
  self->kind = SILSA_FIELD_SHAPE;
  number = silsa_field_parse_number(rest, NULL);
  return (number > 0 && number <= SILSA_SHAPES) || unknown_field(field, error);
}

static gboolean
parse_field(SilsaField *self,
            SilsaCatalogue *catalogue,
            const char *subject,
            const char *field,
            GError **error)
{
  const char *rest = after(subject, "evidence:");

  if (strcmp(subject, "city") == 0)
    return find_plain(self, city_fields, G_N_ELEMENTS(city_fields), field) ||
           unknown_field(field, error);
  if (strcmp(subject, "round") == 0)
    return find_plain(self, round_fields, G_N_ELEMENTS(round_fields), field) ||
           unknown_field(field, error);
  if (rest != NULL && (self->number = silsa_field_parse_number(rest, NULL)) > 0)
    return parse_evidence_field(self, field, error);
  self->indicator = silsa_catalogue_find_indicator(catalogue, subject);
  if (self->indicator == NULL)
    return silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "unknown-indicator",
                           "there is no indicator %s", subject);
  return parse_indicator_field(self, field, error);
}

gboolean
silsa_field_parse(SilsaField *self,
                  SilsaCatalogue *catalogue,
                  const char *subject,
                  const char *field,
                  GError **error)
{
  *self = (SilsaField){.index = -1};
  if (parse_field(self, catalogue, subject, field, error))
    return TRUE;
  silsa_error_at_subject(error, subject);
  return FALSE;
}

/* --- values --- */

static char *
normalise_amount(const SilsaInput *input, const char *value, GError **error)
{
  g_autofree char *canonical = silsa_decimal_canonical(value, error);
  g_auto(SilsaRational) amount = {0};

  if (canonical == NULL)
    return NULL;
  silsa_rational_init(&amount);
  if (!silsa_decimal_parse(canonical, amount.q, error))
    return NULL;
  if (input->has_max && mpq_cmp(amount.q, input->max.q) > 0) {
    g_autofree char *limit = silsa_rational_format_short(input->max.q);

    silsa_error_set(error, SILSA_ERROR_INVALID, "max", "%s is at most %s", input->id, limit);
    silsa_error_with_limit(error, limit);
    return NULL;
  }
  return g_steal_pointer(&canonical);
}

static char *
normalise_level(const SilsaIndicator *indicator, const char *value, GError **error)
{
  guint64 number;

  if (g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT32, &number, NULL)) {
    for (guint i = 0; i < indicator->n_levels; i++) {
      if (indicator->levels[i].number == (int)number)
        return g_strdup_printf("%d", (int)number);
    }
  }
  silsa_error_set(error, SILSA_ERROR_INVALID, "level", "%s has no such level", indicator->code);
  silsa_error_at_subject(error, indicator->code);
  return NULL;
}

static char *
normalise_page(const char *value, GError **error)
{
  g_autofree char *text = silsa_text_normalise(value, error);

  if (text != NULL && g_utf8_strlen(text, -1) > SILSA_FIELD_PAGE_CHARACTERS) {
    silsa_error_set(error, SILSA_ERROR_LIMIT, "page-length", "a page has at most %d characters",
                    SILSA_FIELD_PAGE_CHARACTERS);
    silsa_error_with_limit(error, G_STRINGIFY(SILSA_FIELD_PAGE_CHARACTERS));
    return NULL;
  }
  return g_steal_pointer(&text);
}

static char *
normalise_fingerprint(const char *value, GError **error)
{
  if (strlen(value) == 64 && strspn(value, "0123456789abcdef") == 64)
    return g_strdup(value);
  silsa_error_set(error, SILSA_ERROR_INVALID, "fingerprint", "not a SHA-256 fingerprint");
  return NULL;
}

static char *
normalise_codes(const char *value, GError **error)
{
  if (strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789_:- ") == strlen(value))
    return g_strdup(value);
  silsa_error_set(error, SILSA_ERROR_INVALID, "codes", "not a list of contradiction codes");
  return NULL;
}

static char *
normalise_class(SilsaCatalogue *catalogue, const char *value, GError **error)
{
  if (silsa_catalogue_find_class(catalogue, value) >= 0)
    return g_strdup(value);
  silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "unknown-class", "there is no such city class");
  return NULL;
}

static char *
normalise_choice(gboolean allowed, const char *rule, const char *value, GError **error)
{
  if (allowed)
    return g_strdup(value);
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "not a value of this field");
  return NULL;
}

static char *
normalise_text(const char *value, GError **error)
{
  char *text = silsa_text_normalise(value, error);

  if (text != NULL) {
    const char *at = text;

    while (*at != '\0' && g_unichar_isspace(g_utf8_get_char(at)))
      at = g_utf8_next_char(at);
    if (*at == '\0')
      *text = '\0'; /* blanks alone are no text: they must not pass for a reason */
  }
  return text;
}

static char *
normalise_shape(const char *value, GError **error)
{
  g_autofree char *text = silsa_text_normalise(value, error);
  g_auto(SilsaShape) shape = {0};

  if (text == NULL)
    return NULL;
  if (silsa_shape_parse(text, &shape))
    return silsa_shape_to_string(&shape);
  silsa_error_set(error, SILSA_ERROR_INVALID, "shape", "not a shape");
  return NULL;
}

/* A civil date; whether the calendar has it was checked where it came from. */
static gboolean
is_date(const char *value)
{
  return strlen(value) == strlen("2021-09-10") && strspn(value, "0123456789") == 4 &&
         value[4] == '-' && strspn(value + 5, "0123456789") == 2 && value[7] == '-' &&
         strspn(value + 8, "0123456789") == 2;
}

static char *
normalise_value(const SilsaField *self,
                SilsaCatalogue *catalogue,
                const char *value,
                GError **error)
{
  static const char *const policies[] = {"full", "sectors", "hidden", NULL};

  switch (self->kind) {
  case SILSA_FIELD_INPUT:
  case SILSA_FIELD_CLAIM_INPUT:
    return normalise_amount(&self->indicator->inputs[self->index], value, error);
  case SILSA_FIELD_LEVEL:
  case SILSA_FIELD_CLAIM_LEVEL:
    return normalise_level(self->indicator, value, error);
  case SILSA_FIELD_CHECK:
    return normalise_choice(silsa_result_from_string(value) != SILSA_RESULT_NONE, "result", value,
                            error);
  case SILSA_FIELD_CONFIRMED:
  case SILSA_FIELD_FLAG:
  case SILSA_FIELD_REMOVED:
  case SILSA_FIELD_MARK:
    return normalise_choice(strcmp(value, "1") == 0, "switch", value, error);
  case SILSA_FIELD_PLACES:
    return normalise_choice(strcmp(value, "included") == 0, "places", value, error);
  case SILSA_FIELD_SEND:
    return normalise_choice(strcmp(value, "original") == 0 || strcmp(value, "rendition") == 0,
                            "send", value, error);
  case SILSA_FIELD_SHAPE:
    return normalise_shape(value, error);
  case SILSA_FIELD_WITHHELD:
    return normalise_choice(strcmp(value, SILSA_WITHHELD_RESTRICTED) == 0 ||
                                strcmp(value, SILSA_WITHHELD_UNPROTECTED) == 0,
                            "withheld", value, error);
  case SILSA_FIELD_CLAIM_PAGE:
    return normalise_page(value, error);
  case SILSA_FIELD_CLASS:
    return normalise_class(catalogue, value, error);
  case SILSA_FIELD_DIGEST:
  case SILSA_FIELD_RENDITION_OF:
    return normalise_fingerprint(value, error);
  case SILSA_FIELD_NUMBER:
    return normalise_choice(silsa_field_parse_number(value, NULL) > 0, "number", value, error);
  case SILSA_FIELD_DATE:
    return normalise_choice(is_date(value), "date", value, error);
  case SILSA_FIELD_PREVIEW:
    return normalise_choice(g_strv_contains(policies, value), "preview", value, error);
  case SILSA_FIELD_JUSTIFY_CODES:
    return normalise_codes(value, error);
  default:
    return normalise_text(value, error);
  }
}

char *
silsa_field_normalise(const SilsaField *self,
                      SilsaCatalogue *catalogue,
                      const char *value,
                      GError **error)
{
  char *normal = normalise_value(self, catalogue, value, error);

  if (normal == NULL)
    silsa_error_with_found(error, value);
  return normal;
}
