#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*SilsaRealizedFunc)(GtkWidget *widget);

/** Calls @func with each widget that is realized from now on, whoever makes it: what holds for
 * widgets that libraries make is set there. Each of them pays for it, so @func looks at the type
 * first. */
void silsa_realized_watch(SilsaRealizedFunc func);

G_END_DECLS
