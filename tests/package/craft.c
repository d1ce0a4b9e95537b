#include "craft.h"

#include <string.h>
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

guint32
craft_put_local(GByteArray *out, const Part *part)
{
  guint32 at = out->len;
  const char *name = part->local_name != NULL ? part->local_name : part->name;
  gsize size = part->local_name != NULL ? strlen(name) : name_size(part);

  put32(out, 0x04034b50);
  put_facts(out, part, part->local_more, part->size, size);
  put16(out, (guint)part->extra);
  put(out, name, size);
  put_extra(out, part->extra);
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

static void
put_record(GByteArray *out, const Part *part, guint32 at)
{
  gsize wide = part->wide_size != 0 ? 12 : 0;

  put32(out, 0x02014b50);
  put16(out, 3 << 8 | 10); /* made on UNIX */
  put_facts(out, part, 0, wide > 0 ? G_MAXUINT32 : part->size, name_size(part));
  put16(out, (guint)(wide + part->record_extra));
  put16(out, part->comment != NULL ? (guint)strlen(part->comment) : 0);
  put16(out, 0);
  put16(out, 0);
  put32(out, part->attributes);
  put32(out, part->offset != 0 ? part->offset : at);
  put(out, part->name, name_size(part));
  if (wide > 0) {
    put16(out, 1);
    put16(out, 8);
    put64(out, part->wide_size);
  }
  put_extra(out, part->record_extra);
  if (part->comment != NULL)
    put(out, part->comment, strlen(part->comment));
}

static void
put_end64(GByteArray *out, const Craft *craft, guint32 directory, guint32 size)
{
  guint64 at = out->len;

  put32(out, 0x06064b50);
  put64(out, 44); /* of what follows */
  put16(out, 3 << 8 | 45);
  put16(out, 45);
  put32(out, 0);
  put32(out, 0);
  put64(out, craft->n_parts + craft->entries64);
  put64(out, craft->n_parts + craft->entries64);
  put64(out, size);
  put64(out, directory);
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

GByteArray *
craft_build(const Craft *craft)
{
  GByteArray *out = g_byte_array_new();
  guint32 at[G_N_ELEMENTS(craft->parts)];
  guint32 directory, size;

  if (craft->before != NULL)
    put(out, craft->before, strlen(craft->before));
  for (guint i = 0; i < craft->n_parts; i++)
    at[i] = craft_put_local(out, &craft->parts[i]);
  directory = out->len;
  for (guint i = 0; i < craft->n_parts; i++)
    put_record(out, &craft->parts[i], at[i]);
  size = out->len - directory;
  if (craft->zip64)
    put_end64(out, craft, directory, size);
  put_end(out, craft, directory, size);
  return out;
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
