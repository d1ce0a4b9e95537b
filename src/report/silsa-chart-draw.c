#include "silsa-chart-draw.h"

#include <math.h>
#include <string.h>

#define HATCH_STEP 5.0

void
silsa_chart_set_color(cairo_t *cr, SilsaChartColor color, double alpha)
{
  cairo_set_source_rgba(cr, color.red, color.green, color.blue, alpha);
}

void
silsa_chart_add_rounded(cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MAX(0, MIN(radius, MIN(width, height) / 2));

  cairo_new_sub_path(cr);
  cairo_arc(cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc(cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc(cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc(cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path(cr);
}

void
silsa_chart_draw_track(cairo_t *cr,
                       const SilsaChartPalette *palette,
                       SilsaChartColor color,
                       double x,
                       double y,
                       double width,
                       double height,
                       double radius)
{
  silsa_chart_set_color(cr, color, 1);
  if (palette->fills) {
    silsa_chart_add_rounded(cr, x, y, width, height, radius);
    cairo_fill(cr);
    return;
  }
  silsa_chart_add_rounded(cr, x + 0.5, y + 0.5, width - 1, height - 1, radius);
  cairo_set_line_width(cr, 1);
  cairo_stroke(cr);
}

void
silsa_chart_draw_hatch(
    cairo_t *cr, const SilsaChartPalette *palette, double x, double y, double width, double height)
{
  if (width <= 0)
    return;

  cairo_save(cr);
  cairo_rectangle(cr, x, y, width, height);
  cairo_clip(cr);
  silsa_chart_set_color(cr, palette->possible, 1);
  cairo_paint(cr);
  for (double from = x - height; from < x + width; from += HATCH_STEP) {
    cairo_move_to(cr, from, y + height);
    cairo_line_to(cr, from + height, y);
  }
  silsa_chart_set_color(cr, palette->verified, palette->fills ? 0.55 : 1);
  cairo_set_line_width(cr, palette->hatch);
  cairo_stroke(cr);
  cairo_restore(cr);
}

static void
fill_circle(cairo_t *cr, SilsaChartColor color, double x, double y, double radius)
{
  cairo_new_sub_path(cr);
  cairo_arc(cr, x, y, radius, 0, 2 * G_PI);
  silsa_chart_set_color(cr, color, 1);
  cairo_fill(cr);
}

void
silsa_chart_draw_disc(cairo_t *cr,
                      const SilsaChartPalette *palette,
                      SilsaChartColor color,
                      double x,
                      double y,
                      double radius)
{
  fill_circle(cr, palette->surface, x, y, radius + SILSA_CHART_HALO);
  fill_circle(cr, color, x, y, radius);
}

void
silsa_chart_draw_ring(
    cairo_t *cr, const SilsaChartPalette *palette, double x, double y, double radius, double line)
{
  fill_circle(cr, palette->surface, x, y, radius + SILSA_CHART_HALO);
  cairo_new_sub_path(cr);
  cairo_arc(cr, x, y, radius - line / 2, 0, 2 * G_PI);
  silsa_chart_set_color(cr, palette->claim, 1);
  cairo_set_line_width(cr, line);
  cairo_stroke(cr);
}

void
silsa_chart_draw_tick(cairo_t *cr,
                      const SilsaChartPalette *palette,
                      SilsaChartColor color,
                      double x,
                      double y,
                      double width,
                      double height)
{
  double left = round(x - width / 2);

  cairo_rectangle(cr, left - SILSA_CHART_HALO, y, width + 2 * SILSA_CHART_HALO, height);
  silsa_chart_set_color(cr, palette->surface, 1);
  cairo_fill(cr);
  cairo_rectangle(cr, left, y, width, height);
  silsa_chart_set_color(cr, color, 1);
  cairo_fill(cr);
}

/* Texts */

gboolean
silsa_chart_text_set(SilsaChartText *self, const char *text, double scale, PangoWeight weight)
{
  gboolean changed = g_set_str(&self->text, text);

  if (!changed && self->scale == scale && self->weight == weight)
    return FALSE;
  self->scale = scale;
  self->weight = weight;
  g_clear_object(&self->layout);
  return TRUE;
}

void
silsa_chart_text_set_width(SilsaChartText *self, int width)
{
  if (self->width == width)
    return;
  self->width = width;
  g_clear_object(&self->layout);
}

void
silsa_chart_text_clear(SilsaChartText *self)
{
  g_clear_object(&self->layout);
  g_clear_pointer(&self->text, g_free);
}

static PangoLayout *
layout_new(const SilsaChartText *self, PangoContext *context)
{
  const char *text = self->text != NULL ? self->text : "";
  PangoLayout *layout = pango_layout_new(context);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();

  pango_attr_list_insert(attributes, pango_attr_scale_new(self->scale));
  pango_attr_list_insert(attributes, pango_attr_weight_new(self->weight));
  pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
  pango_layout_set_attributes(layout, attributes);
  if (self->width > 0) {
    pango_layout_set_width(layout, self->width * PANGO_SCALE);
    pango_layout_set_height(layout, -2); /* lines */
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_text(layout, text, -1);
  return layout;
}

static PangoLayout *
ensure_layout(SilsaChartText *self, PangoContext *context)
{
  if (self->layout != NULL && pango_layout_get_context(self->layout) != context)
    g_clear_object(&self->layout);
  if (self->layout == NULL)
    self->layout = layout_new(self, context);
  return self->layout;
}

double
silsa_chart_text_get_width(SilsaChartText *self, PangoContext *context)
{
  int width;

  pango_layout_get_pixel_size(ensure_layout(self, context), &width, NULL);
  return width;
}

double
silsa_chart_text_get_height(SilsaChartText *self, PangoContext *context)
{
  int height;

  pango_layout_get_pixel_size(ensure_layout(self, context), NULL, &height);
  return height;
}

void
silsa_chart_draw_text(cairo_t *cr,
                      SilsaChartText *self,
                      PangoContext *context,
                      SilsaChartColor color,
                      double x,
                      double y,
                      double align)
{
  double left = x - align * silsa_chart_text_get_width(self, context);

  if (self->text == NULL)
    return;
  silsa_chart_set_color(cr, color, 1);
  cairo_move_to(cr, round(left), round(y));
  pango_cairo_show_layout(cr, self->layout);
  cairo_new_path(cr); /* or the next line would start at the text */
}

/* Labels that make room: with y(i) = left edge - what stands to its left at the least, the order of
 * the labels becomes y(i) <= y(i+1), and the least moves are an isotonic regression, found by
 * pooling neighbours that violate it. */

typedef struct {
  double sum; /* of weight * y */
  double weight;
  guint n;
} Pool;

static guint
pool_slots(const SilsaChartSlot *slots, guint n_slots, double gap, Pool *pools)
{
  double before = 0;
  guint n = 0;

  for (guint i = 0; i < n_slots; i++) {
    double y = slots[i].centre - slots[i].width / 2 - before;

    pools[n++] = (Pool){y * slots[i].weight, slots[i].weight, 1};
    before += slots[i].width + gap;
    while (n > 1 &&
           pools[n - 2].sum / pools[n - 2].weight >= pools[n - 1].sum / pools[n - 1].weight) {
      pools[n - 2].sum += pools[n - 1].sum;
      pools[n - 2].weight += pools[n - 1].weight;
      pools[n - 2].n += pools[n - 1].n;
      n--;
    }
  }
  return n;
}

void
silsa_chart_spread(SilsaChartSlot *slots, guint n_slots, double gap, double low, double high)
{
  g_autofree Pool *pools = g_new(Pool, MAX(n_slots, 1));
  double total = 0, before = 0, room;
  guint n_pools;

  if (n_slots == 0)
    return;
  for (guint i = 0; i < n_slots; i++)
    total += slots[i].width;
  if (n_slots > 1 && total + gap * (n_slots - 1) > high - low)
    gap = MAX(0, (high - low - total) / (n_slots - 1));
  room = MAX(0, high - low - total - gap * (n_slots - 1));

  n_pools = pool_slots(slots, n_slots, gap, pools);
  for (guint p = 0, i = 0; p < n_pools; p++) {
    double y = CLAMP(pools[p].sum / pools[p].weight, low, low + room);

    for (guint k = 0; k < pools[p].n; k++, i++) {
      slots[i].centre = y + before + slots[i].width / 2;
      before += slots[i].width + gap;
    }
  }
}

/* Numbers */

char *
silsa_chart_format_percent(double percent, int decimals)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE], format[8];

  g_snprintf(format, sizeof format, "%%.%df", CLAMP(decimals, 0, 6));
  g_ascii_formatd(number, sizeof number, format, percent);
  return g_strconcat(number, "\xe2\x80\x89%", NULL);
}

char *
silsa_chart_format_number(double value)
{
  char number[64];
  GString *text = g_string_new(value < 0 ? "\xe2\x88\x92" : NULL);
  gsize whole;

  g_ascii_formatd(number, sizeof number, "%.6f", MIN(fabs(value), 1e18));
  whole = strcspn(number, ".");
  for (gsize end = strlen(number); number[end - 1] == '0' || number[end - 1] == '.';) {
    gboolean point = number[end - 1] == '.';

    number[--end] = '\0';
    if (point)
      break;
  }
  for (gsize i = 0; i < whole; i++) {
    if (i > 0 && (whole - i) % 3 == 0)
      g_string_append_c(text, ',');
    g_string_append_c(text, number[i]);
  }
  g_string_append(text, number + whole);
  return g_string_free_and_steal(text);
}
