#include "silsa-indicator-row.h"

#include "silsa-import-bar.h"
#include "silsa-score-bar.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define MIN_HEIGHT 40 /* pixels, as all that follow */
#define COLUMN_GAP 10
#define FACT_GAP 6
#define PHOTOS_GAP 3 /* from the icon to their number */
#define LINE_GAP 2
#define SCORE_GAP 4

/* At the end of the second line, in this order. Most rows have none of them. */
typedef enum { MARK_FLAG, MARK_CONTRADICTION, MARK_JUSTIFIED, N_MARKS } Mark;

static const struct {
  const char *icon, *class;
} marks[N_MARKS] = {
    [MARK_FLAG] = {"silsa-small-flag-symbolic", "accent"},
    [MARK_CONTRADICTION] = {"silsa-small-warning-symbolic", "warning"},
    [MARK_JUSTIFIED] = {"silsa-small-findings-symbolic", NULL},
};

struct _SilsaIndicatorRow {
  GtkWidget parent_instance;

  GSignalGroup *answer_signals;
  SilsaAnswer *answer;

  GtkImage *state_icon;
  GtkLabel *title_label;
  GtkLabel *code_label; /* the first of the facts in the second line */
  GtkWidget *photos_icon;
  GtkLabel *photos_label;
  GtkWidget *marks[N_MARKS]; /* the last of them; NULL: was never shown */
  GtkLabel *percent_label;
  SilsaScoreBar *bar;
};

G_DEFINE_FINAL_TYPE(SilsaIndicatorRow, silsa_indicator_row, GTK_TYPE_WIDGET)

/* Layout */

/* Nothing here is as high as it is narrow: all sizes are those without a given one. */
static int
get_size(gpointer widget, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure(widget, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
gap_after(SilsaIndicatorRow *self, GtkWidget *fact)
{
  return fact == self->photos_icon ? PHOTOS_GAP : FACT_GAP;
}

/* The second line: as long as all that is visible of it. */
static int
get_facts_width(SilsaIndicatorRow *self)
{
  GtkWidget *end = GTK_WIDGET(self->percent_label);
  int width = 0, gap = 0;

  for (GtkWidget *fact = GTK_WIDGET(self->code_label); fact != end;
       fact = gtk_widget_get_next_sibling(fact)) {
    if (!gtk_widget_get_visible(fact))
      continue;
    width += gap + get_size(fact, GTK_ORIENTATION_HORIZONTAL);
    gap = gap_after(self, fact);
  }
  return width;
}

/* The code is as high as any of them: icons are smaller, and numbers are of the same font. */
static int
get_facts_height(SilsaIndicatorRow *self)
{
  return get_size(self->code_label, GTK_ORIENTATION_VERTICAL);
}

static int
get_score_width(SilsaIndicatorRow *self)
{
  return MAX(get_size(self->percent_label, GTK_ORIENTATION_HORIZONTAL),
             get_size(self->bar, GTK_ORIENTATION_HORIZONTAL));
}

static int
get_height(SilsaIndicatorRow *self)
{
  const GtkOrientation vertical = GTK_ORIENTATION_VERTICAL;
  int lines = get_size(self->title_label, vertical) + LINE_GAP + get_facts_height(self);
  int score = get_size(self->percent_label, vertical) + SCORE_GAP + get_size(self->bar, vertical);

  return MAX(MIN_HEIGHT, MAX(lines, score));
}

static void
silsa_indicator_row_measure(GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size G_GNUC_UNUSED,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline G_GNUC_UNUSED,
                            int *natural_baseline G_GNUC_UNUSED)
{
  SilsaIndicatorRow *self = SILSA_INDICATOR_ROW(widget);
  int width;

  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum = *natural = get_height(self);
    return;
  }
  /* The title takes the room that there is, and is cut where that is too little. */
  width = get_size(self->state_icon, orientation) + 2 * COLUMN_GAP + get_facts_width(self) +
          get_score_width(self);
  *minimum = *natural = width;
}

static void
place(gpointer widget, int x, int y, int width, int height)
{
  gtk_widget_size_allocate(widget, &(GtkAllocation){x, y, width, height}, -1);
}

static void
place_facts(SilsaIndicatorRow *self, int x, int y, int height)
{
  GtkWidget *end = GTK_WIDGET(self->percent_label);

  for (GtkWidget *fact = GTK_WIDGET(self->code_label); fact != end;
       fact = gtk_widget_get_next_sibling(fact)) {
    int width;

    if (!gtk_widget_get_visible(fact))
      continue;
    width = get_size(fact, GTK_ORIENTATION_HORIZONTAL);
    place(fact, x, y, width, height);
    x += width + gap_after(self, fact);
  }
}

static void
silsa_indicator_row_size_allocate(GtkWidget *widget,
                                  int width,
                                  int height,
                                  int baseline G_GNUC_UNUSED)
{
  const GtkOrientation vertical = GTK_ORIENTATION_VERTICAL;
  SilsaIndicatorRow *self = SILSA_INDICATOR_ROW(widget);
  int icon = get_size(self->state_icon, GTK_ORIENTATION_HORIZONTAL);
  int score = get_score_width(self);
  int title = get_size(self->title_label, vertical), facts = get_facts_height(self);
  int percent = get_size(self->percent_label, vertical), bar = get_size(self->bar, vertical);
  int x = icon + COLUMN_GAP, y = (height - title - LINE_GAP - facts) / 2;

  place(self->state_icon, 0, 0, icon, height);
  place(self->title_label, x, y, width - x - COLUMN_GAP - score, title);
  place_facts(self, x, y + title + LINE_GAP, facts);
  y = (height - percent - SCORE_GAP - bar) / 2;
  place(self->percent_label, width - score, y, score, percent);
  place(self->bar, width - score, y + percent + SCORE_GAP, score, bar);
}

/* What is shown */

const char *
silsa_state_icon_name(SilsaAnswer *answer)
{
  if (silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE)
    return "silsa-state-unverifiable-symbolic";

  switch (silsa_answer_get_state(answer)) {
  case SILSA_STATE_COMPLETE:
    return "silsa-state-complete-symbolic";
  case SILSA_STATE_IN_PROGRESS:
    return "silsa-state-progress-symbolic";
  case SILSA_STATE_UNTOUCHED:
  default:
    return "silsa-state-untouched-symbolic";
  }
}

void
silsa_state_icon_show(GtkImage *image, SilsaAnswer *answer)
{
  const char *icon = silsa_state_icon_name(answer);

  g_return_if_fail(GTK_IS_IMAGE(image));

  if (g_strcmp0(gtk_image_get_icon_name(image), icon) != 0)
    gtk_image_set_from_icon_name(image, icon);
  if (silsa_answer_get_state(answer) == SILSA_STATE_UNTOUCHED)
    gtk_widget_remove_css_class(GTK_WIDGET(image), "verified");
  else
    gtk_widget_add_css_class(GTK_WIDGET(image), "verified");
}

static double
percent_of(const SilsaScore *score)
{
  return score != NULL ? mpq_get_d(score->percent.q) : SILSA_CHART_NONE;
}

static char *
percent_text(SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);

  return score != NULL ? silsa_number_to_text(score->percent.q, 0) : g_strdup("–");
}

