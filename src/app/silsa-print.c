#include "silsa-print.h"

#include "silsa-form.h"
#include "silsa-status.h"
#include "silsa-toast.h"

#include <glib/gi18n.h>

/* One call lays out one sheet: GTK calls again when it has nothing better to do. */
static gboolean
paginate_cb(GtkPrintOperation *operation, GtkPrintContext *context G_GNUC_UNUSED, SilsaForm *form)
{
  if (silsa_form_step(form))
    return FALSE;
  gtk_print_operation_set_n_pages(operation,
                                  (int)silsa_paper_get_n_pages(silsa_form_get_paper(form)));
  return TRUE;
}

/* The form is made for A4; on other paper it is as large as it can be. */
static void
draw_page_cb(GtkPrintOperation *operation G_GNUC_UNUSED,
             GtkPrintContext *context,
             int page,
             SilsaForm *form)
{
  cairo_t *cr = gtk_print_context_get_cairo_context(context);
  double scale = MIN(gtk_print_context_get_width(context) / SILSA_PAPER_PAGE_WIDTH,
                     gtk_print_context_get_height(context) / SILSA_PAPER_PAGE_HEIGHT);

  cairo_scale(cr, scale, scale);
  silsa_paper_draw_page(silsa_form_get_paper(form), cr, (guint)page);
}

static void
done_cb(GtkPrintOperation *operation, GtkPrintOperationResult result, AdwToastOverlay *toasts)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error(operation, &error);
  words = g_strdup_printf(_("Nothing was printed: %s"), error != NULL ? error->message : "–");
  adw_toast_overlay_add_toast(toasts, silsa_toast_new(words));
}

static GtkPrintOperation *
new_operation(SilsaForm *form, AdwToastOverlay *toasts)
{
  GtkPrintOperation *operation = gtk_print_operation_new();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new();
  g_autoptr(GtkPrintSettings) settings = gtk_print_settings_new();
  g_autoptr(GtkPaperSize) a4 = gtk_paper_size_new(GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size(setup, a4);
  gtk_print_settings_set(settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, silsa_form_get_title(form));
  gtk_print_operation_set_default_page_setup(operation, setup);
  gtk_print_operation_set_print_settings(operation, settings);
  gtk_print_operation_set_job_name(operation, silsa_form_get_title(form));
  gtk_print_operation_set_unit(operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page(operation, TRUE);
  gtk_print_operation_set_show_progress(operation, TRUE);
  gtk_print_operation_set_allow_async(operation, TRUE);
  g_object_set_data_full(G_OBJECT(operation), "form", form, (GDestroyNotify)silsa_form_free);
  g_signal_connect(operation, "paginate", G_CALLBACK(paginate_cb), form);
  g_signal_connect(operation, "draw-page", G_CALLBACK(draw_page_cb), form);
  g_signal_connect_object(operation, "done", G_CALLBACK(done_cb), toasts, G_CONNECT_DEFAULT);
  return operation;
}

void
silsa_print(SilsaAssessment *assessment,
            const char *code,
            GtkWindow *window,
            AdwToastOverlay *toasts)
{
  g_autofree char *status = silsa_status_words(assessment);
  const char *const codes[] = {code, NULL};
  SilsaForm *form = silsa_form_new(assessment, status, code != NULL ? codes : NULL, NULL);
  g_autoptr(GtkPrintOperation) operation = NULL;

  g_return_if_fail(form != NULL); /* the code is that of an indicator on the screen */
  operation =
      new_operation(form, toasts); /* takes the form, and holds on to itself while it runs */
  gtk_print_operation_run(operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}
