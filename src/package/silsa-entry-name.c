#include "silsa-entry-name.h"

#include "silsa-limits.h"

#include <string.h>

#define PART_MAX_CHARACTERS 100
#define MAX_PARTS 5
#define SIGNATURE_PREFIX "META-INF/signatures"

/* Types of evidence that Silsa knows by content; everything else travels as "bin". */
static const struct {
  const char *media_type;
  const char *extension;
} types[] = {
    {"image/jpeg", "jpg"},
    {"image/png", "png"},
    {"image/heic", "heic"},
    {"image/heif", "heif"},
    {"image/webp", "webp"},
    {"image/tiff", "tif"},
    {"image/gif", "gif"},
    {"application/pdf", "pdf"},
    {"text/plain", "txt"},
    {"text/csv", "csv"},
    {"application/zip", "zip"},
    {"application/vnd.hancom.hwp", "hwp"},
    {"application/vnd.hancom.hwpx", "hwpx"},
    {"application/vnd.oasis.opendocument.text", "odt"},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
    {"video/mp4", "mp4"},
    {"application/octet-stream", "bin"},
};

gboolean
silsa_entry_name_is_plain(const char *name)
{
  guint parts = 1;
  gsize length = 0;

  for (; *name != '\0'; name++) {
    if (*name == '/') {
      if (length == 0 || ++parts > MAX_PARTS)
        return FALSE;
      length = 0;
      continue;
    }
    if (!g_ascii_isalnum(*name) && (length == 0 || strchr("._-", *name) == NULL))
      return FALSE;
    if (++length > PART_MAX_CHARACTERS)
      return FALSE;
  }
  return length > 0;
}

int
silsa_entry_name_signature_number(const char *name)
{
  const char *digit;

  if (!g_str_has_prefix(name, SIGNATURE_PREFIX))
    return -1;
  digit = name + strlen(SIGNATURE_PREFIX);
  return g_ascii_isdigit(*digit) && *digit - '0' < SILSA_LIMIT_SIGNERS &&
                 strcmp(digit + 1, ".xml") == 0
             ? *digit - '0'
             : -1;
}

gboolean
silsa_entry_name_is_unsigned(const char *name)
{
  return strcmp(name, SILSA_ENTRY_MIMETYPE) == 0 || g_str_has_prefix(name, SILSA_ENTRY_META_FOLDER);
}

char *
silsa_entry_name_for_evidence(const char *sha256, const char *media_type)
{
  const char *extension = "bin";

  for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
    if (g_strcmp0(types[i].media_type, media_type) == 0)
      extension = types[i].extension;
  return g_strconcat(SILSA_ENTRY_EVIDENCE_FOLDER, sha256, ".", extension, NULL);
}

const char *
silsa_entry_name_media_type(const char *name)
{
  const char *dot = strrchr(name, '.');

  if (dot != NULL && strcmp(dot, ".xml") == 0)
    return "text/xml";
  for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS(types); i++)
    if (strcmp(types[i].extension, dot + 1) == 0)
      return types[i].media_type;
  return "application/octet-stream";
}
