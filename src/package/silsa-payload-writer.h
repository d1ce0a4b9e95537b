#pragma once

#include "silsa-parcel.h"

G_BEGIN_DECLS

#define SILSA_NS_PAYLOAD "urn:silsa:payload:1"

/** What a payload says that is not in the assessment. */
typedef struct {
  guint revision;
  const char *previous; /* SHA-256 of the package before, or NULL */
  const char *fingerprint; /* of the certificate that will sign */
  const char *catalogue_status; /* in words that are not translated */
  gint64 journal_rows;
  const char *journal_head;
} SilsaPayloadHead;

/** Writes payload.xml (data/payload.xsd). Internal notes stay behind. (transfer full) */
GBytes *silsa_payload_write(SilsaAssessment *assessment,
                            const SilsaParcels *parcels,
                            const SilsaPayloadHead *head) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
