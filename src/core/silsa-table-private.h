#pragma once

#include "silsa-act.h"
#include "silsa-catalogue.h"
#include "silsa-csv.h"

G_BEGIN_DECLS

/* What the readers of tables and rounds share. */

/**
 * The one spelling of @value for a field of silsa-act.h ("" stays ""), or NULL and in @reason the
 * rule that it breaks: those of silsa-field.h, but "unknown-input" also where an indicator of the
 * other kind has the input. (transfer full)
 */
char *silsa_table_normalise(SilsaCatalogue *catalogue,
                            const char *code,
                            const char *field,
                            const char *value,
                            const char **reason) G_GNUC_WARN_UNUSED_RESULT;

/** What is wrong with a row as such, before its cells are looked at: "quotes", "columns" or
 * "unknown-indicator"; NULL: nothing. @code is the cell of the indicator. */
const char *
silsa_table_refuse_row(SilsaCsv *csv, guint row, SilsaCatalogue *catalogue, const char *code);

/** Adds a row of @csv to @refused, a list of SilsaRefusedRow. */
void silsa_table_add_refused(
    GPtrArray *refused, SilsaCsv *csv, guint row, const char *reason, const char *found);

/** FALSE with INVALID "csv-header" and the column's name when @column is -1. */
gboolean silsa_table_demand_column(int column, const char *name, GError **error);

/** Digest of the claim facts in @claims, which need not be in order; other facts, and those without
 * a new value, do not count. (transfer full) */
char *silsa_claims_digest_of_act(const SilsaAct *claims) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
