#include "charts.h"
#include "silsa-chart-key.h"
#include "silsa-grade-band.h"
#include "silsa-heat-map.h"
#include "silsa-leverage.h"
#include "silsa-radar.h"
#include "silsa-score-bar.h"
#include "silsa-scoring-curve.h"
#include "silsa-sector-bar.h"
#include "silsa-keep-words.h"
#include "silsa-time-strip.h"
#include "silsa-word-wrap.h"

#include <adwaita.h>
#include <math.h>

static void
measure(GtkWidget *widget, int *width, int *height)
{
  gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, width, NULL, NULL);
  gtk_widget_measure(widget, GTK_ORIENTATION_VERTICAL, -1, NULL, height, NULL, NULL);
}

static void
count_cb(guint *n)
{
  ++*n;
}

static void
assert_measures(GtkWidget *widget, int width, int height)
{
  int natural_width, natural_height;

  measure(widget, &natural_width, &natural_height);
  g_assert_cmpint(natural_width, ==, width);
  g_assert_cmpint(natural_height, ==, height);
}

static void
test_measures(void)
{
  GtkWidget *score = g_object_ref_sink(silsa_score_bar_new());
  GtkWidget *leverage = g_object_ref_sink(silsa_leverage_new());
  GtkWidget *sector = g_object_ref_sink(silsa_sector_bar_new());
  GtkWidget *band = g_object_ref_sink(silsa_grade_band_new());
  GtkWidget *curve = g_object_ref_sink(silsa_scoring_curve_new());
  GtkWidget *key = g_object_ref_sink(silsa_chart_key_new(SILSA_CHART_KEY_CLAIM_LINE));
  int width, height, again;

  assert_measures(score, 44, 10);
  assert_measures(leverage, 52, 10);
  assert_measures(sector, 200, 16);
  silsa_sector_bar_set_compact(SILSA_SECTOR_BAR(sector), TRUE);
  assert_measures(sector, 200, 12);
  assert_measures(key, 16, 14);

  /* The size does not wait for values, or panes would jump when they come. */
  measure(band, &width, &height);
  silsa_grade_band_set_grades(SILSA_GRADE_BAND(band), grades, G_N_ELEMENTS(grades));
  silsa_grade_band_set_band(SILSA_GRADE_BAND(band), &low, &expected, &high);
  assert_measures(band, width, height);
  /* In a line with words it asks for no more than it needs at the least: they go first. */
  silsa_grade_band_set_compact(SILSA_GRADE_BAND(band), TRUE);
  assert_measures(band, 96, 18);

  measure(curve, &width, &height);
  silsa_scoring_curve_set_unit(SILSA_SCORING_CURVE(curve), "a very long unit");
  measure(curve, &again, &height);
  g_assert_cmpint(again, ==, width);

  g_assert_finalize_object(score);
  g_assert_finalize_object(leverage);
  g_assert_finalize_object(sector);
  g_assert_finalize_object(band);
  g_assert_finalize_object(curve);
  g_assert_finalize_object(key);
}

static void
test_notifications(void)
{
  GtkWidget *band = g_object_ref_sink(silsa_grade_band_new());
  GtkWidget *sector = g_object_ref_sink(silsa_sector_bar_new());
  GtkWidget *key = g_object_ref_sink(silsa_chart_key_new(SILSA_CHART_KEY_VERIFIED));
  guint n = 0;

  g_signal_connect_swapped(band, "notify", G_CALLBACK(count_cb), &n);
  g_signal_connect_swapped(sector, "notify", G_CALLBACK(count_cb), &n);
  g_signal_connect_swapped(key, "notify", G_CALLBACK(count_cb), &n);
  g_object_set(band, "compact", TRUE, NULL);
  g_object_set(band, "compact", TRUE, NULL);
  g_assert_cmpuint(n, ==, 1);
  g_object_set(sector, "title", "Innovation", "compact", TRUE, NULL);
  g_object_set(sector, "title", "Innovation", "compact", TRUE, NULL);
  g_assert_cmpuint(n, ==, 3);
  g_object_set(key, "kind", SILSA_CHART_KEY_CLAIM, NULL);
  g_object_set(key, "kind", SILSA_CHART_KEY_CLAIM, NULL);
  g_assert_cmpuint(n, ==, 4);

  g_assert_finalize_object(band);
  g_assert_finalize_object(sector);
  g_assert_finalize_object(key);
}

