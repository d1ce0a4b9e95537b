#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*SilsaRoundAddedFunc)(const char *id, gpointer user_data);

/** Asks for what an applicant or a person cannot be without, and adds it. @added is told its
 * identifier; @user_data lives as long as @parent. */
void silsa_round_add_dialog_present(SilsaRoundDocument *document,
                                    SilsaRoundPart part,
                                    GtkWidget *parent,
                                    SilsaRoundAddedFunc added,
                                    gpointer user_data);

G_END_DECLS
