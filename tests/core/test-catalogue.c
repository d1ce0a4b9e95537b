#include "silsa-catalogue.h"
#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-test.h"

#include <string.h>

/* --- what is accepted --------------------------------------------------------------------- */

static SilsaCatalogue *
load(GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  SilsaCatalogue *catalogue = silsa_catalogue_new_from_bytes(bytes, &error);

  g_assert_no_error(error);
  return catalogue;
}

static void
assert_number(mpq_srcptr value, const char *expected)
{
  g_autofree char *text = silsa_rational_format_short(value);

  g_assert_cmpstr(text, ==, expected);
}

static void
test_head(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);

  g_assert_cmpstr(silsa_catalogue_get_id(catalogue), ==, "kr-smartcity-2021-ref");
  g_assert_cmpuint(silsa_catalogue_get_version(catalogue), ==, 1);
  g_assert_cmpint(silsa_catalogue_get_status(catalogue), ==, SILSA_CATALOGUE_REFERENCE);
  g_assert_cmpstr(silsa_catalogue_get_title(catalogue)->ko, ==,
                  "스마트도시 인증 참조 평가지표 체계(2021년 구성)");
  g_assert_true(g_str_has_prefix(silsa_catalogue_get_provenance(catalogue)->en, "This file is a"));
  assert_number(silsa_catalogue_get_total(catalogue), "2000");
  g_assert_cmpint(silsa_catalogue_get_decimals(catalogue), ==, 1);
  g_assert_cmpuint(silsa_catalogue_get_n_sectors(catalogue), ==, 3);
  g_assert_cmpuint(silsa_catalogue_get_n_items(catalogue), ==, 10);
  g_assert_cmpuint(silsa_catalogue_get_n_indicators(catalogue), ==, 63);
  g_assert_cmpuint(silsa_catalogue_get_n_grades(catalogue), ==, 5);
  g_assert_true(silsa_catalogue_get_bytes(catalogue) == bytes);
}

static void
test_digest(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);
  g_autofree char *expected = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);

  g_assert_cmpstr(silsa_catalogue_get_sha256(catalogue), ==, expected);
}

static void
test_classes(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);
  guint large = (guint)silsa_catalogue_find_class(catalogue, "large");
  guint small = (guint)silsa_catalogue_find_class(catalogue, "small-medium");

  g_assert_cmpuint(silsa_catalogue_get_n_classes(catalogue), ==, 2);
  g_assert_cmpint(silsa_catalogue_find_class(catalogue, "none"), ==, -1);
  g_assert_cmpuint(silsa_catalogue_propose_class(catalogue, 500000), ==, large);
  g_assert_cmpuint(silsa_catalogue_propose_class(catalogue, 499999), ==, small);
  g_assert_cmpuint(silsa_catalogue_propose_class(catalogue, 0), ==, small);
  g_assert_cmpuint(silsa_catalogue_propose_class(catalogue, G_MAXUINT64), ==, large);
}

static void
test_grades(void)
{
  static const char *const bounds[] = {"90", "80", "70", "60", "0"};
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);

  for (guint i = 0; i < G_N_ELEMENTS(bounds); i++) {
    const SilsaGrade *grade = silsa_catalogue_get_grade(catalogue, i);

    g_assert_cmpint(grade->number, ==, (int)i + 1);
    assert_number(grade->min_percent.q, bounds[i]);
    g_assert_true(grade->certified == (i < 3));
  }
  g_assert_cmpstr(silsa_catalogue_get_grade(catalogue, 2)->title.ko, ==, "3등급");
}

