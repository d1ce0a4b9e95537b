#include "silsa-error.h"
#include "silsa-file.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * What an error says to a person. Every rule has a whole sentence of its own, in which {subject},
 * {found}, {expected} and {limit} stand for facts; where a fact that it names is missing, the
 * plainer sentence of the code is said instead. Advice follows: a correct message that does not say
 * what to do is half a message.
 */

#define ADVICE_ISSUER N_("Ask whoever issued the file for a corrected one.")
#define ADVICE_AGAIN N_("Ask for the file again, and compare its size with the sender's.")
#define ADVICE_CORRECT N_("Correct the value and enter it again.")
#define ADVICE_SHAPE                                                                               \
  N_("Give its kind and its corners in ten-thousandths of the photo: block 1000 2000 3000 4000.")
#define ADVICE_UNMARK N_("Take the mark away if everybody may see it.")
#define ADVICE_PICTURE N_("Choose a photo of the file.")
#define ADVICE_TYPED                                                                               \
  N_("Write it as 12,345.6; 만, 억 and the unit may stand in it, as in “2만 3,450명”.")
#define ADVICE_NOTES N_("Rename the notes or move them away; the package can be read without them.")
#define ADVICE_ROWS N_("Correct the table and import it again.")
#define ADVICE_ELSEWHERE N_("Choose another name or another folder.")
#define ADVICE_ROOM                                                                                \
  N_("Make room on the disk or choose another one; what was saved is still there.")
#define ADVICE_COPY N_("Copy the file to a folder on this computer and open the copy.")
#define ADVICE_CLOSE N_("Close the other program or window and try again.")
#define ADVICE_UPDATE N_("Update Silsa to open it.")
#define ADVICE_PASS                                                                                \
  N_("Enter the passphrase again; capital letters and the keyboard language count.")
#define ADVICE_KEY N_("Use another certificate, or make a new one in the identity window.")
#define ADVICE_MISSING                                                                             \
  N_("Settle what is missing, or hand in what there is after a second confirmation.")
#define ADVICE_SMALLER N_("Use a smaller file.")
#define ADVICE_CHECKNAME N_("Check the name and the folder.")
#define ADVICE_CODES N_("Look up the codes in the catalogue.")
#define ADVICE_CARD N_("Check whether the disk or stick is still connected and may be read.")
#define ADVICE_KEEP N_("It can be kept as a document all the same.")
#define ADVICE_RESTART N_("Close other programs and try again; what was saved is still there.")
#define ADVICE_SENDER N_("Ask the sender to hand it in again.")
#define ADVICE_BACKUP                                                                              \
  N_("Do not work on in it; open a copy that was kept, or save what it still holds with "          \
     "“silsa-cli recover”.")
#define ADVICE_RENAME N_("Give the file a shorter name and add it again.")
#define ADVICE_PARTIAL N_("Delete the file if no export is running, and try again.")
#define ADVICE_NTFS N_("Use a disk formatted as exFAT or NTFS.")

typedef struct {
  const char *rule;
  const char *text;
  const char *advice; /* NULL: none */
} Sentence;

static const Sentence codes[] = {
    [SILSA_ERROR_INVALID] = {NULL, N_("What was given breaks a rule of the format."),
                             ADVICE_CORRECT},
    [SILSA_ERROR_CORRUPT] = {NULL, N_("The file is damaged, or not what its name says."),
                             ADVICE_AGAIN},
    [SILSA_ERROR_FOREIGN] = {NULL, N_("This is not a file of Silsa."), ADVICE_CHECKNAME},
    [SILSA_ERROR_TOO_NEW] = {NULL,
                             N_("A later version of Silsa made this file; it was left as it is."),
                             ADVICE_UPDATE},
    [SILSA_ERROR_LIMIT] = {NULL, N_("This is more than Silsa accepts."), ADVICE_SMALLER},
    [SILSA_ERROR_UNSUPPORTED] = {NULL, N_("This version of Silsa cannot do this."), NULL},
    [SILSA_ERROR_NOT_FOUND] = {NULL, N_("There is nothing under this name."), ADVICE_CHECKNAME},
    [SILSA_ERROR_EXISTS] = {NULL,
                            N_("There is a file with this name already; it was not overwritten."),
                            ADVICE_ELSEWHERE},
    [SILSA_ERROR_READ] = {NULL, N_("The file could not be read."), ADVICE_CARD},
    [SILSA_ERROR_WRITE] = {NULL,
                           N_("The file could not be written; nothing stands under its name."),
                           ADVICE_ELSEWHERE},
    [SILSA_ERROR_STORAGE] = {NULL,
                             N_("The change could not be saved; the file is as it was before."),
                             ADVICE_ROOM},
    [SILSA_ERROR_FULL] = {NULL, N_("There is not enough room for the file."), ADVICE_ROOM},
    [SILSA_ERROR_READ_ONLY] = {NULL, N_("The file or its disk cannot be written to."), ADVICE_COPY},
    [SILSA_ERROR_BUSY] = {NULL, N_("Another program has this file open for writing."),
                          ADVICE_CLOSE},
    [SILSA_ERROR_PORTAL] =
        {NULL, N_("The file lies where it could be damaged while it is being changed."),
         ADVICE_COPY},
    [SILSA_ERROR_PASSPHRASE] = {NULL, N_("The passphrase does not open the key."), ADVICE_PASS},
    [SILSA_ERROR_KEY] = {NULL, N_("The certificate cannot be used to sign."), ADVICE_KEY},
    [SILSA_ERROR_INCOMPLETE] = {NULL, N_("Something is still missing from the assessment."),
                                ADVICE_MISSING},
};

