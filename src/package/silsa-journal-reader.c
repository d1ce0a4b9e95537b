#include "silsa-journal-xml.h"

#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-rendition.h"
#include "silsa-xml.h"

#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaJournalRow, silsa_journal_row_free)

static char *
dup_attribute(xmlNode *node, const char *name)
{
  xmlChar *raw = node != NULL ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
  char *value = g_strdup((const char *)raw);

  xmlFree(raw);
  return value;
}

static char *
dup_content(xmlNode *node)
{
  xmlChar *raw = node != NULL ? xmlNodeGetContent(node) : NULL;
  char *value = g_strdup((const char *)raw);

  xmlFree(raw);
  return value;
}

static gint64
number_of(xmlNode *node, const char *name)
{
  g_autofree char *text = dup_attribute(node, name);

  return text != NULL ? g_ascii_strtoll(text, NULL, 10) : -1;
}

static SilsaJournalRow *
read_row(xmlNode *node)
{
  SilsaJournalRow *row = g_new0(SilsaJournalRow, 1);
  xmlNode *old_node = silsa_xml_first(node, "old");
  xmlNode *new_node = silsa_xml_first(node, "new");

  row->sequence = number_of(node, "sequence");
  row->group = number_of(node, "group");
  row->time = dup_attribute(node, "time");
  row->actor = dup_attribute(node, "actor");
  row->act = dup_attribute(node, "act");
  row->subject = dup_attribute(node, "subject");
  row->field = dup_attribute(node, "field");
  row->old_commitment = dup_attribute(node, "old");
  row->new_commitment = dup_attribute(node, "new");
  row->hash = dup_attribute(node, "hash");
  row->old_value = dup_content(old_node);
  row->new_value = dup_content(new_node);
  row->old_salt = dup_attribute(old_node, "salt");
  row->new_salt = dup_attribute(new_node, "salt");
  return row;
}

static void
replay(SilsaJournalText *self, const SilsaJournalRow *row)
{
  char *key = g_strdup_printf("%s\t%s", row->subject, row->field);

  if (row->new_commitment == NULL) {
    g_hash_table_remove(self->facts, key);
    g_free(key);
  } else {
    g_hash_table_replace(self->facts, key, g_strdup(row->new_value));
  }
}

static void
read_rows(SilsaJournalText *self, xmlNode *root)
{
  g_autoptr(SilsaJournalCheck) check =
      silsa_journal_check_new(self->file_id, self->catalogue_sha256);

  for (xmlNode *node = silsa_xml_first(root, "row"); node != NULL;
       node = silsa_xml_next(node, "row")) {
    g_autoptr(SilsaJournalRow) row = read_row(node);

    silsa_journal_check_row(check, row);
    if (row->sequence > 0) /* row 0 binds the file and is no fact */
      replay(self, row);
    g_set_str(&self->last_time, row->time);
  }
  self->rows = silsa_journal_check_get_rows(check);
  self->first_bad = silsa_journal_check_get_first_bad(check);
  self->head = g_strdup(silsa_journal_check_get_head(check));
}

static xmlDoc *
parse(GBytes *bytes, GError **error)
{
  g_autoptr(xmlDoc) doc = silsa_xml_parse(bytes, SILSA_LIMIT_PAYLOAD_BYTES, "journal-bytes", error);

  return doc != NULL && silsa_xml_validate(doc, "journal.xsd", error) ? g_steal_pointer(&doc)
                                                                      : NULL;
}

SilsaJournalText *
silsa_journal_text_read(GBytes *bytes, GError **error)
{
  g_autoptr(xmlDoc) doc = parse(bytes, error);
  SilsaJournalText *self;
  xmlNode *root;

  if (doc == NULL)
    return NULL;
  root = xmlDocGetRootElement(doc);
  self = g_new0(SilsaJournalText, 1);
  self->facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  self->file_id = dup_attribute(root, "file");
  self->catalogue_sha256 = dup_attribute(root, "catalogue");
  read_rows(self, root);
  return self;
}

GPtrArray *
silsa_journal_text_read_rows(GBytes *bytes, GError **error)
{
  g_autoptr(xmlDoc) doc = parse(bytes, error);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
  g_autofree char *file_id = dup_attribute(root, "file");
  g_autofree char *catalogue_sha256 = dup_attribute(root, "catalogue");
  g_autoptr(SilsaJournalCheck) check = NULL;
  GPtrArray *rows;

  if (doc == NULL)
    return NULL;
  check = silsa_journal_check_new(file_id, catalogue_sha256);
  rows = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_journal_row_free);
  for (xmlNode *node = silsa_xml_first(root, "row"); node != NULL;
       node = silsa_xml_next(node, "row")) {
    g_autoptr(SilsaJournalRow) row = read_row(node);

    if (!silsa_journal_check_row(check, row))
      break;
    g_ptr_array_add(rows, g_steal_pointer(&row));
  }
  return rows;
}

void
silsa_journal_text_free(SilsaJournalText *self)
{
  g_free(self->file_id);
  g_free(self->catalogue_sha256);
  g_free(self->head);
  g_free(self->last_time);
  g_hash_table_unref(self->facts);
  g_free(self);
}

/* --- comparing ------------------------------------------------------------------------------ */

