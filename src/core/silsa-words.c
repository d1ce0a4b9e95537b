#include "silsa-words.h"

#include "silsa-derived.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUS "\u2212"
#define PERCENT_SIGN "\u202f%" /* narrow, and no line ends before it */
#define PERCENT_DECIMALS 1

/* --- single words --- */

const char *
silsa_state_to_text(SilsaState state)
{
  switch (state) {
  case SILSA_STATE_UNTOUCHED:
    return _("Untouched");
  case SILSA_STATE_IN_PROGRESS:
    return _("In progress");
  case SILSA_STATE_COMPLETE:
    return _("Complete");
  }
  g_return_val_if_reached("");
}

const char *
silsa_fate_to_text(SilsaFate fate)
{
  switch (fate) {
  case SILSA_FATE_OPEN:
    return C_("claim", "Not settled yet");
  case SILSA_FATE_CONFIRMED:
    return C_("claim", "Confirmed");
  case SILSA_FATE_CORRECTED:
    return C_("claim", "Corrected");
  case SILSA_FATE_UNVERIFIABLE:
    return C_("claim", "Unverifiable");
  }
  g_return_val_if_reached("");
}

const char *
silsa_result_to_text(SilsaResult result)
{
  switch (result) {
  case SILSA_RESULT_NONE:
    return C_("check", "Not answered");
  case SILSA_RESULT_YES:
    return C_("check", "Yes");
  case SILSA_RESULT_PARTLY:
    return C_("check", "Partly");
  case SILSA_RESULT_NO:
    return C_("check", "No");
  }
  g_return_val_if_reached("");
}

const char *
silsa_kind_to_text(SilsaKind kind)
{
  return kind == SILSA_KIND_QUANTITATIVE ? _("Quantitative") : _("Qualitative");
}

const char *
silsa_stage_to_text(SilsaStage stage)
{
  switch (stage) {
  case SILSA_STAGE_WRITTEN:
    return _("Written evaluation");
  case SILSA_STAGE_ON_SITE:
    return _("On site");
  case SILSA_STAGE_BOTH:
    return _("Written evaluation and on site");
  }
  g_return_val_if_reached("");
}

const char *
silsa_check_evidence_to_text(SilsaCheckEvidence evidence)
{
  switch (evidence) {
  case SILSA_EVIDENCE_DOCUMENT:
    return C_("settled by", "Document");
  case SILSA_EVIDENCE_PHOTO:
    return C_("settled by", "Photo");
  case SILSA_EVIDENCE_INTERVIEW:
    return C_("settled by", "Interview");
  case SILSA_EVIDENCE_OBSERVATION:
    return C_("settled by", "Observation");
  case SILSA_EVIDENCE_RECORD:
    return C_("settled by", "Record");
  }
  g_return_val_if_reached("");
}

const char *
silsa_finding_kind_to_text(SilsaFindingKind kind)
{
  switch (kind) {
  case SILSA_FINDING_STRENGTH:
    return _("Strength");
  case SILSA_FINDING_SHORTCOMING:
    return _("Shortcoming");
  case SILSA_FINDING_RECOMMENDATION:
    return _("Recommendation");
  }
  g_return_val_if_reached("");
}

typedef struct {
  const char *code;
  const char *text; /* not translated yet */
} Word;

static const Word act_names[] = {
    {"answer", N_("Answer entered")},
    {"confirm-claim", N_("Claim confirmed")},
    {"clear", N_("Answer cleared")},
    {"check", N_("Check answered")},
    {"finding", N_("Finding written")},
    {"note", N_("Note written")},
    {"flag", N_("Flag changed")},
    {"add-evidence", N_("Evidence attached")},
    {"caption", N_("Captions written")},
    {"mark", N_("Evidence marked")},
    {"draw", N_("Drawn on a photo")},
    {"send", N_("Size of a photo in packages chosen")},
    {"remove-evidence", N_("Evidence removed")},
    {"erase-evidence", N_("Evidence erased for good")},
    {"erase-all", N_("Content of the file erased for good")},
    {"import-answers", N_("Answers imported")},
    {"import-claims", N_("Claims imported")},
    {"create", N_("File made")},
    {"undo", N_("Undone")},
    {"redo", N_("Redone")},
    {"class", N_("City class set")},
    {"justify", N_("Justification written")},
    {"update-round", N_("Later version of the round taken")},
    {"recover", N_("Saved from a damaged file")},
    {"attach-documents", N_("Papers of the city attached")},
    {"detach-document", N_("Paper of the city taken out")},
};

