#pragma once

#include "silsa-application.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*SilsaEraseFunc)(GtkWidget *parent, const char *reason);

/** Says what is erased for good and what stays, and asks for the reason. @func is called only when
 * both were given: reason and consent. The first for one piece of evidence, the second for all. */
void silsa_erase_ask_evidence(GtkWidget *parent, SilsaEraseFunc func);
void silsa_erase_ask_all(const char *city, GtkWidget *parent, SilsaEraseFunc func);

/** Erases the content of the file at @path, which nobody has open any more, in the background, and
 * tells the outcome over the welcome window. */
void silsa_erase_file(SilsaApplication *application, const char *path, const char *reason);

G_END_DECLS
