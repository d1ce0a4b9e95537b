#pragma once

#include <glib.h>

/* What the benchmarks have in common. */

/** Sorts @n figures: the median stands in the middle then, the extremes at the ends. */
/** Milliseconds of the processor that this thread used so far: others on the machine do not count.
 */
double figures_processor_time(void);

void figures_sort(double *figures, gsize n);
/** cp without the program, and with @flush as durable as sync makes it. */
void figures_copy(const char *from, const char *to, gboolean flush);
