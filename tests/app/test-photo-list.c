#include "silsa-photo-list.h"

#include "silsa-shape.h"
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
  settle();
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
  g_assert_false(silsa_photo_list_is_up_to_date(list));
  silsa_photo_list_set_watched(list, TRUE); /* what it missed it takes now */
  settle();
  g_assert_true(silsa_photo_list_is_up_to_date(list));
  g_assert_cmpuint(n, ==, 3);
  silsa_photo_list_set_watched(list, FALSE);
  silsa_photo_list_set_watched(list, TRUE); /* and nothing where it missed nothing */
  settle();
  g_assert_cmpuint(n, ==, 3);
}

static SilsaPhotoItem *
get_first(SilsaPhotoList *list)
{
  g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(list), 0);

  return silsa_photo_list_find(list, silsa_photo_item_get_id(item));
}

static void
perform(Workshop *shop, SilsaAct *act)
{
  g_autoptr(GError) error = NULL;

  silsa_store_perform(shop->store, act, &error);
  g_assert_no_error(error);
  settle();
}

static void
draw(Workshop *shop, gint64 evidence, SilsaShapeKind kind)
{
  const SilsaShape shape = {.kind = kind, .x1 = 100, .y1 = 100, .x2 = 900, .y2 = 900};
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);

  silsa_act_draw(act, silsa_store_get_assessment(shop->store), evidence, &shape);
  perform(shop, act);
}

static void
mark(Workshop *shop, gint64 evidence, const char *name, gboolean set)
{
  g_autoptr(SilsaAct) act = silsa_act_new("mark", NULL);

  silsa_act_mark(act, evidence, name, set);
  perform(shop, act);
}

/* Somebody to be seen asks for something to be hidden; an arrow hides nothing. */
static void
test_marks(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPhotoList) list = silsa_photo_list_new(shop->store);
  g_autofree char *words = NULL;
  SilsaPhotoItem *item;
  gint64 id;
  guint n = 0;

  silsa_photo_list_set_watched(list, TRUE);
  settle();
  item = get_first(list);
  id = silsa_photo_item_get_id(item);
  g_signal_connect_swapped(item, "changed", G_CALLBACK(count_cb), &n);
  g_assert_cmpint(silsa_photo_item_get_marks(item), ==, 0);
  mark(shop, id, "persons", TRUE);
  g_assert_true(silsa_photo_item_matches(item, SILSA_PHOTOS_PERSONS, NULL));
  g_assert_true(silsa_photo_item_matches(item, SILSA_PHOTOS_UNREDACTED, NULL));
  g_assert_cmpuint(n, ==, 1);
  draw(shop, id, SILSA_SHAPE_ARROW);
  g_assert_true(silsa_photo_item_matches(item, SILSA_PHOTOS_UNREDACTED, NULL));
  g_assert_cmpuint(n, ==, 1);
  draw(shop, id, SILSA_SHAPE_BLUR);
  g_assert_true(silsa_photo_item_matches(item, SILSA_PHOTOS_REDACTED, NULL));
  g_assert_false(silsa_photo_item_matches(item, SILSA_PHOTOS_UNREDACTED, NULL));
  mark(shop, id, "persons", FALSE);
  g_assert_false(silsa_photo_item_matches(item, SILSA_PHOTOS_PERSONS, NULL));
  mark(shop, id, "restricted", TRUE);
  g_assert_true(silsa_photo_item_matches(item, SILSA_PHOTOS_RESTRICTED, NULL));
  words = silsa_photo_item_describe(item);
  g_assert_nonnull(strstr(words, "Restricted"));
  g_assert_nonnull(strstr(words, "Redacted"));
}

static void
items_changed_cb(GListModel *list G_GNUC_UNUSED,
                 guint position G_GNUC_UNUSED,
                 guint removed G_GNUC_UNUSED,
                 guint added G_GNUC_UNUSED,
                 guint *n)
{
  (*n)++;
}

static void
assert_in_order(SilsaPhotoList *list)
{
  gint64 last = 0;

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(list)); i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(list), i);
    gint64 id = silsa_photo_item_get_id(item); /* in the order in which they came in */

    g_assert_cmpint(id, >, last);
    last = id;
  }
}

/* Thousands go in steps, and come back in one change of the grid. */
static void
test_many(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPhotoList) list = silsa_photo_list_new(shop->store);
  GListModel *all = silsa_assessment_get_evidence(silsa_store_get_assessment(shop->store));
  g_autoptr(SilsaAct) act = silsa_act_new("remove-evidence", NULL);
  guint before, n = 0;

  for (guint i = 0; i < 40; i++)
    workshop_add_document(shop, 100 + i);
  silsa_photo_list_set_watched(list, TRUE);
  settle();
  before = g_list_model_get_n_items(G_LIST_MODEL(list));
  for (guint i = 1; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    g_autofree char *subject =
        g_strdup_printf("evidence:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));

    silsa_act_add(act, subject, "removed", "1");
  }
  g_signal_connect(list, "items-changed", G_CALLBACK(items_changed_cb), &n);
  g_assert_true(silsa_store_perform(shop->store, act, NULL));
  settle();
  g_assert_cmpuint(n, >, 1);
  g_assert_cmpuint(n, <, 10);
  n = 0;
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, 1);
  g_assert_true(silsa_store_undo(shop->store, NULL));
  settle();
  g_assert_cmpuint(n, ==, 1);
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, before);
  assert_in_order(list);
}

