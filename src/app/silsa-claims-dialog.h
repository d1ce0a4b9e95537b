#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What a table of claims would change: new, changed, the same, and refused with the reason, before
 * anything is taken. Taking it is one act. */
#define SILSA_TYPE_CLAIMS_DIALOG (silsa_claims_dialog_get_type())
G_DECLARE_FINAL_TYPE(SilsaClaimsDialog, silsa_claims_dialog, SILSA, CLAIMS_DIALOG, AdwDialog)

typedef void (*SilsaClaimsTaken)(GtkWidget *parent, const char *words);

/** Has the user choose a table and shows what it would change. @taken is told what was taken. */
void silsa_claims_choose(SilsaStore *store, GtkWidget *parent, SilsaClaimsTaken taken);
/** Has the user choose where to write an empty table to fill in. */
void silsa_claims_save_template(SilsaStore *store, GtkWidget *parent, SilsaClaimsTaken written);

G_END_DECLS
