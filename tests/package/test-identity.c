#include "workshop.h"

#include "silsa-certificate.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Keys and certificates: made, kept in PKCS#12, read from the files of other programs. */

#define PASSPHRASE "열려라 참깨 long"

static void
run(const SilsaTestFolder *folder, const char *command)
{
  g_auto(GStrv) words = NULL;
  g_autoptr(GSubprocessLauncher) launcher =
      g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true(g_shell_parse_argv(command, NULL, &words, &error));
  g_subprocess_launcher_set_cwd(launcher, folder->path);
  process = g_subprocess_launcher_spawnv(launcher, (const char *const *)words, &error);
  g_assert_no_error(error);
  if (!g_subprocess_wait_check(process, NULL, &error))
    g_error("%s: %s", command, error->message);
}

static SilsaIdentity *
load(SilsaTestFolder *folder, const char *name, const char *passphrase)
{
  g_autofree char *path = silsa_test_folder_path(folder, name);
  g_autoptr(GError) error = NULL;
  SilsaIdentity *identity = silsa_identity_load(path, passphrase, &error);

  g_assert_no_error(error);
  return identity;
}

static void
assert_not_loaded(
    SilsaTestFolder *folder, const char *name, const char *passphrase, int code, const char *rule)
{
  g_autofree char *path = silsa_test_folder_path(folder, name);
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_identity_load(path, passphrase, &error));
  g_assert_error(error, SILSA_ERROR, code);
  if (rule != NULL)
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, path);
}

/* --- made here ---------------------------------------------------------------------------------
 */

static void
assert_same(SilsaIdentity *one, SilsaIdentity *other)
{
  const SilsaCertificateFacts *a = silsa_identity_get_facts(one);
  const SilsaCertificateFacts *b = silsa_identity_get_facts(other);

  g_assert_cmpstr(a->fingerprint, ==, b->fingerprint);
  g_assert_cmpstr(a->name, ==, b->name);
  g_assert_cmpstr(a->algorithm, ==, b->algorithm);
  g_assert_true(EVP_PKEY_eq(silsa_identity_get_key(one), silsa_identity_get_key(other)) == 1);
}

static gboolean
holds(GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  return memmem(data, size, text, strlen(text)) != NULL;
}

static void
test_made(SilsaTestFolder *folder, gconstpointer data)
{
  SilsaAlgorithm algorithm = GPOINTER_TO_INT(data);
  g_autofree char *path = silsa_test_folder_path(folder, "key.p12");
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) made = silsa_identity_new("김서연", "평가 & 기관", algorithm, &error);
  const SilsaCertificateFacts *facts = silsa_identity_get_facts(made);
  g_autoptr(SilsaIdentity) loaded = NULL;
  g_autoptr(GBytes) bytes = NULL;
  struct stat info;

  g_assert_no_error(error);
  g_assert_cmpstr(facts->name, ==, "김서연");
  g_assert_cmpstr(facts->organisation, ==, "평가 & 기관");
  g_assert_cmpstr(facts->algorithm, ==,
                  algorithm == SILSA_ALGORITHM_RSA ? "RSA 3072" : "ECDSA P-256");
  g_assert_true(facts->self_signed);
  g_assert_cmpuint(strlen(facts->fingerprint), ==, 64);
  g_assert_null(silsa_certificate_find_fault(silsa_identity_get_certificate(made)));

  g_assert_true(silsa_identity_save(made, path, PASSPHRASE, &error));
  g_assert_cmpint(stat(path, &info), ==, 0);
  g_assert_cmpint(info.st_mode & 0777, ==, 0600);
  bytes = silsa_test_read(path);
  g_assert_false(holds(bytes, "김서연")); /* certificates are encrypted as well */
  loaded = load(folder, "key.p12", PASSPHRASE);
  assert_same(made, loaded);
}

static void
test_never_overwritten(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(folder, "key.p12");
  g_autoptr(SilsaIdentity) first = silsa_identity_new("가", NULL, SILSA_ALGORITHM_EC, NULL);
  g_autoptr(SilsaIdentity) second = silsa_identity_new("나", NULL, SILSA_ALGORITHM_EC, NULL);
  g_autoptr(SilsaIdentity) loaded = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_identity_save(first, path, PASSPHRASE, &error));
  g_assert_false(silsa_identity_save(second, path, PASSPHRASE, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  loaded = load(folder, "key.p12", PASSPHRASE);
  assert_same(first, loaded);
}

static void
test_passphrases(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(folder, "key.p12");
  g_autofree char *other = silsa_test_folder_path(folder, "other.p12");
  g_autoptr(SilsaIdentity) made = silsa_identity_new("가", NULL, SILSA_ALGORITHM_EC, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_identity_save(made, path, PASSPHRASE, &error));
  assert_not_loaded(folder, "key.p12", "wrong", SILSA_ERROR_PASSPHRASE, "passphrase-wrong");
  assert_not_loaded(folder, "key.p12", "", SILSA_ERROR_PASSPHRASE, "passphrase-wrong");
  g_assert_false(silsa_identity_save(made, other, "", &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_PASSPHRASE);
  g_assert_false(g_file_test(other, G_FILE_TEST_EXISTS));
}

static void
test_names(SilsaTestFolder *folder G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *longest = g_strnfill(64, 'a');
  g_autofree char *too_long = g_strnfill(65, 'a');
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) good = silsa_identity_new(longest, NULL, SILSA_ALGORITHM_EC, &error);
  const char *bad[] = {too_long, "", "  ", "\xff"};

  g_assert_no_error(error);
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_assert_null(silsa_identity_new(bad[i], NULL, SILSA_ALGORITHM_EC, &error));
    g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
    g_clear_error(&error);
  }
}

