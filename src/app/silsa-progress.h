#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * How far a thread has come, told to the main context at most once at a time. Made in the main
 * thread; silsa_progress_update() belongs to the working one. Property "fraction" (double, 0 to 1),
 * notified in the main context.
 */
#define SILSA_TYPE_PROGRESS (silsa_progress_get_type())
G_DECLARE_FINAL_TYPE(SilsaProgress, silsa_progress, SILSA, PROGRESS, GObject)

SilsaProgress *silsa_progress_new(void) G_GNUC_WARN_UNUSED_RESULT;
/** A SilsaProgressFunc; @self is the SilsaProgress. Any thread. */
void silsa_progress_update(guint64 done, guint64 total, gpointer self);
double silsa_progress_get_fraction(SilsaProgress *self);
guint64 silsa_progress_get_total(SilsaProgress *self); /* 0: not known yet */

G_END_DECLS
