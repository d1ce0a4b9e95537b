/*
 * Draws the pictures and papers of the demonstration: draw-pictures PHOTOS.csv FOLDER
 *
 * PHOTOS.csv is photos.csv of this folder; the file's name gives the seed, so the same table gives
 * the same pictures. Where libheif has no encoder, the HEIC picture is left out and a line says so.
 */

#include "draw-scenes.h"
#include "draw-write.h"

#include <cairo-pdf.h>
#include <locale.h>
#include <string.h>

enum { STAGE, INDICATOR, CHECK, FILE_NAME, SCENE, FORM, CAPTURED, CAPTION, N_COLUMNS };

/* Forms: landscape, wide, portrait, and portrait stored on its side. */
static const struct {
  char name;
  int width, height;
} forms[] = {{'L', 1600, 1200}, {'W', 1600, 900}, {'P', 1200, 1600}, {'R', 1200, 1600}};

/* Scenes in the open, where a telephone would know its place. */
static const char *const outdoors[] = {"bridge",    "cabinet", "crossroad", "crosswalk",
                                       "livinglab", "pole",    "shelter",   "station",
                                       "stop",      "wifi",    NULL};

static guint32
hash_name(const char *name)
{
  guint32 hash = 2166136261u; /* FNV-1a */

  for (; *name != '\0'; name++)
    hash = (hash ^ (guint8)*name) * 16777619u;
  return hash;
}

static PictureFacts
make_facts(GStrv row, guint32 seed)
{
  return (PictureFacts){
      .captured = row[CAPTURED],
      .sideways = *row[FORM] == 'R',
      .has_place = g_strv_contains(outdoors, row[SCENE]),
      .latitude = 35.85 + (seed % 400) / 10000.0,
      .longitude = 128.57 + (seed / 400 % 600) / 10000.0,
  };
}

static gboolean
write_picture(cairo_surface_t *surface, const PictureFacts *facts, const char *path, GError **error)
{
  if (g_str_has_suffix(path, ".png"))
    return write_png(surface, path, error);
  if (g_str_has_suffix(path, ".heic"))
    return write_heic(surface, facts, path, error);
  return write_jpeg(surface, facts, path, error);
}

static gboolean
draw_picture(GStrv row, const char *path, GError **error)
{
  guint32 seed = hash_name(row[FILE_NAME]);
  PictureFacts facts = make_facts(row, seed);
  cairo_surface_t *surface;
  cairo_t *cr;
  int width = 0, height = 0;
  gboolean done = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (forms[i].name == *row[FORM]) {
      width = forms[i].width;
      height = forms[i].height;
    }
  }
  surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create(surface);
  if (width > 0 && draw_scene(cr, row[SCENE], width, height, seed, row[CAPTION])) {
    draw_mark(cr, width, height);
    cairo_surface_flush(surface);
    done = write_picture(surface, &facts, path, error);
  } else {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: no scene %s in form %s",
                row[FILE_NAME], row[SCENE], row[FORM]);
  }
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return done;
}

static gboolean
draw_paper(GStrv row, const char *path, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create(path, 595, 842);
  cairo_t *cr = cairo_create(surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, row[CAPTION]);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, row[CAPTURED]);
  for (guint32 page = 0; page < 2; page++) {
    draw_page(cr, 595, 842, hash_name(row[FILE_NAME]) + page, row[CAPTION]);
    draw_mark(cr, 595, 842);
    cairo_show_page(cr);
  }
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path,
                cairo_status_to_string(status));
  return status == CAIRO_STATUS_SUCCESS;
}

static gboolean
draw_row(GStrv row, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename(folder, row[FILE_NAME], NULL);
  g_autoptr(GError) reason = NULL;

  if (*row[SCENE] == '\0')
    return TRUE; /* a picture of an earlier row, used once more */
  if (g_str_has_suffix(path, ".pdf") ? draw_paper(row, path, &reason)
                                     : draw_picture(row, path, &reason))
    return TRUE;
  if (g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)) {
    g_printerr("left out: %s\n", reason->message);
    return TRUE;
  }
  g_propagate_error(error, g_steal_pointer(&reason));
  return FALSE;
}

static gboolean
draw_all(const char *table, const char *folder, GError **error)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents(table, &text, NULL, error))
    return FALSE;
  lines = g_strsplit(text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto(GStrv) row = g_strsplit(lines[i], ",", N_COLUMNS); /* the caption may hold commas */

    if (*lines[i] == '\0')
      continue;
    if (g_strv_length(row) != N_COLUMNS) {
      g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: a column is missing", table,
                  i + 1);
      return FALSE;
    }
    if (!draw_row(row, folder, error))
      return FALSE;
  }
  return TRUE;
}

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  setlocale(LC_ALL, "C.UTF-8");
  if (argc != 3) {
    g_printerr("usage: draw-pictures PHOTOS.csv FOLDER\n");
    return 2;
  }
  if (draw_all(argv[1], argv[2], &error))
    return 0;
  g_printerr("draw-pictures: %s\n", error->message);
  return 3;
}
