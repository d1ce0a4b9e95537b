#include "silsa-reading.h"

#include <glib/gi18n-lib.h>

static void
add(GStrvBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_strv_builder_add(builder, name);
  g_strv_builder_add(builder, value);
}

static void
add_signer(GStrvBuilder *builder, const SilsaSigner *signer)
{
  g_autofree char *fingerprint = silsa_fingerprint_to_text(signer->certificate.fingerprint);
  g_autofree char *time = g_strdup_printf(_("%s, clock of the signer"), signer->time);

  add(builder, _("Signed by"), signer->certificate.name);
  add(builder, _("Signed at"), signer->time != NULL ? time : NULL);
  add(builder, _("Fingerprint (SHA-256)"), fingerprint);
}

GStrv
silsa_reading_dup_facts(const SilsaReading *self, SilsaAssessment *assessment)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  g_autofree char *name = g_filename_display_basename(self->path);
  g_autofree char *size = g_format_size(self->report->size);

  add(builder, _("File"), name);
  add(builder, _("Size"), size);
  add(builder, _("Package (SHA-256)"), self->sha256);
  add(builder, _("Package before (SHA-256)"), self->report->previous);
  add(builder, _("Catalogue (SHA-256)"), silsa_catalogue_get_sha256(catalogue));
  add(builder, _("Assessment"), self->report->id);
  for (guint i = 0; i < self->report->signers->len; i++)
    add_signer(builder, g_ptr_array_index(self->report->signers, i));
  return g_strv_builder_end(builder);
}

GStrv
silsa_report_dup_remarks(const SilsaReport *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  GPtrArray *const lists[] = {self->problems, self->facts};

  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
    for (guint k = 0; k < lists[i]->len; k++)
      g_strv_builder_take(builder, silsa_verify_note_to_text(g_ptr_array_index(lists[i], k)));
  for (guint i = 0; self->not_checked[i] != NULL; i++)
    g_strv_builder_take(builder, g_strdup_printf(_("Not checked: %s"),
                                                 silsa_checked_to_text(self->not_checked[i])));
  return g_strv_builder_end(builder);
}
