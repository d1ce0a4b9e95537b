#include "silsa-form.h"

#include "silsa-error.h"
#include "silsa-form-indicator.h"
#include "silsa-instant.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define LINE_HEIGHT 22.0 /* of a line to write on */

struct _SilsaForm {
  SilsaFormWork work;
  GPtrArray *answers; /* of SilsaAnswer, in the order in which they are printed */
  gboolean whole; /* the checklist, else sheets */
  gboolean begun;
  guint next; /* the answer that is laid out next */
  char *status;
  char *head; /* at the left of every page */
  char *title;
};

static const char *
get_text(SilsaForm *self, const SilsaText *text)
{
  return silsa_text_get(text, self->work.language);
}

static const char *
get_round(SilsaForm *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self->work.assessment);

  if (self->work.language == SILSA_LANGUAGE_EN && about->round_title_en != NULL)
    return about->round_title_en;
  return about->round_title != NULL ? about->round_title : about->round_id;
}

static const char *
get_city(SilsaForm *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self->work.assessment);

  return self->work.language == SILSA_LANGUAGE_EN && about->city_name_en != NULL
             ? about->city_name_en
             : about->city_name;
}

static gboolean
add_answers(SilsaForm *self, const char *const *codes, GError **error)
{
  SilsaAssessment *assessment = self->work.assessment;

  for (guint i = 0; codes == NULL && i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++)
    g_ptr_array_add(self->answers, g_object_ref(silsa_assessment_get_answer(assessment, i)));
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++) {
    SilsaAnswer *answer = silsa_assessment_find_answer(assessment, codes[i]);

    if (answer == NULL) {
      silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "unknown-indicator", "no indicator %s",
                      codes[i]);
      silsa_error_at_subject(error, codes[i]);
      return FALSE;
    }
    g_ptr_array_add(self->answers, g_object_ref(answer));
  }
  return TRUE;
}

/* --- what stands on every page --- */

/* Whoever files the sheet wants to know how old it is. */
static char *
dup_now(void)
{
  /* Translators: a format of strftime: day, hour and minute. */
  return silsa_instant_format_now(C_("date format", "%-d %b %Y %H:%M"));
}

static void
set_furniture(SilsaForm *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self->work.assessment);
  g_autofree char *now = dup_now();
  /* Translators: name of the form, when it was printed */
  g_autofree char *foot = g_strdup_printf(_("%s, as of %s"), _("On-site checklist"), now);

  self->head = g_strjoin(" · ", get_city(self), about->assessor_name,
                         get_round(self) /* may be none */, NULL);
  silsa_paper_set_head(self->work.paper, self->head, self->status);
  silsa_paper_set_foot(self->work.paper, foot);
  if (g_strcmp0(about->purpose, "demonstration") == 0)
    silsa_paper_set_mark(self->work.paper, _("Demonstration"));
  self->title = g_strdup_printf("%s · %s", get_city(self), _("On-site checklist"));
}

/* --- cover --- */

static void
add_fact(SilsaForm *self, const char *name, const char *value)
{
  const SilsaPaperCell cells[] = {{name, 0, 120, SILSA_PAPER_SMALL, 0},
                                  {value, 126, 385, SILSA_PAPER_BODY, 0}};

  if (value != NULL)
    silsa_paper_add_row(self->work.paper, cells, G_N_ELEMENTS(cells));
}

static void
add_facts(SilsaForm *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self->work.assessment);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->work.assessment);
  guint class_index = silsa_assessment_get_class_index(self->work.assessment);
  g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, about->population);
  g_autofree char *population = about->population > 0 ? silsa_decimal_to_text(digits) : NULL;
  g_autofree char *visit = about->visit_from != NULL
                               ? g_strdup_printf("%s – %s", about->visit_from,
                                                 about->visit_to != NULL ? about->visit_to : "")
                               : NULL;
  g_autofree char *catalogue_words = g_strdup_printf(
      "%s (%s)", get_text(self, silsa_catalogue_get_title(catalogue)), self->status);

  add_fact(self, _("City"), get_city(self));
  add_fact(self, _("Population"), population);
  add_fact(self, _("City class"),
           get_text(self, &silsa_catalogue_get_class(catalogue, class_index)->title));
  add_fact(self, _("Round"), get_round(self));
  add_fact(self, _("Assessor"), about->assessor_name);
  add_fact(self, _("Visit"), visit);
  add_fact(self, C_("round", "Catalogue"), catalogue_words);
}

static void
add_item(SilsaForm *self, const SilsaItem *item, const SilsaBand *band)
{
  g_autofree char *name = g_strdup_printf("%s  %s", item->code, get_text(self, &item->title));
  g_autofree char *points = silsa_number_to_text(item->points.q, 0);
  g_autofree char *complete = g_strdup_printf("%u / %u", band->complete, band->applicable);
  const SilsaPaperCell cells[] = {{name, 0, 330, SILSA_PAPER_BODY, 0},
                                  {points, 340, 70, SILSA_PAPER_BODY, 1},
                                  {complete, 420, 91, SILSA_PAPER_BODY, 1}};

  silsa_paper_add_row(self->work.paper, cells, G_N_ELEMENTS(cells));
}

