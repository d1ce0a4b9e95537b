#include "draw-scenes.h"

#include <math.h>
#include <pango/pangocairo.h>

#define FONT "Pretendard, Noto Sans CJK KR, Noto Sans KR, sans-serif"

/* What a scene is drawn on. u is the unit: a hundredth of the shorter side. */
typedef struct {
  cairo_t *cr;
  double w, h, u;
  GRand *rand;
  const char *caption;
} Canvas;

/* --- pencils --- */

static void
set_color(Canvas *c, guint32 rgb, double alpha)
{
  cairo_set_source_rgba(c->cr, ((rgb >> 16) & 0xff) / 255.0, ((rgb >> 8) & 0xff) / 255.0,
                        (rgb & 0xff) / 255.0, alpha);
}

static double
vary(Canvas *c, double from, double to)
{
  return g_rand_double_range(c->rand, from, to);
}

static guint32
pick(Canvas *c, const guint32 *colors, int n_colors)
{
  return colors[g_rand_int_range(c->rand, 0, n_colors)];
}

static void
box(Canvas *c, double x, double y, double w, double h, guint32 rgb)
{
  set_color(c, rgb, 1);
  cairo_rectangle(c->cr, x, y, w, h);
  cairo_fill(c->cr);
}

static void
round_path(Canvas *c, double x, double y, double w, double h, double r)
{
  cairo_new_sub_path(c->cr);
  cairo_arc(c->cr, x + w - r, y + r, r, -G_PI_2, 0);
  cairo_arc(c->cr, x + w - r, y + h - r, r, 0, G_PI_2);
  cairo_arc(c->cr, x + r, y + h - r, r, G_PI_2, G_PI);
  cairo_arc(c->cr, x + r, y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path(c->cr);
}

static void
round_box(Canvas *c, double x, double y, double w, double h, double r, guint32 rgb, double alpha)
{
  set_color(c, rgb, alpha);
  round_path(c, x, y, w, h, r);
  cairo_fill(c->cr);
}

static void
disc(Canvas *c, double x, double y, double r, guint32 rgb)
{
  set_color(c, rgb, 1);
  cairo_arc(c->cr, x, y, r, 0, 2 * G_PI);
  cairo_fill(c->cr);
}

static void
line(Canvas *c, double x0, double y0, double x1, double y1, double width, guint32 rgb)
{
  set_color(c, rgb, 1);
  cairo_set_line_width(c->cr, width);
  cairo_move_to(c->cr, x0, y0);
  cairo_line_to(c->cr, x1, y1);
  cairo_stroke(c->cr);
}

static void
shape(Canvas *c, const double *points, int n_points, guint32 rgb, double alpha)
{
  set_color(c, rgb, alpha);
  for (int i = 0; i < n_points; i++)
    cairo_line_to(c->cr, points[2 * i], points[2 * i + 1]);
  cairo_close_path(c->cr);
  cairo_fill(c->cr);
}

static void
fade(Canvas *c, double y, double h, guint32 top, guint32 bottom)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear(0, y, 0, y + h);

  cairo_pattern_add_color_stop_rgb(pattern, 0, ((top >> 16) & 0xff) / 255.0,
                                   ((top >> 8) & 0xff) / 255.0, (top & 0xff) / 255.0);
  cairo_pattern_add_color_stop_rgb(pattern, 1, ((bottom >> 16) & 0xff) / 255.0,
                                   ((bottom >> 8) & 0xff) / 255.0, (bottom & 0xff) / 255.0);
  cairo_set_source(c->cr, pattern);
  cairo_rectangle(c->cr, 0, y, c->w, h);
  cairo_fill(c->cr);
  cairo_pattern_destroy(pattern);
}

/* Text of @size, wrapped at @width; returns its height. */
static double
write_text(Canvas *c, double x, double y, double width, double size, guint32 rgb, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout(c->cr);
  PangoFontDescription *font = pango_font_description_from_string(FONT " Bold");
  int height;

  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
  pango_layout_set_text(layout, text, -1);
  pango_layout_get_pixel_size(layout, NULL, &height);
  set_color(c, rgb, 1);
  cairo_move_to(c->cr, x, y);
  pango_cairo_show_layout(c->cr, layout);
  pango_font_description_free(font);
  g_object_unref(layout);
  return height;
}

/* --- streets --- */

static void
draw_building(Canvas *c, double x, double ground, double w, double h)
{
  static const guint32 walls[] = {0x9c9a96, 0xaaa59c, 0x8b8a8c, 0xb4ada0, 0x7f8388};
  double step = 5 * c->u;

  box(c, x, ground - h, w, h, pick(c, walls, G_N_ELEMENTS(walls)));
  set_color(c, 0x55657a, 0.85);
  for (double top = ground - h + 3 * c->u; top < ground - 5 * c->u; top += step) {
    for (double left = x + 2.5 * c->u; left < x + w - 4 * c->u; left += step)
      cairo_rectangle(c->cr, left, top, 2.6 * c->u, 2.6 * c->u);
  }
  cairo_fill(c->cr);
}

static void
draw_tree(Canvas *c, double x, double ground)
{
  double r = vary(c, 3.2, 5.4) * c->u;

  box(c, x - 0.5 * c->u, ground - r, c->u, r, 0x6b4f35);
  disc(c, x, ground - 1.3 * r, r, 0x3c6b3a);
  disc(c, x + 0.5 * r, ground - 0.9 * r, 0.75 * r, 0x4a7f46);
}

static void
draw_car(Canvas *c, double x, double y, double size)
{
  static const guint32 paints[] = {0x0f8aa8, 0xc47b16, 0x8c8458, 0x3a6f3d, 0x9b2d3a, 0x39456b};
  guint32 paint = pick(c, paints, G_N_ELEMENTS(paints));

  round_box(c, x + 0.2 * size, y - 0.62 * size, 0.58 * size, 0.34 * size, 0.08 * size, paint, 1);
  round_box(c, x + 0.27 * size, y - 0.56 * size, 0.2 * size, 0.2 * size, 0.03 * size, 0xcfe3ee, 1);
  round_box(c, x + 0.52 * size, y - 0.56 * size, 0.2 * size, 0.2 * size, 0.03 * size, 0xcfe3ee, 1);
  round_box(c, x, y - 0.36 * size, size, 0.28 * size, 0.07 * size, paint, 1);
  disc(c, x + 0.22 * size, y - 0.08 * size, 0.1 * size, 0x1c1c20);
  disc(c, x + 0.78 * size, y - 0.08 * size, 0.1 * size, 0x1c1c20);
}

