#pragma once

#include "silsa-db.h"
#include "silsa-db-file.h"

G_BEGIN_DECLS

/** What takes a file from format @from to @from + 1, in the one transaction of a migration. Steps
 * are appended and never edited; a step with no @sql ends the list. */
typedef struct {
  guint from;
  const char *sql;
} SilsaSchemaStep;

/** Makes the tables of the current format in a new file, with application id and version. */
gboolean silsa_schema_create(SilsaDb *db, GError **error);

/** FALSE + CORRUPT "schema" with the entry, unless tables and indexes are exactly those of the
 * current format: no table, view, trigger or index more, none less, none spelled otherwise. */
gboolean silsa_schema_check(SilsaDb *db, GError **error);

/** Brings a file of an older format up to date: first a copy beside it, then all steps and the new
 * number in one transaction. CORRUPT "format-version" for a number that was never released. */
gboolean silsa_schema_migrate(SilsaDb *db, SilsaDbFile *file, GError **error);

/** For tests: released formats that never were. NULL: the real ones. */
void silsa_schema_set_steps(const SilsaSchemaStep *steps);

G_END_DECLS
