#include "silsa-review-page.h"

#include "silsa-below-layout.h"
#include "silsa-decimal.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME_CHARS 18 /* for fewer the numbers go below */

struct _SilsaReviewPage {
  AdwBin parent_instance;

  GPtrArray *rows; /* of SilsaMatterRow, what matters most first */
  int decimals;
  SilsaMatter wanted; /* 0: whatever matters */
  SilsaNotes *notes; /* borrowed, or NULL */
  GtkToggleButton *noted; /* the filter for what is noted, borrowed */

  GtkLabel *result_head;
  GtkGrid *sums;
  GtkLabel *sums_words;
  GtkLabel *facts;
  AdwWrapBox *filters;
  GtkListBox *list;
};

enum { GO_TO, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaReviewPage, silsa_review_page, ADW_TYPE_BIN)

/* The sums, as handed in and as they follow */

static void
add_cell(SilsaReviewPage *self, int column, int row, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new(text);

  gtk_label_set_xalign(GTK_LABEL(label), column == 0 ? 0 : 1);
  gtk_label_set_wrap(GTK_LABEL(label), column > 0);
  gtk_label_set_justify(GTK_LABEL(label), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class(label, "numeric");
  gtk_widget_add_css_class(label, style);
  gtk_grid_attach(self->sums, label, column, row, 1, 1);
}

static char *
dup_sum(const char *points, const char *percent, const char *grade)
{
  g_auto(SilsaRational) q = {0}, part = {0};
  g_autofree char *number = NULL;
  g_autofree char *share = NULL;
  const char *dot = points != NULL ? strchr(points, '.') : NULL;

  silsa_rational_init(&q);
  silsa_rational_init(&part);
  if (points == NULL || percent == NULL || !silsa_decimal_parse(points, q.q, NULL) ||
      !silsa_decimal_parse(percent, part.q, NULL))
    return g_strdup("–");
  number = silsa_number_to_text(q.q, dot != NULL ? (int)strlen(dot + 1) : 0);
  share = silsa_percent_to_text(part.q);
  return g_strdup_printf(_("%s points · %s · grade %s"), number, share, grade);
}

static gboolean
show_sums(SilsaReviewPage *self, SilsaAssessment *assessment, const SilsaReport *report)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  const SilsaBand *all = &preview->all;
  const struct {
    const char *name;
    mpq_srcptr points, percent;
    int grade;
  } ends[SILSA_N_ENDS] = {
      {C_("band", "Low"), all->low.q, all->low_percent.q, preview->low_grade->number},
      {C_("band", "Expected"), all->expected.q, all->expected_percent.q,
       preview->expected_grade->number},
      {C_("band", "High"), all->high.q, all->high_percent.q, preview->high_grade->number},
  };
  gboolean same = TRUE;

  add_cell(self, 1, 0, _("As handed in"), "soft");
  add_cell(self, 2, 0, _("Computed again"), "soft");
  for (int i = 0; i < SILSA_N_ENDS; i++) {
    g_autofree char *points = silsa_rational_format(ends[i].points, self->decimals);
    g_autofree char *percent = silsa_rational_format_short(ends[i].percent);
    g_autofree char *grade = g_strdup_printf("%d", ends[i].grade);
    g_autofree char *ours = dup_sum(points, percent, grade);
    g_autofree char *said =
        dup_sum(report->said[i].points, report->said[i].percent, report->said[i].grade);
    gboolean agrees = g_str_equal(ours, said);

    add_cell(self, 0, i + 1, ends[i].name, "soft");
    add_cell(self, 1, i + 1, said, agrees ? "secondary" : "error");
    add_cell(self, 2, i + 1, ours, "strong");
    same = same && agrees;
  }
  return same;
}