static void
draw_sky(Canvas *c, double horizon)
{
  static const struct {
    guint32 top, bottom;
  } skies[] = {
      {0x8fc4ea, 0xe6f1f6}, {0xb9c7d2, 0xe9e6df}, {0xe2b079, 0xf7e6cc}, {0x7fb3dd, 0xf3e9d4}};
  guint sky = (guint)g_rand_int_range(c->rand, 0, G_N_ELEMENTS(skies));

  fade(c, 0, horizon, skies[sky].top, skies[sky].bottom);
}

static void
draw_street(Canvas *c, double horizon)
{
  double x = -vary(c, 0, 12) * c->u;

  draw_sky(c, horizon);
  while (x < c->w) {
    double width = vary(c, 16, 30) * c->u;

    draw_building(c, x, horizon, width, vary(c, 22, 46) * c->u);
    x += width + vary(c, 0.5, 4) * c->u;
  }
  for (double at = 2 * c->u; at < c->w; at += vary(c, 9, 18) * c->u)
    draw_tree(c, at, horizon + c->u);
  box(c, 0, horizon, c->w, 6 * c->u, 0xb5ada0);
  fade(c, horizon + 6 * c->u, c->h - horizon - 6 * c->u, 0x74747a, 0x55565c);
}

static void
draw_traffic(Canvas *c, double y, int cars)
{
  for (int i = 0; i < cars; i++)
    draw_car(c, vary(c, 0.02, 0.85) * c->w, y + vary(c, 0, 5) * c->u, vary(c, 12, 16) * c->u);
}

static void
draw_center_line(Canvas *c, double horizon)
{
  double middle = vary(c, 0.4, 0.6) * c->w;

  for (int i = 0; i < 6; i++) {
    double t0 = i / 6.0, t1 = t0 + 0.09;
    double y0 = horizon + 8 * c->u + t0 * (c->h - horizon), y1 = y0 + (t1 - t0) * (c->h - horizon);
    double w0 = (0.8 + 2.6 * t0) * c->u, w1 = (0.8 + 2.6 * t1) * c->u;
    double dash[] = {middle - w0, y0, middle + w0, y0, middle + w1, y1, middle - w1, y1};

    shape(c, dash, 4, 0xe2c95a, 1);
  }
}

static void
scene_crossroad(Canvas *c)
{
  double horizon = 0.55 * c->h, x = vary(c, 0.55, 0.75) * c->w;

  draw_street(c, horizon);
  draw_center_line(c, horizon);
  draw_traffic(c, horizon + 14 * c->u, 3);
  box(c, x, horizon - 42 * c->u, 2 * c->u, 52 * c->u, 0x50555e);
  box(c, x - 34 * c->u, horizon - 42 * c->u, 35 * c->u, 1.4 * c->u, 0x50555e);
  round_box(c, x - 32 * c->u, horizon - 44 * c->u, 18 * c->u, 6 * c->u, c->u, 0x23262c, 1);
  disc(c, x - 28.5 * c->u, horizon - 41 * c->u, 1.9 * c->u, 0x6b2430);
  disc(c, x - 23 * c->u, horizon - 41 * c->u, 1.9 * c->u, 0x6a5a22);
  disc(c, x - 17.5 * c->u, horizon - 41 * c->u, 1.9 * c->u, 0x35d07f);
  round_box(c, x - 8 * c->u, horizon - 46 * c->u, 5 * c->u, 4 * c->u, c->u, 0xe4e6ea, 1);
  disc(c, x - 8 * c->u, horizon - 44 * c->u, 1.3 * c->u, 0x17181c);
}

static void
scene_pole(Canvas *c)
{
  double horizon = 0.6 * c->h, x = vary(c, 0.5, 0.72) * c->w;

  draw_street(c, horizon);
  draw_center_line(c, horizon);
  draw_traffic(c, horizon + 12 * c->u, 3);
  box(c, x, horizon - 50 * c->u, 2.6 * c->u, 66 * c->u, 0x55606d);
  box(c, x - 24 * c->u, horizon - 48 * c->u, 25 * c->u, 1.4 * c->u, 0x55606d);
  for (int i = 0; i < 2; i++) {
    double at = x - (22 - 10 * i) * c->u;

    round_box(c, at, horizon - 46.4 * c->u, 7 * c->u, 3.4 * c->u, 0.8 * c->u, 0xdfe2e8, 1);
    disc(c, at, horizon - 44.7 * c->u, 1.3 * c->u, 0x17181c);
  }
  round_box(c, x - 2 * c->u, horizon - 24 * c->u, 7 * c->u, 18 * c->u, c->u, 0x1f4f94, 1);
  round_box(c, x - 1.2 * c->u, horizon - 23 * c->u, 5.4 * c->u, 10.5 * c->u, 0.6 * c->u, 0x9ad2f7,
            1);
  box(c, x - 1.2 * c->u, horizon + 6 * c->u, 5 * c->u, 5 * c->u, 0xd6a71f);
}

