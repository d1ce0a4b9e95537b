#pragma once

#include "silsa-application.h"
#include "silsa-round-document.h"

G_BEGIN_DECLS

/**
 * Files on their way in and out. Both take a moment, on a stick several, and neither may hold up a
 * window: a thread does it, and the application lives on meanwhile, also without a window.
 */

/** Opens @path; where it is only to be read because another program has it (@busy) or the medium
 * does not let it be written, for reading. After a moment a dialog over @parent (NULL: the active
 * window, or the welcome window) says what is being opened, and cancels it when it is closed
 * (G_IO_ERROR_CANCELLED). A file that this program has not let go of yet is waited for; one that is
 * on its way already is not opened again (G_IO_ERROR_PENDING). */
void silsa_opening_run_async(SilsaApplication *application,
                             const char *path,
                             SilsaOpenFlags flags,
                             GtkWidget *parent,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
SilsaStore *silsa_opening_finish(GAsyncResult *result,
                                 gboolean *busy,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same for the secretary's working file. */
void silsa_opening_run_round_async(SilsaApplication *application,
                                   const char *path,
                                   GtkWidget *parent,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SilsaRoundDocument *silsa_opening_finish_round(GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Ends all that are under way. */
void silsa_opening_cancel_all(void);

/** Closes @store, of which no window is left; @func, or NULL, is called when the file is free. What
 * cannot be saved is lost: whoever has a window asks before. */
typedef void (*SilsaLetGoFunc)(gpointer user_data);
void silsa_opening_let_go(SilsaApplication *application,
                          SilsaStore *store,
                          SilsaLetGoFunc func,
                          gpointer user_data);

G_END_DECLS
