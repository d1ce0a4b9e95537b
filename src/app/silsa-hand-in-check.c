#include "silsa-hand-in-check.h"

#include "silsa-evidence-uses.h"
#include "silsa-rendition.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define CODES_MOST 8
#define NAMES_MOST 4

static void
row_free(SilsaHandInRow *self)
{
  g_free(self->title);
  g_free(self->subtitle);
  g_free(self->code);
  g_free(self);
}

static void
add_row(GPtrArray *rows,
        SilsaHandInKind kind,
        const char *icon,
        char *title,
        char *subtitle,
        const char *code,
        const char *link)
{
  SilsaHandInRow *row = g_new0(SilsaHandInRow, 1);

  row->kind = kind;
  row->icon = icon;
  row->title = title;
  row->subtitle = subtitle;
  row->code = g_strdup(code);
  row->link = link;
  g_ptr_array_add(rows, row);
}

/* "C1-04 · C1-06 · …" */
static char *
list_codes(GPtrArray *answers)
{
  GString *codes = g_string_new(NULL);

  for (guint i = 0; i < answers->len && i < CODES_MOST; i++) {
    if (i > 0)
      g_string_append(codes, " · ");
    g_string_append(codes, silsa_answer_get_code(answers->pdata[i]));
  }
  if (answers->len > CODES_MOST)
    g_string_append(codes, " · …");
  return g_string_free_and_steal(codes);
}

/* A row about several answers, where there are any. */
static void
add_answers(GPtrArray *rows,
            SilsaHandInKind kind,
            const char *icon,
            char *title,
            GPtrArray *answers,
            const char *link)
{
  if (answers->len > 0)
    add_row(rows, kind, icon, title, list_codes(answers), silsa_answer_get_code(answers->pdata[0]),
            link);
  else
    g_free(title);
}

/* What is missing */

static gboolean
lacks(SilsaAnswer *answer, const char *prefix)
{
  const char *const *missing = silsa_answer_get_missing(answer);

  for (guint i = 0; missing[i] != NULL; i++)
    if (g_str_has_prefix(missing[i], prefix))
      return TRUE;
  return FALSE;
}

static gboolean
is_not_settled(SilsaAnswer *answer)
{
  return lacks(answer, "level") || lacks(answer, "input:");
}

/* Each answer once, by the first thing that it lacks; contradictions have rows of their own. */
static void
sort_missing(GPtrArray *missing, GPtrArray *groups[4])
{
  for (guint i = 0; i < missing->len; i++) {
    SilsaAnswer *answer = missing->pdata[i];

    if (is_not_settled(answer))
      g_ptr_array_add(groups[0], answer);
    else if (lacks(answer, "claim"))
      g_ptr_array_add(groups[1], answer);
    else if (lacks(answer, "reason"))
      g_ptr_array_add(groups[2], answer);
    else if (lacks(answer, "check:"))
      g_ptr_array_add(groups[3], answer);
  }
}

static void
add_missing(GPtrArray *rows, const SilsaPreflight *preflight)
{
  GPtrArray *groups[4];

  for (gsize i = 0; i < G_N_ELEMENTS(groups); i++)
    groups[i] = g_ptr_array_new();
  sort_missing(preflight->missing, groups);
  add_answers(rows, SILSA_HAND_IN_OPEN, "silsa-state-untouched-symbolic",
              g_strdup_printf(ngettext("%u indicator is not settled",
                                       "%u indicators are not settled", groups[0]->len),
                              groups[0]->len),
              groups[0], _("To the First"));
  add_answers(
      rows, SILSA_HAND_IN_OPEN, "silsa-state-progress-symbolic",
      g_strdup_printf(ngettext("%u claim is neither confirmed nor corrected",
                               "%u claims are neither confirmed nor corrected", groups[1]->len),
                      groups[1]->len),
      groups[1], _("To the First"));
  add_answers(rows, SILSA_HAND_IN_OPEN, "silsa-state-progress-symbolic",
              g_strdup_printf(ngettext("%u correction has no reason",
                                       "%u corrections have no reason", groups[2]->len),
                              groups[2]->len),
              groups[2], _("To the First"));
  add_answers(
      rows, SILSA_HAND_IN_OPEN, "silsa-state-progress-symbolic",
      g_strdup_printf(ngettext("%u indicator has unanswered required checks",
                               "%u indicators have unanswered required checks", groups[3]->len),
                      groups[3]->len),
      groups[3], _("To the First"));
  for (gsize i = 0; i < G_N_ELEMENTS(groups); i++)
    g_ptr_array_unref(groups[i]);
}