static void
assert_spoken(GtkWidget *widget, const char *text)
{
  gtk_test_accessible_assert_role(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  g_object_ref_sink(widget);
  g_assert_finalize_object(widget);
}

static void
test_spoken(void)
{
  GtkWidget *band = silsa_grade_band_new(), *sector = silsa_sector_bar_new();
  GtkWidget *score = silsa_score_bar_new(), *open = silsa_score_bar_new();
  GtkWidget *leverage = silsa_leverage_new(), *radar = silsa_radar_new();
  GtkWidget *key = g_object_ref_sink(silsa_chart_key_new(SILSA_CHART_KEY_CLAIM));

  silsa_grade_band_set_grades(SILSA_GRADE_BAND(band), grades, G_N_ELEMENTS(grades));
  silsa_grade_band_set_band(SILSA_GRADE_BAND(band), &low, &expected, &high);
  assert_spoken(band,
                "Expected Grade 3, 1,522.5 points; low 1,038.1, Grade 5; high 1,658.1, Grade 2");
  silsa_sector_bar_set_title(SILSA_SECTOR_BAR(sector), "Innovation");
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(sector), 48.3, 60.3, 69.7, 67);
  assert_spoken(sector,
                "Innovation: expected 60.3\u2009%, low 48.3\u2009%, high 69.7\u2009%, claim "
                "67.0\u2009%");
  silsa_score_bar_set_score(SILSA_SCORE_BAR(score), 85, 100, TRUE);
  assert_spoken(score, "Verified 85\u2009%, claimed 100\u2009%");
  silsa_score_bar_set_score(SILSA_SCORE_BAR(open), 85, 100, FALSE);
  assert_spoken(open, "Claimed 100\u2009%");
  silsa_leverage_set_values(SILSA_LEVERAGE(leverage), 0, 24, 77.5);
  assert_spoken(leverage, "Up to 24 of 77.5 points");
  silsa_radar_set_axes(SILSA_RADAR(radar), axes, 3, 70);
  assert_spoken(radar,
                "A1 Public, expected 70\u2009%, claim 75\u2009%; A2 Private, expected 55\u2009%, "
                "claim 60\u2009%; B1 Rules, nothing known yet");
  gtk_test_accessible_assert_role(GTK_ACCESSIBLE(key), GTK_ACCESSIBLE_ROLE_PRESENTATION);
  g_assert_finalize_object(key);
}

/* In a window */

typedef struct {
  GtkWindow *window;
  GtkWidget *widget;
  GdkPaintable *paintable;
  guint redraws;
} Stage;

static void
settle(void)
{
  for (gint64 end = g_get_monotonic_time() + 150000; g_get_monotonic_time() < end;)
    if (!g_main_context_iteration(NULL, FALSE))
      g_usleep(2000);
}

static void
stage_init(Stage *self, GtkWidget *widget)
{
  self->widget = widget;
  self->window = GTK_WINDOW(adw_window_new());
  gtk_window_set_default_size(self->window, 500, 400);
  gtk_widget_set_valign(widget, GTK_ALIGN_CENTER);
  adw_window_set_content(ADW_WINDOW(self->window), widget);
  gtk_window_present(self->window);
  settle();
  self->paintable = gtk_widget_paintable_new(widget);
  g_signal_connect_swapped(self->paintable, "invalidate-contents", G_CALLBACK(count_cb),
                           &self->redraws);
  settle();
  self->redraws = 0;
}

static void
stage_clear(Stage *self)
{
  g_clear_object(&self->paintable);
  g_clear_pointer(&self->window, gtk_window_destroy);
  settle();
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, stage_clear)

static GdkTexture *
stage_render(Stage *self)
{
  int width = gtk_widget_get_width(self->widget), height = gtk_widget_get_height(self->widget);
  GtkSnapshot *snapshot = gtk_snapshot_new();
  g_autoptr(GskRenderNode) node = NULL;

  gdk_paintable_snapshot(self->paintable, GDK_SNAPSHOT(snapshot), width, height);
  node = gtk_snapshot_free_to_node(snapshot);
  return gsk_renderer_render_texture(gtk_native_get_renderer(GTK_NATIVE(self->window)), node,
                                     &GRAPHENE_RECT_INIT(0, 0, width, height));
}

