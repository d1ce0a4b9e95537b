#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Containers made byte by byte, that no honest writer makes. */

typedef struct {
  const char *name, *local_name; /* the second NULL: the same */
  gsize name_size; /* 0: of the text */
  guint16 flags, method;
  guint32 crc, compressed, size; /* as they are said */
  guint32 attributes;
  const void *data;
  gsize data_size;
  gsize extra; /* length of an extra field of nobody's in the local header */
  gsize record_extra; /* the same in the directory */
  guint64 wide_size; /* not 0: the record has a ZIP64 field, which says so */
  const char *comment; /* in the directory, or NULL */
  guint32 local_more; /* added to the sizes that the local header says */
  gboolean descriptor; /* a data descriptor follows */
  gsize gap; /* bytes after it that belong to nobody */
  guint32 offset; /* 0: where it lies */
} Part;

typedef struct {
  Part parts[12];
  guint n_parts;
  const char
      *before; /* bytes before it all, or NULL; offsets count from the beginning of the file */
  const char *comment; /* at the end, or NULL */
  guint16 disk, entries; /* added to what is right */
  guint32 directory_size; /* added to what is right */
  gboolean zip64; /* with the ZIP64 record, which alone has the numbers */
  guint64 entries64, locator64; /* added to what is right there */
  guint64
      hole; /* zeros that follow the data of the last entry; with ZIP64, and for craft_write() */
} Craft;

/** An honest entry, stored. */
void craft_fill(Part *part, const char *name, const void *data, gsize size);
/** The local header of an entry and its data; where it begins. */
guint32 craft_put_local(GByteArray *out, const Part *part);
/** Writes the file, with a hole in it that takes no room on the disk. */
void craft_write(const Craft *craft, const char *path);
/** The whole file. (transfer full) */
GByteArray *craft_build(const Craft *craft) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
