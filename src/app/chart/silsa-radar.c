#include "silsa-radar.h"

#include <glib/gi18n.h>

#define NATURAL_RADIUS 72
#define MINIMUM_RADIUS 45 /* where the pane is low, so that what is missing is still in view */

struct _SilsaRadar {
  SilsaChart parent_instance;

  SilsaChartRadar *radar;
  int focus; /* the axis that the keys have reached */
};

enum { ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaRadar, silsa_radar, SILSA_TYPE_CHART)

static int
pick(SilsaRadar *self, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET(self);

  return silsa_chart_radar_pick(self->radar, x, y, gtk_widget_get_width(widget),
                                gtk_widget_get_height(widget));
}

static void
describe(SilsaRadar *self)
{
  g_autoptr(GString) spoken = g_string_new(NULL);

  for (guint i = 0; i < silsa_chart_radar_get_n_axes(self->radar); i++) {
    g_autofree char *axis = silsa_chart_radar_describe_axis(self->radar, i);

    g_string_append_printf(spoken, "%s%s", i > 0 ? "; " : "", axis);
  }
  silsa_chart_set_spoken(SILSA_CHART(self), spoken->str);
}

static void
pressed_cb(SilsaRadar *self, int n_press G_GNUC_UNUSED, double x, double y)
{
  int axis = pick(self, x, y);

  if (axis >= 0)
    g_signal_emit(self, signals[ACTIVATED], 0, (guint)axis);
}

static gboolean
move_focus(GtkWidget *widget, GVariant *args, gpointer data G_GNUC_UNUSED)
{
  SilsaRadar *self = SILSA_RADAR(widget);
  int n = (int)silsa_chart_radar_get_n_axes(self->radar);
  g_autofree char *spoken = NULL;

  if (n == 0)
    return FALSE;
  self->focus = (self->focus + g_variant_get_int32(args) + n) % n;
  spoken = silsa_chart_radar_describe_axis(self->radar, (guint)self->focus);
  /* Screen readers tell a changed description of what has the focus. gtk_accessible_announce()
   * would be made for this, but GTK 4.18 crashes in it with the accessibility backend of tests. */
  gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken,
                                 -1);
  gtk_widget_queue_draw(widget);
  return TRUE;
}

static gboolean
activate_focus(GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  SilsaRadar *self = SILSA_RADAR(widget);

  if (silsa_chart_radar_get_n_axes(self->radar) == 0)
    return FALSE;
  g_signal_emit(self, signals[ACTIVATED], 0, (guint)self->focus);
  return TRUE;
}

static gboolean
silsa_radar_query_tooltip(GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  SilsaRadar *self = SILSA_RADAR(widget);
  int axis = keyboard ? self->focus : pick(self, x, y);
  g_autofree char *text = NULL;

  if (axis < 0 || axis >= (int)silsa_chart_radar_get_n_axes(self->radar))
    return FALSE;
  text = silsa_chart_radar_describe_axis(self->radar, (guint)axis);
  gtk_tooltip_set_text(tooltip, text);
  return TRUE;
}

static void
silsa_radar_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  SilsaRadar *self = SILSA_RADAR(chart);
  GtkWidget *widget = GTK_WIDGET(self);
  gboolean focused = (gtk_widget_get_state_flags(widget) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0;

  silsa_chart_draw_radar(cr, palette, self->radar, gtk_widget_get_pango_context(widget),
                         focused ? self->focus : -1, width, height);
}

static void
silsa_radar_measure(GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size G_GNUC_UNUSED,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline G_GNUC_UNUSED,
                    int *natural_baseline G_GNUC_UNUSED)
{
  PangoContext *context = gtk_widget_get_pango_context(widget);
  SilsaChartRadar *radar = SILSA_RADAR(widget)->radar;

  *natural = (int)silsa_chart_radar_get_height(radar, context, NATURAL_RADIUS);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL
                 ? MIN(*natural, 180)
                 : (int)silsa_chart_radar_get_height(radar, context, MINIMUM_RADIUS);
}

static void
silsa_radar_state_flags_changed(GtkWidget *widget, GtkStateFlags previous)
{
  gtk_widget_queue_draw(widget); /* the axis in focus is marked */

  GTK_WIDGET_CLASS(silsa_radar_parent_class)->state_flags_changed(widget, previous);
}

static void
silsa_radar_finalize(GObject *object)
{
  g_clear_pointer(&SILSA_RADAR(object)->radar, silsa_chart_radar_free);

  G_OBJECT_CLASS(silsa_radar_parent_class)->finalize(object);
}

static void
add_keys(GtkWidgetClass *widget_class)
{
  const struct {
    guint key;
    int step;
  } moves[] = {
      {GDK_KEY_Right, 1},
      {GDK_KEY_Down, 1},
      {GDK_KEY_Left, -1},
      {GDK_KEY_Up, -1},
  };
  const guint activates[] = {GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space};

  for (guint i = 0; i < G_N_ELEMENTS(moves); i++)
    gtk_widget_class_add_binding(widget_class, moves[i].key, 0, move_focus, "i", moves[i].step);
  for (guint i = 0; i < G_N_ELEMENTS(activates); i++)
    gtk_widget_class_add_binding(widget_class, activates[i], 0, activate_focus, NULL);
}

static void
silsa_radar_class_init(SilsaRadarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->finalize = silsa_radar_finalize;
  widget_class->measure = silsa_radar_measure;
  widget_class->query_tooltip = silsa_radar_query_tooltip;
  widget_class->state_flags_changed = silsa_radar_state_flags_changed;
  SILSA_CHART_CLASS(class)->draw = silsa_radar_draw;

  signals[ACTIVATED] = g_signal_new("activated", SILSA_TYPE_RADAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  add_keys(widget_class);
}

static void
silsa_radar_init(SilsaRadar *self)
{
  GtkGesture *click = gtk_gesture_click_new();

  self->radar = silsa_chart_radar_new();
  gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
  gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
  g_signal_connect_swapped(click, "pressed", G_CALLBACK(pressed_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
}

GtkWidget *
silsa_radar_new(void)
{
  return g_object_new(SILSA_TYPE_RADAR, NULL);
}

void
silsa_radar_set_axes(SilsaRadar *self, const SilsaChartAxis *axes, guint n_axes, double bound)
{
  g_return_if_fail(SILSA_IS_RADAR(self));
  g_return_if_fail(n_axes == 0 ||
                   (n_axes >= SILSA_CHART_RADAR_MIN && n_axes <= SILSA_CHART_RADAR_MAX));

  if (!silsa_chart_radar_set_axes(self->radar, axes, n_axes, bound))
    return;
  if (self->focus >= (int)n_axes)
    self->focus = 0;
  describe(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}
