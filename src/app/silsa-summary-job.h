#pragma once

#include "silsa-reading.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Asks where the summary of the package on two pages goes, writes it in a thread, and tells over
 * @window what came of it. @reading is borrowed and lives as long as @window. */
void silsa_summary_save(const SilsaReading *reading, GtkWindow *window, AdwToastOverlay *toasts);

G_END_DECLS
