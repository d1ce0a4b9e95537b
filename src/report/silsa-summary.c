#include "silsa-summary.h"

#include "silsa-chart-band.h"
#include "silsa-chart-bars.h"
#include "silsa-chart-radar.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define RADAR_HEIGHT 270
#define REASON_CHARACTERS 160 /* longer ones are read in the window */
#define UNVERIFIABLE_MOST 6

typedef struct {
  SilsaPaper *paper;
  SilsaAssessment *assessment;
  SilsaCatalogue *catalogue;
  const SilsaPreview *preview;
  const SilsaSummaryHead *head;
  SilsaLanguage language;
  int decimals;
} Work;

static char *
dup_points(const Work *self, mpq_srcptr points)
{
  return silsa_number_to_text(points, self->decimals);
}

static const char *
get_text(const Work *self, const SilsaText *text)
{
  return silsa_text_get(text, self->language);
}

/* --- who and what --- */

static void
add_title(Work *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self->assessment);
  guint class_index = silsa_assessment_get_class_index(self->assessment);
  const char *class_title =
      get_text(self, &silsa_catalogue_get_class(self->catalogue, class_index)->title);
  g_autofree char *left = g_strdup_printf(_("%s · %s · revision %u"), about->city_name,
                                          about->assessor_name, self->head->revision);
  g_autofree char *right = g_strdup_printf(_("%u of %u complete"), self->preview->all.complete,
                                           self->preview->all.applicable);
  g_autofree char *line = g_strdup_printf("%s · %s · %s", class_title, right,
                                          about->round_id != NULL ? about->round_id : "–");

  silsa_paper_set_head(self->paper, left, self->head->catalogue_status);
  silsa_paper_set_foot(self->paper, _("Summary of a submission package"));
  if (g_strcmp0(about->purpose, "demonstration") == 0)
    silsa_paper_set_mark(self->paper, _("Demonstration"));
  silsa_paper_add_text(self->paper, about->city_name, SILSA_PAPER_TITLE, 0);
  silsa_paper_add_text(self->paper, left, SILSA_PAPER_STRONG, 0);
  silsa_paper_add_text(self->paper, line, SILSA_PAPER_BODY, 0);
  silsa_paper_add_text(self->paper, self->head->catalogue_status, SILSA_PAPER_SMALL, 0);
  silsa_paper_add_space(self->paper, 8);
}

static void
add_verdict(Work *self)
{
  g_autofree char *words = g_strdup_printf(_("Verification: %s"), self->head->verdict);

  silsa_paper_add_rule(self->paper);
  silsa_paper_add_text(self->paper, words, SILSA_PAPER_HEAD, 0);
  silsa_paper_add_text(self->paper, self->head->sentence, SILSA_PAPER_BODY, 0);
  silsa_paper_add_space(self->paper, 4);
  silsa_paper_add_rule(self->paper);
}

/* --- the result --- */

static void
add_band(Work *self)
{
  guint n = silsa_catalogue_get_n_grades(self->catalogue);
  g_autofree SilsaChartGrade *grades = g_new0(SilsaChartGrade, n);
  const SilsaBand *all = &self->preview->all;
  g_autofree char *low = dup_points(self, all->low.q);
  g_autofree char *expected = dup_points(self, all->expected.q);
  g_autofree char *high = dup_points(self, all->high.q);
  const SilsaChartEnd ends[] = {
      {mpq_get_d(all->low_percent.q), low, self->preview->low_grade->number},
      {mpq_get_d(all->expected_percent.q), expected, self->preview->expected_grade->number},
      {mpq_get_d(all->high_percent.q), high, self->preview->high_grade->number},
  };
  g_autoptr(SilsaChartBand) band = silsa_chart_band_new();
  PangoContext *context = silsa_paper_get_context(self->paper);
  double height;
  cairo_t *cr;

  for (guint i = 0; i < n; i++) {
    const SilsaGrade *grade = silsa_catalogue_get_grade(self->catalogue, i);

    grades[i] = (SilsaChartGrade){grade->number, get_text(self, &grade->title),
                                  mpq_get_d(grade->min_percent.q), grade->certified};
  }
  silsa_chart_band_set_grades(band, grades, n);
  silsa_chart_band_set_ends(band, &ends[0], &ends[1], &ends[2]);
  height = silsa_chart_band_get_height(band, context, FALSE);
  cr = silsa_paper_begin(self->paper, height);
  silsa_chart_draw_band(cr, silsa_chart_palette_get(FALSE, FALSE), band, context, FALSE,
                        SILSA_PAPER_WIDTH);
  silsa_paper_end(self->paper, cr);
}

