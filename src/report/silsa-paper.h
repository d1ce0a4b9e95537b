#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/*
 * A document on A4, page by page. It is filled from top to bottom with blocks; a block that does
 * not fit goes to the next page, and a text is as many blocks as it has lines. What was drawn is
 * kept as vectors and text, so that the same pages go to a printer and to a PDF.
 *
 * Lengths are points. Belongs to the thread that made it.
 */
typedef struct _SilsaPaper SilsaPaper;

#define SILSA_PAPER_PAGE_WIDTH 595.0
#define SILSA_PAPER_PAGE_HEIGHT 842.0
#define SILSA_PAPER_WIDTH 511.0 /* between the margins */

typedef enum {
  SILSA_PAPER_TITLE,
  SILSA_PAPER_HEAD,
  SILSA_PAPER_BODY,
  SILSA_PAPER_STRONG,
  SILSA_PAPER_SMALL, /* soft, for what stands elsewhere, too */
  SILSA_PAPER_CLAIM, /* as body, in the grey of what is claimed */
} SilsaPaperStyle;

/** One text of a row. */
typedef struct {
  const char *text; /* NULL: none */
  double x; /* of its left edge, from the margin */
  double width;
  SilsaPaperStyle style;
  double align; /* 0 left, 0.5 centre, 1 right */
} SilsaPaperCell;

SilsaPaper *silsa_paper_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_paper_free(SilsaPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPaper, silsa_paper_free)

/** What stands at the head of every page from the next block on, left and right. */
void silsa_paper_set_head(SilsaPaper *self, const char *left, const char *right);
/** What stands at the foot of every page, beside its number. */
void silsa_paper_set_foot(SilsaPaper *self, const char *words);
/** What is printed large and faint across every page; NULL: nothing. */
void silsa_paper_set_mark(SilsaPaper *self, const char *words);

/** Fonts and sizes of the page; borrowed. */
PangoContext *silsa_paper_get_context(SilsaPaper *self);

void silsa_paper_add_text(SilsaPaper *self, const char *text, SilsaPaperStyle style, double indent);
/** Cells beside each other; the row is as high as its highest. */
void silsa_paper_add_row(SilsaPaper *self, const SilsaPaperCell *cells, guint n_cells);
void silsa_paper_add_space(SilsaPaper *self, double height);
/** A thin line over the whole width. */
void silsa_paper_add_rule(SilsaPaper *self);
/** @n lines to write on by hand. */
void silsa_paper_add_blanks(SilsaPaper *self, guint n, double indent);
void silsa_paper_break(SilsaPaper *self);
/** A new page, unless @height still fits on this one. */
void silsa_paper_need(SilsaPaper *self, double height);
/** How high the blocks may be that still go on this page. */
double silsa_paper_get_room(SilsaPaper *self);

/** Draws a block of @height by hand: returns a context whose origin is the block's upper left
 * corner. silsa_paper_end() places the block. */
cairo_t *silsa_paper_begin(SilsaPaper *self, double height) G_GNUC_WARN_UNUSED_RESULT;
void silsa_paper_end(SilsaPaper *self, cairo_t *cr);

/** The height of @text in @width. */
double silsa_paper_get_text_height(SilsaPaper *self,
                                   const char *text,
                                   SilsaPaperStyle style,
                                   double width);
/** One cell drawn into a block at @y; returns its height. */
double silsa_paper_draw_cell(SilsaPaper *self, cairo_t *cr, const SilsaPaperCell *cell, double y);
/** A box to be ticked, and its words beside it; returns the width of both. */
double silsa_paper_draw_box(
    SilsaPaper *self, cairo_t *cr, const char *words, gboolean ticked, double x, double y);

/** A line to write on by hand, from @x to the right margin. */
void silsa_paper_draw_line(SilsaPaper *self, cairo_t *cr, double x, double y);
/** An empty frame to write in by hand. */
void silsa_paper_draw_field(
    SilsaPaper *self, cairo_t *cr, double x, double y, double width, double height);

guint silsa_paper_get_n_pages(SilsaPaper *self);
/** Draws page @page, from 0, in points from the upper left corner of the sheet. */
void silsa_paper_draw_page(SilsaPaper *self, cairo_t *cr, guint page);
/** Writes all pages as PDF; nothing stands under @path unless all of them do. Error: WRITE. */
gboolean
silsa_paper_write_pdf(SilsaPaper *self, const char *path, const char *title, GError **error);

G_END_DECLS
