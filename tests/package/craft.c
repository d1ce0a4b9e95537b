#include "craft.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define FLAG_DESCRIPTOR (1u << 3)

static void
put16(GByteArray *out, guint value)
{
  const guint8 bytes[] = {(guint8)value, (guint8)(value >> 8)};

  g_byte_array_append(out, bytes, sizeof bytes);
}

static void
put32(GByteArray *out, guint32 value)
{
  put16(out, value & 0xffff);
  put16(out, value >> 16);
}

static void
put64(GByteArray *out, guint64 value)
{
  put32(out, (guint32)value);
  put32(out, (guint32)(value >> 32));
}

static void
put(GByteArray *out, const void *data, gsize size)
{
  g_byte_array_append(out, data, (guint)size);
}

static void
put_zeros(GByteArray *out, gsize size)
{
  guint length = out->len;

  g_byte_array_set_size(out, length + (guint)size);
  memset(out->data + length, 0, size);
}

/* A field that means nothing to anybody, of @size bytes in all. */
static void
put_extra(GByteArray *out, gsize size)
{
  if (size == 0)
    return;
  put16(out, 0x9999);
  put16(out, (guint)size - 4);
  put_zeros(out, size - 4);
}

static gsize
name_size(const Part *part)
{
  return part->name_size > 0 ? part->name_size : strlen(part->name);
}

static guint16
flags_of(const Part *part)
{
  return part->flags | (part->descriptor ? FLAG_DESCRIPTOR : 0);
}

static void
put_facts(GByteArray *out, const Part *part, guint32 more, guint32 size, gsize name)
{
  put16(out, 10); /* version needed */
  put16(out, flags_of(part));
  put16(out, part->method);
  put32(out, 0x00210000); /* 1980-01-01 */
  put32(out, part->crc);
  put32(out, part->compressed + more);
  put32(out, size + more);
  put16(out, (guint)name);
}

/* @hole: zeros that follow the data, and are counted in a ZIP64 field. */
static guint32
put_local(GByteArray *out, const Part *part, guint64 hole)
{
  guint32 at = out->len;
  guint32 more = hole > 0 ? G_MAXUINT32 - part->size : part->local_more;
  const char *name = part->local_name != NULL ? part->local_name : part->name;
  gsize size = part->local_name != NULL ? strlen(name) : name_size(part);

  put32(out, 0x04034b50);
  put_facts(out, part, more, part->size, size);
  put16(out, hole > 0 ? 20 : (guint)part->extra);
  put(out, name, size);
  put_extra(out, part->extra);
  if (hole > 0) {
    put32(out, 16 << 16 | 1);
    put64(out, part->size + hole);
    put64(out, part->compressed + hole);
  }
  put(out, part->data, part->data_size);
  if (part->descriptor) {
    put32(out, 0x08074b50);
    put32(out, part->crc);
    put32(out, part->compressed);
    put32(out, part->size);
  }
  put_zeros(out, part->gap);
  return at;
}

guint32
craft_put_local(GByteArray *out, const Part *part)
{
  return put_local(out, part, 0);
}

static guint64
hole_of(const Craft *craft, guint n)
{
  return n + 1 == craft->n_parts ? craft->hole : 0;
}

/* @hole: that belongs to the entry. */
static void
put_record(GByteArray *out, const Part *part, guint32 at, guint64 hole)
{
  gsize wide = hole > 0 ? 20 : part->wide_size != 0 ? 12 : 0;
  guint32 more = hole > 0 ? G_MAXUINT32 - part->compressed : 0;

  put32(out, 0x02014b50);
  put16(out, 3 << 8 | 10); /* made on UNIX */
  put_facts(out, part, more, wide > 0 ? G_MAXUINT32 - more : part->size, name_size(part));
  put16(out, (guint)(wide + part->record_extra));
  put16(out, part->comment != NULL ? (guint)strlen(part->comment) : 0);
  put16(out, 0);
  put16(out, 0);
  put32(out, part->attributes);
  put32(out, part->offset != 0 ? part->offset : at);
  put(out, part->name, name_size(part));
  if (wide > 0) {
    put16(out, 1);
    put16(out, (guint)wide - 4);
    put64(out, hole > 0 ? part->size + hole : part->wide_size);
    if (hole > 0)
      put64(out, part->compressed + hole);
  }
  put_extra(out, part->record_extra);
  if (part->comment != NULL)
    put(out, part->comment, strlen(part->comment));
}

static void
put_end64(GByteArray *out, const Craft *craft, guint32 directory, guint32 size)
{
  guint64 at = out->len + craft->hole;

  put32(out, 0x06064b50);
  put64(out, 44); /* of what follows */
  put16(out, 3 << 8 | 45);
  put16(out, 45);
  put32(out, 0);
  put32(out, 0);
  put64(out, craft->n_parts + craft->entries64);
  put64(out, craft->n_parts + craft->entries64);
  put64(out, size);
  put64(out, directory + craft->hole);
  put32(out, 0x07064b50);
  put32(out, 0);
  put64(out, at + craft->locator64);
  put32(out, 1);
}

static void
put_end(GByteArray *out, const Craft *craft, guint32 directory, guint32 size)
{
  guint entries = craft->zip64 ? G_MAXUINT16 : craft->n_parts + craft->entries;

  put32(out, 0x06054b50);
  put16(out, craft->disk);
  put16(out, craft->disk);
  put16(out, entries);
  put16(out, entries);
  put32(out, craft->zip64 ? G_MAXUINT32 : size + craft->directory_size);
  put32(out, craft->zip64 ? G_MAXUINT32 : directory);
  put16(out, craft->comment != NULL ? (guint)strlen(craft->comment) : 0);
  if (craft->comment != NULL)
    put(out, craft->comment, strlen(craft->comment));
}

/* @directory_at: where the directory begins, and the hole before it. */
static GByteArray *
build(const Craft *craft, guint32 *directory_at)
{
  GByteArray *out = g_byte_array_new();
  guint32 at[G_N_ELEMENTS(craft->parts)];
  guint32 directory, size;

  if (craft->before != NULL)
    put(out, craft->before, strlen(craft->before));
  for (guint i = 0; i < craft->n_parts; i++)
    at[i] = put_local(out, &craft->parts[i], hole_of(craft, i));
  directory = out->len;
  for (guint i = 0; i < craft->n_parts; i++)
    put_record(out, &craft->parts[i], at[i], hole_of(craft, i));
  size = out->len - directory;
  if (craft->zip64)
    put_end64(out, craft, directory, size);
  put_end(out, craft, directory, size);
  *directory_at = directory;
  return out;
}

GByteArray *
craft_build(const Craft *craft)
{
  guint32 directory;

  return build(craft, &directory);
}

static void
write_at(int fd, guint64 at, const guint8 *data, gsize size)
{
  g_assert_cmpint(pwrite(fd, data, size, (off_t)at), ==, (gssize)size);
}

void
craft_write(const Craft *craft, const char *path)
{
  guint32 directory;
  g_autoptr(GByteArray) bytes = build(craft, &directory);
  g_autofd int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint(fd, >=, 0);
  write_at(fd, 0, bytes->data, directory);
  write_at(fd, directory + craft->hole, bytes->data + directory, bytes->len - directory);
}

void
craft_fill(Part *part, const char *name, const void *data, gsize size)
{
  *part = (Part){.name = name,
                 .crc = (guint32)crc32(0, data, (guint)size),
                 .compressed = (guint32)size,
                 .size = (guint32)size,
                 .attributes = 0100644u << 16,
                 .data = data,
                 .data_size = size};
}
