#include "silsa-ready-icons.h"

#include "silsa-test.h"

#include <string.h>

#define SIZE 16

static const GdkRGBA colors[] = {
    {0.2f, 0.2f, 0.2f, 1}, {0.9f, 0, 0, 1}, {0.9f, 0.6f, 0, 1}, {0, 0.6f, 0.2f, 1}};

/* Without and with what is ready; until the end, for GTK 4.18 leaks a theme of one's own. */
static GtkIconTheme *drawn_theme, *ready_theme;

static GtkIconTheme *
new_theme(const char *more)
{
  GtkIconTheme *theme = gtk_icon_theme_new();
  const char *const resources[] = {"/io/github/silsa/Silsa/icons", NULL};

  gtk_icon_theme_set_resource_path(theme, resources);
  gtk_icon_theme_set_theme_name(theme, "Adwaita");
  if (more != NULL)
    gtk_icon_theme_add_search_path(theme, more);
  return theme;
}

static GtkIconPaintable *
look_up(GtkIconTheme *theme, const char *name, int size, int scale)
{
  return gtk_icon_theme_lookup_icon(theme, name, NULL, size, scale, GTK_TEXT_DIR_LTR, 0);
}

static gboolean
is_ready(GtkIconTheme *theme, const char *name, int size, int scale)
{
  g_autoptr(GtkIconPaintable) icon = look_up(theme, name, size, scale);
  g_autoptr(GFile) file = gtk_icon_paintable_get_file(icon);
  g_autofree char *uri = g_file_get_uri(file);

  return g_str_has_suffix(uri, "-symbolic.symbolic.png");
}

static void
paint(GtkIconTheme *theme, const char *name, guchar *pixels)
{
  g_autoptr(GtkIconPaintable) icon = look_up(theme, name, SIZE, 1);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new();
  g_autoptr(GskRenderNode) node = NULL;
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_ARGB32, SIZE, SIZE, SIZE * 4);
  cairo_t *cr = cairo_create(surface);

  gtk_symbolic_paintable_snapshot_symbolic(GTK_SYMBOLIC_PAINTABLE(icon), snapshot, SIZE, SIZE,
                                           colors, G_N_ELEMENTS(colors));
  node = gtk_snapshot_free_to_node(g_steal_pointer(&snapshot));
  g_assert_nonnull(node);
  gsk_render_node_draw(node, cr);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

static void
assert_same(const char *name)
{
  guchar drawn[SIZE * SIZE * 4] = {0}, ready[SIZE * SIZE * 4] = {0}, none[SIZE * SIZE * 4] = {0};

  g_test_message("%s", name);
  g_assert_false(is_ready(drawn_theme, name, SIZE, 1));
  g_assert_true(is_ready(ready_theme, name, SIZE, 1));
  paint(drawn_theme, name, drawn);
  paint(ready_theme, name, ready);
  g_assert_cmpmem(drawn, sizeof drawn, ready, sizeof ready);
  g_assert_cmpint(memcmp(drawn, none, sizeof none), !=, 0);
}

/* What is ready is what GTK would have drawn, to the last pixel. */
static void
test_same(gconstpointer folder)
{
  g_autofree char *path =
      g_build_filename(g_getenv("SILSA_ICON_DIR"), folder, "16x16/actions", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open(path, 0, &error);
  const char *file;
  int n = 0;

  g_assert_no_error(error);
  for (; (file = g_dir_read_name(dir)) != NULL; n++) {
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".symbolic.png"));

    assert_same(name);
  }
  g_assert_cmpint(n, >, 30);
}

/* At any other size and on a screen of other density they are drawn: nothing is blurred. */
static void
test_other_sizes(void)
{
  const char *const names[] = {"silsa-flag-symbolic", "go-next-symbolic"};

  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_assert_false(is_ready(drawn_theme, names[i], SIZE, 1));
    g_assert_true(is_ready(ready_theme, names[i], SIZE, 1));
    g_assert_false(is_ready(ready_theme, names[i], SIZE, 2));
    g_assert_false(is_ready(ready_theme, names[i], 12, 1));
    g_assert_false(is_ready(ready_theme, names[i], 32, 1));
  }
}

static void
test_use(void)
{
  GdkDisplay *display = gdk_display_get_default();
  GtkIconTheme *theme = gtk_icon_theme_get_for_display(display);

  silsa_ready_icons_use(display);
  g_assert_true(is_ready(theme, "silsa-flag-symbolic", SIZE, 1));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  drawn_theme = new_theme(NULL);
  ready_theme = new_theme(g_getenv("SILSA_ICON_DIR"));
  g_test_add_data_func("/ready-icons/same/own", "hicolor", test_same);
  g_test_add_data_func("/ready-icons/same/theme", "Adwaita", test_same);
  g_test_add_func("/ready-icons/other-sizes", test_other_sizes);
  g_test_add_func("/ready-icons/use", test_use);
  return g_test_run();
}
