/*
 * Runs a fuzz target without a fuzzing engine, as a test:
 *
 *   fuzz-media                          the seeds, then 2,000 mutations of them
 *   fuzz-media --iterations N --start S the mutations number S to S + N - 1
 *   fuzz-media --write FILE --start S   writes mutation number S to FILE and does not run it
 *   fuzz-media --seeds FOLDER           writes the seeds there, for an engine to begin with
 *   fuzz-media FILE…                    replays files, such as those that an engine found
 *
 * A mutation depends on nothing but its number, so that the number that was printed before a fault
 * finds it again. While the target runs, standard error names the number in case of a fault.
 */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_ITERATIONS 2000
#define MAX_INPUT_BYTES (1024 * 1024)

static int iterations = DEFAULT_ITERATIONS;
static int start = 0;
static char *write_path = NULL;
static char *seeds_path = NULL;
static char **files = NULL;

/* Read in the signal handler. */
static volatile int current = -1;

static void
fault_cb(int signal_number)
{
  char text[96];
  int length = snprintf(text, sizeof text, "# fault in mutation %d (--write FILE --start %d)\n",
                        current, current);

  if (current >= 0 && write(STDERR_FILENO, text, (size_t)length) < 0)
    _exit(3);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static guint
pick(GRand *rand, gsize n)
{
  return n <= 1 ? 0 : (guint)g_rand_int_range(rand, 0, (gint32)MIN(n, G_MAXINT32));
}

/* Numbers at which readers err: 0, signs, the largest of each width. */
static void
put_number(GRand *rand, GByteArray *bytes, guint at)
{
  static const guint32 numbers[] = {0,      1,      0x7f,       0x80,       0xff,      0x7fff,
                                    0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff};
  guint32 number = numbers[pick(rand, G_N_ELEMENTS(numbers))];
  guint8 data[4];
  guint width = 1u << pick(rand, 3);

  number = pick(rand, 2) == 0 ? GUINT32_TO_BE(number << (32 - 8 * width)) : GUINT32_TO_LE(number);
  memcpy(data, &number, 4);
  for (guint i = 0; i < width && at + i < bytes->len; i++)
    bytes->data[at + i] = data[i];
}

/* A piece of @other in place of, or between, what stands at @at. */
static void
splice(GRand *rand, GByteArray *bytes, guint at, GBytes *other)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(other, &size);
  guint from = pick(rand, size), length = pick(rand, MIN(size - from, 512)) + 1;
  g_autofree guint8 *rest = NULL;
  guint rest_size;

  if (size == 0)
    return;
  length = MIN(length, (guint)(size - from));
  rest_size = bytes->len - at;
  rest = g_memdup2(bytes->data + at, rest_size);
  g_byte_array_set_size(bytes, at);
  g_byte_array_append(bytes, data + from, length);
  if (pick(rand, 2) == 0 && rest_size > length)
    g_byte_array_append(bytes, rest + length, rest_size - length);
  else if (rest_size > 0)
    g_byte_array_append(bytes, rest, rest_size);
}

static void
mutate_once(GRand *rand, GByteArray *bytes, GBytes *other)
{
  guint at = pick(rand, bytes->len);

  if (bytes->len == 0) {
    splice(rand, bytes, 0, other);
    return;
  }
  /* Headers decide most: half of all changes fall among the first bytes. */
  if (pick(rand, 2) == 0)
    at = pick(rand, MIN(bytes->len, 256));
  switch (pick(rand, 8)) {
  case 0:
  case 1:
    bytes->data[at] ^= (guint8)(1u << pick(rand, 8));
    break;
  case 2:
    bytes->data[at] = (guint8)pick(rand, 256);
    break;
  case 3:
  case 4:
    put_number(rand, bytes, at);
    break;
  case 5:
    g_byte_array_remove_range(bytes, at,
                              pick(rand, MIN(bytes->len - at, 64)) + (at < bytes->len ? 1 : 0));
    break;
  case 6:
    splice(rand, bytes, at, other);
    break;
  default:
    if (pick(rand, 4) == 0)
      g_byte_array_set_size(bytes, at);
    else
      memset(bytes->data + at, (int)pick(rand, 256), MIN(bytes->len - at, pick(rand, 32) + 1));
  }
}

