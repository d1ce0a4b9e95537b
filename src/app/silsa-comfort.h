#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Text size and density as the preferences say, in all windows of @application and at once: text is
 * scaled by the resolution that fonts are drawn with, so that charts follow, too; density is the
 * style class "tight" or "roomy" of each window.
 */
void silsa_comfort_watch(GtkApplication *application, GSettings *settings);

G_END_DECLS
