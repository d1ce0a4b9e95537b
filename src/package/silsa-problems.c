#include "silsa-problems.h"

#include "silsa-error.h"

#include <string.h>

SilsaVerifyNote *
silsa_verify_note_new(const char *code, const char *where, const char *message)
{
  SilsaVerifyNote *self = g_new0(SilsaVerifyNote, 1);

  self->code = g_strdup(code);
  self->where = g_strdup(where != NULL ? where : "");
  self->message = g_strdup(message != NULL ? message : code);
  return self;
}

void
silsa_verify_note_free(SilsaVerifyNote *self)
{
  g_free(self->code);
  g_free(self->where);
  g_free(self->message);
  g_free(self);
}

void
silsa_problems_init(SilsaProblems *self)
{
  self->notes = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_verify_note_free);
  self->worst = SILSA_VERDICT_VALID;
}

void
silsa_problems_clear(SilsaProblems *self)
{
  g_clear_pointer(&self->notes, g_ptr_array_unref);
}

void
silsa_problems_add(SilsaProblems *self,
                   SilsaVerdict verdict,
                   const char *code,
                   const char *where,
                   const char *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list args;

  self->worst = MIN(self->worst, verdict);
  for (guint i = 0; i < self->notes->len; i++) {
    const SilsaVerifyNote *note = self->notes->pdata[i];

    if (strcmp(note->code, code) == 0 && strcmp(note->where, where != NULL ? where : "") == 0)
      return;
  }
  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(self->notes, silsa_verify_note_new(code, where, message));
}

void
silsa_problems_add_error(SilsaProblems *self,
                         SilsaVerdict verdict,
                         const char *code,
                         const char *where,
                         const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);
  const char *rule = facts != NULL ? facts->rule : NULL;

  if (facts != NULL && facts->entry != NULL)
    where = facts->entry;
  if (facts != NULL && facts->line > 0)
    silsa_problems_add(self, verdict, code, where, "%s: line %d: %s", rule != NULL ? rule : code,
                       facts->line, error->message);
  else
    silsa_problems_add(self, verdict, code, where, "%s: %s", rule != NULL ? rule : code,
                       error->message);
}

gboolean
silsa_problems_has(const SilsaProblems *self, const char *code)
{
  for (guint i = 0; i < self->notes->len; i++)
    if (strcmp(((SilsaVerifyNote *)self->notes->pdata[i])->code, code) == 0)
      return TRUE;
  return FALSE;
}