typedef struct {
  SilsaJournalText *journal;
  SilsaAssessment *assessment;
  SilsaProblems *problems;
  GHashTable *left; /* keys of the journal's facts that have not been met */
} Comparison;

static void
differs(Comparison *self, const char *subject, const char *field)
{
  silsa_problems_add(self->problems, SILSA_VERDICT_INCONSISTENT, "journal-differs", subject,
                     "field %s", field);
}

static void
compare_fact(const char *subject, const char *field, const char *value, gpointer data)
{
  Comparison *self = data;
  g_autofree char *key = g_strdup_printf("%s\t%s", subject, field);
  gpointer found = NULL;

  /* In what form it came is told of a package, not entered by a person. */
  if (g_str_has_prefix(subject, "evidence:") &&
      (strcmp(field, "rendition-of") == 0 || strcmp(field, "withheld") == 0))
    return;
  if (!g_hash_table_lookup_extended(self->journal->facts, key, NULL, &found) ||
      (found != NULL && strcmp(found, value) != 0))
    differs(self, subject, field);
  g_hash_table_remove(self->left, key);
}

static gboolean
is_removed(Comparison *self, const char *evidence)
{
  g_autofree char *key = g_strdup_printf("evidence:%s\tremoved", evidence);

  return g_hash_table_contains(self->journal->facts, key);
}

/* What a later version of the round said is no fact of the payload, but what follows from it is. */
static gboolean
is_of_round(Comparison *self, const char *subject, const char *field)
{
  const SilsaCase *about = silsa_assessment_get_case(self->assessment);
  g_autofree char *version = g_strdup_printf("%u", about->round_version);
  g_autofree char *population = g_strdup_printf("%" G_GUINT64_FORMAT, about->population);
  const struct {
    const char *subject, *field, *value;
  } said[] = {
      {"round", "digest", about->round_sha256},
      {"round", "version", version},
      {"city", "name", about->city_name},
      {"city", "population", population},
      {"round", "signer", NULL},
      {"round", "fingerprint", NULL},
      {"round", "title", NULL},
      {"round", "title-en", NULL},
      {"round", "preview", NULL},
      {"round", "visit-from", NULL},
      {"round", "visit-to", NULL},
      {"round", "package-limit", NULL},
      {"round", "gps", NULL},
      {"round", "photos", NULL},
      {"city", "name-en", NULL},
  };
  g_autofree char *key = g_strdup_printf("%s\t%s", subject, field);
  const char *told = g_hash_table_lookup(self->journal->facts, key);

  for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
    if (strcmp(said[i].subject, subject) == 0 && strcmp(said[i].field, field) == 0)
      return said[i].value == NULL || told == NULL || strcmp(told, said[i].value) == 0;
  return FALSE;
}

/* Nothing is told of evidence that is not in the package; of what is, the digest is that of the
 * original, and marks and shapes have been met already. */
static gboolean
is_told_of_evidence(Comparison *self, const char *subject, const char *field)
{
  gint64 id = g_ascii_strtoll(subject + strlen("evidence:"), NULL, 10);
  SilsaEvidence *evidence = silsa_assessment_find_evidence(self->assessment, id);
  g_autofree char *key = g_strdup_printf("%s\t%s", subject, field);
  const char *value = g_hash_table_lookup(self->journal->facts, key);

  if (evidence == NULL)
    return TRUE;
  return strcmp(field, "sha256") == 0 &&
         (value == NULL ||
          strcmp(value, silsa_evidence_get_original(self->assessment, evidence)) == 0);
}

/* Digests of evidence that is in the package are compared; what was taken out stays behind, and so
 * do the papers that came from the city. */
static gboolean
is_expected_to_be_missing(Comparison *self, const char *subject, const char *field)
{
  if (!silsa_field_is_public(field) || g_str_has_prefix(field, "removed") ||
      strcmp(field, "erased") == 0 || strcmp(field, "submitted") == 0 ||
      is_of_round(self, subject, field))
    return TRUE;
  if (g_str_has_prefix(field, "use:")) {
    g_auto(GStrv) parts = g_strsplit(field, ":", 3);

    return is_removed(self, parts[1]);
  }
  return g_str_has_prefix(subject, "evidence:") && is_told_of_evidence(self, subject, field);
}

static void
check_left(Comparison *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, self->left);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    g_auto(GStrv) parts = g_strsplit(key, "\t", 2);

    if (!is_expected_to_be_missing(self, parts[0], parts[1]))
      differs(self, parts[0], parts[1]);
  }
}

/* Every piece of evidence has arrived by a row of the journal. */
static void
check_evidence(Comparison *self)
{
  GListModel *all = silsa_assessment_get_evidence(self->assessment);

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
    g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, facts->id);
    g_autofree char *key = g_strconcat(subject, "\tsha256", NULL);

    if (!g_hash_table_contains(self->journal->facts, key))
      differs(self, subject, "sha256");
  }
}

void
silsa_journal_text_compare(SilsaJournalText *self,
                           SilsaAssessment *assessment,
                           SilsaProblems *problems)
{
  g_autoptr(GHashTable) left = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Comparison comparison = {self, assessment, problems, left};
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, self->facts);
  while (g_hash_table_iter_next(&iter, &key, NULL))
    g_hash_table_add(left, g_strdup(key));
  silsa_assessment_foreach_fact(assessment, compare_fact, &comparison);
  check_left(&comparison);
  check_evidence(&comparison);
}
