#pragma once

#include "silsa-error.h"
#include "silsa-export.h"
#include "silsa-identity-private.h"
#include "silsa-test.h"
#include "silsa-verify.h"

G_BEGIN_DECLS

/* Where packages are made, taken apart, changed and put together again, with and without a new
 * signature. */

#define WORKSHOP_NOTE "이 메모는 어디에도 나가면 안 됩니다"

typedef struct {
  SilsaTestFolder folder;
  SilsaStore *store;
  SilsaIdentity *identity; /* of the assessor */
  char *package; /* path of a good one, made on demand */
  SilsaRenditionFunc protect; /* NULL: every photo goes as it is */
} Workshop;

/** A blank assessment of one city, or one that begins as @creation says; one answer, two photos. */
void workshop_set_up(Workshop *self, gconstpointer data);
void workshop_begin(Workshop *self, const SilsaCreation *creation);
/** Only the assessment, without any answer. */
void workshop_create(Workshop *self, const SilsaCreation *creation);
void workshop_tear_down(Workshop *self, gconstpointer data);

/** Adds a document of @size bytes to the evidence of B2-01. */
void workshop_add_document(Workshop *self, gsize size);
/** Sets one field, as a person would. */
void workshop_set(Workshop *self, const char *subject, const char *field, const char *value);

/** Key and self-signed certificate as wanted; times in seconds from now; @usage NULL: none. */
typedef struct {
  const char *name;
  guint rsa_bits; /* 0: ECDSA on @curve */
  const char *curve; /* NULL: P-256 */
  const char *usage;
  gint64 from, to; /* both 0: from an hour ago for a year */
  SilsaIdentity *issuer; /* NULL: itself */
} Kind;
SilsaIdentity *workshop_identity(const Kind *kind) G_GNUC_WARN_UNUSED_RESULT;

/** A SilsaRenditionFunc that finds nothing to change. */
gboolean workshop_leave(const SilsaRendition *rendition,
                        GBytes *bytes,
                        const char *sha256,
                        GBytes **copy,
                        GCancellable *cancellable,
                        GError **error);
/** Exports the store, incomplete as it is. The path. (transfer full) */
char *workshop_export(Workshop *self,
                      const char *name,
                      SilsaIdentity *identity,
                      gint64 signing_time) G_GNUC_WARN_UNUSED_RESULT;
/** The good package, made once. Borrowed. */
const char *workshop_package(Workshop *self);

/** Entries of a package in their order. */
typedef struct {
  char *name;
  GBytes *bytes;
  guint32 attributes; /* external, 0: a plain file */
  gboolean deflate;
} Entry;

GPtrArray *workshop_open(const char *path) G_GNUC_WARN_UNUSED_RESULT; /* of Entry */
Entry *workshop_find(GPtrArray *entries, const char *name);
/** The first entry below evidence/. */
Entry *workshop_find_photo(GPtrArray *entries);
void workshop_add(GPtrArray *entries, const char *name, const char *text);
void workshop_remove(GPtrArray *entries, const char *name);
/** Replaces @from by @to in an entry, exactly once. */
void workshop_replace(GPtrArray *entries, const char *name, const char *from, const char *to);
/** Replaces @from in a text up to and with the next @until. */
void workshop_replace_until(
    GPtrArray *entries, const char *name, const char *from, const char *until, const char *to);
/** Makes manifest and signature anew. */
void workshop_sign(GPtrArray *entries, SilsaIdentity *identity, gint64 time);
/** Writes the entries as a ZIP file, whatever they are. */
void workshop_close(GPtrArray *entries, const char *path);
/** The first signature becomes the second, and the other way round: whoever hands on a package may
 * lay them in any order. */
void workshop_swap_signatures(const char *path);

/** Verifies; @trusted: whose certificate is trusted, or NULL. */
SilsaReport *
workshop_verify(const char *path, SilsaIdentity *trusted, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
gboolean workshop_has(const SilsaReport *report, const char *code);

G_END_DECLS