static const Sentence rules[] = {
    /* catalogue */
    {"item-points-sum",
     N_("The points of the indicators of item {subject} add up to {found}, not to {expected}."),
     ADVICE_ISSUER},
    {"sector-points-sum",
     N_("The points of the items of sector {subject} add up to {found}, not to {expected}."),
     ADVICE_ISSUER},
    {"total-points-sum",
     N_("The points of all sectors add up to {found}, not to the total of {expected}."),
     ADVICE_ISSUER},
    {"kind",
     N_("Indicator {subject} has the content of the other kind: {found} instead of {expected}."),
     ADVICE_ISSUER},
    {"scoring-class", N_("Indicator {subject} has no scoring for the city class {expected}."),
     ADVICE_ISSUER},
    {"scoring-values",
     N_("In the scoring of indicator {subject} the value {found} stands after {expected}; values "
        "must rise."),
     ADVICE_ISSUER},
    {"scoring-percents-fall",
     N_("In the scoring of indicator {subject} the percent falls from {expected} to {found}, "
        "although higher is better."),
     ADVICE_ISSUER},
    {"scoring-percents-rise",
     N_("In the scoring of indicator {subject} the percent rises from {expected} to {found}, "
        "although lower is better."),
     ADVICE_ISSUER},
    {"code-prefix", N_("The code {found} does not begin with {expected}, the code it belongs to."),
     ADVICE_ISSUER},
    {"level-numbers",
     N_("Maturity level {found} of indicator {subject} stands where level {expected} belongs."),
     ADVICE_ISSUER},
    {"level-percents",
     N_("At indicator {subject} a higher maturity level earns less: {found} after {expected} "
        "percent."),
     ADVICE_ISSUER},
    {"grade-numbers", N_("Grade {found} stands where grade {expected} belongs."), ADVICE_ISSUER},
    {"grade-percents",
     N_("Grade {subject} begins at {found} percent, which is not below {expected}, where the grade "
        "before it begins."),
     ADVICE_ISSUER},
    {"grade-last", N_("The last grade, {subject}, begins at {found} percent; it must begin at 0."),
     ADVICE_ISSUER},
    {"certified-first", N_("Grade {subject} is certified, although a better one is not."),
     ADVICE_ISSUER},
    {"formula-syntax", N_("The formula of indicator {subject} cannot be read from “{found}” on."),
     ADVICE_ISSUER},
    {"formula-name",
     N_("The formula of indicator {subject} uses {found}, which is none of its inputs."),
     ADVICE_ISSUER},
    {"formula-unused", N_("The formula of indicator {subject} does not use its input {found}."),
     ADVICE_ISSUER},
    {"formula-depth",
     N_("The formula of indicator {subject} nests parentheses more than {limit} deep."),
     ADVICE_ISSUER},
    {"photos-expected",
     N_("Indicator {subject} expects no photos, but its check {expected} is settled by one."),
     ADVICE_ISSUER},
    {"points-decimals",
     N_("The {found} points of indicator {subject} have more than {expected} decimals."),
     ADVICE_ISSUER},
    {"class-zero", N_("No city class begins at a population of 0."), ADVICE_ISSUER},
    {"class-populations",
     N_("The city classes {subject} and {expected} both begin at a population of {found}."),
     ADVICE_ISSUER},
    {"at-most", N_("At indicator {subject} the input {found} is limited by itself."),
     ADVICE_ISSUER},
    {"catalogue-root", N_("This is not a catalogue of indicators; it begins with “{found}”."),
     ADVICE_CHECKNAME},
    {"catalogue-format",
     N_("This catalogue has a format that this version does not know: {found}."), ADVICE_UPDATE},
    {"catalogue-bytes", N_("The catalogue is larger than {limit}."), ADVICE_ISSUER},
    /* XML */
    {"xml-syntax", N_("The XML is damaged: {found}."), ADVICE_AGAIN},
    {"xml-empty", N_("The file is empty."), ADVICE_AGAIN},
    {"xml-encoding", N_("The text is not UTF-8."), ADVICE_ISSUER},
    {"xml-dtd",
     N_("The file carries a document type declaration, which could draw in other files."),
     ADVICE_ISSUER},
    {"xml-entity", N_("The file uses an entity that XML itself does not have: {found}."),
     ADVICE_ISSUER},
    {"xml-depth", N_("Elements are nested more than {limit} deep."), ADVICE_ISSUER},
    {"xml-instance", N_("The file carries the attribute {found}, which no format of Silsa knows."),
     ADVICE_ISSUER},
    {"xml-schema", N_("The content does not follow its format: {found}"), ADVICE_ISSUER},
    {"number", N_("“{found}” is no whole number that {subject} can have."), ADVICE_ISSUER},
    {"boolean", N_("“{found}” is neither true nor false, as {subject} must be."), ADVICE_ISSUER},
    /* what a person enters */
    {"decimal",
     N_("“{found}” is no decimal number of at most 18 digits before and 6 after the point."),
     ADVICE_CORRECT},
    {"typed-number", N_("“{found}” cannot be read as a number in this unit: {expected}."),
     ADVICE_TYPED},
    {"typed-comma", N_("The thousands in “{found}” are not parted in threes."), ADVICE_TYPED},
    {"max", N_("{found} is above {limit}, the most that {subject} can have."), ADVICE_CORRECT},
    {"level", N_("There is no level {found} at {subject}."), ADVICE_CORRECT},
    {"result", N_("“{found}” is no result of a check; yes, partly and no are."), ADVICE_CORRECT},
    {"switch", N_("“{found}” cannot stand at {subject}; only 1 can, or nothing."), ADVICE_CORRECT},
    {"places", N_("“{found}” cannot stand at {subject}; only included can, or nothing."),
     ADVICE_CORRECT},
    {"send", N_("“{found}” cannot stand at {subject}; original and rendition can."),
     ADVICE_CORRECT},
    {"shape", N_("“{found}” describes nothing that can be drawn on a photo."), ADVICE_SHAPE},
    {"evidence-restricted", N_("It is marked as restricted: only its digest goes into packages."),
     ADVICE_UNMARK},
    {"copies", N_("The copies of photos for the package could not be written."), ADVICE_ROOM},
    {"not-a-picture", N_("Only photos can be drawn on and made smaller ({subject})."),
     ADVICE_PICTURE},
    {"text", N_("The text holds a character that cannot be kept: {found}."), ADVICE_CORRECT},
    {"text-length", N_("The text has {found} characters; {limit} is the most."), ADVICE_CORRECT},
    {"page-length", N_("A page is given in at most {limit} characters."), ADVICE_CORRECT},
    {"fingerprint", N_("“{found}” is not a fingerprint of 64 hexadecimal digits."), ADVICE_CORRECT},
    {"codes", N_("“{found}” is not a list of contradiction codes."), ADVICE_CORRECT},
    {"unknown-indicator", N_("There is no indicator {subject} in the catalogue."), ADVICE_CODES},
    {"unknown-input", N_("Indicator {subject} has no input {found}."), ADVICE_CODES},
    {"unknown-check", N_("Indicator {subject} has no check {found}."), ADVICE_CODES},
    {"unknown-class", N_("There is no city class {found} in the catalogue."), ADVICE_CODES},
    {"unknown-field", N_("{subject} has no field that can be set under this name."), ADVICE_CODES},
    {"unknown-evidence", N_("There is no such evidence in the file ({subject})."),
     ADVICE_CHECKNAME},
    {"not-quantitative", N_("Indicator {subject} is judged by a level and has no inputs."),
     ADVICE_CODES},
    {"not-qualitative", N_("Indicator {subject} is judged by values and has no levels."),
     ADVICE_CODES},
    {"no-claim", N_("There is no claim at {subject} that could be confirmed."), ADVICE_CORRECT},
    {"confirmed-differs",
     N_("The claim of {subject} cannot be confirmed while the verified values differ from it."),
     ADVICE_CORRECT},
    {"finding-number", N_("Two findings of {subject} have the same number {found}."),
     ADVICE_CORRECT},
    {"class-reason", N_("A city class other than the one its population proposes needs a reason."),
     ADVICE_CORRECT},
    /* tables */
    {"csv-encoding",
     N_("The letters of the table cannot be told: it is neither UTF-8 nor CP949, or it is "
        "damaged."),
     ADVICE_ROWS},
    {"csv-separator",
     N_("It cannot be told whether commas, semicolons or tabs part the columns of the table."),
     ADVICE_ROWS},
    {"csv-empty", N_("The table is empty."), ADVICE_ROWS},
    {"csv-quote", N_("A quotation mark of the table is not closed."), ADVICE_ROWS},
    {"csv-column", N_("The table has a column that is not known or stands there twice: {found}."),
     ADVICE_ROWS},
    {"csv-header", N_("The table has no column {subject}."), ADVICE_ROWS},
    {"notes-damaged", N_("The notes beside the package cannot be read."), ADVICE_NOTES},
    {"notes-foreign", N_("The notes beside the package are about another one."), ADVICE_NOTES},
    {"claims-bytes", N_("The table is larger than {limit}."), ADVICE_ROWS},
    /* rounds */
    {"round-bytes", N_("The round is larger than {limit}."), ADVICE_ISSUER},
    {"round-root", N_("This is not a round; it begins with “{found}”."), ADVICE_CHECKNAME},
    {"round-format", N_("This round has a format that this version does not know: {found}."),
     ADVICE_UPDATE},
    {"round-dates", N_("The dates of the round are not in order: {found} cannot follow {subject}."),
     ADVICE_CORRECT},
    {"round-catalogue", N_("The round belongs to another catalogue than the one at hand."),
     ADVICE_ISSUER},
    {"claim-text", N_("A text of the claims for {subject} cannot be accepted: {found}"),
     ADVICE_ISSUER},
    {"claim-twice", N_("Indicator {subject} has two claims for {found}."), ADVICE_ISSUER},
    {"claim-empty", N_("The claim for {found} of indicator {subject} is empty."), ADVICE_ISSUER},
    {"claim-indicator", N_("There is a claim for {found}, which is no indicator of the catalogue."),
     ADVICE_ISSUER},
    {"claim-input", N_("There is a claim for {found}, which is no input of indicator {subject}."),
     ADVICE_ISSUER},
    {"applicant-class",
     N_("Applicant {subject} is of the city class {found}, which the catalogue does not have."),
     ADVICE_ISSUER},
    {"applicant-class-reason",
     N_("Applicant {subject} is of another class than its population proposes, and no reason is "
        "given."),
     ADVICE_ISSUER},
    {"applicant-name", N_("Two applicants have the name {found}."), ADVICE_ISSUER},
    {"person-fingerprint", N_("The fingerprint of {subject} belongs to another person as well."),
     ADVICE_ISSUER},
    {"person-conflict",
     N_("{subject} is assigned to {found} and excluded from it at the same time."), ADVICE_ISSUER},
    /* rounds while they are prepared */
    {"round-text", N_("“{found}” is too long, or holds a character that cannot be kept."),
     ADVICE_CORRECT},
    {"round-date", N_("“{found}” is no date that {subject} can have; write it like 2026-09-10."),
     ADVICE_CORRECT},
    {"round-word", N_("“{found}” cannot stand at {subject}; these can: {expected}."),
     ADVICE_CORRECT},
    {"round-number", N_("“{found}” is no whole number that {subject} can have ({expected})."),
     ADVICE_CORRECT},
    {"identifier",
     N_("“{found}” is no identifier: a small Latin letter, then small letters, digits and hyphens, "
        "at most 48."),
     ADVICE_CORRECT},
    {"round-id", N_("There is an applicant or a person with the identifier {found} already."),
     ADVICE_CORRECT},
    {"round-applicant", N_("The round has no applicant “{found}”."), ADVICE_CHECKNAME},
    {"round-person", N_("The round has no person “{found}”."), ADVICE_CHECKNAME},
    {"round-missing", N_("{subject} cannot be without {found}."), ADVICE_CORRECT},
    {"round-none", N_("The assessment was made without a round, so no version can follow."),
     ADVICE_CHECKNAME},
    {"round-other", N_("This is another round ({found}); the assessment belongs to {expected}."),
     ADVICE_CHECKNAME},
    {"round-older",
     N_("This is version {found} of the round; the assessment has version {expected} already."),
     ADVICE_CHECKNAME},
    {"round-same-version",
     N_("This version {found} of the round differs from the one in the assessment, though its "
        "number "
        "is the same."),
     ADVICE_ISSUER},
    {"round-purpose", N_("A demonstration cannot become real, nor the other way round."),
     ADVICE_ISSUER},
    {"round-withdrawn", N_("{found} is no longer among the applicants of the round."),
     ADVICE_ISSUER},
    {"round-package", N_("This package is an assessment, not a round."), ADVICE_CHECKNAME},
    {"round-damaged", N_("The signature of the round does not hold; nothing was taken from it."),
     ADVICE_AGAIN},
    {"round-unconfirmed",
     N_("The round is signed by a key that was not confirmed, with the fingerprint {found}."),
     N_("Have the secretary read the fingerprint to you, and confirm it.")},
    {"catalogue-missing", N_("No catalogue of indicators was chosen."), NULL},
    {"round-signed", N_("The round is signed and cannot be changed."),
     N_("Change the working file and sign it again.")},
    {"round-not-signed", N_("The round is not signed, so there is no fingerprint to confirm."),
     ADVICE_ISSUER},
    {"round-unsigned", N_("The round is not signed, though the version in the assessment was."),
     ADVICE_ISSUER},
    {"round-other-catalogue",
     N_("Another catalogue lies where that of the round belongs; use a folder for each round."),
     ADVICE_ELSEWHERE},
    {"achievements", N_("{subject} can have at most {limit} representative achievements."),
     ADVICE_CORRECT},
    /* files on the disk */
    {"regular-file", N_("This is not an ordinary file."), ADVICE_CHECKNAME},
    {"not-a-file", N_("This is not an ordinary file."), ADVICE_CHECKNAME},
    {"file-exists", N_("There is a file with this name already; it was not overwritten."),
     ADVICE_ELSEWHERE},
    {"file-name", N_("The name of the file is too long."), ADVICE_RENAME},
    {"fat32",
     N_("The disk is formatted as FAT32, which holds no file above {limit}; {found} are needed."),
     ADVICE_NTFS},
    {"disk-room", N_("The disk has {limit} left; {found} are needed."), ADVICE_ROOM},
    {"part-foreign", N_("An unknown file stands where the export is prepared."), ADVICE_ELSEWHERE},
    {"part-busy", N_("Another export to this name is running."), ADVICE_CLOSE},
    /* assessment files */
    {"not-a-database", N_("This is not an assessment of Silsa."), ADVICE_CHECKNAME},
    {"application-id", N_("This file belongs to another program."), ADVICE_CHECKNAME},
    {"format-version",
     N_("A later version of Silsa made this file, or it is damaged; it was left as it is."),
     ADVICE_UPDATE},
    {"journal-mode", N_("The file is set up in a way that Silsa never uses."), ADVICE_BACKUP},
    {"text-encoding", N_("Texts in the file are not UTF-8."), ADVICE_BACKUP},
    {"database", N_("The file is damaged."), ADVICE_BACKUP},
    {"schema", N_("The tables of the file are not those of an assessment."), ADVICE_BACKUP},
    {"content", N_("The content of the file contradicts itself."), ADVICE_BACKUP},
    {"journal", N_("The history of the file is broken."), ADVICE_BACKUP},
    {"recover-nothing", N_("Nothing of an assessment could be found in the file."), ADVICE_BACKUP},
    {"recover-catalogue",
     N_("The catalogue inside the file is lost; the one that is needed has the SHA-256 "
        "{expected}."),
     N_("Give the catalogue with --catalogue.")},
    {"recover-round",
     N_("The round inside the file is lost; the one that is needed has the SHA-256 {expected}."),
     N_("Give the round with --round.")},
    {"recover-city", N_("The name of the city is lost."), N_("Give it with --city.")},
    {"portal",
     N_("The file lies in a folder that Silsa sees only through the desktop, where it could be "
        "damaged while it is changed."),
     ADVICE_COPY},
    {"two-writers", N_("The file is open for writing already, in another window or program."),
     ADVICE_CLOSE},
    {"file-moved", N_("The file was moved, renamed or deleted while it was open."),
     ADVICE_ELSEWHERE},
    {"memory", N_("There is not enough memory."), ADVICE_RESTART},
    {"random", N_("The system gives no random numbers."), ADVICE_RESTART},
    {"undo", N_("There is nothing left to undo or redo here."), NULL},
    {"evidence-erased",
     N_("{found} was erased from this assessment for good, and is not taken in again."), NULL},
    {"erase-reason", N_("Erasing needs a reason, for the history."), NULL},
    {"file-erased", N_("The content of this file was erased for good; nothing can be entered."),
     NULL},
    {"no-room-to-compact", N_("The disk has no room to write {file} anew without what was erased."),
     ADVICE_ROOM},
    {"erased", N_("This cannot be restored, because its content was erased for good."), NULL},
    {"evidence", N_("The evidence is not there, or it changed while it was read."), ADVICE_CARD},
    {"city-name", N_("The name of the city is missing."), ADVICE_CORRECT},
    {"other-catalogue",
     N_("Packages that were made with different catalogues cannot be laid beside each other."),
     NULL},
    {"not-intact",
     N_("This package is not what was signed, so it cannot be laid beside another. Open it to see "
        "what was changed."),
     NULL},
    {"other-city", N_("Only packages of one city can be laid beside each other."), NULL},
    {"assessor-name", N_("The name of the assessor is missing."), ADVICE_CORRECT},
    /* evidence */
    {"evidence-empty", N_("The file is empty and was not added."), ADVICE_CARD},
    {"submitted-type",
     N_("{found} is not a PDF. The papers of the city are taken as PDF; anything else can be "
        "attached as evidence."),
     NULL},
    {"paper-damaged", N_("This is no PDF that can be read, or it is damaged."), ADVICE_BACKUP},
    {"paper-locked", N_("This PDF opens only with a password."),
     N_("Save a copy and open it in a program that asks for the password.")},
    {"paper-page", N_("This page could not be drawn."),
     N_("Save a copy and open it in another program.")},
    {"paper-reader", N_("The part of Silsa that draws pages could not be started."),
     N_("Save a copy and open it in another program.")},
    {"evidence-bytes", N_("The file is larger than {limit} and was not added."), ADVICE_SMALLER},
    {"intake-files", N_("More than {limit} files were given at once; the others were left out."),
     N_("Add the others by themselves.")},
    {"zip-damaged", N_("This part of the ZIP file is damaged and was not added."), ADVICE_AGAIN},
    {"zip-encrypted", N_("The ZIP file is locked by a password."),
     N_("Unpack it and add the files themselves.")},
    {"evidence-damaged", N_("A piece of evidence is no longer what was stored."), ADVICE_BACKUP},
    {"picture-damaged", N_("The picture is damaged and cannot be shown."), ADVICE_KEEP},
    {"picture-kind", N_("Pictures of this kind cannot be shown."), ADVICE_KEEP},
    {"picture-type", N_("This is no picture."), ADVICE_KEEP},
    {"picture-memory", N_("Showing the picture would take {found} of memory."), ADVICE_KEEP},
    {"picture-pixels", N_("The picture of {found} pixels is larger than can be shown ({limit})."),
     ADVICE_KEEP},
    {"evidence-digest", N_("The evidence is not what its digest says."), ADVICE_BACKUP},
    {"picture-decoder",
     N_("The part of the system that shows such pictures is missing or refuses them."),
     ADVICE_KEEP},
    /* packages */
    {"package-type", N_("This is not a package of Silsa."), ADVICE_CHECKNAME},
    {"package-bytes", N_("The package is larger than {limit}."), ADVICE_SMALLER},
    {"entries", N_("The package has more than {limit} entries."), ADVICE_SENDER},
    {"entry-bytes", N_("An entry of the package is larger than {limit}."), ADVICE_SENDER},
    {"entry-ratio", N_("An entry is packed so tightly that it is not honest."), ADVICE_SENDER},
    {"entry-name", N_("An entry has a name that a package never has."), ADVICE_SENDER},
    {"entry-twice", N_("An entry is there twice."), ADVICE_SENDER},
    {"entry-encrypted", N_("An entry is encrypted."), ADVICE_SENDER},
    {"entry-method", N_("An entry is packed by a method that a package never uses."),
     ADVICE_SENDER},
    {"entry-mode", N_("An entry is not an ordinary file."), ADVICE_SENDER},
    {"entry-size", N_("An entry is longer than the package says."), ADVICE_SENDER},
    {"entry-damaged", N_("An entry is damaged."), ADVICE_SENDER},
    {"zip-end", N_("The package is cut off or damaged at its end."), ADVICE_SENDER},
    {"zip-directory", N_("The list of contents of the package is damaged."), ADVICE_SENDER},
    {"zip-local", N_("An entry does not agree with the package's list of contents."),
     ADVICE_SENDER},
    {"zip-overlap", N_("Two entries of the package lie on top of each other."), ADVICE_SENDER},
    {"zip-gap", N_("The package hides bytes between its entries."), ADVICE_SENDER},
    {"zip-write", N_("The package could not be put together."), ADVICE_ROOM},
    {"countersign", N_("The package is not as it was signed, so it is not signed once more."),
     ADVICE_SENDER},
    {"signers", N_("The package has as many signatures as it can have."), NULL},
    {"signed-already", N_("The package is signed with this key already."), NULL},
    {"journal-bytes", N_("The history of the package is larger than {limit}."), ADVICE_SENDER},
    {"journal-missing", N_("The package holds no history."), ADVICE_SENDER},
    {"payload-bytes", N_("The record of the package is larger than {limit}."), ADVICE_SENDER},
    {"manifest-bytes", N_("The list of contents is larger than {limit}."), ADVICE_SENDER},
    {"signature-bytes", N_("The signature is larger than {limit}."), ADVICE_SENDER},
    {"incomplete", N_("Only {found} of {expected} indicators are complete."), ADVICE_MISSING},
    /* signing */
    {"passphrase-missing", N_("No passphrase was given."), ADVICE_PASS},
    {"passphrase-empty", N_("The passphrase is empty."), ADVICE_PASS},
    {"passphrase-differs", N_("The two passphrases differ."), ADVICE_PASS},
    {"passphrase-wrong", N_("The passphrase does not open the key."), ADVICE_PASS},
    {"passphrase-length", N_("The passphrase is longer than {limit} bytes."), ADVICE_PASS},
    {"passphrase-read", N_("The passphrase could not be read."), ADVICE_PASS},
    {"certificate", N_("The file holds no certificate."), ADVICE_CHECKNAME},
    {"certificate-bytes", N_("The file is too large for a certificate."), ADVICE_CHECKNAME},
    {"certificates", N_("The file holds several certificates; only one can be the signer's."),
     ADVICE_CHECKNAME},
    {"request-text", N_("The text of the request cannot be read."), ADVICE_SENDER},
    {"request-format", N_("A later version of Silsa made this request ({found})."), ADVICE_UPDATE},
    {"request-fingerprint",
     N_("The request names another fingerprint than that of its certificate: {found}."),
     ADVICE_SENDER},
    {"request-name", N_("“{found}” is no name for a request: one line of at most 200 characters."),
     ADVICE_CORRECT},
    {"request-email",
     N_("“{found}” is no e-mail address for a request: one line of at most 200 characters."),
     ADVICE_CORRECT},
    {"certificate-name", N_("A certificate cannot be made out for this name."), ADVICE_CORRECT},
    {"certificate-missing", N_("The file holds a key but no certificate to go with it."),
     ADVICE_KEY},
    {"key-missing", N_("The file holds no key to sign with."), ADVICE_KEY},
    {"key-differs", N_("The key and the certificate do not belong together."), ADVICE_KEY},
    {"key-file", N_("The file is not a PKCS#12 key file."), ADVICE_CHECKNAME},
    {"key-bytes", N_("The file is too large for a key."), ADVICE_CHECKNAME},
    {"key-encryption", N_("The key is encrypted in a way that cannot be opened here."), ADVICE_KEY},
    {"key-make", N_("A new key could not be made."), ADVICE_RESTART},
    {"key-write", N_("The key could not be written."), ADVICE_ELSEWHERE},
    {"sign", N_("The signature could not be made."), ADVICE_KEY},
    /* rounds: values of claims */
    {"claim-decimal", N_("The claim of {subject} is no decimal number: {found}."), ADVICE_ISSUER},
    {"claim-level", N_("The claim of {subject} is no level that it has: {found}."), ADVICE_ISSUER},
    {"claim-max", N_("The claim of {subject} is above the most that can be entered: {found}."),
     ADVICE_ISSUER},
    /* certificates */
    {"key-type", N_("The certificate has a kind of key that is not accepted; RSA and P-256 are."),
     ADVICE_KEY},
    {"weak-key", N_("The key of the certificate is too short."), ADVICE_KEY},
    {"key-usage", N_("The certificate was not issued for signing."), ADVICE_KEY},
    {"thumbnail", N_("There is no small picture of this evidence."), ADVICE_KEEP},
};

