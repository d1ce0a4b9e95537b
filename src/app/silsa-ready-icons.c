#include "silsa-ready-icons.h"

void
silsa_ready_icons_use(GdkDisplay *display)
{
  const char *folder = g_getenv("SILSA_ICON_DIR"); /* of the tests, which install nothing */

  gtk_icon_theme_add_search_path(gtk_icon_theme_get_for_display(display),
                                 folder != NULL ? folder : SILSA_ICON_DIR);
}
