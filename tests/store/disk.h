#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A disk that fails when it is told to, and that remembers what it was told.
 *
 * A test that links this file has its own open(), pwrite(), fsync() … : libsqlite3 and Silsa find
 * these names first. The cut is made here, below SQLite, and not in an SQLite VFS, because what
 * SQLite flushes of a folder it flushes beside its VFS' methods, and because Silsa itself makes,
 * renames and flushes files. Only files of one folder, the watched one, are touched by any of it.
 */

typedef enum {
  DISK_OPEN = 1 << 0,
  DISK_READ = 1 << 1,
  DISK_WRITE = 1 << 2, /* and truncate */
  DISK_FLUSH = 1 << 3,
  DISK_NAME = 1 << 4, /* create, rename, link */
  DISK_UNLINK = 1 << 5,
  DISK_ANY = 0x3f,
  DISK_CHANGES = DISK_WRITE | DISK_FLUSH | DISK_NAME | DISK_UNLINK,
  DISK_GROWS = DISK_WRITE | DISK_NAME, /* what a full disk refuses */
} DiskCalls;

/** Watches the files of @folder, which are all on the disk for good. Real flushes are left out from
 * now on: nothing here cuts the power of this machine. */
void disk_watch(const char *folder);
void disk_ignore(void);

/* Failing */

/** From now on the call number @n (from 0) among @calls fails with @number, an errno; with @stays
 * also all that follow, and a write may first do its half. */
void disk_fail(DiskCalls calls, guint n, int number, gboolean stays);
/** The process kills itself at call number @n among those that change the disk; every second time
 * after half of it. */
void disk_kill(guint n);
/** Nothing fails any more. TRUE when something had failed. */
gboolean disk_heal(void);
/** Calls that were counted since disk_fail() or disk_kill(). */
guint disk_count(void);

/* Remembering */

/** What happened to the watched folder. */
typedef struct _DiskLog DiskLog;

/** What the power cut spares of that which was not flushed. */
typedef enum {
  DISK_SPARE_NOTHING,
  DISK_SPARE_ALL, /* as when only the process dies */
  DISK_SPARE_SOME, /* sectors, sizes and names by chance */
  DISK_SPARE_FIRST, /* all up to a random call, by chance, and a torn part of that */
} DiskMercy;

void disk_record(void);
/** (transfer full) */
DiskLog *disk_stop_recording(void);
void disk_log_free(DiskLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiskLog, disk_log_free)

/** Notes at this place of the record that step @step was begun, or that it was reported saved. */
void disk_note_begun(guint step);
void disk_note_saved(guint step);

guint disk_log_get_length(const DiskLog *self);
/** How many steps were begun and how many reported saved before entry @cut. */
void disk_log_count_steps(const DiskLog *self, guint cut, guint *begun, guint *saved);
/** Makes it the record of a disk that does not flush files, or folders, when it is told to. */
void disk_log_drop_flushes(DiskLog *self, gboolean of_folders);
/** Fills @folder, an empty one, with what a power cut before entry @cut leaves. */
void
disk_log_cut(const DiskLog *self, guint cut, DiskMercy mercy, guint32 seed, const char *folder);

G_END_DECLS
