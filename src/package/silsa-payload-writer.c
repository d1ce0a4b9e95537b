#include "silsa-payload-writer.h"

#include "silsa-claims.h"
#include "silsa-shape.h"
#include "silsa-xml-writer.h"

#include <string.h>

typedef struct {
  SilsaXmlWriter *writer;
  SilsaAssessment *assessment;
} Job;

static const char *const fate_names[] = {"open", "confirmed", "corrected", "open"};

static void
write_boolean(Job *job, const char *name, gboolean value)
{
  silsa_xml_writer_attribute(job->writer, name, value ? "true" : "false");
}

/* --- evidence ------------------------------------------------------------------------------- */

static void
write_shapes(Job *job, gint64 evidence)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(job->assessment, evidence);

  for (guint i = 0; i < shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(shapes, SilsaShape, i);
    g_autofree char *value = silsa_shape_to_string(shape);

    silsa_xml_writer_start(job->writer, "shape");
    silsa_xml_writer_number(job->writer, "number", shape->number);
    silsa_xml_writer_text(job->writer, value);
    silsa_xml_writer_end(job->writer);
  }
}

/* The mark "restricted" needs no word of its own: it is why the bytes are withheld. */
static void
write_evidence(Job *job, const SilsaParcel *parcel)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(parcel->evidence);
  SilsaAssessment *assessment = job->assessment;

  silsa_xml_writer_start(job->writer, "evidence");
  silsa_xml_writer_number(job->writer, "id", (guint64)facts->id);
  silsa_xml_writer_attribute(job->writer, "sha256", parcel->sha256);
  silsa_xml_writer_number(job->writer, "bytes",
                          parcel->withheld != NULL ? facts->size : parcel->size);
  silsa_xml_writer_attribute(job->writer, "type", parcel->media_type);
  silsa_xml_writer_attribute(job->writer, "kind", facts->kind);
  silsa_xml_writer_attribute(job->writer, "withheld", parcel->withheld);
  silsa_xml_writer_attribute(job->writer, "send",
                             silsa_evidence_get_fact(assessment, facts->id, "send"));
  if (silsa_evidence_get_fact(assessment, facts->id, "persons") != NULL)
    write_boolean(job, "persons", TRUE);
  silsa_xml_writer_element(job->writer, "name", facts->name);
  silsa_xml_writer_element(job->writer, "captured", facts->captured);
  silsa_xml_writer_element(job->writer, "imported", facts->imported);
  silsa_xml_writer_element(job->writer, "rendition-of", parcel->is_copy ? facts->sha256 : NULL);
  write_shapes(job, facts->id);
  silsa_xml_writer_end(job->writer);
}

/* --- who, what, by which rules -------------------------------------------------------------- */

static void
write_round(Job *job, const SilsaCase *about)
{
  if (about->round_id == NULL)
    return;
  silsa_xml_writer_start(job->writer, "round");
  silsa_xml_writer_attribute(job->writer, "id", about->round_id);
  silsa_xml_writer_number(job->writer, "version", about->round_version);
  silsa_xml_writer_attribute(job->writer, "sha256", about->round_sha256);
  silsa_xml_writer_attribute(job->writer, "secretary",
                             silsa_assessment_get(job->assessment, "round", "secretary"));
  silsa_xml_writer_end(job->writer);
}

static void
write_catalogue(Job *job, const char *status)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(job->assessment);

  silsa_xml_writer_start(job->writer, "catalogue");
  silsa_xml_writer_attribute(job->writer, "id", silsa_catalogue_get_id(catalogue));
  silsa_xml_writer_number(job->writer, "version", silsa_catalogue_get_version(catalogue));
  silsa_xml_writer_attribute(job->writer, "status", status);
  silsa_xml_writer_attribute(job->writer, "sha256", silsa_catalogue_get_sha256(catalogue));
  silsa_xml_writer_end(job->writer);
}

