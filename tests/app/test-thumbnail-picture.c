#include "silsa-thumbnail-picture.h"

#include "pictures.h"
#include "workshop.h"

#define N 30
#define SIDE 100
#define HEIGHT 300 /* of what is seen */

typedef struct {
  GtkWidget *window, *scrolled;
  GtkWidget *thumbnails[N];
} Column;

static SilsaEvidence *
add(SilsaStore *store, const char *name, gboolean thumbnail)
{
  const Picture picture = {.width = 64, .height = 48};
  g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
  SilsaEvidenceIntake intake = {.facts = {.media_type = "image/jpeg",
                                          .name = name,
                                          .kind = "photo",
                                          .width = 64,
                                          .height = 48},
                                .thumbnail = thumbnail ? bytes : NULL};
  g_autoptr(GError) error = NULL;
  SilsaEvidence *evidence = silsa_store_add_evidence(store, bytes, &intake, NULL, &error);

  g_assert_no_error(error);
  return evidence;
}

static SilsaEvidence *
add_picture(SilsaStore *store)
{
  return add(store, "a.jpg", TRUE);
}

static void
present(Column *self, SilsaStore *store)
{
  g_autoptr(SilsaEvidence) evidence = add_picture(store);
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

  for (int i = 0; i < N; i++) {
    self->thumbnails[i] = silsa_thumbnail_picture_new(store, evidence, SIDE);
    gtk_widget_set_size_request(self->thumbnails[i], SIDE, SIDE);
    gtk_box_append(GTK_BOX(box), self->thumbnails[i]);
  }
  self->scrolled = gtk_scrolled_window_new();
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scrolled), box);
  self->window = gtk_window_new();
  gtk_window_set_default_size(GTK_WINDOW(self->window), 2 * SIDE, HEIGHT);
  gtk_window_set_child(GTK_WINDOW(self->window), self->scrolled);
  gtk_window_present(GTK_WINDOW(self->window));
}

static gboolean
is_loaded(Column *self, int i)
{
  return GTK_IS_PICTURE(adw_bin_get_child(ADW_BIN(self->thumbnails[i])));
}

static void
wait_for(Column *self, int i)
{
  while (!is_loaded(self, i))
    g_main_context_iteration(NULL, TRUE);
}

static int
count_loaded(Column *self)
{
  int n = 0;

  for (int i = 0; i < N; i++)
    n += is_loaded(self, i);
  return n;
}

/* All that was on its way is gone. */
static void
settle(SilsaStore *store)
{
  while (g_atomic_int_get(&G_OBJECT(store)->ref_count) > 1) {
    if (!g_main_context_iteration(NULL, FALSE))
      g_usleep(1000);
  }
}

static void
destroy(Column *self, SilsaStore *store)
{
  gtk_window_destroy(GTK_WINDOW(self->window));
  settle(store);
}

/* What is scrolled out of sight is neither read nor decoded until it is scrolled to. */
static void
test_only_what_is_seen(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  Column column;
  GtkAdjustment *adjustment;
  int before;

  present(&column, shop->store);
  wait_for(&column, 0);
  wait_for(&column, HEIGHT / SIDE - 1);
  before = count_loaded(&column);
  g_assert_cmpint(before, <, N / 2);
  g_assert_false(is_loaded(&column, N - 1));

  adjustment = gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(column.scrolled));
  gtk_adjustment_set_value(adjustment, gtk_adjustment_get_upper(adjustment));
  wait_for(&column, N - 1);
  g_assert_false(is_loaded(&column, N / 2));
  g_assert_cmpint(count_loaded(&column), >, before);
  destroy(&column, shop->store);
}

/* One that comes into sight because what stood above it is gone. */
static void
test_moved_into_sight(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  Column column;

  present(&column, shop->store);
  wait_for(&column, 0);
  for (int i = 0; i < N - 1; i++)
    gtk_widget_set_visible(column.thumbnails[i], FALSE);
  wait_for(&column, N - 1);
  destroy(&column, shop->store);
}

/* What cannot be shown has an icon in its place, as soon as that is known. */
static void
test_icon(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaEvidence) evidence = add(shop->store, "without.jpg", FALSE);
  Column column;
  GtkWidget *other;

  present(&column, shop->store);
  other = g_object_ref_sink(silsa_thumbnail_picture_new(shop->store, evidence, SIDE));
  gtk_window_set_child(GTK_WINDOW(column.window), other);
  g_assert_null(adw_bin_get_child(ADW_BIN(other)));
  while (adw_bin_get_child(ADW_BIN(other)) == NULL)
    g_main_context_iteration(NULL, TRUE);
  g_assert_true(GTK_IS_IMAGE(adw_bin_get_child(ADW_BIN(other))));
  destroy(&column, shop->store);
  g_assert_finalize_object(other);
}

/* --- who comes first --- */

#define AHEAD 200

static void
arrived_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = silsa_texture_load_finish(result, &error);

  g_assert_no_error(error);
  (*(int *)n)++;
}

/* Whoever scrolls does not wait for what was brought ahead of what he saw before. */
static void
test_seen_before_ahead(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaTile tile = {.width = 48, .height = 32};
  g_autoptr(SilsaEvidence) evidence = add_picture(shop->store);
  int ahead = 0, seen = 0;

  for (int i = 0; i < AHEAD; i++)
    silsa_texture_load_tile_async(shop->store, evidence, &tile, TRUE, NULL, arrived_cb, &ahead);
  silsa_texture_load_tile_async(shop->store, evidence, &tile, FALSE, NULL, arrived_cb, &seen);
  while (seen == 0)
    g_main_context_iteration(NULL, TRUE);
  g_assert_cmpint(ahead, <, AHEAD / 2);
  settle(shop->store);
  g_assert_cmpint(ahead, ==, AHEAD);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add("/thumbnail-picture/only-what-is-seen", Workshop, NULL, workshop_set_up,
             test_only_what_is_seen, workshop_tear_down);
  g_test_add("/thumbnail-picture/moved-into-sight", Workshop, NULL, workshop_set_up,
             test_moved_into_sight, workshop_tear_down);
  g_test_add("/thumbnail-picture/icon", Workshop, NULL, workshop_set_up, test_icon,
             workshop_tear_down);
  g_test_add("/thumbnail-picture/seen-before-ahead", Workshop, NULL, workshop_set_up,
             test_seen_before_ahead, workshop_tear_down);
  return g_test_run();
}