static const Word contradictions[] = {
    {"required-no", N_("Required check answered no, yet a high score")},
    {"required-partly", N_("Required check answered partly, yet the full score")},
    {"better-than-claim", N_("Better than claimed")},
    {"photos-fewer", N_("Fewer photos than expected")},
    {"photo-check", N_("Check answered without its photo")},
    {"divides-by-zero", N_("The formula divides by zero")},
    {"zero-though-yes", N_("No points though all required checks are yes")},
    {"fact-differs", N_("The same fact entered differently elsewhere")},
};

static const char *
find_word(const Word *words, gsize n_words, const char *code)
{
  for (gsize i = 0; i < n_words; i++) {
    if (strcmp(words[i].code, code) == 0)
      return _(words[i].text);
  }
  return code;
}

const char *
silsa_act_name_to_text(const char *name)
{
  return find_word(act_names, G_N_ELEMENTS(act_names), name);
}

const char *
silsa_contradiction_to_name(const char *code)
{
  if (g_str_has_prefix(code, "at-most:"))
    return _("A part is larger than its whole");
  return find_word(contradictions, G_N_ELEMENTS(contradictions), code);
}

char *
silsa_catalogue_status_to_text(SilsaCatalogueStatus status, const char *trusted_signer)
{
  if (status == SILSA_CATALOGUE_REFERENCE)
    return g_strdup(_("reference catalogue, not official"));
  if (trusted_signer != NULL)
    return g_strdup_printf(_("declared official by %s"), trusted_signer);
  return g_strdup(C_("catalogue status", "unconfirmed"));
}

char *
silsa_catalogue_status_to_string(SilsaCatalogueStatus status, const char *trusted_signer)
{
  if (status == SILSA_CATALOGUE_REFERENCE)
    return g_strdup("reference catalogue, not official");
  if (trusted_signer != NULL)
    return g_strconcat("declared official by ", trusted_signer, NULL);
  return g_strdup("unconfirmed");
}

char *
silsa_catalogue_status_string_to_text(const char *string)
{
  g_autofree char *reference = silsa_catalogue_status_to_string(SILSA_CATALOGUE_REFERENCE, NULL);
  g_autofree char *by = silsa_catalogue_status_to_string(SILSA_CATALOGUE_OFFICIAL, "");

  if (g_strcmp0(string, reference) == 0)
    return silsa_catalogue_status_to_text(SILSA_CATALOGUE_REFERENCE, NULL);
  if (string != NULL && g_str_has_prefix(string, by))
    return silsa_catalogue_status_to_text(SILSA_CATALOGUE_OFFICIAL, string + strlen(by));
  return silsa_catalogue_status_to_text(SILSA_CATALOGUE_OFFICIAL, NULL);
}

/* --- numbers --- */

