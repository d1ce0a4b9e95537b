#include "silsa-save-label.h"

#include "silsa-instant.h"
#include "silsa-tooltip.h"

#include <glib/gi18n.h>

struct _SilsaSaveLabel {
  AdwBin parent_instance;

  SilsaStore *store;
  GtkLabel *label;
  guint source; /* updates it */
};

typedef enum { PROP_WORDS = 1 } SilsaSaveLabelProperty;
static GParamSpec *properties[PROP_WORDS + 1];

G_DEFINE_FINAL_TYPE(SilsaSaveLabel, silsa_save_label, ADW_TYPE_BIN)

static char *
dup_words(SilsaStore *store, int state, gint64 saved_at)
{
  g_autofree char *time = NULL;

  if (silsa_store_get_read_only(store))
    return g_strdup(_("read only"));
  if (state == SILSA_SAVE_FAILED)
    return g_strdup(_("not saved"));
  if (state == SILSA_SAVE_SAVING)
    return g_strdup(_("saving…"));
  if (saved_at <= 0)
    return g_strdup(_("saved"));
  time = silsa_instant_to_clock(saved_at / G_USEC_PER_SEC);
  return g_strdup_printf(_("saved %s"), time);
}

static void
update(SilsaSaveLabel *self)
{
  g_autofree char *words = NULL;
  g_autofree char *problem = NULL;
  int state;
  gint64 saved_at;

  g_object_get(self->store, "save-state", &state, "saved-at", &saved_at, "save-error", &problem,
               NULL);
  words = dup_words(self->store, state, saved_at);
  silsa_tooltip_set(GTK_WIDGET(self->label), problem);
  if (g_str_equal(words, gtk_label_get_text(self->label)))
    return;
  gtk_label_set_text(self->label, words);
  if (state == SILSA_SAVE_FAILED)
    gtk_widget_add_css_class(GTK_WIDGET(self->label), "warning");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->label), "warning");
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_WORDS]);
}

static gboolean
update_cb(gpointer data)
{
  SilsaSaveLabel *self = data;

  self->source = 0;
  update(self);
  return G_SOURCE_REMOVE;
}

/* Behind the frame that shows the act itself, and once for all that comes until then. */
static void
queue_update(SilsaSaveLabel *self)
{
  if (self->source == 0)
    self->source = g_idle_add(update_cb, self);
}

void
silsa_save_label_set_store(SilsaSaveLabel *self, SilsaStore *store)
{
  static const char *const details[] = {"notify::save-state", "notify::saved-at",
                                        "notify::save-error"};

  g_return_if_fail(SILSA_IS_SAVE_LABEL(self));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  for (gsize i = 0; i < G_N_ELEMENTS(details); i++)
    g_signal_connect_object(store, details[i], G_CALLBACK(queue_update), self, G_CONNECT_SWAPPED);
  update(self);
}

static void
silsa_save_label_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaSaveLabelProperty)id) {
  case PROP_WORDS:
    g_value_set_string(value, gtk_label_get_text(SILSA_SAVE_LABEL(object)->label));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_save_label_dispose(GObject *object)
{
  SilsaSaveLabel *self = SILSA_SAVE_LABEL(object);

  g_clear_handle_id(&self->source, g_source_remove);
  g_clear_object(&self->store);
  G_OBJECT_CLASS(silsa_save_label_parent_class)->dispose(object);
}

static void
silsa_save_label_class_init(SilsaSaveLabelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);

  object_class->get_property = silsa_save_label_get_property;
  object_class->dispose = silsa_save_label_dispose;
  properties[PROP_WORDS] = g_param_spec_string(
      "words", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_save_label_init(SilsaSaveLabel *self)
{
  self->label = GTK_LABEL(gtk_label_new(""));
  gtk_label_set_xalign(self->label, 0);
  gtk_widget_add_css_class(GTK_WIDGET(self->label), "caption");
  gtk_widget_add_css_class(GTK_WIDGET(self->label), "dimmed");
  gtk_widget_add_css_class(GTK_WIDGET(self->label), "numeric");
  adw_bin_set_child(ADW_BIN(self), GTK_WIDGET(self->label));
}

GtkWidget *
silsa_save_label_new(void)
{
  return g_object_new(SILSA_TYPE_SAVE_LABEL, NULL);
}
