#include "silsa-shape-draft.h"

/* One shape in the hand, until it is an act. */

static void
assert_finished(SilsaShapeDraft *draft, const char *wanted)
{
  g_auto(SilsaShape) shape = {0};
  g_autofree char *value = NULL;

  g_assert_cmpint(silsa_shape_draft_finish(draft, &shape), ==, wanted != NULL);
  g_assert_false(draft->active);
  if (wanted == NULL)
    return;
  value = silsa_shape_to_string(&shape);
  g_assert_cmpstr(value, ==, wanted);
}

static void
begin(SilsaShapeDraft *draft, const char *value, guint number)
{
  g_auto(SilsaShape) shape = {0};

  g_assert_true(silsa_shape_parse(value, &shape));
  shape.number = number;
  silsa_shape_draft_begin(draft, &shape);
}

/* Drawn from any corner it is written one way; what is hardly a dot was not meant. */
static void
test_drawn(void)
{
  const SilsaShape box = {.kind = SILSA_SHAPE_BOX, .x1 = 5000, .y1 = 5000, .x2 = 5000, .y2 = 5000};
  SilsaShapeDraft draft = {0};

  silsa_shape_draft_begin(&draft, &box);
  silsa_shape_draft_move_end(&draft, -1000, 2000);
  assert_finished(&draft, "box 4000 5000 5000 7000");
  silsa_shape_draft_begin(&draft, &box);
  silsa_shape_draft_move_end(&draft, 3000, 59);
  assert_finished(&draft, NULL);
  silsa_shape_draft_begin(&draft, &box);
  silsa_shape_draft_move_end(&draft, 9000, 9000);
  assert_finished(&draft, "box 5000 5000 10000 10000");
  silsa_shape_draft_begin(&draft, &box);
  silsa_shape_draft_drop(&draft);
  assert_finished(&draft, NULL);
}

static void
test_arrow(void)
{
  SilsaShapeDraft draft = {0};

  begin(&draft, "arrow 5000 5000 2000 2000", 3);
  draft.first_end = TRUE;
  silsa_shape_draft_move_end(&draft, 100, -6000);
  assert_finished(&draft, "arrow 5100 0 2000 2000"); /* which way it points is its own */
  begin(&draft, "arrow 5000 5000 2000 2000", 3);
  g_assert_false(draft.first_end);
  assert_finished(&draft, NULL);
}

/* It keeps its size at the edge, each time from where it was taken hold of. */
static void
test_moved(void)
{
  SilsaShapeDraft draft = {0};

  begin(&draft, "blur 1000 1000 3000 4000", 1);
  silsa_shape_draft_shift(&draft, -5000, 9000);
  g_assert_cmpint(draft.shape.y2, ==, SILSA_SHAPE_SCALE);
  silsa_shape_draft_shift(&draft, -5000, 200);
  assert_finished(&draft, "blur 0 1200 2000 4200");
  begin(&draft, "text 9000 9000 9000 9000 two cameras", 2);
  silsa_shape_draft_shift(&draft, 5000, 50);
  assert_finished(&draft, "text 10000 9050 10000 9050 two cameras");
}

/* Step by step, from where it stands. */
static void
test_pushed(void)
{
  SilsaShapeDraft draft = {0};

  begin(&draft, "block 1000 1000 1100 1100", 1);
  for (int i = 0; i < 4; i++)
    silsa_shape_draft_push(&draft, -50, 0, TRUE);
  silsa_shape_draft_push(&draft, 0, 50, FALSE);
  assert_finished(&draft, "block 1000 1050 1060 1150");
  begin(&draft, "number 500 500 500 500 7", 2);
  silsa_shape_draft_push(&draft, 50, 0, TRUE); /* a place has no size */
  silsa_shape_draft_push(&draft, 50, 0, FALSE);
  assert_finished(&draft, "number 600 500 600 500 7");
}

/* The one in the hand may be taken hold of anew. */
static void
test_again(void)
{
  SilsaShapeDraft draft = {0};

  begin(&draft, "text 500 500 500 500 words", 2);
  silsa_shape_draft_push(&draft, 50, 0, FALSE);
  silsa_shape_draft_begin(&draft, &draft.shape);
  assert_finished(&draft, NULL);
  begin(&draft, "text 500 500 500 500 words", 2);
  silsa_shape_draft_begin(&draft, &draft.shape);
  silsa_shape_draft_shift(&draft, 1, 1);
  assert_finished(&draft, "text 501 501 501 501 words");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shape-draft/drawn", test_drawn);
  g_test_add_func("/shape-draft/arrow", test_arrow);
  g_test_add_func("/shape-draft/moved", test_moved);
  g_test_add_func("/shape-draft/pushed", test_pushed);
  g_test_add_func("/shape-draft/again", test_again);
  return g_test_run();
}
