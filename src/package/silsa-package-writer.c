#include "silsa-package-writer.h"

#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-manifest.h"
#include "silsa-part-file.h"
#include "silsa-trail-digest.h"
#include "silsa-xades-sign.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

SilsaContainerWriter *
silsa_package_writer_begin(GBytes *payload, GBytes *catalogue)
{
  SilsaContainerWriter *container = silsa_container_writer_new();
  g_autoptr(GBytes) type = g_bytes_new_static(SILSA_PACKAGE_TYPE, strlen(SILSA_PACKAGE_TYPE));

  silsa_container_writer_add(container, SILSA_ENTRY_MIMETYPE, type);
  silsa_container_writer_add(container, SILSA_ENTRY_PAYLOAD, payload);
  silsa_container_writer_add(container, SILSA_ENTRY_CATALOGUE, catalogue);
  return container;
}

/* Names of the entries that are signed, with a NULL at the end; borrowed. */
static GPtrArray *
list_signed(SilsaContainerWriter *container)
{
  GPtrArray *names = g_ptr_array_new();

  for (guint i = 0; i < silsa_container_writer_get_n_entries(container); i++) {
    const char *name = silsa_container_writer_get_name(container, i);

    if (!silsa_entry_name_is_unsigned(name))
      g_ptr_array_add(names, (gpointer)name);
  }
  g_ptr_array_add(names, NULL);
  return names;
}

static GBytes *
write_manifest(SilsaContainerWriter *container)
{
  g_autoptr(GPtrArray) names = list_signed(container);

  return silsa_manifest_write((const char *const *)names->pdata);
}

guint64
silsa_package_writer_estimate(SilsaContainerWriter *container)
{
  g_autoptr(GBytes) manifest = write_manifest(container);

  return silsa_container_writer_get_size(container) + g_bytes_get_size(manifest) +
         silsa_xades_estimate_size(silsa_container_writer_get_n_entries(container));
}

static GBytes *
make_signature(SilsaContainerWriter *container, gpointer data, GError **error)
{
  const SilsaPackageSigning *signing = data;
  g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(SilsaXadesEntry));

  for (guint i = 0; i < silsa_container_writer_get_n_entries(container); i++) {
    const SilsaXadesEntry entry = {silsa_container_writer_get_name(container, i),
                                   silsa_container_writer_get_digest(container, i)};

    if (!silsa_entry_name_is_unsigned(entry.name))
      g_array_append_val(entries, entry);
  }
  return silsa_xades_sign(signing->identity, (const SilsaXadesEntry *)(void *)entries->data,
                          entries->len, signing->role, signing->time, error);
}

void
silsa_package_writer_add_signature(SilsaContainerWriter *container,
                                   const char *name,
                                   const SilsaPackageSigning *signing)
{
  silsa_container_writer_add_late(container, name, make_signature, (gpointer)signing);
}

/* The digest of the whole is taken from what arrived on the disk: libzip goes back to its headers,
 * so it cannot be taken on the way. */
static gboolean
take_digest(SilsaPartFile *file,
            SilsaTrailDigest *trail,
            const char *path,
            SilsaExportResult *result,
            GError **error)
{
  g_autoptr(GBytes) value = NULL;
  struct stat info;
  int number = 0;

  if (fstat(silsa_part_file_get_fd(file), &info) != 0)
    return silsa_part_file_fail(error, path, errno);
  value = silsa_trail_digest_finish(trail, (guint64)info.st_size, &number);
  if (value == NULL)
    return silsa_part_file_fail(error, path, number);
  result->size = (guint64)info.st_size;
  result->sha256 = silsa_bytes_to_hex(value);
  return TRUE;
}

gboolean
silsa_package_writer_finish(SilsaContainerWriter *container,
                            const char *path,
                            const SilsaPackageSigning *signing,
                            SilsaProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            SilsaExportResult *result,
                            GError **error)
{
  guint64 size = silsa_package_writer_estimate(container);
  g_autoptr(GBytes) manifest = write_manifest(container);
  g_autoptr(SilsaPartFile) file = NULL;
  g_autoptr(SilsaTrailDigest) trail = NULL;

  silsa_container_writer_add(container, SILSA_ENTRY_MANIFEST, manifest);
  silsa_package_writer_add_signature(container, SILSA_ENTRY_SIGNATURE, signing);
  file = silsa_part_file_new(path, size, SILSA_PART_NONE, error);
  if (file == NULL)
    return FALSE;
  trail = silsa_trail_digest_new(silsa_part_file_get_fd(file), cancellable);
  if (silsa_container_writer_run(container, file, trail, progress, user_data, cancellable, error) &&
      !g_cancellable_set_error_if_cancelled(cancellable, error) &&
      take_digest(file, trail, path, result, error) &&
      !g_cancellable_set_error_if_cancelled(cancellable, error) &&
      silsa_part_file_finish(file, error))
    return TRUE;
  silsa_export_result_clear(result);
  silsa_error_at_file(error, path);
  return FALSE;
}