static void
write_city(Job *job, const SilsaCase *about)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(job->assessment);
  guint in_force = silsa_assessment_get_class_index(job->assessment);

  silsa_xml_writer_start(job->writer, "city");
  silsa_xml_writer_attribute(job->writer, "name", about->city_name);
  silsa_xml_writer_number(job->writer, "population", about->population);
  silsa_xml_writer_attribute(job->writer, "class",
                             silsa_catalogue_get_class(catalogue, in_force)->id);
  write_boolean(job, "class-set", silsa_assessment_get(job->assessment, "city", "class") != NULL);
  silsa_xml_writer_element(job->writer, "class-reason",
                           silsa_assessment_get(job->assessment, "city", "class-reason"));
  silsa_xml_writer_end(job->writer);
}

static void
write_assessor(Job *job, const SilsaCase *about, const char *fingerprint)
{
  silsa_xml_writer_start(job->writer, "assessor");
  silsa_xml_writer_attribute(job->writer, "name", about->assessor_name);
  silsa_xml_writer_attribute(job->writer, "fingerprint", fingerprint);
  silsa_xml_writer_end(job->writer);
}

/* --- claims --------------------------------------------------------------------------------- */

static void
write_claim_value(Job *job, const char *code, const char *input, const char *value)
{
  if (value == NULL)
    return;
  silsa_xml_writer_start(job->writer, "value");
  silsa_xml_writer_attribute(job->writer, "indicator", code);
  silsa_xml_writer_attribute(job->writer, "input", input);
  silsa_xml_writer_text(job->writer, value);
  silsa_xml_writer_end(job->writer);
}

static void
write_claim_text(Job *job, const char *code, const char *name, const char *value)
{
  if (value == NULL)
    return;
  silsa_xml_writer_start(job->writer, name);
  silsa_xml_writer_attribute(job->writer, "indicator", code);
  silsa_xml_writer_text(job->writer, value);
  silsa_xml_writer_end(job->writer);
}

static void
write_claims_of(Job *job, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const char *code = indicator->code;

  for (guint i = 0; i < indicator->n_inputs; i++) {
    g_autofree char *field = g_strconcat("claim:", indicator->inputs[i].id, NULL);

    write_claim_value(job, code, indicator->inputs[i].id, silsa_answer_get(answer, field));
  }
  write_claim_value(job, code, "level", silsa_answer_get(answer, "claim:level"));
  write_claim_text(job, code, "summary", silsa_answer_get(answer, "claim-summary"));
  write_claim_text(job, code, "page", silsa_answer_get(answer, "claim-page"));
  write_claim_text(job, code, "document", silsa_answer_get(answer, "claim-document"));
}

static void
write_claims(Job *job)
{
  g_autofree char *digest = silsa_claims_digest(job->assessment);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(job->assessment));

  silsa_xml_writer_start(job->writer, "claims");
  silsa_xml_writer_attribute(job->writer, "sha256", digest);
  for (guint i = 0; i < n; i++)
    write_claims_of(job, silsa_assessment_get_answer(job->assessment, i));
  silsa_xml_writer_end(job->writer);
}

/* --- answers -------------------------------------------------------------------------------- */

static void
write_fate(Job *job, SilsaAnswer *answer)
{
  SilsaFate fate = silsa_answer_get_fate(answer);
  const char *reason = silsa_answer_get(answer, "reason");

  if (reason == NULL && (fate == SILSA_FATE_OPEN || fate == SILSA_FATE_UNVERIFIABLE) &&
      silsa_answer_get(answer, "confirmed") == NULL)
    return;
  silsa_xml_writer_start(job->writer, "claim");
  silsa_xml_writer_attribute(job->writer, "fate", fate_names[fate]);
  if (reason != NULL)
    silsa_xml_writer_text(job->writer, reason);
  silsa_xml_writer_end(job->writer);
}