static void
test_quantitative(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);
  const SilsaIndicator *indicator = silsa_catalogue_find_indicator(catalogue, "A1-01");

  g_assert_cmpint(indicator->kind, ==, SILSA_KIND_QUANTITATIVE);
  g_assert_cmpint(indicator->stage, ==, SILSA_STAGE_BOTH);
  g_assert_cmpint(indicator->direction, ==, SILSA_HIGHER_IS_BETTER);
  assert_number(indicator->points.q, "40");
  g_assert_cmpstr(indicator->title.ko, ==, "스마트도시 전문인력 비율");
  g_assert_cmpstr(indicator->title.en, ==, "Share of smart-city specialists");
  g_assert_cmpstr(indicator->unit->id, ==, "percent");
  g_assert_cmpstr(indicator->formula_text, ==, "100 * specialists / division_staff");
  g_assert_cmpuint(indicator->n_inputs, ==, 2);
  g_assert_cmpstr(indicator->inputs[0].id, ==, "specialists");
  g_assert_cmpstr(indicator->inputs[0].unit->title.ko, ==, "명");
  g_assert_cmpint(indicator->inputs[0].at_most, ==, 1);
  g_assert_cmpint(indicator->inputs[1].at_most, ==, -1);
  g_assert_cmpint(silsa_indicator_find_input(indicator, "division_staff"), ==, 1);
  g_assert_cmpint(silsa_indicator_find_input(indicator, "none"), ==, -1);
  g_assert_cmpint(indicator->scorings[0].method, ==, SILSA_METHOD_LINEAR);
  g_assert_cmpuint(indicator->scorings[0].n_points, ==, 4);
  assert_number(indicator->scorings[1].points[3].value.q, "60");
  g_assert_cmpuint(indicator->n_checks, ==, 3);
  g_assert_cmpstr(indicator->checks[1].code, ==, "A1-01-b");
  g_assert_cmpint(indicator->checks[1].letter, ==, 'b');
  g_assert_cmpint(indicator->checks[1].evidence, ==, SILSA_EVIDENCE_DOCUMENT);
  g_assert_true(indicator->checks[1].required && !indicator->checks[2].required);
  g_assert_cmpint(silsa_indicator_find_check(indicator, "A1-01-c"), ==, 2);
  g_assert_cmpint(silsa_indicator_find_check(indicator, "A1-02-a"), ==, -1);
  g_assert_cmpuint(indicator->n_documents, ==, 2);
  g_assert_cmpuint(indicator->n_references, ==, 1);
  g_assert_cmpstr(indicator->references[0].scheme, ==, "seed");
}

static void
test_qualitative(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);
  const SilsaIndicator *indicator = silsa_catalogue_find_indicator(catalogue, "A1-03");

  g_assert_cmpint(indicator->kind, ==, SILSA_KIND_QUALITATIVE);
  g_assert_cmpuint(indicator->n_levels, ==, 6);
  g_assert_cmpint(indicator->levels[4].number, ==, 4);
  assert_number(indicator->levels[4].percent.q, "80");
  g_assert_cmpstr(indicator->levels[0].descriptor.ko, ==, "예측 모델이 없고 도입 계획도 없음");
  g_assert_null(indicator->formula);
  g_assert_cmpuint(indicator->n_inputs, ==, 0);
}

/* Order, back pointers and look-up agree for every indicator of any catalogue. */
static void
test_structure(gconstpointer data)
{
  g_autoptr(GBytes) bytes = data != NULL ? silsa_test_other_catalogue() : silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);
  guint n = 0, m = 0;

  for (guint i = 0; i < silsa_catalogue_get_n_sectors(catalogue); i++) {
    const SilsaSector *sector = silsa_catalogue_get_sector(catalogue, i);

    g_assert_cmpuint(sector->index, ==, i);
    for (guint j = 0; j < sector->n_items; j++, m++) {
      const SilsaItem *item = &sector->items[j];

      g_assert_true(item == silsa_catalogue_get_item(catalogue, m) && item->sector == sector);
      g_assert_cmpuint(item->index, ==, m);
      for (guint k = 0; k < item->n_indicators; k++, n++) {
        const SilsaIndicator *indicator = &item->indicators[k];

        g_assert_cmpuint(indicator->index, ==, n);
        g_assert_true(indicator->item == item);
        g_assert_true(indicator == silsa_catalogue_get_indicator(catalogue, n));
        g_assert_true(indicator == silsa_catalogue_find_indicator(catalogue, indicator->code));
        g_assert_true(indicator->title.ko != NULL && indicator->title.en != NULL);
      }
    }
  }
  g_assert_cmpuint(n, ==, silsa_catalogue_get_n_indicators(catalogue));
  g_assert_cmpuint(m, ==, silsa_catalogue_get_n_items(catalogue));
  g_assert_null(silsa_catalogue_find_indicator(catalogue, "X9-99"));
}

