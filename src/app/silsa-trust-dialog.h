#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * Certificates that the user trusts beside those of the round, and lists of revoked ones with the
 * certificates of their issuers: files that were chosen in this session and count until the program
 * ends, for every package that is opened or listed.
 */

/** What was in them when they were chosen: the stick they lay on may be gone by now. Main thread.
 * (element-type GBytes) (transfer full) */
GPtrArray *silsa_trust_files_get(void) G_GNUC_WARN_UNUSED_RESULT;

/** Shows them, to add and to take away. @func is called with @object when the dialog goes and they
 * are others than before. */
void silsa_trust_dialog_present(GtkWidget *parent, void (*func)(gpointer object), GObject *object);

G_END_DECLS
