#pragma once

#include "silsa-export.h"

G_BEGIN_DECLS

/** One piece of evidence as a package takes it: its own bytes, a copy of it, or its digest alone.
 */
typedef struct {
  SilsaEvidence *evidence; /* borrowed from the assessment */
  SilsaRendition *rendition; /* what is asked for; NULL: nothing */
  const char *withheld; /* SILSA_WITHHELD_…: no bytes go; NULL: they do */
  gboolean is_copy; /* what follows is not the evidence's own */
  char *sha256;
  guint64 size; /* before silsa_parcels_make() an estimate */
  const char *media_type;
  gint64 at; /* where the copy lies in the spool; -1: it is made again when its turn comes */
} SilsaParcel;

/** All parcels of a package. */
typedef struct _SilsaParcels SilsaParcels;

/** Evidence that goes into the package: used by an answer and not removed, in the order of ids. As
 * it would be if nothing but marks were known. (transfer full) */
SilsaParcels *silsa_parcels_new(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;
guint silsa_parcels_get_n(const SilsaParcels *self);
const SilsaParcel *silsa_parcels_get(const SilsaParcels *self, guint n);

/** Makes every copy that is asked for, with @make (NULL: nobody can, and what would need one is
 * withheld). Any thread. Errors: those of silsa_store_read_evidence(), FULL, cancelled. */
gboolean silsa_parcels_make(SilsaParcels *self,
                            SilsaStore *store,
                            SilsaRenditionFunc make,
                            SilsaProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);
/** The bytes of one that goes. Any thread. (transfer full) */
GInputStream *silsa_parcels_open(SilsaParcels *self, guint n, GError **error);

void silsa_parcels_free(SilsaParcels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaParcels, silsa_parcels_free)

G_END_DECLS
