#include "silsa-overview-map.h"

#include "silsa-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* One cell */

static gboolean
is_contradictory(SilsaAnswer *answer)
{
  gboolean contradictory;

  g_object_get(answer, "contradictory", &contradictory, NULL);
  return contradictory;
}

gboolean
silsa_overview_get_difference(SilsaAnswer *answer, double *difference)
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(answer);

  if (score == NULL || claim == NULL)
    return FALSE;
  *difference = mpq_get_d(score->percent.q) - mpq_get_d(claim->percent.q);
  return TRUE;
}

static char *
photo_words(SilsaAnswer *answer)
{
  guint photos = silsa_answer_get_n_photos(answer);
  guint expected = silsa_answer_get_indicator(answer)->expected_photos;

  return expected > 0 ? g_strdup_printf(_("%u of %u photos"), photos, expected)
                      : g_strdup_printf(ngettext("%u photo", "%u photos", photos), photos);
}

char *
silsa_overview_score_text(const SilsaScore *score, gboolean claim)
{
  g_autofree char *percent = score != NULL ? silsa_percent_to_text(score->percent.q) : NULL;

  if (percent == NULL)
    return NULL;
  return claim ? g_strdup_printf(_("claimed %s"), percent)
               : g_strdup_printf(_("verified %s"), percent);
}

static void
add_score(GString *words, const SilsaScore *score, gboolean claim)
{
  g_autofree char *text = silsa_overview_score_text(score, claim);

  if (text != NULL)
    g_string_append_printf(words, ", %s", text);
}

char *
silsa_overview_describe(SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *photos = photo_words(answer);
  GString *words = g_string_new(indicator->code);

  g_string_append_printf(words, " %s, %s",
                         silsa_text_get(&indicator->title, silsa_language_from_locale()),
                         silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE
                             ? silsa_fate_to_text(SILSA_FATE_UNVERIFIABLE)
                             : silsa_state_to_text(silsa_answer_get_state(answer)));
  add_score(words, silsa_answer_get_score(answer), FALSE);
  add_score(words, silsa_answer_get_claim_score(answer), TRUE);
  g_string_append_printf(words, ", %s", photos);
  if (silsa_answer_get_flagged(answer))
    g_string_append_printf(words, ", %s", _("flagged"));
  if (is_contradictory(answer))
    g_string_append_printf(words, ", %s", _("contradiction"));
  return g_string_free(words, FALSE);
}

static void
fill_state(SilsaChartCell *cell, SilsaAnswer *answer)
{
  switch (silsa_answer_get_state(answer)) {
  case SILSA_STATE_COMPLETE:
    cell->look = SILSA_CHART_CELL_DONE;
    cell->mark = silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE ? SILSA_CHART_MARK_CROSS
                                                                          : SILSA_CHART_MARK_CHECK;
    break;
  case SILSA_STATE_IN_PROGRESS:
    cell->look = SILSA_CHART_CELL_BEGUN;
    cell->mark = SILSA_CHART_MARK_HALF;
    break;
  case SILSA_STATE_UNTOUCHED:
  default:
    cell->mark = SILSA_CHART_MARK_RING;
    break;
  }
}

static char *
fill_percent(SilsaChartCell *cell, SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);

  if (silsa_answer_get_state(answer) == SILSA_STATE_COMPLETE && score != NULL) {
    cell->look = SILSA_CHART_CELL_HEAT;
    cell->step = silsa_chart_heat_step(mpq_get_d(score->percent.q));
    if (silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE)
      cell->mark = SILSA_CHART_MARK_CROSS;
  } else if (score == NULL) {
    score = silsa_answer_get_claim_score(answer);
  }
  return score != NULL ? silsa_number_to_text(score->percent.q, 0) : g_strdup("–");
}

static char *
fill_evidence(SilsaChartCell *cell, SilsaAnswer *answer)
{
  guint photos = silsa_answer_get_n_photos(answer);
  guint expected = silsa_answer_get_indicator(answer)->expected_photos;

  if (photos == 0 && expected == 0) {
    cell->look = SILSA_CHART_CELL_QUIET;
    return g_strdup("·");
  }
  cell->look = SILSA_CHART_CELL_HEAT;
  cell->step = photos == 0 ? 0 : photos < expected ? 2 : 5;
  return silsa_photos_to_text(answer);
}