static void
scene_crosswalk(Canvas *c)
{
  double horizon = 0.5 * c->h, top = horizon + 14 * c->u, bottom = c->h - 6 * c->u;

  draw_street(c, horizon);
  draw_traffic(c, horizon + 11 * c->u, 2);
  for (double x = -0.2 * c->w; x < 1.2 * c->w; x += 13 * c->u) {
    double lean = (x - c->w / 2) * 0.5;
    double stripe[] = {x - lean * 0.4,
                       top,
                       x + 6.5 * c->u - lean * 0.4,
                       top,
                       x + 8.5 * c->u + lean * 0.3,
                       bottom,
                       x + lean * 0.3,
                       bottom};

    shape(c, stripe, 4, 0xf1f1ee, 1);
  }
  box(c, 0, top - 2 * c->u, c->w, 1.3 * c->u,
      g_rand_boolean(c->rand) ? 0x2fd07a : 0xe0453d); /* lights in the ground */
  box(c, 0.1 * c->w, horizon - 30 * c->u, 1.8 * c->u, 42 * c->u, 0xf0c419);
  round_box(c, 0.1 * c->w - 3 * c->u, horizon - 36 * c->u, 8 * c->u, 12 * c->u, c->u, 0x23262c, 1);
  disc(c, 0.1 * c->w + c->u, horizon - 27.5 * c->u, 2.4 * c->u, 0x35d07f);
}

static void
draw_shelter(Canvas *c, double x, double ground, double w, double h)
{
  round_box(c, x - 3 * c->u, ground - h - 4 * c->u, w + 6 * c->u, 4 * c->u, c->u, 0x27374d, 1);
  round_box(c, x, ground - h, w, h, 0.5 * c->u, 0xd6ecec, 0.75);
  for (int i = 0; i <= 4; i++)
    box(c, x + i * w / 4 - 0.4 * c->u, ground - h, 0.8 * c->u, h, 0x3d4a5c);
  box(c, x + 4 * c->u, ground - 9 * c->u, w - 22 * c->u, 1.6 * c->u, 0x9b6b3e);
  round_box(c, x + w - 15 * c->u, ground - h + 3 * c->u, 11 * c->u, 20 * c->u, c->u, 0x13202e, 1);
  for (int i = 0; i < 4; i++)
    box(c, x + w - 13.5 * c->u, ground - h + (5.5 + 4 * i) * c->u, vary(c, 4, 8) * c->u, 1.4 * c->u,
        0x49d69a);
}

static void
scene_shelter(Canvas *c)
{
  double horizon = 0.58 * c->h;

  draw_street(c, horizon);
  draw_shelter(c, 0.14 * c->w, horizon + 10 * c->u, 0.7 * c->w, 34 * c->u);
  draw_traffic(c, horizon + 24 * c->u, 1);
}

static void
scene_stop(Canvas *c)
{
  double horizon = 0.58 * c->h, x = vary(c, 0.3, 0.45) * c->w;

  draw_street(c, horizon);
  draw_traffic(c, horizon + 18 * c->u, 2);
  box(c, x + 12 * c->u, horizon - 8 * c->u, 2 * c->u, 22 * c->u, 0x50555e);
  round_box(c, x, horizon - 40 * c->u, 26 * c->u, 34 * c->u, 1.4 * c->u, 0x101d2a, 1);
  box(c, x + 2 * c->u, horizon - 38 * c->u, 22 * c->u, 5 * c->u, 0x2a6fb8);
  for (int i = 0; i < 4; i++) {
    char *row = g_strdup_printf("%d  %d분", g_rand_int_range(c->rand, 101, 990),
                                g_rand_int_range(c->rand, 2, 15));

    write_text(c, x + 3 * c->u, horizon - (31 - 6 * i) * c->u, 24 * c->u, 3.6 * c->u, 0xffcf5c,
               row);
    g_free(row);
  }
}

static void
scene_parking(Canvas *c)
{
  double floor = 0.45 * c->h;

  fade(c, 0, floor, 0x565b63, 0x8d9299);
  fade(c, floor, c->h - floor, 0x7d8187, 0x5c6067);
  for (int i = 0; i < 5; i++) {
    double x = (i + 0.5) * c->w / 5;
    gboolean taken = g_rand_boolean(c->rand);

    line(c, x - c->w / 10, c->h, c->w / 2 + (x - c->w / 10 - c->w / 2) * 0.6, floor, 0.8 * c->u,
         0xf0f0ea);
    disc(c, c->w / 2 + (x - c->w / 2) * 0.7, floor - 22 * c->u, 1.7 * c->u,
         taken ? 0xe0453d : 0x2fd07a);
    if (taken)
      draw_car(c, c->w / 2 + (x - c->w / 2) * 0.85 - 9 * c->u, floor + 24 * c->u, 18 * c->u);
  }
  for (int i = 0; i < 3; i++)
    box(c, (0.08 + 0.4 * i) * c->w, 0, 5 * c->u, floor + 6 * c->u, 0xa7abb1);
}

static void
scene_station(Canvas *c)
{
  double horizon = 0.66 * c->h, x = 0.42 * c->w;

  draw_sky(c, horizon);
  for (double at = 0; at < c->w; at += vary(c, 5, 10) * c->u)
    draw_tree(c, at, horizon);
  fade(c, horizon, c->h - horizon, 0x7d9a63, 0x5d7a48);
  box(c, x + 9 * c->u, horizon - 48 * c->u, 1.6 * c->u, 30 * c->u, 0x8a9098);
  for (int i = 0; i < 4; i++)
    box(c, x + (6 - i * 0.4) * c->u, horizon - (46 - 2.4 * i) * c->u, (8 + i * 0.8) * c->u,
        1.5 * c->u, 0xf4f4f0);
  round_box(c, x, horizon - 22 * c->u, 20 * c->u, 34 * c->u, 1.2 * c->u, 0xe8ebee, 1);
  round_box(c, x + 3 * c->u, horizon - 18 * c->u, 14 * c->u, 8 * c->u, 0.6 * c->u, 0x17344f, 1);
  write_text(c, x + 4.5 * c->u, horizon - 16.4 * c->u, 14 * c->u, 4 * c->u, 0x6fe0b2, "PM 18");
  round_box(c, x + 5 * c->u, horizon + c->u, 10 * c->u, 5 * c->u, 0.4 * c->u, 0xc9a24a, 1);
}

