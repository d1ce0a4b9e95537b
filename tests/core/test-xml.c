#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-test.h"
#include "silsa-xml.h"

#include <string.h>

#define ROOM 4096

static xmlDoc *
parse(const char *text, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));

  return silsa_xml_parse(bytes, ROOM, "test-bytes", error);
}

typedef struct {
  const char *name, *text;
  SilsaError code;
  const char *rule;
  int line;
} Refusal;

static const Refusal refusals[] = {
    {"doctype", "<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>", SILSA_ERROR_INVALID, "xml-dtd", 2},
    {"doctype-system", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>\n<a/>", SILSA_ERROR_INVALID,
     "xml-dtd", 1},
    {"billion-laughs",
     "<!DOCTYPE a [\n<!ENTITY b 'bbbbbbbbbb'>\n<!ENTITY c '&b;&b;&b;&b;'>\n]>\n<a>&c;</a>",
     SILSA_ERROR_INVALID, "xml-dtd", 1},
    {"external-entity", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
     SILSA_ERROR_INVALID, "xml-dtd", 1},
    {"parameter-entity", "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'> %x;]><a/>",
     SILSA_ERROR_INVALID, "xml-dtd", 1},
    {"attribute-declaration", "<!DOCTYPE a [<!ATTLIST a Id ID #IMPLIED>]><a Id='x'/>",
     SILSA_ERROR_INVALID, "xml-dtd", 1},
    {"undeclared-entity", "<a>\n&nbsp;</a>", SILSA_ERROR_INVALID, "xml-entity", 2},
    {"entity-in-attribute", "<a b='&evil;'/>", SILSA_ERROR_INVALID, "xml-entity", 1},
    {"empty", "", SILSA_ERROR_CORRUPT, "xml-empty", 0},
    {"blank", " \n ", SILSA_ERROR_CORRUPT, "xml-syntax", 2},
    {"no-xml", "PK\003\004", SILSA_ERROR_CORRUPT, "xml-syntax", 1},
    {"text", "hello", SILSA_ERROR_CORRUPT, "xml-syntax", 1},
    {"truncated", "<a>\n<b>\n", SILSA_ERROR_CORRUPT, "xml-syntax", 3},
    {"mismatch", "<a>\n<b></c></a>", SILSA_ERROR_CORRUPT, "xml-syntax", 2},
    {"two-roots", "<a/>\n<b/>", SILSA_ERROR_CORRUPT, "xml-syntax", 2},
    {"attribute-twice", "<a b='1' b='2'/>", SILSA_ERROR_CORRUPT, "xml-syntax", 1},
    {"unbound-prefix", "<x:a/>", SILSA_ERROR_CORRUPT, "xml-syntax", 1},
    {"control", "<a>\x01</a>", SILSA_ERROR_CORRUPT, "xml-syntax", 1},
    {"latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?>\n\n<a>\xe9</a>", SILSA_ERROR_CORRUPT,
     "xml-encoding", 3},
    {"declared-euc-kr", "<?xml version='1.0' encoding='EUC-KR'?><a>김서연</a>", SILSA_ERROR_CORRUPT,
     "xml-encoding", 0},
    {"declared-otherwise", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", SILSA_ERROR_CORRUPT,
     "xml-encoding", 0},
};

static void
test_refused(gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr(GError) error = NULL;
  const SilsaErrorFacts *facts;

  g_assert_null(parse(refusal->text, &error));
  g_assert_error(error, SILSA_ERROR, (int)refusal->code);
  facts = silsa_error_get_facts(error);
  g_assert_cmpstr(facts->rule, ==, refusal->rule);
  g_assert_cmpint(facts->line, ==, refusal->line);
}

static void
test_utf16_refused(void)
{
  static const guint8 text[] = {0xff, 0xfe, '<', 0, 'a', 0, '/', 0, '>', 0};
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text);
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_xml_parse(bytes, ROOM, "test-bytes", &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "xml-encoding");
}

static void
test_accepted(void)
{
  static const char *const texts[] = {
      "<a/>",
      "\xef\xbb\xbf<a/>",
      "<?xml version='1.0' encoding='utf-8'?><a/>",
      "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><?p i?><a>&lt;&quot;&#xAC00;</a>",
      "<!-- c --><a>&gt;&amp;&apos;</a>",
      "<a><![CDATA[<b>]]></a>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(xmlDoc) doc = parse(texts[i], &error);

    g_assert_no_error(error);
    g_assert_true(silsa_xml_is(xmlDocGetRootElement(doc), NULL, "a"));
  }
}

