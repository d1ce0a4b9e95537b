#include "silsa-store-parts-private.h"

#include "silsa-error.h"
#include "silsa-ledger.h"

#include <string.h>

/* One step back or forth. */

gboolean
silsa_store_can_undo(SilsaStore *self)
{
  return silsa_store_get_undo_name(self) != NULL;
}

gboolean
silsa_store_can_redo(SilsaStore *self)
{
  return silsa_store_get_redo_name(self) != NULL;
}

const char *
silsa_store_get_undo_name(SilsaStore *self)
{
  SilsaStep *step;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  step = self->writer != NULL ? silsa_history_get_undo(self->content.history) : NULL;
  return step != NULL ? step->name : NULL;
}

const char *
silsa_store_get_redo_name(SilsaStore *self)
{
  SilsaStep *step;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  step = self->writer != NULL ? silsa_history_get_redo(self->content.history) : NULL;
  return step != NULL ? step->name : NULL;
}

static SilsaFetch *
fetch_new(SilsaStore *self, gint64 group, const char *sha256)
{
  SilsaFetch *fetch = g_new0(SilsaFetch, 1);

  fetch->readers = silsa_readers_ref(self->readers);
  fetch->group = group;
  fetch->sha256 = g_strdup(sha256);
  return fetch;
}

void
silsa_fetch_free(SilsaFetch *self)
{
  silsa_readers_unref(self->readers);
  g_free(self->sha256);
  silsa_act_free(self->act);
  g_clear_pointer(&self->round, g_bytes_unref);
  g_free(self);
}

gboolean
silsa_fetch_run(SilsaFetch *self, GError **error)
{
  SilsaDb *db = silsa_readers_borrow(self->readers, error);

  if (db == NULL)
    return FALSE;
  silsa_readers_enter(self->readers);
  if (self->sha256 != NULL)
    self->round = silsa_content_read_round(db, self->sha256, error);
  else
    self->act = silsa_ledger_read_group(db, self->group, error);
  silsa_readers_leave(self->readers);
  silsa_readers_give_back(self->readers, db);
  return self->act != NULL || self->round != NULL;
}

void
silsa_store_take_fetched(SilsaStore *self, SilsaStep *step, SilsaFetch *fetch)
{
  if (fetch->act != NULL)
    step->act = g_steal_pointer(&fetch->act);
  else
    g_hash_table_insert(self->rounds, g_steal_pointer(&fetch->sha256),
                        g_steal_pointer(&fetch->round));
}

/* The digest of the version of the round that @act leads to; NULL: none, or the same as before. */
static const char *
find_round(SilsaStore *self, const SilsaAct *act, gboolean back)
{
  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);
    const char *sha256 = back ? change->old_value : change->new_value;

    if (strcmp(change->subject, "round") == 0 && strcmp(change->field, "digest") == 0)
      return sha256 != NULL ? sha256 : self->content.first_round;
  }
  return NULL;
}

SilsaFetch *
silsa_store_find_missing(SilsaStore *self, const SilsaStep *step, gboolean back)
{
  const char *sha256;

  if (step->act == NULL)
    return fetch_new(self, step->group, NULL);
  sha256 = find_round(self, step->act, back);
  return sha256 != NULL && !g_hash_table_contains(self->rounds, sha256) ? fetch_new(self, 0, sha256)
                                                                        : NULL;
}

SilsaStep *
silsa_store_get_step(SilsaStore *self, gboolean back, GError **error)
{
  SilsaHistory *history = self->content.history;
  SilsaStep *step;

  if (!silsa_store_require_writer(self, error))
    return NULL;
  step = back ? silsa_history_get_undo(history) : silsa_history_get_redo(history);
  if (step == NULL)
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND, back ? "undo" : "redo", "no step left");
  return step;
}

/* With everything that it needs. */
static void
walk_step(SilsaStore *self, const SilsaStep *step, gboolean back)
{
  g_autoptr(SilsaAct) act =
      back ? silsa_act_new_inverse(step->act, "undo") : silsa_act_copy(step->act);
  g_autoptr(GPtrArray) places = NULL;
  const char *sha256 = find_round(self, step->act, back);

  g_set_str(&act->name, back ? "undo" : "redo");
  places = silsa_store_list_places(act);
  silsa_store_record(self, act, places, NULL);
  silsa_store_set_round_bytes(self,
                              sha256 != NULL ? g_hash_table_lookup(self->rounds, sha256) : NULL);
  (back ? silsa_history_move_undo : silsa_history_move_redo)(self->content.history);
  silsa_assessment_apply(self->content.assessment, act);
  silsa_store_notify_history(self);
}

/* @name: of the act. */
gboolean
silsa_store_walk(SilsaStore *self, gboolean back, char **name, GError **error)
{
  SilsaStep *step = silsa_store_get_step(self, back, error);
  SilsaFetch *missing;

  if (step == NULL)
    return FALSE;
  while ((missing = silsa_store_find_missing(self, step, back)) != NULL) {
    g_autoptr(SilsaFetch) fetch = missing;

    if (!silsa_fetch_run(fetch, error))
      return FALSE;
    silsa_store_take_fetched(self, step, fetch);
  }
  g_set_str(name, step->name);
  walk_step(self, step, back);
  return TRUE;
}

static gboolean
walk_at_once(SilsaStore *self, gboolean back, GError **error)
{
  g_autofree char *name = NULL;

  silsa_store_finish_errands(self);
  return silsa_store_walk(self, back, &name, error);
}

gboolean
silsa_store_undo(SilsaStore *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), FALSE);
  return walk_at_once(self, TRUE, error);
}

gboolean
silsa_store_redo(SilsaStore *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), FALSE);
  return walk_at_once(self, FALSE, error);
}
