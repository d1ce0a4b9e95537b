#include "silsa-photo-facts-pane.h"

#include "silsa-fact-text.h"
#include "silsa-field.h"
#include "silsa-identity.h"
#include "silsa-instant.h"
#include "silsa-provenance.h"
#include "silsa-rendition.h"
#include "silsa-shape-look.h"
#include "silsa-time-strip.h"
#include "silsa-tooltip.h"
#include "silsa-travelling-card.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SilsaPhotoFactsPane {
  AdwBin parent_instance;

  SilsaStore *store;
  gint64 evidence;
  SilsaEvidenceUses *uses; /* until the next change */
  GHashTable *provenance; /* the same */
  guint n_uses;
  guint idle;
  gboolean loading;
  gboolean hides; /* something is hidden on it */

  GtkBox *captions;
  AdwSwitchRow *persons;
  AdwSwitchRow *restricted;
  SilsaTimeStrip *times;
  GtkBox *facts;
  GtkWidget *notice;
  SilsaTravellingCard *travelling;
  GtkWidget *shapes_head;
  GtkBox *shapes;
};

enum { SHAPE, RUB_OUT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPhotoFactsPane, silsa_photo_facts_pane, ADW_TYPE_BIN)

static GtkWidget *
new_label(const char *words, const char *class_name)
{
  GtkWidget *label = gtk_label_new(words);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
  if (class_name != NULL)
    gtk_widget_add_css_class(label, class_name);
  return label;
}

static void
empty(GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(box))) != NULL)
    gtk_box_remove(box, child);
}

/* --- captions --- */

static char *
dup_caption_title(const SilsaEvidenceUse *use, guint n)
{
  const char *place = use->check != NULL ? use->check : silsa_answer_get_code(use->answer);

  return n == 1 ? g_strdup(_("Caption")) : g_strdup_printf(_("Caption for %s"), place);
}

static void
add_caption(SilsaPhotoFactsPane *self, const SilsaEvidenceUse *use, guint n)
{
  g_autofree char *title = dup_caption_title(use, n);
  GtkWidget *caption = silsa_fact_text_new(title, _("What is to be seen, and where"));
  g_autofree char *field = silsa_field_new_use(self->evidence, use->check);

  silsa_fact_text_bind(SILSA_FACT_TEXT(caption), self->store, silsa_answer_get_code(use->answer),
                       field, "caption");
  gtk_box_append(self->captions, caption);
}

static void
add_indicator(GtkBox *box, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *words = g_strdup_printf(
      "%s %s", indicator->code, silsa_text_get(&indicator->title, silsa_language_from_locale()));
  GtkWidget *label = gtk_label_new(words);

  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign(label, GTK_ALIGN_START);
  silsa_tooltip_follow_label(GTK_LABEL(label));
  gtk_widget_add_css_class(label, "chip");
  gtk_widget_add_css_class(label, "accent");
  gtk_box_append(box, label);
}

static void
show_uses(SilsaPhotoFactsPane *self)
{
  const GArray *own = silsa_evidence_uses_find(self->uses, self->evidence);
  SilsaAnswer *last = NULL;

  empty(self->captions);
  self->n_uses = own != NULL ? own->len : 0;
  if (own == NULL) {
    gtk_box_append(self->captions,
                   new_label(_("In the inbox: no indicator yet, and no caption"), "soft"));
    return;
  }
  for (guint i = 0; i < own->len; i++) {
    const SilsaEvidenceUse *use = &g_array_index(own, SilsaEvidenceUse, i);

    add_caption(self, use, own->len);
    if (use->answer != last)
      add_indicator(self->captions, use->answer);
    last = use->answer;
  }
}

static void
foreach_caption(SilsaPhotoFactsPane *self, void (*func)(SilsaFactText *caption))
{
  GtkWidget *child = gtk_widget_get_first_child(GTK_WIDGET(self->captions));

  for (; child != NULL; child = gtk_widget_get_next_sibling(child))
    if (SILSA_IS_FACT_TEXT(child))
      func(SILSA_FACT_TEXT(child));
}

