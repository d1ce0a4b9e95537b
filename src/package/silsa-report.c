#include "silsa-report.h"

#include "silsa-certificate.h"

static const char *const verdict_names[] = {
    [SILSA_VERDICT_UNREADABLE] = "unreadable",
    [SILSA_VERDICT_ALTERED] = "altered",
    [SILSA_VERDICT_REFUSED] = "refused",
    [SILSA_VERDICT_INCONSISTENT] = "inconsistent",
    [SILSA_VERDICT_INDETERMINATE] = "indeterminate",
    [SILSA_VERDICT_UNTRUSTED] = "untrusted",
    [SILSA_VERDICT_VALID] = "valid",
};

const char *
silsa_verdict_to_string(SilsaVerdict verdict)
{
  g_return_val_if_fail(verdict < G_N_ELEMENTS(verdict_names), NULL);
  return verdict_names[verdict];
}

SilsaReport *
silsa_report_new(void)
{
  SilsaReport *self = g_new0(SilsaReport, 1);

  self->signers = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_signer_free);
  self->problems = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_verify_note_free);
  self->facts = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_verify_note_free);
  self->checked = g_new0(char *, 1);
  self->not_checked = g_new0(char *, 1);
  return self;
}

void
silsa_said_sum_clear(SilsaSaidSum *self)
{
  g_clear_pointer(&self->points, g_free);
  g_clear_pointer(&self->percent, g_free);
  g_clear_pointer(&self->grade, g_free);
}

void
silsa_said_sum_copy(SilsaSaidSum *self, const SilsaSaidSum *from)
{
  g_set_str(&self->points, from->points);
  g_set_str(&self->percent, from->percent);
  g_set_str(&self->grade, from->grade);
}

void
silsa_signer_free(SilsaSigner *self)
{
  silsa_certificate_facts_clear(&self->certificate);
  g_free(self->role);
  g_free(self->time);
  g_free(self->level);
  g_free(self);
}

void
silsa_report_free(SilsaReport *self)
{
  g_free(self->kind);
  g_ptr_array_unref(self->signers);
  g_ptr_array_unref(self->problems);
  g_ptr_array_unref(self->facts);
  g_strfreev(self->checked);
  g_strfreev(self->not_checked);
  g_free(self->city);
  g_free(self->assessor);
  g_free(self->round);
  g_free(self->purpose);
  g_free(self->catalogue_status);
  g_free(self->points);
  g_free(self->grade);
  for (guint i = 0; i < SILSA_N_ENDS; i++)
    silsa_said_sum_clear(&self->said[i]);
  g_free(self->id);
  g_free(self->previous);
  g_free(self->content);
  g_clear_object(&self->assessment);
  g_clear_object(&self->content_round);
  g_clear_object(&self->content_catalogue);
  g_free(self);
}

void
silsa_report_add_fact(
    SilsaReport *self, const char *code, const char *where, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(self->facts, silsa_verify_note_new(code, where, message));
}

void
silsa_report_add_checked(SilsaReport *self, const char *word, gboolean checked)
{
  GStrv *list = checked ? &self->checked : &self->not_checked;
  guint n = g_strv_length(*list);

  *list = g_renew(char *, *list, n + 2);
  (*list)[n] = g_strdup(word);
  (*list)[n + 1] = NULL;
}