static void
scene_bridge(Canvas *c)
{
  double deck = 0.42 * c->h;

  draw_sky(c, 0.7 * c->h);
  fade(c, 0.7 * c->h, 0.3 * c->h, 0x7fa3b5, 0x54788c);
  box(c, 0, deck, c->w, 7 * c->u, 0xa8a39a);
  box(c, 0, deck - 4 * c->u, c->w, 0.8 * c->u, 0x6d7278);
  for (int i = 0; i < 4; i++) {
    double x = (0.12 + 0.25 * i) * c->w;

    box(c, x, deck + 7 * c->u, 7 * c->u, 0.36 * c->h, 0x918c84);
    box(c, x - 2 * c->u, deck + 7 * c->u, 11 * c->u, 3 * c->u, 0x9f9a92);
  }
  draw_car(c, vary(c, 0.1, 0.7) * c->w, deck, 14 * c->u);
  round_box(c, 0.37 * c->w + c->u, deck + 14 * c->u, 5 * c->u, 4 * c->u, 0.6 * c->u, 0xf3f5f7, 1);
  disc(c, 0.37 * c->w + 3.5 * c->u, deck + 16 * c->u, 0.8 * c->u, 0x2fd07a);
}

static void
scene_construction(Canvas *c)
{
  double ground = 0.72 * c->h;

  fade(c, 0, ground, 0xc9c5bd, 0xe2dfd8);
  fade(c, ground, c->h - ground, 0x9d8f7c, 0x84765f);
  box(c, 0.12 * c->w, 0.2 * c->h, 0.76 * c->w, ground - 0.2 * c->h, 0xb8b2a6);
  box(c, 0.2 * c->w, 0.32 * c->h, 0.6 * c->w, 0.3 * c->h, 0x8c98a3);
  for (int i = 0; i < 9; i++)
    line(c, (0.1 + 0.1 * i) * c->w, 0.12 * c->h, (0.1 + 0.1 * i) * c->w, ground, 0.7 * c->u,
         0x5c6670);
  for (int i = 0; i < 4; i++)
    line(c, 0.08 * c->w, (0.2 + 0.14 * i) * c->h, 0.92 * c->w, (0.2 + 0.14 * i) * c->h, 0.7 * c->u,
         0x5c6670);
  for (double x = 0; x < c->w; x += 8 * c->u) {
    double stripe[] = {x,
                       ground + 8 * c->u,
                       x + 4 * c->u,
                       ground + 8 * c->u,
                       x + 8 * c->u,
                       ground + 2 * c->u,
                       x + 4 * c->u,
                       ground + 2 * c->u};

    shape(c, stripe, 4, 0xe6b422, 1);
  }
  round_box(c, 0.34 * c->w, 0.4 * c->h, 0.32 * c->w, 14 * c->u, c->u, 0xf5f2ea, 1);
  write_text(c, 0.37 * c->w, 0.4 * c->h + 4.5 * c->u, 0.3 * c->w, 4.6 * c->u, 0xb3261e,
             "공사 중 8. 31.까지");
}

static void
scene_livinglab(Canvas *c)
{
  double horizon = 0.56 * c->h;

  draw_street(c, horizon);
  round_box(c, 0.34 * c->w, horizon - 34 * c->u, 0.32 * c->w, 42 * c->u, 2 * c->u, 0x22577a, 1);
  write_text(c, 0.37 * c->w, horizon - 30 * c->u, 0.27 * c->w, 5 * c->u, 0xffffff, "보행 안내");
  disc(c, 0.5 * c->w, horizon - 8 * c->u, 8 * c->u, 0x57cc99);
  line(c, 0.5 * c->w - 4 * c->u, horizon - 8 * c->u, 0.5 * c->w + 4 * c->u, horizon - 8 * c->u,
       1.4 * c->u, 0xffffff);
  box(c, 0.49 * c->w, horizon + 8 * c->u, 0.02 * c->w, 16 * c->u, 0x50555e);
}

/* --- screens and rooms --- */

static void
draw_chart(Canvas *c, double x, double y, double w, double h, guint32 rgb)
{
  int bars = g_rand_int_range(c->rand, 6, 10);

  round_box(c, x, y, w, h, 0.8 * c->u, 0x1d3550, 1);
  for (int i = 0; i < bars; i++) {
    double height = vary(c, 0.2, 0.8) * h;

    box(c, x + (i + 0.25) * w / bars, y + h - height - 0.06 * h, 0.5 * w / bars, height, rgb);
  }
}

static void
draw_map(Canvas *c, double x, double y, double w, double h)
{
  static const guint32 flows[] = {0x37c98b, 0xf2a33c, 0xe0565b, 0x4da3ff};

  round_box(c, x, y, w, h, c->u, 0x12263c, 1);
  for (int i = 0; i < 26; i++) {
    double x0 = x + vary(c, 0.04, 0.82) * w, y0 = y + vary(c, 0.06, 0.92) * h;
    double angle = g_rand_boolean(c->rand) ? vary(c, -0.3, 0.3) : vary(c, 1.2, 1.7);
    double length = vary(c, 0.05, 0.14) * w;

    line(c, x0, y0, CLAMP(x0 + length * cos(angle), x, x + w),
         CLAMP(y0 + length * sin(angle), y, y + h), 0.55 * c->u,
         pick(c, flows, G_N_ELEMENTS(flows)));
  }
}

static void
scene_dashboard(Canvas *c)
{
  double x = 5 * c->u, y = 6 * c->u, w = c->w - 10 * c->u, h = c->h - 18 * c->u;

  fade(c, 0, c->h, 0x24262b, 0x15161a);
  round_box(c, x - 2 * c->u, y - 2 * c->u, w + 4 * c->u, h + 4 * c->u, 2 * c->u, 0x0c0d10, 1);
  round_box(c, x, y, w, h, c->u, 0x0f1d2e, 1);
  write_text(c, x + 3 * c->u, y + 2 * c->u, w - 6 * c->u, 4.2 * c->u, 0xdce9f7, c->caption);
  draw_map(c, x + 3 * c->u, y + 10 * c->u, 0.62 * w, h - 14 * c->u);
  for (int i = 0; i < 4; i++)
    draw_chart(c, x + 0.67 * w, y + 10 * c->u + i * (h - 13 * c->u) / 4, 0.3 * w,
               (h - 22 * c->u) / 4, i % 2 == 0 ? 0x5aa9f0 : 0x47c9a2);
  box(c, 0.42 * c->w, c->h - 8 * c->u, 0.16 * c->w, 8 * c->u, 0x0c0d10);
}

