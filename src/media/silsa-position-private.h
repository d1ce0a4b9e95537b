#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where a photo may say where it was taken: the GPS directory of an EXIF block, and XMP. What
 * cannot be followed counts as a place, because nobody can say that it is none.
 */

/** Whether @tiff, an EXIF block from its byte order mark on or a TIFF file, has a place or is not
 * sound. */
gboolean silsa_position_in_tiff(const guint8 *tiff, gsize size);
/** Whether a packet of XMP, or any text beside the picture, speaks of one. */
gboolean silsa_position_in_text(const guint8 *text, gsize size);

/** Whether anything in the file @data looks like one: EXIF blocks and XMP packets are looked for
 * wherever they are. For containers that nothing here takes apart. */
gboolean silsa_position_anywhere(const guint8 *data, gsize size);
/** Overwrites what silsa_position_anywhere() finds, without moving a byte; what it cannot overwrite
 * it will find again. */
void silsa_position_blank(guint8 *data, gsize size);

G_END_DECLS
