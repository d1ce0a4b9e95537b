#include "silsa-load.h"

#include "silsa-error.h"
#include "silsa-evidence-table.h"
#include "silsa-limits.h"
#include "silsa-sha256.h"

#include <stddef.h>
#include <string.h>

static gboolean
fail(GError **error, const char *entry, const char *subject, const char *what)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "content", "%s", what);
  silsa_error_at_entry(error, entry);
  silsa_error_at_subject(error, subject);
  return FALSE;
}

/* --- the case --- */

typedef enum { META_TEXT, META_TEXT_REQUIRED, META_NUMBER, META_VERSION } MetaKind;

static const struct {
  const char *key;
  MetaKind kind;
  gsize offset;
} meta_keys[] = {
    {"id", META_TEXT_REQUIRED, offsetof(SilsaCase, id)},
    {"purpose", META_TEXT_REQUIRED, offsetof(SilsaCase, purpose)},
    {"city-name", META_TEXT_REQUIRED, offsetof(SilsaCase, city_name)},
    {"city-name-en", META_TEXT, offsetof(SilsaCase, city_name_en)},
    {"population", META_NUMBER, offsetof(SilsaCase, population)},
    {"assessor-name", META_TEXT_REQUIRED, offsetof(SilsaCase, assessor_name)},
    {"round-id", META_TEXT, offsetof(SilsaCase, round_id)},
    {"round-title", META_TEXT, offsetof(SilsaCase, round_title)},
    {"round-title-en", META_TEXT, offsetof(SilsaCase, round_title_en)},
    {"round-version", META_VERSION, offsetof(SilsaCase, round_version)},
    {"round-sha256", META_TEXT, offsetof(SilsaCase, round_sha256)},
    {"round-signer", META_TEXT, offsetof(SilsaCase, round_signer)},
    {"round-fingerprint", META_TEXT, offsetof(SilsaCase, round_fingerprint)},
    {"preview-policy", META_TEXT_REQUIRED, offsetof(SilsaCase, preview_policy)},
    {"visit-from", META_TEXT, offsetof(SilsaCase, visit_from)},
    {"visit-to", META_TEXT, offsetof(SilsaCase, visit_to)},
    {"package-limit", META_NUMBER, offsetof(SilsaCase, package_limit)},
    {"gps", META_TEXT, offsetof(SilsaCase, gps)},
    {"photo-rule", META_TEXT, offsetof(SilsaCase, photo_rule)},
};

static char *
dup_meta(const SilsaCase *about, gsize n)
{
  const void *member = (const char *)about + meta_keys[n].offset;

  switch (meta_keys[n].kind) {
  case META_NUMBER:
    return g_strdup_printf("%" G_GUINT64_FORMAT, *(const guint64 *)member);
  case META_VERSION:
    return g_strdup_printf("%u", *(const guint *)member);
  case META_TEXT:
  case META_TEXT_REQUIRED:
  default:
    return g_strdup(*(const char *const *)member);
  }
}

