#pragma once

#include "silsa-pixels.h"
#include "silsa-store.h"
#include "silsa-tile.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** A thumbnail of one piece of evidence, read and decoded in a worker once it is seen; an icon
 * until then, and for documents. */
#define SILSA_TYPE_THUMBNAIL_PICTURE (silsa_thumbnail_picture_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaThumbnailPicture, silsa_thumbnail_picture, SILSA, THUMBNAIL_PICTURE, AdwBin)

/** @size: the longest side that is needed, in pixels of the application. Dozens are there at once.
 */
GtkWidget *silsa_thumbnail_picture_new(SilsaStore *store, SilsaEvidence *evidence, guint size);

/** Decodes a thumbnail of the store in a worker, at most @max_size large (0: as it is). The
 * callback's result goes to silsa_texture_load_finish(). */
void silsa_texture_load_async(SilsaStore *store,
                              gint64 evidence,
                              guint max_size,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** The same for as much of the thumbnail as is seen in @tile, ready to be painted. @ahead: after
 * all that are waited for. */
void silsa_texture_load_tile_async(SilsaStore *store,
                                   SilsaEvidence *evidence,
                                   const SilsaTile *tile,
                                   gboolean ahead,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GdkTexture *silsa_texture_load_finish(GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Decodes a picture of the store in a worker, at most @max_size large. */
void silsa_pixels_load_async(SilsaStore *store,
                             gint64 evidence,
                             guint max_size,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/** The same for the picture @bytes. Both end with silsa_pixels_load_finish(). */
void silsa_pixels_decode_async(GBytes *bytes,
                               guint max_size,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SilsaPixels *silsa_pixels_load_finish(GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
