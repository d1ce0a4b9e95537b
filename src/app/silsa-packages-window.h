#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

/** A folder of packages as a table: city, assessor, revision, verdict, grades, complete, size;
 * verified in the background. Actions `packages.*`: open, compare, check, cancel. */
#define SILSA_TYPE_PACKAGES_WINDOW (silsa_packages_window_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaPackagesWindow, silsa_packages_window, SILSA, PACKAGES_WINDOW, AdwApplicationWindow)

/** Begins to verify what lies in @folder. */
SilsaPackagesWindow *silsa_packages_window_new(SilsaApplication *application, const char *folder);
const char *silsa_packages_window_get_folder(SilsaPackagesWindow *self); /* borrowed */

G_END_DECLS
