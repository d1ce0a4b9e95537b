#include "silsa-store.h"

#include "silsa-db-file.h"
#include "silsa-error.h"
#include "silsa-ledger.h"
#include "silsa-limits.h"
#include "silsa-load.h"
#include "silsa-schema.h"

#include <glib/gstdio.h>

/* A new file: made beside its place, and given its name when it is whole. */

typedef struct {
  SilsaCase about; /* its strings are borrowed or in @strings */
  GStringChunk *strings;
  SilsaAssessment *assessment;
  SilsaAct *made; /* class and its reason */
  SilsaAct *claims; /* of the applicant */
} Plan;

static void
plan_clear(Plan *self)
{
  g_clear_pointer(&self->strings, g_string_chunk_free);
  g_clear_object(&self->assessment);
  g_clear_pointer(&self->made, silsa_act_free);
  g_clear_pointer(&self->claims, silsa_act_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Plan, plan_clear)

/* A longer name would make packages that nobody can read (data/payload.xsd). */
static gboolean
check_length(const char *name, GError **error)
{
  glong length = g_utf8_strlen(name, -1);
  g_autofree char *found = g_strdup_printf("%ld", length);

  if (length <= SILSA_LIMIT_NAME_CHARACTERS)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_LIMIT, "text-length", "a name of %s characters", found);
  silsa_error_with_limit(error, G_STRINGIFY(SILSA_LIMIT_NAME_CHARACTERS));
  silsa_error_with_found(error, found);
  return FALSE;
}

static const char *
normalise(Plan *self, const char *text, const char *rule, GError **error)
{
  g_autofree char *normal = text != NULL ? silsa_text_normalise(text, error) : NULL;

  if (normal != NULL && *g_strstrip(normal) != '\0')
    return check_length(normal, error) ? g_string_chunk_insert(self->strings, normal) : NULL;
  if (normal != NULL || text == NULL)
    silsa_error_set(error, SILSA_ERROR_INVALID, rule, "a name is missing");
  return NULL;
}

static void
fill_round(SilsaCase *about, const SilsaCreation *creation)
{
  SilsaRound *round = creation->round;

  about->preview_policy = "full";
  if (round == NULL)
    return;
  about->round_id = silsa_round_get_id(round);
  about->round_title = silsa_round_get_title(round)->ko;
  about->round_title_en = silsa_round_get_title(round)->en;
  about->round_version = silsa_round_get_version(round);
  about->round_sha256 = silsa_round_get_sha256(round);
  about->round_signer = creation->round_signer;
  about->round_fingerprint = creation->round_fingerprint;
  about->preview_policy = silsa_round_get_preview_policy(round);
  about->visit_from = silsa_round_get_visit_from(round);
  about->visit_to = silsa_round_get_visit_to(round);
  about->package_limit = silsa_round_get_package_limit(round);
  about->gps = silsa_round_get_gps_included(round) ? "included" : NULL;
  about->photo_rule = silsa_round_get_photo_rule(round);
}

static gboolean
fill_case(Plan *self, const SilsaCreation *creation, GError **error)
{
  const SilsaApplicant *applicant = creation->applicant;
  SilsaCase *about = &self->about;
  const char *purpose = creation->purpose;

  if (purpose == NULL)
    purpose = creation->round != NULL ? silsa_round_get_purpose(creation->round) : "real";
  about->purpose = purpose;
  about->population = applicant != NULL ? applicant->population : creation->population;
  about->city_name_en = applicant != NULL ? applicant->name.en : NULL;
  fill_round(about, creation);
  about->city_name = normalise(self, applicant != NULL ? applicant->name.ko : creation->city_name,
                               "city-name", error);
  if (about->city_name == NULL)
    return FALSE;
  about->assessor_name = normalise(self, creation->assessor_name, "assessor-name", error);
  return about->assessor_name != NULL;
}

static void
make_id(Plan *self)
{
  g_autofree char *id = g_uuid_string_random();

  self->about.id = g_string_chunk_insert(self->strings, id);
}

