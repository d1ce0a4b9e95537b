#include "silsa-catalogue-private.h"

#include "silsa-error.h"
#include "silsa-xml.h"

#include <string.h>

/* The rules at the head of data/catalogue.xsd, under their numbers there. Rule 8 is kept by
 * silsa-formula.c. */

static gboolean
fail(GError **error,
     const char *rule,
     xmlNode *node,
     const char *subject,
     const char *found,
     const char *expected)
{
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "%s: found %s, expected %s",
                  subject != NULL ? subject : "catalogue", found != NULL ? found : "nothing",
                  expected != NULL ? expected : "otherwise");
  silsa_error_at_line(error, silsa_xml_line(node));
  silsa_error_at_subject(error, subject);
  silsa_error_with_found(error, found);
  silsa_error_with_expected(error, expected);
  return FALSE;
}

static gboolean
fail_with_numbers(GError **error,
                  const char *rule,
                  xmlNode *node,
                  const char *subject,
                  mpq_srcptr found,
                  mpq_srcptr expected)
{
  g_autofree char *is = silsa_rational_format_short(found);
  g_autofree char *ought = expected != NULL ? silsa_rational_format_short(expected) : NULL;

  return fail(error, rule, node, subject, is, ought);
}

static gboolean
fail_with_counts(GError **error,
                 const char *rule,
                 xmlNode *node,
                 const char *subject,
                 guint found,
                 guint expected)
{
  g_autofree char *is = g_strdup_printf("%u", found);
  g_autofree char *ought = g_strdup_printf("%u", expected);

  return fail(error, rule, node, subject, is, ought);
}

static xmlNode *
nth(xmlNode *parent, const char *name, guint n)
{
  xmlNode *node = silsa_xml_first(parent, name);

  while (n-- > 0)
    node = silsa_xml_next(node, name);
  return node;
}

/* --- 1: sums of points -------------------------------------------------------------------- */

static gboolean
check_sum(const char *rule,
          mpq_srcptr sum,
          mpq_srcptr stated,
          const char *subject,
          xmlNode *node,
          GError **error)
{
  return mpq_equal(sum, stated) || fail_with_numbers(error, rule, node, subject, sum, stated);
}

gboolean
silsa_catalogue_check_item(const SilsaItem *item, xmlNode *node, GError **error)
{
  g_auto(SilsaRational) sum = {0};

  silsa_rational_init(&sum);
  for (guint i = 0; i < item->n_indicators; i++)
    mpq_add(sum.q, sum.q, item->indicators[i].points.q);
  return check_sum("item-points-sum", sum.q, item->points.q, item->code, node, error);
}

gboolean
silsa_catalogue_check_sector(const SilsaSector *sector, xmlNode *node, GError **error)
{
  g_auto(SilsaRational) sum = {0};

  silsa_rational_init(&sum);
  for (guint i = 0; i < sector->n_items; i++)
    mpq_add(sum.q, sum.q, sector->items[i].points.q);
  return check_sum("sector-points-sum", sum.q, sector->points.q, sector->code, node, error);
}

gboolean
silsa_catalogue_check_total(const SilsaCatalogue *self, xmlNode *node, GError **error)
{
  g_auto(SilsaRational) sum = {0};

  silsa_rational_init(&sum);
  for (guint i = 0; i < self->n_sectors; i++)
    mpq_add(sum.q, sum.q, self->sectors[i].points.q);
  return check_sum("total-points-sum", sum.q, self->total.q, self->id, node, error);
}

/* --- 2: kind and content ------------------------------------------------------------------ */

gboolean
silsa_catalogue_check_kind(const SilsaIndicator *indicator, xmlNode *node, GError **error)
{
  gboolean maturity = silsa_xml_first(node, "maturity") != NULL;

  if (maturity == (indicator->kind == SILSA_KIND_QUALITATIVE))
    return TRUE;
  return fail(error, "kind", node, indicator->code, maturity ? "maturity" : "measure",
              maturity ? "measure" : "maturity");
}

/* --- 3, 5: scoring ------------------------------------------------------------------------ */

gboolean
silsa_catalogue_check_scorings(const SilsaCatalogue *self,
                               const SilsaIndicator *indicator,
                               xmlNode *node,
                               GError **error)
{
  for (guint i = 0; i < self->n_classes; i++)
    if (indicator->scorings[i].n_points == 0)
      return fail(error, "scoring-class", node, indicator->code, NULL, self->classes[i].id);
  return TRUE;
}

gboolean
silsa_catalogue_check_scoring(const SilsaIndicator *indicator,
                              const SilsaScoring *scoring,
                              xmlNode *node,
                              GError **error)
{
  for (guint i = 1; i < scoring->n_points; i++) {
    const SilsaPoint *a = &scoring->points[i - 1];
    const SilsaPoint *b = &scoring->points[i];
    int change = mpq_cmp(b->percent.q, a->percent.q);

    if (mpq_cmp(b->value.q, a->value.q) <= 0)
      return fail_with_numbers(error, "scoring-values", nth(node, "point", i), indicator->code,
                               b->value.q, a->value.q);
    if (indicator->direction == SILSA_HIGHER_IS_BETTER ? change < 0 : change > 0)
      return fail_with_numbers(error,
                               indicator->direction == SILSA_HIGHER_IS_BETTER
                                   ? "scoring-percents-fall"
                                   : "scoring-percents-rise",
                               nth(node, "point", i), indicator->code, b->percent.q, a->percent.q);
  }
  return TRUE;
}

