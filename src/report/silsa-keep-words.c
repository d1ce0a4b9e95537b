#include "silsa-keep-words.h"

#define LONGEST_WORD 14 /* in characters; a longer one could leave a label too narrow for it */
#define HANGUL_FIRST 0xac00
#define HANGUL_LAST 0xd7a3
#define LINE_SEPARATOR 0x2028

typedef struct {
  const char *start;
  const char *end;
} Word;

static gboolean
next_word(const char **cursor, Word *word)
{
  const char *c = *cursor;

  while (*c != '\0' && g_unichar_isspace(g_utf8_get_char(c)))
    c = g_utf8_next_char(c);
  word->start = c;
  while (*c != '\0' && !g_unichar_isspace(g_utf8_get_char(c)))
    c = g_utf8_next_char(c);
  word->end = *cursor = c;
  return word->end > word->start;
}

static gboolean
is_hangul(const char *c)
{
  gunichar character = g_utf8_get_char(c);

  return character >= HANGUL_FIRST && character <= HANGUL_LAST;
}

/* One syllable, with a full stop or the like behind it or not. */
static gboolean
is_one_syllable(const Word *word)
{
  if (!is_hangul(word->start))
    return FALSE;
  for (const char *c = g_utf8_next_char(word->start); c < word->end; c = g_utf8_next_char(c))
    if (!g_unichar_ispunct(g_utf8_get_char(c)))
      return FALSE;
  return TRUE;
}

static gboolean
is_last_of_paragraph(const Word *word)
{
  const char *c = word->end;

  while (*c == ' ' || *c == '\t')
    c++;
  return *c == '\0' || *c == '\n' || *c == '\r' || g_utf8_get_char(c) == LINE_SEPARATOR;
}

static gboolean
is_short(const Word *word)
{
  return g_utf8_strlen(word->start, word->end - word->start) <= LONGEST_WORD;
}

static void
keep(PangoAttrList *attributes, const char *text, const char *start, const char *end)
{
  PangoAttribute *attribute = pango_attr_allow_breaks_new(FALSE);

  attribute->start_index = (guint)(start - text);
  attribute->end_index = (guint)(end - text);
  pango_attr_list_insert(attributes, attribute);
}

/* Of a long word, such as the path of a file, each name: it is parted between them. */
static void
keep_names(PangoAttrList *attributes, const char *text, const Word *word)
{
  const char *c = word->start;

  while (c < word->end) {
    Word name = {c, c};

    while (name.end < word->end && is_hangul(name.end))
      name.end = g_utf8_next_char(name.end);
    if (name.end > name.start && is_short(&name))
      keep(attributes, text, name.start, name.end);
    c = name.end > name.start ? name.end : g_utf8_next_char(c);
  }
}

void
silsa_keep_words(PangoAttrList *attributes, const char *text)
{
  const char *cursor = text;
  Word word, before = {NULL, NULL};

  g_return_if_fail(attributes != NULL && text != NULL);

  for (; next_word(&cursor, &word); before = word) {
    gboolean tied = before.start != NULL && is_one_syllable(&word) && is_last_of_paragraph(&word) &&
                    is_short(&before) && !is_last_of_paragraph(&before);

    if (tied)
      keep(attributes, text, before.end, word.end); /* from the space on */
    else if (is_short(&word))
      keep(attributes, text, word.start, word.end);
    else
      keep_names(attributes, text, &word);
  }
}
