#include "silsa-act.h"

#include <string.h>

/* @text, behind its change in the same block; NULL: there is none. */
static const char *
put_text(char **room, const char *text)
{
  char *kept = *room;

  if (text == NULL)
    return NULL;
  *room = stpcpy(kept, text) + 1;
  return kept;
}

static gsize
get_size(const char *text)
{
  return text != NULL ? strlen(text) + 1 : 0;
}

SilsaAct *
silsa_act_new(const char *name, const char *subject)
{
  SilsaAct *self = g_new0(SilsaAct, 1);

  g_return_val_if_fail(name != NULL, NULL);

  self->name = g_strdup(name);
  self->subject = g_strdup(subject);
  self->changes = g_ptr_array_new_with_free_func(g_atomic_rc_box_release);
  return self;
}

void
silsa_act_free(SilsaAct *self)
{
  if (self == NULL)
    return;
  g_free(self->name);
  g_free(self->subject);
  g_ptr_array_unref(self->changes);
  g_free(self);
}

SilsaAct *
silsa_act_copy(const SilsaAct *self)
{
  SilsaAct *copy = silsa_act_new(self->name, self->subject);

  for (guint i = 0; i < self->changes->len; i++)
    g_ptr_array_add(copy->changes, g_atomic_rc_box_acquire(self->changes->pdata[i]));
  return copy;
}

void
silsa_act_add(SilsaAct *self, const char *subject, const char *field, const char *new_value)
{
  gboolean clears = new_value != NULL && *new_value == '\0' && !g_str_has_prefix(field, "use:");

  silsa_act_add_change(self, subject, field, NULL, clears ? NULL : new_value);
}

void
silsa_act_add_change(SilsaAct *self,
                     const char *subject,
                     const char *field,
                     const char *old_value,
                     const char *new_value)
{
  SilsaChange *change;
  char *room;

  g_return_if_fail(subject != NULL && field != NULL);

  change = g_atomic_rc_box_alloc(sizeof *change + get_size(subject) + get_size(field) +
                                 get_size(old_value) + get_size(new_value));
  room = (char *)(change + 1);
  change->subject = put_text(&room, subject);
  change->field = put_text(&room, field);
  change->old_value = put_text(&room, old_value);
  change->new_value = put_text(&room, new_value);
  g_ptr_array_add(self->changes, change);
}

SilsaAct *
silsa_act_new_inverse(const SilsaAct *self, const char *name)
{
  SilsaAct *inverse = silsa_act_new(name, self->subject);

  for (guint i = self->changes->len; i > 0; i--) {
    const SilsaChange *change = g_ptr_array_index(self->changes, i - 1);

    silsa_act_add_change(inverse, change->subject, change->field, change->new_value,
                         change->old_value);
  }
  return inverse;
}

gboolean
silsa_act_is_empty(const SilsaAct *self)
{
  return self->changes->len == 0;
}

gboolean
silsa_field_is_public(const char *field)
{
  return strcmp(field, "internal-note") != 0;
}