static void
test_other(void)
{
  g_autoptr(GBytes) bytes = silsa_test_other_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = load(bytes);

  g_assert_cmpuint(silsa_catalogue_get_n_indicators(catalogue), ==, 53);
  g_assert_cmpuint(silsa_catalogue_get_n_items(catalogue), ==, 5);
  g_assert_cmpuint(silsa_catalogue_get_n_grades(catalogue), ==, 4);
  g_assert_cmpuint(silsa_catalogue_get_n_classes(catalogue), ==, 3);
  g_assert_cmpint(silsa_catalogue_get_decimals(catalogue), ==, 2);
  g_assert_cmpint(silsa_catalogue_get_status(catalogue), ==, SILSA_CATALOGUE_OFFICIAL);
  g_assert_cmpuint(silsa_catalogue_propose_class(catalogue, 299999), ==, 2);
  g_assert_cmpuint(silsa_catalogue_propose_class(catalogue, 300000), ==, 1);
  assert_number(silsa_catalogue_find_indicator(catalogue, "Z2-11")->points.q, "19.28");
  g_assert_true(silsa_catalogue_find_indicator(catalogue, "K1-01")->inputs[0].has_max);
}

static gpointer
load_thread(gpointer bytes)
{
  return load(bytes);
}

static void
test_threads(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("load", load_thread, bytes);
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
    SilsaCatalogue *catalogue = g_thread_join(threads[i]);

    g_assert_cmpuint(silsa_catalogue_get_n_indicators(catalogue), ==, 63);
    g_assert_finalize_object(catalogue);
  }
}

/* --- what is refused ---------------------------------------------------------------------- */

typedef struct {
  const char *name;
  const char *after; /* the replacement is made behind this; NULL: from the beginning */
  const char *from, *to;
  SilsaError code;
  const char *rule;
  const char *at; /* the error is on the line where this stands behind `after`; NULL: no line */
  const char *subject, *found, *expected;
} Broken;

#define INVALID SILSA_ERROR_INVALID
#define A101 "<indicator code=\"A1-01\""
#define A103 "<indicator code=\"A1-03\""
#define LARGE "<scoring city-class=\"large\""
#define FORMULA "formula=\"100 * specialists / division_staff\""
#define DEEP "(((((((((((((((((specialists / division_staff)))))))))))))))))"

