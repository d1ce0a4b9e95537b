#include "silsa-form-indicator.h"

#include "silsa-chart-curve.h"
#include "silsa-formula-words.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define GAP 4.0
#define TEXT_X 96.0 /* where texts stand beside their names */
#define TEXT_WIDTH (SILSA_PAPER_WIDTH - TEXT_X)
#define LONGEST_BLOCK 400 /* characters; what is longer may be parted between two pages */
#define LETTER_WIDTH 16.0
#define QUESTION_WIDTH 274.0
#define KIND_X 302.0
#define KIND_WIDTH 86.0
#define RESULT_X 390.0
#define BOX_GAP 11.0

/* Columns of a value: its name, claimed, verified; the curve stands beside them. */
#define NAME_WIDTH 118.0
#define CLAIM_X 122.0
#define VALUE_X 200.0
#define VALUE_WIDTH 72.0
#define FIELD_HEIGHT 16.0
#define CURVE_X 292.0
#define CURVE_WIDTH (SILSA_PAPER_WIDTH - CURVE_X)
#define CURVE_PLOT 84.0

static const char *
get_text(const SilsaFormWork *work, const SilsaText *text)
{
  return silsa_text_get(text, work->language);
}

static char *
dup_points(const SilsaFormWork *work, const SilsaScore *score)
{
  return score != NULL ? silsa_number_to_text(score->points.q, work->decimals) : NULL;
}

/* A name at the left, and a text beside it; a long one may run on over the page. */
static void
add_named(const SilsaFormWork *work, const char *name, const char *text, SilsaPaperStyle style)
{
  gboolean is_long = g_utf8_strlen(text, -1) > LONGEST_BLOCK;
  const SilsaPaperCell cells[] = {{name, 0, TEXT_X - 6, SILSA_PAPER_SMALL, 0},
                                  {is_long ? NULL : text, TEXT_X, TEXT_WIDTH, style, 0}};

  silsa_paper_add_row(work->paper, cells, G_N_ELEMENTS(cells));
  if (is_long)
    silsa_paper_add_text(work->paper, text, style, TEXT_X);
}

/* What was written, or a line to write it on. */
static void
add_text_or_line(const SilsaFormWork *work, const char *name, const char *text)
{
  const SilsaPaperCell cell = {name, 0, TEXT_X - 6, SILSA_PAPER_SMALL, 0};
  cairo_t *cr;

  if (text != NULL) {
    add_named(work, name, text, SILSA_PAPER_BODY);
    return;
  }
  cr = silsa_paper_begin(work->paper, FIELD_HEIGHT + 2);
  silsa_paper_draw_cell(work->paper, cr, &cell, 3);
  silsa_paper_draw_line(work->paper, cr, TEXT_X, FIELD_HEIGHT - 2);
  silsa_paper_end(work->paper, cr);
}

/* --- head --- */

static void
add_head(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *title =
      g_strdup_printf("%s  %s", indicator->code, get_text(work, &indicator->title));
  g_autofree char *number = silsa_number_to_text(indicator->points.q, 0);
  g_autofree char *points = g_strdup_printf(_("%s points"), number);
  g_autofree char *facts =
      g_strjoin(" · ", silsa_kind_to_text(indicator->kind), silsa_stage_to_text(indicator->stage),
                points, silsa_state_to_text(silsa_answer_get_state(answer)),
                silsa_answer_get_flagged(answer) ? C_("filter", "Flagged") : NULL, NULL);

  silsa_paper_add_rule(work->paper);
  silsa_paper_add_text(work->paper, title, SILSA_PAPER_HEAD, 0);
  silsa_paper_add_text(work->paper, facts, SILSA_PAPER_SMALL, 0);
  silsa_paper_add_space(work->paper, 2);
  silsa_paper_add_text(work->paper, get_text(work, &indicator->definition), SILSA_PAPER_BODY, 0);
  silsa_paper_add_space(work->paper, GAP);
}

/* --- claim --- */

