#include "desk.h"

#include "silsa-error.h"

#include <stdarg.h>
#include <string.h>

/* --- the catalogue --- */

#define TITLED(name, attributes, ko, en)                                                           \
  "<" name " " attributes "><title xml:lang=\"ko\">" ko "</title><title xml:lang=\"en\">" en       \
  "</title></" name ">"
#define HEAD(code, kind, points, ko, en)                                                           \
  "<indicator code=\"" code "\" kind=\"" kind "\" points=\"" points "\" stage=\"both\">"           \
  "<title xml:lang=\"ko\">" ko "</title><title xml:lang=\"en\">" en "</title>"                     \
  "<definition xml:lang=\"ko\">정의입니다.</definition>"                                           \
  "<definition xml:lang=\"en\">The definition.</definition>"
#define CHECK(code, required, evidence)                                                            \
  "<check code=\"" code "\" required=\"" required "\" evidence=\"" evidence "\">"                  \
  "<question xml:lang=\"ko\">있습니까?</question><question xml:lang=\"en\">Is it "                 \
  "there?</question></check>"
#define TAIL(checks, photos)                                                                       \
  "<checklist>" checks "</checklist><evidence photos=\"" photos                                    \
  "\">" TITLED("document", "", "문서", "Document") "</evidence></indicator>"
#define LEVEL(number, percent)                                                                     \
  "<level number=\"" number "\" percent=\"" percent                                                \
  "\"><descriptor xml:lang=\"ko\">단계</descriptor>"                                               \
  "<descriptor xml:lang=\"en\">Level</descriptor></level>"
#define POINT(value, percent) "<point value=\"" value "\" percent=\"" percent "\"/>"
#define SCORING(id, method, points)                                                                \
  "<scoring city-class=\"" id "\" method=\"" method "\">" points "</scoring>"
#define OPEN(name, code, points, ko, en)                                                           \
  "<" name " code=\"" code "\" points=\"" points "\"><title xml:lang=\"ko\">" ko "</title>"        \
  "<title xml:lang=\"en\">" en "</title>"

