#include "silsa-paper.h"

#include "silsa-error.h"
#include "silsa-keep-words.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define FONT "Pretendard, Adwaita Sans, Cantarell, Noto Sans CJK KR, Sans"
#define BODY_SIZE 9.5
#define MARGIN 42.0
#define TOP 66.0 /* where blocks begin */
#define BOTTOM 792.0 /* where they end */
#define HEAD_Y 38.0
#define HEAD_HEIGHT 12.0 /* of one line */
#define FOOT_Y 806.0
#define ROW_GAP 3.0 /* under a row */
#define BLANK 22.0 /* room to write a line by hand */
#define BOX 8.5
#define LINE 0.5
#define PIECE 800 /* characters that are laid out at once */

/* Invariant: every block of a page lies between TOP and BOTTOM, unless it is higher than that. */
typedef struct {
  cairo_surface_t *drawing;
  double y;
} Block;

typedef struct {
  GArray *blocks; /* of Block */
  char *head_left, *head_right;
} Page;

struct _SilsaPaper {
  PangoContext *context;
  GPtrArray *pages; /* of Page */
  double y; /* where the next block goes */
  double begun; /* height of the block that is drawn */
  char *head_left, *head_right, *foot, *mark;
};

static const struct {
  double size;
  PangoWeight weight;
  gboolean soft;
} styles[] = {
    [SILSA_PAPER_TITLE] = {15, PANGO_WEIGHT_BOLD, FALSE},
    [SILSA_PAPER_HEAD] = {10.5, PANGO_WEIGHT_BOLD, FALSE},
    [SILSA_PAPER_BODY] = {BODY_SIZE, PANGO_WEIGHT_NORMAL, FALSE},
    [SILSA_PAPER_STRONG] = {BODY_SIZE, PANGO_WEIGHT_BOLD, FALSE},
    [SILSA_PAPER_SMALL] = {8, PANGO_WEIGHT_NORMAL, TRUE},
    [SILSA_PAPER_CLAIM] = {BODY_SIZE, PANGO_WEIGHT_NORMAL, TRUE},
};

static void
block_clear(gpointer data)
{
  cairo_surface_destroy(((Block *)data)->drawing);
}

static Page *
page_new(void)
{
  Page *page = g_new0(Page, 1);

  page->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
  g_array_set_clear_func(page->blocks, block_clear);
  return page;
}

static void
page_free(gpointer data)
{
  Page *page = data;

  g_array_unref(page->blocks);
  g_free(page->head_left);
  g_free(page->head_right);
  g_free(page);
}

/* Metrics of the printer, not of a screen: nothing is moved to whole pixels. */
static PangoContext *
new_context(void)
{
  g_autoptr(PangoFontMap) map = pango_cairo_font_map_new();
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string(FONT);
  PangoContext *context = pango_font_map_create_context(map);
  cairo_font_options_t *options = cairo_font_options_create();

  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  pango_cairo_context_set_resolution(context, 72);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_font_description_set_absolute_size(font, BODY_SIZE * PANGO_SCALE);
  pango_context_set_font_description(context, font);
  cairo_font_options_destroy(options);
  return context;
}

SilsaPaper *
silsa_paper_new(void)
{
  SilsaPaper *self = g_new0(SilsaPaper, 1);

  self->context = new_context();
  self->pages = g_ptr_array_new_with_free_func(page_free);
  self->y = BOTTOM; /* the first block makes the first page */
  return self;
}

void
silsa_paper_free(SilsaPaper *self)
{
  g_object_unref(self->context);
  g_ptr_array_unref(self->pages);
  g_free(self->head_left);
  g_free(self->head_right);
  g_free(self->foot);
  g_free(self->mark);
  g_free(self);
}

void
silsa_paper_set_head(SilsaPaper *self, const char *left, const char *right)
{
  g_set_str(&self->head_left, left);
  g_set_str(&self->head_right, right);
}

void
silsa_paper_set_foot(SilsaPaper *self, const char *words)
{
  g_set_str(&self->foot, words);
}

void
silsa_paper_set_mark(SilsaPaper *self, const char *words)
{
  g_set_str(&self->mark, words);
}

PangoContext *
silsa_paper_get_context(SilsaPaper *self)
{
  return self->context;
}

/* Texts */

static PangoLayout *
new_layout(SilsaPaper *self, const char *text, SilsaPaperStyle style, double width)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
  PangoLayout *layout = pango_layout_new(self->context);

  pango_attr_list_insert(attributes,
                         pango_attr_size_new_absolute((int)(styles[style].size * PANGO_SCALE)));
  pango_attr_list_insert(attributes, pango_attr_weight_new(styles[style].weight));
  pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum"));
  silsa_keep_words(attributes, text);
  pango_layout_set_text(layout, text, -1);
  pango_layout_set_attributes(layout, attributes);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
  return layout;
}

