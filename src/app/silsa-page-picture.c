#include "silsa-page-picture.h"

#include "silsa-error.h"
#include "silsa-limits.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/mman.h>

#define PROGRAM "silsa-page"
#define CHILD_FD 3
#define LINE_MAX_BYTES 80
#define PIXELS_MAX (64 << 20)
#define TEXT_BYTES_MAX (128 << 10)

struct _SilsaCityPaper {
  GObject parent_instance;

  GMutex mutex; /* one reader at a time: they share the place in the file */
  GInputStream *stream; /* from the store, until it was read; the store is not held, because the
                           last to let go of this may be a thread */
  int fd; /* the whole PDF in memory; -1: not yet */
};

G_DEFINE_FINAL_TYPE(SilsaCityPaper, silsa_city_paper, G_TYPE_OBJECT)

static void
silsa_city_paper_finalize(GObject *object)
{
  SilsaCityPaper *self = SILSA_CITY_PAPER(object);

  g_clear_object(&self->stream);
  g_clear_fd(&self->fd, NULL);
  g_mutex_clear(&self->mutex);
  G_OBJECT_CLASS(silsa_city_paper_parent_class)->finalize(object);
}

static void
silsa_city_paper_class_init(SilsaCityPaperClass *klass)
{
  G_OBJECT_CLASS(klass)->finalize = silsa_city_paper_finalize;
}

static void
silsa_city_paper_init(SilsaCityPaper *self)
{
  g_mutex_init(&self->mutex);
  self->fd = -1;
}

SilsaCityPaper *
silsa_city_paper_new(SilsaStore *store, gint64 evidence, GError **error)
{
  GInputStream *stream = silsa_store_open_evidence(store, evidence, error);
  SilsaCityPaper *self = stream != NULL ? g_object_new(SILSA_TYPE_CITY_PAPER, NULL) : NULL;

  if (self != NULL)
    self->stream = stream;
  return self;
}

void
silsa_page_picture_free(SilsaPagePicture *self)
{
  if (self == NULL)
    return;
  g_clear_object(&self->texture);
  g_free(self->text);
  g_free(self);
}

/* --- the PDF in memory --- */

static gboolean
write_all(int fd, const guint8 *data, gsize size, GError **error)
{
  while (size > 0) {
    gssize n = write(fd, data, size);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return silsa_error_set(error, SILSA_ERROR_READ, NULL, "no memory for the paper");
    data += n;
    size -= (gsize)n;
  }
  return TRUE;
}

static gboolean
load(SilsaCityPaper *self, GError **error)
{
  g_autofree guint8 *buffer = g_malloc(SILSA_MIB(1));
  g_autofd int fd = -1;
  gssize n;

  fd = memfd_create("silsa-paper", MFD_CLOEXEC);
  if (fd < 0)
    return silsa_error_set(error, SILSA_ERROR_READ, NULL, "no memory for the paper");
  while ((n = g_input_stream_read(self->stream, buffer, SILSA_MIB(1), NULL, error)) > 0)
    if (!write_all(fd, buffer, (gsize)n, error))
      return FALSE;
  if (n < 0)
    return FALSE;
  self->fd = g_steal_fd(&fd);
  g_clear_object(&self->stream);
  return TRUE;
}

/* --- the program that draws --- */

/* Beside this one where it was built, else where it was installed. */
static char *
find_program(void)
{
  g_autofree char *own = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *folder = own != NULL ? g_path_get_dirname(own) : NULL;
  char *beside = folder != NULL ? g_build_filename(folder, PROGRAM, NULL) : NULL;

  if (beside != NULL && g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
    return beside;
  g_free(beside);
  return g_build_filename(SILSA_LIBEXEC_DIR, PROGRAM, NULL);
}

static GSubprocess *
spawn(SilsaCityPaper *self, const char *page, int width, GError **error)
{
  g_autoptr(GSubprocessLauncher) launcher =
      g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *program = find_program();
  g_autofree char *wide = g_strdup_printf("%d", width);
  g_autoptr(GError) local = NULL;
  GSubprocess *process;

  g_subprocess_launcher_take_fd(launcher, dup(self->fd), CHILD_FD);
  process = g_subprocess_launcher_spawn(launcher, &local, program, G_STRINGIFY(CHILD_FD), page,
                                        wide, NULL);
  if (process == NULL)
    silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "paper-reader", "%s", local->message);
  return process;
}

