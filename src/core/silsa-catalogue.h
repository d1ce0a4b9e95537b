#pragma once

#include "silsa-decimal.h"
#include "silsa-formula.h"
#include "silsa-text.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The catalogue as values: everything below is read-only and lives as long as its catalogue. The
 * numbers of sectors, indicators, levels, grades, classes and units are data, never constants. */

typedef struct _SilsaCatalogue SilsaCatalogue;
typedef struct _SilsaSector SilsaSector;
typedef struct _SilsaItem SilsaItem;
typedef struct _SilsaIndicator SilsaIndicator;

typedef enum { SILSA_CATALOGUE_REFERENCE, SILSA_CATALOGUE_OFFICIAL } SilsaCatalogueStatus;
typedef enum { SILSA_KIND_QUANTITATIVE, SILSA_KIND_QUALITATIVE } SilsaKind;
typedef enum { SILSA_STAGE_WRITTEN, SILSA_STAGE_ON_SITE, SILSA_STAGE_BOTH } SilsaStage;
typedef enum { SILSA_METHOD_LINEAR, SILSA_METHOD_STEPS } SilsaMethod;
typedef enum { SILSA_HIGHER_IS_BETTER, SILSA_LOWER_IS_BETTER } SilsaDirection;
typedef enum {
  SILSA_EVIDENCE_DOCUMENT,
  SILSA_EVIDENCE_PHOTO,
  SILSA_EVIDENCE_INTERVIEW,
  SILSA_EVIDENCE_OBSERVATION,
  SILSA_EVIDENCE_RECORD,
} SilsaCheckEvidence;

typedef struct {
  int number; /* 1 is the best */
  SilsaRational min_percent;
  gboolean certified;
  SilsaText title;
} SilsaGrade;

typedef struct {
  char *id;
  guint64 min_population;
  SilsaText title;
} SilsaCityClass;

typedef struct {
  char *id;
  int decimals; /* for display only */
  SilsaText title;
} SilsaUnit;

typedef struct {
  char *id;
  const SilsaUnit *unit;
  int at_most; /* index of the input of the same measure that this one may at most equal, or -1 */
  gboolean has_max;
  SilsaRational max;
  SilsaText title;
} SilsaInput;

typedef struct {
  SilsaRational value;
  SilsaRational percent;
} SilsaPoint;

typedef struct {
  SilsaMethod method;
  guint n_points;
  SilsaPoint *points; /* values ascend strictly */
} SilsaScoring;

typedef struct {
  int number;
  SilsaRational percent;
  SilsaText descriptor;
} SilsaLevel;

typedef struct {
  char *code; /* "A1-01-a" */
  char letter; /* 'a' */
  gboolean required;
  SilsaCheckEvidence evidence;
  SilsaText question;
} SilsaCheck;

typedef struct {
  char *scheme;
  char *code;
  SilsaText title;
} SilsaReference;

struct _SilsaIndicator {
  char *code;
  guint index; /* position in the catalogue, 0-based */
  const SilsaItem *item;
  SilsaKind kind;
  SilsaStage stage;
  SilsaRational points; /* points available */
  SilsaText title;
  SilsaText definition;
  SilsaRational *most; /* points that it can earn at most, for each city class */

  /* quantitative only */
  const SilsaUnit *unit;
  SilsaDirection direction;
  char *formula_text;
  SilsaFormula *formula;
  guint n_inputs;
  SilsaInput *inputs;
  SilsaScoring *scorings; /* one for each city class, in the order of the catalogue's classes */

  /* qualitative only */
  guint n_levels;
  SilsaLevel *levels; /* numbered 0, 1, 2, … */

  guint n_checks;
  SilsaCheck *checks;
  guint n_documents;
  SilsaText *documents;
  guint expected_photos;
  guint n_references;
  SilsaReference *references;
};

struct _SilsaItem {
  char *code;
  guint index; /* among all items */
  const SilsaSector *sector;
  SilsaRational points;
  SilsaText title;
  guint n_indicators;
  SilsaIndicator *indicators;
};

struct _SilsaSector {
  char *code;
  guint index;
  SilsaRational points;
  SilsaText title;
  guint n_items;
  SilsaItem *items;
};

#define SILSA_TYPE_CATALOGUE (silsa_catalogue_get_type())
G_DECLARE_FINAL_TYPE(SilsaCatalogue, silsa_catalogue, SILSA, CATALOGUE, GObject)

/**
 * Reads and checks a catalogue: limits, XML without DTD, XSD, then the twelve rules of the XSD's
 * head. @bytes is kept. The first violation is the error, with its line, code and rule; the file's
 * name is added by the caller (silsa_error_at_file()). Codes: INVALID, CORRUPT, LIMIT, FOREIGN (no
 * catalogue), TOO_NEW (a later format). (transfer full)
 */
SilsaCatalogue *silsa_catalogue_new_from_bytes(GBytes *bytes,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same for a file; reads at most the limit and one byte. */
SilsaCatalogue *silsa_catalogue_new_from_file(const char *path,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes *silsa_catalogue_get_bytes(SilsaCatalogue *self); /* borrowed, exactly what was read */
const char *silsa_catalogue_get_sha256(SilsaCatalogue *self); /* 64 lower-case hex digits */
const char *silsa_catalogue_get_id(SilsaCatalogue *self);
guint silsa_catalogue_get_version(SilsaCatalogue *self);
SilsaCatalogueStatus
silsa_catalogue_get_status(SilsaCatalogue *self); /* what the file says of itself */
const SilsaText *silsa_catalogue_get_title(SilsaCatalogue *self);
const SilsaText *silsa_catalogue_get_provenance(SilsaCatalogue *self);
mpq_srcptr silsa_catalogue_get_total(SilsaCatalogue *self);
int silsa_catalogue_get_decimals(SilsaCatalogue *self); /* of points */

guint silsa_catalogue_get_n_grades(SilsaCatalogue *self);
const SilsaGrade *silsa_catalogue_get_grade(SilsaCatalogue *self, guint n); /* 0 is grade 1 */
guint silsa_catalogue_get_n_classes(SilsaCatalogue *self);
const SilsaCityClass *silsa_catalogue_get_class(SilsaCatalogue *self, guint n);
int silsa_catalogue_find_class(SilsaCatalogue *self, const char *id); /* -1: none */
/** The class that the population proposes: the highest min-population not above it. */
guint silsa_catalogue_propose_class(SilsaCatalogue *self, guint64 population);
guint silsa_catalogue_get_n_sectors(SilsaCatalogue *self);
const SilsaSector *silsa_catalogue_get_sector(SilsaCatalogue *self, guint n);
guint silsa_catalogue_get_n_items(SilsaCatalogue *self);
const SilsaItem *silsa_catalogue_get_item(SilsaCatalogue *self, guint n);
guint silsa_catalogue_get_n_indicators(SilsaCatalogue *self);
const SilsaIndicator *silsa_catalogue_get_indicator(SilsaCatalogue *self, guint n);
const SilsaIndicator *silsa_catalogue_find_indicator(SilsaCatalogue *self, const char *code);

mpq_srcptr silsa_indicator_get_most(const SilsaIndicator *self, guint class_index); /* points */
int silsa_indicator_find_input(const SilsaIndicator *self, const char *id); /* -1: none */
int silsa_indicator_find_check(const SilsaIndicator *self, const char *code); /* -1: none */

G_END_DECLS
