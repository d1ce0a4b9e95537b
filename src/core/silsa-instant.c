#include "silsa-instant.h"

#include <glib/gi18n.h>

static GTimeZone *
new_korea(void)
{
  GTimeZone *zone = g_time_zone_new_identifier("Asia/Seoul");

  /* No summer time since 1988, so the offset says the same where the zone is not installed. */
  return zone != NULL ? zone : g_time_zone_new_offset(9 * 60 * 60);
}

/* Kept for good: reading it from the disk takes longer than all else here. */
static GTimeZone *
get_korea(void)
{
  static GTimeZone *korea;

  if (g_once_init_enter_pointer(&korea))
    g_once_init_leave_pointer(&korea, new_korea());
  return korea;
}

static char *
format_time(const char *time, const char *format)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) instant = time != NULL ? g_date_time_new_from_iso8601(time, utc) : NULL;
  g_autoptr(GDateTime) shown =
      instant != NULL ? g_date_time_to_timezone(instant, get_korea()) : NULL;

  if (shown == NULL)
    return g_strdup(time != NULL ? time : "–");
  return g_date_time_format(shown, format);
}

char *
silsa_instant_to_text(const char *time)
{
  /* Translators: a format of strftime: day, hour and minute. */
  return format_time(time, C_("date format", "%-d %b %Y %H:%M"));
}

char *
silsa_instant_to_day(const char *time)
{
  /* Translators: a format of strftime: the day alone. */
  return format_time(time, C_("date format", "%-d %b %Y"));
}

static GDateTime *
new_in_korea(gint64 seconds)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds);

  return utc != NULL ? g_date_time_to_timezone(utc, get_korea()) : NULL;
}

char *
silsa_instant_format(gint64 seconds, const char *format)
{
  g_autoptr(GDateTime) time = new_in_korea(seconds);

  return time != NULL ? g_date_time_format(time, format) : g_strdup("");
}

char *
silsa_instant_to_clock(gint64 seconds)
{
  return silsa_instant_format(seconds, "%H:%M");
}

char *
silsa_instant_to_recent(gint64 seconds)
{
  g_autoptr(GDateTime) now = g_date_time_new_now(get_korea());
  g_autoptr(GDateTime) time = new_in_korea(seconds);

  if (time == NULL)
    return g_strdup("");
  if (g_date_time_get_year(time) != g_date_time_get_year(now))
    /* Translators: day, month and year, see g_date_time_format(). xgettext:no-c-format */
    return g_date_time_format(time, _("%-d %b %Y"));
  if (g_date_time_get_day_of_year(time) == g_date_time_get_day_of_year(now))
    return g_date_time_format(time, _("Today %H:%M"));
  /* Translators: day and month of this year, see g_date_time_format(). xgettext:no-c-format */
  return g_date_time_format(time, _("%-d %b"));
}

char *
silsa_instant_format_now(const char *format)
{
  g_autoptr(GDateTime) now = g_date_time_new_now(get_korea());

  return g_date_time_format(now, format);
}
