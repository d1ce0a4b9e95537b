#include "silsa-packages-window.h"

#include "silsa-below-layout.h"
#include "silsa-choice-name.h"
#include "silsa-column-title.h"
#include "silsa-compare-window.h"
#include "silsa-error.h"
#include "silsa-decimal.h"
#include "silsa-package-item.h"
#include "silsa-round-choice.h"
#include "silsa-tooltip.h"
#include "silsa-trust-dialog.h"
#include "silsa-verdict-look.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define BELOW_SCALE 0.92 /* as .secondary */

struct _SilsaPackagesWindow {
  AdwApplicationWindow parent_instance;

  char *folder;
  GListStore *items; /* of SilsaPackageItem */
  GHashTable *by_path; /* the same, borrowed */
  GtkMultiSelection *selection;
  GtkCustomFilter *filter;
  GCancellable *cancellable; /* of the check that is running, or NULL */
  guint total;
  guint all_there; /* an idle source */
  guint settle_id;
  gboolean away; /* something was opened from here, and may be noted upon */

  AdwWindowTitle *window_title;
  GtkEditable *search;
  GtkDropDown *which;
  GtkDropDown *sort;
  GtkWidget *progress_box;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkStack *stack;
  AdwStatusPage *nothing;
  GtkColumnView *view;
  GtkLabel *count_label;
  AdwBreakpoint *medium, *narrow, *least; /* there is no room for all columns */
};

G_DEFINE_FINAL_TYPE(SilsaPackagesWindow, silsa_packages_window, ADW_TYPE_APPLICATION_WINDOW)

/* What stands in the columns */

static const SilsaReport *
get_report(SilsaPackageItem *item)
{
  return silsa_package_item_get(item)->report;
}

static char *
city_text(SilsaPackageItem *item)
{
  return g_strdup(silsa_package_item_get_city(item));
}

static char *
assessor_text(SilsaPackageItem *item)
{
  return g_strdup(silsa_package_item_get_assessor(item));
}

static char *
revision_text(SilsaPackageItem *item)
{
  guint revision = silsa_package_item_get_revision(item);

  return revision > 0 ? g_strdup_printf("%u", revision) : g_strdup("–");
}

static char *
grade_text(SilsaPackageItem *item)
{
  return get_report(item) != NULL ? silsa_report_band_to_text(get_report(item)) : g_strdup("–");
}

static char *
points_text(SilsaPackageItem *item)
{
  const char *points = get_report(item) != NULL ? get_report(item)->said[1].points : NULL;
  const char *dot = points != NULL ? strchr(points, '.') : NULL;
  g_auto(SilsaRational) q = {0};

  silsa_rational_init(&q);
  return points != NULL && silsa_decimal_parse(points, q.q, NULL)
             ? silsa_number_to_text(q.q, dot != NULL ? (int)strlen(dot + 1) : 0)
             : g_strdup("–");
}

static char *
complete_text(SilsaPackageItem *item)
{
  const SilsaReport *report = get_report(item);

  if (report == NULL || report->city == NULL)
    return g_strdup("–");
  return g_strdup(report->complete ? _("yes") : _("no"));
}

static char *
size_text(SilsaPackageItem *item)
{
  guint64 size = silsa_package_item_get_size(item);

  return size > 0 ? g_format_size(size) : g_strdup("–");
}

static char *
file_text(SilsaPackageItem *item)
{
  return g_strdup(silsa_package_item_get(item)->name);
}

static char *
noted_text(SilsaPackageItem *item)
{
  guint noted = silsa_package_item_get_noted(item);

  return noted > 0 ? g_strdup_printf("%u", noted) : g_strdup("–");
}

/* What they are sorted by, where it is not the text */

static double
revision_key(SilsaPackageItem *item)
{
  return silsa_package_item_get_revision(item);
}

static double
verdict_key(SilsaPackageItem *item)
{
  const SilsaListedPackage *listed = silsa_package_item_get(item);

  return listed->report != NULL ? (double)listed->report->verdict
                                : silsa_listed_package_is_verified(listed) - 2;
}

static double
points_key(SilsaPackageItem *item)
{
  const SilsaReport *report = get_report(item);

  return report != NULL && report->said[1].points != NULL
             ? g_ascii_strtod(report->said[1].points, NULL)
             : -1;
}