static double
get_height(PangoLayout *layout)
{
  PangoRectangle rectangle;

  pango_layout_get_extents(layout, NULL, &rectangle);
  return (double)rectangle.height / PANGO_SCALE;
}

static void
set_color(cairo_t *cr, SilsaPaperStyle style)
{
  const SilsaChartPalette *palette = silsa_chart_palette_get(FALSE, FALSE);

  silsa_chart_set_color(cr, styles[style].soft ? palette->soft : palette->ink, 1);
}

double
silsa_paper_get_text_height(SilsaPaper *self, const char *text, SilsaPaperStyle style, double width)
{
  g_autoptr(PangoLayout) layout = new_layout(self, text, style, width);

  return get_height(layout);
}

double
silsa_paper_draw_cell(SilsaPaper *self, cairo_t *cr, const SilsaPaperCell *cell, double y)
{
  g_autoptr(PangoLayout) layout = NULL;

  if (cell->text == NULL)
    return 0;
  layout = new_layout(self, cell->text, cell->style, cell->width);
  pango_layout_set_alignment(layout, cell->align > 0.75   ? PANGO_ALIGN_RIGHT
                                     : cell->align > 0.25 ? PANGO_ALIGN_CENTER
                                                          : PANGO_ALIGN_LEFT);
  set_color(cr, cell->style);
  cairo_move_to(cr, cell->x, y);
  pango_cairo_show_layout(cr, layout);
  return get_height(layout);
}

double
silsa_paper_draw_box(
    SilsaPaper *self, cairo_t *cr, const char *words, gboolean ticked, double x, double y)
{
  const SilsaChartPalette *palette = silsa_chart_palette_get(FALSE, FALSE);
  SilsaPaperStyle style = ticked ? SILSA_PAPER_STRONG : SILSA_PAPER_BODY;
  g_autoptr(PangoLayout) layout = new_layout(self, words, style, SILSA_PAPER_WIDTH);
  PangoRectangle rectangle;

  pango_layout_get_extents(layout, NULL, &rectangle);
  silsa_chart_set_color(cr, ticked ? palette->ink : palette->claim, 1);
  cairo_set_line_width(cr, ticked ? 1 : 0.7);
  cairo_rectangle(cr, x + 0.5, y + 2, BOX, BOX);
  cairo_stroke(cr);
  if (ticked) {
    cairo_set_line_width(cr, 1.6);
    cairo_move_to(cr, x + 2.2, y + 6.2);
    cairo_line_to(cr, x + 4.2, y + 8.4);
    cairo_line_to(cr, x + 7.6, y + 3.9);
    cairo_stroke(cr);
  }
  set_color(cr, style);
  cairo_move_to(cr, x + BOX + 4, y);
  pango_cairo_show_layout(cr, layout);
  return BOX + 4 + (double)rectangle.width / PANGO_SCALE;
}

static void
draw_line(cairo_t *cr, double from, double y, SilsaChartColor color)
{
  silsa_chart_set_color(cr, color, 1);
  cairo_set_line_width(cr, LINE);
  cairo_move_to(cr, from, y);
  cairo_line_to(cr, SILSA_PAPER_WIDTH, y);
  cairo_stroke(cr);
}

void
silsa_paper_draw_line(SilsaPaper *self G_GNUC_UNUSED, cairo_t *cr, double x, double y)
{
  draw_line(cr, x, y, silsa_chart_palette_get(FALSE, FALSE)->soft);
}

void
silsa_paper_draw_field(
    SilsaPaper *self G_GNUC_UNUSED, cairo_t *cr, double x, double y, double width, double height)
{
  silsa_chart_set_color(cr, silsa_chart_palette_get(FALSE, FALSE)->claim, 1);
  cairo_set_line_width(cr, 0.7);
  cairo_rectangle(cr, x, y, width, height);
  cairo_stroke(cr);
}

/* Blocks */

static Page *
begin_page(SilsaPaper *self)
{
  Page *page = page_new();

  page->head_left = g_strdup(self->head_left);
  page->head_right = g_strdup(self->head_right);
  g_ptr_array_add(self->pages, page);
  self->y = TOP;
  return page;
}