static guint
add_contradictions(GPtrArray *rows, const SilsaPreflight *preflight)
{
  SilsaLanguage language = silsa_language_from_locale();
  guint n = 0;

  for (guint i = 0; i < preflight->contradictions->len; i++) {
    SilsaAnswer *answer = preflight->contradictions->pdata[i];
    const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
    const char *const *codes = silsa_answer_get_contradictions(answer);

    for (guint j = 0; codes[j] != NULL; j++) {
      if (silsa_answer_is_justified(answer, codes[j]))
        continue;
      n++;
      add_row(rows, SILSA_HAND_IN_OPEN, "dialog-warning-symbolic",
              /* Translators: code and title of an indicator, name of a contradiction */
              g_strdup_printf(_("%s %s: %s"), indicator->code,
                              silsa_text_get(&indicator->title, language),
                              silsa_contradiction_to_name(codes[j])),
              g_strdup(_("Give the reason, or change the answer.")), indicator->code, _("Open"));
    }
  }
  return n;
}

/* What is worth a look */

static GPtrArray *
find_short_of_photos(SilsaAssessment *assessment)
{
  GPtrArray *answers = g_ptr_array_new();
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);

    if (silsa_answer_get_n_photos(answer) < silsa_answer_get_indicator(answer)->expected_photos &&
        silsa_answer_get_state(answer) != SILSA_STATE_UNTOUCHED)
      g_ptr_array_add(answers, answer);
  }
  return answers;
}

static void
add_size_notice(GPtrArray *rows, SilsaAssessment *assessment, const SilsaHandInSize *size)
{
  guint64 limit = silsa_assessment_get_case(assessment)->package_limit;
  g_autofree char *size_words = NULL;
  g_autofree char *limit_words = NULL;
  guint64 total = size->photo_bytes + size->document_bytes + size->other_bytes;

  if (limit == 0 || total <= limit)
    return;
  size_words = g_format_size(total);
  limit_words = g_format_size(limit);
  add_row(rows, SILSA_HAND_IN_NOTICE, "silsa-box-symbolic",
          g_strdup_printf(_("The package will be %s, more than the %s of the round"), size_words,
                          limit_words),
          g_strdup(_("Take out photos that prove nothing new.")), NULL, NULL);
}

/* "IMG_0001.jpg · IMG_0002.jpg · …" */
static char *
list_names(GPtrArray *evidence)
{
  GString *names = g_string_new(NULL);

  for (guint i = 0; i < evidence->len && i < NAMES_MOST; i++) {
    if (i > 0)
      g_string_append(names, " · ");
    g_string_append(names, silsa_evidence_get_facts(evidence->pdata[i])->name);
  }
  if (evidence->len > NAMES_MOST)
    g_string_append(names, " · …");
  return g_string_free_and_steal(names);
}

/* A row about several pieces of evidence, where there are any. */
static void
add_evidence(GPtrArray *rows, const char *icon, char *title, GPtrArray *evidence, const char *code)
{
  if (evidence->len > 0)
    add_row(rows, SILSA_HAND_IN_NOTICE, icon, title, list_names(evidence), code,
            code != NULL ? _("Look") : NULL);
  else
    g_free(title);
}

/* What goes otherwise than it lies in the file, and what should and does not. */
static void
add_protection(GPtrArray *rows, const SilsaPreflight *preflight)
{
  add_evidence(rows, "silsa-person-symbolic",
               g_strdup_printf(ngettext("%u photo shows persons, and nothing is hidden on it",
                                        "%u photos show persons, and nothing is hidden on them",
                                        preflight->unredacted->len),
                               preflight->unredacted->len),
               preflight->unredacted, SILSA_HAND_IN_UNREDACTED);
  add_evidence(rows, "dialog-warning-symbolic",
               g_strdup_printf(ngettext("%u document goes as it is; nothing can be hidden in it",
                                        "%u documents go as they are; nothing can be hidden in "
                                        "them",
                                        preflight->unprotectable->len),
                               preflight->unprotectable->len),
               preflight->unprotectable, NULL);
  add_evidence(rows, "changes-prevent-symbolic",
               g_strdup_printf(ngettext("%u restricted file stays here; its digest goes alone",
                                        "%u restricted files stay here; their digests go alone",
                                        preflight->restricted->len),
                               preflight->restricted->len),
               preflight->restricted, NULL);
}

