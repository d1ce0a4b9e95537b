#include "silsa-xml-writer.h"

typedef struct {
  const char *name;
  gboolean has_elements, has_text;
} Open;

struct _SilsaXmlWriter {
  GString *out;
  GArray *open; /* of Open, the innermost last */
  gboolean dense;
  gboolean in_tag; /* "<name" stands, ">" does not yet */
};

SilsaXmlWriter *
silsa_xml_writer_new(gboolean dense)
{
  SilsaXmlWriter *self = g_new0(SilsaXmlWriter, 1);

  self->out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  self->open = g_array_new(FALSE, TRUE, sizeof(Open));
  self->dense = dense;
  return self;
}

/* XML 1.0, production 2. */
static gboolean
is_xml_character(gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) ||
         (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

gboolean
silsa_xml_can_hold(const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char(text))
    if (!is_xml_character(g_utf8_get_char(text)))
      return FALSE;
  return TRUE;
}

/* There must be one. */
static Open *
innermost(SilsaXmlWriter *self)
{
  g_assert(self->open->len > 0);
  return &g_array_index(self->open, Open, self->open->len - 1);
}

static void
append_escaped(GString *out, const char *text, gboolean attribute)
{
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);

    if (c == '&')
      g_string_append(out, "&amp;");
    else if (c == '<')
      g_string_append(out, "&lt;");
    else if (c == '>' && !attribute)
      g_string_append(out, "&gt;");
    else if (c == '"' && attribute)
      g_string_append(out, "&quot;");
    else if (c == '\r' || (attribute && (c == '\n' || c == '\t')))
      g_string_append_printf(out, "&#x%X;", c);
    else
      g_string_append_unichar(out, is_xml_character(c) ? c : 0xfffd);
  }
}

static void
close_tag(SilsaXmlWriter *self)
{
  if (self->in_tag)
    g_string_append_c(self->out, '>');
  self->in_tag = FALSE;
}

static void
break_line(SilsaXmlWriter *self, guint depth)
{
  if (self->dense)
    return;
  g_string_append_c(self->out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append(self->out, "  ");
}

void
silsa_xml_writer_start(SilsaXmlWriter *self, const char *name)
{
  Open open = {.name = name};

  close_tag(self);
  if (self->open->len > 0) {
    innermost(self)->has_elements = TRUE;
    break_line(self, self->open->len);
  }
  g_string_append_printf(self->out, "<%s", name);
  g_array_append_val(self->open, open);
  self->in_tag = TRUE;
}

void
silsa_xml_writer_attribute(SilsaXmlWriter *self, const char *name, const char *value)
{
  g_assert(self->in_tag);

  if (value == NULL)
    return;
  g_string_append_printf(self->out, " %s=\"", name);
  append_escaped(self->out, value, TRUE);
  g_string_append_c(self->out, '"');
}

void
silsa_xml_writer_number(SilsaXmlWriter *self, const char *name, guint64 value)
{
  char text[24];

  g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, value);
  silsa_xml_writer_attribute(self, name, text);
}

void
silsa_xml_writer_text(SilsaXmlWriter *self, const char *text)
{
  close_tag(self);
  innermost(self)->has_text = TRUE;
  append_escaped(self->out, text, FALSE);
}

void
silsa_xml_writer_end(SilsaXmlWriter *self)
{
  Open open;

  g_assert(self->open->len > 0);

  open = *innermost(self);
  g_array_set_size(self->open, self->open->len - 1);
  if (self->in_tag && !self->dense) {
    g_string_append(self->out, "/>");
    self->in_tag = FALSE;
  } else {
    close_tag(self);
    if (open.has_elements && !open.has_text)
      break_line(self, self->open->len);
    g_string_append_printf(self->out, "</%s>", open.name);
  }
  if (self->open->len == 0)
    g_string_append_c(self->out, '\n');
}

void
silsa_xml_writer_element(SilsaXmlWriter *self, const char *name, const char *text)
{
  if (text == NULL)
    return;
  silsa_xml_writer_start(self, name);
  silsa_xml_writer_text(self, text);
  silsa_xml_writer_end(self);
}

GBytes *
silsa_xml_writer_finish(SilsaXmlWriter *self)
{
  GBytes *bytes;

  g_assert(self->open->len == 0);

  bytes = g_string_free_to_bytes(g_steal_pointer(&self->out));
  silsa_xml_writer_free(self);
  return bytes;
}

void
silsa_xml_writer_free(SilsaXmlWriter *self)
{
  if (self->out != NULL)
    g_string_free(self->out, TRUE);
  g_array_unref(self->open);
  g_free(self);
}
