#include "silsa-cli.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

const SilsaCommand silsa_commands[] = {
    {"catalogue check", "FILE", N_("Check a catalogue of indicators"),
     silsa_command_catalogue_check},
    {"catalogue show", "FILE [CODE]", N_("Show a catalogue, or one indicator of it"),
     silsa_command_catalogue_show},
    {"new",
     "FILE (--round ROUND --city NAME [--assessor NAME] | --catalogue CATALOGUE --city NAME "
     "--population N [--class ID --class-reason TEXT] --assessor NAME) [--confirm FINGERPRINT]",
     N_("Make a new assessment file"), silsa_command_new},
    {"claims template", "(FILE | CATALOGUE) -o CSV", N_("Write an empty table of claims"),
     silsa_command_claims_template},
    {"claims import", "FILE CSV [--dry-run]", N_("Take in what the city claims"),
     silsa_command_claims_import},
    {"claims attach", "FILE PDF…", N_("Attach the city's own papers, to be opened at their pages"),
     silsa_command_claims_attach},
    {"claims documents", "FILE", N_("List the city's own papers and the claims that name them"),
     silsa_command_claims_documents},
    {"claims detach", "FILE ID", N_("Take one of the city's papers out; can be undone"),
     silsa_command_claims_detach},
    {"show", "(FILE | PACKAGE) [CODE] [--trust PEM]… [--round ROUND [--confirm FINGERPRINT]]",
     N_("Show an assessment or a package, or one answer of it"), silsa_command_show},
    {"answer", "FILE (CODE OPTION… | --from CSV)", N_("Record an answer, or many from a table"),
     silsa_command_answer},
    {"evidence add", "FILE (CODE | --inbox) PATH… [--caption TEXT] [--check CODE]",
     N_("Attach photos and documents; folders and ZIP files of photos too"),
     silsa_command_evidence_add},
    {"evidence list", "FILE", N_("List the evidence of an assessment"),
     silsa_command_evidence_list},
    {"evidence table", "FILE -o CSV", N_("Write a table of the evidence"),
     silsa_command_evidence_table},
    {"evidence mark",
     "FILE ID [--[no-]persons] [--[no-]restricted] [--send original|rendition|round]",
     N_("Mark what must not be seen by everybody, and how a photo goes into packages"),
     silsa_command_evidence_mark},
    {"evidence draw", "FILE ID [SHAPE…] [--rub-out N]…",
     N_("Draw on a photo, which stays as it is: arrow, box, block and blur X1 Y1 X2 Y2, text and "
        "number X Y X Y WORDS, in ten-thousandths"),
     silsa_command_evidence_draw},
    {"evidence extract", "FILE (ID [--rendition] | --all) -o PATH",
     N_("Write one piece of evidence to a file, or all to a new folder"),
     silsa_command_evidence_extract},
    {"evidence remove", "FILE ID", N_("Take evidence out of the assessment; can be undone"),
     silsa_command_evidence_remove},
    {"evidence erase", "FILE ID --reason TEXT", N_("Delete evidence for good; its digest stays"),
     silsa_command_evidence_erase},
    {"erase", "FILE --reason TEXT",
     N_("Delete all content of a file for good; that it was there stays"), silsa_command_erase},
    {"score", "FILE", N_("Show scores, sectors and the preview of the grade"), silsa_command_score},
    {"preflight", "FILE", N_("Show what stands in the way of handing in"), silsa_command_preflight},
    {"undo", "FILE", N_("Take back the last act"), silsa_command_undo},
    {"redo", "FILE", N_("Do again what was taken back"), silsa_command_redo},
    {"journal list", "FILE [--since-package]", N_("List the history of an assessment"),
     silsa_command_journal_list},
    {"journal restore", "FILE ROW", N_("Put back the value that a row of the history replaced"),
     silsa_command_journal_restore},
    {"journal verify", "(FILE | PACKAGE)", N_("Check the chain of the history"),
     silsa_command_journal_verify},
    {"identity new",
     "-o P12 --name NAME [--org ORGANISATION] [--algorithm ec|rsa] [--passphrase-file FILE | "
     "--passphrase-fd N]",
     N_("Make a key and certificate for signing"), silsa_command_identity_new},
    {"identity show", "P12 [--passphrase-file FILE | --passphrase-fd N]",
     N_("Show a signing certificate and its fingerprint"), silsa_command_identity_show},
    {"identity request",
     "P12 -o FILE --email ADDRESS [--name NAME] [--passphrase-file FILE | --passphrase-fd N]",
     N_("Write the request by which the secretary takes you into a round"),
     silsa_command_identity_request},
    {"round new",
     "FILE --catalogue CATALOGUE --id ID --year N --title-ko TEXT --title-en TEXT [OPTION…]",
     N_("Begin a round: the secretary's working file"), silsa_command_round_new},
    {"round set", "FILE OPTION…", N_("Change titles, dates, limits and policies of a round"),
     silsa_command_round_set},
    {"round add-applicant",
     "FILE --name-ko TEXT --name-en TEXT --kind KIND --population N [OPTION…]",
     N_("Add a local government that applied"), silsa_command_round_add_applicant},
    {"round set-applicant", "FILE APPLICANT OPTION…", N_("Change what is recorded of an applicant"),
     silsa_command_round_set_applicant},
    {"round remove-applicant", "FILE APPLICANT", N_("Take an applicant out of a round"),
     silsa_command_round_remove_applicant},
    {"round add-claims", "FILE APPLICANT CSV [--replace] [--dry-run]",
     N_("Take in what an applicant claims"), silsa_command_round_add_claims},
    {"round add-person",
     "FILE --role ROLE (--request FILE | --name NAME [--fingerprint FINGERPRINT]) [OPTION…]",
     N_("Add an assessor, a committee member or a secretary"), silsa_command_round_add_person},
    {"round set-person", "FILE PERSON OPTION…",
     N_("Change a person, such as the certificate after a lost passphrase"),
     silsa_command_round_set_person},
    {"round remove-person", "FILE PERSON", N_("Take a person out of a round"),
     silsa_command_round_remove_person},
    {"round assign", "FILE PERSON APPLICANT… [--remove]", N_("Say who visits whom"),
     silsa_command_round_assign},
    {"round conflict", "FILE PERSON APPLICANT… [--remove]", N_("Say who may not judge whom"),
     silsa_command_round_conflict},
    {"round check", "FILE", N_("Say what is still missing from a round"),
     silsa_command_round_check},
    {"round show", "FILE [APPLICANT | PERSON]", N_("Show a round, or one part of it"),
     silsa_command_round_show},
    {"round diff", "OLDER NEWER", N_("Show what differs between two rounds"),
     silsa_command_round_diff},
    {"round sign",
     "FILE -o PACKAGE --key P12 [--passphrase-file FILE | --passphrase-fd N] [--allow-incomplete]",
     N_("Sign a round and write the package that goes to everybody"), silsa_command_round_sign},
    {"round countersign",
     "PACKAGE -o PACKAGE --key P12 [--passphrase-file FILE | --passphrase-fd N]",
     N_("Vouch with the old key for a round that a new one signed"),
     silsa_command_round_countersign},
    {"round update", "FILE ROUND [--confirm FINGERPRINT] [--dry-run]",
     N_("Take a later version of the round into an assessment"), silsa_command_round_update},
    {"export",
     "FILE -o PACKAGE --key P12 [--passphrase-file FILE | --passphrase-fd N] [--role TEXT] "
     "[--allow-incomplete]",
     N_("Sign the assessment and write the package to hand in"), silsa_command_export},
    {"verify", "PACKAGE [--trust PEM]… [--round ROUND [--confirm FINGERPRINT]]",
     N_("Verify a package: unchanged? by whom? trusted?"), silsa_command_verify},
    {"review", "PACKAGE [--only REASON]… [--earlier PACKAGE] [--trust PEM]… [--round ROUND]",
     N_("List what matters in a package, the largest difference first"), silsa_command_review},
    {"notes", "PACKAGE [CODE [--mark MARK] [--note TEXT] [--question TEXT] | --questions | -o CSV]",
     N_("Keep notes of your own about a package, beside it"), silsa_command_notes},
    {"print", "(FILE | PACKAGE) [CODE…] -o PDF [--trust PEM]… [--round ROUND]",
     N_("Write the checklist, or sheets of single indicators, as a paper form"),
     silsa_command_print},
    {"summary", "PACKAGE -o PDF [--trust PEM]… [--round ROUND [--confirm FINGERPRINT]]",
     N_("Write a summary of a package on two pages"), silsa_command_summary},
    {"packages", "FOLDER [--trust PEM]… [--round ROUND [--confirm FINGERPRINT]]",
     N_("Verify and list a folder of packages"), silsa_command_packages},
    {"compare", "PACKAGE PACKAGE… [--trust PEM]… [--round ROUND]",
     N_("Lay packages of one city beside each other, differences first"), silsa_command_compare},
    {"copy", "FILE -o FILE", N_("Back up an assessment, also while it is open in a window"),
     silsa_command_copy},
    {"recover", "FILE -o FILE [--catalogue CATALOGUE] [--round ROUND] [--city NAME]",
     N_("Save what a damaged file still holds into a new one"), silsa_command_recover},
    {NULL},
};

