#include "silsa-theme-settle.h"

#define THEME "GTK_THEME"

void
silsa_theme_begin(void)
{
  gboolean ours = g_getenv(THEME) == NULL;

  if (ours)
    g_setenv(THEME, "Empty", TRUE);
  gtk_init();
  gtk_settings_get_default(); /* it is these that read the theme */
  if (ours)
    g_unsetenv(THEME); /* libadwaita takes it for somebody's wish, and keeps its own theme back */
}

void
silsa_theme_settle(void)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display(gdk_display_get_default());
  GSource *hold = g_main_context_find_source_by_funcs_user_data(NULL, &g_timeout_funcs, manager);

  if (hold == NULL)
    return;
  g_source_set_priority(hold, G_PRIORITY_HIGH); /* a file may have been read, and want its window */
  g_source_set_ready_time(hold, 0);
}
