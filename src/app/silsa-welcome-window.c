#include "silsa-welcome-window.h"

#include "silsa-chosen-file.h"
#include "silsa-decimal.h"
#include "silsa-instant.h"
#include "silsa-recent.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

struct _SilsaWelcomeWindow {
  AdwApplicationWindow parent_instance;

  GSettings *settings;

  GtkWidget *steps_box;
  AdwActionRow *identity_step;
  AdwActionRow *round_step;
  AdwActionRow *city_step;
  GtkImage *identity_icon;
  GtkImage *round_icon;
  GtkImage *city_icon;
  GtkWidget *recent_head;
  GtkListBox *recent;
};

G_DEFINE_FINAL_TYPE(SilsaWelcomeWindow, silsa_welcome_window, ADW_TYPE_APPLICATION_WINDOW)

/* Recent files */

static char *
points_words(const char *points)
{
  g_auto(SilsaRational) value = {0};
  const char *dot = strchr(points, '.');

  silsa_rational_init(&value);
  if (!silsa_decimal_parse(points, value.q, NULL))
    return g_strdup(points);
  return silsa_number_to_text(value.q, dot != NULL ? (int)strlen(dot + 1) : 0);
}

static GtkWidget *
new_progress(const SilsaRecent *entry)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *text = g_strdup_printf("%u/%u", entry->complete, entry->applicable);
  GtkWidget *label = gtk_label_new(text);
  GtkWidget *bar = gtk_progress_bar_new();

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_add_css_class(label, "small");
  gtk_widget_add_css_class(label, "strong");
  gtk_widget_add_css_class(label, "numeric");
  gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(bar),
                                (double)entry->complete / MAX(entry->applicable, 1));
  gtk_accessible_update_property(GTK_ACCESSIBLE(bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Complete indicators"), -1);
  gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request(box, 110, -1);
  gtk_widget_set_margin_start(box, 8);
  gtk_widget_add_css_class(bar, "recent-progress");
  gtk_box_append(GTK_BOX(box), label);
  gtk_box_append(GTK_BOX(box), bar);
  return box;
}

static GtkWidget *
new_day(const SilsaRecent *entry)
{
  g_autofree char *day = silsa_instant_to_recent(entry->time);
  GtkWidget *label = gtk_label_new(day);

  gtk_label_set_xalign(GTK_LABEL(label), 1);
  gtk_label_set_width_chars(GTK_LABEL(label), 11);
  gtk_widget_add_css_class(label, "small");
  gtk_widget_add_css_class(label, "soft");
  return label;
}

static GtkWidget *
new_recent_row(const SilsaRecent *entry)
{
  GtkWidget *row = adw_action_row_new();
  gboolean there = g_file_test(entry->path, G_FILE_TEST_IS_REGULAR);
  g_autofree char *points = points_words(entry->points);
  g_autofree char *state =
      there ? g_strdup_printf(_("Expected grade %d · %s points"), entry->grade, points)
            : g_strdup(_("The file is not there any more"));

  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), entry->city);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), state);
  adw_action_row_add_prefix(
      ADW_ACTION_ROW(row),
      gtk_image_new_from_icon_name(there ? "silsa-walk-symbolic" : "dialog-warning-symbolic"));
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), new_progress(entry));
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), new_day(entry));
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), gtk_image_new_from_icon_name("go-next-symbolic"));
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), there);
  gtk_widget_set_tooltip_text(row, entry->path);
  g_object_set_data_full(G_OBJECT(row), "path", g_strdup(entry->path), g_free);
  return row;
}

static void
update_recent(SilsaWelcomeWindow *self)
{
  g_autoptr(GPtrArray) list = silsa_recent_load(self->settings);

  gtk_list_box_remove_all(self->recent);
  for (guint i = 0; i < list->len; i++)
    gtk_list_box_append(self->recent, new_recent_row(g_ptr_array_index(list, i)));
  gtk_widget_set_visible(self->recent_head, list->len > 0);
  gtk_widget_set_visible(GTK_WIDGET(self->recent), list->len > 0);
}

static void
recent_activated_cb(SilsaWelcomeWindow *self, GtkListBoxRow *row)
{
  g_autofree char *path = g_strdup(g_object_get_data(G_OBJECT(row), "path"));

  silsa_application_open_path(SILSA_APPLICATION(gtk_window_get_application(GTK_WINDOW(self))), path,
                              GTK_WIDGET(self));
}

static void
clear_recent_action(GtkWidget *widget,
                    const char *name G_GNUC_UNUSED,
                    GVariant *parameter G_GNUC_UNUSED)
{
  g_settings_reset(SILSA_WELCOME_WINDOW(widget)->settings, "recent");
}

