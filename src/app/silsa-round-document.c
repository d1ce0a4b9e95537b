#include "silsa-round-document.h"

#include "silsa-error.h"
#include "silsa-export.h"
#include "silsa-round-file.h"
#include "silsa-verify.h"

/*
 * (1) @undo holds the rounds before the one shown, @redo those after it.
 * (2) At most one write is on its way; what came meanwhile is written when it ends, and only the
 *     last of it.
 */
struct _SilsaRoundDocument {
  GObject parent_instance;

  char *path;
  SilsaCatalogue *catalogue;
  SilsaRound *round;
  GPtrArray *undo, *redo; /* of SilsaRound */

  SilsaRound *written; /* on its way to the disk, or the last that got there */
  gboolean writing;
  SilsaRoundSave save_state;
  char *save_error;
};

typedef enum {
  PROP_ROUND = 1,
  PROP_SAVE_STATE,
  PROP_SAVE_ERROR,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
} SilsaRoundDocumentProperty;
static GParamSpec *properties[PROP_CAN_REDO + 1];

G_DEFINE_FINAL_TYPE(SilsaRoundDocument, silsa_round_document, G_TYPE_OBJECT)

/* Saving */

typedef struct {
  char *path;
  SilsaRound *round;
} Write;

static void
write_free(Write *self)
{
  g_free(self->path);
  g_object_unref(self->round);
  g_free(self);
}

static void
write_thread(GTask *task,
             gpointer source G_GNUC_UNUSED,
             gpointer data,
             GCancellable *cancellable G_GNUC_UNUSED)
{
  Write *self = data;
  GError *error = NULL;

  if (silsa_round_file_write(self->round, self->path, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void
set_save(SilsaRoundDocument *self, SilsaRoundSave state, const char *error)
{
  if (g_set_str(&self->save_error, error))
    g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_SAVE_ERROR]);
  if (self->save_state == state)
    return;
  self->save_state = state;
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_SAVE_STATE]);
}

static void
written_cb(GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  SilsaRoundDocument *self = SILSA_ROUND_DOCUMENT(source);
  g_autoptr(GError) error = NULL;
  g_autofree char *explained = NULL;

  self->writing = FALSE;
  if (g_task_propagate_boolean(G_TASK(result), &error)) {
    if (self->written != self->round)
      silsa_round_document_save(self);
    else
      set_save(self, SILSA_ROUND_SAVE_SAVED, NULL);
    return;
  }
  g_clear_object(&self->written);
  explained = silsa_error_explain(error);
  set_save(self, SILSA_ROUND_SAVE_FAILED, explained);
}

void
silsa_round_document_save(SilsaRoundDocument *self)
{
  g_autoptr(GTask) task = NULL;
  Write *job;

  g_return_if_fail(SILSA_IS_ROUND_DOCUMENT(self));

  set_save(self, SILSA_ROUND_SAVE_SAVING, NULL);
  if (self->writing)
    return;
  self->writing = TRUE;
  g_set_object(&self->written, self->round);
  job = g_new0(Write, 1);
  job->path = g_strdup(self->path);
  job->round = g_object_ref(self->round);
  task = g_task_new(self, NULL, written_cb, NULL);
  g_task_set_source_tag(task, silsa_round_document_save);
  g_task_set_task_data(task, job, (GDestroyNotify)write_free);
  g_task_run_in_thread(task, write_thread);
}

/* Changing */

static void
show(SilsaRoundDocument *self, SilsaRound *round)
{
  g_set_object(&self->round, round);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_ROUND]);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_CAN_REDO]);
  silsa_round_document_save(self);
}

SilsaRoundDraft *
silsa_round_document_begin(SilsaRoundDocument *self)
{
  g_return_val_if_fail(SILSA_IS_ROUND_DOCUMENT(self), NULL);
  return silsa_round_draft_new_from_round(self->round, self->catalogue);
}

gboolean
silsa_round_document_commit(SilsaRoundDocument *self, SilsaRoundDraft *draft, GError **error)
{
  g_autoptr(SilsaRoundDraft) untouched = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(SilsaRound) round = NULL;

  g_return_val_if_fail(SILSA_IS_ROUND_DOCUMENT(self), FALSE);

  round = silsa_round_draft_finish(draft, error);
  if (round == NULL)
    return FALSE;
  /* The file may have been written by hand, in other words for the same. */
  untouched = silsa_round_document_begin(self);
  before = silsa_round_draft_to_xml(untouched);
  if (g_bytes_equal(silsa_round_get_bytes(round), before))
    return TRUE;
  g_ptr_array_add(self->undo, g_object_ref(self->round));
  g_ptr_array_set_size(self->redo, 0);
  show(self, round);
  return TRUE;
}

static void
walk(SilsaRoundDocument *self, GPtrArray *from, GPtrArray *to)
{
  g_autoptr(SilsaRound) round = NULL;

  if (from->len == 0)
    return;
  round = g_ptr_array_steal_index(from, from->len - 1);
  g_ptr_array_add(to, g_object_ref(self->round));
  show(self, round);
}

void
silsa_round_document_undo(SilsaRoundDocument *self)
{
  g_return_if_fail(SILSA_IS_ROUND_DOCUMENT(self));
  walk(self, self->undo, self->redo);
}

void
silsa_round_document_redo(SilsaRoundDocument *self)
{
  g_return_if_fail(SILSA_IS_ROUND_DOCUMENT(self));
  walk(self, self->redo, self->undo);
}

/* Signing */

typedef struct {
  SilsaRound *round;
  SilsaCatalogue *catalogue;
  SilsaIdentity *identity; /* the caller's, which waits */
  char *path;
} Signing;

