#include "silsa-test.h"

/* A catalogue that shares no number with the one of 2021: what holds for it holds for any. */

#define N_INDICATORS 53

static const guint sizes[] = {11, 10, 12, 9, 11}; /* of the items */
static const char *const item_codes[] = {"K1", "K2", "M1", "Z1", "Z2"};
static const char *const formulas[] = {"a", "100 * a / b", "(a + b) / (c - d)", "a / b / 2 + 0.25",
                                       "a - b + c * 0.5"};
static const char *const inputs[] = {"a", "ab", "abcd", "ab", "abc"};
static const char *const classes[] = {"metro", "mid", "town"};
static const char *const values[][4] = {
    {"0.5", "1.25", "4", "10.75"}, {"0.4", "1", "3.5", "9"}, {"0.25", "0.75", "2.5", "8.125"}};
static const char *const percents[] = {"0", "33.33", "66.67", "97.5"};

static void
add_texts(GString *xml, const char *element, const char *text)
{
  g_string_append_printf(xml, "<%1$s xml:lang=\"ko\">%2$s(한)</%1$s>\n", element, text);
  g_string_append_printf(xml, "<%1$s xml:lang=\"en\">%2$s</%1$s>\n", element, text);
}

static void
add_measure(GString *xml, guint n)
{
  const char *formula = formulas[n % G_N_ELEMENTS(formulas)];
  const char *ids = inputs[n % G_N_ELEMENTS(inputs)];
  gboolean lower = n % 7 == 3;

  g_string_append_printf(xml, "<measure unit=\"thing\" formula=\"%s\" direction=\"%s\">\n", formula,
                         lower ? "lower-is-better" : "higher-is-better");
  for (const char *id = ids; *id != '\0'; id++) {
    const char *extra = "";

    if (n % 5 == 1 && *id == 'a')
      extra = " at-most=\"b\"";
    if (n % 5 == 0)
      extra = " max=\"1000000\"";
    g_string_append_printf(xml, "<input id=\"%c\" unit=\"thing\"%s>\n", *id, extra);
    add_texts(xml, "title", "Input");
    g_string_append(xml, "</input>\n");
  }
  g_string_append(xml, "</measure>\n");
  for (guint i = 0; i < G_N_ELEMENTS(classes); i++) {
    g_string_append_printf(xml, "<scoring city-class=\"%s\" method=\"%s\">\n", classes[i],
                           n % 2 == 0 ? "linear" : "steps");
    for (guint j = 0; j < G_N_ELEMENTS(percents); j++)
      g_string_append_printf(xml, "<point value=\"%s\" percent=\"%s\"/>\n", values[i][j],
                             percents[lower ? G_N_ELEMENTS(percents) - 1 - j : j]);
    g_string_append(xml, "</scoring>\n");
  }
}

static void
add_maturity(GString *xml)
{
  g_string_append(xml, "<maturity>\n");
  for (guint i = 0; i < G_N_ELEMENTS(percents); i++) {
    g_string_append_printf(xml, "<level number=\"%u\" percent=\"%s\">\n", i, percents[i]);
    add_texts(xml, "descriptor", "Level");
    g_string_append(xml, "</level>\n");
  }
  g_string_append(xml, "</maturity>\n");
}

static void
add_checks(GString *xml, const char *code, gboolean photo)
{
  g_string_append(xml, "<checklist>\n");
  for (char letter = 'a'; letter <= 'c'; letter++) {
    g_string_append_printf(xml, "<check code=\"%s-%c\" required=\"%s\" evidence=\"%s\">\n", code,
                           letter, letter == 'c' ? "0" : "1",
                           photo && letter == 'b' ? "photo" : "record");
    add_texts(xml, "question", "Is it so?");
    g_string_append(xml, "</check>\n");
  }
  g_string_append_printf(xml, "</checklist>\n<evidence photos=\"%d\"><document>\n", photo ? 2 : 0);
  add_texts(xml, "title", "Paper");
  g_string_append(xml, "</document></evidence>\n");
}

