#include "silsa-photo-stage.h"

#include "silsa-error.h"
#include "silsa-media-type.h"
#include "silsa-picture.h"
#include "silsa-rendition.h"
#include "silsa-thumbnail-picture.h"

#include <glib/gi18n.h>

/* Every pixel of a telephone's picture, and a bound for the memory of larger ones. */
#define DETAIL_SIZE 8192

struct _SilsaPhotoStage {
  AdwBin parent_instance;

  SilsaStore *store;
  gint64 evidence;
  GCancellable *cancellable;
  gboolean wants_detail; /* and it is on its way, or refused */

  SilsaPictureCanvas
      *canvas; /* always there: it keeps the focus while others come and go over it */
  GtkWidget *spinner;
  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE(SilsaPhotoStage, silsa_photo_stage, ADW_TYPE_BIN)

static void
show_reason(SilsaPhotoStage *self, const char *title, const char *sentence)
{
  adw_status_page_set_title(self->status, title);
  adw_status_page_set_description(self->status, sentence);
  silsa_picture_canvas_begin(self->canvas, 0, 0);
  gtk_widget_set_visible(self->spinner, FALSE);
  gtk_widget_set_visible(GTK_WIDGET(self->status), TRUE);
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
  silsa_pixels_load_async(self->store, self->evidence, DETAIL_SIZE, self->cancellable, detail_cb,
                          self);
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

void
silsa_photo_stage_refresh(SilsaPhotoStage *self)
{
  g_return_if_fail(SILSA_IS_PHOTO_STAGE(self));

  if (self->store != NULL)
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

static void
load(SilsaPhotoStage *self, gboolean thumbnail)
{
  gtk_widget_set_visible(self->spinner, TRUE);
  self->cancellable = g_cancellable_new();
  if (thumbnail)
    silsa_texture_load_async(self->store, self->evidence, 0, self->cancellable, thumbnail_cb, self);
  silsa_pixels_load_async(self->store, self->evidence, SILSA_PICTURE_RENDITION_SIZE,
                          self->cancellable, pixels_cb, self);
}

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
stop(SilsaPhotoStage *self)
{
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
}

void
silsa_photo_stage_show(SilsaPhotoStage *self, SilsaStore *store, gint64 evidence)
{
  SilsaEvidence *shown;
  const SilsaEvidenceFacts *facts;
  const char *withheld;

  g_return_if_fail(SILSA_IS_PHOTO_STAGE(self));

  stop(self);
  g_set_object(&self->store, store);
  self->evidence = evidence;
  self->wants_detail = FALSE;
  gtk_widget_set_visible(self->spinner, FALSE);
  gtk_widget_set_visible(GTK_WIDGET(self->status), FALSE);
  shown = store != NULL
              ? silsa_assessment_find_evidence(silsa_store_get_assessment(store), evidence)
              : NULL;
  if (shown == NULL) {
    silsa_picture_canvas_begin(self->canvas, 0, 0);
    return;
  }
  facts = silsa_evidence_get_facts(shown);
  silsa_picture_canvas_begin(self->canvas, facts->width, facts->height);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 facts->name, -1);
  silsa_photo_stage_refresh(self);
  withheld = find_withheld(self);
  if (withheld != NULL)
    show_reason(self, _("Not in the Package"), withheld);
  else if (may_be_picture(shown))
    load(self, silsa_evidence_is_picture(shown));
  else
    show_reason(self, _("No Picture to Show"), facts->media_type);
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
  self->status = ADW_STATUS_PAGE(adw_status_page_new());
  adw_status_page_set_icon_name(self->status, "text-x-generic-symbolic");
  gtk_overlay_set_child(overlay, GTK_WIDGET(self->canvas));
  gtk_overlay_add_overlay(overlay, self->spinner);
  gtk_overlay_add_overlay(overlay, GTK_WIDGET(self->status));
  gtk_widget_add_css_class(GTK_WIDGET(self), "photo-stage");
  gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_size_request(GTK_WIDGET(overlay), 200, 200);
  adw_bin_set_child(ADW_BIN(self), GTK_WIDGET(overlay));
  g_signal_connect_object(self->canvas, "view-changed", G_CALLBACK(view_changed_cb), self,
                          G_CONNECT_SWAPPED);
}

GtkWidget *
silsa_photo_stage_new(void)
{
  return g_object_new(SILSA_TYPE_PHOTO_STAGE, NULL);
}
