#pragma once

#include <glib.h>

/*
 * A second, slow scorer, from the words at the head of data/catalogue.xsd alone: it reads the XML
 * by XPath, reckons with its own fractions, and shares no code with the product.
 */

typedef struct {
  __int128 n, d; /* in lowest terms, d > 0 */
} Fraction;

typedef struct {
  gboolean divides_by_zero;
  Fraction value, percent, points;
} ReferenceScore;

typedef struct _Reference Reference;

Reference *reference_new(GBytes *catalogue);
void reference_free(Reference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reference, reference_free)

Fraction fraction_new(__int128 n, __int128 d);
Fraction fraction_parse(const char *text);
Fraction fraction_add(Fraction a, Fraction b);
Fraction fraction_subtract(Fraction a, Fraction b);
Fraction fraction_multiply(Fraction a, Fraction b);
Fraction fraction_divide(Fraction a, Fraction b);
int fraction_compare(Fraction a, Fraction b);
/** "n/d", or "n" where d is 1: the spelling of mpq_get_str(). */
char *fraction_to_string(Fraction f);

/** @inputs: a decimal text for each input, in the order of the document. */
ReferenceScore reference_score(Reference *self,
                               const char *indicator,
                               const char *city_class,
                               const char *const *inputs);
ReferenceScore reference_score_level(Reference *self, const char *indicator, const char *level);
Fraction reference_most(Reference *self, const char *indicator, const char *city_class);
/** The number of the grade for a sum of points. */
int reference_grade(Reference *self, Fraction points);
/** The values of the scoring points of a class, as texts. */
GStrv reference_knots(Reference *self, const char *indicator, const char *city_class);
