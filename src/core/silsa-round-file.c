#include "silsa-round-file.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"

static gboolean
write_bytes(GBytes *bytes, const char *path, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  if (g_file_set_contents_full(path, data, (gssize)size,
                               G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                               error))
    return TRUE;
  silsa_error_at_file(error, path);
  return FALSE;
}

gboolean
silsa_round_file_write(SilsaRound *round, const char *path, GError **error)
{
  return write_bytes(silsa_round_get_bytes(round), path, error);
}

static gboolean
refuse(const char *rule, const char *path, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_EXISTS, rule, "%s is there", path);
  silsa_error_at_file(error, path);
  return FALSE;
}

/* Every reader of a working file looks for its catalogue beside it. */
static gboolean
put_catalogue(SilsaCatalogue *catalogue, const char *round_path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(round_path);
  g_autofree char *path = g_build_filename(folder, "catalogue.xml", NULL);
  GBytes *bytes = silsa_catalogue_get_bytes(catalogue);
  g_autoptr(GBytes) there = NULL;

  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return write_bytes(bytes, path, error);
  there = silsa_file_read(path, SILSA_LIMIT_CATALOGUE_BYTES, "catalogue-bytes", error);
  if (there == NULL || g_bytes_equal(there, bytes))
    return there != NULL;
  return refuse("round-other-catalogue", path, error);
}

gboolean
silsa_round_file_create(SilsaRoundDraft *draft, const char *path, GError **error)
{
  g_autoptr(SilsaRound) round = NULL;

  if (g_file_test(path, G_FILE_TEST_EXISTS))
    return refuse("file-exists", path, error);
  round = silsa_round_draft_finish(draft, error);
  return round != NULL && put_catalogue(silsa_round_draft_get_catalogue(draft), path, error) &&
         silsa_round_file_write(round, path, error);
}
