#include "silsa-preview-pane.h"

#include "silsa-band-words.h"
#include "silsa-chart-key.h"
#include "silsa-leverage.h"
#include "silsa-radar.h"
#include "silsa-sector-bar.h"
#include "silsa-status.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEVERAGE_MOST 5
#define N_MISSING 3
#define BLINK_MS 400
#define DELTA_SECONDS 8 /* what an act changed is shown this long */

/* What the last act did to a sum, for a moment; keys that follow each other add up. */
typedef struct {
  GtkLabel *label;
  double now;
  double before; /* what the label tells the way from */
} Delta;

typedef struct {
  GtkLabel *points;
  GtkLabel *total;
  GtkLabel *percent;
  SilsaSectorBar *bar;
  Delta delta;
} SectorRow;

/* A link to the first indicator of which something is missing. */
typedef struct {
  GtkWidget *button;
  GtkLabel *number;
} Missing;

/* A link to an indicator that can lead to the next grade. */
typedef struct {
  GtkWidget *button;
  GtkLabel *code, *title, *gain;
  SilsaLeverage *bar;
} Lever;

struct _SilsaPreviewPane {
  AdwBin parent_instance;

  SilsaAssessment *assessment;
  GArray *sector_rows; /* of SectorRow */
  int last_grade;
  guint blink;
  gboolean known; /* sums were shown before, so that they can change */
  Delta total;
  guint telling; /* the source that ends what the deltas tell */

  GtkLabel *withheld_label;
  GtkWidget *grade_box;
  GtkBox *total_box;
  GtkWidget *tiles_box;
  GtkWidget *items_box;
  GtkWidget *next_box;
  GtkLabel *grade_label;
  GtkLabel *certified_chip;
  GtkLabel *points_label;
  GtkLabel *percent_label;
  SilsaGradeBand *band;
  GtkLabel *status_label;
  GtkLabel *secured_label;
  GtkLabel *best_label;
  GtkBox *sectors;
  GtkLabel *items_label;
  SilsaRadar *radar;
  GtkLabel *next_label;
  GtkLabel *distance_label;
  GtkBox *leverage;
  GtkLabel *missing_count;
  GtkBox *missing;
  Missing missing_rows[N_MISSING];
  Lever levers[LEVERAGE_MOST];
};

enum { GO_TO, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPreviewPane, silsa_preview_pane, ADW_TYPE_BIN)

static int
get_decimals(SilsaPreviewPane *self)
{
  return silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(self->assessment));
}

/* The grade */

static GtkLabel *
new_delta_label(void)
{
  GtkLabel *label = GTK_LABEL(gtk_label_new(NULL));

  gtk_widget_set_visible(GTK_WIDGET(label), FALSE);
  gtk_widget_set_valign(GTK_WIDGET(label), GTK_ALIGN_BASELINE_CENTER);
  gtk_widget_add_css_class(GTK_WIDGET(label), "raised");
  gtk_widget_add_css_class(GTK_WIDGET(label), "small");
  return label;
}

static void
delta_forget(Delta *self)
{
  self->before = self->now;
  gtk_widget_set_visible(GTK_WIDGET(self->label), FALSE);
}

static void
forget_deltas(SilsaPreviewPane *self)
{
  delta_forget(&self->total);
  for (guint i = 0; i < self->sector_rows->len; i++)
    delta_forget(&g_array_index(self->sector_rows, SectorRow, i).delta);
}

static gboolean
told_cb(gpointer data)
{
  SilsaPreviewPane *self = data;

  self->telling = 0;
  forget_deltas(self);
  return G_SOURCE_REMOVE;
}

/* Returns whether the sum moved. */
static gboolean
delta_set(Delta *self, mpq_srcptr sum, int decimals)
{
  double now = mpq_get_d(sum);
  gboolean moved = now != self->now;
  g_autofree char *words = NULL;
  char text[G_ASCII_DTOSTR_BUF_SIZE], format[8];

  self->now = now;
  g_snprintf(format, sizeof format, "%%.%df", decimals);
  words = g_strdup_printf("%s %s", now < self->before ? "▼" : "▲",
                          g_ascii_formatd(text, sizeof text, format, fabs(now - self->before)));
  gtk_label_set_text(self->label, words);
  gtk_widget_set_visible(GTK_WIDGET(self->label), now != self->before);
  if (now < self->before)
    gtk_widget_add_css_class(GTK_WIDGET(self->label), "lowered");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->label), "lowered");
  return moved;
}

