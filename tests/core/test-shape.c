#include "silsa-shape.h"

#include "desk.h"
#include "silsa-error.h"
#include "silsa-fact-words.h"
#include "silsa-test.h"

/* What is drawn on photos and marked about them: facts, like everything else. */

static void
test_one_spelling(void)
{
  static const char *const good[] = {
      "arrow 0 0 10000 10000", "arrow 5 5 4 5",        "box 1 2 3 4",       "block 0 0 1 1",
      "blur 10 20 30 40",      "text 5 5 5 5 두 단어", "number 1 1 1 1 99",
  };
  static const char *const bad[] = {
      "",
      "arrow",
      "arrow 1 1 1 1", /* no length */
      "arrow 1 2 3 10001",
      "arrow 1 2 3 -4",
      "arrow 1 2 3 4 words",
      "circle 1 2 3 4",
      "box 3 2 1 4", /* the other way round */
      "box 1 2 1 4",
      "block 1 2 3",
      "text 5 5 5 5",
      "text 5 5 6 5 a",
      "text 5 5 5 5 a\nb",
      "number 1 1 1 1 0",
      "number 1 1 1 1 100",
      "number 1 1 1 1 x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
    g_auto(SilsaShape) shape = {0};
    g_autofree char *again = NULL;

    g_assert_true(silsa_shape_parse(good[i], &shape));
    again = silsa_shape_to_string(&shape);
    g_assert_cmpstr(again, ==, good[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_auto(SilsaShape) shape = {0};

    g_test_message("%s", bad[i]);
    g_assert_false(silsa_shape_parse(bad[i], &shape));
  }
}

static void
draw(SilsaAssessment *assessment, gint64 evidence, guint number, const char *value, guint expected)
{
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);
  g_auto(SilsaShape) shape = {0};

  g_assert_true(silsa_shape_parse(value, &shape));
  shape.number = number;
  g_assert_cmpuint(silsa_act_draw(act, assessment, evidence, &shape), ==, expected);
  silsa_act_free(desk_perform(assessment, g_steal_pointer(&act)));
}

static void
rub_out(SilsaAssessment *assessment, gint64 evidence, guint number)
{
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);

  silsa_act_rub_out(act, evidence, number);
  silsa_act_free(desk_perform(assessment, g_steal_pointer(&act)));
}

static void
assert_drawn(SilsaAssessment *assessment, gint64 evidence, const char *expected)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(assessment, evidence);
  g_autoptr(GString) found = g_string_new(NULL);

  for (guint i = 0; i < shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(shapes, SilsaShape, i);
    g_autofree char *value = silsa_shape_to_string(shape);

    g_string_append_printf(found, "%s%u %s", i > 0 ? ", " : "", shape->number, value);
  }
  g_assert_cmpstr(found->str, ==, expected);
}

static void
test_drawn(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);

  desk_add_evidence(assessment, 1, '1', "photo");
  desk_add_evidence(assessment, 2, '2', "photo");
  assert_drawn(assessment, 1, "");
  for (guint i = 1; i <= 10; i++)
    draw(assessment, 1, 0, "box 1 2 3 4", i);
  for (guint i = 3; i <= 9; i++)
    rub_out(assessment, 1, i);
  draw(assessment, 1, 2, "arrow 1 1 2 2", 2); /* moved */
  draw(assessment, 2, 0, "blur 1 1 2 2", 1);
  assert_drawn(assessment, 1, "1 box 1 2 3 4, 2 arrow 1 1 2 2, 10 box 1 2 3 4");
  assert_drawn(assessment, 2, "1 blur 1 1 2 2");
  draw(assessment, 1, 0, "block 5 5 6 6", 11);
}

static void
test_many(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);

  desk_add_evidence(assessment, 1, '1', "photo");
  draw(assessment, 1, 0, "box 1 2 3 4", 1);
  draw(assessment, 1, SILSA_SHAPES, "box 1 2 3 4", SILSA_SHAPES);
  draw(assessment, 1, 0, "box 1 2 3 4", 2);
  draw(assessment, 1, 0, "box 1 2 3 4", 3);
  desk_refuse(assessment, "evidence:1", "shape:1000", "box 1 2 3 4", SILSA_ERROR_INVALID,
              "unknown-field");
}

static void
test_taken_back(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);
  g_autoptr(SilsaAct) done = NULL;
  SilsaShape shape = {.kind = SILSA_SHAPE_BLOCK, .x1 = 1, .y1 = 2, .x2 = 3, .y2 = 4};

  desk_add_evidence(assessment, 1, '1', "photo");
  silsa_act_draw(act, assessment, 1, &shape);
  silsa_act_mark(act, 1, "persons", TRUE);
  done = desk_perform(assessment, g_steal_pointer(&act));
  assert_drawn(assessment, 1, "1 block 1 2 3 4");
  g_assert_cmpstr(silsa_assessment_get(assessment, "evidence:1", "persons"), ==, "1");
  silsa_act_free(desk_perform(assessment, silsa_act_new_inverse(done, "undo")));
  assert_drawn(assessment, 1, "");
  g_assert_null(silsa_assessment_get(assessment, "evidence:1", "persons"));
}

static void
test_refused(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);

  desk_add_evidence(assessment, 1, '1', "photo");
  desk_add_evidence(assessment, 2, '2', "document");
  desk_refuse(assessment, "evidence:1", "shape:1", "box 1 2 3", SILSA_ERROR_INVALID, "shape");
  desk_refuse(assessment, "evidence:1", "shape:0", "box 1 2 3 4", SILSA_ERROR_INVALID,
              "unknown-field");
  desk_refuse(assessment, "evidence:1", "persons", "2", SILSA_ERROR_INVALID, "switch");
  desk_refuse(assessment, "evidence:1", "send", "small", SILSA_ERROR_INVALID, "send");
  desk_refuse(assessment, "round", "gps", "yes", SILSA_ERROR_INVALID, "places");
  desk_refuse(assessment, "evidence:3", "restricted", "1", SILSA_ERROR_NOT_FOUND,
              "unknown-evidence");
  desk_refuse(assessment, "evidence:2", "shape:1", "box 1 2 3 4", SILSA_ERROR_INVALID,
              "not-a-picture");
  desk_refuse(assessment, "evidence:2", "send", "original", SILSA_ERROR_INVALID, "not-a-picture");
  desk_set(assessment, "evidence:2", "persons", "1"); /* a document may show somebody too */
}

static void
test_words(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const struct {
    const char *field, *value, *name, *words;
  } cases[] = {
      {"shape:7", "block 1 2 3 4", "Drawn on the photo", "Blocked out"},
      {"shape:7", "text 1 1 1 1 the meter", "Drawn on the photo", "Text: the meter"},
      {"persons", "1", "Persons can be recognised", "yes"},
      {"restricted", "1", "Restricted", "yes"},
      {"send", "rendition", "In packages", "Copies of at most 2,000 pixels"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name =
        silsa_fact_field_to_text(catalogue, "evidence:1", cases[i].field, SILSA_LANGUAGE_EN);
    g_autofree char *words =
        silsa_fact_value_to_text(catalogue, "evidence:1", cases[i].field, cases[i].value);

    g_assert_cmpstr(name, ==, cases[i].name);
    g_assert_cmpstr(words, ==, cases[i].words);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shape/one-spelling", test_one_spelling);
  g_test_add_func("/shape/drawn", test_drawn);
  g_test_add_func("/shape/many", test_many);
  g_test_add_func("/shape/taken-back", test_taken_back);
  g_test_add_func("/shape/refused", test_refused);
  g_test_add_func("/shape/words", test_words);
  return g_test_run();
}
