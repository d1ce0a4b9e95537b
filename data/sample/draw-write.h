#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Drawn pictures as the files that a telephone or camera would have made. Every call with the same
 * arguments writes the same bytes. */

typedef struct {
  const char *captured; /* "2021-08-25T10:12:40", local time in Korea */
  gboolean sideways; /* stored lying on its side, orientation 6 */
  gboolean has_place;
  double latitude, longitude;
} PictureFacts;

gboolean
write_jpeg(cairo_surface_t *surface, const PictureFacts *facts, const char *path, GError **error);
gboolean write_png(cairo_surface_t *surface, const char *path, GError **error);
/** FALSE with NOT_SUPPORTED where libheif has no encoder. */
gboolean
write_heic(cairo_surface_t *surface, const PictureFacts *facts, const char *path, GError **error);

G_END_DECLS
