#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * A private folder (mode 0700, in the user's cache) for what is only looked at and must not stay:
 * it goes when it is freed. A program that was killed leaves its folders behind without their lock;
 * the next one takes them away.
 */
typedef struct _SilsaStaging SilsaStaging;

/** Errors: WRITE, FULL, READ_ONLY with the folder. (transfer full) */
SilsaStaging *silsa_staging_new(GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *silsa_staging_get_path(SilsaStaging *self);
/** Removes the folder with all that lies in it. */
void silsa_staging_free(SilsaStaging *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaStaging, silsa_staging_free)

/** Removes the folders whose program is no more. Quick, and silent: what cannot be removed stays
 * for the next time. Any thread. */
void silsa_staging_clean_up(void);

G_END_DECLS
