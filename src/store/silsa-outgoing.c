#include "silsa-outgoing.h"

/* Bytes that may be a photo that could not be read; what is larger is a film or an archive. */
#define LARGEST_DAMAGED_PHOTO ((guint64)16 * 1024 * 1024)
#define BEGINNING ((gsize)64 * 1024)

void
silsa_outgoing_clear(SilsaOutgoing *self)
{
  self->withheld = NULL;
  g_clear_pointer(&self->copy, g_bytes_unref);
  g_clear_error(&self->reason);
}

/* Not yet compared with its digest: what goes as it is will be, while it is written. All of it; of
 * a document that no camera made large, the beginning, which says what it is. */
static GBytes *
read_to_judge(SilsaStore *store, SilsaEvidence *evidence, GError **error)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autoptr(GInputStream) stream = NULL;

  if (silsa_evidence_is_picture(evidence) || facts->size <= LARGEST_DAMAGED_PHOTO)
    return silsa_store_read_evidence_unchecked(store, facts->id, error);
  stream = silsa_store_open_evidence(store, facts->id, error);
  return stream != NULL ? g_input_stream_read_bytes(stream, BEGINNING, NULL, error) : NULL;
}

/* What cannot be read, or is not what came in, is an error. */
static gboolean
judge(SilsaOutgoing *self,
      SilsaStore *store,
      SilsaEvidence *evidence,
      const SilsaRendition *rendition,
      SilsaRenditionFunc make,
      GCancellable *cancellable,
      GError **error)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autoptr(GBytes) bytes = read_to_judge(store, evidence, error);
  gboolean made;

  if (bytes == NULL)
    return FALSE;
  made = make(rendition, bytes, facts->sha256, &self->copy, cancellable, &self->reason);
  if (g_cancellable_set_error_if_cancelled(cancellable, error))
    return FALSE;
  if (made && self->copy == NULL)
    return TRUE;
  if (g_bytes_get_size(bytes) == facts->size &&
      !silsa_store_check_evidence(store, facts->id, bytes, error))
    return FALSE;
  if (!made)
    self->withheld = SILSA_WITHHELD_UNPROTECTED;
  return TRUE;
}

gboolean
silsa_outgoing_make(SilsaOutgoing *self,
                    SilsaStore *store,
                    SilsaEvidence *evidence,
                    const SilsaRendition *rendition,
                    SilsaRenditionFunc make,
                    GCancellable *cancellable,
                    GError **error)
{
  if (g_cancellable_set_error_if_cancelled(cancellable, error))
    return FALSE;
  if (rendition == NULL)
    return TRUE;
  if (rendition->withheld) {
    self->withheld = SILSA_WITHHELD_RESTRICTED;
    return TRUE;
  }
  return judge(self, store, evidence, rendition, make, cancellable, error);
}