static void
tell_deltas(SilsaPreviewPane *self, const SilsaPreview *preview)
{
  int decimals = get_decimals(self);
  gboolean moved;

  if (self->telling == 0)
    forget_deltas(self);
  moved = delta_set(&self->total, preview->all.expected.q, decimals);
  for (guint i = 0; i < preview->n_sectors; i++)
    moved = delta_set(&g_array_index(self->sector_rows, SectorRow, i).delta,
                      preview->sectors[i].expected.q, decimals) ||
            moved;
  if (!self->known) {
    forget_deltas(self);
  } else if (moved) {
    g_clear_handle_id(&self->telling, g_source_remove);
    self->telling = g_timeout_add_seconds(DELTA_SECONDS, told_cb, self);
  }
  self->known = TRUE;
}

static gboolean
unblink_cb(gpointer data)
{
  SilsaPreviewPane *self = data;

  self->blink = 0;
  gtk_widget_remove_css_class(GTK_WIDGET(self->grade_label), "blink");
  return G_SOURCE_REMOVE;
}

/* A change of the grade is the one thing that is said aloud; numbers move without a word. */
static void
note_grade(SilsaPreviewPane *self, const SilsaGrade *grade, const char *title)
{
  if (self->last_grade != 0 && self->last_grade != grade->number) {
    gboolean animations;

    g_object_get(gtk_settings_get_default(), "gtk-enable-animations", &animations, NULL);
    if (animations && self->blink == 0) {
      gtk_widget_add_css_class(GTK_WIDGET(self->grade_label), "blink");
      self->blink = g_timeout_add(BLINK_MS, unblink_cb, self);
    }
    /* GTK 4.18's test backend has no announcements and would crash. */
    if (g_strcmp0(g_getenv("GTK_A11Y"), "test") != 0)
      gtk_accessible_announce(GTK_ACCESSIBLE(self->grade_label), title,
                              GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  }
  self->last_grade = grade->number;
}

/* What nothing is known of has no grade yet, and no zero. */
static void
update_grade(SilsaPreviewPane *self, const SilsaPreview *preview)
{
  SilsaLanguage language = silsa_language_from_locale();
  gboolean known = silsa_band_has_ground(&preview->all);
  const char *title = silsa_text_get(&preview->expected_grade->title, language);
  g_autofree char *points = silsa_band_expected_to_text(&preview->all, get_decimals(self));
  g_autofree char *total = silsa_number_to_text(preview->all.total.q, 0);
  g_autofree char *number = silsa_band_percent_to_text(&preview->all);
  g_autofree char *percent = g_strdup_printf(_("of %s · %s"), total, number);

  gtk_label_set_text(self->grade_label, known ? title : "–");
  gtk_widget_set_visible(GTK_WIDGET(self->certified_chip), known);
  note_grade(self, preview->expected_grade, title);
  gtk_label_set_text(self->points_label, points);
  gtk_label_set_text(self->percent_label, percent);
  gtk_label_set_text(self->certified_chip, preview->expected_grade->certified
                                               ? _("✓ certifiable")
                                               : _("not certifiable"));
  if (preview->expected_grade->certified)
    gtk_widget_add_css_class(GTK_WIDGET(self->certified_chip), "accent");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->certified_chip), "accent");
  gtk_label_set_text(self->secured_label, silsa_text_get(&preview->low_grade->title, language));
  gtk_label_set_text(self->best_label, silsa_text_get(&preview->high_grade->title, language));
  silsa_grade_band_show_preview(self->band, self->assessment);
}

/* Sectors and items */