static const Broken broken[] = {
    /* rule 1 */
    {"item-sum", A101, "points=\"40\"", "points=\"40.5\"", INVALID, "item-points-sum",
     "<item code=\"A1\"", "A1", "160.5", "160"},
    {"sector-sum", NULL, "<sector code=\"A\" points=\"600\"", "<sector code=\"A\" points=\"600.1\"",
     INVALID, "sector-points-sum", "<sector code=\"A\"", "A", "600", "600.1"},
    {"total", NULL, "<scale total=\"2000\"", "<scale total=\"2001\"", INVALID, "total-points-sum",
     "<scale", "kr-smartcity-2021-ref", "2000", "2001"},
    /* rule 2 */
    {"quantitative-as-qualitative", A101, "kind=\"quantitative\"", "kind=\"qualitative\"", INVALID,
     "kind", A101, "A1-01", "measure", "maturity"},
    {"qualitative-as-quantitative", A103, "kind=\"qualitative\"", "kind=\"quantitative\"", INVALID,
     "kind", A103, "A1-03", "maturity", "measure"},
    /* rule 3 */
    {"class-without-scoring", NULL, "<class id=\"small-medium\"",
     "<class id=\"tiny\" min-population=\"7\"><title xml:lang=\"ko\">t</title><title "
     "xml:lang=\"en\">t</title></class><class id=\"small-medium\"",
     INVALID, "scoring-class", A101, "A1-01", NULL, "tiny"},
    /* rule 4 */
    {"item-code", NULL, "<item code=\"A1\"", "<item code=\"B9\"", INVALID, "code-prefix",
     "<item code=\"B9\"", "B9", "B9", "A"},
    {"indicator-code", NULL, A101, "<indicator code=\"A2-91\"", INVALID, "code-prefix",
     "<indicator code=\"A2-91\"", "A2-91", "A2-91", "A1-"},
    {"indicator-code-is-longer-item", NULL, A101, "<indicator code=\"A10-01\"", INVALID,
     "code-prefix", "<indicator code=\"A10-01\"", "A10-01", "A10-01", "A1-"},
    {"check-code", NULL, "<check code=\"A1-01-b\"", "<check code=\"A1-02-z\"", INVALID,
     "code-prefix", "<check code=\"A1-02-z\"", "A1-02-z", "A1-02-z", "A1-01-"},
    /* rule 5 */
    {"values-fall", A101, "<point value=\"25\"", "<point value=\"60\"", INVALID, "scoring-values",
     "<point value=\"50\"", "A1-01", "50", "60"},
    {"percents-fall", A101, "percent=\"70\"", "percent=\"30\"", INVALID, "scoring-percents-fall",
     "<point value=\"50\"", "A1-01", "30", "40"},
    {"percents-rise", NULL, "direction=\"lower-is-better\">",
     "direction=\"higher-is-better\"><!-- turned -->", INVALID, "scoring-percents-fall", "", NULL,
     NULL, NULL},
    {"percents-rise-2", A101, "direction=\"higher-is-better\"", "direction=\"lower-is-better\"",
     INVALID, "scoring-percents-rise", "<point value=\"25\"", "A1-01", "40", "0"},
    /* rule 6 */
    {"level-number", A103, "<level number=\"1\"", "<level number=\"7\"", INVALID, "level-numbers",
     "<level number=\"7\"", "A1-03", "7", "1"},
    {"first-level", A103, "<level number=\"0\"", "<level number=\"9\"", INVALID, "level-numbers",
     "<level number=\"9\"", "A1-03", "9", "0"},
    {"level-percent", A103, "number=\"2\" percent=\"40\"", "number=\"2\" percent=\"10\"", INVALID,
     "level-percents", "<level number=\"2\"", "A1-03", "10", "20"},
    /* rule 7 */
    {"grade-number", NULL, "<grade number=\"2\"", "<grade number=\"6\"", INVALID, "grade-numbers",
     "<grade number=\"6\"", "6", "6", "2"},
    {"grade-percent", NULL, "min-percent=\"80\"", "min-percent=\"90\"", INVALID, "grade-percents",
     "<grade number=\"2\"", "2", "90", "90"},
    {"last-grade", NULL, "min-percent=\"0\"", "min-percent=\"0.000001\"", INVALID, "grade-last",
     "<grade number=\"5\"", "5", "0.000001", NULL},
    /* rule 8 */
    {"formula-syntax", NULL, FORMULA, "formula=\"100 * specialists / - division_staff\"", INVALID,
     "formula-syntax", "<measure", "A1-01", "- division_staff", NULL},
    {"formula-name", NULL, FORMULA, "formula=\"100 * specialists / division_staffs\"", INVALID,
     "formula-name", "<measure", "A1-01", "division_staffs", NULL},
    {"formula-unused", NULL, FORMULA, "formula=\"100 * specialists\"", INVALID, "formula-unused",
     "<measure", "A1-01", "division_staff", NULL},
    {"formula-depth", NULL, FORMULA, "formula=\"" DEEP "\"", SILSA_ERROR_LIMIT, "formula-depth",
     "<measure", "A1-01", NULL, NULL},
    /* rule 9 */
    {"photos", A101, "evidence=\"record\"", "evidence=\"photo\"", INVALID, "photos-expected",
     "<evidence photos=\"0\"", "A1-01", "0", "A1-01-a"},
    /* rule 10 */
    {"decimals", A101, "points=\"40\"", "points=\"40.05\"", INVALID, "points-decimals", A101,
     "A1-01", "40.05", "1"},
    /* rule 11 */
    {"no-class-from-0", NULL, "min-population=\"0\"", "min-population=\"1\"", INVALID, "class-zero",
     "<city-classes>", NULL, NULL, "0"},
    {"classes-alike", NULL, "min-population=\"500000\"", "min-population=\"0\"", INVALID,
     "class-populations", "<class id=\"small-medium\"", "small-medium", "0", "large"},
    /* rule 12 */
    {"certified-after", NULL, "min-percent=\"80\" certified=\"true\"",
     "min-percent=\"80\" certified=\"false\"", INVALID, "certified-first", "<grade number=\"3\"",
     "3", "true", "false"},
    /* beyond the rules */
    {"at-most-itself", NULL, "at-most=\"division_staff\"", "at-most=\"specialists\"", INVALID,
     "at-most", "<input id=\"specialists\"", "A1-01", "specialists", NULL},
    {"nineteen-digits", A101, "<point value=\"25\"", "<point value=\"1234567890123456789\"",
     INVALID, "decimal", "<point value=\"1234567890123456789\"", "value", "1234567890123456789",
     NULL},
    {"plus", A101, "<point value=\"25\"", "<point value=\"+25\"", INVALID, "decimal",
     "<point value=\"+25\"", "value", "+25", NULL},
    {"many-photos", A101, "<evidence photos=\"0\"", "<evidence photos=\"1001\"", INVALID, "number",
     "<evidence photos=\"1001\"", "photos", "1001", NULL},
    /* the XSD */
    {"unknown-element", A101, "<checklist>", "<bonus/><checklist>", INVALID, "xml-schema",
     "<bonus/>", "A1-01", NULL, NULL},
    {"missing-attribute", A101, "stage=\"both\"", "", INVALID, "xml-schema", A101, "A1-01", NULL,
     NULL},
    {"same-code-twice", NULL, "<check code=\"A1-01-b\"", "<check code=\"A1-01-a\"", INVALID,
     "xml-schema", "<check code=\"A1-01-a\" required=\"true\" evidence=\"document\"", "A1-01-a",
     NULL, NULL},
    {"unknown-unit", A101, "unit=\"person\"", "unit=\"furlong\"", INVALID, "xml-schema",
     "unit=\"furlong\"", "specialists", NULL, NULL},
    {"unknown-class", A101, LARGE, "<scoring city-class=\"huge\"", INVALID, "xml-schema",
     "<scoring city-class=\"huge\"", "A1-01", NULL, NULL},
    {"at-most-nobody", NULL, "at-most=\"division_staff\"", "at-most=\"nobody\"", INVALID,
     "xml-schema", "<input id=\"specialists\"", "specialists", NULL, NULL},
    {"other-language", A101, "<title xml:lang=\"en\"", "<title xml:lang=\"fr\"", INVALID,
     "xml-schema", "<title xml:lang=\"fr\"", "A1-01", NULL, NULL},
    {"one-language-twice", A101, "<title xml:lang=\"en\"", "<title xml:lang=\"ko\"", INVALID,
     "xml-schema", "<title xml:lang=\"ko\">Share", "A1-01", NULL, NULL},
    {"negative-percent", A101, "percent=\"40\"", "percent=\"-40\"", INVALID, "xml-schema",
     "<point value=\"25\"", "A1-01", NULL, NULL},
    {"xsi-type", NULL, "<scale ",
     "<scale xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"false\" ", INVALID,
     "xml-instance", "<scale", NULL, "nil", NULL},
    /* not even XML, or not this XML */
    {"dtd", NULL, "<catalogue ", "<!DOCTYPE catalogue>\n<catalogue ", INVALID, "xml-dtd",
     "<!DOCTYPE", NULL, NULL, NULL},
    {"entity", A101, "Share of", "&share; of", INVALID, "xml-entity", "&share;", NULL, "share",
     NULL},
    {"cut-off", A101, "</indicator>", "", SILSA_ERROR_CORRUPT, "xml-syntax", "</item>", NULL, NULL,
     NULL},
    {"no-namespace", NULL, " xmlns=\"urn:silsa:catalogue:1\"", "", SILSA_ERROR_FOREIGN,
     "catalogue-root", "<catalogue", NULL, "catalogue", NULL},
    {"other-namespace", NULL, "urn:silsa:catalogue:1", "urn:example", SILSA_ERROR_FOREIGN,
     "catalogue-root", "<catalogue", NULL, "urn:example", NULL},
    {"later-format", NULL, "urn:silsa:catalogue:1", "urn:silsa:catalogue:2", SILSA_ERROR_TOO_NEW,
     "catalogue-format", "<catalogue", NULL, "urn:silsa:catalogue:2", NULL},
};