void
silsa_photo_facts_pane_commit(SilsaPhotoFactsPane *self)
{
  g_return_if_fail(SILSA_IS_PHOTO_FACTS_PANE(self));
  foreach_caption(self, silsa_fact_text_commit);
}

/* --- where it comes from --- */

static void
add_fact(SilsaPhotoFactsPane *self, const char *icon, const char *title, const char *words)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *image = gtk_image_new_from_icon_name(icon);
  GtkWidget *value = new_label(words, "secondary");

  gtk_widget_set_valign(image, GTK_ALIGN_START);
  gtk_widget_set_margin_top(image, 3);
  gtk_widget_add_css_class(image, "soft");
  gtk_widget_add_css_class(value, "numeric");
  gtk_box_append(GTK_BOX(texts), new_label(title, "small"));
  gtk_widget_add_css_class(gtk_widget_get_first_child(texts), "soft");
  gtk_box_append(GTK_BOX(texts), value);
  gtk_box_append(GTK_BOX(line), image);
  gtk_box_append(GTK_BOX(line), texts);
  gtk_box_append(self->facts, line);
}

/* "2021-08-25T10:12:40+09:00": the day as days are written, then hour and offset as the camera's
 * clock had them, with a space between. */
static char *
dup_captured(const char *captured)
{
  g_autofree char *midnight = g_strdup_printf("%.10sT00:00:00+09:00", captured);
  g_autofree char *day = silsa_instant_to_day(midnight);

  if (strlen(captured) <= 11)
    return g_steal_pointer(&day);
  if (strlen(captured) <= 19)
    return g_strdup_printf("%s %s", day, captured + 11);
  return g_strdup_printf("%s %.8s %s", day, captured + 11, captured + 19);
}

static void
add_time(SilsaPhotoFactsPane *self, const SilsaEvidenceFacts *facts, SilsaProvenanceFlags flags)
{
  const SilsaCase *about = silsa_assessment_get_case(silsa_store_get_assessment(self->store));
  g_autofree char *time = facts->captured != NULL ? dup_captured(facts->captured) : NULL;
  g_autofree char *imported = silsa_instant_to_text(facts->imported);
  g_autofree char *words = NULL;
  const char *beside = flags & SILSA_PROVENANCE_BEFORE_VISIT  ? _("Before the visit")
                       : flags & SILSA_PROVENANCE_AFTER_VISIT ? _("After the visit")
                       : about->visit_from != NULL            ? _("Within the visit")
                                                              : NULL;

  if (time != NULL && beside != NULL)
    words = g_strdup_printf("%s\n%s", time, beside);
  add_fact(self, "silsa-clock-symbolic", _("Taken, by the camera's clock"),
           words != NULL  ? words
           : time != NULL ? time
                          : _("The file does not say"));
  add_fact(self, "silsa-inbox-symbolic", _("Came into this file"), imported);
}

static void
add_place(SilsaPhotoFactsPane *self, const SilsaEvidenceFacts *facts, const SilsaProvenance *found)
{
  g_autofree char *place = NULL, *words = NULL;

  if (facts->latitude == NULL || facts->longitude == NULL) {
    add_fact(self, "silsa-pin-symbolic", _("Place"), _("The file does not say"));
    return;
  }
  place = g_strdup_printf("%.9s, %.9s", facts->latitude, facts->longitude);
  if (found->distance >= 0)
    words =
        g_strdup_printf(found->flags & SILSA_PROVENANCE_FAR
                            ? _("%s\n%.1f km from the middle of the photos, far from the others")
                            : _("%s\n%.1f km from the middle of the photos"),
                        place, found->distance);
  add_fact(self, "silsa-pin-symbolic", _("Place"), words != NULL ? words : place);
}

