#pragma once

#include "silsa-cli.h"
#include "silsa-round-check.h"
#include "silsa-round-draft.h"
#include "silsa-round-trust.h"

G_BEGIN_DECLS

/* What the commands that change a round share. The secretary's working file is the round's XML; its
 * catalogue lies beside it as catalogue.xml, or is named by --catalogue. */

typedef struct {
  char *path;
  SilsaRound *round; /* as it was read */
  SilsaRoundDraft *draft; /* to be changed */
} SilsaRoundFile;

/** FALSE with the error told and *@exit set. A signed package is no working file. */
gboolean silsa_round_file_open(SilsaRoundFile *self,
                               const SilsaCli *cli,
                               const char *path,
                               const char *catalogue_path,
                               SilsaExit *exit);
/** Checks the draft and writes it in place of the file, whole or not at all. */
SilsaExit silsa_round_file_save(SilsaRoundFile *self);
void silsa_round_file_clear(SilsaRoundFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaRoundFile, silsa_round_file_clear)

/** Says what a round or its draft refuses: a fault of the command line where it is one of what was
 * given. */
SilsaExit silsa_round_refuse(const GError *error);

/** Says why a round is not taken. What speaks against it is an answer: SILSA_EXIT_NO. */
SilsaExit silsa_round_reject(const GError *error);

/** The fields of a part as options, --title-ko and its like, and what was given for them. */
typedef struct {
  SilsaRoundPart part;
  GOptionEntry *entries; /* ended by a NULL name; @extra goes first */
  char **values; /* one for each field of the part; NULL: not given */
  guint n;
} SilsaRoundOptions;

void
silsa_round_options_init(SilsaRoundOptions *self, SilsaRoundPart part, const GOptionEntry *extra);
void silsa_round_options_clear(SilsaRoundOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaRoundOptions, silsa_round_options_clear)
/** Sets what was given; @who as in silsa_round_draft_set(). */
gboolean silsa_round_options_apply(const SilsaRoundOptions *self,
                                   SilsaRoundDraft *draft,
                                   const char *who,
                                   GError **error);

/* Trust in a signed round (DESIGN §10). */

/** A fingerprint as it was typed, as it is kept. FALSE when it is none; NULL stays NULL. */
gboolean silsa_round_parse_confirmed(const SilsaCli *cli,
                                     const char *spoken,
                                     char **confirmed,
                                     SilsaExit *exit);
/** Says what is missing; SILSA_EXIT_NO while something is. */
SilsaExit silsa_round_print_check(const SilsaCli *cli, const SilsaRoundCheck *check);
/** What silsa_round_diff() found, as lines, or as the member "differences" of an object. */
void silsa_round_print_differences(GPtrArray *differences, SilsaLanguage language);
void
silsa_round_add_differences(JsonBuilder *builder, GPtrArray *differences, SilsaLanguage language);

/** round remove-applicant, round remove-person. */
SilsaExit silsa_round_remove(const SilsaCli *cli, SilsaRoundPart part, int argc, char **argv);

G_END_DECLS