static const char catalogue[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    "<catalogue xmlns=\"urn:silsa:catalogue:1\" id=\"desk\" version=\"1\" status=\"reference\">"
    "<title xml:lang=\"ko\">책상</title><title xml:lang=\"en\">Desk</title>"
    "<provenance xml:lang=\"ko\">시험용</provenance><provenance xml:lang=\"en\">For "
    "tests</provenance>"
    "<scale total=\"100\" decimals=\"1\"/><grades>" TITLED(
        "grade",
        "number=\"1\" min-percent=\"90\" certified=\"true\"",
        "1등급",
        "Grade 1") TITLED("grade",
                          "number=\"2\" min-percent=\"70\" certified=\"true\"",
                          "2등급",
                          "Grade 2") TITLED("grade",
                                            "number=\"3\" min-percent=\"50\" certified=\"false\"",
                                            "3등급",
                                            "Grade 3")
        TITLED("grade",
               "number=\"4\" min-percent=\"0\" certified=\"false\"",
               "4등급",
               "Grade 4") "</grades><city-classes>" TITLED("class",
                                                           "id=\"large\" min-population=\"500000\"",
                                                           "대도시",
                                                           "Large")
            TITLED("class",
                   "id=\"small\" min-population=\"0\"",
                   "중소도시",
                   "Small") "</city-classes><units>" TITLED("unit",
                                                            "id=\"piece\" decimals=\"0\"",
                                                            "개",
                                                            "pieces") "</units>" OPEN("sector",
                                                                                      "A",
                                                                                      "60",
                                                                                      "혁신",
                                                                                      "Innovation")
                OPEN("item", "A1", "40", "항목 1", "Item 1")

                    HEAD("A1-01",
                         "quantitative",
                         "20",
                         "비율",
                         "Share") "<measure unit=\"piece\" formula=\"100 * part / whole\" "
                                  "direction=\"higher-is-better\">" TITLED("input",
                                                                           "id=\"part\" "
                                                                           "unit=\"piece\" "
                                                                           "at-most=\"whole\"",
                                                                           "일부",
                                                                           "Part")
                                      TITLED("input",
                                             "id=\"whole\" unit=\"piece\"",
                                             "전체",
                                             "Whole") "</measure>" SCORING("large",
                                                                           "linear",
                                                                           POINT("0", "0")
                                                                               POINT("100", "100"))
                                          SCORING("small",
                                                  "linear",
                                                  POINT("0", "0") POINT("50", "60")
                                                      POINT("100", "100"))
                                              TAIL(CHECK("A1-01-a", "true", "document")
                                                       CHECK("A1-01-b", "true", "photo")
                                                           CHECK("A1-01-c", "false", "photo"),
                                                   "2")

                                                  HEAD("A1-02",
                                                       "qualitative",
                                                       "20",
                                                       "성숙도",
                                                       "Maturity") "<maturity>" LEVEL("0", "0")
                                                      LEVEL("1", "50") LEVEL("2", "60")
                                                          LEVEL("3", "100") "</maturity>" TAIL(
                                                              CHECK("A1-02-a", "true", "interview")
                                                                  CHECK("A1-02-b", "true", "record")
                                                                      CHECK("A1-02-c",
                                                                            "false",
                                                                            "record"),
                                                              "0") "</item>"

    OPEN("item", "A2", "20", "항목 2", "Item 2") HEAD(
        "A2-01",
        "quantitative",
        "10",
        "밀도",
        "Density") "<measure unit=\"piece\" formula=\"population / area\" "
                   "direction=\"lower-is-better\">" TITLED(
                       "input",
                       "id=\"population\" unit=\"piece\" "
                       "max=\"1000000\"",
                       "인구",
                       "Population") TITLED("input",
                                            "id=\"area\" unit=\"piece\"",
                                            "면적",
                                            "Area") "</measure>" SCORING("large",
                                                                         "steps",
                                                                         POINT("10", "80")
                                                                             POINT("20", "30"))
                       SCORING("small", "steps", POINT("10", "80") POINT("20", "40")) TAIL(
                           CHECK("A2-01-a", "true", "record") CHECK("A2-01-b", "false", "record")
                               CHECK("A2-01-c", "false", "record"),
                           "0")

                           HEAD("A2-02",
                                "quantitative",
                                "10",
                                "차량",
                                "Cars") "<measure unit=\"piece\" formula=\"1000 * cars / "
                                        "population\" "
                                        "direction=\"higher-is-better\">" TITLED("input",
                                                                                 "id="
                                                                                 "\"cars\" "
                                                                                 "unit="
                                                                                 "\"piece\"",
                                                                                 "차량 수",
                                                                                 "Number of "
                                                                                 "cars")
                                            TITLED(
                                                "input",
                                                "id=\"population\" unit=\"piece\"",
                                                "인구",
                                                "Population") "</measure>" SCORING("large",
                                                                                   "linear",
                                                                                   POINT("0", "20")
                                                                                       POINT("7",
                                                                                             "100"))
                                                SCORING("small",
                                                        "linear",
                                                        POINT("0", "20") POINT("3", "100"))
                                                    TAIL(CHECK("A2-02-a", "true", "record") CHECK(
                                                             "A2-02-b", "false", "record")
                                                             CHECK("A2-02-c", "false", "record"),
                                                         "0") "</item></sector>"

    OPEN("sector", "B", "40", "기반", "Base") OPEN("item", "B1", "40", "항목 3", "Item 3") HEAD(
        "B1-01", "qualitative", "20", "운영", "Operation") "<maturity>" LEVEL("0", "0")
        LEVEL("1", "30") LEVEL("2", "90") "</maturity>" TAIL(
            CHECK("B1-01-a", "false", "record") CHECK("B1-01-b", "false", "record")
                CHECK("B1-01-c", "false", "record"),
            "0")

            HEAD("B1-02",
                 "quantitative",
                 "20",
                 "면적률",
                 "Coverage") "<measure unit=\"piece\" formula=\"100 * covered / area\" "
                             "direction=\"higher-is-better\">" TITLED("input",
                                                                      "id=\"covered\" "
                                                                      "unit=\"piece\"",
                                                                      "설치 면적",
                                                                      "Covered area")
                                 TITLED("input",
                                        "id=\"area\" unit=\"piece\"",
                                        "면적",
                                        "Area") "</measure>" SCORING("large",
                                                                     "linear",
                                                                     POINT("10", "0")
                                                                         POINT("90", "100"))
                                     SCORING("small", "linear", POINT("10", "0") POINT("70", "100"))
                                         TAIL(CHECK("B1-02-a", "true", "record")
                                                  CHECK("B1-02-b", "true", "record")
                                                      CHECK("B1-02-c", "true", "record"),
                                              "0") "</item></sector></catalogue>";

GBytes *
desk_catalogue(void)
{
  return g_bytes_new_static(catalogue, strlen(catalogue));
}

/* --- acts --- */

SilsaAssessment *
desk_new(GBytes *bytes)
{
  const SilsaCase about = {
      .id = "00000000-0000-4000-8000-000000000000",
      .purpose = "real",
      .city_name = "가나시",
      .population = 100000,
      .assessor_name = "홍길동",
      .preview_policy = "full",
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) made = silsa_catalogue_new_from_bytes(bytes, &error);

  g_assert_no_error(error);
  return silsa_assessment_new(made, &about);
}

SilsaAct *
desk_perform(SilsaAssessment *assessment, SilsaAct *act)
{
  g_autoptr(GError) error = NULL;
  gboolean ok = silsa_assessment_check(assessment, act, &error);

  g_assert_no_error(error);
  g_assert_true(ok);
  silsa_assessment_apply(assessment, act);
  return act;
}

void
desk_set(SilsaAssessment *assessment, const char *subject, const char *field, const char *value)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", subject);

  silsa_act_add(act, subject, field, value);
  desk_perform(assessment, act);
}

void
desk_do(SilsaAssessment *assessment, const char *subject, ...)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", subject);
  const char *pair;
  va_list pairs;

  va_start(pairs, subject);
  while ((pair = va_arg(pairs, const char *)) != NULL) {
    g_auto(GStrv) parts = g_strsplit(pair, "=", 2);

    silsa_act_add(act, subject, parts[0], parts[1]);
  }
  va_end(pairs);
  desk_perform(assessment, act);
}