/* Whether @command is "@group something". */
static gboolean
is_in_group(const SilsaCommand *command, const char *group)
{
  gsize length = strlen(group);

  return strncmp(command->name, group, length) == 0 && command->name[length] == ' ';
}

static gboolean
is_group(const char *group)
{
  for (const SilsaCommand *command = silsa_commands; command->name != NULL; command++)
    if (is_in_group(command, group))
      return TRUE;
  return FALSE;
}

/* @group: the first word of those to be listed; NULL: all. */
static void
print_help(const char *group)
{
  g_print("%s\n\n", _("usage: silsa-cli [--format text|json] [--lang ko|en] COMMAND [ARGUMENT…]"));
  for (const SilsaCommand *command = silsa_commands; command->name != NULL; command++)
    if (group == NULL || is_in_group(command, group))
      g_print("  %-24s %s\n", command->name, _(command->summary));
  g_print("\n%s\n", _("silsa-cli COMMAND --help says more. Exit codes: 0 done, or valid; 1 done, "
                      "but the answer is no; "
                      "2 wrong usage; 3 a file could not be opened, read or written."));
}

/* The options that every command has may stand anywhere on the line; they are taken out here. */
static gboolean
take_common(int *argc, char **argv, SilsaCli *cli, const char **language)
{
  int kept = 1;

  for (int i = 1; i < *argc; i++) {
    const char *value = NULL;
    gboolean is_format = g_str_has_prefix(argv[i], "--format");
    const char *option = is_format ? "--format" : "--lang";
    gsize length = strlen(option);

    if (g_str_equal(argv[i], "--")) {
      while (i < *argc)
        argv[kept++] = argv[i++];
      break;
    }
    if (!g_str_has_prefix(argv[i], option) || (argv[i][length] != '\0' && argv[i][length] != '=')) {
      argv[kept++] = argv[i];
      continue;
    }
    value = argv[i][length] == '=' ? argv[i] + length + 1 : i + 1 < *argc ? argv[++i] : "";
    if (is_format && (g_str_equal(value, "json") || g_str_equal(value, "text")))
      cli->json = g_str_equal(value, "json");
    else if (!is_format && (g_str_equal(value, "ko") || g_str_equal(value, "en")))
      *language = value;
    else
      return FALSE;
  }
  argv[kept] = NULL;
  *argc = kept;
  return TRUE;
}

