/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/**
 * davy_random_bytes:
 * @bytes: (array length=length) (out caller-allocates): filled
 * @length: how many
 *
 * Fills @bytes from the kernel's random source. Ends the program when there is none, for nothing
 * that needs secrets can go on without it.
 */
void
davy_random_bytes (guint8 *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize got = getrandom (bytes + done, length - done, 0);

      if (got >= 0)
        done += (gsize) got;
      else if (errno != EINTR)
        g_error ("The kernel gives no random bytes: %s", g_strerror (errno));
    }
}

/**
 * davy_random_token:
 * @n_bytes: how many random bytes it holds, such as 32 for a PKCE verifier
 *
 * Returns: (transfer full): random bytes as base64url without padding
 */
char *
davy_random_token (gsize n_bytes)
{
  g_autofree guint8 *bytes = g_malloc (n_bytes);

  davy_random_bytes (bytes, n_bytes);

  return davy_base64url (bytes, n_bytes);
}

/**
 * davy_random_uuid:
 *
 * Returns: (transfer full): a random UUID (version 4) in lower case
 */
char *
davy_random_uuid (void)
{
  guint8 b[16];

  davy_random_bytes (b, sizeof b);
  b[6] = (guint8) ((b[6] & 0x0f) | 0x40);
  b[8] = (guint8) ((b[8] & 0x3f) | 0x80);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/**
 * davy_base64url:
 * @bytes: (array length=length): what to write
 * @length: how many
 *
 * Returns: (transfer full): base64 with `-` and `_`, without padding (RFC 4648, section 5)
 */
char *
davy_base64url (const guint8 *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

/**
 * davy_base64url_decode:
 * @text: base64 of either alphabet, with or without padding
 * @length: (out): how many bytes it is
 *
 * What is no base64 is passed over.
 *
 * Returns: (transfer full) (array length=length): the bytes
 */
guint8 *
davy_base64url_decode (const char *text, gsize *length)
{
  g_autoptr (GString) padded = g_string_new (text);

  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');

  return g_base64_decode (padded->str, length);
}
