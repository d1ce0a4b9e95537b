#include "silsa-photo-stage.h"

#include "silsa-error.h"
#include "silsa-media-type.h"
#include "silsa-picture.h"
#include "silsa-rendition.h"
#include "silsa-thumbnail-picture.h"
#include "silsa-travelling-card.h"

#include <glib/gi18n.h>

/* Every pixel of a telephone's picture, and a bound for the memory of larger ones. */
#define DETAIL_SIZE 8192

struct _SilsaPhotoStage {
  AdwBin parent_instance;

  SilsaStore *store;
  gint64 evidence;
  GCancellable *cancellable;
  gboolean wants_detail; /* and it is on its way, or refused */
  gboolean travels; /* what a package would carry is shown */
  SilsaTravelling *asked; /* for which copy, while it travels */
  SilsaTravelling *travelling; /* the same once it is made, or NULL */

  SilsaPictureCanvas
      *canvas; /* always there: it keeps the focus while others come and go over it */
  GtkWidget *spinner;
  GtkOverlay *overlay;
  AdwStatusPage *status; /* over it; made when there is no picture, NULL until then */
};

enum { TRAVELLING_MADE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPhotoStage, silsa_photo_stage, ADW_TYPE_BIN)

static void
show_reason(SilsaPhotoStage *self, const char *title, const char *sentence)
{
  if (self->status == NULL) {
    self->status = ADW_STATUS_PAGE(adw_status_page_new());
    adw_status_page_set_icon_name(self->status, "text-x-generic-symbolic");
    gtk_overlay_add_overlay(self->overlay, GTK_WIDGET(self->status));
  }
  adw_status_page_set_title(self->status, title);
  adw_status_page_set_description(self->status, sentence);
  silsa_picture_canvas_begin(self->canvas, 0, 0);
  gtk_widget_set_visible(self->spinner, FALSE);
  gtk_widget_set_visible(GTK_WIDGET(self->status), TRUE);
}

/* Those of the copy, where one travels. */
static void
load_pixels(SilsaPhotoStage *self, guint max_size, GAsyncReadyCallback callback)
{
  GBytes *copy = self->travelling != NULL ? self->travelling->copy : NULL;

  if (copy != NULL)
    silsa_pixels_decode_async(copy, max_size, self->cancellable, callback, self);
  else
    silsa_pixels_load_async(self->store, self->evidence, max_size, self->cancellable, callback,
                            self);
}

/* What is there already stays when more of it is refused. */
static void
detail_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPixels) pixels = silsa_pixels_load_finish(result, NULL);
  SilsaPhotoStage *self = user_data;

  if (pixels != NULL)
    silsa_picture_canvas_set_detail(self->canvas, pixels);
}

static void
view_changed_cb(SilsaPhotoStage *self)
{
  if (self->wants_detail || self->cancellable == NULL ||
      !silsa_picture_canvas_wants_detail(self->canvas))
    return;
  self->wants_detail = TRUE;
  load_pixels(self, DETAIL_SIZE, detail_cb);
}

static void
pixels_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaPixels) pixels = silsa_pixels_load_finish(result, &error);
  g_autofree char *sentence = NULL;
  SilsaPhotoStage *self = user_data;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another picture is wanted by now, or the stage is gone */
  if (pixels == NULL) {
    sentence = silsa_error_explain(error);
    show_reason(self, _("No Picture to Show"), sentence);
    return;
  }
  silsa_picture_canvas_set_pixels(self->canvas, pixels);
  gtk_widget_set_visible(self->spinner, FALSE);
  view_changed_cb(self);
}

static void
thumbnail_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = silsa_texture_load_finish(result, &error);
  SilsaPhotoStage *self = user_data;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || texture == NULL)
    return;
  silsa_picture_canvas_set_preview(self->canvas, texture);
  gtk_widget_set_visible(self->spinner, FALSE);
}

static SilsaEvidence *
find_evidence(SilsaPhotoStage *self)
{
  return self->store != NULL ? silsa_assessment_find_evidence(
                                   silsa_store_get_assessment(self->store), self->evidence)
                             : NULL;
}