static double
noted_key(SilsaPackageItem *item)
{
  return silsa_package_item_get_noted(item);
}

static double
size_key(SilsaPackageItem *item)
{
  return (double)silsa_package_item_get_size(item);
}

typedef struct {
  const char *title;
  char *(*text)(SilsaPackageItem *item);
  double (*key)(SilsaPackageItem *item); /* NULL: by the text */
  gboolean number;
  int chars; /* as wide as so many, and cut short behind them; 0: as wide as its text */
  gboolean expands;
  /* Where it gives way, as in whatever is narrower: what a verdict says is read everywhere. */
  enum { ALWAYS, NOT_LEAST, NOT_NARROW, NOT_MEDIUM } room;
} Column;

static const Column columns[] = {
    {N_("City"), city_text, .chars = 8},
    {N_("Assessor"), assessor_text},
    {N_("Revision"), revision_text, revision_key, .number = TRUE, .room = NOT_LEAST},
    {N_("Verdict"), silsa_package_item_dup_verdict, verdict_key, .chars = 14, .expands = TRUE},
    {N_("Grade"), grade_text, points_key, .room = NOT_LEAST},
    {N_("Expected points"), points_text, points_key, .number = TRUE, .room = NOT_NARROW},
    /* What is not complete has a range of grades. */
    {N_("Complete"), complete_text, .room = NOT_NARROW},
    {N_("My notes"), noted_text, noted_key, .number = TRUE, .room = NOT_NARROW},
    {N_("Size"), size_text, size_key, .number = TRUE, .room = NOT_MEDIUM},
    {N_("File"), file_text, .chars = 10, .expands = TRUE, .room = NOT_LEAST},
};

static int
compare_texts(const Column *column, SilsaPackageItem *a, SilsaPackageItem *b)
{
  g_autofree char *x = column->text(a);
  g_autofree char *y = column->text(b);

  return g_utf8_collate(x, y);
}

/* What is alike stands in the order of the folder, whichever was verified first. */
static int
compare(gconstpointer one, gconstpointer other, gpointer data)
{
  const Column *column = data;
  SilsaPackageItem *a = SILSA_PACKAGE_ITEM((gpointer)one);
  SilsaPackageItem *b = SILSA_PACKAGE_ITEM((gpointer)other);
  double x = column->key != NULL ? column->key(a) : 0;
  double y = column->key != NULL ? column->key(b) : 0;
  int order = column->key != NULL ? (x > y) - (x < y) : compare_texts(column, a, b);

  return order != 0 ? order
                    : strcmp(silsa_package_item_get(a)->path, silsa_package_item_get(b)->path);
}

/* Cells */

static void
show_verdict(GtkWidget *image, GtkWidget *label, const SilsaListedPackage *listed)
{
  const SilsaReport *report = listed->report;
  gboolean verified = silsa_listed_package_is_verified(listed);
  gboolean valid = report != NULL && report->verdict == SILSA_VERDICT_VALID;
  SilsaVerdictLook look = {"silsa-broken-symbolic", "refused", "error"};
  const char *style;

  if (report != NULL)
    look = silsa_verdict_get_look(report);
  else if (!verified)
    look = (SilsaVerdictLook){"silsa-clock-symbolic", "refused", "soft"};
  style = !valid ? look.bad : silsa_report_is_settled(report) ? "success" : "verified";
  gtk_image_set_from_icon_name(GTK_IMAGE(image), look.icon);
  gtk_widget_set_css_classes(image, (const char *[]){style, NULL});
  gtk_widget_set_css_classes(label, (const char *[]){!verified ? "soft"
                                                     : valid   ? NULL
                                                               : "strong",
                                                     NULL});
  if (listed->problem != NULL)
    gtk_widget_set_tooltip_text(label, listed->problem);
}

/* What there is to bear in mind has a line of its own: beside the verdict it would be cut short. */
static void
show_below_word(GtkLabel *label, const char *verdict)
{
  g_auto(GStrv) parts = g_strsplit(verdict, " · ", 2);
  g_autofree char *lines = g_strjoinv("\n", parts);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
  PangoAttribute *const lighter[] = {pango_attr_weight_new(PANGO_WEIGHT_NORMAL),
                                     pango_attr_scale_new(BELOW_SCALE)};

  for (gsize i = 0; i < G_N_ELEMENTS(lighter); i++) {
    lighter[i]->start_index = (guint)strlen(parts[0]) + 1; /* from the second line on */
    pango_attr_list_insert(attributes, lighter[i]);
  }
  gtk_label_set_attributes(label, attributes);
  gtk_label_set_text(label, lines);
}

