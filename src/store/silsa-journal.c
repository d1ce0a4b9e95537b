#include "silsa-journal.h"

#include <string.h>

struct _SilsaJournalCheck {
  char *file_id, *catalogue_sha256;
  guint8 hash[SILSA_SHA256_SIZE];
  char *head; /* hex of the last good row, or NULL */
  gint64 rows, group, first_bad;
};

void
silsa_journal_row_free(SilsaJournalRow *self)
{
  if (self == NULL)
    return;
  g_free(self->time);
  g_free(self->actor);
  g_free(self->act);
  g_free(self->subject);
  g_free(self->field);
  g_free(self->old_value);
  g_free(self->new_value);
  g_free(self->old_salt);
  g_free(self->new_salt);
  g_free(self->old_commitment);
  g_free(self->new_commitment);
  g_free(self->hash);
  g_free(self);
}

static void
add_text(SilsaHasher *hasher, const char *text)
{
  silsa_hasher_add_field(hasher, text, strlen(text));
}

static void
add_number(SilsaHasher *hasher, gint64 number)
{
  gint64 bytes = GINT64_TO_BE(number);

  silsa_hasher_add_field(hasher, &bytes, sizeof bytes);
}

static void
add_digest(SilsaHasher *hasher, const guint8 *digest)
{
  silsa_hasher_add_field(hasher, digest, digest != NULL ? SILSA_SHA256_SIZE : 0);
}

void
silsa_journal_begin(const char *file_id,
                    const char *catalogue_sha256,
                    guint8 hash[SILSA_SHA256_SIZE])
{
  SilsaHasher *hasher = silsa_hasher_new();

  add_text(hasher, "silsa journal 1");
  add_text(hasher, file_id);
  add_text(hasher, catalogue_sha256);
  silsa_hasher_finish(hasher, hash);
}

void
silsa_journal_commit(const guint8 salt[SILSA_SALT_SIZE],
                     const char *value,
                     guint8 commitment[SILSA_SHA256_SIZE])
{
  SilsaHasher *hasher = silsa_hasher_new();

  silsa_hasher_add(hasher, salt, SILSA_SALT_SIZE);
  silsa_hasher_add(hasher, value, strlen(value));
  silsa_hasher_finish(hasher, commitment);
}

void
silsa_journal_extend(const SilsaJournalLink *link, guint8 hash[SILSA_SHA256_SIZE])
{
  SilsaHasher *hasher = silsa_hasher_new();

  add_number(hasher, link->sequence);
  add_number(hasher, link->group);
  add_text(hasher, link->time);
  add_text(hasher, link->actor);
  add_text(hasher, link->act);
  add_text(hasher, link->subject);
  add_text(hasher, link->field);
  add_digest(hasher, link->old_commitment);
  add_digest(hasher, link->new_commitment);
  add_digest(hasher, hash);
  silsa_hasher_finish(hasher, hash);
}

SilsaJournalCheck *
silsa_journal_check_new(const char *file_id, const char *catalogue_sha256)
{
  SilsaJournalCheck *self = g_new0(SilsaJournalCheck, 1);

  g_return_val_if_fail(file_id != NULL && catalogue_sha256 != NULL, NULL);

  self->file_id = g_strdup(file_id);
  self->catalogue_sha256 = g_strdup(catalogue_sha256);
  self->first_bad = -1;
  silsa_journal_begin(file_id, catalogue_sha256, self->hash);
  return self;
}

void
silsa_journal_check_free(SilsaJournalCheck *self)
{
  if (self == NULL)
    return;
  g_free(self->file_id);
  g_free(self->catalogue_sha256);
  g_free(self->head);
  g_free(self);
}

/* Reads one side of a row; @out gets its commitment or NULL. */
static gboolean
check_side(const char *value,
           const char *salt_hex,
           const char *commitment_hex,
           guint8 buffer[SILSA_SHA256_SIZE],
           const guint8 **out)
{
  guint8 salt[SILSA_SALT_SIZE], expected[SILSA_SHA256_SIZE];

  *out = NULL;
  if (commitment_hex == NULL || *commitment_hex == '\0')
    return value == NULL && salt_hex == NULL;
  if (!silsa_hex_decode(commitment_hex, buffer, SILSA_SHA256_SIZE))
    return FALSE;
  *out = buffer;
  if (value == NULL || salt_hex == NULL)
    return value == NULL && salt_hex == NULL; /* withheld: nothing to compare */
  if (!silsa_hex_decode(salt_hex, salt, sizeof salt))
    return FALSE;
  silsa_journal_commit(salt, value, expected);
  return memcmp(expected, buffer, sizeof expected) == 0;
}

static gboolean
check_first(const SilsaJournalCheck *self, const SilsaJournalRow *row)
{
  return row->group == 0 && strcmp(row->act, "create") == 0 &&
         strcmp(row->subject, self->file_id) == 0 && strcmp(row->field, "catalogue") == 0 &&
         g_strcmp0(row->new_value, self->catalogue_sha256) == 0;
}

static gboolean
check_row(SilsaJournalCheck *self, const SilsaJournalRow *row)
{
  guint8 old_bytes[SILSA_SHA256_SIZE], new_bytes[SILSA_SHA256_SIZE], hash[SILSA_SHA256_SIZE];
  SilsaJournalLink link = {row->sequence, row->group,   row->time, row->actor,
                           row->act,      row->subject, row->field};

  if (row->time == NULL || row->actor == NULL || row->act == NULL || row->subject == NULL ||
      row->field == NULL || row->hash == NULL)
    return FALSE;
  if (row->sequence != self->rows || row->group < self->group)
    return FALSE;
  if (row->sequence == 0 && !check_first(self, row))
    return FALSE;
  if (!check_side(row->old_value, row->old_salt, row->old_commitment, old_bytes,
                  &link.old_commitment) ||
      !check_side(row->new_value, row->new_salt, row->new_commitment, new_bytes,
                  &link.new_commitment))
    return FALSE;
  silsa_journal_extend(&link, self->hash);
  return silsa_hex_decode(row->hash, hash, sizeof hash) &&
         memcmp(hash, self->hash, sizeof hash) == 0;
}

gboolean
silsa_journal_check_row(SilsaJournalCheck *self, const SilsaJournalRow *row)
{
  g_return_val_if_fail(self != NULL && row != NULL, FALSE);

  if (self->first_bad < 0 && check_row(self, row)) {
    self->group = row->group;
    g_set_str(&self->head, row->hash);
  } else if (self->first_bad < 0) {
    self->first_bad = self->rows;
  }
  self->rows++;
  return self->first_bad < 0;
}

gint64
silsa_journal_check_get_rows(SilsaJournalCheck *self)
{
  return self->rows;
}

const char *
silsa_journal_check_get_head(SilsaJournalCheck *self)
{
  return self->head;
}

gint64
silsa_journal_check_get_first_bad(SilsaJournalCheck *self)
{
  return self->first_bad;
}
