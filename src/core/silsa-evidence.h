#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * What is known of one piece of evidence: a photo or document whose bytes are never changed and are
 * known by their SHA-256. The bytes themselves stay in the store. Immutable but for the thumbnail.
 *
 * Properties (read only): "id", "sha256", "name", "media-type", "size", "is-picture".
 */
#define SILSA_TYPE_EVIDENCE (silsa_evidence_get_type())
G_DECLARE_FINAL_TYPE(SilsaEvidence, silsa_evidence, SILSA, EVIDENCE, GObject)

/** Everything recorded at the import; strings are copied by silsa_evidence_new(). */
typedef struct {
  gint64 id; /* within one file, from 1 */
  const char *sha256; /* 64 lower-case hex digits */
  guint64 size; /* bytes */
  const char *media_type; /* by content, never by name */
  const char *name; /* original file name for display, valid UTF-8 NFC */
  const char *kind; /* "photo" or "document" (picture type or not), or "submitted" (the city's own
                       papers) */
  const char
      *captured; /* EXIF time as written, "2021-08-25T10:12:00" with its offset if any, or NULL */
  const char *imported; /* RFC 3339 UTC, ms */
  const char *device; /* camera make and model, or NULL */
  const char *latitude; /* decimal degrees as text, or NULL */
  const char *longitude;
  int width; /* as shown (after orientation), 0 when unknown */
  int height;
  int orientation; /* 1..8, 0 when unknown */
} SilsaEvidenceFacts;

SilsaEvidence *silsa_evidence_new(const SilsaEvidenceFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
const SilsaEvidenceFacts *silsa_evidence_get_facts(SilsaEvidence *self);
gint64 silsa_evidence_get_id(SilsaEvidence *self);
gboolean silsa_evidence_is_picture(SilsaEvidence *self);

G_END_DECLS
