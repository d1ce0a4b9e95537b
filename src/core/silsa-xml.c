#include "silsa-xml.h"

#include "silsa-decimal.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-schemas.h"
#include "silsa-text.h"

#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#define SCHEMA_SCHEME "silsa-schema:/"
#define SCHEMA_FOLDER "/io/github/silsa/schemas/"
#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"
#define INSTANCE_NAMESPACE "http://www.w3.org/2001/XMLSchema-instance"
#define MAX_DECIMAL_INTEGER G_GUINT64_CONSTANT(999999999999999999)

/* libxml2 2.12 made the error that its handlers get constant. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *Problem;
#else
typedef xmlErrorPtr Problem;
#endif

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlParserCtxt, xmlFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt)

/* What is known while one document is parsed; the context's _private. */
typedef struct {
  startElementNsSAX2Func start_element;
  endElementNsSAX2Func end_element;
  guint depth;
  GError *error; /* the first one */
} Parse;

/* --- global state of libxml2, set up once ------------------------------------------------- */

typedef struct {
  GBytes *bytes;
  gsize at;
} Stream;

static int
match_schema_cb(const char *name)
{
  return g_str_has_prefix(name, SCHEMA_SCHEME);
}

static void *
open_schema_cb(const char *name)
{
  g_autofree char *path = g_strconcat(SCHEMA_FOLDER, name + strlen(SCHEMA_SCHEME), NULL);
  GBytes *bytes = g_resource_lookup_data(silsa_schemas_get_resource(), path,
                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  Stream *stream;

  if (bytes == NULL)
    return NULL;
  stream = g_new0(Stream, 1);
  stream->bytes = bytes;
  return stream;
}

static int
read_schema_cb(void *data, char *buffer, int size)
{
  Stream *stream = data;
  gsize length;
  const char *content = g_bytes_get_data(stream->bytes, &length);
  gsize n = MIN((gsize)size, length - stream->at);

  memcpy(buffer, content + stream->at, n);
  stream->at += n;
  return (int)n;
}

static int
close_schema_cb(void *data)
{
  Stream *stream = data;

  g_bytes_unref(stream->bytes);
  g_free(stream);
  return 0;
}

static void
set_up(void)
{
  static gsize done = 0;

  if (!g_once_init_enter(&done))
    return;
  xmlInitParser();
  /* catalogue.xsd imports xml.xsd by a relative path; both are in our GResource. The callback
   * answers to our own scheme only, so that other users of libxml2 in the process see no change. */
  xmlRegisterInputCallbacks(match_schema_cb, open_schema_cb, read_schema_cb, close_schema_cb);
  g_once_init_leave(&done, 1);
}

/* --- parsing ------------------------------------------------------------------------------ */

static void
keep_problem_cb(void *data, Problem problem)
{
  xmlParserCtxt *ctxt = data;
  Parse *parse = ctxt->_private;
  gboolean entity = problem->code == XML_ERR_UNDECLARED_ENTITY ||
                    problem->code == XML_WAR_UNDECLARED_ENTITY ||
                    problem->code == XML_ERR_ENTITY_LOOP;

  if (parse->error != NULL || problem->level < XML_ERR_ERROR)
    return;
  silsa_error_set(&parse->error, entity ? SILSA_ERROR_INVALID : SILSA_ERROR_CORRUPT,
                  entity ? "xml-entity" : "xml-syntax", "%s",
                  problem->message != NULL ? problem->message : "not well-formed");
  silsa_error_at_line(&parse->error, problem->line);
  if (problem->message != NULL) {
    g_autofree char *message = g_strstrip(g_strdup(problem->message));

    silsa_error_with_found(&parse->error, entity ? problem->str1 : message);
  }
}

static void
stop(xmlParserCtxt *ctxt, SilsaError code, const char *rule, const char *message)
{
  Parse *parse = ctxt->_private;

  if (parse->error == NULL) {
    silsa_error_set(&parse->error, code, rule, "%s", message);
    if (ctxt->input != NULL)
      silsa_error_at_line(&parse->error, ctxt->input->line);
  }
  xmlStopParser(ctxt);
}

/* Both hooks come before any declaration is read. */
static void
refuse_dtd_cb(void *data,
              const xmlChar *name G_GNUC_UNUSED,
              const xmlChar *external G_GNUC_UNUSED,
              const xmlChar *system G_GNUC_UNUSED)
{
  stop(data, SILSA_ERROR_INVALID, "xml-dtd", "document type declaration");
}

static void
start_element_cb(void *data,
                 const xmlChar *name,
                 const xmlChar *prefix,
                 const xmlChar *uri,
                 int n_namespaces,
                 const xmlChar **namespaces,
                 int n_attributes,
                 int n_defaulted,
                 const xmlChar **attributes)
{
  xmlParserCtxt *ctxt = data;
  Parse *parse = ctxt->_private;

  if (++parse->depth > SILSA_LIMIT_XML_DEPTH) {
    stop(ctxt, SILSA_ERROR_LIMIT, "xml-depth", "elements nested too deep");
    silsa_error_with_limit(&parse->error, G_STRINGIFY(SILSA_LIMIT_XML_DEPTH));
    return;
  }
  parse->start_element(data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted,
                       attributes);
}

static void
end_element_cb(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  xmlParserCtxt *ctxt = data;
  Parse *parse = ctxt->_private;

  parse->depth--;
  parse->end_element(data, name, prefix, uri);
}

static void
hook(xmlParserCtxt *ctxt, Parse *parse)
{
  parse->start_element = ctxt->sax->startElementNs;
  parse->end_element = ctxt->sax->endElementNs;
  ctxt->sax->startElementNs = start_element_cb;
  ctxt->sax->endElementNs = end_element_cb;
  ctxt->sax->internalSubset = refuse_dtd_cb;
  ctxt->sax->externalSubset = refuse_dtd_cb;
  ctxt->sax->serror = keep_problem_cb;
  ctxt->_private = parse;
}

static gboolean
refuse_encoding(const char *found, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "xml-encoding", "not UTF-8");
  silsa_error_with_found(error, found);
  return FALSE;
}