static void
add_digest(SilsaPhotoFactsPane *self, const char *icon, const char *title, const char *sha256)
{
  g_autofree char *groups = silsa_fingerprint_to_text(sha256);

  add_fact(self, icon, title, groups);
}

static void
add_digests(SilsaPhotoFactsPane *self, const SilsaEvidenceFacts *facts)
{
  const char *original = silsa_evidence_get_fact(silsa_store_get_assessment(self->store),
                                                 self->evidence, "rendition-of");

  if (original == NULL) {
    add_digest(self, "silsa-hash-symbolic", _("SHA-256 of the original, which stays as it is"),
               facts->sha256);
    return;
  }
  add_digest(self, "silsa-redact-symbolic", _("SHA-256 of this copy, made for the package"),
             facts->sha256);
  add_digest(self, "silsa-hash-symbolic",
             _("SHA-256 of the original, which stayed with the assessor"), original);
}

static void
add_file(SilsaPhotoFactsPane *self, const SilsaEvidenceFacts *facts)
{
  g_autofree char *size = g_format_size(facts->size);
  GString *text = g_string_new(NULL);

  if (facts->device != NULL)
    g_string_append_printf(text, "%s\n", facts->device);
  if (facts->width > 0)
    g_string_append_printf(text, "%d × %d · ", facts->width, facts->height);
  g_string_append(text, size);
  if (facts->orientation > 1)
    g_string_append_printf(text, _(" · turned upright as the file says (%d)"), facts->orientation);
  add_fact(self, "silsa-camera-symbolic", _("Device and file"), text->str);
  add_digests(self, facts);
  g_string_free(text, TRUE);
}

/* The same picture elsewhere. */
static void
add_others(SilsaPhotoFactsPane *self, const SilsaProvenance *found)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  SilsaEvidence *twin =
      found->twin != 0 ? silsa_assessment_find_evidence(assessment, found->twin) : NULL;
  guint n = silsa_evidence_uses_count_indicators(self->uses, self->evidence);
  g_autofree char *used = NULL, *second = NULL;

  if (n > 1) {
    used = g_strdup_printf(ngettext("Stands for %u indicator", "Stands for %u indicators", n), n);
    add_fact(self, "silsa-compare-symbolic", _("The same picture elsewhere"), used);
  }
  if (twin == NULL)
    return;
  second =
      g_strdup_printf(_("%s was taken in the same second"), silsa_evidence_get_facts(twin)->name);
  add_fact(self, "silsa-compare-symbolic", _("Another file of this moment"), second);
}

static SilsaEvidence *
find_evidence(SilsaPhotoFactsPane *self)
{
  return silsa_assessment_find_evidence(silsa_store_get_assessment(self->store), self->evidence);
}

static void
show_facts(SilsaPhotoFactsPane *self)
{
  SilsaEvidence *evidence = find_evidence(self);
  const SilsaProvenance none = {.distance = -1};
  const SilsaProvenance *found;
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  if (self->provenance == NULL)
    self->provenance = silsa_provenance_new(silsa_store_get_assessment(self->store), self->uses);
  found = g_hash_table_lookup(self->provenance, &self->evidence);
  if (found == NULL)
    found = &none;
  empty(self->facts);
  gtk_widget_set_visible(GTK_WIDGET(self->times), silsa_evidence_is_picture(evidence));
  silsa_time_strip_show(self->times, facts,
                        silsa_assessment_get_case(silsa_store_get_assessment(self->store)));
  if (silsa_evidence_is_picture(evidence)) {
    add_time(self, facts, found->flags);
    add_place(self, facts, found);
  } else {
    g_autofree char *imported = silsa_instant_to_text(facts->imported);

    add_fact(self, "silsa-inbox-symbolic", _("Came into this file"), imported);
  }
  add_file(self, facts);
  add_others(self, found);
}

/* --- marks --- */

static gboolean
has_mark(SilsaPhotoFactsPane *self, const char *mark)
{
  return silsa_evidence_get_fact(silsa_store_get_assessment(self->store), self->evidence, mark) !=
         NULL;
}

