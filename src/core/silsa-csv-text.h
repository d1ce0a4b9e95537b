#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * The text of a table as UTF-8 without byte order mark. What it was written in is told by its
 * bytes alone: UTF-8 with or without mark, UTF-16 with one, else CP949, as Korean spreadsheets save
 * it. What is mostly UTF-8 is a damaged UTF-8 file and never read as CP949: its letters would turn
 * into others without a word.
 *
 * Error: CORRUPT "csv-encoding" with the line, also for a zero character. (transfer full)
 */
char *silsa_csv_text(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