static const char *
find_fact(const SilsaErrorFacts *facts, const char *name, gsize length)
{
  const struct {
    const char *name;
    const char *value;
  } known[] = {
      {"subject", facts->subject}, {"found", facts->found}, {"expected", facts->expected},
      {"limit", facts->limit},     {"entry", facts->entry},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
    if (strlen(known[i].name) == length && strncmp(known[i].name, name, length) == 0)
      return known[i].value;
  return NULL;
}

/* A line number has no place among the texts. */
static char *
fact_to_text(const SilsaErrorFacts *facts, const char *name, gsize length)
{
  if (length == strlen("line") && strncmp(name, "line", length) == 0)
    return g_strdup_printf("%d", facts->line);
  if (facts->file != NULL && length == strlen("file") && strncmp(name, "file", length) == 0)
    return silsa_path_for_people(facts->file);
  return g_strdup(find_fact(facts, name, length));
}

/* @text with its {names} replaced; NULL when one of the facts is missing. */
static char *
fill_in(const char *text, const SilsaErrorFacts *facts)
{
  g_autoptr(GString) out = g_string_new(NULL);
  const char *open;

  for (; (open = strchr(text, '{')) != NULL; text = strchr(open, '}') + 1) {
    g_autofree char *value = fact_to_text(facts, open + 1, strcspn(open + 1, "}"));

    if (value == NULL)
      return NULL;
    g_string_append_len(out, text, open - text);
    g_string_append(out, value);
  }
  g_string_append(out, text);
  return g_string_free_and_steal(g_steal_pointer(&out));
}

static const Sentence *
find_rule(const char *rule)
{
  for (gsize i = 0; rule != NULL && i < G_N_ELEMENTS(rules); i++)
    if (strcmp(rules[i].rule, rule) == 0)
      return &rules[i];
  return NULL;
}

static char *
name_place(const SilsaErrorFacts *facts)
{
  const char *text = "";

  if (facts->file != NULL && facts->entry != NULL)
    text =
        facts->line > 0 ? _("{file}, entry {entry}, line {line}: ") : _("{file}, entry {entry}: ");
  else if (facts->file != NULL)
    text = facts->line > 0 ? _("{file}, line {line}: ") : _("{file}: ");
  else if (facts->entry != NULL)
    text = facts->line > 0 ? _("Entry {entry}, line {line}: ") : _("Entry {entry}: ");
  else if (facts->line > 0)
    text = _("Line {line}: ");
  return fill_in(text, facts);
}

/* For errors without a rule, the system's own word on it ("Permission denied") stands between. */
static char *
say_code(SilsaError code, const SilsaErrorFacts *facts)
{
  const char *text = code < G_N_ELEMENTS(codes) ? _(codes[code].text) : "";
  g_autofree char *reason = facts->rule == NULL ? fill_in(_("{found}."), facts) : NULL;

  return reason != NULL ? g_strjoin(" ", text, reason, NULL) : g_strdup(text);
}

static char *
explain_own(const GError *error, const SilsaErrorFacts *facts)
{
  const Sentence *rule = find_rule(facts->rule);
  g_autofree char *place = name_place(facts);
  g_autofree char *text = rule != NULL ? fill_in(_(rule->text), facts) : NULL;
  const char *advice = rule != NULL ? rule->advice : codes[error->code].advice;

  if (text == NULL)
    text = say_code((SilsaError)error->code, facts);
  return g_strconcat(place, text, advice != NULL ? " " : NULL, advice != NULL ? _(advice) : NULL,
                     NULL);
}

/* --- errors of GLib ----------------------------------------------------------------------- */

static GIOErrorEnum
to_io_code(const GError *error)
{
  if (error->domain == G_IO_ERROR)
    return (GIOErrorEnum)error->code;
  if (error->domain == G_FILE_ERROR)
    return g_io_error_from_file_error((GFileError)error->code);
  return G_IO_ERROR_FAILED;
}

static char *
explain_foreign(const GError *error)
{
  const char *text, *advice;

  switch ((int)to_io_code(error)) {
  case G_IO_ERROR_NOT_FOUND:
    text = _("There is no such file or folder.");
    advice = _(ADVICE_CHECKNAME);
    break;
  case G_IO_ERROR_EXISTS:
    text = _(codes[SILSA_ERROR_EXISTS].text);
    advice = _(ADVICE_ELSEWHERE);
    break;
  case G_IO_ERROR_IS_DIRECTORY:
    text = _("This is a folder, not a file.");
    advice = _(ADVICE_CHECKNAME);
    break;
  case G_IO_ERROR_PERMISSION_DENIED:
    text = _("The system does not allow access to it.");
    advice = _("Ask for the right to open it, or choose another place.");
    break;
  case G_IO_ERROR_NO_SPACE:
    text = _(codes[SILSA_ERROR_FULL].text);
    advice = _(ADVICE_ROOM);
    break;
  case G_IO_ERROR_READ_ONLY:
    text = _(codes[SILSA_ERROR_READ_ONLY].text);
    advice = _(ADVICE_COPY);
    break;
  default:
    return g_strdup(error->message);
  }
  /* GLib's message is translated by GLib, and names the file. */
  return g_strdup_printf("%s %s (%s)", text, advice, error->message);
}

char *
silsa_error_explain(const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);

  g_return_val_if_fail(error != NULL, NULL);

  return facts != NULL ? explain_own(error, facts) : explain_foreign(error);
}