/* By the rule of most rounds; so it goes with nearly every photo of every file, and whoever has
 * read of it once finds it among what is in order. */
static void
add_places(GPtrArray *rows, GPtrArray *located, gboolean told)
{
  SilsaHandInRow *row;

  if (located->len == 0)
    return;
  add_row(rows, told ? SILSA_HAND_IN_PASSED : SILSA_HAND_IN_NOTICE, "mark-location-symbolic",
          g_strdup_printf(ngettext("%u photo goes without the place where it was taken",
                                   "%u photos go without the places where they were taken",
                                   located->len),
                          located->len),
          list_names(located), NULL, NULL);
  row = rows->pdata[rows->len - 1];
  row->about_places = TRUE;
}

static void
add_notices(GPtrArray *rows,
            SilsaAssessment *assessment,
            const SilsaPreflight *preflight,
            const SilsaHandInSize *size)
{
  g_autoptr(GPtrArray) short_of_photos = find_short_of_photos(assessment);

  add_answers(rows, SILSA_HAND_IN_NOTICE, "camera-photo-symbolic",
              g_strdup_printf(ngettext("%u indicator is short of photos",
                                       "%u indicators are short of photos", short_of_photos->len),
                              short_of_photos->len),
              short_of_photos, _("View"));
  add_answers(rows, SILSA_HAND_IN_NOTICE, "silsa-state-unverifiable-symbolic",
              g_strdup_printf(ngettext("%u indicator could not be verified and earns nothing",
                                       "%u indicators could not be verified and earn nothing",
                                       preflight->unverifiable->len),
                              preflight->unverifiable->len),
              preflight->unverifiable, _("View"));
  add_answers(
      rows, SILSA_HAND_IN_NOTICE, "silsa-flag-symbolic",
      g_strdup_printf(ngettext("%u flag for a second look is left",
                               "%u flags for a second look are left", preflight->flagged->len),
                      preflight->flagged->len),
      preflight->flagged, _("View"));
  if (preflight->unused->len > 0)
    add_row(rows, SILSA_HAND_IN_NOTICE, "mail-attachment-symbolic",
            g_strdup_printf(ngettext("%u file belongs to no indicator",
                                     "%u files belong to no indicator", preflight->unused->len),
                            preflight->unused->len),
            g_strdup(_("It stays in this file and is not handed in.")), NULL, NULL);
  add_protection(rows, preflight);
  add_size_notice(rows, assessment, size);
}

/* The file itself, and its round */

static void
add_file_rows(GPtrArray *rows,
              SilsaStore *store,
              const SilsaHandInFacts *facts,
              SilsaFileCheck file,
              const char *problem)
{
  if (silsa_store_get_read_only(store))
    add_row(rows, SILSA_HAND_IN_STOPS, "changes-prevent-symbolic",
            g_strdup(_("This file is open for reading only")),
            g_strdup(_("A hand-in is noted in the file. Copy it to where it can be written.")),
            NULL, NULL);
  if (silsa_store_get_save_state(store) == SILSA_SAVE_FAILED)
    add_row(rows, SILSA_HAND_IN_STOPS, "dialog-error-symbolic",
            g_strdup(_("The last changes could not be saved")),
            g_strdup(silsa_store_get_save_error(store)), NULL, NULL);
  if (file == SILSA_FILE_DAMAGED)
    add_row(rows, SILSA_HAND_IN_STOPS, "silsa-broken-symbolic", g_strdup(_("The file is damaged")),
            g_strdup(problem), NULL, NULL);
  if (file == SILSA_FILE_SOUND && facts->rows >= 0)
    add_row(
        rows, SILSA_HAND_IN_PASSED, NULL,
        g_strdup_printf(ngettext("The history of %u row holds without a gap",
                                 "The history of %u rows holds without a gap", (gulong)facts->rows),
                        (guint)facts->rows),
        NULL, NULL, NULL);
}

