#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Writes XML that is the same on every machine: UTF-8, LF, attributes in the order in which they
 * are given. Elements that hold elements are indented by two spaces unless the writer is dense
 * (nothing between elements: for signatures, whose white space would be signed).
 */
typedef struct _SilsaXmlWriter SilsaXmlWriter;

SilsaXmlWriter *silsa_xml_writer_new(gboolean dense) G_GNUC_WARN_UNUSED_RESULT;
/** Begins an element; names are constants of the program and are kept, not copied. */
void silsa_xml_writer_start(SilsaXmlWriter *self, const char *name);
/** An attribute of the element that was begun last. Nothing where @value is NULL. */
void silsa_xml_writer_attribute(SilsaXmlWriter *self, const char *name, const char *value);
void silsa_xml_writer_number(SilsaXmlWriter *self, const char *name, guint64 value);
/** Content; escaped so that every character comes back as it is. Characters that XML cannot hold
 * become U+FFFD. */
void silsa_xml_writer_text(SilsaXmlWriter *self, const char *text);
void silsa_xml_writer_end(SilsaXmlWriter *self);
/** Start, text (nothing where NULL) and end. */
void silsa_xml_writer_element(SilsaXmlWriter *self, const char *name, const char *text);
/** The document, and frees the writer. Every element must have ended. (transfer full) */
GBytes *silsa_xml_writer_finish(SilsaXmlWriter *self) G_GNUC_WARN_UNUSED_RESULT;
void silsa_xml_writer_free(SilsaXmlWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaXmlWriter, silsa_xml_writer_free)

/** Whether XML 1.0 can hold every character of @text. */
gboolean silsa_xml_can_hold(const char *text);

G_END_DECLS