static void
set_mark(SilsaPhotoFactsPane *self, const char *mark, gboolean set)
{
  g_autoptr(SilsaAct) act = NULL;

  if (self->loading || self->store == NULL || silsa_store_get_read_only(self->store) ||
      has_mark(self, mark) == set)
    return;
  act = silsa_act_new("mark", NULL);
  silsa_act_mark(act, self->evidence, mark, set);
  silsa_store_perform(self->store, act, NULL);
}

static void
persons_cb(SilsaPhotoFactsPane *self)
{
  set_mark(self, "persons", adw_switch_row_get_active(self->persons));
}

static void
restricted_cb(SilsaPhotoFactsPane *self)
{
  set_mark(self, "restricted", adw_switch_row_get_active(self->restricted));
}

void
silsa_photo_facts_pane_toggle(SilsaPhotoFactsPane *self, const char *mark)
{
  g_return_if_fail(SILSA_IS_PHOTO_FACTS_PANE(self));
  if (self->store != NULL)
    set_mark(self, mark, !has_mark(self, mark));
}

static void
show_marks(SilsaPhotoFactsPane *self)
{
  self->loading = TRUE;
  adw_switch_row_set_active(self->persons, has_mark(self, "persons"));
  adw_switch_row_set_active(self->restricted, has_mark(self, "restricted"));
  self->loading = FALSE;
}

/* --- what is drawn on it --- */

static void
shape_cb(SilsaPhotoFactsPane *self, GtkWidget *button)
{
  g_signal_emit(self, signals[SHAPE], 0,
                GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(button), "number")));
}

static void
rub_out_cb(SilsaPhotoFactsPane *self, GtkWidget *button)
{
  g_signal_emit(self, signals[RUB_OUT], 0,
                GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(button), "number")));
}