static void
show_result(SilsaReviewPage *self,
            SilsaAssessment *assessment,
            const SilsaReading *reading,
            const SilsaReport *earlier)
{
  const SilsaReport *report = reading->report;
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  const SilsaBand *all = &silsa_assessment_get_preview(assessment)->all;
  g_autofree char *status = silsa_catalogue_status_string_to_text(report->catalogue_status);
  g_autofree char *head = g_strdup_printf(_("%s · %s · revision %u"), about->city_name,
                                          about->assessor_name, report->revision);
  g_autofree char *complete =
      g_strdup_printf(_("%u of %u complete"), all->complete, all->applicable);
  g_autofree char *before =
      earlier != NULL
          ? g_strdup_printf(_("compared with revision %u, which lies beside it"), earlier->revision)
          : g_strdup(report->previous != NULL ? _("the revision before is not beside it")
                                              : _("the first revision"));
  g_autofree char *facts =
      g_strdup_printf("%s · %s · %s\nSHA-256 %s", status, complete, before, reading->sha256);
  gboolean same = show_sums(self, assessment, report);

  gtk_label_set_text(self->result_head, head);
  gtk_label_set_text(self->facts, facts);
  gtk_label_set_text(self->sums_words,
                     same ? _("The sums were computed again from the answers, and agree.")
                          : _("The sums that were handed in do not follow from the answers."));
  if (!same)
    gtk_widget_add_css_class(GTK_WIDGET(self->sums_words), "error");
}

/* Rows */

/* In the assessor's words: why it is so. */
static char *
dup_why(const SilsaMatterRow *row)
{
  static const char *const fields[] = {"reason", "unverifiable", "justify"};
  const char *const *contradictions = silsa_answer_get_contradictions(row->answer);
  GString *out = g_string_new(NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
    const char *text = silsa_answer_get(row->answer, fields[i]);

    if (text != NULL)
      g_string_append_printf(out, "%s%s", out->len > 0 ? "\n" : "", text);
  }
  for (guint i = 0; contradictions[i] != NULL; i++)
    if (!silsa_answer_is_justified(row->answer, contradictions[i]))
      g_string_append_printf(out, "%s%s", out->len > 0 ? "\n" : "",
                             silsa_contradiction_to_name(contradictions[i]));
  return g_string_free_and_steal(out);
}

static GtkWidget *
new_text(const char *text, gboolean wrap, const char *style)
{
  GtkWidget *label = gtk_label_new(text);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), wrap);
  if (style != NULL)
    gtk_widget_add_css_class(label, style);
  return label;
}

static GtkWidget *
new_chips(SilsaMatter matters)
{
  GtkWidget *box = adw_wrap_box_new();

  adw_wrap_box_set_child_spacing(ADW_WRAP_BOX(box), 6);
  adw_wrap_box_set_line_spacing(ADW_WRAP_BOX(box), 4);
  for (guint bit = 1; bit < SILSA_N_MATTERS; bit++) {
    SilsaMatter matter = 1 << bit;
    GtkWidget *chip;

    if ((matters & matter) == 0)
      continue;
    chip = new_text(silsa_matter_to_text(matter), FALSE, "chip");
    if (matter == SILSA_MATTER_CONTRADICTION || matter == SILSA_MATTER_THIN ||
        matter == SILSA_MATTER_OPEN)
      gtk_widget_add_css_class(chip, "warning");
    adw_wrap_box_append(ADW_WRAP_BOX(box), chip);
  }
  return box;
}

static char *
dup_points(SilsaReviewPage *self, const SilsaScore *score)
{
  return score != NULL ? silsa_number_to_text(score->points.q, self->decimals) : g_strdup("–");
}

/* Hollow before solid: what was claimed, then what was found. */
static GtkWidget *
new_numbers(SilsaReviewPage *self, const SilsaMatterRow *row)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *claim = dup_points(self, silsa_answer_get_claim_score(row->answer));
  g_autofree char *found = dup_points(self, silsa_answer_get_score(row->answer));
  g_autofree char *points = g_strdup_printf("%s → %s", claim, found);
  GtkWidget *label = new_text(points, FALSE, "strong");
  int sign = mpq_sgn(row->difference.q);

  gtk_label_set_xalign(GTK_LABEL(label), 1);
  gtk_widget_add_css_class(label, "numeric");
  gtk_box_append(GTK_BOX(box), label);
  if (sign != 0) {
    g_auto(SilsaRational) size = {0};
    g_autofree char *number = NULL;
    g_autofree char *words = NULL;

    silsa_rational_init(&size);
    mpq_abs(size.q, row->difference.q);
    number = silsa_number_to_text(size.q, self->decimals);
    words = g_strdup_printf(sign < 0 ? _("▾ %s points") : _("▴ %s points"), number);
    label = new_text(words, FALSE, sign < 0 ? "lowered" : "raised");
    gtk_label_set_xalign(GTK_LABEL(label), 1);
    gtk_widget_add_css_class(label, "numeric");
    gtk_box_append(GTK_BOX(box), label);
  }
  gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
  return box;
}