static void
update_cell(GtkColumnViewCell *cell)
{
  SilsaPackageItem *item = gtk_column_view_cell_get_item(cell);
  const SilsaListedPackage *listed = silsa_package_item_get(item);
  const Column *column = g_object_get_data(G_OBJECT(cell), "column");
  GtkWidget *image = gtk_widget_get_first_child(gtk_column_view_cell_get_child(cell));
  GtkWidget *label = gtk_widget_get_next_sibling(image);
  g_autofree char *text = column->text(item);

  if (column->chars > 0)
    gtk_widget_set_tooltip_text(label, text);
  if (column->text == silsa_package_item_dup_verdict)
    show_below_word(GTK_LABEL(label), text);
  else
    gtk_label_set_text(GTK_LABEL(label), text);
  if (column->text == noted_text) {
    g_autofree char *noted = silsa_package_item_dup_noted(item);

    gtk_widget_set_tooltip_text(label, noted);
  }
  if (column->text == silsa_package_item_dup_verdict)
    show_verdict(image, label, listed);
  else if (silsa_listed_package_is_verified(listed))
    gtk_widget_remove_css_class(label, "soft");
  else
    gtk_widget_add_css_class(label, "soft");
}

static void
setup_cell_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED,
              GtkColumnViewCell *cell,
              gpointer data)
{
  const Column *column = data;
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new();
  GtkWidget *label = gtk_label_new(NULL);

  gtk_label_set_xalign(GTK_LABEL(label), column->number ? 1 : 0);
  gtk_widget_set_hexpand(label, TRUE);
  if (column->chars > 0) {
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars(GTK_LABEL(label), column->chars);
    silsa_tooltip_follow_label(GTK_LABEL(label));
  }
  if (column->number)
    gtk_widget_add_css_class(label, "numeric");
  gtk_widget_set_visible(image, column->text == silsa_package_item_dup_verdict);
  gtk_box_append(GTK_BOX(box), image);
  gtk_box_append(GTK_BOX(box), label);
  gtk_column_view_cell_set_child(cell, box);
  g_object_set_data(G_OBJECT(cell), "column", data);
}

static void
bind_cell_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkColumnViewCell *cell)
{
  g_signal_connect_object(gtk_column_view_cell_get_item(cell), "notify::serial",
                          G_CALLBACK(update_cell), cell, G_CONNECT_SWAPPED);
  update_cell(cell);
}

static void
unbind_cell_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkColumnViewCell *cell)
{
  g_signal_handlers_disconnect_by_func(gtk_column_view_cell_get_item(cell), update_cell, cell);
}

/* Whatever column a screen reader stands in, the row says what it is about. */
static void
name_row(GtkColumnViewRow *row)
{
  SilsaPackageItem *item = gtk_column_view_row_get_item(row);
  g_autofree char *city = city_text(item);
  g_autofree char *assessor = assessor_text(item);
  g_autofree char *verdict = silsa_package_item_dup_verdict(item);
  g_autofree char *noted = silsa_package_item_dup_noted(item);
  g_autofree char *words =
      g_strdup_printf("%s, %s, %s%s%s, %s", city, assessor, verdict, noted != NULL ? ", " : "",
                      noted != NULL ? noted : "", silsa_package_item_get(item)->name);

  gtk_column_view_row_set_accessible_label(row, words);
}

static void
bind_row_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkColumnViewRow *row)
{
  g_signal_connect_object(gtk_column_view_row_get_item(row), "notify::serial", G_CALLBACK(name_row),
                          row, G_CONNECT_SWAPPED);
  name_row(row);
}

static void
unbind_row_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkColumnViewRow *row)
{
  g_signal_handlers_disconnect_by_func(gtk_column_view_row_get_item(row), name_row, row);
}