/* A plain decimal, possibly with "-", spelled for the screen. */
static char *
group_digits(const char *plain)
{
  g_autoptr(GString) text = g_string_new(NULL);
  gsize digits;

  if (*plain == '-') {
    g_string_append(text, MINUS);
    plain++;
  }
  digits = strcspn(plain, ".");
  for (gsize i = 0; i < digits; i++) {
    if (i > 0 && (digits - i) % 3 == 0)
      g_string_append_c(text, ',');
    g_string_append_c(text, plain[i]);
  }
  g_string_append(text, plain + digits);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
silsa_number_to_text(mpq_srcptr value, int decimals)
{
  g_autofree char *plain = silsa_rational_format(value, decimals);

  return group_digits(plain);
}

char *
silsa_photos_to_text(SilsaAnswer *answer)
{
  guint photos = silsa_answer_get_n_photos(answer);
  guint expected = silsa_answer_get_indicator(answer)->expected_photos;

  return expected > 0 ? g_strdup_printf("%u/%u", photos, expected) : g_strdup_printf("%u", photos);
}

char *
silsa_decimal_to_text(const char *decimal)
{
  return strspn(decimal, "0123456789.") == strlen(decimal) ? group_digits(decimal)
                                                           : g_strdup(decimal);
}

static char *
percent_to_plain(mpq_srcptr percent)
{
  g_auto(SilsaRational) rounded = {0};

  silsa_rational_init(&rounded);
  mpq_set(rounded.q, percent);
  silsa_rational_round(rounded.q, PERCENT_DECIMALS);
  return silsa_rational_format_short(rounded.q);
}

const char *
silsa_matter_to_text(SilsaMatter matter)
{
  switch (matter) {
  case SILSA_MATTER_DIFFERENCE:
    return _("Other points than claimed");
  case SILSA_MATTER_CORRECTED:
    return C_("claim", "Corrected");
  case SILSA_MATTER_CONTRADICTION:
    return C_("review", "Contradiction");
  case SILSA_MATTER_UNVERIFIABLE:
    return C_("claim", "Unverifiable");
  case SILSA_MATTER_THIN:
    return _("High mark, little evidence");
  case SILSA_MATTER_CHANGED:
    return _("Changed since the earlier revision");
  case SILSA_MATTER_FLAGGED:
    return C_("review", "Flagged");
  case SILSA_MATTER_OPEN:
    return C_("review", "Not complete");
  default:
    g_return_val_if_reached("");
  }
}

char *
silsa_percent_to_text(mpq_srcptr percent)
{
  g_autofree char *plain = percent_to_plain(percent);

  return g_strconcat(plain, PERCENT_SIGN, NULL);
}

/* Two percentages that differ are shown with as many digits as it takes to see it. */
static void
percents_to_text(mpq_srcptr a, mpq_srcptr b, char **a_text, char **b_text)
{
  *a_text = silsa_percent_to_text(a);
  *b_text = silsa_percent_to_text(b);
  if (strcmp(*a_text, *b_text) == 0) {
    g_autofree char *a_plain = silsa_rational_format_short(a);
    g_autofree char *b_plain = silsa_rational_format_short(b);

    g_free(*a_text);
    g_free(*b_text);
    *a_text = g_strconcat(a_plain, PERCENT_SIGN, NULL);
    *b_text = g_strconcat(b_plain, PERCENT_SIGN, NULL);
  }
}

/* --- missing --- */

static char *
missing_input_to_text(const SilsaIndicator *indicator, const char *id, SilsaLanguage language)
{
  int n = silsa_indicator_find_input(indicator, id);

  return g_strdup_printf(_("“%s” is not entered"),
                         n >= 0 ? silsa_text_get(&indicator->inputs[n].title, language) : id);
}

static char *
missing_check_to_text(const SilsaIndicator *indicator, const char *code)
{
  int n = silsa_indicator_find_check(indicator, code);

  if (n < 0)
    return g_strdup(code);
  return g_strdup_printf(_("Check %c is not answered"), indicator->checks[n].letter);
}

char *
silsa_missing_to_text(SilsaAnswer *answer, const char *code, SilsaLanguage language)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const char *rest = strchr(code, ':');

  if (strcmp(code, "level") == 0)
    return g_strdup(_("No maturity level is chosen"));
  if (strcmp(code, "claim") == 0)
    return g_strdup(_("The claim is neither confirmed nor corrected"));
  if (strcmp(code, "reason") == 0)
    return g_strdup(_("The reason for the difference from the claim is missing"));
  if (rest != NULL && g_str_has_prefix(code, "input:"))
    return missing_input_to_text(indicator, rest + 1, language);
  if (rest != NULL && g_str_has_prefix(code, "check:"))
    return missing_check_to_text(indicator, rest + 1);
  if (rest != NULL && g_str_has_prefix(code, "justify:"))
    return g_strdup_printf(_("Not justified: %s"), silsa_contradiction_to_name(rest + 1));
  return g_strdup(code);
}

/* --- contradictions --- */

typedef gboolean (*CheckTest)(SilsaAnswer *answer, const SilsaCheck *check);

static gboolean
is_required_no(SilsaAnswer *answer, const SilsaCheck *check)
{
  return check->required && silsa_answer_get_result(answer, check->code) == SILSA_RESULT_NO;
}

