#include "silsa-error.h"
#include "silsa-journal-xml.h"
#include "silsa-limits.h"
#include "silsa-payload-reader.h"
#include "silsa-payload-writer.h"
#include "silsa-test.h"
#include "silsa-text.h"
#include "silsa-xml-writer.h"

#include <string.h>
#include <sys/mman.h>

/* payload.xml: whatever can be recorded comes back as it was, and nothing else is taken. */

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER_HASH "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define AWKWARD "  <a> & \"b\" 'c' ]]>\n\t끝  "

static SilsaCatalogue *
read_catalogue(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(GError) error = NULL;
  SilsaCatalogue *catalogue = silsa_catalogue_new_from_bytes(bytes, &error);

  g_assert_no_error(error);
  return catalogue;
}

static SilsaAssessment *
begin(SilsaCatalogue *catalogue)
{
  const SilsaCase about = {.id = "01234567-89ab-4def-8123-456789abcdef",
                           .purpose = "real",
                           .city_name = "가온 \"시\"",
                           .population = 320000,
                           .assessor_name = "김 & 서연",
                           .preview_policy = "full"};

  return silsa_assessment_new(catalogue, &about);
}

static void
set(SilsaAssessment *assessment, const char *subject, const char *field, const char *value)
{
  g_autoptr(GError) error = NULL;

  silsa_assessment_load_fact(assessment, subject, field, value, &error);
  g_assert_no_error(error);
}

static void
add_evidence(SilsaAssessment *assessment, gint64 id, const char *sha256, const char *type)
{
  const SilsaEvidenceFacts facts = {.id = id,
                                    .sha256 = sha256,
                                    .size = 1234,
                                    .media_type = type,
                                    .name = "사진 <1> & 2.jpg",
                                    .kind = g_str_has_prefix(type, "image/") ? "photo" : "document",
                                    .captured = "2021-08-25T10:12:00+09:00",
                                    .imported = "2021-08-25T01:13:00.000Z"};
  g_autoptr(SilsaEvidence) evidence = silsa_evidence_new(&facts);

  silsa_assessment_add_evidence(assessment, evidence);
}

/* Every kind of field once. */
static void
fill(SilsaAssessment *assessment)
{
  static const char *const facts[][3] = {
      {"city", "class", "large"},
      {"city", "class-reason", AWKWARD},
      {"A1-01", "claim:specialists", "30"},
      {"A1-01", "claim:division_staff", "70.125"},
      {"A1-01", "claim-summary", AWKWARD},
      {"A1-01", "claim-page", "5–7"},
      {"A1-01", "claim-document", "제안서.pdf"},
      {"A1-01", "input:specialists", "31"},
      {"A1-01", "input:division_staff", "70.125"},
      {"A1-01", "reason", AWKWARD},
      {"A1-01", "check:A1-01-a", "yes"},
      {"A1-01", "check:A1-01-b", "partly"},
      {"A1-01", "check-note:A1-01-b", AWKWARD},
      {"A1-01", "check-note:A1-01-c", "a note without a result"},
      {"A1-01", "finding:strength:1", AWKWARD},
      {"A1-01", "finding:shortcoming:2", "\n"},
      {"A1-01", "finding:recommendation:7", "권고"},
      {"A1-01", "justify", AWKWARD},
      {"A1-01", "justify-codes", "better-than-claim required-partly"},
      {"A1-01", "flag", "1"},
      {"A1-01", "use:1", AWKWARD},
      {"A1-01", "use:1:A1-01-a", ""},
      {"A1-01", "use:2", ""},
      {"A1-03", "claim:level", "3"},
      {"A1-03", "level", "3"},
      {"A1-03", "confirmed", "1"},
      {"B2-01", "level", "0"},
      {"B2-02", "unverifiable", AWKWARD},
      {"B2-03", "internal-note", "비밀"},
  };

  add_evidence(assessment, 1, HASH, "image/jpeg");
  add_evidence(assessment, 2, OTHER_HASH, "application/pdf");
  for (gsize i = 0; i < G_N_ELEMENTS(facts); i++)
    set(assessment, facts[i][0], facts[i][1], facts[i][2]);
  silsa_assessment_load_done(assessment);
}