/* --- of other programs -------------------------------------------------------------------------
 */

/* As OpenSSL makes it with @options: old browsers, Korean banks, administrations. */
static void
test_foreign(SilsaTestFolder *folder, gconstpointer options)
{
  g_autofree char *command = g_strconcat(
      "openssl pkcs12 -export -in cert.pem -inkey key.pem -out key.p12 -passout pass:secret ",
      options, NULL);
  g_autoptr(SilsaIdentity) identity = NULL;

  run(folder, "openssl req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out cert.pem -days 30 "
              "-subj /O=Institute/CN=Kim");
  run(folder, command);
  identity = load(folder, "key.p12", "secret");
  g_assert_cmpstr(silsa_identity_get_facts(identity)->name, ==, "Kim");
  g_assert_cmpstr(silsa_identity_get_facts(identity)->algorithm, ==, "RSA 2048");
  assert_not_loaded(folder, "key.p12", "Secret", SILSA_ERROR_PASSPHRASE, "passphrase-wrong");
}

/* A key that the policy forbids is refused before anything is signed with it. */
static void
assert_key_refused(SilsaTestFolder *folder, const char *algorithm, const char *rule)
{
  g_autofree char *command =
      g_strdup_printf("openssl req -x509 -newkey %s -noenc -keyout key.pem -out cert.pem -days 30 "
                      "-subj /CN=Kim",
                      algorithm);

  run(folder, command);
  run(folder,
      "openssl pkcs12 -export -in cert.pem -inkey key.pem -out key.p12 -passout pass:secret");
  assert_not_loaded(folder, "key.p12", "secret", SILSA_ERROR_KEY, rule);
}

static void
test_keys_refused(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  assert_key_refused(folder, "rsa:1024", "weak-key");
  assert_key_refused(folder, "rsa:2040", "weak-key");
  assert_key_refused(folder, "ed25519", "key-type");
  assert_key_refused(folder, "ec -pkeyopt ec_paramgen_curve:P-384", "key-type");
  assert_key_refused(folder, "rsa:2048 -addext keyUsage=critical,keyEncipherment", "key-usage");
}

static void
test_parts_missing(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  run(folder, "openssl req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out cert.pem -days 30 "
              "-subj /CN=Kim");
  run(folder, "openssl pkcs12 -export -nokeys -in cert.pem -out a.p12 -passout pass:secret");
  assert_not_loaded(folder, "a.p12", "secret", SILSA_ERROR_KEY, "key-missing");
  run(folder, "openssl pkcs12 -export -nocerts -inkey key.pem -in key.pem -out b.p12 "
              "-passout pass:secret");
  assert_not_loaded(folder, "b.p12", "secret", SILSA_ERROR_KEY, "certificate-missing");
}

static void
test_files_damaged(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(folder, "key.p12");
  g_autofree char *cut = silsa_test_folder_path(folder, "cut.p12");
  g_autofree char *large = silsa_test_folder_path(folder, "large.p12");
  g_autoptr(SilsaIdentity) made = silsa_identity_new("가", NULL, SILSA_ALGORITHM_EC, NULL);
  g_autofree guint8 *zeros = g_malloc0(1024 * 1024 + 1);
  g_autoptr(GBytes) bytes = NULL;

  g_assert_true(silsa_identity_save(made, path, PASSPHRASE, NULL));
  bytes = silsa_test_read(path);
  silsa_test_write(cut, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes) / 2);
  assert_not_loaded(folder, "cut.p12", PASSPHRASE, SILSA_ERROR_CORRUPT, "key-file");
  silsa_test_write(large, zeros, 1024 * 1024);
  assert_not_loaded(folder, "large.p12", PASSPHRASE, SILSA_ERROR_CORRUPT, "key-file");
  silsa_test_write(large, zeros, 1024 * 1024 + 1);
  assert_not_loaded(folder, "large.p12", PASSPHRASE, SILSA_ERROR_LIMIT, "key-bytes");
  assert_not_loaded(folder, "nothing.p12", PASSPHRASE, SILSA_ERROR_NOT_FOUND, NULL);
}

/* A package of a key with a chain carries the intermediate and never the root, which other
 * verifiers would take for the signer. */
