#pragma once

#include "silsa-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** The bar at the foot of a window while files come in: how far, cancel, and afterwards what became
 * of them, with a report of what was refused and why. */
#define SILSA_TYPE_IMPORT_BAR (silsa_import_bar_get_type())
G_DECLARE_FINAL_TYPE(SilsaImportBar, silsa_import_bar, SILSA, IMPORT_BAR, AdwBin)

void silsa_import_bar_set_store(SilsaImportBar *self, SilsaStore *store);
/** Takes in files, folders and ZIP files (NULL-terminated); what comes while it is busy waits its
 * turn. The bar of @widget's window. */
void
silsa_import_paths(GtkWidget *widget, const SilsaImportTarget *target, const char *const *paths);
/** The same with a list of GFile from a dialog or a drop; those without a path are told. */
void silsa_import_files(GtkWidget *widget, const SilsaImportTarget *target, GListModel *files);
/** The same with a value of GDK_TYPE_FILE_LIST, as a drop or the clipboard has it. */
void
silsa_import_file_list(GtkWidget *widget, const SilsaImportTarget *target, const GValue *files);
/** The code of the indicator that @widget shows at the moment, or NULL. */
typedef const char *(*SilsaImportFindFunc)(GtkWidget *widget);
/** Files dropped on @widget are taken in for the indicator that @find names. */
void silsa_import_accept_drops(GtkWidget *widget, SilsaImportFindFunc find);
/** The same with what lies on the clipboard: files, or a picture. FALSE when it holds neither. */
gboolean silsa_import_paste(GtkWidget *widget, const SilsaImportTarget *target);
/** Ends what is under way; what is durable stays. */
void silsa_import_bar_cancel(SilsaImportBar *self);

G_END_DECLS
