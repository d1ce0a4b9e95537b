#pragma once

#include "silsa-pixels.h"
#include "silsa-shape.h"

G_BEGIN_DECLS

/** @pixels with the @shapes (of SilsaShape) that hide: blocks are black; what is blurred keeps the
 * rough colours of at most six cells along its longer side, too few to read a face or a number
 * plate back from them. Takes @pixels. (transfer full) */
SilsaPixels *silsa_redact(SilsaPixels *pixels, const GArray *shapes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
