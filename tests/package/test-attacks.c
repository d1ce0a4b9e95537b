#include "attacks.h"

#include <string.h>

/* Prints the table; `meson test --verbose package/attacks` shows it. */

static Workshop shop;

Workshop *
attacks_shop(void)
{
  return &shop;
}

char *
attacks_path(void)
{
  return silsa_test_folder_path(&shop.folder, "crafted.asice");
}

void
attacks_judge(const char *name, const SilsaReport *report, SilsaVerdict verdict, const char *code)
{
  g_autofree char *sentence = silsa_report_to_sentence(report);

  for (guint i = 0; i < report->problems->len; i++) {
    const SilsaVerifyNote *note = report->problems->pdata[i];
    g_autofree char *words = silsa_verify_note_to_text(note);

    g_test_message("%s at %s: %s", note->code, note->where, note->message);
    g_assert_cmpstr(words, !=, note->message); /* every code has words of its own */
  }
  g_print("| %-51s | %-13s | %-21s |\n", name, silsa_verdict_to_string(report->verdict),
          code != NULL ? code : "");
  if (code != NULL)
    g_assert_true(workshop_has(report, code));
  g_assert_cmpstr(silsa_verdict_to_string(report->verdict), ==, silsa_verdict_to_string(verdict));
  g_assert_true((report->problems->len == 0) == (verdict == SILSA_VERDICT_VALID));
  g_assert_true((report->assessment != NULL) <= report->intact);
  g_assert_true(report->intact <= (report->verdict > SILSA_VERDICT_ALTERED));
  g_assert_cmpuint(strlen(sentence), >, 20);
}

void
attacks_add(const char *kind, const char *name, gconstpointer row, GTestDataFunc func)
{
  g_autofree char *plain = g_strdelimit(g_strdup(name), "/", '|');
  g_autofree char *path = g_strdup_printf("/attack/%s/%s", kind, plain);

  g_test_add_data_func(path, row, func);
}

/* --- entries that are changed ------------------------------------------------------------------
 */

void
attack_resign(Attack *attack)
{
  attack->signer = attack->shop->identity;
}

void
attack_sign_as(Attack *attack, const Kind *kind)
{
  const char *old = silsa_identity_get_facts(attack->shop->identity)->fingerprint;

  attack->signer = workshop_identity(kind);
  workshop_replace(attack->entries, "payload.xml", old,
                   silsa_identity_get_facts(attack->signer)->fingerprint);
}

void
attack_flip(Entry *entry)
{
  gsize size;
  guint8 *data = g_bytes_unref_to_data(entry->bytes, &size);

  data[size / 2] ^= 1;
  entry->bytes = g_bytes_new_take(data, size);
}

static void
test_row(gconstpointer data)
{
  const AttackRow *row = data;
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(&shop));
  g_autofree char *path = attacks_path();
  Attack attack = {&shop, entries, NULL, 0, FALSE, FALSE};
  g_autoptr(SilsaReport) report = NULL;

  row->craft(&attack);
  if (attack.signer != NULL)
    workshop_sign(entries, attack.signer, attack.time);
  if (attack.later)
    attack_flip(workshop_find_photo(entries));
  workshop_close(entries, path);
  report = workshop_verify(path,
                           attack.unknown          ? NULL
                           : attack.signer != NULL ? attack.signer
                                                   : shop.identity,
                           0);
  attacks_judge(row->name, report, row->verdict, row->code);
  if (attack.signer != NULL && attack.signer != shop.identity)
    silsa_identity_free(attack.signer);
}

void
attacks_add_rows(const char *kind, const AttackRow *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    attacks_add(kind, rows[i].name, &rows[i], test_row);
}

/* --- whole files -------------------------------------------------------------------------------
 */

typedef struct {
  const char *name;
  const char *before;
  gssize keep; /* bytes kept; negative: cut off from the end */
  const char *append;
  const char *code;
} Cut;

static const Cut cuts[] = {
    {"empty", "", 0, "", "not-a-package"},
    {"four bytes", "", 4, "", "not-a-package"},
    {"half", "", 20000, "", "damaged"},
    {"one byte short", "", -1, "", "damaged"},
    {"junk behind", "", G_MAXINT32, "junk", "damaged"},
    {"another package behind", "", G_MAXINT32, "PK\5\6", "damaged"},
    {"junk before", "#!/bin/sh\n", G_MAXINT32, "", "not-a-package"},
};

static void
test_cut(gconstpointer data)
{
  const Cut *cut = data;
  g_autoptr(GBytes) whole = silsa_test_read(workshop_package(&shop));
  g_autofree char *path = attacks_path();
  g_autofree char *name = g_strconcat("file: ", cut->name, NULL);
  gsize size = g_bytes_get_size(whole);
  gsize keep = cut->keep < 0 ? size - (gsize)-cut->keep : MIN((gsize)cut->keep, size);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(SilsaReport) report = NULL;

  g_byte_array_append(bytes, (const guint8 *)cut->before, (guint)strlen(cut->before));
  g_byte_array_append(bytes, g_bytes_get_data(whole, NULL), (guint)keep);
  g_byte_array_append(bytes, (const guint8 *)cut->append, (guint)strlen(cut->append));
  silsa_test_write(path, bytes->data, bytes->len);
  report = workshop_verify(path, shop.identity, 0);
  attacks_judge(name, report, SILSA_VERDICT_UNREADABLE, cut->code);
}

/* Every single byte of the file counts: flip each of a spread of them. */
static void
test_every_byte(void)
{
  g_autoptr(GBytes) whole = silsa_test_read(workshop_package(&shop));
  g_autofree char *path = attacks_path();
  gsize size = g_bytes_get_size(whole);
  guint n = 0;

  for (gsize at = 0; at < size; at += 1 + size / 300) {
    g_autofree guint8 *bytes = g_memdup2(g_bytes_get_data(whole, NULL), size);
    g_autoptr(SilsaReport) report = NULL;

    bytes[at] ^= 0x20;
    silsa_test_write(path, bytes, size);
    report = workshop_verify(path, shop.identity, 0);
    if (report->verdict == SILSA_VERDICT_VALID)
      g_error("byte %zu of %zu was changed, and the package is still valid", at, size);
    n++;
  }
  g_test_message("%u bytes flipped, none unnoticed", n);
}

int
main(int argc, char **argv)
{
  int status;

  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions(); /* the whole table, whatever is wrong with a row */
  workshop_set_up(&shop, NULL);
  g_print("| %-51s | %-13s | %-21s |\n|%.53s|%.15s|%.23s|\n", "attack", "verdict", "problem",
          "-----------------------------------------------------", "---------------",
          "-----------------------");
  attacks_add_container();
  attacks_add_entries();
  attacks_add_signature();
  attacks_add_profile();
  attacks_add_content();
  for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++)
    attacks_add("file", cuts[i].name, &cuts[i], test_cut);
  g_test_add_func("/attack/every-byte", test_every_byte);
  status = g_test_run();
  workshop_tear_down(&shop, NULL);
  return status;
}
