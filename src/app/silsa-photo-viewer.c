#include "silsa-photo-viewer.h"

#include "silsa-assessment-window.h"
#include "silsa-erase-dialog.h"
#include "silsa-farewell.h"
#include "silsa-photo-facts-pane.h"
#include "silsa-photo-list.h"
#include "silsa-photo-stage.h"
#include "silsa-photo-strip.h"
#include "silsa-save-label.h"
#include "silsa-shape-look.h"
#include "silsa-tell.h"
#include "silsa-tooltip.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_STAGES 2

struct _SilsaPhotoViewer {
  AdwNavigationPage parent_instance;

  SilsaStore *store;
  GListStore *photos; /* of SilsaEvidence, in the order of the list that was open */
  guint positions[N_STAGES];
  guint active; /* which of the two stages */
  gboolean following; /* one stage takes the place of the other */
  gboolean changing_tool;
  gboolean some_gone; /* of the photos; looked at in the idle */
  guint idle;
  SilsaShape wanted; /* words are asked for it */

  GtkLabel *title;
  GtkLabel *place; /* among the photos, and how closely one looks */
  SilsaSaveLabel *save;
  GtkBox *stage_box;
  SilsaPhotoStage *stages[N_STAGES]; /* in it; the second one is made when two are looked at */
  guint n_stages;
  AdwBin *pane_place;
  SilsaPhotoFactsPane *pane; /* in it; made when the rest is there, NULL until then */
  guint pane_idle;
  AdwOverlaySplitView *split;
  AdwHeaderBar *header;
  GtkBox *tool_bar; /* below, where the header has no room for @tools and @undo */
  AdwToggleGroup *tools;
  SilsaPhotoStrip *strip;
  GtkWidget *demonstration;
  GtkWidget *undo;
  GtkWidget *turn;
  GtkWidget *zooms[2];
  GtkWidget *previous;
  GtkWidget *next;
  GtkToggleButton *two;
  GtkToggleButton *travels; /* what a package would carry is shown */
  GtkWidget *erase;
};

G_DEFINE_FINAL_TYPE(SilsaPhotoViewer, silsa_photo_viewer, ADW_TYPE_NAVIGATION_PAGE)

static SilsaPictureCanvas *
get_canvas(SilsaPhotoViewer *self)
{
  return silsa_photo_stage_get_canvas(self->stages[self->active]);
}

static guint
get_n_photos(SilsaPhotoViewer *self)
{
  return g_list_model_get_n_items(G_LIST_MODEL(self->photos));
}

static gint64
get_evidence_at(SilsaPhotoViewer *self, guint position)
{
  g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(G_LIST_MODEL(self->photos), position);

  return evidence != NULL ? silsa_evidence_get_id(evidence) : 0;
}

static gint64
get_evidence(SilsaPhotoViewer *self)
{
  return get_evidence_at(self, self->positions[self->active]);
}

static gboolean
is_two(SilsaPhotoViewer *self)
{
  return self->n_stages > 1 && gtk_widget_get_visible(GTK_WIDGET(self->stages[1]));
}

/* --- what is shown --- */

static void
show_title(SilsaPhotoViewer *self)
{
  SilsaEvidence *evidence =
      silsa_assessment_find_evidence(silsa_store_get_assessment(self->store), get_evidence(self));
  guint position = self->positions[self->active];
  int percent = silsa_picture_canvas_get_percent(get_canvas(self));
  g_autofree char *place = NULL, *travelling = NULL;

  if (evidence == NULL)
    return; /* none is left */
  place = percent > 0
              ? g_strdup_printf("%u / %u · %d %%", position + 1, get_n_photos(self), percent)
              : g_strdup_printf("%u / %u", position + 1, get_n_photos(self));
  if (gtk_toggle_button_get_active(self->travels))
    travelling = g_strdup_printf(_("%s · as it travels"), place);
  gtk_label_set_text(self->title, silsa_evidence_get_facts(evidence)->name);
  gtk_label_set_text(self->place, travelling != NULL ? travelling : place);
}

static void
show_travelling(SilsaPhotoViewer *self)
{
  SilsaPhotoStage *stage = self->stages[self->active];

  if (self->pane == NULL)
    return;
  silsa_photo_facts_pane_show_travelling(self->pane, silsa_photo_stage_is_making(stage),
                                         silsa_photo_stage_get_travelling(stage));
}

static void
show_facts(SilsaPhotoViewer *self)
{
  silsa_photo_facts_pane_show(self->pane, self->store, get_evidence(self));
  show_travelling(self);
}

static void
show_active(SilsaPhotoViewer *self)
{
  guint position = self->positions[self->active];

  for (guint i = 0; i < self->n_stages; i++) {
    if (i == self->active && is_two(self))
      gtk_widget_add_css_class(GTK_WIDGET(self->stages[i]), "active");
    else
      gtk_widget_remove_css_class(GTK_WIDGET(self->stages[i]), "active");
  }
  if (self->pane != NULL)
    show_facts(self);
  gtk_widget_set_sensitive(GTK_WIDGET(self->tools),
                           silsa_evidence_is_picture(silsa_assessment_find_evidence(
                               silsa_store_get_assessment(self->store), get_evidence(self))));
  gtk_widget_set_sensitive(self->previous, position > 0);
  gtk_widget_set_sensitive(self->next, position + 1 < get_n_photos(self));
  gtk_widget_set_sensitive(GTK_WIDGET(self->two), get_n_photos(self) > 1);
  silsa_photo_strip_show(self->strip, position);
  show_title(self);
}

