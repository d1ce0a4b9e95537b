#pragma once

#include "silsa-db.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/** @id: 0 when no evidence has this digest. */
gboolean silsa_evidence_table_find(SilsaDb *db, const char *sha256, gint64 *id, GError **error);
gboolean silsa_evidence_table_next_id(SilsaDb *db, gint64 *id, GError **error);
/** In a transaction. @thumbnail may be NULL. */
gboolean silsa_evidence_table_insert(
    SilsaDb *db, const SilsaEvidenceFacts *facts, GBytes *bytes, GBytes *thumbnail, GError **error);
/** The parts of the same, facts first. */
gboolean
silsa_evidence_table_insert_facts(SilsaDb *db, const SilsaEvidenceFacts *facts, GError **error);
gboolean silsa_evidence_table_insert_content(SilsaDb *db, gint64 id, GBytes *bytes, GError **error);
gboolean
silsa_evidence_table_insert_thumbnail(SilsaDb *db, gint64 id, GBytes *jpeg, GError **error);
/** Adds all that is known of all evidence, without the bytes, to @assessment. */
gboolean silsa_evidence_table_load(SilsaDb *db, SilsaAssessment *assessment, GError **error);

G_END_DECLS
