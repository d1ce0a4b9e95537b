#include "silsa-compare-window.h"

#include "silsa-error.h"
#include "silsa-reading-job.h"
#include "silsa-side-by-side.h"
#include "silsa-tell.h"
#include "silsa-verdict-look.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

struct _SilsaCompareWindow {
  AdwApplicationWindow parent_instance;

  GPtrArray *reports; /* of SilsaReport with their content, in the order chosen */
  GPtrArray *assessments; /* of SilsaAssessment, borrowed from them */
  GPtrArray *rows; /* of SilsaSideRow */
  int decimals;

  AdwWindowTitle *window_title;
  GtkToggleButton *only_differences;
  GtkWidget *demonstration;
  GtkListBox *sums;
  GtkLabel *count_label;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE(SilsaCompareWindow, silsa_compare_window, ADW_TYPE_APPLICATION_WINDOW)

/* Lines: a head, then one column for each package */

#define HEAD_WIDTH 250
#define HEAD_CHARACTERS 30 /* a longer name goes on in the next line */

static GtkWidget *
new_label(const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new(text);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_max_width_chars(GTK_LABEL(label), HEAD_CHARACTERS);
  gtk_widget_set_valign(label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class(label, style);
  return label;
}

static GtkWidget *
new_line(GtkWidget *head, GtkWidget **columns)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *column = adw_clamp_new(); /* as wide in each line, however long the head */

  *columns = box;
  gtk_box_set_homogeneous(GTK_BOX(box), TRUE);
  gtk_widget_set_hexpand(box, TRUE);
  adw_clamp_set_child(ADW_CLAMP(column), head);
  adw_clamp_set_unit(ADW_CLAMP(column), ADW_LENGTH_UNIT_PX);
  adw_clamp_set_maximum_size(ADW_CLAMP(column), HEAD_WIDTH);
  adw_clamp_set_tightening_threshold(ADW_CLAMP(column), HEAD_WIDTH);
  gtk_widget_set_size_request(column, HEAD_WIDTH, -1);
  gtk_box_append(GTK_BOX(line), column);
  gtk_box_append(GTK_BOX(line), box);
  gtk_widget_add_css_class(line, "matter-row");
  return line;
}

static void
append_line(GtkListBox *list, GtkWidget *line, const SilsaSideRow *about, const char *spoken)
{
  GtkWidget *row = gtk_list_box_row_new();

  gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), line);
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), FALSE);
  g_object_set_data(G_OBJECT(row), "row", (gpointer)about);
  gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append(list, row);
}

/* Heads and sums */

static GtkWidget *
new_package_head(const SilsaReport *report)
{
  SilsaVerdictLook look = silsa_verdict_get_look(report);
  gboolean valid = report->verdict == SILSA_VERDICT_VALID;
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *verdict = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name =
      g_strdup_printf(_("%s · revision %u"), report->assessor, report->revision);
  GtkWidget *image = gtk_image_new_from_icon_name(look.icon);
  GtkWidget *word =
      new_label(silsa_verdict_to_text(report->verdict),
                valid ? (silsa_report_is_settled(report) ? "success" : "verified") : look.bad);

  gtk_widget_add_css_class(image, valid ? "verified" : look.bad);
  gtk_box_append(GTK_BOX(verdict), image);
  gtk_box_append(GTK_BOX(verdict), word);
  gtk_box_append(GTK_BOX(box), new_label(name, "strong"));
  gtk_box_append(GTK_BOX(box), verdict);
  return box;
}

static void
add_heads(SilsaCompareWindow *self)
{
  GtkWidget *columns;
  GtkWidget *line = new_line(new_label(_("Package"), "soft"), &columns);

  for (guint i = 0; i < self->reports->len; i++)
    gtk_box_append(GTK_BOX(columns), new_package_head(self->reports->pdata[i]));
  append_line(self->sums, line, NULL, _("Package"));
}

