#include "silsa-notes.h"

#include "silsa-csv.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-reading.h"
#include "silsa-words.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define UTF8_MARK "\xef\xbb\xbf" /* without it a spreadsheet takes Korean for something else */

struct _SilsaNotes {
  char *path;
  char *home; /* where it lies when it cannot lie there; NULL: nowhere else */
  char *id; /* of the assessment; NULL: the package does not say */
  GHashTable *notes; /* code -> SilsaNote */
};

static const char *const marks[SILSA_N_MARKS] = {"", "agreed", "ask", "disagreed"};

const char *
silsa_mark_to_string(SilsaMark mark)
{
  g_return_val_if_fail(mark < SILSA_N_MARKS, NULL);
  return marks[mark];
}

gboolean
silsa_mark_from_string(const char *word, SilsaMark *mark)
{
  for (guint i = 0; i < SILSA_N_MARKS; i++)
    if (strcmp(marks[i], word) == 0) {
      *mark = i;
      return TRUE;
    }
  return FALSE;
}

const char *
silsa_mark_to_text(SilsaMark mark)
{
  switch (mark) {
  case SILSA_MARK_NONE:
    return _("No mark");
  case SILSA_MARK_AGREED:
    return _("Agreed");
  case SILSA_MARK_ASK:
    return _("To ask");
  case SILSA_MARK_DISAGREED:
    return _("Disagreed");
  }
  g_return_val_if_reached("");
}

static void
note_free(gpointer data)
{
  SilsaNote *note = data;

  g_free(note->note);
  g_free(note->question);
  g_free(note);
}

static SilsaNote *
new_note(SilsaMark mark, const char *note, const char *question)
{
  SilsaNote *self = g_new0(SilsaNote, 1);

  self->mark = mark;
  self->note = g_strdup(note);
  self->question = g_strdup(question);
  return self;
}

void
silsa_notes_free(SilsaNotes *self)
{
  if (self == NULL)
    return;
  g_free(self->path);
  g_free(self->home);
  g_free(self->id);
  g_hash_table_unref(self->notes);
  g_free(self);
}

const char *
silsa_notes_get_path(SilsaNotes *self)
{
  return self->path;
}

/* --- reading --- */

enum { INDICATOR, MARK, NOTE, QUESTION, ASSESSMENT, N_COLUMNS };
static const char *const names[N_COLUMNS] = {"indicator", "mark", "note", "question", "assessment"};

/* Which package the notes are about was not always told. */
static gboolean
find_columns(SilsaCsv *csv, int columns[N_COLUMNS], GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++) {
    const char *const wanted[] = {names[i], NULL};

    if (!silsa_csv_find_column(csv, wanted, &columns[i], error))
      return FALSE;
    if (columns[i] < 0 && i != ASSESSMENT) {
      silsa_error_set(error, SILSA_ERROR_INVALID, "csv-header", "no column %s", names[i]);
      silsa_error_at_line(error, 1);
      silsa_error_at_subject(error, names[i]);
      return FALSE;
    }
  }
  return TRUE;
}

/* A package may have taken the name of another one. */
static gboolean
check_subject(SilsaNotes *self, const char *id, GError **error)
{
  if (id[0] == '\0' || self->id == NULL || strcmp(id, self->id) == 0)
    return TRUE;
  return silsa_error_set(error, SILSA_ERROR_INVALID, "notes-foreign", "about assessment %s", id);
}

