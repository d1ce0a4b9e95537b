#pragma once

#include "silsa-verify.h"

G_BEGIN_DECLS

/** What is wrong with one signature, or with the package whatever the signature: all of it, and the
 * worst verdict that follows. */
typedef struct {
  GPtrArray *notes; /* of SilsaVerifyNote */
  SilsaVerdict worst; /* VALID while there is nothing */
} SilsaProblems;

void silsa_problems_init(SilsaProblems *self);
void silsa_problems_clear(SilsaProblems *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaProblems, silsa_problems_clear)
/** Adds a problem with its stable @code; @where may be NULL. The same once only. */
void silsa_problems_add(SilsaProblems *self,
                        SilsaVerdict verdict,
                        const char *code,
                        const char *where,
                        const char *format,
                        ...) G_GNUC_PRINTF(5, 6);
/** Adds what an error of our domain says; @where where the error does not know. */
void silsa_problems_add_error(SilsaProblems *self,
                              SilsaVerdict verdict,
                              const char *code,
                              const char *where,
                              const GError *error);
gboolean silsa_problems_has(const SilsaProblems *self, const char *code);

SilsaVerifyNote *silsa_verify_note_new(const char *code,
                                       const char *where,
                                       const char *message) G_GNUC_WARN_UNUSED_RESULT;
void silsa_verify_note_free(SilsaVerifyNote *self);

G_END_DECLS
