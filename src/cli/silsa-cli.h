#pragma once

#include "silsa-claims.h"
#include "silsa-identity.h"
#include "silsa-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit codes of the contract (DESIGN §11). */
typedef enum {
  SILSA_EXIT_DONE = 0,
  SILSA_EXIT_NO = 1, /* done, but the answer is no */
  SILSA_EXIT_USAGE = 2, /* the command line is wrong */
  SILSA_EXIT_FILE = 3, /* a file could not be opened, read or written */
} SilsaExit;

/** One call of a command: how to speak, and what the command line said. */
typedef struct {
  gboolean json; /* --format json: one object on standard output */
  SilsaLanguage language;
  const char *name; /* "evidence add" */
} SilsaCli;

/** A command. argv[0] is its last word; options are still in @argv. */
typedef SilsaExit (*SilsaCommandFunc)(const SilsaCli *cli, int argc, char **argv);

typedef struct {
  const char *name; /* one or two words */
  const char *usage; /* what follows the name, as in DESIGN §11 */
  const char *summary; /* N_() */
  SilsaCommandFunc run;
} SilsaCommand;

/** All commands, ended by a NULL name. */
extern const SilsaCommand silsa_commands[];

/**
 * Reads the options of @entries and --help; leaves the other arguments in @rest (transfer full), of
 * which at least @least and at most @most are allowed. FALSE when the command has to end with
 * *@exit.
 */
gboolean silsa_cli_parse(const SilsaCli *cli,
                         int argc,
                         char **argv,
                         const GOptionEntry *entries,
                         guint least,
                         guint most,
                         GStrv *rest,
                         SilsaExit *exit);

/** The same for a command whose options are callbacks that get @data, in the order of the line. */
gboolean silsa_cli_parse_collecting(const SilsaCli *cli,
                                    int argc,
                                    char **argv,
                                    const GOptionEntry *entries,
                                    const GOptionEntry *callbacks,
                                    gpointer data,
                                    guint least,
                                    guint most,
                                    GStrv *rest,
                                    SilsaExit *exit);

/** Says what is wrong with the command line, on standard error. Returns SILSA_EXIT_USAGE. */
SilsaExit silsa_cli_usage(const SilsaCli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3);
/** Says what went wrong in a sentence with advice, on standard error. Returns the exit code that
 * goes with it: 1 for what is incomplete, 2 for a passphrase that was not given, else 3. */
SilsaExit silsa_cli_fail(const GError *error);

/** Says why an act was not done: SILSA_EXIT_USAGE for what breaks a rule, SILSA_EXIT_FILE for what
 * the file or the disk refused. */
SilsaExit silsa_cli_fail_act(const GError *error);
/** Opens an assessment; NULL with the error told and *@exit set. */
SilsaStore *
silsa_cli_open(const char *path, SilsaOpenFlags flags, SilsaExit *exit) G_GNUC_WARN_UNUSED_RESULT;
/** Performs @act, waits until it is durable and closes nothing. */
SilsaExit silsa_cli_perform(SilsaStore *store, SilsaAct *act);
/** Waits for the disk; errors are told. */
SilsaExit silsa_cli_close(SilsaStore *store, SilsaExit exit);

/** For programs: {"written": @path}. A person sees the file. */
void silsa_cli_report_written(const SilsaCli *cli, const char *path);
/** FALSE, told, where something stands under @path: what was written once is not overwritten. */
gboolean silsa_cli_check_new(const char *path, SilsaExit *exit);

