#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

/** Language (from the next start on), single keys. */
void silsa_preferences_dialog_present(SilsaApplication *application, GtkWidget *parent);

G_END_DECLS
