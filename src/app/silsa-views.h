#pragma once

#include "silsa-answer.h"
#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The views of a file beside its walk: "overview", "photos", "findings", "history", "review" and
 * "hand-in". A window opens with the walk, and a view costs as much as the walk to make, so each is
 * made when it is first looked for.
 */

/** The view @name of the file behind @store: a floating reference. Which of the signals "go-to",
 * "done" and "told" it has, its own header says. */
GtkWidget *silsa_view_new(const char *name, SilsaStore *store);

/** Puts the focus on what @view is about: on @shown, the indicator last walked to, where it lists
 * indicators. */
void silsa_view_focus(GtkWidget *view, SilsaAnswer *shown);

G_END_DECLS
