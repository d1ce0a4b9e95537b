#include "silsa-journal-xml.h"

#include "silsa-xml-writer.h"

#include <string.h>

struct _SilsaJournalWriter {
  SilsaXmlWriter *writer;
};

SilsaJournalWriter *
silsa_journal_writer_new(const char *file_id, const char *catalogue_sha256)
{
  SilsaJournalWriter *self = g_new0(SilsaJournalWriter, 1);

  self->writer = silsa_xml_writer_new(FALSE);
  silsa_xml_writer_start(self->writer, "journal");
  silsa_xml_writer_attribute(self->writer, "xmlns", SILSA_NS_JOURNAL);
  silsa_xml_writer_attribute(self->writer, "file", file_id);
  silsa_xml_writer_attribute(self->writer, "catalogue", catalogue_sha256);
  return self;
}

static const char *
not_empty(const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* A value that XML cannot hold would come back changed; then its commitment speaks for it. */
static void
write_value(SilsaJournalWriter *self,
            const SilsaJournalRow *row,
            const char *name,
            const char *value,
            const char *salt)
{
  if (!silsa_field_is_public(row->field) || value == NULL || salt == NULL ||
      !silsa_xml_can_hold(value))
    return;
  silsa_xml_writer_start(self->writer, name);
  silsa_xml_writer_attribute(self->writer, "salt", salt);
  silsa_xml_writer_text(self->writer, value);
  silsa_xml_writer_end(self->writer);
}

void
silsa_journal_writer_add(SilsaJournalWriter *self, const SilsaJournalRow *row)
{
  SilsaXmlWriter *writer = self->writer;

  silsa_xml_writer_start(writer, "row");
  silsa_xml_writer_number(writer, "sequence", (guint64)row->sequence);
  silsa_xml_writer_number(writer, "group", (guint64)row->group);
  silsa_xml_writer_attribute(writer, "time", row->time);
  silsa_xml_writer_attribute(writer, "actor", row->actor);
  silsa_xml_writer_attribute(writer, "act", row->act);
  silsa_xml_writer_attribute(writer, "subject", row->subject);
  silsa_xml_writer_attribute(writer, "field", row->field);
  silsa_xml_writer_attribute(writer, "old", not_empty(row->old_commitment));
  silsa_xml_writer_attribute(writer, "new", not_empty(row->new_commitment));
  silsa_xml_writer_attribute(writer, "hash", row->hash);
  write_value(self, row, "old", row->old_value, row->old_salt);
  write_value(self, row, "new", row->new_value, row->new_salt);
  silsa_xml_writer_end(writer);
}

GBytes *
silsa_journal_writer_finish(SilsaJournalWriter *self)
{
  GBytes *bytes;

  silsa_xml_writer_end(self->writer);
  bytes = silsa_xml_writer_finish(self->writer);
  g_free(self);
  return bytes;
}
