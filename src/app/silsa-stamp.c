#include "silsa-stamp.h"

#include <math.h>
#include <pango/pangocairo.h>

#define PADDING 9 /* of a pill, left and right; a pixel above and below */

static const GdkRGBA pill_ground = {20 / 255.0f, 20 / 255.0f, 24 / 255.0f, 0.72f};
static const GdkRGBA pill_words = {1, 1, 1, 1};

/* What a print shows, and how: where any of it is another, it is another print. */
typedef struct {
  const char *text;
  int width; /* the room for it, in units of Pango */
  PangoAttrList *attributes;
  const PangoFontDescription *font;
  const cairo_font_options_t *options;
  PangoLanguage *language;
  double resolution;
  gboolean pill;
  GdkRGBA colour;
  int scale; /* pixels to a length; 0: there is no picture, it is painted as words */
} Made;

/* Words as they are drawn, one for all stamps that show the same: most photos that are seen beside
 * each other have the same code. */
typedef struct {
  Made made; /* the key of it, of what it has itself: */
  char *text;
  PangoFontDescription *font;
  cairo_font_options_t *options;
  guint users;
  PangoRectangle words; /* of the line */
  int baseline;
  GdkTexture *picture; /* NULL: none yet */
  graphene_rect_t place; /* of the picture, from the corner of the stamp */
} Print;

struct _SilsaStamp {
  GtkWidget *widget;
  PangoLayout *layout;
  gboolean pill;
  guint serial; /* of the layout, when its print was found: of words, width and fonts */
  Print *print; /* NULL: none yet */
};

/* --- prints --- */

static guint
made_hash(gconstpointer data)
{
  const Made *made = data;

  return g_str_hash(made->text) ^ (guint)made->width;
}

static gboolean
has_same_fonts(const Made *a, const Made *b)
{
  return a->resolution == b->resolution && a->language == b->language &&
         pango_font_description_equal(a->font, b->font) &&
         (a->options == NULL || b->options == NULL
              ? a->options == b->options
              : cairo_font_options_equal(a->options, b->options));
}

static gboolean
made_equal(gconstpointer a, gconstpointer b)
{
  const Made *one = a, *other = b;

  return one->width == other->width && one->pill == other->pill && one->scale == other->scale &&
         gdk_rgba_equal(&one->colour, &other->colour) && g_str_equal(one->text, other->text) &&
         has_same_fonts(one, other) && pango_attr_list_equal(one->attributes, other->attributes);
}

static GHashTable *
get_prints(void)
{
  static GHashTable *prints = NULL; /* those that are used, of the main thread */

  if (prints == NULL)
    prints = g_hash_table_new(made_hash, made_equal);
  return prints;
}

static Print *
new_print(PangoLayout *layout, const Made *made)
{
  Print *print = g_new0(Print, 1);

  print->text = g_strdup(made->text);
  print->font = pango_font_description_copy(made->font);
  print->options = made->options != NULL ? cairo_font_options_copy(made->options) : NULL;
  print->made = *made;
  print->made.text = print->text;
  print->made.font = print->font;
  print->made.options = print->options;
  pango_attr_list_ref(made->attributes);
  pango_layout_get_pixel_extents(layout, NULL, &print->words);
  print->baseline = PANGO_PIXELS(pango_layout_get_baseline(layout));
  g_hash_table_insert(get_prints(), &print->made, print);
  return print;
}

static void
leave_print(Print *print)
{
  if (print == NULL || --print->users > 0)
    return;
  g_hash_table_remove(get_prints(), &print->made);
  g_clear_object(&print->picture);
  pango_attr_list_unref(print->made.attributes);
  g_clear_pointer(&print->options, cairo_font_options_destroy);
  pango_font_description_free(print->font);
  g_free(print->text);
  g_free(print);
}

/* --- which one --- */