static void
add_claim_source(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const char *summary = silsa_answer_get(answer, "claim-summary");
  const char *document = silsa_answer_get(answer, "claim-document");
  const char *page = silsa_answer_get(answer, "claim-page");
  g_autofree char *pages = page != NULL ? g_strdup_printf(_("p. %s"), page) : NULL;
  g_autoptr(GPtrArray) parts = g_ptr_array_new();
  g_autofree char *text = NULL;

  if (summary != NULL)
    g_ptr_array_add(parts, (gpointer)summary);
  if (document != NULL)
    g_ptr_array_add(parts, (gpointer)document);
  if (pages != NULL)
    g_ptr_array_add(parts, pages);
  if (parts->len == 0 && silsa_answer_has_claim(answer))
    return;
  g_ptr_array_add(parts, NULL);
  text = parts->len > 1 ? g_strjoinv(" · ", (char **)parts->pdata)
                        : g_strdup(_("The city claims nothing for it"));
  add_named(work, _("Claim"), text, SILSA_PAPER_CLAIM);
}

/* --- value --- */

static void
set_mark(SilsaChartCurve *curve,
         const SilsaScore *score,
         const char *text,
         gboolean (*set)(SilsaChartCurve *, const SilsaChartMark *))
{
  SilsaChartMark mark;

  if (score == NULL || !score->has_value)
    return;
  mark = (SilsaChartMark){mpq_get_d(score->value.q), mpq_get_d(score->percent.q), text};
  set(curve, &mark);
}

static char *
dup_value(const SilsaIndicator *indicator, const SilsaScore *score)
{
  return score != NULL && score->has_value
             ? silsa_number_to_text(score->value.q, indicator->unit->decimals)
             : NULL;
}

static SilsaChartCurve *
new_curve(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const SilsaScoring *scoring =
      &indicator->scorings[silsa_assessment_get_class_index(work->assessment)];
  g_autofree SilsaChartPoint *points = g_new0(SilsaChartPoint, scoring->n_points);
  const SilsaScore *claim = silsa_answer_get_claim_score(answer);
  const SilsaScore *score = silsa_answer_get_score(answer);
  g_autofree char *claim_text = dup_value(indicator, claim);
  g_autofree char *text = dup_value(indicator, score);
  SilsaChartCurve *curve = silsa_chart_curve_new();

  for (guint i = 0; i < scoring->n_points; i++)
    points[i] = (SilsaChartPoint){mpq_get_d(scoring->points[i].value.q),
                                  mpq_get_d(scoring->points[i].percent.q)};
  silsa_chart_curve_set_scoring(curve, points, scoring->n_points,
                                scoring->method == SILSA_METHOD_STEPS,
                                indicator->direction == SILSA_LOWER_IS_BETTER);
  silsa_chart_curve_set_unit(curve, get_text(work, &indicator->unit->title));
  set_mark(curve, claim, claim_text, silsa_chart_curve_set_claim);
  set_mark(curve, score, text, silsa_chart_curve_set_verified);
  return curve;
}

/* A row of the table of values. */
typedef struct {
  char *name;
  char *claimed; /* NULL: none */
  char *verified; /* NULL: to be written by hand */
} ValueRow;

static void
value_row_clear(gpointer data)
{
  ValueRow *row = data;

  g_free(row->name);
  g_free(row->claimed);
  g_free(row->verified);
}

static void
add_value_row(GArray *rows, const char *name, const char *unit, char *claimed, char *verified)
{
  ValueRow row = {unit != NULL ? g_strdup_printf("%s (%s)", name, unit) : g_strdup(name), claimed,
                  verified};

  g_array_append_val(rows, row);
}

static char *
dup_number(SilsaAnswer *answer, const char *field)
{
  const char *value = silsa_answer_get(answer, field);

  return value != NULL ? silsa_decimal_to_text(value) : NULL;
}

static GArray *
list_value_rows(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(ValueRow));
  g_autofree char *most = silsa_number_to_text(indicator->points.q, 0);
  g_autofree char *of_most = g_strdup_printf("/ %s", most);
  const SilsaScore *claim = silsa_answer_get_claim_score(answer);
  const SilsaScore *score = silsa_answer_get_score(answer);

  g_array_set_clear_func(rows, value_row_clear);
  for (guint i = 0; i < indicator->n_inputs; i++) {
    const SilsaInput *input = &indicator->inputs[i];
    g_autofree char *claimed = g_strconcat("claim:", input->id, NULL);
    g_autofree char *verified = g_strconcat("input:", input->id, NULL);

    add_value_row(rows, get_text(work, &input->title), get_text(work, &input->unit->title),
                  dup_number(answer, claimed), dup_number(answer, verified));
  }
  if (indicator->n_inputs > 1)
    add_value_row(rows, _("Computed value"), get_text(work, &indicator->unit->title),
                  dup_value(indicator, claim), dup_value(indicator, score));
  add_value_row(rows, _("Score"), of_most, dup_points(work, claim), dup_points(work, score));
  return rows;
}

