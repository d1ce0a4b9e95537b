#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Pango breaks Korean between any two syllables. These keep words whole: no break within a word of
 * up to 14 characters, nor before a last word of one syllable ("수", "등"). The text itself is not
 * touched.
 */

/** Adds what keeps the words of @text whole to @attributes. */
void silsa_word_wrap_add(PangoAttrList *attributes, const char *text);

/** Keeps the words of @label whole, now and whenever its text changes; other attributes stay. */
void silsa_label_keep_words(GtkLabel *label);

G_END_DECLS
