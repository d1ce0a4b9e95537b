#include "silsa-heat-map.h"

#include <math.h>

#define NATURAL_WIDTH 900
#define KEY_WIDTH 20
#define KEY_HEIGHT 14

struct _SilsaHeatMap {
  SilsaChart parent_instance;

  SilsaChartHeat *heat;
  guint marked;
};

enum { MARKED, ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaHeatMap, silsa_heat_map, SILSA_TYPE_CHART)

static PangoContext *
get_context(SilsaHeatMap *self)
{
  return gtk_widget_get_pango_context(GTK_WIDGET(self));
}

/* Screen readers tell a changed description of what has the focus (as in the radar). */
static void
describe(SilsaHeatMap *self)
{
  if (self->marked < silsa_chart_heat_get_n_cells(self->heat))
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                   silsa_chart_heat_get_spoken(self->heat, self->marked), -1);
}

void
silsa_heat_map_mark(SilsaHeatMap *self, guint cell)
{
  g_return_if_fail(SILSA_IS_HEAT_MAP(self));

  if (cell == self->marked || cell >= silsa_chart_heat_get_n_cells(self->heat))
    return;
  self->marked = cell;
  describe(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
  g_signal_emit(self, signals[MARKED], 0, cell);
}

/* What is marked has to be seen where the map scrolls. */
static void
scroll_to_mark(SilsaHeatMap *self)
{
  GtkWidget *widget = GTK_WIDGET(self);
  GtkWidget *viewport = gtk_widget_get_ancestor(widget, GTK_TYPE_VIEWPORT);
  double x, y, width, height;
  graphene_point_t corner;
  GtkAdjustment *adjustment;

  if (viewport == NULL)
    return;
  silsa_chart_heat_get_box(self->heat, get_context(self), self->marked,
                           gtk_widget_get_width(widget), &x, &y, &width, &height);
  adjustment = gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(viewport));
  if (gtk_widget_compute_point(widget, gtk_viewport_get_child(GTK_VIEWPORT(viewport)),
                               &GRAPHENE_POINT_INIT((float)x, (float)y), &corner))
    gtk_adjustment_clamp_page(adjustment, corner.y - 8, corner.y + height + 8);
}

static gboolean
move_mark(GtkWidget *widget, GVariant *args, gpointer data G_GNUC_UNUSED)
{
  SilsaHeatMap *self = SILSA_HEAT_MAP(widget);
  guint n = silsa_chart_heat_get_n_cells(self->heat), to = self->marked;
  int step, line;

  g_variant_get(args, "(ii)", &step, &line);
  if (n == 0)
    return FALSE;
  if (line != 0)
    to = silsa_chart_heat_move(self->heat, to, line);
  else
    to = (guint)CLAMP((int)to + step, 0, (int)n - 1);
  silsa_heat_map_mark(self, to);
  scroll_to_mark(self);
  return TRUE;
}

static gboolean
activate_mark(GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  SilsaHeatMap *self = SILSA_HEAT_MAP(widget);

  if (silsa_chart_heat_get_n_cells(self->heat) == 0)
    return FALSE;
  g_signal_emit(self, signals[ACTIVATED], 0, self->marked);
  return TRUE;
}

static int
pick(SilsaHeatMap *self, double x, double y)
{
  return silsa_chart_heat_pick(self->heat, get_context(self), x, y,
                               gtk_widget_get_width(GTK_WIDGET(self)));
}

static void
pressed_cb(SilsaHeatMap *self, int n_press, double x, double y)
{
  int cell = pick(self, x, y);

  if (cell < 0)
    return;
  gtk_widget_grab_focus(GTK_WIDGET(self));
  silsa_heat_map_mark(self, (guint)cell);
  if (n_press == 2)
    g_signal_emit(self, signals[ACTIVATED], 0, (guint)cell);
}

static gboolean
silsa_heat_map_query_tooltip(
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  SilsaHeatMap *self = SILSA_HEAT_MAP(widget);
  int cell = keyboard ? (int)self->marked : pick(self, x, y);

  if (cell < 0 || (guint)cell >= silsa_chart_heat_get_n_cells(self->heat))
    return FALSE;
  gtk_tooltip_set_text(tooltip, silsa_chart_heat_get_spoken(self->heat, (guint)cell));
  return TRUE;
}

static void
silsa_heat_map_draw(SilsaChart *chart,
                    cairo_t *cr,
                    const SilsaChartPalette *palette,
                    double width,
                    double height G_GNUC_UNUSED)
{
  SilsaHeatMap *self = SILSA_HEAT_MAP(chart);

  silsa_chart_draw_heat(cr, palette, self->heat, get_context(self), (int)self->marked, width);
}