static void
add_sector(SilsaPreviewPane *self, const SilsaSector *sector)
{
  const char *title = silsa_text_get(&sector->title, silsa_language_from_locale());
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new(title);
  SectorRow row;

  row.points = GTK_LABEL(gtk_label_new(NULL));
  row.total = GTK_LABEL(gtk_label_new(NULL));
  row.percent = GTK_LABEL(gtk_label_new(NULL));
  row.bar = SILSA_SECTOR_BAR(silsa_sector_bar_new());
  row.delta = (Delta){.label = new_delta_label()};
  silsa_sector_bar_set_title(row.bar, title);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE); /* English takes two lines */
  gtk_label_set_lines(GTK_LABEL(label), 2);
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand(label, TRUE);
  gtk_widget_set_tooltip_text(label, title);
  gtk_widget_add_css_class(GTK_WIDGET(row.points), "strong");
  gtk_widget_add_css_class(GTK_WIDGET(row.points), "numeric");
  gtk_widget_add_css_class(GTK_WIDGET(row.total), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(row.total), "numeric");
  gtk_widget_add_css_class(GTK_WIDGET(row.percent), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(row.percent), "numeric");
  gtk_box_append(GTK_BOX(line), label);
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row.delta.label));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row.points));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row.total));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row.percent));
  gtk_box_append(GTK_BOX(box), line);
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(row.bar));
  gtk_box_append(self->sectors, box);
  g_array_append_val(self->sector_rows, row);
}

static void
update_sectors(SilsaPreviewPane *self, const SilsaPreview *preview)
{
  for (guint i = 0; i < preview->n_sectors; i++) {
    SectorRow *row = &g_array_index(self->sector_rows, SectorRow, i);
    const SilsaBand *band = &preview->sectors[i];
    g_autofree char *expected = silsa_band_expected_to_text(band, get_decimals(self));
    g_autofree char *total = silsa_number_to_text(band->total.q, 0);
    g_autofree char *of_total = g_strdup_printf("/ %s", total);
    g_autofree char *percent = silsa_band_percent_to_text(band);

    gtk_label_set_text(row->points, expected);
    gtk_label_set_text(row->total, of_total);
    gtk_label_set_text(row->percent, percent);
    silsa_sector_bar_set_band(row->bar, band);
  }
}

static double
certification_bound(SilsaCatalogue *catalogue)
{
  double bound = SILSA_CHART_NONE;

  for (guint i = 0; i < silsa_catalogue_get_n_grades(catalogue); i++) {
    const SilsaGrade *grade = silsa_catalogue_get_grade(catalogue, i);

    if (grade->certified)
      bound = mpq_get_d(grade->min_percent.q);
  }
  return bound;
}

static void
update_items(SilsaPreviewPane *self, const SilsaPreview *preview)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->assessment);
  g_autofree SilsaChartAxis *axes = g_new0(SilsaChartAxis, preview->n_items);
  gboolean drawable =
      preview->n_items >= SILSA_CHART_RADAR_MIN && preview->n_items <= SILSA_CHART_RADAR_MAX;

  drawable =
      drawable && silsa_assessment_get_preview_policy(self->assessment) != SILSA_POLICY_HIDDEN;
  gtk_widget_set_visible(GTK_WIDGET(self->radar), drawable);
  if (!drawable)
    return;
  for (guint i = 0; i < preview->n_items; i++) {
    const SilsaItem *item = silsa_catalogue_get_item(catalogue, i);
    const SilsaBand *band = &preview->items[i];

    axes[i].code = item->code;
    axes[i].title = silsa_text_get(&item->title, silsa_language_from_locale());
    axes[i].expected =
        silsa_band_has_ground(band) ? mpq_get_d(band->expected_percent.q) : SILSA_CHART_NONE;
    axes[i].claim = mpq_sgn(band->claim.q) > 0
                        ? 100 * mpq_get_d(band->claim.q) / mpq_get_d(band->total.q)
                        : SILSA_CHART_NONE;
  }
  silsa_radar_set_axes(self->radar, axes, preview->n_items, certification_bound(catalogue));
}

static void
axis_cb(SilsaPreviewPane *self, guint axis)
{
  const SilsaItem *item =
      silsa_catalogue_get_item(silsa_assessment_get_catalogue(self->assessment), axis);

  g_signal_emit(self, signals[GO_TO], 0, item->indicators[0].code);
}

