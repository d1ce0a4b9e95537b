#include "silsa-contradiction-card.h"

#include "silsa-below-layout.h"
#include "silsa-fact-text.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define GAP 8 /* from a sentence to its way out */

struct _SilsaContradictionCard {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;

  char *shown; /* the sentences shown, to write them anew only on change */
  gboolean narrow; /* the ways out stand below their sentences */
  GtkBox *sentences;
  GtkWidget *justified;
  SilsaFactText *text; /* NULL: nothing was ever in contradiction, and the card is empty */
};

G_DEFINE_FINAL_TYPE(SilsaContradictionCard, silsa_contradiction_card, ADW_TYPE_BIN)

static void
lay_out(SilsaContradictionCard *self, GtkWidget *line)
{
  silsa_below_box_set_narrow(line, GAP, 1, self->narrow);
}

static GtkWidget *
new_line(SilsaContradictionCard *self)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, GAP);
  GtkWidget *label = gtk_label_new(NULL);
  GtkWidget *way_out = gtk_button_new();

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_width_chars(GTK_LABEL(label), 10);
  gtk_widget_set_hexpand(label, TRUE);
  gtk_widget_set_valign(way_out, GTK_ALIGN_CENTER);
  gtk_box_append(GTK_BOX(line), label);
  gtk_box_append(GTK_BOX(line), way_out);
  if (self->narrow)
    lay_out(self, line);
  return line;
}

/* The way out that is one press away, where there is one. */
static gboolean
show_way_out(SilsaContradictionCard *self, GtkWidget *button, const char *code)
{
  const SilsaIndicator *elsewhere = silsa_answer_get_differs_with(self->answer);
  GtkActionable *actionable = GTK_ACTIONABLE(button);
  g_autofree char *words = NULL;

  if (silsa_store_get_read_only(self->store))
    return FALSE;
  gtk_actionable_set_action_name(actionable, NULL); /* the one before takes another target */
  if (g_str_equal(code, "fact-differs") && elsewhere != NULL) {
    words = g_strdup_printf(_("Go to %s"), elsewhere->code);
    gtk_actionable_set_action_target(actionable, "s", elsewhere->code);
    gtk_actionable_set_action_name(actionable, "win.show-indicator");
  } else if (g_str_equal(code, "photos-fewer") || g_str_equal(code, "photo-check")) {
    words = g_strdup(_("Add Photos…"));
    gtk_actionable_set_action_target_value(actionable, NULL);
    gtk_actionable_set_action_name(actionable, "win.add-photo");
  }
  if (words != NULL)
    gtk_button_set_label(GTK_BUTTON(button), words);
  return words != NULL;
}

static void
show_line(SilsaContradictionCard *self, GtkWidget *line, const char *code, const char *sentence)
{
  GtkWidget *way_out = gtk_widget_get_last_child(line);

  gtk_label_set_text(GTK_LABEL(gtk_widget_get_first_child(line)), sentence);
  gtk_widget_set_visible(way_out, show_way_out(self, way_out, code));
  gtk_widget_set_visible(line, TRUE);
}

/* The lines of the indicator before are written anew: making them takes longer. */
static void
show_sentences(SilsaContradictionCard *self, GPtrArray *sentences, const char *const *codes)
{
  GtkWidget *line = gtk_widget_get_first_child(GTK_WIDGET(self->sentences));

  for (guint i = 0; codes[i] != NULL; i++) {
    if (line == NULL) {
      line = new_line(self);
      gtk_box_append(self->sentences, line);
    }
    show_line(self, line, codes[i], g_ptr_array_index(sentences, i));
    line = gtk_widget_get_next_sibling(line);
  }
  for (; line != NULL; line = gtk_widget_get_next_sibling(line))
    gtk_widget_set_visible(line, FALSE);
}

