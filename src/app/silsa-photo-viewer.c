#include "silsa-photo-viewer.h"

#include "silsa-erase-dialog.h"
#include "silsa-error.h"
#include "silsa-evidence-uses.h"
#include "silsa-fact-text.h"
#include "silsa-picture.h"
#include "silsa-thumbnail-picture.h"

#include <glib/gi18n.h>

#define SILSA_TYPE_PHOTO_VIEWER (silsa_photo_viewer_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoViewer, silsa_photo_viewer, SILSA, PHOTO_VIEWER, AdwDialog)

struct _SilsaPhotoViewer {
  AdwDialog parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  GArray *uses; /* of SilsaUse; ids and checks only, captions are read afresh */
  guint position;
  GCancellable *cancellable;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkPicture *picture;
  AdwStatusPage *status;
  GtkLabel *facts;
  SilsaFactText *caption;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *erase;
};

G_DEFINE_FINAL_TYPE(SilsaPhotoViewer, silsa_photo_viewer, ADW_TYPE_DIALOG)

static void
loaded_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = silsa_texture_load_finish(result, &error);
  SilsaPhotoViewer *self = user_data;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another picture is wanted by now, or the viewer is gone */
  if (texture == NULL) {
    g_autofree char *sentence = silsa_error_explain(error);

    adw_status_page_set_description(self->status, sentence);
    gtk_stack_set_visible_child_name(self->stack, "document");
    return;
  }
  gtk_picture_set_paintable(self->picture, GDK_PAINTABLE(texture));
  gtk_stack_set_visible_child_name(self->stack, "picture");
}

static char *
describe(const SilsaEvidenceFacts *facts)
{
  g_autofree char *size = g_format_size(facts->size);
  GString *text = g_string_new(NULL);

  g_string_append_printf(text, "%s · %s", facts->name, size);
  if (facts->width > 0)
    g_string_append_printf(text, " · %d × %d", facts->width, facts->height);
  if (facts->captured != NULL)
    g_string_append_printf(text, _(" · taken %s (clock of the camera)"), facts->captured);
  if (facts->device != NULL)
    g_string_append_printf(text, " · %s", facts->device);
  g_string_append_printf(text, "\nSHA-256 %s", facts->sha256);
  return g_string_free(text, FALSE);
}

static void
show_current(SilsaPhotoViewer *self)
{
  const SilsaUse *use = &g_array_index(self->uses, SilsaUse, self->position);
  SilsaEvidence *evidence =
      silsa_assessment_find_evidence(silsa_store_get_assessment(self->store), use->evidence);
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autofree char *words = describe(facts);
  g_autofree char *count = g_strdup_printf("%u / %u", self->position + 1, self->uses->len);
  g_autofree char *field =
      use->check != NULL ? g_strdup_printf("use:%" G_GINT64_FORMAT ":%s", facts->id, use->check)
                         : g_strdup_printf("use:%" G_GINT64_FORMAT, facts->id);

  g_cancellable_cancel(self->cancellable);
  g_object_unref(self->cancellable);
  self->cancellable = g_cancellable_new();
  adw_window_title_set_title(self->title, facts->name);
  adw_window_title_set_subtitle(self->title, count);
  gtk_label_set_text(self->facts, words);
  gtk_widget_set_visible(GTK_WIDGET(self->caption), self->answer != NULL);
  if (self->answer != NULL)
    silsa_fact_text_bind(self->caption, self->store, silsa_answer_get_code(self->answer), field,
                         "caption");
  gtk_widget_set_visible(self->erase, !silsa_store_get_read_only(self->store));
  gtk_widget_set_sensitive(self->previous, self->position > 0);
  gtk_widget_set_sensitive(self->next, self->position + 1 < self->uses->len);

  if (silsa_evidence_is_picture(evidence)) {
    gtk_stack_set_visible_child_name(self->stack, "loading");
    silsa_texture_load_async(self->store, facts->id, SILSA_PICTURE_RENDITION_SIZE,
                             self->cancellable, loaded_cb, self);
  } else {
    adw_status_page_set_description(self->status, facts->media_type);
    gtk_stack_set_visible_child_name(self->stack, "document");
  }
}

