#include "silsa-contradiction-card.h"

#include "silsa-fact-text.h"
#include "silsa-word-wrap.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

struct _SilsaContradictionCard {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;

  GtkLabel *sentences;
  GtkWidget *justified;
  SilsaFactText *text;
};

G_DEFINE_FINAL_TYPE(SilsaContradictionCard, silsa_contradiction_card, ADW_TYPE_BIN)

void
silsa_contradiction_card_refresh(SilsaContradictionCard *self)
{
  const char *const *codes;
  GString *words = g_string_new(NULL);
  gboolean justified = TRUE;

  g_return_if_fail(SILSA_IS_CONTRADICTION_CARD(self));

  codes = self->answer != NULL ? silsa_answer_get_contradictions(self->answer) : NULL;
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++) {
    g_autofree char *sentence =
        silsa_contradiction_to_text(self->answer, codes[i], silsa_language_from_locale());

    g_string_append_printf(words, "%s%s", i > 0 ? "\n" : "", sentence);
    justified = justified && silsa_answer_is_justified(self->answer, codes[i]);
  }
  gtk_widget_set_visible(GTK_WIDGET(self), words->len > 0);
  gtk_label_set_text(self->sentences, words->str);
  gtk_widget_set_visible(self->justified, justified);
  silsa_fact_text_refresh(self->text);
  g_string_free(words, TRUE);
}

void
silsa_contradiction_card_bind(SilsaContradictionCard *self, SilsaStore *store, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_CONTRADICTION_CARD(self));

  silsa_fact_text_commit(self->text);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  silsa_fact_text_bind(self->text, store, answer != NULL ? silsa_answer_get_code(answer) : NULL,
                       "justify", "justify");
  silsa_contradiction_card_refresh(self);
}

void
silsa_contradiction_card_commit(SilsaContradictionCard *self)
{
  silsa_fact_text_commit(self->text);
}

static void
silsa_contradiction_card_dispose(GObject *object)
{
  SilsaContradictionCard *self = SILSA_CONTRADICTION_CARD(object);

  g_clear_object(&self->answer);
  g_clear_object(&self->store);

  G_OBJECT_CLASS(silsa_contradiction_card_parent_class)->dispose(object);
}

static void
silsa_contradiction_card_class_init(SilsaContradictionCardClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_contradiction_card_dispose;
}

static GtkWidget *
new_head(SilsaContradictionCard *self)
{
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new(_("This does not fit together"));

  gtk_label_set_xalign(GTK_LABEL(title), 0);
  gtk_widget_set_hexpand(title, TRUE);
  gtk_widget_add_css_class(title, "card-head");
  self->justified = gtk_label_new(_("✓ justified"));
  gtk_widget_add_css_class(self->justified, "chip");
  gtk_widget_add_css_class(self->justified, "success");
  gtk_box_append(GTK_BOX(head), gtk_image_new_from_icon_name("dialog-warning-symbolic"));
  gtk_box_append(GTK_BOX(head), title);
  gtk_box_append(GTK_BOX(head), self->justified);
  return head;
}

static void
silsa_contradiction_card_init(SilsaContradictionCard *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

  self->sentences = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_xalign(self->sentences, 0);
  gtk_label_set_wrap(self->sentences, TRUE);
  silsa_label_keep_words(self->sentences);
  self->text = SILSA_FACT_TEXT(silsa_fact_text_new(
      _("Justification"), _("Correct one of the two, or write here why both hold")));
  gtk_box_append(GTK_BOX(box), new_head(self));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->sentences));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->text));
  gtk_widget_add_css_class(box, "notice");
  gtk_widget_add_css_class(box, "warning");
  adw_bin_set_child(ADW_BIN(self), box);
  gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}