static void
add_column(SilsaPackagesWindow *self, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
  g_autoptr(GtkColumnViewColumn) made = gtk_column_view_column_new(_(column->title), factory);
  g_autoptr(GtkSorter) sorter =
      GTK_SORTER(gtk_custom_sorter_new(compare, (gpointer)(guintptr)column, NULL));

  g_signal_connect(factory, "setup", G_CALLBACK(setup_cell_cb), (gpointer)(guintptr)column);
  g_signal_connect(factory, "bind", G_CALLBACK(bind_cell_cb), NULL);
  g_signal_connect(factory, "unbind", G_CALLBACK(unbind_cell_cb), NULL);
  gtk_column_view_column_set_sorter(made, sorter);
  gtk_column_view_column_set_expand(made, column->expands);
  gtk_column_view_append_column(self->view, made);
  if (column->number)
    silsa_column_title_at_end(self->view);
  if (column->room >= NOT_MEDIUM)
    adw_breakpoint_add_setters(self->medium, G_OBJECT(made), "visible", FALSE, NULL);
  if (column->room >= NOT_NARROW)
    adw_breakpoint_add_setters(self->narrow, G_OBJECT(made), "visible", FALSE, NULL);
  if (column->room >= NOT_LEAST)
    adw_breakpoint_add_setters(self->least, G_OBJECT(made), "visible", FALSE, NULL);
}

/* Heads can be clicked but not reached by keys: the list above sorts as well. */
static void
sort_cb(SilsaPackagesWindow *self)
{
  g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item(
      gtk_column_view_get_columns(self->view), gtk_drop_down_get_selected(self->sort));

  if (column != NULL)
    gtk_column_view_sort_by_column(self->view, column, GTK_SORT_ASCENDING);
}

/* Which are shown */

/* In the order of the list. */
typedef enum { ALL, NOT_VALID, VALID, LATEST, INCOMPLETE } Which;

static gboolean
is_wanted(const SilsaListedPackage *listed, guint which)
{
  gboolean valid = listed->report != NULL && listed->report->verdict == SILSA_VERDICT_VALID;

  switch (which) {
  case NOT_VALID:
    return !valid && silsa_listed_package_is_verified(listed);
  case VALID:
    return valid;
  case LATEST:
    return !listed->superseded;
  case INCOMPLETE:
    return listed->report != NULL && !listed->report->complete;
  default:
    return TRUE;
  }
}

static gboolean
contains(const char *text, const char *words)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold(text, -1) : NULL;

  return folded != NULL && strstr(folded, words) != NULL;
}

static gboolean
filter_item(gpointer item, gpointer data)
{
  SilsaPackagesWindow *self = data;
  const SilsaListedPackage *listed = silsa_package_item_get(item);
  g_autofree char *words = g_utf8_casefold(gtk_editable_get_text(self->search), -1);

  return is_wanted(listed, gtk_drop_down_get_selected(self->which)) &&
         (*words == '\0' || contains(listed->name, words) ||
          contains(silsa_package_item_get_city(item), words) ||
          contains(silsa_package_item_get_assessor(item), words));
}

typedef struct {
  guint all, valid, not_valid;
} Counts;

static Counts
count(SilsaPackagesWindow *self)
{
  Counts counts = {.all = g_list_model_get_n_items(G_LIST_MODEL(self->items))};

  for (guint i = 0; i < counts.all; i++) {
    g_autoptr(SilsaPackageItem) item = g_list_model_get_item(G_LIST_MODEL(self->items), i);

    counts.valid += is_wanted(silsa_package_item_get(item), VALID);
    counts.not_valid += is_wanted(silsa_package_item_get(item), NOT_VALID);
  }
  return counts;
}

static void
show_counts(SilsaPackagesWindow *self, const Counts *counts)
{
  g_autofree char *words = g_strdup_printf(_("%u packages · %u valid · %u not valid · %u shown"),
                                           counts->all, counts->valid, counts->not_valid,
                                           g_list_model_get_n_items(G_LIST_MODEL(self->selection)));

  gtk_label_set_text(self->count_label, words);
}

