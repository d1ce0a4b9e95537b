#include "silsa-photo-facts.h"

#include "silsa-decoder-private.h"
#include "silsa-error.h"
#include "silsa-media-type.h"

#include <string.h>

static SilsaPhotoFacts *
new_facts(const char *type)
{
  SilsaPhotoFacts *self = g_new0(SilsaPhotoFacts, 1);

  self->type = type;
  self->orientation = 1;
  return self;
}

/* A position is both numbers or none. */
static void
settle_facts(SilsaPhotoFacts *self)
{
  gboolean across = self->orientation >= 5;

  self->width = across ? self->raw_height : self->raw_width;
  self->height = across ? self->raw_width : self->raw_height;
  if (self->latitude != NULL && self->longitude != NULL)
    return;
  g_clear_pointer(&self->latitude, g_free);
  g_clear_pointer(&self->longitude, g_free);
}

SilsaPhotoFacts *
silsa_photo_facts_new(GBytes *bytes, GError **error)
{
  g_autoptr(SilsaPhotoFacts) self = NULL;
  const SilsaDecoder *decoder;
  const char *type;

  g_return_val_if_fail(bytes != NULL, NULL);

  type = silsa_media_type_sniff_bytes(bytes);
  decoder = silsa_decoder_find(type);
  if (decoder == NULL) {
    silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "picture-type", "%s is no picture", type);
    silsa_error_with_found(error, type);
    return NULL;
  }
  self = new_facts(type);
  if (!decoder->read_facts(bytes, self, error) ||
      !silsa_decoder_check_size(self->raw_width, self->raw_height, error)) {
    silsa_error_with_found(error, type);
    return NULL;
  }
  settle_facts(self);
  return g_steal_pointer(&self);
}

void
silsa_photo_facts_free(SilsaPhotoFacts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->captured, g_free);
  g_clear_pointer(&self->camera_make, g_free);
  g_clear_pointer(&self->camera_model, g_free);
  g_clear_pointer(&self->latitude, g_free);
  g_clear_pointer(&self->longitude, g_free);
  g_free(self);
}

char *
silsa_photo_facts_dup_device(const SilsaPhotoFacts *self)
{
  g_return_val_if_fail(self != NULL, NULL);

  if (self->camera_model == NULL)
    return g_strdup(self->camera_make);
  /* "Canon" and "Canon EOS R8" */
  if (self->camera_make == NULL ||
      g_ascii_strncasecmp(self->camera_model, self->camera_make, strlen(self->camera_make)) == 0)
    return g_strdup(self->camera_model);
  return g_strconcat(self->camera_make, " ", self->camera_model, NULL);
}