static GBytes *
write_payload(SilsaAssessment *assessment)
{
  const SilsaPayloadHead head = {.revision = 3,
                                 .previous = HASH,
                                 .fingerprint = HASH,
                                 .catalogue_status = "reference catalogue, not official",
                                 .journal_rows = 17,
                                 .journal_head = HASH};
  g_autoptr(SilsaParcels) parcels = silsa_parcels_new(assessment);

  return silsa_payload_write(assessment, parcels, &head);
}

/* --- there and back ----------------------------------------------------------------------------
 */

static void
count_public(const char *subject G_GNUC_UNUSED,
             const char *field,
             const char *value G_GNUC_UNUSED,
             gpointer n)
{
  *(guint *)n += silsa_field_is_public(field);
}

static void
compare_fact(const char *subject, const char *field, const char *value, gpointer other)
{
  if (silsa_field_is_public(field))
    g_assert_cmpstr(silsa_assessment_get(other, subject, field), ==, value);
}

static void
assert_same(SilsaAssessment *one, SilsaAssessment *other)
{
  guint n = 0, n_other = 0;

  silsa_assessment_foreach_fact(one, compare_fact, other);
  silsa_assessment_foreach_fact(one, count_public, &n);
  silsa_assessment_foreach_fact(other, count_public, &n_other);
  g_assert_cmpuint(n, ==, n_other);
  g_assert_cmpuint(n, >, 0);
}

static void
assert_no_problems(SilsaPayload *payload, SilsaAssessment *assessment)
{
  SilsaProblems problems;

  silsa_problems_init(&problems);
  silsa_payload_compare(payload, assessment, &problems);
  for (guint i = 0; i < problems.notes->len; i++) {
    const SilsaVerifyNote *note = problems.notes->pdata[i];

    g_error("%s at %s: %s", note->code, note->where, note->message);
  }
  silsa_problems_clear(&problems);
}

static void
test_every_field(void)
{
  g_autoptr(SilsaCatalogue) catalogue = read_catalogue();
  g_autoptr(SilsaAssessment) assessment = begin(catalogue);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(SilsaPayload) payload = NULL;
  g_autoptr(SilsaAssessment) loaded = NULL;
  g_autoptr(GError) error = NULL;

  fill(assessment);
  bytes = write_payload(assessment);
  payload = silsa_payload_read(bytes, &error); /* validates against payload.xsd */
  g_assert_no_error(error);
  loaded = silsa_payload_load(payload, catalogue, &error);
  g_assert_no_error(error);
  assert_same(assessment, loaded);
  assert_no_problems(payload, loaded);
  g_assert_null(silsa_assessment_get(loaded, "B2-03", "internal-note"));
  again = write_payload(loaded);
  g_assert_true(g_bytes_equal(bytes, again));
}

static void
test_head(void)
{
  g_autoptr(SilsaCatalogue) catalogue = read_catalogue();
  g_autoptr(SilsaAssessment) assessment = begin(catalogue);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaPayload) payload = NULL;
  g_autoptr(GError) error = NULL;

  fill(assessment);
  bytes = write_payload(assessment);
  payload = silsa_payload_read(bytes, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(payload->city, ==, "가온 \"시\"");
  g_assert_cmpuint(payload->population, ==, 320000);
  g_assert_cmpstr(payload->class_id, ==, "large");
  g_assert_true(payload->class_set);
  g_assert_cmpstr(payload->assessor, ==, "김 & 서연");
  g_assert_cmpstr(payload->fingerprint, ==, HASH);
  g_assert_cmpuint(payload->revision, ==, 3);
  g_assert_cmpstr(payload->previous, ==, HASH);
  g_assert_false(payload->complete);
  g_assert_cmpint(payload->journal_rows, ==, 17);
  g_assert_cmpstr(payload->journal_head, ==, HASH);
  g_assert_null(payload->round_id);
}

