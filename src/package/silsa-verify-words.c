#include "silsa-verify.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a verdict and its grounds mean, in whole sentences for a person. */

static const char *const verdict_words[] = {
    [SILSA_VERDICT_UNREADABLE] = NC_("verdict", "Unreadable"),
    [SILSA_VERDICT_ALTERED] = NC_("verdict", "Altered"),
    [SILSA_VERDICT_REFUSED] = NC_("verdict", "Refused"),
    [SILSA_VERDICT_INCONSISTENT] = NC_("verdict", "Inconsistent"),
    [SILSA_VERDICT_INDETERMINATE] = NC_("verdict", "Indeterminate"),
    [SILSA_VERDICT_UNTRUSTED] = NC_("verdict", "Not trusted"),
    [SILSA_VERDICT_VALID] = NC_("verdict", "Valid"),
};

static const char *const verdict_sentences[] = {
    [SILSA_VERDICT_UNREADABLE] =
        N_("This cannot be read as a package of Silsa. Ask the sender to hand it in again."),
    [SILSA_VERDICT_ALTERED] =
        N_("The package is not what was signed: something was changed, added or removed. "
           "Do not use it, and ask the sender for the original."),
    [SILSA_VERDICT_REFUSED] =
        N_("The package does not keep to the rules for signatures. Ask the sender to sign it "
           "again with Silsa."),
    [SILSA_VERDICT_INCONSISTENT] = N_("The signature holds, but the content contradicts itself or "
                                      "its round. Settle it with the assessor."),
    [SILSA_VERDICT_INDETERMINATE] = N_("Nothing is wrong with the content, but whether the "
                                       "signature counts cannot be settled yet."),
    [SILSA_VERDICT_UNTRUSTED] =
        N_("The package is unchanged since it was signed, but the signer is not on the list. "
           "Compare the fingerprint with the signer by telephone."),
    [SILSA_VERDICT_VALID] = N_("The package is unchanged, and the signer is on the list."),
};

typedef struct {
  const char *code;
  const char *sentence;
} Words;

