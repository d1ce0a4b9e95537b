#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/*
 * What a member of the committee notes about somebody's package: a mark, a note and a question for
 * each indicator, in a small file of the member's own beside the package, "NAME.asice.notes.csv".
 * Never in the package, which stays as it was signed. A table like any other: any spreadsheet reads
 * it. Where nothing can be written beside the package (a medium that is read only, the desktop's
 * portal), it lies in the user's own data, by the assessment's id and revision.
 */

typedef enum {
  SILSA_MARK_NONE,
  SILSA_MARK_AGREED,
  SILSA_MARK_ASK, /* the assessor is to be asked */
  SILSA_MARK_DISAGREED,
} SilsaMark;
#define SILSA_N_MARKS 4

const char *silsa_mark_to_string(SilsaMark mark); /* "", "agreed", "ask", "disagreed" */
gboolean silsa_mark_from_string(const char *word, SilsaMark *mark);
const char *silsa_mark_to_text(SilsaMark mark); /* translated */

typedef struct {
  SilsaMark mark;
  char *note, *question; /* never NULL, but may be empty */
} SilsaNote;

typedef struct _SilsaNotes SilsaNotes;

/** Reads the notes beside @package; none where there is no file. Errors: READ, LIMIT,
 * INVALID "notes-damaged" and "notes-foreign" (about another assessment); with the file. (transfer
 * full) */
SilsaNotes *silsa_notes_open(const char *package, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_notes_free(SilsaNotes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaNotes, silsa_notes_free)

/** How many indicators of @package are noted with each mark, those without one first; none where
 * the notes cannot be read. */
void silsa_notes_count(const char *package, guint counts[SILSA_N_MARKS]);

const char *silsa_notes_get_path(SilsaNotes *self);
/** From now on the file lies in the user's own data. FALSE where it does already, or where the
 * package does not say what it is. */
gboolean silsa_notes_move_home(SilsaNotes *self);
/** What is noted about an indicator; never NULL. Borrowed until the next change. */
const SilsaNote *silsa_notes_get(SilsaNotes *self, const char *code);
/** NULL leaves a text as it is. Returns whether anything changed. */
gboolean silsa_notes_set(
    SilsaNotes *self, const char *code, SilsaMark mark, const char *note, const char *question);

/** What the file is to hold; NULL: nothing is noted, so that none is to be there. (transfer full)
 */
GBytes *silsa_notes_to_bytes(SilsaNotes *self) G_GNUC_WARN_UNUSED_RESULT;
/** Writes that, whole or not at all, beside the package or else in the user's own data: WRITE. */
gboolean silsa_notes_save(SilsaNotes *self, GError **error);

/** A table for a spreadsheet: indicator, title, claimed, found, mark, note, question. (transfer
 * full) */
GBytes *silsa_notes_export(SilsaNotes *self,
                           SilsaAssessment *assessment,
                           SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;
/** All questions to the assessor as text, in the order of the catalogue; "" where there are none.
 * (transfer full) */
char *silsa_notes_list_questions(SilsaNotes *self,
                                 SilsaAssessment *assessment,
                                 SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;
/** Writes @bytes to @path, whole or not at all; NULL takes the file away. Any thread. */
gboolean silsa_notes_write(const char *path, GBytes *bytes, GError **error);

G_END_DECLS
