#include "silsa-evidence-card.h"

#include "silsa-farewell.h"
#include "silsa-field.h"
#include "silsa-import-bar.h"
#include "silsa-photo-viewer.h"
#include "silsa-thumbnail-picture.h"
#include "silsa-toast.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define TILE_WIDTH 132
#define TILE_HEIGHT 96
#define TILE_PICTURE 192 /* covers a tile, upright too */
#define TILES_AT_ONCE 6u /* a row of them; the others follow in steps of as many */

struct _SilsaEvidenceCard {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  GHashTable *tiles; /* what is used how, as text, to its tile on the strip */
  guint tiles_source;

  GtkLabel *count;
  AdwWrapBox *strip;
  GtkWidget *add_tile;
  GtkLabel *add_words;
  GtkBox *documents;
};

G_DEFINE_FINAL_TYPE(SilsaEvidenceCard, silsa_evidence_card, ADW_TYPE_BIN)

static AdwToastOverlay *
find_toasts(SilsaEvidenceCard *self)
{
  return ADW_TOAST_OVERLAY(gtk_widget_get_ancestor(GTK_WIDGET(self), ADW_TYPE_TOAST_OVERLAY));
}

/* Adding */

/* What files are for: this indicator. */
static void
attach_files(SilsaEvidenceCard *self, GListModel *files)
{
  SilsaImportTarget target = {.indicator = silsa_answer_get_code(self->answer)};

  silsa_import_files(GTK_WIDGET(self), &target, files);
}

gboolean
silsa_evidence_card_paste(SilsaEvidenceCard *self)
{
  SilsaImportTarget target = {0};

  g_return_val_if_fail(SILSA_IS_EVIDENCE_CARD(self), FALSE);

  if (self->answer == NULL)
    return FALSE;
  target.indicator = silsa_answer_get_code(self->answer);
  return silsa_import_paste(GTK_WIDGET(self), &target);
}

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaEvidenceCard) self = user_data;
  g_autoptr(GListModel) files =
      gtk_file_dialog_open_multiple_finish(GTK_FILE_DIALOG(source), result, NULL);

  if (files != NULL && self->answer != NULL)
    attach_files(self, files);
}

void
silsa_evidence_card_choose(SilsaEvidenceCard *self)
{
  g_autoptr(GtkFileDialog) dialog = NULL;

  g_return_if_fail(SILSA_IS_EVIDENCE_CARD(self));

  if (self->answer == NULL || silsa_store_get_read_only(self->store))
    return;
  dialog = gtk_file_dialog_new();
  gtk_file_dialog_set_title(dialog, _("Add Photos and Documents"));
  gtk_file_dialog_open_multiple(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                                chosen_cb, g_object_ref(self));
}

static const char *
find_code(GtkWidget *widget)
{
  SilsaEvidenceCard *self = SILSA_EVIDENCE_CARD(widget);

  return self->answer != NULL ? silsa_answer_get_code(self->answer) : NULL;
}

/* Looking, taking out */

static void
open_cb(SilsaEvidenceCard *self, GtkButton *button)
{
  gint64 *id = g_object_get_data(G_OBJECT(button), "evidence");

  silsa_photo_viewer_push(self->store, self->answer, *id, GTK_WIDGET(self));
}

static void
remove_cb(SilsaEvidenceCard *self, GtkButton *button)
{
  const char *code = silsa_answer_get_code(self->answer);
  const char *field = g_object_get_data(G_OBJECT(button), "field");
  g_autoptr(SilsaAct) act = silsa_act_new("remove-evidence", code);
  AdwToastOverlay *toasts = find_toasts(self);

  silsa_act_add(act, code, field, NULL);
  if (!silsa_store_perform(self->store, act, NULL) || toasts == NULL)
    return;
  adw_toast_overlay_add_toast(toasts, silsa_toast_new_undo(_("The evidence was taken out")));
}

