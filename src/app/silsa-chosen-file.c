#include "silsa-chosen-file.h"

#include "silsa-tell.h"

#include <glib/gi18n.h>

static void
tell_no_path(GFile *file, GtkWidget *parent)
{
  g_autofree char *name = g_file_get_parse_name(file);
  g_autofree char *body =
      g_strdup_printf(_("%s\n\nSilsa works offline, with files on this computer. Copy the "
                        "file to a folder here, then choose it there."),
                      name);

  silsa_tell(parent, _("Not on This Computer"), body);
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