static void
filter_cb(SilsaPackagesWindow *self)
{
  Counts counts;

  if (self->filter == NULL)
    return;
  gtk_filter_changed(GTK_FILTER(self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  counts = count(self);
  show_counts(self, &counts);
}

/* Checking */

typedef struct {
  SilsaPackagesWindow *window; /* of the main thread alone */
  GPtrArray *paths;
  SilsaReviewTrust *trust;
  GCancellable *cancellable;
  GMainContext *context;
} Job;

static void
job_free(Job *self)
{
  g_ptr_array_unref(self->paths);
  silsa_review_trust_free(self->trust);
  g_object_unref(self->cancellable);
  g_main_context_unref(self->context);
  g_free(self);
}

typedef struct {
  GWeakRef window;
  GCancellable *cancellable;
  SilsaListedPackage *listed;
} News;

static void
news_free(gpointer data)
{
  News *news = data;

  g_weak_ref_clear(&news->window);
  g_object_unref(news->cancellable);
  silsa_listed_package_free(news->listed);
  g_free(news);
}

static void
update_progress(SilsaPackagesWindow *self)
{
  Counts counts = count(self);
  guint done = counts.valid + counts.not_valid;
  g_autofree char *words = g_strdup_printf("%u/%u", done, self->total);

  gtk_progress_bar_set_fraction(self->progress_bar, (double)done / MAX(self->total, 1));
  gtk_label_set_text(self->progress_label, words);
  show_counts(self, &counts);
}

/* What became known of rows that stand there already may change their place, or that they are
 * shown.
 */
static void
settle(SilsaPackagesWindow *self)
{
  gtk_sorter_changed(gtk_column_view_get_sorter(self->view), GTK_SORTER_CHANGE_DIFFERENT);
  filter_cb(self);
}

/* Once for all that came in the meantime. */
static gboolean
settle_cb(gpointer data)
{
  SilsaPackagesWindow *self = data;

  self->settle_id = 0;
  settle(self);
  return G_SOURCE_REMOVE;
}

static gboolean
news_cb(gpointer data)
{
  News *news = data;
  g_autoptr(SilsaPackagesWindow) self = g_weak_ref_get(&news->window);
  SilsaPackageItem *known;

  if (self == NULL || g_cancellable_is_cancelled(news->cancellable))
    return G_SOURCE_REMOVE;
  known = g_hash_table_lookup(self->by_path, news->listed->path);
  if (known == NULL) {
    g_autoptr(SilsaPackageItem) item = silsa_package_item_new(g_steal_pointer(&news->listed));

    /* The item's own path goes when it learns more. */
    g_hash_table_insert(self->by_path, g_strdup(silsa_package_item_get(item)->path), item);
    g_list_store_append(self->items, item);
  } else {
    silsa_package_item_set(known, g_steal_pointer(&news->listed));
    if (self->settle_id == 0)
      self->settle_id = g_idle_add_full(G_PRIORITY_LOW, settle_cb, self, NULL);
  }
  update_progress(self);
  return G_SOURCE_REMOVE;
}

/* In one of the threads. */
static void
listed_cb(SilsaListedPackage *listed, gpointer user_data)
{
  Job *job = user_data;
  News *news = g_new0(News, 1);
  g_autoptr(GSource) source = g_idle_source_new();

  g_weak_ref_init(&news->window, job->window);
  news->cancellable = g_object_ref(job->cancellable);
  news->listed = listed;
  g_source_set_priority(source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback(source, news_cb, news, news_free);
  g_source_attach(source, job->context);
}

static void
check_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(SilsaRound) round = NULL;
  SilsaTrust trust = {.pem_contents = job->trust->certificates};

  if (silsa_review_trust_open_round(job->trust, &round, &trust.round_trusted, NULL))
    trust.round = round;
  silsa_package_list_glance(job->paths, listed_cb, job, cancellable);
  silsa_package_list_verify(job->paths, &trust, listed_cb, job, cancellable);
  g_task_return_boolean(task, TRUE);
}

/* What each is to the others is known when all are there. */
static void
mark(SilsaPackagesWindow *self)
{
  g_autoptr(GPtrArray) listed = g_ptr_array_new();
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->items));

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaPackageItem) item = g_list_model_get_item(G_LIST_MODEL(self->items), i);

    g_ptr_array_add(listed, silsa_package_item_get(item));
  }
  silsa_package_list_mark(listed);
  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaPackageItem) item = g_list_model_get_item(G_LIST_MODEL(self->items), i);
    const SilsaListedPackage *one = silsa_package_item_get(item);

    if (one->conflict || one->superseded)
      silsa_package_item_changed(item);
  }
  settle(self);
}

/* The table has the focus before it has a row, and without a chosen row neither a range of them can
 * be chosen by keys nor one opened. Not while somebody types, or has chosen already. */