static double
get_value_row_height(const SilsaFormWork *work, const ValueRow *row)
{
  return MAX(FIELD_HEIGHT,
             silsa_paper_get_text_height(work->paper, row->name, SILSA_PAPER_BODY, NAME_WIDTH)) +
         4;
}

static void
draw_value_row(const SilsaFormWork *work, cairo_t *cr, const ValueRow *row, double y)
{
  const SilsaPaperCell cells[] = {
      {row->name, 0, NAME_WIDTH, SILSA_PAPER_BODY, 0},
      {row->claimed != NULL ? row->claimed : "–", CLAIM_X, VALUE_WIDTH, SILSA_PAPER_CLAIM, 1},
      {row->verified, VALUE_X, VALUE_WIDTH - 4, SILSA_PAPER_STRONG, 1},
  };

  for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
    silsa_paper_draw_cell(work->paper, cr, &cells[i], y + 2);
  if (row->verified == NULL)
    silsa_paper_draw_field(work->paper, cr, VALUE_X + 2, y, VALUE_WIDTH, FIELD_HEIGHT);
}

static double
draw_value_heads(const SilsaFormWork *work, cairo_t *cr)
{
  g_autofree char *claimed = g_strdup_printf("○ %s", _("Claim"));
  g_autofree char *verified = g_strdup_printf("● %s", _("Verified"));
  const SilsaPaperCell cells[] = {
      {claimed, CLAIM_X, VALUE_WIDTH, SILSA_PAPER_SMALL, 1},
      {verified, VALUE_X, VALUE_WIDTH - 4, SILSA_PAPER_SMALL, 1},
  };
  double height = 0;

  for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
    height = silsa_paper_draw_cell(work->paper, cr, &cells[i], 0);
  return height + 3;
}

static void
add_values(const SilsaFormWork *work, SilsaAnswer *answer)
{
  g_autoptr(GArray) rows = list_value_rows(work, answer);
  g_autoptr(SilsaChartCurve) curve = new_curve(work, answer);
  PangoContext *context = silsa_paper_get_context(work->paper);
  double curve_height = silsa_chart_curve_get_height(curve, context, CURVE_PLOT);
  double height = 14;
  cairo_t *cr;
  double y;

  for (guint i = 0; i < rows->len; i++)
    height += get_value_row_height(work, &g_array_index(rows, ValueRow, i));
  cr = silsa_paper_begin(work->paper, MAX(height, curve_height) + GAP);
  y = draw_value_heads(work, cr);
  for (guint i = 0; i < rows->len; i++) {
    const ValueRow *row = &g_array_index(rows, ValueRow, i);

    draw_value_row(work, cr, row, y);
    y += get_value_row_height(work, row);
  }
  cairo_translate(cr, CURVE_X, 0);
  silsa_chart_draw_curve(cr, silsa_chart_palette_get_grey(), curve, context, CURVE_WIDTH,
                         curve_height);
  silsa_paper_end(work->paper, cr);
}

static void
add_formula(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *formula = silsa_formula_to_words(indicator, work->language);
  g_autofree char *numbers = silsa_formula_to_numbers(answer, "input", work->language);

  if (indicator->n_inputs > 1)
    add_named(work, _("Formula"), formula, SILSA_PAPER_BODY);
  if (numbers != NULL)
    add_named(work, NULL, numbers, SILSA_PAPER_BODY);
}

/* --- level --- */

static void
add_level(const SilsaFormWork *work, SilsaAnswer *answer, const SilsaLevel *level)
{
  g_autofree char *number = g_strdup_printf("%d", level->number);
  g_autofree char *percent = silsa_percent_to_text(level->percent.q);
  const char *descriptor = get_text(work, &level->descriptor);
  gboolean claimed = silsa_answer_get_claim_level(answer) == level->number;
  gboolean chosen = silsa_answer_get_level(answer) == level->number;
  g_autofree char *claim = g_strdup_printf("○ %s", _("Claim"));
  const double width = SILSA_PAPER_WIDTH - TEXT_X - 60;
  const SilsaPaperCell cells[] = {
      {percent, 30, 40, SILSA_PAPER_SMALL, 1},
      {descriptor, TEXT_X - 16, width, chosen ? SILSA_PAPER_STRONG : SILSA_PAPER_BODY, 0},
      {claimed ? claim : NULL, SILSA_PAPER_WIDTH - 70, 70, SILSA_PAPER_CLAIM, 1},
  };
  double height = silsa_paper_get_text_height(work->paper, descriptor, cells[1].style, width);
  cairo_t *cr = silsa_paper_begin(work->paper, height + GAP);

  silsa_paper_draw_box(work->paper, cr, number, chosen, 0, 0);
  silsa_paper_draw_cell(work->paper, cr, &cells[0], 1.5);
  silsa_paper_draw_cell(work->paper, cr, &cells[1], 0);
  silsa_paper_draw_cell(work->paper, cr, &cells[2], 0);
  silsa_paper_end(work->paper, cr);
}

