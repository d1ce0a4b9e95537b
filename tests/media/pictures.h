#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Pictures made for the tests with the encoders of the libraries. Each shows, upright, four
 * quarters: red   green blue  grey (128) and lies in the file as its orientation says. Encoders
 * that lose are told to lose little. */

typedef enum {
  PICTURE_RGB,
  PICTURE_GREY,
  PICTURE_PALETTE,
  PICTURE_CMYK, /* JPEG, TIFF; the JPEG with Adobe's marker, inverted */
  PICTURE_RGBA, /* the grey quarter is wholly transparent black */
  PICTURE_GREY_ALPHA, /* the same */
  PICTURE_RGB16, /* 16 bits a sample */
} PictureColours;

typedef struct {
  guint width; /* upright */
  guint height;
  int orientation; /* 0: 1 and not written */
  PictureColours colours;
  gboolean several_passes; /* JPEG: progressive; PNG: Adam7; TIFF: tiles; WebP: an animation of two
                              frames */
  gboolean lossless; /* WebP */
  const char *captured; /* EXIF DateTimeOriginal, as written there */
  const char *offset; /* EXIF OffsetTimeOriginal */
  const char *make;
  const char *model;
  guint32 position[2][3][2]; /* latitude, longitude: rationals of degrees, minutes, seconds */
  char letters[2]; /* 'N' or 'S', 'E' or 'W'; 0: no position */
  guint thumbnail; /* the longer side of the embedded thumbnail, 0: none */
  gboolean big_endian; /* EXIF */
} Picture;

GBytes *picture_to_jpeg(const Picture *self);
GBytes *picture_to_png(const Picture *self);
GBytes *picture_to_webp(const Picture *self);
GBytes *picture_to_tiff(const Picture *self);
/** NULL when libheif has no HEVC encoder or decoder here. The orientation becomes rotation and
 * mirroring of the file, and EXIF says 6 to mislead. */
GBytes *picture_to_heic(const Picture *self);
GBytes *picture_to_exif(const Picture *self); /* from the byte order mark on */

/** The upright colour at @x, @y on white, as a viewer should show it. */
void picture_get_colour(const Picture *self, guint x, guint y, guint8 rgb[3]);

/** The first @permille of @bytes. */
GBytes *picture_truncate(GBytes *bytes, guint permille);

/** A PNG of a few bytes that declares @width × @height. */
GBytes *picture_declare_png(guint32 width, guint32 height);

/** All kinds, small: for replay and mutation. (element-type GBytes) */
GPtrArray *picture_new_zoo(void);

G_END_DECLS
