#include "silsa-score.h"

void
silsa_score_init(SilsaScore *self)
{
  self->has_value = FALSE;
  self->divides_by_zero = FALSE;
  silsa_rational_init(&self->value);
  silsa_rational_init(&self->percent);
  silsa_rational_init(&self->points);
}

void
silsa_score_reset(SilsaScore *self)
{
  self->has_value = FALSE;
  self->divides_by_zero = FALSE;
  mpq_set_ui(self->value.q, 0, 1);
  mpq_set_ui(self->percent.q, 0, 1);
  mpq_set_ui(self->points.q, 0, 1);
}

void
silsa_score_clear(SilsaScore *self)
{
  silsa_rational_clear(&self->value);
  silsa_rational_clear(&self->percent);
  silsa_rational_clear(&self->points);
}

/* percent = a.percent + (value - a.value) * (b.percent - a.percent) / (b.value - a.value) */
static void
interpolate(const SilsaPoint *a, const SilsaPoint *b, mpq_srcptr value, mpq_ptr percent)
{
  mpq_t width;

  mpq_init(width);
  mpq_sub(width, b->value.q, a->value.q);
  mpq_sub(percent, value, a->value.q);
  mpq_div(percent, percent, width); /* values ascend strictly: never zero */
  mpq_sub(width, b->percent.q, a->percent.q);
  mpq_mul(percent, percent, width);
  mpq_add(percent, percent, a->percent.q);
  mpq_clear(width);
}

static void
percent_linear(const SilsaScoring *scoring, mpq_srcptr value, mpq_ptr percent)
{
  guint i = 0;

  while (i < scoring->n_points && mpq_cmp(scoring->points[i].value.q, value) <= 0)
    i++;
  if (i == 0)
    mpq_set(percent, scoring->points[0].percent.q);
  else if (i == scoring->n_points)
    mpq_set(percent, scoring->points[i - 1].percent.q);
  else
    interpolate(&scoring->points[i - 1], &scoring->points[i], value, percent);
}

static void
percent_steps(const SilsaScoring *scoring,
              SilsaDirection direction,
              mpq_srcptr value,
              mpq_ptr percent)
{
  const SilsaPoint *hit = NULL;

  for (guint i = 0; i < scoring->n_points; i++) {
    const SilsaPoint *point = &scoring->points[i];
    int side = mpq_cmp(point->value.q, value);

    if (direction == SILSA_HIGHER_IS_BETTER && side <= 0)
      hit = point;
    if (direction == SILSA_LOWER_IS_BETTER && side >= 0 && hit == NULL)
      hit = point;
  }
  if (hit != NULL)
    mpq_set(percent, hit->percent.q);
  else
    mpq_set_ui(percent, 0, 1);
}

void
silsa_score_percent_at(const SilsaIndicator *indicator,
                       guint class_index,
                       mpq_srcptr value,
                       mpq_ptr percent)
{
  const SilsaScoring *scoring;

  g_return_if_fail(indicator->kind == SILSA_KIND_QUANTITATIVE);

  scoring = &indicator->scorings[class_index];
  if (scoring->method == SILSA_METHOD_LINEAR)
    percent_linear(scoring, value, percent);
  else
    percent_steps(scoring, indicator->direction, value, percent);
}

static void
percent_to_points(const SilsaIndicator *indicator, int decimals, mpq_srcptr percent, mpq_ptr points)
{
  mpq_srcptr worth = indicator->points.q;

  /* Rounding needs no lowest terms, and looking for them would cost more than it. */
  mpz_mul(mpq_numref(points), mpq_numref(worth), mpq_numref(percent));
  mpz_mul(mpq_denref(points), mpq_denref(worth), mpq_denref(percent));
  mpz_mul_ui(mpq_denref(points), mpq_denref(points), 100);
  silsa_rational_round(points, decimals);
}

void
silsa_score_from_inputs(SilsaScore *self,
                        const SilsaIndicator *indicator,
                        guint class_index,
                        int decimals,
                        mpq_srcptr const *inputs)
{
  g_return_if_fail(indicator->kind == SILSA_KIND_QUANTITATIVE);

  self->has_value =
      silsa_formula_evaluate(indicator->formula, inputs, self->value.q) == SILSA_FORMULA_OK;
  self->divides_by_zero = !self->has_value;
  if (self->has_value)
    silsa_score_percent_at(indicator, class_index, self->value.q, self->percent.q);
  else
    mpq_set_ui(self->percent.q, 0, 1);
  percent_to_points(indicator, decimals, self->percent.q, self->points.q);
}

void
silsa_score_from_level(SilsaScore *self, const SilsaIndicator *indicator, int decimals, int level)
{
  g_return_if_fail(indicator->kind == SILSA_KIND_QUALITATIVE);
  g_return_if_fail(level >= 0 && (guint)level < indicator->n_levels);

  self->has_value = FALSE;
  self->divides_by_zero = FALSE;
  mpq_set(self->percent.q, indicator->levels[level].percent.q);
  percent_to_points(indicator, decimals, self->percent.q, self->points.q);
}

static void
raise_to(mpq_ptr most, mpq_srcptr percent)
{
  if (mpq_cmp(percent, most) > 0)
    mpq_set(most, percent);
}

void
silsa_score_most(const SilsaIndicator *indicator, guint class_index, int decimals, mpq_ptr points)
{
  mpq_t most;

  mpq_init(most);
  if (indicator->kind == SILSA_KIND_QUANTITATIVE) {
    const SilsaScoring *scoring = &indicator->scorings[class_index];

    for (guint i = 0; i < scoring->n_points; i++)
      raise_to(most, scoring->points[i].percent.q);
  } else {
    for (guint i = 0; i < indicator->n_levels; i++)
      raise_to(most, indicator->levels[i].percent.q);
  }
  percent_to_points(indicator, decimals, most, points);
  mpq_clear(most);
}

const SilsaGrade *
silsa_score_grade(SilsaCatalogue *catalogue, mpq_srcptr points)
{
  guint last = silsa_catalogue_get_n_grades(catalogue) - 1;
  guint n = 0;
  mpq_t percent;

  mpq_init(percent);
  mpq_set_ui(percent, 100, 1);
  mpq_mul(percent, percent, points);
  mpq_div(percent, percent, silsa_catalogue_get_total(catalogue));
  while (n < last && mpq_cmp(silsa_catalogue_get_grade(catalogue, n)->min_percent.q, percent) > 0)
    n++;
  mpq_clear(percent);
  return silsa_catalogue_get_grade(catalogue, n);
}
