#include "silsa-word-wrap.h"

#include "silsa-keep-words.h"
#include "silsa-realized.h"

#define KEPT "kept" /* name of the tag */

static gboolean
is_allow_breaks(PangoAttribute *attribute, gpointer data G_GNUC_UNUSED)
{
  return attribute->klass->type == PANGO_ATTR_ALLOW_BREAKS;
}

static void
label_changed_cb(GtkLabel *label)
{
  PangoAttrList *set = gtk_label_get_attributes(label);
  g_autoptr(PangoAttrList) old = set ? pango_attr_list_ref(set) : pango_attr_list_new();
  g_autoptr(PangoAttrList) attributes = pango_attr_list_copy(old);
  g_autoptr(PangoAttrList) ours =
      pango_attr_list_filter(attributes, is_allow_breaks, NULL); /* takes them out */

  silsa_keep_words(attributes, gtk_label_get_text(label));
  if (!pango_attr_list_equal(old, attributes)) /* else its lines stay as they are */
    gtk_label_set_attributes(label, attributes);
}

void
silsa_label_keep_words(GtkLabel *label)
{
  g_return_if_fail(GTK_IS_LABEL(label));

  if (g_signal_handler_find(label, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, G_CALLBACK(label_changed_cb),
                            NULL) != 0)
    return;
  g_signal_connect(label, "notify::label", G_CALLBACK(label_changed_cb), NULL);
  label_changed_cb(label);
}

static void
keep_words_of(GtkWidget *widget)
{
  if (GTK_IS_LABEL(widget) && gtk_label_get_wrap(GTK_LABEL(widget)))
    silsa_label_keep_words(GTK_LABEL(widget));
}

void
silsa_word_wrap_prepare(GtkWidget *widget)
{
  g_return_if_fail(GTK_IS_WIDGET(widget));

  keep_words_of(widget);
  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
       child = gtk_widget_get_next_sibling(child))
    silsa_word_wrap_prepare(child);
}

void
silsa_word_wrap_watch(void)
{
  silsa_realized_watch(keep_words_of);
}

/* Buffers have tags where labels have attributes. Both are in order, so that offsets are counted on
 * from one to the next. */
static void
keep_words_between(GtkTextBuffer *buffer, const GtkTextIter *from, const GtkTextIter *to)
{
  g_autofree char *text = gtk_text_buffer_get_text(buffer, from, to, TRUE);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
  GSList *list;
  GtkTextIter start = *from, end;
  guint at = 0;

  gtk_text_buffer_remove_tag_by_name(buffer, KEPT, from, to);
  silsa_keep_words(attributes, text);
  list = pango_attr_list_get_attributes(attributes);
  for (GSList *link = list; link != NULL; link = link->next) {
    const PangoAttribute *kept = link->data;

    gtk_text_iter_forward_chars(&start, (int)g_utf8_strlen(text + at, kept->start_index - at));
    end = start;
    gtk_text_iter_forward_chars(
        &end, (int)g_utf8_strlen(text + kept->start_index, kept->end_index - kept->start_index));
    gtk_text_buffer_apply_tag_by_name(buffer, KEPT, &start, &end);
    start = end;
    at = kept->end_index;
  }
  g_slist_free_full(list, (GDestroyNotify)pango_attribute_destroy);
}

/* Only the paragraphs that changed: with each key the others would have to be laid out again. */
static void
keep_words_around(GtkTextBuffer *buffer, GtkTextIter from, GtkTextIter to)
{
  gtk_text_iter_set_line_offset(&from, 0);
  if (!gtk_text_iter_ends_line(&to))
    gtk_text_iter_forward_to_line_end(&to);
  keep_words_between(buffer, &from, &to);
}

static void
inserted_cb(GtkTextBuffer *buffer, GtkTextIter *end, const char *text, int length)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars(&start, (int)g_utf8_strlen(text, length));
  keep_words_around(buffer, start, *end);
}

static void
deleted_cb(GtkTextBuffer *buffer, GtkTextIter *start)
{
  keep_words_around(buffer, *start, *start);
}

void
silsa_buffer_keep_words(GtkTextBuffer *buffer)
{
  g_return_if_fail(GTK_IS_TEXT_BUFFER(buffer));

  gtk_text_buffer_create_tag(buffer, KEPT, "allow-breaks", FALSE, NULL);
  g_signal_connect_after(buffer, "insert-text", G_CALLBACK(inserted_cb), NULL);
  g_signal_connect_after(buffer, "delete-range", G_CALLBACK(deleted_cb), NULL);
}
