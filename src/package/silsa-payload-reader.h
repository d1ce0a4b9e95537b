#pragma once

#include "silsa-assessment.h"
#include "silsa-problems.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/** A payload that has been read: what its head says, and its document for the rest. */
typedef struct {
  xmlDoc *doc;
  char *id, *purpose, *previous;
  guint revision;
  gboolean complete;
  char *round_id, *round_sha256, *secretary; /* NULL: made without a round */
  guint round_version;
  char *catalogue_id, *catalogue_status, *catalogue_sha256;
  char *city, *class_id;
  guint64 population;
  gboolean class_set;
  char *assessor, *fingerprint;
  char *claims_sha256;
  SilsaSaidSum said[SILSA_N_ENDS]; /* low, expected, high, as the payload says */
  gint64 journal_rows;
  char *journal_head;
} SilsaPayload;

/** Reads and validates payload.xml. Errors: those of silsa-xml.h, LIMIT "payload-bytes".
 * (transfer full) */
SilsaPayload *silsa_payload_read(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** The two halves of it, for who wants to look at the root in between. @doc (transfer full) */
xmlDoc *silsa_payload_parse(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SilsaPayload *silsa_payload_new(xmlDoc *doc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The assessment that the payload's facts make with @catalogue. Errors: those of
 * silsa_assessment_load_fact(); INVALID "payload-value" (another spelling than the only one),
 * "payload-twice", "payload-evidence"; with line and subject. (transfer full) */
SilsaAssessment *silsa_payload_load(SilsaPayload *self,
                                    SilsaCatalogue *catalogue,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Compares what the payload says follows from its facts with what does follow: problems
 * "answer-missing", "state-differs", "score-differs", "preview-differs", "complete-differs",
 * "claims-digest" and "status-differs" (inconsistent), each with the indicator. */
void
silsa_payload_compare(SilsaPayload *self, SilsaAssessment *assessment, SilsaProblems *problems);

void silsa_payload_free(SilsaPayload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPayload, silsa_payload_free)

G_END_DECLS