static GtkWidget *
new_remove_button(SilsaEvidenceCard *self, const char *field, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name("window-close-symbolic");
  g_autofree char *words = g_strdup_printf(_("Take out %s"), name);

  silsa_tooltip_prepare(button, words);
  gtk_widget_add_css_class(button, "circular");
  gtk_widget_add_css_class(button, "osd");
  gtk_widget_set_halign(button, GTK_ALIGN_END);
  gtk_widget_set_valign(button, GTK_ALIGN_START);
  gtk_widget_set_margin_top(button, 4);
  gtk_widget_set_margin_end(button, 4);
  g_object_set_data_full(G_OBJECT(button), "field", g_strdup(field), g_free);
  g_signal_connect_object(button, "clicked", G_CALLBACK(remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* A picture asks for as much as it has; a tile is of one size. */
static GtkWidget *
new_clamp(GtkWidget *thumbnail)
{
  GtkWidget *clamp = adw_clamp_new();

  adw_clamp_set_unit(ADW_CLAMP(clamp), ADW_LENGTH_UNIT_PX);
  adw_clamp_set_maximum_size(ADW_CLAMP(clamp), TILE_WIDTH);
  adw_clamp_set_child(ADW_CLAMP(clamp), thumbnail);
  return clamp;
}

static GtkWidget *
new_tile(SilsaEvidenceCard *self, SilsaEvidence *evidence, const SilsaUse *use)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *overlay = gtk_overlay_new();
  GtkWidget *button = gtk_button_new();
  GtkWidget *thumbnail = silsa_thumbnail_picture_new(self->store, evidence, TILE_PICTURE);
  const char *words = use->caption[0] != '\0' ? use->caption : facts->name;
  g_autofree char *caption =
      use->check != NULL ? g_strdup_printf("%s · %s", use->check, words) : g_strdup(words);
  GtkWidget *label = gtk_label_new(caption);
  g_autofree char *field = silsa_field_new_use(facts->id, use->check);
  gint64 *id = g_new(gint64, 1);

  *id = facts->id;
  g_object_set_data_full(G_OBJECT(button), "evidence", id, g_free);
  gtk_widget_set_size_request(thumbnail, TILE_WIDTH, TILE_HEIGHT);
  gtk_button_set_child(GTK_BUTTON(button), new_clamp(thumbnail));
  gtk_widget_add_css_class(button, "thumbnail-button");
  gtk_widget_add_css_class(button, "flat");
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, caption,
                                 -1);
  g_signal_connect_object(button, "clicked", G_CALLBACK(open_cb), self, G_CONNECT_SWAPPED);
  gtk_overlay_set_child(GTK_OVERLAY(overlay), button);
  if (!silsa_store_get_read_only(self->store))
    gtk_overlay_add_overlay(GTK_OVERLAY(overlay), new_remove_button(self, field, words));
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars(GTK_LABEL(label), 14);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  silsa_tooltip_follow_label(GTK_LABEL(label));
  gtk_widget_add_css_class(label, "small");
  gtk_widget_add_css_class(label, "soft");
  gtk_box_append(GTK_BOX(box), overlay);
  gtk_box_append(GTK_BOX(box), label);
  gtk_widget_set_halign(box, GTK_ALIGN_START);
  return box;
}

/* What stands */

/* By which its tile is found: one text for each use. */
static GPtrArray *
list_keys(GArray *uses)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < uses->len; i++) {
    const SilsaUse *use = &g_array_index(uses, SilsaUse, i);

    g_ptr_array_add(keys, g_strdup_printf("%" G_GINT64_FORMAT "\t%s\t%s", use->evidence,
                                          use->check != NULL ? use->check : "", use->caption));
  }
  return keys;
}

static void
show_add_tile(SilsaEvidenceCard *self)
{
  guint expected = silsa_answer_get_indicator(self->answer)->expected_photos;
  guint photos = silsa_answer_get_n_photos(self->answer);
  g_autofree char *text = NULL;

  if (photos < expected)
    text = g_strdup_printf(ngettext("%u photo needed", "%u photos needed", expected - photos),
                           expected - photos);
  gtk_label_set_text(self->add_words, text != NULL ? text : _("Add photos"));
  gtk_widget_set_visible(self->add_tile, !silsa_store_get_read_only(self->store));
}

/* Takes away the tiles of what is not used any more. To dispose of them takes longer than to show
 * the next indicator. */