static void
add_end(
    Work *self, const char *name, mpq_srcptr points, mpq_srcptr percent, const SilsaGrade *grade)
{
  g_autofree char *points_text = dup_points(self, points);
  g_autofree char *percent_text = silsa_percent_to_text(percent);
  const SilsaPaperCell cells[] = {
      {name, 0, 110, SILSA_PAPER_CLAIM, 0},
      {get_text(self, &grade->title), 120, 90, SILSA_PAPER_STRONG, 0},
      {points_text, 220, 80, SILSA_PAPER_STRONG, 1},
      {percent_text, 310, 60, SILSA_PAPER_BODY, 1},
  };

  silsa_paper_add_row(self->paper, cells, G_N_ELEMENTS(cells));
}

static void
add_result(Work *self)
{
  const SilsaBand *all = &self->preview->all;

  silsa_paper_add_space(self->paper, 8);
  silsa_paper_add_text(self->paper, _("Result"), SILSA_PAPER_HEAD, 0);
  add_end(self, C_("band", "Low"), all->low.q, all->low_percent.q, self->preview->low_grade);
  add_end(self, C_("band", "Expected"), all->expected.q, all->expected_percent.q,
          self->preview->expected_grade);
  add_end(self, C_("band", "High"), all->high.q, all->high_percent.q, self->preview->high_grade);
  silsa_paper_add_space(self->paper, 8);
  add_band(self);
}

/* --- sectors and items --- */

static void
add_bar(Work *self, const SilsaBand *band)
{
  g_auto(SilsaRational) claim = {0};
  SilsaChartSector bar = {mpq_get_d(band->low_percent.q), mpq_get_d(band->expected_percent.q),
                          mpq_get_d(band->high_percent.q), SILSA_CHART_NONE};
  cairo_t *cr = silsa_paper_begin(self->paper, 18);

  silsa_rational_init(&claim);
  if (mpq_sgn(band->total.q) > 0) {
    mpq_div(claim.q, band->claim.q, band->total.q);
    bar.claim = 100 * mpq_get_d(claim.q);
  }
  silsa_chart_draw_sector(cr, silsa_chart_palette_get(FALSE, FALSE), &bar, SILSA_PAPER_WIDTH, 16,
                          8);
  silsa_paper_end(self->paper, cr);
}

static void
add_part(Work *self, const char *code, const char *title, const SilsaBand *band, gboolean strong)
{
  g_autofree char *name = g_strdup_printf("%s  %s", code, title);
  g_autofree char *expected = dup_points(self, band->expected.q);
  g_autofree char *total = dup_points(self, band->total.q);
  g_autofree char *claim = dup_points(self, band->claim.q);
  g_autofree char *points = g_strdup_printf("%s / %s", expected, total);
  g_autofree char *percent = silsa_percent_to_text(band->expected_percent.q);
  SilsaPaperStyle style = strong ? SILSA_PAPER_STRONG : SILSA_PAPER_BODY;
  const SilsaPaperCell cells[] = {
      {name, 0, 250, style, 0},
      {claim, 260, 70, SILSA_PAPER_CLAIM, 1},
      {points, 340, 110, style, 1},
      {percent, 460, 51, SILSA_PAPER_BODY, 1},
  };

  silsa_paper_add_row(self->paper, cells, G_N_ELEMENTS(cells));
}

