#include "silsa-strip-private.h"

#include <string.h>

/* A block is a header of 8 bytes and directories one after the other, each followed by the values
 * that do not fit into its entries (TIFF 6.0, section 2; EXIF 3.0, section 4.6). */

#define HEADER_BYTES 8
#define ENTRY_BYTES 12

enum { TYPE_ASCII = 2, TYPE_SHORT = 3, TYPE_LONG = 4, TYPE_RATIONAL = 5 };

typedef struct {
  GByteArray *entries;
  GByteArray *values;
  guint n;
  guint n_all; /* entries there will be: the values begin behind them */
  guint32 at; /* where the directory begins */
} Directory;

static void
put16(GByteArray *out, guint value)
{
  const guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};

  g_byte_array_append(out, bytes, sizeof bytes);
}

static void
put32(GByteArray *out, guint32 value)
{
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}

static Directory
begin(guint32 at, guint n_all)
{
  return (Directory){g_byte_array_new(), g_byte_array_new(), 0, n_all, at};
}

static guint32
directory_end(const Directory *self)
{
  return self->at + 2 + self->n_all * ENTRY_BYTES + 4 + self->values->len;
}

static void
finish(Directory *self, GByteArray *out)
{
  g_assert(self->n == self->n_all && out->len == self->at);
  put16(out, self->n);
  g_byte_array_append(out, self->entries->data, self->entries->len);
  put32(out, 0);
  g_byte_array_append(out, self->values->data, self->values->len);
  g_byte_array_unref(self->entries);
  g_byte_array_unref(self->values);
}

static void
add(Directory *self, guint tag, guint type, guint32 count, const guint8 *value, gsize size)
{
  guint8 inside[4] = {0};

  self->n++;
  put16(self->entries, tag);
  put16(self->entries, type);
  put32(self->entries, count);
  if (size <= sizeof inside) {
    memcpy(inside, value, size);
    g_byte_array_append(self->entries, inside, sizeof inside);
    return;
  }
  put32(self->entries, directory_end(self));
  g_byte_array_append(self->values, value, (guint)size);
  if (size % 2 != 0)
    g_byte_array_append(self->values, inside, 1); /* offsets are even */
}

static void
add_number(Directory *self, guint tag, guint type, guint32 value)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();

  if (type == TYPE_SHORT)
    put16(bytes, value);
  else
    put32(bytes, value);
  add(self, tag, type, 1, bytes->data, bytes->len);
}

static void
add_text(Directory *self, guint tag, const char *text)
{
  gsize size = text != NULL ? strlen(text) + 1 : 0;

  if (text != NULL)
    add(self, tag, TYPE_ASCII, (guint32)size, (const guint8 *)text, size);
}

/* "37.5665000" to 375665000/10000000, 0, 0: seven digits as they were read. */
static void
add_degrees(Directory *self, guint tag, const char *degrees, const char *letters)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  const char letter[] = {letters[*degrees == '-'], '\0'};
  guint32 number = 0, below = 1;
  gboolean point = FALSE;

  for (const char *at = degrees; *at != '\0'; at++) {
    if (g_ascii_isdigit(*at))
      number = number * 10 + (guint32)g_ascii_digit_value(*at);
    if (g_ascii_isdigit(*at) && point)
      below *= 10;
    point = point || *at == '.';
  }
  for (int i = 0; i < 3; i++) {
    put32(bytes, i == 0 ? number : 0);
    put32(bytes, i == 0 ? below : 1);
  }
  add_text(self, tag, letter);
  add(self, tag + 1, TYPE_RATIONAL, 3, bytes->data, bytes->len);
}

/* "2021-08-25T10:12:00+09:00" as EXIF has it, and its offset or NULL. */
static char *
split_time(const char *captured, const char **offset)
{
  char *time = g_strndup(captured, strlen("2021-08-25T10:12:00"));

  time[4] = time[7] = ':';
  time[10] = ' ';
  *offset = captured[19] == 'Z' ? "+00:00" : captured[19] != '\0' ? captured + 19 : NULL;
  return time;
}

static void
put_main(GByteArray *out, const SilsaPhotoFacts *facts, int orientation, guint n, guint32 *inner)
{
  guint n_main = 1 + (facts->camera_make != NULL) + (facts->camera_model != NULL) + n;
  Directory self = begin(HEADER_BYTES, n_main);
  guint32 end;

  add_text(&self, 0x010f, facts->camera_make);
  add_text(&self, 0x0110, facts->camera_model);
  add_number(&self, 0x0112, TYPE_SHORT, (guint32)orientation);
  end = directory_end(&self);
  for (guint i = 0; i < 2; i++) {
    if (inner[i] == 0)
      continue;
    add_number(&self, i == 0 ? 0x8769 : 0x8825, TYPE_LONG, end);
    end += inner[i];
  }
  finish(&self, out);
}

static GByteArray *
make_times(const SilsaPhotoFacts *facts, guint32 at)
{
  GByteArray *out = g_byte_array_new();
  const char *offset = NULL;
  g_autofree char *time = split_time(facts->captured, &offset);
  Directory self = begin(at, offset != NULL ? 2 : 1);

  add_text(&self, 0x9003, time);
  add_text(&self, 0x9011, offset);
  g_byte_array_set_size(out, at); /* so that finish() finds itself where it belongs */
  finish(&self, out);
  g_byte_array_remove_range(out, 0, at);
  return out;
}

static GByteArray *
make_place(const SilsaPhotoFacts *facts, guint32 at)
{
  static const guint8 version[] = {2, 3, 0, 0};
  GByteArray *out = g_byte_array_new();
  Directory self = begin(at, 5);

  add(&self, 0, 1, sizeof version, version, sizeof version);
  add_degrees(&self, 1, facts->latitude, "NS");
  add_degrees(&self, 3, facts->longitude, "EW");
  g_byte_array_set_size(out, at);
  finish(&self, out);
  g_byte_array_remove_range(out, 0, at);
  return out;
}

GBytes *
silsa_exif_new(const SilsaPhotoFacts *facts, int orientation, gboolean with_position)
{
  static const guint8 header[] = {'M', 'M', 0, '*', 0, 0, 0, HEADER_BYTES};
  gboolean with_place = with_position && facts->latitude != NULL;
  guint32 sizes[2] = {0, 0}, at;
  GByteArray *out = g_byte_array_new();
  g_autoptr(GByteArray) times = NULL;
  g_autoptr(GByteArray) place = NULL;

  /* How large each is does not depend on where it stands. */
  times = facts->captured != NULL ? make_times(facts, 0) : NULL;
  place = with_place ? make_place(facts, 0) : NULL;
  sizes[0] = times != NULL ? times->len : 0;
  sizes[1] = place != NULL ? place->len : 0;
  g_byte_array_append(out, header, sizeof header);
  put_main(out, facts, orientation, (sizes[0] > 0) + (sizes[1] > 0), sizes);
  at = out->len;
  if (times != NULL) {
    g_autoptr(GByteArray) placed = make_times(facts, at);

    g_byte_array_append(out, placed->data, placed->len);
  }
  at = out->len;
  if (place != NULL) {
    g_autoptr(GByteArray) placed = make_place(facts, at);

    g_byte_array_append(out, placed->data, placed->len);
  }
  return g_byte_array_free_to_bytes(out);
}