static void
add_items(SilsaForm *self)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->work.assessment);
  const SilsaPreview *preview = silsa_assessment_get_preview(self->work.assessment);
  const SilsaPaperCell heads[] = {{_("Items"), 0, 330, SILSA_PAPER_HEAD, 0},
                                  {_("Points"), 340, 70, SILSA_PAPER_SMALL, 1},
                                  {_("Complete"), 420, 91, SILSA_PAPER_SMALL, 1}};

  silsa_paper_add_space(self->work.paper, 14);
  silsa_paper_add_row(self->work.paper, heads, G_N_ELEMENTS(heads));
  for (guint i = 0; i < silsa_catalogue_get_n_items(catalogue); i++)
    add_item(self, silsa_catalogue_get_item(catalogue, i), &preview->items[i]);
}

static void
add_signature_line(SilsaForm *self, const char *name)
{
  const SilsaPaperCell cell = {name, 0, 120, SILSA_PAPER_SMALL, 0};
  cairo_t *cr = silsa_paper_begin(self->work.paper, LINE_HEIGHT + 4);

  silsa_paper_draw_cell(self->work.paper, cr, &cell, 8);
  silsa_paper_draw_line(self->work.paper, cr, 126, LINE_HEIGHT - 2);
  silsa_paper_end(self->work.paper, cr);
}

static void
add_cover(SilsaForm *self)
{
  silsa_paper_add_text(self->work.paper, _("On-site checklist"), SILSA_PAPER_TITLE, 0);
  silsa_paper_add_space(self->work.paper, 8);
  add_facts(self);
  add_items(self);
  silsa_paper_add_space(self->work.paper, 14);
  silsa_paper_add_text(self->work.paper, _("How to read it"), SILSA_PAPER_HEAD, 0);
  silsa_paper_add_text(self->work.paper,
                       _("○ is what the city claims, ● what was verified. What is answered in the "
                         "file is ticked or printed; empty boxes and lines are for the visit."),
                       SILSA_PAPER_BODY, 0);
  silsa_paper_add_space(self->work.paper, 14);
  silsa_paper_need(self->work.paper, 3 * LINE_HEIGHT + 12);
  add_signature_line(self, _("Date of the visit"));
  add_signature_line(self, _("Met with"));
  add_signature_line(self, _("Signature of the assessor"));
  silsa_paper_break(self->work.paper);
}

/* --- indicators --- */

static void
add_place(SilsaForm *self, const SilsaIndicator *indicator)
{
  const SilsaItem *item = indicator->item;
  g_autofree char *words =
      g_strdup_printf("%s %s › %s %s", item->sector->code, get_text(self, &item->sector->title),
                      item->code, get_text(self, &item->title));

  silsa_paper_add_text(self->work.paper, words, SILSA_PAPER_SMALL, 0);
}

/* Lines to write on fill what is left of the page. */
static void
add_notes(SilsaForm *self)
{
  double room = silsa_paper_get_room(self->work.paper) - LINE_HEIGHT;

  if (room < LINE_HEIGHT)
    return;
  silsa_paper_add_space(self->work.paper, 4);
  silsa_paper_add_text(self->work.paper, _("Notes"), SILSA_PAPER_SMALL, 0);
  silsa_paper_add_blanks(self->work.paper, (guint)(room / LINE_HEIGHT), 0);
}

/* A sheet of its own, so that sheets can be handed out and put in another order: the head of each
 * page says what it belongs to. */
static void
add_sheet(SilsaForm *self, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *right = g_strdup_printf("%s · %s", self->status, indicator->code);

  silsa_paper_set_head(self->work.paper, self->head, right);
  add_place(self, indicator);
  silsa_form_add_indicator(&self->work, answer);
  add_notes(self);
  silsa_paper_break(self->work.paper);
}

gboolean
silsa_form_step(SilsaForm *self)
{
  if (!self->begun) {
    self->begun = TRUE;
    if (self->whole)
      add_cover(self);
    return TRUE;
  }
  if (self->next >= self->answers->len)
    return FALSE;
  add_sheet(self, self->answers->pdata[self->next]);
  self->next++;
  return self->next < self->answers->len;
}

SilsaForm *
silsa_form_new(SilsaAssessment *assessment,
               const char *status,
               const char *const *codes,
               GError **error)
{
  g_autoptr(SilsaForm) self = g_new0(SilsaForm, 1);

  self->answers = g_ptr_array_new_with_free_func(g_object_unref);
  self->whole = codes == NULL;
  self->status = g_strdup(status);
  self->work.paper = silsa_paper_new();
  self->work.assessment = g_object_ref(assessment);
  self->work.language = silsa_language_from_locale();
  self->work.decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  set_furniture(self);
  return add_answers(self, codes, error) ? g_steal_pointer(&self) : NULL;
}

void
silsa_form_free(SilsaForm *self)
{
  silsa_paper_free(self->work.paper);
  g_object_unref(self->work.assessment);
  g_ptr_array_unref(self->answers);
  g_free(self->status);
  g_free(self->head);
  g_free(self->title);
  g_free(self);
}

SilsaPaper *
silsa_form_get_paper(SilsaForm *self)
{
  return self->work.paper;
}

const char *
silsa_form_get_title(SilsaForm *self)
{
  return self->title;
}
