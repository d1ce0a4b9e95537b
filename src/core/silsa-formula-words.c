#include "silsa-formula-words.h"

#include "silsa-words.h"

#include <string.h>

#define UNKNOWN "□"

/* The text that stands for an input. (transfer full) */
typedef char *(*InputText)(const SilsaInput *input, gpointer data);

static void
append_sign(GString *words, char sign)
{
  if (sign == '*')
    g_string_append(words, "×");
  else if (sign == '/')
    g_string_append(words, "÷");
  else if (sign == '-')
    g_string_append(words, "−");
  else
    g_string_append_c(words, sign);
}

static char *
write_formula(const SilsaIndicator *indicator, InputText input_text, gpointer data)
{
  GString *words = g_string_new(NULL);

  for (const char *p = indicator->formula_text; *p != '\0';) {
    gsize length = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    g_autofree char *name = g_strndup(p, length);
    int input =
        length > 0 && g_ascii_isalpha(*p) ? silsa_indicator_find_input(indicator, name) : -1;
    g_autofree char *text = input >= 0   ? input_text(&indicator->inputs[input], data)
                            : length > 0 ? silsa_decimal_to_text(name)
                                         : NULL;

    if (text != NULL)
      g_string_append(words, text);
    else
      append_sign(words, *p);
    p += length > 0 ? length : 1;
  }
  return g_string_free(words, FALSE);
}

static char *
title_text(const SilsaInput *input, gpointer language)
{
  return g_strdup(silsa_text_get(&input->title, *(SilsaLanguage *)language));
}

char *
silsa_formula_to_words(const SilsaIndicator *indicator, SilsaLanguage language)
{
  g_return_val_if_fail(indicator != NULL && indicator->formula_text != NULL, NULL);

  return write_formula(indicator, title_text, &language);
}

typedef struct {
  SilsaAnswer *answer;
  const char *kind;
  guint n_known;
} Numbers;

static char *
number_text(const SilsaInput *input, gpointer data)
{
  Numbers *numbers = data;
  g_autofree char *field = g_strconcat(numbers->kind, ":", input->id, NULL);
  const char *value = silsa_answer_get(numbers->answer, field);

  if (value == NULL)
    return g_strdup(UNKNOWN);
  numbers->n_known++;
  return silsa_decimal_to_text(value);
}

char *
silsa_formula_to_numbers(SilsaAnswer *answer, const char *kind, SilsaLanguage language)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const SilsaScore *score = g_str_equal(kind, "claim") ? silsa_answer_get_claim_score(answer)
                                                       : silsa_answer_get_score(answer);
  Numbers numbers = {answer, kind, 0};
  g_autofree char *text = NULL;
  g_autofree char *value = NULL;

  if (indicator->formula_text == NULL ||
      silsa_indicator_find_input(indicator, indicator->formula_text) >= 0)
    return NULL;
  text = write_formula(indicator, number_text, &numbers);
  if (numbers.n_known == 0)
    return NULL;
  if (score == NULL || !score->has_value)
    return g_steal_pointer(&text);
  value = silsa_number_to_text(score->value.q, indicator->unit->decimals);
  return g_strdup_printf("%s = %s\u2009%s", text, value,
                         silsa_text_get(&indicator->unit->title, language));
}