static void
step(SilsaPhotoViewer *self, int by)
{
  gint64 wanted = (gint64)self->position + by;

  if (wanted < 0 || wanted >= self->uses->len)
    return;
  self->position = (guint)wanted;
  show_current(self);
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

/* Unlike taking out, which leaves it to be put back. What is shown is gone, and the viewer with it.
 */
static void
erase(GtkWidget *widget, const char *reason)
{
  SilsaPhotoViewer *self = SILSA_PHOTO_VIEWER(widget);
  gint64 id = g_array_index(self->uses, SilsaUse, self->position).evidence;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  AdwDialog *dialog;

  silsa_fact_text_commit(self->caption);
  if (silsa_store_erase_evidence(self->store, id, reason, &error)) {
    adw_dialog_force_close(ADW_DIALOG(self));
    return;
  }
  sentence = silsa_error_explain(error);
  dialog = adw_alert_dialog_new(_("Not Erased"), sentence);
  adw_alert_dialog_add_response(ADW_ALERT_DIALOG(dialog), "close", _("_Close"));
  adw_dialog_present(dialog, widget);
}

static void
erase_cb(SilsaPhotoViewer *self)
{
  silsa_erase_ask_evidence(GTK_WIDGET(self), erase);
}

static gboolean
key_cb(SilsaPhotoViewer *self, guint key)
{
  GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self)));

  if (GTK_IS_TEXT_VIEW(focus) || (key != GDK_KEY_Left && key != GDK_KEY_Right))
    return FALSE;
  step(self, key == GDK_KEY_Left ? -1 : 1);
  return TRUE;
}

static void
silsa_photo_viewer_dispose(GObject *object)
{
  SilsaPhotoViewer *self = SILSA_PHOTO_VIEWER(object);

  g_cancellable_cancel(self->cancellable);
  if (self->caption != NULL)
    silsa_fact_text_commit(self->caption);
  self->caption = NULL;
  g_clear_object(&self->cancellable);
  g_clear_object(&self->store);
  g_clear_object(&self->answer);
  g_clear_pointer(&self->uses, g_array_unref);

  G_OBJECT_CLASS(silsa_photo_viewer_parent_class)->dispose(object);
}

static void
silsa_photo_viewer_class_init(SilsaPhotoViewerClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_photo_viewer_dispose;
}