static void
choose_first(SilsaPackagesWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(self));
  g_autoptr(GtkBitset) chosen =
      gtk_selection_model_get_selection(GTK_SELECTION_MODEL(self->selection));

  if (gtk_bitset_is_empty(chosen) && g_list_model_get_n_items(G_LIST_MODEL(self->selection)) > 0 &&
      (focus == NULL || gtk_widget_is_ancestor(focus, GTK_WIDGET(self->view))))
    gtk_column_view_scroll_to(self->view, 0, NULL, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT,
                              NULL);
}

static gboolean
all_there_cb(gpointer data)
{
  SilsaPackagesWindow *self = data;

  self->all_there = 0;
  gtk_widget_set_visible(self->progress_box, FALSE);
  g_clear_object(&self->cancellable);
  mark(self);
  choose_first(self);
  return G_SOURCE_REMOVE;
}

/* The news of the last package may still be on its way: this comes behind them. */
static void
checked_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPackagesWindow) self = user_data;

  if (self->cancellable == g_task_get_cancellable(G_TASK(result)))
    self->all_there = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE + 1, all_there_cb, g_object_ref(self),
                                      g_object_unref);
}

static void
begin(SilsaPackagesWindow *self, GPtrArray *paths)
{
  GSettings *settings = silsa_application_get_settings(
      SILSA_APPLICATION(gtk_window_get_application(GTK_WINDOW(self))));
  g_autoptr(GTask) task = NULL;
  Job *job = g_new0(Job, 1);

  self->total = paths->len;
  job->window = self; /* kept by the callback */
  job->paths = g_ptr_array_ref(paths);
  job->trust = silsa_review_trust_new(settings, NULL);
  job->cancellable = g_object_ref(self->cancellable);
  job->context = g_main_context_ref_thread_default();
  task = g_task_new(NULL, self->cancellable, checked_cb, g_object_ref(self));
  g_task_set_source_tag(task, begin);
  g_task_set_check_cancellable(task, FALSE);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, check_thread);
}

static void
show_found(SilsaPackagesWindow *self, GPtrArray *paths, const GError *error)
{
  if (paths == NULL) {
    g_autofree char *sentence = silsa_error_explain(error);
    g_autofree char *markup = g_markup_escape_text(sentence, -1);

    adw_status_page_set_description(self->nothing, markup);
  }
  gtk_stack_set_visible_child_name(self->stack,
                                   paths != NULL && paths->len > 0 ? "table" : "nothing");
  gtk_widget_set_visible(self->progress_box, paths != NULL && paths->len > 0);
  if (paths != NULL && paths->len > 0)
    begin(self, paths);
  update_progress(self);
}

static void
found_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPackagesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) paths = g_task_propagate_pointer(G_TASK(result), &error);

  if (self->cancellable == g_task_get_cancellable(G_TASK(result)))
    show_found(self, paths, error);
}

/* A folder on a network takes its time. */
static void
find_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer folder,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  GPtrArray *paths = silsa_package_list_find(folder, &error);

  if (paths != NULL)
    g_task_return_pointer(task, paths, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error(task, error);
}

static void
check(SilsaPackagesWindow *self)
{
  g_autoptr(GTask) task = NULL;

  g_clear_handle_id(&self->all_there, g_source_remove);
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  self->cancellable = g_cancellable_new();
  g_hash_table_remove_all(self->by_path);
  g_list_store_remove_all(self->items);
  task = g_task_new(NULL, self->cancellable, found_cb, g_object_ref(self));
  g_task_set_source_tag(task, check);
  g_task_set_task_data(task, g_strdup(self->folder), g_free);
  g_task_run_in_thread(task, find_thread);
}

/* Acts */

static GPtrArray *
collect_selected(SilsaPackagesWindow *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GtkBitset) chosen =
      gtk_selection_model_get_selection(GTK_SELECTION_MODEL(self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first(&iter, chosen, &position); more;
       more = gtk_bitset_iter_next(&iter, &position)) {
    g_autoptr(SilsaPackageItem) item =
        g_list_model_get_item(G_LIST_MODEL(self->selection), position);

    g_ptr_array_add(paths, g_strdup(silsa_package_item_get(item)->path));
  }
  return paths;
}

static void
selection_cb(SilsaPackagesWindow *self)
{
  g_autoptr(GPtrArray) paths = NULL;

  if (self->selection == NULL)
    return; /* the window is going */
  paths = collect_selected(self);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "packages.open", paths->len > 0);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "packages.compare",
                                paths->len >= 2 && paths->len <= SILSA_COMPARE_MOST);
}

