#include "silsa-difference.h"

#include "silsa-drafts.h"
#include "silsa-journal.h"

#include <string.h>

struct _SilsaDifferences {
  GPtrArray *all; /* of SilsaLasting, with what was changed back */
  GHashTable *places; /* silsa_draft_key() -> SilsaLasting of @all */
};

static void
difference_free(gpointer data)
{
  SilsaLasting *self = data;

  g_free(self->subject);
  g_free(self->field);
  g_free(self->old_value);
  g_free(self->new_value);
  g_free(self);
}

SilsaDifferences *
silsa_differences_new(void)
{
  SilsaDifferences *self = g_new0(SilsaDifferences, 1);

  self->all = g_ptr_array_new_with_free_func(difference_free);
  self->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
silsa_differences_note(SilsaDifferences *self,
                       gint64 sequence,
                       const char *subject,
                       const char *field,
                       const char *old_value,
                       const char *new_value)
{
  g_autofree char *place = silsa_draft_key(subject, field);
  SilsaLasting *known = g_hash_table_lookup(self->places, place);

  if (sequence == 0 || strcmp(field, SILSA_JOURNAL_DIGEST_FIELD) == 0)
    return;
  if (known == NULL) {
    known = g_new0(SilsaLasting, 1);
    known->subject = g_strdup(subject);
    known->field = g_strdup(field);
    known->old_value = g_strdup(old_value);
    g_ptr_array_add(self->all, known);
    g_hash_table_insert(self->places, g_steal_pointer(&place), known);
  }
  known->sequence = sequence;
  g_set_str(&known->new_value, new_value);
}

static int
compare_sequences(gconstpointer one, gconstpointer other)
{
  const SilsaLasting *a = *(SilsaLasting *const *)one;
  const SilsaLasting *b = *(SilsaLasting *const *)other;

  return (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

GPtrArray *
silsa_differences_finish(SilsaDifferences *self)
{
  GPtrArray *all = self->all;

  for (guint i = all->len; i > 0; i--) {
    const SilsaLasting *one = g_ptr_array_index(all, i - 1);

    if (g_strcmp0(one->old_value, one->new_value) == 0)
      g_ptr_array_remove_index(all, i - 1);
  }
  g_ptr_array_sort(all, compare_sequences);
  g_hash_table_unref(self->places);
  g_free(self);
  return all;
}

static gboolean
note_row_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  silsa_differences_note(data, row->sequence, row->subject, row->field, row->old_value,
                         row->new_value);
  return TRUE;
}

GPtrArray *
silsa_store_find_differences(SilsaStore *store, gint64 from, GError **error)
{
  SilsaDifferences *differences = silsa_differences_new();
  gboolean ok = silsa_store_foreach_journal(store, from, -1, note_row_cb, differences, error);
  g_autoptr(GPtrArray) list = silsa_differences_finish(differences);

  return ok ? g_steal_pointer(&list) : NULL;
}
