#include "silsa-fact-text.h"

#include "silsa-edit.h"
#include "silsa-error.h"
#include "silsa-word-wrap.h"

#include <glib/gi18n.h>

#define MOST_LINES 6

struct _SilsaFactText {
  GtkBox parent_instance;

  SilsaStore *store;
  char *subject;
  char *field;
  char *act;
  SilsaEdit *edit;
  gboolean loading;

  GtkLabel *title;
  GtkLabel *sizer;
  GtkLabel *placeholder;
  GtkTextView *view;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE(SilsaFactText, silsa_fact_text, GTK_TYPE_BOX)

static char *
dup_text(SilsaFactText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer(self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds(buffer, &start, &end);
  return gtk_text_buffer_get_text(buffer, &start, &end, FALSE);
}

static void
show_problem(SilsaFactText *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? silsa_error_explain(error) : NULL;

  gtk_label_set_text(self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible(GTK_WIDGET(self->problem), sentence != NULL);
}

static void
update_size(SilsaFactText *self)
{
  g_autofree char *text = dup_text(self);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *paragraph = g_strjoinv("\u2028", lines);

  gtk_label_set_text(self->sizer, paragraph); /* Pango counts the most lines of each paragraph */
  gtk_widget_set_visible(GTK_WIDGET(self->placeholder), *text == '\0');
}

static void
changed_cb(SilsaFactText *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  update_size(self);
  if (self->loading || self->store == NULL)
    return;
  text = dup_text(self);
  if (self->edit == NULL)
    self->edit = silsa_edit_new(self->store, self->subject, self->field);
  silsa_edit_update(self->edit, text, &error);
  show_problem(self, error);
}

static void
leave_cb(SilsaFactText *self)
{
  silsa_fact_text_commit(self);
}

/* Tab leads on: a text here is a few sentences, not a document. */
static gboolean
key_cb(SilsaFactText *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  if (key == GDK_KEY_Escape && gtk_widget_get_ancestor(GTK_WIDGET(self), ADW_TYPE_DIALOG) == NULL) {
    gtk_widget_child_focus(GTK_WIDGET(gtk_widget_get_root(GTK_WIDGET(self))), GTK_DIR_TAB_FORWARD);
    return TRUE;
  }
  if (key == GDK_KEY_Return && (state & GDK_CONTROL_MASK) != 0) {
    silsa_fact_text_commit(self);
    return FALSE; /* and the window goes to the next open indicator */
  }
  return FALSE;
}

static void
silsa_fact_text_dispose(GObject *object)
{
  SilsaFactText *self = SILSA_FACT_TEXT(object);

  silsa_fact_text_commit(self);
  g_clear_object(&self->store);
  g_clear_pointer(&self->subject, g_free);
  g_clear_pointer(&self->field, g_free);
  g_clear_pointer(&self->act, g_free);

  G_OBJECT_CLASS(silsa_fact_text_parent_class)->dispose(object);
}

static void
silsa_fact_text_class_init(SilsaFactTextClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_fact_text_dispose;
  gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(class), "facttext");
}

/* A text view that scrolls does not know how high its lines are before it has a width; a label
 * does. So an unseen one with the same text gives the height, and the view lies over it. */
static GtkLabel *
new_sizer(void)
{
  GtkLabel *sizer =
      g_object_new(GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_label_set_wrap(sizer, TRUE);
  gtk_label_set_wrap_mode(sizer, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize(sizer, PANGO_ELLIPSIZE_END); /* without, it would not count its lines */
  gtk_label_set_lines(sizer, MOST_LINES);
  gtk_label_set_xalign(sizer, 0);
  gtk_widget_set_opacity(GTK_WIDGET(sizer), 0);
  gtk_widget_set_can_target(GTK_WIDGET(sizer), FALSE);
  return sizer;
}

static GtkWidget *
new_view(SilsaFactText *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new();
  GtkEventController *keys = gtk_event_controller_key_new();
  GtkEventController *focus = gtk_event_controller_focus_new();

  self->view = GTK_TEXT_VIEW(gtk_text_view_new());
  gtk_text_view_set_wrap_mode(self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab(self->view, FALSE);
  silsa_buffer_keep_words(gtk_text_view_get_buffer(self->view)); /* as the label below does */
  gtk_widget_set_hexpand(GTK_WIDGET(self->view), TRUE);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroller), GTK_WIDGET(self->view));
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_NEVER,
                                 GTK_POLICY_EXTERNAL); /* a scrollbar alone is two lines high */
  g_signal_connect_swapped(gtk_text_view_get_buffer(self->view), "changed", G_CALLBACK(changed_cb),
                           self);
  g_signal_connect_swapped(focus, "leave", G_CALLBACK(leave_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->view), focus);
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->view), keys);
  return scroller;
}

