#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*SilsaRoundMadeFunc)(const char *path, gpointer user_data);

/** Asks for catalogue, identifier and titles, makes the working file in a folder that the user
 * chooses, and tells @made where it is. @user_data lives as long as @parent. */
void silsa_round_new_dialog_present(GtkWidget *parent, SilsaRoundMadeFunc made, gpointer user_data);

G_END_DECLS
