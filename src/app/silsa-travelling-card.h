#pragma once

#include "silsa-travelling.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What a package carries of a photo, beside its picture: size and SHA-256 of the original and of
 * what travels, and in what that differs; or why nothing does. */
#define SILSA_TYPE_TRAVELLING_CARD (silsa_travelling_card_get_type())
G_DECLARE_FINAL_TYPE(SilsaTravellingCard, silsa_travelling_card, SILSA, TRAVELLING_CARD, AdwBin)

GtkWidget *silsa_travelling_card_new(void);
/** NULL @travelling: it is being made. */
void silsa_travelling_card_show(SilsaTravellingCard *self, const SilsaTravelling *travelling);

/** Why no bytes of it go into a package, in sentences; NULL: they do. (transfer full) (nullable) */
char *silsa_travelling_dup_reason(const SilsaTravelling *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
