/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-sign-in.h"
#include "fault-caller.h"
#include "net/davy-http.h"

/* The identity platform. Nothing is changed by asking twice: a code that was used up is refused,
 * and a refresh token stays good. */

/* {"oid": "oid", "tid": FAULT_TENANT, "preferred_username": FAULT_PERSON} */
#define ID_TOKEN \
  "e30.eyJvaWQiOiAib2lkIiwgInRpZCI6ICIxMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCAicHJlZmVycmVkX3VzZXJuYW1lIjogImFubmFAbm9ydGh3aW5kLmV4YW1wbGUifQ.sig"
#define TOKENS                                                                             \
  "{'token_type':'Bearer','scope':'x','expires_in':3599,'access_token':'secret-access-1'," \
  "'refresh_token':'secret-refresh-1'"

static int
call_refresh (FaultCaller *caller, GError **error)
{
  g_autofree char *token = NULL;

  davy_account_get_token_async (caller->account, DAVY_SERVICE_RESOURCE_MANAGER, NULL, FALSE, NULL,
                                fault_caller_keep, caller);
  token = davy_account_get_token_finish (caller->account, fault_caller_wait (caller), error);

  return token != NULL ? 1 : -1;
}

/* What the browser does after the person has answered. */
static void
open_uri_cb (DavySignIn *sign_in, const char *uri, DavyHttp *browser)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) asked =
      g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_NONE, NULL);
  g_autofree char *back = g_strdup_printf (
      "%s?code=secret-code&state=%s", (const char *) g_hash_table_lookup (asked, "redirect_uri"),
      (const char *) g_hash_table_lookup (asked, "state"));
  g_autoptr (DavyRequest) request = davy_request_new ("GET", back);

  davy_http_send_async (browser, request, NULL, NULL, NULL);
}

/* Without a keyring the sign-in ends where the tokens have come. */
static int
sign_in_finish (FaultCaller *caller, DavySignIn *sign_in, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_assert_null (davy_sign_in_finish (sign_in, fault_caller_wait (caller), &failure));
  if (g_error_matches (failure, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT))
    return 1;
  g_propagate_error (error, g_steal_pointer (&failure));

  return -1;
}

static int
call_redeem (FaultCaller *caller, GError **error)
{
  g_autoptr (DavySignIn) sign_in = davy_sign_in_new (caller->accounts, NULL, NULL);
  g_autoptr (DavyHttp) browser = davy_http_new ();

  g_signal_connect (sign_in, "open-uri", G_CALLBACK (open_uri_cb), browser);
  davy_sign_in_browser_async (sign_in, NULL, fault_caller_keep, caller);

  return sign_in_finish (caller, sign_in, error);
}

static int
call_device (FaultCaller *caller, GError **error)
{
  g_autoptr (DavySignIn) sign_in = davy_sign_in_new (caller->accounts, NULL, NULL);

  davy_sign_in_device_async (sign_in, NULL, fault_caller_keep, caller);

  return sign_in_finish (caller, sign_in, error);
}

#define GOES_ON "the network may come back while the code is valid"

const FaultEndpoint fault_login_endpoints[] = {
  { .name = "login/refresh",
    .kind = FAULT_SIGNS_IN,
    .call = call_refresh,
    .service = DAVY_SERVICE_LOGIN,
    .method = "POST",
    .path = "/login/*/oauth2/v2.0/token",
    .form = "grant_type=refresh_token",
    .records = TOKENS "}",
    .required = "access_token expires_in" },
  { .name = "login/redeem-code",
    .kind = FAULT_SIGNS_IN,
    .call = call_redeem,
    .service = DAVY_SERVICE_LOGIN,
    .method = "POST",
    .path = "/login/*/oauth2/v2.0/token",
    .form = "grant_type=authorization_code",
    .records = TOKENS ",'id_token':'" ID_TOKEN "'}",
    .required = "access_token refresh_token expires_in id_token" },
  { .name = "login/device-code",
    .kind = FAULT_SIGNS_IN,
    .call = call_device,
    .service = DAVY_SERVICE_LOGIN,
    .method = "POST",
    .path = "/login/*/oauth2/v2.0/devicecode",
    .records = "{'device_code':'secret-device','user_code':'ABCD','interval':5,'expires_in':60,"
               "'verification_uri':'https://microsoft.com/devicelogin','message':'Go there'}",
    .required = "device_code user_code verification_uri expires_in",
    .text = "message" },
  { .name = "login/device-tokens",
    .kind = FAULT_SIGNS_IN,
    .call = call_device,
    .service = DAVY_SERVICE_LOGIN,
    .method = "POST",
    .path = "/login/*/oauth2/v2.0/token",
    .form = "device_code",
    .records = TOKENS ",'id_token':'" ID_TOKEN "'}",
    .required = "access_token refresh_token expires_in id_token",
    .exceptions = { { "refused", FAULT_MEANINGLESS, "no code comes from a server that is away" },
                    { "tls-unknown-authority", FAULT_MEANINGLESS, "no code comes from there" },
                    { "tls-expired", FAULT_MEANINGLESS, "no code comes from there" },
                    { "tls-wrong-name", FAULT_MEANINGLESS, "no code comes from there" },
                    { "hang-up", DAVY_ERROR_REJECTED, GOES_ON, TRUE },
                    { "reset-mid-body", DAVY_ERROR_REJECTED, GOES_ON, TRUE },
                    { "time-out", DAVY_ERROR_REJECTED, GOES_ON, TRUE } } },
  { NULL },
};
