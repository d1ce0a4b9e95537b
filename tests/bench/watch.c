/*
 * Watches the main loop of a GTK program from within, preloaded, so that the program itself has no
 * measuring code. It writes lines into the file that SILSA_WATCH names; times are in µs of the
 * monotonic clock:
 *
 *   first END CPU                  the first frame was painted; CPU is that of all threads here
 *   key BEGIN END OWN CPU ALL      a key press, until the frame that came of it was painted
 *   idle BEGIN END OWN CPU ALL     a key press of which no frame came until the next
 *   frame BEGIN END OWN CPU ALL    one frame: layout and painting
 *   loop BEGIN END OWN CPU ALL     once through the main loop, where it took longer than 4 ms
 *   call BEGIN END CPU ADDRESS     a function of the program that the toolkit called, over 1 ms
 *   sum TIMES TOOK ADDRESS         at the end, where SILSA_WATCH_SUMS is set, which slows it down:
 *                                  how often a function ran, and how long with all it called
 *
 * OWN is the time with any function of the program on the stack, whatever it calls: its callbacks
 * and the vfuncs of its widgets. CPU is the same in processor time. ALL is the processor time of
 * the main thread, with what the toolkit does by itself. OWN and CPU are 0 unless the program was
 * compiled with -finstrument-functions, whose calls do nothing elsewhere. ADDRESS counts from where
 * the program was loaded.
 */

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SHORT_CALL 1000
#define SHORT_LOOP 4000

void __cyg_profile_func_enter(void *function, void *site);
void __cyg_profile_func_exit(void *function, void *site);

typedef struct {
  gint64 wall, cpu;
} Moment;

static FILE *out;
static __thread gboolean watched; /* the main thread alone */
static int depth, base; /* of calls; @base of them wait for a main loop */
static void *outermost;
static Moment outer_begin, own; /* @own: what all calls took so far */
static Moment woken, own_when_woken;
static Moment key_own;
static gint64 key_begin, key_all, frame_begin, frame_all;
static Moment frame_own;
static gboolean painted, first_told;
static guint64 loaded_at;

static gint64
read_clock(clockid_t clock)
{
  struct timespec now;

  clock_gettime(clock, &now);
  return (gint64)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static Moment
now(void)
{
  return (Moment){read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_THREAD_CPUTIME_ID)};
}

/* --- sums of all functions, for whoever makes them faster --- */

typedef struct {
  guint times, active;
  gint64 begin, took;
} Sum;

static GHashTable *sums; /* address -> Sum; NULL: not wanted */

static void
enter_sum(void *function)
{
  Sum *sum = g_hash_table_lookup(sums, function);

  if (sum == NULL) {
    sum = g_new0(Sum, 1);
    g_hash_table_insert(sums, function, sum);
  }
  sum->times++;
  if (sum->active++ == 0)
    sum->begin = read_clock(CLOCK_MONOTONIC);
}

static void
leave_sum(void *function)
{
  Sum *sum = g_hash_table_lookup(sums, function);

  if (sum != NULL && --sum->active == 0)
    sum->took += read_clock(CLOCK_MONOTONIC) - sum->begin;
}

static void
tell_sums(void)
{
  GHashTableIter iter;
  gpointer function, sum;

  g_hash_table_iter_init(&iter, sums);
  while (g_hash_table_iter_next(&iter, &function, &sum))
    fprintf(out, "sum %u %" G_GINT64_FORMAT " %#" G_GINT64_MODIFIER "x\n", ((Sum *)sum)->times,
            ((Sum *)sum)->took, (guint64)(gsize)function - loaded_at);
}

/* --- calls of the program --- */

static void
end_call(void)
{
  Moment end = now();

  own.wall += end.wall - outer_begin.wall;
  own.cpu += end.cpu - outer_begin.cpu;
  if (end.wall - outer_begin.wall >= SHORT_CALL)
    fprintf(out,
            "call %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
            " %#" G_GINT64_MODIFIER "x\n",
            outer_begin.wall, end.wall, end.cpu - outer_begin.cpu,
            (guint64)(gsize)outermost - loaded_at);
}

void
__cyg_profile_func_enter(void *function, void *site G_GNUC_UNUSED)
{
  if (!watched)
    return;
  if (sums != NULL)
    enter_sum(function);
  if (depth++ != base)
    return;
  outermost = function;
  outer_begin = now();
}

void
__cyg_profile_func_exit(void *function, void *site G_GNUC_UNUSED)
{
  if (!watched)
    return;
  if (sums != NULL)
    leave_sum(function);
  if (--depth == base)
    end_call();
  else if (depth < base)
    base = depth; /* back from a main loop that it ran */
}

/* Own time up to this very moment, also in the middle of a call. */
static Moment
own_so_far(void)
{
  Moment so_far = own;

  if (depth > base) {
    Moment at = now();

    so_far.wall += at.wall - outer_begin.wall;
    so_far.cpu += at.cpu - outer_begin.cpu;
  }
  return so_far;
}

