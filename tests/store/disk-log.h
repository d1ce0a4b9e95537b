#pragma once

#include "disk.h"

G_BEGIN_DECLS

/* Between disk.c, which writes the record, and disk-log.c, which plays it. */

typedef enum {
  DISK_ACT_WRITE,
  DISK_ACT_RESIZE,
  DISK_ACT_FLUSH,
  DISK_ACT_CREATE,
  DISK_ACT_UNLINK,
  DISK_ACT_RENAME,
  DISK_ACT_LINK,
  DISK_ACT_FLUSH_FOLDER,
  DISK_ACT_BEGUN, /* a step of the test, in @file */
  DISK_ACT_SAVED,
} DiskAct;

typedef struct {
  DiskAct act;
  guint file;
  const char *name, *new_name;
  gsize offset;
  const void *data; /* of a write */
  gsize size; /* of a write, or the new size of the file */
} DiskEntry;

/** The files of @folder as they are, under the numbers of @names. */
DiskLog *disk_log_new(const char *folder, GHashTable *names);
/** Copies what @entry points to. */
void disk_log_add(DiskLog *self, DiskEntry entry);

G_END_DECLS