/* The user's own mark and note below what the assessor says. */

static const SilsaNote *
find_note(SilsaReviewPage *self, SilsaAnswer *answer)
{
  return self->notes != NULL ? silsa_notes_get(self->notes, silsa_answer_get_code(answer)) : NULL;
}

static gboolean
is_noted(SilsaReviewPage *self, SilsaAnswer *answer)
{
  const SilsaNote *note = find_note(self, answer);

  return note != NULL &&
         (note->mark != SILSA_MARK_NONE || *note->note != '\0' || *note->question != '\0');
}

static char *
dup_note(const SilsaNote *note)
{
  const char *gap = *note->note != '\0' && *note->question != '\0' ? "\n" : "";

  return *note->question != '\0' ? g_strdup_printf("%s%s? %s", note->note, gap, note->question)
                                 : g_strdup(note->note);
}

static void
show_note(SilsaReviewPage *self, GtkListBoxRow *row)
{
  const SilsaMatterRow *about = g_object_get_data(G_OBJECT(row), "row");
  GtkWidget *box = g_object_get_data(G_OBJECT(row), "note");
  const SilsaIndicator *indicator = silsa_answer_get_indicator(about->answer);
  const char *title = silsa_text_get(&indicator->title, silsa_language_from_locale());
  const SilsaNote *note = find_note(self, about->answer);
  gboolean noted = is_noted(self, about->answer);
  const char *mark = noted && note->mark != SILSA_MARK_NONE ? silsa_mark_to_text(note->mark) : "";
  g_autofree char *text = noted ? dup_note(note) : g_strdup("");
  g_autofree char *spoken =
      g_strdup_printf("%s %s%s%s", indicator->code, title, *mark != '\0' ? ", " : "", mark);
  GtkWidget *chip = gtk_widget_get_first_child(box);
  GtkWidget *words = gtk_widget_get_next_sibling(chip);

  gtk_label_set_text(GTK_LABEL(chip), mark);
  gtk_widget_set_visible(chip, *mark != '\0');
  gtk_label_set_text(GTK_LABEL(words), text);
  gtk_widget_set_visible(box, noted);
  gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkWidget *
new_note(void)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *chip = new_text(NULL, FALSE, "chip");
  GtkWidget *words = new_text(NULL, TRUE, "secondary");

  gtk_widget_add_css_class(chip, "accent");
  gtk_widget_set_valign(chip, GTK_ALIGN_START);
  gtk_widget_set_hexpand(words, TRUE);
  gtk_box_append(GTK_BOX(box), chip);
  gtk_box_append(GTK_BOX(box), words);
  return box;
}

static GtkWidget *
new_row(SilsaReviewPage *self, const SilsaMatterRow *about)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(about->answer);
  const char *title = silsa_text_get(&indicator->title, silsa_language_from_locale());
  GtkWidget *row = gtk_list_box_row_new();
  GtkWidget *line = silsa_below_box_new(14, 2);
  GtkWidget *texts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *code = new_text(indicator->code, FALSE, "code");
  GtkWidget *name = new_text(title, TRUE, "strong");
  GtkWidget *note = new_note();
  g_autofree char *why = dup_why(about);

  gtk_widget_set_valign(code, GTK_ALIGN_START);
  gtk_widget_set_hexpand(texts, TRUE);
  gtk_label_set_width_chars(GTK_LABEL(name), NAME_CHARS);
  gtk_box_append(GTK_BOX(texts), name);
  gtk_box_append(GTK_BOX(texts), new_chips(about->matters));
  if (*why != '\0')
    gtk_box_append(GTK_BOX(texts), new_text(why, TRUE, "secondary"));
  gtk_box_append(GTK_BOX(texts), note);
  gtk_box_append(GTK_BOX(line), code);
  gtk_box_append(GTK_BOX(line), texts);
  gtk_box_append(GTK_BOX(line), new_numbers(self, about));
  gtk_box_append(GTK_BOX(line), gtk_image_new_from_icon_name("go-next-symbolic"));
  gtk_widget_add_css_class(line, "matter-row");
  gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), line);
  g_object_set_data(G_OBJECT(row), "row", (gpointer)about);
  g_object_set_data(G_OBJECT(row), "note", note);
  show_note(self, GTK_LIST_BOX_ROW(row));
  return row;
}

