#include "silsa-findings-page.h"

#include "silsa-row-list.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define N_LISTS 5 /* three kinds of findings, what could not be verified, and corrections */

struct _SilsaFindingsPage {
  AdwBin parent_instance;

  SilsaAssessment *assessment;
  SilsaRowList *lists[N_LISTS];
  guint n;
  gboolean stale;

  GtkStack *stack;
  GtkBox *box;
};

enum { UNVERIFIABLE = 3, CORRECTED };
enum { GO_TO, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaFindingsPage, silsa_findings_page, ADW_TYPE_BIN)

static void
row_cb(SilsaFindingsPage *self, AdwActionRow *row)
{
  g_signal_emit(self, signals[GO_TO], 0, g_object_get_data(G_OBJECT(row), "answer"));
}

static void
add_row(SilsaFindingsPage *self, guint list, SilsaAnswer *answer, const char *text)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *about = g_strdup_printf(
      "%s %s", indicator->code, silsa_text_get(&indicator->title, silsa_language_from_locale()));
  AdwActionRow *row = silsa_row_list_add(self->lists[list], NULL, NULL, text, about);

  adw_action_row_add_suffix(row, gtk_image_new_from_icon_name("go-next-symbolic"));
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), TRUE);
  g_object_set_data(G_OBJECT(row), "answer", answer); /* lives as long as the assessment */
  g_signal_connect_object(row, "activated", G_CALLBACK(row_cb), self, G_CONNECT_SWAPPED);
  self->n++;
}

static void
add_answer(SilsaFindingsPage *self, SilsaAnswer *answer)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(answer);
  const char *unverifiable = silsa_answer_get(answer, "unverifiable");
  const char *reason = silsa_answer_get(answer, "reason");

  for (guint i = 0; i < findings->len; i++) {
    const SilsaFinding *finding = &g_array_index(findings, SilsaFinding, i);

    add_row(self, finding->kind, answer, finding->text);
  }
  if (unverifiable != NULL)
    add_row(self, UNVERIFIABLE, answer, unverifiable);
  else if (reason != NULL && silsa_answer_get_fate(answer) == SILSA_FATE_CORRECTED)
    add_row(self, CORRECTED, answer, reason);
}

static void
update(SilsaFindingsPage *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->assessment));

  self->stale = !gtk_widget_get_mapped(GTK_WIDGET(self));
  if (self->stale)
    return;
  self->n = 0;
  for (guint i = 0; i < N_LISTS; i++)
    silsa_row_list_clear(self->lists[i]);
  for (guint i = 0; i < n; i++)
    add_answer(self, silsa_assessment_get_answer(self->assessment, i));
  gtk_stack_set_visible_child_name(self->stack, self->n > 0 ? "list" : "nothing");
}

static void
silsa_findings_page_map(GtkWidget *widget)
{
  SilsaFindingsPage *self = SILSA_FINDINGS_PAGE(widget);

  GTK_WIDGET_CLASS(silsa_findings_page_parent_class)->map(widget);
  if (self->stale)
    update(self);
}

static void
silsa_findings_page_dispose(GObject *object)
{
  SilsaFindingsPage *self = SILSA_FINDINGS_PAGE(object);

  g_clear_object(&self->assessment);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_FINDINGS_PAGE);

  G_OBJECT_CLASS(silsa_findings_page_parent_class)->dispose(object);
}

static void
silsa_findings_page_class_init(SilsaFindingsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_findings_page_dispose;
  widget_class->map = silsa_findings_page_map;
  signals[GO_TO] = g_signal_new("go-to", SILSA_TYPE_FINDINGS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, SILSA_TYPE_ANSWER);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-findings-page.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaFindingsPage, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaFindingsPage, box);
}

static void
silsa_findings_page_init(SilsaFindingsPage *self)
{
  const char *const titles[N_LISTS] = {C_("list", "Strengths"), C_("list", "Shortcomings"),
                                       C_("list", "Recommendations"), _("Could not be verified"),
                                       _("Corrected, and why")};

  gtk_widget_init_template(GTK_WIDGET(self));
  for (guint i = 0; i < N_LISTS; i++) {
    GtkWidget *list = silsa_row_list_new(NULL, NULL, titles[i]);

    gtk_box_append(self->box, list);
    self->lists[i] = SILSA_ROW_LIST(list);
  }
}

void
silsa_findings_page_set_store(SilsaFindingsPage *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_FINDINGS_PAGE(self));
  g_return_if_fail(self->assessment == NULL);

  self->assessment = g_object_ref(silsa_store_get_assessment(store));
  g_signal_connect_object(self->assessment, "settled", G_CALLBACK(update), self, G_CONNECT_SWAPPED);
  update(self);
}

void
silsa_findings_page_focus(SilsaFindingsPage *self)
{
  g_return_if_fail(SILSA_IS_FINDINGS_PAGE(self));

  gtk_widget_child_focus(GTK_WIDGET(self->box), GTK_DIR_TAB_FORWARD);
}