static GtkSizeRequestMode
silsa_heat_map_get_request_mode(GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silsa_heat_map_measure(GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline G_GNUC_UNUSED,
                       int *natural_baseline G_GNUC_UNUSED)
{
  SilsaHeatMap *self = SILSA_HEAT_MAP(widget);
  PangoContext *context = get_context(self);
  int least = (int)ceil(silsa_chart_heat_get_min_width(self->heat, context));

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = least;
    *natural = MAX(least, NATURAL_WIDTH);
    return;
  }
  *minimum = *natural = (int)ceil(silsa_chart_heat_get_height(
      self->heat, context, for_size < 0 ? MAX(least, NATURAL_WIDTH) : for_size));
}

static void
silsa_heat_map_finalize(GObject *object)
{
  g_clear_pointer(&SILSA_HEAT_MAP(object)->heat, silsa_chart_heat_free);

  G_OBJECT_CLASS(silsa_heat_map_parent_class)->finalize(object);
}

static void
add_keys(GtkWidgetClass *widget_class)
{
  const struct {
    guint key;
    int step, line;
  } moves[] = {
      {GDK_KEY_Right, 1, 0}, {GDK_KEY_Left, -1, 0},          {GDK_KEY_Down, 0, 1},
      {GDK_KEY_Up, 0, -1},   {GDK_KEY_Home, -G_MAXINT16, 0}, {GDK_KEY_End, G_MAXINT16, 0},
  };
  const guint activates[] = {GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space};

  for (guint i = 0; i < G_N_ELEMENTS(moves); i++)
    gtk_widget_class_add_binding(widget_class, moves[i].key, 0, move_mark, "(ii)", moves[i].step,
                                 moves[i].line);
  for (guint i = 0; i < G_N_ELEMENTS(activates); i++)
    gtk_widget_class_add_binding(widget_class, activates[i], 0, activate_mark, NULL);
}

static void
silsa_heat_map_class_init(SilsaHeatMapClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->finalize = silsa_heat_map_finalize;
  widget_class->measure = silsa_heat_map_measure;
  widget_class->get_request_mode = silsa_heat_map_get_request_mode;
  widget_class->query_tooltip = silsa_heat_map_query_tooltip;
  SILSA_CHART_CLASS(class)->draw = silsa_heat_map_draw;
  signals[MARKED] = g_signal_new("marked", SILSA_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ACTIVATED] = g_signal_new("activated", SILSA_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  add_keys(widget_class);
}

static void
silsa_heat_map_init(SilsaHeatMap *self)
{
  GtkGesture *click = gtk_gesture_click_new();

  self->heat = silsa_chart_heat_new();
  gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
  gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
  g_signal_connect_swapped(click, "pressed", G_CALLBACK(pressed_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
}

GtkWidget *
silsa_heat_map_new(void)
{
  return g_object_new(SILSA_TYPE_HEAT_MAP, NULL);
}

void
silsa_heat_map_set(SilsaHeatMap *self,
                   const SilsaChartLine *lines,
                   guint n_lines,
                   const SilsaChartCell *cells)
{
  guint before;

  g_return_if_fail(SILSA_IS_HEAT_MAP(self));

  before = silsa_chart_heat_get_n_cells(self->heat);
  if (!silsa_chart_heat_set(self->heat, lines, n_lines, cells))
    return;
  if (silsa_chart_heat_get_n_cells(self->heat) != before)
    gtk_widget_queue_resize(GTK_WIDGET(self));
  describe(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
silsa_heat_map_set_title(SilsaHeatMap *self, const char *title)
{
  silsa_chart_set_spoken(SILSA_CHART(self), title);
}

guint
silsa_heat_map_get_marked(SilsaHeatMap *self)
{
  g_return_val_if_fail(SILSA_IS_HEAT_MAP(self), 0);

  return self->marked;
}

/* The legend */

struct _SilsaHeatKey {
  SilsaChart parent_instance;

  SilsaChartCellLook look;
  guint step;
};

G_DEFINE_FINAL_TYPE(SilsaHeatKey, silsa_heat_key, SILSA_TYPE_CHART)

static void
silsa_heat_key_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  SilsaHeatKey *self = SILSA_HEAT_KEY(chart);

  silsa_chart_draw_cell(cr, palette, self->look, self->step, 0, 0, width, height);
}

static void
silsa_heat_key_class_init(SilsaHeatKeyClass *class)
{
  SILSA_CHART_CLASS(class)->draw = silsa_heat_key_draw;
  SILSA_CHART_CLASS(class)->width = KEY_WIDTH;
  SILSA_CHART_CLASS(class)->height = KEY_HEIGHT;
  gtk_widget_class_set_accessible_role(GTK_WIDGET_CLASS(class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
silsa_heat_key_init(SilsaHeatKey *self)
{
  gtk_widget_set_valign(GTK_WIDGET(self), GTK_ALIGN_CENTER);
}

GtkWidget *
silsa_heat_key_new(SilsaChartCellLook look, guint step)
{
  SilsaHeatKey *self = g_object_new(SILSA_TYPE_HEAT_KEY, NULL);

  self->look = look;
  self->step = step;
  return GTK_WIDGET(self);
}