static gboolean
is_shown(SilsaReviewPage *self, const SilsaMatterRow *row)
{
  gboolean noted = self->noted != NULL && gtk_toggle_button_get_active(self->noted);

  if (self->wanted == 0 && !noted)
    return row->matters != 0;
  return (row->matters & self->wanted) != 0 || (noted && is_noted(self, row->answer));
}

static gboolean
filter_cb(GtkListBoxRow *row, gpointer self)
{
  return is_shown(self, g_object_get_data(G_OBJECT(row), "row"));
}

static void
row_activated_cb(SilsaReviewPage *self, GtkListBoxRow *row)
{
  const SilsaMatterRow *about = g_object_get_data(G_OBJECT(row), "row");

  g_signal_emit(self, signals[GO_TO], 0, about->answer);
}

/* Filters */

static void
toggled_cb(SilsaReviewPage *self, GtkToggleButton *button)
{
  guint matter = GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(button), "matter"));

  if (gtk_toggle_button_get_active(button))
    self->wanted |= matter;
  else
    self->wanted &= ~matter;
  gtk_list_box_invalidate_filter(self->list);
}

static guint
count(SilsaReviewPage *self, SilsaMatter matter)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += (((SilsaMatterRow *)self->rows->pdata[i])->matters & matter) != 0;
  return n;
}

static void
add_filters(SilsaReviewPage *self)
{
  for (guint bit = 0; bit < SILSA_N_MATTERS; bit++) {
    SilsaMatter matter = 1 << bit;
    guint n = count(self, matter);
    g_autofree char *words = g_strdup_printf("%s %u", silsa_matter_to_text(matter), n);
    GtkWidget *button = gtk_toggle_button_new_with_label(words);

    gtk_widget_add_css_class(button, "chip");
    gtk_widget_set_visible(button, n > 0);
    g_object_set_data(G_OBJECT(button), "matter", GUINT_TO_POINTER(matter));
    g_signal_connect_object(button, "toggled", G_CALLBACK(toggled_cb), self, G_CONNECT_SWAPPED);
    adw_wrap_box_append(self->filters, button);
  }
}

static void
update_noted(SilsaReviewPage *self)
{
  g_autofree char *words = NULL;
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += is_noted(self, ((SilsaMatterRow *)self->rows->pdata[i])->answer);
  words = g_strdup_printf(C_("filter", "Noted by me %u"), n);
  gtk_button_set_label(GTK_BUTTON(self->noted), words);
  if (n == 0)
    gtk_toggle_button_set_active(self->noted, FALSE);
  gtk_widget_set_visible(GTK_WIDGET(self->noted), n > 0);
  gtk_list_box_invalidate_filter(self->list);
}

static void
add_noted(SilsaReviewPage *self)
{
  self->noted = GTK_TOGGLE_BUTTON(gtk_toggle_button_new());
  gtk_widget_add_css_class(GTK_WIDGET(self->noted), "chip");
  g_signal_connect_object(self->noted, "toggled", G_CALLBACK(gtk_list_box_invalidate_filter),
                          self->list, G_CONNECT_SWAPPED);
  adw_wrap_box_append(self->filters, GTK_WIDGET(self->noted));
  update_noted(self);
}

/* Life */

