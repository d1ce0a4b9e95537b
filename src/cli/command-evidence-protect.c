#include "silsa-cli.h"

#include "silsa-shape.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is marked about evidence and drawn on photos; the bytes stay as they are. */

/* FALSE, told: the second argument names no evidence of the file. */
static gboolean
find_evidence(const SilsaCli *cli, SilsaStore *store, const char *text, gint64 id, SilsaExit *exit)
{
  if (silsa_assessment_find_evidence(silsa_store_get_assessment(store), id) != NULL)
    return TRUE;
  *exit = silsa_cli_usage(cli, _("The file has no evidence %s."), text);
  return FALSE;
}

static SilsaStore *
open_evidence(const SilsaCli *cli, char **rest, gint64 *id, SilsaExit *exit)
{
  g_autoptr(SilsaStore) store = NULL;

  if (!silsa_cli_parse_id(rest[1], id)) {
    *exit = silsa_cli_usage(cli, _("“%s” is no number of evidence; evidence list shows them."),
                            rest[1]);
    return NULL;
  }
  store = silsa_cli_open(rest[0], SILSA_OPEN_READ_WRITE, exit);
  if (store != NULL && !find_evidence(cli, store, rest[1], *id, exit)) {
    *exit = silsa_cli_close(store, *exit);
    return NULL;
  }
  return g_steal_pointer(&store);
}

/* --- mark --- */

typedef struct {
  gboolean persons, no_persons, restricted, no_restricted;
  char *send;
} Marks;

static void
marks_clear(Marks *self)
{
  g_free(self->send);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Marks, marks_clear)

static gboolean
marks_are_sensible(const Marks *self)
{
  return (self->persons + self->no_persons < 2) && (self->restricted + self->no_restricted < 2) &&
         (self->persons || self->no_persons || self->restricted || self->no_restricted ||
          self->send != NULL);
}

static SilsaAct *
make_act(const Marks *self, gint64 id)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, id);
  SilsaAct *act = silsa_act_new("mark", subject);

  if (self->persons || self->no_persons)
    silsa_act_mark(act, id, "persons", self->persons);
  if (self->restricted || self->no_restricted)
    silsa_act_mark(act, id, "restricted", self->restricted);
  if (self->send != NULL)
    silsa_act_add(act, subject, "send", strcmp(self->send, "round") == 0 ? NULL : self->send);
  return act;
}

SilsaExit
silsa_command_evidence_mark(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(Marks) marks = {0};
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaAct) act = NULL;
  SilsaExit exit;
  gint64 id;
  const GOptionEntry entries[] = {
      {"persons", 0, 0, G_OPTION_ARG_NONE, &marks.persons, N_("Somebody can be recognised on it"),
       NULL},
      {"no-persons", 0, 0, G_OPTION_ARG_NONE, &marks.no_persons, N_("Nobody can"), NULL},
      {"restricted", 0, 0, G_OPTION_ARG_NONE, &marks.restricted,
       N_("It stays in the file; packages have its digest only"), NULL},
      {"no-restricted", 0, 0, G_OPTION_ARG_NONE, &marks.no_restricted, N_("It goes into packages"),
       NULL},
      {"send", 0, 0, G_OPTION_ARG_STRING, &marks.send,
       N_("How the photo goes into packages: as it is, at most 2,000 pixels, or as the round says"),
       "original|rendition|round"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, 2, &rest, &exit))
    return exit;
  if (!marks_are_sensible(&marks))
    return silsa_cli_usage(cli, "%s", _("Say what is to be marked, each mark once."));
  store = open_evidence(cli, rest, &id, &exit);
  if (store == NULL)
    return exit;
  act = make_act(&marks, id);
  return silsa_cli_close(store, silsa_cli_perform(store, act));
}

/* --- draw --- */