/* Links */

static void
link_cb(SilsaPreviewPane *self, GtkButton *button)
{
  g_signal_emit(self, signals[GO_TO], 0, g_object_get_data(G_OBJECT(button), "code"));
}

/* @code: borrowed from the catalogue. */
static void
set_link(GtkWidget *button, const char *code, const char *words)
{
  g_object_set_data(G_OBJECT(button), "code", (gpointer)code);
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkWidget *
new_link(SilsaPreviewPane *self, GtkWidget *content)
{
  GtkWidget *button = gtk_button_new();

  gtk_button_set_child(GTK_BUTTON(button), content);
  gtk_widget_add_css_class(button, "flat");
  gtk_widget_add_css_class(button, "link-row");
  gtk_widget_set_visible(button, FALSE);
  g_signal_connect_object(button, "clicked", G_CALLBACK(link_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_lever(SilsaPreviewPane *self, Lever *lever)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

  lever->code = GTK_LABEL(gtk_label_new(NULL));
  lever->title = GTK_LABEL(gtk_label_new(NULL));
  lever->gain = GTK_LABEL(gtk_label_new(NULL));
  lever->bar = SILSA_LEVERAGE(silsa_leverage_new());
  gtk_widget_add_css_class(GTK_WIDGET(lever->code), "code");
  gtk_widget_add_css_class(GTK_WIDGET(lever->code), "small");
  gtk_label_set_ellipsize(lever->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(lever->title, 0);
  gtk_widget_set_hexpand(GTK_WIDGET(lever->title), TRUE);
  silsa_tooltip_follow_label(lever->title);
  gtk_widget_add_css_class(GTK_WIDGET(lever->title), "secondary");
  gtk_widget_add_css_class(GTK_WIDGET(lever->gain), "numeric");
  gtk_widget_add_css_class(GTK_WIDGET(lever->gain), "secondary");
  gtk_widget_set_valign(GTK_WIDGET(lever->bar), GTK_ALIGN_CENTER);
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(lever->code));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(lever->title));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(lever->bar));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(lever->gain));
  lever->button = new_link(self, line);
  gtk_box_append(self->leverage, lever->button);
}

static void
show_lever(SilsaPreviewPane *self, const SilsaNext *next, guint i, double start)
{
  const SilsaIndicator *indicator = next->indicators[i];
  const char *title = silsa_text_get(&indicator->title, silsa_language_from_locale());
  g_autofree char *number = silsa_number_to_text(next->gaps[i].q, get_decimals(self));
  g_autofree char *gain = g_strdup_printf("+%s", number);
  g_autofree char *words = g_strdup_printf("%s %s %s", indicator->code, title, gain);
  Lever *lever = &self->levers[i];

  gtk_label_set_text(lever->code, indicator->code);
  gtk_label_set_text(lever->title, title);
  gtk_label_set_text(lever->gain, gain);
  silsa_leverage_set_values(lever->bar, start, mpq_get_d(next->gaps[i].q),
                            mpq_get_d(next->distance.q));
  set_link(lever->button, indicator->code, words);
}

static void
update_next(SilsaPreviewPane *self, const SilsaPreview *preview)
{
  const SilsaNext *next = &preview->next;
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;
  g_autofree char *distance = NULL;
  double start = 0;

  for (guint i = 0; i < LEVERAGE_MOST; i++)
    gtk_widget_set_visible(self->levers[i].button, preview->has_next && i < next->n_indicators);
  if (!preview->has_next) {
    gtk_label_set_text(self->next_label, _("The best grade is reached"));
    gtk_label_set_text(self->distance_label, "");
    return;
  }
  title = g_strdup_printf(_("To %s"),
                          silsa_text_get(&next->grade->title, silsa_language_from_locale()));
  number = silsa_number_to_text(next->distance.q, get_decimals(self));
  distance = next->reachable ? g_strdup_printf("+%s", number)
                             : g_strdup_printf(_("+%s, out of reach"), number);
  gtk_label_set_text(self->next_label, title);
  gtk_label_set_text(self->distance_label, distance);
  for (guint i = 0; i < MIN(next->n_indicators, LEVERAGE_MOST); i++) {
    show_lever(self, next, i, start);
    start += mpq_get_d(next->gaps[i].q);
  }
}

