#pragma once

#include "silsa-export.h"

G_BEGIN_DECLS

/** In order of precedence: the first that applies is the verdict (DESIGN §7). */
typedef enum {
  SILSA_VERDICT_UNREADABLE,
  SILSA_VERDICT_ALTERED,
  SILSA_VERDICT_REFUSED,
  SILSA_VERDICT_INCONSISTENT,
  SILSA_VERDICT_INDETERMINATE,
  SILSA_VERDICT_UNTRUSTED,
  SILSA_VERDICT_VALID,
} SilsaVerdict;

/** Something wrong (problems) or worth knowing (facts): a stable code, where, and for the log a
 * message. Words: silsa_verify_note_to_text(). */
typedef struct {
  char *code; /* "digest-mismatch", "entry-unsigned", "score-differs", "no-trusted-time", … */
  char *where; /* entry, indicator, signature or "" */
  char *message;
} SilsaVerifyNote;

typedef struct {
  SilsaCertificateFacts certificate;
  char *role; /* claimed, or NULL */
  char *time; /* claimed signing time, RFC 3339 UTC */
  char *level; /* "B" */
  SilsaVerdict verdict;
  gboolean intact, trusted;
} SilsaSigner;

/** A sum as the payload says it, which may be another one than follows from its answers. */
typedef struct {
  char *points, *percent, *grade;
} SilsaSaidSum;

#define SILSA_N_ENDS 3 /* low, expected, high */

typedef struct {
  SilsaVerdict verdict;
  char *kind; /* "assessment", "round", "decision", or NULL */
  gboolean intact, trusted;
  GPtrArray *signers; /* of SilsaSigner; the one the payload names first */
  GPtrArray *problems; /* of SilsaVerifyNote */
  GPtrArray *facts; /* of SilsaVerifyNote */
  GStrv checked, not_checked; /* of catalogue, assignment, claims, time, revocation */
  /* from the payload, NULL or 0 where unreadable */
  char *city, *assessor, *round, *purpose, *catalogue_status, *points, *grade; /* of low */
  SilsaSaidSum said[SILSA_N_ENDS]; /* low, expected, high */
  char *id; /* of the assessment: the same in all its revisions */
  char *previous; /* SHA-256 of the package before this revision */
  char *content; /* SHA-256 over names and digests of all that is to be signed */
  guint revision;
  gboolean complete;
  guint n_entries, n_photos;
  guint64 size;
  SilsaAssessment
      *assessment; /* the content read back, only where the signature is intact; or NULL */
  SilsaRound *content_round; /* of a round package, only where it is intact; or NULL */
  SilsaCatalogue *content_catalogue; /* beside it */
} SilsaReport;

/** Whom to trust and what to compare with. */
typedef struct {
  const char *const
      *pem_files; /* certificates trusted by the caller, and lists of revoked ones with
                     the certificates of their issuers; NULL-terminated, or NULL */
  GPtrArray *pem_contents; /* the same of files read before, which may be gone by now, or NULL;
                              (element-type GBytes) */
  SilsaRound *round; /* or NULL: assignment, claims and catalogue are not checked */
  gboolean round_trusted; /* the round's signature was verified and its signer confirmed */
  gint64 now; /* seconds since 1970, 0: the clock */
  const char *const *fingerprints; /* SHA-256 of certificates that the user confirmed, or NULL */
} SilsaTrust;

/** What is in one of the files of SilsaTrust.pem_files. */
typedef struct {
  guint n_certificates, n_lists; /* lists of revoked ones */
  GBytes *content; /* one of SilsaTrust.pem_contents */
} SilsaTrustFile;

/** Errors: NOT_FOUND, READ, LIMIT, CORRUPT "certificate" where there is neither. Any thread. */
gboolean silsa_trust_file_look(const char *path, SilsaTrustFile *found, GError **error);
void silsa_trust_file_clear(SilsaTrustFile *found);

/**
 * Verifies @path in the order shape, references, coverage, crypto, certificate, time, content. A
 * verdict is a value: the error is set only when the file cannot be opened or read (READ), or
 * cancelled. Any thread; constant memory. (transfer full)
 */
SilsaReport *silsa_package_verify(const char *path,
                                  const SilsaTrust *trust,
                                  SilsaProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_report_free(SilsaReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaReport, silsa_report_free)

/** Whether the file at @path begins as a package does, whatever its name. */
gboolean silsa_package_is_one(const char *path);

/** Opens a round: a package (verified) or a bare round.xml (with catalogue.xml beside it, or the
 * catalogue given). @report is NULL for a bare one. All out parameters (transfer full). */
gboolean silsa_round_open(const char *path,
                          const char *catalogue_path,
                          const SilsaTrust *trust,
                          SilsaRound **round,
                          SilsaCatalogue **catalogue,
                          SilsaReport **report,
                          GError **error);

const char *silsa_verdict_to_string(SilsaVerdict verdict); /* "valid", … */
const char *silsa_verdict_to_text(SilsaVerdict verdict); /* translated word */
/** One plain translated sentence: what it means for this package, and what to do. (transfer full)
 */
char *silsa_report_to_sentence(const SilsaReport *self) G_GNUC_WARN_UNUSED_RESULT;
/** The grades that were handed in: "grade 3", or from the secured to the best, "grade 5–2"; "–"
 * where there are none. (transfer full) */
char *silsa_report_band_to_text(const SilsaReport *self) G_GNUC_WARN_UNUSED_RESULT;
char *silsa_verify_note_to_text(const SilsaVerifyNote *note) G_GNUC_WARN_UNUSED_RESULT;
const char *silsa_checked_to_text(const char *word); /* "assignment" -> translated */

/** journal verify PACKAGE: rows, head and first bad row of the journal inside. */
gboolean silsa_package_check_journal(
    const char *path, gint64 *rows, char **head, gint64 *first_bad, GError **error);

G_END_DECLS