static void
test_longest_text(void)
{
  g_autoptr(SilsaCatalogue) catalogue = read_catalogue();
  g_autoptr(SilsaAssessment) assessment = begin(catalogue);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaPayload) payload = NULL;
  g_autoptr(SilsaAssessment) loaded = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append(text, i % 3 == 0 ? "🏙" : "가");
  set(assessment, "B2-01", "finding:strength:1", text->str);
  silsa_assessment_load_done(assessment);
  bytes = write_payload(assessment);
  payload = silsa_payload_read(bytes, &error);
  g_assert_no_error(error);
  loaded = silsa_payload_load(payload, catalogue, &error);
  g_assert_no_error(error);
  assert_same(assessment, loaded);
}

/* What a person can enter, XML can hold: else it would come back as something else. */
static void
test_every_character(void)
{
  guint taken = 0;

  for (gunichar c = 1; c <= 0x10ffff; c++) {
    char text[8] = "";
    g_autofree char *normal = NULL;

    if (!g_unichar_validate(c))
      continue;
    g_unichar_to_utf8(c, text);
    normal = silsa_text_normalise(text, NULL);
    taken += normal != NULL;
    if (normal != NULL && !silsa_xml_can_hold(normal))
      g_error("U+%04X can be entered, and no XML can hold it", c);
  }
  g_assert_cmpuint(taken, >, 1000000);
}

/* --- refused -----------------------------------------------------------------------------------
 */

typedef struct {
  const char *name;
  const char *from, *to;
  const char *rule; /* NULL: of the schema */
} Refused;

static const Refused refused[] = {
    {"another spelling of a number", ">70.125</input>", ">70.1250</input>", "payload-value"},
    {"a number with a sign", ">31</input>", ">+31</input>", NULL},
    {"a level that is none", "<level>3</level>", "<level>9</level>", "level"},
    {"an input that is none", "<input id=\"specialists\"", "<input id=\"experts\"",
     "unknown-input"},
    {"a check of another indicator", "<check code=\"A1-01-a\"", "<check code=\"A1-03-a\"",
     "unknown-check"},
    {"an indicator that is none", "indicator=\"B2-04\"", "indicator=\"Z9-99\"",
     "unknown-indicator"},
    {"a document as a photo", "type=\"application/pdf\" kind=\"document\"",
     "type=\"application/pdf\" kind=\"photo\"", "payload-evidence"},
    {"evidence used twice", "<use evidence=\"2\"/>",
     "<use evidence=\"2\"/><use evidence=\"2\">again</use>", "payload-twice"},
    {"a finding twice", "<finding kind=\"recommendation\" id=\"7\">",
     "<finding kind=\"recommendation\" id=\"7\">first</finding><finding kind=\"recommendation\" "
     "id=\"7\">",
     "payload-twice"},
    {"a line end of another system", "권고", "권&#13;&#10;고", "payload-value"},
    {"a text not composed", "권고", "\341\204\200\341\205\254", "payload-value"},
    {"a control character", "권고", "권&#x85;고", "text"},
    {"an unknown element", "<city ", "<extra/><city ", NULL},
    {"an unknown attribute", "<city ", "<city mayor=\"me\" ", NULL},
    {"evidence that is not there", "<use evidence=\"2\"", "<use evidence=\"9\"", NULL},
    {"evidence with another's digest", OTHER_HASH, HASH, NULL},
};

static void
test_refused(gconstpointer data)
{
  const Refused *row = data;
  g_autoptr(SilsaCatalogue) catalogue = read_catalogue();
  g_autoptr(SilsaAssessment) assessment = begin(catalogue);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) changed = NULL;
  g_autoptr(SilsaPayload) payload = NULL;
  g_autoptr(SilsaAssessment) loaded = NULL;
  g_autoptr(GError) error = NULL;

  fill(assessment);
  bytes = write_payload(assessment);
  changed = silsa_test_replace(bytes, row->from, row->to, 0);
  payload = silsa_payload_read(changed, &error);
  if (payload != NULL)
    loaded = silsa_payload_load(payload, catalogue, &error);
  g_assert_null(loaded);
  g_test_message("%s", error->message);
  g_assert_true(error->domain == SILSA_ERROR);
  g_assert_cmpint(silsa_error_get_facts(error)->line, >, 0);
  g_assert_cmpint(payload != NULL, ==, row->rule != NULL);
  if (row->rule != NULL)
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, row->rule);
}