void
silsa_photo_stage_refresh(SilsaPhotoStage *self)
{
  g_return_if_fail(SILSA_IS_PHOTO_STAGE(self));

  if (self->store != NULL && !self->travels)
    silsa_picture_canvas_set_shapes(
        self->canvas, silsa_shapes_new(silsa_store_get_assessment(self->store), self->evidence));
}

/* What came as a picture and could not be shown is looked at again: it says why. */
static gboolean
may_be_picture(SilsaEvidence *evidence)
{
  return silsa_evidence_is_picture(evidence) ||
         g_str_equal(silsa_evidence_get_facts(evidence)->media_type, SILSA_MEDIA_TYPE_OPAQUE);
}

/* --- the photo --- */

/* Why a package has no bytes of it; NULL: it has. */
static const char *
find_withheld(SilsaPhotoStage *self)
{
  const char *why =
      silsa_evidence_get_fact(silsa_store_get_assessment(self->store), self->evidence, "withheld");

  if (g_strcmp0(why, SILSA_WITHHELD_RESTRICTED) == 0)
    return _("It is restricted: the package names its digest only.");
  return why != NULL
             ? _("What had to be hidden on it could not be: the package names its digest only.")
             : NULL;
}

static void
load(SilsaPhotoStage *self, SilsaEvidence *shown)
{
  const char *withheld = find_withheld(self);

  if (withheld != NULL) {
    show_reason(self, _("Not in the Package"), withheld);
    return;
  }
  if (!may_be_picture(shown)) {
    show_reason(self, _("No Picture to Show"), silsa_evidence_get_facts(shown)->media_type);
    return;
  }
  gtk_widget_set_visible(self->spinner, TRUE);
  if (silsa_evidence_is_picture(shown))
    silsa_texture_load_async(self->store, self->evidence, 0, self->cancellable, thumbnail_cb, self);
  load_pixels(self, SILSA_PICTURE_RENDITION_SIZE, pixels_cb);
}

/* --- what travels instead --- */

static void
show_travelling(SilsaPhotoStage *self)
{
  const SilsaTravelling *made = self->travelling;
  g_autofree char *reason = silsa_travelling_dup_reason(made);

  if (reason != NULL) {
    show_reason(self, _("Not in the Package"), reason);
    return;
  }
  if (made->copy == NULL) {
    load(self, made->evidence);
    return;
  }
  silsa_picture_canvas_replace(self->canvas, (int)made->width, (int)made->height);
  load_pixels(self, SILSA_PICTURE_RENDITION_SIZE, pixels_cb);
}

static void
made_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaTravelling) made = silsa_travelling_make_finish(result, &error);
  g_autofree char *sentence = NULL;
  SilsaPhotoStage *self = user_data;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (made == NULL) {
    sentence = silsa_error_explain(error);
    show_reason(self, _("No Picture to Show"), sentence);
    g_clear_pointer(&self->asked, silsa_travelling_free);
  } else {
    self->travelling = g_steal_pointer(&made);
    show_travelling(self);
  }
  g_signal_emit(self, signals[TRAVELLING_MADE], 0);
}

/* Nothing is seen until it is there: the photo itself must not be taken for it. */
static void
make_travelling(SilsaPhotoStage *self, SilsaEvidence *shown)
{
  gtk_widget_set_visible(self->spinner, TRUE);
  silsa_picture_canvas_set_shapes(self->canvas, silsa_shapes_new_empty());
  self->asked = silsa_travelling_new(self->store, shown);
  silsa_travelling_make_async(self->store, shown, self->cancellable, made_cb, self);
}

/* --- both --- */

static void
stop(SilsaPhotoStage *self)
{
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_pointer(&self->asked, silsa_travelling_free);
  g_clear_pointer(&self->travelling, silsa_travelling_free);
  self->wants_detail = FALSE;
}

/* The canvas has the place for it. */
static void
fill(SilsaPhotoStage *self, SilsaEvidence *shown)
{
  gtk_widget_set_visible(self->spinner, FALSE);
  if (self->status != NULL)
    gtk_widget_set_visible(GTK_WIDGET(self->status), FALSE);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 silsa_evidence_get_facts(shown)->name, -1);
  self->cancellable = g_cancellable_new();
  silsa_photo_stage_refresh(self);
  if (self->travels)
    make_travelling(self, shown);
  else
    load(self, shown);
}

