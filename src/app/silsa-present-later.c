#include "silsa-present-later.h"

#define BEHIND_FRAMES (G_PRIORITY_HIGH_IDLE + 30)

typedef struct {
  AdwDialog *dialog;
  GtkWidget *parent; /* weak */
} Later;

static void
later_free(gpointer data)
{
  Later *self = data;

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
  Later *self = g_new0(Later, 1);

  g_return_if_fail(ADW_IS_DIALOG(dialog));
  g_return_if_fail(GTK_IS_WIDGET(parent));

  self->dialog = g_object_ref_sink(dialog);
  g_set_weak_pointer(&self->parent, parent);
  g_idle_add_full(BEHIND_FRAMES, present_cb, self, later_free);
}