static void
drop_tiles(SilsaEvidenceCard *self, GPtrArray *keys)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key, tile;

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    g_hash_table_add(wanted, keys->pdata[i]);
  g_hash_table_iter_init(&iter, self->tiles);
  while (g_hash_table_iter_next(&iter, &key, &tile)) {
    if (g_hash_table_contains(wanted, key))
      continue;
    silsa_farewell_widget(g_object_ref(tile));
    adw_wrap_box_remove(self->strip, tile);
    g_hash_table_iter_remove(&iter);
  }
}

/* Puts the tiles in the order of @uses, whose are @keys, and makes some of those that are missing;
 * whether all are there now. */
static gboolean
place_tiles(SilsaEvidenceCard *self, GArray *uses, GPtrArray *keys)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  GtkWidget *before = NULL;
  guint made = 0;

  for (guint i = 0; i < uses->len; i++) {
    const SilsaUse *use = &g_array_index(uses, SilsaUse, i);
    SilsaEvidence *evidence = silsa_assessment_find_evidence(assessment, use->evidence);
    GtkWidget *tile = g_hash_table_lookup(self->tiles, keys->pdata[i]);

    if (evidence == NULL)
      continue;
    if (tile != NULL) {
      if (gtk_widget_get_prev_sibling(tile) != before)
        adw_wrap_box_reorder_child_after(self->strip, tile, before);
    } else if (made++ < TILES_AT_ONCE) {
      tile = new_tile(self, evidence, use);
      adw_wrap_box_insert_child_after(self->strip, tile, before);
      g_hash_table_insert(self->tiles, g_strdup(keys->pdata[i]), tile);
    } else {
      continue;
    }
    before = tile;
  }
  return made <= TILES_AT_ONCE;
}

static gboolean
more_tiles_cb(gpointer data)
{
  SilsaEvidenceCard *self = data;
  g_autoptr(GArray) uses = silsa_answer_get_uses(self->answer);
  g_autoptr(GPtrArray) keys = list_keys(uses);

  if (!place_tiles(self, uses, keys))
    return G_SOURCE_CONTINUE;
  self->tiles_source = 0;
  return G_SOURCE_REMOVE;
}

static char *
dup_count(SilsaAnswer *answer)
{
  guint expected = silsa_answer_get_indicator(answer)->expected_photos;
  guint n = silsa_answer_get_n_photos(answer);

  return expected > 0 ? g_strdup_printf(_("photos %u/%u"), n, expected)
                      : g_strdup_printf(ngettext("%u photo", "%u photos", n), n);
}

void
silsa_evidence_card_refresh(SilsaEvidenceCard *self)
{
  g_autoptr(GArray) uses = NULL;
  g_autoptr(GPtrArray) keys = NULL;
  g_autofree char *count = NULL;

  g_return_if_fail(SILSA_IS_EVIDENCE_CARD(self));

  if (self->answer == NULL)
    return;
  uses = silsa_answer_get_uses(self->answer);
  keys = list_keys(uses);
  drop_tiles(self, keys);
  if (!place_tiles(self, uses, keys) && self->tiles_source == 0)
    self->tiles_source = g_idle_add_full(G_PRIORITY_LOW, more_tiles_cb, self, NULL);
  show_add_tile(self);
  count = dup_count(self->answer);
  gtk_label_set_text(self->count, count);
}

static GtkWidget *
new_document_line(void)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new(NULL);

  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_width_chars(GTK_LABEL(label), 12);
  gtk_widget_add_css_class(label, "secondary");
  gtk_box_append(GTK_BOX(line), gtk_image_new_from_icon_name("text-x-generic-symbolic"));
  gtk_box_append(GTK_BOX(line), label);
  return line;
}

/* The lines of the indicator before are written anew: making them costs more than all else here. */
static void
show_documents(SilsaEvidenceCard *self)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(self->answer);
  GtkWidget *line = gtk_widget_get_first_child(GTK_WIDGET(self->documents));

  for (guint i = 0; i < indicator->n_documents; i++) {
    const char *words = silsa_text_get(&indicator->documents[i], silsa_language_from_locale());

    if (line == NULL) {
      line = new_document_line();
      gtk_box_append(self->documents, line);
    }
    gtk_label_set_text(GTK_LABEL(gtk_widget_get_last_child(line)), words);
    gtk_widget_set_visible(line, TRUE);
    line = gtk_widget_get_next_sibling(line);
  }
  for (; line != NULL; line = gtk_widget_get_next_sibling(line))
    gtk_widget_set_visible(line, FALSE);
}

