#include "silsa-fact-text.h"

#include "workshop.h"

static GtkTextView *
find_view(GtkWidget *widget)
{
  GtkTextView *found = GTK_IS_TEXT_VIEW(widget) ? GTK_TEXT_VIEW(widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling(child))
    found = find_view(child);
  return found;
}

static void
type(GtkTextBuffer *buffer, const char *text)
{
  gtk_text_buffer_begin_user_action(buffer);
  gtk_text_buffer_insert_at_cursor(buffer, text, -1);
  gtk_text_buffer_end_user_action(buffer);
}

/* A field is shown again with the next indicator; Ctrl+Z there must not bring the words of the one
 * before. */
static void
test_rebound(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GtkWidget) text = g_object_ref_sink(silsa_fact_text_new(NULL, "Note"));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer(find_view(text));
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);

  silsa_fact_text_bind(SILSA_FACT_TEXT(text), shop->store, "A1-03", "reason", "answer");
  type(buffer, "of the first");
  silsa_fact_text_bind(SILSA_FACT_TEXT(text), shop->store, "A1-04", "reason", "answer");
  g_assert_cmpstr(silsa_assessment_get(assessment, "A1-03", "reason"), ==, "of the first");
  g_assert_true(silsa_fact_text_is_empty(SILSA_FACT_TEXT(text)));
  g_assert_false(gtk_text_buffer_get_can_undo(buffer));

  type(buffer, "x");
  gtk_text_buffer_undo(buffer); /* empty again, but with something to do again */
  g_assert_true(gtk_text_buffer_get_can_redo(buffer));
  silsa_fact_text_bind(SILSA_FACT_TEXT(text), shop->store, "A1-05", "reason", "answer");
  g_assert_false(gtk_text_buffer_get_can_redo(buffer));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add("/app/fact-text/rebound", Workshop, NULL, workshop_set_up, test_rebound,
             workshop_tear_down);
  return g_test_run();
}
