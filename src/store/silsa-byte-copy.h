#pragma once

#include "silsa-db.h"

G_BEGIN_DECLS

/*
 * The bytes of an open database as they stand, piece by piece, for as long as nobody writes: as
 * fast as any copy of a file. Each piece is read under SQLite's lock for readers, and SQLite's
 * change counter tells whether what was copied before still holds.
 */
typedef struct _SilsaByteCopy SilsaByteCopy;

typedef enum {
  SILSA_BYTE_COPY_FAILED,
  SILSA_BYTE_COPY_MORE,
  SILSA_BYTE_COPY_DONE,
  SILSA_BYTE_COPY_CHANGED, /* somebody wrote: what was copied is of no use */
} SilsaByteCopyStep;

/** @fd: an empty file, which is closed with the copy. */
SilsaByteCopy *silsa_byte_copy_new(int fd) G_GNUC_WARN_UNUSED_RESULT;
/** Copies a piece from @source, outside of any transaction and in its thread. Errors: those of
 * @source; WRITE and FULL without a file. */
SilsaByteCopyStep silsa_byte_copy_step(SilsaByteCopy *self, SilsaDb *source, GError **error);
void silsa_byte_copy_free(SilsaByteCopy *self);

G_END_DECLS
