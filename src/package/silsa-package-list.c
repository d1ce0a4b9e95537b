#include "silsa-package-list.h"

#include "silsa-error.h"

#include <errno.h>
#include <string.h>

void
silsa_listed_package_free(SilsaListedPackage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->report, silsa_report_free);
  g_free(self->path);
  g_free(self->name);
  g_free(self->problem);
  silsa_package_head_free(self->head);
  g_free(self);
}

/* --- finding --- */

static void
find_in(const char *folder, gboolean below, GPtrArray *paths)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *lower = g_ascii_strdown(name, -1);

    if (g_str_has_suffix(lower, ".asice") && !g_file_test(path, G_FILE_TEST_IS_DIR))
      g_ptr_array_add(paths, g_steal_pointer(&path));
    else if (below && g_file_test(path, G_FILE_TEST_IS_DIR))
      find_in(path, FALSE, paths);
  }
}

GPtrArray *
silsa_package_list_find(const char *folder, GError **error)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);

  if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
    gboolean there = g_file_test(folder, G_FILE_TEST_EXISTS);

    silsa_error_set(error, there ? SILSA_ERROR_READ : SILSA_ERROR_NOT_FOUND, NULL, "no folder");
    silsa_error_with_found(error, g_strerror(there ? ENOTDIR : ENOENT));
    silsa_error_at_file(error, folder);
    g_ptr_array_unref(paths);
    return NULL;
  }
  find_in(folder, TRUE, paths);
  g_ptr_array_sort_values(paths, (GCompareFunc)strcmp);
  return paths;
}

/* --- reading and verifying --- */

gboolean
silsa_listed_package_is_verified(const SilsaListedPackage *self)
{
  return self->report != NULL || self->problem != NULL;
}

typedef struct {
  void (*one)(SilsaListedPackage *package, const SilsaTrust *trust, GCancellable *cancellable);
  const SilsaTrust *trust;
  SilsaListedFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  GMutex lock; /* one is told at a time */
} Job;

static void
glance_at(SilsaListedPackage *package,
          const SilsaTrust *trust G_GNUC_UNUSED,
          GCancellable *cancellable G_GNUC_UNUSED)
{
  package->head = silsa_package_peek(package->path);
}

static void
verify(SilsaListedPackage *package, const SilsaTrust *trust, GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  package->report = silsa_package_verify(package->path, trust, NULL, NULL, cancellable, &error);
  if (package->report != NULL)
    g_clear_object(&package->report->assessment); /* 300 of them would be much to keep */
  else
    package->problem = silsa_error_explain(error);
  silsa_notes_count(package->path, package->noted);
}

static void
work_thread(gpointer data, gpointer user_data)
{
  Job *job = user_data;
  const char *path = data;
  g_autoptr(SilsaListedPackage) package = NULL;

  if (g_cancellable_is_cancelled(job->cancellable))
    return;
  package = g_new0(SilsaListedPackage, 1);
  package->path = g_strdup(path);
  package->name = g_filename_display_basename(path);
  job->one(package, job->trust, job->cancellable);
  if (g_cancellable_is_cancelled(job->cancellable))
    return;
  g_mutex_lock(&job->lock);
  job->func(g_steal_pointer(&package), job->user_data);
  g_mutex_unlock(&job->lock);
}

static void
run(Job *job, GPtrArray *paths)
{
  GThreadPool *pool;

  g_mutex_init(&job->lock);
  pool = g_thread_pool_new(work_thread, job, (int)g_get_num_processors(), TRUE, NULL);
  for (guint i = 0; i < paths->len; i++)
    g_thread_pool_push(pool, g_ptr_array_index(paths, i), NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
  g_mutex_clear(&job->lock);
}

void
silsa_package_list_glance(GPtrArray *paths,
                          SilsaListedFunc func,
                          gpointer user_data,
                          GCancellable *cancellable)
{
  Job job = {.one = glance_at, .func = func, .user_data = user_data, .cancellable = cancellable};

  run(&job, paths);
}

void
silsa_package_list_verify(GPtrArray *paths,
                          const SilsaTrust *trust,
                          SilsaListedFunc func,
                          gpointer user_data,
                          GCancellable *cancellable)
{
  Job job = {.one = verify,
             .trust = trust,
             .func = func,
             .user_data = user_data,
             .cancellable = cancellable};

  run(&job, paths);
}

/* --- what they are to each other --- */

static gboolean
is_same_assessment(const SilsaListedPackage *one, const SilsaListedPackage *other)
{
  return one != other && one->report != NULL && other->report != NULL && one->report->id != NULL &&
         g_strcmp0(one->report->id, other->report->id) == 0;
}

static void
mark_pair(SilsaListedPackage *one, SilsaListedPackage *other)
{
  guint first = one->report->revision, second = other->report->revision;

  if (first != second) {
    (first < second ? one : other)->superseded = TRUE;
  } else if (one->report->content == NULL ||
             g_strcmp0(one->report->content, other->report->content) != 0) {
    one->conflict = TRUE;
    other->conflict = TRUE;
  }
}

void
silsa_package_list_mark(GPtrArray *packages)
{
  for (guint i = 0; i < packages->len; i++)
    for (guint k = i + 1; k < packages->len; k++)
      if (is_same_assessment(packages->pdata[i], packages->pdata[k]))
        mark_pair(packages->pdata[i], packages->pdata[k]);
}
