#pragma once

#include "silsa-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Pages of the city's own papers as pictures. They are drawn by a process of its own
 * (silsa-page.c); the PDF reaches it through memory, never through a file that would stay on the
 * disk.
 */

/** A PDF that is being looked at. */
#define SILSA_TYPE_CITY_PAPER (silsa_city_paper_get_type())
G_DECLARE_FINAL_TYPE(SilsaCityPaper, silsa_city_paper, SILSA, CITY_PAPER, GObject)

SilsaCityPaper *
silsa_city_paper_new(SilsaStore *store, gint64 evidence, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  GdkTexture *texture;
  char *text; /* what stands on the page */
  guint page, pages; /* from 1 */
} SilsaPagePicture;
void silsa_page_picture_free(SilsaPagePicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPagePicture, silsa_page_picture_free)

/** Draws a page @width pixels wide. @page: "12", a number as it is printed on the page, or "#12",
 * the twelfth. One after the other. Errors: CORRUPT "paper-damaged", UNSUPPORTED "paper-locked",
 * "paper-page" or "paper-reader", what the store says, or cancelled. */
void silsa_city_paper_draw_async(SilsaCityPaper *self,
                                 const char *page,
                                 int width,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** (transfer full) */
SilsaPagePicture *silsa_city_paper_draw_finish(SilsaCityPaper *self,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
