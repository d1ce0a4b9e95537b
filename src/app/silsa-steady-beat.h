#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Frames follow each other beat by beat while something moves, also where the screen gives no beat.
 *
 * GTK then sets two clocks for the next frame, each rounded to a millisecond: one for what the
 * frame begins with, which is asked for by whatever was laid out, and one for the frame. Where the
 * frame comes first, the other comes right behind it, with nothing to be painted, and counts as the
 * next one: the beat after that is left out. Both are set at once here, so that neither comes
 * alone.
 */
typedef struct _SilsaSteadyBeat SilsaSteadyBeat;

SilsaSteadyBeat *silsa_steady_beat_new(void);
void silsa_steady_beat_free(SilsaSteadyBeat *self);

/** What is on @widget moves, until it does not any more. */
void silsa_steady_beat_start(SilsaSteadyBeat *self, GtkWidget *widget);
void silsa_steady_beat_stop(SilsaSteadyBeat *self);

G_END_DECLS
