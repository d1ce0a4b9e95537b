#include "silsa-theme-settle.h"

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
