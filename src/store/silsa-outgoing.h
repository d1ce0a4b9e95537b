#pragma once

#include "silsa-rendition.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/** What goes into a package for one piece of evidence: its own bytes, a copy, or its digest alone.
 */
typedef struct {
  const char *withheld; /* SILSA_WITHHELD_…: no bytes go; NULL: they do */
  GBytes *copy; /* NULL: its own bytes, if any */
  GError *reason; /* why SILSA_WITHHELD_UNPROTECTED */
} SilsaOutgoing;

void silsa_outgoing_clear(SilsaOutgoing *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaOutgoing, silsa_outgoing_clear)

/**
 * Makes what @rendition (nullable) asks for, with @make: the one judgement of exports and of
 * whoever wants to see beforehand what they take. What cannot be made safe stays behind, which is
 * no error. The photo is compared with its digest wherever its own bytes do not go; those are
 * compared while they are written. Any thread; @evidence is borrowed. Errors: those of
 * silsa_store_read_evidence(), cancelled.
 */
gboolean silsa_outgoing_make(SilsaOutgoing *self,
                             SilsaStore *store,
                             SilsaEvidence *evidence,
                             const SilsaRendition *rendition,
                             SilsaRenditionFunc make,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
