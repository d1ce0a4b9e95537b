#pragma once

#include "silsa-intake.h"

G_BEGIN_DECLS

/**
 * What a person pointed at, opened up: the files themselves, those of folders (a card's DCIM) and
 * those of ZIP files that hold pictures, in the order of their names. What is hidden, what a
 * desktop or camera leaves behind for itself, and links to folders are passed over.
 */
typedef struct _SilsaIntakeList SilsaIntakeList;

/** Made in any thread; ends early where @cancellable is cancelled. Paths that cannot be listed stay
 * in the list and are refused when their turn comes. (transfer full) */
SilsaIntakeList *silsa_intake_list_new(const char *const *paths,
                                       GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
/** A list of one, of bytes that came by paste. (transfer full) */
SilsaIntakeList *silsa_intake_list_new_from_bytes(GBytes *bytes,
                                                  const char *name) G_GNUC_WARN_UNUSED_RESULT;
guint silsa_intake_list_get_length(SilsaIntakeList *self);
/** How it is told of: path, and name within the ZIP file. Borrowed. */
const char *silsa_intake_list_get_name(SilsaIntakeList *self, guint n);
/** Reads one and looks at it. Any thread, several at once. Errors: those of
 * silsa_intake_new_from_file(); CORRUPT "zip-damaged", UNSUPPORTED "zip-encrypted", LIMIT
 * "intake-files". (transfer full) */
SilsaIntake *silsa_intake_list_read(SilsaIntakeList *self,
                                    guint n,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Only the bytes of one, to be read once more. Errors: those of silsa_file_read(), CORRUPT and
 * UNSUPPORTED as above. Any thread. (transfer full) */
GBytes *silsa_intake_list_read_bytes(SilsaIntakeList *self,
                                     guint n,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

SilsaIntakeList *silsa_intake_list_ref(SilsaIntakeList *self);
void silsa_intake_list_unref(SilsaIntakeList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaIntakeList, silsa_intake_list_unref)

G_END_DECLS
