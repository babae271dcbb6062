/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-fixture.h"

/* Suspending a subscription, cancelling one in a plan and waiting for it: `wire-contract.md` 2.6.
 */

#define ENTITLEMENT "/pc/v1/customers/*/subscriptions/*/azureEntitlements/*"

#define ONE_SUBSCRIPTION "GET /pc/v1/customers/*/subscriptions/* "
#define PATCHING         "PATCH /pc/v1/customers/*/subscriptions/* "
#define WHOLE                                                                             \
  "body={\"id\":\"" LEGACY "\",\"status\":\"active\",\"autoRenewEnabled\":true,"          \
  "\"quantity\":1.5,\"unheardOf\":{\"deep\":[null,1]},\"attributes\":{\"etag\":\"eyJ9\"," \
  "\"objectType\":\"Subscription\"}}"

static gboolean
set_suspended (Fixture *fixture, gboolean suspended, DavyPartnerReceipt **receipt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_set_suspended_async (fixture->client, FABRIKAM, LEGACY, suspended, NULL,
                                           davy_test_keep_result, &result);

  return davy_partner_client_set_suspended_finish (fixture->client, davy_test_wait_result (&result),
                                                   receipt, error);
}

/* --- suspending ---------------------------------------------------------------------------- */

static void
test_whole_object (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, ONE_SUBSCRIPTION "x1 " WHOLE);
  davy_test_world_spoil (&fixture->world, PATCHING "x1 status=200,body={}");
  g_assert_true (set_suspended (fixture, TRUE, &receipt, &error));
  g_assert_no_error (error);
  assert_receipt (receipt, 200);

  body = davy_test_world_dup_body (&fixture->world, "/subscriptions/" LEGACY);
  g_assert_cmpstr (body, ==,
                   "{\"id\":\"" LEGACY "\",\"status\":\"suspended\",\"autoRenewEnabled\":true,"
                   "\"quantity\":1.5,\"unheardOf\":{\"deep\":[null,1]},"
                   "\"attributes\":{\"etag\":\"eyJ9\",\"objectType\":\"Subscription\"}}");
}

static void
test_accepted (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world,
                         ONE_SUBSCRIPTION "x1 body={\"id\":\"X\",\"status\":\"suspended\"}");
  davy_test_world_spoil (&fixture->world, PATCHING "x1 status=202,empty");
  g_assert_true (set_suspended (fixture, FALSE, NULL, &error));
  g_assert_no_error (error);
}

static void
test_nothing_to_do (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world,
                         ONE_SUBSCRIPTION "x1 body={\"id\":\"X\",\"status\":\"Suspended\"}");
  g_assert_true (set_suspended (fixture, TRUE, &receipt, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (receipt->http_status, ==, 0);
  g_assert_null (receipt->correlation_id);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 0);
}

static void
test_old_copy (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, ONE_SUBSCRIPTION "x2 " WHOLE);
  davy_test_world_spoil (&fixture->world, PATCHING "x1 status=400,body={\"code\":\"2055\"}");
  davy_test_world_spoil (&fixture->world, PATCHING "x1 status=200,body={}");
  g_assert_true (set_suspended (fixture, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/subscriptions/"), ==, 2);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 2);
}

static void
test_old_copy_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, ONE_SUBSCRIPTION "x* " WHOLE);
  davy_test_world_spoil (&fixture->world, PATCHING "x* status=400,body={\"code\":\"2055\"}");
  g_assert_false (set_suspended (fixture, TRUE, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 2);
}

static void
test_refused_suspensions (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *answer;
    DavyError code;
    const char *reason;
  } refused[] = {
    { "status=403,body={\"code\":\"900115\"}", DAVY_ERROR_CONFLICT, "plan-active" },
    { "status=409,body={\"code\":\"800082\"}", DAVY_ERROR_CONFLICT, "pending" },
    { "status=409,body={\"code\":900278}", DAVY_ERROR_CONFLICT, "pending" },
    { "status=400,body={\"code\":\"800096\"}", DAVY_ERROR_CONFLICT, "state" },
    { "status=400,body={\"code\":\"800040\"}", DAVY_ERROR_CONFLICT, "state" },
    { "status=400,body={\"code\":\"2011\"}", DAVY_ERROR_CONFLICT, "state" },
    { "status=403,body={\"code\":\"900150\"}", DAVY_ERROR_REFUSED, "role" },
  };

  davy_test_world_spoil (&fixture->world, ONE_SUBSCRIPTION "x* " WHOLE);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *rule = g_strconcat (PATCHING "x1 ", refused[i].answer, NULL);
      g_autoptr (GError) error = NULL;

      davy_test_world_spoil (&fixture->world, rule);
      g_assert_false (set_suspended (fixture, TRUE, NULL, &error));
      g_assert_error (error, DAVY_ERROR, (int) refused[i].code);
      g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, refused[i].reason);
    }
}