static guint32
texture_get(GdkTexture *texture, int x, int y)
{
  int width = gdk_texture_get_width(texture), height = gdk_texture_get_height(texture);
  g_autofree guchar *data = g_malloc0((gsize)width * height * 4);
  const guchar *pixel = data + ((gsize)y * width + x) * 4;

  gdk_texture_download(texture, data, (gsize)width * 4); /* B8G8R8A8, premultiplied */
  return (pixel[2] << 16 | pixel[1] << 8 | pixel[0]) & 0xffffff;
}

static void
test_no_redraw_without_change(void)
{
  GtkWidget *widget = silsa_sector_bar_new();
  g_auto(Stage) stage = {0};

  stage_init(&stage, widget);
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(widget), 25, 60, 75, 80);
  settle();
  g_assert_cmpuint(stage.redraws, >, 0);
  stage.redraws = 0;
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(widget), 25, 60, 75, 80);
  silsa_sector_bar_set_compact(SILSA_SECTOR_BAR(widget), FALSE);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 0);
}

static void
test_no_redraw_of_the_curve(void)
{
  const SilsaChartMark verified = {20, 40, "20"}, moved = {21, 42, "21"};
  GtkWidget *widget = silsa_scoring_curve_new();
  SilsaScoringCurve *curve = SILSA_SCORING_CURVE(widget);
  g_auto(Stage) stage = {0};

  silsa_scoring_curve_set_scoring(curve, rising, 3, FALSE, FALSE);
  silsa_scoring_curve_set_verified(curve, &verified);
  stage_init(&stage, widget);
  silsa_scoring_curve_set_scoring(curve, rising, 3, FALSE, FALSE);
  silsa_scoring_curve_set_verified(curve, &verified);
  silsa_scoring_curve_set_claim(curve, NULL);
  silsa_scoring_curve_set_stale(curve, FALSE);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 0);
  silsa_scoring_curve_set_verified(curve, &moved);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 1);
}

static void
test_follows_dark(void)
{
  AdwStyleManager *style = adw_style_manager_get_default();
  GtkWidget *widget = silsa_sector_bar_new();
  g_auto(Stage) stage = {0};
  g_autoptr(GdkTexture) light = NULL, dark = NULL;

  adw_style_manager_set_color_scheme(style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(widget), 50, 60, 75, SILSA_CHART_NONE);
  stage_init(&stage, widget);
  light = stage_render(&stage);
  g_assert_cmphex(texture_get(light, 20, 8), ==, 0x1a66c4);

  stage.redraws = 0;
  adw_style_manager_set_color_scheme(style, ADW_COLOR_SCHEME_FORCE_DARK);
  settle();
  g_assert_cmpuint(stage.redraws, >, 0);
  dark = stage_render(&stage);
  g_assert_cmphex(texture_get(dark, 20, 8), ==, 0x82b8f5);
  adw_style_manager_set_color_scheme(style, ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
activated_cb(GtkWidget *widget G_GNUC_UNUSED, guint axis, int *last)
{
  *last = (int)axis;
}

/* Does what the key of the class' shortcut does. */
static gboolean
press(GtkWidget *widget, const char *key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers(widget);

  for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
    g_autoptr(GObject) controller = g_list_model_get_item(controllers, i);

    for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER(controller) &&
                      k < g_list_model_get_n_items(G_LIST_MODEL(controller));
         k++) {
      g_autoptr(GtkShortcut) shortcut = g_list_model_get_item(G_LIST_MODEL(controller), k);
      g_autofree char *name = gtk_shortcut_trigger_to_string(gtk_shortcut_get_trigger(shortcut));

      if (g_str_equal(name, key))
        return gtk_shortcut_action_activate(gtk_shortcut_get_action(shortcut), 0, widget,
                                            gtk_shortcut_get_arguments(shortcut));
    }
  }
  return FALSE;
}

