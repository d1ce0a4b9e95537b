#pragma once

#include "silsa-catalogue.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

#define SILSA_CATALOGUE_NAMESPACE "urn:silsa:catalogue:1"

/*
 * Invariants once silsa_catalogue_new_from_bytes() has returned it:
 * (1) every rule of the XSD and of its head holds;
 * (2) nothing changes any more, so that any thread may read it;
 * (3) `items` and `indicators` point into `sectors`, in the order of the document.
 */
struct _SilsaCatalogue {
  GObject parent_instance;

  GBytes *bytes;
  char *sha256;
  char *id;
  guint version;
  SilsaCatalogueStatus status;
  SilsaText title;
  SilsaText provenance;
  SilsaRational total;
  int decimals;
  guint n_grades;
  SilsaGrade *grades;
  guint n_classes;
  SilsaCityClass *classes;
  guint n_units;
  SilsaUnit *units;
  guint n_sectors;
  SilsaSector *sectors;
  GPtrArray *items; /* of SilsaItem, borrowed */
  GPtrArray *indicators; /* of SilsaIndicator, borrowed */
  GHashTable *by_code; /* code -> SilsaIndicator, borrowed */
};

/** Fills an empty catalogue from a document that is valid against the XSD
 * (silsa-catalogue-reader.c). */
gboolean silsa_catalogue_read(SilsaCatalogue *self, xmlNode *root, GError **error);

/* The rules that the XSD cannot say (silsa-catalogue-rules.c). @node gives the line. */
gboolean silsa_catalogue_check_grades(const SilsaCatalogue *self, xmlNode *node, GError **error);
gboolean silsa_catalogue_check_classes(const SilsaCatalogue *self, xmlNode *node, GError **error);
gboolean silsa_catalogue_check_kind(const SilsaIndicator *indicator, xmlNode *node, GError **error);
gboolean silsa_catalogue_check_code(
    const char *code, const char *parent, const char *separator, xmlNode *node, GError **error);
gboolean silsa_catalogue_check_decimals(const SilsaCatalogue *self,
                                        const SilsaIndicator *indicator,
                                        xmlNode *node,
                                        GError **error);
gboolean silsa_catalogue_check_scoring(const SilsaIndicator *indicator,
                                       const SilsaScoring *scoring,
                                       xmlNode *node,
                                       GError **error);
gboolean silsa_catalogue_check_scorings(const SilsaCatalogue *self,
                                        const SilsaIndicator *indicator,
                                        xmlNode *node,
                                        GError **error);
gboolean
silsa_catalogue_check_levels(const SilsaIndicator *indicator, xmlNode *node, GError **error);
gboolean
silsa_catalogue_check_photos(const SilsaIndicator *indicator, xmlNode *node, GError **error);
gboolean silsa_catalogue_check_item(const SilsaItem *item, xmlNode *node, GError **error);
gboolean silsa_catalogue_check_sector(const SilsaSector *sector, xmlNode *node, GError **error);
gboolean silsa_catalogue_check_total(const SilsaCatalogue *self, xmlNode *node, GError **error);

G_END_DECLS