static gboolean
fail_status(int status, GError **error)
{
  if (status == 2)
    return silsa_error_set(error, SILSA_ERROR_CORRUPT, "paper-damaged", "no PDF, or damaged");
  if (status == 3)
    return silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "paper-locked", "it wants a password");
  return silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "paper-page", "not drawn: %d", status);
}

/* The first line, byte by byte: what follows is not text. */
static gboolean
read_line(GInputStream *stream, char line[LINE_MAX_BYTES], GCancellable *cancellable)
{
  for (gsize i = 0; i < LINE_MAX_BYTES; i++) {
    if (g_input_stream_read(stream, line + i, 1, cancellable, NULL) != 1)
      return FALSE;
    if (line[i] == '\n') {
      line[i] = '\0';
      return TRUE;
    }
  }
  return FALSE;
}

static guint8 *
read_block(GInputStream *stream, gsize size, GCancellable *cancellable)
{
  g_autofree guint8 *block = g_malloc0(size + 1);
  gsize got = 0;

  if (!g_input_stream_read_all(stream, block, size, &got, cancellable, NULL) || got != size)
    return NULL;
  return g_steal_pointer(&block);
}

/* NULL: it did not send a whole page. */
static SilsaPagePicture *
read_picture(GInputStream *stream, GCancellable *cancellable)
{
  g_autoptr(SilsaPagePicture) self = g_new0(SilsaPagePicture, 1);
  g_autoptr(GBytes) bytes = NULL;
  char line[LINE_MAX_BYTES];
  int width, height;
  guint text;
  guint8 *pixels;

  if (!read_line(stream, line, cancellable) ||
      sscanf(line, "%u %u %d %d %u", &self->pages, &self->page, &width, &height, &text) != 5 ||
      width < 1 || height < 1 || (gint64)width * height > PIXELS_MAX || text > TEXT_BYTES_MAX)
    return NULL;
  self->text = (char *)read_block(stream, text, cancellable);
  pixels = self->text != NULL && g_utf8_validate(self->text, -1, NULL)
               ? read_block(stream, (gsize)width * (gsize)height * 4, cancellable)
               : NULL;
  if (pixels == NULL)
    return NULL;
  bytes = g_bytes_new_take(pixels, (gsize)width * (gsize)height * 4);
  self->texture = gdk_memory_texture_new(
      width, height, G_BYTE_ORDER == G_LITTLE_ENDIAN ? GDK_MEMORY_B8G8R8X8 : GDK_MEMORY_X8R8G8B8,
      bytes, (gsize)width * 4);
  return g_steal_pointer(&self);
}

typedef struct {
  char *page;
  int width;
} Job;

static void
job_free(gpointer data)
{
  Job *job = data;

  g_free(job->page);
  g_free(job);
}

static SilsaPagePicture *
draw(SilsaCityPaper *self, const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->mutex);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(SilsaPagePicture) picture = NULL;

  if (g_cancellable_set_error_if_cancelled(cancellable, error) ||
      (self->fd < 0 && !load(self, error)) ||
      (process = spawn(self, job->page, job->width, error)) == NULL)
    return NULL;
  picture = read_picture(g_subprocess_get_stdout_pipe(process), cancellable);
  if (g_cancellable_is_cancelled(cancellable))
    g_subprocess_force_exit(process);
  /* One that goes on writing ends when nobody reads any more. */
  g_input_stream_close(g_subprocess_get_stdout_pipe(process), NULL, NULL);
  g_subprocess_wait(process, NULL, NULL);
  if (g_cancellable_set_error_if_cancelled(cancellable, error))
    return NULL;
  if (picture == NULL)
    fail_status(g_subprocess_get_if_exited(process) ? g_subprocess_get_exit_status(process) : -1,
                error);
  return g_steal_pointer(&picture);
}

static void
draw_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  SilsaPagePicture *picture = draw(source, data, cancellable, &error);

  if (picture != NULL)
    g_task_return_pointer(task, picture, (GDestroyNotify)silsa_page_picture_free);
  else
    g_task_return_error(task, error);
}

void
silsa_city_paper_draw_async(SilsaCityPaper *self,
                            const char *page,
                            int width,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  g_return_if_fail(SILSA_IS_CITY_PAPER(self) && page != NULL && width > 0);

  job = g_new0(Job, 1);
  job->page = g_strdup(page);
  job->width = width;
  task = g_task_new(self, cancellable, callback, user_data);
  g_task_set_task_data(task, job, job_free);
  g_task_run_in_thread(task, draw_thread);
}

SilsaPagePicture *
silsa_city_paper_draw_finish(SilsaCityPaper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
