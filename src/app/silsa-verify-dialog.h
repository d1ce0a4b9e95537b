#pragma once

#include "silsa-application.h"
#include "silsa-reading-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Verifies a package that the user has just signed, in a thread with progress, and shows the
 * verification sheet (UI.md §7 "Verify"). @round: what to compare with (a trusted one), or NULL;
 * @own_fingerprint: that of the user's certificate, which needs no list; @withheld: the round does
 * not let assessors see points and grade. */
void silsa_verify_dialog_present_own(const char *path,
                                     SilsaRound *round,
                                     const char *own_fingerprint,
                                     gboolean withheld,
                                     GtkWidget *parent);

/** Opens a package to be read: verifies it with progress and hands it to @application, which shows
 * it in a window; where there is nothing that a window could show, the sheet is all. @round_path:
 * as in silsa_reading_job_run(). */
void silsa_verify_dialog_open(const char *path,
                              const char *round_path,
                              SilsaApplication *application,
                              GtkWidget *parent);

/** The sheet of a package that is open. */
void silsa_verify_dialog_present_found(const SilsaOpenedPackage *package, GtkWidget *parent);

G_END_DECLS
