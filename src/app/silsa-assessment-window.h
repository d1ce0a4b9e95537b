#pragma once

#include "silsa-application.h"
#include "silsa-reading-job.h"

G_BEGIN_DECLS

/** The window of one assessment file. Actions `win.*` are listed in the .c file. */
#define SILSA_TYPE_ASSESSMENT_WINDOW (silsa_assessment_window_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaAssessmentWindow, silsa_assessment_window, SILSA, ASSESSMENT_WINDOW, AdwApplicationWindow)

SilsaAssessmentWindow *silsa_assessment_window_new(SilsaApplication *application,
                                                   SilsaStore *store);
/** The window of a package: @store has its copy open, read only; the verdict stands on top.
 * @package (transfer full). */
SilsaAssessmentWindow *silsa_assessment_window_new_for_package(SilsaApplication *application,
                                                               SilsaStore *store,
                                                               SilsaOpenedPackage *package);
/** The path of the package that is shown, or NULL. Borrowed. */
const char *silsa_assessment_window_get_package(SilsaAssessmentWindow *self);
SilsaStore *silsa_assessment_window_get_store(SilsaAssessmentWindow *self); /* borrowed */
/** The file is read only because another process has it open for writing: says so, and puts a
 * window that can write in place of this one when the other is gone. */
void silsa_assessment_window_wait_for_turn(SilsaAssessmentWindow *self);
/** Shows an indicator in the Walk view (and focuses its value). */
void silsa_assessment_window_go_to(SilsaAssessmentWindow *self, const char *code);

G_END_DECLS
