#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Text size and density as the preferences say, in all windows of @application and at once: text is
 * scaled by the resolution that fonts are drawn with, so that charts follow, too; density is the
 * style class "tight" or "roomy" of each window.
 */
void silsa_comfort_watch(GtkApplication *application, GSettings *settings);
/** The density for a @window that comes to @application later, when all of it has been measured. */
void silsa_comfort_dress(GtkApplication *application, GtkWindow *window);

G_END_DECLS