static Page *
page_for(SilsaPaper *self, double height)
{
  /* A hair of rounding must not cost a page, and what is higher than one goes on one of its own. */
  if (self->pages->len == 0 || (self->y + height > BOTTOM + 0.01 && self->y > TOP))
    return begin_page(self);
  return g_ptr_array_index(self->pages, self->pages->len - 1);
}

static void
place(SilsaPaper *self, cairo_surface_t *drawing, double height)
{
  Page *page = page_for(self, height);
  Block block = {drawing, self->y};

  g_array_append_val(page->blocks, block);
  self->y += height;
}

cairo_t *
silsa_paper_begin(SilsaPaper *self, double height)
{
  cairo_rectangle_t extents = {-MARGIN, -BLANK, SILSA_PAPER_PAGE_WIDTH, height + 2 * BLANK};
  cairo_surface_t *drawing = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
  cairo_t *cr = cairo_create(drawing);

  cairo_surface_destroy(drawing); /* the context keeps it */
  self->begun = height;
  return cr;
}

void
silsa_paper_end(SilsaPaper *self, cairo_t *cr)
{
  cairo_surface_t *drawing = cairo_surface_reference(cairo_get_target(cr));

  cairo_destroy(cr);
  place(self, drawing, self->begun);
}

static void
add_line(
    SilsaPaper *self, PangoLayoutLine *line, double height, SilsaPaperStyle style, double indent)
{
  PangoRectangle rectangle;
  cairo_t *cr = silsa_paper_begin(self, height);

  pango_layout_line_get_extents(line, NULL, &rectangle);
  set_color(cr, style);
  cairo_move_to(cr, indent, -(double)rectangle.y / PANGO_SCALE); /* y is that of the base line */
  pango_cairo_show_layout_line(cr, line);
  silsa_paper_end(self, cr);
}

/* Adds the lines of @piece; returns how much of it is on paper: without its last line where @more
 * follows, because that may still take words. */
static gsize
add_lines(SilsaPaper *self, const char *piece, gboolean more, SilsaPaperStyle style, double indent)
{
  g_autoptr(PangoLayout) layout = new_layout(self, piece, style, SILSA_PAPER_WIDTH - indent);

  for (GSList *l = pango_layout_get_lines_readonly(layout); l != NULL; l = l->next) {
    PangoLayoutLine *line = l->data;
    PangoRectangle rectangle;

    if (more && l->next == NULL && line->start_index > 0)
      return (gsize)line->start_index;
    pango_layout_line_get_extents(line, NULL, &rectangle);
    add_line(self, line, (double)rectangle.height / PANGO_SCALE, style, indent);
  }
  return strlen(piece);
}

/* Piece by piece: Pango takes the square of the time for a text with as many words as are allowed.
 */
void
silsa_paper_add_text(SilsaPaper *self, const char *text, SilsaPaperStyle style, double indent)
{
  gsize rest = strlen(text);

  do {
    g_autofree char *piece = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), PIECE));
    gsize done = add_lines(self, piece, strlen(piece) < rest, style, indent);

    text += done;
    rest -= done;
  } while (rest > 0);
}

void
silsa_paper_add_row(SilsaPaper *self, const SilsaPaperCell *cells, guint n_cells)
{
  double height = 0;
  cairo_t *cr;

  for (guint i = 0; i < n_cells; i++)
    height =
        MAX(height, silsa_paper_get_text_height(self, cells[i].text != NULL ? cells[i].text : "",
                                                cells[i].style, cells[i].width));
  cr = silsa_paper_begin(self, height + ROW_GAP);
  for (guint i = 0; i < n_cells; i++)
    silsa_paper_draw_cell(self, cr, &cells[i], 0);
  silsa_paper_end(self, cr);
}

void
silsa_paper_add_space(SilsaPaper *self, double height)
{
  self->y += height;
}

void
silsa_paper_add_rule(SilsaPaper *self)
{
  cairo_t *cr = silsa_paper_begin(self, 2 * ROW_GAP);

  draw_line(cr, 0, ROW_GAP, silsa_chart_palette_get(FALSE, FALSE)->grid);
  silsa_paper_end(self, cr);
}

void
silsa_paper_add_blanks(SilsaPaper *self, guint n, double indent)
{
  for (guint i = 0; i < n; i++) {
    cairo_t *cr = silsa_paper_begin(self, BLANK);

    silsa_paper_draw_line(self, cr, indent, BLANK - 4);
    silsa_paper_end(self, cr);
  }
}

void
silsa_paper_break(SilsaPaper *self)
{
  self->y = BOTTOM;
}

double
silsa_paper_get_room(SilsaPaper *self)
{
  return MAX(BOTTOM - self->y, 0);
}

