#include "silsa-rendition.h"

#include "silsa-field.h"

#include <string.h>

/* A JPEG of a photo takes about this many bytes for 100 pixels. */
#define BYTES_PER_100_PIXELS 30

const char *
silsa_evidence_get_fact(SilsaAssessment *assessment, gint64 evidence, const char *field)
{
  char subject[SILSA_FIELD_EVIDENCE_SIZE];

  return silsa_assessment_get(assessment, silsa_field_write_evidence(subject, evidence), field);
}

const char *
silsa_evidence_get_original(SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *known = silsa_evidence_get_facts(evidence);
  const char *original = silsa_evidence_get_fact(assessment, known->id, "rendition-of");

  return original != NULL ? original : known->sha256;
}

static GArray *
list_hidden(SilsaAssessment *assessment, gint64 evidence)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(assessment, evidence);
  GArray *hidden = silsa_shapes_new_empty();

  for (guint i = 0; i < shapes->len; i++) {
    SilsaShape shape = g_array_index(shapes, SilsaShape, i);

    if (!silsa_shape_hides(shape.kind))
      continue;
    shape.text = NULL;
    g_array_append_val(hidden, shape);
  }
  return hidden;
}

gboolean
silsa_evidence_is_unredacted(SilsaAssessment *assessment, gint64 evidence)
{
  g_autoptr(GArray) hidden = NULL;

  if (silsa_evidence_get_fact(assessment, evidence, "persons") == NULL)
    return FALSE;
  hidden = list_hidden(assessment, evidence);
  return hidden->len == 0;
}

/* The person's wish for this photo goes before the rule of the round. */
static gboolean
is_to_be_small(SilsaAssessment *assessment, const SilsaEvidenceFacts *facts)
{
  const char *wish = silsa_evidence_get_fact(assessment, facts->id, "send");
  const char *rule = wish != NULL ? wish : silsa_assessment_get_case(assessment)->photo_rule;

  return g_strcmp0(rule, "rendition") == 0 &&
         MAX(facts->width, facts->height) > SILSA_RENDITION_SIZE;
}

gboolean
silsa_rendition_places_go(SilsaAssessment *assessment)
{
  return g_strcmp0(silsa_assessment_get_case(assessment)->gps, "included") == 0;
}

/* A picture that could not be read was taken in as bytes without a name: they may hold a place all
 * the same. */
static gboolean
may_be_a_picture(SilsaEvidence *evidence)
{
  return silsa_evidence_is_picture(evidence) ||
         strcmp(silsa_evidence_get_facts(evidence)->media_type, "application/octet-stream") == 0;
}

SilsaRendition *
silsa_rendition_new(SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autoptr(SilsaRendition) self = g_new0(SilsaRendition, 1);

  self->withheld = silsa_evidence_get_fact(assessment, facts->id, "restricted") != NULL;
  self->without_position = may_be_a_picture(evidence) && !silsa_rendition_places_go(assessment);
  self->hidden = list_hidden(assessment, facts->id);
  if (silsa_evidence_is_picture(evidence))
    self->max_size = is_to_be_small(assessment, facts) ? SILSA_RENDITION_SIZE : 0;
  if (!self->withheld && self->hidden->len == 0 && self->max_size == 0 && !self->without_position)
    return NULL;
  return g_steal_pointer(&self);
}

void
silsa_rendition_free(SilsaRendition *self)
{
  g_array_unref(self->hidden);
  g_free(self);
}

static gboolean
hide_alike(const GArray *one, const GArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++) {
    const SilsaShape *a = &g_array_index(one, SilsaShape, i);
    const SilsaShape *b = &g_array_index(other, SilsaShape, i);

    if (a->kind != b->kind || a->x1 != b->x1 || a->y1 != b->y1 || a->x2 != b->x2 || a->y2 != b->y2)
      return FALSE;
  }
  return TRUE;
}

gboolean
silsa_rendition_equal(const SilsaRendition *one, const SilsaRendition *other)
{
  if (one == NULL || other == NULL)
    return one == other;
  return one->withheld == other->withheld && one->max_size == other->max_size &&
         one->without_position == other->without_position && hide_alike(one->hidden, other->hidden);
}

guint64
silsa_rendition_estimate(const SilsaRendition *self, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  guint64 width = (guint64)facts->width, height = (guint64)facts->height, longest, pixels;

  if (self != NULL && self->withheld)
    return 0;
  if (self == NULL || self->max_size == 0 || width == 0 || height == 0)
    return facts->size;
  longest = MAX(width, height);
  pixels = (width * self->max_size / longest) * (height * self->max_size / longest);
  return MIN(facts->size, pixels * BYTES_PER_100_PIXELS / 100);
}
