#include "silsa-tell.h"

#include "silsa-error.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
silsa_tell(GtkWidget *parent, const char *heading, const char *body)
{
  AdwDialog *dialog = adw_alert_dialog_new(heading, body);

  adw_alert_dialog_add_response(ADW_ALERT_DIALOG(dialog), "close", _("_Close"));
  adw_dialog_present(dialog, parent);
}

void
silsa_tell_error(GtkWidget *parent, const char *heading, const GError *error)
{
  g_autofree char *sentence = silsa_error_explain(error);

  silsa_tell(parent, heading, sentence);
}
