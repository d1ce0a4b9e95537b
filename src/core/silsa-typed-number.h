#pragma once

#include "silsa-catalogue.h"

G_BEGIN_DECLS

/**
 * A number as a person types it: separators between thousands, full-width digits, the Korean
 * magnitudes (십, 백, 천, 만, 억, 조) and the unit after it. "2만 3,450명" is "23450", "37.5%" is
 * "37.5", and where @unit itself is a magnitude of won, "3억 원" is "300". What can be read in two
 * ways is refused, never guessed.
 *
 * Returns the canonical decimal. Errors: INVALID "typed-number", "typed-comma" or "decimal".
 * (transfer full)
 */
char *silsa_typed_number_read(const char *text,
                              const SilsaUnit *unit,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** TRUE when @text says more than digits and separators, so that it helps to show what was read. */
gboolean silsa_typed_number_has_words(const char *text);

G_END_DECLS
