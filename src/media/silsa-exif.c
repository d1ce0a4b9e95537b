#include "silsa-exif-private.h"

#include "silsa-decimal.h"

#include <libexif/exif-data.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExifData, exif_data_unref)

/* Digits of a degree: 7 are a centimetre on the ground. */
#define DEGREE_DIGITS 7
#define TEXT_CHARACTERS 64

static ExifData *
load_block(const guint8 *tiff, gsize size)
{
  static const guint8 header[6] = "Exif\0";
  g_autofree guint8 *block = NULL;
  ExifData *data;

  size = MIN(size, SILSA_EXIF_BLOCK);
  block = g_malloc(sizeof header + size);
  memcpy(block, header, sizeof header);
  memcpy(block + sizeof header, tiff, size);

  data = exif_data_new();
  /* By default libexif adds what the standard demands and drops what it does not know; we want the
   * block as it stands. */
  exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_unset_option(data, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
  exif_data_load_data(data, block, (unsigned int)(sizeof header + size));
  return data;
}

static ExifEntry *
find_entry(ExifData *data, ExifIfd ifd, int tag, ExifFormat format, gulong components)
{
  ExifEntry *entry = exif_content_get_entry(data->ifd[ifd], (ExifTag)tag);

  if (entry == NULL || entry->format != format || entry->data == NULL ||
      entry->components < components ||
      entry->size < components * exif_format_get_size(entry->format))
    return NULL;
  return entry;
}

char *
silsa_exif_dup_text(const char *text, gsize size)
{
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  g_autoptr(GString) out = g_string_new(NULL);

  size = strnlen(text, MIN(size, (gsize)TEXT_CHARACTERS * 4));
  valid = g_utf8_make_valid(text, (gssize)size);
  normal = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
  for (const char *at = normal; *at != '\0' && out->len < TEXT_CHARACTERS * 4;
       at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);

    /* Format characters could turn the text around on the screen. */
    if (g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT)
      c = ' ';
    g_string_append_unichar(out, c);
  }
  if (g_utf8_strlen(out->str, -1) > TEXT_CHARACTERS)
    g_string_truncate(out, (gsize)(g_utf8_offset_to_pointer(out->str, TEXT_CHARACTERS) - out->str));
  g_strstrip(out->str);
  return out->str[0] == '\0' ? NULL : g_strdup(out->str);
}

/* @pattern: 0 stands for a digit, every other character for itself, ':' also for '-'. */
static gboolean
matches(const char *text, const char *pattern)
{
  for (; *pattern != '\0'; text++, pattern++) {
    gboolean fits = *pattern == '0'   ? g_ascii_isdigit(*text)
                    : *pattern == ':' ? *text == ':' || *text == '-'
                                      : *text == *pattern;

    if (!fits)
      return FALSE;
  }
  return TRUE;
}

static int
read_two(const char *digits)
{
  return g_ascii_digit_value(digits[0]) * 10 + g_ascii_digit_value(digits[1]);
}

static gboolean
is_offset(const char *offset, gsize size)
{
  if (size >= 1 && offset[0] == 'Z' && (size == 1 || offset[1] == '\0'))
    return TRUE;
  return size >= 6 && (offset[0] == '+' || offset[0] == '-') && offset[3] == ':' &&
         matches(offset + 1, "00:00") && read_two(offset + 1) <= 14 && read_two(offset + 4) <= 59;
}

/* EXIF 3.0, tags 0x9003 and 0x9011. */
char *
silsa_exif_dup_time(const char *time, gsize time_size, const char *offset, gsize offset_size)
{
  int year;

  if (time_size < 19 || !matches(time, "0000:00:00") || (time[10] != ' ' && time[10] != 'T') ||
      !matches(time + 11, "00:00:00"))
    return NULL;
  year = read_two(time) * 100 + read_two(time + 2);
  if (year == 0 ||
      !g_date_valid_dmy((GDateDay)read_two(time + 8), (GDateMonth)read_two(time + 5),
                        (GDateYear)year) ||
      read_two(time + 11) > 23 || read_two(time + 14) > 59 || read_two(time + 17) > 59)
    return NULL;
  if (offset == NULL || !is_offset(offset, offset_size))
    offset_size = 0;
  else
    offset_size = offset[0] == 'Z' ? 1 : 6;
  return g_strdup_printf("%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%.*s", time, time + 5, time + 8, time + 11,
                         time + 14, time + 17, (int)offset_size, offset_size > 0 ? offset : "");
}

