#include "silsa-payload-reader.h"

#include "silsa-claims.h"
#include "silsa-words.h"
#include "silsa-xml.h"

#include <string.h>

/*
 * What a payload says that follows from its facts is compared with what does follow. The simplest
 * way that forgets nothing: write it down again in the same words, and compare the words.
 */

typedef struct {
  SilsaAssessment *assessment;
  SilsaProblems *problems;
  int decimals;
} Comparison;

static char *
said(xmlNode *node, const char *name)
{
  xmlChar *raw = node != NULL ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
  char *value = g_strdup((const char *)raw);

  xmlFree(raw);
  return value;
}

static void
compare(Comparison *self,
        xmlNode *node,
        const char *name,
        const char *computed,
        const char *code,
        const char *where)
{
  g_autofree char *text = said(node, name);

  if (g_strcmp0(text, computed) != 0)
    silsa_problems_add(self->problems, SILSA_VERDICT_INCONSISTENT, code, where,
                       "%s: the payload says %s, the facts make %s", name,
                       text != NULL ? text : "nothing", computed != NULL ? computed : "nothing");
}

static void
compare_score(Comparison *self, xmlNode *node, SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  const char *code = silsa_answer_get_code(answer);
  g_autofree char *value = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *points = NULL;

  if (score != NULL) {
    value = score->has_value ? silsa_rational_format_short(score->value.q) : NULL;
    percent = silsa_rational_format_short(score->percent.q);
    points = silsa_rational_format(score->points.q, self->decimals);
  }
  compare(self, node, "points", points, "score-differs", code);
  compare(self, node, "percent", percent, "score-differs", code);
  compare(self, node, "value", value, "score-differs", code);
}

/* "open" is not written unless a reason stands there. */
static void
compare_fate(Comparison *self, xmlNode *node, SilsaAnswer *answer)
{
  static const char *const names[] = {"open", "confirmed", "corrected", "open"};
  const char *name = names[silsa_answer_get_fate(answer)];

  if (node != NULL || strcmp(name, "open") != 0)
    compare(self, node, "fate", name, "state-differs", silsa_answer_get_code(answer));
}

static void
compare_answer(Comparison *self, xmlNode *node, SilsaAnswer *answer)
{
  const char *code = silsa_answer_get_code(answer);
  g_autofree char *indicator = said(node, "indicator");

  if (g_strcmp0(indicator, code) != 0) {
    silsa_problems_add(self->problems, SILSA_VERDICT_INCONSISTENT, "answer-missing", code,
                       "the answers are not those of the catalogue, in its order");
    return;
  }
  compare(self, node, "state", silsa_state_to_string(silsa_answer_get_state(answer)),
          "state-differs", code);
  compare_fate(self, silsa_xml_first(node, "claim"), answer);
  compare_score(self, silsa_xml_first(node, "score"), answer);
}

static void
compare_answers(Comparison *self, xmlNode *root)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->assessment));
  xmlNode *node = silsa_xml_first(root, "answer");

  for (guint i = 0; i < n; i++) {
    compare_answer(self, node, silsa_assessment_get_answer(self->assessment, i));
    node = node != NULL ? silsa_xml_next(node, "answer") : NULL;
  }
}

static void
compare_sum(
    Comparison *self, xmlNode *node, mpq_srcptr points, mpq_srcptr percent, const SilsaGrade *grade)
{
  g_autofree char *points_text = silsa_rational_format(points, self->decimals);
  g_autofree char *percent_text = silsa_rational_format_short(percent);
  g_autofree char *grade_text = g_strdup_printf("%d", grade->number);
  const char *where = (const char *)node->name;

  compare(self, node, "points", points_text, "preview-differs", where);
  compare(self, node, "percent", percent_text, "preview-differs", where);
  compare(self, node, "grade", grade_text, "preview-differs", where);
}

static void
compare_count(Comparison *self, xmlNode *node, const char *name, guint count)
{
  g_autofree char *text = g_strdup_printf("%u", count);

  compare(self, node, name, text, "preview-differs", name);
}

static void
compare_preview(Comparison *self, xmlNode *node)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(self->assessment);
  const SilsaBand *all = &preview->all;
  xmlNode *expected = silsa_xml_first(node, "expected");

  compare_count(self, node, "complete", all->complete);
  compare_count(self, node, "recorded", all->recorded);
  compare_count(self, node, "applicable", all->applicable);
  compare_sum(self, silsa_xml_first(node, "low"), all->low.q, all->low_percent.q,
              preview->low_grade);
  compare_sum(self, expected, all->expected.q, all->expected_percent.q, preview->expected_grade);
  compare_sum(self, silsa_xml_first(node, "high"), all->high.q, all->high_percent.q,
              preview->high_grade);
  compare(self, expected, "basis", silsa_basis_to_string(all->basis), "preview-differs",
          "expected");
}

static void
compare_claims(Comparison *self, SilsaPayload *payload)
{
  g_autofree char *digest = silsa_claims_digest(self->assessment);

  if (strcmp(digest, payload->claims_sha256) != 0)
    silsa_problems_add(self->problems, SILSA_VERDICT_INCONSISTENT, "claims-digest", "",
                       "the claims make %s", digest);
}

static void
compare_catalogue(Comparison *self, SilsaPayload *payload)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->assessment);
  guint in_force = silsa_assessment_get_class_index(self->assessment);
  gboolean reference = silsa_catalogue_get_status(catalogue) == SILSA_CATALOGUE_REFERENCE;
  g_autofree char *words = silsa_catalogue_status_to_string(SILSA_CATALOGUE_REFERENCE, NULL);

  if (g_strcmp0(payload->catalogue_id, silsa_catalogue_get_id(catalogue)) != 0)
    silsa_problems_add(self->problems, SILSA_VERDICT_INCONSISTENT, "other-catalogue", "",
                       "the catalogue is %s", silsa_catalogue_get_id(catalogue));
  /* Who declared it official cannot be known here, but whether anybody may have. */
  if (reference != (strcmp(payload->catalogue_status, words) == 0))
    silsa_problems_add(self->problems, SILSA_VERDICT_INCONSISTENT, "status-differs", "",
                       "the payload says %s", payload->catalogue_status);
  if (strcmp(silsa_catalogue_get_class(catalogue, in_force)->id, payload->class_id) != 0)
    silsa_problems_add(self->problems, SILSA_VERDICT_INCONSISTENT, "class-differs", "",
                       "the payload says %s", payload->class_id);
}

void
silsa_payload_compare(SilsaPayload *payload, SilsaAssessment *assessment, SilsaProblems *problems)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  Comparison self = {assessment, problems, silsa_catalogue_get_decimals(catalogue)};
  xmlNode *root = xmlDocGetRootElement(payload->doc);
  g_autoptr(SilsaPreflight) preflight = silsa_preflight_new(assessment);

  compare_answers(&self, root);
  compare_preview(&self, silsa_xml_first(root, "preview"));
  compare_claims(&self, payload);
  compare_catalogue(&self, payload);
  if (preflight->passed != payload->complete)
    silsa_problems_add(problems, SILSA_VERDICT_INCONSISTENT, "complete-differs", "",
                       "%u of %u are complete", preflight->complete, preflight->applicable);
}