static void
add_sectors(Work *self)
{
  const SilsaPaperCell heads[] = {
      {_("Sectors"), 0, 250, SILSA_PAPER_HEAD, 0},
      {C_("column", "Claimed"), 260, 70, SILSA_PAPER_SMALL, 1},
      {C_("band", "Expected"), 340, 110, SILSA_PAPER_SMALL, 1},
  };

  silsa_paper_add_space(self->paper, 12);
  silsa_paper_add_row(self->paper, heads, G_N_ELEMENTS(heads));
  for (guint i = 0; i < self->preview->n_sectors; i++) {
    const SilsaSector *sector = silsa_catalogue_get_sector(self->catalogue, i);

    add_part(self, sector->code, get_text(self, &sector->title), &self->preview->sectors[i], TRUE);
    add_bar(self, &self->preview->sectors[i]);
  }
}

static double
claim_percent(const SilsaBand *band)
{
  g_auto(SilsaRational) share = {0};

  silsa_rational_init(&share);
  if (mpq_sgn(band->total.q) == 0)
    return SILSA_CHART_NONE;
  mpq_div(share.q, band->claim.q, band->total.q);
  return 100 * mpq_get_d(share.q);
}

/* Fewer than three axes span nothing. */
static void
add_radar(Work *self)
{
  guint n = self->preview->n_items;
  g_autofree SilsaChartAxis *axes = g_new0(SilsaChartAxis, n);
  g_autoptr(SilsaChartRadar) radar = silsa_chart_radar_new();
  cairo_t *cr;

  for (guint i = 0; i < n; i++) {
    const SilsaItem *item = silsa_catalogue_get_item(self->catalogue, i);
    const SilsaBand *band = &self->preview->items[i];

    axes[i] = (SilsaChartAxis){item->code, get_text(self, &item->title),
                               mpq_get_d(band->expected_percent.q), claim_percent(band)};
  }
  if (n < 3)
    return;
  silsa_chart_radar_set_axes(radar, axes, n, 70);
  silsa_paper_add_space(self->paper, 4);
  cr = silsa_paper_begin(self->paper, RADAR_HEIGHT);
  silsa_chart_draw_radar(cr, silsa_chart_palette_get(FALSE, FALSE), radar,
                         silsa_paper_get_context(self->paper), -1, SILSA_PAPER_WIDTH, RADAR_HEIGHT);
  silsa_paper_end(self->paper, cr);
}

/* --- the package --- */

static void
add_facts(Work *self)
{
  silsa_paper_add_text(self->paper, _("Package and signature"), SILSA_PAPER_HEAD, 0);
  for (guint i = 0; self->head->facts[i] != NULL; i += 2) {
    const SilsaPaperCell cells[] = {
        {self->head->facts[i], 0, 130, SILSA_PAPER_SMALL, 0},
        {self->head->facts[i + 1], 135, 376, SILSA_PAPER_SMALL, 0},
    };

    silsa_paper_add_row(self->paper, cells, G_N_ELEMENTS(cells));
  }
  for (guint i = 0; self->head->remarks[i] != NULL; i++)
    silsa_paper_add_text(self->paper, self->head->remarks[i], SILSA_PAPER_SMALL, 0);
  silsa_paper_add_space(self->paper, 10);
}

/* --- indicators --- */

static char *
dup_shortened(const char *text)
{
  g_autofree char *start = NULL;

  if (text == NULL || g_utf8_strlen(text, -1) <= REASON_CHARACTERS)
    return g_strdup(text);
  start = g_utf8_substring(text, 0, REASON_CHARACTERS - 1);
  return g_strconcat(start, "…", NULL);
}

