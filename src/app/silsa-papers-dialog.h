#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** The city's own papers in a file: attach, open, take out. */
#define SILSA_TYPE_PAPERS_DIALOG (silsa_papers_dialog_get_type())
G_DECLARE_FINAL_TYPE(SilsaPapersDialog, silsa_papers_dialog, SILSA, PAPERS_DIALOG, AdwDialog)

/** @page: where papers are opened, 0 for the first page. */
void silsa_papers_dialog_present(SilsaStore *store, guint page, GtkWidget *parent);

G_END_DECLS
