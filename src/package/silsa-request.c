#include "silsa-request.h"

#include "silsa-certificate.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-text.h"

#include <glib/gstdio.h>
#include <string.h>

#define REQUEST_MAX_BYTES (64 * 1024)
#define VALUE_MAX_CHARACTERS 200
#define FORMAT "1"

/* One line that can be read aloud: NFC, no line ends, not too long. */
static char *
normalise(const char *value)
{
  g_autofree char *text = silsa_text_normalise(value, NULL);

  if (text == NULL || strpbrk(text, "\n\t") != NULL ||
      g_utf8_strlen(text, -1) > VALUE_MAX_CHARACTERS)
    return NULL;
  return g_steal_pointer(&text);
}

static char *
demand(const char *value, const char *rule, GError **error)
{
  char *text = normalise(value);

  if (text != NULL && *g_strstrip(text) != '\0')
    return text;
  g_free(text);
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "not one line of text");
  silsa_error_with_found(error, value);
  return NULL;
}

gboolean
silsa_request_write(
    SilsaIdentity *identity, const char *name, const char *email, const char *path, GError **error)
{
  const SilsaCertificateFacts *facts = silsa_identity_get_facts(identity);
  g_autofree char *pem = silsa_identity_to_pem(identity);
  g_autofree char *fingerprint = silsa_fingerprint_to_text(facts->fingerprint);
  g_autofree char *shown = demand(name != NULL ? name : facts->name, "request-name", error);
  g_autofree char *address = shown != NULL ? demand(email, "request-email", error) : NULL;
  g_autofree char *organisation = NULL;
  g_autoptr(GString) text = g_string_new("Silsa-Request: " FORMAT "\n");

  if (address == NULL)
    return FALSE;
  g_string_append_printf(text, "Name: %s\nE-mail: %s\n", shown, address);
  organisation = facts->organisation != NULL ? normalise(facts->organisation) : NULL;
  if (organisation != NULL)
    g_string_append_printf(text, "Organisation: %s\n", organisation);
  g_string_append_printf(text, "Fingerprint-SHA256: %s\n\n%s", fingerprint, pem);
  if (g_file_set_contents_full(path, text->str, (gssize)text->len,
                               G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                               error))
    return TRUE;
  silsa_error_at_file(error, path);
  return FALSE;
}

/* Reading */

static gboolean
fail(const char *path, SilsaError code, const char *rule, const char *found, GError **error)
{
  silsa_error_set(error, code, rule, "the request cannot be used");
  silsa_error_with_found(error, found);
  silsa_error_at_file(error, path);
  return FALSE;
}

/* The value of a line "KEY: …" of the text, or NULL. */
static char *
find_line(char **lines, const char *key)
{
  for (guint i = 0; lines[i] != NULL; i++) {
    gsize length = strlen(key);

    if (g_ascii_strncasecmp(lines[i], key, length) == 0 && lines[i][length] == ':')
      return g_strstrip(g_strdup(lines[i] + length + 1));
  }
  return NULL;
}

static gboolean
is_same_fingerprint(const char *spoken, const char *fingerprint)
{
  for (; *spoken != '\0'; spoken++) {
    if (g_ascii_isspace(*spoken) || *spoken == ':')
      continue;
    if (g_ascii_tolower(*spoken) != *fingerprint)
      return FALSE;
    fingerprint++;
  }
  return *fingerprint == '\0';
}

static gboolean
take(char **lines, const char *key, char **value)
{
  g_autofree char *line = find_line(lines, key);

  if (line == NULL || *line == '\0')
    return TRUE;
  *value = normalise(line);
  return *value != NULL;
}

/* The text before the certificate. */
static gboolean
read_text(SilsaRequest *self, const char *path, const char *text, GError **error)
{
  const char *end = strstr(text, "-----BEGIN ");
  g_autofree char *head = g_strndup(text, end != NULL ? (gsize)(end - text) : strlen(text));
  g_auto(GStrv) lines = g_strsplit(head, "\n", -1);
  g_autofree char *format = find_line(lines, "Silsa-Request");
  g_autofree char *fingerprint = find_line(lines, "Fingerprint-SHA256");

  if (format == NULL)
    return TRUE;
  if (!g_str_equal(format, FORMAT))
    return fail(path, SILSA_ERROR_TOO_NEW, "request-format", format, error);
  if (!take(lines, "Name", &self->name) || !take(lines, "E-mail", &self->email) ||
      !take(lines, "Organisation", &self->organisation))
    return fail(path, SILSA_ERROR_CORRUPT, "request-text", NULL, error);
  if (fingerprint != NULL && !is_same_fingerprint(fingerprint, self->certificate.fingerprint))
    return fail(path, SILSA_ERROR_CORRUPT, "request-fingerprint", fingerprint, error);
  return TRUE;
}

static gboolean
read_certificate(SilsaRequest *self, const char *path, GError **error)
{
  g_autoptr(GPtrArray) certificates = silsa_certificates_read_file(path, error);
  const char *fault;

  if (certificates == NULL)
    return FALSE;
  if (certificates->len > 1)
    return fail(path, SILSA_ERROR_CORRUPT, "certificates", NULL, error);
  fault = silsa_certificate_find_fault(g_ptr_array_index(certificates, 0));
  if (fault != NULL)
    return fail(path, SILSA_ERROR_KEY, fault, NULL, error);
  silsa_certificate_facts_init(&self->certificate, g_ptr_array_index(certificates, 0));
  return TRUE;
}

SilsaRequest *
silsa_request_read(const char *path, GError **error)
{
  g_autoptr(SilsaRequest) self = g_new0(SilsaRequest, 1);
  g_autoptr(GBytes) bytes = silsa_file_read(path, REQUEST_MAX_BYTES, "certificate-bytes", error);
  g_autofree char *text = NULL;
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data(bytes, &size);
  if (size == 0 || !g_utf8_validate(data, (gssize)size, NULL)) {
    fail(path, SILSA_ERROR_CORRUPT, "request-text", NULL, error);
    return NULL;
  }
  text = g_strndup(data, size);
  if (!read_certificate(self, path, error) || !read_text(self, path, text, error))
    return NULL;
  if (self->name == NULL)
    self->name = g_strdup(self->certificate.name);
  if (self->organisation == NULL)
    self->organisation = g_strdup(self->certificate.organisation);
  return g_steal_pointer(&self);
}

void
silsa_request_free(SilsaRequest *self)
{
  if (self == NULL)
    return;
  g_free(self->name);
  g_free(self->email);
  g_free(self->organisation);
  silsa_certificate_facts_clear(&self->certificate);
  g_free(self);
}
