#include "silsa-canonical.h"

#include <libxml/c14n.h>
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

GBytes *
silsa_canonical_form(xmlNode *node, const char *algorithm)
{
  int mode = find_mode(algorithm);
  xmlBuffer *buffer = xmlBufferCreate();
  xmlOutputBuffer *output = xmlOutputBufferCreateBuffer(buffer, NULL);
  GBytes *bytes = NULL;
  int result;

  g_assert(mode >= 0);

  result = xmlC14NExecute(node->doc, is_below_cb, node, modes[mode].mode, NULL, 0, output);
  if (xmlOutputBufferClose(output) < 0 || result < 0)
    g_error("canonical form: out of memory");
  bytes = g_bytes_new(xmlBufferContent(buffer), (gsize)xmlBufferLength(buffer));
  xmlBufferFree(buffer);
  return bytes;
}
