#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** What an import came to. */
typedef struct {
  guint added;
  GPtrArray *refused; /* of char*: "name: sentence" */
} SilsaImportReport;

typedef void (*SilsaImportFunc)(const SilsaImportReport *report, gpointer user_data);

/**
 * Attaches files to an indicator in the background, one after the other: read and looked at in a
 * worker, made durable by the store's writer, then used by one act for all of them. @paths:
 * NULL-terminated. @done is called once in the main context, unless @cancellable was cancelled.
 */
void silsa_evidence_import(SilsaStore *store,
                           const char *indicator,
                           const char *const *paths,
                           GCancellable *cancellable,
                           SilsaImportFunc done,
                           gpointer user_data);

G_END_DECLS
