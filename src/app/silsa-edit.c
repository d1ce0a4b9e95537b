#include "silsa-edit.h"

struct _SilsaEdit {
  SilsaStore *store;
  char *subject;
  char *field;

  char *typed; /* what was typed since the last commit, NULL: nothing was */
  SilsaAct *applied; /* what of it moves the preview, not yet in the journal */
};

SilsaEdit *
silsa_edit_new(SilsaStore *store, const char *subject, const char *field)
{
  SilsaEdit *self = g_new0(SilsaEdit, 1);

  self->store = g_object_ref(store);
  self->subject = g_strdup(subject);
  self->field = g_strdup(field);
  return self;
}

static void
take_back(SilsaEdit *self)
{
  g_autoptr(SilsaAct) applied = g_steal_pointer(&self->applied);
  g_autoptr(SilsaAct) inverse = NULL;

  if (applied == NULL)
    return;
  inverse = silsa_act_new_inverse(applied, "answer");
  silsa_assessment_apply(silsa_store_get_assessment(self->store), inverse);
}

void
silsa_edit_free(SilsaEdit *self)
{
  take_back(self);
  g_object_unref(self->store);
  g_free(self->subject);
  g_free(self->field);
  g_free(self->typed);
  g_free(self);
}

const char *
silsa_edit_get_text(SilsaEdit *self)
{
  if (self->typed != NULL)
    return self->typed;
  return silsa_assessment_get(silsa_store_get_assessment(self->store), self->subject, self->field);
}

gboolean
silsa_edit_update(SilsaEdit *self, const char *text, GError **error)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autoptr(SilsaAct) act = silsa_act_new("answer", self->subject);

  g_set_str(&self->typed, text);
  silsa_store_set_draft(self->store, self->subject, self->field, text);
  take_back(self);
  silsa_act_add(act, self->subject, self->field, text);
  if (!silsa_assessment_check(assessment, act, error))
    return FALSE;
  if (!silsa_act_is_empty(act)) {
    silsa_assessment_apply(assessment, act);
    self->applied = g_steal_pointer(&act);
  }
  return TRUE;
}

gboolean
silsa_edit_commit(SilsaEdit *self, const char *name, GError **error)
{
  g_autofree char *typed = g_steal_pointer(&self->typed);
  g_autoptr(SilsaAct) act = NULL;

  if (typed == NULL)
    return TRUE;
  take_back(self);
  act = silsa_act_new(name, self->subject);
  silsa_act_add(act, self->subject, self->field, typed);
  silsa_store_set_draft(self->store, self->subject, self->field, NULL);
  return silsa_store_perform(self->store, act, error);
}
