#include "silsa-stamp.h"

#include <math.h>

#define PADDING 9 /* of a pill, left and right; a pixel above and below */

static const GdkRGBA pill_ground = {20 / 255.0f, 20 / 255.0f, 24 / 255.0f, 0.72f};
static const GdkRGBA pill_words = {1, 1, 1, 1};

/* What a picture was made of: it is made anew where any of it became another. */
typedef struct {
  guint serial; /* of the layout: its words, its width, its fonts */
  int scale;
  GdkRGBA colour;
} Made;

struct _SilsaStamp {
  GtkWidget *widget;
  PangoLayout *layout;
  gboolean pill;

  guint measured; /* serial of the layout; 0: nothing yet */
  PangoRectangle words; /* of the line */
  int baseline;

  GdkTexture *picture; /* NULL: none yet */
  Made made;
  graphene_rect_t place; /* of the picture, from the corner of the stamp */
};

SilsaStamp *
silsa_stamp_new(GtkWidget *widget, PangoLayout *layout, gboolean pill)
{
  SilsaStamp *self = g_new0(SilsaStamp, 1);

  self->widget = widget;
  self->layout = layout;
  self->pill = pill;
  return self;
}

void
silsa_stamp_free(SilsaStamp *self)
{
  if (self == NULL)
    return;
  g_clear_object(&self->picture);
  g_object_unref(self->layout);
  g_free(self);
}

/* Neighbours often have the same words, which are laid out already. */
void
silsa_stamp_set_text(SilsaStamp *self, const char *text)
{
  if (!g_str_equal(pango_layout_get_text(self->layout), text))
    pango_layout_set_text(self->layout, text, -1);
}

const char *
silsa_stamp_get_text(SilsaStamp *self)
{
  return pango_layout_get_text(self->layout);
}

void
silsa_stamp_set_width(SilsaStamp *self, int width)
{
  pango_layout_set_width(self->layout,
                         MAX(width - (self->pill ? 2 * PADDING : 0), 0) * PANGO_SCALE);
}

static void
measure(SilsaStamp *self)
{
  guint serial = pango_layout_get_serial(self->layout);

  if (self->measured == serial)
    return;
  self->measured = serial;
  pango_layout_get_pixel_extents(self->layout, NULL, &self->words);
  self->baseline = PANGO_PIXELS(pango_layout_get_baseline(self->layout));
}

int
silsa_stamp_get_height(SilsaStamp *self)
{
  measure(self);
  return self->words.height + (self->pill ? 2 : 0);
}

int
silsa_stamp_get_baseline(SilsaStamp *self)
{
  measure(self);
  return self->baseline + (self->pill ? 1 : 0);
}

/* From the corner of the stamp. */
static graphene_rect_t
find_pill(SilsaStamp *self)
{
  return GRAPHENE_RECT_INIT(0, 0, (float)(self->words.width + 2 * PADDING),
                            (float)(self->words.height + 2));
}

/* --- as a picture --- */

/* Letters may reach over the line. */
static graphene_rect_t
find_place(SilsaStamp *self)
{
  PangoRectangle ink;
  graphene_rect_t place, letters;

  if (self->pill)
    return find_pill(self);
  pango_layout_get_pixel_extents(self->layout, &ink, NULL);
  letters = GRAPHENE_RECT_INIT((float)ink.x, (float)ink.y, (float)ink.width, (float)ink.height);
  place = GRAPHENE_RECT_INIT((float)self->words.x, (float)self->words.y, (float)self->words.width,
                             (float)self->words.height);
  graphene_rect_union(&place, &letters, &place);
  return place;
}

static void
draw_pill(SilsaStamp *self, cairo_t *cr)
{
  graphene_rect_t pill = find_pill(self);
  double r = pill.size.height / 2.0;

  cairo_arc(cr, pill.size.width - r, r, r, -G_PI / 2, G_PI / 2);
  cairo_arc(cr, r, r, r, G_PI / 2, 3 * G_PI / 2);
  cairo_close_path(cr);
  gdk_cairo_set_source_rgba(cr, &pill_ground);
  cairo_fill(cr);
  cairo_translate(cr, PADDING, 1);
}

