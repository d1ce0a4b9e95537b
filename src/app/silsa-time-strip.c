#include "silsa-time-strip.h"

#include "silsa-chart-moments.h"
#include "silsa-instant.h"

#include <glib/gi18n.h>

#define DAY_SECONDS (24 * 3600)
#define LEAST_WIDTH 200

struct _SilsaTimeStrip {
  SilsaChart parent_instance;

  SilsaChartMoments moments;
  SilsaChartMomentsTexts texts;
};

G_DEFINE_FINAL_TYPE(SilsaTimeStrip, silsa_time_strip, SILSA_TYPE_CHART)

static void
silsa_time_strip_draw(SilsaChart *chart,
                      cairo_t *cr,
                      const SilsaChartPalette *palette,
                      double width,
                      double height G_GNUC_UNUSED)
{
  SilsaTimeStrip *self = SILSA_TIME_STRIP(chart);

  silsa_chart_draw_moments(cr, palette, gtk_widget_get_pango_context(GTK_WIDGET(self)),
                           &self->moments, &self->texts, width);
}

static void
silsa_time_strip_measure(GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size G_GNUC_UNUSED,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline G_GNUC_UNUSED,
                         int *natural_baseline G_GNUC_UNUSED)
{
  SilsaTimeStrip *self = SILSA_TIME_STRIP(widget);

  *minimum = *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL
          ? LEAST_WIDTH
          : (int)silsa_chart_moments_measure(&self->texts, gtk_widget_get_pango_context(widget));
}

/* --- what it shows --- */

/* A clock that does not say where it stands is taken for Korea's. */
static GDateTime *
new_moment(const char *text)
{
  g_autoptr(GTimeZone) korea = g_time_zone_new_offset(9 * 3600);

  return text != NULL ? g_date_time_new_from_iso8601(text, korea) : NULL;
}

static gint64
find_seconds(const char *text)
{
  g_autoptr(GDateTime) moment = new_moment(text);

  return moment != NULL ? g_date_time_to_unix(moment) : 0;
}

/* Midnight in Korea before a civil day. */
static gint64
find_midnight(const char *day)
{
  g_autofree char *text = day != NULL ? g_strconcat(day, "T00:00:00", NULL) : NULL;

  return find_seconds(text);
}

static char *
dup_day(gint64 seconds)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds);
  g_autofree char *text = g_date_time_format_iso8601(utc);

  return silsa_instant_to_day(text);
}

/* The hour alone where the visit is of one day and says the rest. */
static char *
dup_moment(SilsaTimeStrip *self, gint64 seconds)
{
  gint64 from = self->moments.visit_from, to = self->moments.visit_to;

  return to - from <= DAY_SECONDS && seconds >= from && seconds <= to
             ? silsa_instant_to_clock(seconds)
             : dup_day(seconds);
}

static void
set_text(SilsaChartText *text, const char *words)
{
  silsa_chart_text_set(text, words, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
}

/* NULL: there is none. */
static char *
dup_visit(SilsaTimeStrip *self)
{
  g_autofree char *from = NULL, *to = NULL;

  if (self->moments.visit_from == 0)
    return NULL;
  from = dup_day(self->moments.visit_from);
  to = dup_day(self->moments.visit_to - DAY_SECONDS);
  return g_str_equal(from, to) ? g_strdup_printf(_("visit %s"), from)
                               : g_strdup_printf(_("visit %s – %s"), from, to);
}

void
silsa_time_strip_show(SilsaTimeStrip *self, const SilsaEvidenceFacts *facts, const SilsaCase *about)
{
  const char *last = about->visit_to != NULL ? about->visit_to : about->visit_from;
  g_autofree char *visit = NULL, *taken = NULL, *imported = NULL, *taken_words = NULL,
                  *imported_words = NULL, *spoken = NULL;

  g_return_if_fail(SILSA_IS_TIME_STRIP(self));

  self->moments =
      (SilsaChartMoments){.visit_from = find_midnight(about->visit_from),
                          .visit_to = last != NULL ? find_midnight(last) + DAY_SECONDS : 0,
                          .taken = find_seconds(facts->captured),
                          .imported = find_seconds(facts->imported)};
  visit = dup_visit(self);
  taken = self->moments.taken != 0 ? dup_moment(self, self->moments.taken) : NULL;
  imported = dup_moment(self, self->moments.imported);
  taken_words = taken != NULL ? g_strdup_printf(_("taken %s"), taken) : NULL;
  imported_words = g_strdup_printf(_("came in %s"), imported);
  set_text(&self->texts.visit, visit);
  set_text(&self->texts.taken, taken_words);
  set_text(&self->texts.imported, imported_words);
  spoken = g_strjoin(", ", taken_words != NULL ? taken_words : _("no time of its own"),
                     imported_words, visit, NULL);
  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
  gtk_widget_queue_resize(GTK_WIDGET(self));
}

static void
silsa_time_strip_finalize(GObject *object)
{
  SilsaTimeStrip *self = SILSA_TIME_STRIP(object);

  silsa_chart_text_clear(&self->texts.visit);
  silsa_chart_text_clear(&self->texts.taken);
  silsa_chart_text_clear(&self->texts.imported);
  G_OBJECT_CLASS(silsa_time_strip_parent_class)->finalize(object);
}

static void
silsa_time_strip_class_init(SilsaTimeStripClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_time_strip_finalize;
  GTK_WIDGET_CLASS(class)->measure = silsa_time_strip_measure;
  SILSA_CHART_CLASS(class)->draw = silsa_time_strip_draw;
}

static void
silsa_time_strip_init(SilsaTimeStrip *self G_GNUC_UNUSED)
{
}

GtkWidget *
silsa_time_strip_new(void)
{
  return g_object_new(SILSA_TYPE_TIME_STRIP, NULL);
}
