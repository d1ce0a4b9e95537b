#include "silsa-note-bar.h"

#include "silsa-error.h"

#include <glib/gi18n.h>

#define SAVE_DELAY 800 /* milliseconds after the last key */

struct _SilsaNoteBar {
  AdwBin parent_instance;

  SilsaNotes *notes;
  char *code; /* of the indicator that is shown */
  gboolean filling; /* not the user's doing */
  gboolean unsaved, saving;
  guint timeout;

  GtkDropDown *mark;
  GtkEditable *note;
  GtkEditable *question;
};

enum { TOLD, NOTED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaNoteBar, silsa_note_bar, ADW_TYPE_BIN)

/* Saving: one write at a time, in a thread */

typedef struct {
  char *path;
  GBytes *bytes; /* NULL: no file */
} Job;

static void
job_free(Job *self)
{
  g_free(self->path);
  g_clear_pointer(&self->bytes, g_bytes_unref);
  g_free(self);
}

static void begin_saving(SilsaNoteBar *self);

static void
save_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;

  if (silsa_notes_write(job->path, job->bytes, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

static void
saved_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaNoteBar) self = user_data;
  g_autoptr(GError) error = NULL;

  self->saving = FALSE;
  if (g_task_propagate_boolean(G_TASK(result), &error)) {
    if (self->unsaved && self->timeout == 0)
      begin_saving(self);
  } else if (self->notes != NULL && silsa_notes_move_home(self->notes)) {
    g_signal_emit(self, signals[TOLD], 0,
                  _("Nothing can be written beside the package; the notes are kept on this "
                    "computer."));
    begin_saving(self);
  } else {
    g_autofree char *sentence = silsa_error_explain(error);

    self->unsaved = TRUE; /* tried again with the next key, and when the window closes */
    g_signal_emit(self, signals[TOLD], 0, sentence);
  }
}

static void
begin_saving(SilsaNoteBar *self)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  if (self->saving || self->notes == NULL)
    return;
  job = g_new0(Job, 1);
  job->path = g_strdup(silsa_notes_get_path(self->notes));
  job->bytes = silsa_notes_to_bytes(self->notes);
  self->saving = TRUE;
  self->unsaved = FALSE;
  task = g_task_new(NULL, NULL, saved_cb, g_object_ref(self));
  g_task_set_source_tag(task, begin_saving);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, save_thread);
}

static gboolean
timeout_cb(gpointer data)
{
  SilsaNoteBar *self = data;

  self->timeout = 0;
  begin_saving(self);
  return G_SOURCE_REMOVE;
}

gboolean
silsa_note_bar_save(SilsaNoteBar *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_NOTE_BAR(self), FALSE);

  g_clear_handle_id(&self->timeout, g_source_remove);
  if (self->notes == NULL || (!self->unsaved && !self->saving))
    return TRUE;
  self->unsaved = FALSE;
  return silsa_notes_save(self->notes, error);
}

/* Noting */

static void
changed_cb(SilsaNoteBar *self)
{
  if (self->filling || self->notes == NULL || self->code == NULL)
    return;
  if (!silsa_notes_set(self->notes, self->code, gtk_drop_down_get_selected(self->mark),
                       gtk_editable_get_text(self->note), gtk_editable_get_text(self->question)))
    return;
  g_signal_emit(self, signals[NOTED], 0, self->code);
  self->unsaved = TRUE;
  g_clear_handle_id(&self->timeout, g_source_remove);
  self->timeout = g_timeout_add(SAVE_DELAY, timeout_cb, self);
}

void
silsa_note_bar_show(SilsaNoteBar *self, SilsaAnswer *answer)
{
  const SilsaNote *note;

  g_return_if_fail(SILSA_IS_NOTE_BAR(self));

  if (self->notes == NULL)
    return;
  g_set_str(&self->code, silsa_answer_get_code(answer));
  note = silsa_notes_get(self->notes, self->code);
  self->filling = TRUE;
  gtk_drop_down_set_selected(self->mark, note->mark);
  gtk_editable_set_text(self->note, note->note);
  gtk_editable_set_text(self->question, note->question);
  self->filling = FALSE;
}

void
silsa_note_bar_set_notes(SilsaNoteBar *self, SilsaNotes *notes)
{
  g_return_if_fail(SILSA_IS_NOTE_BAR(self));

  self->notes = notes;
  gtk_widget_set_sensitive(GTK_WIDGET(self), notes != NULL);
}

/* Life */

static void
silsa_note_bar_dispose(GObject *object)
{
  SilsaNoteBar *self = SILSA_NOTE_BAR(object);

  g_clear_handle_id(&self->timeout, g_source_remove);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_NOTE_BAR);
  self->notes = NULL;
  g_clear_pointer(&self->code, g_free);

  G_OBJECT_CLASS(silsa_note_bar_parent_class)->dispose(object);
}

static void
silsa_note_bar_class_init(SilsaNoteBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_note_bar_dispose;
  signals[TOLD] = g_signal_new("told", SILSA_TYPE_NOTE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NOTED] = g_signal_new("noted", SILSA_TYPE_NOTE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-note-bar.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaNoteBar, mark);
  gtk_widget_class_bind_template_child(widget_class, SilsaNoteBar, note);
  gtk_widget_class_bind_template_child(widget_class, SilsaNoteBar, question);
  gtk_widget_class_bind_template_callback(widget_class, changed_cb);
}

static void
silsa_note_bar_init(SilsaNoteBar *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);

  for (guint i = 0; i < SILSA_N_MARKS; i++)
    gtk_string_list_append(names, silsa_mark_to_text(i));
  self->filling = TRUE;
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_drop_down_set_model(self->mark, G_LIST_MODEL(names));
  self->filling = FALSE;
}
