#include "silsa-identity.h"

#include "silsa-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/crypto.h>
#include <string.h>
#include <unistd.h>

#define PASSPHRASE_MAX_BYTES 1024

/* Reads up to the first line end, a byte at a time: what follows on a descriptor belongs to others.
 */
static gssize
read_line(int fd, char *line)
{
  gsize used = 0;

  while (used < PASSPHRASE_MAX_BYTES) {
    ssize_t n = read(fd, line + used, 1);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0 || line[used] == '\n')
      break;
    used++;
  }
  if (used > 0 && used < PASSPHRASE_MAX_BYTES && line[used - 1] == '\r')
    used--;
  return (gssize)used;
}

char *
silsa_passphrase_read_fd(int fd, GError **error)
{
  char line[PASSPHRASE_MAX_BYTES + 1] = "";
  gssize used = read_line(fd, line);
  char *passphrase = NULL;

  if (used < 0) {
    silsa_error_set(error, SILSA_ERROR_READ, "passphrase-read", "%s", g_strerror(errno));
    silsa_error_with_found(error, g_strerror(errno));
  } else if (used == PASSPHRASE_MAX_BYTES) {
    silsa_error_set(error, SILSA_ERROR_LIMIT, "passphrase-length", "passphrase too long");
    silsa_error_with_limit(error, G_STRINGIFY(PASSPHRASE_MAX_BYTES));
  } else if (used == 0 || memchr(line, '\0', (gsize)used) != NULL) {
    silsa_error_set(error, SILSA_ERROR_PASSPHRASE, "passphrase-empty", "no passphrase");
  } else {
    passphrase = g_strndup(line, (gsize)used);
  }
  OPENSSL_cleanse(line, sizeof line);
  return passphrase;
}

char *
silsa_passphrase_read_file(const char *path, GError **error)
{
  g_autofd int fd = open(path, O_RDONLY | O_CLOEXEC);
  char *passphrase;

  if (fd < 0) {
    silsa_error_set(error, errno == ENOENT ? SILSA_ERROR_NOT_FOUND : SILSA_ERROR_READ, NULL, "%s",
                    g_strerror(errno));
    silsa_error_with_found(error, g_strerror(errno));
    silsa_error_at_file(error, path);
    return NULL;
  }
  passphrase = silsa_passphrase_read_fd(fd, error);
  if (passphrase == NULL)
    silsa_error_at_file(error, path);
  return passphrase;
}

void
silsa_passphrase_free(char *passphrase)
{
  if (passphrase == NULL)
    return;
  OPENSSL_cleanse(passphrase, strlen(passphrase));
  g_free(passphrase);
}