/* A new one beside another is looked at as closely. */
static void
show_stage(SilsaPhotoViewer *self, guint stage)
{
  self->following = TRUE;
  silsa_photo_stage_show(self->stages[stage], self->store,
                         get_evidence_at(self, self->positions[stage]));
  if (is_two(self))
    silsa_picture_canvas_follow(silsa_photo_stage_get_canvas(self->stages[stage]),
                                silsa_photo_stage_get_canvas(self->stages[1 - stage]));
  self->following = FALSE;
}

static void
go_to(SilsaPhotoViewer *self, guint position)
{
  self->positions[self->active] = position;
  show_stage(self, self->active);
  show_active(self);
}

static void
step(SilsaPhotoViewer *self, int by)
{
  gint64 wanted = (gint64)self->positions[self->active] + by;

  if (wanted >= 0 && wanted < get_n_photos(self))
    go_to(self, (guint)wanted);
}

static void
chosen_cb(SilsaPhotoViewer *self, guint position)
{
  if (position != self->positions[self->active])
    go_to(self, position);
}

static void
previous_cb(SilsaPhotoViewer *self)
{
  step(self, -1);
}

static void
next_cb(SilsaPhotoViewer *self)
{
  step(self, 1);
}

static void
activate_stage(SilsaPhotoViewer *self, guint stage)
{
  if (self->active == stage)
    return;
  self->active = stage;
  show_active(self);
}

static void
stage_focus_cb(SilsaPhotoViewer *self, GtkEventController *controller)
{
  GtkWidget *stage = gtk_event_controller_get_widget(controller);

  activate_stage(self, stage == GTK_WIDGET(self->stages[1]));
}

static void
view_changed_cb(SilsaPhotoViewer *self, SilsaPictureCanvas *canvas)
{
  SilsaPhotoStage *other;

  if (self->following || self->store == NULL)
    return;
  if (is_two(self)) {
    other = self->stages[canvas == silsa_photo_stage_get_canvas(self->stages[0])];
    self->following = TRUE;
    silsa_picture_canvas_follow(silsa_photo_stage_get_canvas(other), canvas);
    self->following = FALSE;
  }
  show_title(self);
}

/* --- what travels --- */

static gboolean
is_editable(SilsaPhotoViewer *self)
{
  return !silsa_store_get_read_only(self->store) && !gtk_toggle_button_get_active(self->travels);
}

/* What travels is looked at; what is drawn is drawn on the photo itself. */
static void
travels_cb(SilsaPhotoViewer *self)
{
  for (guint i = 0; i < self->n_stages; i++) {
    silsa_picture_canvas_set_tool(silsa_photo_stage_get_canvas(self->stages[i]),
                                  SILSA_TOOL_POINTER);
    silsa_picture_canvas_set_editable(silsa_photo_stage_get_canvas(self->stages[i]),
                                      is_editable(self));
    silsa_photo_stage_set_travels(self->stages[i], gtk_toggle_button_get_active(self->travels));
  }
  show_travelling(self);
  show_title(self);
}

static void
back_to_photo(SilsaPhotoViewer *self)
{
  gtk_toggle_button_set_active(self->travels, FALSE);
}

/* --- what is drawn --- */

static void
draw_shape(SilsaPhotoViewer *self, const SilsaShape *shape)
{
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);
  g_autoptr(GError) error = NULL;
  guint number =
      silsa_act_draw(act, silsa_store_get_assessment(self->store), get_evidence(self), shape);

  if (silsa_store_perform(self->store, act, &error))
    silsa_picture_canvas_focus_shape(get_canvas(self), number);
  else
    silsa_tell_error(GTK_WIDGET(self), _("Not Drawn"), error);
}

static void
draw_cb(SilsaPhotoViewer *self, const SilsaShape *shape)
{
  draw_shape(self, shape);
}

static void
rub_out_cb(SilsaPhotoViewer *self, guint number)
{
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);
  g_autoptr(GError) error = NULL;

  if (silsa_store_get_read_only(self->store))
    return;
  gtk_widget_grab_focus(GTK_WIDGET(get_canvas(self)));
  silsa_act_rub_out(act, get_evidence(self), number);
  if (!silsa_store_perform(self->store, act, &error))
    silsa_tell_error(GTK_WIDGET(self), _("Not Drawn"), error);
}

static void
shape_cb(SilsaPhotoViewer *self, guint number)
{
  back_to_photo(self);
  silsa_picture_canvas_focus_shape(get_canvas(self), number);
}

static void
words_cb(SilsaPhotoViewer *self, const char *response, AdwAlertDialog *dialog)
{
  GtkEditable *entry = GTK_EDITABLE(adw_alert_dialog_get_extra_child(dialog));
  char *text = g_strstrip(g_strdup(gtk_editable_get_text(entry)));

  g_free(self->wanted.text);
  self->wanted.text = text;
  gtk_widget_grab_focus(GTK_WIDGET(get_canvas(self)));
  if (g_strcmp0(response, "write") == 0 && text[0] != '\0')
    draw_shape(self, &self->wanted);
  silsa_shape_clear(&self->wanted);
}

