#include "silsa-photo-cell.h"

#include "silsa-cover.h"
#include "silsa-thumbnail-picture.h"

#include <glib/gi18n.h>
#include <math.h>

/* What a person has marked, as it is shown; for a screen reader the item says it. */
static const struct {
  SilsaPhotoMarks mark;
  const char *icon;
} marks[] = {{SILSA_PHOTO_PERSONS, "silsa-person-symbolic"},
             {SILSA_PHOTO_RESTRICTED, "changes-prevent-symbolic"},
             {SILSA_PHOTO_REDACTED, "silsa-redact-symbolic"}};
#define N_MARKS G_N_ELEMENTS(marks)

struct _SilsaPhotoCell {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaPhotoItem *item;
  int width; /* that was asked for */
  GCancellable *cancellable;

  GtkWidget *frame;
  SilsaCover *picture;
  GtkImage *icon;
  GtkLabel *code;
  GtkWidget *marks;
  GtkWidget *marks_of[N_MARKS];
  GtkWidget *warning;
  GtkLabel *warning_words;
  GtkWidget *check;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE(SilsaPhotoCell, silsa_photo_cell, ADW_TYPE_BIN)

static void
loaded_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = silsa_texture_load_finish(result, &error);
  SilsaPhotoCell *self = user_data;

  if (texture == NULL)
    return; /* cancelled: the cell may be gone; or there is none, and the icon stays */
  silsa_cover_set_paintable(self->picture, GDK_PAINTABLE(texture));
  gtk_widget_set_opacity(GTK_WIDGET(self->icon), 0); /* hidden, it would be laid out anew */
}

static void
drop_picture(SilsaPhotoCell *self)
{
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  silsa_cover_set_paintable(self->picture, NULL);
  gtk_widget_set_opacity(GTK_WIDGET(self->icon), 1);
}

/* The longest side that covers the cell. A grid makes its cells somewhat wider than they ask for. A
 * larger thumbnail would be made smaller again for each frame, which is most of what one costs. */
static guint
find_size(SilsaPhotoCell *self, const SilsaEvidenceFacts *facts)
{
  double width = self->width * gtk_widget_get_scale_factor(GTK_WIDGET(self)) * 4.0 / 3;

  if (facts->width <= 0 || facts->height <= 0)
    return 0; /* unknown: as it is */
  return (guint)ceil(MAX(facts->width, facts->height) *
                     MAX(width / facts->width, width * 3 / 4 / facts->height));
}

static void
load_picture(SilsaPhotoCell *self)
{
  SilsaEvidence *evidence = silsa_photo_item_get_evidence(self->item);
  gboolean picture = silsa_evidence_is_picture(evidence);

  gtk_image_set_from_icon_name(self->icon,
                               picture ? "image-x-generic-symbolic" : "text-x-generic-symbolic");
  if (!picture)
    return;
  self->cancellable = g_cancellable_new();
  silsa_texture_load_async(self->store, silsa_evidence_get_id(evidence),
                           find_size(self, silsa_evidence_get_facts(evidence)), self->cancellable,
                           loaded_cb, self);
}

static void
show_words(SilsaPhotoCell *self)
{
  g_autofree char *title = silsa_photo_item_dup_title(self->item);
  g_autofree char *codes = g_strjoinv(" ", (char **)silsa_photo_item_get_codes(self->item));
  const char *warning = silsa_photo_item_get_warning(self->item);

  gtk_label_set_text(self->title, title);
  gtk_label_set_text(self->code, codes);
  gtk_widget_set_visible(GTK_WIDGET(self->code), codes[0] != '\0');
  for (gsize i = 0; i < N_MARKS; i++)
    gtk_widget_set_visible(self->marks_of[i],
                           (silsa_photo_item_get_marks(self->item) & marks[i].mark) != 0);
  gtk_widget_set_visible(self->marks, silsa_photo_item_get_marks(self->item) != 0);
  gtk_label_set_text(self->warning_words, warning != NULL ? warning : "");
  gtk_widget_set_visible(self->warning, warning != NULL);
}

static gboolean
query_tooltip_cb(SilsaPhotoCell *self,
                 int x G_GNUC_UNUSED,
                 int y G_GNUC_UNUSED,
                 gboolean keyboard G_GNUC_UNUSED,
                 GtkTooltip *tooltip)
{
  if (self->item == NULL)
    return FALSE;
  gtk_tooltip_set_text(tooltip,
                       silsa_evidence_get_facts(silsa_photo_item_get_evidence(self->item))->name);
  return TRUE;
}

void
silsa_photo_cell_set_item(SilsaPhotoCell *self, SilsaPhotoItem *item)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func(self->item, show_words, self);
  g_set_object(&self->item, item);
  drop_picture(self);
  if (item == NULL)
    return;
  g_signal_connect_object(item, "changed", G_CALLBACK(show_words), self, G_CONNECT_SWAPPED);
  load_picture(self);
  show_words(self);
}

SilsaPhotoItem *
silsa_photo_cell_get_item(SilsaPhotoCell *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_CELL(self), NULL);
  return self->item;
}

