/*
 * silsa-page FD PAGE WIDTH: draws one page of the PDF behind a descriptor on standard output.
 *
 * A process of its own, because a PDF is foreign bytes and its reader is large: what goes wrong
 * here takes no assessment with it. It may write no file, runs for seconds at most, and is given
 * nothing but the descriptor. PAGE is a number as printed on the page (its label), or #N for the
 * N-th page; one beyond the last is the last. WIDTH is in pixels.
 *
 * Out come one line "PAGES N WIDTH HEIGHT BYTES", the text of the page in BYTES bytes of UTF-8, and
 * the pixels (CAIRO_FORMAT_RGB24, rows without gaps). Status 2: no PDF, or damaged; 3: it wants a
 * password; 4: the page cannot be drawn.
 */
#include <poppler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define SECONDS 30
#define MEMORY ((rlim_t)2 << 30)
#define PIXELS_MAX (48 << 20)
#define SIDE_MAX 16384
#define TEXT_MAX 20000

enum { STATUS_USAGE = 1, STATUS_DAMAGED, STATUS_LOCKED, STATUS_PAGE };

static void
limit(int resource, rlim_t most)
{
  struct rlimit both = {most, most};

  setrlimit(resource, &both);
}

static void
confine(void)
{
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CPU, SECONDS);
#ifndef __SANITIZE_ADDRESS__ /* which maps terabytes */
  limit(RLIMIT_AS, MEMORY);
#endif
}

static PopplerPage *
find_page(PopplerDocument *document, const char *wanted)
{
  PopplerPage *page = *wanted != '#' ? poppler_document_get_page_by_label(document, wanted) : NULL;
  int last = poppler_document_get_n_pages(document) - 1;
  int number = atoi(wanted + (*wanted == '#'));

  return page != NULL ? page : poppler_document_get_page(document, CLAMP(number - 1, 0, last));
}

static cairo_surface_t *
draw(PopplerPage *page, int width)
{
  double page_width, page_height, scale;
  cairo_surface_t *surface;
  cairo_t *cr;
  int height;

  poppler_page_get_size(page, &page_width, &page_height);
  if (!(page_width > 0) || !(page_height > 0) || page_height / page_width * width > SIDE_MAX)
    return NULL;
  scale = width / page_width;
  height = MAX(1, (int)(page_height * scale + 0.5));
  if ((gint64)width * height > PIXELS_MAX)
    return NULL;
  surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_scale(cr, scale, scale);
  poppler_page_render(page, cr);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy(surface);
  return NULL;
}

static char *
get_text(PopplerPage *page)
{
  g_autofree char *text = poppler_page_get_text(page);
  g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);

  return g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), TEXT_MAX));
}

static int
print(PopplerDocument *document, PopplerPage *page, cairo_surface_t *surface)
{
  g_autofree char *text = get_text(page);
  int width = cairo_image_surface_get_width(surface);
  int height = cairo_image_surface_get_height(surface);
  const unsigned char *row = cairo_image_surface_get_data(surface);

  printf("%d %d %d %d %zu\n", poppler_document_get_n_pages(document),
         poppler_page_get_index(page) + 1, width, height, strlen(text));
  fwrite(text, 1, strlen(text), stdout);
  for (int y = 0; y < height; y++, row += cairo_image_surface_get_stride(surface))
    fwrite(row, 4, (size_t)width, stdout);
  return fflush(stdout) == 0 ? 0 : STATUS_PAGE;
}

/* Nothing is freed: the process ends with it. */
static int
run(int fd, const char *wanted, int width)
{
  GError *error = NULL;
  PopplerDocument *document = poppler_document_new_from_fd(fd, NULL, &error);
  PopplerPage *page;
  cairo_surface_t *surface;

  if (document == NULL)
    return g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? STATUS_LOCKED
                                                                          : STATUS_DAMAGED;
  if (poppler_document_get_n_pages(document) < 1)
    return STATUS_DAMAGED;
  page = find_page(document, wanted);
  if (page == NULL || (surface = draw(page, width)) == NULL)
    return STATUS_PAGE;
  return print(document, page, surface);
}

int
main(int argc, char **argv)
{
  int width = argc == 4 ? atoi(argv[3]) : 0;

  if (width < 1 || width > SIDE_MAX)
    return STATUS_USAGE;
  confine();
  _exit(run(atoi(argv[1]), argv[2], width));
}