static const Words notes[] = {
    /* container */
    {"not-a-package", N_("The file is not a package of Silsa.")},
    {"damaged", N_("The container is damaged.")},
    {"over-limit", N_("A part of the package is larger than any honest package has.")},
    {"entry-name", N_("An entry has a name that no package may have.")},
    {"entry-twice", N_("Two entries have the same name.")},
    {"entry-mode", N_("An entry is not a plain file.")},
    {"entry-overlap", N_("Entries overlap, or there are bytes between them.")},
    {"entry-checksum", N_("The checksum of the entry differs.")},
    {"entry-missing", N_("The entry was signed, but it is not there.")},
    {"entry-unsigned", N_("The entry is there, but no signature covers it.")},
    {"entry-unnamed", N_("The entry is signed, but the content does not name it.")},
    {"entry-signed-twice", N_("The signature names the entry twice.")},
    {"digest-mismatch", N_("The entry is not the one that was signed.")},
    {"manifest-differs", N_("The list of contents does not fit what is there.")},
    /* signature */
    {"not-signed", N_("The package is not signed.")},
    {"foreign-profile", N_("The signature was not made the way Silsa signs.")},
    {"duplicate-id", N_("Two parts of the signature have the same name.")},
    {"weak-algorithm", N_("The signature uses an algorithm that is no longer safe.")},
    {"algorithm-unsupported",
     N_("This version of Silsa does not know the algorithm of the signature.")},
    {"signature-damaged", N_("The signature cannot be read.")},
    {"signature-value", N_("The signature does not fit the content and the certificate.")},
    {"signed-properties", N_("Signing time, role or certificate were changed after signing.")},
    {"properties-unsigned",
     N_("Signing time, role and certificate are not covered by the signature.")},
    {"certificate-differs", N_("The certificate is not the one that was signed.")},
    {"weak-key", N_("The key of the signer is too short.")},
    {"key-type", N_("The key of the signer is of a kind that is not accepted.")},
    {"key-usage", N_("The certificate may not be used for signing.")},
    {"validity-unreadable", N_("The certificate does not say how long it is valid.")},
    {"not-yet-valid", N_("The package was signed before the certificate became valid.")},
    {"expired", N_("The certificate has expired, and only the signer says when the package was "
                   "signed. A round that "
                   "lists this certificate would settle it.")},
    {"revoked", N_("The certificate was revoked before the package was signed.")},
    {"revoked-since",
     N_("The certificate has been revoked since, and only the signer says when the "
        "package was signed.")},
    {"revocation-stale", N_("The list of revoked certificates is out of date.")},
    {"future-time", N_("The signing time lies more than a day ahead of this computer's clock.")},
    {"no-trusted-time",
     N_("The certificate has expired since; only the signer says when the package was signed.")},
    {"signer-not-listed", N_("The signer is not on the list.")},
    {"round-untrusted", N_("The signer is on the list of a round that is not trusted itself.")},
    {"cross-signed", N_("Trusted because a trusted key signed it too.")},
    {"signer-differs", N_("The assessor that the content names did not sign it.")},
    /* content */
    {"payload-invalid", N_("The content does not keep to the format.")},
    {"payload-contradicts", N_("The content breaks the rules of its catalogue.")},
    {"round-invalid", N_("The round does not keep to the format.")},
    {"catalogue-missing", N_("The catalogue of indicators is missing.")},
    {"catalogue-invalid", N_("The catalogue of indicators does not keep to the format.")},
    {"other-catalogue", N_("The catalogue is not the one that should have been used.")},
    {"status-differs",
     N_("The content states another standing of the catalogue than the catalogue has.")},
    {"answer-missing", N_("The indicator has no answer in the package.")},
    {"state-differs", N_("The state does not follow from what was entered.")},
    {"score-differs", N_("The score does not follow from what was entered.")},
    {"preview-differs", N_("The sums do not follow from the scores.")},
    {"complete-differs",
     N_("Whether the assessment is complete does not follow from its answers.")},
    {"class-differs", N_("The class of the city does not follow from what was entered.")},
    {"claims-digest", N_("The digest of the claims does not fit the claims.")},
    {"evidence-missing", N_("Evidence that the content names is not in the package.")},
    {"evidence-differs", N_("Evidence is not the one that the content names.")},
    {"evidence-restricted", N_("The assessor marked it as restricted: the package has its digest "
                               "only.")},
    {"evidence-unprotected", N_("What must not be seen could not be taken out: the package has its "
                                "digest only.")},
    {"journal-missing", N_("The history is missing.")},
    {"journal-invalid", N_("The history does not keep to the format.")},
    {"journal-broken", N_("The chain of the history does not hold.")},
    {"journal-foreign", N_("The history belongs to another assessment.")},
    {"journal-head", N_("The history ends elsewhere than the content says.")},
    {"journal-differs", N_("The history leads to another content.")},
    {"signed-before-journal",
     N_("The package says it was signed before the last entry of its history.")},
    {"incomplete", N_("It was handed in although it is incomplete.")},
    {"demonstration", N_("Demonstration material: nothing here is real")},
    /* round */
    {"demonstration-in-round", N_("Demonstration material never counts in a real round.")},
    {"purpose-differs", N_("Package and round do not serve the same purpose.")},
    {"other-round",
     N_("The package was made in another round, or in another content of this one.")},
    {"round-newer", N_("The package was made with a later version of the round than the one "
                       "compared with. Open the "
                       "later version.")},
    {"round-older", N_("The package was made with an earlier version of the round.")},
    {"city-unknown", N_("The round has no such applicant.")},
    {"population-differs", N_("The round has another population for the city.")},
    {"class-differs-from-round", N_("The assessor set another class than the round.")},
    {"claims-differ", N_("The claims are not those of the round.")},
    {"claims-changed", N_("The city's claims have changed since the package was made.")},
    {"not-assigned", N_("The signer was not sent to this city.")},
    {"conflict-of-interest", N_("The round names a conflict of interest between signer and city.")},
    {"assessor-differs", N_("The content names another assessor than the certificate's owner.")},
    {"over-round-limit", N_("The package is larger than the round allows.")},
};

