#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Everything a person records is a set of *facts*: (subject, field) -> value, all text. A change of
 * a fact is one journal row; an act is one thing a person did (a key, an import, a bulk act), one
 * journal group and one undo step. Window, command line, CSV, journal and undo all speak this.
 *
 * Fields of format 1, by subject:
 *
 *   an indicator's code ("C2-05"):
 *     claim:ID | claim:level          what the city claimed (canonical decimal, or a level number)
 *     claim-summary claim-page claim-document
 *     confirmed                       "1": the claim stands as it is (only while the values equal
 * it) reason                          why the verified value differs from the claim input:ID
 * verified input, canonical decimal level                           verified maturity level
 *     unverifiable                    the reason why nothing could be verified (excludes input and
 * level) check:CODE                      yes | partly | no check-note:CODE                 text
 *     finding:KIND:N                  text; KIND = strength | shortcoming | recommendation, N = 1,
 * 2, … unique in the indicator justify                         text that covers the contradictions
 * named in justify-codes justify-codes                   contradiction codes covered, sorted,
 * separated by a space flag                            "1": to be looked at again internal-note
 * text that never leaves the file use:EVIDENCE                    evidence number EVIDENCE is used
 * for the indicator; value = caption, may be "" use:EVIDENCE:CHECK              the same for one of
 * its checks (CHECK = full code) "city": class  class-reason name  name-en  population       only
 * with round/digest, see below "evidence:N": removed                         "1": taken out of the
 * assessment, can be undone  removed-reason  text, only while removed  erased the reason why its
 * bytes were deleted for good; never cleared (city/erased: the same for the content of the whole
 * file)  persons restricted  "1": somebody can be recognised on it; it stays in the file, packages
 * name its digest only  send  original | rendition: how a photo goes into packages, where the
 * round's rule is not to count  shape:N  what was drawn on a photo (silsa-shape.h)  submitted  it
 * is one of the city's own papers; value = the name it goes by "round": secretary fingerprint of
 * the secretary's certificate, confirmed by the user digest SHA-256 of a later version of the round
 * that was taken into the file; where it is there, these and city/name, name-en and population say
 * what the round says, and what is not there is not in that version: version  signer fingerprint
 * title  title-en  preview  visit-from  visit-to package-limit gps photos
 *
 * A value of NULL means "not there"; only use:… may be empty.
 */

/** Never changed once it is made, so that acts share it, in other threads too. */
typedef struct {
  const char *subject;
  const char *field;
  const char *old_value; /* NULL: was not there */
  const char *new_value; /* NULL: is cleared */
} SilsaChange;

/** The kind of act, kept in the journal as a stable word; words for it: silsa_act_name_to_text().
 */
typedef struct {
  char *name; /* "answer", "confirm-claim", "clear", "check", "finding", "note", "flag",
                 "add-evidence", "caption", "remove-evidence", "import-answers", "import-claims",
                 "create", "undo", "redo", "class", "justify", "update-round", "erase-evidence",
                 "erase-all", "recover", "attach-documents", "detach-document", "mark", "draw",
                 "send" */
  char *subject; /* what it is mainly about (an indicator's code), or NULL */
  GPtrArray *changes; /* of SilsaChange; in the order in which they were made */
} SilsaAct;

SilsaAct *silsa_act_new(const char *name, const char *subject) G_GNUC_WARN_UNUSED_RESULT;
void silsa_act_free(SilsaAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaAct, silsa_act_free)
SilsaAct *silsa_act_copy(const SilsaAct *self) G_GNUC_WARN_UNUSED_RESULT;
/** @new_value NULL or "" (but for use:…) clears. old_value is filled in by
 * silsa_assessment_check(). */
void silsa_act_add(SilsaAct *self, const char *subject, const char *field, const char *new_value);
/** Adds a change as it is, both values given (from the journal, or one that was checked). */
void silsa_act_add_change(SilsaAct *self,
                          const char *subject,
                          const char *field,
                          const char *old_value,
                          const char *new_value);
/** The act that takes a checked act back: its changes backwards, old and new exchanged. (transfer
 * full) */
SilsaAct *silsa_act_new_inverse(const SilsaAct *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean silsa_act_is_empty(const SilsaAct *self);

/** FALSE for fields whose value never leaves the file (internal-note): they travel as commitments.
 */
gboolean silsa_field_is_public(const char *field);

G_END_DECLS
