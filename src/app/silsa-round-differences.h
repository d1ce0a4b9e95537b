#pragma once

#include "silsa-round-diff.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** A dialog that shows what silsa_round_diff() found, with @heading and @body (nullable) above it;
 * responses are the caller's. (transfer floating) */
AdwDialog *
silsa_round_differences_dialog_new(const char *heading, const char *body, GPtrArray *differences);

G_END_DECLS
