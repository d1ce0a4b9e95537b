#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * The facts of silsa-act.h: (subject, field) -> value. A draft stands over another one and shows
 * what would be: it copies a subject when it is first written to and reads the rest through.
 * Reference counted, for one thread.
 */
typedef struct _SilsaFacts SilsaFacts;

SilsaFacts *silsa_facts_new(void) G_GNUC_WARN_UNUSED_RESULT;
/** @base must not change while the draft is in use. (transfer full) */
SilsaFacts *silsa_facts_new_draft(SilsaFacts *base) G_GNUC_WARN_UNUSED_RESULT;
SilsaFacts *silsa_facts_ref(SilsaFacts *self);
void silsa_facts_unref(SilsaFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaFacts, silsa_facts_unref)

/** Borrowed until this fact changes; NULL: not there. */
const char *silsa_facts_get(const SilsaFacts *self, const char *subject, const char *field);
/** Takes over all that @other says of subjects of which nothing was set here. Their strings are
 * shared, from thread to thread too. */
void silsa_facts_add_all(SilsaFacts *self, const SilsaFacts *other);
/** @value NULL: not there. FALSE: it was so already. */
gboolean
silsa_facts_set(SilsaFacts *self, const char *subject, const char *field, const char *value);

/** All fields of @subject (char * -> char *), borrowed; NULL: none was ever set. */
GHashTable *silsa_facts_peek(const SilsaFacts *self, const char *subject);
/** All subjects of a set that is no draft, sorted bytewise. (transfer container) */
GPtrArray *silsa_facts_dup_subjects(const SilsaFacts *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