static void
add_round_row(GPtrArray *rows, const SilsaHandInFacts *facts)
{
  if (facts->round == NULL)
    add_row(rows, SILSA_HAND_IN_NOTICE, "dialog-information-symbolic",
            g_strdup(_("The file was not made from a round")),
            g_strdup(_("Whether the catalogue is the right one cannot be told here.")), NULL, NULL);
  else if (facts->round_fits)
    add_row(rows, SILSA_HAND_IN_PASSED, NULL, g_strdup(_("The catalogue is the one of the round")),
            NULL, NULL, NULL);
  else
    add_row(rows, SILSA_HAND_IN_STOPS, "dialog-error-symbolic",
            g_strdup(_("The catalogue is not the one of the round")),
            g_strdup(_("Ask the secretary for the right round.")), NULL, NULL);
}

static void
add_passed(GPtrArray *rows, const SilsaPreflight *preflight, guint n_contradictions)
{
  if (preflight->passed)
    add_row(rows, SILSA_HAND_IN_PASSED, NULL,
            g_strdup_printf(ngettext("%u indicator is complete", "All %u indicators are complete",
                                     preflight->complete),
                            preflight->complete),
            NULL, NULL, NULL);
  else if (preflight->complete > 0)
    add_row(rows, SILSA_HAND_IN_PASSED, NULL,
            g_strdup_printf(_("%u of %u indicators are complete"), preflight->complete,
                            preflight->applicable),
            NULL, NULL, NULL);
  if (n_contradictions == 0)
    add_row(rows, SILSA_HAND_IN_PASSED, NULL, g_strdup(_("No contradiction is without a reason")),
            NULL, NULL, NULL);
  if (preflight->unused->len == 0)
    add_row(rows, SILSA_HAND_IN_PASSED, NULL,
            g_strdup(_("Every photo and document belongs to an indicator")), NULL, NULL, NULL);
  if (preflight->flagged->len == 0)
    add_row(rows, SILSA_HAND_IN_PASSED, NULL, g_strdup(_("No flag for a second look is left")),
            NULL, NULL, NULL);
}

static int
compare_kinds(gconstpointer a, gconstpointer b)
{
  return (int)(*(SilsaHandInRow *const *)a)->kind - (int)(*(SilsaHandInRow *const *)b)->kind;
}

GPtrArray *
silsa_hand_in_check(SilsaStore *store,
                    const SilsaHandInFacts *facts,
                    SilsaFileCheck file,
                    const char *file_problem,
                    const SilsaHandInSize *size,
                    gboolean places_told)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  g_autoptr(SilsaPreflight) preflight = silsa_preflight_new(assessment);
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  guint n_contradictions;

  add_missing(rows, preflight);
  n_contradictions = add_contradictions(rows, preflight);
  add_notices(rows, assessment, preflight, size);
  add_places(rows, preflight->located, places_told);
  add_passed(rows, preflight, n_contradictions);
  add_round_row(rows, facts);
  add_file_rows(rows, store, facts, file, file_problem);
  g_ptr_array_sort(rows, compare_kinds); /* stable */
  return rows;
}

guint
silsa_hand_in_count(GPtrArray *rows, SilsaHandInKind kind)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += ((SilsaHandInRow *)rows->pdata[i])->kind == kind;
  return n;
}

static guint64
travelling_bytes(SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  g_autoptr(SilsaRendition) rendition = silsa_rendition_new(assessment, evidence);

  return silsa_rendition_estimate(rendition, evidence);
}

void
silsa_hand_in_measure(SilsaAssessment *assessment, SilsaHandInSize *size)
{
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);
  GListModel *all = silsa_assessment_get_evidence(assessment);

  *size = (SilsaHandInSize){0};
  size->other_bytes =
      g_bytes_get_size(silsa_catalogue_get_bytes(silsa_assessment_get_catalogue(assessment)));
  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    guint64 bytes;

    if (silsa_evidence_uses_find(uses, silsa_evidence_get_id(evidence)) == NULL)
      continue;
    bytes = travelling_bytes(assessment, evidence);
    if (silsa_evidence_is_picture(evidence)) {
      size->n_photos++;
      size->photo_bytes += bytes;
    } else {
      size->n_documents++;
      size->document_bytes += bytes;
    }
  }
}
