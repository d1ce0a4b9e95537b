#include "silsa-facts.h"

#include <string.h>

struct _SilsaFacts {
  GHashTable *subjects; /* char * -> GHashTable (GRefString -> GRefString) */
  SilsaFacts *base; /* read through to it; NULL for a set of its own */
};

static void
release_string(gpointer string)
{
  g_ref_string_release(string);
}

static GHashTable *
fields_new(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, release_string, release_string);
}

static GHashTable *
fields_copy(GHashTable *fields)
{
  GHashTable *copy = fields_new();
  GHashTableIter iter;
  gpointer field, value;

  g_hash_table_iter_init(&iter, fields);
  while (g_hash_table_iter_next(&iter, &field, &value))
    g_hash_table_insert(copy, g_ref_string_acquire(field), g_ref_string_acquire(value));
  return copy;
}

static void
facts_clear(gpointer data)
{
  SilsaFacts *self = data;

  g_hash_table_unref(self->subjects);
  if (self->base != NULL)
    silsa_facts_unref(self->base);
}

SilsaFacts *
silsa_facts_new(void)
{
  SilsaFacts *self = g_rc_box_new0(SilsaFacts);

  self->subjects =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  return self;
}

SilsaFacts *
silsa_facts_new_draft(SilsaFacts *base)
{
  SilsaFacts *self = silsa_facts_new();

  self->base = silsa_facts_ref(base);
  return self;
}

SilsaFacts *
silsa_facts_ref(SilsaFacts *self)
{
  return g_rc_box_acquire(self);
}

void
silsa_facts_unref(SilsaFacts *self)
{
  g_rc_box_release_full(self, facts_clear);
}

GHashTable *
silsa_facts_peek(const SilsaFacts *self, const char *subject)
{
  GHashTable *fields = g_hash_table_lookup(self->subjects, subject);

  if (fields == NULL && self->base != NULL)
    return silsa_facts_peek(self->base, subject);
  return fields;
}

const char *
silsa_facts_get(const SilsaFacts *self, const char *subject, const char *field)
{
  GHashTable *fields = silsa_facts_peek(self, subject);

  return fields != NULL ? g_hash_table_lookup(fields, field) : NULL;
}

gboolean
silsa_facts_set(SilsaFacts *self, const char *subject, const char *field, const char *value)
{
  GHashTable *own = g_hash_table_lookup(self->subjects, subject);
  GHashTable *fields =
      own == NULL && self->base != NULL ? silsa_facts_peek(self->base, subject) : own;

  if (g_strcmp0(fields != NULL ? g_hash_table_lookup(fields, field) : NULL, value) == 0)
    return FALSE;
  if (own == NULL) {
    own = fields != NULL ? fields_copy(fields) : fields_new();
    g_hash_table_insert(self->subjects, g_strdup(subject), own);
  }
  if (value == NULL)
    g_hash_table_remove(own, field);
  else
    g_hash_table_replace(own, g_ref_string_new(field), g_ref_string_new(value));
  return TRUE;
}

void
silsa_facts_add_all(SilsaFacts *self, const SilsaFacts *other)
{
  GHashTableIter iter;
  gpointer subject, fields;

  g_hash_table_iter_init(&iter, other->subjects);
  while (g_hash_table_iter_next(&iter, &subject, &fields))
    if (!g_hash_table_contains(self->subjects, subject))
      g_hash_table_insert(self->subjects, g_strdup(subject), fields_copy(fields));
}

GPtrArray *
silsa_facts_dup_subjects(const SilsaFacts *self)
{
  GPtrArray *subjects = g_hash_table_get_keys_as_ptr_array(self->subjects);

  g_ptr_array_sort_values(subjects, (GCompareFunc)strcmp);
  return subjects;
}
