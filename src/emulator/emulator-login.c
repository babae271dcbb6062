/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-pages.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-tenants.h"

/* `/authorize`: the page on which a person signs in, and the way back to the program with a code
 * or an error (`wire-contract.md` 1.3). */

static gboolean
is_loopback (const char *redirect_uri)
{
  g_autoptr (GUri) uri =
      redirect_uri != NULL ? g_uri_parse (redirect_uri, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "http") &&
         g_uri_get_userinfo (uri) == NULL &&
         (g_strcmp0 (g_uri_get_host (uri), "localhost") == 0 ||
          g_strcmp0 (g_uri_get_host (uri), "127.0.0.1") == 0);
}

/* A redirect address without a path comes back with "/". */
static char *
dup_way_back (DavyExchange *exchange, const char *query, const char *fragment)
{
  g_autoptr (GUri) uri =
      g_uri_parse (davy_exchange_get_query (exchange, "redirect_uri"), G_URI_FLAGS_NONE, NULL);
  const char *path = g_uri_get_path (uri);

  return g_uri_join (G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT,
                     g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                     *path != '\0' ? path : "/", query, fragment);
}

static void
redirect_back (DavyExchange *exchange, GHashTable *answer)
{
  const char *mode = davy_exchange_get_query (exchange, "response_mode");
  const char *state = davy_exchange_get_query (exchange, "state");
  gboolean fragment = g_strcmp0 (mode, "fragment") == 0;
  g_autofree char *text = NULL, *back = NULL;

  if (exchange->scenario->behaviour.redirect == DAVY_DEMO_REDIRECT_NEVER)
    {
      davy_page_message (exchange, SOUP_STATUS_OK, "Nothing happens",
                         "The scenario lets no answer get back to Davylamp.");
      return;
    }
  if (exchange->scenario->behaviour.redirect == DAVY_DEMO_REDIRECT_OTHER_STATE)
    state = "another-state";
  if (state != NULL)
    g_hash_table_insert (answer, (gpointer) "state", (gpointer) state);

  if (g_strcmp0 (mode, "form_post") == 0)
    {
      back = dup_way_back (exchange, NULL, NULL);
      davy_page_form_post (exchange, back, answer);
      return;
    }
  text = soup_form_encode_hash (answer);
  back = dup_way_back (exchange, fragment ? NULL : text, fragment ? text : NULL);
  davy_exchange_redirect (exchange, back);
}

static void
redirect_error (DavyExchange *exchange, const char *error, const char *description)
{
  g_autoptr (GHashTable) answer = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (answer, (gpointer) "error", (gpointer) error);
  g_hash_table_insert (answer, (gpointer) "error_description", (gpointer) description);
  redirect_back (exchange, answer);
}