static GtkWidget *
new_number(mpq_srcptr points, const char *more, int decimals, gboolean strong)
{
  g_autofree char *number = silsa_number_to_text(points, decimals);
  g_autofree char *text =
      more != NULL ? g_strdup_printf("%s · %s", number, more) : g_strdup(number);
  GtkWidget *label = new_label(text, "numeric");

  if (strong)
    gtk_widget_add_css_class(label, "strong");
  return label;
}

static void
add_end(SilsaCompareWindow *self, guint end)
{
  static const char *const names[] = {NC_("band", "Low"), NC_("band", "Expected"),
                                      NC_("band", "High")};
  const char *name = g_dpgettext2(NULL, "band", names[end]);
  GtkWidget *columns;
  GtkWidget *line = new_line(new_label(name, "soft"), &columns);

  for (guint i = 0; i < self->assessments->len; i++) {
    const SilsaPreview *preview = silsa_assessment_get_preview(self->assessments->pdata[i]);
    mpq_srcptr points[] = {preview->all.low.q, preview->all.expected.q, preview->all.high.q};
    const SilsaGrade *grades[] = {preview->low_grade, preview->expected_grade, preview->high_grade};

    gtk_box_append(GTK_BOX(columns),
                   new_number(points[end],
                              silsa_text_get(&grades[end]->title, silsa_language_from_locale()),
                              self->decimals, end == 1));
  }
  append_line(self->sums, line, NULL, name);
}

static void
add_sector(SilsaCompareWindow *self, guint sector)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->assessments->pdata[0]);
  const char *name = silsa_text_get(&silsa_catalogue_get_sector(catalogue, sector)->title,
                                    silsa_language_from_locale());
  GtkWidget *columns;
  GtkWidget *line = new_line(new_label(name, "soft"), &columns);

  for (guint i = 0; i < self->assessments->len; i++) {
    const SilsaPreview *preview = silsa_assessment_get_preview(self->assessments->pdata[i]);
    const SilsaBand *band = &preview->sectors[sector];
    g_autofree char *percent = silsa_percent_to_text(band->expected_percent.q);

    gtk_box_append(GTK_BOX(columns), new_number(band->expected.q, percent, self->decimals, FALSE));
  }
  append_line(self->sums, line, NULL, name);
}

/* Indicators */

static void
add_findings(GtkWidget *box, SilsaAnswer *answer)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(answer);
  const char *texts[] = {silsa_answer_get(answer, "reason"),
                         silsa_answer_get(answer, "unverifiable")};

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (texts[i] != NULL)
      gtk_box_append(GTK_BOX(box), new_label(texts[i], "secondary"));
  for (guint i = 0; i < findings->len; i++) {
    const SilsaFinding *finding = &g_array_index(findings, SilsaFinding, i);
    g_autofree char *text =
        g_strdup_printf("%s: %s", silsa_finding_kind_to_text(finding->kind), finding->text);

    gtk_box_append(GTK_BOX(box), new_label(text, "secondary"));
  }
}

static GtkWidget *
new_answer(SilsaCompareWindow *self, const SilsaSideRow *row, guint i)
{
  SilsaAnswer *answer = row->answers[i];
  const SilsaScore *score = silsa_answer_get_score(answer);
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *points =
      score != NULL ? silsa_number_to_text(score->points.q, self->decimals) : g_strdup("–");
  g_autofree char *value = silsa_answer_value_to_text(answer, silsa_language_from_locale());
  g_autofree char *numbers = g_strdup_printf(_("%s points · %s"), points, value);
  g_autofree char *checks = silsa_answer_checks_to_text(answer);

  gtk_box_append(GTK_BOX(box),
                 new_label(numbers, (row->differences & (SILSA_SIDE_POINTS | SILSA_SIDE_VALUE)) != 0
                                        ? "strong"
                                        : NULL));
  gtk_box_append(
      GTK_BOX(box),
      new_label(checks, (row->differences & SILSA_SIDE_CHECKS) != 0 ? "strong" : "soft"));
  add_findings(box, answer);
  return box;
}

