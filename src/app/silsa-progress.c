#include "silsa-progress.h"

struct _SilsaProgress {
  GObject parent_instance;

  int permille; /* atomic */
  int notify_pending; /* atomic */
  gsize total; /* atomic */
};

typedef enum { PROP_FRACTION = 1 } SilsaProgressProperty;
static GParamSpec *properties[PROP_FRACTION + 1];

G_DEFINE_FINAL_TYPE(SilsaProgress, silsa_progress, G_TYPE_OBJECT)

static gboolean
notify_cb(gpointer data)
{
  SilsaProgress *self = data;

  g_atomic_int_set(&self->notify_pending, FALSE);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_FRACTION]);
  return G_SOURCE_REMOVE;
}

void
silsa_progress_update(guint64 done, guint64 total, gpointer data)
{
  SilsaProgress *self = data;
  int permille = total > 0 ? (int)(1000 * ((double)MIN(done, total) / (double)total)) : 0;

  g_atomic_pointer_set(&self->total, (gsize)total);
  if (permille == g_atomic_int_get(&self->permille))
    return;
  g_atomic_int_set(&self->permille, permille);
  if (g_atomic_int_compare_and_exchange(&self->notify_pending, FALSE, TRUE))
    g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, notify_cb, g_object_ref(self), g_object_unref);
}

double
silsa_progress_get_fraction(SilsaProgress *self)
{
  return g_atomic_int_get(&self->permille) / 1000.0;
}

guint64
silsa_progress_get_total(SilsaProgress *self)
{
  return (gsize)g_atomic_pointer_get(&self->total);
}

static void
silsa_progress_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaProgressProperty)id) {
  case PROP_FRACTION:
    g_value_set_double(value, silsa_progress_get_fraction(SILSA_PROGRESS(object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_progress_class_init(SilsaProgressClass *class)
{
  G_OBJECT_CLASS(class)->get_property = silsa_progress_get_property;

  properties[PROP_FRACTION] =
      g_param_spec_double("fraction", NULL, NULL, 0, 1, 0,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(G_OBJECT_CLASS(class), G_N_ELEMENTS(properties), properties);
}

static void
silsa_progress_init(SilsaProgress *self G_GNUC_UNUSED)
{
}

SilsaProgress *
silsa_progress_new(void)
{
  return g_object_new(SILSA_TYPE_PROGRESS, NULL);
}
