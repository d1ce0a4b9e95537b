#include "silsa-present-later.h"

#include "silsa-turn.h"

#define COMING "silsa-present-later" /* what a window knows the dialog by until it is there */

typedef struct {
  AdwDialog *dialog;
  GtkWidget *parent; /* weak */
  GtkWidget *window; /* weak */
  GtkEventController *keys; /* of @window */
} Later;

static void
later_free(gpointer data)
{
  Later *self = data;

  if (self->window != NULL) {
    g_object_set_data(G_OBJECT(self->window), COMING, NULL);
    gtk_widget_remove_controller(self->window, self->keys);
  }
  g_clear_weak_pointer(&self->window);
  g_clear_weak_pointer(&self->parent);
  g_object_unref(self->dialog);
  g_free(self);
}

/* FALSE: it has been, or there is nothing to present it over. */
static gboolean
present(Later *self)
{
  GtkWidget *parent = self->parent;

  if (parent == NULL || !gtk_widget_get_mapped(parent))
    return FALSE;
  g_clear_weak_pointer(&self->parent);
  adw_dialog_present(self->dialog, parent);
  return TRUE;
}

static gboolean
present_cb(gpointer data)
{
  present(data);
  return G_SOURCE_REMOVE;
}

/* It was pressed for the dialog, which like any dialog of Adwaita's takes keys from its first frame
 * on; it is not for what is below. */
static gboolean
key_cb(Later *self)
{
  return present(self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static GtkEventController *
new_keys(Later *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();

  gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  return keys;
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
  self->keys = new_keys(self);
  gtk_widget_add_controller(window, self->keys);
  g_idle_add_full(SILSA_BEHIND_FRAMES, present_cb, self, later_free);
}