static GtkWidget *
new_indicator_head(SilsaCompareWindow *self, const SilsaSideRow *row, const char *title)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *range = silsa_number_to_text(row->range.q, self->decimals);
  g_autofree char *words = g_strdup_printf(_("%s points apart"), range);

  gtk_box_append(GTK_BOX(box), new_label(row->indicator->code, "code"));
  gtk_box_append(GTK_BOX(box), new_label(title, "strong"));
  if (mpq_sgn(row->range.q) != 0)
    gtk_box_append(GTK_BOX(box), new_label(words, "lowered"));
  return box;
}

static void
add_row(SilsaCompareWindow *self, const SilsaSideRow *row)
{
  const char *title = silsa_text_get(&row->indicator->title, silsa_language_from_locale());
  g_autofree char *spoken = g_strdup_printf("%s %s", row->indicator->code, title);
  GtkWidget *columns;
  GtkWidget *line = new_line(new_indicator_head(self, row, title), &columns);

  for (guint i = 0; i < self->assessments->len; i++)
    gtk_box_append(GTK_BOX(columns), new_answer(self, row, i));
  append_line(self->list, line, row, spoken);
}

static gboolean
row_filter(GtkListBoxRow *row, gpointer data)
{
  SilsaCompareWindow *self = data;
  const SilsaSideRow *about = g_object_get_data(G_OBJECT(row), "row");

  return !gtk_toggle_button_get_active(self->only_differences) || about->differences != 0;
}

static void
filter_cb(SilsaCompareWindow *self)
{
  gtk_list_box_invalidate_filter(self->list);
}

static void
show(SilsaCompareWindow *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self->assessments->pdata[0]);
  guint n_sectors = silsa_assessment_get_preview(self->assessments->pdata[0])->n_sectors;
  guint differing = 0;
  g_autofree char *words = NULL;

  adw_window_title_set_subtitle(self->window_title, about->city_name);
  gtk_window_set_title(GTK_WINDOW(self), about->city_name);
  for (guint i = 0; i < self->reports->len; i++)
    if (g_strcmp0(((SilsaReport *)self->reports->pdata[i])->purpose, "demonstration") == 0)
      gtk_widget_set_visible(self->demonstration, TRUE);
  add_heads(self);
  for (guint i = 0; i < 3; i++)
    add_end(self, i);
  for (guint i = 0; i < n_sectors; i++)
    add_sector(self, i);
  for (guint i = 0; i < self->rows->len; i++) {
    const SilsaSideRow *row = self->rows->pdata[i];

    add_row(self, row);
    differing += row->differences != 0;
  }
  words = g_strdup_printf(ngettext("%u indicator differs", "%u indicators differ", differing),
                          differing);
  gtk_label_set_text(self->count_label, words);
}

/* Life */

static void
silsa_compare_window_dispose(GObject *object)
{
  SilsaCompareWindow *self = SILSA_COMPARE_WINDOW(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_COMPARE_WINDOW);
  g_clear_pointer(&self->rows, g_ptr_array_unref);
  g_clear_pointer(&self->assessments, g_ptr_array_unref);
  g_clear_pointer(&self->reports, g_ptr_array_unref);

  G_OBJECT_CLASS(silsa_compare_window_parent_class)->dispose(object);
}

static void
silsa_compare_window_class_init(SilsaCompareWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_compare_window_dispose;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-compare-window.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaCompareWindow, window_title);
  gtk_widget_class_bind_template_child(widget_class, SilsaCompareWindow, only_differences);
  gtk_widget_class_bind_template_child(widget_class, SilsaCompareWindow, demonstration);
  gtk_widget_class_bind_template_child(widget_class, SilsaCompareWindow, sums);
  gtk_widget_class_bind_template_child(widget_class, SilsaCompareWindow, count_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaCompareWindow, list);
  gtk_widget_class_bind_template_callback(widget_class, filter_cb);
}