static void
test_chain(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const commands[] = {
      "openssl req -x509 -newkey rsa:2048 -noenc -keyout root.key -out root.pem -days 30 "
      "-subj /CN=Root",
      "openssl req -x509 -newkey rsa:2048 -noenc -keyout middle.key -out middle.pem -days 30 "
      "-subj /CN=Middle -CA root.pem -CAkey root.key",
      "openssl req -x509 -newkey rsa:2048 -noenc -keyout kim.key -out kim.pem -days 30 "
      "-subj /CN=Kim -CA middle.pem -CAkey middle.key",
      "sh -c 'cat middle.pem root.pem > chain.pem'",
      "openssl pkcs12 -export -in kim.pem -inkey kim.key -certfile chain.pem -out kim.p12 "
      "-passout pass:secret",
  };
  g_autoptr(SilsaIdentity) identity = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) certificates = NULL;
  Entry *signature;

  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    run(&shop->folder, commands[i]);
  identity = load(&shop->folder, "kim.p12", "secret");
  path = workshop_export(shop, "chain.asice", identity, 0);
  entries = workshop_open(path);
  signature = workshop_find(entries, "META-INF/signatures0.xml");
  text = g_strndup(g_bytes_get_data(signature->bytes, NULL), g_bytes_get_size(signature->bytes));
  certificates = g_strsplit(text, "<ds:X509Certificate>", -1);
  g_assert_cmpuint(g_strv_length(certificates), ==, 3); /* what is before, and two of them */
  report = workshop_verify(path, identity, 0);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_cmpstr(((SilsaSigner *)report->signers->pdata[0])->certificate.issuer, ==, "CN=Middle");
}

/* --- passphrases from files and descriptors ----------------------------------------------------
 */

static void
assert_passphrase(SilsaTestFolder *folder, const char *content, gsize size, const char *expected)
{
  g_autofree char *path = silsa_test_folder_path(folder, "passphrase");
  g_autoptr(GError) error = NULL;
  char *passphrase;

  silsa_test_write(path, content, size);
  passphrase = silsa_passphrase_read_file(path, &error);
  g_assert_cmpstr(passphrase, ==, expected);
  g_assert_true((error == NULL) == (expected != NULL));
  silsa_passphrase_free(passphrase);
}

static void
test_passphrase_file(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *longest = g_strnfill(1023, 'a');
  g_autofree char *too_long = g_strnfill(1024, 'a');

  assert_passphrase(folder, "secret\nsecond line\n", 19, "secret");
  assert_passphrase(folder, "secret\r\n", 8, "secret");
  assert_passphrase(folder, "secret", 6, "secret");
  assert_passphrase(folder, " 참깨 ", strlen(" 참깨 "), " 참깨 ");
  assert_passphrase(folder, longest, 1023, longest);
  assert_passphrase(folder, too_long, 1024, NULL);
  assert_passphrase(folder, "", 0, NULL);
  assert_passphrase(folder, "\n", 1, NULL);
  assert_passphrase(folder, "a\0b\n", 4, NULL);
}

/* What follows on a descriptor belongs to others. */
static void
test_passphrase_fd(SilsaTestFolder *folder G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  int ends[2];
  char rest[8] = "";
  char *passphrase;

  g_assert_cmpint(pipe(ends), ==, 0);
  g_assert_cmpint(write(ends[1], "secret\nmore", 11), ==, 11);
  passphrase = silsa_passphrase_read_fd(ends[0], NULL);
  g_assert_cmpstr(passphrase, ==, "secret");
  g_assert_cmpint(read(ends[0], rest, sizeof rest), ==, 4);
  g_assert_cmpstr(rest, ==, "more");
  silsa_passphrase_free(passphrase);
  close(ends[0]);
  close(ends[1]);
}

static void
test_fingerprint_text(SilsaTestFolder *folder G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text =
      silsa_fingerprint_to_text("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");

  g_assert_cmpstr(text, ==,
                  "01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef");
}

#define test(path, data, func)                                                                     \
  g_test_add("/identity/" path, SilsaTestFolder, data, silsa_test_folder_set_up, func,             \
             silsa_test_folder_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  test("made/ec", GINT_TO_POINTER(SILSA_ALGORITHM_EC), test_made);
  test("made/rsa", GINT_TO_POINTER(SILSA_ALGORITHM_RSA), test_made);
  test("never-overwritten", NULL, test_never_overwritten);
  test("passphrases", NULL, test_passphrases);
  test("names", NULL, test_names);
  test("foreign/aes", "", test_foreign);
  test("foreign/aria", "-keypbe ARIA-256-CBC -certpbe ARIA-256-CBC", test_foreign);
  test("foreign/rc2-and-3des", "-legacy", test_foreign);
  test("foreign/seed", "-legacy -keypbe SEED-CBC -certpbe SEED-CBC", test_foreign);
  test("foreign/sha1-mac", "-macalg sha1", test_foreign);
  test("keys-refused", NULL, test_keys_refused);
  test("parts-missing", NULL, test_parts_missing);
  test("files-damaged", NULL, test_files_damaged);
  g_test_add("/identity/chain", Workshop, NULL, workshop_set_up, test_chain, workshop_tear_down);
  test("passphrase/file", NULL, test_passphrase_file);
  test("passphrase/descriptor", NULL, test_passphrase_fd);
  test("fingerprint", NULL, test_fingerprint_text);
  return g_test_run();
}
