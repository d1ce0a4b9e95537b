#include "silsa-manifest.h"

#include "silsa-entry-name.h"
#include "silsa-limits.h"
#include "silsa-xml-writer.h"
#include "silsa-xml.h"

#include <string.h>

#define NS_MANIFEST "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

static void
write_entry(SilsaXmlWriter *writer, const char *name, const char *media_type)
{
  silsa_xml_writer_start(writer, "manifest:file-entry");
  silsa_xml_writer_attribute(writer, "manifest:full-path", name);
  silsa_xml_writer_attribute(writer, "manifest:media-type", media_type);
  silsa_xml_writer_end(writer);
}

GBytes *
silsa_manifest_write(const char *const *names)
{
  SilsaXmlWriter *writer = silsa_xml_writer_new(FALSE);

  silsa_xml_writer_start(writer, "manifest:manifest");
  silsa_xml_writer_attribute(writer, "xmlns:manifest", NS_MANIFEST);
  silsa_xml_writer_attribute(writer, "manifest:version", "1.2");
  write_entry(writer, "/", SILSA_PACKAGE_TYPE);
  for (; *names != NULL; names++)
    write_entry(writer, *names, silsa_entry_name_media_type(*names));
  silsa_xml_writer_end(writer);
  return silsa_xml_writer_finish(writer);
}

static char *
dup_attribute(xmlNode *node, const char *name)
{
  xmlChar *raw = xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)NS_MANIFEST);
  char *value = g_strdup(raw != NULL ? (const char *)raw : "");

  xmlFree(raw);
  return value;
}

/* name -> media type; NULL when a name stands twice or something else than entries is there. */
static GHashTable *
read_entries(xmlNode *root, char **where)
{
  g_autoptr(GHashTable) entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

  for (xmlNode *node = silsa_xml_first(root, NULL); node != NULL;
       node = silsa_xml_next(node, NULL)) {
    g_autofree char *name = dup_attribute(node, "full-path");

    if (!silsa_xml_is(node, NS_MANIFEST, "file-entry") || g_hash_table_contains(entries, name)) {
      *where = g_steal_pointer(&name);
      return NULL;
    }
    g_hash_table_insert(entries, g_steal_pointer(&name), dup_attribute(node, "media-type"));
  }
  return g_steal_pointer(&entries);
}

static gboolean
take_entry(GHashTable *entries, const char *name, const char *media_type, char **where)
{
  if (g_strcmp0(g_hash_table_lookup(entries, name), media_type) == 0)
    return g_hash_table_remove(entries, name);
  *where = g_strdup(name);
  return FALSE;
}

gboolean
silsa_manifest_check(GBytes *manifest, const char *const *names, char **where)
{
  g_autoptr(xmlDoc) doc =
      silsa_xml_parse(manifest, SILSA_LIMIT_MANIFEST_BYTES, "manifest-bytes", NULL);
  g_autoptr(GHashTable) entries = NULL;
  GHashTableIter iter;
  gpointer left;

  *where = NULL;
  if (doc != NULL && silsa_xml_is(xmlDocGetRootElement(doc), NS_MANIFEST, "manifest"))
    entries = read_entries(xmlDocGetRootElement(doc), where);
  else
    *where = g_strdup("");
  if (entries == NULL || !take_entry(entries, "/", SILSA_PACKAGE_TYPE, where))
    return FALSE;
  for (; *names != NULL; names++)
    if (!take_entry(entries, *names, silsa_entry_name_media_type(*names), where))
      return FALSE;
  g_hash_table_iter_init(&iter, entries);
  if (g_hash_table_iter_next(&iter, &left, NULL))
    *where = g_strdup(left);
  return *where == NULL;
}