/** A line on standard output. */
void silsa_cli_print(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** The passphrase by --passphrase-file or --passphrase-fd, else asked for on a terminal, else an
 * error. */
typedef struct {
  char *file;
  int fd;
} SilsaPassphraseOptions;
void silsa_passphrase_options_clear(SilsaPassphraseOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaPassphraseOptions, silsa_passphrase_options_clear)
#define SILSA_PASSPHRASE_OPTIONS_INIT {NULL, -1}
#define SILSA_PASSPHRASE_ENTRIES(options)                                                          \
  {"passphrase-file",                                                                              \
   0,                                                                                              \
   0,                                                                                              \
   G_OPTION_ARG_FILENAME,                                                                          \
   &(options)->file,                                                                               \
   N_("Read the passphrase from FILE"),                                                            \
   "FILE"},                                                                                        \
      {"passphrase-fd",                                                                            \
       0,                                                                                          \
       0,                                                                                          \
       G_OPTION_ARG_INT,                                                                           \
       &(options)->fd,                                                                             \
       N_("Read the passphrase from the descriptor"),                                              \
       "N"}
char *silsa_cli_passphrase(const SilsaPassphraseOptions *options,
                           gboolean twice,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** The key of a signer, opened with the passphrase of the line. (transfer full) */
SilsaIdentity *silsa_cli_load_identity(const char *path,
                                       const SilsaPassphraseOptions *options,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The rows of a table that were refused (SilsaRefusedRow), one line each on standard error. */
void silsa_cli_print_refused(GPtrArray *refused);
/** What a table of claims brought: counts on standard output, refused rows on standard error. */
void silsa_cli_report_claims(const SilsaCli *cli, const SilsaClaimsImport *import);

/** What became of one file that was to be taken in: a line, or an object in an array of @builder.
 */
void silsa_cli_report_taken(JsonBuilder *builder,
                            const char *path,
                            gint64 id,
                            gboolean was_known,
                            const char *warning,
                            const GError *error);
/** The number of a piece of evidence. */
gboolean silsa_cli_parse_id(const char *text, gint64 *id);

/** What is drawn on a photo, one line each. */
void silsa_cli_print_shapes(SilsaAssessment *assessment, gint64 id);

/* JSON */

/** Prints @builder's object on standard output and frees it. */
void silsa_cli_print_json(JsonBuilder *builder);
void
silsa_json_string(JsonBuilder *builder, const char *name, const char *value); /* NULL -> null */
void silsa_json_int(JsonBuilder *builder, const char *name, gint64 value);
void silsa_json_bool(JsonBuilder *builder, const char *name, gboolean value);
void silsa_json_null(JsonBuilder *builder, const char *name);
void silsa_json_points(JsonBuilder *builder, const char *name, mpq_srcptr points, int decimals);
void silsa_json_short(JsonBuilder *builder, const char *name, mpq_srcptr value);
void silsa_json_strv(JsonBuilder *builder, const char *name, const char *const *values);

/** "refused": the rows of a table that were, a list of SilsaRefusedRow. */
void silsa_json_refused(JsonBuilder *builder, GPtrArray *refused);
/** "shapes": what is drawn on a photo. */
void silsa_json_shapes(JsonBuilder *builder, SilsaAssessment *assessment, gint64 id);

/** The catalogue's status beside every score: in words of the language, or stable for JSON.
 * (transfer full) */
char *silsa_cli_status_words(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;
char *silsa_cli_status_string(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;

/** "Demonstration material: nothing here is real" above every output of such a file. */
void silsa_cli_print_purpose(SilsaAssessment *assessment);

/** The answer's object as in `score`: {"code","state",…}. */
void silsa_cli_add_indicator(JsonBuilder *builder, SilsaAnswer *answer, int decimals);

/** What an indicator asks for, as text. */
void silsa_cli_print_indicator(const SilsaCli *cli,
                               SilsaCatalogue *catalogue,
                               const SilsaIndicator *indicator);

/** Opens what `catalogue`, `claims template` take: a catalogue, or the one inside an assessment. */
SilsaCatalogue *silsa_cli_open_catalogue(const char *path,
                                         SilsaExit *exit) G_GNUC_WARN_UNUSED_RESULT;

SilsaExit silsa_command_answer(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_catalogue_check(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_catalogue_show(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_claims_attach(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_claims_detach(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_claims_documents(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_compare(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_claims_import(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_claims_template(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_copy(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_add(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_extract(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_list(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_table(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_remove(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_mark(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_draw(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_evidence_erase(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_erase(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_export(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_identity_new(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_identity_show(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_identity_request(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_journal_list(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_journal_restore(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_journal_verify(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_new(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_notes(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_packages(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_preflight(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_print(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_recover(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_redo(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_review(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_add_applicant(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_add_claims(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_add_person(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_assign(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_check(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_conflict(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_countersign(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_diff(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_new(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_remove_applicant(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_remove_person(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_set(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_set_applicant(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_set_person(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_show(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_sign(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_round_update(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_score(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_show(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_summary(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_undo(const SilsaCli *cli, int argc, char **argv);
SilsaExit silsa_command_verify(const SilsaCli *cli, int argc, char **argv);

G_END_DECLS
