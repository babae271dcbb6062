/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-accounts-private.h"
#include "core/davy-error.h"
#include "core/davy-random.h"
#include "davy-test-keyring.h"
#include "davy-test-server.h"
#include "davy-test.h"
#include "triage/davy-access-check.h"

/* What a person could do for a customer, from what the services answer one after the other. */

#define APPLICATION_ID "00000000-0000-4000-8000-00000000da5e"
#define OWN_TENANT     "11111111-0000-4000-8000-000000000001"
#define CUSTOMER       "22222222-0000-4000-8000-000000000002"
#define SUBSCRIPTION   "33333333-0000-4000-8000-000000000003"

#define PROVEN   "{\"amr\":[\"pwd\",\"mfa\"]}"
#define UNPROVEN "{\"amr\":[\"pwd\"]}"
#define ADMINISTRATOR \
  "{\"amr\":[\"pwd\",\"mfa\"],\"wids\":[\"62e90394-69f5-4237-9190-012177145e10\"]}"
#define USER "{\"amr\":[\"pwd\",\"mfa\"],\"wids\":[\"b79fbf4d-3ef9-4689-8143-76b194e85509\"]}"

#define CUSTOMER_BODY "{\"id\":\"" CUSTOMER "\",\"relationshipToPartner\":\"reseller\"}"
#define OWNER         "{\"value\":[{\"actions\":[\"*\"],\"notActions\":[]}]}"
#define READER        "{\"value\":[{\"actions\":[\"*/read\"],\"notActions\":[]}]}"
#define CONTRIBUTOR \
  "{\"value\":[{\"actions\":[\"*\"],\"notActions\":[\"Microsoft.Authorization/*/Delete\"]}]}"
#define NOTHING "{\"value\":[]}"
#define LOCK                                                     \
  "{\"value\":[{\"id\":\"/subscriptions/" SUBSCRIPTION           \
  "/providers/Microsoft.Authorization/locks/l\",\"name\":\"l\"," \
  "\"type\":\"Microsoft.Authorization/locks\",\"properties\":{\"level\":\"CanNotDelete\"}}]}"
#define FAILED(code) "{\"error\":{\"code\":\"" code "\",\"message\":\"No.\"}}"

typedef struct
{
  DavyTestServer *server;
  DavyAccounts *accounts;
  DavyAccount *account;
} Fixture;

static char *
make_token (const char *claims)
{
  g_autofree char *payload = davy_base64url ((const guint8 *) claims, strlen (claims));

  return g_strdup_printf ("e30.%s.sig", payload);
}

static void
begin (Fixture *fixture, const char *claims)
{
  g_autofree char *token = make_token (claims);
  DavyOauthTokens tokens = {
    .access_token = token,
    .refresh_token = (char *) "refresh",
    .account_id = (char *) "oid." OWN_TENANT,
    .username = (char *) "anna@northwind.example",
    .tenant_id = (char *) OWN_TENANT,
    .expires = davy_time_now () + DAVY_TIME_HOUR,
  };
  g_autofree char *base = NULL;
  g_autoptr (DavyEndpoints) endpoints = NULL;

  fixture->server = davy_test_server_new ();
  base = davy_test_server_dup_uri (fixture->server, "");
  endpoints = davy_endpoints_new_below (base);
  fixture->accounts = davy_accounts_new (endpoints, g_test_get_path (), APPLICATION_ID);
  fixture->account = g_object_ref (davy_accounts_take (fixture->accounts, NULL, &tokens, TRUE));
}