static void
draw_camera_view(Canvas *c, double x, double y, double w, double h)
{
  static const guint32 views[] = {0x5d7a52, 0x6b6f7a, 0x8a7a58, 0x3f5f86, 0x4c4f57, 0x2f6f9e};

  box(c, x, y, w, h, pick(c, views, G_N_ELEMENTS(views)));
  box(c, x, y + 0.62 * h, w, 0.38 * h, 0x4a4d54);
  disc(c, x + vary(c, 0.25, 0.75) * w, y + 0.55 * h, 0.08 * h, 0x23262c);
}

static void
draw_desk(Canvas *c, double x)
{
  round_box(c, x, 0.72 * c->h, 13 * c->u, 9 * c->u, 0.8 * c->u, 0x3d7fd0, 1);
  disc(c, x + 6.5 * c->u, 0.84 * c->h, 3.6 * c->u, 0x17181c);
  round_box(c, x + 1.5 * c->u, 0.87 * c->h, 10 * c->u, 0.13 * c->h, 3 * c->u, 0x1f242c, 1);
}

static void
scene_control(Canvas *c)
{
  int columns = 6, rows = 3, alarm = g_rand_int_range(c->rand, 0, columns * rows);
  double w = 0.92 * c->w / columns, h = 0.54 * c->h / rows;

  fade(c, 0, c->h, 0x1a1d23, 0x0d0f13);
  for (int i = 0; i < columns * rows; i++) {
    double x = 0.04 * c->w + (i % columns) * w, y = 0.05 * c->h + (i / columns) * h;

    draw_camera_view(c, x, y, w - 0.8 * c->u, h - 0.8 * c->u);
    if (i == alarm) {
      set_color(c, 0xffd23c, 1);
      cairo_set_line_width(c->cr, 0.9 * c->u);
      cairo_rectangle(c->cr, x, y, w - 0.8 * c->u, h - 0.8 * c->u);
      cairo_stroke(c->cr);
    }
  }
  write_text(c, 0.05 * c->w, 0.61 * c->h, 0.9 * c->w, 4 * c->u, 0xcfe0f6, c->caption);
  for (int i = 0; i < 4; i++)
    draw_desk(c, (0.12 + 0.22 * i) * c->w - 4 * c->u);
}

static void
scene_server(Canvas *c)
{
  double w = c->w / 6;

  fade(c, 0, c->h, 0x2b2f37, 0x101216);
  for (int i = 0; i < 6; i++) {
    double x = i * w;

    box(c, x + 0.04 * w, 2 * c->u, 0.92 * w, c->h - 6 * c->u, 0x16191f);
    for (double y = 5 * c->u; y < c->h - 9 * c->u; y += 3 * c->u) {
      box(c, x + 0.12 * w, y, 0.76 * w, 2 * c->u, 0x262b34);
      disc(c, x + 0.2 * w, y + c->u, 0.45 * c->u,
           g_rand_int_range(c->rand, 0, 9) > 0 ? 0x37d58b : 0xf2a33c);
      disc(c, x + 0.27 * w, y + c->u, 0.45 * c->u, 0x4da3ff);
    }
  }
}

static void
scene_power(Canvas *c)
{
  double x = 0.24 * c->w, w = 0.52 * c->w;

  fade(c, 0, 0.8 * c->h, 0xc9ccd0, 0xaeb2b7);
  fade(c, 0.8 * c->h, 0.2 * c->h, 0x83878d, 0x6b6f75);
  round_box(c, x, 0.12 * c->h, w, 0.74 * c->h, 1.4 * c->u, 0xe9ecef, 1);
  round_box(c, x + 0.12 * w, 0.2 * c->h, 0.76 * w, 0.2 * c->h, c->u, 0x10263a, 1);
  write_text(c, x + 0.17 * w, 0.24 * c->h, 0.7 * w, 5.4 * c->u, 0x6fe0b2, "정상  98 %");
  write_text(c, x + 0.17 * w, 0.32 * c->h, 0.7 * w, 3.4 * c->u, 0xcfe0f6, "220 V   60 Hz");
  for (int i = 0; i < 3; i++)
    disc(c, x + (0.2 + 0.14 * i) * w, 0.47 * c->h, 1.8 * c->u, i == 0 ? 0x2fd07a : 0xb9bdc3);
  for (int i = 0; i < 8; i++)
    box(c, x + 0.14 * w, (0.56 + 0.03 * i) * c->h, 0.72 * w, 0.9 * c->u, 0xb4b8be);
}

static void
draw_person(Canvas *c, double x, double y, double size, guint32 clothes)
{
  round_box(c, x - 0.5 * size, y, size, size, 0.35 * size, clothes, 1);
  disc(c, x, y - 0.15 * size, 0.3 * size, 0xe8c3a0);
  set_color(c, 0x1c1c20, 1);
  cairo_arc(c->cr, x, y - 0.2 * size, 0.31 * size, G_PI, 2 * G_PI);
  cairo_fill(c->cr);
}

static void
scene_meeting(Canvas *c)
{
  static const guint32 clothes[] = {0x3a6f5a, 0x8a2f3a, 0x39456b, 0x5c5f66, 0x2f6f6a};

  fade(c, 0, c->h, 0xe9e4e4, 0xcfc6c2);
  round_box(c, 0.26 * c->w, 0.1 * c->h, 0.48 * c->w, 0.3 * c->h, 0.6 * c->u, 0xffffff, 1);
  write_text(c, 0.29 * c->w, 0.15 * c->h, 0.42 * c->w, 4.4 * c->u, 0x39456b, c->caption);
  for (int i = 0; i < 6; i++)
    draw_person(c, (0.12 + 0.15 * i) * c->w, 0.6 * c->h, 14 * c->u,
                pick(c, clothes, G_N_ELEMENTS(clothes)));
  round_box(c, 0.05 * c->w, 0.7 * c->h, 0.9 * c->w, 0.16 * c->h, 3 * c->u, 0x9b6b3e, 1);
  for (int i = 0; i < 5; i++)
    box(c, (0.14 + 0.16 * i) * c->w, 0.73 * c->h, 7 * c->u, 4 * c->u, 0xf7f7f3);
}

