#pragma once

#include "silsa-certificate.h"
#include "silsa-container-reader.h"
#include "silsa-payload-reader.h"
#include "silsa-problems.h"
#include "silsa-report.h"
#include "silsa-trust.h"
#include "silsa-xades-read.h"

G_BEGIN_DECLS

/** What is known of an entry after it was read once, from beginning to end. */
typedef struct {
  const SilsaZipRecord *record;
  GHashTable *digests; /* name of the digest -> GBytes; SHA256 at least */
  GBytes *content; /* of payload, catalogue, journal and manifest */
  gboolean crc_ok;
} SilsaStagedEntry;

/** One verification. Only what is staged here is ever looked at: the bytes that were hashed. */
typedef struct {
  SilsaReport *report;
  SilsaTrustList *trust;
  SilsaProblems shared; /* of the package, whatever the signature */
  GPtrArray *signatures; /* of SilsaXades */
  GHashTable *entries; /* name -> SilsaStagedEntry */
  GPtrArray *records; /* of SilsaZipRecord, in the order of the file */
  char *signer; /* fingerprint that the payload names, or NULL */
  char *last_row; /* time of the last row of the journal, or NULL */
  gboolean payload_was_signed; /* a signature names it, whether or not it is there */
  gboolean catalogue_checked, assignment_checked, claims_checked; /* against the round */
} SilsaVerification;

/** Opens @path and judges it, whatever it is. @reader stays open for what is to be read again, and
 * is NULL where @path is no package at all. FALSE with the errors of silsa_package_verify(). */
gboolean silsa_verification_judge(SilsaVerification *self,
                                  SilsaContainerReader **reader,
                                  const char *path,
                                  const SilsaTrust *trust,
                                  SilsaProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);
void silsa_verification_clear(SilsaVerification *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaVerification, silsa_verification_clear)

/** Reads every entry once. FALSE only when cancelled or the file cannot be read. */
gboolean silsa_verification_stage(SilsaVerification *self,
                                  SilsaContainerReader *reader,
                                  SilsaProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);
SilsaStagedEntry *silsa_verification_find(SilsaVerification *self, const char *name);
/** SHA-256 of an entry in hex. (transfer full) */
char *silsa_verification_digest(SilsaVerification *self, const char *name);
/** Notes what an error of a reader means for the package. */
void silsa_verification_note_error(SilsaVerification *self, const GError *error);

/** Notes that what was rightly signed contradicts itself or its round. */
void silsa_verification_disagree(SilsaVerification *self,
                                 const char *code,
                                 const char *where,
                                 const char *message);

/** References and coverage of each signature, manifest, checksums. */
void silsa_verification_check_coverage(SilsaVerification *self);
/** TRUE when a signature of ours that holds covers these very bytes of the entry. */
gboolean silsa_verification_is_covered(SilsaVerification *self, const char *name);
/** Payload, catalogue, journal, evidence; then against the round. */
void silsa_verification_check_content(SilsaVerification *self);
void silsa_verification_check_round(SilsaVerification *self, SilsaPayload *payload);
/** Key, time and trust of each signature; fills in the signers and the verdict. */
void silsa_verification_check_signers(SilsaVerification *self);

G_END_DECLS
