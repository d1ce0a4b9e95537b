#include "silsa-level-chooser.h"

#include "silsa-even-layout.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define GAP 6
#define LEAST_IN_A_ROW 1

typedef struct {
  int level;
  GtkToggleButton *button;
  GtkLabel *number, *percent, *descriptor;
  GtkWidget *verified;
  GtkWidget *claimed;
} Card;

struct _SilsaLevelChooser {
  AdwBin parent_instance;

  SilsaAnswer *answer;
  GArray *cards; /* of Card: made once, and shown again with the next indicator */
  guint n_cards; /* that are shown */
  gboolean loading;

  GtkWidget *flow;
};

enum { CHOOSE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaLevelChooser, silsa_level_chooser, ADW_TYPE_BIN)

static void
toggled_cb(SilsaLevelChooser *self, GtkToggleButton *button)
{
  int level = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(button), "level"));

  if (self->loading)
    return;
  /* The button follows the answer, not the click: what the assessment refuses is not shown as
   * chosen. */
  g_signal_emit(self, signals[CHOOSE], 0, level);
  silsa_level_chooser_refresh(self);
}

static GtkWidget *
new_chip(const char *text, const char *class)
{
  GtkWidget *chip = gtk_label_new(text);

  gtk_widget_add_css_class(chip, "chip");
  if (class != NULL)
    gtk_widget_add_css_class(chip, class);
  gtk_widget_set_halign(chip, GTK_ALIGN_START);
  return chip;
}

static GtkWidget *
new_head(Card *card)
{
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);

  card->number = GTK_LABEL(gtk_label_new(NULL));
  card->percent = GTK_LABEL(gtk_label_new(NULL));
  gtk_widget_add_css_class(GTK_WIDGET(card->number), "level-number");
  gtk_widget_add_css_class(GTK_WIDGET(card->percent), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(card->percent), "small");
  gtk_widget_add_css_class(GTK_WIDGET(card->percent), "numeric");
  gtk_widget_set_hexpand(GTK_WIDGET(card->percent), TRUE);
  gtk_widget_set_halign(GTK_WIDGET(card->percent), GTK_ALIGN_END);
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(card->number));
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(card->percent));
  return head;
}

