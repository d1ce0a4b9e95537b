#include "silsa-level-chooser.h"

#include "silsa-word-wrap.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

typedef struct {
  int level;
  GtkToggleButton *button;
  GtkWidget *verified;
  GtkWidget *claimed;
} Card;

struct _SilsaLevelChooser {
  AdwBin parent_instance;

  SilsaAnswer *answer;
  GArray *cards; /* of Card */
  gboolean loading;

  GtkFlowBox *flow;
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
new_head(const SilsaLevel *level)
{
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *number = g_strdup_printf("%d", level->number);
  g_autofree char *exact = silsa_rational_format_short(level->percent.q);
  g_autofree char *percent = g_strdup_printf("%s\u2009%%", exact);
  GtkWidget *number_label = gtk_label_new(number);
  GtkWidget *percent_label = gtk_label_new(percent);

  gtk_widget_add_css_class(number_label, "level-number");
  gtk_widget_add_css_class(percent_label, "soft");
  gtk_widget_add_css_class(percent_label, "small");
  gtk_widget_add_css_class(percent_label, "numeric");
  gtk_widget_set_hexpand(percent_label, TRUE);
  gtk_widget_set_halign(percent_label, GTK_ALIGN_END);
  gtk_box_append(GTK_BOX(head), number_label);
  gtk_box_append(GTK_BOX(head), percent_label);
  return head;
}

static void
name_button(GtkToggleButton *button, const SilsaLevel *level, const char *descriptor)
{
  g_autofree char *name = g_strdup_printf(_("Level %d: %s"), level->number, descriptor);

  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_card(SilsaLevelChooser *self, const SilsaLevel *level, gboolean editable)
{
  const char *descriptor = silsa_text_get(&level->descriptor, silsa_language_from_locale());
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = gtk_label_new(descriptor);
  GtkWidget *chips =
      gtk_box_new(GTK_ORIENTATION_VERTICAL, 4); /* beside each other they ask for too much */
  Card card = {.level = level->number};
  GtkFlowBoxChild *child;

  gtk_label_set_wrap(GTK_LABEL(text), TRUE);
  gtk_label_set_xalign(GTK_LABEL(text), 0);
  gtk_label_set_yalign(GTK_LABEL(text), 0);
  gtk_label_set_width_chars(GTK_LABEL(text), 7);
  /* What a card asks for is little, so that six stand side by side; they get what there is. */
  gtk_label_set_max_width_chars(GTK_LABEL(text), 7);
  gtk_widget_set_vexpand(text, TRUE);
  gtk_widget_add_css_class(text, "secondary");
  silsa_label_keep_words(GTK_LABEL(text));
  card.verified = new_chip(C_("level", "✓ verified"), "accent");
  card.claimed = new_chip(C_("level", "claimed"), NULL);
  gtk_box_append(GTK_BOX(chips), card.verified);
  gtk_box_append(GTK_BOX(chips), card.claimed);
  gtk_box_append(GTK_BOX(box), new_head(level));
  gtk_box_append(GTK_BOX(box), text);
  gtk_box_append(GTK_BOX(box), chips);

  card.button = GTK_TOGGLE_BUTTON(gtk_toggle_button_new());
  gtk_button_set_child(GTK_BUTTON(card.button), box);
  gtk_widget_add_css_class(GTK_WIDGET(card.button), "level-card");
  gtk_widget_set_sensitive(GTK_WIDGET(card.button), editable);
  g_object_set_data(G_OBJECT(card.button), "level", GINT_TO_POINTER(level->number));
  name_button(card.button, level, descriptor);
  g_signal_connect_object(card.button, "toggled", G_CALLBACK(toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_append(self->flow, GTK_WIDGET(card.button));
  child = GTK_FLOW_BOX_CHILD(gtk_widget_get_parent(GTK_WIDGET(card.button)));
  gtk_widget_set_focusable(GTK_WIDGET(child), FALSE); /* the button in it has the focus */
  g_array_append_val(self->cards, card);
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
  for (guint i = 0; i < self->cards->len; i++) {
    Card *card = &g_array_index(self->cards, Card, i);
    const char *classes[5] = {"level-card", "toggle"};
    guint n = 2;

    if (card->level == level)
      classes[n++] = "verified";
    if (card->level == claimed)
      classes[n++] = "claimed";
    gtk_widget_set_css_classes(GTK_WIDGET(card->button), classes);
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
  g_array_set_size(self->cards, 0);
  gtk_flow_box_remove_all(self->flow);
  if (answer == NULL)
    return;
  indicator = silsa_answer_get_indicator(answer);
  for (guint i = 0; i < indicator->n_levels; i++)
    add_card(self, &indicator->levels[i], editable);
  gtk_flow_box_set_max_children_per_line(self->flow, indicator->n_levels);
  silsa_level_chooser_refresh(self);
}

void
silsa_level_chooser_focus(SilsaLevelChooser *self)
{
  int level;

  g_return_if_fail(SILSA_IS_LEVEL_CHOOSER(self));

  if (self->answer == NULL || self->cards->len == 0)
    return;
  level = silsa_answer_get_level(self->answer);
  if (level < 0)
    level = silsa_answer_get_claim_level(self->answer);
  for (guint i = 0; i < self->cards->len; i++) {
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
  self->flow = GTK_FLOW_BOX(gtk_flow_box_new());
  gtk_flow_box_set_selection_mode(self->flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous(self->flow, TRUE);
  gtk_flow_box_set_min_children_per_line(self->flow, 3);
  gtk_flow_box_set_column_spacing(self->flow, 6);
  gtk_flow_box_set_row_spacing(self->flow, 6);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->flow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Levels of maturity"), -1);
  adw_bin_set_child(ADW_BIN(self), GTK_WIDGET(self->flow));
}
