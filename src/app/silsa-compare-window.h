#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

#define SILSA_COMPARE_MOST 5 /* more columns than that nobody reads */

/** Packages of one city side by side: sums, sectors and grades, then each indicator, differences
 * first. */
#define SILSA_TYPE_COMPARE_WINDOW (silsa_compare_window_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaCompareWindow, silsa_compare_window, SILSA, COMPARE_WINDOW, AdwApplicationWindow)

/** Verifies @paths (of filenames, 2 to SILSA_COMPARE_MOST) in a thread and shows them; what stands
 * in the way is told over @parent. */
void silsa_compare_window_open(SilsaApplication *application, GPtrArray *paths, GtkWidget *parent);

G_END_DECLS
