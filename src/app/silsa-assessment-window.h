#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

/** The window of one assessment file. Actions `win.*` are listed in the .c file. */
#define SILSA_TYPE_ASSESSMENT_WINDOW (silsa_assessment_window_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaAssessmentWindow, silsa_assessment_window, SILSA, ASSESSMENT_WINDOW, AdwApplicationWindow)

SilsaAssessmentWindow *silsa_assessment_window_new(SilsaApplication *application,
                                                   SilsaStore *store);
SilsaStore *silsa_assessment_window_get_store(SilsaAssessmentWindow *self); /* borrowed */
/** Shows an indicator in the Walk view (and focuses its value). */
void silsa_assessment_window_go_to(SilsaAssessmentWindow *self, const char *code);

G_END_DECLS
