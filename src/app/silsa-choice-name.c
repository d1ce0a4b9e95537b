#include "silsa-choice-name.h"

#define WHAT "silsa-what"

static void
chosen_cb(GtkDropDown *choice)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item(choice);
  const char *what = g_object_get_data(G_OBJECT(choice), WHAT);
  g_autofree char *name =
      chosen != NULL ? g_strdup_printf("%s: %s", what, gtk_string_object_get_string(chosen))
                     : g_strdup(what);

  gtk_accessible_update_property(GTK_ACCESSIBLE(choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
silsa_choice_name(GtkDropDown *choice, const char *what)
{
  g_return_if_fail(GTK_IS_DROP_DOWN(choice) && what != NULL);

  g_object_set_data_full(G_OBJECT(choice), WHAT, g_strdup(what), g_free);
  /* A label with its mnemonic names it too, and comes first. */
  gtk_accessible_reset_relation(GTK_ACCESSIBLE(choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_signal_connect(choice, "notify::selected-item", G_CALLBACK(chosen_cb), NULL);
  chosen_cb(choice);
}
