#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The secretary's window: dates and policies, applicants and their claims, persons and whom they
 * visit, what is missing, signing. Every change is saved by itself. Actions: win.undo, win.redo,
 * win.sign, win.view (s).
 */
#define SILSA_TYPE_ROUND_WINDOW (silsa_round_window_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaRoundWindow, silsa_round_window, SILSA, ROUND_WINDOW, AdwApplicationWindow)

SilsaRoundWindow *silsa_round_window_new(AdwApplication *application, SilsaRoundDocument *document);
SilsaRoundDocument *silsa_round_window_get_document(SilsaRoundWindow *self); /* borrowed */
/** The key file that is proposed for signing. */
void silsa_round_window_set_key(SilsaRoundWindow *self, const char *path);

G_END_DECLS