void
silsa_photo_stage_show(SilsaPhotoStage *self, SilsaStore *store, gint64 evidence)
{
  SilsaEvidence *shown;

  g_return_if_fail(SILSA_IS_PHOTO_STAGE(self));

  stop(self);
  g_set_object(&self->store, store);
  self->evidence = evidence;
  shown = find_evidence(self);
  if (shown == NULL) {
    silsa_picture_canvas_begin(self->canvas, 0, 0);
    return;
  }
  silsa_picture_canvas_begin(self->canvas, silsa_evidence_get_facts(shown)->width,
                             silsa_evidence_get_facts(shown)->height);
  fill(self, shown);
}

/* The same one, otherwise. */
static void
show_again(SilsaPhotoStage *self)
{
  SilsaEvidence *shown = find_evidence(self);

  if (shown == NULL)
    return;
  stop(self);
  silsa_picture_canvas_replace(self->canvas, silsa_evidence_get_facts(shown)->width,
                               silsa_evidence_get_facts(shown)->height);
  fill(self, shown);
}

void
silsa_photo_stage_set_travels(SilsaPhotoStage *self, gboolean travels)
{
  g_return_if_fail(SILSA_IS_PHOTO_STAGE(self));

  if (self->travels == travels)
    return;
  self->travels = travels;
  show_again(self);
}

void
silsa_photo_stage_renew(SilsaPhotoStage *self)
{
  g_return_if_fail(SILSA_IS_PHOTO_STAGE(self));

  if (self->asked != NULL && !silsa_travelling_holds(self->asked))
    show_again(self);
}

gboolean
silsa_photo_stage_is_making(SilsaPhotoStage *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_STAGE(self), FALSE);
  return self->asked != NULL && self->travelling == NULL;
}

const SilsaTravelling *
silsa_photo_stage_get_travelling(SilsaPhotoStage *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_STAGE(self), NULL);
  return self->travelling;
}

gint64
silsa_photo_stage_get_evidence(SilsaPhotoStage *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_STAGE(self), 0);
  return self->evidence;
}

SilsaPictureCanvas *
silsa_photo_stage_get_canvas(SilsaPhotoStage *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_STAGE(self), NULL);
  return self->canvas;
}

static void
silsa_photo_stage_dispose(GObject *object)
{
  SilsaPhotoStage *self = SILSA_PHOTO_STAGE(object);

  stop(self);
  g_clear_object(&self->store);
  G_OBJECT_CLASS(silsa_photo_stage_parent_class)->dispose(object);
}

static void
silsa_photo_stage_class_init(SilsaPhotoStageClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_photo_stage_dispose;
  signals[TRAVELLING_MADE] = g_signal_new("travelling-made", SILSA_TYPE_PHOTO_STAGE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
silsa_photo_stage_init(SilsaPhotoStage *self)
{
  GtkOverlay *overlay = GTK_OVERLAY(gtk_overlay_new());

  self->canvas = SILSA_PICTURE_CANVAS(silsa_picture_canvas_new());
  self->spinner = adw_spinner_new();
  gtk_widget_set_size_request(self->spinner, 32, 32);
  gtk_widget_set_halign(self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign(self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target(self->spinner, FALSE);
  gtk_overlay_set_child(overlay, GTK_WIDGET(self->canvas));
  gtk_overlay_add_overlay(overlay, self->spinner);
  self->overlay = overlay;
  gtk_widget_add_css_class(GTK_WIDGET(self), "photo-stage");
  gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_size_request(GTK_WIDGET(overlay), 150, 150);
  adw_bin_set_child(ADW_BIN(self), GTK_WIDGET(overlay));
  g_signal_connect_object(self->canvas, "view-changed", G_CALLBACK(view_changed_cb), self,
                          G_CONNECT_SWAPPED);
}

GtkWidget *
silsa_photo_stage_new(void)
{
  return g_object_new(SILSA_TYPE_PHOTO_STAGE, NULL);
}