static void
write_values(Job *job, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);

  silsa_xml_writer_element(job->writer, "unverifiable", silsa_answer_get(answer, "unverifiable"));
  for (guint i = 0; i < indicator->n_inputs; i++) {
    g_autofree char *field = g_strconcat("input:", indicator->inputs[i].id, NULL);
    const char *value = silsa_answer_get(answer, field);

    if (value == NULL)
      continue;
    silsa_xml_writer_start(job->writer, "input");
    silsa_xml_writer_attribute(job->writer, "id", indicator->inputs[i].id);
    silsa_xml_writer_text(job->writer, value);
    silsa_xml_writer_end(job->writer);
  }
  silsa_xml_writer_element(job->writer, "level", silsa_answer_get(answer, "level"));
}

static void
write_checks(Job *job, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);

  for (guint i = 0; i < indicator->n_checks; i++) {
    const char *code = indicator->checks[i].code;
    g_autofree char *field = g_strconcat("check-note:", code, NULL);
    const char *note = silsa_answer_get(answer, field);
    const char *result = silsa_result_to_string(silsa_answer_get_result(answer, code));

    if (note == NULL && result == NULL)
      continue;
    silsa_xml_writer_start(job->writer, "check");
    silsa_xml_writer_attribute(job->writer, "code", code);
    silsa_xml_writer_attribute(job->writer, "result", result);
    if (note != NULL)
      silsa_xml_writer_text(job->writer, note);
    silsa_xml_writer_end(job->writer);
  }
}

static void
write_findings(Job *job, SilsaAnswer *answer)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(answer);

  for (guint i = 0; i < findings->len; i++) {
    const SilsaFinding *finding = &g_array_index(findings, SilsaFinding, i);

    silsa_xml_writer_start(job->writer, "finding");
    silsa_xml_writer_attribute(job->writer, "kind", silsa_finding_kind_to_string(finding->kind));
    silsa_xml_writer_number(job->writer, "id", finding->number);
    silsa_xml_writer_text(job->writer, finding->text);
    silsa_xml_writer_end(job->writer);
  }
}

static void
write_justification(Job *job, SilsaAnswer *answer)
{
  const char *text = silsa_answer_get(answer, "justify");
  const char *codes = silsa_answer_get(answer, "justify-codes");

  if (text == NULL && codes == NULL)
    return;
  silsa_xml_writer_start(job->writer, "justification");
  silsa_xml_writer_attribute(job->writer, "codes", codes);
  if (text != NULL)
    silsa_xml_writer_text(job->writer, text);
  silsa_xml_writer_end(job->writer);
}

static void
write_uses(Job *job, SilsaAnswer *answer)
{
  g_autoptr(GArray) uses = silsa_answer_get_uses(answer);

  for (guint i = 0; i < uses->len; i++) {
    const SilsaUse *use = &g_array_index(uses, SilsaUse, i);

    if (silsa_assessment_is_removed(job->assessment, use->evidence) ||
        silsa_assessment_find_evidence(job->assessment, use->evidence) == NULL)
      continue;
    silsa_xml_writer_start(job->writer, "use");
    silsa_xml_writer_number(job->writer, "evidence", (guint64)use->evidence);
    silsa_xml_writer_attribute(job->writer, "check", use->check);
    if (use->caption != NULL && *use->caption != '\0')
      silsa_xml_writer_text(job->writer, use->caption);
    silsa_xml_writer_end(job->writer);
  }
}

static void
write_score(Job *job, SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(job->assessment);
  g_autofree char *value = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *points = NULL;

  if (score == NULL)
    return;
  value = score->has_value ? silsa_rational_format_short(score->value.q) : NULL;
  percent = silsa_rational_format_short(score->percent.q);
  points = silsa_rational_format(score->points.q, silsa_catalogue_get_decimals(catalogue));
  silsa_xml_writer_start(job->writer, "score");
  silsa_xml_writer_attribute(job->writer, "value", value);
  silsa_xml_writer_attribute(job->writer, "percent", percent);
  silsa_xml_writer_attribute(job->writer, "points", points);
  silsa_xml_writer_end(job->writer);
}

