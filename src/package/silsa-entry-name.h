#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names of a package's entries: chosen by Silsa, plain ASCII, never the name of a user's file.
 */

#define SILSA_PACKAGE_TYPE "application/vnd.etsi.asic-e+zip"

#define SILSA_ENTRY_MIMETYPE "mimetype"
#define SILSA_ENTRY_PAYLOAD "payload.xml"
#define SILSA_ENTRY_CATALOGUE "catalogue.xml"
#define SILSA_ENTRY_JOURNAL "journal.xml"
#define SILSA_ENTRY_MANIFEST "META-INF/manifest.xml"
#define SILSA_ENTRY_SIGNATURE "META-INF/signatures0.xml"
#define SILSA_ENTRY_EVIDENCE_FOLDER "evidence/"
#define SILSA_ENTRY_META_FOLDER "META-INF/"

/** Up to five parts of letters, digits, dot, underscore and hyphen, each beginning with a letter or
 * digit and at most 100 long: no absolute path, no "..", no folder, nothing that a file system or a
 * URI reads differently. */
gboolean silsa_entry_name_is_plain(const char *name);
/** META-INF/signatures0.xml to signatures8.xml; its number, or -1. */
int silsa_entry_name_signature_number(const char *name);
/** Entries that no signature covers: "mimetype" and everything in META-INF. */
gboolean silsa_entry_name_is_unsigned(const char *name);

/** "evidence/<sha256>.<ext>" with the extension that goes with @media_type. (transfer full) */
char *silsa_entry_name_for_evidence(const char *sha256,
                                    const char *media_type) G_GNUC_WARN_UNUSED_RESULT;
/** The media type of an entry by its name, for manifest and DataObjectFormat. */
const char *silsa_entry_name_media_type(const char *name);

G_END_DECLS
