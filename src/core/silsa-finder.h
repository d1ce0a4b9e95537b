#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/* Which indicators a person wants to see: words that stand somewhere in them, and states. */

typedef enum {
  SILSA_FILTER_UNTOUCHED = 1 << 0,
  SILSA_FILTER_IN_PROGRESS = 1 << 1,
  SILSA_FILTER_MISSING_EVIDENCE = 1 << 2, /* fewer photos than expected, or a check that is to be
                                             settled by a photo has none */
  SILSA_FILTER_CONTRADICTORY = 1 << 3, /* a contradiction without justification */
  SILSA_FILTER_FLAGGED = 1 << 4,
  SILSA_FILTER_UNVERIFIABLE = 1 << 5,
  SILSA_FILTER_DIFFERS = 1 << 6, /* the verified value is another one than the claim */
  SILSA_FILTER_ON_SITE = 1 << 7, /* judged on site and nowhere else */
} SilsaFilter;

#define SILSA_N_FILTERS 8
/** Neither complete nor given up: the two states are ways of one question. */
#define SILSA_FILTER_OPEN (SILSA_FILTER_UNTOUCHED | SILSA_FILTER_IN_PROGRESS)

/** TRUE when @answer passes one filter. */
gboolean silsa_filter_matches(SilsaFilter filter, SilsaAnswer *answer);

/**
 * A question to the list of indicators. Filters narrow each other, but for the two states, which
 * exclude each other and so widen: untouched or in progress.
 */
typedef struct _SilsaFinder SilsaFinder;

SilsaFinder *silsa_finder_new(SilsaCatalogue *catalogue) G_GNUC_WARN_UNUSED_RESULT;
void silsa_finder_free(SilsaFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaFinder, silsa_finder_free)

/** Gets ready for words what the catalogue says of one more indicator, which the first search would
 * do for all of them. FALSE: that was done before. */
gboolean silsa_finder_read_ahead(SilsaFinder *self);
/**
 * Words separated by blanks, each of which has to stand somewhere in the indicator: its code,
 * title, definition and checks in both languages, and what was written about it (reasons, notes,
 * justification, findings, captions, the claim's summary and document). A part of a word is enough,
 * one syllable too; composed or decomposed, upper or lower case, full or half width make no
 * difference, nor do blanks between the words of the text. NULL or "": every indicator.
 */
void silsa_finder_set_text(SilsaFinder *self, const char *text);
void silsa_finder_set_filters(SilsaFinder *self, SilsaFilter filters); /* 0: none */
SilsaFilter silsa_finder_get_filters(const SilsaFinder *self);
void silsa_finder_set_item(SilsaFinder *self, const SilsaItem *item); /* NULL: all; borrowed */
const SilsaItem *silsa_finder_get_item(const SilsaFinder *self);
/** TRUE when it asks for nothing, so that every indicator matches. */
gboolean silsa_finder_is_empty(const SilsaFinder *self);

gboolean silsa_finder_matches(SilsaFinder *self, SilsaAnswer *answer);
/** TRUE when the text is the code of @answer's indicator and nothing else: then it is meant,
 * whatever other indicators mention that code. */
gboolean silsa_finder_names(const SilsaFinder *self, SilsaAnswer *answer);

G_END_DECLS
