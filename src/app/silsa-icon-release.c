#include "silsa-icon-release.h"

static GThread *main_thread;
static void (*icon_dispose)(GObject *object);

static void
dispose_on_main_thread(GObject *object)
{
  /* The reference that is given up is still held while an object is disposed of, so that another
   * may be taken. */
  if (g_thread_self() == main_thread)
    icon_dispose(object);
  else
    g_idle_add_once(g_object_unref, g_object_ref(object));
}

void
silsa_icon_release_on_main_thread(void)
{
  GObjectClass *icon_class = g_type_class_ref(GTK_TYPE_ICON_PAINTABLE);

  g_return_if_fail(main_thread == NULL);
  main_thread = g_thread_self();
  icon_dispose = icon_class->dispose;
  icon_class->dispose = dispose_on_main_thread;
}