/* First steps */

static void
set_step(AdwActionRow *row, GtkImage *icon, gboolean done, const char *text)
{
  gtk_image_set_from_icon_name(icon, done ? "silsa-state-complete-symbolic"
                                          : "silsa-state-untouched-symbolic");
  if (done)
    gtk_widget_add_css_class(GTK_WIDGET(icon), "verified");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(icon), "verified");
  adw_action_row_set_subtitle(row, text);
}

static void
update_steps(SilsaWelcomeWindow *self)
{
  g_autofree char *identity = g_settings_get_string(self->settings, "identity-name");
  g_autofree char *round = g_settings_get_string(self->settings, "round");
  g_autofree char *round_name = *round != '\0' ? g_path_get_basename(round) : NULL;
  g_autoptr(GVariant) recent = g_settings_get_value(self->settings, "recent");
  gboolean begun = g_variant_n_children(recent) > 0;

  set_step(self->identity_step, self->identity_icon, *identity != '\0',
           *identity != '\0' ? identity : _("Make it once, and send the request to the secretary"));
  set_step(self->round_step, self->round_icon, round_name != NULL,
           round_name != NULL ? round_name : _("Open the file that the secretary sent"));
  set_step(self->city_step, self->city_icon, begun,
           begun ? _("Assessments are in the list below") : _("Choose the city, and begin"));
  gtk_widget_set_visible(self->steps_box, *identity == '\0' || round_name == NULL || !begun);
}

/* On a first start the keys stand on what comes next. */
static void
focus_next_step(SilsaWelcomeWindow *self)
{
  g_autofree char *identity = g_settings_get_string(self->settings, "identity-name");

  if (*identity == '\0')
    gtk_window_set_focus(GTK_WINDOW(self), GTK_WIDGET(self->identity_step));
}

static void
settings_changed_cb(SilsaWelcomeWindow *self)
{
  if (!gtk_widget_get_visible(GTK_WIDGET(self))) /* it has made way for a file */
    return;
  update_recent(self);
  update_steps(self);
}

/* Drop */

static gboolean
drop_cb(SilsaWelcomeWindow *self, const GValue *value)
{
  SilsaApplication *application = SILSA_APPLICATION(gtk_window_get_application(GTK_WINDOW(self)));
  GSList *files = gdk_file_list_get_files(g_value_get_boxed(value));
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

  /* The first file that opens closes this window. */
  for (GSList *l = files; l != NULL; l = l->next) {
    const char *path = silsa_chosen_file_get_path(l->data, GTK_WIDGET(self));

    if (path != NULL)
      g_ptr_array_add(paths, g_strdup(path));
  }
  g_slist_free(files);
  for (guint i = 0; i < paths->len; i++)
    silsa_application_open_path(application, paths->pdata[i], NULL);
  return paths->len > 0;
}

/* Life */

static void
silsa_welcome_window_dispose(GObject *object)
{
  SilsaWelcomeWindow *self = SILSA_WELCOME_WINDOW(object);

  g_clear_object(&self->settings);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_WELCOME_WINDOW);

  G_OBJECT_CLASS(silsa_welcome_window_parent_class)->dispose(object);
}

static void
silsa_welcome_window_class_init(SilsaWelcomeWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_welcome_window_dispose;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-welcome-window.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, steps_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, identity_step);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, round_step);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, city_step);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, identity_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, round_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, city_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, recent_head);
  gtk_widget_class_bind_template_child(widget_class, SilsaWelcomeWindow, recent);
  gtk_widget_class_bind_template_callback(widget_class, recent_activated_cb);
  gtk_widget_class_install_action(widget_class, "welcome.clear-recent", NULL, clear_recent_action);
}

static void
silsa_welcome_window_init(SilsaWelcomeWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new(GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template(GTK_WIDGET(self));
  g_signal_connect_swapped(target, "drop", G_CALLBACK(drop_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(target));
}

SilsaWelcomeWindow *
silsa_welcome_window_new(SilsaApplication *application)
{
  SilsaWelcomeWindow *self =
      g_object_new(SILSA_TYPE_WELCOME_WINDOW, "application", application, NULL);

  self->settings = g_object_ref(silsa_application_get_settings(application));
  g_signal_connect_object(self->settings, "changed", G_CALLBACK(settings_changed_cb), self,
                          G_CONNECT_SWAPPED);
  update_recent(self);
  update_steps(self);
  focus_next_step(self);
  return self;
}
