#include "silsa-evidence.h"

#include <string.h>

struct _SilsaEvidence {
  GObject parent_instance;

  SilsaEvidenceFacts facts; /* its strings live in @strings */
  char *strings; /* one behind the other, for there may be thousands of photos */
};

static const gsize texts[] = {
    G_STRUCT_OFFSET(SilsaEvidenceFacts, sha256),   G_STRUCT_OFFSET(SilsaEvidenceFacts, media_type),
    G_STRUCT_OFFSET(SilsaEvidenceFacts, name),     G_STRUCT_OFFSET(SilsaEvidenceFacts, kind),
    G_STRUCT_OFFSET(SilsaEvidenceFacts, captured), G_STRUCT_OFFSET(SilsaEvidenceFacts, imported),
    G_STRUCT_OFFSET(SilsaEvidenceFacts, device),   G_STRUCT_OFFSET(SilsaEvidenceFacts, latitude),
    G_STRUCT_OFFSET(SilsaEvidenceFacts, longitude)};

typedef enum {
  PROP_ID = 1,
  PROP_SHA256,
  PROP_NAME,
  PROP_MEDIA_TYPE,
  PROP_SIZE,
  PROP_IS_PICTURE,
} SilsaEvidenceProperty;
static GParamSpec *properties[PROP_IS_PICTURE + 1];

G_DEFINE_FINAL_TYPE(SilsaEvidence, silsa_evidence, G_TYPE_OBJECT)

static const char **
get_text(SilsaEvidenceFacts *facts, gsize n)
{
  return &G_STRUCT_MEMBER(const char *, facts, texts[n]);
}

/* Whose texts are borrowed until now. */
static void
keep_texts(SilsaEvidence *self)
{
  gsize size = 0;
  char *to;

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (*get_text(&self->facts, i) != NULL)
      size += strlen(*get_text(&self->facts, i)) + 1;
  to = self->strings = g_malloc(size);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    const char **text = get_text(&self->facts, i);
    char *kept = to;

    if (*text == NULL)
      continue;
    to = stpcpy(kept, *text) + 1;
    *text = kept;
  }
}

static void
silsa_evidence_finalize(GObject *object)
{
  g_free(SILSA_EVIDENCE(object)->strings);
  G_OBJECT_CLASS(silsa_evidence_parent_class)->finalize(object);
}

static void
silsa_evidence_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaEvidence *self = SILSA_EVIDENCE(object);

  switch ((SilsaEvidenceProperty)id) {
  case PROP_ID:
    g_value_set_int64(value, self->facts.id);
    break;
  case PROP_SHA256:
    g_value_set_string(value, self->facts.sha256);
    break;
  case PROP_NAME:
    g_value_set_string(value, self->facts.name);
    break;
  case PROP_MEDIA_TYPE:
    g_value_set_string(value, self->facts.media_type);
    break;
  case PROP_SIZE:
    g_value_set_uint64(value, self->facts.size);
    break;
  case PROP_IS_PICTURE:
    g_value_set_boolean(value, silsa_evidence_is_picture(self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_evidence_class_init(SilsaEvidenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = silsa_evidence_finalize;
  object_class->get_property = silsa_evidence_get_property;

  properties[PROP_ID] = g_param_spec_int64("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SHA256] = g_param_spec_string("sha256", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string("name", NULL, NULL, NULL, flags);
  properties[PROP_MEDIA_TYPE] = g_param_spec_string("media-type", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_uint64("size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_IS_PICTURE] = g_param_spec_boolean("is-picture", NULL, NULL, FALSE, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_evidence_init(SilsaEvidence *self G_GNUC_UNUSED)
{
}

SilsaEvidence *
silsa_evidence_new(const SilsaEvidenceFacts *facts)
{
  SilsaEvidence *self = g_object_new(SILSA_TYPE_EVIDENCE, NULL);

  self->facts = *facts;
  keep_texts(self);
  return self;
}

const SilsaEvidenceFacts *
silsa_evidence_get_facts(SilsaEvidence *self)
{
  g_return_val_if_fail(SILSA_IS_EVIDENCE(self), NULL);
  return &self->facts;
}

gint64
silsa_evidence_get_id(SilsaEvidence *self)
{
  g_return_val_if_fail(SILSA_IS_EVIDENCE(self), 0);
  return self->facts.id;
}

gboolean
silsa_evidence_is_picture(SilsaEvidence *self)
{
  g_return_val_if_fail(SILSA_IS_EVIDENCE(self), FALSE);
  return g_strcmp0(self->facts.kind, "photo") == 0;
}