void
silsa_photo_cell_set_selected(SilsaPhotoCell *self, gboolean selected)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));
  gtk_widget_set_visible(self->check, selected);
}

/* Photos are 4 : 3; the others are cut to it. */
void
silsa_photo_cell_set_width(SilsaPhotoCell *self, int width)
{
  g_return_if_fail(SILSA_IS_PHOTO_CELL(self));
  self->width = width;
  gtk_widget_set_size_request(self->frame, width, width * 3 / 4);
}

static void
silsa_photo_cell_dispose(GObject *object)
{
  SilsaPhotoCell *self = SILSA_PHOTO_CELL(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->item);
  g_clear_object(&self->store);

  G_OBJECT_CLASS(silsa_photo_cell_parent_class)->dispose(object);
}

static void
silsa_photo_cell_class_init(SilsaPhotoCellClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_photo_cell_dispose;
  gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(class), "photocell");
}

static void
place(GtkOverlay *overlay, GtkWidget *widget, GtkAlign across, GtkAlign down)
{
  gtk_widget_set_halign(widget, across);
  gtk_widget_set_valign(widget, down);
  gtk_widget_set_can_target(widget, FALSE);
  gtk_overlay_add_overlay(overlay, widget);
}

/* The codes give way to the marks. */
static GtkWidget *
new_foot(SilsaPhotoCell *self)
{
  GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

  self->code = GTK_LABEL(gtk_label_new(NULL));
  gtk_widget_add_css_class(GTK_WIDGET(self->code), "photo-code");
  gtk_label_set_ellipsize(self->code, PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign(GTK_WIDGET(self->code), GTK_ALIGN_START);
  self->marks = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_add_css_class(self->marks, "photo-marks");
  gtk_widget_set_halign(self->marks, GTK_ALIGN_END);
  gtk_widget_set_hexpand(self->marks, TRUE);
  for (gsize i = 0; i < N_MARKS; i++) {
    self->marks_of[i] = gtk_image_new_from_icon_name(marks[i].icon);
    gtk_box_append(GTK_BOX(self->marks), self->marks_of[i]);
  }
  gtk_box_append(GTK_BOX(foot), GTK_WIDGET(self->code));
  gtk_box_append(GTK_BOX(foot), self->marks);
  return foot;
}

static void
add_marks(SilsaPhotoCell *self, GtkOverlay *overlay)
{
  place(overlay, new_foot(self), GTK_ALIGN_FILL, GTK_ALIGN_END);

  self->warning = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
  self->warning_words = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_ellipsize(self->warning_words, PANGO_ELLIPSIZE_END);
  gtk_box_append(GTK_BOX(self->warning), gtk_image_new_from_icon_name("dialog-warning-symbolic"));
  gtk_box_append(GTK_BOX(self->warning), GTK_WIDGET(self->warning_words));
  gtk_widget_add_css_class(self->warning, "photo-warning");
  place(overlay, self->warning, GTK_ALIGN_START, GTK_ALIGN_START);

  self->check = gtk_image_new_from_icon_name("object-select-symbolic");
  gtk_widget_add_css_class(self->check, "photo-check");
  gtk_widget_set_visible(self->check, FALSE);
  place(overlay, self->check, GTK_ALIGN_END, GTK_ALIGN_START);
}

static void
silsa_photo_cell_init(SilsaPhotoCell *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *overlay = gtk_overlay_new();

  self->picture = SILSA_COVER(silsa_cover_new());
  self->icon = GTK_IMAGE(gtk_image_new());
  gtk_image_set_pixel_size(self->icon, 32);
  gtk_widget_add_css_class(GTK_WIDGET(self->icon), "soft");
  self->frame = overlay;
  gtk_overlay_set_child(GTK_OVERLAY(overlay), GTK_WIDGET(self->picture));
  place(GTK_OVERLAY(overlay), GTK_WIDGET(self->icon), GTK_ALIGN_CENTER, GTK_ALIGN_CENTER);
  add_marks(self, GTK_OVERLAY(overlay));
  gtk_widget_set_overflow(overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class(overlay, "photo-frame");
  gtk_widget_set_halign(overlay, GTK_ALIGN_FILL);

  self->title = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_ellipsize(self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(self->title, 0);
  gtk_label_set_max_width_chars(self->title, 1);
  gtk_widget_set_hexpand(GTK_WIDGET(self->title), TRUE);
  gtk_widget_add_css_class(GTK_WIDGET(self->title), "small");
  gtk_widget_add_css_class(GTK_WIDGET(self->title), "numeric");
  gtk_box_append(GTK_BOX(box), overlay);
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->title));
  adw_bin_set_child(ADW_BIN(self), box);
  gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
  g_signal_connect(self, "query-tooltip", G_CALLBACK(query_tooltip_cb), NULL);
}

GtkWidget *
silsa_photo_cell_new(SilsaStore *store)
{
  SilsaPhotoCell *self = g_object_new(SILSA_TYPE_PHOTO_CELL, NULL);

  self->store = g_object_ref(store);
  return GTK_WIDGET(self);
}
