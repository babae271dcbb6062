/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-jwt.h"
#include "fuzz-readers.h"
#include "net/davy-answer.h"
#include "net/davy-link.h"

/* What a server's links and headers are read by, and the inside of a token. */

#define HERE "https://api.example/v1/list"

static void
resolve (const char *link)
{
  g_autofree char *resolved = davy_link_resolve (HERE, link, NULL);
  g_autofree char *here = davy_link_dup_origin (HERE);
  g_autofree char *there = resolved != NULL ? davy_link_dup_origin (resolved) : NULL;
  g_autofree char *template = davy_answer_dup_template (link);

  /* The bearer token goes with whatever comes back. */
  if (resolved != NULL)
    g_assert_cmpstr (here, ==, there);
  davy_link_is_loopback (link);
}

static void
read_headers (const char *value)
{
  static const char *const names[] = { "retry-after", "retry-after-ms", "date", "www-authenticate",
                                       "x-ms-correlation-request-id" };
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (DavyResponse) response = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *tenant = NULL;
  DavyTime date;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_hash_table_insert (headers, g_strdup (names[i]), g_strdup (value));
  response = davy_response_new (401, headers, g_bytes_new_static ("", 0));
  g_assert_cmpint (davy_answer_get_wait (response), >=, -1);
  davy_answer_read_date (response, &date);
  claims = davy_answer_dup_claims (response);
  tenant = davy_answer_dup_challenge (response, "authorization_uri");
}

static void
read_token (const char *token)
{
  g_autoptr (JsonNode) node = davy_jwt_read (token, NULL);

  davy_jwt_lacks_mfa (token);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = NULL;

  if (size == 0)
    return 0;
  text = g_strndup ((const char *) data + 1, size - 1);
  if (data[0] % 3 == 0)
    resolve (text);
  else if (data[0] % 3 == 1)
    read_headers (text);
  else
    read_token (text);

  return 0;
}
