#include "reference.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

/* --- fractions ---------------------------------------------------------------------------- */

static __int128
times(__int128 a, __int128 b)
{
  __int128 out;

  if (__builtin_mul_overflow(a, b, &out))
    g_error("the reference scorer has too few digits for this case");
  return out;
}

Fraction
fraction_new(__int128 n, __int128 d)
{
  __int128 a = n < 0 ? -n : n;
  __int128 b = d < 0 ? -d : d;

  g_assert_true(d != 0);
  while (b != 0) {
    __int128 rest = a % b;

    a = b;
    b = rest;
  }
  return d < 0 ? (Fraction){-n / a, -d / a} : (Fraction){n / a, d / a};
}

Fraction
fraction_parse(const char *text)
{
  __int128 n = 0, d = 1;
  gboolean after = FALSE;

  for (; *text != '\0'; text++) {
    if (*text == '.') {
      after = TRUE;
      continue;
    }
    g_assert_true(g_ascii_isdigit(*text));
    n = times(n, 10) + (*text - '0');
    if (after)
      d = times(d, 10);
  }
  return fraction_new(n, d);
}

Fraction
fraction_add(Fraction a, Fraction b)
{
  return fraction_new(times(a.n, b.d) + times(b.n, a.d), times(a.d, b.d));
}

Fraction
fraction_subtract(Fraction a, Fraction b)
{
  return fraction_add(a, (Fraction){-b.n, b.d});
}

Fraction
fraction_multiply(Fraction a, Fraction b)
{
  return fraction_new(times(a.n, b.n), times(a.d, b.d));
}

Fraction
fraction_divide(Fraction a, Fraction b)
{
  return fraction_new(times(a.n, b.d), times(a.d, b.n));
}

int
fraction_compare(Fraction a, Fraction b)
{
  __int128 left = times(a.n, b.d), right = times(b.n, a.d);

  return left < right ? -1 : left > right;
}

static void
append_integer(GString *text, __int128 n)
{
  char digits[48];
  gsize at = sizeof digits - 1;
  __int128 rest = n < 0 ? -n : n;

  digits[at] = '\0';
  do
    digits[--at] = (char)('0' + (int)(rest % 10));
  while ((rest /= 10) != 0);
  if (n < 0)
    digits[--at] = '-';
  g_string_append(text, digits + at);
}

char *
fraction_to_string(Fraction f)
{
  GString *text = g_string_new(NULL);

  append_integer(text, f.n);
  if (f.d != 1) {
    g_string_append_c(text, '/');
    append_integer(text, f.d);
  }
  return g_string_free_and_steal(text);
}

/* floor(x * 10^digits + 1/2) / 10^digits, for x >= 0 */
static Fraction
round_half_up(Fraction x, int digits)
{
  __int128 ten = 1;
  Fraction y;

  while (digits-- > 0)
    ten = times(ten, 10);
  y = fraction_add(fraction_multiply(x, (Fraction){ten, 1}), (Fraction){1, 2});
  return fraction_new(y.n / y.d, ten);
}

/* --- the document ------------------------------------------------------------------------- */

struct _Reference {
  xmlDoc *doc;
  xmlXPathContext *xpath;
};

Reference *
reference_new(GBytes *catalogue)
{
  Reference *self = g_new0(Reference, 1);
  gsize size;
  const char *data = g_bytes_get_data(catalogue, &size);

  self->doc = xmlReadMemory(data, (int)size, NULL, NULL, XML_PARSE_NONET);
  g_assert_nonnull(self->doc);
  self->xpath = xmlXPathNewContext(self->doc);
  xmlXPathRegisterNs(self->xpath, BAD_CAST "c", BAD_CAST "urn:silsa:catalogue:1");
  return self;
}

void
reference_free(Reference *self)
{
  xmlXPathFreeContext(self->xpath);
  xmlFreeDoc(self->doc);
  g_free(self);
}

