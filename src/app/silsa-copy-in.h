#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

/**
 * Asks whether the assessment @path, which lies where it could be damaged while it is changed,
 * shall be copied to Documents/Silsa, and opens the copy. @path itself stays as it is.
 */
void silsa_copy_in_offer(SilsaApplication *application, const char *path, GtkWidget *parent);

G_END_DECLS
