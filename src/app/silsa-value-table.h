#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Inputs of a quantitative indicator, claim left and verified right, value and score under a line,
 * and the scoring curve beside. Typing moves everything at once and becomes an act on leaving the
 * entry. */
#define SILSA_TYPE_VALUE_TABLE (silsa_value_table_get_type())
G_DECLARE_FINAL_TYPE(SilsaValueTable, silsa_value_table, SILSA, VALUE_TABLE, AdwBin)

void silsa_value_table_bind(SilsaValueTable *self, SilsaStore *store, SilsaAnswer *answer);
void silsa_value_table_refresh(SilsaValueTable *self);
void silsa_value_table_commit(SilsaValueTable *self);
/** Whether titles stand above their numbers, where there is no room for both beside each other. */
void silsa_value_table_set_narrow(SilsaValueTable *self, gboolean narrow);
/** Puts the focus into the first entry. */
void silsa_value_table_focus_entry(SilsaValueTable *self);

/** Says in @label what @score lost or won against the @claim, both of them nullable; without a
 * difference it is hidden. */
void silsa_difference_show(GtkLabel *label,
                           const SilsaScore *score,
                           const SilsaScore *claim,
                           int decimals);

G_END_DECLS
