#include "silsa-indicator-row.h"

#include "workshop.h"

#include <string.h>

/* The icons of a row that can be seen, from its state to the end of its second line. */
static char *
list_icons(GtkWidget *row)
{
  GString *icons = g_string_new(NULL);

  for (GtkWidget *child = gtk_widget_get_first_child(row); child != NULL;
       child = gtk_widget_get_next_sibling(child))
    if (GTK_IS_IMAGE(child) && gtk_widget_get_visible(child))
      g_string_append_printf(icons, "%s ", gtk_image_get_icon_name(GTK_IMAGE(child)));
  return g_string_free(icons, FALSE);
}

static void
assert_icons(GtkWidget *row, const char *expected)
{
  g_autofree char *icons = list_icons(row);

  g_assert_cmpstr(icons, ==, expected);
}

#define BEGINNING "silsa-state-progress-symbolic silsa-small-camera-symbolic "

/* In the order in which they are read, whichever was wanted first, and gone with what they tell. */
static void
test_marks(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GtkWidget) row = g_object_ref_sink(g_object_new(SILSA_TYPE_INDICATOR_ROW, NULL));
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);

  workshop_set(shop, "B2-01", "level", "4");
  silsa_indicator_row_set_answer(SILSA_INDICATOR_ROW(row),
                                 silsa_assessment_find_answer(assessment, "B2-01"));
  assert_icons(row, BEGINNING);
  workshop_set(shop, "B2-01", "check:B2-01-a", "no");
  assert_icons(row, BEGINNING "silsa-small-warning-symbolic ");
  workshop_set(shop, "B2-01", "flag", "1");
  assert_icons(row, BEGINNING "silsa-small-flag-symbolic silsa-small-warning-symbolic ");
  workshop_set(shop, "B2-01", "justify", "seen on site");
  assert_icons(row, BEGINNING "silsa-small-flag-symbolic silsa-small-findings-symbolic ");
  workshop_set(shop, "B2-01", "flag", NULL);
  workshop_set(shop, "B2-01", "level", NULL);
  assert_icons(row, BEGINNING);
}

/* What could not be verified is complete in a way of its own, and nothing is broken. */
static void
test_unverifiable(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GtkWidget) row = g_object_ref_sink(g_object_new(SILSA_TYPE_INDICATOR_ROW, NULL));
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);
  g_autofree char *icons = NULL;

  workshop_set(shop, "B2-02", "unverifiable", "the lift was locked");
  silsa_indicator_row_set_answer(SILSA_INDICATOR_ROW(row),
                                 silsa_assessment_find_answer(assessment, "B2-02"));
  icons = list_icons(row);
  g_assert_true(g_str_has_prefix(icons, "silsa-state-unverifiable-symbolic "));
}

/* A row that is shown with another indicator has only the marks of that one. */
static void
test_rebound(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GtkWidget) row = g_object_ref_sink(g_object_new(SILSA_TYPE_INDICATOR_ROW, NULL));
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);
  g_autofree char *icons = NULL;

  workshop_set(shop, "B2-01", "flag", "1");
  silsa_indicator_row_set_answer(SILSA_INDICATOR_ROW(row),
                                 silsa_assessment_find_answer(assessment, "B2-01"));
  icons = list_icons(row);
  g_assert_nonnull(strstr(icons, "silsa-small-flag-symbolic"));
  silsa_indicator_row_set_answer(SILSA_INDICATOR_ROW(row),
                                 silsa_assessment_find_answer(assessment, "B2-02"));
  g_clear_pointer(&icons, g_free);
  icons = list_icons(row);
  g_assert_null(strstr(icons, "silsa-small-flag-symbolic"));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add("/app/indicator-row/marks", Workshop, NULL, workshop_set_up, test_marks,
             workshop_tear_down);
  g_test_add("/app/indicator-row/unverifiable", Workshop, NULL, workshop_set_up, test_unverifiable,
             workshop_tear_down);
  g_test_add("/app/indicator-row/rebound", Workshop, NULL, workshop_set_up, test_rebound,
             workshop_tear_down);
  return g_test_run();
}