static char *
fill_difference(SilsaChartCell *cell, SilsaAnswer *answer)
{
  double difference, shown;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (silsa_answer_get_state(answer) != SILSA_STATE_COMPLETE ||
      !silsa_overview_get_difference(answer, &difference))
    return g_strdup("–");
  cell->look = SILSA_CHART_CELL_DIFFERENCE;
  cell->step = silsa_chart_difference_step(difference);
  if (difference == 0)
    return g_strdup("=");
  cell->mark = difference < 0 ? SILSA_CHART_MARK_DOWN : SILSA_CHART_MARK_UP;
  shown = fabs(difference);
  return g_strdup(g_ascii_formatd(number, sizeof number, shown < 1 ? "%.1f" : "%.0f", shown));
}

/* The texts of one fill, which the map copies. */
typedef struct {
  GStringChunk *texts;
  GArray *lines; /* of SilsaChartLine */
  GArray *cells; /* of SilsaChartCell */
  SilsaAssessment *assessment;
  SilsaPreviewPolicy policy;
  int decimals;
} Filling;

static const char *
keep(Filling *filling, char *text) /* takes @text */
{
  const char *kept = g_string_chunk_insert(filling->texts, text);

  g_free(text);
  return kept;
}

static void
add_cell(Filling *filling, SilsaAnswer *answer, SilsaMapKind kind)
{
  const char *code = silsa_answer_get_code(answer);
  const char *dash = strrchr(code, '-');
  gboolean open = silsa_answer_get_state(answer) != SILSA_STATE_UNTOUCHED;
  SilsaChartCell cell = {
      .number = dash != NULL ? dash + 1 : code,
      .look = open ? SILSA_CHART_CELL_OPEN : SILSA_CHART_CELL_UNTOUCHED,
      .flagged = silsa_answer_get_flagged(answer),
      .contradictory = is_contradictory(answer),
  };

  cell.spoken = keep(filling, silsa_overview_describe(answer));
  switch (kind) {
  case SILSA_MAP_PERCENT:
    cell.value = keep(filling, fill_percent(&cell, answer));
    break;
  case SILSA_MAP_EVIDENCE:
    cell.value = keep(filling, fill_evidence(&cell, answer));
    break;
  case SILSA_MAP_DIFFERENCE:
    cell.value = keep(filling, fill_difference(&cell, answer));
    break;
  case SILSA_MAP_STATE:
  default:
    fill_state(&cell, answer);
    break;
  }
  g_array_append_val(filling->cells, cell);
}

/* Points are those that are expected; the bar beside them has the band. */
static void
add_sums(Filling *filling, SilsaChartLine *line, const SilsaBand *band)
{
  double total = mpq_get_d(band->total.q);
  g_autofree char *number = NULL;

  line->bar =
      (SilsaChartSector){SILSA_CHART_NONE, SILSA_CHART_NONE, SILSA_CHART_NONE, SILSA_CHART_NONE};
  if (line->head)
    line->progress =
        keep(filling, g_strdup_printf(_("%u/%u complete"), band->complete, band->applicable));
  if (filling->policy == SILSA_POLICY_HIDDEN)
    return;
  line->points = keep(filling, silsa_number_to_text(band->expected.q, filling->decimals));
  number = silsa_number_to_text(band->total.q, 0);
  line->total = keep(filling, g_strdup_printf("/ %s", number));
  line->bar.low = mpq_get_d(band->low_percent.q);
  line->bar.expected = mpq_get_d(band->expected_percent.q);
  line->bar.high = mpq_get_d(band->high_percent.q);
  if (mpq_sgn(band->claim.q) > 0)
    line->bar.claim = 100 * mpq_get_d(band->claim.q) / total;
}

static void
add_line(Filling *filling,
         const char *code,
         const SilsaText *title,
         const SilsaBand *band,
         guint n_cells)
{
  SilsaChartLine line = {
      .code = code,
      .title = silsa_text_get(title, silsa_language_from_locale()),
      .head = n_cells == 0,
      .n_cells = n_cells,
  };

  add_sums(filling, &line, band);
  g_array_append_val(filling->lines, line);
}

