#pragma once

#include "silsa-chart-bars.h"

G_BEGIN_DECLS

/* All indicators at once: a line for each item with a cell for each indicator, heads above the
 * sectors, sums at the end of the lines. What a cell means is the caller's; here it has a look, a
 * mark and a text. Free of GTK. */

typedef enum {
  SILSA_CHART_CELL_UNTOUCHED, /* dashed */
  SILSA_CHART_CELL_OPEN, /* outlined */
  SILSA_CHART_CELL_BEGUN, /* pale, outlined in verified */
  SILSA_CHART_CELL_QUIET, /* nothing to show: outlined in the grid's colour */
  SILSA_CHART_CELL_DONE, /* filled */
  SILSA_CHART_CELL_HEAT, /* filled from the sequential ramp */
  SILSA_CHART_CELL_DIFFERENCE, /* filled from the diverging ramp */
} SilsaChartCellLook;

typedef enum {
  SILSA_CHART_MARK_NONE,
  SILSA_CHART_MARK_RING, /* untouched */
  SILSA_CHART_MARK_HALF, /* in progress */
  SILSA_CHART_MARK_CHECK, /* complete */
  SILSA_CHART_MARK_CROSS, /* could not be verified */
  SILSA_CHART_MARK_DOWN,
  SILSA_CHART_MARK_UP,
} SilsaChartCellMark;

typedef struct {
  const char *number; /* small, at the top */
  const char *value; /* at the bottom, or NULL */
  const char *spoken; /* everything that the cell says, in one sentence */
  SilsaChartCellLook look;
  SilsaChartCellMark mark; /* at the bottom, before the value */
  guint step; /* of the ramp that the look names */
  gboolean flagged;
  gboolean contradictory; /* a contradiction without its reason */
} SilsaChartCell;

typedef struct {
  const char *code;
  const char *title;
  const char *progress; /* "14/18 complete"; of heads only, may be NULL */
  const char *points; /* NULL: sums are not shown */
  const char *total; /* "/ 600" */
  gboolean head; /* of a sector: no cells, no bar */
  SilsaChartSector bar;
  guint n_cells;
} SilsaChartLine;

typedef struct _SilsaChartHeat SilsaChartHeat;

SilsaChartHeat *silsa_chart_heat_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_chart_heat_free(SilsaChartHeat *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaChartHeat, silsa_chart_heat_free)

/** Copies @lines and @cells, which follow each other as the lines count them. Returns whether
 * anything changed. */
gboolean silsa_chart_heat_set(SilsaChartHeat *self,
                              const SilsaChartLine *lines,
                              guint n_lines,
                              const SilsaChartCell *cells);
guint silsa_chart_heat_get_n_cells(SilsaChartHeat *self);
/** What a cell says (borrowed until the next set). */
const char *silsa_chart_heat_get_spoken(SilsaChartHeat *self, guint cell);

/** The least width at which it can be drawn, and the height that it needs at @width: cells that
 * find no room in their line go on below. */
double silsa_chart_heat_get_min_width(SilsaChartHeat *self, PangoContext *context);
double silsa_chart_heat_get_height(SilsaChartHeat *self, PangoContext *context, double width);
/** @focus is the cell to mark, or -1. */
void silsa_chart_draw_heat(cairo_t *cr,
                           const SilsaChartPalette *palette,
                           SilsaChartHeat *self,
                           PangoContext *context,
                           int focus,
                           double width);
/** The cell at a point, or -1. */
int silsa_chart_heat_pick(
    SilsaChartHeat *self, PangoContext *context, double x, double y, double width);
/** Where a cell stands. */
void silsa_chart_heat_get_box(SilsaChartHeat *self,
                              PangoContext *context,
                              guint cell,
                              double width,
                              double *x,
                              double *y,
                              double *cell_width,
                              double *cell_height);
/** The cell of the line above or below @cell that stands nearest to it; @cell where there is none.
 */
guint silsa_chart_heat_move(SilsaChartHeat *self, guint cell, int lines);

/** One empty cell, for legends. Without fills (high contrast) a strip at its left says the step. */
void silsa_chart_draw_cell(cairo_t *cr,
                           const SilsaChartPalette *palette,
                           SilsaChartCellLook look,
                           guint step,
                           double x,
                           double y,
                           double width,
                           double height);

G_END_DECLS
