#include "silsa-submitted.h"

#include "silsa-field.h"

#include <string.h>

#define PAGE_MAX 99999

const char *
silsa_submitted_get_name(SilsaAssessment *assessment, gint64 evidence)
{
  char subject[SILSA_FIELD_EVIDENCE_SIZE];
  const char *name;

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(assessment), NULL);

  /* Of thousands of photos none has such a name. */
  silsa_field_write_evidence(subject, evidence);
  name = silsa_assessment_get(assessment, subject, "submitted");
  return name != NULL && !silsa_assessment_is_removed(assessment, evidence) ? name : NULL;
}

GPtrArray *
silsa_submitted_list(SilsaAssessment *assessment)
{
  GPtrArray *list = g_ptr_array_new_with_free_func(g_object_unref);
  GListModel *all;
  guint n;

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(assessment), list);
  all = silsa_assessment_get_evidence(assessment);
  n = g_list_model_get_n_items(all);
  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);

    if (silsa_submitted_get_name(assessment, silsa_evidence_get_id(evidence)) != NULL)
      g_ptr_array_add(list, g_steal_pointer(&evidence));
  }
  return list;
}

/* A file may be called anything; what stands in the history may not. */
static char *
make_name(const char *name)
{
  GString *text = g_string_new(NULL);

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);

    g_string_append_unichar(text, g_unichar_iscntrl(c) ? 0xfffd : c);
  }
  return g_string_free(text, FALSE);
}

void
silsa_submitted_attach(SilsaAct *act,
                       SilsaAssessment *assessment,
                       gint64 evidence,
                       const char *name)
{
  char subject[SILSA_FIELD_EVIDENCE_SIZE];
  g_autofree char *clean = make_name(name);

  silsa_field_write_evidence(subject, evidence);
  if (silsa_assessment_is_removed(assessment, evidence))
    silsa_act_add(act, subject, "removed", NULL);
  silsa_act_add(act, subject, "submitted", clean);
}

SilsaAct *
silsa_submitted_detach_new(gint64 evidence)
{
  char subject[SILSA_FIELD_EVIDENCE_SIZE];
  SilsaAct *act = silsa_act_new("detach-document", silsa_field_write_evidence(subject, evidence));

  silsa_act_add(act, subject, "submitted", NULL);
  return act;
}

/* --- which paper a claim means --- */

/* Letters and digits alone, in one case and one width: "증빙자료집_제2권.PDF" is "증빙자료집
 * 제2권". */
static char *
make_key(const char *name)
{
  g_autofree char *plain = g_utf8_normalize(name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold(plain != NULL ? plain : "", -1);
  GString *key = g_string_new(NULL);

  if (g_str_has_suffix(folded, ".pdf"))
    folded[strlen(folded) - strlen(".pdf")] = '\0';
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at))
    if (g_unichar_isalnum(g_utf8_get_char(at)))
      g_string_append_unichar(key, g_utf8_get_char(at));
  return g_string_free(key, FALSE);
}

typedef gboolean (*Fits)(const char *paper, const char *named);

static gboolean
is_same(const char *paper, const char *named)
{
  return strcmp(paper, named) == 0;
}

/* A single letter is in every name. */
static gboolean
is_part(const char *paper, const char *named)
{
  return (g_utf8_strlen(named, -1) > 1 && strstr(paper, named) != NULL) ||
         (g_utf8_strlen(paper, -1) > 1 && strstr(named, paper) != NULL);
}

/* The only one of @papers that @fits, or NULL. */
static SilsaEvidence *
find_only(SilsaAssessment *assessment, GPtrArray *papers, const char *named, Fits fits)
{
  SilsaEvidence *found = NULL;

  for (guint i = 0; i < papers->len; i++) {
    SilsaEvidence *paper = g_ptr_array_index(papers, i);
    g_autofree char *key =
        make_key(silsa_submitted_get_name(assessment, silsa_evidence_get_id(paper)));

    if (!fits(key, named))
      continue;
    if (found != NULL)
      return NULL;
    found = paper;
  }
  return found;
}

SilsaEvidence *
silsa_submitted_find(SilsaAssessment *assessment, SilsaAnswer *answer)
{
  g_autoptr(GPtrArray) papers = silsa_submitted_list(assessment);
  const char *document = silsa_answer_get(answer, "claim-document");
  g_autofree char *named = document != NULL ? make_key(document) : NULL;
  SilsaEvidence *found;

  if (named == NULL || *named == '\0')
    return papers->len == 1 && silsa_answer_get(answer, "claim-page") != NULL
               ? g_ptr_array_index(papers, 0)
               : NULL;
  found = find_only(assessment, papers, named, is_same);
  return found != NULL ? found : find_only(assessment, papers, named, is_part);
}

/* --- pages --- */

static const char *
skip_spaces(const char *at)
{
  while (g_unichar_isspace(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  return at;
}

static const char *
read_number(const char *at, guint *number)
{
  *number = 0;
  for (; g_unichar_isdigit(g_utf8_get_char(at)); at = g_utf8_next_char(at))
    *number = MIN(*number * 10 + (guint)g_unichar_digit_value(g_utf8_get_char(at)), PAGE_MAX + 1);
  return at;
}

/* "2권", "3. 성과" and "제2편" count something else. */
static gboolean
counts_pages(const char *rest)
{
  static const char *const others[] = {"권", "편", "장", "부", "호", "년", "월", "일"};

  rest = skip_spaces(rest);
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
    if (g_str_has_prefix(rest, others[i]))
      return FALSE;
  return TRUE;
}

guint
silsa_claim_page_number(const char *text)
{
  guint first = 0;

  for (const char *at = text; at != NULL && *at != '\0';) {
    guint number;

    if (!g_unichar_isdigit(g_utf8_get_char(at))) {
      at = g_utf8_next_char(at);
      continue;
    }
    at = read_number(at, &number);
    if (number == 0 || number > PAGE_MAX || !counts_pages(at))
      continue;
    if (g_str_has_prefix(skip_spaces(at), "쪽"))
      return number;
    first = first != 0 ? first : number;
  }
  return first;
}