void
silsa_overview_map_fill(SilsaHeatMap *map, SilsaAssessment *assessment, SilsaMapKind kind)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  g_autoptr(GStringChunk) texts = g_string_chunk_new(4096);
  g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(SilsaChartLine));
  g_autoptr(GArray) cells = g_array_new(FALSE, TRUE, sizeof(SilsaChartCell));
  Filling filling = {
      .texts = texts,
      .lines = lines,
      .cells = cells,
      .assessment = assessment,
      .policy = silsa_assessment_get_preview_policy(assessment),
      .decimals = silsa_catalogue_get_decimals(catalogue),
  };

  for (guint i = 0; i < silsa_catalogue_get_n_sectors(catalogue); i++) {
    const SilsaSector *sector = silsa_catalogue_get_sector(catalogue, i);

    add_line(&filling, sector->code, &sector->title, &preview->sectors[i], 0);
    for (guint k = 0; k < sector->n_items; k++) {
      const SilsaItem *item = &sector->items[k];

      add_line(&filling, item->code, &item->title, &preview->items[item->index],
               item->n_indicators);
      for (guint n = 0; n < item->n_indicators; n++)
        add_cell(&filling, silsa_assessment_get_answer(assessment, item->indicators[n].index),
                 kind);
    }
  }
  silsa_heat_map_set(map, (const SilsaChartLine *)(gpointer)lines->data, lines->len,
                     (const SilsaChartCell *)(gpointer)cells->data);
}

/* The legend */

static GtkWidget *
add_key(AdwWrapBox *legend, SilsaChartCellLook look, guint step, const char *words)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new(words);

  gtk_widget_add_css_class(label, "secondary");
  gtk_widget_add_css_class(label, "numeric");
  gtk_box_append(GTK_BOX(box), silsa_heat_key_new(look, step));
  gtk_box_append(GTK_BOX(box), label);
  adw_wrap_box_append(legend, box);
  return box;
}

/* In high contrast and in grey the mark tells what the tint does not. */
static void
add_mark(GtkWidget *key, const char *icon)
{
  GtkWidget *image = gtk_image_new_from_icon_name(icon);

  gtk_image_set_pixel_size(GTK_IMAGE(image), 14);
  gtk_accessible_update_state(GTK_ACCESSIBLE(image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_insert_child_after(GTK_BOX(key), image, gtk_widget_get_first_child(key));
}

static void
add_state_keys(AdwWrapBox *legend, SilsaAssessment *assessment)
{
  const struct {
    SilsaState state;
    SilsaChartCellLook look;
    const char *icon;
  } keys[] = {
      {SILSA_STATE_COMPLETE, SILSA_CHART_CELL_DONE, "silsa-state-complete-symbolic"},
      {SILSA_STATE_IN_PROGRESS, SILSA_CHART_CELL_BEGUN, "silsa-state-progress-symbolic"},
      {SILSA_STATE_UNTOUCHED, SILSA_CHART_CELL_UNTOUCHED, "silsa-state-untouched-symbolic"},
  };
  guint counts[3] = {0};

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++)
    counts[silsa_answer_get_state(silsa_assessment_get_answer(assessment, i))]++;
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    g_autofree char *words =
        g_strdup_printf("%s %u", silsa_state_to_text(keys[i].state), counts[keys[i].state]);

    add_mark(add_key(legend, keys[i].look, 0, words), keys[i].icon);
  }
}

void
silsa_overview_map_fill_legend(AdwWrapBox *legend, SilsaAssessment *assessment, SilsaMapKind kind)
{
  static const char *const percents[SILSA_CHART_N_HEAT] = {"0–39", "40", "60",
                                                           "70",   "80", "90\u2009%"};
  static const char *const differences[SILSA_CHART_N_DIFFERENCE] = {"▼ 15+", "▼ 8", "▼ 0",  "=",
                                                                    "▲ 0",   "▲ 8", "▲ 15+"};
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(legend))) != NULL)
    adw_wrap_box_remove(legend, child);
  switch (kind) {
  case SILSA_MAP_PERCENT:
    for (guint i = 0; i < SILSA_CHART_N_HEAT; i++)
      add_key(legend, SILSA_CHART_CELL_HEAT, i, percents[i]);
    add_key(legend, SILSA_CHART_CELL_UNTOUCHED, 0, _("open (claim)"));
    break;
  case SILSA_MAP_EVIDENCE:
    add_key(legend, SILSA_CHART_CELL_HEAT, 0, C_("photos", "none"));
    add_key(legend, SILSA_CHART_CELL_HEAT, 2, C_("photos", "short"));
    add_key(legend, SILSA_CHART_CELL_HEAT, 5, C_("photos", "enough"));
    add_key(legend, SILSA_CHART_CELL_QUIET, 0, C_("photos", "not needed"));
    break;
  case SILSA_MAP_DIFFERENCE:
    for (guint i = 0; i < SILSA_CHART_N_DIFFERENCE; i++)
      add_key(legend, SILSA_CHART_CELL_DIFFERENCE, i, differences[i]);
    add_key(legend, SILSA_CHART_CELL_UNTOUCHED, 0, C_("legend", "open"));
    break;
  case SILSA_MAP_STATE:
  default:
    add_state_keys(legend, assessment);
    break;
  }
}