static int
count_lines(const char *text, const char *end)
{
  int line = 1;

  for (; (text = memchr(text, '\n', (gsize)(end - text))) != NULL; text++)
    line++;
  return line;
}

static gboolean
check_utf8(GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  const char *end;

  if (size == 0)
    return silsa_error_set(error, SILSA_ERROR_CORRUPT, "xml-empty", "empty document");
  if (g_utf8_validate_len(data, size, &end))
    return TRUE;
  refuse_encoding(NULL, error);
  silsa_error_at_line(error, count_lines(data, end));
  return FALSE;
}

/* What cannot be decoded is not well-formed either; the encoding is the better word for it. */
static gboolean
fail_parse(xmlParserCtxt *ctxt, Parse *parse, GError **error)
{
  const char *encoding = ctxt->input != NULL ? (const char *)ctxt->input->encoding : NULL;

  if (g_error_matches(parse->error, SILSA_ERROR, SILSA_ERROR_CORRUPT) && encoding != NULL &&
      g_ascii_strcasecmp(encoding, "UTF-8") != 0) {
    g_clear_error(&parse->error);
    return refuse_encoding(encoding, error);
  }
  g_propagate_error(error, g_steal_pointer(&parse->error));
  return FALSE;
}

/* The belt to the braces of the hooks. */
static gboolean
check_document(xmlDoc *doc, GError **error)
{
  if (doc == NULL || xmlDocGetRootElement(doc) == NULL)
    return silsa_error_set(error, SILSA_ERROR_CORRUPT, "xml-syntax", "not well-formed");
  if (doc->intSubset != NULL || doc->extSubset != NULL)
    return silsa_error_set(error, SILSA_ERROR_INVALID, "xml-dtd", "document type declaration");
  if (doc->encoding != NULL && g_ascii_strcasecmp((const char *)doc->encoding, "UTF-8") != 0)
    return refuse_encoding((const char *)doc->encoding, error);
  return TRUE;
}