void
silsa_paper_need(SilsaPaper *self, double height)
{
  if (self->y + height > BOTTOM + 0.01)
    silsa_paper_break(self);
}

/* Pages */

guint
silsa_paper_get_n_pages(SilsaPaper *self)
{
  return self->pages->len;
}

static void
draw_mark(SilsaPaper *self, cairo_t *cr)
{
  g_autoptr(PangoLayout) layout = NULL;
  PangoRectangle rectangle;

  if (self->mark == NULL)
    return;
  layout = new_layout(self, self->mark, SILSA_PAPER_TITLE, 4 * SILSA_PAPER_WIDTH);
  pango_layout_get_extents(layout, NULL, &rectangle);
  cairo_save(cr);
  cairo_translate(cr, SILSA_PAPER_PAGE_WIDTH / 2, SILSA_PAPER_PAGE_HEIGHT / 2);
  cairo_rotate(cr, -G_PI / 4);
  cairo_scale(cr, 4, 4);
  silsa_chart_set_color(cr, silsa_chart_palette_get(FALSE, FALSE)->soft, 0.12);
  cairo_move_to(cr, -(double)rectangle.width / PANGO_SCALE / 2,
                -(double)rectangle.height / PANGO_SCALE / 2);
  pango_cairo_show_layout(cr, layout);
  cairo_restore(cr);
}

/* Stands on the line below it; what needs two lines grows upwards. */
static void
draw_head_cell(SilsaPaper *self, cairo_t *cr, const SilsaPaperCell *cell)
{
  if (cell->text == NULL)
    return;
  silsa_paper_draw_cell(
      self, cr, cell,
      HEAD_Y + HEAD_HEIGHT -
          silsa_paper_get_text_height(self, cell->text, cell->style, cell->width));
}

static void
draw_furniture(SilsaPaper *self, cairo_t *cr, const Page *page, guint number)
{
  g_autofree char *count = g_strdup_printf("%u / %u", number + 1, self->pages->len);
  const double left = SILSA_PAPER_WIDTH * 0.6;
  const SilsaPaperCell heads[] = {
      {page->head_left, 0, left, SILSA_PAPER_SMALL, 0},
      {page->head_right, left + 8, SILSA_PAPER_WIDTH - left - 8, SILSA_PAPER_SMALL, 1},
  };
  const SilsaPaperCell feet[] = {
      {self->foot, 0, SILSA_PAPER_WIDTH - 60, SILSA_PAPER_SMALL, 0},
      {count, SILSA_PAPER_WIDTH - 60, 60, SILSA_PAPER_SMALL, 1},
  };

  for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
    draw_head_cell(self, cr, &heads[i]);
  for (guint i = 0; i < G_N_ELEMENTS(feet); i++)
    silsa_paper_draw_cell(self, cr, &feet[i], FOOT_Y);
  draw_line(cr, 0, HEAD_Y + 16, silsa_chart_palette_get(FALSE, FALSE)->grid);
  draw_line(cr, 0, FOOT_Y - 5, silsa_chart_palette_get(FALSE, FALSE)->grid);
}

void
silsa_paper_draw_page(SilsaPaper *self, cairo_t *cr, guint number)
{
  const Page *page = g_ptr_array_index(self->pages, number);

  cairo_save(cr);
  draw_mark(self, cr);
  cairo_translate(cr, MARGIN, 0);
  draw_furniture(self, cr, page, number);
  for (guint i = 0; i < page->blocks->len; i++) {
    const Block *block = &g_array_index(page->blocks, Block, i);

    cairo_set_source_surface(cr, block->drawing, 0, block->y);
    cairo_paint(cr);
  }
  cairo_restore(cr);
}

static cairo_status_t
write_cb(gpointer closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
silsa_paper_write_pdf(SilsaPaper *self, const char *path, const char *title, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(
      write_cb, bytes, SILSA_PAPER_PAGE_WIDTH, SILSA_PAPER_PAGE_HEIGHT);
  cairo_t *cr = cairo_create(pdf);
  g_autoptr(GError) failed = NULL;

  cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "Silsa");
  for (guint i = 0; i < self->pages->len; i++) {
    silsa_paper_draw_page(self, cr, i);
    cairo_show_page(cr);
  }
  cairo_destroy(cr);
  cairo_surface_finish(pdf);
  cairo_surface_destroy(pdf);
  if (g_file_set_contents_full(path, (const char *)bytes->data, (gssize)bytes->len,
                               G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                               &failed))
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_WRITE, NULL, "%s", failed->message);
  silsa_error_at_file(error, path);
  return FALSE;
}