static void
test_radar_activates(void)
{
  GtkWidget *widget = silsa_radar_new();
  const char *second = "A2 Private, expected 55\u2009%, claim 60\u2009%";
  g_autoptr(GListModel) controllers = NULL;
  g_auto(Stage) stage = {0};
  int last = -1;

  silsa_radar_set_axes(SILSA_RADAR(widget), axes, 4, 70);
  g_signal_connect(widget, "activated", G_CALLBACK(activated_cb), &last);
  stage_init(&stage, widget);

  controllers = gtk_widget_observe_controllers(widget);
  for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
    g_autoptr(GObject) controller = g_list_model_get_item(controllers, i);

    if (GTK_IS_GESTURE_CLICK(controller))
      g_signal_emit_by_name(controller, "pressed", 1, gtk_widget_get_width(widget) / 2.0,
                            gtk_widget_get_height(widget) - 10.0);
  }
  g_assert_cmpint(last, ==, 2);

  g_assert_true(gtk_widget_grab_focus(widget));
  g_assert_true(press(widget, "Return"));
  g_assert_cmpint(last, ==, 0);
  g_assert_true(press(widget, "Right"));
  gtk_test_accessible_assert_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      second);
  g_assert_true(press(widget, "space"));
  g_assert_cmpint(last, ==, 1);
  g_assert_true(press(widget, "Left"));
  g_assert_true(press(widget, "Left"));
  g_assert_true(press(widget, "Return"));
  g_assert_cmpint(last, ==, 3);
}

/* The heat map */

static void
test_heat_map_keys(void)
{
  GtkWidget *widget = silsa_heat_map_new();
  SilsaHeatMap *map = SILSA_HEAT_MAP(widget);
  SilsaChartCell cells[15];
  g_auto(Stage) stage = {0};
  int last = -1;

  fill_heat(cells);
  g_assert_false(press(widget, "Return")); /* nothing there yet */
  silsa_heat_map_set(map, heat_lines, 3, cells);
  g_signal_connect(widget, "activated", G_CALLBACK(activated_cb), &last);
  stage_init(&stage, widget);
  g_assert_true(gtk_widget_grab_focus(widget));
  g_assert_true(press(widget, "Right"));
  g_assert_true(press(widget, "Right"));
  g_assert_true(press(widget, "Down"));
  gtk_test_accessible_assert_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      "zero"); /* the third of the second line */
  g_assert_true(press(widget, "Return"));
  g_assert_cmpint(last, ==, 5);
  g_assert_true(press(widget, "End"));
  g_assert_true(press(widget, "Right"));
  g_assert_true(press(widget, "Down"));
  g_assert_cmpuint(silsa_heat_map_get_marked(map), ==, 14);
  g_assert_true(press(widget, "Up"));
  g_assert_cmpuint(silsa_heat_map_get_marked(map), ==, 2); /* the shorter line ends there */
  settle();
  stage.redraws = 0;
  silsa_heat_map_set(map, heat_lines, 3, cells);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 0);
}

/* Words */

static char *
kept(const char *text) /* the ranges that are kept whole, as "start-end start-end" */
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
  GString *ranges = g_string_new(NULL);
  GSList *list;

  silsa_keep_words(attributes, text);
  list = pango_attr_list_get_attributes(attributes);
  for (GSList *l = list; l != NULL; l = l->next) {
    PangoAttribute *attribute = l->data;

    g_assert_cmpint(attribute->klass->type, ==, PANGO_ATTR_ALLOW_BREAKS);
    g_string_append_printf(ranges, "%s%.*s", l == list ? "" : "|",
                           (int)(attribute->end_index - attribute->start_index),
                           text + attribute->start_index);
  }
  g_slist_free_full(list, (GDestroyNotify)pango_attribute_destroy);
  return g_string_free_and_steal(ranges);
}

static void
test_words(void)
{
  const struct {
    const char *text;
    const char *kept;
  } cases[] = {
      {"", ""},
      {"기기의 비율을 산정합니다.", "기기의|비율을|산정합니다."},
      {"지능형 영상분석 적용 기기 수", "지능형|영상분석|적용|기기| 수"},
      {"쓰러짐, 배회 등.", "쓰러짐,|배회| 등."},
      {"수", "수"},
      {"등 여러 가지", "등|여러|가지"},
      {"기기 수\n설비 등", "기기| 수|설비| 등"},
      {"기기\n수", "기기|수"},
      {"A1-02 cameras", "A1-02|cameras"},
      {"열네글자가넘는아주아주긴낱말 수", "열네글자가넘는아주아주긴낱말| 수"},
      {"열다섯글자가넘는아주아주긴낱말 수", "수"},
      {"/home/kim/Silsa/대구광역시-김서연-20261128.asice", "대구광역시|김서연"},
  };

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *ranges = kept(cases[i].text);

    g_assert_cmpstr(ranges, ==, cases[i].kept);
  }
}

