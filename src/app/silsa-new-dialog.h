#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

typedef enum { SILSA_NEW_FROM_ROUND, SILSA_NEW_BLANK } SilsaNewMode;

/** Asks for round and city (or catalogue, city and population) and makes the file; opens its
 * window. */
void silsa_new_dialog_present(SilsaApplication *application, SilsaNewMode mode, GtkWidget *parent);

G_END_DECLS
