#pragma once

#include "silsa-application.h"
#include "silsa-reading-job.h"

G_BEGIN_DECLS

/** The window of one assessment file. Actions `win.*` are listed in the .c file. */
#define SILSA_TYPE_ASSESSMENT_WINDOW (silsa_assessment_window_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaAssessmentWindow, silsa_assessment_window, SILSA, ASSESSMENT_WINDOW, AdwApplicationWindow)

/** An empty one that belongs to no application yet. */
SilsaAssessmentWindow *silsa_assessment_window_new(SilsaStore *store);
/** That of a package: @store has its copy open, read only; the verdict stands on top.
 * @package (transfer full). */
SilsaAssessmentWindow *silsa_assessment_window_new_for_package(SilsaStore *store,
                                                               SilsaOpenedPackage *package);
/** Makes one more piece of what is in it; FALSE: all of it is there. See silsa-arrival.h. */
gboolean silsa_assessment_window_make(GtkWindow *window);
/** Shows it, complete, as one of @application's. */
void silsa_assessment_window_show(SilsaAssessmentWindow *self, GtkApplication *application);
/** One that was not shown yet is not wanted any more: lets go of its file, and takes it down. */
void silsa_assessment_window_give_up(SilsaAssessmentWindow *self);
/** The path of the package that is shown, or NULL. Borrowed. */
const char *silsa_assessment_window_get_package(SilsaAssessmentWindow *self);
SilsaStore *silsa_assessment_window_get_store(SilsaAssessmentWindow *self); /* borrowed */
/** The file is read only because another process has it open for writing: says so, and puts a
 * window that can write in place of this one when the other is gone. */
void silsa_assessment_window_wait_for_turn(SilsaAssessmentWindow *self);
/** Shows an indicator in the Walk view (and focuses its value). */
void silsa_assessment_window_go_to(SilsaAssessmentWindow *self, const char *code);

G_END_DECLS
