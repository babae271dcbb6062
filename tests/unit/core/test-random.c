/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-random.h"

#include <string.h>

#include "davy-test.h"

static void
test_bytes (void)
{
  guint8 first[1024] = { 0 }, second[1024] = { 0 };
  gboolean seen[256] = { FALSE };
  guint different = 0;

  davy_random_bytes (first, sizeof first);
  davy_random_bytes (second, sizeof second);
  g_assert_cmpint (memcmp (first, second, sizeof first), !=, 0);

  /* Of 1024 random bytes about 251 values are different. */
  for (gsize i = 0; i < sizeof first; i++)
    if (!seen[first[i]])
      {
        seen[first[i]] = TRUE;
        different++;
      }
  g_assert_cmpuint (different, >, 200);
}

static void
test_large (void)
{
  gsize length = 4 * 1024 * 1024;
  g_autofree guint8 *bytes = g_malloc0 (length);
  const guint8 zeros[16] = { 0 };

  davy_random_bytes (bytes, length);
  g_assert_cmpint (memcmp (bytes + length - sizeof zeros, zeros, sizeof zeros), !=, 0);
}

static void
test_token (void)
{
  g_autofree char *token = davy_random_token (32);
  g_autofree char *other = davy_random_token (32);

  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_cmpuint (
      strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), ==, 43);
  g_assert_cmpstr (token, !=, other);
}

static void
test_uuid (void)
{
  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *uuid = davy_random_uuid ();

      g_assert_true (g_uuid_string_is_valid (uuid));
      g_assert_cmpint (uuid[14], ==, '4');
      g_assert_nonnull (strchr ("89ab", uuid[19]));
    }
}

static void
test_base64url (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *text;
  } cases[] = {
    { "", 0, "" },
    { "f", 1, "Zg" },
    { "fo", 2, "Zm8" },
    { "foo", 3, "Zm9v" },
    { "\xfb\xff\xfe", 3, "-__-" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = davy_base64url ((const guint8 *) cases[i].bytes, cases[i].length);

      gsize length = 0;
      g_autofree guint8 *bytes = davy_base64url_decode (text, &length);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (length, ==, cases[i].length);
      g_assert_true (memcmp (bytes, cases[i].bytes, length) == 0);
    }
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/random/bytes-differ", test_bytes);
  g_test_add_func ("/core/random/large-blocks-are-filled-to-the-end", test_large);
  g_test_add_func ("/core/random/tokens-are-base64url", test_token);
  g_test_add_func ("/core/random/uuids-are-version-4", test_uuid);
  g_test_add_func ("/core/random/base64url-has-no-padding-and-comes-back", test_base64url);
  return g_test_run ();
}
