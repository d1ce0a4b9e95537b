#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The place of a view in a stack. A stack only leaves out what it does not show: GTK goes on giving
 * styles to all of it, with every widget that the pointer comes over. Here it is not visible until
 * its place is shown, early enough for the stack to put the focus where it was.
 */
#define SILSA_TYPE_VIEW_PLACE (silsa_view_place_get_type())
G_DECLARE_FINAL_TYPE(SilsaViewPlace, silsa_view_place, SILSA, VIEW_PLACE, AdwBin)

G_END_DECLS
