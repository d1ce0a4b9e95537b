#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a picture says of itself. Strings are valid UTF-8 without control characters. */
typedef struct {
  const char *type; /* static, a picture type of silsa-media-type.h */
  guint width; /* as shown, after orientation */
  guint height;
  guint raw_width; /* as the pixels lie in the file */
  guint raw_height;
  int orientation; /* 1..8 (TIFF 6.0, EXIF 3.0 tag 0x0112): how to turn the pixels; HEIC is always 1
                    */
  char *captured; /* "YYYY-MM-DDTHH:MM:SS" as written, with "+09:00" or "Z" when stated; or NULL */
  char *camera_make; /* or NULL */
  char *camera_model; /* or NULL */
  char *latitude; /* decimal degrees, 7 digits after the point, south is negative; or NULL */
  char *longitude; /* the same, west is negative; there are both or none */
} SilsaPhotoFacts;

/**
 * Reads the facts of the picture @bytes: headers and a bounded block of EXIF, no pixels; the frame
 * of the file is followed to its end, so that a truncated picture is found here. Foreign bytes may
 * say anything: nothing here crashes, loops or allocates by a number that the file only claims.
 * @error is one of
 *  - UNSUPPORTED "picture-type": no picture at all; "picture-kind": a kind that is not shown, such
 * as a lossless JPEG or a raw photo;
 *  - CORRUPT "picture-damaged": truncated, or contradicting itself;
 *  - LIMIT "picture-pixels": more than 200 megapixels, or a side of more than 1,000,000 pixels.
 * The bytes can then be kept as an opaque document. (transfer full)
 */
SilsaPhotoFacts *silsa_photo_facts_new(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_photo_facts_free(SilsaPhotoFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPhotoFacts, silsa_photo_facts_free)

/** "Make Model" in one line for people, without saying the make twice; NULL when neither is known.
 * (transfer full) */
char *silsa_photo_facts_dup_device(const SilsaPhotoFacts *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
