#include "silsa-round-detail.h"

#include "silsa-round-fields.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

typedef struct {
  SilsaRoundDocument *document;
  SilsaRoundPart part;
  SilsaRoundFields *fields; /* borrowed */
  char *id;
  gboolean filling;
  guint fill_id;
} SilsaRoundDetailPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE(SilsaRoundDetail, silsa_round_detail, ADW_TYPE_BIN)

static SilsaRoundDetailPrivate *
get_private(SilsaRoundDetail *self)
{
  return silsa_round_detail_get_instance_private(self);
}

/* Showing */

static void
fill(SilsaRoundDetail *self)
{
  SilsaRoundDetailPrivate *private = get_private(self);

  private->filling = TRUE;
  SILSA_ROUND_DETAIL_GET_CLASS(self)->fill(self);
  private->filling = FALSE;
}

/* Not at once: a change may come from a row that loses the focus to one of those that would be made
 * anew. */
static gboolean
fill_idle(gpointer data)
{
  SilsaRoundDetail *self = data;

  get_private(self)->fill_id = 0;
  fill(self);
  return G_SOURCE_REMOVE;
}

static void
schedule_fill(SilsaRoundDetail *self)
{
  SilsaRoundDetailPrivate *private = get_private(self);

  if (private->fill_id == 0 && private->document != NULL)
  private->fill_id = g_idle_add(fill_idle, self);
}

void
silsa_round_detail_show(SilsaRoundDetail *self, SilsaRoundDocument *document, const char *id)
{
  SilsaRoundDetailPrivate *private = get_private(self);

  g_return_if_fail(SILSA_IS_ROUND_DETAIL(self));

  if (g_set_object(&private->document, document))
    g_signal_connect_object(document, "notify::round", G_CALLBACK(schedule_fill), self,
                            G_CONNECT_SWAPPED);
  g_set_str(&private->id, id);
  silsa_round_fields_show(private->fields, id != NULL ? document : NULL, id);
  fill(self);
}

/* What the details ask */

void
silsa_round_detail_take_fields(SilsaRoundDetail *self,
                               AdwBin *place,
                               SilsaRoundPart part,
                               const char *const *names)
{
  SilsaRoundDetailPrivate *private = get_private(self);

  private->part = part;
  private->fields = SILSA_ROUND_FIELDS(silsa_round_fields_new(part, NULL, names));
  adw_bin_set_child(place, GTK_WIDGET(private->fields));
}

const char *
silsa_round_detail_get_id(SilsaRoundDetail *self)
{
  return get_private(self)->id;
}

SilsaRound *
silsa_round_detail_get_round(SilsaRoundDetail *self)
{
  return silsa_round_document_get_round(get_private(self)->document);
}

gboolean
silsa_round_detail_is_filling(SilsaRoundDetail *self)
{
  return get_private(self)->filling || gtk_widget_in_destruction(GTK_WIDGET(self));
}

/* Changing */

SilsaRoundDraft *
silsa_round_detail_begin(SilsaRoundDetail *self)
{
  return silsa_round_document_begin(get_private(self)->document);
}

gboolean
silsa_round_detail_commit(SilsaRoundDetail *self, SilsaRoundDraft *draft, const GError *refused)
{
  g_autoptr(GError) error = NULL;

  if (refused == NULL && silsa_round_document_commit(get_private(self)->document, draft, &error))
    return TRUE;
  silsa_tell_error(GTK_WIDGET(self), _("Not Taken"), refused != NULL ? refused : error);
  return FALSE;
}

void
silsa_round_detail_remove(SilsaRoundDetail *self, const char *name)
{
  SilsaRoundDetailPrivate *private = get_private(self);
  g_autofree char *said = g_strdup_printf(_("%s is no longer in the round"), name);
  g_autoptr(SilsaRoundDraft) draft = silsa_round_detail_begin(self);
  g_autoptr(GError) error = NULL;

  silsa_round_draft_remove(draft, private->part, private->id, &error);
  if (silsa_round_detail_commit(self, draft, error))
    gtk_widget_activate_action(GTK_WIDGET(self), "win.say-undoable", "s", said);
}

/* Making */

static void
silsa_round_detail_dispose(GObject *object)
{
  SilsaRoundDetailPrivate *private = get_private(SILSA_ROUND_DETAIL(object));

  g_clear_object(&private->document);
  g_clear_handle_id(&private->fill_id, g_source_remove);
  g_clear_pointer(&private->id, g_free);
  G_OBJECT_CLASS(silsa_round_detail_parent_class)->dispose(object);
}

static void
silsa_round_detail_class_init(SilsaRoundDetailClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_round_detail_dispose;
}

static void
silsa_round_detail_init(SilsaRoundDetail *self G_GNUC_UNUSED)
{
}