static void
draw(SilsaStamp *self, cairo_surface_t *target)
{
  cairo_t *cr = cairo_create(target);

  cairo_scale(cr, self->made.scale, self->made.scale);
  cairo_translate(cr, -self->place.origin.x, -self->place.origin.y);
  if (self->pill)
    draw_pill(self, cr);
  gdk_cairo_set_source_rgba(cr, &self->made.colour);
  pango_cairo_show_layout(cr, self->layout);
  cairo_destroy(cr);
}

static void
make_picture(SilsaStamp *self, const Made *made)
{
  int width, height;
  cairo_surface_t *target;
  g_autoptr(GBytes) bytes = NULL;

  self->made = *made;
  self->place = find_place(self);
  width = MAX((int)self->place.size.width * made->scale, 1);
  height = MAX((int)self->place.size.height * made->scale, 1);
  target = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  draw(self, target);
  cairo_surface_flush(target);
  bytes = g_bytes_new_with_free_func(cairo_image_surface_get_data(target),
                                     (gsize)cairo_image_surface_get_stride(target) * (gsize)height,
                                     (GDestroyNotify)cairo_surface_destroy, target);
  g_clear_object(&self->picture);
  self->picture = gdk_memory_texture_new(width, height, GDK_MEMORY_DEFAULT, bytes,
                                         (gsize)cairo_image_surface_get_stride(target));
}

/* FALSE: it is there already. */
static gboolean
renew_picture(SilsaStamp *self, const Made *made)
{
  if (self->picture != NULL && self->made.serial == made->serial &&
      self->made.scale == made->scale && gdk_rgba_equal(&self->made.colour, &made->colour))
    return FALSE;
  make_picture(self, made);
  return TRUE;
}

/* --- as words --- */

static void
snapshot_words(SilsaStamp *self, GtkSnapshot *snapshot, const GdkRGBA *colour)
{
  graphene_rect_t pill = find_pill(self);
  GskRoundedRect rounded;

  if (self->pill) {
    gsk_rounded_rect_init_from_rect(&rounded, &pill, pill.size.height / 2);
    gtk_snapshot_push_rounded_clip(snapshot, &rounded);
    gtk_snapshot_append_color(snapshot, &pill_ground, &pill);
    gtk_snapshot_pop(snapshot);
    gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT(PADDING, 1));
  }
  gtk_snapshot_append_layout(snapshot, self->layout, colour);
}

/* Pixels to a length; 0: not known. */
static double
find_scale(SilsaStamp *self)
{
  GtkNative *native = gtk_widget_get_native(self->widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface(native) : NULL;

  return surface != NULL ? gdk_surface_get_scale(surface) : 0;
}

/* What a picture would be made of now. FALSE: it is none, but words. */
static gboolean
find_made(SilsaStamp *self, Made *made)
{
  double scale = find_scale(self);

  measure(self);
  *made = (Made){.serial = self->measured, .scale = (int)scale, .colour = pill_words};
  if (!self->pill)
    gtk_widget_get_color(self->widget, &made->colour);
  return made->scale >= 1 && scale <= made->scale;
}

gboolean
silsa_stamp_draw_ahead(SilsaStamp *self)
{
  Made made;

  return silsa_stamp_get_text(self)[0] != '\0' && find_made(self, &made) &&
         renew_picture(self, &made);
}

void
silsa_stamp_snapshot(SilsaStamp *self, GtkSnapshot *snapshot, int x, int y)
{
  Made made;

  if (silsa_stamp_get_text(self)[0] == '\0')
    return;
  gtk_snapshot_save(snapshot);
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)x, (float)y));
  if (find_made(self, &made)) {
    renew_picture(self, &made);
    gtk_snapshot_append_texture(snapshot, self->picture, &self->place);
  } else {
    snapshot_words(self, snapshot, &made.colour);
  }
  gtk_snapshot_restore(snapshot);
}