static void
open_path(SilsaPackagesWindow *self, const char *path)
{
  self->away = TRUE;
  silsa_application_open_path(SILSA_APPLICATION(gtk_window_get_application(GTK_WINDOW(self))), path,
                              GTK_WIDGET(self));
}

static void
activate_cb(SilsaPackagesWindow *self, guint position)
{
  g_autoptr(SilsaPackageItem) item = g_list_model_get_item(G_LIST_MODEL(self->selection), position);

  if (item != NULL)
    open_path(self, silsa_package_item_get(item)->path);
}

static void
open_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaPackagesWindow *self = SILSA_PACKAGES_WINDOW(widget);
  g_autoptr(GPtrArray) paths = collect_selected(self);

  if (paths->len > 0)
    open_path(self, g_ptr_array_index(paths, 0));
}

static void
compare_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaPackagesWindow *self = SILSA_PACKAGES_WINDOW(widget);
  g_autoptr(GPtrArray) paths = collect_selected(self);

  silsa_compare_window_open(SILSA_APPLICATION(gtk_window_get_application(GTK_WINDOW(self))), paths,
                            widget);
}

static void
round_chosen_cb(const char *path G_GNUC_UNUSED, gpointer self)
{
  check(self);
}

static void
round_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  silsa_round_choice_present(widget, round_chosen_cb, G_OBJECT(widget));
}

static void
trust_changed_cb(gpointer self)
{
  check(self);
}

static void
trust_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  silsa_trust_dialog_present(widget, trust_changed_cb, G_OBJECT(widget));
}

static void
check_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  check(SILSA_PACKAGES_WINDOW(widget));
}

static void
search_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  gtk_widget_grab_focus(GTK_WIDGET(SILSA_PACKAGES_WINDOW(widget)->search));
}

static void
cancel_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaPackagesWindow *self = SILSA_PACKAGES_WINDOW(widget);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  gtk_widget_set_visible(self->progress_box, FALSE);
  mark(self);
}

/* Coming back from a package: what was noted there stands here, too. */

typedef struct {
  char *path;
  guint noted[SILSA_N_MARKS];
} Noted;

static void
noted_clear(gpointer data)
{
  g_free(((Noted *)data)->path);
}

static void
noted_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  GArray *all = data;

  for (guint i = 0; i < all->len && !g_cancellable_is_cancelled(cancellable); i++) {
    Noted *one = &g_array_index(all, Noted, i);

    silsa_notes_count(one->path, one->noted);
  }
  g_task_return_boolean(task, TRUE);
}

static void
noted_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPackagesWindow) self = user_data;
  GArray *all = g_task_get_task_data(G_TASK(result));

  for (guint i = 0; self->by_path != NULL && i < all->len; i++) {
    const Noted *one = &g_array_index(all, Noted, i);
    SilsaPackageItem *item = g_hash_table_lookup(self->by_path, one->path);
    SilsaListedPackage *listed = item != NULL ? silsa_package_item_get(item) : NULL;

    if (listed == NULL || memcmp(listed->noted, one->noted, sizeof listed->noted) == 0)
      continue;
    memcpy(listed->noted, one->noted, sizeof listed->noted);
    silsa_package_item_changed(item);
  }
}

static void
active_cb(SilsaPackagesWindow *self)
{
  g_autoptr(GArray) all = NULL;
  g_autoptr(GTask) task = NULL;

  if (!gtk_window_is_active(GTK_WINDOW(self)) || !self->away)
    return;
  self->away = FALSE;
  all = g_array_new(FALSE, TRUE, sizeof(Noted));
  g_array_set_clear_func(all, noted_clear);
  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(self->items)); i++) {
    g_autoptr(SilsaPackageItem) item = g_list_model_get_item(G_LIST_MODEL(self->items), i);
    Noted one = {.path = g_strdup(silsa_package_item_get(item)->path)};

    g_array_append_val(all, one);
  }
  task = g_task_new(NULL, NULL, noted_cb, g_object_ref(self));
  g_task_set_source_tag(task, active_cb);
  g_task_set_task_data(task, g_steal_pointer(&all), (GDestroyNotify)g_array_unref);
  g_task_run_in_thread(task, noted_thread);
}

