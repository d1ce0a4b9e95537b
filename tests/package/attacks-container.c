#include "attacks.h"
#include "craft.h"
#include "silsa-limits.h"

#include <string.h>

/* A good package put together again byte by byte, with one thing wrong in the container. */

typedef struct {
  const char *name;
  void (*spoil)(Craft *craft);
  SilsaVerdict verdict;
  const char *code;
} Row;

enum { TYPE, PAYLOAD, CATALOGUE, JOURNAL, PHOTO };

static void
nothing(Craft *craft G_GNUC_UNUSED)
{
}

static void
before(Craft *craft)
{
  craft->before = "MZ is a program as well";
}

static void
comment(Craft *craft)
{
  craft->comment = "hello";
}

static void
entry_comment(Craft *craft)
{
  craft->parts[PHOTO].comment = "nobody signs this";
}

static void
extra_of_type(Craft *craft)
{
  craft->parts[TYPE].extra = 8;
}

static void
extra_local(Craft *craft)
{
  craft->parts[PHOTO].extra = 5000;
}

static void
extra_in_directory(Craft *craft)
{
  craft->parts[PHOTO].record_extra = 5000;
}

static void
gap(Craft *craft)
{
  craft->parts[JOURNAL].gap = 7;
}

static void
gap_before_directory(Craft *craft)
{
  craft->parts[craft->n_parts - 1].gap = 7;
}

static void
descriptor(Craft *craft)
{
  craft->parts[PHOTO].descriptor = TRUE;
}

static void
name_twice(Craft *craft)
{
  craft->parts[craft->n_parts++] = craft->parts[PAYLOAD];
}

static void
name_in_capitals(Craft *craft)
{
  craft->parts[craft->n_parts] = craft->parts[PAYLOAD];
  craft->parts[craft->n_parts++].name = "Payload.xml";
}

static void
local_name(Craft *craft)
{
  craft->parts[PAYLOAD].local_name = "catalog.xml";
}

static void
local_sizes(Craft *craft)
{
  craft->parts[PHOTO].local_more = 3;
}

static void
one_place_twice(Craft *craft)
{
  Part *part = &craft->parts[craft->n_parts++];

  *part = craft->parts[PAYLOAD];
  part->name = "payload2.xml";
  part->offset = 30 + 8 + (guint32)craft->parts[TYPE].size;
}

/* The photo, as whoever reads local headers finds it, lies within the journal. */
static void
quoted(Craft *craft)
{
  static const char inner[] = "PK\3\4 quoted";
  static char data[200];
  Part *part = &craft->parts[craft->n_parts++];
  g_autoptr(GByteArray) local = g_byte_array_new();

  craft_fill(part, "evidence/inner.bin", inner, sizeof inner);
  craft_put_local(local, part);
  memcpy(data, local->data, local->len);
  craft_fill(&craft->parts[JOURNAL], "journal.xml", data, local->len);
  part->offset = 30 + 8 + craft->parts[TYPE].size + 30 + 11 + craft->parts[PAYLOAD].size + 30 + 13 +
                 craft->parts[CATALOGUE].size + 30 + 11;
}

static void
encrypted(Craft *craft)
{
  craft->parts[PHOTO].flags = 1;
}

static void
method_bzip2(Craft *craft)
{
  craft->parts[PHOTO].method = 12;
}

static void
method_lies(Craft *craft)
{
  craft->parts[PHOTO].method = 8; /* deflated, it says */
}

static void
size_lies(Craft *craft)
{
  craft->parts[PHOTO].size = 40;
}

static void
size_lies_deflated(Craft *craft)
{
  craft->parts[PHOTO].method = 8;
  craft->parts[PHOTO].size = 2 * 1024 * 1024;
  craft->parts[PHOTO].data_size = craft->parts[PHOTO].compressed = 100;
}

static void
size_wide(Craft *craft)
{
  craft->parts[PHOTO].method = 8;
  craft->parts[PHOTO].wide_size = SILSA_LIMIT_ENTRY_BYTES + 1;
}

static void
checksum(Craft *craft)
{
  craft->parts[PHOTO].crc ^= 1;
}

static void
link_to_file(Craft *craft)
{
  craft->parts[PHOTO].attributes = 0120777u << 16;
}

static void
device(Craft *craft)
{
  craft->parts[PHOTO].attributes = 0060666u << 16;
}

static void
folder(Craft *craft)
{
  craft->parts[PHOTO].attributes = 0040755u << 16;
}

static void
nul_in_name(Craft *craft)
{
  craft->parts[PHOTO].name = "evidence/a\0.jpg";
  craft->parts[PHOTO].name_size = 15;
}

static void
composed_name(Craft *craft)
{
  craft->parts[PHOTO].name = "evidence/\uac00.jpg";
  craft->parts[PHOTO].flags = 1 << 11;
}

static void
decomposed_name(Craft *craft)
{
  craft->parts[PHOTO].name = "evidence/\u1100\u1161.jpg";
  craft->parts[PHOTO].flags = 1 << 11;
}

