#include "silsa-verify-sheet.h"

#include "office.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

/* What the sheet says and shows for each verdict. With SILSA_TEST_PICTURES it also leaves a picture
 * of each in that folder; LANGUAGE chooses the language. */

static AdwApplication *application;

typedef struct {
  const char *name;
  SilsaReport *(*verify)(Office *office);
  SilsaVerdict verdict;
  const char *intact, *trusted; /* what the two tiles say */
  const char *box; /* how it looks */
  const char *advice; /* how that begins */
} Row;

/* --- a report for each verdict -------------------------------------------------------------------
 */

static SilsaReport *
verify_with_round(Office *office)
{
  return office_verify(workshop_package(&office->shop), office->round, TRUE, 0);
}

static SilsaReport *
verify_alone(Office *office)
{
  return workshop_verify(workshop_package(&office->shop), office->shop.identity, 0);
}

static SilsaReport *
verify_stranger(Office *office)
{
  return workshop_verify(workshop_package(&office->shop), NULL, 0);
}

static SilsaReport *
verify_later(Office *office)
{
  gint64 later = g_get_real_time() / G_USEC_PER_SEC + (gint64)400 * 86400;

  return workshop_verify(workshop_package(&office->shop), office->shop.identity, later);
}

static SilsaReport *
verify_entries(Office *office, GPtrArray *entries)
{
  g_autofree char *path = silsa_test_folder_path(&office->shop.folder, "crafted.asice");

  workshop_close(entries, path);
  return office_verify(path, office->round, TRUE, 0);
}

static SilsaReport *
verify_lie(Office *office)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(&office->shop));

  workshop_replace(entries, "payload.xml", "<level>4</level>", "<level>5</level>");
  workshop_sign(entries, office->shop.identity, 0);
  return verify_entries(office, entries);
}

static SilsaReport *
verify_unsigned(Office *office)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(&office->shop));

  workshop_remove(entries, "META-INF/signatures0.xml");
  return verify_entries(office, entries);
}

static SilsaReport *
verify_altered(Office *office)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(&office->shop));

  workshop_replace(entries, "payload.xml", "<level>4</level>", "<level>5</level>");
  g_ptr_array_remove(entries, workshop_find_photo(entries));
  return verify_entries(office, entries);
}

static SilsaReport *
verify_cut(Office *office)
{
  g_autoptr(GBytes) whole = silsa_test_read(workshop_package(&office->shop));
  g_autofree char *path = silsa_test_folder_path(&office->shop.folder, "cut.asice");

  silsa_test_write(path, g_bytes_get_data(whole, NULL), g_bytes_get_size(whole) / 2);
  return office_verify(path, office->round, TRUE, 0);
}

static const Row rows[] = {
    {"valid", verify_with_round, SILSA_VERDICT_VALID, "Unchanged since it was signed",
     "On the list", "valid", "Nothing is left to do"},
    {"valid-alone", verify_alone, SILSA_VERDICT_VALID, "Unchanged since it was signed",
     "On the list", "neutral", "To do: compare it with the round"},
    {"untrusted", verify_stranger, SILSA_VERDICT_UNTRUSTED, "Unchanged since it was signed",
     "Not on the list", "untrusted", "To do: have the secretary"},
    {"indeterminate", verify_later, SILSA_VERDICT_INDETERMINATE, "Unchanged since it was signed",
     "On the list", "untrusted", "To do: obtain"},
    {"inconsistent", verify_lie, SILSA_VERDICT_INCONSISTENT, "Unchanged since it was signed",
     "On the list", "untrusted", "To do: settle"},
    {"refused", verify_unsigned, SILSA_VERDICT_REFUSED, "Cannot be told", "Nobody signed it",
     "refused", "To do: have it signed again"},
    {"altered", verify_altered, SILSA_VERDICT_ALTERED, "Not what was signed", "Cannot be told",
     "refused", "To do: ask 김서연"},
    {"unreadable", verify_cut, SILSA_VERDICT_UNREADABLE, "Cannot be told", "Cannot be told",
     "refused", "To do: ask for the file again"},
};

/* --- the sheet -----------------------------------------------------------------------------------
 */

/* The first visible widget at or below @widget that @matches. */
static GtkWidget *
find(GtkWidget *widget, gboolean (*matches)(GtkWidget *widget, const char *what), const char *what)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible(widget))
    return NULL;
  if (matches(widget, what))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling(child))
    found = find(child, matches, what);
  return found;
}

static gboolean
says(GtkWidget *widget, const char *words)
{
  return GTK_IS_LABEL(widget) && g_str_has_prefix(gtk_label_get_text(GTK_LABEL(widget)), words);
}