/* A mark that a later version, or a hand, wrote is no reason to lose the words beside it. */
static gboolean
read_rows(SilsaNotes *self, GBytes *bytes, GError **error)
{
  g_autoptr(SilsaCsv) csv = silsa_csv_new(bytes, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", error);
  int columns[N_COLUMNS];

  if (csv == NULL || !find_columns(csv, columns, error))
    return FALSE;
  for (guint i = 0; i < silsa_csv_get_n_rows(csv); i++) {
    SilsaMark mark = SILSA_MARK_NONE;

    if (columns[ASSESSMENT] >= 0 &&
        !check_subject(self, silsa_csv_get(csv, i, columns[ASSESSMENT]), error))
      return FALSE;
    silsa_mark_from_string(silsa_csv_get(csv, i, columns[MARK]), &mark);
    g_hash_table_insert(self->notes, g_strdup(silsa_csv_get(csv, i, columns[INDICATOR])),
                        new_note(mark, silsa_csv_get(csv, i, columns[NOTE]),
                                 silsa_csv_get(csv, i, columns[QUESTION])));
  }
  return TRUE;
}

static gboolean
read_file(SilsaNotes *self, GError **error)
{
  g_autoptr(GBytes) bytes =
      silsa_file_read(self->path, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", error);
  g_autoptr(GError) local = NULL;

  if (bytes == NULL || read_rows(self, bytes, &local))
    return bytes != NULL;
  if (g_strcmp0(silsa_error_get_facts(local)->rule, "notes-foreign") == 0)
    g_propagate_error(error, g_steal_pointer(&local));
  else
    silsa_error_set(error, SILSA_ERROR_INVALID, "notes-damaged", "%s", local->message);
  return FALSE;
}

/* The id comes from the package, which may be anybody's. */
static void
find_home(SilsaNotes *self, const char *package)
{
  g_autoptr(SilsaPackageHead) head = silsa_package_peek(package);
  g_autofree char *name = NULL;

  if (head == NULL || !g_uuid_string_is_valid(head->id))
    return;
  name = g_strdup_printf("%s-%u.csv", head->id, head->revision);
  self->id = g_strdup(head->id);
  self->home = g_build_filename(g_get_user_data_dir(), "silsa", "notes", name, NULL);
}

gboolean
silsa_notes_move_home(SilsaNotes *self)
{
  g_autofree char *folder = NULL;

  if (self->home == NULL || strcmp(self->home, self->path) == 0)
    return FALSE;
  folder = g_path_get_dirname(self->home);
  g_mkdir_with_parents(folder, 0700);
  return g_set_str(&self->path, self->home);
}

SilsaNotes *
silsa_notes_open(const char *package, GError **error)
{
  g_autoptr(SilsaNotes) self = g_new0(SilsaNotes, 1);

  self->path = g_strconcat(package, ".notes.csv", NULL);
  self->notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, note_free);
  find_home(self, package);
  if (!g_file_test(self->path, G_FILE_TEST_EXISTS) && self->home != NULL &&
      g_file_test(self->home, G_FILE_TEST_EXISTS))
    silsa_notes_move_home(self);
  if (!g_file_test(self->path, G_FILE_TEST_EXISTS))
    return g_steal_pointer(&self);
  if (read_file(self, error))
    return g_steal_pointer(&self);
  silsa_error_at_file(error, self->path);
  return NULL;
}

void
silsa_notes_count(const char *package, guint counts[SILSA_N_MARKS])
{
  g_autoptr(SilsaNotes) notes = silsa_notes_open(package, NULL);
  GHashTableIter iter;
  gpointer note;

  memset(counts, 0, SILSA_N_MARKS * sizeof *counts);
  if (notes == NULL)
    return;
  g_hash_table_iter_init(&iter, notes->notes);
  while (g_hash_table_iter_next(&iter, NULL, &note))
    counts[((const SilsaNote *)note)->mark]++;
}

/* --- noting --- */

const SilsaNote *
silsa_notes_get(SilsaNotes *self, const char *code)
{
  static char nothing[] = "";
  static const SilsaNote none = {SILSA_MARK_NONE, nothing, nothing};
  const SilsaNote *note = g_hash_table_lookup(self->notes, code);

  return note != NULL ? note : &none;
}

gboolean
silsa_notes_set(
    SilsaNotes *self, const char *code, SilsaMark mark, const char *note, const char *question)
{
  const SilsaNote *before = silsa_notes_get(self, code);
  const char *words = note != NULL ? note : before->note;
  const char *asked = question != NULL ? question : before->question;

  if (before->mark == mark && strcmp(before->note, words) == 0 &&
      strcmp(before->question, asked) == 0)
    return FALSE;
  if (mark == SILSA_MARK_NONE && *words == '\0' && *asked == '\0')
    g_hash_table_remove(self->notes, code);
  else
    g_hash_table_insert(self->notes, g_strdup(code), new_note(mark, words, asked));
  return TRUE;
}

/* --- writing --- */

gboolean
silsa_notes_write(const char *path, GBytes *bytes, GError **error)
{
  g_autoptr(GError) problem = NULL;
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data(bytes, &size) : NULL;

  if (bytes == NULL && (g_unlink(path) == 0 || errno == ENOENT))
    return TRUE;
  if (bytes != NULL && g_file_set_contents_full(path, data, (gssize)size,
                                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, &problem))
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_WRITE, NULL, "%s",
                  problem != NULL ? problem->message : g_strerror(errno));
  silsa_error_at_file(error, path);
  return FALSE;
}

