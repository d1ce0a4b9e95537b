#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

/** Three steps of the first hour, recent files, and the ways to begin. Files may be dropped
 * anywhere. */
#define SILSA_TYPE_WELCOME_WINDOW (silsa_welcome_window_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaWelcomeWindow, silsa_welcome_window, SILSA, WELCOME_WINDOW, AdwApplicationWindow)

SilsaWelcomeWindow *silsa_welcome_window_new(SilsaApplication *application);

G_END_DECLS
