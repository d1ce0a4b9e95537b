#include "silsa-pixels.h"

#include "silsa-shrink-private.h"

void
silsa_pixels_free(SilsaPixels *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->data, g_bytes_unref);
  g_free(self);
}

SilsaPixels *
silsa_pixels_new_scaled(const SilsaPixels *self, guint max_size, GError **error)
{
  g_auto(SilsaShrink) shrink = {0};
  const guint8 *data;

  g_return_val_if_fail(self != NULL && max_size > 0, NULL);

  data = g_bytes_get_data(self->data, NULL);
  silsa_shrink_init(&shrink, self->width, self->height, max_size, NULL);
  if (!silsa_shrink_begin(&shrink, self->width, self->height, SILSA_ROW_RGB, error))
    return NULL;
  for (guint y = 0; y < self->height; y++)
    if (!silsa_shrink_push(&shrink, data + y * self->stride, error))
      return NULL;
  return silsa_shrink_finish(&shrink, 1, error);
}