static void
scene_class(Canvas *c)
{
  static const guint32 clothes[] = {0x7c4d79, 0x3a6f5a, 0x8a5a2f, 0x39456b};

  fade(c, 0, c->h, 0xf0e7d6, 0xdccfb8);
  round_box(c, 0.2 * c->w, 0.08 * c->h, 0.6 * c->w, 0.36 * c->h, c->u, 0x2d5a46, 1);
  write_text(c, 0.24 * c->w, 0.15 * c->h, 0.52 * c->w, 5 * c->u, 0xf3f7f0,
             "버스 앱으로 도착 시각 보기");
  for (int row = 0; row < 2; row++) {
    for (int i = 0; i < 4; i++) {
      double x = (0.16 + 0.22 * i + 0.04 * row) * c->w, y = (0.54 + 0.2 * row) * c->h;

      draw_person(c, x, y, 13 * c->u, pick(c, clothes, G_N_ELEMENTS(clothes)));
      round_box(c, x - 2 * c->u, y + 8 * c->u, 4 * c->u, 6 * c->u, 0.6 * c->u, 0x1c2735, 1);
    }
  }
}

static void
scene_app(Canvas *c)
{
  static const guint32 tiles[] = {0x3d7fd0, 0x2f9e77, 0xd98a2b, 0xa3507f, 0x5b6bb5};
  double h = 0.8 * c->h, w = MIN(0.5 * h, 0.7 * c->w), x = (c->w - w) / 2, y = 0.08 * c->h;

  fade(c, 0, c->h, 0xb9a58d, 0x8f7b63);
  round_box(c, x - 2 * c->u, y - 3 * c->u, w + 4 * c->u, h + 6 * c->u, 5 * c->u, 0x17181c, 1);
  round_box(c, x, y, w, h, 2.5 * c->u, 0xf6f7f9, 1);
  write_text(c, x + 3 * c->u, y + 4 * c->u, w - 6 * c->u, 4 * c->u, 0x1c2735, c->caption);
  for (int i = 0; i < 9; i++)
    round_box(c, x + (0.08 + 0.3 * (i % 3)) * w, y + (0.26 + 0.2 * (i / 3)) * h, 0.24 * w, 0.15 * h,
              1.6 * c->u, pick(c, tiles, G_N_ELEMENTS(tiles)), 1);
  round_box(c, x + 0.08 * w, y + 0.87 * h, 0.84 * w, 0.07 * h, 1.6 * c->u, 0x3d7fd0, 1);
}

static void
scene_kiosk(Canvas *c)
{
  double x = 0.32 * c->w, w = 0.36 * c->w;

  fade(c, 0, c->h, 0xdbe5ea, 0xb5c3cb);
  round_box(c, x, 0.1 * c->h, w, 0.52 * c->h, 1.6 * c->u, 0x22303f, 1);
  round_box(c, x + 2 * c->u, 0.13 * c->h, w - 4 * c->u, 0.46 * c->h, c->u, 0xf7fafc, 1);
  write_text(c, x + 4 * c->u, 0.17 * c->h, w - 8 * c->u, 4 * c->u, 0x22577a, "검사 접수");
  for (int i = 0; i < 36; i++) {
    if (g_rand_boolean(c->rand))
      box(c, x + w / 2 + (i % 6 - 3) * 3 * c->u, (0.3 * c->h) + (i / 6) * 3 * c->u, 3 * c->u,
          3 * c->u, 0x17181c);
  }
  box(c, x + 0.4 * w, 0.62 * c->h, 0.2 * w, 0.28 * c->h, 0x39434f);
  round_box(c, x - 2 * c->u, 0.88 * c->h, w + 4 * c->u, 4 * c->u, c->u, 0x39434f, 1);
}

static void
scene_twin(Canvas *c)
{
  double u = 7 * c->u, x0 = c->w / 2, y0 = 0.34 * c->h;

  fade(c, 0, c->h, 0x14233a, 0x0b1420);
  for (int i = 0; i < 8; i++) {
    for (int k = 0; k < 8; k++) {
      double x = x0 + (i - k) * u * 0.86, y = y0 + (i + k) * u * 0.42, h = vary(c, 0.1, 2.4) * u;
      double left[] = {x - 0.6 * u, y, x, y + 0.3 * u, x, y + 0.3 * u - h, x - 0.6 * u, y - h};
      double right[] = {x, y + 0.3 * u, x + 0.6 * u, y, x + 0.6 * u, y - h, x, y + 0.3 * u - h};
      double top[] = {x - 0.6 * u, y - h, x, y + 0.3 * u - h,
                      x + 0.6 * u, y - h, x, y - 0.3 * u - h};

      shape(c, left, 4, 0x2d6fb5, 1);
      shape(c, right, 4, 0x1c4a80, 1);
      shape(c, top, 4, 0x7cc0f5, 1);
    }
  }
  write_text(c, 4 * c->u, 4 * c->u, c->w - 8 * c->u, 4.4 * c->u, 0xdce9f7, c->caption);
}

/* --- near things --- */

static void
draw_wall(Canvas *c)
{
  static const guint32 walls[] = {0x9d9890, 0xa79c8c, 0x8f949a};
  guint32 wall = pick(c, walls, G_N_ELEMENTS(walls));

  box(c, 0, 0, c->w, c->h, wall);
  set_color(c, 0x000000, 0.12);
  cairo_set_line_width(c->cr, 0.4 * c->u);
  for (double y = 0; y < c->h; y += 11 * c->u) {
    cairo_move_to(c->cr, 0, y);
    cairo_line_to(c->cr, c->w, y);
    for (double x = fmod(y, 22 * c->u) < 1 ? 0 : 12 * c->u; x < c->w; x += 24 * c->u) {
      cairo_move_to(c->cr, x, y);
      cairo_line_to(c->cr, x, y + 11 * c->u);
    }
  }
  cairo_stroke(c->cr);
}

