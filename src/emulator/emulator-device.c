/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-pages.h"
#include "emulator/emulator-routes.h"

/* Device codes: the program shows a code, a person types it into a browser elsewhere
 * (`wire-contract.md` 1.5). */

/* In the language that `mkt` asks for. */
static char *
dup_message (DavyExchange *exchange, const char *uri, const char *user_code)
{
  const char *market = davy_exchange_get_query (exchange, "mkt");

  if (market != NULL && g_str_has_prefix (market, "de"))
    return g_strdup_printf ("Öffnen Sie zur Anmeldung in einem Browser die Seite %s, und geben Sie "
                            "dort den Code %s ein.",
                            uri, user_code);
  if (market != NULL && g_str_has_prefix (market, "fr"))
    return g_strdup_printf ("Pour vous connecter, ouvrez la page %s dans un navigateur et "
                            "saisissez-y le code %s.",
                            uri, user_code);

  return g_strdup_printf ("To sign in, use a web browser to open the page %s and enter the code %s "
                          "to authenticate.",
                          uri, user_code);
}

static void
answer_device_code (DavyExchange *exchange)
{
  g_autoptr (GHashTable) form = davy_exchange_parse_form (exchange);
  const char *client_id = g_hash_table_lookup (form, "client_id");
  JsonObject *object;
  g_autofree char *code = NULL, *uri = NULL, *message = NULL;
  DavyGrant *grant;

  if (client_id == NULL || !g_uuid_string_is_valid (client_id))
    {
      davy_exchange_refuse_login (exchange, "unauthorized_client", 700016,
                                  "The application was not found in the directory.");
      return;
    }

  grant = davy_secrets_add_device_code (exchange->secrets, &code);
  grant->client_id = g_strdup (client_id);
  grant->scope = g_strdup (g_hash_table_lookup (form, "scope"));
  grant->issued = davy_exchange_now (exchange);
  grant->interval = exchange->scenario->behaviour.device_interval;

  uri = g_strconcat (davy_emulator_get_base_uri (exchange->emulator), "/login/device", NULL);
  message = dup_message (exchange, uri, grant->user_code);
  object = json_object_new ();
  json_object_set_string_member (object, "device_code", code);
  json_object_set_string_member (object, "user_code", grant->user_code);
  json_object_set_string_member (object, "verification_uri", uri);
  json_object_set_int_member (object, "expires_in", DAVY_DEVICE_CODE_LIFE / DAVY_TIME_SECOND);
  json_object_set_int_member (object, "interval", grant->interval);
  json_object_set_string_member (object, "message", message);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_page (DavyExchange *exchange)
{
  davy_page_device (exchange, NULL);
}

static void
decide (DavyExchange *exchange, DavyGrant *grant, GHashTable *form)
{
  const char *decision = g_hash_table_lookup (form, "decision");
  const char *user_name = g_hash_table_lookup (form, "user");
  const DavyDemoUser *user =
      user_name != NULL ? davy_scenario_find_user (exchange->scenario, user_name) : NULL;

  if (decision == NULL)
    davy_page_sign_in (exchange, NULL, NULL, grant->user_code);
  else if (!g_str_equal (decision, "accept"))
    {
      grant->declined = TRUE;
      davy_page_message (exchange, SOUP_STATUS_OK, "Declined",
                         "Davylamp may not act for you. You can close this page.");
    }
  else if (user == NULL || g_strcmp0 (user->password, g_hash_table_lookup (form, "password")) != 0)
    davy_page_sign_in (exchange, user_name,
                       "This name and password do not belong together (AADSTS50126).",
                       grant->user_code);
  else
    {
      grant->user = user;
      grant->mfa = user->mfa;
      davy_page_message (exchange, SOUP_STATUS_OK, "You are signed in",
                         "Go back to Davylamp. You can close this page.");
    }
}

static void
answer_form (DavyExchange *exchange)
{
  g_autoptr (GHashTable) form = davy_exchange_parse_form (exchange);
  const char *user_code = g_hash_table_lookup (form, "code");
  DavyGrant *grant = NULL;

  if (user_code != NULL)
    grant = davy_secrets_find_user_code (exchange->secrets, user_code);

  if (grant == NULL || grant->used ||
      davy_exchange_now (exchange) - grant->issued > DAVY_DEVICE_CODE_LIFE)
    davy_page_device (exchange, "This code is not known, or it has expired.");
  else
    decide (exchange, grant, form);
}

const DavyRoute davy_device_routes[] = {
  { "POST", "/login/{}/oauth2/v2.0/devicecode", DAVY_ANSWER_PLAIN, answer_device_code },
  { "GET", "/login/device", DAVY_ANSWER_PLAIN, answer_page },
  { "POST", "/login/device", DAVY_ANSWER_PLAIN, answer_form },
  { 0 },
};