/* More than come in one change; what goes before it has come is not there in the end. */
static void
test_more_than_many(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPhotoList) list = silsa_photo_list_new(shop->store);
  GListModel *all = silsa_assessment_get_evidence(silsa_store_get_assessment(shop->store));
  g_autoptr(SilsaAct) act = silsa_act_new("remove-evidence", NULL);
  g_autoptr(SilsaEvidence) last = NULL;
  g_autofree char *subject = NULL;
  guint n_all, n = 0;

  for (guint i = 0; i < 80; i++)
    workshop_add_document(shop, 100 + i);
  n_all = g_list_model_get_n_items(all);
  last = g_list_model_get_item(all, n_all - 1);
  subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, silsa_evidence_get_id(last));
  g_signal_connect(list, "items-changed", G_CALLBACK(items_changed_cb), &n);
  silsa_photo_list_set_watched(list, TRUE);
  while (n == 0)
    g_main_context_iteration(NULL, TRUE);
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, 64);
  assert_in_order(list);

  silsa_act_add(act, subject, "removed", "1");
  perform(shop, act);
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, n_all - 1);
  assert_in_order(list);
}

/* Those that come back take their places between the others. */
static void
test_between(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPhotoList) list = silsa_photo_list_new(shop->store);
  GListModel *all = silsa_assessment_get_evidence(silsa_store_get_assessment(shop->store));
  g_autoptr(SilsaAct) act = silsa_act_new("remove-evidence", NULL);
  guint n_all;

  for (guint i = 0; i < 200; i++)
    workshop_add_document(shop, 100 + i);
  n_all = g_list_model_get_n_items(all);
  for (guint i = 0; i < n_all; i += 2) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    g_autofree char *subject =
        g_strdup_printf("evidence:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));

    silsa_act_add(act, subject, "removed", "1");
  }
  silsa_photo_list_set_watched(list, TRUE);
  perform(shop, act);
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, n_all / 2);
  assert_in_order(list);
  g_assert_true(silsa_store_undo(shop->store, NULL));
  settle();
  g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(list)), ==, n_all);
  assert_in_order(list);
}

static void
assert_not_in_inbox_cb(
    GListModel *list, guint position, guint removed G_GNUC_UNUSED, guint added, guint *n)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(list, i);

    g_assert_cmpstr(silsa_photo_item_get_codes(item)[0], ==, "A1-03");
    g_assert_false(silsa_photo_item_matches(item, SILSA_PHOTOS_INBOX, NULL));
    (*n)++;
  }
}

/* What is used for an indicator never comes through the inbox. */
static void
test_used(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPhotoList) list = silsa_photo_list_new(shop->store);
  GListModel *all = silsa_assessment_get_evidence(silsa_store_get_assessment(shop->store));
  g_autoptr(SilsaAct) act = silsa_act_new("add-evidence", "A1-03");
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    g_autofree char *field =
        g_strdup_printf("use:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));

    silsa_act_add(act, "A1-03", field, "");
  }
  perform(shop, act);
  g_signal_connect(list, "items-changed", G_CALLBACK(assert_not_in_inbox_cb), &n);
  silsa_photo_list_set_watched(list, TRUE);
  settle();
  g_assert_cmpuint(n, ==, g_list_model_get_n_items(all));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add("/app/photo-list/unwatched", Workshop, NULL, workshop_set_up, test_unwatched,
             workshop_tear_down);
  g_test_add("/app/photo-list/watched", Workshop, NULL, workshop_set_up, test_watched,
             workshop_tear_down);
  g_test_add("/app/photo-list/marks", Workshop, NULL, workshop_set_up, test_marks,
             workshop_tear_down);
  g_test_add("/app/photo-list/many", Workshop, NULL, workshop_set_up, test_many,
             workshop_tear_down);
  g_test_add("/app/photo-list/more-than-many", Workshop, NULL, workshop_set_up, test_more_than_many,
             workshop_tear_down);
  g_test_add("/app/photo-list/between", Workshop, NULL, workshop_set_up, test_between,
             workshop_tear_down);
  g_test_add("/app/photo-list/used", Workshop, NULL, workshop_set_up, test_used,
             workshop_tear_down);
  return g_test_run();
}