gboolean
silsa_content_write_case(SilsaDb *db, const SilsaCase *about, GError **error)
{
  static const char sql[] = "INSERT INTO meta (key, value) VALUES (:key, :value)";

  for (gsize i = 0; i < G_N_ELEMENTS(meta_keys); i++) {
    g_autofree char *value = dup_meta(about, i);
    sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

    if (value == NULL)
      continue;
    if (stmt == NULL || !silsa_stmt_bind_text(stmt, ":key", meta_keys[i].key, error) ||
        !silsa_stmt_bind_text(stmt, ":value", value, error) || !silsa_stmt_run(stmt, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_meta(SilsaDb *db, GHashTable *meta, GError **error)
{
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, "SELECT key, value FROM meta", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  for (;;) {
    const char *key, *value;

    if (!silsa_stmt_next(stmt, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!silsa_stmt_get_text(stmt, 0, &key, error) || !silsa_stmt_get_text(stmt, 1, &value, error))
      return FALSE;
    g_hash_table_insert(meta, g_strdup(key), g_strdup(value));
  }
}

gboolean
silsa_content_fill_case(SilsaCase *about, GHashTable *meta, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS(meta_keys); i++) {
    void *member = (char *)about + meta_keys[i].offset;
    const char *value = g_hash_table_lookup(meta, meta_keys[i].key);
    gboolean number = meta_keys[i].kind == META_NUMBER || meta_keys[i].kind == META_VERSION;
    guint64 max = meta_keys[i].kind == META_VERSION ? G_MAXUINT : G_MAXUINT64;
    guint64 parsed = 0;

    if (meta_keys[i].kind == META_TEXT_REQUIRED && value == NULL)
      return fail(error, "meta", meta_keys[i].key, "a fact of the case is missing");
    if (number && value != NULL && !g_ascii_string_to_unsigned(value, 10, 0, max, &parsed, NULL))
      return fail(error, "meta", meta_keys[i].key, "a fact of the case is not a number");
    if (meta_keys[i].kind == META_NUMBER)
      *(guint64 *)member = parsed;
    else if (meta_keys[i].kind == META_VERSION)
      *(guint *)member = (guint)parsed;
    else
      *(const char **)member = value;
  }
  return TRUE;
}

/* --- documents --- */

gboolean
silsa_content_write_document(SilsaDb *db, const char *kind, GBytes *bytes, GError **error)
{
  static const char sql[] = "INSERT INTO document (kind, sha256, bytes)"
                            " VALUES (:kind, :sha256, :bytes)";
  g_autofree char *digest = silsa_sha256_hex(bytes);
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_text(stmt, ":kind", kind, error) &&
         silsa_stmt_bind_text(stmt, ":sha256", digest, error) &&
         silsa_stmt_bind_gbytes(stmt, ":bytes", bytes, error) && silsa_stmt_run(stmt, error);
}

/* @sha256 NULL: the only one of its kind. */
static gboolean
read_document(SilsaDb *db, const char *kind, const char *sha256, GBytes **bytes, GError **error)
{
  static const char sql[] = "SELECT sha256, bytes FROM document"
                            " WHERE kind = :kind AND (:sha256 IS NULL OR sha256 = :sha256)";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  g_autofree char *digest = NULL;
  const char *recorded;
  gboolean row;

  if (stmt == NULL || !silsa_stmt_bind_text(stmt, ":kind", kind, error) ||
      !silsa_stmt_bind_text(stmt, ":sha256", sha256, error) || !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (!silsa_stmt_get_text(stmt, 0, &recorded, error) ||
      (*bytes = silsa_stmt_dup_bytes(stmt, 1, error)) == NULL)
    return FALSE;
  digest = silsa_sha256_hex(*bytes);
  return g_strcmp0(digest, recorded) == 0 ||
         fail(error, "document", kind, "the bytes do not have the digest that was recorded");
}

static SilsaCatalogue *
read_catalogue(SilsaDb *db, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (!read_document(db, "catalogue", NULL, &bytes, error))
    return NULL;
  if (bytes != NULL)
    return silsa_catalogue_new_from_bytes(bytes, error);
  fail(error, "document", "catalogue", "there is no catalogue");
  return NULL;
}

/* --- facts and drafts --- */

typedef gboolean (*PlaceFunc)(
    SilsaContent *self, const char *subject, const char *field, const char *text, GError **error);

static gboolean
foreach_place(SilsaContent *self, SilsaDb *db, const char *sql, PlaceFunc func, GError **error)
{
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  for (;;) {
    const char *subject, *field, *text;

    if (!silsa_stmt_next(stmt, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!silsa_stmt_get_text(stmt, 0, &subject, error) ||
        !silsa_stmt_get_text(stmt, 1, &field, error) ||
        !silsa_stmt_get_text(stmt, 2, &text, error) || !func(self, subject, field, text, error))
      return FALSE;
  }
}

/* The rule that was broken stays; but a file of ours that breaks one is damaged. */
static gboolean
load_fact(
    SilsaContent *self, const char *subject, const char *field, const char *text, GError **error)
{
  if (silsa_assessment_load_fact(self->assessment, subject, field, text, error))
    return TRUE;
  if (error != NULL && *error != NULL && (*error)->domain == SILSA_ERROR)
    (*error)->code = SILSA_ERROR_CORRUPT;
  silsa_error_at_entry(error, "fact");
  silsa_error_at_subject(error, subject);
  return FALSE;
}

static gboolean
load_draft(
    SilsaContent *self, const char *subject, const char *field, const char *text, GError **error)
{
  g_autofree char *key = silsa_draft_key(subject, field);

  if (strchr(subject, '\n') != NULL)
    return fail(error, "draft", field, "not the subject of a draft");
  silsa_drafts_load(self->drafts, key, text);
  silsa_act_add(self->recovered, subject, field, text);
  return TRUE;
}

GBytes *
silsa_content_read_round(SilsaDb *db, const char *sha256, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (!read_document(db, "round", sha256, &bytes, error))
    return NULL;
  if (bytes == NULL) {
    silsa_error_set(error, SILSA_ERROR_CORRUPT, "content", "there is no such round");
    silsa_error_at_entry(error, "document");
    silsa_error_at_subject(error, "round");
  }
  return g_steal_pointer(&bytes);
}

/* Which version is in force is among the facts. */
static gboolean
load_round(SilsaContent *self, SilsaDb *db, GError **error)
{
  const SilsaCase *about = silsa_assessment_get_case(self->assessment);

  if (about->round_sha256 == NULL ||
      silsa_assessment_get(self->assessment, "city", "erased") != NULL)
    return TRUE;
  self->round_bytes = silsa_content_read_round(db, about->round_sha256, error);
  return self->round_bytes != NULL;
}

static gboolean
load_all(SilsaContent *self, SilsaDb *db, GError **error)
{
  g_autoptr(GHashTable) meta = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  SilsaCase about = {0};

  if (!read_meta(db, meta, error) || !silsa_content_fill_case(&about, meta, error) ||
      (catalogue = read_catalogue(db, error)) == NULL)
    return FALSE;
  self->first_round = g_strdup(about.round_sha256);
  self->assessment = silsa_assessment_new(catalogue, &about);
  self->history = silsa_history_new();
  self->drafts = silsa_drafts_new();
  self->recovered = silsa_act_new("draft", NULL);
  if (!silsa_evidence_table_load(db, self->assessment, error) ||
      !foreach_place(self, db, "SELECT subject, field, value FROM fact", load_fact, error) ||
      !foreach_place(self, db, "SELECT subject, field, text FROM draft", load_draft, error) ||
      !silsa_history_load(self->history, db, error))
    return FALSE;
  silsa_assessment_load_done(self->assessment);
  return load_round(self, db, error);
}

gboolean
silsa_content_load(SilsaContent *self, SilsaDb *db, GError **error)
{
  gboolean ok;

  silsa_db_set_row_limit(db, SILSA_LIMIT_ROUND_BYTES + SILSA_MIB(1));
  ok = silsa_db_begin_reading(db, error);
  if (ok) {
    ok = load_all(self, db, error);
    silsa_db_end_reading(db);
    silsa_db_forget_pages(db); /* of all facts, which are known now */
  }
  silsa_db_set_row_limit(db, SILSA_LIMIT_EVIDENCE_BYTES + SILSA_MIB(1));
  silsa_error_at_file(error, silsa_db_get_path(db));
  return ok;
}

void
silsa_content_clear(SilsaContent *self)
{
  g_clear_object(&self->assessment);
  g_clear_pointer(&self->first_round, g_free);
  g_clear_pointer(&self->round_bytes, g_bytes_unref);
  g_clear_pointer(&self->history, silsa_history_free);
  g_clear_pointer(&self->recovered, silsa_act_free);
  g_clear_pointer(&self->drafts, silsa_drafts_unref);
}
