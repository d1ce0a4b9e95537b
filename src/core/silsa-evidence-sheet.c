#include "silsa-evidence-sheet.h"

#include "silsa-csv.h"
#include "silsa-rendition.h"
#include "silsa-submitted.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UTF8_MARK "\xEF\xBB\xBF"
#define N_COLUMNS 12
/* With code, number and ending below the 255 bytes of a file system, also on a Mac, where Hangul is
 * taken apart and takes three times as many. */
#define STEM_BYTES 72
#define ENDING_BYTES 10

static void
add_row(GString *out,
        SilsaAssessment *assessment,
        SilsaEvidence *evidence,
        const SilsaEvidenceUse *use)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, facts->id);
  g_autofree char *size = g_strdup_printf("%" G_GUINT64_FORMAT, facts->size);
  g_autofree char *shape =
      facts->width > 0 ? g_strdup_printf("%d × %d", facts->width, facts->height) : g_strdup("");
  const char *cells[N_COLUMNS] = {id,
                                  facts->name,
                                  use != NULL ? silsa_answer_get_code(use->answer) : "",
                                  use != NULL && use->check != NULL ? use->check : "",
                                  use != NULL ? use->caption : "",
                                  facts->captured != NULL ? facts->captured : "",
                                  facts->device != NULL ? facts->device : "",
                                  facts->imported,
                                  size,
                                  shape,
                                  facts->sha256,
                                  silsa_evidence_get_original(assessment, evidence)};

  silsa_csv_append_row(out, cells, N_COLUMNS);
}

static void
add_evidence(GString *out,
             SilsaAssessment *assessment,
             SilsaEvidenceUses *uses,
             SilsaEvidence *evidence)
{
  const GArray *own = silsa_evidence_uses_find(uses, silsa_evidence_get_id(evidence));

  for (guint i = 0; own != NULL && i < own->len; i++)
    add_row(out, assessment, evidence, &g_array_index(own, SilsaEvidenceUse, i));
  if (own == NULL)
    add_row(out, assessment, evidence, NULL);
}

char *
silsa_evidence_to_csv(SilsaAssessment *assessment)
{
  const char *const heads[N_COLUMNS] = {C_("column", "No."),
                                        C_("column", "File name"),
                                        C_("column", "Indicator"),
                                        C_("column", "Check"),
                                        C_("column", "Caption"),
                                        C_("column", "Taken"),
                                        C_("column", "Device"),
                                        C_("column", "Came in"),
                                        C_("column", "Bytes"),
                                        C_("column", "Pixels"),
                                        "SHA-256",
                                        C_("column", "SHA-256 of the original")};
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);
  GListModel *all = silsa_assessment_get_evidence(assessment);
  GString *out = g_string_new(UTF8_MARK);

  silsa_csv_append_row(out, heads, N_COLUMNS);
  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    gint64 id = silsa_evidence_get_id(evidence);

    if (!silsa_assessment_is_removed(assessment, id) &&
        silsa_submitted_get_name(assessment, id) == NULL)
      add_evidence(out, assessment, uses, evidence);
  }
  return g_string_free_and_steal(out);
}

/* --- names --- */

/* What a FAT disk refuses, and what a shell or a person would stumble over. */
static void
tame(char *text)
{
  g_strdelimit(text, "/\\:*?\"<>|\t\r\n", '_');
  g_strstrip(text);
  for (gsize n = strlen(text); n > 0 && (text[n - 1] == '.' || text[n - 1] == ' '); n--)
    text[n - 1] = '\0';
}

static char *
shorten(const char *text, gsize most)
{
  const char *end = text + MIN(strlen(text), most);

  while (end > text && ((guchar)*end & 0xC0) == 0x80) /* not within a letter */
    end--;
  return g_strndup(text, (gsize)(end - text));
}

char *
silsa_evidence_file_name(SilsaEvidenceUses *uses, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  const GArray *own = silsa_evidence_uses_find(uses, facts->id);
  const char *caption = silsa_evidence_uses_get_caption(uses, facts->id);
  const char *code =
      own != NULL ? silsa_answer_get_code(g_array_index(own, SilsaEvidenceUse, 0).answer) : "inbox";
  const char *dot = strrchr(facts->name, '.');
  gboolean ends = dot != NULL && dot > facts->name && strlen(dot) <= ENDING_BYTES;
  g_autofree char *ending = g_strdup(ends ? dot : "");
  g_autofree char *name =
      ends ? g_strndup(facts->name, (gsize)(dot - facts->name)) : g_strdup(facts->name);
  g_autofree char *stem = shorten(caption != NULL ? caption : name, STEM_BYTES);

  tame(stem);
  tame(ending);
  return g_strdup_printf("%s_%03" G_GINT64_FORMAT "%s%s%s", code, facts->id,
                         stem[0] != '\0' ? "_" : "", stem, ending);
}
