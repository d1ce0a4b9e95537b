#include "silsa-realized.h"

static gboolean
realized_cb(GSignalInvocationHint *hint G_GNUC_UNUSED,
            guint n G_GNUC_UNUSED,
            const GValue *values,
            gpointer data)
{
  ((SilsaRealizedFunc)data)(g_value_get_object(values));
  return TRUE;
}

void
silsa_realized_watch(SilsaRealizedFunc func)
{
  g_type_class_unref(g_type_class_ref(GTK_TYPE_WIDGET)); /* which makes its signals */
  g_signal_add_emission_hook(g_signal_lookup("realize", GTK_TYPE_WIDGET), 0, realized_cb,
                             (gpointer)func, NULL);
}
