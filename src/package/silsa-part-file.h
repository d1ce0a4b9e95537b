#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * A file in the making: PATH.part beside the target. Only when it is whole does it get its name:
 * flush, rename, flush of the folder (DESIGN §7). Until then, and after any error, the target is as
 * it was.
 */
typedef struct _SilsaPartFile SilsaPartFile;

typedef enum {
  SILSA_PART_NONE = 0,
  SILSA_PART_PRIVATE = 1 << 0, /* mode 0600 */
  SILSA_PART_NEW = 1 << 1, /* the target must not be there: EXISTS */
} SilsaPartFlags;

/**
 * Makes PATH.part. @size is what it will hold at least: FULL at once where the disk has less room,
 * or the file system (FAT32: 4 GiB less one byte) cannot hold so large a file. A part that a killed
 * process left is written over where it begins as a package does or is empty; one that another
 * process is writing gives BUSY, and a file of somebody else EXISTS. Errors also: READ_ONLY, WRITE,
 * NOT_FOUND (no such folder). (transfer full)
 */
SilsaPartFile *silsa_part_file_new(const char *path,
                                   guint64 size,
                                   SilsaPartFlags flags,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
int silsa_part_file_get_fd(SilsaPartFile *self);

/** Writes at @offset, all or an error: FULL, WRITE. */
gboolean silsa_part_file_write_at(
    SilsaPartFile *self, const void *data, gsize size, guint64 offset, GError **error);

/** Writes all of @stream to @path: whole, or not at all. */
gboolean silsa_part_file_copy(GInputStream *stream,
                              const char *path,
                              SilsaPartFlags flags,
                              GCancellable *cancellable,
                              GError **error);

/** Lets the disk begin with what was written there: else a slow stick has it all to do at the end,
 * long after the progress says that it is done. */
void silsa_part_file_hasten(SilsaPartFile *self, guint64 offset, gsize size);

/** Flushes and gives the file its name. */
gboolean silsa_part_file_finish(SilsaPartFile *self, GError **error);
/** Removes the part unless it was finished. */
void silsa_part_file_free(SilsaPartFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPartFile, silsa_part_file_free)

/** Sets @error for a failed write to @path with errno value @number. Returns FALSE always. */
gboolean silsa_part_file_fail(GError **error, const char *path, int number);

G_END_DECLS
