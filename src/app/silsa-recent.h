#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** What is remembered of a file that was open: enough to show it without opening it. */
typedef struct {
  char *path;
  char *city;
  int grade; /* expected */
  char *points; /* expected, decimal text */
  guint complete, applicable;
  gint64 time; /* seconds since 1970 */
} SilsaRecent;

void silsa_recent_free(SilsaRecent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRecent, silsa_recent_free)

/** The list in @settings, newest first. (transfer full) (element-type SilsaRecent) */
GPtrArray *silsa_recent_load(GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
/** Puts what stands in @store now at the head of the list. */
void silsa_recent_remember(GSettings *settings, SilsaStore *store);

G_END_DECLS