static void
end (Fixture *fixture)
{
  g_clear_object (&fixture->accounts);
  g_clear_object (&fixture->account);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static void
answer (Fixture *fixture, guint status, const char *body)
{
  davy_test_server_answer (fixture->server, status, "application/json", body);
}

static void
answer_token (Fixture *fixture, const char *claims)
{
  g_autofree char *token = make_token (claims);
  g_autofree char *body = g_strdup_printf ("{\"expires_in\":3599,\"access_token\":\"%s\"}", token);

  answer (fixture, 200, body);
}

static void
answer_no_token (Fixture *fixture, const char *word, guint number)
{
  g_autofree char *body =
      g_strdup_printf ("{\"error\":\"%s\",\"error_description\":\"AADSTS%u: No.\"}", word, number);

  answer (fixture, 400, body);
}

static gboolean
check (Fixture *fixture, const char *azure_id, DavyAccess *access, GError **error)
{
  const char *azure_ids[] = { azure_id, NULL };
  const DavyAccessTarget target = { (char *) "oid." OWN_TENANT, (char *) CUSTOMER,
                                    (char **) azure_ids };
  g_autoptr (GAsyncResult) result = NULL;

  *access = (DavyAccess){ 0 };
  davy_access_check_async (fixture->account, &target, FALSE, NULL, davy_test_keep_result, &result);

  return davy_access_check_finish (fixture->account, davy_test_wait_result (&result), access,
                                   error);
}

static void
assert_found (Fixture *fixture,
              const char *azure_id,
              const DavyAccessAnswer answers[],
              const DavyAccessReasons reasons[])
{
  g_autoptr (GError) error = NULL;
  DavyAccess access;

  g_assert_true (check (fixture, azure_id, &access, &error));
  g_assert_no_error (error);
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    {
      g_assert_cmpint (access.answers[line], ==, answers[line]);
      g_assert_cmpint (access.reasons[line], ==, reasons[line]);
    }
  g_assert_cmpint (access.checked_at, ==, davy_time_now ());
}

static void
test_ready (void)
{
  Fixture fixture;
  DavyAccess access;

  begin (&fixture, ADMINISTRATOR);
  answer (&fixture, 200, CUSTOMER_BODY);
  answer_token (&fixture, PROVEN);
  answer (&fixture, 200, OWNER);
  answer (&fixture, 200, NOTHING);
  davy_test_server_answer (fixture.server, 204, NULL, "");
  g_assert_true (check (&fixture, SUBSCRIPTION, &access, NULL));
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    {
      g_assert_cmpint (access.answers[line], ==, DAVY_ACCESS_YES);
      g_assert_cmpint (access.reasons[line], ==, 0);
    }
  g_assert_true (davy_access_is_ready (&access));
  for (guint i = 0; i < davy_test_server_count (fixture.server); i++)
    {
      const DavyTestRequest *request = davy_test_server_get_request (fixture.server, i);

      /* Nothing is changed by looking: what is posted asks for a token, or for the cost. */
      g_assert_true (g_str_equal (request->method, "GET") ||
                     g_str_has_suffix (request->path, "/token") ||
                     g_str_has_suffix (request->path, "/query"));
    }
  end (&fixture);
}

/* What Resource Manager says of the subscription, with a token that has all that it takes. */
static void
test_rights (void)
{
  static const struct
  {
    guint status;
    const char *permissions;
    const char *locks;
    DavyAccessAnswer see, stop;
    DavyAccessReasons see_reasons, stop_reasons;
  } table[] = {
    { 200, READER, NOTHING, DAVY_ACCESS_YES, DAVY_ACCESS_NO, 0,
      DAVY_ACCESS_MAY_NOT_STOP | DAVY_ACCESS_MAY_NOT_DELETE },
    { 200, NOTHING, NOTHING, DAVY_ACCESS_NO, DAVY_ACCESS_NO, DAVY_ACCESS_MAY_NOT_READ,
      DAVY_ACCESS_MAY_NOT_STOP | DAVY_ACCESS_MAY_NOT_DELETE },
    { 200, OWNER, LOCK, DAVY_ACCESS_YES, DAVY_ACCESS_YES, 0, DAVY_ACCESS_LOCKED },
    { 200, CONTRIBUTOR, LOCK, DAVY_ACCESS_YES, DAVY_ACCESS_NO, 0, DAVY_ACCESS_LOCKED_FAST },
    { 403, FAILED ("AuthorizationFailed"), NULL, DAVY_ACCESS_NO, DAVY_ACCESS_NO,
      DAVY_ACCESS_NO_RIGHTS, DAVY_ACCESS_NO_RIGHTS },
    { 404, FAILED ("SubscriptionNotFound"), NULL, DAVY_ACCESS_NO, DAVY_ACCESS_NO,
      DAVY_ACCESS_NO_RIGHTS, DAVY_ACCESS_NO_RIGHTS },
    { 400, FAILED ("Strange"), NULL, DAVY_ACCESS_UNKNOWN, DAVY_ACCESS_UNKNOWN,
      DAVY_ACCESS_NO_ANSWER, DAVY_ACCESS_NO_ANSWER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      Fixture fixture;

      begin (&fixture, ADMINISTRATOR);
      answer (&fixture, 200, CUSTOMER_BODY);
      answer_token (&fixture, PROVEN);
      answer (&fixture, table[i].status, table[i].permissions);
      if (table[i].locks != NULL)
        {
          answer (&fixture, 200, table[i].locks);
          davy_test_server_answer (fixture.server, 204, NULL, "");
        }
      assert_found (&fixture, SUBSCRIPTION,
                    (DavyAccessAnswer[]){ table[i].see, table[i].stop, DAVY_ACCESS_YES },
                    (DavyAccessReasons[]){ table[i].see_reasons, table[i].stop_reasons, 0 });
      end (&fixture);
    }
}

static void
test_cost_hidden (void)
{
  Fixture fixture;

  begin (&fixture, ADMINISTRATOR);
  answer (&fixture, 200, CUSTOMER_BODY);
  answer_token (&fixture, PROVEN);
  answer (&fixture, 200, OWNER);
  answer (&fixture, 200, NOTHING);
  answer (&fixture, 403, FAILED ("RBACAccessDenied"));
  assert_found (&fixture, SUBSCRIPTION,
                (DavyAccessAnswer[]){ DAVY_ACCESS_YES, DAVY_ACCESS_YES, DAVY_ACCESS_YES },
                (DavyAccessReasons[]){ DAVY_ACCESS_COST_HIDDEN, 0, 0 });
  end (&fixture);
}

/* Cancelling goes through Partner Center and works all the same. */
static void
test_no_token (void)
{
  static const struct
  {
    const char *word;
    guint number;
    DavyAccessReasons reason;
  } table[] = {
    { "invalid_grant", 65001, DAVY_ACCESS_NO_CONSENT },
    { "unauthorized_client", 700016, DAVY_ACCESS_NO_CONSENT },
    { "invalid_resource", 650052, DAVY_ACCESS_NO_CONSENT },
    { "invalid_grant", 50076, DAVY_ACCESS_NO_MFA },
    { "invalid_grant", 50020, DAVY_ACCESS_NOT_KNOWN_THERE },
    { "invalid_grant", 50034, DAVY_ACCESS_NOT_KNOWN_THERE },
    { "invalid_grant", 53003, DAVY_ACCESS_BLOCKED },
    { "invalid_grant", 530034, DAVY_ACCESS_BLOCKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      Fixture fixture;

      begin (&fixture, ADMINISTRATOR);
      answer (&fixture, 200, CUSTOMER_BODY);
      answer_no_token (&fixture, table[i].word, table[i].number);
      assert_found (&fixture, SUBSCRIPTION,
                    (DavyAccessAnswer[]){ DAVY_ACCESS_NO, DAVY_ACCESS_NO, DAVY_ACCESS_YES },
                    (DavyAccessReasons[]){ table[i].reason, table[i].reason, 0 });
      end (&fixture);
    }
}

/* Reading passes, changing would not. */
static void
test_no_second_factor (void)
{
  Fixture fixture;

  begin (&fixture, UNPROVEN);
  answer (&fixture, 200, CUSTOMER_BODY);
  answer_token (&fixture, UNPROVEN);
  answer (&fixture, 200, OWNER);
  answer (&fixture, 200, NOTHING);
  davy_test_server_answer (fixture.server, 204, NULL, "");
  assert_found (&fixture, SUBSCRIPTION,
                (DavyAccessAnswer[]){ DAVY_ACCESS_YES, DAVY_ACCESS_NO, DAVY_ACCESS_NO },
                (DavyAccessReasons[]){ 0, DAVY_ACCESS_NO_MFA, DAVY_ACCESS_NO_PARTNER_MFA });
  end (&fixture);
}

static void
test_partner_center (void)
{
  static const struct
  {
    const char *claims;
    guint status;
    const char *body;
    DavyAccessAnswer answer;
    DavyAccessReasons reason;
  } table[] = {
    { USER, 200, CUSTOMER_BODY, DAVY_ACCESS_NO, DAVY_ACCESS_NOT_ADMINISTRATOR },
    { PROVEN, 200, CUSTOMER_BODY, DAVY_ACCESS_UNKNOWN, DAVY_ACCESS_ROLE_UNSEEN },
    { ADMINISTRATOR, 403, "{\"code\":\"900150\",\"description\":\"No.\"}", DAVY_ACCESS_NO,
      DAVY_ACCESS_NO_ROLE },
    { ADMINISTRATOR, 403, "{\"code\":\"20002\",\"description\":\"No.\"}", DAVY_ACCESS_NO,
      DAVY_ACCESS_NO_RELATIONSHIP },
    { ADMINISTRATOR, 404, "{\"code\":\"1000\",\"description\":\"No.\"}", DAVY_ACCESS_NO,
      DAVY_ACCESS_NO_RELATIONSHIP },
    { ADMINISTRATOR, 400, "{\"code\":\"1\",\"description\":\"No.\"}", DAVY_ACCESS_UNKNOWN,
      DAVY_ACCESS_NO_ANSWER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      Fixture fixture;

      begin (&fixture, table[i].claims);
      answer (&fixture, table[i].status, table[i].body);
      answer_token (&fixture, PROVEN);
      assert_found (
          &fixture, NULL,
          (DavyAccessAnswer[]){ DAVY_ACCESS_UNKNOWN, DAVY_ACCESS_UNKNOWN, table[i].answer },
          (DavyAccessReasons[]){ DAVY_ACCESS_NO_SUBSCRIPTION, DAVY_ACCESS_NO_SUBSCRIPTION,
                                 table[i].reason });
      end (&fixture);
    }
}

/* What was known before is better than nothing. */
static void
test_no_answer (void)
{
  Fixture fixture;
  DavyAccess access;
  g_autoptr (GError) error = NULL;

  begin (&fixture, ADMINISTRATOR);
  answer (&fixture, 200, CUSTOMER_BODY);
  answer_no_token (&fixture, "invalid_grant", 700082);
  g_assert_false (check (&fixture, SUBSCRIPTION, &access, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  end (&fixture);
}

static void
test_is_ready (void)
{
  DavyAccess access = { .answers = { DAVY_ACCESS_YES, DAVY_ACCESS_YES, DAVY_ACCESS_UNKNOWN },
                        .reasons = { DAVY_ACCESS_COST_HIDDEN, DAVY_ACCESS_LOCKED,
                                     DAVY_ACCESS_ROLE_UNSEEN },
                        .checked_at = 1 };

  g_assert_true (davy_access_is_ready (&access));
  access.reasons[DAVY_ACCESS_CANCEL] = DAVY_ACCESS_NO_ANSWER;
  g_assert_false (davy_access_is_ready (&access));
  access.reasons[DAVY_ACCESS_CANCEL] = 0;
  g_assert_false (davy_access_is_ready (&access));
  access.answers[DAVY_ACCESS_CANCEL] = DAVY_ACCESS_YES;
  access.answers[DAVY_ACCESS_STOP] = DAVY_ACCESS_NO;
  g_assert_false (davy_access_is_ready (&access));
  g_assert_false (davy_access_is_ready (&(DavyAccess){ 0 }));
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);

  g_test_add_func ("/triage/access/who-has-everything-can-do-everything", test_ready);
  g_test_add_func ("/triage/access/rights-and-locks-decide-what-can-be-stopped", test_rights);
  g_test_add_func ("/triage/access/hidden-cost-is-a-remark", test_cost_hidden);
  g_test_add_func ("/triage/access/without-a-token-there-cancelling-is-left", test_no_token);
  g_test_add_func ("/triage/access/a-missing-second-factor-stops-changes", test_no_second_factor);
  g_test_add_func ("/triage/access/partner-center-decides-about-cancelling", test_partner_center);
  g_test_add_func ("/triage/access/what-says-nothing-is-an-error", test_no_answer);
  g_test_add_func ("/triage/access/ready-is-what-needs-no-mending", test_is_ready);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