/* Plays what the file begins with through the rules, as any other act. */
static gboolean
rehearse(Plan *self, const SilsaCreation *creation, GError **error)
{
  const SilsaApplicant *applicant = creation->applicant;
  gboolean own = creation->class_id != NULL || applicant == NULL;
  const char *class_id = own ? creation->class_id : applicant->class_id;
  const char *reason = own ? creation->class_reason : applicant->class_reason;

  self->assessment = silsa_assessment_new(creation->catalogue, &self->about);
  silsa_assessment_load_done(self->assessment);

  self->made = silsa_act_new("create", "city");
  if (class_id != NULL)
    silsa_act_add(self->made, "city", "class", class_id);
  if (class_id != NULL && reason != NULL)
    silsa_act_add(self->made, "city", "class-reason", reason);
  if (creation->round_confirmed)
    silsa_act_add(self->made, "round", "secretary", creation->round_fingerprint);
  if (!silsa_assessment_check(self->assessment, self->made, error))
    return FALSE;
  silsa_assessment_apply(self->assessment, self->made);

  self->claims = silsa_act_new("import-claims", "city");
  if (applicant != NULL)
    silsa_applicant_add_claims(applicant, self->claims);
  return silsa_assessment_check(self->assessment, self->claims, error);
}

/* --- writing --- */

static gboolean
write_act(SilsaDb *db, SilsaLedger *ledger, const SilsaAct *act, const char *time, GError **error)
{
  static const char sql[] = "INSERT INTO fact (subject, field, value)"
                            " VALUES (:subject, :field, :value)";

  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);
    sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

    if (stmt == NULL || !silsa_stmt_bind_text(stmt, ":subject", change->subject, error) ||
        !silsa_stmt_bind_text(stmt, ":field", change->field, error) ||
        !silsa_stmt_bind_text(stmt, ":value", change->new_value, error) ||
        !silsa_stmt_run(stmt, error) ||
        !silsa_ledger_append(ledger, db, 0, time, act->name, change, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_journal(SilsaDb *db, Plan *self, const char *catalogue_sha256, GError **error)
{
  g_autofree char *time = silsa_ledger_now();
  g_autofree char *id = g_strdup(self->about.id);
  g_autofree char *digest = g_strdup(catalogue_sha256);
  char field[] = "catalogue";
  SilsaChange first = {id, field, NULL, digest};
  SilsaLedger ledger = {.actor = self->about.assessor_name};

  return silsa_ledger_load(&ledger, db, id, digest, error) &&
         silsa_ledger_append(&ledger, db, 0, time, "create", &first, error) &&
         write_act(db, &ledger, self->made, time, error) &&
         write_act(db, &ledger, self->claims, time, error);
}

static gboolean
write_file(
    const char *path, const char *shown, Plan *self, const SilsaCreation *creation, GError **error)
{
  g_autoptr(SilsaDb) db = silsa_db_open(path, SILSA_DB_BUILD, error);
  SilsaCatalogue *catalogue = creation->catalogue;

  if (db == NULL)
    return FALSE;
  silsa_db_show_as(db, shown);
  return silsa_db_script(db, "BEGIN", error) && silsa_schema_create(db, error) &&
         silsa_content_write_case(db, &self->about, error) &&
         silsa_content_write_document(db, "catalogue", silsa_catalogue_get_bytes(catalogue),
                                      error) &&
         (creation->round == NULL ||
          silsa_content_write_document(db, "round", silsa_round_get_bytes(creation->round),
                                       error)) &&
         write_journal(db, self, silsa_catalogue_get_sha256(catalogue), error) &&
         silsa_db_script(db, "COMMIT", error);
}

SilsaStore *
silsa_store_create(const char *path, const SilsaCreation *creation, GError **error)
{
  g_autofree char *temporary = NULL;
  g_auto(Plan) plan = {.strings = g_string_chunk_new(256)};

  g_return_val_if_fail(path != NULL && creation != NULL, NULL);
  g_return_val_if_fail(SILSA_IS_CATALOGUE(creation->catalogue), NULL);
  g_return_val_if_fail(creation->applicant == NULL || creation->round != NULL, NULL);

  if (!fill_case(&plan, creation, error) || !silsa_db_file_check_new(path, error))
    return NULL;
  make_id(&plan);
  if (!rehearse(&plan, creation, error) || (temporary = silsa_db_file_reserve(path, error)) == NULL)
    return NULL;
  if (write_file(temporary, path, &plan, creation, error) &&
      silsa_db_file_publish(temporary, path, error))
    return silsa_store_open(path, SILSA_OPEN_READ_WRITE, error);
  g_unlink(temporary);
  return NULL;
}