char *
silsa_indicator_row_describe(SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const char *title = silsa_text_get(&indicator->title, silsa_language_from_locale());
  g_autofree char *percent = percent_text(answer);
  GString *words = g_string_new(NULL);

  g_string_append_printf(words, "%s %s, %s", indicator->code, title,
                         silsa_state_to_text(silsa_answer_get_state(answer)));
  if (silsa_answer_get_score(answer) != NULL)
    g_string_append_printf(words, ", %s %%", percent);
  if (silsa_answer_get_flagged(answer))
    g_string_append_printf(words, ", %s", _("flagged"));
  if (silsa_answer_get_contradictions(answer)[0] != NULL)
    g_string_append_printf(words, ", %s", _("contradiction"));
  return g_string_free(words, FALSE);
}

static GtkWidget *
new_mark(SilsaIndicatorRow *self, Mark mark)
{
  GtkWidget *icon = gtk_image_new_from_icon_name(marks[mark].icon);
  GtkWidget *next = GTK_WIDGET(self->percent_label);

  for (int later = N_MARKS - 1; later > (int)mark; later--)
    if (self->marks[later] != NULL)
      next = self->marks[later];
  gtk_widget_add_css_class(icon, "row-fact");
  if (marks[mark].class != NULL)
    gtk_widget_add_css_class(icon, marks[mark].class);
  gtk_widget_insert_before(icon, GTK_WIDGET(self), next);
  return icon;
}

static void
show_mark(SilsaIndicatorRow *self, Mark mark, gboolean visible)
{
  if (visible && self->marks[mark] == NULL) {
    self->marks[mark] = new_mark(self, mark);
    if (mark == MARK_JUSTIFIED)
      silsa_tooltip_keep(self->marks[mark], _("Contradiction, justified"));
  }
  if (self->marks[mark] != NULL)
    gtk_widget_set_visible(self->marks[mark], visible);
}

