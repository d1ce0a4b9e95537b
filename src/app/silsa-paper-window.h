#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** One of the city's own papers, a page at a time, in a window that can stand beside the
 * assessment. Keys: Page Up and Page Down, Home and End, + and −, Escape. */
#define SILSA_TYPE_PAPER_WINDOW (silsa_paper_window_get_type())
G_DECLARE_FINAL_TYPE(SilsaPaperWindow, silsa_paper_window, SILSA, PAPER_WINDOW, AdwWindow)

/** Shows @evidence at @page (0: the first), in the window that has it open already if one does. */
void silsa_paper_window_present(SilsaStore *store, gint64 evidence, guint page, GtkWindow *parent);

G_END_DECLS
