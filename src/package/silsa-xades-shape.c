#include "silsa-xades-shape.h"

#include "silsa-xades.h"
#include "silsa-xml.h"

#include <string.h>

/* One line for each element of the profile. Children in order, each with its prefix and, at the
 * end,
 * "?" (may be missing), "*" (any number) or "+" (at least one); "#" for a text. The parent decides
 * where a name has two meanings. */
typedef struct {
  const char *name;
  const char *attributes;
  const char *children;
} Rule;

static const Rule rules[] = {
    {"a:XAdESSignatures", "", "d:Signature"},
    {"d:Signature", "Id", "d:SignedInfo d:SignatureValue d:KeyInfo d:Object"},
    {"d:SignedInfo", "", "d:CanonicalizationMethod d:SignatureMethod d:Reference+"},
    {"d:CanonicalizationMethod", "Algorithm", ""},
    {"d:SignatureMethod", "Algorithm", ""},
    {"d:Reference", "Id? URI Type?", "d:Transforms? d:DigestMethod d:DigestValue"},
    {"d:Transforms", "", "d:Transform"},
    {"d:Transform", "Algorithm", ""},
    {"d:DigestMethod", "Algorithm", ""},
    {"d:DigestValue", "", "#"},
    {"d:SignatureValue", "Id?", "#"},
    {"d:KeyInfo", "", "d:X509Data"},
    {"d:X509Data", "", "d:X509Certificate+"},
    {"d:X509Certificate", "", "#"},
    {"d:Object", "", "x:QualifyingProperties"},
    {"x:QualifyingProperties", "Target", "x:SignedProperties"},
    {"x:SignedProperties", "Id", "x:SignedSignatureProperties x:SignedDataObjectProperties"},
    {"x:SignedSignatureProperties", "", "x:SigningTime x:SigningCertificateV2 x:SignerRoleV2?"},
    {"x:SigningTime", "", "#"},
    {"x:SigningCertificateV2", "", "x:Cert"},
    {"x:Cert", "", "x:CertDigest"},
    {"x:CertDigest", "", "d:DigestMethod d:DigestValue"},
    {"x:SignerRoleV2", "", "x:ClaimedRoles"},
    {"x:ClaimedRoles", "", "x:ClaimedRole"},
    {"x:ClaimedRole", "", "#"},
    {"x:SignedDataObjectProperties", "", "x:DataObjectFormat+"},
    {"x:DataObjectFormat", "ObjectReference", "x:MimeType"},
    {"x:MimeType", "", "#"},
};

static const char *
prefix_of(const xmlNode *node)
{
  const char *name_space = node->ns != NULL ? (const char *)node->ns->href : "";

  if (strcmp(name_space, SILSA_NS_ASIC) == 0)
    return "a";
  if (strcmp(name_space, SILSA_NS_DS) == 0)
    return "d";
  return strcmp(name_space, SILSA_NS_XADES) == 0 ? "x" : "?";
}

static gboolean
is_named(const xmlNode *node, const char *name, gsize length)
{
  return name[0] == prefix_of(node)[0] && strlen((const char *)node->name) == length - 2 &&
         strncmp((const char *)node->name, name + 2, length - 2) == 0;
}

static const Rule *
find_rule(const xmlNode *node)
{
  for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
    if (is_named(node, rules[i].name, strlen(rules[i].name)))
      return &rules[i];
  return NULL;
}

static gboolean
check_attributes(const xmlNode *node, const Rule *rule)
{
  g_auto(GStrv) allowed = g_strsplit(rule->attributes, " ", -1);
  guint found = 0, known = 0;

  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns != NULL)
      return FALSE;
    else
      found++;
  for (guint i = 0; allowed[i] != NULL && *allowed[i] != '\0'; i++) {
    gboolean optional = g_str_has_suffix(allowed[i], "?");

    if (optional)
      allowed[i][strlen(allowed[i]) - 1] = '\0';
    if (xmlHasProp((xmlNode *)node, (const xmlChar *)allowed[i]) != NULL)
      known++;
    else if (!optional)
      return FALSE;
  }
  return known == found;
}

static gboolean
is_blank(const xmlNode *node)
{
  const char *text = (const char *)node->content;

  return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

/* No comments, no instructions; text only where a text belongs. */
static gboolean
check_content(const xmlNode *node, gboolean text)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE
            ? text
            : child->type != XML_TEXT_NODE || (!text && !is_blank(child)))
      return FALSE;
  return TRUE;
}

static gboolean
check_children(xmlNode *node, const Rule *rule)
{
  g_auto(GStrv) expected = g_strsplit(rule->children, " ", -1);
  xmlNode *child = silsa_xml_first(node, NULL);

  for (guint i = 0; expected[i] != NULL && *expected[i] != '\0'; i++) {
    gsize length = strcspn(expected[i], "?*+");
    char times = expected[i][length];
    guint found = 0;

    while (child != NULL && is_named(child, expected[i], length) &&
           (found == 0 || times == '*' || times == '+')) {
      child = silsa_xml_next(child, NULL);
      found++;
    }
    if (found == 0 && times != '?' && times != '*')
      return FALSE;
  }
  return child == NULL;
}

static gboolean
check_element(xmlNode *node, const char *entry, SilsaProblems *problems)
{
  const Rule *rule = find_rule(node);
  gboolean text = rule != NULL && strcmp(rule->children, "#") == 0;

  if (rule == NULL || !check_attributes(node, rule) || !check_content(node, text) ||
      (!text && !check_children(node, rule))) {
    silsa_problems_add(problems, SILSA_VERDICT_REFUSED, "foreign-profile", entry,
                       "line %d: element %s", silsa_xml_line(node), node->name);
    return FALSE;
  }
  for (xmlNode *child = silsa_xml_first(node, NULL); child != NULL;
       child = silsa_xml_next(child, NULL))
    if (!check_element(child, entry, problems))
      return FALSE;
  return TRUE;
}

gboolean
silsa_xades_check_shape(xmlDoc *doc, const char *entry, SilsaProblems *problems)
{
  xmlNode *root = xmlDocGetRootElement(doc);

  if (prefix_of(root)[0] == 'a' && root->next == NULL && root->prev == NULL)
    return check_element(root, entry, problems);
  silsa_problems_add(problems, SILSA_VERDICT_REFUSED, "foreign-profile", entry, "root element %s",
                     root->name);
  return FALSE;
}

static gboolean
collect_ids(xmlNode *node, GHashTable *ids, const char *entry, SilsaProblems *problems)
{
  for (const xmlAttr *attribute = node->properties; attribute != NULL;
       attribute = attribute->next) {
    xmlChar *value;

    if (g_ascii_strcasecmp((const char *)attribute->name, "id") != 0)
      continue;
    value = xmlNodeListGetString(node->doc, attribute->children, 1);
    if (!g_hash_table_add(ids, g_strdup(value != NULL ? (const char *)value : ""))) {
      silsa_problems_add(problems, SILSA_VERDICT_ALTERED, "duplicate-id", entry, "Id %s", value);
      xmlFree(value);
      return FALSE;
    }
    xmlFree(value);
  }
  for (xmlNode *child = silsa_xml_first(node, NULL); child != NULL;
       child = silsa_xml_next(child, NULL))
    if (!collect_ids(child, ids, entry, problems))
      return FALSE;
  return TRUE;
}

gboolean
silsa_xades_check_ids(xmlDoc *doc, const char *entry, SilsaProblems *problems)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  return collect_ids(xmlDocGetRootElement(doc), ids, entry, problems);
}