static void
test_size(void)
{
  g_autofree char *text = g_strnfill(ROOM, ' ');
  g_autoptr(GBytes) fits = NULL;
  g_autoptr(GBytes) longer = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(xmlDoc) doc = NULL;

  memcpy(text, "<a/>", 4);
  fits = g_bytes_new(text, ROOM);
  doc = silsa_xml_parse(fits, ROOM, "test-bytes", &error);
  g_assert_no_error(error);
  longer = g_bytes_new(text, ROOM);
  g_assert_null(silsa_xml_parse(longer, ROOM - 1, "test-bytes", &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "test-bytes");
  g_assert_cmpstr(silsa_error_get_facts(error)->limit, ==, "4095 B");
}

static char *
nest(guint depth)
{
  GString *text = g_string_new(NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append(text, "<a>\n");
  for (guint i = 0; i < depth; i++)
    g_string_append(text, "</a>");
  return g_string_free_and_steal(text);
}

static void
test_depth(void)
{
  g_autofree char *fits = nest(SILSA_LIMIT_XML_DEPTH);
  g_autofree char *deeper = nest(SILSA_LIMIT_XML_DEPTH + 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(xmlDoc) doc = parse(fits, &error);

  g_assert_no_error(error);
  g_assert_null(parse(deeper, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "xml-depth");
  g_assert_cmpint(silsa_error_get_facts(error)->line, ==, SILSA_LIMIT_XML_DEPTH + 1);
  g_assert_cmpstr(silsa_error_get_facts(error)->limit, ==, "32");
}

static void
test_hundred_thousand_deep(void)
{
  g_autofree char *text = nest(100000);
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_xml_parse(bytes, SILSA_MIB(8), "test-bytes", &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "xml-depth");
}

/* Large documents are allowed where a format allows them; libxml2 has limits of its own. */
static void
test_large(void)
{
  g_autoptr(GString) text = g_string_new("<a>");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(xmlDoc) doc = NULL;
  xmlNode *last = NULL;

  while (text->len < SILSA_MIB(24))
    g_string_append(text, "<b c='0123456789012345678901234567890123456789'>\n01234567890123456789"
                          "</b>");
  g_string_append(text, "</a>");
  bytes = g_bytes_new_static(text->str, text->len);
  doc = silsa_xml_parse(bytes, SILSA_MIB(32), "test-bytes", &error);
  g_assert_no_error(error);
  last = xmlGetLastChild(xmlDocGetRootElement(doc));
  g_assert_cmpint(silsa_xml_line(last), >, 65535);
}

/* Nothing may be printed, whatever comes in. */
static void
test_silent(void)
{
  if (g_test_subprocess()) {
    for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++)
      g_assert_null(parse(refusals[i].text, NULL));
    return;
  }
  g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed();
  g_test_trap_assert_stderr("");
}

/* --- reading ------------------------------------------------------------------------------ */

static void
test_reading(void)
{
  g_autoptr(xmlDoc) doc = parse("<a x='  1 \t 2 ' xmlns='urn:a' xml:lang='ko'>\n<!-- --><b/>t<c/>\n"
                                "<b>\u1100\u1161 \n x<!-- y -->z</b></a>",
                                NULL);
  xmlNode *root = xmlDocGetRootElement(doc);
  xmlNode *first = silsa_xml_first(root, "b");
  xmlNode *second = silsa_xml_next(first, "b");
  g_autofree char *attribute = silsa_xml_attribute(root, "x");
  g_autofree char *missing = silsa_xml_attribute(root, "y");
  g_autofree char *language = silsa_xml_xml_attribute(root, "lang");
  g_autofree char *token = silsa_xml_token(second);
  g_autofree char *text = silsa_xml_text(second, NULL);

  g_assert_true(silsa_xml_is(root, "urn:a", "a"));
  g_assert_false(silsa_xml_is(root, "urn:b", "a"));
  g_assert_false(silsa_xml_is(root, NULL, "a"));
  g_assert_cmpuint(silsa_xml_count(root, "b"), ==, 2);
  g_assert_cmpuint(silsa_xml_count(root, NULL), ==, 3);
  g_assert_true(silsa_xml_is(silsa_xml_next(first, NULL), "urn:a", "c"));
  g_assert_null(silsa_xml_next(second, NULL));
  g_assert_cmpint(silsa_xml_line(second), ==, 3);
  g_assert_cmpstr(attribute, ==, "1 2");
  g_assert_null(missing);
  g_assert_cmpstr(language, ==, "ko");
  g_assert_cmpstr(token, ==, "가 xz");
  g_assert_cmpstr(text, ==, "가 \n xz");
}

static void
test_values(void)
{
  g_autoptr(xmlDoc) doc =
      parse("<a n='12' s='+1' m='-1' l='99999999999999999999' d='1.50' e='1e3' t='true' o='1' "
            "f='false' z='0' q='yes'/>",
            NULL);
  xmlNode *root = xmlDocGetRootElement(doc);
  guint64 number = 0;
  gboolean flag = FALSE;
  mpq_t value;

  g_assert_true(silsa_xml_unsigned(root, "n", 12, &number, NULL));
  g_assert_cmpuint(number, ==, 12);
  g_assert_false(silsa_xml_unsigned(root, "n", 11, &number, NULL));
  g_assert_false(silsa_xml_unsigned(root, "s", 99, &number, NULL));
  g_assert_false(silsa_xml_unsigned(root, "m", 99, &number, NULL));
  g_assert_false(silsa_xml_unsigned(root, "l", G_MAXUINT64, &number, NULL));
  g_assert_false(silsa_xml_unsigned(root, "none", 99, &number, NULL));
  mpq_init(value);
  g_assert_true(silsa_xml_decimal(root, "d", value, NULL));
  g_assert_cmpint(mpq_cmp_ui(value, 3, 2), ==, 0);
  g_assert_false(silsa_xml_decimal(root, "e", value, NULL));
  mpq_clear(value);
  g_assert_true(silsa_xml_boolean(root, "t", &flag, NULL) && flag);
  g_assert_true(silsa_xml_boolean(root, "f", &flag, NULL) && !flag);
  g_assert_true(silsa_xml_boolean(root, "o", &flag, NULL) && flag);
  g_assert_true(silsa_xml_boolean(root, "z", &flag, NULL) && !flag);
  g_assert_false(silsa_xml_boolean(root, "q", &flag, NULL));
}

static void
test_value_error(void)
{
  g_autoptr(xmlDoc) doc = parse("<a>\n<b n='x'/></a>", NULL);
  xmlNode *b = silsa_xml_first(xmlDocGetRootElement(doc), "b");
  g_autoptr(GError) error = NULL;
  guint64 number;

  g_assert_false(silsa_xml_unsigned(b, "n", 9, &number, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "number");
  g_assert_cmpstr(silsa_error_get_facts(error)->subject, ==, "n");
  g_assert_cmpstr(silsa_error_get_facts(error)->found, ==, "x");
  g_assert_cmpint(silsa_error_get_facts(error)->line, ==, 2);
}

/* --- schemas ------------------------------------------------------------------------------ */

static gpointer
validate_thread(gpointer data)
{
  GBytes *bytes = data;

  for (guint i = 0; i < 4; i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(xmlDoc) doc =
        silsa_xml_parse(bytes, SILSA_LIMIT_CATALOGUE_BYTES, "catalogue-bytes", &error);

    g_assert_no_error(error);
    silsa_xml_validate(doc, "catalogue.xsd", &error);
    g_assert_no_error(error);
  }
  return NULL;
}

static void
test_threads(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("validate", validate_thread, bytes);
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    g_thread_join(threads[i]);
}

static void
test_schema_violation(void)
{
  g_autoptr(GBytes) good = silsa_test_catalogue();
  g_autoptr(GBytes) bad = silsa_test_replace(good, "photos=\"0\"", "photos=\"none\"", 0);
  g_autoptr(xmlDoc) doc =
      silsa_xml_parse(bad, SILSA_LIMIT_CATALOGUE_BYTES, "catalogue-bytes", NULL);
  g_autoptr(GError) error = NULL;
  const SilsaErrorFacts *facts;

  g_assert_false(silsa_xml_validate(doc, "catalogue.xsd", &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  facts = silsa_error_get_facts(error);
  g_assert_cmpstr(facts->rule, ==, "xml-schema");
  g_assert_cmpint(facts->line, ==, 209); /* the first of many */
  g_assert_cmpstr(facts->subject, ==, "A1-01");
  g_assert_nonnull(strstr(facts->found, "'none'"));
  g_assert_null(strstr(facts->found, "urn:silsa"));
}

static void
test_instance_attribute(void)
{
  g_autoptr(xmlDoc) doc = parse(
      "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n<b xsi:type='x'/></a>", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false(silsa_xml_validate(doc, "catalogue.xsd", &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "xml-instance");
  g_assert_cmpint(silsa_error_get_facts(error)->line, ==, 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
    g_autofree char *path = g_strconcat("/core/xml/refused/", refusals[i].name, NULL);

    g_test_add_data_func(path, &refusals[i], test_refused);
  }
  g_test_add_func("/core/xml/refused/utf-16", test_utf16_refused);
  g_test_add_func("/core/xml/accepted", test_accepted);
  g_test_add_func("/core/xml/size", test_size);
  g_test_add_func("/core/xml/depth", test_depth);
  g_test_add_func("/core/xml/hundred-thousand-deep", test_hundred_thousand_deep);
  g_test_add_func("/core/xml/large", test_large);
  g_test_add_func("/core/xml/silent", test_silent);
  g_test_add_func("/core/xml/reading", test_reading);
  g_test_add_func("/core/xml/values", test_values);
  g_test_add_func("/core/xml/value-error", test_value_error);
  g_test_add_func("/core/xml/threads", test_threads);
  g_test_add_func("/core/xml/schema-violation", test_schema_violation);
  g_test_add_func("/core/xml/instance-attribute", test_instance_attribute);

  return g_test_run();
}
