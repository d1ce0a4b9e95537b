#include "silsa-chosen-file.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
tell_no_path(GFile *file, GtkWidget *parent)
{
  g_autofree char *name = g_file_get_parse_name(file);
  AdwDialog *dialog = adw_alert_dialog_new(_("Not on This Computer"), NULL);

  adw_alert_dialog_format_body(ADW_ALERT_DIALOG(dialog),
                               _("%s\n\nSilsa works offline, with files on this computer. Copy the "
                                 "file to a folder here, then choose it there."),
                               name);
  adw_alert_dialog_add_response(ADW_ALERT_DIALOG(dialog), "close", _("_Close"));
  adw_dialog_present(dialog, parent);
}

const char *
silsa_chosen_file_get_path(GFile *file, GtkWidget *parent)
{
  const char *path;

  g_return_val_if_fail(file == NULL || G_IS_FILE(file), NULL);
  g_return_val_if_fail(GTK_IS_WIDGET(parent), NULL);

  if (file == NULL)
    return NULL;
  path = g_file_peek_path(file);
  if (path == NULL)
    tell_no_path(file, parent);
  return path;
}
