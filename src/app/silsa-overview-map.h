#pragma once

#include "silsa-heat-map.h"
#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the heat map shows of an assessment, and the words of its legend. */

typedef enum {
  SILSA_MAP_STATE,
  SILSA_MAP_PERCENT,
  SILSA_MAP_EVIDENCE,
  SILSA_MAP_DIFFERENCE,
} SilsaMapKind;

/** The whole map as it stands now; cells are in the order of the answers. */
void silsa_overview_map_fill(SilsaHeatMap *map, SilsaAssessment *assessment, SilsaMapKind kind);
/** The signs of @kind, each with its word. */
void
silsa_overview_map_fill_legend(AdwWrapBox *legend, SilsaAssessment *assessment, SilsaMapKind kind);
/** An answer in one sentence: code, title, state, percents, difference, photos. (transfer full) */
char *silsa_overview_describe(SilsaAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;
/** "verified 85.3 %", "claimed 85.3 %"; NULL without a score. (transfer full) */
char *silsa_overview_score_text(const SilsaScore *score, gboolean claim) G_GNUC_WARN_UNUSED_RESULT;
/** Verified less claimed in percent of the points; FALSE while one of them is not known. */
gboolean silsa_overview_get_difference(SilsaAnswer *answer, double *difference);

G_END_DECLS
