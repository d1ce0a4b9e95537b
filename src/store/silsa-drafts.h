#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Text that is being typed, by field. The store's thread writes here with each key; the writer
 * copies what stands here when it comes to it, so that fast typing makes few transactions. Counted
 * references, any thread.
 */
typedef struct _SilsaDrafts SilsaDrafts;

SilsaDrafts *silsa_drafts_new(void) G_GNUC_WARN_UNUSED_RESULT;
SilsaDrafts *silsa_drafts_ref(SilsaDrafts *self);
void silsa_drafts_unref(SilsaDrafts *self);

/** Subject and field as one string. (transfer full) */
char *silsa_draft_key(const char *subject, const char *field) G_GNUC_WARN_UNUSED_RESULT;
/** The two again. (transfer full) */
void silsa_draft_key_split(const char *key, char **subject, char **field);

/** A draft that is in the file already. */
void silsa_drafts_load(SilsaDrafts *self, const char *key, const char *text);
/** NULL drops the draft. TRUE when the writer has to be told. */
gboolean silsa_drafts_set(SilsaDrafts *self, const char *key, const char *text);
/** The field was recorded. TRUE when the file has, or will have, a draft of it to be deleted. */
gboolean silsa_drafts_forget(SilsaDrafts *self, const char *key);
/** For the writer: FALSE when the field was forgotten. @text (transfer full) is NULL to delete. */
gboolean silsa_drafts_copy(SilsaDrafts *self, const char *key, char **text);

G_END_DECLS
