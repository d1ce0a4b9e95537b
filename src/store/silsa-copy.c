#include "silsa-copy.h"

#include "silsa-db-file.h"
#include "silsa-error.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
fail_to_write(GError **error, const char *path, const char *reason)
{
  silsa_error_set(error, SILSA_ERROR_WRITE, NULL, "%s", reason);
  silsa_error_at_file(error, path);
  return FALSE;
}

gboolean
silsa_store_copy_file(const char *from, const char *to, GError **error)
{
  g_autoptr(SilsaDbFile) file = NULL;
  g_autofree char *folder = g_path_get_dirname(to);
  g_autofree char *temporary = g_strconcat(to, ".XXXXXX", NULL);
  int fd;

  g_return_val_if_fail(from != NULL && to != NULL, FALSE);

  if ((file = silsa_db_file_open(from, FALSE, error)) == NULL)
    return FALSE;
  if (g_mkdir_with_parents(folder, 0700) != 0 || (fd = g_mkstemp_full(temporary, 0, 0600)) < 0)
    return fail_to_write(error, to, g_strerror(errno));
  close(fd);
  if (silsa_db_file_copy_bytes(from, temporary, error) &&
      silsa_db_file_publish(temporary, to, error))
    return TRUE;
  g_unlink(temporary);
  return FALSE;
}
