#include "silsa-drafts.h"

#include <string.h>

#define SEPARATOR '\n' /* in no subject: it is a code or a word */

typedef struct {
  char *text; /* NULL: to be deleted */
  gboolean queued; /* a job that has not been written yet will come by */
} Draft;

struct _SilsaDrafts {
  gatomicrefcount references;
  GMutex lock;
  GHashTable *drafts; /* key -> Draft */
};

static void
draft_free(gpointer data)
{
  Draft *draft = data;

  g_free(draft->text);
  g_free(draft);
}

SilsaDrafts *
silsa_drafts_new(void)
{
  SilsaDrafts *self = g_new0(SilsaDrafts, 1);

  g_atomic_ref_count_init(&self->references);
  g_mutex_init(&self->lock);
  self->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, draft_free);
  return self;
}

SilsaDrafts *
silsa_drafts_ref(SilsaDrafts *self)
{
  g_atomic_ref_count_inc(&self->references);
  return self;
}

void
silsa_drafts_unref(SilsaDrafts *self)
{
  if (self == NULL || !g_atomic_ref_count_dec(&self->references))
    return;
  g_hash_table_unref(self->drafts);
  g_mutex_clear(&self->lock);
  g_free(self);
}

char *
silsa_draft_key(const char *subject, const char *field)
{
  static const char separator[] = {SEPARATOR, '\0'};

  return g_strconcat(subject, separator, field, NULL);
}

void
silsa_draft_key_split(const char *key, char **subject, char **field)
{
  const char *end = strchr(key, SEPARATOR);

  g_assert(end != NULL);
  *subject = g_strndup(key, (gsize)(end - key));
  *field = g_strdup(end + 1);
}

void
silsa_drafts_load(SilsaDrafts *self, const char *key, const char *text)
{
  Draft *draft = g_new0(Draft, 1);

  draft->text = g_strdup(text);
  g_hash_table_insert(self->drafts, g_strdup(key), draft);
}

gboolean
silsa_drafts_set(SilsaDrafts *self, const char *key, const char *text)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->lock);
  Draft *draft = g_hash_table_lookup(self->drafts, key);
  gboolean tell;

  if (draft == NULL && text == NULL)
    return FALSE;
  if (draft == NULL) {
    silsa_drafts_load(self, key, text);
    draft = g_hash_table_lookup(self->drafts, key);
  } else if (!g_set_str(&draft->text, text)) {
    return FALSE;
  }
  tell = !draft->queued;
  draft->queued = TRUE;
  return tell;
}

gboolean
silsa_drafts_forget(SilsaDrafts *self, const char *key)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->lock);

  return g_hash_table_remove(self->drafts, key);
}

gboolean
silsa_drafts_copy(SilsaDrafts *self, const char *key, char **text)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->lock);
  Draft *draft = g_hash_table_lookup(self->drafts, key);

  if (draft == NULL)
    return FALSE;
  draft->queued = FALSE;
  *text = g_strdup(draft->text);
  return TRUE;
}