static void
ignore_problem_cb(void *data G_GNUC_UNUSED, Problem problem)
{
  g_debug("libxml2: %s", problem->message);
}

/* What goes wrong in the input below the parser, where no context is known, libxml2 would print. */
static xmlDoc *
read_quietly(xmlParserCtxt *ctxt, const char *data, int size)
{
  xmlStructuredErrorFunc usual = xmlStructuredError;
  void *usual_data = xmlStructuredErrorContext;
  xmlDoc *doc;

  xmlSetStructuredErrorFunc(NULL, ignore_problem_cb);
  /* Never NOENT, DTDLOAD, DTDATTR or HUGE. */
  doc = xmlCtxtReadMemory(ctxt, data, size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
  xmlSetStructuredErrorFunc(usual_data, usual);
  return doc;
}

xmlDoc *
silsa_xml_parse(GBytes *bytes, guint64 max_bytes, const char *limit_name, GError **error)
{
  g_autoptr(xmlParserCtxt) ctxt = NULL;
  g_autoptr(xmlDoc) doc = NULL;
  Parse parse = {NULL};
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  g_return_val_if_fail(max_bytes <= G_MAXINT, NULL);

  if (!silsa_size_check(size, max_bytes, limit_name, error) || !check_utf8(bytes, error))
    return NULL;
  set_up();
  ctxt = xmlNewParserCtxt();
  hook(ctxt, &parse);
  doc = read_quietly(ctxt, data, (int)size);
  if (parse.error != NULL ? !fail_parse(ctxt, &parse, error) : !check_document(doc, error))
    return NULL;
  return g_steal_pointer(&doc);
}

/* --- validating --------------------------------------------------------------------------- */

static xmlSchema *
compile(const char *name)
{
  g_autofree char *address = g_strconcat(SCHEMA_SCHEME, name, NULL);
  g_autoptr(xmlSchemaParserCtxt) ctxt = NULL;

  set_up();
  ctxt = xmlSchemaNewParserCtxt(address);
  xmlSchemaSetParserStructuredErrors(ctxt, ignore_problem_cb, NULL);
  return xmlSchemaParse(ctxt);
}

/* Schemas live as long as the program. libxml2 does not promise that one may be used by two threads
 * at once, and a folder of packages is validated by all processors, so each validation borrows one
 * that nobody else has; there are as many of a name as ever were in use at the same time. */
static GMutex schema_lock;
static GHashTable *idle_schemas; /* name -> GQueue of xmlSchema */

/* Call with the lock held: in libxml2 compiling shares tables that it fills on the way. */
static GQueue *
find_idle(const char *name)
{
  GQueue *idle;

  if (idle_schemas == NULL)
    idle_schemas = g_hash_table_new(g_str_hash, g_str_equal);
  idle = g_hash_table_lookup(idle_schemas, name);
  if (idle == NULL) {
    idle = g_queue_new();
    g_hash_table_insert(idle_schemas, g_strdup(name), idle);
  }
  return idle;
}

static xmlSchema *
borrow_schema(const char *name)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&schema_lock);
  xmlSchema *schema = g_queue_pop_head(find_idle(name));

  if (schema == NULL && (schema = compile(name)) == NULL)
    g_error("the schema %s is missing from the program or broken", name);
  return schema;
}

static void
return_schema(const char *name, xmlSchema *schema)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&schema_lock);

  g_queue_push_head(find_idle(name), schema);
}

/* Codes and ids are what people know the place by. */
static char *
nearest_subject(const xmlNode *node)
{
  for (; node != NULL && node->type != XML_DOCUMENT_NODE; node = node->parent) {
    char *code = NULL;

    if (node->type == XML_ELEMENT_NODE &&
        (code = silsa_xml_attribute((xmlNode *)node, "code")) == NULL)
      code = silsa_xml_attribute((xmlNode *)node, "id");
    if (code != NULL)
      return code;
  }
  return NULL;
}