static void
words_wanted_cb(SilsaPhotoViewer *self, const SilsaShape *shape)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG(adw_alert_dialog_new(_("Text on the Photo"), NULL));
  GtkWidget *entry = gtk_entry_new();

  silsa_shape_clear(&self->wanted);
  self->wanted = *shape;
  self->wanted.text = NULL;
  gtk_entry_set_max_length(GTK_ENTRY(entry), SILSA_SHAPE_TEXT_CHARACTERS);
  gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
  gtk_editable_set_text(GTK_EDITABLE(entry), shape->text != NULL ? shape->text : "");
  gtk_accessible_update_property(GTK_ACCESSIBLE(entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Text on the photo"), -1);
  adw_alert_dialog_set_extra_child(dialog, entry);
  adw_alert_dialog_add_responses(dialog, "cancel", _("_Cancel"), "write", _("_Write"), NULL);
  adw_alert_dialog_set_response_appearance(dialog, "write", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response(dialog, "write");
  adw_alert_dialog_set_close_response(dialog, "cancel");
  g_signal_connect_object(dialog, "response", G_CALLBACK(words_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus(ADW_DIALOG(dialog), entry);
  adw_dialog_present(ADW_DIALOG(dialog), GTK_WIDGET(self));
}

static void
tool_chosen_cb(SilsaPhotoViewer *self)
{
  int tool = (int)adw_toggle_group_get_active(self->tools) - 1;

  if (self->changing_tool)
    return;
  if (tool != SILSA_TOOL_POINTER)
    back_to_photo(self);
  for (guint i = 0; i < self->n_stages; i++)
    silsa_picture_canvas_set_tool(silsa_photo_stage_get_canvas(self->stages[i]), tool);
  gtk_widget_grab_focus(GTK_WIDGET(get_canvas(self)));
}

static void
tool_changed_cb(SilsaPhotoViewer *self, SilsaPictureCanvas *canvas)
{
  int tool = silsa_picture_canvas_get_tool(canvas);

  self->changing_tool = TRUE;
  adw_toggle_group_set_active(self->tools, (guint)(tool + 1));
  self->changing_tool = FALSE;
  for (guint i = 0; i < self->n_stages; i++)
    silsa_picture_canvas_set_tool(silsa_photo_stage_get_canvas(self->stages[i]), tool);
}

/* --- one or two of them --- */

/* As the one that is there. */
static void
add_stage(SilsaPhotoViewer *self)
{
  SilsaPhotoStage *stage = SILSA_PHOTO_STAGE(silsa_photo_stage_new());
  SilsaPictureCanvas *canvas = silsa_photo_stage_get_canvas(stage);
  GtkEventController *focus = gtk_event_controller_focus_new();

  g_signal_connect_swapped(focus, "enter", G_CALLBACK(stage_focus_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(stage), focus);
  g_signal_connect_object(stage, "travelling-made", G_CALLBACK(show_travelling), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(canvas, "view-changed", G_CALLBACK(view_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(canvas, "tool-changed", G_CALLBACK(tool_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(canvas, "draw", G_CALLBACK(draw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(canvas, "rub-out", G_CALLBACK(rub_out_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(canvas, "words-wanted", G_CALLBACK(words_wanted_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_box_append(self->stage_box, GTK_WIDGET(stage));
  self->stages[self->n_stages++] = stage;
}

static void
make_second_stage(SilsaPhotoViewer *self)
{
  SilsaPictureCanvas *first = silsa_photo_stage_get_canvas(self->stages[0]), *canvas;

  add_stage(self);
  canvas = silsa_photo_stage_get_canvas(self->stages[1]);
  silsa_picture_canvas_set_editable(canvas, is_editable(self));
  silsa_picture_canvas_set_tool(canvas, silsa_picture_canvas_get_tool(first));
  silsa_photo_stage_set_travels(self->stages[1], gtk_toggle_button_get_active(self->travels));
}

static void
two_cb(SilsaPhotoViewer *self)
{
  gboolean two = gtk_toggle_button_get_active(self->two);

  if (self->n_stages < N_STAGES)
    make_second_stage(self);
  gtk_widget_set_visible(GTK_WIDGET(self->stages[1]), two);
  if (two) {
    self->positions[1] =
        self->positions[0] + (self->positions[0] + 1 < get_n_photos(self) ? 1 : -1);
    show_stage(self, 1);
  } else {
    self->active = 0;
    silsa_photo_stage_show(self->stages[1], NULL, 0);
  }
  show_active(self);
}

/* --- photos that go while they are looked at --- */

static void
leave(SilsaPhotoViewer *self)
{
  gtk_widget_activate_action(GTK_WIDGET(self), "navigation.pop", NULL);
}

/* Positions of stages keep to their photos; one whose photo has gone comes to the next. */
static void
take_out(SilsaPhotoViewer *self, guint position)
{
  guint left = get_n_photos(self) - 1;

  g_list_store_remove(self->photos, position);
  for (guint i = 0; i < N_STAGES; i++)
    if (self->positions[i] > position || self->positions[i] == left)
      self->positions[i] = self->positions[i] > 0 ? self->positions[i] - 1 : 0;
}

/* What was erased, or went because its import was undone, is not among them any more. FALSE: none
 * is left, and the viewer has gone with the last. */
static gboolean
take_out_removed(SilsaPhotoViewer *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);

  self->some_gone = FALSE;
  for (guint i = get_n_photos(self); i-- > 0;)
    if (silsa_assessment_is_removed(assessment, get_evidence_at(self, i)))
      take_out(self, i);
  if (get_n_photos(self) == 0) {
    leave(self);
    return FALSE;
  }
  if (get_n_photos(self) == 1)
    gtk_toggle_button_set_active(self->two, FALSE);
  for (guint i = 0; i < N_STAGES && (i == 0 || is_two(self)); i++)
    if (silsa_photo_stage_get_evidence(self->stages[i]) !=
        get_evidence_at(self, self->positions[i]))
      show_stage(self, i);
  show_active(self);
  return TRUE;
}

static gboolean
idle_cb(gpointer data)
{
  SilsaPhotoViewer *self = data;

  self->idle = 0;
  if (self->some_gone && !take_out_removed(self))
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < self->n_stages; i++)
    silsa_photo_stage_renew(self->stages[i]);
  if (self->pane != NULL)
    silsa_photo_facts_pane_refresh(self->pane);
  show_travelling(self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_gone(SilsaPhotoViewer *self, const char *subject)
{
  return silsa_assessment_is_removed(silsa_store_get_assessment(self->store),
                                     g_ascii_strtoll(subject + strlen("evidence:"), NULL, 10));
}

/* What is drawn is shown at once; the pane once for an act, however much that changed. */
static void
changed_cb(SilsaPhotoViewer *self, const char *subject)
{
  if (g_str_has_prefix(subject, "evidence:")) {
    self->some_gone |= is_gone(self, subject);
    for (guint i = 0; i < self->n_stages; i++)
      silsa_photo_stage_refresh(self->stages[i]);
  }
  if (self->idle == 0)
    self->idle = g_idle_add(idle_cb, self);
}

/* --- erasing --- */

/* Unlike taking out, which leaves it to be put back. The next one takes its place. */
static void
erased_cb(GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPhotoViewer) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean erased = silsa_store_erase_evidence_finish(SILSA_STORE(store), result, &error);

  if (gtk_widget_get_root(GTK_WIDGET(self)) == NULL)
    return; /* closed meanwhile */
  gtk_widget_set_sensitive(GTK_WIDGET(self), TRUE);
  gtk_widget_grab_focus(GTK_WIDGET(get_canvas(self)));
  if (!erased)
    silsa_tell_error(GTK_WIDGET(self), _("Not Erased"), error);
}

static void
commit(SilsaPhotoViewer *self)
{
  if (self->pane != NULL)
    silsa_photo_facts_pane_commit(self->pane);
}

static void
erase(GtkWidget *widget, const char *reason)
{
  SilsaPhotoViewer *self = SILSA_PHOTO_VIEWER(widget);

  commit(self);
  gtk_widget_set_sensitive(widget, FALSE);
  silsa_store_erase_evidence_async(self->store, get_evidence(self), reason, erased_cb,
                                   g_object_ref(self));
}

static void
erase_cb(SilsaPhotoViewer *self)
{
  silsa_erase_ask_evidence(GTK_WIDGET(self), erase);
}

/* --- the pane --- */

/* It costs as much as all the rest, and what is pressed may want it at once. */
static SilsaPhotoFactsPane *
get_pane(SilsaPhotoViewer *self)
{
  if (self->pane != NULL)
    return self->pane;
  self->pane = SILSA_PHOTO_FACTS_PANE(silsa_photo_facts_pane_new());
  g_signal_connect_object(self->pane, "shape", G_CALLBACK(shape_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(self->pane, "rub-out", G_CALLBACK(rub_out_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child(self->pane_place, GTK_WIDGET(self->pane));
  if (get_n_photos(self) > 0)
    show_facts(self);
  return self->pane;
}

static gboolean
pane_idle_cb(gpointer data)
{
  SilsaPhotoViewer *self = data;

  self->pane_idle = 0;
  get_pane(self);
  return G_SOURCE_REMOVE;
}

/* --- keys --- */

static const struct {
  guint key;
  int tool;
} tool_keys[] = {{GDK_KEY_v, SILSA_TOOL_POINTER}, {GDK_KEY_a, SILSA_SHAPE_ARROW},
                 {GDK_KEY_b, SILSA_SHAPE_BOX},    {GDK_KEY_t, SILSA_SHAPE_TEXT},
                 {GDK_KEY_n, SILSA_SHAPE_NUMBER}, {GDK_KEY_x, SILSA_SHAPE_BLOCK},
                 {GDK_KEY_u, SILSA_SHAPE_BLUR}};

static gboolean
press_tool(SilsaPhotoViewer *self, guint key)
{
  for (gsize i = 0; i < G_N_ELEMENTS(tool_keys); i++) {
    if (tool_keys[i].key != key || silsa_store_get_read_only(self->store))
      continue;
    if (tool_keys[i].tool != SILSA_TOOL_POINTER)
      back_to_photo(self);
    silsa_picture_canvas_set_tool(get_canvas(self), tool_keys[i].tool);
    gtk_widget_grab_focus(GTK_WIDGET(get_canvas(self)));
    return TRUE;
  }
  return FALSE;
}

/* Where it can be pressed. */
static void
press_toggle(GtkToggleButton *toggle)
{
  if (gtk_widget_get_sensitive(GTK_WIDGET(toggle)) && gtk_widget_get_visible(GTK_WIDGET(toggle)))
    gtk_toggle_button_set_active(toggle, !gtk_toggle_button_get_active(toggle));
}

static gboolean
press_letter(SilsaPhotoViewer *self, guint key)
{
  switch (key) {
  case GDK_KEY_p:
    silsa_photo_facts_pane_toggle(get_pane(self), "persons");
    return TRUE;
  case GDK_KEY_l:
    silsa_photo_facts_pane_toggle(get_pane(self), "restricted");
    return TRUE;
  case GDK_KEY_d:
    press_toggle(self->two);
    return TRUE;
  case GDK_KEY_s:
    press_toggle(self->travels);
    return TRUE;
  default:
    return press_tool(self, key);
  }
}

static gboolean
is_plain(SilsaPhotoViewer *self, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self)));

  return !GTK_IS_TEXT_VIEW(focus) && !GTK_IS_TEXT(focus) &&
         (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0;
}

/* Captured: lists and scrolled windows take these for themselves. */
static gboolean
page_key_cb(SilsaPhotoViewer *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  if ((key != GDK_KEY_Page_Up && key != GDK_KEY_Page_Down) || !is_plain(self, state))
    return FALSE;
  step(self, key == GDK_KEY_Page_Up ? -1 : 1);
  return TRUE;
}

static gboolean
key_cb(SilsaPhotoViewer *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  if (!is_plain(self, state))
    return FALSE;
  if (key == GDK_KEY_F9) {
    adw_overlay_split_view_set_show_sidebar(self->split,
                                            !adw_overlay_split_view_get_show_sidebar(self->split));
    return TRUE;
  }
  if (silsa_picture_canvas_press(get_canvas(self), key, state))
    return TRUE;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right) {
    step(self, key == GDK_KEY_Left ? -1 : 1);
    return TRUE;
  }
  return press_letter(self, gdk_keyval_to_lower(key));
}

/* --- life --- */

/* To dispose of all in one go takes most of a frame, and what one came from is to be seen again. */
static void
let_go_of_child(SilsaPhotoViewer *self)
{
  GtkWidget *child = adw_navigation_page_get_child(ADW_NAVIGATION_PAGE(self));

  if (child == NULL)
    return;
  silsa_farewell_widget(g_object_ref(child));
  silsa_farewell_widget(g_object_ref(GTK_WIDGET(self->strip)));
  for (guint i = 0; i < self->n_stages; i++)
    silsa_farewell_widget(g_object_ref(GTK_WIDGET(self->stages[i])));
  if (self->pane != NULL)
    silsa_farewell_widget(g_object_ref(GTK_WIDGET(self->pane)));
  adw_navigation_page_set_child(ADW_NAVIGATION_PAGE(self), NULL);
}

static void
silsa_photo_viewer_dispose(GObject *object)
{
  SilsaPhotoViewer *self = SILSA_PHOTO_VIEWER(object);

  let_go_of_child(self);
  g_clear_handle_id(&self->idle, g_source_remove);
  g_clear_handle_id(&self->pane_idle, g_source_remove);
  silsa_shape_clear(&self->wanted);
  g_clear_object(&self->store);
  g_clear_object(&self->photos);

  G_OBJECT_CLASS(silsa_photo_viewer_parent_class)->dispose(object);
}

static void
silsa_photo_viewer_class_init(SilsaPhotoViewerClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_photo_viewer_dispose;
}

static void
hiding_cb(SilsaPhotoViewer *self)
{
  commit(self);
}

static void
shown_cb(SilsaPhotoViewer *self)
{
  gtk_widget_grab_focus(GTK_WIDGET(get_canvas(self)));
}

static GtkWidget *
new_button(SilsaPhotoViewer *self, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name(icon);

  silsa_tooltip_prepare(button, words);
  g_signal_connect_object(button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
zoom_in_cb(SilsaPhotoViewer *self)
{
  silsa_picture_canvas_zoom(get_canvas(self), 1.25);
}

static void
zoom_out_cb(SilsaPhotoViewer *self)
{
  silsa_picture_canvas_zoom(get_canvas(self), 1 / 1.25);
}

static void
turn_cb(SilsaPhotoViewer *self)
{
  silsa_picture_canvas_turn(get_canvas(self));
}

static void
add_tool(SilsaPhotoViewer *self, const char *icon, const char *words)
{
  AdwToggle *toggle = adw_toggle_new();

  adw_toggle_set_icon_name(toggle, icon);
  adw_toggle_set_tooltip(toggle, words);
  adw_toggle_group_add(self->tools, toggle);
}

static GtkWidget *
new_tools(SilsaPhotoViewer *self)
{
  static const char *const letters[SILSA_N_SHAPE_KINDS] = {"A", "B", "T", "N", "X", "U"};

  self->tools = ADW_TOGGLE_GROUP(adw_toggle_group_new());
  gtk_widget_set_hexpand(GTK_WIDGET(self->tools), TRUE);
  gtk_widget_set_halign(GTK_WIDGET(self->tools), GTK_ALIGN_CENTER);
  add_tool(self, "silsa-pointer-symbolic", _("Select and move (V)"));
  for (int i = 0; i < SILSA_N_SHAPE_KINDS; i++) {
    g_autofree char *words =
        g_strdup_printf("%s (%s)",
                        i == SILSA_SHAPE_BLOCK  ? _("Block out")
                        : i == SILSA_SHAPE_BLUR ? _("Blur")
                                                : silsa_shape_kind_to_text((SilsaShapeKind)i),
                        letters[i]);

    add_tool(self, silsa_shape_look_get_icon((SilsaShapeKind)i), words);
  }
  adw_toggle_group_set_active(self->tools, 0);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->tools), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("What the mouse draws"), -1);
  g_signal_connect_object(self->tools, "notify::active", G_CALLBACK(tool_chosen_cb), self,
                          G_CONNECT_SWAPPED);
  return GTK_WIDGET(self->tools);
}

static GtkWidget *
new_toggle(const char *icon, const char *words)
{
  GtkWidget *button = gtk_toggle_button_new();

  gtk_button_set_icon_name(GTK_BUTTON(button), icon);
  silsa_tooltip_prepare(button, words);
  return button;
}

static void
pack_view_buttons(SilsaPhotoViewer *self, AdwHeaderBar *header)
{
  GtkWidget *sidebar = new_toggle("sidebar-show-right-symbolic", _("Facts and captions (F9)"));

  self->two = GTK_TOGGLE_BUTTON(new_toggle("view-dual-symbolic", _("Two side by side (D)")));
  g_signal_connect_object(self->two, "toggled", G_CALLBACK(two_cb), self, G_CONNECT_SWAPPED);
  self->erase = new_button(self, "user-trash-symbolic", _("Erase for Good…"), G_CALLBACK(erase_cb));
  adw_header_bar_pack_end(header, sidebar);
  adw_header_bar_pack_end(header, self->erase);
  adw_header_bar_pack_end(header, GTK_WIDGET(self->two));
  self->travels =
      GTK_TOGGLE_BUTTON(new_toggle("silsa-handin-symbolic", _("As it travels in the package (S)")));
  g_signal_connect_object(self->travels, "toggled", G_CALLBACK(travels_cb), self,
                          G_CONNECT_SWAPPED);
  adw_header_bar_pack_end(header, GTK_WIDGET(self->travels));
  self->turn =
      new_button(self, "object-rotate-right-symbolic", _("Turn the view (R)"), G_CALLBACK(turn_cb));
  self->zooms[0] = new_button(self, "zoom-in-symbolic", _("Closer (+)"), G_CALLBACK(zoom_in_cb));
  self->zooms[1] =
      new_button(self, "zoom-out-symbolic", _("Further away (−)"), G_CALLBACK(zoom_out_cb));
  self->undo = gtk_button_new_from_icon_name("edit-undo-symbolic");
  silsa_tooltip_prepare(self->undo, _("Undo"));
  gtk_actionable_set_action_name(GTK_ACTIONABLE(self->undo), "win.undo");
  adw_header_bar_pack_end(header, self->turn);
  adw_header_bar_pack_end(header, self->zooms[0]);
  adw_header_bar_pack_end(header, self->zooms[1]);
  adw_header_bar_pack_end(header, self->undo);
  g_object_bind_property(self->split, "show-sidebar", sidebar, "active",
                         G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static GtkLabel *
new_title_label(const char *class_name)
{
  GtkLabel *label = GTK_LABEL(gtk_label_new(""));

  gtk_label_set_xalign(label, 0);
  gtk_label_set_ellipsize(label, PANGO_ELLIPSIZE_END);
  silsa_tooltip_follow_label(label);
  gtk_widget_add_css_class(GTK_WIDGET(label), class_name);
  return label;
}

/* As in the window below: the name, then what is to be known of it and of saving. */
static GtkWidget *
new_titles(SilsaPhotoViewer *self)
{
  GtkWidget *titles = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = new_title_label("heading");
  self->place = new_title_label("caption");
  self->save = SILSA_SAVE_LABEL(silsa_save_label_new());
  gtk_widget_add_css_class(GTK_WIDGET(self->place), "dimmed");
  gtk_widget_add_css_class(GTK_WIDGET(self->place), "numeric");
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(self->place));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(self->save));
  gtk_box_append(GTK_BOX(titles), GTK_WIDGET(self->title));
  gtk_box_append(GTK_BOX(titles), line);
  gtk_widget_set_valign(titles, GTK_ALIGN_CENTER);
  return titles;
}

static GtkWidget *
new_header(SilsaPhotoViewer *self)
{
  self->header = ADW_HEADER_BAR(adw_header_bar_new());
  adw_header_bar_set_title_widget(self->header, new_tools(self));
  adw_header_bar_pack_start(self->header, new_titles(self));
  pack_view_buttons(self, self->header);
  return GTK_WIDGET(self->header);
}

/* For what has no room in the header. */
static GtkWidget *
new_tool_bar(SilsaPhotoViewer *self)
{
  GtkWidget *bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

  self->tool_bar = GTK_BOX(bar);
  gtk_widget_add_css_class(bar, "toolbar");
  gtk_widget_set_visible(bar, FALSE);
  return bar;
}

static GtkWidget *
new_stages(SilsaPhotoViewer *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_box_set_homogeneous(GTK_BOX(box), TRUE);
  gtk_widget_set_margin_start(box, 14);
  gtk_widget_set_margin_end(box, 14);
  gtk_widget_set_margin_top(box, 4);
  gtk_widget_set_margin_bottom(box, 10);
  self->stage_box = GTK_BOX(box);
  add_stage(self);
  return box;
}

static GtkWidget *
new_step(SilsaPhotoViewer *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = new_button(self, icon, name, callback);

  gtk_widget_add_css_class(button, "flat");
  gtk_widget_add_css_class(button, "circular");
  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  g_object_bind_property(self->strip, "visible", button, "visible", G_BINDING_SYNC_CREATE);
  return button;
}

/* The steps are here and not in the header, where one of them looked like the way back. */
static GtkWidget *
new_foot(SilsaPhotoViewer *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

  self->strip = SILSA_PHOTO_STRIP(silsa_photo_strip_new());
  gtk_widget_set_hexpand(GTK_WIDGET(self->strip), TRUE);
  g_signal_connect_object(self->strip, "chosen", G_CALLBACK(chosen_cb), self, G_CONNECT_SWAPPED);
  self->previous = new_step(self, "go-previous-symbolic", _("Previous"), G_CALLBACK(previous_cb));
  self->next = new_step(self, "go-next-symbolic", _("Next"), G_CALLBACK(next_cb));
  gtk_box_append(GTK_BOX(box), self->previous);
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->strip));
  gtk_box_append(GTK_BOX(box), self->next);
  gtk_widget_set_margin_start(box, 14);
  gtk_widget_set_margin_end(box, 14);
  gtk_widget_set_margin_bottom(box, 10);
  return box;
}

static GtkWidget *
new_content(SilsaPhotoViewer *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append(GTK_BOX(box), new_stages(self));
  gtk_box_append(GTK_BOX(box), new_foot(self));
  self->pane_place = ADW_BIN(adw_bin_new());
  self->split = ADW_OVERLAY_SPLIT_VIEW(adw_overlay_split_view_new());
  adw_overlay_split_view_set_sidebar_position(self->split, GTK_PACK_END);
  adw_overlay_split_view_set_min_sidebar_width(self->split, 300);
  adw_overlay_split_view_set_max_sidebar_width(self->split, 340);
  adw_overlay_split_view_set_content(self->split, box);
  adw_overlay_split_view_set_sidebar(self->split, GTK_WIDGET(self->pane_place));
  return GTK_WIDGET(self->split);
}

/* What has a key as well gives way first, and in all of them. */
static AdwBreakpoint *
add_breakpoint(SilsaPhotoViewer *self, AdwBreakpointBin *bin, const char *condition)
{
  AdwBreakpoint *added = adw_breakpoint_new(adw_breakpoint_condition_parse(condition));

  adw_breakpoint_add_setters(added, G_OBJECT(self->zooms[0]), "visible", FALSE,
                             G_OBJECT(self->zooms[1]), "visible", FALSE, G_OBJECT(self->turn),
                             "visible", FALSE, NULL);
  adw_breakpoint_bin_add_breakpoint(bin, added);
  return added;
}

static void
show_tool_bar(SilsaPhotoViewer *self)
{
  gboolean below = gtk_widget_get_parent(GTK_WIDGET(self->tools)) == GTK_WIDGET(self->tool_bar);

  adw_header_bar_set_show_title(self->header, !below);
  gtk_widget_set_visible(GTK_WIDGET(self->tool_bar),
                         below && gtk_widget_get_visible(GTK_WIDGET(self->tools)));
}

/* Whoever has a tablet has no keys to draw by. */
static void
put_tools_below(SilsaPhotoViewer *self)
{
  g_autoptr(GtkWidget) tools = g_object_ref(GTK_WIDGET(self->tools));
  g_autoptr(GtkWidget) undo = g_object_ref(self->undo);

  adw_header_bar_set_title_widget(self->header, NULL);
  adw_header_bar_remove(self->header, undo);
  gtk_box_append(self->tool_bar, tools);
  gtk_box_append(self->tool_bar, undo);
  show_tool_bar(self);
}

static void
put_tools_back(SilsaPhotoViewer *self)
{
  g_autoptr(GtkWidget) tools = g_object_ref(GTK_WIDGET(self->tools));
  g_autoptr(GtkWidget) undo = g_object_ref(self->undo);

  gtk_box_remove(self->tool_bar, tools);
  gtk_box_remove(self->tool_bar, undo);
  adw_header_bar_set_title_widget(self->header, tools);
  adw_header_bar_pack_end(self->header, undo);
  show_tool_bar(self);
}

static AdwBreakpoint *
add_narrow_breakpoint(SilsaPhotoViewer *self, AdwBreakpointBin *bin, const char *condition)
{
  AdwBreakpoint *added = add_breakpoint(self, bin, condition);

  adw_breakpoint_add_setters(added, G_OBJECT(self->split), "collapsed", TRUE, NULL);
  g_signal_connect_object(added, "apply", G_CALLBACK(put_tools_below), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(added, "unapply", G_CALLBACK(put_tools_back), self, G_CONNECT_SWAPPED);
  return added;
}

/* The pane needs more room with larger text; buttons do not. The last that holds counts. */
static void
add_breakpoints(SilsaPhotoViewer *self, AdwBreakpointBin *bin)
{
  AdwBreakpoint *folded, *least;

  add_breakpoint(self, bin, "max-width: 959px");
  folded = add_breakpoint(self, bin, "max-width: 759sp");
  adw_breakpoint_add_setters(folded, G_OBJECT(self->split), "collapsed", TRUE, NULL);
  add_narrow_breakpoint(self, bin, "max-width: 759px");
  least = add_narrow_breakpoint(self, bin, "max-width: 419px");
  adw_breakpoint_add_setters(least, G_OBJECT(self->two), "visible", FALSE, NULL);
}

static void
add_keys(SilsaPhotoViewer *self, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new();
  GtkEventController *page_keys = gtk_event_controller_key_new();

  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(widget, keys); /* before Escape leaves the page */
  gtk_event_controller_set_propagation_phase(page_keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(page_keys, "key-pressed", G_CALLBACK(page_key_cb), self);
  gtk_widget_add_controller(widget, page_keys);
}

static void
silsa_photo_viewer_init(SilsaPhotoViewer *self)
{
  GtkWidget *view = adw_toolbar_view_new();
  GtkWidget *bin = adw_breakpoint_bin_new();

  self->demonstration = gtk_label_new(_("Demonstration material: nothing here is real"));
  gtk_label_set_ellipsize(GTK_LABEL(self->demonstration), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class(self->demonstration, "demonstration");
  adw_toolbar_view_set_content(ADW_TOOLBAR_VIEW(view), new_content(self));
  adw_toolbar_view_add_top_bar(ADW_TOOLBAR_VIEW(view), new_header(self));
  adw_toolbar_view_add_top_bar(ADW_TOOLBAR_VIEW(view), self->demonstration);
  adw_toolbar_view_add_bottom_bar(ADW_TOOLBAR_VIEW(view), new_tool_bar(self));
  gtk_widget_set_size_request(bin, 300, 300);
  adw_breakpoint_bin_set_child(ADW_BREAKPOINT_BIN(bin), view);
  add_breakpoints(self, ADW_BREAKPOINT_BIN(bin));
  add_keys(self, view);
  adw_navigation_page_set_child(ADW_NAVIGATION_PAGE(self), bin);
  adw_navigation_page_set_title(ADW_NAVIGATION_PAGE(self), _("Photo"));
  g_signal_connect(self, "shown", G_CALLBACK(shown_cb), NULL);
  g_signal_connect(self, "hiding", G_CALLBACK(hiding_cb), NULL);
}

static void
set_editable(SilsaPhotoViewer *self, gboolean editable)
{
  gtk_widget_set_visible(self->erase, editable);
  gtk_widget_set_visible(GTK_WIDGET(self->tools), editable);
  gtk_widget_set_visible(self->undo, editable);
  show_tool_bar(self);
  for (guint i = 0; i < self->n_stages; i++)
    silsa_picture_canvas_set_editable(silsa_photo_stage_get_canvas(self->stages[i]), editable);
}

/* What a package holds has travelled already. */
static gboolean
is_package(GtkWidget *widget)
{
  GtkRoot *window = gtk_widget_get_root(widget);

  return SILSA_IS_ASSESSMENT_WINDOW(window) &&
         silsa_assessment_window_get_package(SILSA_ASSESSMENT_WINDOW(window)) != NULL;
}

/* Takes @photos. */
static SilsaPhotoViewer *
push(SilsaStore *store, GListStore *photos, guint position, GtkWidget *parent)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  SilsaPhotoViewer *self = g_object_new(SILSA_TYPE_PHOTO_VIEWER, NULL);
  GtkWidget *navigation = gtk_widget_get_ancestor(parent, ADW_TYPE_NAVIGATION_VIEW);

  self->store = g_object_ref(store);
  self->photos = photos;
  self->positions[0] = position;
  set_editable(self, !silsa_store_get_read_only(store));
  gtk_widget_set_visible(GTK_WIDGET(self->travels), !is_package(parent));
  gtk_widget_set_visible(
      self->demonstration,
      g_strcmp0(silsa_assessment_get_case(assessment)->purpose, "demonstration") == 0);
  silsa_save_label_set_store(self->save, store);
  silsa_photo_strip_set_photos(self->strip, store, G_LIST_MODEL(photos));
  g_signal_connect_object(assessment, "changed", G_CALLBACK(changed_cb), self, G_CONNECT_SWAPPED);
  show_stage(self, 0);
  show_active(self);
  self->pane_idle = g_idle_add(pane_idle_cb, self);
  adw_navigation_view_push(ADW_NAVIGATION_VIEW(navigation), ADW_NAVIGATION_PAGE(self));
  return self;
}

SilsaPhotoViewer *
silsa_photo_viewer_push(SilsaStore *store, SilsaAnswer *answer, gint64 evidence, GtkWidget *parent)
{
  g_autoptr(GArray) uses = NULL;
  GListStore *photos = g_list_store_new(SILSA_TYPE_EVIDENCE);
  guint position = 0;

  g_return_val_if_fail(SILSA_IS_STORE(store), NULL);
  g_return_val_if_fail(SILSA_IS_ANSWER(answer), NULL);

  uses = silsa_answer_get_uses(answer);
  for (guint i = 0; i < uses->len; i++) {
    SilsaEvidence *one = silsa_assessment_find_evidence(silsa_store_get_assessment(store),
                                                        g_array_index(uses, SilsaUse, i).evidence);

    if (one == NULL || g_list_store_find(photos, one, NULL))
      continue; /* it stands for two checks */
    if (silsa_evidence_get_id(one) == evidence)
      position = g_list_model_get_n_items(G_LIST_MODEL(photos));
    g_list_store_append(photos, one);
  }
  return push(store, photos, position, parent);
}

SilsaPhotoViewer *
silsa_photo_viewer_push_list(SilsaStore *store, GListModel *list, guint position, GtkWidget *parent)
{
  GListStore *photos;
  g_autoptr(GPtrArray) all = g_ptr_array_new();

  g_return_val_if_fail(SILSA_IS_STORE(store), NULL);
  g_return_val_if_fail(position < g_list_model_get_n_items(list), NULL);

  for (guint i = 0; i < g_list_model_get_n_items(list); i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(list, i);

    g_ptr_array_add(all, silsa_photo_item_get_evidence(item)); /* which the list keeps */
  }
  photos = g_list_store_new(SILSA_TYPE_EVIDENCE);
  g_list_store_splice(photos, 0, 0, all->pdata, all->len);
  return push(store, photos, position, parent);
}

gint64
silsa_photo_viewer_get_evidence(SilsaPhotoViewer *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_VIEWER(self), 0);
  return get_evidence(self);
}