static void
assert_lines_start_with_words(GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout(label);
  const char *text = pango_layout_get_text(layout);
  int n = pango_layout_get_line_count(layout);

  g_assert_cmpint(n, >, 1);
  for (int i = 1; i < n; i++) {
    int start = pango_layout_line_get_start_index(pango_layout_get_line_readonly(layout, i));

    g_assert_true(text[start - 1] == ' ');
  }
}

static void
test_label_keeps_words(void)
{
  GtkWidget *widget =
      gtk_label_new("영상정보처리기기 중 쓰러짐, 배회, 침입, 화재 등을 자동 탐지하는 기기");
  GtkLabel *label = GTK_LABEL(widget);
  g_autoptr(PangoAttrList) bold = pango_attr_list_new();
  g_autofree char *text = NULL;
  g_auto(Stage) stage = {0};

  pango_attr_list_insert(bold, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes(label, bold);
  gtk_label_set_wrap(label, TRUE);
  gtk_label_set_max_width_chars(label, 12);
  gtk_widget_set_halign(widget, GTK_ALIGN_START);
  silsa_label_keep_words(label);
  silsa_label_keep_words(label); /* twice is once */
  stage_init(&stage, widget);
  assert_lines_start_with_words(label);

  gtk_label_set_text(label,
                     "보호구역 스마트횡단보도 설치율과 자가통신망 연결률을 현장에서 확인합니다");
  settle();
  assert_lines_start_with_words(label);
  text = pango_attr_list_to_string(gtk_label_get_attributes(label));
  g_assert_nonnull(strstr(text, "weight bold"));
  g_assert_cmpuint(g_signal_handlers_disconnect_matched(
                       label, G_SIGNAL_MATCH_ID, g_signal_lookup("notify", GTK_TYPE_LABEL),
                       g_quark_from_static_string("label"), NULL, NULL, NULL),
                   ==, 1);
}

/* Attributes that are set again have the label laid out again, and Pango takes two lists of more
 * than 64 for different ones. */
static void
test_label_keeps_words_once(void)
{
  g_autoptr(GString) text = g_string_new("현장");
  g_autoptr(GtkLabel) empty = GTK_LABEL(g_object_ref_sink(gtk_label_new(NULL)));
  g_autoptr(GtkLabel) label = NULL;
  PangoAttrList *kept;

  silsa_label_keep_words(empty);
  g_assert_null(gtk_label_get_attributes(empty));
  for (guint i = 0; i < 99; i++)
    g_string_append(text, " 확인");
  label = GTK_LABEL(g_object_ref_sink(gtk_label_new(text->str)));
  silsa_label_keep_words(label);
  kept = gtk_label_get_attributes(label);
  g_assert_nonnull(kept);
  silsa_label_keep_words(label);
  g_assert_true(gtk_label_get_attributes(label) == kept);
}

/* Whoever makes it: libadwaita has labels of its own in rows and dialogs. */
static void
test_every_label_keeps_words(void)
{
  GtkWidget *label =
      gtk_label_new("보호구역 스마트횡단보도 설치율과 자가통신망 연결률을 현장에서 확인합니다");
  g_auto(Stage) stage = {0};

  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_max_width_chars(GTK_LABEL(label), 12);
  gtk_widget_set_halign(label, GTK_ALIGN_START);
  silsa_word_wrap_watch();
  stage_init(&stage, label);
  assert_lines_start_with_words(GTK_LABEL(label));
}

static char *
kept_in_buffer(GtkTextBuffer *buffer)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup(gtk_text_buffer_get_tag_table(buffer), "kept");
  g_autoptr(GString) ranges = g_string_new(NULL);
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter(buffer, &start);
  while (gtk_text_iter_starts_tag(&start, tag) ||
         (gtk_text_iter_forward_to_tag_toggle(&start, tag) && !gtk_text_iter_is_end(&start))) {
    g_autofree char *range = NULL;

    end = start;
    gtk_text_iter_forward_to_tag_toggle(&end, tag);
    range = gtk_text_iter_get_text(&start, &end);
    g_string_append_printf(ranges, "%s%s", ranges->len > 0 ? "|" : "", range);
    start = end;
  }
  return g_string_free_and_steal(g_steal_pointer(&ranges));
}