/* Life */

static void
silsa_packages_window_dispose(GObject *object)
{
  SilsaPackagesWindow *self = SILSA_PACKAGES_WINDOW(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_handle_id(&self->settle_id, g_source_remove);
  g_clear_handle_id(&self->all_there, g_source_remove);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_PACKAGES_WINDOW);
  g_clear_pointer(&self->by_path, g_hash_table_unref);
  g_clear_object(&self->items);
  g_clear_object(&self->selection);
  g_clear_object(&self->filter);
  g_clear_pointer(&self->folder, g_free);

  G_OBJECT_CLASS(silsa_packages_window_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, window_title);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, search);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, which);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, sort);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, progress_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, progress_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, progress_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, nothing);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, view);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, count_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, medium);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, narrow);
  gtk_widget_class_bind_template_child(widget_class, SilsaPackagesWindow, least);
}

static void
silsa_packages_window_class_init(SilsaPackagesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_packages_window_dispose;
  g_type_ensure(SILSA_TYPE_BELOW_LAYOUT);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-packages-window.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, filter_cb);
  gtk_widget_class_bind_template_callback(widget_class, sort_cb);
  gtk_widget_class_bind_template_callback(widget_class, activate_cb);
  gtk_widget_class_install_action(widget_class, "packages.open", NULL, open_action);
  gtk_widget_class_install_action(widget_class, "packages.compare", NULL, compare_action);
  gtk_widget_class_install_action(widget_class, "packages.round", NULL, round_action);
  gtk_widget_class_install_action(widget_class, "packages.trust", NULL, trust_action);
  gtk_widget_class_install_action(widget_class, "packages.check", NULL, check_action);
  gtk_widget_class_install_action(widget_class, "packages.cancel", NULL, cancel_action);
  gtk_widget_class_install_action(widget_class, "packages.search", NULL, search_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_F5, 0, "packages.check", NULL);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "packages.search",
                                      NULL);
}

static void
silsa_packages_window_init(SilsaPackagesWindow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new();
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;

  gtk_widget_init_template(GTK_WIDGET(self));
  self->items = g_list_store_new(SILSA_TYPE_PACKAGE_ITEM);
  self->by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  self->filter = gtk_custom_filter_new(filter_item, self, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
    add_column(self, &columns[i]);
    gtk_string_list_append(names, _(columns[i].title));
  }
  filtered = gtk_filter_list_model_new(G_LIST_MODEL(g_object_ref(self->items)),
                                       GTK_FILTER(g_object_ref(self->filter)));
  sorted = gtk_sort_list_model_new(G_LIST_MODEL(filtered),
                                   g_object_ref(gtk_column_view_get_sorter(self->view)));
  self->selection = gtk_multi_selection_new(G_LIST_MODEL(sorted));
  gtk_column_view_set_model(self->view, GTK_SELECTION_MODEL(self->selection));
  g_signal_connect(rows, "bind", G_CALLBACK(bind_row_cb), NULL);
  g_signal_connect(rows, "unbind", G_CALLBACK(unbind_row_cb), NULL);
  gtk_column_view_set_row_factory(self->view, rows);
  gtk_drop_down_set_model(self->sort, G_LIST_MODEL(names));
  silsa_choice_name(self->sort, _("Sort by"));
  silsa_choice_name(self->which, _("Which packages"));
  g_signal_connect_object(self->selection, "selection-changed", G_CALLBACK(selection_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->selection, "items-changed", G_CALLBACK(selection_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect(self, "notify::is-active", G_CALLBACK(active_cb), NULL);
  selection_cb(self);
  sort_cb(self);
}

SilsaPackagesWindow *
silsa_packages_window_new(SilsaApplication *application, const char *folder)
{
  SilsaPackagesWindow *self =
      g_object_new(SILSA_TYPE_PACKAGES_WINDOW, "application", application, NULL);
  g_autofree char *name = g_filename_display_basename(folder);

  self->folder = g_strdup(folder);
  adw_window_title_set_subtitle(self->window_title, name);
  check(self);
  gtk_widget_grab_focus(GTK_WIDGET(self->view));
  return self;
}

const char *
silsa_packages_window_get_folder(SilsaPackagesWindow *self)
{
  g_return_val_if_fail(SILSA_IS_PACKAGES_WINDOW(self), NULL);

  return self->folder;
}