static void
add_levels(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *points = dup_points(work, silsa_answer_get_score(answer));
  g_autofree char *most = silsa_number_to_text(indicator->points.q, 0);
  g_autofree char *score = points != NULL ? g_strdup_printf("%s / %s", points, most) : NULL;

  for (guint i = 0; i < indicator->n_levels; i++)
    add_level(work, answer, &indicator->levels[i]);
  if (score != NULL)
    add_named(work, _("Score"), score, SILSA_PAPER_STRONG);
}

/* --- fate of the claim --- */

static void
add_fate(const SilsaFormWork *work, SilsaAnswer *answer)
{
  SilsaFate fate = silsa_answer_get_fate(answer);
  const SilsaPaperCell name = {_("Outcome"), 0, TEXT_X - 6, SILSA_PAPER_SMALL, 0};
  cairo_t *cr = silsa_paper_begin(work->paper, FIELD_HEIGHT);
  double x = TEXT_X;

  silsa_paper_draw_cell(work->paper, cr, &name, 1.5);
  for (SilsaFate one = SILSA_FATE_CONFIRMED; one <= SILSA_FATE_UNVERIFIABLE; one++) {
    if (one != SILSA_FATE_UNVERIFIABLE && !silsa_answer_has_claim(answer))
      continue;
    x += silsa_paper_draw_box(work->paper, cr, silsa_fate_to_text(one), one == fate, x, 0) +
         2 * BOX_GAP;
  }
  silsa_paper_end(work->paper, cr);
}

static void
add_reason(const SilsaFormWork *work, SilsaAnswer *answer)
{
  SilsaFate fate = silsa_answer_get_fate(answer);
  const char *reason =
      silsa_answer_get(answer, fate == SILSA_FATE_UNVERIFIABLE ? "unverifiable" : "reason");
  const char *justification = silsa_answer_get(answer, "justify");
  const char *const *codes = silsa_answer_get_contradictions(answer);

  add_fate(work, answer);
  if (reason != NULL || fate != SILSA_FATE_CONFIRMED)
    add_text_or_line(work, _("Reason"), reason);
  for (guint i = 0; codes[i] != NULL; i++) {
    g_autofree char *words = silsa_contradiction_to_text(answer, codes[i], work->language);

    add_named(work, i == 0 ? _("Contradiction") : NULL, words, SILSA_PAPER_BODY);
  }
  if (codes[0] != NULL || justification != NULL)
    add_text_or_line(work, C_("form", "Justification"), justification);
  silsa_paper_add_space(work->paper, GAP);
}

/* --- checks --- */

static void
draw_results(const SilsaFormWork *work, cairo_t *cr, SilsaResult result)
{
  double x = RESULT_X;

  for (SilsaResult one = SILSA_RESULT_YES; one <= SILSA_RESULT_NO; one++)
    x += silsa_paper_draw_box(work->paper, cr, silsa_result_to_text(one), one == result, x, 0) +
         BOX_GAP;
}

