#include "attacks.h"

#include <string.h>

/* Entries that were changed after signing. */

#define SIGNATURE "META-INF/signatures0.xml"

static void
photo_flipped(Attack *a)
{
  attack_flip(workshop_find_photo(a->entries));
}

static void
payload_changed(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "<level>4</level>", "<level>5</level>");
}

static void
payload_broken(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "<level>4</level>", "<level>4</levle>");
}

static void
catalogue_flipped(Attack *a)
{
  attack_flip(workshop_find(a->entries, "catalogue.xml"));
}

static void
journal_flipped(Attack *a)
{
  attack_flip(workshop_find(a->entries, "journal.xml"));
}

static void
photo_missing(Attack *a)
{
  g_ptr_array_remove(a->entries, workshop_find_photo(a->entries));
}

static void
payload_missing(Attack *a)
{
  workshop_remove(a->entries, "payload.xml");
}

static void
entry_unsigned(Attack *a)
{
  workshop_add(a->entries, "evidence/extra.jpg", "unsigned");
}

static void
meta_entry_unsigned(Attack *a)
{
  workshop_add(a->entries, "META-INF/extra.xml", "<extra/>");
}

static void
entry_swapped(Attack *a)
{
  Entry *first = workshop_find_photo(a->entries);
  Entry *second = NULL;
  GBytes *bytes = first->bytes;

  for (guint i = 0; i < a->entries->len; i++) {
    Entry *entry = a->entries->pdata[i];

    if (entry != first && g_str_has_prefix(entry->name, "evidence/"))
      second = entry;
  }
  g_assert_nonnull(second);
  first->bytes = second->bytes;
  second->bytes = bytes;
}

static void
manifest_lies(Attack *a)
{
  workshop_replace(a->entries, "META-INF/manifest.xml", "payload.xml", "paylaod.xml");
}

static void
manifest_missing(Attack *a)
{
  workshop_remove(a->entries, "META-INF/manifest.xml");
}

static void
not_signed(Attack *a)
{
  workshop_remove(a->entries, SIGNATURE);
}

static void
entry_deflated(Attack *a)
{
  workshop_find(a->entries, "payload.xml")->deflate = TRUE;
}

static void
type_not_first(Attack *a)
{
  Entry *type = g_ptr_array_steal_index(a->entries, 0);

  g_ptr_array_insert(a->entries, 3, type);
}

static void
path_climbs(Attack *a)
{
  workshop_add(a->entries, "../evil.txt", "x");
}

static void
path_absolute(Attack *a)
{
  workshop_add(a->entries, "/etc/evil.txt", "x");
}

static void
path_backslash(Attack *a)
{
  workshop_add(a->entries, "evidence\\evil.txt", "x");
}

static void
path_folder(Attack *a)
{
  workshop_add(a->entries, "evidence/", "");
}

static void
case_twins(Attack *a)
{
  workshop_add(a->entries, "PAYLOAD.xml", "<x/>");
}

static void
symbolic_link(Attack *a)
{
  workshop_add(a->entries, "evidence/link.jpg", "/etc/passwd");
  workshop_find(a->entries, "evidence/link.jpg")->attributes = 0120777u << 16;
}

static void
nothing(Attack *a G_GNUC_UNUSED)
{
}

static void
manifest_entity(Attack *a)
{
  workshop_replace_until(a->entries, "META-INF/manifest.xml", "<?xml", "?>",
                         "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>");
}

static const AttackRow rows[] = {
    {"nothing at all", nothing, SILSA_VERDICT_VALID, NULL},
    {"manifest with a DTD", manifest_entity, SILSA_VERDICT_ALTERED, "manifest-differs"},
    {"photo: one bit", photo_flipped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"payload: another level", payload_changed, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"payload: no XML any more", payload_broken, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"catalogue: one bit", catalogue_flipped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"journal: one bit", journal_flipped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"photo taken out", photo_missing, SILSA_VERDICT_ALTERED, "entry-missing"},
    {"payload taken out", payload_missing, SILSA_VERDICT_ALTERED, "entry-missing"},
    {"entry added", entry_unsigned, SILSA_VERDICT_ALTERED, "entry-unsigned"},
    {"entry added in META-INF", meta_entry_unsigned, SILSA_VERDICT_ALTERED, "entry-unsigned"},
    {"two photos exchanged", entry_swapped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"manifest lies", manifest_lies, SILSA_VERDICT_ALTERED, "manifest-differs"},
    {"no manifest", manifest_missing, SILSA_VERDICT_ALTERED, "entry-missing"},
    {"no signature", not_signed, SILSA_VERDICT_REFUSED, "not-signed"},
    {"entry compressed", entry_deflated, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"type not first", type_not_first, SILSA_VERDICT_UNREADABLE, "not-a-package"},
    {"path ../", path_climbs, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"path /", path_absolute, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"path with backslash", path_backslash, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"folder entry", path_folder, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"names that differ by case", case_twins, SILSA_VERDICT_UNREADABLE, "entry-twice"},
    {"symbolic link", symbolic_link, SILSA_VERDICT_UNREADABLE, "entry-mode"},
};

void
attacks_add_entries(void)
{
  attacks_add_rows("entries", rows, G_N_ELEMENTS(rows));
}