static void
connect_shape(SilsaPhotoFactsPane *self, GtkWidget *button, guint number, GCallback callback)
{
  g_object_set_data(G_OBJECT(button), "number", GUINT_TO_POINTER(number));
  g_signal_connect_object(button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class(button, "flat");
}

static void
add_shape(SilsaPhotoFactsPane *self, const SilsaShape *shape)
{
  g_autofree char *name = silsa_shape_look_describe(shape);
  g_autofree char *delete_name = g_strdup_printf(_("Delete: %s"), name);
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *content = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *button = gtk_button_new(),
            *trash = gtk_button_new_from_icon_name("user-trash-symbolic");
  GtkWidget *label = gtk_label_new(name);

  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_add_css_class(label, "secondary");
  gtk_box_append(GTK_BOX(content),
                 gtk_image_new_from_icon_name(silsa_shape_look_get_icon(shape->kind)));
  gtk_box_append(GTK_BOX(content), label);
  gtk_button_set_child(GTK_BUTTON(button), content);
  gtk_widget_set_hexpand(button, TRUE);
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  silsa_tooltip_prepare(trash, delete_name);
  gtk_widget_set_visible(trash, !silsa_store_get_read_only(self->store));
  connect_shape(self, button, shape->number, G_CALLBACK(shape_cb));
  connect_shape(self, trash, shape->number, G_CALLBACK(rub_out_cb));
  gtk_box_append(GTK_BOX(line), button);
  gtk_box_append(GTK_BOX(line), trash);
  gtk_box_append(self->shapes, line);
}

/* What the card of what travels says as well, and more of it. */
static void
show_notice(SilsaPhotoFactsPane *self)
{
  gtk_widget_set_visible(self->notice, self->hides && !silsa_store_get_read_only(self->store) &&
                                           !gtk_widget_get_visible(GTK_WIDGET(self->travelling)));
}

static void
show_shapes(SilsaPhotoFactsPane *self)
{
  g_autoptr(GArray) shapes =
      silsa_shapes_new(silsa_store_get_assessment(self->store), self->evidence);

  self->hides = FALSE;
  empty(self->shapes);
  for (guint i = 0; i < shapes->len; i++) {
    add_shape(self, &g_array_index(shapes, SilsaShape, i));
    self->hides |= silsa_shape_hides(g_array_index(shapes, SilsaShape, i).kind);
  }
  gtk_widget_set_visible(self->shapes_head, shapes->len > 0);
  show_notice(self);
}

void
silsa_photo_facts_pane_show_travelling(SilsaPhotoFactsPane *self,
                                       gboolean making,
                                       const SilsaTravelling *travelling)
{
  g_return_if_fail(SILSA_IS_PHOTO_FACTS_PANE(self));

  gtk_widget_set_visible(GTK_WIDGET(self->travelling), making || travelling != NULL);
  if (making || travelling != NULL)
    silsa_travelling_card_show(self->travelling, travelling);
  show_notice(self);
}

/* --- all of it --- */

static void
look_up(SilsaPhotoFactsPane *self)
{
  if (self->uses == NULL)
    self->uses = silsa_evidence_uses_new(silsa_store_get_assessment(self->store));
}

static gboolean
idle_cb(gpointer data)
{
  SilsaPhotoFactsPane *self = data;

  self->idle = 0;
  if (find_evidence(self) == NULL)
    return G_SOURCE_REMOVE; /* its import was undone; another one comes in its place */
  look_up(self);
  show_facts(self);
  return G_SOURCE_REMOVE;
}

/* Whether the time and the place of a photo are right is seen by all photos together: once until
 * the next change, behind the photo itself. */
static void
show_facts_soon(SilsaPhotoFactsPane *self)
{
  g_clear_handle_id(&self->idle, g_source_remove);
  if (self->provenance != NULL) {
    show_facts(self);
    return;
  }
  empty(self->facts); /* of the photo before */
  self->idle = g_idle_add(idle_cb, self);
}

static void
forget(SilsaPhotoFactsPane *self)
{
  g_clear_pointer(&self->uses, silsa_evidence_uses_free);
  g_clear_pointer(&self->provenance, g_hash_table_unref);
}

void
silsa_photo_facts_pane_refresh(SilsaPhotoFactsPane *self)
{
  const GArray *own;

  g_return_if_fail(SILSA_IS_PHOTO_FACTS_PANE(self));

  if (self->store == NULL)
    return;
  forget(self);
  look_up(self);
  own = silsa_evidence_uses_find(self->uses, self->evidence);
  if ((own != NULL ? own->len : 0) != self->n_uses)
    show_uses(self);
  else
    foreach_caption(self, silsa_fact_text_refresh);
  show_marks(self);
  show_shapes(self);
}

void
silsa_photo_facts_pane_show(SilsaPhotoFactsPane *self, SilsaStore *store, gint64 evidence)
{
  gboolean editable;

  g_return_if_fail(SILSA_IS_PHOTO_FACTS_PANE(self));

  silsa_photo_facts_pane_commit(self);
  g_set_object(&self->store, store);
  self->evidence = evidence;
  editable = !silsa_store_get_read_only(store);
  gtk_widget_set_sensitive(GTK_WIDGET(self->persons), editable);
  gtk_widget_set_sensitive(GTK_WIDGET(self->restricted), editable);
  look_up(self);
  show_uses(self);
  show_marks(self);
  show_facts_soon(self);
  show_shapes(self);
}

static void
silsa_photo_facts_pane_dispose(GObject *object)
{
  SilsaPhotoFactsPane *self = SILSA_PHOTO_FACTS_PANE(object);

  g_clear_handle_id(&self->idle, g_source_remove);
  if (self->store != NULL)
    silsa_photo_facts_pane_commit(self);
  forget(self);
  g_clear_object(&self->store);
  G_OBJECT_CLASS(silsa_photo_facts_pane_parent_class)->dispose(object);
}

static void
silsa_photo_facts_pane_class_init(SilsaPhotoFactsPaneClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_photo_facts_pane_dispose;
  signals[SHAPE] = g_signal_new("shape", SILSA_TYPE_PHOTO_FACTS_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[RUB_OUT] = g_signal_new("rub-out", SILSA_TYPE_PHOTO_FACTS_PANE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static AdwSwitchRow *
new_mark(const char *title, const char *subtitle)
{
  AdwSwitchRow *row = ADW_SWITCH_ROW(adw_switch_row_new());

  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), title);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), subtitle);
  return row;
}

