#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Copies the assessment @from to the new file @to, byte for byte; for one that lies where it can be
 * read but must not be written (PORTAL). The folder of @to is made where it is missing. What stands
 * under the name of @to is a whole copy, on the disk, or nothing. Any thread. Errors: those of
 * opening @from for reading, EXISTS, FULL, WRITE.
 */
gboolean silsa_store_copy_file(const char *from, const char *to, GError **error);

G_END_DECLS