static void
test_no_answer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, ONE_SUBSCRIPTION "x* " WHOLE);
  davy_test_world_spoil (&fixture->world, PATCHING "x* reset");
  g_assert_false (set_suspended (fixture, TRUE, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 1);
}

static void
test_no_object (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, ONE_SUBSCRIPTION "x1 body=[]");
  g_assert_false (set_suspended (fixture, TRUE, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 0);
}

/* --- cancelling ---------------------------------------------------------------------------- */

static gboolean
cancel (Fixture *fixture, DavyPartnerReceipt **receipt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_partner_client_cancel_entitlement_async (fixture->client, FABRIKAM, PLAN, SHOP, NULL,
                                                davy_test_keep_result, &result);

  return davy_partner_client_cancel_entitlement_finish (
      fixture->client, davy_test_wait_result (&result), receipt, error);
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyPartnerReceipt) receipt = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT "/cancel x1 status=200,body="
                                          "{\"id\":\"" SHOP "\",\"status\":\"active\"}");
  g_assert_true (cancel (fixture, NULL, &error));
  g_assert_no_error (error);
  body = davy_test_world_dup_body (&fixture->world, "/cancel");
  g_assert_cmpstr (body, ==, "{\"cancellationReason\":\"compromise\"}");

  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT "/cancel x1 status=202,empty");
  g_assert_true (cancel (fixture, &receipt, &error));
  g_assert_no_error (error);
  assert_receipt (receipt, 202);
}

static void
test_cancel_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GError) relationship = NULL;
  g_autoptr (GError) unknown = NULL;

  davy_test_world_spoil (&fixture->world,
                         "POST " ENTITLEMENT "/cancel x1 status=400,body={\"code\":\"900307\"}");
  g_assert_false (cancel (fixture, NULL, &reason));
  g_assert_cmpstr (davy_error_get_fault (reason)->reason, ==, "cancellation-reason");

  davy_test_world_spoil (&fixture->world,
                         "POST " ENTITLEMENT "/cancel x1 status=403,body={\"code\":\"900159\"}");
  g_assert_false (cancel (fixture, NULL, &relationship));
  g_assert_cmpstr (davy_error_get_fault (relationship)->reason, ==, "no-relationship");

  davy_test_world_spoil (&fixture->world,
                         "POST " ENTITLEMENT "/cancel x1 status=404,body={\"code\":\"800111\"}");
  g_assert_false (cancel (fixture, NULL, &unknown));
  g_assert_error (unknown, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
test_reactivate (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT "/reactivate x1 status=202,empty");
  davy_partner_client_reactivate_entitlement_async (fixture->client, FABRIKAM, PLAN, SHOP, NULL,
                                                    davy_test_keep_result, &first);
  g_assert_true (davy_partner_client_reactivate_entitlement_finish (
      fixture->client, davy_test_wait_result (&first), NULL, &error));
  g_assert_no_error (error);

  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT
                                          "/reactivate x1 status=403,body={\"code\":\"900335\"}");
  davy_partner_client_reactivate_entitlement_async (fixture->client, FABRIKAM, PLAN, SHOP, NULL,
                                                    davy_test_keep_result, &second);
  g_assert_false (davy_partner_client_reactivate_entitlement_finish (
      fixture->client, davy_test_wait_result (&second), NULL, &error));
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "no-reactivation");
}

/* --- waiting ------------------------------------------------------------------------------- */

typedef struct
{
  Fixture *fixture;
  GAsyncResult *result;
  guint looks;
} Waiting;

/* Whether a look was answered and the next one is a minute away: client and server share this
 * thread, so that nothing is on its way when nothing is pending. */
