#include "silsa-cli-round.h"

#include "silsa-error.h"
#include "silsa-round-field.h"
#include "silsa-round-file.h"
#include "silsa-verify.h"

#include <glib/gi18n.h>

gboolean
silsa_round_file_open(SilsaRoundFile *self,
                      const SilsaCli *cli,
                      const char *path,
                      const char *catalogue_path,
                      SilsaExit *exit)
{
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(GError) error = NULL;
  SilsaTrust trust = {0};

  self->path = g_strdup(path);
  if (!silsa_round_open(path, catalogue_path, &trust, &self->round, &catalogue, &report, &error)) {
    *exit = silsa_cli_fail(error);
    return FALSE;
  }
  if (report != NULL) {
    *exit = silsa_cli_usage(
        cli, _("%s is signed and cannot be changed; change the working file and sign it again."),
        path);
    return FALSE;
  }
  self->draft = silsa_round_draft_new_from_round(self->round, catalogue);
  return TRUE;
}

void
silsa_round_file_clear(SilsaRoundFile *self)
{
  g_clear_pointer(&self->path, g_free);
  g_clear_object(&self->round);
  g_clear_pointer(&self->draft, silsa_round_draft_free);
}

SilsaExit
silsa_round_refuse(const GError *error)
{
  silsa_cli_fail(error);
  return g_error_matches(error, SILSA_ERROR, SILSA_ERROR_INVALID) ||
                 g_error_matches(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND) ||
                 g_error_matches(error, SILSA_ERROR, SILSA_ERROR_EXISTS) ||
                 g_error_matches(error, SILSA_ERROR, SILSA_ERROR_LIMIT)
             ? SILSA_EXIT_USAGE
             : SILSA_EXIT_FILE;
}

SilsaExit
silsa_round_reject(const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);
  SilsaExit exit = silsa_cli_fail(error);

  return g_error_matches(error, SILSA_ERROR, SILSA_ERROR_INVALID) ||
                 (facts != NULL && g_strcmp0(facts->rule, "round-damaged") == 0)
             ? SILSA_EXIT_NO
             : exit;
}

SilsaExit
silsa_round_file_save(SilsaRoundFile *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = silsa_round_draft_finish(self->draft, &error);

  if (round == NULL)
    return silsa_round_refuse(error);
  return silsa_round_file_write(round, self->path, &error) ? SILSA_EXIT_DONE
                                                           : silsa_cli_fail(error);
}

/* Options */

static const char *
argument_of(const SilsaRoundField *field)
{
  switch (field->kind) {
  case SILSA_ROUND_FIELD_DATE:
    return "YYYY-MM-DD";
  case SILSA_ROUND_FIELD_NUMBER:
    return "N";
  case SILSA_ROUND_FIELD_IDENTIFIER:
    return "ID";
  case SILSA_ROUND_FIELD_FINGERPRINT:
    return "FINGERPRINT";
  case SILSA_ROUND_FIELD_WORD:
  case SILSA_ROUND_FIELD_WORD_LIST:
    return field->words;
  case SILSA_ROUND_FIELD_NAME:
  case SILSA_ROUND_FIELD_WORDS:
    return "TEXT";
  }
  g_return_val_if_reached("TEXT");
}

void
silsa_round_options_init(SilsaRoundOptions *self, SilsaRoundPart part, const GOptionEntry *extra)
{
  const SilsaRoundField *const *fields = silsa_round_fields(part);
  guint n_extra = 0, at;

  self->part = part;
  while (extra[n_extra].long_name != NULL)
    n_extra++;
  for (self->n = 0; fields[self->n] != NULL;)
    self->n++;
  self->values = g_new0(char *, self->n);
  self->entries = g_new0(GOptionEntry, n_extra + self->n + 1);
  for (at = 0; at < n_extra; at++)
    self->entries[at] = extra[at];
  for (guint i = 0; i < self->n; i++)
    self->entries[at++] = (GOptionEntry){
        fields[i]->name,       0, 0, G_OPTION_ARG_STRING, &self->values[i], fields[i]->title,
        argument_of(fields[i])};
}

void
silsa_round_options_clear(SilsaRoundOptions *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free(self->values[i]);
  g_clear_pointer(&self->values, g_free);
  g_clear_pointer(&self->entries, g_free);
}

gboolean
silsa_round_options_apply(const SilsaRoundOptions *self,
                          SilsaRoundDraft *draft,
                          const char *who,
                          GError **error)
{
  const SilsaRoundField *const *fields = silsa_round_fields(self->part);

  for (guint i = 0; i < self->n; i++) {
    if (self->values[i] != NULL &&
        !silsa_round_draft_set(draft, self->part, who, fields[i]->name, self->values[i], error))
      return FALSE;
  }
  return TRUE;
}

SilsaExit
silsa_round_remove(const SilsaCli *cli, SilsaRoundPart part, int argc, char **argv)
{
  g_autofree char *catalogue_path = NULL;
  g_auto(GStrv) rest = NULL;
  g_auto(SilsaRoundFile) file = {NULL};
  g_autoptr(GError) error = NULL;
  SilsaExit exit;
  const GOptionEntry entries[] = {
      {"catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue_path,
       N_("The catalogue of the round, when it is not beside it"), "CATALOGUE"},
      {NULL},
  };

  if (!silsa_cli_parse(cli, argc, argv, entries, 2, 2, &rest, &exit) ||
      !silsa_round_file_open(&file, cli, rest[0], catalogue_path, &exit))
    return exit;
  if (!silsa_round_draft_remove(file.draft, part, rest[1], &error))
    return silsa_round_refuse(error);
  return silsa_round_file_save(&file);
}

/* Trust */

gboolean
silsa_round_parse_confirmed(const SilsaCli *cli,
                            const char *spoken,
                            char **confirmed,
                            SilsaExit *exit)
{
  const SilsaRoundField *field = silsa_round_field_find(SILSA_ROUND_PERSON, "fingerprint");

  if (spoken == NULL)
    return TRUE;
  *confirmed = silsa_round_field_normalise(field, spoken, NULL);
  if (*confirmed != NULL && **confirmed != '\0')
    return TRUE;
  *exit = silsa_cli_usage(cli, _("“%s” is not a fingerprint of 64 hexadecimal digits."), spoken);
  return FALSE;
}