static GtkWidget *
new_marks(SilsaPhotoFactsPane *self)
{
  GtkWidget *list = gtk_list_box_new();

  gtk_list_box_set_selection_mode(GTK_LIST_BOX(list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class(list, "boxed-list");
  gtk_accessible_update_property(GTK_ACCESSIBLE(list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("What it is marked with"), -1);
  self->persons = new_mark(_("Persons"), _("Somebody can be recognised · P"));
  self->restricted = new_mark(_("Restricted"), _("Only its digest travels · L"));
  gtk_list_box_append(GTK_LIST_BOX(list), GTK_WIDGET(self->persons));
  gtk_list_box_append(GTK_LIST_BOX(list), GTK_WIDGET(self->restricted));
  g_signal_connect_object(self->persons, "notify::active", G_CALLBACK(persons_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->restricted, "notify::active", G_CALLBACK(restricted_cb), self,
                          G_CONNECT_SWAPPED);
  return list;
}

static GtkWidget *
new_notice(void)
{
  GtkWidget *notice = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *words = new_label(_("Packages carry the copy on which this is hidden. The original "
                                 "stays as it is in this file, "
                                 "and the digests of both are signed."),
                               "small");
  GtkWidget *icon = gtk_image_new_from_icon_name("silsa-redact-symbolic");

  gtk_widget_set_valign(icon, GTK_ALIGN_START);
  gtk_box_append(GTK_BOX(texts), new_label(_("A copy is made for packages"), "strong"));
  gtk_box_append(GTK_BOX(texts), words);
  gtk_box_append(GTK_BOX(notice), icon);
  gtk_box_append(GTK_BOX(notice), texts);
  gtk_widget_add_css_class(notice, "notice");
  gtk_widget_add_css_class(notice, "success");
  return notice;
}

static void
silsa_photo_facts_pane_init(SilsaPhotoFactsPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new();
  GtkBox *box = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 14));

  self->captions = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 8));
  self->times = SILSA_TIME_STRIP(silsa_time_strip_new());
  self->facts = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 8));
  self->shapes = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 2));
  self->shapes_head = new_label(_("Drawn and hidden"), "card-head");
  self->notice = new_notice();
  self->travelling = SILSA_TRAVELLING_CARD(silsa_travelling_card_new());
  gtk_widget_set_visible(GTK_WIDGET(self->travelling), FALSE);
  gtk_box_append(box, GTK_WIDGET(self->travelling));
  gtk_box_append(box, GTK_WIDGET(self->captions));
  gtk_box_append(box, new_marks(self));
  gtk_box_append(box, self->shapes_head);
  gtk_box_append(box, GTK_WIDGET(self->shapes));
  gtk_box_append(box, self->notice);
  gtk_box_append(box, new_label(_("Where it comes from"), "card-head"));
  gtk_box_append(box, GTK_WIDGET(self->times));
  gtk_box_append(box, GTK_WIDGET(self->facts));
  gtk_widget_set_margin_start(GTK_WIDGET(box), 14);
  gtk_widget_set_margin_end(GTK_WIDGET(box), 14);
  gtk_widget_set_margin_top(GTK_WIDGET(box), 6);
  gtk_widget_set_margin_bottom(GTK_WIDGET(box), 14);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroller), GTK_WIDGET(box));
  adw_bin_set_child(ADW_BIN(self), scroller);
}

GtkWidget *
silsa_photo_facts_pane_new(void)
{
  return g_object_new(SILSA_TYPE_PHOTO_FACTS_PANE, NULL);
}
