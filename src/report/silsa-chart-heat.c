#include "silsa-chart-heat.h"

#include <math.h>

#define GAP 4.0
#define RADIUS 6.0
#define CELL_LEAST 48.0
#define CELL_MOST 80.0
#define CELL_HEIGHT 42.0
#define HEAD_GAP 14.0 /* above the head of a sector */
#define TITLE_INDENT 18.0
#define TITLE_LEAST 116.0
#define TITLE_MOST 190.0
#define TITLE_SHARE 0.75 /* of the room that is left; cells take the rest */
#define BAR_LEAST 90.0
#define BAR_MOST 280.0
#define COLUMN_GAP 14.0
#define MARK 6.5 /* radius */
#define FOCUS_AWAY 2.5
#define STRIP 3.0 /* beside the texts of a cell */

typedef struct {
  SilsaChartText number, value;
  char *spoken;
  SilsaChartCellLook look;
  SilsaChartCellMark mark;
  guint step, line, column;
  gboolean flagged, contradictory;
} Cell;

typedef struct {
  SilsaChartText code, title, progress, points, total;
  SilsaChartSector bar;
  gboolean head;
  guint first, n_cells;
  double y, height; /* by the layout */
} Line;

struct _SilsaChartHeat {
  Line *lines;
  guint n_lines;
  Cell *cells;
  guint n_cells, most; /* cells in a line */

  /* the layout, for one width and one height of text */
  double width, text_height, height;
  double code_width, title_width, cells_x, cell_width, cell_height, bar_x, bar_width, points_x;
  guint per_line;
};

SilsaChartHeat *
silsa_chart_heat_new(void)
{
  return g_new0(SilsaChartHeat, 1);
}

static void
free_cells(Cell *cells, guint n)
{
  for (guint i = 0; i < n; i++) {
    silsa_chart_text_clear(&cells[i].number);
    silsa_chart_text_clear(&cells[i].value);
    g_free(cells[i].spoken);
  }
  g_free(cells);
}

static void
free_lines(Line *lines, guint n)
{
  for (guint i = 0; i < n; i++) {
    silsa_chart_text_clear(&lines[i].code);
    silsa_chart_text_clear(&lines[i].title);
    silsa_chart_text_clear(&lines[i].progress);
    silsa_chart_text_clear(&lines[i].points);
    silsa_chart_text_clear(&lines[i].total);
  }
  g_free(lines);
}

void
silsa_chart_heat_free(SilsaChartHeat *self)
{
  free_cells(self->cells, self->n_cells);
  free_lines(self->lines, self->n_lines);
  g_free(self);
}

static gboolean
set_flag(gboolean *member, gboolean value)
{
  gboolean changed = *member != !!value;

  *member = !!value;
  return changed;
}

