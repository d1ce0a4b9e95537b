#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** All keys of the windows, in a dialog over @parent. */
void silsa_shortcuts_present(GtkWidget *parent);

G_END_DECLS