static GStrv ask(Reference *self, xmlNode *from, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The string values of all nodes that an XPath finds. */
static GStrv
ask(Reference *self, xmlNode *from, const char *format, ...)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_autofree char *path = NULL;
  xmlXPathObject *object;
  va_list args;

  va_start(args, format);
  path = g_strdup_vprintf(format, args);
  va_end(args);
  self->xpath->node = from != NULL ? from : xmlDocGetRootElement(self->doc);
  object = xmlXPathEval(BAD_CAST path, self->xpath);
  g_assert_nonnull(object);
  for (int i = 0; object->nodesetval != NULL && i < object->nodesetval->nodeNr; i++) {
    xmlChar *text = xmlXPathCastNodeToString(object->nodesetval->nodeTab[i]);

    g_strv_builder_add(builder, (char *)text);
    xmlFree(text);
  }
  xmlXPathFreeObject(object);
  return g_strv_builder_end(builder);
}

static char *
ask_one(Reference *self, xmlNode *from, const char *path)
{
  g_auto(GStrv) all = ask(self, from, "%s", path);

  g_assert_cmpuint(g_strv_length(all), ==, 1);
  return g_strdup(all[0]);
}

static xmlNode *
find_indicator(Reference *self, const char *code)
{
  g_autofree char *path = g_strdup_printf("c:sector/c:item/c:indicator[@code='%s']", code);
  xmlXPathObject *object;
  xmlNode *node;

  self->xpath->node = xmlDocGetRootElement(self->doc);
  object = xmlXPathEval(BAD_CAST path, self->xpath);
  g_assert_cmpint(object->nodesetval->nodeNr, ==, 1);
  node = object->nodesetval->nodeTab[0];
  xmlXPathFreeObject(object);
  return node;
}

/* --- formulas: split at the weakest operator that stands furthest to the right -------------- */

typedef struct {
  GStrv names;
  const char *const *values;
  gboolean divides_by_zero;
} Environment;

static gssize
find_operator(const char *text, gsize length, const char *operators)
{
  int open = 0;

  for (gssize i = (gssize)length - 1; i >= 0; i--) {
    if (text[i] == ')')
      open++;
    else if (text[i] == '(')
      open--;
    else if (open == 0 && strchr(operators, text[i]) != NULL)
      return i;
  }
  return -1;
}

static Fraction evaluate(Environment *env, const char *text, gsize length);

static Fraction
apply(Environment *env, char operator, Fraction a, Fraction b)
{
  switch (operator) {
  case '+':
    return fraction_add(a, b);
  case '-':
    return fraction_subtract(a, b);
  case '*':
    return fraction_multiply(a, b);
  default:
    if (b.n != 0)
      return fraction_divide(a, b);
    env->divides_by_zero = TRUE;
    return (Fraction){0, 1};
  }
}

static Fraction
evaluate_atom(Environment *env, const char *text, gsize length)
{
  g_autofree char *atom = g_strndup(text, length);

  if (atom[0] == '(')
    return evaluate(env, text + 1, length - 2);
  if (g_ascii_isdigit(atom[0]))
    return fraction_parse(atom);
  for (guint i = 0; env->names[i] != NULL; i++)
    if (strcmp(env->names[i], atom) == 0)
      return fraction_parse(env->values[i]);
  g_error("no input %s", atom);
}

static Fraction
evaluate(Environment *env, const char *text, gsize length)
{
  gssize at;

  while (length > 0 && text[0] == ' ')
    text++, length--;
  while (length > 0 && text[length - 1] == ' ')
    length--;
  at = find_operator(text, length, "+-");
  if (at < 0)
    at = find_operator(text, length, "*/");
  if (at < 0)
    return evaluate_atom(env, text, length);
  return apply(env, text[at], evaluate(env, text, (gsize)at),
               evaluate(env, text + at + 1, length - (gsize)at - 1));
}

/* --- percent and points ------------------------------------------------------------------- */

static Fraction
interpolate(GStrv values, GStrv percents, Fraction v)
{
  guint last = g_strv_length(values) - 1;

  if (fraction_compare(v, fraction_parse(values[0])) < 0)
    return fraction_parse(percents[0]);
  for (guint i = 0; i < last; i++) {
    Fraction a = fraction_parse(values[i]), b = fraction_parse(values[i + 1]);
    Fraction left, right;

    if (fraction_compare(v, a) < 0 || fraction_compare(v, b) > 0)
      continue;
    /* the mean of both percents, each weighted with the distance to the other end */
    left = fraction_multiply(fraction_parse(percents[i]), fraction_subtract(b, v));
    right = fraction_multiply(fraction_parse(percents[i + 1]), fraction_subtract(v, a));
    return fraction_divide(fraction_add(left, right), fraction_subtract(b, a));
  }
  return fraction_parse(percents[last]);
}