static const Words checks[] = {
    {"catalogue", NC_("checked", "Catalogue of the round")},
    {"assignment", NC_("checked", "Assignment to the city")},
    {"claims", NC_("checked", "Claims of the city")},
    {"time", NC_("checked", "Signing time")},
    {"revocation", NC_("checked", "Revocation")},
};

const char *
silsa_verdict_to_text(SilsaVerdict verdict)
{
  g_return_val_if_fail(verdict < G_N_ELEMENTS(verdict_words), NULL);
  return g_dpgettext2(GETTEXT_PACKAGE, "verdict", verdict_words[verdict]);
}

/* "Valid" alone would say more than was looked at. */
static char *
valid_sentence(const SilsaReport *self)
{
  const SilsaSigner *signer = self->signers->len > 0 ? self->signers->pdata[0] : NULL;
  gboolean with_round = g_strv_contains((const char *const *)self->checked, "assignment");

  if (signer == NULL || with_round || g_strcmp0(self->kind, "assessment") != 0)
    return g_strdup(_(verdict_sentences[SILSA_VERDICT_VALID]));
  return g_strdup_printf(_("Intact and signed by %s, not compared with a round."),
                         signer->certificate.name);
}

char *
silsa_report_to_sentence(const SilsaReport *self)
{
  g_return_val_if_fail(self->verdict < G_N_ELEMENTS(verdict_sentences), NULL);
  if (self->verdict == SILSA_VERDICT_VALID)
    return valid_sentence(self);
  return g_strdup(_(verdict_sentences[self->verdict]));
}

static const Words sums[] = {
    {"low", NC_("end of the band", "low")},
    {"expected", NC_("end of the band", "expected")},
    {"high", NC_("end of the band", "high")},
};

/* Where it is in the words of people; entries and indicators are called by their names. "" where
 * there is nothing to say. */
static const char *
place_words(const SilsaVerifyNote *note)
{
  if (strcmp(note->code, "preview-differs") != 0)
    return note->where;
  for (gsize i = 0; i < G_N_ELEMENTS(sums); i++)
    if (strcmp(sums[i].code, note->where) == 0)
      return g_dpgettext2(GETTEXT_PACKAGE, "end of the band", sums[i].sentence);
  return "";
}

char *
silsa_verify_note_to_text(const SilsaVerifyNote *note)
{
  for (gsize i = 0; i < G_N_ELEMENTS(notes); i++) {
    if (strcmp(notes[i].code, note->code) != 0)
      continue;
    if (*place_words(note) == '\0')
      return g_strdup(_(notes[i].sentence));
    /* Translators: where it is (an entry, an indicator, a person), then what is the matter there.
     */
    return g_strdup_printf(_("%s: %s"), place_words(note), _(notes[i].sentence));
  }
  return g_strdup(note->message);
}

const char *
silsa_checked_to_text(const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS(checks); i++)
    if (strcmp(checks[i].code, word) == 0)
      return g_dpgettext2(GETTEXT_PACKAGE, "checked", checks[i].sentence);
  return word;
}

char *
silsa_report_band_to_text(const SilsaReport *self)
{
  const char *secured = self->said[0].grade, *best = self->said[SILSA_N_ENDS - 1].grade;

  if (secured == NULL || best == NULL)
    return g_strdup("–");
  if (strcmp(secured, best) == 0)
    return g_strdup_printf(_("grade %s"), best);
  return g_strdup_printf(_("grade %s–%s"), secured, best);
}
