#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

/** Called with the round that packages are compared with from now on. */
typedef void (*SilsaRoundChosenFunc)(const char *path, gpointer user_data);

/**
 * Lets the user choose a round, and, where its secretary's certificate was never confirmed, compare
 * the fingerprint by telephone (DESIGN §10). Round and confirmation are kept in the settings; @func
 * is called unless the user gives up, with @object kept alive until then.
 */
void silsa_round_choice_present(GtkWidget *parent, SilsaRoundChosenFunc func, GObject *object);

G_END_DECLS