static void
add_indicator(Work *self, const SilsaMatterRow *row, const char *reason)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(row->answer);
  const SilsaScore *score = silsa_answer_get_score(row->answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(row->answer);
  g_autofree char *found = score != NULL ? dup_points(self, score->points.q) : g_strdup("–");
  g_autofree char *claimed = claim != NULL ? dup_points(self, claim->points.q) : g_strdup("–");
  g_autofree char *points = g_strdup_printf("%s → %s", claimed, found);
  g_autofree char *difference = dup_points(self, row->difference.q);
  g_autofree char *why = dup_shortened(reason);
  const SilsaPaperCell cells[] = {
      {indicator->code, 0, 42, SILSA_PAPER_CLAIM, 0},
      {get_text(self, &indicator->title), 46, 300, SILSA_PAPER_BODY, 0},
      {points, 350, 100, SILSA_PAPER_BODY, 1},
      {difference, 456, 55, SILSA_PAPER_STRONG, 1},
  };
  const SilsaPaperCell below[] = {{why, 46, 465, SILSA_PAPER_SMALL, 0}};

  silsa_paper_add_row(self->paper, cells, G_N_ELEMENTS(cells));
  if (why != NULL)
    silsa_paper_add_row(self->paper, below, G_N_ELEMENTS(below));
}

static void
add_rest(Work *self, guint left)
{
  g_autofree char *words = NULL;

  if (left == 0)
    return;
  words = g_strdup_printf(ngettext("and %u more", "and %u more", left), left);
  silsa_paper_add_text(self->paper, words, SILSA_PAPER_SMALL, 46);
}

/* Adds those of @rows that have @matter and a text in @field, at most @most. */
static void
add_list(Work *self,
         const char *head,
         GPtrArray *rows,
         SilsaMatter matter,
         const char *field,
         guint most)
{
  guint n = 0;

  silsa_paper_add_text(self->paper, head, SILSA_PAPER_HEAD, 0);
  for (guint i = 0; i < rows->len; i++) {
    const SilsaMatterRow *row = g_ptr_array_index(rows, i);

    if ((row->matters & matter) != 0 && n++ < most)
      add_indicator(self, row, silsa_answer_get(row->answer, field));
  }
  if (n == 0)
    silsa_paper_add_text(self->paper, _("None"), SILSA_PAPER_BODY, 0);
  add_rest(self, n > most ? n - most : 0);
  silsa_paper_add_space(self->paper, 8);
}

static SilsaPaper *
make(SilsaAssessment *assessment, const SilsaSummaryHead *head, GPtrArray *rows, guint corrections)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  Work self = {.paper = silsa_paper_new(),
               .assessment = assessment,
               .catalogue = catalogue,
               .preview = silsa_assessment_get_preview(assessment),
               .head = head,
               .language = silsa_language_from_locale(),
               .decimals = silsa_catalogue_get_decimals(catalogue)};

  add_title(&self);
  add_verdict(&self);
  add_result(&self);
  add_sectors(&self);
  add_radar(&self);
  silsa_paper_break(self.paper);
  add_facts(&self);
  add_list(&self, _("Could not be verified"), rows, SILSA_MATTER_UNVERIFIABLE, "unverifiable",
           UNVERIFIABLE_MOST);
  add_list(&self, _("Corrected, and why"), rows, SILSA_MATTER_CORRECTED, "reason", corrections);
  return self.paper;
}

/* As many corrections as there is room for: tried from all of them down. */
SilsaPaper *
silsa_summary_new(SilsaAssessment *assessment, const SilsaSummaryHead *head)
{
  g_autoptr(GPtrArray) rows = silsa_matters_list(assessment, NULL);

  for (guint most = MIN(rows->len, 24);; most--) {
    SilsaPaper *paper = make(assessment, head, rows, most);

    if (silsa_paper_get_n_pages(paper) <= SILSA_SUMMARY_PAGES || most == 0)
      return paper;
    silsa_paper_free(paper);
  }
}
