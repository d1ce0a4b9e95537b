#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/** Adds attributes by which the words of @text are not parted: Pango would break Korean between any
 * two syllables. Words of more than 14 characters may still be, but not within a name of a path; a
 * last word of one syllable stays with the word before it. */
void silsa_keep_words(PangoAttrList *attributes, const char *text);

G_END_DECLS
