/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-log.h"

#include <string.h>

#include "davy-test.h"

/* Put together here, so that no file holds anything that looks like a token. */
static char *
make_jwt (void)
{
  return g_strconcat ("ey", "JhbGciOiJub25lIn0", ".", "ey", "JzdWIiOiJub2JvZHkifQ", ".", "c2ln",
                      NULL);
}

static char *
make_refresh_token (void)
{
  g_autofree char *tail = g_strnfill (40, 'x');

  return g_strconcat ("0.", "AXk7", tail, "Qr9", NULL);
}

static void
assert_redacted (const char *text, const char *expected)
{
  g_autofree char *redacted = davy_redact (text);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_plain_text (void)
{
  static const char *const texts[] = {
    "GET /v1/customers/{id}/subscriptions 200 35 ms",
    "HTTP 400, \"code\": \"900118\", Code: 900115, error_code=AADSTS50076",
    "9a7c5e31-0000-4000-8000-000000000001",
    "/subscriptions/7d1b0000-0000-4000-8000-000000000f03/resourceGroups/rg-Mining-East-US-2-0001",
    "Grüße aus Köln: 1.420 €",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_redacted (texts[i], texts[i]);
}

static void
test_pairs (void)
{
  assert_redacted ("GET /?code=abc&state=def HTTP/1.1",
                   "GET /?code=[redacted]&state=[redacted] HTTP/1.1");
  assert_redacted ("grant_type=refresh_token&refresh_token=abc&x=1",
                   "grant_type=refresh_token&refresh_token=[redacted]&x=1");
  assert_redacted ("{\"access_token\": \"abc\", \"expires_in\": 5}",
                   "{\"access_token\": \"[redacted]\", \"expires_in\": 5}");
  assert_redacted ("{\"id_token\":\"abc\"}", "{\"id_token\":\"[redacted]\"}");
  assert_redacted ("Client_Assertion=abc;client_secret: abc",
                   "Client_Assertion=[redacted];client_secret: [redacted]");
  assert_redacted ("code%3Dabc", "code%3D[redacted]");
  assert_redacted ("device_code='abc' user_code=\"abc\" code_verifier=abc",
                   "device_code='[redacted]' user_code=\"[redacted]\" code_verifier=[redacted]");
}

static void
test_bearer (void)
{
  assert_redacted ("Authorization: Bearer abc.def", "Authorization: Bearer [redacted]");
  assert_redacted ("bearer   abc, next", "bearer   [redacted], next");
}

static void
test_invalid_utf8 (void)
{
  g_autofree char *redacted = davy_redact ("caf\xe9 code=abc");

  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  g_assert_null (strstr (redacted, "abc"));
}

/* Wherever in a message a secret begins, and whatever stands on both sides of it. */
static void
assert_found_at_every_position (const char *secret)
{
  static const char sentence[] = "POST https://login.example/token?x=1 (\"a\": b) said: ü.";
  static const char *const walls[] = { " ", "\"", "'", "=", "/", ",", "\n", "(", ":" };
  gsize length = strlen (sentence);

  for (gsize at = 0; at <= length; at++)
    for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
      {
        g_autofree char *head = g_strndup (sentence, at);
        g_autofree char *text = g_strconcat (head, walls[i], secret, walls[i], sentence + at, NULL);
        g_autofree char *redacted = davy_redact (text);

        g_assert_null (strstr (redacted, secret));
        g_assert_nonnull (strstr (redacted, "[redacted]"));
      }
}

static void
test_positions (void)
{
  g_autofree char *jwt = make_jwt ();
  g_autofree char *refresh_token = make_refresh_token ();

  assert_found_at_every_position (jwt);
  assert_found_at_every_position (refresh_token);
}

/* A message may be cut off inside of a secret: what is left of it must not stand there either. */
static void
test_every_split (void)
{
  g_autofree char *jwt = make_jwt ();
  g_autofree char *refresh_token = make_refresh_token ();
  const char *const secrets[] = { jwt, refresh_token };
  const char *const prefixes[] = { "Bearer ", "refresh_token=", "code=", "client_assertion=" };

  for (guint s = 0; s < G_N_ELEMENTS (secrets); s++)
    for (guint p = 0; p < G_N_ELEMENTS (prefixes); p++)
      for (gsize cut = 1; cut <= strlen (secrets[s]); cut++)
        {
          g_autofree char *part = g_strndup (secrets[s], cut);
          g_autofree char *text = g_strconcat ("x ", prefixes[p], part, NULL);
          g_autofree char *expected = g_strconcat ("x ", prefixes[p], "[redacted]", NULL);

          assert_redacted (text, expected);
        }

  for (gsize cut = 8; cut <= strlen (jwt); cut++)
    {
      g_autofree char *part = g_strndup (jwt, cut);

      assert_redacted (part, "[redacted]");
    }
}

static void
test_writer (void)
{
  if (g_test_subprocess ())
    {
      davy_log_install ();
      g_message ("redirect with code=%s", "abcdef");
      g_log_structured ("davy", G_LOG_LEVEL_MESSAGE, "MESSAGE", "Bearer %s", "ghijkl");
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*redirect with code=?redacted?*");
  g_test_trap_assert_stderr ("*Bearer ?redacted?*");
  g_test_trap_assert_stderr_unmatched ("*abcdef*");
  g_test_trap_assert_stderr_unmatched ("*ghijkl*");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/log/plain-text-stays", test_plain_text);
  g_test_add_func ("/core/log/values-of-secret-names-go", test_pairs);
  g_test_add_func ("/core/log/bearer-values-go", test_bearer);
  g_test_add_func ("/core/log/invalid-utf8-is-mended", test_invalid_utf8);
  g_test_add_func ("/core/log/tokens-go-wherever-they-stand", test_positions);
  g_test_add_func ("/core/log/tokens-cut-at-every-byte-go", test_every_split);
  g_test_add_func ("/core/log/what-is-logged-is-redacted", test_writer);
  return g_test_run ();
}