static void
name_dot(Craft *craft)
{
  craft->parts[PHOTO].name = "./a.jpg";
}

static void
name_climbs(Craft *craft)
{
  craft->parts[PHOTO].name = "evidence/../a.jpg";
}

static void
name_empty(Craft *craft)
{
  craft->parts[PHOTO].name = "";
}

static void
split(Craft *craft)
{
  craft->disk = 1;
}

static void
one_entry_more(Craft *craft)
{
  craft->entries = 1;
}

static void
one_entry_less(Craft *craft)
{
  craft->entries = (guint16)-1;
}

static void
directory_longer(Craft *craft)
{
  craft->directory_size = 1;
}

static void
zip64(Craft *craft)
{
  craft->zip64 = TRUE;
}

static void
zip64_missing(Craft *craft)
{
  craft->entries = (guint16)(G_MAXUINT16 - craft->n_parts);
}

static void
zip64_entries(Craft *craft)
{
  craft->zip64 = TRUE;
  craft->entries64 = 1;
}

static void
zip64_many_entries(Craft *craft)
{
  craft->zip64 = TRUE;
  craft->entries64 = 70000;
}

static void
zip64_elsewhere(Craft *craft)
{
  craft->zip64 = TRUE;
  craft->locator64 = 1;
}

static const Row rows[] = {
    {"put together again", nothing, SILSA_VERDICT_VALID, NULL},
    {"put together again with ZIP64", zip64, SILSA_VERDICT_VALID, NULL},
    {"another file before it", before, SILSA_VERDICT_UNREADABLE, "not-a-package"},
    {"comment of the container", comment, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"comment of an entry", entry_comment, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"extra field of mimetype", extra_of_type, SILSA_VERDICT_UNREADABLE, "not-a-package"},
    {"bytes in a local extra field", extra_local, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"bytes in an extra field of the directory", extra_in_directory, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"gap between entries", gap, SILSA_VERDICT_UNREADABLE, "entry-overlap"},
    {"gap before the directory", gap_before_directory, SILSA_VERDICT_UNREADABLE, "entry-overlap"},
    {"data descriptor", descriptor, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"payload twice", name_twice, SILSA_VERDICT_UNREADABLE, "entry-twice"},
    {"payload again in capitals", name_in_capitals, SILSA_VERDICT_UNREADABLE, "entry-twice"},
    {"local header with another name", local_name, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"local header with other sizes", local_sizes, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"two records on one local header", one_place_twice, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"quoted overlap", quoted, SILSA_VERDICT_UNREADABLE, "entry-overlap"},
    {"encrypted entry", encrypted, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"method BZIP2", method_bzip2, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"stored, and said to be deflated", method_lies, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"stored in another size", size_lies, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"100 bytes that say they are 2 MiB", size_lies_deflated, SILSA_VERDICT_UNREADABLE,
     "over-limit"},
    {"ZIP64 size over 4 GiB", size_wide, SILSA_VERDICT_UNREADABLE, "over-limit"},
    {"checksum", checksum, SILSA_VERDICT_ALTERED, "entry-checksum"},
    {"symbolic link", link_to_file, SILSA_VERDICT_UNREADABLE, "entry-mode"},
    {"block device", device, SILSA_VERDICT_UNREADABLE, "entry-mode"},
    {"folder by its mode", folder, SILSA_VERDICT_UNREADABLE, "entry-mode"},
    {"NUL in a name", nul_in_name, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"Korean name, composed", composed_name, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"Korean name, decomposed", decomposed_name, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"name ./", name_dot, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"name with /../", name_climbs, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"no name", name_empty, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"split archive", split, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"one entry more than there is", one_entry_more, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"one entry less than there is", one_entry_less, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"directory one byte longer", directory_longer, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"ZIP64 record missing", zip64_missing, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"ZIP64 record with one entry more", zip64_entries, SILSA_VERDICT_UNREADABLE, "damaged"},
    {"ZIP64 record with 70,000 entries more", zip64_many_entries, SILSA_VERDICT_UNREADABLE,
     "over-limit"},
    {"ZIP64 record elsewhere", zip64_elsewhere, SILSA_VERDICT_UNREADABLE, "damaged"},
};

static void
test_row(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(attacks_shop()));
  g_autofree char *path = attacks_path();
  g_autofree char *name = g_strconcat("container: ", row->name, NULL);
  g_autoptr(GByteArray) bytes = NULL;
  g_autoptr(SilsaReport) report = NULL;
  Craft craft = {.n_parts = entries->len};

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = entries->pdata[i];
    gsize size;
    const void *content = g_bytes_get_data(entry->bytes, &size);

    craft_fill(&craft.parts[i], entry->name, content, size);
  }
  row->spoil(&craft);
  bytes = craft_build(&craft);
  silsa_test_write(path, bytes->data, bytes->len);
  report = workshop_verify(path, attacks_shop()->identity, 0);
  attacks_judge(name, report, row->verdict, row->code);
}

void
attacks_add_container(void)
{
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
    attacks_add("container", rows[i].name, &rows[i], test_row);
}