static GByteArray *
new_mutation(GPtrArray *seeds, int number)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed((guint32)number);
  GBytes *seed = seeds->pdata[pick(rand, seeds->len)];
  GByteArray *bytes = g_byte_array_new();

  g_byte_array_append(bytes, g_bytes_get_data(seed, NULL),
                      (guint)MIN(g_bytes_get_size(seed), MAX_INPUT_BYTES));
  for (guint n = 1 + pick(rand, 8); n > 0; n--)
    mutate_once(rand, bytes, seeds->pdata[pick(rand, seeds->len)]);
  if (bytes->len > MAX_INPUT_BYTES)
    g_byte_array_set_size(bytes, MAX_INPUT_BYTES);
  return bytes;
}

/* In memory of exactly its size, so that a sanitizer sees a read beyond it. */
static void
run(const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2(data, size);

  LLVMFuzzerTestOneInput(copy, size);
}

static int
replay_files(void)
{
  for (gsize i = 0; files[i] != NULL; i++) {
    g_autofree char *data = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;

    if (!g_file_get_contents(files[i], &data, &size, &error)) {
      g_printerr("%s\n", error->message);
      return 2;
    }
    run((const guint8 *)data, size);
    g_print("# %s: %" G_GSIZE_FORMAT " bytes\n", files[i], size);
  }
  g_print("1..1\nok 1 files\n");
  return 0;
}

static int
run_seeds(GPtrArray *seeds)
{
  g_print("1..2\n");
  for (guint i = 0; i < seeds->len; i++)
    run(g_bytes_get_data(seeds->pdata[i], NULL), g_bytes_get_size(seeds->pdata[i]));
  g_print("ok 1 %u seeds\n", seeds->len);
  for (int n = 0; n < iterations; n++) {
    g_autoptr(GByteArray) bytes = new_mutation(seeds, start + n);

    current = start + n;
    run(bytes->data, bytes->len);
  }
  current = -1;
  g_print("ok 2 %d mutations\n", iterations);
  return 0;
}

static int
write_file(const char *path, const guint8 *data, gsize size)
{
  g_autoptr(GError) error = NULL;

  if (g_file_set_contents(path, (const char *)data, (gssize)size, &error))
    return 0;
  g_printerr("%s\n", error->message);
  return 2;
}

static int
write_mutation(GPtrArray *seeds)
{
  g_autoptr(GByteArray) bytes = new_mutation(seeds, start);

  return write_file(write_path, bytes->data, bytes->len);
}

static int
write_seeds(GPtrArray *seeds)
{
  int status = 0;

  for (guint i = 0; status == 0 && i < seeds->len; i++) {
    g_autofree char *name = g_strdup_printf("seed-%03u", i);
    g_autofree char *path = g_build_filename(seeds_path, name, NULL);
    gsize size;
    const guint8 *data = g_bytes_get_data(seeds->pdata[i], &size);

    status = write_file(path, data, size);
  }
  return status;
}

static int
use_seeds(GPtrArray *seeds)
{
  g_assert_cmpuint(seeds->len, >, 0);
  if (seeds_path != NULL)
    return write_seeds(seeds);
  return write_path != NULL ? write_mutation(seeds) : run_seeds(seeds);
}

int
main(int argc, char *argv[])
{
  static const GOptionEntry entries[] = {
      {"iterations", 0, 0, G_OPTION_ARG_INT, &iterations, "How many mutations to run", "N"},
      {"start", 0, 0, G_OPTION_ARG_INT, &start, "The number of the first mutation", "S"},
      {"write", 0, 0, G_OPTION_ARG_FILENAME, &write_path, "Write that mutation instead", "FILE"},
      {"seeds", 0, 0, G_OPTION_ARG_FILENAME, &seeds_path, "Write the seeds instead", "FOLDER"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "FILE…"},
      {NULL},
  };
  g_autoptr(GOptionContext) context = g_option_context_new("- runs a fuzz target");
  g_autoptr(GPtrArray) seeds = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  setlocale(LC_ALL, "");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    g_printerr("%s\n", error->message);
    return 2;
  }
  signal(SIGABRT, fault_cb);
  if (files != NULL) {
    status = replay_files();
  } else {
    seeds = silsa_fuzz_new_seeds();
    status = use_seeds(seeds);
  }
  g_free(write_path);
  g_free(seeds_path);
  g_strfreev(files);
  return status;
}
