#pragma once

#include "silsa-rendition.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/**
 * What a package would carry of one piece of evidence as things stand, made by the code that makes
 * packages (silsa-outgoing.h, silsa-protect.h): the same bytes.
 */
typedef struct {
  SilsaStore *store;
  SilsaEvidence *evidence;
  SilsaRendition *rendition; /* what is asked for; NULL: nothing */
  gboolean is_used; /* by an answer: what is not stays out of packages altogether */

  /* by silsa_travelling_make() */
  const char *withheld; /* SILSA_WITHHELD_…: only its digest goes; NULL: bytes do */
  GError *reason; /* why SILSA_WITHHELD_UNPROTECTED */
  GBytes *copy; /* NULL: its own bytes go, if any */
  char *sha256; /* of the copy; NULL: there is none */
  guint width, height; /* of the copy */
} SilsaTravelling;

/** What is asked for, of which nothing is made yet. (transfer full) */
SilsaTravelling *silsa_travelling_new(SilsaStore *store,
                                      SilsaEvidence *evidence) G_GNUC_WARN_UNUSED_RESULT;
/** Makes it, in any thread, once. Errors: those of silsa_outgoing_make(). */
gboolean silsa_travelling_make(SilsaTravelling *self, GCancellable *cancellable, GError **error);
/** Whether the same is asked for still. */
gboolean silsa_travelling_holds(const SilsaTravelling *self);
void silsa_travelling_free(SilsaTravelling *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaTravelling, silsa_travelling_free)

/** Both steps, the second in a worker. */
void silsa_travelling_make_async(SilsaStore *store,
                                 SilsaEvidence *evidence,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** (transfer full) */
SilsaTravelling *silsa_travelling_make_finish(GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
