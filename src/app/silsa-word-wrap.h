#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** From now on the words of each label that wraps stay whole, whoever makes it: dialogs and rows of
 * libadwaita have labels, too. Call it once, when the program starts. */
void silsa_word_wrap_watch(void);
/** The same at once for those in @widget, which is going to be measured before it is realized. */
void silsa_word_wrap_prepare(GtkWidget *widget);
/** Keeps the words of @label whole, now and whenever its text changes; other attributes stay. */
void silsa_label_keep_words(GtkLabel *label);
/** The same for what is written into @buffer from now on. Once for each buffer. */
void silsa_buffer_keep_words(GtkTextBuffer *buffer);

G_END_DECLS