static char *
read_time(ExifData *data, int time_tag, int offset_tag)
{
  ExifEntry *time = find_entry(data, EXIF_IFD_EXIF, time_tag, EXIF_FORMAT_ASCII, 19);
  ExifEntry *offset = find_entry(data, EXIF_IFD_EXIF, offset_tag, EXIF_FORMAT_ASCII, 1);

  if (time == NULL)
    return NULL;
  return silsa_exif_dup_time((const char *)time->data, time->size,
                             offset != NULL ? (const char *)offset->data : NULL,
                             offset != NULL ? offset->size : 0);
}

static char *
read_text(ExifData *data, int tag)
{
  ExifEntry *entry = find_entry(data, EXIF_IFD_0, tag, EXIF_FORMAT_ASCII, 1);

  return entry != NULL ? silsa_exif_dup_text((const char *)entry->data, entry->size) : NULL;
}

char *
silsa_exif_dup_degrees(mpq_t parts[3], char letter, const char *letters, guint most)
{
  g_autofree char *text = NULL;
  g_auto(SilsaRational) sum = {0};
  mpq_t part;
  gboolean possible;

  if (letter != letters[0] && letter != letters[1])
    return NULL;
  silsa_rational_init(&sum);
  mpq_init(part);
  for (int i = 2; i >= 0; i--) { /* degrees + (minutes + seconds / 60) / 60 */
    mpq_set_ui(part, 60, 1);
    mpq_div(sum.q, sum.q, part);
    mpq_add(sum.q, sum.q, parts[i]);
  }
  mpq_clear(part);
  possible = mpq_sgn(sum.q) >= 0 && mpq_cmp_ui(sum.q, most, 1) <= 0;
  if (!possible)
    return NULL;
  text = silsa_rational_format(sum.q, DEGREE_DIGITS);
  if (letter == letters[1] && mpq_sgn(sum.q) != 0)
    return g_strconcat("-", text, NULL);
  return g_steal_pointer(&text);
}

/* EXIF 3.0, tags 1 to 4 of the GPS IFD: three rationals and a letter. */
static char *
read_degrees(ExifData *data, int letter_tag, const char *letters, guint most)
{
  ExifEntry *letter = find_entry(data, EXIF_IFD_GPS, letter_tag, EXIF_FORMAT_ASCII, 1);
  ExifEntry *value = find_entry(data, EXIF_IFD_GPS, letter_tag + 1, EXIF_FORMAT_RATIONAL, 3);
  ExifByteOrder order = exif_data_get_byte_order(data);
  gboolean whole = letter != NULL && value != NULL;
  char *degrees = NULL;
  mpq_t parts[3];

  for (int i = 0; i < 3; i++) {
    mpq_init(parts[i]);
    if (value != NULL) {
      ExifRational r = exif_get_rational(value->data + i * 8, order);

      whole = whole && r.denominator != 0;
      mpq_set_ui(parts[i], r.numerator, MAX(1, r.denominator));
      mpq_canonicalize(parts[i]);
    }
  }
  if (whole)
    degrees = silsa_exif_dup_degrees(parts, (char)letter->data[0], letters, most);
  for (int i = 0; i < 3; i++)
    mpq_clear(parts[i]);
  return degrees;
}

void
silsa_exif_read(const guint8 *tiff, gsize size, gboolean orientation, SilsaPhotoFacts *facts)
{
  g_autoptr(ExifData) data = load_block(tiff, size);
  ExifEntry *entry = find_entry(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, EXIF_FORMAT_SHORT, 1);
  int value = entry != NULL ? exif_get_short(entry->data, exif_data_get_byte_order(data)) : 0;

  if (orientation && value >= 1 && value <= 8)
    facts->orientation = value;
  facts->camera_make = read_text(data, EXIF_TAG_MAKE);
  facts->camera_model = read_text(data, EXIF_TAG_MODEL);
  facts->captured = read_time(data, EXIF_TAG_DATE_TIME_ORIGINAL, EXIF_TAG_OFFSET_TIME_ORIGINAL);
  if (facts->captured == NULL)
    facts->captured = read_time(data, EXIF_TAG_DATE_TIME_DIGITIZED, EXIF_TAG_OFFSET_TIME_DIGITIZED);
  facts->latitude = read_degrees(data, 1, "NS", 90);
  facts->longitude = read_degrees(data, 3, "EW", 180);
}

GBytes *
silsa_exif_dup_thumbnail(const guint8 *tiff, gsize size)
{
  g_autoptr(ExifData) data = load_block(tiff, size);

  return data->data != NULL && data->size > 0 ? g_bytes_new(data->data, data->size) : NULL;
}
