#pragma once

#include <glib.h>

/* What every target (tests/fuzz/fuzz-<name>.c) defines. With a fuzzing engine (clang
 * -fsanitize=fuzzer) the first function is all that is used; without one, tests/fuzz/driver.c calls
 * both. */

/** Feeds @data to what is tested. Returns 0; a fault ends the process. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/** Valid inputs to start from, made on the spot. (transfer full) (element-type GBytes) */
GPtrArray *silsa_fuzz_new_seeds(void);