static char *
plain_message(const char *message)
{
  GString *text = g_string_new(message);
  const char *open;

  /* "Element '{urn:silsa:catalogue:1}check': …" */
  while ((open = strstr(text->str, "'{")) != NULL) {
    const char *close = strchr(open, '}');

    if (close == NULL)
      break;
    g_string_erase(text, open + 1 - text->str, close - open);
  }
  g_strstrip(text->str);
  return g_string_free_and_steal(text);
}

/* The outermost element on @line. */
static xmlNode *
find_line(xmlNode *node, int line)
{
  xmlNode *hit = silsa_xml_line(node) == line ? node : NULL;

  for (xmlNode *child = silsa_xml_first(node, NULL); hit == NULL && child != NULL;
       child = silsa_xml_next(child, NULL))
    hit = find_line(child, line);
  return hit;
}

typedef struct {
  xmlDoc *doc;
  GError *error; /* the first one */
} Validation;

static void
keep_violation_cb(void *data, Problem problem)
{
  Validation *validation = data;
  g_autofree char *message = NULL;
  g_autofree char *subject = NULL;
  xmlNode *node = problem->node;

  if (validation->error != NULL || problem->level < XML_ERR_ERROR)
    return;
  message = plain_message(problem->message != NULL ? problem->message : "not valid");
  if (node == NULL) /* of broken references libxml2 gives the line only */
    node = find_line(xmlDocGetRootElement(validation->doc), problem->line);
  subject = nearest_subject(node);
  silsa_error_set(&validation->error, SILSA_ERROR_INVALID, "xml-schema", "%s", message);
  silsa_error_at_line(&validation->error, node != NULL ? silsa_xml_line(node) : problem->line);
  silsa_error_at_subject(&validation->error, subject);
  silsa_error_with_found(&validation->error, message);
}

/* xsi:type and its like would let a document choose other types than the schema's author meant. */
static gboolean
check_instance_attributes(xmlNode *node, GError **error)
{
  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns != NULL &&
        g_strcmp0((const char *)attribute->ns->href, INSTANCE_NAMESPACE) == 0) {
      silsa_error_set(error, SILSA_ERROR_INVALID, "xml-instance", "XMLSchema-instance attribute");
      silsa_error_at_line(error, silsa_xml_line(node));
      silsa_error_with_found(error, (const char *)attribute->name);
      return FALSE;
    }
  for (xmlNode *child = silsa_xml_first(node, NULL); child != NULL;
       child = silsa_xml_next(child, NULL))
    if (!check_instance_attributes(child, error))
      return FALSE;
  return TRUE;
}

static gboolean
run_schema(xmlDoc *doc, const char *name, GError **error)
{
  xmlSchema *schema = borrow_schema(name);
  xmlSchemaValidCtxt *ctxt = xmlSchemaNewValidCtxt(schema);
  Validation validation = {doc, NULL};
  int result;

  xmlSchemaSetValidStructuredErrors(ctxt, keep_violation_cb, &validation);
  result = xmlSchemaValidateDoc(ctxt, doc);
  xmlSchemaFreeValidCtxt(ctxt);
  return_schema(name, schema);
  if (result == 0 && validation.error == NULL)
    return TRUE;
  if (validation.error == NULL)
    silsa_error_set(&validation.error, SILSA_ERROR_INVALID, "xml-schema", "not valid (%d)", result);
  g_propagate_error(error, validation.error);
  return FALSE;
}

gboolean
silsa_xml_validate(xmlDoc *doc, const char *schema, GError **error)
{
  g_return_val_if_fail(doc != NULL && schema != NULL, FALSE);

  return check_instance_attributes(xmlDocGetRootElement(doc), error) &&
         run_schema(doc, schema, error);
}

/* --- reading ------------------------------------------------------------------------------ */

gboolean
silsa_xml_is(const xmlNode *node, const char *name_space, const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE &&
         g_strcmp0((const char *)node->name, name) == 0 &&
         g_strcmp0(node->ns != NULL ? (const char *)node->ns->href : NULL, name_space) == 0;
}