void
desk_add_evidence(SilsaAssessment *assessment, gint64 id, char digit, const char *kind)
{
  g_autofree char *sha256 = g_strnfill(64, digit);
  const SilsaEvidenceFacts facts = {
      .id = id,
      .sha256 = sha256,
      .size = 1234,
      .media_type = strcmp(kind, "photo") == 0 ? "image/jpeg" : "application/pdf",
      .name = "증빙",
      .kind = kind,
      .imported = "2021-08-25T01:12:00.000Z",
  };
  g_autoptr(SilsaEvidence) evidence = silsa_evidence_new(&facts);

  silsa_assessment_add_evidence(assessment, evidence);
}

void
desk_refuse(SilsaAssessment *assessment,
            const char *subject,
            const char *field,
            const char *value,
            int code,
            const char *rule)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", subject);
  g_autoptr(GError) error = NULL;
  g_autofree char *before = desk_dump(assessment);
  g_autofree char *after = NULL;

  silsa_act_add(act, subject, field, value);
  g_assert_false(silsa_assessment_check(assessment, act, &error));
  g_assert_error(error, SILSA_ERROR, code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  g_assert_true(g_str_has_prefix(silsa_error_get_facts(error)->subject, subject));
  after = desk_dump(assessment);
  g_assert_cmpstr(before, ==, after);
}

/* --- as text --- */

char *
desk_missing(SilsaAssessment *assessment, const char *code)
{
  SilsaAnswer *answer = silsa_assessment_find_answer(assessment, code);

  return g_strjoinv(" ", (char **)silsa_answer_get_missing(answer));
}

char *
desk_contradictions(SilsaAssessment *assessment, const char *code)
{
  SilsaAnswer *answer = silsa_assessment_find_answer(assessment, code);

  return g_strjoinv(" ", (char **)silsa_answer_get_contradictions(answer));
}

static void
append_fact(const char *subject, const char *field, const char *value, gpointer data)
{
  g_string_append_printf(data, "%s %s=%s\n", subject, field, value);
}

char *
desk_dump(SilsaAssessment *assessment)
{
  g_autoptr(GString) text = g_string_new(NULL);

  silsa_assessment_foreach_fact(assessment, append_fact, text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
append_rational(GString *text, const char *name, mpq_srcptr value)
{
  g_autofree char *number = mpq_get_str(NULL, 10, value);

  g_string_append_printf(text, " %s=%s", name, number);
}

static void
append_band(GString *text, const char *name, const SilsaBand *band)
{
  g_string_append_printf(text, "%s %u/%u/%u %s", name, band->complete, band->recorded,
                         band->applicable, silsa_basis_to_string(band->basis));
  append_rational(text, "low", band->low.q);
  append_rational(text, "expected", band->expected.q);
  append_rational(text, "high", band->high.q);
  append_rational(text, "claim", band->claim.q);
  append_rational(text, "total", band->total.q);
  append_rational(text, "low%", band->low_percent.q);
  append_rational(text, "expected%", band->expected_percent.q);
  append_rational(text, "high%", band->high_percent.q);
  g_string_append_c(text, '\n');
}

static void
append_answer(GString *text, SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  g_autofree char *missing = g_strjoinv(" ", (char **)silsa_answer_get_missing(answer));
  g_autofree char *standing = g_strjoinv(" ", (char **)silsa_answer_get_contradictions(answer));

  g_string_append_printf(
      text, "%s %s fate=%d recorded=%d flagged=%d photos=%u [%s] [%s]",
      silsa_answer_get_code(answer), silsa_state_to_string(silsa_answer_get_state(answer)),
      silsa_answer_get_fate(answer), silsa_answer_get_recorded(answer),
      silsa_answer_get_flagged(answer), silsa_answer_get_n_photos(answer), missing, standing);
  if (score != NULL)
    append_rational(text, "points", score->points.q);
  if (silsa_answer_get_claim_score(answer) != NULL)
    append_rational(text, "claim", silsa_answer_get_claim_score(answer)->points.q);
  append_rational(text, "most", silsa_answer_get_most(answer));
  g_string_append_c(text, '\n');
}

char *
desk_describe(SilsaAssessment *assessment)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++)
    append_answer(text, silsa_assessment_get_answer(assessment, i));
  append_band(text, "all", &preview->all);
  for (guint i = 0; i < preview->n_sectors; i++)
    append_band(text, "sector", &preview->sectors[i]);
  for (guint i = 0; i < preview->n_items; i++)
    append_band(text, "item", &preview->items[i]);
  g_string_append_printf(text, "grades %d %d %d", preview->low_grade->number,
                         preview->expected_grade->number, preview->high_grade->number);
  if (preview->has_next) {
    append_rational(text, "distance", preview->next.distance.q);
    g_string_append_printf(text, " reachable=%d", preview->next.reachable);
    for (guint i = 0; i < preview->next.n_indicators; i++)
      append_rational(text, preview->next.indicators[i]->code, preview->next.gaps[i].q);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}