static void
name_button(GtkToggleButton *button, const SilsaLevel *level, const char *descriptor)
{
  g_autofree char *name = g_strdup_printf(_("Level %d: %s"), level->number, descriptor);

  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_card(SilsaLevelChooser *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *chips =
      gtk_box_new(GTK_ORIENTATION_VERTICAL, 4); /* beside each other they ask for too much */
  Card card = {0};

  card.descriptor = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_wrap(card.descriptor, TRUE);
  gtk_label_set_xalign(card.descriptor, 0);
  gtk_label_set_yalign(card.descriptor, 0);
  gtk_label_set_width_chars(card.descriptor, 7);
  /* What a card asks for is little, so that six stand side by side; they get what there is. */
  gtk_label_set_max_width_chars(card.descriptor, 7);
  gtk_widget_set_vexpand(GTK_WIDGET(card.descriptor), TRUE);
  gtk_widget_add_css_class(GTK_WIDGET(card.descriptor), "secondary");
  card.verified = new_chip(C_("level", "✓ verified"), "accent");
  card.claimed = new_chip(C_("level", "claimed"), NULL);
  gtk_box_append(GTK_BOX(chips), card.verified);
  gtk_box_append(GTK_BOX(chips), card.claimed);
  gtk_box_append(GTK_BOX(box), new_head(&card));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(card.descriptor));
  gtk_box_append(GTK_BOX(box), chips);

  card.button = GTK_TOGGLE_BUTTON(gtk_toggle_button_new());
  gtk_button_set_child(GTK_BUTTON(card.button), box);
  gtk_widget_add_css_class(GTK_WIDGET(card.button), "level-card");
  g_signal_connect_object(card.button, "toggled", G_CALLBACK(toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append(GTK_BOX(self->flow), GTK_WIDGET(card.button));
  g_array_append_val(self->cards, card);
}

static void
bind_card(Card *card, const SilsaLevel *level, gboolean editable)
{
  const char *descriptor = silsa_text_get(&level->descriptor, silsa_language_from_locale());
  g_autofree char *number = g_strdup_printf("%d", level->number);
  g_autofree char *exact = silsa_rational_format_short(level->percent.q);
  g_autofree char *percent = g_strdup_printf("%s\u2009%%", exact);

  card->level = level->number;
  gtk_label_set_text(card->number, number);
  gtk_label_set_text(card->percent, percent);
  gtk_label_set_text(card->descriptor, descriptor);
  gtk_widget_set_sensitive(GTK_WIDGET(card->button), editable);
  g_object_set_data(G_OBJECT(card->button), "level", GINT_TO_POINTER(level->number));
  name_button(card->button, level, descriptor);
}

/* One at a time, which GTK does only where it is another: setting all of them styles a card anew.
 */
static void
mark(Card *card, const char *class, gboolean marked)
{
  if (marked)
    gtk_widget_add_css_class(GTK_WIDGET(card->button), class);
  else
    gtk_widget_remove_css_class(GTK_WIDGET(card->button), class);
}

void
silsa_level_chooser_refresh(SilsaLevelChooser *self)
{
  int level, claimed;

  g_return_if_fail(SILSA_IS_LEVEL_CHOOSER(self));

  if (self->answer == NULL)
    return;
  level = silsa_answer_get_level(self->answer);
  claimed = silsa_answer_get_claim_level(self->answer);
  self->loading = TRUE;
  for (guint i = 0; i < self->n_cards; i++) {
    Card *card = &g_array_index(self->cards, Card, i);

    mark(card, "verified", card->level == level);
    mark(card, "claimed", card->level == claimed);
    gtk_toggle_button_set_active(card->button, card->level == level);
    gtk_widget_set_visible(card->verified, card->level == level);
    gtk_widget_set_visible(card->claimed, card->level == claimed);
  }
  self->loading = FALSE;
}

void
silsa_level_chooser_bind(SilsaLevelChooser *self, SilsaAnswer *answer, gboolean editable)
{
  const SilsaIndicator *indicator;

  g_return_if_fail(SILSA_IS_LEVEL_CHOOSER(self));

  g_set_object(&self->answer, answer);
  self->n_cards = 0;
  if (answer == NULL)
    return;
  indicator = silsa_answer_get_indicator(answer);
  self->n_cards = indicator->n_levels;
  while (self->cards->len < self->n_cards)
    add_card(self);
  for (guint i = 0; i < self->n_cards; i++)
    bind_card(&g_array_index(self->cards, Card, i), &indicator->levels[i], editable);
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_set_visible(GTK_WIDGET(g_array_index(self->cards, Card, i).button),
                           i < self->n_cards);
  silsa_level_chooser_refresh(self);
}

SilsaAnswer *
silsa_level_chooser_get_answer(SilsaLevelChooser *self)
{
  g_return_val_if_fail(SILSA_IS_LEVEL_CHOOSER(self), NULL);
  return self->answer;
}

/* In the size that it had when it was last shown. */
gboolean
silsa_level_chooser_lay_out(SilsaLevelChooser *self, guint n)
{
  GtkWidget *button;
  int least, width;

  g_return_val_if_fail(SILSA_IS_LEVEL_CHOOSER(self), FALSE);

  if (n >= self->n_cards)
    return FALSE;
  button = GTK_WIDGET(g_array_index(self->cards, Card, n).button);
  width = gtk_widget_get_width(button);
  gtk_widget_measure(button, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (width >= least)
    gtk_widget_measure(button, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
  return TRUE;
}

void
silsa_level_chooser_focus(SilsaLevelChooser *self)
{
  int level;

  g_return_if_fail(SILSA_IS_LEVEL_CHOOSER(self));

  if (self->answer == NULL)
    return;
  level = silsa_answer_get_level(self->answer);
  if (level < 0)
    level = silsa_answer_get_claim_level(self->answer);
  for (guint i = 0; i < self->n_cards; i++) {
    Card *card = &g_array_index(self->cards, Card, i);

    if (card->level == level || (level < 0 && i == 0))
      gtk_widget_grab_focus(GTK_WIDGET(card->button));
  }
}

static void
silsa_level_chooser_dispose(GObject *object)
{
  SilsaLevelChooser *self = SILSA_LEVEL_CHOOSER(object);

  g_clear_object(&self->answer);
  g_clear_pointer(&self->cards, g_array_unref);

  G_OBJECT_CLASS(silsa_level_chooser_parent_class)->dispose(object);
}

static void
silsa_level_chooser_class_init(SilsaLevelChooserClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_level_chooser_dispose;
  signals[CHOOSE] = g_signal_new("choose", SILSA_TYPE_LEVEL_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
silsa_level_chooser_init(SilsaLevelChooser *self)
{
  self->cards = g_array_new(FALSE, FALSE, sizeof(Card));
  self->flow = g_object_new(GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  gtk_widget_set_layout_manager(self->flow, silsa_even_layout_new(GAP, LEAST_IN_A_ROW));
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->flow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Levels of maturity"), -1);
  adw_bin_set_child(ADW_BIN(self), self->flow);
}