/* --- 4: codes ----------------------------------------------------------------------------- */

gboolean
silsa_catalogue_check_code(
    const char *code, const char *parent, const char *separator, xmlNode *node, GError **error)
{
  g_autofree char *start = g_strconcat(parent, separator, NULL);

  return g_str_has_prefix(code, start) || fail(error, "code-prefix", node, code, code, start);
}

/* --- 6: maturity levels ------------------------------------------------------------------- */

gboolean
silsa_catalogue_check_levels(const SilsaIndicator *indicator, xmlNode *node, GError **error)
{
  for (guint i = 0; i < indicator->n_levels; i++) {
    const SilsaLevel *level = &indicator->levels[i];

    if ((guint)level->number != i)
      return fail_with_counts(error, "level-numbers", nth(node, "level", i), indicator->code,
                              (guint)level->number, i);
    if (i > 0 && mpq_cmp(level->percent.q, level[-1].percent.q) < 0)
      return fail_with_numbers(error, "level-percents", nth(node, "level", i), indicator->code,
                               level->percent.q, level[-1].percent.q);
  }
  return TRUE;
}

/* --- 7, 12: grades ------------------------------------------------------------------------ */

static gboolean
check_grade(const SilsaGrade *grade, guint n, xmlNode *node, GError **error)
{
  g_autofree char *subject = g_strdup_printf("%d", grade->number);

  if ((guint)grade->number != n + 1)
    return fail_with_counts(error, "grade-numbers", node, subject, (guint)grade->number, n + 1);
  if (n == 0)
    return TRUE;
  if (mpq_cmp(grade->min_percent.q, grade[-1].min_percent.q) >= 0)
    return fail_with_numbers(error, "grade-percents", node, subject, grade->min_percent.q,
                             grade[-1].min_percent.q);
  if (grade->certified && !grade[-1].certified)
    return fail(error, "certified-first", node, subject, "true", "false");
  return TRUE;
}

gboolean
silsa_catalogue_check_grades(const SilsaCatalogue *self, xmlNode *node, GError **error)
{
  const SilsaGrade *last = &self->grades[self->n_grades - 1];
  g_autofree char *subject = NULL;

  for (guint i = 0; i < self->n_grades; i++)
    if (!check_grade(&self->grades[i], i, nth(node, "grade", i), error))
      return FALSE;
  if (mpq_sgn(last->min_percent.q) == 0)
    return TRUE;
  subject = g_strdup_printf("%d", last->number);
  return fail_with_numbers(error, "grade-last", nth(node, "grade", self->n_grades - 1), subject,
                           last->min_percent.q, NULL);
}

/* --- 9, 10: photos and decimals ----------------------------------------------------------- */

gboolean
silsa_catalogue_check_photos(const SilsaIndicator *indicator, xmlNode *node, GError **error)
{
  for (guint i = 0; i < indicator->n_checks; i++)
    if (indicator->checks[i].evidence == SILSA_EVIDENCE_PHOTO && indicator->expected_photos == 0)
      return fail(error, "photos-expected", node, indicator->code, "0", indicator->checks[i].code);
  return TRUE;
}

gboolean
silsa_catalogue_check_decimals(const SilsaCatalogue *self,
                               const SilsaIndicator *indicator,
                               xmlNode *node,
                               GError **error)
{
  g_auto(SilsaRational) rounded = {0};
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  silsa_rational_init(&rounded);
  mpq_set(rounded.q, indicator->points.q);
  silsa_rational_round(rounded.q, self->decimals);
  if (mpq_equal(rounded.q, indicator->points.q))
    return TRUE;
  found = silsa_rational_format_short(indicator->points.q);
  expected = g_strdup_printf("%d", self->decimals);
  return fail(error, "points-decimals", node, indicator->code, found, expected);
}

/* --- 11: city classes --------------------------------------------------------------------- */

gboolean
silsa_catalogue_check_classes(const SilsaCatalogue *self, xmlNode *node, GError **error)
{
  gboolean has_zero = FALSE;

  for (guint i = 0; i < self->n_classes; i++) {
    has_zero = has_zero || self->classes[i].min_population == 0;
    for (guint j = 0; j < i; j++)
      if (self->classes[i].min_population == self->classes[j].min_population) {
        g_autofree char *found =
            g_strdup_printf("%" G_GUINT64_FORMAT, self->classes[i].min_population);

        return fail(error, "class-populations", nth(node, "class", i), self->classes[i].id, found,
                    self->classes[j].id);
      }
  }
  return has_zero || fail(error, "class-zero", node, NULL, NULL, "0");
}