static void
signing_free(Signing *self)
{
  g_object_unref(self->round);
  g_object_unref(self->catalogue);
  g_free(self->path);
  g_free(self);
}

static void
sign_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  const SilsaExportOptions options = {.role = "secretary", .allow_incomplete = TRUE};
  Signing *job = data;
  GError *error = NULL;

  if (silsa_export_round(job->round, job->catalogue, job->path, job->identity, &options, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

void
silsa_round_document_sign_async(SilsaRoundDocument *self,
                                SilsaIdentity *identity,
                                const char *path,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  Signing *job;

  g_return_if_fail(SILSA_IS_ROUND_DOCUMENT(self));

  job = g_new0(Signing, 1);
  job->round = g_object_ref(self->round);
  job->catalogue = g_object_ref(self->catalogue);
  job->identity = identity;
  job->path = g_strdup(path);
  task = g_task_new(self, NULL, callback, user_data);
  g_task_set_source_tag(task, silsa_round_document_sign_async);
  g_task_set_check_cancellable(task, FALSE);
  g_task_set_task_data(task, job, (GDestroyNotify)signing_free);
  g_task_run_in_thread(task, sign_thread);
}

gboolean
silsa_round_document_sign_finish(SilsaRoundDocument *self, GAsyncResult *result, GError **error)
{
  g_autoptr(SilsaRoundDraft) draft = NULL;
  g_autofree char *version = NULL;

  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);

  if (!g_task_propagate_boolean(G_TASK(result), error))
    return FALSE;
  draft = silsa_round_document_begin(self);
  version = g_strdup_printf("%u", silsa_round_get_version(self->round) + 1);
  return silsa_round_draft_set(draft, SILSA_ROUND_HEAD, NULL, "version", version, error) &&
         silsa_round_document_commit(self, draft, error);
}

/* Reading */

const char *
silsa_round_document_get_path(SilsaRoundDocument *self)
{
  return self->path;
}

SilsaRound *
silsa_round_document_get_round(SilsaRoundDocument *self)
{
  return self->round;
}

SilsaCatalogue *
silsa_round_document_get_catalogue(SilsaRoundDocument *self)
{
  return self->catalogue;
}

SilsaRoundSave
silsa_round_document_get_save_state(SilsaRoundDocument *self)
{
  return self->save_state;
}

const char *
silsa_round_document_get_save_error(SilsaRoundDocument *self)
{
  return self->save_error;
}

static void
silsa_round_document_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaRoundDocument *self = SILSA_ROUND_DOCUMENT(object);

  switch ((SilsaRoundDocumentProperty)id) {
  case PROP_ROUND:
    g_value_set_object(value, self->round);
    break;
  case PROP_SAVE_STATE:
    g_value_set_int(value, (int)self->save_state);
    break;
  case PROP_SAVE_ERROR:
    g_value_set_string(value, self->save_error);
    break;
  case PROP_CAN_UNDO:
    g_value_set_boolean(value, self->undo->len > 0);
    break;
  case PROP_CAN_REDO:
    g_value_set_boolean(value, self->redo->len > 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_round_document_finalize(GObject *object)
{
  SilsaRoundDocument *self = SILSA_ROUND_DOCUMENT(object);

  g_free(self->path);
  g_clear_object(&self->catalogue);
  g_clear_object(&self->round);
  g_clear_object(&self->written);
  g_ptr_array_unref(self->undo);
  g_ptr_array_unref(self->redo);
  g_free(self->save_error);
  G_OBJECT_CLASS(silsa_round_document_parent_class)->finalize(object);
}

static void
silsa_round_document_class_init(SilsaRoundDocumentClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = silsa_round_document_get_property;
  object_class->finalize = silsa_round_document_finalize;

  properties[PROP_ROUND] = g_param_spec_object("round", NULL, NULL, SILSA_TYPE_ROUND, flags);
  properties[PROP_SAVE_STATE] =
      g_param_spec_int("save-state", NULL, NULL, SILSA_ROUND_SAVE_SAVED, SILSA_ROUND_SAVE_FAILED,
                       SILSA_ROUND_SAVE_SAVED, flags);
  properties[PROP_SAVE_ERROR] = g_param_spec_string("save-error", NULL, NULL, NULL, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_round_document_init(SilsaRoundDocument *self)
{
  self->undo = g_ptr_array_new_with_free_func(g_object_unref);
  self->redo = g_ptr_array_new_with_free_func(g_object_unref);
}

/* Opening */

static SilsaRoundDocument *
open_document(const char *path, GError **error)
{
  g_autoptr(SilsaRoundDocument) self = g_object_new(SILSA_TYPE_ROUND_DOCUMENT, NULL);
  g_autoptr(SilsaReport) report = NULL;
  SilsaTrust trust = {0};

  self->path = g_strdup(path);
  if (!silsa_round_open(path, NULL, &trust, &self->round, &self->catalogue, &report, error))
    return NULL;
  if (report != NULL) {
    silsa_error_set(error, SILSA_ERROR_READ_ONLY, "round-signed", "a signed round");
    silsa_error_at_file(error, path);
    return NULL;
  }
  g_set_object(&self->written, self->round);
  return g_steal_pointer(&self);
}

static void
open_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer path,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  SilsaRoundDocument *self = open_document(path, &error);

  if (self != NULL)
    g_task_return_pointer(task, self, g_object_unref);
  else
    g_task_return_error(task, error);
}

void
silsa_round_document_open_async(const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);

  g_task_set_source_tag(task, silsa_round_document_open_async);
  g_task_set_task_data(task, g_strdup(path), g_free);
  g_task_set_return_on_cancel(task, TRUE); /* it only reads */
  g_task_run_in_thread(task, open_thread);
}

SilsaRoundDocument *
silsa_round_document_open_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, NULL), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