GBytes *
silsa_notes_to_bytes(SilsaNotes *self)
{
  g_autoptr(GPtrArray) codes = g_hash_table_get_keys_as_ptr_array(self->notes);
  GString *out;

  if (codes->len == 0)
    return NULL;
  out = g_string_new(UTF8_MARK);
  g_ptr_array_sort_values(codes, (GCompareFunc)strcmp);
  silsa_csv_append_row(out, names, N_COLUMNS);
  for (guint i = 0; i < codes->len; i++) {
    const SilsaNote *note = silsa_notes_get(self, codes->pdata[i]);
    const char *cells[N_COLUMNS] = {codes->pdata[i], silsa_mark_to_string(note->mark), note->note,
                                    note->question, self->id != NULL ? self->id : ""};

    silsa_csv_append_row(out, cells, N_COLUMNS);
  }
  return g_string_free_to_bytes(out);
}

gboolean
silsa_notes_save(SilsaNotes *self, GError **error)
{
  g_autoptr(GBytes) bytes = silsa_notes_to_bytes(self);

  if (silsa_notes_write(self->path, bytes, NULL))
    return TRUE;
  silsa_notes_move_home(self);
  return silsa_notes_write(self->path, bytes, error);
}

/* --- for others --- */

static char *
dup_points(const SilsaScore *score, int decimals)
{
  return score != NULL ? silsa_rational_format(score->points.q, decimals) : g_strdup("");
}

GBytes *
silsa_notes_export(SilsaNotes *self, SilsaAssessment *assessment, SilsaLanguage language)
{
  const char *const heads[] = {_("Indicator"), _("Title"), _("Claimed points"), _("Points found"),
                               _("Mark"),      _("Note"),  _("Question")};
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));
  GString *out = g_string_new(UTF8_MARK);

  silsa_csv_append_row(out, heads, G_N_ELEMENTS(heads));
  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);
    const SilsaNote *note = silsa_notes_get(self, silsa_answer_get_code(answer));
    g_autofree char *claimed = dup_points(silsa_answer_get_claim_score(answer), decimals);
    g_autofree char *found = dup_points(silsa_answer_get_score(answer), decimals);
    const char *cells[] = {silsa_answer_get_code(answer),
                           silsa_text_get(&silsa_answer_get_indicator(answer)->title, language),
                           claimed,
                           found,
                           note->mark != SILSA_MARK_NONE ? silsa_mark_to_text(note->mark) : "",
                           note->note,
                           note->question};

    silsa_csv_append_row(out, cells, G_N_ELEMENTS(cells));
  }
  return g_string_free_to_bytes(out);
}

char *
silsa_notes_list_questions(SilsaNotes *self, SilsaAssessment *assessment, SilsaLanguage language)
{
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment)), number = 0;
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);
    const SilsaNote *note = silsa_notes_get(self, silsa_answer_get_code(answer));

    if (*note->question == '\0')
      continue;
    if (number == 0)
      g_string_append_printf(out, _("Questions to %s about %s\n\n"), about->assessor_name,
                             about->city_name);
    g_string_append_printf(out, "%u. %s %s\n   %s\n", ++number, silsa_answer_get_code(answer),
                           silsa_text_get(&silsa_answer_get_indicator(answer)->title, language),
                           note->question);
  }
  return g_string_free_and_steal(out);
}