static GtkWidget *
new_head(SilsaContradictionCard *self)
{
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name("dialog-warning-symbolic");
  GtkWidget *title = gtk_label_new(_("This does not fit together"));

  gtk_widget_add_css_class(icon, "missing");
  gtk_label_set_xalign(GTK_LABEL(title), 0);
  gtk_widget_set_hexpand(title, TRUE);
  gtk_widget_add_css_class(title, "card-head");
  self->justified = gtk_label_new(_("✓ justified"));
  gtk_widget_add_css_class(self->justified, "chip");
  gtk_widget_add_css_class(self->justified, "success");
  gtk_box_append(GTK_BOX(head), icon);
  gtk_box_append(GTK_BOX(head), title);
  gtk_box_append(GTK_BOX(head), self->justified);
  return head;
}

static void
bind_text(SilsaContradictionCard *self)
{
  silsa_fact_text_bind(self->text, self->store,
                       self->answer != NULL ? silsa_answer_get_code(self->answer) : NULL, "justify",
                       "justify");
}

static void
make(SilsaContradictionCard *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

  self->sentences = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 6));
  self->text = SILSA_FACT_TEXT(silsa_fact_text_new(
      _("Justification"), _("Correct one of the two, or write here why both hold")));
  gtk_box_append(GTK_BOX(box), new_head(self));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->sentences));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->text));
  gtk_widget_add_css_class(box, "notice");
  gtk_widget_add_css_class(box, "warning");
  adw_bin_set_child(ADW_BIN(self), box);
  bind_text(self);
}

void
silsa_contradiction_card_refresh(SilsaContradictionCard *self)
{
  static const char *const none[] = {NULL};
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *shown = NULL;
  const char *const *codes;
  gboolean justified = TRUE;

  g_return_if_fail(SILSA_IS_CONTRADICTION_CARD(self));

  codes = self->answer != NULL ? silsa_answer_get_contradictions(self->answer) : none;
  if (codes[0] == NULL) { /* nearly always, with every key */
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
    return;
  }
  if (self->text == NULL)
    make(self);
  for (guint i = 0; codes[i] != NULL; i++) {
    g_ptr_array_add(sentences, silsa_contradiction_to_text(self->answer, codes[i],
                                                           silsa_language_from_locale()));
    justified = justified && silsa_answer_is_justified(self->answer, codes[i]);
  }
  g_ptr_array_add(sentences, NULL);
  shown = g_strjoinv("\n", (char **)sentences->pdata);
  if (g_set_str(&self->shown, shown))
    show_sentences(self, sentences, codes);
  gtk_widget_set_visible(self->justified, justified);
  silsa_fact_text_refresh(self->text);
  gtk_widget_set_visible(GTK_WIDGET(self), TRUE);
}

void
silsa_contradiction_card_set_narrow(SilsaContradictionCard *self, gboolean narrow)
{
  g_return_if_fail(SILSA_IS_CONTRADICTION_CARD(self));

  self->narrow = narrow;
  if (self->text == NULL)
    return;
  for (GtkWidget *line = gtk_widget_get_first_child(GTK_WIDGET(self->sentences)); line != NULL;
       line = gtk_widget_get_next_sibling(line))
    lay_out(self, line);
}

void
silsa_contradiction_card_bind(SilsaContradictionCard *self, SilsaStore *store, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_CONTRADICTION_CARD(self));

  silsa_contradiction_card_commit(self);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  if (self->text != NULL)
    bind_text(self);
  silsa_contradiction_card_refresh(self);
}

void
silsa_contradiction_card_commit(SilsaContradictionCard *self)
{
  if (self->text != NULL)
    silsa_fact_text_commit(self->text);
}

static void
silsa_contradiction_card_dispose(GObject *object)
{
  SilsaContradictionCard *self = SILSA_CONTRADICTION_CARD(object);

  g_clear_object(&self->answer);
  g_clear_object(&self->store);
  g_clear_pointer(&self->shown, g_free);

  G_OBJECT_CLASS(silsa_contradiction_card_parent_class)->dispose(object);
}

static void
silsa_contradiction_card_class_init(SilsaContradictionCardClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_contradiction_card_dispose;
}

static void
silsa_contradiction_card_init(SilsaContradictionCard *self)
{
  gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}
