#include "corpus.h"

#include "silsa-error.h"
#include "silsa-test.h"

static int
compare_names(gconstpointer a, gconstpointer b)
{
  return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

GBytes *
corpus_read_file(const char *folder, const char *name)
{
  g_autofree char *path = silsa_test_source("tests", "fuzz", folder, name, NULL);

  return silsa_test_read(path);
}

GPtrArray *
corpus_read(const char *name)
{
  g_autofree char *path = silsa_test_source("tests", "fuzz", name, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GError) error = NULL;
  GDir *folder = g_dir_open(path, 0, &error);
  GPtrArray *seeds = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

  g_assert_no_error(error);
  for (const char *entry; (entry = g_dir_read_name(folder)) != NULL;)
    g_ptr_array_add(names, g_strdup(entry));
  g_dir_close(folder);
  g_ptr_array_sort(names, compare_names); /* a mutation is known by its number */
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add(seeds, corpus_read_file(name, names->pdata[i]));
  return seeds;
}

SilsaCatalogue *
corpus_catalogue(void)
{
  static SilsaCatalogue *catalogue = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  if (catalogue != NULL)
    return catalogue;
  bytes = corpus_read_file("catalogue", "small.xml");
  catalogue = silsa_catalogue_new_from_bytes(bytes, &error);
  g_assert_no_error(error);
  return catalogue;
}

SilsaAssessment *
corpus_assessment(void)
{
  const SilsaCase about = {.id = "5d0e7f2a-8c1b-4f3e-9a6d-1b2c3d4e5f60",
                           .purpose = "real",
                           .city_name = "가온시",
                           .population = 320000,
                           .assessor_name = "김서연"};
  SilsaAssessment *assessment = silsa_assessment_new(corpus_catalogue(), &about);

  silsa_assessment_load_done(assessment);
  return assessment;
}

void
corpus_check_error(gconstpointer value, const GError *error)
{
  g_autofree char *sentence = NULL;

  g_assert_true((value == NULL) == (error != NULL));
  if (error == NULL)
    return;
  g_assert_true(error->domain == SILSA_ERROR);
  sentence = silsa_error_explain(error);
  g_assert_true(g_utf8_validate(sentence, -1, NULL));
  g_assert_cmpuint(g_utf8_strlen(sentence, -1), >, 10);
}
