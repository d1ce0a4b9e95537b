#include "silsa-own-key.h"

#include "silsa-file.h"
#include "silsa-identity.h"

struct _SilsaOwnKey {
  GtkBox parent_instance;

  AdwActionRow *name_row;
  AdwActionRow *fingerprint_row;
  GtkEditable *email_entry;
  GtkEditable *passphrase_entry;
};

G_DEFINE_FINAL_TYPE(SilsaOwnKey, silsa_own_key, GTK_TYPE_BOX)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
changed_cb(SilsaOwnKey *self)
{
  g_signal_emit(self, signals[CHANGED], 0);
}

void
silsa_own_key_show(SilsaOwnKey *self, const char *name, const char *path, const char *fingerprint)
{
  g_autofree char *groups = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail(SILSA_IS_OWN_KEY(self));
  g_return_if_fail(name != NULL && path != NULL && fingerprint != NULL);

  groups = *fingerprint != '\0' ? silsa_fingerprint_to_text(fingerprint) : g_strdup("–");
  shown = silsa_path_for_people(path);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->name_row), name);
  adw_action_row_set_subtitle(self->name_row, shown);
  adw_action_row_set_subtitle(self->fingerprint_row, groups);
}

GtkEditable *
silsa_own_key_get_passphrase_entry(SilsaOwnKey *self)
{
  g_return_val_if_fail(SILSA_IS_OWN_KEY(self), NULL);

  return self->passphrase_entry;
}

GtkEditable *
silsa_own_key_get_email_entry(SilsaOwnKey *self)
{
  g_return_val_if_fail(SILSA_IS_OWN_KEY(self), NULL);

  return self->email_entry;
}

void
silsa_own_key_focus_fingerprint(SilsaOwnKey *self)
{
  g_return_if_fail(SILSA_IS_OWN_KEY(self));

  gtk_widget_grab_focus(GTK_WIDGET(self->fingerprint_row));
}

static void
silsa_own_key_dispose(GObject *object)
{
  gtk_widget_dispose_template(GTK_WIDGET(object), SILSA_TYPE_OWN_KEY);

  G_OBJECT_CLASS(silsa_own_key_parent_class)->dispose(object);
}

static void
silsa_own_key_class_init(SilsaOwnKeyClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_own_key_dispose;
  signals[CHANGED] = g_signal_new("changed", SILSA_TYPE_OWN_KEY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-own-key.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaOwnKey, name_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaOwnKey, fingerprint_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaOwnKey, email_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaOwnKey, passphrase_entry);
  gtk_widget_class_bind_template_callback(widget_class, changed_cb);
}

static void
silsa_own_key_init(SilsaOwnKey *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}
