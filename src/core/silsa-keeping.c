#include "silsa-keeping.h"

#include <string.h>

#define SEOUL_HOURS 9

SilsaKeeping *
silsa_keeping_new(GBytes *round, SilsaCatalogue *catalogue)
{
  g_autoptr(SilsaRound) read =
      round != NULL ? silsa_round_new_from_bytes(round, catalogue, NULL) : NULL;
  const char *until = read != NULL ? silsa_round_get_keeping_until(read) : NULL;
  const SilsaText *purpose;
  SilsaKeeping *self;

  if (until == NULL)
    return NULL;
  purpose = silsa_round_get_keeping_purpose(read);
  self = g_new0(SilsaKeeping, 1);
  self->until = g_strdup(until);
  if (purpose != NULL)
    self->purpose = (SilsaText){g_strdup(purpose->ko), g_strdup(purpose->en)};
  return self;
}

void
silsa_keeping_free(SilsaKeeping *self)
{
  if (self == NULL)
    return;
  g_free(self->until);
  silsa_text_clear(&self->purpose);
  g_free(self);
}

gboolean
silsa_keeping_is_over(const SilsaKeeping *self, const char *today)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autoptr(GDateTime) there = g_date_time_add_hours(now, SEOUL_HOURS);
  g_autofree char *day = g_date_time_format(there, "%Y-%m-%d");

  /* Civil dates of one length: the order of their letters is that of the days. */
  return strcmp(self->until, today != NULL ? today : day) < 0;
}
