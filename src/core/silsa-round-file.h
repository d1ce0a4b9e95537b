#pragma once

#include "silsa-round-draft.h"

G_BEGIN_DECLS

/* The secretary's working file: the round's XML, with its catalogue beside it as catalogue.xml.
 * Everything is written whole or not at all, and is on the disk when a function returns. */

/** Writes @round as @path, in place of what is there. Errors: those of the disk, with the file. */
gboolean silsa_round_file_write(SilsaRound *round, const char *path, GError **error);

/** Begins a working file with what @draft holds, and puts its catalogue beside it. Errors: those of
 * silsa_round_draft_finish(); EXISTS "file-exists", "round-other-catalogue" (that of another round
 * is there). */
gboolean silsa_round_file_create(SilsaRoundDraft *draft, const char *path, GError **error);

G_END_DECLS
