#pragma once

#include "silsa-cli.h"
#include "silsa-reading.h"

G_BEGIN_DECLS

/* What the commands that look at packages share. */

/** Whom to trust, from the command line. */
typedef struct {
  GStrv pem_files, confirmed;
  char *round_path;
  SilsaRound *round; /* read by silsa_cli_trust_load() */
  SilsaTrust trust; /* what it comes to; borrows from the above */
} SilsaCliTrust;

#define SILSA_CLI_TRUST_USAGE "[--trust PEM]… [--round ROUND [--confirm FINGERPRINT]]"
#define SILSA_CLI_TRUST_ENTRIES(self)                                                              \
  {"trust",                                                                                        \
   0,                                                                                              \
   0,                                                                                              \
   G_OPTION_ARG_FILENAME_ARRAY,                                                                    \
   &(self)->pem_files,                                                                             \
   N_("Certificates whose signatures count, and lists of revoked ones"),                           \
   "PEM"},                                                                                         \
      {"round", 0, 0, G_OPTION_ARG_FILENAME, &(self)->round_path, N_("The round to compare with"), \
       "ROUND"},                                                                                   \
      {"confirm",                                                                                  \
       0,                                                                                          \
       0,                                                                                          \
       G_OPTION_ARG_STRING_ARRAY,                                                                  \
       &(self)->confirmed,                                                                         \
       N_("The fingerprint of the secretary who signed the round"),                                \
       "FINGERPRINT"},                                                                             \
  {                                                                                                \
    NULL                                                                                           \
  }

/** Reads the round that was named. FALSE with the error told. */
gboolean silsa_cli_trust_load(SilsaCliTrust *self, SilsaExit *exit);
void silsa_cli_trust_clear(SilsaCliTrust *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaCliTrust, silsa_cli_trust_clear)

/** The verdict with all that was found, as text, or as the members of an object. */
void silsa_cli_print_report(const SilsaReport *report);
void silsa_cli_add_report(JsonBuilder *builder, const SilsaReport *report);
/** The one or the other, by the format of the line. */
void silsa_cli_tell_report(const SilsaCli *cli, const SilsaReport *report);

/** Opens @path for reading: an assessment file, or what a package tells, verified. NULL with the
 * error told; a package of which nothing can be shown tells its verdict. Closed by
 * silsa_cli_close(), which says no for a package that is not valid. */
SilsaStore *silsa_cli_open_to_read(const SilsaCli *cli,
                                   const char *path,
                                   const SilsaTrust *trust,
                                   SilsaExit *exit) G_GNUC_WARN_UNUSED_RESULT;
/** Makes the PDF @path of a file or package; @rest are the words of the line, the file's path the
 * first. DONE, or what was told. */
typedef SilsaExit (*SilsaCliPaperFunc)(const SilsaCli *cli,
                                       SilsaStore *store,
                                       GStrv rest,
                                       const char *path);
/** A whole command "(FILE | PACKAGE) … -o PDF" of at most @most words. */
SilsaExit silsa_cli_write_paper(
    const SilsaCli *cli, int argc, char **argv, guint most, SilsaCliPaperFunc write);
/** How a package was judged that silsa_cli_open_to_read() opened; NULL for a file. Borrowed. */
const SilsaReading *silsa_cli_get_reading(SilsaStore *store);
/** FALSE, told on standard error, for a package that is not valid. */
gboolean silsa_cli_check_reading(SilsaStore *store);

G_END_DECLS