static gboolean
is_required_partly(SilsaAnswer *answer, const SilsaCheck *check)
{
  return check->required && silsa_answer_get_result(answer, check->code) == SILSA_RESULT_PARTLY;
}

static gboolean
has_photo(SilsaAnswer *answer, const SilsaCheck *check)
{
  const SilsaDerived *derived = silsa_answer_get_derived(answer);
  gint64 index = check - silsa_answer_get_indicator(answer)->checks;

  return (derived->photo_checks & ((guint32)1 << index)) != 0;
}

static gboolean
lacks_photo(SilsaAnswer *answer, const SilsaCheck *check)
{
  SilsaResult result = silsa_answer_get_result(answer, check->code);

  return check->evidence == SILSA_EVIDENCE_PHOTO &&
         (result == SILSA_RESULT_YES || result == SILSA_RESULT_PARTLY) && !has_photo(answer, check);
}

/* The letters of the checks that pass @test: "b, d". */
static char *
list_checks(SilsaAnswer *answer, CheckTest test, gulong *n)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autoptr(GString) letters = g_string_new(NULL);

  *n = 0;
  for (guint i = 0; i < indicator->n_checks; i++) {
    if (!test(answer, &indicator->checks[i]))
      continue;
    g_string_append_printf(letters, "%s%c", *n > 0 ? ", " : "", indicator->checks[i].letter);
    (*n)++;
  }
  return g_string_free(g_steal_pointer(&letters), FALSE);
}

static char *
required_no_to_text(SilsaAnswer *answer)
{
  g_autofree char *percent = silsa_percent_to_text(silsa_answer_get_score(answer)->percent.q);
  gulong n;
  g_autofree char *letters = list_checks(answer, is_required_no, &n);

  if (silsa_answer_get_indicator(answer)->kind == SILSA_KIND_QUANTITATIVE)
    return g_strdup_printf(
        ngettext("Required check %s is “no”, yet the verified value earns %s. Correct one of "
                 "them, or justify it.",
                 "Required checks %s are “no”, yet the verified value earns %s. Correct one of "
                 "them, or justify it.",
                 n),
        letters, percent);
  return g_strdup_printf(
      ngettext(
          "Required check %s is “no”, yet level %d earns %s. Correct one of them, or justify it.",
          "Required checks %s are “no”, yet level %d earns %s. Correct one of them, or justify it.",
          n),
      letters, silsa_answer_get_level(answer), percent);
}

static char *
required_partly_to_text(SilsaAnswer *answer)
{
  g_autofree char *percent = silsa_percent_to_text(silsa_answer_get_score(answer)->percent.q);
  gulong n;
  g_autofree char *letters = list_checks(answer, is_required_partly, &n);

  if (silsa_answer_get_indicator(answer)->kind == SILSA_KIND_QUANTITATIVE)
    return g_strdup_printf(
        ngettext("Required check %s is only “partly”, yet the verified value earns %s. Correct "
                 "one of them, or justify it.",
                 "Required checks %s are only “partly”, yet the verified value earns %s. Correct "
                 "one of them, or justify it.",
                 n),
        letters, percent);
  return g_strdup_printf(
      ngettext("Required check %s is only “partly”, yet level %d earns %s. Correct one of them, "
               "or justify it.",
               "Required checks %s are only “partly”, yet level %d earns %s. Correct one of them, "
               "or justify it.",
               n),
      letters, silsa_answer_get_level(answer), percent);
}

static char *
better_than_claim_to_text(SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(answer);
  g_autofree char *verified = NULL;
  g_autofree char *claimed = NULL;

  percents_to_text(score->percent.q, claim->percent.q, &verified, &claimed);
  if (silsa_answer_get_indicator(answer)->kind == SILSA_KIND_QUANTITATIVE)
    return g_strdup_printf(_("The verified value earns %s, the claimed one only %s. Correct it, or "
                             "justify why it is better than claimed."),
                           verified, claimed);
  return g_strdup_printf(_("Level %d earns %s, the claimed level %d only %s. Correct it, or "
                           "justify why it is better than claimed."),
                         silsa_answer_get_level(answer), verified,
                         silsa_answer_get_claim_level(answer), claimed);
}

