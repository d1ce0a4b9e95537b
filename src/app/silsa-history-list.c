#include "silsa-history-list.h"

#include "silsa-difference.h"

#include <string.h>

G_DEFINE_FINAL_TYPE(SilsaHistoryEntry, silsa_history_entry, G_TYPE_OBJECT)

static void
silsa_history_entry_finalize(GObject *object)
{
  SilsaHistoryEntry *self = SILSA_HISTORY_ENTRY(object);

  g_free(self->time);
  g_free(self->act);
  g_free(self->subject);
  g_free(self->field);
  g_free(self->old_value);
  g_free(self->new_value);

  G_OBJECT_CLASS(silsa_history_entry_parent_class)->finalize(object);
}

static void
silsa_history_entry_class_init(SilsaHistoryEntryClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_history_entry_finalize;
}

static void
silsa_history_entry_init(SilsaHistoryEntry *self G_GNUC_UNUSED)
{
}

typedef struct {
  SilsaStore *store;
  gint64 from, next;
  GPtrArray *entries;
  SilsaLastExport last;
} Reading;

static void
reading_free(gpointer data)
{
  Reading *self = data;

  g_clear_object(&self->store);
  g_ptr_array_unref(self->entries);
  silsa_last_export_clear(&self->last);
  g_free(self);
}

static gboolean
take_row(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;
  SilsaHistoryEntry *entry;

  reading->next = row->sequence + 1;
  /* Claims and class at the beginning are no deeds of a person; codes go with their text. */
  if ((row->group == 0 && row->sequence > 0) || strcmp(row->field, "justify-codes") == 0)
    return TRUE;
  entry = g_object_new(SILSA_TYPE_HISTORY_ENTRY, NULL);
  entry->sequence = row->sequence;
  entry->time = g_strdup(row->time);
  entry->act = g_strdup(row->act);
  entry->subject = g_strdup(row->subject);
  entry->field = g_strdup(row->field);
  entry->old_value = g_strdup(row->old_value);
  entry->new_value = g_strdup(row->new_value);
  g_ptr_array_add(reading->entries, entry);
  return TRUE;
}

static void
read_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  Reading *reading = data;
  GError *error = NULL;

  if (silsa_store_foreach_journal(reading->store, reading->from, -1, take_row, reading, &error) &&
      silsa_store_get_last_export(reading->store, &reading->last, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

void
silsa_history_list_read_async(SilsaStore *store,
                              gint64 from,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  Reading *reading = g_new0(Reading, 1);

  reading->store = g_object_ref(store);
  reading->from = reading->next = from;
  reading->entries = g_ptr_array_new_with_free_func(g_object_unref);
  g_task_set_task_data(task, reading, reading_free);
  g_task_run_in_thread(task, read_thread);
}

GPtrArray *
silsa_history_list_read_finish(GAsyncResult *result,
                               gint64 *next,
                               SilsaLastExport *last,
                               GError **error)
{
  Reading *reading = g_task_get_task_data(G_TASK(result));

  /* The thread may let go of the task later than this one, but not of the store, which is not its.
   */
  g_clear_object(&reading->store);
  if (!g_task_propagate_boolean(G_TASK(result), error))
    return NULL;
  *next = reading->next;
  silsa_last_export_clear(last);
  *last = reading->last;
  reading->last = (SilsaLastExport){0};
  return g_ptr_array_ref(reading->entries);
}

static SilsaHistoryEntry *
copy_entry(const SilsaHistoryEntry *entry)
{
  SilsaHistoryEntry *copy = g_object_new(SILSA_TYPE_HISTORY_ENTRY, NULL);

  copy->sequence = entry->sequence;
  copy->time = g_strdup(entry->time);
  copy->act = g_strdup(entry->act);
  copy->subject = g_strdup(entry->subject);
  copy->field = g_strdup(entry->field);
  copy->old_value = g_strdup(entry->old_value);
  copy->new_value = g_strdup(entry->new_value);
  return copy;
}

GPtrArray *
silsa_history_list_difference(GPtrArray *entries, gint64 rows)
{
  g_autoptr(GHashTable) by_row = g_hash_table_new(g_int64_hash, g_int64_equal);
  SilsaDifferences *differences = silsa_differences_new();
  g_autoptr(GPtrArray) lasting = NULL;
  GPtrArray *out = g_ptr_array_new_with_free_func(g_object_unref);

  for (guint i = 0; i < entries->len; i++) {
    SilsaHistoryEntry *entry = g_ptr_array_index(entries, i);

    if (entry->sequence < rows)
      continue;
    g_hash_table_insert(by_row, &entry->sequence, entry);
    silsa_differences_note(differences, entry->sequence, entry->subject, entry->field,
                           entry->old_value, entry->new_value);
  }
  lasting = silsa_differences_finish(differences);
  for (guint i = 0; i < lasting->len; i++) {
    const SilsaLasting *difference = g_ptr_array_index(lasting, i);
    SilsaHistoryEntry *entry = copy_entry(g_hash_table_lookup(by_row, &difference->sequence));

    g_set_str(&entry->old_value, difference->old_value);
    g_ptr_array_add(out, entry);
  }
  return out;
}
