#include "silsa-present-later.h"

#define BEHIND_FRAMES (G_PRIORITY_HIGH_IDLE + 30)
#define COMING "silsa-present-later" /* what a window knows the dialog by until it is there */

typedef struct {
  AdwDialog *dialog;
  GtkWidget *parent; /* weak */
  GtkWidget *window; /* weak */
} Later;

static void
later_free(gpointer data)
{
  Later *self = data;

  if (self->window != NULL)
    g_object_set_data(G_OBJECT(self->window), COMING, NULL);
  g_clear_weak_pointer(&self->window);
  g_clear_weak_pointer(&self->parent);
  g_object_unref(self->dialog);
  g_free(self);
}

static gboolean
present_cb(gpointer data)
{
  Later *self = data;

  if (self->parent != NULL && gtk_widget_get_mapped(self->parent))
    adw_dialog_present(self->dialog, self->parent);
  return G_SOURCE_REMOVE;
}

void
silsa_present_later(AdwDialog *dialog, GtkWidget *parent)
{
  g_autoptr(AdwDialog) kept = NULL;
  GtkWidget *window;
  Later *self;

  g_return_if_fail(ADW_IS_DIALOG(dialog));
  g_return_if_fail(GTK_IS_WIDGET(parent) && gtk_widget_get_root(parent) != NULL);

  kept = g_object_ref_sink(dialog);
  window = GTK_WIDGET(gtk_widget_get_root(parent));
  if (g_object_get_data(G_OBJECT(window), COMING) != NULL)
    return;
  self = g_new0(Later, 1);
  self->dialog = g_steal_pointer(&kept);
  g_set_weak_pointer(&self->parent, parent);
  g_set_weak_pointer(&self->window, window);
  g_object_set_data(G_OBJECT(window), COMING, dialog);
  g_idle_add_full(BEHIND_FRAMES, present_cb, self, later_free);
}
