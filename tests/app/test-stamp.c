#include "silsa-stamp.h"

#include "silsa-test.h"

#define WORDS "09:32 · 현관 앞"

typedef struct {
  GtkWidget *window, *box, *other;
  SilsaStamp *stamp;
} Fixture;

static PangoLayout *
new_layout(GtkWidget *widget)
{
  return gtk_widget_create_pango_layout(widget, WORDS);
}

static void
add_red(void)
{
  g_autoptr(GtkCssProvider) css = gtk_css_provider_new();

  gtk_css_provider_load_from_string(css, "box.red { color: #f00; }");
  gtk_style_context_add_provider_for_display(gdk_display_get_default(), GTK_STYLE_PROVIDER(css),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
set_up(Fixture *f, gconstpointer pill)
{
  f->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  f->other = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append(GTK_BOX(f->box), f->other);
  f->window = gtk_window_new();
  gtk_window_set_child(GTK_WINDOW(f->window), f->box);
  gtk_window_present(GTK_WINDOW(f->window));
  f->stamp = silsa_stamp_new(f->box, new_layout(f->box), pill != NULL);
}

static void
tear_down(Fixture *f, gconstpointer pill G_GNUC_UNUSED)
{
  silsa_stamp_free(f->stamp);
  gtk_window_destroy(GTK_WINDOW(f->window));
}

static GskRenderNode *
paint(SilsaStamp *stamp)
{
  GtkSnapshot *snapshot = gtk_snapshot_new();

  silsa_stamp_snapshot(stamp, snapshot, 7, 5);
  return gtk_snapshot_free_to_node(snapshot);
}

/* What is painted, borrowed from the stamp. */
static GdkTexture *
find_picture_of(SilsaStamp *stamp, graphene_rect_t *place)
{
  g_autoptr(GskRenderNode) node = paint(stamp);
  GskRenderNode *inner = node;

  g_assert_nonnull(node);
  gsk_render_node_get_bounds(node, place);
  if (gsk_render_node_get_node_type(node) == GSK_TRANSFORM_NODE)
    inner = gsk_transform_node_get_child(node);
  g_assert_cmpint(gsk_render_node_get_node_type(inner), ==, GSK_TEXTURE_NODE);
  return gsk_texture_node_get_texture(inner);
}

static GdkTexture *
find_picture(Fixture *f, graphene_rect_t *place)
{
  return find_picture_of(f->stamp, place);
}

/* Each frame paints the same picture until something of it becomes another. */
static void
test_once(Fixture *f, gconstpointer pill)
{
  graphene_rect_t place;
  g_autoptr(GdkTexture) first = g_object_ref(find_picture(f, &place));
  g_autoptr(GdkTexture) second = NULL, third = NULL;

  g_assert_cmpfloat(place.origin.x, ==, 7);
  g_assert_cmpfloat(place.origin.y, ==, 5);
  silsa_stamp_set_text(f->stamp, WORDS);
  g_assert_true(find_picture(f, &place) == first);

  silsa_stamp_set_text(f->stamp, WORDS WORDS);
  second = g_object_ref(find_picture(f, &place));
  g_assert_true(second != first);
  g_assert_cmpint(gdk_texture_get_width(second), >, gdk_texture_get_width(first));

  silsa_stamp_set_width(f->stamp, 80);
  third = g_object_ref(find_picture(f, &place));
  g_assert_true(third != second);
  g_assert_cmpint(gdk_texture_get_width(third), <=, 80);

  gtk_widget_add_css_class(f->box, "red");
  g_assert_true((find_picture(f, &place) == third) == (pill != NULL));
}

/* What was drawn ahead is what is painted. */
static void
test_ahead(Fixture *f, gconstpointer pill G_GNUC_UNUSED)
{
  graphene_rect_t place;
  g_autoptr(GdkTexture) first = NULL;

  g_assert_true(silsa_stamp_draw_ahead(f->stamp));
  g_assert_false(silsa_stamp_draw_ahead(f->stamp));
  first = g_object_ref(find_picture(f, &place));
  g_assert_false(silsa_stamp_draw_ahead(f->stamp));
  silsa_stamp_set_text(f->stamp, WORDS WORDS);
  g_assert_true(silsa_stamp_draw_ahead(f->stamp));
  g_assert_true(find_picture(f, &place) != first);
  g_assert_false(silsa_stamp_draw_ahead(f->stamp));
  silsa_stamp_set_text(f->stamp, "");
  g_assert_false(silsa_stamp_draw_ahead(f->stamp));
}

static void
set_font_size(GtkWidget *widget, int size)
{
  PangoContext *context = gtk_widget_get_pango_context(widget);
  g_autoptr(PangoFontDescription) font =
      pango_font_description_copy(pango_context_get_font_description(context));

  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_context_set_font_description(context, font);
}

/* Neighbours with the same words have one picture, as long as any of them has them. */
static void
test_shared(Fixture *f, gconstpointer pill)
{
  graphene_rect_t place;
  SilsaStamp *other = silsa_stamp_new(f->other, new_layout(f->other), pill != NULL);
  g_autoptr(GdkTexture) first = g_object_ref(find_picture(f, &place));

  g_assert_false(silsa_stamp_draw_ahead(other));
  g_assert_true(find_picture_of(other, &place) == first);
  silsa_stamp_set_text(f->stamp, WORDS WORDS);
  g_assert_true(find_picture(f, &place) != first);
  silsa_stamp_set_text(f->stamp, WORDS);
  g_assert_true(find_picture(f, &place) == first);

  gtk_widget_add_css_class(f->other, "red");
  g_assert_true((find_picture_of(other, &place) == first) == (pill != NULL));
  set_font_size(f->other, 40);
  g_assert_true(find_picture_of(other, &place) != first);
  gtk_widget_remove_css_class(f->other, "red");
  set_font_size(f->other, 20);
  set_font_size(f->box, 20);
  g_set_object(&first, find_picture(f, &place));
  g_assert_true(find_picture_of(other, &place) == first);

  silsa_stamp_free(other);
  g_assert_true(find_picture(f, &place) == first);
}

static void
test_nothing(Fixture *f, gconstpointer pill G_GNUC_UNUSED)
{
  silsa_stamp_set_text(f->stamp, "");
  g_assert_null(paint(f->stamp));
}

/* As GTK paints words: no other letters, and none elsewhere. */
static void
test_letters(Fixture *f, gconstpointer pill G_GNUC_UNUSED)
{
  graphene_rect_t place;
  g_autoptr(PangoLayout) layout = new_layout(f->box);
  GtkSnapshot *snapshot = gtk_snapshot_new();
  GskRenderer *renderer = gtk_native_get_renderer(GTK_NATIVE(f->window));
  GdkTexture *picture = find_picture(f, &place);
  gsize width = (gsize)gdk_texture_get_width(picture);
  gsize height = (gsize)gdk_texture_get_height(picture);
  g_autofree guchar *seen = g_malloc0(4 * width * height), *meant = g_malloc0(4 * width * height);
  g_autoptr(GskRenderNode) words = NULL;
  g_autoptr(GdkTexture) painted = NULL;
  gsize inked = 0;
  GdkRGBA colour;

  gtk_widget_get_color(f->box, &colour);
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT(7, 5));
  gtk_snapshot_append_layout(snapshot, layout, &colour);
  words = gtk_snapshot_free_to_node(snapshot);
  painted = gsk_renderer_render_texture(renderer, words, &place);
  g_assert_cmpint(gdk_texture_get_width(painted), ==, (int)width);
  gdk_texture_download(picture, seen, 4 * width);
  gdk_texture_download(painted, meant, 4 * width);
  for (gsize i = 3; i < 4 * width * height; i += 4) { /* how much ink there is */
    g_assert_cmpint(ABS(seen[i] - meant[i]), <, 64);
    inked += seen[i] > 128;
  }
  g_assert_cmpuint(inked, >, 50);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  add_red();
  g_test_add("/stamp/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add("/stamp/pill", Fixture, "pill", set_up, test_once, tear_down);
  g_test_add("/stamp/ahead", Fixture, NULL, set_up, test_ahead, tear_down);
  g_test_add("/stamp/ahead/pill", Fixture, "pill", set_up, test_ahead, tear_down);
  g_test_add("/stamp/shared", Fixture, NULL, set_up, test_shared, tear_down);
  g_test_add("/stamp/shared/pill", Fixture, "pill", set_up, test_shared, tear_down);
  g_test_add("/stamp/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add("/stamp/letters", Fixture, NULL, set_up, test_letters, tear_down);
  return g_test_run();
}