static const SilsaCommand *
find_command(int argc, char **argv, int *words)
{
  g_autofree char *two = argc > 2 ? g_strjoin(" ", argv[1], argv[2], NULL) : NULL;

  for (const SilsaCommand *command = silsa_commands; command->name != NULL; command++) {
    if (argc > 1 && g_str_equal(command->name, argv[1])) {
      *words = 1;
      return command;
    }
    if (two != NULL && g_str_equal(command->name, two)) {
      *words = 2;
      return command;
    }
  }
  return NULL;
}

/* gettext translates only in a locale other than C (C.UTF-8 counts as C, too), and arguments and
 * output are UTF-8 whatever the locale says: --lang has to work on a machine without a Korean
 * locale, and a script under LC_ALL=C too. */
static void
choose_language(const char *language)
{
  static const char *const fallbacks[] = {"ko_KR.UTF-8", "en_US.UTF-8", "C.UTF-8"};
  const char *messages;

  if (language != NULL)
    g_setenv("LANGUAGE", language, TRUE);
  setlocale(LC_ALL, "");
  messages = setlocale(LC_MESSAGES, NULL);
  if (language != NULL && (g_str_equal(messages, "C") || g_str_has_prefix(messages, "C.") ||
                           g_str_equal(messages, "POSIX"))) {
    for (gsize i = 0; i < G_N_ELEMENTS(fallbacks); i++)
      if (setlocale(LC_MESSAGES, fallbacks[i]) != NULL)
        break;
  }
  if (!g_str_equal(nl_langinfo(CODESET), "UTF-8"))
    setlocale(LC_CTYPE, "C.UTF-8");

  bindtextdomain(GETTEXT_PACKAGE, g_getenv("SILSA_LOCALE_DIR") != NULL
                                      ? g_getenv("SILSA_LOCALE_DIR")
                                      : SILSA_LOCALE_DIR);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
}