static void
add_check(const SilsaFormWork *work, SilsaAnswer *answer, const SilsaCheck *check)
{
  const char *question = get_text(work, &check->question);
  g_autofree char *letter = g_strdup_printf("%c", check->letter);
  g_autofree char *kind = g_strdup_printf("%s · %s", silsa_check_evidence_to_text(check->evidence),
                                          check->required ? _("required") : _("optional"));
  g_autofree char *field = g_strconcat("check-note:", check->code, NULL);
  const char *note = silsa_answer_get(answer, field);
  const SilsaPaperCell cells[] = {
      {letter, 0, LETTER_WIDTH, SILSA_PAPER_STRONG, 0},
      {question, LETTER_WIDTH, QUESTION_WIDTH, SILSA_PAPER_BODY, 0},
      {kind, KIND_X, KIND_WIDTH, SILSA_PAPER_SMALL, 0},
  };
  double height =
      MAX(silsa_paper_get_text_height(work->paper, question, SILSA_PAPER_BODY, QUESTION_WIDTH),
          silsa_paper_get_text_height(work->paper, kind, SILSA_PAPER_SMALL, KIND_WIDTH));
  cairo_t *cr = silsa_paper_begin(work->paper, height + GAP);

  for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
    silsa_paper_draw_cell(work->paper, cr, &cells[i], 0);
  draw_results(work, cr, silsa_answer_get_result(answer, check->code));
  silsa_paper_end(work->paper, cr);
  if (note != NULL)
    silsa_paper_add_text(work->paper, note, SILSA_PAPER_CLAIM, LETTER_WIDTH);
}

static void
add_checks(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);

  if (indicator->n_checks == 0)
    return;
  silsa_paper_add_text(work->paper, _("Checks"), SILSA_PAPER_STRONG, 0);
  silsa_paper_add_space(work->paper, 2);
  for (guint i = 0; i < indicator->n_checks; i++)
    add_check(work, answer, &indicator->checks[i]);
  silsa_paper_add_space(work->paper, GAP);
}

/* --- evidence --- */

static void
append_use(const SilsaFormWork *work, GString *words, SilsaAnswer *answer, const SilsaUse *use)
{
  SilsaEvidence *evidence = silsa_assessment_find_evidence(work->assessment, use->evidence);
  int check = use->check != NULL
                  ? silsa_indicator_find_check(silsa_answer_get_indicator(answer), use->check)
                  : -1;

  g_string_append_printf(words, "%s%s", words->len > 0 ? "\n" : "",
                         silsa_evidence_get_facts(evidence)->name);
  if (check >= 0)
    g_string_append_printf(words, " (%c)",
                           silsa_answer_get_indicator(answer)->checks[check].letter);
  if (use->caption != NULL && *use->caption != '\0')
    g_string_append_printf(words, ": %s", use->caption);
}

static void
add_evidence(const SilsaFormWork *work, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autoptr(GArray) uses = silsa_answer_get_uses(answer);
  g_autoptr(GString) names = g_string_new(NULL);
  g_autoptr(GString) documents = g_string_new(NULL);
  g_autofree char *photos = silsa_photos_to_text(answer);

  for (guint i = 0; i < indicator->n_documents; i++)
    g_string_append_printf(documents, "%s%s", i > 0 ? " · " : "",
                           get_text(work, &indicator->documents[i]));
  if (documents->len > 0)
    add_named(work, _("Documents to see"), documents->str, SILSA_PAPER_BODY);
  if (indicator->expected_photos > 0 || silsa_answer_get_n_photos(answer) > 0)
    add_named(work, _("Photos"), photos, SILSA_PAPER_BODY);
  for (guint i = 0; i < uses->len; i++)
    append_use(work, names, answer, &g_array_index(uses, SilsaUse, i));
  if (names->len > 0)
    add_named(work, _("Evidence"), names->str, SILSA_PAPER_CLAIM);
}

/* --- findings --- */

static void
add_findings(const SilsaFormWork *work, SilsaAnswer *answer)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(answer);

  for (SilsaFindingKind kind = SILSA_FINDING_STRENGTH; kind <= SILSA_FINDING_RECOMMENDATION;
       kind++) {
    gboolean any = FALSE;

    for (guint i = 0; i < findings->len; i++) {
      const SilsaFinding *finding = &g_array_index(findings, SilsaFinding, i);

      if (finding->kind == kind)
        add_named(work, silsa_finding_kind_to_text(kind), finding->text, SILSA_PAPER_BODY);
      any = any || finding->kind == kind;
    }
    if (!any)
      add_text_or_line(work, silsa_finding_kind_to_text(kind), NULL);
  }
}

void
silsa_form_add_indicator(const SilsaFormWork *work, SilsaAnswer *answer)
{
  add_head(work, answer);
  add_claim_source(work, answer);
  if (silsa_answer_get_indicator(answer)->kind == SILSA_KIND_QUANTITATIVE) {
    add_values(work, answer);
    add_formula(work, answer);
  } else {
    add_levels(work, answer);
  }
  add_reason(work, answer);
  add_checks(work, answer);
  add_evidence(work, answer);
  add_findings(work, answer);
}