static Fraction
step(GStrv values, GStrv percents, gboolean higher, Fraction v)
{
  gssize n = g_strv_length(values);

  if (higher) {
    for (gssize i = n - 1; i >= 0; i--)
      if (fraction_compare(fraction_parse(values[i]), v) <= 0)
        return fraction_parse(percents[i]);
  } else {
    for (gssize i = 0; i < n; i++)
      if (fraction_compare(fraction_parse(values[i]), v) >= 0)
        return fraction_parse(percents[i]);
  }
  return (Fraction){0, 1};
}

static Fraction
to_points(Reference *self, xmlNode *indicator, Fraction percent)
{
  g_autofree char *points = ask_one(self, indicator, "@points");
  g_autofree char *decimals = ask_one(self, NULL, "c:scale/@decimals");
  Fraction raw =
      fraction_divide(fraction_multiply(fraction_parse(points), percent), (Fraction){100, 1});

  return round_half_up(raw, (int)g_ascii_strtoll(decimals, NULL, 10));
}

GStrv
reference_knots(Reference *self, const char *indicator, const char *city_class)
{
  return ask(self, find_indicator(self, indicator), "c:scoring[@city-class='%s']/c:point/@value",
             city_class);
}

static Fraction
percent_at(Reference *self, xmlNode *node, const char *city_class, Fraction value)
{
  g_auto(GStrv) values = ask(self, node, "c:scoring[@city-class='%s']/c:point/@value", city_class);
  g_auto(GStrv) percents =
      ask(self, node, "c:scoring[@city-class='%s']/c:point/@percent", city_class);
  g_auto(GStrv) method = ask(self, node, "c:scoring[@city-class='%s']/@method", city_class);
  g_autofree char *direction = ask_one(self, node, "c:measure/@direction");

  if (strcmp(method[0], "linear") == 0)
    return interpolate(values, percents, value);
  return step(values, percents, strcmp(direction, "higher-is-better") == 0, value);
}

ReferenceScore
reference_score(Reference *self,
                const char *indicator,
                const char *city_class,
                const char *const *inputs)
{
  xmlNode *node = find_indicator(self, indicator);
  g_auto(GStrv) names = ask(self, node, "c:measure/c:input/@id");
  g_autofree char *formula = ask_one(self, node, "c:measure/@formula");
  Environment env = {names, inputs, FALSE};
  ReferenceScore score = {FALSE, {0, 1}, {0, 1}, {0, 1}};

  score.value = evaluate(&env, formula, strlen(formula));
  score.divides_by_zero = env.divides_by_zero;
  if (!score.divides_by_zero)
    score.percent = percent_at(self, node, city_class, score.value);
  score.points = to_points(self, node, score.percent);
  return score;
}

ReferenceScore
reference_score_level(Reference *self, const char *indicator, const char *level)
{
  xmlNode *node = find_indicator(self, indicator);
  g_auto(GStrv) percent = ask(self, node, "c:maturity/c:level[@number='%s']/@percent", level);
  ReferenceScore score = {FALSE, {0, 1}, {0, 1}, {0, 1}};

  score.percent = fraction_parse(percent[0]);
  score.points = to_points(self, node, score.percent);
  return score;
}

Fraction
reference_most(Reference *self, const char *indicator, const char *city_class)
{
  xmlNode *node = find_indicator(self, indicator);
  g_auto(GStrv) percents =
      ask(self, node, "c:scoring[@city-class='%s']/c:point/@percent | c:maturity/c:level/@percent",
          city_class);
  Fraction most = {0, 1};

  for (guint i = 0; percents[i] != NULL; i++)
    if (fraction_compare(fraction_parse(percents[i]), most) > 0)
      most = fraction_parse(percents[i]);
  return to_points(self, node, most);
}

int
reference_grade(Reference *self, Fraction points)
{
  g_auto(GStrv) bounds = ask(self, NULL, "c:grades/c:grade/@min-percent");
  g_autofree char *total = ask_one(self, NULL, "c:scale/@total");
  int n = 0;

  /* bound * total <= 100 * points */
  while (fraction_compare(fraction_multiply(fraction_parse(bounds[n]), fraction_parse(total)),
                          fraction_multiply((Fraction){100, 1}, points)) > 0)
    n++;
  return n + 1;
}