static void
write_answer(Job *job, SilsaAnswer *answer)
{
  silsa_xml_writer_start(job->writer, "answer");
  silsa_xml_writer_attribute(job->writer, "indicator", silsa_answer_get_code(answer));
  silsa_xml_writer_attribute(job->writer, "state",
                             silsa_state_to_string(silsa_answer_get_state(answer)));
  write_boolean(job, "flagged", silsa_answer_get_flagged(answer));
  write_fate(job, answer);
  write_values(job, answer);
  write_checks(job, answer);
  write_findings(job, answer);
  write_justification(job, answer);
  write_uses(job, answer);
  write_score(job, answer);
  silsa_xml_writer_end(job->writer);
}

/* --- preview -------------------------------------------------------------------------------- */

static void
write_sum(Job *job, const char *name, mpq_srcptr points, mpq_srcptr percent, int grade)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(job->assessment);
  g_autofree char *points_text =
      silsa_rational_format(points, silsa_catalogue_get_decimals(catalogue));
  g_autofree char *percent_text = silsa_rational_format_short(percent);

  silsa_xml_writer_start(job->writer, name);
  silsa_xml_writer_attribute(job->writer, "points", points_text);
  silsa_xml_writer_attribute(job->writer, "percent", percent_text);
  silsa_xml_writer_number(job->writer, "grade", (guint64)grade);
}

static void
write_preview(Job *job)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(job->assessment);
  const SilsaBand *all = &preview->all;

  silsa_xml_writer_start(job->writer, "preview");
  silsa_xml_writer_number(job->writer, "complete", all->complete);
  silsa_xml_writer_number(job->writer, "recorded", all->recorded);
  silsa_xml_writer_number(job->writer, "applicable", all->applicable);
  write_sum(job, "low", all->low.q, all->low_percent.q, preview->low_grade->number);
  silsa_xml_writer_end(job->writer);
  write_sum(job, "expected", all->expected.q, all->expected_percent.q,
            preview->expected_grade->number);
  silsa_xml_writer_attribute(job->writer, "basis", silsa_basis_to_string(all->basis));
  silsa_xml_writer_end(job->writer);
  write_sum(job, "high", all->high.q, all->high_percent.q, preview->high_grade->number);
  silsa_xml_writer_end(job->writer);
  silsa_xml_writer_end(job->writer);
}

/* --- the whole ------------------------------------------------------------------------------ */

static void
write_head(Job *job, const SilsaCase *about, const SilsaPayloadHead *head)
{
  g_autoptr(SilsaPreflight) preflight = silsa_preflight_new(job->assessment);

  silsa_xml_writer_attribute(job->writer, "xmlns", SILSA_NS_PAYLOAD);
  silsa_xml_writer_attribute(job->writer, "id", about->id);
  silsa_xml_writer_number(job->writer, "revision", head->revision);
  silsa_xml_writer_attribute(job->writer, "previous", head->previous);
  write_boolean(job, "complete", preflight->passed);
  silsa_xml_writer_attribute(job->writer, "purpose", about->purpose);
  write_round(job, about);
  write_catalogue(job, head->catalogue_status);
  write_city(job, about);
  write_assessor(job, about, head->fingerprint);
}

GBytes *
silsa_payload_write(SilsaAssessment *assessment,
                    const SilsaParcels *parcels,
                    const SilsaPayloadHead *head)
{
  Job job = {silsa_xml_writer_new(FALSE), assessment};
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  silsa_xml_writer_start(job.writer, "assessment");
  write_head(&job, silsa_assessment_get_case(assessment), head);
  write_claims(&job);
  for (guint i = 0; i < n; i++)
    write_answer(&job, silsa_assessment_get_answer(assessment, i));
  write_preview(&job);
  for (guint i = 0; i < silsa_parcels_get_n(parcels); i++)
    write_evidence(&job, silsa_parcels_get(parcels, i));
  silsa_xml_writer_start(job.writer, "journal");
  silsa_xml_writer_number(job.writer, "rows", (guint64)head->journal_rows);
  silsa_xml_writer_attribute(job.writer, "head", head->journal_head);
  silsa_xml_writer_end(job.writer);
  silsa_xml_writer_end(job.writer);
  return silsa_xml_writer_finish(job.writer);
}
