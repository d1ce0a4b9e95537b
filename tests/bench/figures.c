#include "figures.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define PIECE_BYTES ((gsize)1024 * 1024)

static int
compare_figures(gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

double
figures_processor_time(void)
{
  struct timespec now;

  g_assert_cmpint(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now), ==, 0);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void
figures_sort(double *figures, gsize n)
{
  qsort(figures, n, sizeof figures[0], compare_figures);
}

void
figures_copy(const char *from, const char *to, gboolean flush)
{
  g_autofree guint8 *buffer = g_malloc(PIECE_BYTES);
  g_autofd int in = g_open(from, O_RDONLY, 0);
  g_autofd int out = g_open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
  ssize_t got;

  g_assert_true(in >= 0 && out >= 0);
  while ((got = read(in, buffer, PIECE_BYTES)) > 0)
    g_assert_cmpint(write(out, buffer, (size_t)got), ==, got);
  if (flush)
    g_assert_cmpint(fsync(out), ==, 0);
}