static void
scene_sensor(Canvas *c)
{
  double x = vary(c, 0.3, 0.45) * c->w, y = vary(c, 0.28, 0.4) * c->h;

  draw_wall(c);
  set_color(c, 0x3a3a3d, 1);
  cairo_set_line_width(c->cr, 0.5 * c->u);
  cairo_move_to(c->cr, 0.1 * c->w, 0.1 * c->h);
  for (int i = 1; i < 8; i++)
    cairo_line_to(c->cr, (0.1 + 0.03 * i) * c->w + vary(c, -2, 2) * c->u, (0.1 + 0.11 * i) * c->h);
  cairo_stroke(c->cr);
  round_box(c, x, y, 34 * c->u, 24 * c->u, 2 * c->u, 0xf3f5f7, 1);
  round_box(c, x + 3 * c->u, y + 3 * c->u, 18 * c->u, 9 * c->u, c->u, 0x1f4f94, 1);
  write_text(c, x + 4.4 * c->u, y + 4.6 * c->u, 18 * c->u, 4.4 * c->u, 0xffffff, "0.02°");
  disc(c, x + 28 * c->u, y + 7 * c->u, 2 * c->u, 0x2fd07a);
  box(c, x + 30 * c->u, y - 9 * c->u, c->u, 9 * c->u, 0x23262c);
}

static void
scene_market(Canvas *c)
{
  static const guint32 goods[] = {0xd0493e, 0xe39a2d, 0x5f9e3f, 0xd9c84a, 0x8e4c8a};
  double ceiling = 0.24 * c->h;

  fade(c, 0, ceiling, 0x6a5f57, 0x8c8077);
  fade(c, ceiling, c->h - ceiling, 0xd8c9b0, 0xa8957a);
  for (int i = 0; i < 4; i++) {
    double x = i * c->w / 4;

    box(c, x + c->u, ceiling + 4 * c->u, c->w / 4 - 2 * c->u, 8 * c->u, pick(c, goods, 3));
    for (int k = 0; k < 12; k++)
      disc(c, x + (5 + (k % 4) * 7) * c->u, (0.66 + 0.09 * (k / 4)) * c->h, 3.2 * c->u,
           pick(c, goods, G_N_ELEMENTS(goods)));
  }
  disc(c, 0.5 * c->w, ceiling - 5 * c->u, 8 * c->u, 0xf3f5f7);
  disc(c, 0.5 * c->w, ceiling - 5 * c->u, 4.5 * c->u, 0xdfe3e7);
  disc(c, 0.5 * c->w + 5.5 * c->u, ceiling - 5 * c->u, 0.9 * c->u, 0xe0453d);
}

static void
scene_cabinet(Canvas *c)
{
  double x = 0.28 * c->w, w = 0.44 * c->w, y = 0.16 * c->h, h = 0.68 * c->h;

  draw_wall(c);
  fade(c, 0.84 * c->h, 0.16 * c->h, 0x6d7076, 0x5a5d63);
  round_box(c, x, y, w, h, c->u, 0x7d8a86, 1);
  round_box(c, x + 2 * c->u, y + 2 * c->u, w - 4 * c->u, h - 4 * c->u, 0.8 * c->u, 0x8f9c98, 1);
  box(c, x + 0.16 * w, y + 0.1 * h, 0.68 * w, 0.16 * h, 0xf2e9c8);
  write_text(c, x + 0.2 * w, y + 0.13 * h, 0.6 * w, 3.8 * c->u, 0x3a3a3d, "신호제어 · 통신");
  disc(c, x + 0.84 * w, y + 0.52 * h, 2.6 * c->u, 0xc9a24a);
  set_color(c, 0xc9a24a, 1);
  cairo_set_line_width(c->cr, 0.9 * c->u);
  cairo_arc(c->cr, x + 0.84 * w, y + 0.52 * h - 2.4 * c->u, 1.8 * c->u, G_PI, 2 * G_PI);
  cairo_stroke(c->cr);
}

static void
scene_sign(Canvas *c)
{
  double x = 0.2 * c->w, y = 0.18 * c->h, w = 0.6 * c->w;

  draw_wall(c);
  round_box(c, x, y, w, 46 * c->u, 1.6 * c->u, 0xf7f8fa, 1);
  round_box(c, x, y, w, 13 * c->u, 1.6 * c->u, 0x1f4f94, 1);
  write_text(c, x + 4 * c->u, y + 3.4 * c->u, w - 8 * c->u, 5.4 * c->u, 0xffffff, "CCTV 설치 안내");
  write_text(c, x + 4 * c->u, y + 17 * c->u, w - 8 * c->u, 3.8 * c->u, 0x2e2e32,
             "설치 목적: 방범·교통\n촬영 시간: 24시간\n관리 책임자: 도시통합운영센터");
}

static void
scene_wifi(Canvas *c)
{
  double x = 0.5 * c->w, y = 0.44 * c->h;

  draw_street(c, 0.74 * c->h);
  round_box(c, x - 22 * c->u, y - 30 * c->u, 44 * c->u, 44 * c->u, 3 * c->u, 0x16713f, 1);
  set_color(c, 0xffffff, 1);
  cairo_set_line_width(c->cr, 2.6 * c->u);
  for (int i = 1; i <= 3; i++) {
    cairo_new_sub_path(c->cr);
    cairo_arc(c->cr, x, y - 6 * c->u, 5.4 * i * c->u, 1.25 * G_PI, 1.75 * G_PI);
  }
  cairo_stroke(c->cr);
  disc(c, x, y - 6 * c->u, 2 * c->u, 0xffffff);
  write_text(c, x - 18 * c->u, y + 2 * c->u, 36 * c->u, 5 * c->u, 0xffffff, "공공와이파이");
  box(c, x - c->u, y + 14 * c->u, 2 * c->u, c->h, 0x50555e);
  round_box(c, x + 6 * c->u, y - 40 * c->u, 10 * c->u, 7 * c->u, c->u, 0xeceff2, 1);
}