static gboolean
set_cell(Cell *cell, const SilsaChartCell *from, guint line, guint column)
{
  gboolean changed = cell->look != from->look || cell->mark != from->mark ||
                     cell->step != from->step || cell->line != line || cell->column != column;
  gboolean filled = from->look >= SILSA_CHART_CELL_DONE;

  cell->look = from->look;
  cell->mark = from->mark;
  cell->step = from->step;
  cell->line = line;
  cell->column = column;
  changed |= set_flag(&cell->flagged, from->flagged);
  changed |= set_flag(&cell->contradictory, from->contradictory);
  changed |= silsa_chart_text_set(&cell->number, from->number, SILSA_CHART_SCALE_SMALL,
                                  PANGO_WEIGHT_NORMAL);
  changed |= silsa_chart_text_set(&cell->value, from->value, 1.1,
                                  filled ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  changed |= g_set_str(&cell->spoken, from->spoken);
  return changed;
}

static gboolean
same_bar(const SilsaChartSector *one, const SilsaChartSector *other)
{
  return one->low == other->low && one->expected == other->expected && one->high == other->high &&
         one->claim == other->claim;
}

static gboolean
set_line(Line *line, const SilsaChartLine *from, guint first)
{
  PangoWeight weight = from->head ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL;
  gboolean changed = line->head != from->head || !same_bar(&line->bar, &from->bar);

  line->head = from->head;
  line->bar = from->bar;
  line->first = first;
  line->n_cells = from->head ? 0 : from->n_cells;
  changed |=
      silsa_chart_text_set(&line->code, from->code, from->head ? 1 : 0.92, PANGO_WEIGHT_BOLD);
  changed |= silsa_chart_text_set(&line->title, from->title, from->head ? 1 : 0.92, weight);
  changed |= silsa_chart_text_set(&line->progress, from->progress, 0.92, PANGO_WEIGHT_NORMAL);
  changed |= silsa_chart_text_set(&line->points, from->points, 0.92, PANGO_WEIGHT_BOLD);
  changed |= silsa_chart_text_set(&line->total, from->total, 0.92, PANGO_WEIGHT_NORMAL);
  return changed;
}

static void
make_room(SilsaChartHeat *self, const SilsaChartLine *lines, guint n_lines)
{
  guint n_cells = 0;

  self->most = 1;
  for (guint i = 0; i < n_lines; i++) {
    n_cells += lines[i].head ? 0 : lines[i].n_cells;
    self->most = MAX(self->most, lines[i].head ? 0 : lines[i].n_cells);
  }
  if (n_cells != self->n_cells || n_lines != self->n_lines) {
    free_cells(self->cells, self->n_cells);
    free_lines(self->lines, self->n_lines);
    self->cells = g_new0(Cell, n_cells);
    self->lines = g_new0(Line, n_lines);
    self->n_cells = n_cells;
    self->n_lines = n_lines;
  }
}

gboolean
silsa_chart_heat_set(SilsaChartHeat *self,
                     const SilsaChartLine *lines,
                     guint n_lines,
                     const SilsaChartCell *cells)
{
  gboolean changed = FALSE;

  make_room(self, lines, n_lines);
  for (guint i = 0, next = 0; i < n_lines; i++) {
    changed |= set_line(&self->lines[i], &lines[i], next);
    for (guint k = 0; k < self->lines[i].n_cells; k++, next++)
      changed |= set_cell(&self->cells[next], &cells[next], i, k);
  }
  if (changed)
    self->width = 0;
  return changed;
}

guint
silsa_chart_heat_get_n_cells(SilsaChartHeat *self)
{
  return self->n_cells;
}

const char *
silsa_chart_heat_get_spoken(SilsaChartHeat *self, guint cell)
{
  g_return_val_if_fail(cell < self->n_cells, NULL);

  return self->cells[cell].spoken;
}

/* The layout */

static double
widest(SilsaChartHeat *self, PangoContext *context, gsize offset, gboolean heads)
{
  double width = 0;

  for (guint i = 0; i < self->n_lines; i++) {
    SilsaChartText *text = (SilsaChartText *)(gpointer)((char *)&self->lines[i] + offset);

    if (text->text != NULL && (heads || !self->lines[i].head))
      width = MAX(width, silsa_chart_text_get_width(text, context));
  }
  return width;
}

static double
text_height(SilsaChartHeat *self, PangoContext *context)
{
  return self->n_lines > 0 ? silsa_chart_text_get_height(&self->lines[0].code, context) : 0;
}

static double
code_column(SilsaChartHeat *self, PangoContext *context)
{
  return TITLE_INDENT + widest(self, context, G_STRUCT_OFFSET(Line, code), FALSE) + 10;
}

static double
sums_column(SilsaChartHeat *self, PangoContext *context)
{
  double points = widest(self, context, G_STRUCT_OFFSET(Line, points), TRUE);

  return points > 0 ? points + 10 + widest(self, context, G_STRUCT_OFFSET(Line, total), TRUE) : 0;
}

double
silsa_chart_heat_get_min_width(SilsaChartHeat *self, PangoContext *context)
{
  return code_column(self, context) + 4 * (CELL_LEAST + GAP);
}

/* Titles give way first, then the bars; where even so not all cells fit, they go on below. */
static void
lay_out_columns(SilsaChartHeat *self, PangoContext *context, double width)
{
  double sums = sums_column(self, context);
  double least = self->most * (CELL_LEAST + GAP);
  double room = width - self->code_width - least;

  self->title_width = room >= TITLE_LEAST ? TITLE_LEAST : 0;
  room -= self->title_width;
  if (sums > 0 && room >= sums + COLUMN_GAP)
    room -= sums + COLUMN_GAP;
  else
    sums = 0;
  self->bar_width =
      sums > 0 && room >= BAR_LEAST + COLUMN_GAP ? MIN(BAR_MOST, room / 2 - COLUMN_GAP) : 0;
  if (self->bar_width > 0) {
    self->bar_width = MAX(BAR_LEAST, self->bar_width);
    room -= self->bar_width + COLUMN_GAP;
  }
  if (self->title_width > 0 && room > 0) {
    double more = MIN(room * TITLE_SHARE, TITLE_MOST - TITLE_LEAST);

    self->title_width += more;
    room -= more;
  }
  self->cell_width = floor(CLAMP(CELL_LEAST + MAX(room, 0) / self->most, CELL_LEAST, CELL_MOST));
  self->cells_x = round(self->code_width + self->title_width);
  self->points_x = width;
  self->bar_x = width - sums - (self->bar_width > 0 ? COLUMN_GAP + self->bar_width : 0);
  self->per_line = (guint)MAX(
      1, floor((width - self->cells_x - (sums > 0 ? width - self->bar_x + COLUMN_GAP : 0) + GAP) /
               (self->cell_width + GAP)));
  if (sums == 0)
    self->bar_x = self->points_x = -1;
}

static void
lay_out(SilsaChartHeat *self, PangoContext *context, double width)
{
  double text = text_height(self, context), y = FOCUS_AWAY + 2;

  if (self->width == width && self->text_height == text)
    return;
  self->width = width;
  self->text_height = text;
  self->code_width = code_column(self, context);
  self->cell_height = MAX(CELL_HEIGHT, round(text * 2.4));
  lay_out_columns(self, context, width);
  for (guint i = 0; i < self->n_lines; i++) {
    Line *line = &self->lines[i];
    guint rows = MAX(1, (line->n_cells + self->per_line - 1) / self->per_line);

    if (line->head && i > 0)
      y += HEAD_GAP - GAP;
    line->y = y;
    line->height = line->head ? round(text * 1.25) : rows * self->cell_height + (rows - 1) * GAP;
    y += line->height + GAP;
    silsa_chart_text_set_width(&line->title, line->head ? 0 : (int)MAX(self->title_width - 10, 1));
  }
  self->height = y - GAP + FOCUS_AWAY + 2;
}

double
silsa_chart_heat_get_height(SilsaChartHeat *self, PangoContext *context, double width)
{
  lay_out(self, context, width);
  return self->height;
}

void
silsa_chart_heat_get_box(SilsaChartHeat *self,
                         PangoContext *context,
                         guint cell,
                         double width,
                         double *x,
                         double *y,
                         double *cell_width,
                         double *cell_height)
{
  const Cell *at = &self->cells[cell];

  lay_out(self, context, width);
  *x = self->cells_x + at->column % self->per_line * (self->cell_width + GAP);
  *y = self->lines[at->line].y + at->column / self->per_line * (self->cell_height + GAP);
  *cell_width = self->cell_width;
  *cell_height = self->cell_height;
}

int
silsa_chart_heat_pick(SilsaChartHeat *self, PangoContext *context, double x, double y, double width)
{
  for (guint i = 0; i < self->n_cells; i++) {
    double left, top, cell_width, cell_height;

    silsa_chart_heat_get_box(self, context, i, width, &left, &top, &cell_width, &cell_height);
    if (x >= left && x < left + cell_width && y >= top && y < top + cell_height)
      return (int)i;
  }
  return -1;
}

guint
silsa_chart_heat_move(SilsaChartHeat *self, guint cell, int lines)
{
  int line = (int)self->cells[cell].line + lines;

  g_return_val_if_fail(lines == 1 || lines == -1, cell);

  while (line >= 0 && line < (int)self->n_lines && self->lines[line].n_cells == 0)
    line += lines;
  if (line < 0 || line >= (int)self->n_lines)
    return cell;
  return self->lines[line].first + MIN(self->cells[cell].column, self->lines[line].n_cells - 1);
}

/* Drawing */

static SilsaChartColor
fill_of(const SilsaChartPalette *palette, SilsaChartCellLook look, guint step)
{
  switch (look) {
  case SILSA_CHART_CELL_DONE:
    return palette->heat[SILSA_CHART_N_HEAT - 2];
  case SILSA_CHART_CELL_HEAT:
    return palette->heat[MIN(step, SILSA_CHART_N_HEAT - 1)];
  case SILSA_CHART_CELL_DIFFERENCE:
    return palette->difference[MIN(step, SILSA_CHART_N_DIFFERENCE - 1)];
  case SILSA_CHART_CELL_BEGUN:
    return palette->possible;
  case SILSA_CHART_CELL_UNTOUCHED:
  case SILSA_CHART_CELL_OPEN:
  case SILSA_CHART_CELL_QUIET:
  default:
    return palette->surface;
  }
}

static SilsaChartColor
ink_of(const SilsaChartPalette *palette, SilsaChartCellLook look, guint step)
{
  if (!palette->fills)
    return palette->ink;
  return silsa_chart_color_on(fill_of(palette, look, step));
}

static void
outline_cell(cairo_t *cr, const SilsaChartPalette *palette, SilsaChartCellLook look, guint step)
{
  static const double dashes[] = {3, 2};
  gboolean pale = look == SILSA_CHART_CELL_HEAT && step < 2;

  if (look >= SILSA_CHART_CELL_DONE && !pale && palette->fills)
    return;
  if (look == SILSA_CHART_CELL_UNTOUCHED)
    cairo_set_dash(cr, dashes, 2, 0);
  if (look == SILSA_CHART_CELL_BEGUN || (look >= SILSA_CHART_CELL_DONE && !palette->fills))
    silsa_chart_set_color(cr, palette->verified, 1);
  else if (look == SILSA_CHART_CELL_QUIET)
    silsa_chart_set_color(cr, palette->grid, 1);
  else
    silsa_chart_set_color(cr, palette->claim, pale ? 0.35 : 1);
  cairo_set_line_width(cr, look == SILSA_CHART_CELL_QUIET ? 1 : palette->outline);
  cairo_stroke(cr);
  cairo_set_dash(cr, NULL, 0, 0);
}

/* How far up its ramp a step is, and where from: a difference goes up or down from the middle. */
static void
find_level(SilsaChartCellLook look, guint step, double *from, double *to)
{
  gboolean difference = look == SILSA_CHART_CELL_DIFFERENCE;

  *from = difference ? 0.5 : 0;
  *to = MIN(1, (double)step / ((difference ? SILSA_CHART_N_DIFFERENCE : SILSA_CHART_N_HEAT) - 1));
}

/* In the place of a tint. The key of a legend, which has no texts, gives it all its room. */
static void
draw_level(cairo_t *cr,
           const SilsaChartPalette *palette,
           SilsaChartCellLook look,
           guint step,
           double x,
           double y,
           double width,
           double height)
{
  double top = y + palette->outline, room = height - 2 * palette->outline, from, to;

  find_level(look, step, &from, &to);
  cairo_save(cr);
  silsa_chart_add_rounded(cr, x, y, width, height, RADIUS);
  cairo_clip(cr);
  cairo_rectangle(cr, x, top + room * (1 - MAX(from, to)),
                  width < CELL_LEAST ? width : palette->outline + STRIP, room * fabs(to - from));
  silsa_chart_set_color(cr, palette->verified, 1);
  cairo_fill(cr);
  cairo_restore(cr);
}

void
silsa_chart_draw_cell(cairo_t *cr,
                      const SilsaChartPalette *palette,
                      SilsaChartCellLook look,
                      guint step,
                      double x,
                      double y,
                      double width,
                      double height)
{
  double half = palette->outline / 2;

  if (!palette->fills && look >= SILSA_CHART_CELL_HEAT)
    draw_level(cr, palette, look, step, x, y, width, height);
  if (palette->fills && look >= SILSA_CHART_CELL_BEGUN && look != SILSA_CHART_CELL_QUIET) {
    silsa_chart_add_rounded(cr, x, y, width, height, RADIUS);
    silsa_chart_set_color(cr, fill_of(palette, look, step), 1);
    cairo_fill(cr);
  }
  silsa_chart_add_rounded(cr, x + half, y + half, width - 2 * half, height - 2 * half,
                          RADIUS - half);
  outline_cell(cr, palette, look, step);
  cairo_new_path(cr);
}

static void
draw_triangle(cairo_t *cr, double x, double y, double size, gboolean up)
{
  double base = up ? y + size / 2 : y - size / 2, tip = up ? y - size / 2 : y + size / 2;

  cairo_move_to(cr, x - size * 0.58, base);
  cairo_line_to(cr, x + size * 0.58, base);
  cairo_line_to(cr, x, tip);
  cairo_close_path(cr);
  cairo_fill(cr);
}

/* A disc with a check cut out of it in the colour that lies below. */
static void
draw_check(cairo_t *cr, double x, double y, SilsaChartColor ink, SilsaChartColor below)
{
  silsa_chart_set_color(cr, ink, 1);
  cairo_arc(cr, x, y, MARK, 0, 2 * G_PI);
  cairo_fill(cr);
  silsa_chart_set_color(cr, below, 1);
  cairo_set_line_width(cr, 1.8);
  cairo_move_to(cr, x - 3, y + 0.2);
  cairo_line_to(cr, x - 0.9, y + 2.4);
  cairo_line_to(cr, x + 3.1, y - 2.2);
  cairo_stroke(cr);
}

static void
draw_mark(cairo_t *cr,
          const SilsaChartPalette *palette,
          const Cell *cell,
          double x,
          double y,
          SilsaChartColor ink)
{
  silsa_chart_set_color(cr, ink, 1);
  cairo_set_line_width(cr, 1.4);
  switch (cell->mark) {
  case SILSA_CHART_MARK_CHECK:
    draw_check(cr, x, y, ink,
               palette->fills ? fill_of(palette, cell->look, cell->step) : palette->surface);
    break;
  case SILSA_CHART_MARK_HALF:
    cairo_arc(cr, x, y, MARK - 0.7, G_PI_2, 3 * G_PI_2);
    cairo_fill(cr);
    G_GNUC_FALLTHROUGH;
  case SILSA_CHART_MARK_RING:
    cairo_arc(cr, x, y, MARK - 0.7, 0, 2 * G_PI);
    cairo_stroke(cr);
    break;
  case SILSA_CHART_MARK_CROSS:
    cairo_arc(cr, x, y, MARK - 0.7, 0, 2 * G_PI);
    cairo_move_to(cr, x - 4, y + 4);
    cairo_line_to(cr, x + 4, y - 4);
    cairo_stroke(cr);
    break;
  case SILSA_CHART_MARK_DOWN:
  case SILSA_CHART_MARK_UP:
    draw_triangle(cr, x, y, 8, cell->mark == SILSA_CHART_MARK_UP);
    break;
  case SILSA_CHART_MARK_NONE:
  default:
    break;
  }
}

static void
draw_flag(cairo_t *cr, double x, double y)
{
  cairo_rectangle(cr, x, y, 1.5, 9);
  cairo_move_to(cr, x + 1.5, y + 0.5);
  cairo_line_to(cr, x + 9, y + 0.5);
  cairo_line_to(cr, x + 7.2, y + 3);
  cairo_line_to(cr, x + 9, y + 5.5);
  cairo_line_to(cr, x + 1.5, y + 5.5);
  cairo_close_path(cr);
  cairo_fill(cr);
}

static void
draw_warning(cairo_t *cr, double x, double y, SilsaChartColor below)
{
  draw_triangle(cr, x + 5, y + 4.6, 9.5, TRUE);
  silsa_chart_set_color(cr, below, 1);
  cairo_rectangle(cr, x + 4.3, y + 2.6, 1.4, 3.2);
  cairo_rectangle(cr, x + 4.3, y + 6.8, 1.4, 1.3);
  cairo_fill(cr);
}

static void
draw_cell(cairo_t *cr,
          const SilsaChartPalette *palette,
          SilsaChartHeat *self,
          Cell *cell,
          PangoContext *context,
          double x,
          double y)
{
  SilsaChartColor ink = ink_of(palette, cell->look, cell->step);
  SilsaChartColor value = cell->look >= SILSA_CHART_CELL_BEGUN ? ink : palette->soft;
  double right = x + self->cell_width - 6, height, bottom;

  if (cell->look == SILSA_CHART_CELL_QUIET)
    value = palette->soft;
  silsa_chart_draw_cell(cr, palette, cell->look, cell->step, x, y, self->cell_width,
                        self->cell_height);
  silsa_chart_draw_text(cr, &cell->number, context, value, x + 6, y + 3, 0);
  if (cell->contradictory) {
    silsa_chart_set_color(cr, ink, 1);
    draw_warning(cr, right - 10, y + 5,
                 palette->fills ? fill_of(palette, cell->look, cell->step) : palette->surface);
  }
  if (cell->flagged) {
    silsa_chart_set_color(cr, ink, 1);
    draw_flag(cr, right - (cell->contradictory ? 23 : 9), y + 5);
  }
  height = cell->value.text != NULL ? silsa_chart_text_get_height(&cell->value, context) : 0;
  bottom = y + self->cell_height - 3;
  silsa_chart_draw_text(cr, &cell->value, context, value, right, bottom - height, 1);
  if (cell->mark != SILSA_CHART_MARK_NONE) {
    double away = cell->value.text != NULL
                      ? silsa_chart_text_get_width(&cell->value, context) + MARK + 1
                      : MARK;

    draw_mark(cr, palette, cell, right - away,
              cell->value.text != NULL ? bottom - height / 2 : bottom - MARK - 3, value);
  }
}

static void
draw_sums(cairo_t *cr,
          const SilsaChartPalette *palette,
          SilsaChartHeat *self,
          Line *line,
          PangoContext *context,
          double middle)
{
  double half = self->text_height / 2;
  double total = widest(self, context, G_STRUCT_OFFSET(Line, total), TRUE);

  if (self->points_x < 0 || line->points.text == NULL)
    return;
  silsa_chart_draw_text(cr, &line->total, context, palette->soft, self->points_x, middle - half, 1);
  silsa_chart_draw_text(cr, &line->points, context, palette->ink, self->points_x - total - 10,
                        middle - half, 1);
  if (self->bar_width <= 0)
    return;
  if (line->head) {
    silsa_chart_draw_text(cr, &line->progress, context, palette->soft, self->bar_x, middle - half,
                          0);
    return;
  }
  cairo_save(cr);
  cairo_translate(cr, self->bar_x, middle - 8);
  silsa_chart_draw_sector(cr, palette, &line->bar, self->bar_width, 16, 8);
  cairo_restore(cr);
}

static void
draw_line(cairo_t *cr,
          const SilsaChartPalette *palette,
          SilsaChartHeat *self,
          Line *line,
          PangoContext *context)
{
  double middle = line->y + (line->head ? line->height : self->cell_height) / 2;
  double half = silsa_chart_text_get_height(&line->code, context) / 2;

  if (line->head) {
    double code = silsa_chart_text_get_width(&line->code, context);

    silsa_chart_draw_text(cr, &line->code, context, palette->verified, 0, middle - half, 0);
    silsa_chart_draw_text(cr, &line->title, context, palette->ink, MAX(TITLE_INDENT, code + 8),
                          middle - half, 0);
  } else {
    silsa_chart_draw_text(cr, &line->code, context, palette->soft, TITLE_INDENT, middle - half, 0);
    if (self->title_width > 0)
      silsa_chart_draw_text(cr, &line->title, context, palette->ink, self->code_width,
                            middle - silsa_chart_text_get_height(&line->title, context) / 2, 0);
  }
  draw_sums(cr, palette, self, line, context, middle);
}

void
silsa_chart_draw_heat(cairo_t *cr,
                      const SilsaChartPalette *palette,
                      SilsaChartHeat *self,
                      PangoContext *context,
                      int focus,
                      double width)
{
  lay_out(self, context, width);
  for (guint i = 0; i < self->n_lines; i++)
    draw_line(cr, palette, self, &self->lines[i], context);
  for (guint i = 0; i < self->n_cells; i++) {
    double x, y, cell_width, cell_height;

    silsa_chart_heat_get_box(self, context, i, width, &x, &y, &cell_width, &cell_height);
    draw_cell(cr, palette, self, &self->cells[i], context, x, y);
    if ((int)i != focus)
      continue;
    silsa_chart_add_rounded(cr, x - FOCUS_AWAY, y - FOCUS_AWAY, cell_width + 2 * FOCUS_AWAY,
                            cell_height + 2 * FOCUS_AWAY, RADIUS + FOCUS_AWAY);
    silsa_chart_set_color(cr, palette->ink, 1);
    cairo_set_line_width(cr, 2);
    cairo_stroke(cr);
  }
}