/* Whatever is typed, pasted or taken out, where words begin and end is known anew. */
static void
test_text_keeps_words(void)
{
  g_autoptr(GtkTextBuffer) buffer = gtk_text_buffer_new(NULL);
  g_autofree char *set = NULL, *typed = NULL, *joined = NULL;
  GtkTextIter start, end;

  silsa_buffer_keep_words(buffer);
  gtk_text_buffer_set_text(buffer, "기기의 비율을 봄\n둘째 줄", -1);
  set = kept_in_buffer(buffer);
  g_assert_cmpstr(set, ==, "기기의|비율을 봄|둘째 줄");
  gtk_text_buffer_get_iter_at_offset(buffer, &start, 3);
  gtk_text_buffer_insert(buffer, &start, "만 한", -1);
  typed = kept_in_buffer(buffer);
  g_assert_cmpstr(typed, ==, "기기의만|한|비율을 봄|둘째 줄");
  gtk_text_buffer_get_iter_at_offset(buffer, &start, 4);
  gtk_text_buffer_get_iter_at_offset(buffer, &end, 7);
  gtk_text_buffer_delete(buffer, &start, &end);
  joined = kept_in_buffer(buffer);
  g_assert_cmpstr(joined, ==, "기기의만비율을 봄|둘째 줄");
}

/* The hour says enough on the day of the visit; elsewhere the day does. A camera abroad is
 * believed. */
static void
test_time_strip(void)
{
  SilsaEvidenceFacts facts = {.captured = "2021-08-25T03:12:40+02:00",
                              .imported = "2021-08-25T05:02:00.000Z"};
  const SilsaCase one_day = {.visit_from = "2021-08-25", .visit_to = "2021-08-25"}, none = {0};
  SilsaTimeStrip *strip = g_object_ref_sink(SILSA_TIME_STRIP(silsa_time_strip_new()));

  silsa_time_strip_show(strip, &facts, &one_day);
  g_assert_cmpstr(silsa_chart_get_spoken(SILSA_CHART(strip)), ==,
                  "taken 10:12, came in 14:02, visit 25 Aug 2021");
  facts.captured = "2020-01-02T10:00:00";
  silsa_time_strip_show(strip, &facts, &one_day);
  g_assert_cmpstr(silsa_chart_get_spoken(SILSA_CHART(strip)), ==,
                  "taken 2 Jan 2020, came in 14:02, visit 25 Aug 2021");
  facts.captured = NULL;
  silsa_time_strip_show(strip, &facts, &none);
  g_assert_cmpstr(silsa_chart_get_spoken(SILSA_CHART(strip)), ==,
                  "no time of its own, came in 25 Aug 2021");
  g_assert_finalize_object(strip);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();

  g_test_add_func("/app/chart/widget/measures", test_measures);
  g_test_add_func("/app/chart/widget/notifications", test_notifications);
  g_test_add_func("/app/chart/widget/spoken", test_spoken);
  g_test_add_func("/app/chart/widget/no-redraw", test_no_redraw_without_change);
  g_test_add_func("/app/chart/widget/no-redraw-of-the-curve", test_no_redraw_of_the_curve);
  g_test_add_func("/app/chart/widget/follows-dark", test_follows_dark);
  g_test_add_func("/app/chart/widget/radar-activates", test_radar_activates);
  g_test_add_func("/app/chart/heat/keys", test_heat_map_keys);
  g_test_add_func("/app/words/kept", test_words);
  g_test_add_func("/app/words/label", test_label_keeps_words);
  g_test_add_func("/app/words/label-once", test_label_keeps_words_once);
  g_test_add_func("/app/words/text", test_text_keeps_words);
  g_test_add_func("/app/words/every-label", test_every_label_keeps_words); /* from here on, all */
  g_test_add_func("/app/chart/time-strip", test_time_strip);
  return g_test_run();
}
