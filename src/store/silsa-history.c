#include "silsa-history.h"

#include "silsa-field.h"
#include "silsa-journal.h"

#include <string.h>

struct _SilsaHistory {
  GPtrArray *undo, *redo; /* of SilsaStep, the top is last */
  gint64 next_group;
};

static void
step_free(gpointer data)
{
  SilsaStep *step = data;

  g_free(step->name);
  silsa_act_free(step->act);
  g_free(step);
}

SilsaHistory *
silsa_history_new(void)
{
  SilsaHistory *self = g_new0(SilsaHistory, 1);

  self->undo = g_ptr_array_new_with_free_func(step_free);
  self->redo = g_ptr_array_new_with_free_func(step_free);
  self->next_group = 1; /* 0 is the making of the file */
  return self;
}

void
silsa_history_free(SilsaHistory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->undo);
  g_ptr_array_unref(self->redo);
  g_free(self);
}

static SilsaStep *
get_top(GPtrArray *steps)
{
  return steps->len > 0 ? g_ptr_array_index(steps, steps->len - 1) : NULL;
}

static void
move_top(GPtrArray *from, GPtrArray *to)
{
  if (from->len > 0)
    g_ptr_array_add(to, g_ptr_array_steal_index(from, from->len - 1));
}

static void
add_step(SilsaHistory *self, gint64 group, const char *name, const SilsaAct *act)
{
  SilsaStep *step;

  if (strcmp(name, "erase-evidence") == 0)
    return;
  /* What came before a gap in the history does not lead back to anything that was. */
  if (strcmp(name, "erase-all") == 0 || strcmp(name, "recover") == 0) {
    g_ptr_array_set_size(self->undo, 0);
    g_ptr_array_set_size(self->redo, 0);
    return;
  }
  if (strcmp(name, "undo") == 0) {
    move_top(self->undo, self->redo);
    return;
  }
  if (strcmp(name, "redo") == 0) {
    move_top(self->redo, self->undo);
    return;
  }
  step = g_new0(SilsaStep, 1);
  step->group = group;
  step->name = g_strdup(name);
  step->act = act != NULL ? silsa_act_copy(act) : NULL;
  g_ptr_array_add(self->undo, step);
  g_ptr_array_set_size(self->redo, 0);
}

/* The subjects of all evidence that was erased. */
static GHashTable *
load_erased(SilsaDb *db, GError **error)
{
  static const char sql[] = "SELECT subject FROM fact WHERE field = 'erased'";
  g_autoptr(GHashTable) erased = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  const char *subject;
  gboolean row;

  if (stmt == NULL)
    return NULL;
  for (;;) {
    if (!silsa_stmt_next(stmt, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer(&erased);
    if (!silsa_stmt_get_text(stmt, 0, &subject, error))
      return NULL;
    g_hash_table_add(erased, g_strdup(subject));
  }
}

static gboolean
can_come_back(GHashTable *erased, const char *subject, const char *field)
{
  char evidence[SILSA_FIELD_EVIDENCE_SIZE];

  if (g_str_has_prefix(field, "use:"))
    subject = silsa_field_write_evidence(evidence, g_ascii_strtoll(field + 4, NULL, 10));
  else if (strcmp(field, "submitted") != 0)
    return strcmp(field, SILSA_JOURNAL_DIGEST_FIELD) != 0;
  return !g_hash_table_contains(erased, subject);
}

gboolean
silsa_history_load(SilsaHistory *self, SilsaDb *db, GError **error)
{
  static const char sql[] = "SELECT act_group, act, subject, field FROM journal WHERE act_group > 0"
                            " ORDER BY sequence";
  g_autoptr(GHashTable) erased = load_erased(db, error);
  g_autoptr(sqlite3_stmt) stmt = erased != NULL ? silsa_db_prepare(db, sql, error) : NULL;
  gint64 last = 0;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  for (;;) {
    const char *name, *subject, *field;
    gint64 group;

    if (!silsa_stmt_next(stmt, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    group = sqlite3_column_int64(stmt, 0);
    if (!silsa_stmt_get_text(stmt, 1, &name, error) ||
        !silsa_stmt_get_text(stmt, 2, &subject, error) ||
        !silsa_stmt_get_text(stmt, 3, &field, error))
      return FALSE;
    self->next_group = MAX(self->next_group, group < G_MAXINT64 ? group + 1 : group);
    if (group == last || !can_come_back(erased, subject, field))
      continue;
    add_step(self, group, name, NULL);
    last = group;
  }
}

gint64
silsa_history_take_group(SilsaHistory *self)
{
  return self->next_group++;
}

void
silsa_history_count_on(SilsaHistory *self, const SilsaHistory *other)
{
  self->next_group = MAX(self->next_group, other->next_group);
}

void
silsa_history_add(SilsaHistory *self, gint64 group, const SilsaAct *act)
{
  add_step(self, group, act->name, act);
}

void
silsa_history_forget(SilsaHistory *self)
{
  g_ptr_array_set_size(self->undo, 0);
  g_ptr_array_set_size(self->redo, 0);
}

SilsaStep *
silsa_history_get_undo(SilsaHistory *self)
{
  return get_top(self->undo);
}

SilsaStep *
silsa_history_get_redo(SilsaHistory *self)
{
  return get_top(self->redo);
}

void
silsa_history_move_undo(SilsaHistory *self)
{
  move_top(self->undo, self->redo);
}

void
silsa_history_move_redo(SilsaHistory *self)
{
  move_top(self->redo, self->undo);
}