static void
add_indicator(GString *xml, const char *item, guint in_item, guint n)
{
  gboolean qualitative = n % 3 == 2;
  g_autofree char *code = g_strdup_printf("%s-%02u", item, in_item + 1);

  /* 52 * 18.86 + 19.28 = 1000 */
  g_string_append_printf(xml, "<indicator code=\"%s\" kind=\"%s\" points=\"%s\" stage=\"both\">\n",
                         code, qualitative ? "qualitative" : "quantitative",
                         n == N_INDICATORS - 1 ? "19.28" : "18.86");
  add_texts(xml, "title", code);
  add_texts(xml, "definition", "What is measured.");
  if (qualitative)
    add_maturity(xml);
  else
    add_measure(xml, n);
  add_checks(xml, code, n % 4 == 0);
  g_string_append(xml, "</indicator>\n");
}

static void
add_items(GString *xml, guint first, guint last, const char *const *points, guint *n)
{
  for (guint i = first; i <= last; i++) {
    g_string_append_printf(xml, "<item code=\"%s\" points=\"%s\">\n", item_codes[i], points[i]);
    add_texts(xml, "title", item_codes[i]);
    for (guint j = 0; j < sizes[i]; j++)
      add_indicator(xml, item_codes[i], j, (*n)++);
    g_string_append(xml, "</item>\n");
  }
}

static void
add_head(GString *xml)
{
  static const char *const bounds[] = {"85.5", "70", "55.25", "0"};
  static const char *const populations[] = {"1000000", "300000", "0"};

  g_string_append(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<catalogue xmlns=\"urn:silsa:catalogue:1\" id=\"other\" version=\"7\" "
                       "status=\"official\">\n");
  add_texts(xml, "title", "Another catalogue");
  add_texts(xml, "provenance", "Made by a test.");
  g_string_append(xml, "<scale total=\"1000\" decimals=\"2\"/>\n<grades>\n");
  for (guint i = 0; i < G_N_ELEMENTS(bounds); i++) {
    g_string_append_printf(xml, "<grade number=\"%u\" min-percent=\"%s\" certified=\"%s\">\n",
                           i + 1, bounds[i], i < 2 ? "true" : "false");
    add_texts(xml, "title", "Grade");
    g_string_append(xml, "</grade>\n");
  }
  g_string_append(xml, "</grades>\n<city-classes>\n");
  for (guint i = 0; i < G_N_ELEMENTS(classes); i++) {
    g_string_append_printf(xml, "<class id=\"%s\" min-population=\"%s\">\n", classes[i],
                           populations[i]);
    add_texts(xml, "title", classes[i]);
    g_string_append(xml, "</class>\n");
  }
  g_string_append(xml, "</city-classes>\n<units><unit id=\"thing\" decimals=\"2\">\n");
  add_texts(xml, "title", "things");
  g_string_append(xml, "</unit></units>\n");
}

GBytes *
silsa_test_other_catalogue(void)
{
  static const struct {
    const char *code, *points;
    guint first, last;
  } sectors[] = {{"K", "396.06", 0, 1}, {"M", "226.32", 2, 2}, {"Z", "377.62", 3, 4}};
  static const char *const points[] = {"207.46", "188.60", "226.32", "169.74", "207.88"};
  GString *xml = g_string_new(NULL);
  guint n = 0;

  add_head(xml);
  for (guint i = 0; i < G_N_ELEMENTS(sectors); i++) {
    g_string_append_printf(xml, "<sector code=\"%s\" points=\"%s\">\n", sectors[i].code,
                           sectors[i].points);
    add_texts(xml, "title", "Sector");
    add_items(xml, sectors[i].first, sectors[i].last, points, &n);
    g_string_append(xml, "</sector>\n");
  }
  g_string_append(xml, "</catalogue>\n");
  g_assert_cmpuint(n, ==, N_INDICATORS);
  return g_string_free_to_bytes(xml);
}
