#include "silsa-findings-card.h"

#include "silsa-fact-text.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define N_KINDS 3

struct _SilsaFindingsCard {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  guint build_source;
  guint shown[N_KINDS]; /* findings of each kind that have a field by now */

  GtkBox *flow; /* the columns */
  GtkBox *columns[N_KINDS];
  GPtrArray *texts; /* of SilsaFactText, borrowed from the columns */
  SilsaFactText *note;
};

G_DEFINE_FINAL_TYPE(SilsaFindingsCard, silsa_findings_card, ADW_TYPE_BIN)

/* The field at a position of a column, below its head: one that is there already, if any. */
static GtkWidget *
get_text(SilsaFindingsCard *self, SilsaFindingKind kind, guint position)
{
  static const char *const placeholders[N_KINDS] = {N_("What is done well"), N_("What falls short"),
                                                    N_("What should be done")};
  GtkWidget *text = gtk_widget_get_first_child(GTK_WIDGET(self->columns[kind]));

  for (guint i = 0; i <= position && text != NULL; i++)
    text = gtk_widget_get_next_sibling(text);
  if (text == NULL) {
    text = silsa_fact_text_new(NULL, _(placeholders[kind]));
    gtk_box_append(self->columns[kind], text);
  }
  return text;
}

static void
add_text(SilsaFindingsCard *self, SilsaFindingKind kind, guint position, guint number)
{
  GtkWidget *text = get_text(self, kind, position);
  g_autofree char *field =
      g_strdup_printf("finding:%s:%u", silsa_finding_kind_to_string(kind), number);

  silsa_fact_text_bind(SILSA_FACT_TEXT(text), self->store, silsa_answer_get_code(self->answer),
                       field, "finding");
  g_ptr_array_add(self->texts, text);
}

/* Fields below the first ones of a column. */
static void
drop_texts(SilsaFindingsCard *self, SilsaFindingKind kind, guint kept)
{
  GtkWidget *text = gtk_widget_get_first_child(GTK_WIDGET(self->columns[kind]));

  for (guint i = 0; i < kept; i++)
    text = gtk_widget_get_next_sibling(text);
  while (gtk_widget_get_next_sibling(text) != NULL)
    gtk_box_remove(self->columns[kind], gtk_widget_get_next_sibling(text));
}

static gboolean
is_writing(SilsaFindingsCard *self)
{
  GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus(root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor(focus, GTK_WIDGET(self));
}

static void
build(SilsaFindingsCard *self)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(self->answer);
  guint next = silsa_answer_next_finding_number(self->answer);

  g_ptr_array_set_size(self->texts, 0);
  for (guint kind = 0; kind < N_KINDS; kind++)
    self->shown[kind] = 0;
  for (guint i = 0; i < findings->len; i++) {
    const SilsaFinding *finding = &g_array_index(findings, SilsaFinding, i);

    add_text(self, finding->kind, self->shown[finding->kind]++, finding->number);
  }
  /* Each empty field has a number of its own, since a person may write into all three. */
  for (guint kind = 0; kind < N_KINDS; kind++) {
    gboolean writable = !silsa_store_get_read_only(self->store);

    if (writable)
      add_text(self, kind, self->shown[kind], next + kind);
    drop_texts(self, kind, self->shown[kind] + writable);
  }
}

static gboolean
has_changed(SilsaFindingsCard *self)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(self->answer);
  guint now[N_KINDS] = {0};

  for (guint i = 0; i < findings->len; i++)
    now[g_array_index(findings, SilsaFinding, i).kind]++;
  for (guint kind = 0; kind < N_KINDS; kind++)
    if (now[kind] != self->shown[kind])
      return TRUE;
  return FALSE;
}

/* Fields never vanish under the hands of a person. Nor on the way from one to the next: what is
 * written becomes a finding when its field is left, while the next one is about to get the focus.
 */
static gboolean
build_cb(gpointer data)
{
  SilsaFindingsCard *self = data;

  self->build_source = 0;
  if (self->answer != NULL && has_changed(self) && !is_writing(self))
    build(self);
  return G_SOURCE_REMOVE;
}

