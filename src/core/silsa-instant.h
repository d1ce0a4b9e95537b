#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Instants are UTC in files; screens show Korean time (DESIGN §9). */

/** Day, hour and minute of an RFC 3339 time; what cannot be read comes back as it is. NULL: "–".
 * (transfer full) */
char *silsa_instant_to_text(const char *time) G_GNUC_WARN_UNUSED_RESULT;
/** The day alone. (transfer full) */
char *silsa_instant_to_day(const char *time) G_GNUC_WARN_UNUSED_RESULT;
/** Hour and minute of @seconds since 1970. (transfer full) */
char *silsa_instant_to_clock(gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
/** The same for lists: the hour for today, else the day, with its year where that is another one.
 * (transfer full) */
char *silsa_instant_to_recent(gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
/** @seconds since 1970 in Korea, by a format of g_date_time_format(). (transfer full) */
char *silsa_instant_format(gint64 seconds, const char *format) G_GNUC_WARN_UNUSED_RESULT;
/** Now in Korea, by a format of g_date_time_format(). (transfer full) */
char *silsa_instant_format_now(const char *format) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