static gboolean
add_shapes(const SilsaCli *cli,
           SilsaAct *act,
           SilsaAssessment *assessment,
           gint64 id,
           char **words,
           SilsaExit *exit)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, id);
  g_autoptr(GArray) there = silsa_shapes_new(assessment, id);
  guint last = there->len > 0 ? g_array_index(there, SilsaShape, there->len - 1).number : 0;

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto(SilsaShape) shape = {0};

    if (!silsa_shape_parse(words[i], &shape) || last + i >= SILSA_SHAPES) {
      *exit =
          silsa_cli_usage(cli, _("“%s” describes nothing that can be drawn on a photo."), words[i]);
      return FALSE;
    }
    shape.number = last + 1 + i;
    silsa_act_draw(act, assessment, id, &shape);
  }
  return TRUE;
}

static gboolean
has_shape(SilsaAssessment *assessment, gint64 id, guint64 number)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(assessment, id);

  for (guint i = 0; i < shapes->len; i++)
    if (g_array_index(shapes, SilsaShape, i).number == number)
      return TRUE;
  return FALSE;
}

static gboolean
add_removals(const SilsaCli *cli,
             SilsaAct *act,
             SilsaAssessment *assessment,
             gint64 id,
             char **numbers,
             SilsaExit *exit)
{
  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++) {
    guint64 number;

    if (!g_ascii_string_to_unsigned(numbers[i], 10, 1, SILSA_SHAPES, &number, NULL) ||
        !has_shape(assessment, id, number)) {
      *exit = silsa_cli_usage(cli, _("Nothing with the number %s is drawn on it."), numbers[i]);
      return FALSE;
    }
    silsa_act_rub_out(act, id, (guint)number);
  }
  return TRUE;
}

static void
report_drawn(const SilsaCli *cli, SilsaAssessment *assessment, gint64 id)
{
  JsonBuilder *builder;

  if (!cli->json) {
    silsa_cli_print_shapes(assessment, id);
    return;
  }
  builder = json_builder_new();
  json_builder_begin_object(builder);
  silsa_json_int(builder, "id", id);
  silsa_json_shapes(builder, assessment, id);
  json_builder_end_object(builder);
  silsa_cli_print_json(builder);
}

SilsaExit
silsa_command_evidence_draw(const SilsaCli *cli, int argc, char **argv)
{
  g_auto(GStrv) rub_out = NULL;
  g_auto(GStrv) rest = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);
  SilsaAssessment *assessment;
  SilsaExit exit;
  gint64 id;
  const GOptionEntry entries[] = {
      {"rub-out", 0, 0, G_OPTION_ARG_STRING_ARRAY, &rub_out, N_("Take away what has this number"),
       "N"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, SILSA_SHAPES, &rest, &exit))
    return exit;
  if (rest[2] == NULL && rub_out == NULL)
    return silsa_cli_usage(cli, "%s", _("Say what is to be drawn: block 1000 2000 3000 4000."));
  store = open_evidence(cli, rest, &id, &exit);
  if (store == NULL)
    return exit;
  assessment = silsa_store_get_assessment(store);
  if (add_shapes(cli, act, assessment, id, rest + 2, &exit) &&
      add_removals(cli, act, assessment, id, rub_out, &exit) &&
      (exit = silsa_cli_perform(store, act)) == SILSA_EXIT_DONE)
    report_drawn(cli, assessment, id);
  return silsa_cli_close(store, exit);
}

/* --- shown by draw and list --- */

void
silsa_json_shapes(JsonBuilder *builder, SilsaAssessment *assessment, gint64 id)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(assessment, id);

  json_builder_set_member_name(builder, "shapes");
  json_builder_begin_array(builder);
  for (guint i = 0; i < shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(shapes, SilsaShape, i);
    g_autofree char *value = silsa_shape_to_string(shape);

    json_builder_begin_object(builder);
    silsa_json_int(builder, "number", shape->number);
    silsa_json_string(builder, "shape", value);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

void
silsa_cli_print_shapes(SilsaAssessment *assessment, gint64 id)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(assessment, id);

  for (guint i = 0; i < shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(shapes, SilsaShape, i);
    g_autofree char *value = silsa_shape_to_string(shape);

    silsa_cli_print("    %u  %s  (%s)", shape->number, silsa_shape_kind_to_text(shape->kind),
                    value);
  }
}
