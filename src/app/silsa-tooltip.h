#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* With each tooltip that is set, GTK asks the X server where the pointer is and waits for the
 * answer, which takes longer than all else that happens to a row of a list. So it is set where it
 * becomes another one, or only once it is wanted. */

/** gtk_widget_set_tooltip_text(), where the text is another one. */
void silsa_tooltip_set(GtkWidget *widget, const char *text);

/** The same for a control that is all picture and changes with each key: the text is also its name
 * for whoever cannot see it, and shown once the pointer is over it. */
void silsa_tooltip_prepare(GtkWidget *widget, const char *text);

/** The tooltip of a label that may be cut short is always the whole of its text. */
void silsa_tooltip_follow_label(GtkLabel *label);

G_END_DECLS
