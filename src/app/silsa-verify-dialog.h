#pragma once

#include "silsa-round.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Verifies a package in a thread with progress and shows the verification sheet (UI.md §7
 * "Verify").
 * @round: what to compare with (a trusted one), or NULL. */
void silsa_verify_dialog_present(const char *path, SilsaRound *round, GtkWidget *parent);

/** The same for a package that the user has just signed: @own_fingerprint is that of her or his
 * certificate, which needs no list. */
void silsa_verify_dialog_present_own(const char *path,
                                     SilsaRound *round,
                                     const char *own_fingerprint,
                                     GtkWidget *parent);

G_END_DECLS