/* The text with the first @from behind @after replaced. */
static char *
breaking(const Broken *b, GBytes *good)
{
  g_autofree char *text =
      g_strndup(g_bytes_get_data(good, NULL), g_bytes_get_size(good)); /* has no NUL at its end */
  const char *start = b->after != NULL ? strstr(text, b->after) : text;
  const char *hit = start != NULL ? strstr(start, b->from) : NULL;
  g_autofree char *head = NULL;

  g_assert_nonnull(hit);
  head = g_strndup(text, (gsize)(hit - text));
  return g_strconcat(head, b->to, hit + strlen(b->from), NULL);
}

static int
line_of(const char *text, const char *after, const char *at)
{
  const char *start = after != NULL ? strstr(text, after) : text;
  const char *hit;
  int line = 1;

  /* what is looked for may be the element that `after` names, or one around it */
  if (start == NULL || (hit = strstr(start, at)) == NULL)
    hit = strstr(text, at);
  g_assert_nonnull(hit);
  while (hit-- > text)
    line += *hit == '\n';
  return line;
}

static void
test_broken(gconstpointer data)
{
  const Broken *b = data;
  g_autoptr(GBytes) good = silsa_test_catalogue();
  g_autofree char *text = breaking(b, good);
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  g_autoptr(GError) error = NULL;
  const SilsaErrorFacts *facts;

  g_assert_null(silsa_catalogue_new_from_bytes(bytes, &error));
  g_assert_error(error, SILSA_ERROR, (int)b->code);
  facts = silsa_error_get_facts(error);
  g_assert_cmpstr(facts->rule, ==, b->rule);
  if (*b->at != '\0')
    g_assert_cmpint(facts->line, ==, line_of(text, b->after, b->at));
  else
    g_assert_cmpint(facts->line, >, 0);
  if (b->subject != NULL)
    g_assert_cmpstr(facts->subject, ==, b->subject);
  if (b->found != NULL)
    g_assert_cmpstr(facts->found, ==, b->found);
  if (b->expected != NULL)
    g_assert_cmpstr(facts->expected, ==, b->expected);
}

