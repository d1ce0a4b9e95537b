#include "silsa-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/resource.h>

/** The language chosen in the preferences counts from the next start on: gettext reads LANGUAGE. */
static void
choose_language(void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autofree char *language = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup(source, SILSA_APPLICATION_ID, TRUE);
  if (schema == NULL)
    return; /* run from a build folder without schemas */
  settings = g_settings_new(SILSA_APPLICATION_ID);
  language = g_settings_get_string(settings, "language");
  if (!g_str_equal(language, "system"))
    g_setenv("LANGUAGE", language, TRUE);
}

int
main(int argc, char *argv[])
{
  const struct rlimit no_core = {0, 0};
  g_autoptr(SilsaApplication) application = NULL;

  /* A core dump could hold a passphrase (DESIGN §10). */
  setrlimit(RLIMIT_CORE, &no_core);

  choose_language();
  setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, g_getenv("SILSA_LOCALE_DIR") != NULL
                                      ? g_getenv("SILSA_LOCALE_DIR")
                                      : SILSA_LOCALE_DIR);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
  gtk_disable_setlocale(); /* done above; a thread may be at work when GTK comes to it */

  application = silsa_application_new();
  return g_application_run(G_APPLICATION(application), argc, argv);
}
