#include "silsa-documents.h"

static char *
dup_folder(void)
{
  const char *documents = g_get_user_special_dir(G_USER_DIRECTORY_DOCUMENTS);

  if (documents != NULL)
    return g_build_filename(documents, "Silsa", NULL);
  return g_build_filename(g_get_home_dir(), "Documents", "Silsa", NULL);
}

char *
silsa_documents_new_path(const char *stem)
{
  g_autofree char *folder = dup_folder();
  char *path = NULL;

  g_return_val_if_fail(stem != NULL, NULL);

  for (guint n = 1; path == NULL || g_file_test(path, G_FILE_TEST_EXISTS); n++) {
    g_autofree char *name =
        n == 1 ? g_strdup_printf("%s.silsa", stem) : g_strdup_printf("%s-%u.silsa", stem, n);

    g_free(path);
    path = g_build_filename(folder, name, NULL);
  }
  return path;
}