static gboolean
is_between_looks (Fixture *fixture, guint looks)
{
  return davy_test_clock_next () == DAVY_TIME_MINUTE && !g_main_context_pending (NULL) &&
         davy_test_world_count (&fixture->world, "GET", "azureEntitlements/") == looks;
}

static gboolean
minute_passes (gpointer user_data)
{
  Waiting *waiting = user_data;

  if (waiting->result == NULL && is_between_looks (waiting->fixture, waiting->looks))
    {
      waiting->looks++;
      davy_test_clock_advance (DAVY_TIME_MINUTE);
    }

  return waiting->result != NULL;
}

static DavyPartnerEntitlement *
wait_for (Fixture *fixture, const char *status, GError **error)
{
  Waiting waiting = { .fixture = fixture };
  g_autoptr (GAsyncResult) result = NULL;

  waiting.looks = 1 + davy_test_world_count (&fixture->world, "GET", "azureEntitlements/");
  davy_test_clock_install (davy_time_now ());
  davy_partner_client_wait_entitlement_async (fixture->client, FABRIKAM, PLAN, SHOP, status, NULL,
                                              davy_test_keep_result, &waiting.result);
  g_assert_true (davy_test_spin_until (minute_passes, &waiting));
  result = waiting.result;

  return davy_partner_client_wait_entitlement_finish (fixture->client, result, error);
}

static void
test_wait (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerEntitlement) entitlement = NULL;

  davy_test_world_spoil (&fixture->world,
                         "GET " ENTITLEMENT " x2 body={\"id\":\"" SHOP "\",\"status\":\"active\"}");
  davy_test_world_spoil (&fixture->world, "GET " ENTITLEMENT " x1 status=404,html");
  davy_test_world_spoil (&fixture->world, "GET " ENTITLEMENT " x1 body={\"id\":\"" SHOP
                                          "\",\"status\":\"Inactive\"}");
  entitlement = wait_for (fixture, "inactive", &error);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
  g_assert_null (entitlement);
  g_clear_error (&error);
  entitlement = wait_for (fixture, "inactive", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (entitlement->status, ==, "Inactive");
}

static void
test_wait_in_vain (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world,
                         "GET " ENTITLEMENT " x* body={\"id\":\"" SHOP "\",\"status\":\"active\"}");
  g_assert_null (wait_for (fixture, "inactive", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "not-yet");
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "azureEntitlements/"), ==, 21);
}

static gboolean
is_waiting (gpointer fixture)
{
  return is_between_looks (fixture, 1);
}