/* What is missing: one line for each kind, leading to the first indicator of it. */
typedef gboolean (*MissingFunc)(SilsaAnswer *answer);

static gboolean
has_open_contradiction(SilsaAnswer *answer)
{
  gboolean contradictory;

  g_object_get(answer, "contradictory", &contradictory, NULL);
  return contradictory;
}

static gboolean
is_short_of_photos(SilsaAnswer *answer)
{
  return silsa_answer_get_n_photos(answer) < silsa_answer_get_indicator(answer)->expected_photos &&
         silsa_answer_get_state(answer) != SILSA_STATE_UNTOUCHED;
}

static gboolean
is_not_settled(SilsaAnswer *answer)
{
  return silsa_answer_get_state(answer) != SILSA_STATE_COMPLETE;
}

static const struct {
  const char *icon;
  const char *words;
  MissingFunc is_missing;
  gboolean waits; /* for an act */
} missing_kinds[N_MISSING] = {
    {"dialog-warning-symbolic", N_("Contradiction needs a reason"), has_open_contradiction, TRUE},
    {"camera-photo-symbolic", N_("Photos missing"), is_short_of_photos, TRUE},
    {"silsa-state-untouched-symbolic", N_("Indicators not settled"), is_not_settled},
};

static void
add_missing(SilsaPreviewPane *self, guint kind)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name(missing_kinds[kind].icon);
  GtkWidget *label = gtk_label_new(_(missing_kinds[kind].words));
  Missing *row = &self->missing_rows[kind];

  if (missing_kinds[kind].waits)
    gtk_widget_add_css_class(icon, "missing");
  row->number = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand(label, TRUE);
  gtk_widget_add_css_class(GTK_WIDGET(row->number), "strong");
  gtk_box_append(GTK_BOX(line), icon);
  gtk_box_append(GTK_BOX(line), label);
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row->number));
  gtk_box_append(GTK_BOX(line), gtk_image_new_from_icon_name("go-next-symbolic"));
  row->button = new_link(self, line);
  gtk_box_append(self->missing, row->button);
}

static void
show_missing(SilsaPreviewPane *self, guint kind)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->assessment));
  Missing *row = &self->missing_rows[kind];
  const char *first = NULL;
  guint count = 0;
  g_autofree char *number = NULL;
  g_autofree char *spoken = NULL;

  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(self->assessment, i);

    if (!missing_kinds[kind].is_missing(answer))
      continue;
    count++;
    if (first == NULL)
      first = silsa_answer_get_code(answer);
  }
  number = g_strdup_printf("%u", count);
  spoken = g_strdup_printf("%s %u", _(missing_kinds[kind].words), count);
  gtk_widget_set_visible(row->button, count > 0);
  gtk_label_set_text(row->number, number);
  set_link(row->button, first, spoken);
}

static void
update_missing(SilsaPreviewPane *self, const SilsaPreview *preview)
{
  g_autofree char *count = g_strdup_printf("%u", preview->all.applicable - preview->all.complete);

  gtk_label_set_text(self->missing_count, count);
  for (guint kind = 0; kind < N_MISSING; kind++)
    show_missing(self, kind);
}

/* What the round lets assessors see; a later version of the round may say something else. */
static SilsaPreviewPolicy
apply_policy(SilsaPreviewPane *self)
{
  SilsaPreviewPolicy policy = silsa_assessment_get_preview_policy(self->assessment);
  GtkWidget *const grade[] = {self->grade_box, GTK_WIDGET(self->band), self->tiles_box,
                              self->next_box, GTK_WIDGET(self->leverage)};
  GtkWidget *const sums[] = {GTK_WIDGET(self->sectors), self->items_box};

  for (gsize i = 0; i < G_N_ELEMENTS(grade); i++)
    gtk_widget_set_visible(grade[i], policy == SILSA_POLICY_FULL);
  for (gsize i = 0; i < G_N_ELEMENTS(sums); i++)
    gtk_widget_set_visible(sums[i], policy != SILSA_POLICY_HIDDEN);
  gtk_widget_set_visible(GTK_WIDGET(self->withheld_label), policy != SILSA_POLICY_FULL);
  gtk_label_set_text(self->withheld_label,
                     policy == SILSA_POLICY_SECTORS
                         ? _("This round shows sectors alone, without total and grade.")
                         : _("This round shows no sums while it is assessed."));
  return policy;
}