static GtkWidget *
new_step_button(SilsaPhotoViewer *self, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name(icon);

  gtk_widget_set_tooltip_text(button, words);
  g_signal_connect_object(button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_stage(SilsaPhotoViewer *self)
{
  self->stack = GTK_STACK(gtk_stack_new());
  self->picture = GTK_PICTURE(gtk_picture_new());
  self->status = ADW_STATUS_PAGE(adw_status_page_new());
  adw_status_page_set_icon_name(self->status, "text-x-generic-symbolic");
  adw_status_page_set_title(self->status, _("No Picture to Show"));
  gtk_stack_add_named(self->stack, adw_spinner_new(), "loading");
  gtk_stack_add_named(self->stack, GTK_WIDGET(self->picture), "picture");
  gtk_stack_add_named(self->stack, GTK_WIDGET(self->status), "document");
  gtk_widget_set_vexpand(GTK_WIDGET(self->stack), TRUE);
  return GTK_WIDGET(self->stack);
}

static void
silsa_photo_viewer_init(SilsaPhotoViewer *self)
{
  GtkWidget *view = adw_toolbar_view_new();
  GtkWidget *header = adw_header_bar_new();
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 10);
  GtkEventController *keys = gtk_event_controller_key_new();

  self->cancellable = g_cancellable_new();
  self->title = ADW_WINDOW_TITLE(adw_window_title_new("", ""));
  self->previous =
      new_step_button(self, "go-previous-symbolic", _("Previous"), G_CALLBACK(previous_cb));
  self->next = new_step_button(self, "go-next-symbolic", _("Next"), G_CALLBACK(next_cb));
  adw_header_bar_set_title_widget(ADW_HEADER_BAR(header), GTK_WIDGET(self->title));
  adw_header_bar_pack_start(ADW_HEADER_BAR(header), self->previous);
  adw_header_bar_pack_start(ADW_HEADER_BAR(header), self->next);
  self->erase =
      new_step_button(self, "user-trash-symbolic", _("Erase for Good…"), G_CALLBACK(erase_cb));
  adw_header_bar_pack_end(ADW_HEADER_BAR(header), self->erase);
  self->caption =
      SILSA_FACT_TEXT(silsa_fact_text_new(_("Caption"), _("What is to be seen, and where")));
  self->facts = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_xalign(self->facts, 0);
  gtk_label_set_wrap(self->facts, TRUE);
  gtk_label_set_wrap_mode(self->facts, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable(self->facts, TRUE);
  gtk_widget_add_css_class(GTK_WIDGET(self->facts), "small");
  gtk_widget_add_css_class(GTK_WIDGET(self->facts), "soft");
  gtk_box_append(GTK_BOX(box), new_stage(self));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->caption));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->facts));
  gtk_widget_set_margin_start(box, 14);
  gtk_widget_set_margin_end(box, 14);
  gtk_widget_set_margin_bottom(box, 14);
  adw_toolbar_view_add_top_bar(ADW_TOOLBAR_VIEW(view), header);
  adw_toolbar_view_set_content(ADW_TOOLBAR_VIEW(view), box);
  adw_dialog_set_child(ADW_DIALOG(self), view);
  adw_dialog_set_content_width(ADW_DIALOG(self), 1000);
  adw_dialog_set_content_height(ADW_DIALOG(self), 800);

  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
}

static GArray *
copy_uses(SilsaAnswer *answer)
{
  GArray *uses = silsa_answer_get_uses(answer);
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);

  /* The check's code is borrowed from the catalogue, which outlives the viewer. */
  for (guint i = 0; i < uses->len; i++) {
    SilsaUse *use = &g_array_index(uses, SilsaUse, i);

    use->caption = NULL;
    if (use->check != NULL)
      use->check = indicator->checks[silsa_indicator_find_check(indicator, use->check)].code;
  }
  return uses;
}

void
silsa_photo_viewer_present(SilsaStore *store,
                           SilsaAnswer *answer,
                           gint64 evidence,
                           GtkWidget *parent)
{
  SilsaPhotoViewer *self;

  g_return_if_fail(SILSA_IS_STORE(store));
  g_return_if_fail(SILSA_IS_ANSWER(answer));

  self = g_object_new(SILSA_TYPE_PHOTO_VIEWER, NULL);
  self->store = g_object_ref(store);
  self->answer = g_object_ref(answer);
  self->uses = copy_uses(answer);
  for (guint i = 0; i < self->uses->len; i++) {
    if (g_array_index(self->uses, SilsaUse, i).evidence == evidence) {
      self->position = i;
      break;
    }
  }
  show_current(self);
  adw_dialog_present(ADW_DIALOG(self), parent);
}

void
silsa_photo_viewer_present_photo(SilsaStore *store, gint64 evidence, GtkWidget *parent)
{
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(silsa_store_get_assessment(store));
  const GArray *own = silsa_evidence_uses_find(uses, evidence);
  SilsaPhotoViewer *self;
  SilsaUse use = {.evidence = evidence};

  if (own != NULL) {
    silsa_photo_viewer_present(store, g_array_index(own, SilsaEvidenceUse, 0).answer, evidence,
                               parent);
    return;
  }
  self = g_object_new(SILSA_TYPE_PHOTO_VIEWER, NULL);
  self->store = g_object_ref(store);
  self->uses = g_array_new(FALSE, FALSE, sizeof(SilsaUse));
  g_array_append_val(self->uses, use);
  show_current(self);
  adw_dialog_present(ADW_DIALOG(self), parent);
}