static void
silsa_compare_window_init(SilsaCompareWindow *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_list_box_set_filter_func(self->list, row_filter, self, NULL);
}

/* Opening */

typedef struct {
  GPtrArray *paths;
  SilsaReviewTrust *trust;
  SilsaApplication *application; /* outlives every window */
  GWeakRef parent;
} Job;

static void
job_free(Job *self)
{
  g_ptr_array_unref(self->paths);
  silsa_review_trust_free(self->trust);
  g_weak_ref_clear(&self->parent);
  g_free(self);
}

/* Only what a signature covers is laid beside something else. */
static void
verify_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GPtrArray) reports = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_report_free);
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(GError) error = NULL;
  SilsaTrust trust = {.pem_contents = job->trust->certificates};

  if (silsa_review_trust_open_round(job->trust, &round, &trust.round_trusted, NULL))
    trust.round = round;
  for (guint i = 0; i < job->paths->len; i++) {
    const char *path = job->paths->pdata[i];
    SilsaReport *report = silsa_package_verify(path, &trust, NULL, NULL, cancellable, &error);

    if (report == NULL) {
      g_task_return_error(task, g_steal_pointer(&error));
      return;
    }
    g_ptr_array_add(reports, report);
    if (report->assessment == NULL) {
      silsa_error_set(&error, SILSA_ERROR_CORRUPT, "not-intact", "not what was signed");
      silsa_error_at_file(&error, path);
      g_task_return_error(task, g_steal_pointer(&error));
      return;
    }
  }
  g_task_return_pointer(task, g_steal_pointer(&reports), (GDestroyNotify)g_ptr_array_unref);
}

static void
tell(Job *job, const GError *error)
{
  g_autoptr(GtkWidget) parent = g_weak_ref_get(&job->parent);

  silsa_tell_error(parent, _("These Packages Cannot Be Compared"), error);
}

static GPtrArray *
list_assessments(GPtrArray *reports)
{
  GPtrArray *assessments = g_ptr_array_new();

  for (guint i = 0; i < reports->len; i++)
    g_ptr_array_add(assessments, ((SilsaReport *)reports->pdata[i])->assessment);
  return assessments;
}

static void
verified_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  Job *job = g_task_get_task_data(G_TASK(result));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = g_task_propagate_pointer(G_TASK(result), &error);
  g_autoptr(GPtrArray) assessments = reports != NULL ? list_assessments(reports) : NULL;
  SilsaCompareWindow *self;

  if (reports == NULL || !silsa_side_by_side_check((SilsaAssessment *const *)assessments->pdata,
                                                   assessments->len, &error)) {
    tell(job, error);
    return;
  }
  self = g_object_new(SILSA_TYPE_COMPARE_WINDOW, "application", job->application, NULL);
  self->decimals =
      silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessments->pdata[0]));
  self->rows =
      silsa_side_by_side_list((SilsaAssessment *const *)assessments->pdata, assessments->len);
  self->assessments = g_steal_pointer(&assessments);
  self->reports = g_steal_pointer(&reports);
  show(self);
  gtk_window_present(GTK_WINDOW(self));
}

void
silsa_compare_window_open(SilsaApplication *application, GPtrArray *paths, GtkWidget *parent)
{
  g_autoptr(GTask) task = NULL;
  Job *job = g_new0(Job, 1);

  g_return_if_fail(paths->len >= 2 && paths->len <= SILSA_COMPARE_MOST);

  job->paths = g_ptr_array_ref(paths);
  job->trust = silsa_review_trust_new(silsa_application_get_settings(application), NULL);
  job->application = application;
  g_weak_ref_init(&job->parent, parent);
  task = g_task_new(NULL, NULL, verified_cb, NULL);
  g_task_set_source_tag(task, silsa_compare_window_open);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, verify_thread);
}