static void
show_photos(SilsaIndicatorRow *self, gboolean visible, gboolean warn)
{
  GtkWidget *const widgets[] = {self->photos_icon, GTK_WIDGET(self->photos_label)};

  for (gsize i = 0; i < G_N_ELEMENTS(widgets); i++) {
    gtk_widget_set_visible(widgets[i], visible);
    if (warn)
      gtk_widget_add_css_class(widgets[i], "warning");
    else
      gtk_widget_remove_css_class(widgets[i], "warning");
  }
}

static void
update_photos(SilsaIndicatorRow *self)
{
  guint expected = silsa_answer_get_indicator(self->answer)->expected_photos;
  guint photos = silsa_answer_get_n_photos(self->answer);
  gboolean is_short = photos < expected && silsa_answer_get_recorded(self->answer);
  g_autofree char *text = NULL;

  if (is_short)
    text = g_strdup_printf(C_("photos in a row", "%u/%u short"), photos, expected);
  else
    text = silsa_photos_to_text(self->answer);
  gtk_label_set_text(self->photos_label, text);
  show_photos(self, photos > 0 || expected > 0, is_short);
}

static void
update_contradiction(SilsaIndicatorRow *self)
{
  const char *const *codes = silsa_answer_get_contradictions(self->answer);
  gboolean open = FALSE;

  for (guint i = 0; codes[i] != NULL; i++)
    open = open || !silsa_answer_is_justified(self->answer, codes[i]);
  show_mark(self, MARK_CONTRADICTION, open);
  show_mark(self, MARK_JUSTIFIED, codes[0] != NULL && !open);
}

static void
update(SilsaIndicatorRow *self)
{
  gboolean complete = silsa_answer_get_state(self->answer) == SILSA_STATE_COMPLETE;
  g_autofree char *percent = percent_text(self->answer);

  silsa_state_icon_show(self->state_icon, self->answer);
  gtk_label_set_text(self->percent_label, percent);
  show_mark(self, MARK_FLAG, silsa_answer_get_flagged(self->answer));
  update_photos(self);
  update_contradiction(self);
  silsa_score_bar_set_score(self->bar, percent_of(silsa_answer_get_score(self->answer)),
                            percent_of(silsa_answer_get_claim_score(self->answer)), complete);
}

static void
serial_cb(SilsaIndicatorRow *self)
{
  update(self);
}

static void
silsa_indicator_row_dispose(GObject *object)
{
  SilsaIndicatorRow *self = SILSA_INDICATOR_ROW(object);
  GtkWidget *child;

  g_clear_object(&self->answer_signals);
  g_clear_object(&self->answer);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_INDICATOR_ROW);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
    gtk_widget_unparent(child);

  G_OBJECT_CLASS(silsa_indicator_row_parent_class)->dispose(object);
}

static void
silsa_indicator_row_class_init(SilsaIndicatorRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_indicator_row_dispose;
  widget_class->measure = silsa_indicator_row_measure;
  widget_class->size_allocate = silsa_indicator_row_size_allocate;

  g_type_ensure(SILSA_TYPE_SCORE_BAR);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-indicator-row.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorRow, state_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorRow, title_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorRow, code_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorRow, photos_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorRow, photos_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorRow, percent_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorRow, bar);
}

static const char *
find_code(GtkWidget *widget)
{
  SilsaIndicatorRow *self = SILSA_INDICATOR_ROW(widget);

  return self->answer != NULL ? silsa_answer_get_code(self->answer) : NULL;
}

static void
silsa_indicator_row_init(SilsaIndicatorRow *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  silsa_tooltip_follow_label(self->title_label);
  silsa_import_accept_drops(GTK_WIDGET(self), find_code);

  self->answer_signals = g_signal_group_new(SILSA_TYPE_ANSWER);
  g_signal_group_connect_swapped(self->answer_signals, "notify::serial", G_CALLBACK(serial_cb),
                                 self);
}

void
silsa_indicator_row_set_answer(SilsaIndicatorRow *self, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator;
  const char *title;

  g_return_if_fail(SILSA_IS_INDICATOR_ROW(self));

  if (!g_set_object(&self->answer, answer))
    return;
  g_signal_group_set_target(self->answer_signals, answer);
  if (answer == NULL)
    return;

  indicator = silsa_answer_get_indicator(answer);
  title = silsa_text_get(&indicator->title, silsa_language_from_locale());
  gtk_label_set_text(self->title_label, title);
  gtk_label_set_text(self->code_label, indicator->code);
  update(self);
}