/* Pixels to a length; 0: not known, or no whole part of it. */
static int
find_scale(SilsaStamp *self)
{
  GtkNative *native = gtk_widget_get_native(self->widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface(native) : NULL;
  double scale = surface != NULL ? gdk_surface_get_scale(surface) : 0;

  return scale == (int)scale ? (int)scale : 0;
}

static Made
find_made(SilsaStamp *self, int scale, const GdkRGBA *colour)
{
  PangoContext *context = pango_layout_get_context(self->layout);

  return (Made){.text = pango_layout_get_text(self->layout),
                .width = pango_layout_get_width(self->layout),
                .attributes = pango_layout_get_attributes(self->layout),
                .font = pango_context_get_font_description(context),
                .options = pango_cairo_context_get_font_options(context),
                .language = pango_context_get_language(context),
                .resolution = pango_cairo_context_get_resolution(context),
                .pill = self->pill,
                .scale = scale,
                .colour = *colour};
}

static void
use_print(SilsaStamp *self, const Made *made)
{
  Print *print = g_hash_table_lookup(get_prints(), made);

  if (print == NULL)
    print = new_print(self->layout, made);
  print->users++;
  leave_print(self->print);
  self->print = print;
}

static Print *
find_print(SilsaStamp *self)
{
  guint serial = pango_layout_get_serial(self->layout);
  int scale = find_scale(self);
  GdkRGBA colour = pill_words;
  Made made;

  if (!self->pill)
    gtk_widget_get_color(self->widget, &colour);
  if (self->print != NULL && self->serial == serial && self->print->made.scale == scale &&
      gdk_rgba_equal(&self->print->made.colour, &colour))
    return self->print;
  made = find_made(self, scale, &colour);
  use_print(self, &made);
  self->serial = serial;
  return self->print;
}

/* How large it is depends on neither the screen nor the colour. */
static Print *
measure(SilsaStamp *self)
{
  if (self->print != NULL && self->serial == pango_layout_get_serial(self->layout))
    return self->print;
  return find_print(self);
}

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
  leave_print(self->print);
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

int
silsa_stamp_get_height(SilsaStamp *self)
{
  return measure(self)->words.height + (self->pill ? 2 : 0);
}

int
silsa_stamp_get_baseline(SilsaStamp *self)
{
  return measure(self)->baseline + (self->pill ? 1 : 0);
}

/* From the corner of the stamp. */
static graphene_rect_t
find_pill(const Print *print)
{
  return GRAPHENE_RECT_INIT(0, 0, (float)(print->words.width + 2 * PADDING),
                            (float)(print->words.height + 2));
}

/* --- as a picture --- */

/* Letters may reach over the line. */
static graphene_rect_t
find_place(const Print *print, PangoLayout *layout)
{
  PangoRectangle ink;
  graphene_rect_t place, letters;

  if (print->made.pill)
    return find_pill(print);
  pango_layout_get_pixel_extents(layout, &ink, NULL);
  letters = GRAPHENE_RECT_INIT((float)ink.x, (float)ink.y, (float)ink.width, (float)ink.height);
  place = GRAPHENE_RECT_INIT((float)print->words.x, (float)print->words.y,
                             (float)print->words.width, (float)print->words.height);
  graphene_rect_union(&place, &letters, &place);
  return place;
}

static void
draw_pill(const Print *print, cairo_t *cr)
{
  graphene_rect_t pill = find_pill(print);
  double r = pill.size.height / 2.0;

  cairo_arc(cr, pill.size.width - r, r, r, -G_PI / 2, G_PI / 2);
  cairo_arc(cr, r, r, r, G_PI / 2, 3 * G_PI / 2);
  cairo_close_path(cr);
  gdk_cairo_set_source_rgba(cr, &pill_ground);
  cairo_fill(cr);
  cairo_translate(cr, PADDING, 1);
}

static void
draw(const Print *print, PangoLayout *layout, cairo_surface_t *target)
{
  cairo_t *cr = cairo_create(target);

  cairo_scale(cr, print->made.scale, print->made.scale);
  cairo_translate(cr, -print->place.origin.x, -print->place.origin.y);
  if (print->made.pill)
    draw_pill(print, cr);
  gdk_cairo_set_source_rgba(cr, &print->made.colour);
  pango_cairo_show_layout(cr, layout);
  cairo_destroy(cr);
}

/* FALSE: it is there already, or it is painted as words. @layout shows what the print shows. */
static gboolean
make_picture(Print *print, PangoLayout *layout)
{
  int scale = print->made.scale, width, height;
  cairo_surface_t *target;
  g_autoptr(GBytes) bytes = NULL;

  if (print->picture != NULL || scale == 0)
    return FALSE;
  print->place = find_place(print, layout);
  width = MAX((int)print->place.size.width * scale, 1);
  height = MAX((int)print->place.size.height * scale, 1);
  target = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  draw(print, layout, target);
  cairo_surface_flush(target);
  bytes = g_bytes_new_with_free_func(cairo_image_surface_get_data(target),
                                     (gsize)cairo_image_surface_get_stride(target) * (gsize)height,
                                     (GDestroyNotify)cairo_surface_destroy, target);
  print->picture = gdk_memory_texture_new(width, height, GDK_MEMORY_DEFAULT, bytes,
                                          (gsize)cairo_image_surface_get_stride(target));
  return TRUE;
}

/* --- as words --- */

static void
snapshot_words(SilsaStamp *self, GtkSnapshot *snapshot)
{
  graphene_rect_t pill = find_pill(self->print);
  GskRoundedRect rounded;

  if (self->pill) {
    gsk_rounded_rect_init_from_rect(&rounded, &pill, pill.size.height / 2);
    gtk_snapshot_push_rounded_clip(snapshot, &rounded);
    gtk_snapshot_append_color(snapshot, &pill_ground, &pill);
    gtk_snapshot_pop(snapshot);
    gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT(PADDING, 1));
  }
  gtk_snapshot_append_layout(snapshot, self->layout, &self->print->made.colour);
}

gboolean
silsa_stamp_draw_ahead(SilsaStamp *self)
{
  return silsa_stamp_get_text(self)[0] != '\0' && make_picture(find_print(self), self->layout);
}

void
silsa_stamp_snapshot(SilsaStamp *self, GtkSnapshot *snapshot, int x, int y)
{
  Print *print;

  if (silsa_stamp_get_text(self)[0] == '\0')
    return;
  gtk_snapshot_save(snapshot);
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)x, (float)y));
  print = find_print(self);
  make_picture(print, self->layout);
  if (print->picture != NULL)
    gtk_snapshot_append_texture(snapshot, print->picture, &print->place);
  else
    snapshot_words(self, snapshot);
  gtk_snapshot_restore(snapshot);
}
