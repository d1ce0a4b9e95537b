#include "silsa-parcel.h"

#include "silsa-digest.h"
#include "silsa-error.h"
#include "silsa-evidence-uses.h"
#include "silsa-outgoing.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/*
 * The payload names the digest of every copy, so all copies are made before the first byte of the
 * package. What took a decoder is kept in a file that has no name; where only a place was taken
 * out, which costs little more than reading, the copy is made again when its turn comes: the photos
 * of a whole visit would need as much room once more.
 */
struct _SilsaParcels {
  GPtrArray *list; /* of SilsaParcel */
  SilsaStore *store; /* borrowed, from silsa_parcels_make() on */
  SilsaRenditionFunc make;
  int spool; /* -1: none yet */
  gint64 spooled;
  GMutex lock; /* of the two above and of Making, while several work */
};

static void
parcel_free(SilsaParcel *self)
{
  g_clear_pointer(&self->rendition, silsa_rendition_free);
  g_free(self->sha256);
  g_free(self);
}

static SilsaParcel *
parcel_new(SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  SilsaParcel *self = g_new0(SilsaParcel, 1);

  self->evidence = evidence;
  self->rendition = silsa_rendition_new(assessment, evidence);
  self->withheld =
      self->rendition != NULL && self->rendition->withheld ? SILSA_WITHHELD_RESTRICTED : NULL;
  self->sha256 = g_strdup(facts->sha256);
  self->size = silsa_rendition_estimate(self->rendition, evidence);
  self->media_type = facts->media_type;
  self->at = -1;
  return self;
}

SilsaParcels *
silsa_parcels_new(SilsaAssessment *assessment)
{
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);
  GListModel *all = silsa_assessment_get_evidence(assessment);
  SilsaParcels *self = g_new0(SilsaParcels, 1);

  self->spool = -1;
  g_mutex_init(&self->lock);
  self->list = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);

    if (silsa_evidence_uses_find(uses, silsa_evidence_get_id(evidence)) != NULL)
      g_ptr_array_add(self->list, parcel_new(assessment, evidence)); /* the model keeps it */
  }
  return self;
}

guint
silsa_parcels_get_n(const SilsaParcels *self)
{
  return self->list->len;
}

const SilsaParcel *
silsa_parcels_get(const SilsaParcels *self, guint n)
{
  return self->list->pdata[n];
}

void
silsa_parcels_free(SilsaParcels *self)
{
  if (self->spool >= 0)
    close(self->spool);
  g_mutex_clear(&self->lock);
  g_ptr_array_unref(self->list);
  g_free(self);
}

/* --- the file without a name ---------------------------------------------------------------- */

static gboolean
fail_spool(GError **error)
{
  int code = errno;

  return silsa_error_set(error, code == ENOSPC ? SILSA_ERROR_FULL : SILSA_ERROR_STORAGE, "copies",
                         "copies for the package: %s", g_strerror(code));
}

/* In the user's cache, which is on a disk; the folder for temporary files is often memory. */
static gboolean
open_spool(SilsaParcels *self, GError **error)
{
  g_autofree char *path = NULL;

  if (self->spool >= 0)
    return TRUE;
  path = g_build_filename(g_get_user_cache_dir(), "silsa-copies-XXXXXX", NULL);
  g_mkdir_with_parents(g_get_user_cache_dir(), 0700);
  self->spool = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
  if (self->spool < 0)
    return fail_spool(error);
  g_unlink(path);
  return TRUE;
}

static gboolean
write_spool(SilsaParcels *self, SilsaParcel *parcel, GBytes *copy, GError **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->lock);
  gsize size, done = 0;
  const guint8 *data = g_bytes_get_data(copy, &size);

  if (!open_spool(self, error))
    return FALSE;
  while (done < size) {
    gssize n = pwrite(self->spool, data + done, size - done, self->spooled + (off_t)done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return fail_spool(error);
    done += (gsize)n;
  }
  parcel->at = self->spooled;
  self->spooled += (gint64)size;
  return TRUE;
}

static GBytes *
read_spool(SilsaParcels *self, const SilsaParcel *parcel, GError **error)
{
  g_autofree guint8 *data = g_malloc(MAX(1, parcel->size));
  guint64 done = 0;

  while (done < parcel->size) {
    gssize n = pread(self->spool, data + done, parcel->size - done, parcel->at + (off_t)done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      fail_spool(error);
      return NULL;
    }
    done += (guint64)n;
  }
  return g_bytes_new_take(g_steal_pointer(&data), parcel->size);
}

/* --- making --------------------------------------------------------------------------------- */

/* Whether it took a decoder, and would again. */
static gboolean
is_costly(const SilsaRendition *rendition)
{
  return rendition->hidden->len > 0 || rendition->max_size > 0;
}

/* A copy is of the kind of the photo, or a JPEG. */
static gboolean
is_jpeg(GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  return size > 3 && memcmp(data, "\xff\xd8\xff", 3) == 0;
}

static void
describe(SilsaParcel *parcel, GBytes *copy)
{
  g_autoptr(GBytes) digest = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data(copy, &size);

  digest = silsa_digest_of("SHA256", data, size);
  g_free(parcel->sha256);
  parcel->sha256 = silsa_bytes_to_hex(digest);
  parcel->size = size;
  parcel->is_copy = TRUE;
  if (is_jpeg(copy))
    parcel->media_type = "image/jpeg";
}

