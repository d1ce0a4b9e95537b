#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** Called before each file with its name, and once at the end with NULL; @refused: of char*, "name:
 * sentence", what was not taken by then. */
typedef void (*SilsaPapersFunc)(const char *name, GPtrArray *refused, gpointer user_data);

/**
 * Attaches PDFs to the assessment as the city's own papers, one after the other in the background,
 * and makes them known by one act. After a cancel those that were taken stay.
 */
void silsa_papers_import(SilsaStore *store,
                         const char *const *paths,
                         GCancellable *cancellable,
                         SilsaPapersFunc func,
                         gpointer user_data);

G_END_DECLS
