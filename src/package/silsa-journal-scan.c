#include "silsa-journal-scan.h"

#include "silsa-journal-xml.h"
#include "silsa-limits.h"
#include "silsa-sha256.h"

#include <string.h>

#define HEAD                                                                                       \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<journal xmlns=\"" SILSA_NS_JOURNAL "\" file=\""

/* The parser has bounds of its own, far above this. */
#define MAX_VALUE_BYTES SILSA_MIB(1)
#define MAX_DIGITS 18

/* --- values --------------------------------------------------------------------------------- */

/* The character that the reference at @at stands for, or NUL; @length gets how long it is. */
static char
find_reference(const char *at, gboolean attribute, gsize *length)
{
  static const struct {
    const char *text;
    char meaning;
    gboolean in_attribute, in_text;
  } references[] = {
      {"&amp;", '&', TRUE, TRUE},   {"&lt;", '<', TRUE, TRUE},   {"&gt;", '>', FALSE, TRUE},
      {"&quot;", '"', TRUE, FALSE}, {"&#xD;", '\r', TRUE, TRUE}, {"&#xA;", '\n', TRUE, FALSE},
      {"&#x9;", '\t', TRUE, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(references); i++)
    if ((attribute ? references[i].in_attribute : references[i].in_text) &&
        g_str_has_prefix(at, references[i].text)) {
      *length = strlen(references[i].text);
      return references[i].meaning;
    }
  return '\0';
}

/* May the byte at @at stand in a value as itself? The text is UTF-8 and ends with NUL. */
static gboolean
is_plain(const char *at, gboolean attribute)
{
  guint8 c = (guint8)*at;

  if (c < 0x20)
    return !attribute && (c == '\n' || c == '\t');
  /* U+FFFE and U+FFFF are no characters of XML. */
  if (c == 0xef && (guint8)at[1] == 0xbf && (guint8)at[2] >= 0xbe)
    return FALSE;
  return c != '<' && (attribute || c != '>');
}

/* Decodes a value in place up to its end, a quote or "<", which becomes its NUL. NULL: other. */
static char *
take_value(SilsaJournalScan *self, gboolean attribute)
{
  const char end = attribute ? '"' : '<';
  char *value = self->at, *to = value;
  const char *from = value;

  while (*from != end) {
    gsize length = 1;
    char c = *from;

    if (c == '&' ? (c = find_reference(from, attribute, &length)) == '\0'
                 : !is_plain(from, attribute))
      return NULL;
    *to++ = c;
    from += length;
  }
  if (from - value > (gssize)MAX_VALUE_BYTES)
    return NULL;
  self->at = value + (from - value) + 1;
  *to = '\0';
  return value;
}

/* Passes over @text if it comes next. */
static gboolean
take(SilsaJournalScan *self, const char *text)
{
  gsize length = strlen(text);

  if (strncmp(self->at, text, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/* --- attributes ----------------------------------------------------------------------------- */

/* @lead is all from the value before to the quote, such as ` act="`. */
static gboolean
take_attribute(SilsaJournalScan *self, const char *lead, char **value)
{
  *value = take(self, lead) ? take_value(self, TRUE) : NULL;
  return *value != NULL;
}

static gboolean
take_number(SilsaJournalScan *self, const char *lead, gint64 *number)
{
  char *text;
  gsize n;

  if (!take_attribute(self, lead, &text))
    return FALSE;
  n = strspn(text, "0123456789");
  *number = g_ascii_strtoll(text, NULL, 10);
  return n > 0 && n <= MAX_DIGITS && text[n] == '\0';
}

static gboolean
take_hex(SilsaJournalScan *self, const char *lead, gsize size, char **value)
{
  guint8 bytes[SILSA_SHA256_SIZE];

  return take_attribute(self, lead, value) && silsa_hex_decode(*value, bytes, size);
}

/* One that may be missing. */
static gboolean
take_commitment(SilsaJournalScan *self, const char *lead, char **value)
{
  *value = NULL;
  return !g_str_has_prefix(self->at, lead) || take_hex(self, lead, SILSA_SHA256_SIZE, value);
}

/* --- rows ----------------------------------------------------------------------------------- */

/* <old> or <new>, which may be missing. @lead is all up to the quote of its salt. */
static gboolean
take_side(SilsaJournalScan *self, const char *lead, const char *end, char **salt, char **value)
{
  *salt = NULL;
  *value = NULL;
  if (!g_str_has_prefix(self->at, lead))
    return TRUE;
  /* The "<" of the end tag has become the value's NUL. */
  return take_hex(self, lead, SILSA_SALT_SIZE, salt) && take(self, ">") &&
         (*value = take_value(self, FALSE)) != NULL && take(self, end);
}

static gboolean
take_head(SilsaJournalScan *self, SilsaJournalRow *row)
{
  return take_number(self, "\n  <row sequence=\"", &row->sequence) &&
         take_number(self, " group=\"", &row->group) &&
         take_attribute(self, " time=\"", &row->time) &&
         take_attribute(self, " actor=\"", &row->actor) &&
         take_attribute(self, " act=\"", &row->act) &&
         take_attribute(self, " subject=\"", &row->subject) &&
         take_attribute(self, " field=\"", &row->field) &&
         take_commitment(self, " old=\"", &row->old_commitment) &&
         take_commitment(self, " new=\"", &row->new_commitment) &&
         take_hex(self, " hash=\"", SILSA_SHA256_SIZE, &row->hash);
}

static gboolean
take_row(SilsaJournalScan *self)
{
  SilsaJournalRow *row = &self->row;

  if (!take_head(self, row))
    return FALSE;
  row->old_value = row->new_value = row->old_salt = row->new_salt = NULL;
  if (take(self, "/>"))
    return TRUE;
  return take(self, ">") &&
         take_side(self, "\n    <old salt=\"", "/old>", &row->old_salt, &row->old_value) &&
         take_side(self, "\n    <new salt=\"", "/new>", &row->new_salt, &row->new_value) &&
         (row->old_value != NULL || row->new_value != NULL) && take(self, "\n  </row>");
}

/* --- the whole ------------------------------------------------------------------------------ */

gboolean
silsa_journal_scan_begin(SilsaJournalScan *self, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  *self = (SilsaJournalScan){NULL};
  if (size > SILSA_LIMIT_PAYLOAD_BYTES || size < strlen(HEAD) ||
      memcmp(data, HEAD, strlen(HEAD)) != 0 || !g_utf8_validate_len(data, size, NULL))
    return FALSE;
  self->text = g_strndup(data, size);
  self->at = self->text;
  return take_attribute(self, HEAD, &self->file_id) &&
         take_hex(self, " catalogue=\"", SILSA_SHA256_SIZE, &self->catalogue_sha256) &&
         take(self, ">") && g_str_has_prefix(self->at, "\n  <row ");
}

SilsaJournalScanned
silsa_journal_scan_next(SilsaJournalScan *self)
{
  if (take(self, "\n</journal>\n"))
    return *self->at == '\0' ? SILSA_JOURNAL_SCAN_END : SILSA_JOURNAL_SCAN_OTHER;
  return take_row(self) ? SILSA_JOURNAL_SCAN_ROW : SILSA_JOURNAL_SCAN_OTHER;
}

void
silsa_journal_scan_clear(SilsaJournalScan *self)
{
  g_clear_pointer(&self->text, g_free);
}
