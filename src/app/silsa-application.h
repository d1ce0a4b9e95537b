#pragma once

#include "silsa-reading-job.h"
#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The application: one process, one window per file. Actions: app.open, app.new-from-round,
 * app.new-blank, app.new-round, app.open-round (the secretary's), app.review (a package),
 * app.packages (a folder of them), app.identity, app.preferences, app.shortcuts, app.about,
 * app.quit.
 */
#define SILSA_TYPE_APPLICATION (silsa_application_get_type())
G_DECLARE_FINAL_TYPE(SilsaApplication, silsa_application, SILSA, APPLICATION, AdwApplication)

SilsaApplication *silsa_application_new(void) G_GNUC_WARN_UNUSED_RESULT;
GSettings *silsa_application_get_settings(SilsaApplication *self); /* borrowed */
/** Those of the program that runs, also for whoever is in no window any more. (transfer none) */
GSettings *silsa_application_get_own_settings(void);

/** Opens an assessment (a window of its own, or the one that has it already) or verifies a package.
 * It is there later, or an error over @parent (NULL: the welcome window). */
void silsa_application_open_path(SilsaApplication *self, const char *path, GtkWidget *parent);

/** Where something is shown that belongs to no window: the active one, or the welcome window.
 * Borrowed. */
GtkWidget *silsa_application_find_parent(SilsaApplication *self);

/** Shows a package that was opened to be read in a window of its own. @package (transfer full). */
void silsa_application_show_package(SilsaApplication *self, SilsaOpenedPackage *package);

/** Notes in the list of recent files what stands in @store now. */
void silsa_application_remember(SilsaApplication *self, SilsaStore *store);

G_END_DECLS
