#include "silsa-comfort.h"

#define FALLBACK_DPI (96 * 1024)

typedef struct {
  GtkApplication *application; /* not owned; owns this */
  GSettings *settings;
  int dpi; /* the desktop's own */
} Comfort;

static void
comfort_free(gpointer data)
{
  Comfort *self = data;

  g_signal_handlers_disconnect_by_data(self->settings, self);
  g_object_unref(self->settings);
  g_free(self);
}

static void
apply_density(Comfort *self, GtkWidget *window)
{
  static const char *const classes[] = {"tight", "roomy"};
  g_autofree char *density = g_settings_get_string(self->settings, "density");

  for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
    if (g_str_equal(density, classes[i]))
      gtk_widget_add_css_class(window, classes[i]);
    else
      gtk_widget_remove_css_class(window, classes[i]);
  }
}

static void
density_cb(Comfort *self)
{
  for (GList *l = gtk_application_get_windows(self->application); l != NULL; l = l->next)
    apply_density(self, l->data);
}

static void
window_added_cb(Comfort *self, GtkWindow *window)
{
  apply_density(self, GTK_WIDGET(window));
}

void
silsa_comfort_dress(GtkApplication *application, GtkWindow *window)
{
  apply_density(g_object_get_data(G_OBJECT(application), "silsa-comfort"), GTK_WIDGET(window));
}

static void
text_size_cb(Comfort *self)
{
  int percent = g_settings_get_int(self->settings, "text-size");
  gboolean is_set = percent != 100;

  /* The desktop's own value counts as long as nothing else is wanted. */
  if (is_set)
    g_object_set(gtk_settings_get_default(), "gtk-xft-dpi", self->dpi * percent / 100, NULL);
  else
    gtk_settings_reset_property(gtk_settings_get_default(), "gtk-xft-dpi");
}

void
silsa_comfort_watch(GtkApplication *application, GSettings *settings)
{
  Comfort *self = g_new0(Comfort, 1);

  self->application = application;
  self->settings = g_object_ref(settings);
  g_object_get(gtk_settings_get_default(), "gtk-xft-dpi", &self->dpi, NULL);
  if (self->dpi <= 0)
    self->dpi = FALLBACK_DPI;
  g_object_set_data_full(G_OBJECT(application), "silsa-comfort", self, comfort_free);
  g_signal_connect_swapped(settings, "changed::density", G_CALLBACK(density_cb), self);
  g_signal_connect_swapped(settings, "changed::text-size", G_CALLBACK(text_size_cb), self);
  g_signal_connect_swapped(application, "window-added", G_CALLBACK(window_added_cb), self);
  text_size_cb(self);
}