static void
update(SilsaPreviewPane *self)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(self->assessment);

  if (apply_policy(self) == SILSA_POLICY_FULL) {
    update_grade(self, preview);
    update_next(self, preview);
  }
  update_sectors(self, preview);
  update_items(self, preview);
  tell_deltas(self, preview);
}

static void
answer_changed_cb(SilsaPreviewPane *self)
{
  update_missing(self, silsa_assessment_get_preview(self->assessment));
}

static void
silsa_preview_pane_dispose(GObject *object)
{
  SilsaPreviewPane *self = SILSA_PREVIEW_PANE(object);

  g_clear_handle_id(&self->blink, g_source_remove);
  g_clear_handle_id(&self->telling, g_source_remove);
  g_clear_object(&self->assessment);
  g_clear_pointer(&self->sector_rows, g_array_unref);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_PREVIEW_PANE);

  G_OBJECT_CLASS(silsa_preview_pane_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, withheld_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, grade_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, total_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, tiles_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, items_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, next_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, grade_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, certified_chip);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, points_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, percent_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, band);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, status_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, secured_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, best_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, sectors);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, items_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, radar);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, next_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, distance_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, leverage);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, missing_count);
  gtk_widget_class_bind_template_child(widget_class, SilsaPreviewPane, missing);
}

static void
silsa_preview_pane_class_init(SilsaPreviewPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_preview_pane_dispose;
  signals[GO_TO] = g_signal_new("go-to", SILSA_TYPE_PREVIEW_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure(SILSA_TYPE_GRADE_BAND);
  g_type_ensure(SILSA_TYPE_RADAR);
  g_type_ensure(SILSA_TYPE_CHART_KEY);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-preview-pane.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, axis_cb);
}

static void
silsa_preview_pane_init(SilsaPreviewPane *self)
{
  self->sector_rows = g_array_new(FALSE, FALSE, sizeof(SectorRow));
  gtk_widget_init_template(GTK_WIDGET(self));
  self->total.label = new_delta_label();
  gtk_box_prepend(self->total_box, GTK_WIDGET(self->total.label));
  for (guint i = 0; i < LEVERAGE_MOST; i++)
    add_lever(self, &self->levers[i]);
  for (guint kind = 0; kind < N_MISSING; kind++)
    add_missing(self, kind);
}

void
silsa_preview_pane_set_store(SilsaPreviewPane *self, SilsaStore *store)
{
  SilsaCatalogue *catalogue;
  g_autofree char *status = NULL;
  g_autofree char *items = NULL;

  g_return_if_fail(SILSA_IS_PREVIEW_PANE(self));

  self->assessment = g_object_ref(silsa_store_get_assessment(store));
  catalogue = silsa_assessment_get_catalogue(self->assessment);
  status = silsa_status_words(self->assessment);
  items = g_strdup_printf(
      ngettext("%u evaluation item", "%u evaluation items", silsa_catalogue_get_n_items(catalogue)),
      silsa_catalogue_get_n_items(catalogue));
  gtk_label_set_text(self->status_label, status);
  gtk_label_set_text(self->items_label, items);
  silsa_grade_band_show_grades(self->band, catalogue);
  for (guint i = 0; i < silsa_catalogue_get_n_sectors(catalogue); i++)
    add_sector(self, silsa_catalogue_get_sector(catalogue, i));
  g_signal_connect_object(self->assessment, "preview-changed", G_CALLBACK(update), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->assessment, "settled", G_CALLBACK(answer_changed_cb), self,
                          G_CONNECT_SWAPPED);
  update(self);
  answer_changed_cb(self);
}
