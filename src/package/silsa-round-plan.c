#include "silsa-round-plan.h"

#include "silsa-error.h"
#include "silsa-round-trust.h"
#include "silsa-round-update.h"

/* Other applicants' affairs are not this assessor's. */
static gboolean
concerns(const SilsaRoundDifference *difference, const SilsaCase *about)
{
  switch (difference->part) {
  case SILSA_ROUND_HEAD:
    return TRUE;
  case SILSA_ROUND_APPLICANT:
    return g_strcmp0(difference->name.ko, about->city_name) == 0;
  case SILSA_ROUND_PERSON:
    return g_strcmp0(difference->name.ko, about->assessor_name) == 0;
  }
  g_return_val_if_reached(FALSE);
}

static void
compare(SilsaRoundPlan *self, SilsaStore *store)
{
  const SilsaCase *about = silsa_assessment_get_case(silsa_store_get_assessment(store));
  GBytes *bytes = silsa_store_get_round_bytes(store);

  if (bytes != NULL)
    self->previous = silsa_round_new_from_bytes(bytes, NULL, NULL);
  if (self->previous == NULL) {
    self->differences = g_ptr_array_new();
    return;
  }
  self->differences = silsa_round_diff(self->previous, self->round);
  for (guint i = self->differences->len; i > 0; i--) {
    if (!concerns(g_ptr_array_index(self->differences, i - 1), about))
      g_ptr_array_remove_index(self->differences, i - 1);
  }
}

static gboolean
open_version(SilsaRoundPlan *self, const char *path, const char *catalogue_path, GError **error)
{
  SilsaTrust trust = {0};

  return silsa_round_open(path, catalogue_path, &trust, &self->round, &self->catalogue,
                          &self->report, error) &&
         silsa_round_check_signature(self->report, error);
}

/* Indicators in which @field changed: the claims, or "confirmed" that was taken back. */
static GStrv
list_changed(const SilsaAct *act, const char *prefix)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  const char *last = NULL;

  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);

    if (g_str_has_prefix(change->field, prefix) && g_strcmp0(last, change->subject) != 0) {
      g_strv_builder_add(builder, change->subject);
      last = change->subject;
    }
  }
  return g_strv_builder_end(builder);
}

static gboolean
make_act(SilsaRoundPlan *self, SilsaStore *store, const char *confirmed, GError **error)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  g_auto(GStrv) fingerprints = silsa_round_dup_fingerprints(self->report);
  const SilsaSigner *signer =
      self->report != NULL ? g_ptr_array_index(self->report->signers, 0) : NULL;
  SilsaRoundUpdate update = {
      .round = self->round,
      .previous = self->previous,
      .signer = signer != NULL ? signer->certificate.name : NULL,
      .fingerprint = signer != NULL ? signer->certificate.fingerprint : NULL,
      .fingerprints = (const char *const *)fingerprints,
      .confirmed = confirmed,
  };

  self->from = silsa_assessment_get_case(assessment)->round_version;
  self->act = silsa_round_update_new(assessment, &update, error);
  if (self->act == NULL || !silsa_assessment_check(assessment, self->act, error))
    return FALSE;
  self->claims = list_changed(self->act, "claim");
  self->reopened = list_changed(self->act, "confirmed");
  return TRUE;
}

SilsaRoundPlan *
silsa_round_plan_new(SilsaStore *store,
                     const char *path,
                     const char *catalogue_path,
                     const char *confirmed,
                     GError **error)
{
  g_autoptr(SilsaRoundPlan) self = g_new0(SilsaRoundPlan, 1);
  gboolean ok = open_version(self, path, catalogue_path, error);

  if (ok) {
    compare(self, store);
    ok = make_act(self, store, confirmed, error);
  }
  silsa_error_at_file(error, path);
  return ok ? g_steal_pointer(&self) : NULL;
}

gboolean
silsa_round_plan_take(SilsaRoundPlan *self, SilsaStore *store, GError **error)
{
  return silsa_act_is_empty(self->act) ||
         (silsa_store_take_round(store, self->act, self->round, error) &&
          silsa_store_flush(store, error));
}

void
silsa_round_plan_free(SilsaRoundPlan *self)
{
  if (self == NULL)
    return;
  g_clear_object(&self->previous);
  g_clear_object(&self->round);
  g_clear_object(&self->catalogue);
  g_clear_pointer(&self->report, silsa_report_free);
  g_clear_pointer(&self->act, silsa_act_free);
  g_clear_pointer(&self->differences, g_ptr_array_unref);
  g_strfreev(self->claims);
  g_strfreev(self->reopened);
  g_free(self);
}
