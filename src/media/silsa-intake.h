#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/**
 * What a file becomes before the store takes it in: its bytes, its type by content, what the
 * picture says of itself and a thumbnail. Made in any thread, without the store.
 */
typedef struct {
  GBytes *bytes;
  SilsaEvidenceIntake evidence; /* strings borrow from this struct */
  char *warning; /* stable rule: why a picture is kept as an opaque document, or NULL */

  /* owned */
  char *name;
  char *device;
  char *captured;
  char *latitude;
  char *longitude;
} SilsaIntake;

/**
 * Reads @path whole (a regular file of at most 512 MiB) and looks at it. A picture that cannot be
 * shown is taken as an opaque document, with the reason in `warning`. Errors: READ, NOT_FOUND,
 * LIMIT "evidence-bytes" or "file-name", INVALID "evidence-empty", cancelled. (transfer full)
 */
SilsaIntake *silsa_intake_new_from_file(const char *path,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** The same for bytes that came by paste or drop, with a name for them. (transfer full) */
SilsaIntake *silsa_intake_new_from_bytes(GBytes *bytes,
                                         const char *name,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Makes it one of the city's own papers. FALSE with INVALID "submitted-type" when it is no PDF. */
gboolean silsa_intake_submit(SilsaIntake *self, GError **error);
void silsa_intake_free(SilsaIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaIntake, silsa_intake_free)

G_END_DECLS