/* The threads that take photos in hand large buffers to each other. With an arena of its own for
 * each thread they leave a tenth more behind, the more the longer it takes; so do buffers that are
 * kept among small things because others as large were freed. */
static void
share_memory(void)
{
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 128 * 1024); /* what it begins with */
#endif
}

int
main(int argc, char **argv)
{
  const struct rlimit no_core = {0, 0};
  const char *language = NULL;
  const SilsaCommand *command;
  SilsaCli cli = {0};
  gboolean common;
  int words = 0;

  /* A core dump could hold a passphrase (DESIGN §10). */
  setrlimit(RLIMIT_CORE, &no_core);
  share_memory();

  common = take_common(&argc, argv, &cli, &language);
  choose_language(language);
  if (!common)
    return silsa_cli_usage(&cli, _("--format takes text or json, --lang takes ko or en."));

  cli.language = silsa_language_from_locale();
  if (argc < 2 || g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "help")) {
    print_help(NULL);
    return argc < 2 ? SILSA_EXIT_USAGE : SILSA_EXIT_DONE;
  }
  if (g_str_equal(argv[1], "--version")) {
    g_print("silsa-cli %s\n", SILSA_VERSION);
    return SILSA_EXIT_DONE;
  }

  command = find_command(argc, argv, &words);
  if (command == NULL && is_group(argv[1]) && (argc == 2 || g_str_equal(argv[2], "--help"))) {
    print_help(argv[1]);
    return argc == 2 ? SILSA_EXIT_USAGE : SILSA_EXIT_DONE;
  }
  if (command == NULL) {
    g_autofree char *both =
        argc > 2 && is_group(argv[1]) ? g_strjoin(" ", argv[1], argv[2], NULL) : NULL;

    return silsa_cli_usage(&cli, _("“%s” is not a command."), both != NULL ? both : argv[1]);
  }
  cli.name = command->name;
  return command->run(&cli, argc - words, argv + words);
}