static void
test_wait_is_given_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world,
                         "GET " ENTITLEMENT " x* body={\"id\":\"" SHOP "\",\"status\":\"active\"}");
  davy_test_clock_install (davy_time_now ());
  davy_partner_client_wait_entitlement_async (fixture->client, FABRIKAM, PLAN, SHOP, "inactive",
                                              cancellable, davy_test_keep_result, &result);
  g_assert_true (davy_test_spin_until (is_waiting, fixture));
  g_cancellable_cancel (cancellable);

  g_assert_null (davy_partner_client_wait_entitlement_finish (
      fixture->client, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- consent ------------------------------------------------------------------------------- */

#define CONSENTS "/pc/v1/customers/*/applicationconsents"

static void
test_consent (Fixture *fixture, gconstpointer unused)
{
  static const DavyPartnerGrant grants[] = {
    { "797f4846-ba00-4fd7-ba43-dac1f8f63013", "user_impersonation" },
  };
  g_autoptr (GAsyncResult) granted = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) revoked = NULL;
  g_autoptr (GPtrArray) consents = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "POST " CONSENTS " x1 status=201,body={}");
  davy_partner_client_grant_consent_async (fixture->client, FABRIKAM, DAVY_TEST_APPLICATION,
                                           "Davylamp", grants, G_N_ELEMENTS (grants), NULL,
                                           davy_test_keep_result, &granted);
  g_assert_true (davy_partner_client_grant_consent_finish (
      fixture->client, davy_test_wait_result (&granted), NULL, &error));
  body = davy_test_world_dup_body (&fixture->world, "/applicationconsents");
  g_assert_cmpstr (body, ==,
                   "{\"applicationId\":\"" DAVY_TEST_APPLICATION "\",\"displayName\":\"Davylamp\","
                   "\"applicationGrants\":[{\"enterpriseApplicationId\":"
                   "\"797f4846-ba00-4fd7-ba43-dac1f8f63013\",\"scope\":\"user_impersonation\"}]}");

  davy_test_world_spoil (&fixture->world,
                         "GET " CONSENTS " x1 body={\"items\":[{\"applicationId\":\"AB-1\"}]}");
  davy_partner_client_list_consents_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                           &listed);
  consents = davy_partner_client_list_consents_finish (fixture->client,
                                                       davy_test_wait_result (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (consents->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (consents, 0), ==, "ab-1");

  davy_test_world_spoil (&fixture->world, "DELETE " CONSENTS "/* x1 status=204");
  davy_partner_client_revoke_consent_async (fixture->client, FABRIKAM, DAVY_TEST_APPLICATION, NULL,
                                            davy_test_keep_result, &revoked);
  g_assert_true (davy_partner_client_revoke_consent_finish (
      fixture->client, davy_test_wait_result (&revoked), NULL, &error));
}

static void
test_consent_refused (Fixture *fixture, gconstpointer unused)
{
  static const DavyPartnerGrant grants[] = { { "app", "scope" } };
  g_autoptr (GAsyncResult) granted = NULL;
  g_autoptr (GAsyncResult) revoked = NULL;
  g_autoptr (GError) exists = NULL;
  g_autoptr (GError) none = NULL;

  davy_test_world_spoil (&fixture->world, "POST " CONSENTS " x1 status=409,body={\"code\":1}");
  davy_partner_client_grant_consent_async (fixture->client, FABRIKAM, DAVY_TEST_APPLICATION,
                                           "Davylamp", grants, G_N_ELEMENTS (grants), NULL,
                                           davy_test_keep_result, &granted);
  g_assert_false (davy_partner_client_grant_consent_finish (
      fixture->client, davy_test_wait_result (&granted), NULL, &exists));
  g_assert_error (exists, DAVY_ERROR, DAVY_ERROR_CONFLICT);

  davy_test_world_spoil (&fixture->world, "DELETE " CONSENTS "/* x1 status=404,empty");
  davy_partner_client_revoke_consent_async (fixture->client, FABRIKAM, DAVY_TEST_APPLICATION, NULL,
                                            davy_test_keep_result, &revoked);
  g_assert_false (davy_partner_client_revoke_consent_finish (
      fixture->client, davy_test_wait_result (&revoked), NULL, &none));
  g_assert_error (none, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/partner/changes/a-subscription-goes-back-whole", DAVY_TEST_ADA, test_whole_object);
  add ("/partner/changes/a-long-suspension-is-a-success", DAVY_TEST_ADA, test_accepted);
  add ("/partner/changes/what-stands-as-wanted-is-not-sent", DAVY_TEST_ADA, test_nothing_to_do);
  add ("/partner/changes/an-old-copy-is-read-again-once", DAVY_TEST_ADA, test_old_copy);
  add ("/partner/changes/an-old-copy-twice-was-changed-elsewhere", DAVY_TEST_ADA,
       test_old_copy_again);
  add ("/partner/changes/a-refused-suspension-says-why", DAVY_TEST_ADA, test_refused_suspensions);
  add ("/partner/changes/a-suspension-without-answer-is-not-resent", DAVY_TEST_ADA, test_no_answer);
  add ("/partner/changes/what-is-no-subscription-is-not-sent-back", DAVY_TEST_ADA, test_no_object);
  add ("/partner/changes/a-cancellation-is-taken-on-either-way", DAVY_TEST_ADA, test_cancel);
  add ("/partner/changes/a-refused-cancellation-says-why", DAVY_TEST_ADA, test_cancel_refused);
  add ("/partner/changes/a-reactivation-and-its-refusal", DAVY_TEST_ADA, test_reactivate);
  add ("/partner/changes/waiting-ends-with-the-status", DAVY_TEST_ADA, test_wait);
  add ("/partner/changes/waiting-has-an-end", DAVY_TEST_ADA, test_wait_in_vain);
  add ("/partner/changes/waiting-is-given-up-at-once", DAVY_TEST_ADA, test_wait_is_given_up);
  add ("/partner/changes/consent-is-granted-listed-and-revoked", DAVY_TEST_ADA, test_consent);
  add ("/partner/changes/a-refused-consent-says-why", DAVY_TEST_ADA, test_consent_refused);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
