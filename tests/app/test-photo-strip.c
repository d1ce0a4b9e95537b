#include "silsa-photo-strip.h"

#include "workshop.h"

#define N 400
#define HERE 200

typedef struct {
  GListStore *photos;
  GtkWidget *window;
  SilsaPhotoStrip *strip;
  GtkSingleSelection *shown; /* borrowed from its list */
  int chosen; /* -1: none */
} Desk;

static void
chosen_cb(Desk *self, guint position)
{
  self->chosen = (int)position;
}

static GtkWidget *
find_list(GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW(widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling(child))
    found = find_list(child);
  return found;
}

static SilsaEvidence *
new_paper(gint64 id)
{
  const SilsaEvidenceFacts facts = {.id = id,
                                    .sha256 = "",
                                    .media_type = "application/pdf",
                                    .name = "a.pdf",
                                    .kind = "document",
                                    .imported = ""};

  return silsa_evidence_new(&facts);
}

static void
set_up(Desk *self, SilsaStore *store)
{
  self->chosen = -1;
  self->photos = g_list_store_new(SILSA_TYPE_EVIDENCE);
  for (gint64 id = 0; id < N; id++) {
    g_autoptr(SilsaEvidence) paper = new_paper(id);

    g_list_store_append(self->photos, paper);
  }
  self->strip = SILSA_PHOTO_STRIP(silsa_photo_strip_new());
  g_signal_connect_swapped(self->strip, "chosen", G_CALLBACK(chosen_cb), self);
  silsa_photo_strip_set_photos(self->strip, store, G_LIST_MODEL(self->photos));
  self->shown = GTK_SINGLE_SELECTION(
      gtk_list_view_get_model(GTK_LIST_VIEW(find_list(GTK_WIDGET(self->strip)))));
  self->window = gtk_window_new();
  gtk_window_set_default_size(GTK_WINDOW(self->window), 900, 120);
  gtk_window_set_child(GTK_WINDOW(self->window), GTK_WIDGET(self->strip));
  gtk_window_present(GTK_WINDOW(self->window));
}

static void
tear_down(Desk *self)
{
  gtk_window_destroy(GTK_WINDOW(self->window));
  g_object_unref(self->photos);
}

static guint
count_shown(Desk *self)
{
  return g_list_model_get_n_items(G_LIST_MODEL(self->shown));
}

static gint64
get_selected(Desk *self)
{
  return silsa_evidence_get_id(gtk_single_selection_get_selected_item(self->shown));
}

static void
grow_to(Desk *self, guint n)
{
  while (count_shown(self) < n)
    g_main_context_iteration(NULL, TRUE);
}

static void
assert_all_shown(Desk *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->photos));

  grow_to(self, n);
  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaEvidence) photo = g_list_model_get_item(G_LIST_MODEL(self->photos), i);
    g_autoptr(SilsaEvidence) shown = g_list_model_get_item(G_LIST_MODEL(self->shown), i);

    g_assert_true(photo == shown);
  }
  g_assert_cmpuint(count_shown(self), ==, n);
}

static void
test_grows(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  Desk desk;

  set_up(&desk, shop->store);
  silsa_photo_strip_show(desk.strip, HERE);
  g_assert_cmpuint(count_shown(&desk), <, 50);
  g_assert_cmpint(get_selected(&desk), ==, HERE);
  assert_all_shown(&desk);
  g_assert_cmpint(get_selected(&desk), ==, HERE);
  g_assert_cmpint(desk.chosen, ==, -1); /* nobody did */
  tear_down(&desk);
}

static void
test_ends(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  Desk desk;

  set_up(&desk, shop->store);
  silsa_photo_strip_show(desk.strip, 0);
  g_assert_cmpint(get_selected(&desk), ==, 0);
  grow_to(&desk, 60);
  silsa_photo_strip_show(desk.strip, N - 1); /* far from what is shown by now */
  g_assert_cmpuint(count_shown(&desk), <, 50);
  g_assert_cmpint(get_selected(&desk), ==, N - 1);
  assert_all_shown(&desk);
  g_assert_cmpint(get_selected(&desk), ==, N - 1);
  g_assert_cmpint(desk.chosen, ==, -1);
  tear_down(&desk);
}

static void
test_chosen(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  Desk desk;

  set_up(&desk, shop->store);
  silsa_photo_strip_show(desk.strip, HERE);
  gtk_single_selection_set_selected(desk.shown, gtk_single_selection_get_selected(desk.shown) + 2);
  g_assert_cmpint(desk.chosen, ==, HERE + 2);
  grow_to(&desk, 100);
  gtk_single_selection_set_selected(desk.shown, 0);
  g_assert_cmpint(desk.chosen, ==, (int)get_selected(&desk));
  tear_down(&desk);
}

static void
test_removed(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  Desk desk;

  set_up(&desk, shop->store);
  silsa_photo_strip_show(desk.strip, HERE);
  g_list_store_remove(desk.photos, 3); /* before those that are shown, among them, behind them */
  g_list_store_remove(desk.photos, HERE);
  g_list_store_remove(desk.photos, N - 10);
  g_assert_cmpint(get_selected(&desk), ==, HERE);
  silsa_photo_strip_show(desk.strip, HERE);
  g_assert_cmpint(get_selected(&desk), ==, HERE + 2);
  g_list_store_splice(desk.photos, 0, HERE, NULL, 0); /* also some of those that are shown */
  silsa_photo_strip_show(desk.strip, 0);
  g_assert_cmpint(get_selected(&desk), ==, HERE + 2);
  assert_all_shown(&desk);
  g_assert_cmpint(desk.chosen, ==, -1);
  tear_down(&desk);
}

static void
test_one(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  Desk desk;

  set_up(&desk, shop->store);
  silsa_photo_strip_show(desk.strip, HERE);
  g_assert_true(gtk_widget_get_visible(GTK_WIDGET(desk.strip)));
  g_list_store_splice(desk.photos, 1, N - 1, NULL, 0);
  g_assert_false(gtk_widget_get_visible(GTK_WIDGET(desk.strip)));
  tear_down(&desk);
}

#define ADD(path, function)                                                                        \
  g_test_add("/photo-strip/" path, Workshop, NULL, workshop_set_up, function, workshop_tear_down)

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  ADD("grows", test_grows);
  ADD("ends", test_ends);
  ADD("chosen", test_chosen);
  ADD("removed", test_removed);
  ADD("one", test_one);
  return g_test_run();
}
