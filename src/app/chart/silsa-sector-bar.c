#include "silsa-sector-bar.h"

#include <glib/gi18n.h>

struct _SilsaSectorBar {
  SilsaChart parent_instance;

  SilsaChartSector sector;
  char *title;
  gboolean compact;
};

typedef enum { PROP_TITLE = 1, PROP_COMPACT } SilsaSectorBarProperty;
static GParamSpec *properties[PROP_COMPACT + 1];
G_DEFINE_FINAL_TYPE(SilsaSectorBar, silsa_sector_bar, SILSA_TYPE_CHART)

static void
describe(SilsaSectorBar *self)
{
  const char *title = self->title != NULL ? self->title : "";
  g_autofree char *low = silsa_chart_format_percent(self->sector.low, 1);
  g_autofree char *expected = silsa_chart_format_percent(self->sector.expected, 1);
  g_autofree char *high = silsa_chart_format_percent(self->sector.high, 1);
  g_autofree char *claim = silsa_chart_format_percent(self->sector.claim, 1);
  g_autofree char *spoken = NULL;

  if (self->sector.expected < 0)
    spoken = g_strdup_printf(_("%s: nothing known yet"), title);
  else if (self->sector.claim < 0)
    spoken =
        g_strdup_printf(_("%1$s: expected %2$s, low %3$s, high %4$s"), title, expected, low, high);
  else
    spoken = g_strdup_printf(_("%1$s: expected %2$s, low %3$s, high %4$s, claim %5$s"), title,
                             expected, low, high, claim);
  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
}

static int
bar_height(SilsaSectorBar *self)
{
  return self->compact ? 6 : 10;
}

static void
silsa_sector_bar_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  SilsaSectorBar *self = SILSA_SECTOR_BAR(chart);

  silsa_chart_draw_sector(cr, palette, &self->sector, width, height, bar_height(self));
}

static void
silsa_sector_bar_measure(GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size G_GNUC_UNUSED,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline G_GNUC_UNUSED,
                         int *natural_baseline G_GNUC_UNUSED)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 60;
    *natural = 200;
  } else {
    *minimum = *natural = bar_height(SILSA_SECTOR_BAR(widget)) + 2 * SILSA_CHART_SECTOR_OVERHANG;
  }
}

static void
silsa_sector_bar_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaSectorBar *self = SILSA_SECTOR_BAR(object);

  switch ((SilsaSectorBarProperty)id) {
  case PROP_TITLE:
    g_value_set_string(value, self->title);
    break;
  case PROP_COMPACT:
    g_value_set_boolean(value, self->compact);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_sector_bar_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SilsaSectorBar *self = SILSA_SECTOR_BAR(object);

  switch ((SilsaSectorBarProperty)id) {
  case PROP_TITLE:
    silsa_sector_bar_set_title(self, g_value_get_string(value));
    break;
  case PROP_COMPACT:
    silsa_sector_bar_set_compact(self, g_value_get_boolean(value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_sector_bar_finalize(GObject *object)
{
  g_clear_pointer(&SILSA_SECTOR_BAR(object)->title, g_free);

  G_OBJECT_CLASS(silsa_sector_bar_parent_class)->finalize(object);
}

static void
silsa_sector_bar_class_init(SilsaSectorBarClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS(class);

  object_class->get_property = silsa_sector_bar_get_property;
  object_class->set_property = silsa_sector_bar_set_property;
  object_class->finalize = silsa_sector_bar_finalize;
  GTK_WIDGET_CLASS(class)->measure = silsa_sector_bar_measure;
  SILSA_CHART_CLASS(class)->draw = silsa_sector_bar_draw;

  properties[PROP_TITLE] = g_param_spec_string("title", NULL, NULL, NULL, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_sector_bar_init(SilsaSectorBar *self)
{
  self->sector = (SilsaChartSector){
      SILSA_CHART_NONE,
      SILSA_CHART_NONE,
      SILSA_CHART_NONE,
      SILSA_CHART_NONE,
  };
  describe(self);
}

GtkWidget *
silsa_sector_bar_new(void)
{
  return g_object_new(SILSA_TYPE_SECTOR_BAR, NULL);
}

void
silsa_sector_bar_set_values(
    SilsaSectorBar *self, double low, double expected, double high, double claim)
{
  g_return_if_fail(SILSA_IS_SECTOR_BAR(self));

  if (self->sector.low == low && self->sector.expected == expected && self->sector.high == high &&
      self->sector.claim == claim)
    return;
  self->sector = (SilsaChartSector){low, expected, high, claim};
  describe(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
silsa_sector_bar_set_band(SilsaSectorBar *self, const SilsaBand *band)
{
  double total = mpq_get_d(band->total.q), claim = mpq_get_d(band->claim.q);

  silsa_sector_bar_set_values(self, mpq_get_d(band->low_percent.q),
                              mpq_get_d(band->expected_percent.q), mpq_get_d(band->high_percent.q),
                              claim > 0 && total > 0 ? 100 * claim / total : SILSA_CHART_NONE);
}

void
silsa_sector_bar_set_title(SilsaSectorBar *self, const char *title)
{
  g_return_if_fail(SILSA_IS_SECTOR_BAR(self));

  if (!g_set_str(&self->title, title))
    return;
  describe(self);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_TITLE]);
}

const char *
silsa_sector_bar_get_title(SilsaSectorBar *self)
{
  g_return_val_if_fail(SILSA_IS_SECTOR_BAR(self), NULL);

  return self->title;
}

void
silsa_sector_bar_set_compact(SilsaSectorBar *self, gboolean compact)
{
  g_return_if_fail(SILSA_IS_SECTOR_BAR(self));

  compact = !!compact;
  if (self->compact == compact)
    return;
  self->compact = compact;
  gtk_widget_queue_resize(GTK_WIDGET(self));
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_COMPACT]);
}

gboolean
silsa_sector_bar_get_compact(SilsaSectorBar *self)
{
  g_return_val_if_fail(SILSA_IS_SECTOR_BAR(self), FALSE);

  return self->compact;
}