void
silsa_evidence_card_bind(SilsaEvidenceCard *self, SilsaStore *store, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_EVIDENCE_CARD(self));

  g_clear_handle_id(&self->tiles_source, g_source_remove);
  drop_tiles(self, NULL); /* the words of two indicators may be the same */
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  if (answer == NULL)
    return;
  show_documents(self);
  silsa_evidence_card_refresh(self);
}

static void
silsa_evidence_card_dispose(GObject *object)
{
  SilsaEvidenceCard *self = SILSA_EVIDENCE_CARD(object);

  g_clear_handle_id(&self->tiles_source, g_source_remove);
  if (self->tiles != NULL)
    drop_tiles(self, NULL);
  g_clear_object(&self->answer);
  g_clear_object(&self->store);
  g_clear_pointer(&self->tiles, g_hash_table_unref);

  G_OBJECT_CLASS(silsa_evidence_card_parent_class)->dispose(object);
}

static void
silsa_evidence_card_class_init(SilsaEvidenceCardClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_evidence_card_dispose;
}

static GtkWidget *
new_add_tile(SilsaEvidenceCard *self)
{
  GtkWidget *button = gtk_button_new();
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);

  self->add_words = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_wrap(self->add_words, TRUE);
  gtk_label_set_justify(self->add_words, GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars(self->add_words, 14);
  gtk_widget_add_css_class(GTK_WIDGET(self->add_words), "small");
  gtk_box_append(GTK_BOX(box), gtk_image_new_from_icon_name("list-add-symbolic"));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->add_words));
  gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
  gtk_button_set_child(GTK_BUTTON(button), box);
  gtk_widget_set_size_request(button, TILE_WIDTH, TILE_HEIGHT);
  gtk_widget_set_valign(button, GTK_ALIGN_START);
  gtk_widget_set_halign(button, GTK_ALIGN_START);
  gtk_widget_add_css_class(button, "drop-zone");
  gtk_widget_set_tooltip_text(button,
                              _("Choose photos and documents, or drop them here (Ctrl+Shift+A)"));
  g_signal_connect_object(button, "clicked", G_CALLBACK(silsa_evidence_card_choose), self,
                          G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_head(SilsaEvidenceCard *self)
{
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new(_("Evidence"));

  gtk_widget_add_css_class(title, "card-head");
  self->count = GTK_LABEL(gtk_label_new(NULL));
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "numeric");
  gtk_box_append(GTK_BOX(head), title);
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(self->count));
  return head;
}

static void
silsa_evidence_card_init(SilsaEvidenceCard *self)
{
  GtkWidget *outer = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *card = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *due = gtk_label_new(_("Papers the city hands in"));

  self->tiles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  self->strip = ADW_WRAP_BOX(adw_wrap_box_new());
  adw_wrap_box_set_child_spacing(self->strip, 8);
  adw_wrap_box_set_line_spacing(self->strip, 8);
  self->add_tile = new_add_tile(self);
  adw_wrap_box_append(self->strip, self->add_tile);
  self->documents = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 4));
  gtk_label_set_xalign(GTK_LABEL(due), 0);
  gtk_widget_add_css_class(due, "small");
  gtk_widget_add_css_class(due, "soft");
  gtk_box_append(GTK_BOX(card), GTK_WIDGET(self->strip));
  gtk_box_append(GTK_BOX(card), due);
  gtk_box_append(GTK_BOX(card), GTK_WIDGET(self->documents));
  gtk_widget_add_css_class(card, "card");
  gtk_widget_add_css_class(card, "silsa-card");
  gtk_box_append(GTK_BOX(outer), new_head(self));
  gtk_box_append(GTK_BOX(outer), card);
  adw_bin_set_child(ADW_BIN(self), outer);

  silsa_import_accept_drops(GTK_WIDGET(self), find_code);
}
