#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Files and folders that a person chooses; what the dialog says is described by a GtkFileDialog.
 *
 * Where the portal of the desktop shows it, as it does for every Flatpak, the portal is asked
 * directly. GTK would make the whole dialog first that it shows where there is no portal: nobody
 * sees it, and the main loop is held up for 12 to 25 ms. Elsewhere GTK shows its own.
 *
 * @callback gets the dialog as its source, also when nothing was chosen or @parent is gone. Until
 * then no key and no click reaches @parent.
 */
void silsa_file_dialog_open(GtkFileDialog *dialog,
                            GtkWindow *parent,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void silsa_file_dialog_open_multiple(GtkFileDialog *dialog,
                                     GtkWindow *parent,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void silsa_file_dialog_save(GtkFileDialog *dialog,
                            GtkWindow *parent,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void silsa_file_dialog_select_folder(GtkFileDialog *dialog,
                                     GtkWindow *parent,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void silsa_file_dialog_select_multiple_folders(GtkFileDialog *dialog,
                                               GtkWindow *parent,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);

/** The one that was chosen, where one was to be; NULL: none. (transfer full) (nullable) */
GFile *silsa_file_dialog_finish(GtkFileDialog *dialog,
                                GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;
/** All that were chosen, where several could be, as GFile; NULL: none. (transfer full) (nullable)
 */
GListModel *silsa_file_dialog_finish_multiple(GtkFileDialog *dialog,
                                              GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
