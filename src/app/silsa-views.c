#include "silsa-views.h"

#include "silsa-findings-page.h"
#include "silsa-hand-in-page.h"
#include "silsa-history-page.h"
#include "silsa-overview-page.h"
#include "silsa-photos-page.h"
#include "silsa-review-page.h"

GtkWidget *
silsa_view_new(const char *name, SilsaStore *store)
{
  GtkWidget *view = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(store), NULL);

  if (g_str_equal(name, "overview")) {
    view = g_object_new(SILSA_TYPE_OVERVIEW_PAGE, NULL);
    silsa_overview_page_set_store(SILSA_OVERVIEW_PAGE(view), store);
  } else if (g_str_equal(name, "photos")) {
    view = g_object_new(SILSA_TYPE_PHOTOS_PAGE, NULL);
    silsa_photos_page_set_store(SILSA_PHOTOS_PAGE(view), store);
  } else if (g_str_equal(name, "findings")) {
    view = g_object_new(SILSA_TYPE_FINDINGS_PAGE, NULL);
    silsa_findings_page_set_store(SILSA_FINDINGS_PAGE(view), store);
  } else if (g_str_equal(name, "history")) {
    view = g_object_new(SILSA_TYPE_HISTORY_PAGE, NULL);
    silsa_history_page_set_store(SILSA_HISTORY_PAGE(view), store);
  } else if (g_str_equal(name, "hand-in")) {
    view = g_object_new(SILSA_TYPE_HAND_IN_PAGE, "store", store, NULL);
  } else if (g_str_equal(name, "review")) {
    view = g_object_new(SILSA_TYPE_REVIEW_PAGE, NULL);
  }
  g_return_val_if_fail(view != NULL, NULL);
  return view;
}

void
silsa_view_focus(GtkWidget *view, SilsaAnswer *shown)
{
  if (SILSA_IS_OVERVIEW_PAGE(view))
    silsa_overview_page_focus(SILSA_OVERVIEW_PAGE(view), shown);
  else if (SILSA_IS_PHOTOS_PAGE(view))
    silsa_photos_page_focus(SILSA_PHOTOS_PAGE(view));
  else if (SILSA_IS_FINDINGS_PAGE(view))
    silsa_findings_page_focus(SILSA_FINDINGS_PAGE(view));
  else if (SILSA_IS_HISTORY_PAGE(view))
    silsa_history_page_focus(SILSA_HISTORY_PAGE(view), shown);
  else if (SILSA_IS_HAND_IN_PAGE(view))
    silsa_hand_in_page_focus(SILSA_HAND_IN_PAGE(view));
  else if (SILSA_IS_REVIEW_PAGE(view))
    silsa_review_page_focus(SILSA_REVIEW_PAGE(view), shown);
}
