#include "silsa-csv-text.h"

#include "silsa-error.h"

#include <string.h>

#define UTF8_MARK "\xEF\xBB\xBF"

static char *
refuse(guint line, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "csv-encoding", "the letters cannot be told");
  silsa_error_at_line(error, (int)line);
  return NULL;
}

static guint
count_lines(const char *from, const char *to)
{
  guint lines = 1;

  while ((from = memchr(from, '\n', (gsize)(to - from))) != NULL) {
    lines++;
    from++;
  }
  return lines;
}

static gboolean
begins_with(const char *data, gsize size, const char *mark)
{
  return size >= strlen(mark) && memcmp(data, mark, strlen(mark)) == 0;
}

static gsize
measure_ascii(const char *from, const char *to)
{
  const char *at = from;

  while (at < to && (*at & 0x80) == 0)
    at++;
  return (gsize)(at - from);
}

/* Whether most of the bytes that are not ASCII stand in letters of UTF-8. In CP949 such a run comes
 * about by chance only: its Hangul begins with B0 to C8, which begins no letter of three bytes. */
static gboolean
is_mostly_utf8(const char *data, gsize size)
{
  const char *end = data + size, *at = data;
  gsize inside = 0, outside = 0;

  while (at < end) {
    gunichar letter;

    at += measure_ascii(at, end);
    if (at == end)
      break;
    letter = g_utf8_get_char_validated(at, end - at);
    if ((letter & 0x80000000) != 0) {
      outside++;
      at++;
    } else {
      gsize length = (gsize)(g_utf8_next_char(at) - at);

      inside += length;
      at += length;
    }
  }
  return inside > outside;
}

static char *
convert(const char *data, gsize size, const char *encoding, GError **error)
{
  gsize read = 0, written = 0;
  g_autofree char *text = g_convert(data, (gssize)size, "UTF-8", encoding, &read, &written, NULL);

  if (text == NULL || read < size) /* half a letter at the end is no error to g_convert() */
    return refuse(count_lines(data, data + MIN(read, size)), error);
  if (strlen(text) != written)
    return refuse(count_lines(text, text + strlen(text)), error);
  return g_steal_pointer(&text);
}

char *
silsa_csv_text(GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  const char *bad;
  gboolean marked;

  if (data == NULL)
    return g_strdup("");
  if (begins_with(data, size, "\xFF\xFE") || begins_with(data, size, "\xFE\xFF"))
    return convert(data, size, "UTF-16", error);
  marked = begins_with(data, size, UTF8_MARK);
  if (marked) {
    data += strlen(UTF8_MARK);
    size -= strlen(UTF8_MARK);
  }
  if (g_utf8_validate_len(data, size, &bad))
    return g_strndup(data, size);
  if (marked || memchr(data, '\0', size) != NULL || is_mostly_utf8(data, size))
    return refuse(count_lines(data, bad), error);
  return convert(data, size, "CP949", error);
}
