#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* With each tooltip that is set, GTK asks the X server where the pointer is and waits for the
 * answer, which takes longer than all else that happens to a row of a list. So it is set where it
 * becomes another one, or only once it is wanted. */

/** gtk_widget_set_tooltip_text(), where the text is another one. */
void silsa_tooltip_set(GtkWidget *widget, const char *text);

/** The same for what is made by dozens, or changes with each key: the text is kept, and shown once
 * the pointer is over it. */
void silsa_tooltip_keep(GtkWidget *widget, const char *text);

/** That for a control that is all picture: the text is also its name for whoever cannot see it. */
void silsa_tooltip_prepare(GtkWidget *widget, const char *text);

/** The tooltip of a label that may be cut short is always the whole of its text. */
void silsa_tooltip_follow_label(GtkLabel *label);

G_END_DECLS
