/* When things are done that need not be done at once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The priority of what is waited for: behind the frames of what is on the screen, and before all
 * else. */
#define SILSA_BEHIND_FRAMES (G_PRIORITY_HIGH_IDLE + 30)

G_END_DECLS
