#include "silsa-growing-list.h"

/* What a view makes of the changes that it is told of. */
typedef struct {
  GListStore *store;
  GtkMultiSelection *selection;
  SilsaGrowingList *growing;
  GPtrArray *seen; /* of GObject */
} Fixture;

static void
seen_cb(GListModel *model, guint position, guint removed, guint added, GPtrArray *seen)
{
  g_assert_cmpuint(position + removed, <=, seen->len);
  if (removed > 0)
    g_ptr_array_remove_range(seen, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert(seen, (int)(position + i), g_list_model_get_item(model, position + i));
}

static void
set_up(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->store = g_list_store_new(G_TYPE_OBJECT);
  self->selection = gtk_multi_selection_new(g_object_ref(G_LIST_MODEL(self->store)));
  self->growing = silsa_growing_list_new(GTK_SELECTION_MODEL(self->selection));
  self->seen = g_ptr_array_new_with_free_func(g_object_unref);
  g_signal_connect(self->growing, "items-changed", G_CALLBACK(seen_cb), self->seen);
}

static void
tear_down(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_ptr_array_unref(self->seen);
  g_assert_finalize_object(self->growing);
  g_assert_finalize_object(self->selection);
  g_assert_finalize_object(self->store);
}

static void
splice(Fixture *self, guint position, guint removed, guint added)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add(items, g_object_new(G_TYPE_OBJECT, NULL));
  g_list_store_splice(self->store, position, removed, items->pdata, added);
}

/* It is the beginning of the whole, and the view knows of each item of it. */
static void
check(Fixture *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->growing));

  g_assert_cmpuint(n, <=, g_list_model_get_n_items(G_LIST_MODEL(self->store)));
  g_assert_cmpuint(n, ==, self->seen->len);
  for (guint i = 0; i < n; i++) {
    g_autoptr(GObject) item = g_list_model_get_item(G_LIST_MODEL(self->growing), i);
    g_autoptr(GObject) whole = g_list_model_get_item(G_LIST_MODEL(self->store), i);

    g_assert_true(item == whole);
    g_assert_true(item == self->seen->pdata[i]);
  }
  g_assert_null(g_list_model_get_item(G_LIST_MODEL(self->growing), n));
}

static void
settle(Fixture *self)
{
  while (g_main_context_iteration(NULL, FALSE))
    check(self);
  g_assert_cmpuint(self->seen->len, ==, g_list_model_get_n_items(G_LIST_MODEL(self->store)));
}

static void
test_grows(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  splice(self, 0, 0, 5000);
  g_assert_cmpuint(self->seen->len, >, 0);
  g_assert_cmpuint(self->seen->len, <, 50);
  check(self);
  settle(self);
}

/* Nothing moves that is looked at. */
static void
test_stays(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  splice(self, 0, 0, 300);
  settle(self);
  splice(self, 100, 50, 200);
  g_assert_cmpuint(self->seen->len, ==, 450);
  check(self);
}

/* Also what is still to come. */
static void
test_select_all(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GtkBitset) selected = NULL;

  splice(self, 0, 0, 300);
  gtk_selection_model_select_all(GTK_SELECTION_MODEL(self->growing));
  selected = gtk_selection_model_get_selection(GTK_SELECTION_MODEL(self->selection));
  g_assert_cmpuint(gtk_bitset_get_size(selected), ==, 300);
  settle(self);
  g_assert_true(gtk_selection_model_is_selected(GTK_SELECTION_MODEL(self->growing), 299));
}

static void
test_reach(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  splice(self, 0, 0, 300);
  silsa_growing_list_reach(self->growing, 200);
  g_assert_cmpuint(self->seen->len, ==, 201);
  silsa_growing_list_reach(self->growing, 300); /* there is none */
  g_assert_cmpuint(self->seen->len, ==, 201);
  check(self);
  settle(self);
}

/* Whatever happens to the whole before all of it is shown. */
static void
test_changes(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 2000; i++) {
    guint n = g_list_model_get_n_items(G_LIST_MODEL(self->store));
    guint position = (guint)g_test_rand_int_range(0, (int)n + 1);
    guint removed = (guint)g_test_rand_int_range(0, (int)(n - position) + 1);
    guint most = g_test_rand_bit() ? 4 : 200;

    splice(self, position, removed, (guint)g_test_rand_int_range(0, (int)most));
    check(self);
    if (g_test_rand_bit())
      g_main_context_iteration(NULL, FALSE);
    check(self);
  }
  settle(self);
}

static void
assert_section(gpointer model, guint position, guint start, guint end)
{
  guint from, to;

  gtk_section_model_get_section(GTK_SECTION_MODEL(model), position, &from, &to);
  g_assert_cmpuint(from, ==, start);
  g_assert_cmpuint(to, ==, end);
}

/* They end where the list ends for now. */
static void
test_sections(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GListStore) lists = g_list_store_new(G_TYPE_LIST_MODEL);
  g_autoptr(GtkNoSelection) selection = NULL;
  g_autoptr(SilsaGrowingList) growing = NULL;
  guint n;

  splice(self, 0, 0, 100);
  g_list_store_append(lists, self->store);
  g_list_store_append(lists, self->store);
  selection = gtk_no_selection_new(
      G_LIST_MODEL(gtk_flatten_list_model_new(g_object_ref(G_LIST_MODEL(lists)))));
  growing = silsa_growing_list_new(GTK_SELECTION_MODEL(selection));
  n = g_list_model_get_n_items(G_LIST_MODEL(growing));
  g_assert_cmpuint(n, <, 100);
  assert_section(growing, 0, 0, n);
  assert_section(growing, n, n, G_MAXUINT);
  settle(self);
  assert_section(growing, 0, 0, 100);
  assert_section(growing, 150, 100, 200);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add("/app/growing-list/grows", Fixture, NULL, set_up, test_grows, tear_down);
  g_test_add("/app/growing-list/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add("/app/growing-list/select-all", Fixture, NULL, set_up, test_select_all, tear_down);
  g_test_add("/app/growing-list/reach", Fixture, NULL, set_up, test_reach, tear_down);
  g_test_add("/app/growing-list/sections", Fixture, NULL, set_up, test_sections, tear_down);
  g_test_add("/app/growing-list/changes", Fixture, NULL, set_up, test_changes, tear_down);
  return g_test_run();
}
