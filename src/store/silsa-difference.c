#include "silsa-difference.h"

#include "silsa-drafts.h"
#include "silsa-journal.h"

#include <string.h>

typedef struct {
  SilsaAct *all; /* with what was changed back */
  GHashTable *places; /* silsa_draft_key() -> SilsaChange of @all */
} Difference;

static gboolean
note_row_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Difference *self = data;
  g_autofree char *place = silsa_draft_key(row->subject, row->field);
  SilsaChange *change = g_hash_table_lookup(self->places, place);

  if (row->sequence == 0 || strcmp(row->field, SILSA_JOURNAL_DIGEST_FIELD) == 0)
    return TRUE;
  if (change != NULL) {
    g_set_str(&change->new_value, row->new_value);
    return TRUE;
  }
  silsa_act_add_change(self->all, row->subject, row->field, row->old_value, row->new_value);
  g_hash_table_insert(self->places, g_steal_pointer(&place),
                      g_ptr_array_index(self->all->changes, self->all->changes->len - 1));
  return TRUE;
}

SilsaAct *
silsa_store_find_difference(SilsaStore *store, gint64 from, GError **error)
{
  g_autoptr(SilsaAct) all = silsa_act_new("difference", NULL);
  g_autoptr(SilsaAct) lasting = silsa_act_new("difference", NULL);
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Difference difference = {all, places};

  if (!silsa_store_foreach_journal(store, from, -1, note_row_cb, &difference, error))
    return NULL;
  for (guint i = 0; i < all->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(all->changes, i);

    if (g_strcmp0(change->old_value, change->new_value) != 0)
      silsa_act_add_change(lasting, change->subject, change->field, change->old_value,
                           change->new_value);
  }
  return g_steal_pointer(&lasting);
}