/* --- the main loop --- */

static void
tell(const char *what, gint64 begin, gint64 end, Moment from, gint64 all)
{
  Moment to = own_so_far();

  fprintf(out,
          "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
          " %" G_GINT64_FORMAT "\n",
          what, begin, end, to.wall - from.wall, to.cpu - from.cpu,
          read_clock(CLOCK_THREAD_CPUTIME_ID) - all);
}

static int
watch_poll(GPollFD *fds, guint n_fds, int timeout)
{
  gint64 begin = g_get_monotonic_time();
  int result;

  if (woken.wall > 0 && begin - woken.wall >= SHORT_LOOP)
    tell("loop", woken.wall, begin, own_when_woken, woken.cpu);
  /* Whoever runs a main loop does not hold it up. */
  if (depth > base)
    end_call();
  base = depth;
  if (timeout != 0)
    fflush(out);
  result = g_poll(fds, n_fds, timeout);
  woken = now();
  own_when_woken = own;
  return result;
}

/* --- keys and frames --- */

static gboolean
event_hook(GSignalInvocationHint *hint G_GNUC_UNUSED,
           guint n_values G_GNUC_UNUSED,
           const GValue *values,
           gpointer data G_GNUC_UNUSED)
{
  GdkEvent *event = g_value_peek_pointer(&values[1]);

  if (gdk_event_get_event_type(event) != GDK_KEY_PRESS || gdk_key_event_is_modifier(event))
    return TRUE;
  if (key_begin != 0)
    tell("idle", key_begin, woken.wall, key_own, key_all);
  key_begin = woken.wall;
  key_own = own_so_far();
  key_all = woken.cpu;
  return TRUE;
}

static gboolean
begin_hook(GSignalInvocationHint *hint G_GNUC_UNUSED,
           guint n_values G_GNUC_UNUSED,
           const GValue *values G_GNUC_UNUSED,
           gpointer data G_GNUC_UNUSED)
{
  frame_begin = g_get_monotonic_time();
  frame_own = own_so_far();
  frame_all = read_clock(CLOCK_THREAD_CPUTIME_ID);
  painted = FALSE;
  return TRUE;
}

static gboolean
paint_hook(GSignalInvocationHint *hint G_GNUC_UNUSED,
           guint n_values G_GNUC_UNUSED,
           const GValue *values G_GNUC_UNUSED,
           gpointer data G_GNUC_UNUSED)
{
  painted = TRUE;
  return TRUE;
}

static gboolean
end_hook(GSignalInvocationHint *hint G_GNUC_UNUSED,
         guint n_values G_GNUC_UNUSED,
         const GValue *values G_GNUC_UNUSED,
         gpointer data G_GNUC_UNUSED)
{
  gint64 end = g_get_monotonic_time();

  if (!painted)
    return TRUE;
  if (!first_told) {
    first_told = TRUE;
    fprintf(out, "first %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", end,
            read_clock(CLOCK_PROCESS_CPUTIME_ID));
    fflush(out);
  }
  tell("frame", frame_begin, end, frame_own, frame_all);
  if (key_begin != 0)
    tell("key", key_begin, end, key_own, key_all);
  key_begin = 0;
  return TRUE;
}

static void
hook(GType type, const char *signal, GSignalEmissionHook function)
{
  g_type_class_unref(g_type_class_ref(type));
  g_signal_add_emission_hook(g_signal_lookup(signal, type), 0, function, NULL, NULL);
}

static guint64
find_program(void)
{
  g_autofree char *maps = NULL;

  return g_file_get_contents("/proc/self/maps", &maps, NULL, NULL)
             ? g_ascii_strtoull(maps, NULL, 16)
             : 0;
}

static void
finish(void)
{
  if (sums != NULL)
    tell_sums();
  watched = FALSE;
  fclose(out);
}

__attribute__((constructor)) static void
begin(void)
{
  const char *path = g_getenv("SILSA_WATCH");

  /* What the program starts is not watched. */
  unsetenv("LD_PRELOAD");
  unsetenv("SILSA_WATCH");
  if (path == NULL || (out = fopen(path, "we")) == NULL)
    return;
  setvbuf(out, NULL, _IOFBF, 1 << 20);
  loaded_at = find_program();
  if (g_getenv("SILSA_WATCH_SUMS") != NULL)
    sums = g_hash_table_new(NULL, NULL);
  watched = TRUE;
  g_main_context_set_poll_func(g_main_context_default(), watch_poll);
  hook(GDK_TYPE_SURFACE, "event", event_hook);
  hook(GDK_TYPE_FRAME_CLOCK, "before-paint", begin_hook);
  hook(GDK_TYPE_FRAME_CLOCK, "paint", paint_hook);
  hook(GDK_TYPE_FRAME_CLOCK, "after-paint", end_hook);
  atexit(finish);
}