static gboolean
is_verdict_box(GtkWidget *widget, const char *style)
{
  return gtk_widget_has_css_class(widget, "verdict") && gtk_widget_has_css_class(widget, style);
}

static gboolean
end_cb(gpointer done)
{
  *(gboolean *)done = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
frame_cb(GtkWidget *widget G_GNUC_UNUSED, GdkFrameClock *clock, gpointer data)
{
  gint64 *first = data;

  if (*first == 0)
    *first = gdk_frame_clock_get_frame_counter(clock);
  return G_SOURCE_CONTINUE;
}

/* Until the window was drawn once: what a window begins before it leaks where nobody sees it. */
static void
wait_for_frame(GtkWidget *window)
{
  gint64 first = 0;
  guint tick = gtk_widget_add_tick_callback(window, frame_cb, &first, NULL);
  GdkFrameClock *clock;

  do {
    g_main_context_iteration(NULL, TRUE);
    clock = gtk_widget_get_frame_clock(window);
  } while (first == 0 || gdk_frame_clock_get_frame_counter(clock) <= first);
  gtk_widget_remove_tick_callback(window, tick);
}

static void
take_picture(const char *name)
{
  const char *folder = g_getenv("SILSA_TEST_PICTURES");
  g_autofree char *file = g_strconcat(name, ".png", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename(folder, file, NULL) : NULL;
  const char *command[] = {"import", "-window", "root", path, NULL};
  gboolean done = FALSE;

  if (folder == NULL)
    return;
  g_timeout_add(1500, end_cb, &done);
  while (!done)
    g_main_context_iteration(NULL, TRUE);
  g_assert_true(g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                             NULL, NULL, NULL));
}

/* In the language of the row's words only. */
static void
check_words(const Row *row, GtkWidget *sheet)
{
  const char *words[] = {row->intact, row->trusted, row->advice};

  g_assert_nonnull(find(sheet, is_verdict_box, row->box));
  g_assert_nonnull(find(sheet, says, silsa_verdict_to_text(row->verdict)));
  if (g_getenv("LANGUAGE") != NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (find(sheet, says, words[i]) == NULL)
      g_error("%s: \"%s\" is not said", row->name, words[i]);
}

static gboolean
mentions(GtkWidget *widget, const char *words)
{
  return GTK_IS_LABEL(widget) && strstr(gtk_label_get_text(GTK_LABEL(widget)), words) != NULL;
}

/* Where the round withholds sums from its assessors, the sheet of their own package does, too. */
static void
check_withheld(GtkWidget *sheet, const SilsaReport *report)
{
  const SilsaComparison comparison = {.withheld = TRUE};

  if (g_getenv("LANGUAGE") != NULL)
    return;
  g_assert_true((find(sheet, mentions, " points, grade ") != NULL) == (report->points != NULL));
  silsa_verify_sheet_show(SILSA_VERIFY_SHEET(sheet), report, &comparison);
  g_assert_null(find(sheet, mentions, " points, grade "));
}

static void
test_row(Office *office, gconstpointer data)
{
  const Row *row = data;
  g_autoptr(SilsaReport) report = row->verify(office);
  GtkWidget *sheet = g_object_new(SILSA_TYPE_VERIFY_SHEET, NULL);
  GtkWidget *window = adw_application_window_new(GTK_APPLICATION(application));

  g_assert_cmpstr(silsa_verdict_to_string(report->verdict), ==,
                  silsa_verdict_to_string(row->verdict));
  silsa_verify_sheet_show(SILSA_VERIFY_SHEET(sheet), report, NULL);
  adw_application_window_set_content(ADW_APPLICATION_WINDOW(window), sheet);
  gtk_window_set_default_size(GTK_WINDOW(window), 640, 960);
  gtk_window_present(GTK_WINDOW(window));
  wait_for_frame(window);
  check_words(row, sheet);
  take_picture(row->name);
  check_withheld(sheet, report);
  gtk_window_destroy(GTK_WINDOW(window));
  while (g_main_context_iteration(NULL, FALSE))
    ; /* what still holds the window lets go of it */
}

static void
set_up(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  office_set_up(office, NULL);
}

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  int status;

  setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, g_getenv("SILSA_LOCALE_DIR"));
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
  g_test_init(&argc, &argv, NULL);
  application = g_object_new(ADW_TYPE_APPLICATION, "application-id", "io.github.silsa.Test",
                             "resource-base-path", "/io/github/silsa/Silsa", "flags",
                             G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register(G_APPLICATION(application), NULL, &error);
  g_assert_no_error(error);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strconcat("/verify-sheet/", rows[i].name, NULL);

    g_test_add(path, Office, &rows[i], set_up, test_row, office_tear_down);
  }
  status = g_test_run();
  g_object_unref(application);
  return status;
}
