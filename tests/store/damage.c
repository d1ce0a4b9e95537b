#include "damage.h"

#include <string.h>

const char *const damage_names[N_DAMAGES] = {"head", "all", "zero", "byte", "next"};

void
damage_flip(guint8 *page, Damage kind, GRand *random)
{
  gsize at = (gsize)g_rand_int_range(random, 0, DAMAGE_PAGE);

  switch (kind) {
  case DAMAGE_HEAD:
    for (gsize i = 0; i < 12; i++)
      page[i] ^= 0xff;
    break;
  case DAMAGE_ALL:
    for (gsize i = 0; i < DAMAGE_PAGE; i++)
      page[i] ^= (guint8)g_rand_int(random);
    break;
  case DAMAGE_ZERO:
    memset(page, 0, DAMAGE_PAGE);
    break;
  case DAMAGE_BYTE:
    page[at] ^= (guint8)(1u << g_rand_int_range(random, 0, 8));
    break;
  case DAMAGE_NEXT: /* a page that stands where another should */
    memcpy(page, page + DAMAGE_PAGE, DAMAGE_PAGE);
    break;
  case N_DAMAGES:
  default:
    g_assert_not_reached();
  }
}

void
damage_fill(SilsaStore *store)
{
  static const char digest[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  g_autoptr(GBytes) bytes = fixture_bytes(1, 3 * DAMAGE_PAGE);
  g_autoptr(GBytes) small = fixture_bytes(2, 900);
  g_autoptr(SilsaEvidence) photo = fixture_add_photo(store, bytes, "관제실.jpg");
  g_autoptr(SilsaEvidence) other = fixture_add_photo(store, small, "표지판.jpg");
  g_autofree char *note = g_strnfill(DAMAGE_PAGE + 300, 'n');

  fixture_set(store, "A1-03", "level", "3");
  fixture_set(store, "A1-03", "use:1", "관제실 정면");
  fixture_set(store, "A1-04", "internal-note", note);
  fixture_set(store, "A1-04", "internal-note", NULL);
  fixture_set(store, "A1-05", "flag", "1");
  g_assert_true(silsa_store_undo(store, NULL));
  g_assert_true(silsa_store_record_export(store, 1, digest, 5, NULL));
  silsa_store_set_draft(store, "A1-06", "internal-note", "쓰다 만 글");
}