static xmlNode *
find_from(xmlNode *node, const char *name)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE &&
        (name == NULL || g_strcmp0((const char *)node->name, name) == 0))
      return node;
  return NULL;
}

xmlNode *
silsa_xml_first(xmlNode *node, const char *name)
{
  return find_from(node->children, name);
}

xmlNode *
silsa_xml_next(xmlNode *node, const char *name)
{
  return find_from(node->next, name);
}

guint
silsa_xml_count(xmlNode *node, const char *name)
{
  guint n = 0;

  for (xmlNode *child = silsa_xml_first(node, name); child != NULL;
       child = silsa_xml_next(child, name))
    n++;
  return n;
}

int
silsa_xml_line(const xmlNode *node)
{
  return (int)CLAMP(xmlGetLineNo(node), 0, G_MAXINT);
}

#define SPACE " \t\r\n"

static char *
collapse(const xmlChar *raw)
{
  char *text = silsa_text_compose((const char *)raw), *to = text;

  /* xs:token: no space at the ends, one between words; white space is that of XML only. In its own
   * place, as those of a catalogue stay. */
  for (const char *at = text + strspn(text, SPACE); *at != '\0'; at += strspn(at, SPACE)) {
    gsize length = strcspn(at, SPACE);

    if (to > text)
      *to++ = ' ';
    memmove(to, at, length);
    to += length;
    at += length;
  }
  *to = '\0';
  return text;
}

static char *
collapse_and_free(xmlChar *raw)
{
  char *text = raw != NULL ? collapse(raw) : NULL;

  xmlFree(raw);
  return text;
}

char *
silsa_xml_attribute(xmlNode *node, const char *name)
{
  return collapse_and_free(xmlGetNoNsProp(node, (const xmlChar *)name));
}

char *
silsa_xml_xml_attribute(xmlNode *node, const char *name)
{
  return collapse_and_free(
      xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)XML_NAMESPACE));
}

char *
silsa_xml_token(xmlNode *node)
{
  return collapse_and_free(xmlNodeGetContent(node));
}

char *
silsa_xml_text(xmlNode *node, GError **error)
{
  xmlChar *raw = xmlNodeGetContent(node);
  char *text = silsa_text_normalise((const char *)raw, error);

  xmlFree(raw);
  if (text == NULL)
    silsa_error_at_line(error, silsa_xml_line(node));
  return text;
}

static gboolean
refuse_value(xmlNode *node, const char *name, const char *rule, const char *found, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "%s is no %s", name, rule);
  silsa_error_at_line(error, silsa_xml_line(node));
  silsa_error_at_subject(error, name);
  silsa_error_with_found(error, found != NULL ? found : "");
  return FALSE;
}

gboolean
silsa_xml_unsigned(xmlNode *node, const char *name, guint64 max, guint64 *out, GError **error)
{
  g_autofree char *text = silsa_xml_attribute(node, name);

  if (text != NULL &&
      g_ascii_string_to_unsigned(text, 10, 0, MIN(max, MAX_DECIMAL_INTEGER), out, NULL))
    return TRUE;
  return refuse_value(node, name, "number", text, error);
}

gboolean
silsa_xml_decimal(xmlNode *node, const char *name, mpq_ptr out, GError **error)
{
  g_autofree char *text = silsa_xml_attribute(node, name);

  if (text != NULL && silsa_decimal_parse(text, out, NULL))
    return TRUE;
  return refuse_value(node, name, "decimal", text, error);
}

gboolean
silsa_xml_boolean(xmlNode *node, const char *name, gboolean *out, GError **error)
{
  g_autofree char *text = silsa_xml_attribute(node, name);

  /* xs:boolean has four spellings. */
  *out = g_strcmp0(text, "true") == 0 || g_strcmp0(text, "1") == 0;
  if (*out || g_strcmp0(text, "false") == 0 || g_strcmp0(text, "0") == 0)
    return TRUE;
  return refuse_value(node, name, "boolean", text, error);
}
