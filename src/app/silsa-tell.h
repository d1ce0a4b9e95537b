#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** A dialog over @parent in which there is nothing to decide: what was done, or what could not be
 * done. */
void silsa_tell(GtkWidget *parent, const char *heading, const char *body);
/** The same with the sentence of @error. */
void silsa_tell_error(GtkWidget *parent, const char *heading, const GError *error);

G_END_DECLS