/* --- what follows from the facts is not believed -----------------------------------------------
 */

typedef struct {
  const char *from, *to, *code;
} Lie;

static const Lie lies[] = {
    {"state=\"complete\"", "state=\"in-progress\"", "state-differs"},
    {"state=\"untouched\"", "state=\"complete\"", "state-differs"},
    {"fate=\"corrected\"", "fate=\"confirmed\"", NULL},
    {"<low points=\"", "<low points=\"9", "preview-differs"},
    {"<high points=\"", "<high points=\"9", "preview-differs"},
    {"recorded=\"", "recorded=\"1", "preview-differs"},
    {"complete=\"false\"", "complete=\"true\"", "complete-differs"},
    {"class=\"large\"", "class=\"small-medium\"", NULL},
    {"id=\"kr-smartcity-2021-ref\"", "id=\"another\"", "other-catalogue"},
    {"status=\"reference catalogue, not official\"", "status=\"declared official by me\"",
     "status-differs"},
};

static void
test_lie(gconstpointer data)
{
  const Lie *lie = data;
  g_autoptr(SilsaCatalogue) catalogue = read_catalogue();
  g_autoptr(SilsaAssessment) assessment = begin(catalogue);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) changed = NULL;
  g_autoptr(SilsaPayload) payload = NULL;
  g_autoptr(SilsaAssessment) loaded = NULL;
  g_autoptr(GError) error = NULL;
  SilsaProblems problems;

  fill(assessment);
  bytes = write_payload(assessment);
  changed = silsa_test_replace(bytes, lie->from, lie->to, 0);
  payload = silsa_payload_read(changed, &error);
  g_assert_no_error(error);
  silsa_problems_init(&problems);
  loaded = silsa_payload_load(payload, catalogue, &error);
  if (loaded != NULL)
    silsa_payload_compare(payload, loaded, &problems);
  /* Some lies contradict the facts already while they are read. */
  g_assert_true(loaded == NULL || problems.notes->len > 0);
  if (lie->code != NULL)
    g_assert_true(silsa_problems_has(&problems, lie->code));
  if (loaded != NULL)
    g_assert_cmpint(problems.worst, ==, SILSA_VERDICT_INCONSISTENT);
  silsa_problems_clear(&problems);
}

/* Nothing is looked at where there is too much of it, and a byte less is looked at. The memory is
 * never touched. */
static void
test_size(void)
{
  const gsize limit = SILSA_LIMIT_PAYLOAD_BYTES;
  void *zeros =
      mmap(NULL, limit + 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  g_autoptr(GError) error = NULL;

  g_assert_true(zeros != MAP_FAILED);
  for (gsize over = 0; over <= 1; over++) {
    g_autoptr(GBytes) bytes = g_bytes_new_static(zeros, limit + over);
    int code = over > 0 ? SILSA_ERROR_LIMIT : SILSA_ERROR_CORRUPT;

    g_assert_null(silsa_payload_read(bytes, &error));
    g_assert_error(error, SILSA_ERROR, code);
    g_clear_error(&error);
    g_assert_null(silsa_journal_text_read(bytes, &error));
    g_assert_error(error, SILSA_ERROR, code);
    g_clear_error(&error);
  }
  munmap(zeros, limit + 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/payload/every-field", test_every_field);
  g_test_add_func("/payload/head", test_head);
  g_test_add_func("/payload/size", test_size);
  g_test_add_func("/payload/longest-text", test_longest_text);
  g_test_add_func("/payload/every-character", test_every_character);
  for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
    g_autofree char *path = g_strdup_printf("/payload/refused/%s", refused[i].name);

    g_test_add_data_func(path, &refused[i], test_refused);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(lies); i++) {
    g_autofree char *path = g_strdup_printf("/payload/lie/%zu", i);

    g_test_add_data_func(path, &lies[i], test_lie);
  }
  return g_test_run();
}
