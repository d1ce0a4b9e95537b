#pragma once

#include "fixture.h"

G_BEGIN_DECLS

/*
 * A session of editing that touches everything a store can do, in numbered steps, and the judgement
 * of what is found in the file after something went wrong in the middle of it.
 */
typedef struct {
  char *path;
  SilsaStore *store; /* NULL: to be opened */
  guint performed; /* steps that the store took */
  guint saved; /* steps that it reported saved */
  void (*tell_begun)(guint step); /* or NULL */
  void (*tell_saved)(guint step);
} Session;

guint session_get_n_steps(void);
const char *session_get_step_name(guint step);

/** It has eight indicators and is read in no time. Borrowed. */
SilsaCatalogue *session_catalogue(void);
/** A new assessment of a small catalogue. */
SilsaStore *session_create(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** An assessment before the first step, as bytes. Borrowed. */
GBytes *session_template(void);
/** Puts the template at @path, and opens nothing yet. */
void session_init(Session *self, const char *path);
void session_clear(Session *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Session, session_clear)

/** Performs the next step, or waits once more for one that was not saved. */
gboolean session_go_on(Session *self, GError **error);
gboolean session_run(Session *self, GError **error);

/** How the file at @path is not what a person was told who began @begun steps and heard of @saved
 * that they are saved: NULL, or what is wrong. Opens it as the program does, edits and closes it.
 * (transfer full) */
char *session_find_fault(const char *path, guint begun, guint saved);

/** Points of a kind of fault: SILSA_TEST_POINTS, or @usual. */
guint session_get_points(guint usual);

void session_free_shared(void);

G_END_DECLS
