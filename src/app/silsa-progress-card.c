#include "silsa-progress-card.h"

#include "silsa-error.h"
#include "silsa-progress-curve.h"
#include "silsa-replay.h"

struct _SilsaProgressCard {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaReplay *replay; /* not touched while @reading */
  GCancellable *cancellable;
  gboolean reading;
  gboolean again; /* more was saved meanwhile */

  GtkStack *stack;
  GtkLabel *nothing;
  SilsaProgressCurve *curve;
};

G_DEFINE_FINAL_TYPE(SilsaProgressCard, silsa_progress_card, ADW_TYPE_BIN)

static void
show_moments(SilsaProgressCard *self)
{
  const GArray *moments = silsa_replay_get_moments(self->replay);
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autofree SilsaChartStep *steps = g_new(SilsaChartStep, moments->len + 1);

  for (guint i = 0; i < moments->len; i++) {
    const SilsaMoment *moment = &g_array_index(moments, SilsaMoment, i);

    steps[i] = (SilsaChartStep){moment->time, moment->complete};
  }
  silsa_progress_curve_set(self->curve, steps, moments->len,
                           silsa_assessment_get_preview(assessment)->all.applicable);
  gtk_stack_set_visible_child(self->stack, moments->len > 0 ? GTK_WIDGET(self->curve)
                                                            : GTK_WIDGET(self->nothing));
}

/* Reading on */

static void read_on(SilsaProgressCard *self);

static void
read_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(SilsaProgressCard) self = data;
  g_autoptr(GError) error = NULL;
  gboolean ok = silsa_replay_read_on_finish(result, &error);
  g_autofree char *sentence = NULL;

  self->reading = FALSE;
  if (self->store == NULL || g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!ok) {
    sentence = silsa_error_explain(error);
    gtk_label_set_text(self->nothing, sentence);
    gtk_stack_set_visible_child(self->stack, GTK_WIDGET(self->nothing));
    return;
  }
  show_moments(self);
  if (self->again)
    read_on(self);
}

/* The journal is behind the act by the time that the disk needs. */
static void
read_on(SilsaProgressCard *self)
{
  self->again = self->reading;
  if (self->reading || self->store == NULL || !gtk_widget_get_mapped(GTK_WIDGET(self)))
    return;
  self->reading = TRUE;
  silsa_replay_read_on_async(self->replay, self->store, self->cancellable, read_cb,
                             g_object_ref(self));
}

static void
silsa_progress_card_map(GtkWidget *widget)
{
  GTK_WIDGET_CLASS(silsa_progress_card_parent_class)->map(widget);
  read_on(SILSA_PROGRESS_CARD(widget));
}

static void
silsa_progress_card_dispose(GObject *object)
{
  SilsaProgressCard *self = SILSA_PROGRESS_CARD(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->store);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_PROGRESS_CARD);

  G_OBJECT_CLASS(silsa_progress_card_parent_class)->dispose(object);
}

static void
silsa_progress_card_finalize(GObject *object)
{
  SilsaProgressCard *self = SILSA_PROGRESS_CARD(object);

  g_clear_object(&self->cancellable);
  g_clear_pointer(&self->replay, silsa_replay_unref);

  G_OBJECT_CLASS(silsa_progress_card_parent_class)->finalize(object);
}

static void
silsa_progress_card_class_init(SilsaProgressCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_progress_card_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_progress_card_finalize;
  widget_class->map = silsa_progress_card_map;

  g_type_ensure(SILSA_TYPE_PROGRESS_CURVE);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-progress-card.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaProgressCard, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaProgressCard, nothing);
  gtk_widget_class_bind_template_child(widget_class, SilsaProgressCard, curve);
}

static void
silsa_progress_card_init(SilsaProgressCard *self)
{
  self->replay = silsa_replay_new();
  self->cancellable = g_cancellable_new();
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
silsa_progress_card_set_store(SilsaProgressCard *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_PROGRESS_CARD(self));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  g_signal_connect_object(store, "notify::saved-at", G_CALLBACK(read_on), self, G_CONNECT_SWAPPED);
  read_on(self);
}