static char *
photos_fewer_to_text(SilsaAnswer *answer)
{
  return g_strdup_printf(
      _("Photos attached: %u, expected: %u. Attach what is missing, or justify it."),
      silsa_answer_get_n_photos(answer), silsa_answer_get_indicator(answer)->expected_photos);
}

static char *
photo_check_to_text(SilsaAnswer *answer)
{
  gulong n;
  g_autofree char *letters = list_checks(answer, lacks_photo, &n);

  return g_strdup_printf(ngettext("Check %s is answered without the photo that settles it. Attach "
                                  "a photo to the check, or justify it.",
                                  "Checks %s are answered without the photos that settle them. "
                                  "Attach a photo to each, or justify it.",
                                  n),
                         letters);
}

static char *
zero_though_yes_to_text(SilsaAnswer *answer)
{
  if (silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE)
    return g_strdup(_("All required checks are “yes”, yet the indicator is marked unverifiable "
                      "and earns nothing. Correct one of them, or justify it."));
  return g_strdup(_("All required checks are “yes”, yet the indicator earns nothing. Correct one "
                    "of them, or justify it."));
}

static char *
dup_input_text(SilsaAnswer *answer, const SilsaInput *input)
{
  g_autofree char *field = g_strconcat("input:", input->id, NULL);
  const char *value = silsa_answer_get(answer, field);

  return group_digits(value != NULL ? value : "");
}

static char *
at_most_to_text(SilsaAnswer *answer, const char *id, SilsaLanguage language)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  int n = silsa_indicator_find_input(indicator, id);
  const SilsaInput *part, *whole;
  g_autofree char *part_value = NULL;
  g_autofree char *whole_value = NULL;

  if (n < 0 || indicator->inputs[n].at_most < 0)
    return g_strdup(_("A part is larger than its whole"));
  part = &indicator->inputs[n];
  whole = &indicator->inputs[part->at_most];
  part_value = dup_input_text(answer, part);
  whole_value = dup_input_text(answer, whole);
  return g_strdup_printf(_("“%s” is %s, more than “%s” with %s, of which it is a part. Correct one "
                           "of them, or justify it."),
                         silsa_text_get(&part->title, language), part_value,
                         silsa_text_get(&whole->title, language), whole_value);
}

static char *
fact_differs_to_text(SilsaAnswer *answer, SilsaLanguage language)
{
  const SilsaDerived *derived = silsa_answer_get_derived(answer);
  const SilsaInput *input = &silsa_answer_get_indicator(answer)->inputs[derived->differs_input];
  g_autofree char *own = dup_input_text(answer, input);
  g_autofree char *other = silsa_answer_dup_elsewhere(answer);
  g_autofree char *elsewhere = group_digits(other);

  return g_strdup_printf(
      _("“%s” is %s here but %s in %s (%s). Correct one of them, or justify it."),
      silsa_text_get(&input->title, language), own, elsewhere, derived->differs_with->code,
      silsa_text_get(&derived->differs_with->title, language));
}

static gboolean
stands(SilsaAnswer *answer, const char *code)
{
  return g_strv_contains(silsa_answer_get_contradictions(answer), code);
}

char *
silsa_contradiction_to_text(SilsaAnswer *answer, const char *code, SilsaLanguage language)
{
  if (!stands(answer, code)) /* it vanished, as after an undo: nothing to compare any more */
    return g_strdup(silsa_contradiction_to_name(code));
  if (strcmp(code, "required-no") == 0)
    return required_no_to_text(answer);
  if (strcmp(code, "required-partly") == 0)
    return required_partly_to_text(answer);
  if (strcmp(code, "better-than-claim") == 0)
    return better_than_claim_to_text(answer);
  if (strcmp(code, "photos-fewer") == 0)
    return photos_fewer_to_text(answer);
  if (strcmp(code, "photo-check") == 0)
    return photo_check_to_text(answer);
  if (strcmp(code, "divides-by-zero") == 0)
    return g_strdup(_("The entered values make the formula divide by zero, so the indicator earns "
                      "nothing. Correct the values, or justify it."));
  if (strcmp(code, "zero-though-yes") == 0)
    return zero_though_yes_to_text(answer);
  if (g_str_has_prefix(code, "at-most:"))
    return at_most_to_text(answer, code + strlen("at-most:"), language);
  return fact_differs_to_text(answer, language);
}
