#include "silsa-canonical.h"

#include <libxml/c14n.h>
#include <libxml/uri.h>
#include <string.h>

/* https://www.w3.org/TR/xmldsig-core1/#sec-AlgID */
static const struct {
  const char *algorithm;
  xmlC14NMode mode;
} modes[] = {
    {"http://www.w3.org/2001/10/xml-exc-c14n#", XML_C14N_EXCLUSIVE_1_0},
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", XML_C14N_1_0},
    {"http://www.w3.org/2006/12/xml-c14n11", XML_C14N_1_1},
};

static int
find_mode(const char *algorithm)
{
  for (gsize i = 0; i < G_N_ELEMENTS(modes); i++)
    if (g_strcmp0(modes[i].algorithm, algorithm) == 0)
      return (int)i;
  return -1;
}

gboolean
silsa_canonical_knows(const char *algorithm)
{
  return find_mode(algorithm) >= 0;
}

/* Namespace nodes have no parent of their own: they are judged by the element they are asked for.
 */
static int
is_below_cb(void *top, xmlNode *node, xmlNode *parent)
{
  for (node = node->type == XML_NAMESPACE_DECL ? parent : node; node != NULL; node = node->parent)
    if (node == top)
      return 1;
  return 0;
}

static gboolean
is_absolute(const xmlChar *name)
{
  xmlURI *uri = xmlParseURI((const char *)name);
  gboolean absolute = uri != NULL && uri->scheme != NULL && *uri->scheme != '\0';

  xmlFreeURI(uri);
  return absolute;
}

/* libxml2 refuses such a document as well, but not without printing what it says. */
static gboolean
has_relative_namespace(const xmlNode *node)
{
  for (const xmlNs *ns = node->nsDef; ns != NULL; ns = ns->next)
    if (ns->href != NULL && *ns->href != '\0' && !is_absolute(ns->href))
      return TRUE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && has_relative_namespace(child))
      return TRUE;
  return FALSE;
}

GBytes *
silsa_canonical_form(xmlNode *node, const char *algorithm)
{
  int mode = find_mode(algorithm);
  xmlBuffer *buffer;
  xmlOutputBuffer *output;
  GBytes *bytes = NULL;
  int result;

  g_assert(mode >= 0);

  if (has_relative_namespace(xmlDocGetRootElement(node->doc)))
    return NULL;
  buffer = xmlBufferCreate();
  output = xmlOutputBufferCreateBuffer(buffer, NULL);
  result = xmlC14NExecute(node->doc, is_below_cb, node, modes[mode].mode, NULL, 0, output);
  if (xmlOutputBufferClose(output) >= 0 && result >= 0)
    bytes = g_bytes_new(xmlBufferContent(buffer), (gsize)xmlBufferLength(buffer));
  xmlBufferFree(buffer);
  return bytes;
}
