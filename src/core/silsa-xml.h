#pragma once

#include <gmp.h>
#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/*
 * The one door through which XML comes in. Behind it there is no network, no DTD, no entity but the
 * five of XML itself, no external reference and no deep nesting; nothing is ever printed.
 * Everything here may be called from any thread.
 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

/**
 * Parses @bytes, which must be UTF-8. Longer than @max_bytes: LIMIT with rule @limit_name (such as
 * "catalogue-bytes"). Other errors: LIMIT "xml-depth"; INVALID "xml-dtd" or "xml-entity"; CORRUPT
 * "xml-encoding" or "xml-syntax"; each with its line where there is one. (transfer full)
 */
xmlDoc *silsa_xml_parse(GBytes *bytes, guint64 max_bytes, const char *limit_name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * Validates against a schema built into the program; @schema is its file name in data/, such as
 * "catalogue.xsd". The first violation is the error: INVALID "xml-schema" (or "xml-instance" for an
 * attribute of the XMLSchema-instance namespace, which no format of ours knows), with line, subject
 * (nearest code or id) and what the schema has to say as found.
 */
gboolean silsa_xml_validate(xmlDoc *doc, const char *schema, GError **error);

gboolean silsa_xml_is(const xmlNode *node, const char *name_space, const char *name);
/** The first child element of @node called @name (NULL: any), and the next one after @node.
 * Comments and text in between are passed over. NULL: none. */
xmlNode *silsa_xml_first(xmlNode *node, const char *name);
xmlNode *silsa_xml_next(xmlNode *node, const char *name);
guint silsa_xml_count(xmlNode *node, const char *name);
int silsa_xml_line(const xmlNode *node); /* 0 when unknown */

/** The value of an attribute without a namespace in NFC, white space collapsed as xs:token has it.
 * NULL: not there. (transfer full) */
char *silsa_xml_attribute(xmlNode *node, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/** The same for xml:lang and its like: attributes of the XML namespace. (transfer full) */
char *silsa_xml_xml_attribute(xmlNode *node, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/** The text of an element in NFC, white space collapsed. (transfer full) */
char *silsa_xml_token(xmlNode *node) G_GNUC_WARN_UNUSED_RESULT;
/** The text of an element as a person wrote it, by silsa_text_normalise(); its errors get the line.
 * (transfer full) */
char *silsa_xml_text(xmlNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Attributes that must be there and hold a whole number up to @max, a decimal, a boolean. Errors:
 * INVALID "number", "decimal", "boolean" with line, subject @name and what was found. */
gboolean
silsa_xml_unsigned(xmlNode *node, const char *name, guint64 max, guint64 *out, GError **error);
gboolean silsa_xml_decimal(xmlNode *node, const char *name, mpq_ptr out, GError **error);
gboolean silsa_xml_boolean(xmlNode *node, const char *name, gboolean *out, GError **error);

G_END_DECLS
