#include "silsa-intake.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-media-type.h"
#include "silsa-photo-facts.h"
#include "silsa-thumbnail.h"

#include <string.h>

/* Names come from phones and foreign file systems: any bytes. Kept readable, in NFC. */
static char *
make_name(const char *name, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid(name, -1);
  g_autofree char *composed = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);

  if (strlen(name) > SILSA_LIMIT_FILE_NAME_BYTES) {
    silsa_error_set(error, SILSA_ERROR_LIMIT, "file-name", "file name of %zu bytes", strlen(name));
    return NULL;
  }
  return g_steal_pointer(&composed);
}

static void
take_facts(SilsaIntake *self, const SilsaPhotoFacts *photo)
{
  SilsaEvidenceFacts *facts = &self->evidence.facts;

  self->device = silsa_photo_facts_dup_device(photo);
  self->captured = g_strdup(photo->captured);
  self->latitude = g_strdup(photo->latitude);
  self->longitude = g_strdup(photo->longitude);
  facts->device = self->device;
  facts->captured = self->captured;
  facts->latitude = self->latitude;
  facts->longitude = self->longitude;
  facts->width = (int)photo->width;
  facts->height = (int)photo->height;
  facts->orientation = photo->orientation;
}

static void
keep_as_document(SilsaIntake *self, const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);

  self->warning = g_strdup(facts != NULL && facts->rule != NULL ? facts->rule : "picture-damaged");
  self->evidence.facts.media_type = SILSA_MEDIA_TYPE_OPAQUE;
  self->evidence.facts.kind = "document";
}

/* FALSE only when cancelled: whatever else is wrong with a picture, its bytes are kept. */
static gboolean
look_at_picture(SilsaIntake *self, GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(SilsaPhotoFacts) photo = silsa_photo_facts_new(self->bytes, &problem);

  if (photo != NULL)
    self->evidence.thumbnail =
        silsa_thumbnail_new(self->bytes, SILSA_THUMBNAIL_SIZE, cancellable, &problem);
  if (g_error_matches(problem, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
  }

  /* A machine without the decoder is no fault of the picture: it stays one, without a thumbnail. */
  if (photo == NULL || (self->evidence.thumbnail == NULL &&
                        !g_error_matches(problem, SILSA_ERROR, SILSA_ERROR_UNSUPPORTED)))
    keep_as_document(self, problem);
  else
    take_facts(self, photo);
  return TRUE;
}

SilsaIntake *
silsa_intake_new_from_bytes(GBytes *bytes,
                            const char *name,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr(SilsaIntake) self = g_new0(SilsaIntake, 1);
  SilsaEvidenceFacts *facts = &self->evidence.facts;

  g_return_val_if_fail(bytes != NULL, NULL);
  g_return_val_if_fail(name != NULL, NULL);

  if (g_bytes_get_size(bytes) == 0) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "evidence-empty", "the file is empty");
    return NULL;
  }
  self->name = make_name(name, error);
  if (self->name == NULL)
    return NULL;

  self->bytes = g_bytes_ref(bytes);
  facts->name = self->name;
  facts->media_type = silsa_media_type_sniff_bytes(bytes);
  facts->kind = "document";
  if (silsa_media_type_is_picture(facts->media_type)) {
    facts->kind = "photo";
    if (!look_at_picture(self, cancellable, error))
      return NULL;
  }
  return g_steal_pointer(&self);
}

SilsaIntake *
silsa_intake_new_from_file(const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr(GBytes) bytes = NULL;
  SilsaIntake *self;

  g_return_val_if_fail(path != NULL, NULL);

  bytes = silsa_file_read(path, SILSA_LIMIT_EVIDENCE_BYTES, "evidence-bytes", error);
  if (bytes == NULL)
    return NULL;
  name = g_path_get_basename(path);
  self = silsa_intake_new_from_bytes(bytes, name, cancellable, error);
  if (self == NULL)
    silsa_error_at_file(error, path);
  return self;
}

gboolean
silsa_intake_submit(SilsaIntake *self, GError **error)
{
  SilsaEvidenceFacts *facts = &self->evidence.facts;

  if (strcmp(facts->media_type, "application/pdf") != 0) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "submitted-type", "%s is no PDF",
                    facts->media_type);
    silsa_error_with_found(error, facts->name);
    return FALSE;
  }
  facts->kind = "submitted";
  return TRUE;
}

void
silsa_intake_free(SilsaIntake *self)
{
  g_clear_pointer(&self->bytes, g_bytes_unref);
  g_clear_pointer(&self->evidence.thumbnail, g_bytes_unref);
  g_free(self->warning);
  g_free(self->name);
  g_free(self->device);
  g_free(self->captured);
  g_free(self->latitude);
  g_free(self->longitude);
  g_free(self);
}
