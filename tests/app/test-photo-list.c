#include "silsa-photo-list.h"

#include "workshop.h"

static void
count_cb(guint *n)
{
  (*n)++;
}

static void
settle(void)
{
  while (g_main_context_iteration(NULL, FALSE))
    ;
}

/* A list of thousands is no work for a person who answers a check on another view. */
static void
test_unwatched(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPhotoList) list = silsa_photo_list_new(shop->store);
  guint n = 0;

  g_signal_connect_swapped(list, "updated", G_CALLBACK(count_cb), &n);
  workshop_set(shop, "A1-03", "flag", "1");
  settle();
  g_assert_cmpuint(n, ==, 0);
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, 0);
}

static void
test_watched(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPhotoList) list = silsa_photo_list_new(shop->store);
  GListModel *all = silsa_assessment_get_evidence(silsa_store_get_assessment(shop->store));
  guint n = 0;

  g_signal_connect_swapped(list, "updated", G_CALLBACK(count_cb), &n);
  silsa_photo_list_set_watched(list, TRUE);
  g_assert_cmpuint(n, ==, 1);
  g_assert_cmpuint(g_list_model_get_n_items(all), >, 0);
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, g_list_model_get_n_items(all));
  workshop_set(shop, "A1-03", "flag", "1");
  settle();
  g_assert_cmpuint(n, ==, 2);

  silsa_photo_list_set_watched(list, FALSE);
  workshop_set(shop, "A1-03", "flag", NULL);
  workshop_set(shop, "A1-03", "flag", "1");
  settle();
  g_assert_cmpuint(n, ==, 2);
  silsa_photo_list_set_watched(list, TRUE); /* what it missed it takes at once */
  g_assert_cmpuint(n, ==, 3);
  silsa_photo_list_set_watched(list, FALSE);
  silsa_photo_list_set_watched(list, TRUE); /* and nothing where it missed nothing */
  g_assert_cmpuint(n, ==, 3);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add("/app/photo-list/unwatched", Workshop, NULL, workshop_set_up, test_unwatched,
             workshop_tear_down);
  g_test_add("/app/photo-list/watched", Workshop, NULL, workshop_set_up, test_watched,
             workshop_tear_down);
  return g_test_run();
}