static void
scene_shelter_in(Canvas *c)
{
  draw_street(c, 0.62 * c->h);
  round_box(c, 0, 0, c->w, 0.16 * c->h, 0, 0x27374d, 1);
  round_box(c, 0.28 * c->w, 3 * c->u, 0.44 * c->w, 8 * c->u, c->u, 0xeceff2, 1);
  for (int i = 0; i < 6; i++)
    box(c, 0.31 * c->w, (4.5 + i) * c->u, 0.38 * c->w, 0.4 * c->u, 0x9aa3ab);
  for (int i = 0; i < 5; i++)
    box(c, i * 0.25 * c->w - c->u, 0, 2 * c->u, 0.84 * c->h, 0x3d4a5c);
  round_box(c, 0.56 * c->w, 0.26 * c->h, 0.34 * c->w, 0.26 * c->h, c->u, 0x13202e, 1);
  write_text(c, 0.58 * c->w, 0.29 * c->h, 0.31 * c->w, 4 * c->u, 0x49d69a,
             "실내 24 ℃\n급행1  4분\n649  7분");
  box(c, 0, 0.84 * c->h, c->w, 0.16 * c->h, 0xb5ada0);
  round_box(c, 0.08 * c->w, 0.68 * c->h, 0.5 * c->w, 4 * c->u, c->u, 0x9b6b3e, 1);
  disc(c, 0.94 * c->w, 0.6 * c->h, 2.6 * c->u, 0xe0453d);
}

static void
scene_document(Canvas *c)
{
  double w = 0.62 * MIN(c->w, c->h), h = 1.3 * w;

  fade(c, 0, c->h, 0x6d5a48, 0x59483a);
  cairo_save(c->cr);
  cairo_translate(c->cr, c->w / 2, 0.47 * c->h);
  cairo_rotate(c->cr, vary(c, -0.07, 0.07));
  cairo_scale(c->cr, w / 595, w / 595);
  cairo_translate(c->cr, -595 / 2.0, -h / w * 595 / 2);
  cairo_rectangle(c->cr, 0, 0, 595, 1.3 * 595);
  cairo_clip(c->cr);
  draw_page(c->cr, 595, 1.3 * 595, g_rand_int(c->rand), c->caption);
  cairo_restore(c->cr);
}

static const struct {
  const char *name;
  void (*draw)(Canvas *canvas);
} scenes[] = {
    {"app", scene_app},
    {"bridge", scene_bridge},
    {"cabinet", scene_cabinet},
    {"class", scene_class},
    {"construction", scene_construction},
    {"control", scene_control},
    {"crossroad", scene_crossroad},
    {"crosswalk", scene_crosswalk},
    {"dashboard", scene_dashboard},
    {"document", scene_document},
    {"kiosk", scene_kiosk},
    {"livinglab", scene_livinglab},
    {"market", scene_market},
    {"meeting", scene_meeting},
    {"parking", scene_parking},
    {"pole", scene_pole},
    {"power", scene_power},
    {"sensor", scene_sensor},
    {"server", scene_server},
    {"shelter", scene_shelter},
    {"shelter-in", scene_shelter_in},
    {"sign", scene_sign},
    {"station", scene_station},
    {"stop", scene_stop},
    {"twin", scene_twin},
    {"wifi", scene_wifi},
};

gboolean
draw_scene(
    cairo_t *cr, const char *name, double width, double height, guint32 seed, const char *caption)
{
  Canvas canvas = {cr, width, height, MIN(width, height) / 100, NULL, caption};

  for (gsize i = 0; i < G_N_ELEMENTS(scenes); i++) {
    if (!g_str_equal(scenes[i].name, name))
      continue;
    canvas.rand = g_rand_new_with_seed(seed);
    scenes[i].draw(&canvas);
    g_rand_free(canvas.rand);
    return TRUE;
  }
  return FALSE;
}

void
draw_mark(cairo_t *cr, double width, double height)
{
  Canvas canvas = {cr, width, height, MIN(width, height) / 100, NULL, NULL};
  double u = canvas.u;

  round_box(&canvas, 2 * u, height - 7.4 * u, 52 * u, 5.4 * u, 1.2 * u, 0x000000, 0.55);
  write_text(&canvas, 4 * u, height - 6.4 * u, 60 * u, 2.7 * u, 0xffffff,
             "그린 그림 · 시연용 / drawn, demonstration");
}

void
draw_page(cairo_t *cr, double width, double height, guint32 seed, const char *title)
{
  Canvas canvas = {cr, width, height, width / 100, g_rand_new_with_seed(seed), title};
  double y = 16 * canvas.u;

  box(&canvas, 0, 0, width, height, 0xfbfaf6);
  y += write_text(&canvas, 10 * canvas.u, 9 * canvas.u, 80 * canvas.u, 4.4 * canvas.u, 0x23262c,
                  title);
  line(&canvas, 10 * canvas.u, y, 90 * canvas.u, y, 0.5 * canvas.u, 0x23262c);
  for (y += 6 * canvas.u; y < height - 24 * canvas.u; y += 4 * canvas.u)
    box(&canvas, 10 * canvas.u, y, vary(&canvas, 55, 80) * canvas.u, 1.1 * canvas.u, 0xb4b4b0);
  set_color(&canvas, 0xc0392b, 1);
  cairo_set_line_width(cr, 0.9 * canvas.u);
  cairo_rectangle(cr, 72 * canvas.u, height - 20 * canvas.u, 12 * canvas.u, 12 * canvas.u);
  cairo_stroke(cr);
  write_text(&canvas, 74 * canvas.u, height - 18 * canvas.u, 10 * canvas.u, 3.8 * canvas.u,
             0xc0392b, "시연\n직인");
  g_rand_free(canvas.rand);
}
