#include "silsa-fact-words.h"

#include "silsa-field.h"
#include "silsa-round-field.h"
#include "silsa-shape.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *
plain_words(SilsaFieldKind kind)
{
  switch ((int)kind) {
  case SILSA_FIELD_CLAIM_LEVEL:
    return _("Claimed level");
  case SILSA_FIELD_CLAIM_SUMMARY:
    return _("Summary of the claim");
  case SILSA_FIELD_CLAIM_PAGE:
    return _("Page of the claim");
  case SILSA_FIELD_CLAIM_DOCUMENT:
    return _("Document of the claim");
  case SILSA_FIELD_CONFIRMED:
    return _("Claim confirmed");
  case SILSA_FIELD_REASON:
    return _("Reason for the difference");
  case SILSA_FIELD_LEVEL:
    return C_("field", "Level");
  case SILSA_FIELD_UNVERIFIABLE:
    return _("Could not be verified");
  case SILSA_FIELD_JUSTIFY:
    return _("Justification");
  case SILSA_FIELD_FLAG:
    return C_("field", "Flag");
  case SILSA_FIELD_INTERNAL_NOTE:
    return _("Internal note");
  case SILSA_FIELD_CLASS:
    return _("City class");
  case SILSA_FIELD_CLASS_REASON:
    return _("Reason for the city class");
  case SILSA_FIELD_REMOVED:
    return _("Evidence removed");
  case SILSA_FIELD_REMOVED_REASON:
    return _("Reason for the removal");
  case SILSA_FIELD_ERASED:
    return _("Erased for good");
  case SILSA_FIELD_SUBMITTED:
    return _("Paper of the city");
  case SILSA_FIELD_SHAPE:
    return _("Drawn on the photo");
  case SILSA_FIELD_SEND:
    return _("In packages");
  case SILSA_FIELD_PLACES:
    return _("Places recorded by cameras");
  default:
    return NULL;
  }
}

char *
silsa_fact_field_to_text(SilsaCatalogue *catalogue,
                         const char *subject,
                         const char *field,
                         SilsaLanguage language)
{
  SilsaField parsed = {0};
  const char *plain, *title;

  if (strcmp(field, "sha256") == 0)
    return g_strdup(_("Evidence taken in"));
  if (!silsa_field_parse(&parsed, catalogue, subject, field, NULL))
    return g_strdup(field);
  if ((plain = plain_words(parsed.kind)) != NULL)
    return g_strdup(plain);
  title = parsed.indicator != NULL && parsed.index >= 0 &&
                  (parsed.kind == SILSA_FIELD_INPUT || parsed.kind == SILSA_FIELD_CLAIM_INPUT)
              ? silsa_text_get(&parsed.indicator->inputs[parsed.index].title, language)
              : "";
  switch ((int)parsed.kind) {
  case SILSA_FIELD_INPUT:
    return g_strdup(title);
  case SILSA_FIELD_CLAIM_INPUT:
    return g_strdup_printf(_("Claimed: %s"), title);
  case SILSA_FIELD_CHECK:
    return g_strdup_printf(_("Check %c"), parsed.indicator->checks[parsed.index].letter);
  case SILSA_FIELD_CHECK_NOTE:
    return g_strdup_printf(_("Note on check %c"), parsed.indicator->checks[parsed.index].letter);
  case SILSA_FIELD_FINDING:
    return g_strdup(silsa_finding_kind_to_text(parsed.finding));
  case SILSA_FIELD_USE:
    return g_strdup_printf(_("Evidence %d"), (int)parsed.number);
  case SILSA_FIELD_MARK:
    return g_strdup(strcmp(field, "persons") == 0 ? _("Persons can be recognised")
                                                  : _("Restricted"));
  default:
    return g_strdup(field);
  }
}

/* What a round may say, and a photo for itself. */
static const char *
head_word_to_text(const char *field, const char *value)
{
  return silsa_round_word_to_text(silsa_round_field_find(SILSA_ROUND_HEAD, field), value);
}

static char *
shape_to_text(const char *value)
{
  g_auto(SilsaShape) shape = {0};
  const char *kind;

  if (!silsa_shape_parse(value, &shape))
    return g_strdup(value);
  kind = silsa_shape_kind_to_text(shape.kind);
  return shape.text != NULL ? g_strdup_printf(C_("shape", "%s: %s"), kind, shape.text)
                            : g_strdup(kind);
}

char *
silsa_fact_value_to_text(SilsaCatalogue *catalogue,
                         const char *subject,
                         const char *field,
                         const char *value)
{
  SilsaField parsed = {0};
  gboolean known = silsa_field_parse(&parsed, catalogue, subject, field, NULL);

  if (value == NULL)
    return g_strdup("–");
  if (!known)
    return g_strdup(value);
  switch ((int)parsed.kind) {
  case SILSA_FIELD_CHECK:
    return g_strdup(silsa_result_to_text(silsa_result_from_string(value)));
  case SILSA_FIELD_FLAG:
  case SILSA_FIELD_CONFIRMED:
  case SILSA_FIELD_REMOVED:
  case SILSA_FIELD_MARK:
    return g_strdup(C_("switch", "yes"));
  case SILSA_FIELD_SEND:
    return g_strdup(head_word_to_text("photos", value));
  case SILSA_FIELD_PLACES:
    return g_strdup(head_word_to_text("gps", value));
  case SILSA_FIELD_SHAPE:
    return shape_to_text(value);
  case SILSA_FIELD_USE:
    return g_strdup(value[0] != '\0' ? value : C_("evidence", "attached"));
  case SILSA_FIELD_INPUT:
  case SILSA_FIELD_CLAIM_INPUT:
    return silsa_decimal_to_text(value);
  default:
    return g_strdup(value);
  }
}

gboolean
silsa_fact_can_be_put_back(SilsaCatalogue *catalogue, const char *subject, const char *field)
{
  SilsaField parsed = {0};

  if (!silsa_field_parse(&parsed, catalogue, subject, field, NULL) || parsed.indicator == NULL)
    return FALSE;
  switch ((int)parsed.kind) {
  case SILSA_FIELD_REASON:
  case SILSA_FIELD_INPUT:
  case SILSA_FIELD_LEVEL:
  case SILSA_FIELD_UNVERIFIABLE:
  case SILSA_FIELD_CHECK:
  case SILSA_FIELD_CHECK_NOTE:
  case SILSA_FIELD_FINDING:
  case SILSA_FIELD_JUSTIFY:
  case SILSA_FIELD_FLAG:
  case SILSA_FIELD_INTERNAL_NOTE:
    return TRUE;
  default:
    return FALSE;
  }
}