/* --- limits ------------------------------------------------------------------------------- */

static GBytes *
pad(GBytes *bytes, gsize size)
{
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  guint8 *padded = g_malloc(size);

  memset(padded, '\n', size);
  memcpy(padded, data, length);
  return g_bytes_new_take(padded, size);
}

static void
test_size(void)
{
  g_autoptr(GBytes) good = silsa_test_catalogue();
  g_autoptr(GBytes) fits = pad(good, SILSA_LIMIT_CATALOGUE_BYTES);
  g_autoptr(GBytes) longer = pad(good, SILSA_LIMIT_CATALOGUE_BYTES + 1);
  g_autoptr(SilsaCatalogue) catalogue = load(fits);
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_catalogue_new_from_bytes(longer, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "catalogue-bytes");
  g_assert_cmpstr(silsa_error_get_facts(error)->limit, ==, "8 MiB");
}

static void
test_depth(void)
{
  g_autoptr(GBytes) good = silsa_test_catalogue();
  g_autoptr(GString) deep = g_string_new("<scale total=\"2000\" decimals=\"1\">");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append(deep, "<x>");
  for (guint i = 0; i < 40; i++)
    g_string_append(deep, "</x>");
  g_string_append(deep, "</scale>");
  bytes = silsa_test_replace(good, "<scale total=\"2000\" decimals=\"1\"/>", deep->str, 1);
  g_assert_null(silsa_catalogue_new_from_bytes(bytes, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "xml-depth");
}

/* Eight megabytes of catalogue that try to keep the schema busy are answered in time. */
static void
test_hostile_keys(void)
{
  g_autoptr(GString) xml = g_string_new("<catalogue xmlns=\"urn:silsa:catalogue:1\" id=\"a\" "
                                        "version=\"1\" status=\"official\">");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time();

  for (guint i = 0; xml->len < SILSA_LIMIT_CATALOGUE_BYTES - 100; i++)
    g_string_append_printf(xml, "<sector code=\"A%u\"><item code=\"B%u\"/></sector>", i, i);
  g_string_append(xml, "</catalogue>");
  bytes = g_bytes_new_static(xml->str, xml->len);
  g_assert_null(silsa_catalogue_new_from_bytes(bytes, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_test_message("%.1f s", (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 30 * (gint64)G_USEC_PER_SEC);
}

/* --- files -------------------------------------------------------------------------------- */

static void
test_file(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) good = silsa_test_catalogue();
  g_autoptr(GBytes) bad =
      silsa_test_replace(good, "<scale total=\"2000\"", "<scale total=\"1\"", 1);
  g_autofree char *path = silsa_test_folder_path(folder, "catalogue.xml");
  g_autofree char *none = silsa_test_folder_path(folder, "none.xml");
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;

  silsa_test_write(path, g_bytes_get_data(good, NULL), g_bytes_get_size(good));
  catalogue = silsa_catalogue_new_from_file(path, &error);
  g_assert_no_error(error);
  silsa_test_write(path, g_bytes_get_data(bad, NULL), g_bytes_get_size(bad));
  g_assert_null(silsa_catalogue_new_from_file(path, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, path);
  g_clear_error(&error);
  g_assert_null(silsa_catalogue_new_from_file(none, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  g_test_add_func("/core/catalogue/head", test_head);
  g_test_add_func("/core/catalogue/digest", test_digest);
  g_test_add_func("/core/catalogue/classes", test_classes);
  g_test_add_func("/core/catalogue/grades", test_grades);
  g_test_add_func("/core/catalogue/quantitative", test_quantitative);
  g_test_add_func("/core/catalogue/qualitative", test_qualitative);
  g_test_add_data_func("/core/catalogue/structure/2021", NULL, test_structure);
  g_test_add_data_func("/core/catalogue/structure/other", "other", test_structure);
  g_test_add_func("/core/catalogue/other", test_other);
  g_test_add_func("/core/catalogue/threads", test_threads);
  for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
    g_autofree char *path = g_strconcat("/core/catalogue/broken/", broken[i].name, NULL);

    g_test_add_data_func(path, &broken[i], test_broken);
  }
  g_test_add_func("/core/catalogue/size", test_size);
  g_test_add_func("/core/catalogue/depth", test_depth);
  g_test_add_func("/core/catalogue/hostile-keys", test_hostile_keys);
  g_test_add("/core/catalogue/file", SilsaTestFolder, NULL, silsa_test_folder_set_up, test_file,
             silsa_test_folder_tear_down);

  return g_test_run();
}
