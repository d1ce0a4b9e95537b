#include "silsa-word-wrap.h"

#include "silsa-keep-words.h"

static gboolean
is_allow_breaks(PangoAttribute *attribute, gpointer data G_GNUC_UNUSED)
{
  return attribute->klass->type == PANGO_ATTR_ALLOW_BREAKS;
}

static void
label_changed_cb(GtkLabel *label)
{
  PangoAttrList *old = gtk_label_get_attributes(label);
  g_autoptr(PangoAttrList) attributes = old ? pango_attr_list_copy(old) : pango_attr_list_new();
  g_autoptr(PangoAttrList) ours =
      pango_attr_list_filter(attributes, is_allow_breaks, NULL); /* takes them out */

  silsa_keep_words(attributes, gtk_label_get_text(label));
  gtk_label_set_attributes(label, attributes);
}

void
silsa_label_keep_words(GtkLabel *label)
{
  g_return_if_fail(GTK_IS_LABEL(label));

  if (g_signal_handler_find(label, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, G_CALLBACK(label_changed_cb),
                            NULL) == 0)
    g_signal_connect(label, "notify::label", G_CALLBACK(label_changed_cb), NULL);
  label_changed_cb(label);
}