/* What is wrong with who asks is told in the browser only; it never reaches the program. */
static gboolean
check_client (DavyExchange *exchange)
{
  const char *client_id = davy_exchange_get_query (exchange, "client_id");
  const DavyDemoCustomer *customer;

  if (client_id == NULL || !g_uuid_string_is_valid (client_id))
    {
      davy_page_message (exchange, SOUP_STATUS_BAD_REQUEST, "The application is not known",
                         "AADSTS700016: no application has this id. Check the application id in "
                         "Davylamp.");
      return FALSE;
    }
  if (davy_tenant_find (exchange->scenario, exchange->arguments[0], &customer) == NULL)
    {
      davy_page_message (exchange, SOUP_STATUS_BAD_REQUEST, "The organization is not known",
                         "AADSTS90002: no tenant has this name.");
      return FALSE;
    }
  if (!is_loopback (davy_exchange_get_query (exchange, "redirect_uri")))
    {
      davy_page_message (exchange, SOUP_STATUS_BAD_REQUEST, "The way back is not allowed",
                         "AADSTS50011: the redirect address is not one of this computer’s own.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_request (DavyExchange *exchange)
{
  static const char *const modes[] = { "query", "fragment", "form_post", NULL };
  const char *mode = davy_exchange_get_query (exchange, "response_mode");
  const char *scope = davy_exchange_get_query (exchange, "scope");
  const char *challenge = davy_exchange_get_query (exchange, "code_challenge");

  if (g_strcmp0 (davy_exchange_get_query (exchange, "response_type"), "code") != 0)
    redirect_error (exchange, "unsupported_response_type",
                    "AADSTS700054: only response_type=code is supported.");
  else if (mode != NULL && !g_strv_contains (modes, mode))
    redirect_error (exchange, "invalid_request",
                    "AADSTS900144: this response_mode is not supported.");
  else if (scope == NULL || *scope == '\0')
    redirect_error (exchange, "invalid_request", "AADSTS900144: scope is missing.");
  else if (challenge == NULL || *challenge == '\0' ||
           g_strcmp0 (davy_exchange_get_query (exchange, "code_challenge_method"), "S256") != 0)
    redirect_error (exchange, "invalid_request",
                    "AADSTS9002325: Proof Key for Code Exchange with S256 is required.");
  else if (g_strcmp0 (davy_exchange_get_query (exchange, "prompt"), "none") == 0)
    redirect_error (exchange, "login_required", "AADSTS50058: no session exists.");
  else
    return TRUE;

  return FALSE;
}

static void
answer_authorize_page (DavyExchange *exchange)
{
  if (check_client (exchange) && check_request (exchange))
    davy_page_sign_in (exchange, davy_exchange_get_query (exchange, "login_hint"), NULL, NULL);
}

/* A claims challenge that led here is met by this sign-in, as is a tenant's own condition: it
 * counts as one with a second factor. */
static void
set_strength (DavyExchange *exchange, DavyGrant *grant)
{
  const char *claims = davy_exchange_get_query (exchange, "claims");
  const DavyDemoCustomer *customer;
  const char *tenant_id = davy_tenant_find (exchange->scenario, exchange->arguments[0], &customer);
  gboolean stepped_up = davy_claims_ask_more (claims) ||
                        (customer != NULL && customer->access == DAVY_DEMO_ACCESS_MFA);

  grant->mfa = grant->user->mfa || stepped_up;
  grant->stepped_up = stepped_up ? g_strdup (tenant_id) : NULL;
  grant->takes_challenges = davy_claims_take_challenges (claims);
}

static void
redirect_code (DavyExchange *exchange, const DavyDemoUser *user)
{
  g_autoptr (GHashTable) answer = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *code = NULL;
  DavyGrant *grant = davy_secrets_add_code (exchange->secrets, &code);

  grant->user = user;
  grant->client_id = g_strdup (davy_exchange_get_query (exchange, "client_id"));
  grant->scope = g_strdup (davy_exchange_get_query (exchange, "scope"));
  grant->redirect_uri = g_strdup (davy_exchange_get_query (exchange, "redirect_uri"));
  grant->challenge = g_strdup (davy_exchange_get_query (exchange, "code_challenge"));
  grant->nonce = g_strdup (davy_exchange_get_query (exchange, "nonce"));
  set_strength (exchange, grant);
  grant->issued = davy_exchange_now (exchange);

  g_hash_table_insert (answer, (gpointer) "code", code);
  g_hash_table_insert (answer, (gpointer) "session_state", (gpointer) "davylamp");
  redirect_back (exchange, answer);
}

static void
answer_authorize_form (DavyExchange *exchange)
{
  g_autoptr (GHashTable) form = davy_exchange_parse_form (exchange);
  const char *user_name = g_hash_table_lookup (form, "user");
  const DavyDemoUser *user =
      user_name != NULL ? davy_scenario_find_user (exchange->scenario, user_name) : NULL;

  if (!check_client (exchange) || !check_request (exchange))
    return;

  if (g_strcmp0 (g_hash_table_lookup (form, "decision"), "accept") != 0)
    redirect_error (exchange, "access_denied", "AADSTS65004: the person declined to consent.");
  else if (user == NULL || g_strcmp0 (user->password, g_hash_table_lookup (form, "password")) != 0)
    davy_page_sign_in (exchange, user_name,
                       "This name and password do not belong together (AADSTS50126).", NULL);
  else if (exchange->scenario->behaviour.authorize_error != NULL)
    redirect_error (exchange, exchange->scenario->behaviour.authorize_error,
                    "AADSTS90000: the scenario says so.");
  else
    redirect_code (exchange, user);
}

static void
answer_home (DavyExchange *exchange)
{
  davy_page_message (
      exchange, SOUP_STATUS_OK, "Demonstration sign-in",
      "Start the sign-in from Davylamp. To enter a device code, open /login/device.");
}

const DavyRoute davy_login_routes[] = {
  { "GET", "/login", DAVY_ANSWER_PLAIN, answer_home },
  { "GET", "/login/{}/oauth2/v2.0/authorize", DAVY_ANSWER_PLAIN, answer_authorize_page },
  { "POST", "/login/{}/oauth2/v2.0/authorize", DAVY_ANSWER_PLAIN, answer_authorize_form },
  { 0 },
};
