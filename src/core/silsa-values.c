#include "silsa-values.h"

#include <string.h>

/* What follows @prefix in @field, or NULL. */
static const char *
after(const char *field, const char *prefix)
{
  gsize length = strlen(prefix);

  return strncmp(field, prefix, length) == 0 ? field + length : NULL;
}

static void
note_input(const char **inputs, const SilsaIndicator *indicator, const char *id, const char *value)
{
  int n = silsa_indicator_find_input(indicator, id);

  if (n >= 0)
    inputs[n] = value;
}

static void
note_result(SilsaValues *self,
            const SilsaIndicator *indicator,
            const char *check,
            const char *value)
{
  int n = silsa_indicator_find_check(indicator, check);

  if (n >= 0)
    self->results[n] = silsa_result_from_string(value);
}

/* TRUE: it is one of the claim, which the city makes. */
static gboolean
read_claim(SilsaValues *self, const SilsaIndicator *indicator, const char *field, const char *value)
{
  const char *name = after(field, "claim");

  if (name == NULL)
    return FALSE;
  if (strcmp(name, ":level") == 0)
    self->claim_level = value;
  if (*name == ':')
    note_input(self->claims, indicator, name + 1, value);
  return TRUE;
}

static void
read_plain(SilsaValues *self, const char *field, const char *value)
{
  if (strcmp(field, "level") == 0)
    self->level = value;
  else if (strcmp(field, "reason") == 0)
    self->reason = value;
  else if (strcmp(field, "confirmed") == 0)
    self->confirmed = TRUE;
  else if (strcmp(field, "unverifiable") == 0)
    self->unverifiable = TRUE;
  else if (strcmp(field, "justify") == 0)
    self->justified = TRUE;
  else if (strcmp(field, "justify-codes") == 0)
    self->justify_codes = value;
}

static void
read_field(SilsaValues *self, const SilsaIndicator *indicator, const char *field, const char *value)
{
  const char *name;

  if (read_claim(self, indicator, field, value) || strcmp(field, "internal-note") == 0)
    return;
  if (strcmp(field, "flag") == 0) {
    self->flagged = TRUE;
    return;
  }
  if (after(field, "use:") != NULL) {
    self->n_uses++;
    return;
  }
  self->touched = TRUE;
  if ((name = after(field, "input:")) != NULL)
    note_input(self->inputs, indicator, name, value);
  else if ((name = after(field, "check:")) != NULL)
    note_result(self, indicator, name, value);
  else
    read_plain(self, field, value);
}

void
silsa_values_read(SilsaValues *self, const SilsaFacts *facts, const SilsaIndicator *indicator)
{
  GHashTableIter iter;
  gpointer field, value;

  *self = (SilsaValues){.fields = silsa_facts_peek(facts, indicator->code)};
  if (self->fields == NULL)
    return;
  g_hash_table_iter_init(&iter, self->fields);
  while (g_hash_table_iter_next(&iter, &field, &value))
    read_field(self, indicator, field, value);
}
