/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-jwt.h"

#include "core/davy-error.h"
#include "core/davy-json.h"
#include "core/davy-random.h"

/**
 * davy_jwt_read:
 * @token: a JSON web token
 * @error: %DAVY_ERROR_WIRE
 *
 * Returns: (transfer full): what it says, unverified
 */
JsonNode *
davy_jwt_read (const char *token, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autoptr (GBytes) bytes = NULL;
  guchar *payload;
  gsize length = 0;

  if (g_strv_length (parts) != 3)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_WIRE, "A token of three parts is missing");
      return NULL;
    }

  payload = davy_base64url_decode (parts[1], &length);
  bytes = g_bytes_new_take (payload, length);

  return davy_json_parse (bytes, error);
}

/**
 * davy_jwt_lacks_mfa:
 * @token: an access token
 *
 * Looks at the claim `amr`, which names the ways in which the person proved who they are
 * (`wire-contract.md` 1.8).
 *
 * Returns: whether the token tells that no second factor was used; %FALSE when it does not tell
 */
gboolean
davy_jwt_lacks_mfa (const char *token)
{
  g_autoptr (JsonNode) node = davy_jwt_read (token, NULL);
  g_autoptr (GError) error = NULL;
  DavyJson root, methods;

  if (node == NULL)
    return FALSE;
  root = davy_json_root (node, &error);
  methods = davy_json_member (&root, "amr");
  if (!davy_json_is_array (&methods))
    return FALSE;

  for (guint i = 0; i < davy_json_length (&methods, DAVY_JSON_REQUIRED); i++)
    {
      DavyJson method = davy_json_element (&methods, i);
      g_autofree char *text = davy_json_dup_raw (&method);

      if (g_strcmp0 (text, "\"mfa\"") == 0)
        return FALSE;
    }

  return TRUE;
}