void
silsa_findings_card_refresh(SilsaFindingsCard *self)
{
  g_return_if_fail(SILSA_IS_FINDINGS_CARD(self));

  if (self->answer == NULL)
    return;
  if (has_changed(self) && self->build_source == 0)
    self->build_source = g_idle_add(build_cb, self);
  for (guint i = 0; i < self->texts->len; i++)
    silsa_fact_text_refresh(g_ptr_array_index(self->texts, i));
  silsa_fact_text_refresh(self->note);
}

void
silsa_findings_card_commit(SilsaFindingsCard *self)
{
  g_return_if_fail(SILSA_IS_FINDINGS_CARD(self));

  for (guint i = 0; i < self->texts->len; i++)
    silsa_fact_text_commit(g_ptr_array_index(self->texts, i));
  silsa_fact_text_commit(self->note);
}

void
silsa_findings_card_note(SilsaFindingsCard *self, const char *text)
{
  g_return_if_fail(SILSA_IS_FINDINGS_CARD(self));

  silsa_fact_text_append(self->note, text);
}

void
silsa_findings_card_bind(SilsaFindingsCard *self, SilsaStore *store, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_FINDINGS_CARD(self));

  silsa_findings_card_commit(self);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  silsa_fact_text_bind(self->note, store, answer != NULL ? silsa_answer_get_code(answer) : NULL,
                       "internal-note", "note");
  if (answer != NULL)
    build(self);
}

void
silsa_findings_card_set_narrow(SilsaFindingsCard *self, gboolean narrow)
{
  g_return_if_fail(SILSA_IS_FINDINGS_CARD(self));

  gtk_orientable_set_orientation(GTK_ORIENTABLE(self->flow),
                                 narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous(self->flow, !narrow);
}

static void
silsa_findings_card_dispose(GObject *object)
{
  SilsaFindingsCard *self = SILSA_FINDINGS_CARD(object);

  g_clear_handle_id(&self->build_source, g_source_remove);
  g_clear_pointer(&self->texts, g_ptr_array_unref);
  g_clear_object(&self->answer);
  g_clear_object(&self->store);

  G_OBJECT_CLASS(silsa_findings_card_parent_class)->dispose(object);
}

static void
silsa_findings_card_class_init(SilsaFindingsCardClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_findings_card_dispose;
}

static GtkWidget *
new_column(SilsaFindingsCard *self, SilsaFindingKind kind)
{
  static const char *const marks[N_KINDS] = {"＋", "−", "›"};
  static const char *const classes[N_KINDS] = {"success", "warning", "accent"};
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_label_new(marks[kind]);
  GtkWidget *title = gtk_label_new(silsa_finding_kind_to_text(kind));

  gtk_widget_add_css_class(mark, classes[kind]);
  gtk_widget_add_css_class(mark, "strong");
  gtk_widget_add_css_class(title, "secondary");
  gtk_widget_add_css_class(title, "strong");
  gtk_box_append(GTK_BOX(head), mark);
  gtk_box_append(GTK_BOX(head), title);
  self->columns[kind] = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append(self->columns[kind], head);
  return GTK_WIDGET(self->columns[kind]);
}

static void
silsa_findings_card_init(SilsaFindingsCard *self)
{
  GtkWidget *outer = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *title = gtk_label_new(_("Findings"));
  GtkWidget *card = gtk_box_new(GTK_ORIENTATION_VERTICAL, 10);

  self->flow = GTK_BOX(gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10));
  self->texts = g_ptr_array_new();
  gtk_label_set_xalign(GTK_LABEL(title), 0);
  gtk_widget_add_css_class(title, "card-head");
  gtk_box_set_homogeneous(self->flow, TRUE);
  for (guint kind = 0; kind < N_KINDS; kind++)
    gtk_box_append(self->flow, new_column(self, kind));
  self->note = SILSA_FACT_TEXT(silsa_fact_text_new(
      _("Internal note"), _("Stays in this file: it is in no package and no report")));
  gtk_box_append(GTK_BOX(card), GTK_WIDGET(self->flow));
  gtk_box_append(GTK_BOX(card), GTK_WIDGET(self->note));
  gtk_widget_add_css_class(card, "card");
  gtk_widget_add_css_class(card, "silsa-card");
  gtk_box_append(GTK_BOX(outer), title);
  gtk_box_append(GTK_BOX(outer), card);
  adw_bin_set_child(ADW_BIN(self), outer);
}