static void
add_view(SilsaFactText *self)
{
  GtkWidget *overlay = gtk_overlay_new();

  self->sizer = new_sizer();
  gtk_overlay_set_child(GTK_OVERLAY(overlay), GTK_WIDGET(self->sizer));
  gtk_overlay_add_overlay(GTK_OVERLAY(overlay), new_view(self));

  self->placeholder = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_xalign(self->placeholder, 0);
  gtk_label_set_ellipsize(self->placeholder, PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign(GTK_WIDGET(self->placeholder), GTK_ALIGN_START);
  gtk_widget_set_can_target(GTK_WIDGET(self->placeholder), FALSE);
  gtk_widget_add_css_class(GTK_WIDGET(self->placeholder), "soft");
  gtk_overlay_add_overlay(GTK_OVERLAY(overlay), GTK_WIDGET(self->placeholder));
  gtk_box_append(GTK_BOX(self), overlay);
}

static void
silsa_fact_text_init(SilsaFactText *self)
{
  gtk_orientable_set_orientation(GTK_ORIENTABLE(self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing(GTK_BOX(self), 4);
  gtk_widget_add_css_class(GTK_WIDGET(self), "inset");

  self->title = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_xalign(self->title, 0);
  gtk_widget_add_css_class(GTK_WIDGET(self->title), "small");
  gtk_widget_add_css_class(GTK_WIDGET(self->title), "strong");
  gtk_box_append(GTK_BOX(self), GTK_WIDGET(self->title));
  add_view(self);
  self->problem = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_xalign(self->problem, 0);
  gtk_label_set_wrap(self->problem, TRUE);
  gtk_widget_set_visible(GTK_WIDGET(self->problem), FALSE);
  gtk_widget_add_css_class(GTK_WIDGET(self->problem), "error");
  gtk_widget_add_css_class(GTK_WIDGET(self->problem), "small");
  gtk_box_append(GTK_BOX(self), GTK_WIDGET(self->problem));
}

GtkWidget *
silsa_fact_text_new(const char *title, const char *placeholder)
{
  SilsaFactText *self = g_object_new(SILSA_TYPE_FACT_TEXT, NULL);

  gtk_label_set_text(self->title, title != NULL ? title : "");
  gtk_widget_set_visible(GTK_WIDGET(self->title), title != NULL);
  gtk_label_set_text(self->placeholder, placeholder);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 title != NULL ? title : placeholder, -1);
  return GTK_WIDGET(self);
}

void
silsa_fact_text_commit(SilsaFactText *self)
{
  g_autoptr(SilsaEdit) edit = g_steal_pointer(&self->edit);
  g_autoptr(GError) error = NULL;

  if (edit == NULL)
    return;
  silsa_edit_commit(edit, self->act, &error);
  show_problem(self, error);
}

void
silsa_fact_text_refresh(SilsaFactText *self)
{
  const char *text = NULL;
  g_autofree char *shown = NULL;

  if (self->edit != NULL)
    return;
  if (self->store != NULL)
    text =
        silsa_assessment_get(silsa_store_get_assessment(self->store), self->subject, self->field);
  shown = dup_text(self);
  if (g_strcmp0(shown, text != NULL ? text : "") != 0) {
    self->loading = TRUE;
    gtk_text_buffer_set_text(gtk_text_view_get_buffer(self->view), text != NULL ? text : "", -1);
    self->loading = FALSE;
  }
  update_size(self);
}

/* What was typed into another field is not undone in this one. */
static void
forget_typing(SilsaFactText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer(self->view);

  gtk_text_buffer_begin_irreversible_action(buffer);
  gtk_text_buffer_end_irreversible_action(buffer);
}

void
silsa_fact_text_bind(
    SilsaFactText *self, SilsaStore *store, const char *subject, const char *field, const char *act)
{
  g_return_if_fail(SILSA_IS_FACT_TEXT(self));

  silsa_fact_text_commit(self);
  g_set_object(&self->store, store);
  if (g_set_str(&self->subject, subject) | g_set_str(&self->field, field))
    forget_typing(self);
  g_set_str(&self->act, act);
  gtk_text_view_set_editable(self->view, store != NULL && !silsa_store_get_read_only(store));
  show_problem(self, NULL);
  silsa_fact_text_refresh(self);
}

gboolean
silsa_fact_text_is_empty(SilsaFactText *self)
{
  return gtk_text_buffer_get_char_count(gtk_text_view_get_buffer(self->view)) == 0;
}

void
silsa_fact_text_append(SilsaFactText *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer(self->view);
  g_autofree char *paragraph = NULL;
  GtkTextIter end;

  g_return_if_fail(SILSA_IS_FACT_TEXT(self));

  silsa_fact_text_focus(self);
  gtk_text_buffer_get_end_iter(buffer, &end);
  gtk_text_buffer_place_cursor(buffer, &end);
  paragraph = g_strconcat(gtk_text_buffer_get_char_count(buffer) > 0 ? "\n" : "", text, NULL);
  gtk_text_buffer_insert_interactive_at_cursor(buffer, paragraph, -1,
                                               gtk_text_view_get_editable(self->view));
}

void
silsa_fact_text_focus(SilsaFactText *self)
{
  gtk_widget_grab_focus(GTK_WIDGET(self->view));
}
