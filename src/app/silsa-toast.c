#include "silsa-toast.h"

#include <glib/gi18n.h>

AdwToast *
silsa_toast_new(const char *words)
{
  AdwToast *toast = adw_toast_new(words);

  adw_toast_set_use_markup(toast, FALSE);
  return toast;
}

AdwToast *
silsa_toast_new_undo(const char *words)
{
  AdwToast *toast = silsa_toast_new(words);

  adw_toast_set_button_label(toast, _("_Undo"));
  adw_toast_set_action_name(toast, "win.undo");
  return toast;
}
