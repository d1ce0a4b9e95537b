#include "silsa-countersign.h"

#include "silsa-container-reader.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-package-writer.h"

#define COPY_MAX_BYTES SILSA_MIB(256)

static gboolean
is_signed_by(const SilsaReport *report, const char *fingerprint)
{
  for (guint i = 0; i < report->signers->len; i++) {
    const SilsaSigner *signer = g_ptr_array_index(report->signers, i);

    if (g_strcmp0(signer->certificate.fingerprint, fingerprint) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The verdict here is about the package, not about whom to trust. */
static gboolean
check_package(const char *path, SilsaIdentity *identity, guint *n_signers, GError **error)
{
  SilsaTrust trust = {0};
  g_autoptr(SilsaReport) report = silsa_package_verify(path, &trust, NULL, NULL, NULL, error);

  if (report == NULL)
    return FALSE;
  *n_signers = report->signers->len;
  if (!report->intact || *n_signers == 0)
    silsa_error_set(error, SILSA_ERROR_CORRUPT, "countersign", "the package does not hold");
  else if (*n_signers >= SILSA_LIMIT_SIGNERS)
    silsa_error_set(error, SILSA_ERROR_LIMIT, "signers", "as many signatures as there may be");
  else if (is_signed_by(report, silsa_identity_get_facts(identity)->fingerprint))
    silsa_error_set(error, SILSA_ERROR_EXISTS, "signed-already", "signed with this key already");
  else
    return TRUE;
  silsa_error_at_file(error, path);
  return FALSE;
}

/* Copying */

static gboolean
copy_entry(SilsaContainerReader *reader,
           const SilsaZipRecord *record,
           SilsaContainerWriter *writer,
           GError **error)
{
  g_autoptr(GBytes) bytes =
      silsa_container_reader_read_bytes(reader, record, COPY_MAX_BYTES, "package-bytes", error);

  if (bytes == NULL)
    return FALSE;
  silsa_container_writer_add(writer, record->name, bytes);
  return TRUE;
}

static gboolean
copy_entries(SilsaContainerReader *reader, SilsaContainerWriter *writer, GError **error)
{
  GPtrArray *records = silsa_container_reader_get_entries(reader);

  for (guint i = 0; i < records->len; i++) {
    if (!copy_entry(reader, g_ptr_array_index(records, i), writer, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_package(SilsaContainerWriter *writer, const char *output, GError **error)
{
  g_autoptr(SilsaPartFile) file =
      silsa_part_file_new(output, silsa_container_writer_get_size(writer), SILSA_PART_NEW, error);

  if (file != NULL && silsa_container_writer_run(writer, file, NULL, NULL, NULL, NULL, error) &&
      silsa_part_file_finish(file, error))
    return TRUE;
  silsa_error_at_file(error, output);
  return FALSE;
}

gboolean
silsa_package_countersign(const char *path,
                          const char *output,
                          SilsaIdentity *identity,
                          const char *role,
                          gint64 time,
                          GError **error)
{
  const SilsaPackageSigning signing = {identity, role,
                                       time != 0 ? time : g_get_real_time() / G_USEC_PER_SEC};
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_autoptr(SilsaContainerWriter) writer = silsa_container_writer_new();
  g_autofree char *name = NULL;
  guint n_signers;

  if (!check_package(path, identity, &n_signers, error))
    return FALSE;
  reader = silsa_container_reader_new(path, error);
  if (reader == NULL)
    return FALSE;
  if (!silsa_size_check(silsa_container_reader_get_file_size(reader), COPY_MAX_BYTES,
                        "package-bytes", error) ||
      !copy_entries(reader, writer, error)) {
    silsa_error_at_file(error, path);
    return FALSE;
  }
  name = g_strdup_printf("META-INF/signatures%u.xml", n_signers);
  silsa_package_writer_add_signature(writer, name, &signing);
  return write_package(writer, output, error);
}