static void
silsa_review_page_dispose(GObject *object)
{
  SilsaReviewPage *self = SILSA_REVIEW_PAGE(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_REVIEW_PAGE);
  g_clear_pointer(&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS(silsa_review_page_parent_class)->dispose(object);
}

static void
silsa_review_page_class_init(SilsaReviewPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_review_page_dispose;
  signals[GO_TO] = g_signal_new("go-to", SILSA_TYPE_REVIEW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, SILSA_TYPE_ANSWER);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-review-page.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaReviewPage, result_head);
  gtk_widget_class_bind_template_child(widget_class, SilsaReviewPage, sums);
  gtk_widget_class_bind_template_child(widget_class, SilsaReviewPage, sums_words);
  gtk_widget_class_bind_template_child(widget_class, SilsaReviewPage, facts);
  gtk_widget_class_bind_template_child(widget_class, SilsaReviewPage, filters);
  gtk_widget_class_bind_template_child(widget_class, SilsaReviewPage, list);
}

static void
silsa_review_page_init(SilsaReviewPage *self)
{
  GtkWidget *nothing;

  gtk_widget_init_template(GTK_WIDGET(self));
  nothing = gtk_label_new(_("Nothing stands out"));
  gtk_widget_add_css_class(nothing, "soft");
  gtk_widget_set_margin_top(nothing, 14);
  gtk_widget_set_margin_bottom(nothing, 14);
  gtk_list_box_set_placeholder(self->list, nothing);
  gtk_list_box_set_filter_func(self->list, filter_cb, self, NULL);
  g_signal_connect_object(self->list, "row-activated", G_CALLBACK(row_activated_cb), self,
                          G_CONNECT_SWAPPED);
}

void
silsa_review_page_show(SilsaReviewPage *self,
                       SilsaAssessment *assessment,
                       const SilsaReading *reading,
                       const SilsaReport *earlier,
                       SilsaNotes *notes)
{
  g_return_if_fail(SILSA_IS_REVIEW_PAGE(self));
  g_return_if_fail(self->rows == NULL);

  self->notes = notes;
  self->decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  self->rows = silsa_matters_list(assessment, earlier != NULL ? earlier->assessment : NULL);
  show_result(self, assessment, reading, earlier);
  add_filters(self);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_append(self->list, new_row(self, self->rows->pdata[i]));
  add_noted(self);
}

static int
find_row(SilsaReviewPage *self, SilsaAnswer *answer)
{
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    if (((SilsaMatterRow *)self->rows->pdata[i])->answer == answer)
      return (int)i;
  return -1;
}

void
silsa_review_page_update_notes(SilsaReviewPage *self, const char *code)
{
  GtkListBoxRow *row;

  g_return_if_fail(SILSA_IS_REVIEW_PAGE(self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index(self->list, i)) != NULL; i++) {
    const SilsaMatterRow *about = g_object_get_data(G_OBJECT(row), "row");

    if (g_str_equal(silsa_answer_get_code(about->answer), code))
      show_note(self, row);
  }
  update_noted(self);
}

gboolean
silsa_review_page_shows(SilsaReviewPage *self, SilsaAnswer *answer)
{
  int at;

  g_return_val_if_fail(SILSA_IS_REVIEW_PAGE(self), FALSE);

  at = find_row(self, answer);
  return at >= 0 && is_shown(self, self->rows->pdata[at]);
}

SilsaAnswer *
silsa_review_page_get_neighbour(SilsaReviewPage *self, SilsaAnswer *answer, int step)
{
  int at;

  g_return_val_if_fail(SILSA_IS_REVIEW_PAGE(self), NULL);

  at = find_row(self, answer);
  for (int i = at + step; at >= 0 && i >= 0 && i < (int)self->rows->len; i += step)
    if (is_shown(self, self->rows->pdata[i]))
      return ((SilsaMatterRow *)self->rows->pdata[i])->answer;
  return NULL;
}

void
silsa_review_page_focus(SilsaReviewPage *self, SilsaAnswer *answer)
{
  GtkListBoxRow *row, *target = NULL;

  g_return_if_fail(SILSA_IS_REVIEW_PAGE(self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index(self->list, i)) != NULL; i++) {
    const SilsaMatterRow *about = g_object_get_data(G_OBJECT(row), "row");

    if (is_shown(self, about) && (target == NULL || about->answer == answer))
      target = row;
  }
  if (target != NULL)
    gtk_widget_grab_focus(GTK_WIDGET(target));
}
