#pragma once

#include "silsa-act.h"
#include "silsa-catalogue.h"

G_BEGIN_DECLS

/* A round (urn:silsa:round:1, data/round.xsd): what the secretary sends to everybody. Read only. */

typedef struct {
  char *indicator, *input /* or "level" */, *value, *summary, *page,
      *document; /* value "" = none; last three nullable */
} SilsaRoundClaim;

typedef struct {
  char *id;
  SilsaText name;
  char *kind; /* "metropolitan", "city", "county", "district" */
  guint64 population;
  char *class_id, *class_reason;
  GStrv programmes; /* "integration-platform", "smart-challenge" */
  GPtrArray *achievements; /* of SilsaText */
  GPtrArray *claims; /* of SilsaRoundClaim */
} SilsaApplicant;

typedef struct {
  char *id;
  char *name;
  char *role; /* "assessor", "committee", "secretary" */
  char *fingerprint; /* SHA-256 of the certificate, 64 lower-case hex, or NULL */
  GStrv assigned; /* ids of applicants */
  GStrv conflicts; /* ids of applicants */
} SilsaPerson;

#define SILSA_TYPE_ROUND (silsa_round_get_type())
G_DECLARE_FINAL_TYPE(SilsaRound, silsa_round, SILSA, ROUND, GObject)

/**
 * Reads and checks a round's XML: limits, no DTD, XSD, then the rules of the XSD's head; those
 * about the catalogue only where @catalogue is given. @bytes is kept. The first violation is the
 * error, with its line and subject; the file's name is added by the caller. Codes: INVALID (rules
 * "round-dates", "round-catalogue", "applicant-name", "applicant-class", "applicant-class-reason",
 * "person-fingerprint", "person-conflict", "claim-indicator", "claim-input", "claim-decimal",
 * "claim-max", "claim-level", "claim-twice", "claim-text", "claim-empty" and those of silsa-xml.h),
 * CORRUPT, LIMIT "round-bytes". (transfer full)
 */
SilsaRound *silsa_round_new_from_bytes(GBytes *bytes,
                                       SilsaCatalogue *catalogue,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes *silsa_round_get_bytes(SilsaRound *self);
const char *silsa_round_get_sha256(SilsaRound *self);
const char *silsa_round_get_id(SilsaRound *self);
guint silsa_round_get_version(SilsaRound *self);
guint silsa_round_get_year(SilsaRound *self);
const SilsaText *silsa_round_get_title(SilsaRound *self);
const char *silsa_round_get_purpose(SilsaRound *self); /* "real", "demonstration" */
const char *silsa_round_get_preview_policy(SilsaRound *self);
const SilsaText *silsa_round_get_provenance(SilsaRound *self); /* nullable */
const char *silsa_round_get_catalogue_id(SilsaRound *self);
guint silsa_round_get_catalogue_version(SilsaRound *self);
const char *silsa_round_get_catalogue_sha256(SilsaRound *self);
const char *silsa_round_get_visit_from(SilsaRound *self); /* civil date, nullable */
const char *silsa_round_get_visit_to(SilsaRound *self);
const char *silsa_round_get_registration_from(SilsaRound *self);
const char *silsa_round_get_registration_to(SilsaRound *self);
const char *silsa_round_get_decision(SilsaRound *self);
guint64 silsa_round_get_package_limit(SilsaRound *self); /* bytes, 0: none */
const char *silsa_round_get_keeping_until(SilsaRound *self); /* civil date, nullable */
const SilsaText *silsa_round_get_keeping_purpose(SilsaRound *self); /* nullable */
/** "rendition": photos go into packages as copies of at most 2,000 pixels; NULL: as they are. */
const char *silsa_round_get_photo_rule(SilsaRound *self);
gboolean silsa_round_get_gps_included(SilsaRound *self); /* places of photos go into packages */
GPtrArray *silsa_round_get_applicants(SilsaRound *self); /* of SilsaApplicant, borrowed */
GPtrArray *silsa_round_get_persons(SilsaRound *self); /* of SilsaPerson, borrowed */
/** By id, Korean or English name, in any Unicode form. NULL: none. */
const SilsaApplicant *silsa_round_find_applicant(SilsaRound *self, const char *name);
/** By name or id; of several persons with one name, the first. */
const SilsaPerson *silsa_round_find_person(SilsaRound *self, const char *name);
const SilsaPerson *silsa_round_find_fingerprint(SilsaRound *self, const char *fingerprint);
/** Adds an applicant's claims to @act as facts of silsa-act.h (claim:ID, claim-summary, …). */
void silsa_applicant_add_claims(const SilsaApplicant *self, SilsaAct *act);
/** SHA-256 of an applicant's claims, spelled as silsa_claims_digest() does. (transfer full) */
char *silsa_applicant_claims_digest(const SilsaApplicant *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
