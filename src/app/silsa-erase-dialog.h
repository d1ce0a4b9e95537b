#pragma once

#include "silsa-application.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*SilsaEraseFunc)(GtkWidget *parent, const char *reason);

/** Says what is erased for good and what stays, and asks for the reason. @func is called only when
 * both were given: reason and consent. The first for one piece of evidence, the second for all. */
void silsa_erase_ask_evidence(GtkWidget *parent, SilsaEraseFunc func);
void silsa_erase_ask_all(const char *city, GtkWidget *parent, SilsaEraseFunc func);

/** Closes @store, of which no window is left, erases the content of its file in the background, and
 * tells the outcome over the welcome window. */
void silsa_erase_store(SilsaApplication *application, SilsaStore *store, const char *reason);

G_END_DECLS
