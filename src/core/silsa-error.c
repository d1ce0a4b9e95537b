#include "silsa-error.h"

#include <string.h>

#define FOUND_MAX_CHARACTERS 200

typedef SilsaErrorFacts SilsaErrorPrivate;

static void
silsa_error_private_init(SilsaErrorPrivate *facts)
{
  g_assert(facts != NULL); /* so that an optimising compiler knows, here and below */
  *facts = (SilsaErrorPrivate){NULL};
}

static void
silsa_error_private_copy(const SilsaErrorPrivate *from, SilsaErrorPrivate *to)
{
  g_assert(from != NULL && to != NULL);
  to->rule = g_strdup(from->rule);
  to->file = g_strdup(from->file);
  to->line = from->line;
  to->entry = g_strdup(from->entry);
  to->subject = g_strdup(from->subject);
  to->limit = g_strdup(from->limit);
  to->found = g_strdup(from->found);
  to->expected = g_strdup(from->expected);
}

static void
silsa_error_private_clear(SilsaErrorPrivate *facts)
{
  g_assert(facts != NULL);
  g_free(facts->rule);
  g_free(facts->file);
  g_free(facts->entry);
  g_free(facts->subject);
  g_free(facts->limit);
  g_free(facts->found);
  g_free(facts->expected);
}

G_DEFINE_EXTENDED_ERROR(SilsaError, silsa_error)

/* What a hostile file holds may be long and need not be text. */
static char *
shorten(const char *text)
{
  g_autofree char *valid =
      g_utf8_make_valid(text, (gssize)strnlen(text, 16 * FOUND_MAX_CHARACTERS));

  if (g_utf8_strlen(valid, -1) <= FOUND_MAX_CHARACTERS)
    return g_steal_pointer(&valid);
  g_utf8_offset_to_pointer(valid, FOUND_MAX_CHARACTERS - 1)[0] = '\0';
  return g_strconcat(valid, "…", NULL);
}

static SilsaErrorFacts *
facts_of(GError **error)
{
  return error != NULL && *error != NULL && (*error)->domain == SILSA_ERROR
             ? silsa_error_get_private(*error)
             : NULL;
}

static void
fill(char **fact, const char *text)
{
  if (*fact == NULL && text != NULL)
    *fact = shorten(text);
}

gboolean
silsa_error_set(GError **error, SilsaError code, const char *rule, const char *format, ...)
{
  SilsaErrorFacts *facts;
  va_list args;

  if (error == NULL)
    return FALSE;
  g_return_val_if_fail(*error == NULL, FALSE);

  va_start(args, format);
  *error = g_error_new_valist(SILSA_ERROR, code, format, args);
  va_end(args);
  facts = silsa_error_get_private(*error);
  g_assert(facts != NULL);
  facts->rule = g_strdup(rule);
  return FALSE;
}

void
silsa_error_at_file(GError **error, const char *file)
{
  SilsaErrorFacts *facts = facts_of(error);

  /* Not shortened: the caller may want to open it. */
  if (facts != NULL && facts->file == NULL)
    facts->file = g_strdup(file);
}

void
silsa_error_at_line(GError **error, int line)
{
  SilsaErrorFacts *facts = facts_of(error);

  if (facts != NULL && facts->line == 0)
    facts->line = MAX(line, 0);
}

void
silsa_error_drop_line(GError **error)
{
  SilsaErrorFacts *facts = facts_of(error);

  if (facts != NULL)
    facts->line = 0;
}

void
silsa_error_at_entry(GError **error, const char *entry)
{
  SilsaErrorFacts *facts = facts_of(error);

  if (facts != NULL)
    fill(&facts->entry, entry);
}

void
silsa_error_at_subject(GError **error, const char *subject)
{
  SilsaErrorFacts *facts = facts_of(error);

  if (facts != NULL)
    fill(&facts->subject, subject);
}

void
silsa_error_with_limit(GError **error, const char *limit)
{
  SilsaErrorFacts *facts = facts_of(error);

  if (facts != NULL)
    fill(&facts->limit, limit);
}

void
silsa_error_with_found(GError **error, const char *found)
{
  SilsaErrorFacts *facts = facts_of(error);

  if (facts != NULL)
    fill(&facts->found, found);
}

void
silsa_error_with_expected(GError **error, const char *expected)
{
  SilsaErrorFacts *facts = facts_of(error);

  if (facts != NULL)
    fill(&facts->expected, expected);
}

const SilsaErrorFacts *
silsa_error_get_facts(const GError *error)
{
  return error != NULL && error->domain == SILSA_ERROR ? silsa_error_get_private(error) : NULL;
}