static GBytes *
make_copy(SilsaParcels *self, const SilsaParcel *parcel, GCancellable *cancellable, GError **error)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(parcel->evidence);
  g_autoptr(GBytes) bytes = silsa_store_read_evidence_unchecked(self->store, facts->id, error);
  GBytes *copy = NULL; /* compared with the digest it had before by whoever writes it */

  if (bytes != NULL)
    self->make(parcel->rendition, bytes, facts->sha256, &copy, cancellable, error);
  return copy;
}

static gboolean
keep_copy(SilsaParcels *self, SilsaParcel *parcel, GBytes *copy, GError **error)
{
  describe(parcel, copy);
  return !is_costly(parcel->rendition) || write_spool(self, parcel, copy, error);
}

/* Any thread. */
static gboolean
make_one(SilsaParcels *self, SilsaParcel *parcel, GCancellable *cancellable, GError **error)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(parcel->evidence);
  g_auto(SilsaOutgoing) outgoing = {NULL};

  if (!silsa_outgoing_make(&outgoing, self->store, parcel->evidence, parcel->rendition, self->make,
                           cancellable, error))
    return FALSE;
  parcel->size = facts->size;
  parcel->withheld = outgoing.withheld;
  if (outgoing.withheld != NULL)
    g_debug("evidence %" G_GINT64_FORMAT " stays behind: %s", facts->id, outgoing.reason->message);
  return outgoing.copy == NULL || keep_copy(self, parcel, outgoing.copy, error);
}

static gboolean
needs_making(const SilsaParcel *parcel)
{
  return parcel->rendition != NULL && parcel->withheld == NULL;
}

/* Several at once, because most of it is reading and looking. */
typedef struct {
  SilsaParcels *parcels;
  GCancellable *cancellable;
  guint next;
  guint64 done, total; /* bytes */
  GError *error; /* the first */
} Making;

/* NULL: nothing is left to be begun. */
static SilsaParcel *
claim(Making *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->parcels->lock);
  GPtrArray *list = self->parcels->list;

  while (self->error == NULL && self->next < list->len) {
    SilsaParcel *parcel = list->pdata[self->next++];

    if (needs_making(parcel))
      return parcel;
  }
  return NULL;
}

static guint64
settle(Making *self, const SilsaParcel *parcel, GError *error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->parcels->lock);

  self->done += silsa_evidence_get_facts(parcel->evidence)->size;
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error(&error);
  return self->done;
}

static void
work(Making *self, SilsaProgressFunc progress, gpointer user_data)
{
  SilsaParcel *parcel;

  while ((parcel = claim(self)) != NULL) {
    GError *error = NULL;
    guint64 done;

    if (!g_cancellable_set_error_if_cancelled(self->cancellable, &error))
      make_one(self->parcels, parcel, self->cancellable, &error);
    done = settle(self, parcel, error);
    if (progress != NULL)
      progress(done, self->total, user_data);
  }
}

static gpointer
helper_thread(gpointer data)
{
  work(data, NULL, NULL);
  return NULL;
}

/* What has to be protected and cannot be, because nobody is there who could. */
static void
withhold_all(SilsaParcels *self)
{
  for (guint i = 0; i < self->list->len; i++) {
    SilsaParcel *parcel = self->list->pdata[i];

    if (needs_making(parcel))
      parcel->withheld = SILSA_WITHHELD_UNPROTECTED;
  }
}

gboolean
silsa_parcels_make(SilsaParcels *self,
                   SilsaStore *store,
                   SilsaRenditionFunc make,
                   SilsaProgressFunc progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  Making making = {.parcels = self, .cancellable = cancellable};
  GThread *helper;

  self->store = store;
  self->make = make;
  if (make == NULL) {
    withhold_all(self);
    return TRUE;
  }
  for (guint i = 0; i < self->list->len; i++)
    if (needs_making(self->list->pdata[i]))
      making.total += silsa_evidence_get_facts(silsa_parcels_get(self, i)->evidence)->size;
  helper = g_thread_new("copies", helper_thread, &making);
  work(&making, progress, user_data);
  g_thread_join(helper);
  if (making.error == NULL)
    return TRUE;
  g_propagate_error(error, making.error);
  return FALSE;
}

GInputStream *
silsa_parcels_open(SilsaParcels *self, guint n, GError **error)
{
  const SilsaParcel *parcel = silsa_parcels_get(self, n);
  g_autoptr(GBytes) copy = NULL;

  if (!parcel->is_copy)
    return silsa_store_open_evidence(self->store, silsa_evidence_get_id(parcel->evidence), error);
  copy = parcel->at >= 0 ? read_spool(self, parcel, error) : make_copy(self, parcel, NULL, error);
  if (copy != NULL)
    return g_memory_input_stream_new_from_bytes(copy);
  if (error != NULL && *error == NULL)
    silsa_error_set(error, SILSA_ERROR_CORRUPT, "evidence-damaged", "the photo has changed");
  return NULL;
}
