#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * A text of an answer that grows with what is written: reason, note, finding, justification.
 * Properties: "title" (small head above it, or empty), "placeholder".
 */
#define SILSA_TYPE_FACT_TEXT (silsa_fact_text_get_type())
G_DECLARE_FINAL_TYPE(SilsaFactText, silsa_fact_text, SILSA, FACT_TEXT, GtkBox)

GtkWidget *silsa_fact_text_new(const char *title, const char *placeholder);
/** Shows the field @field of @subject; what was typed before into another one is recorded first.
 * @act names the act that typing becomes. NULL @store: shows nothing. */
void silsa_fact_text_bind(SilsaFactText *self,
                          SilsaStore *store,
                          const char *subject,
                          const char *field,
                          const char *act);
/** Shows what stands now, unless it is being typed in. */
void silsa_fact_text_refresh(SilsaFactText *self);
/** Records what was typed. */
void silsa_fact_text_commit(SilsaFactText *self);
gboolean silsa_fact_text_is_empty(SilsaFactText *self);
/** Adds @text as a paragraph, as if it were typed there. */
void silsa_fact_text_append(SilsaFactText *self, const char *text);
void silsa_fact_text_focus(SilsaFactText *self);

G_END_DECLS
