/* A file that was chosen in a dialog or dropped, on its way to those who open files by path. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * silsa_chosen_file_get_path:
 * @file: (nullable): what was chosen, or NULL where nothing was
 * @parent: a widget of the window that tells what cannot be used
 *
 * What lies on a telephone or a server that the desktop shows has no path. That is told in a
 * dialog, for the person chose it and would wait.
 *
 * Returns: (nullable): the path, which belongs to @file; NULL where there is none
 */
const char *silsa_chosen_file_get_path(GFile *file, GtkWidget *parent);

G_END_DECLS
