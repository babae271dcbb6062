/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-store.h"
#include "davy-test-world.h"
#include "triage/davy-readiness.h"

/* All customers of the tests' world: Fabrikam has consented, Contoso has not, Fourth Coffee has no
 * subscription. */

#define FABRIKAM "20000000-0000-4000-8000-000000000001"
#define CONTOSO  "20000000-0000-4000-8000-000000000002"
#define FOURTH   "20000000-0000-4000-8000-000000000003"
#define SHOP     "40000000-0000-4000-8000-00000000000b"

typedef struct
{
  DavyTestWorld world;
  DavyStore *store;
  DavyReadiness *readiness;
  const char *account_id;
} Fixture;

static gboolean
put_customers (DavyDb *db, gpointer data, GError **error)
{
  static const char *const tenants[] = { FABRIKAM, CONTOSO, FOURTH };
  const char *account_id = data;
  const DavySubscriptionRow shop = { .account_id = account_id,
                                     .azure_id = SHOP,
                                     .customer_tenant_id = FABRIKAM,
                                     .name = "Shop",
                                     .state = "active",
                                     .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };

  for (guint i = 0; i < G_N_ELEMENTS (tenants); i++)
    {
      const DavyCustomerRow row = { .account_id = account_id, .tenant_id = tenants[i] };

      if (!davy_db_put_customer (db, &row, error))
        return FALSE;
    }

  return davy_db_put_subscription (db, &shop, 1, NULL, error);
}

static void
set_up (Fixture *fixture, gconstpointer user)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_world_begin (&fixture->world, user);
  fixture->account_id = davy_account_get_id (fixture->world.account);
  fixture->store = davy_test_store_open (path);
  davy_test_store_write (fixture->store, put_customers, (gpointer) fixture->account_id,
                         DAVY_TABLE_CUSTOMERS | DAVY_TABLE_SUBSCRIPTIONS);
  fixture->readiness = davy_readiness_new (fixture->store, fixture->world.accounts);
}

static void
tear_down (Fixture *fixture, gconstpointer user)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->readiness));
  davy_test_store_close (&fixture->store);
  davy_test_world_end (&fixture->world);
}

static gboolean
is_through (gpointer readiness)
{
  return !davy_readiness_is_running (readiness);
}

static void
wait_through (Fixture *fixture)
{
  g_assert_true (davy_test_spin_until (is_through, fixture->readiness));
}

typedef struct
{
  const char *account_id;
  const char *tenant_id;
  DavyAccess access;
} Stored;

static gboolean
read_access (DavyDb *db, gpointer data, GError **error)
{
  Stored *stored = data;

  return davy_db_get_access (db, stored->account_id, stored->tenant_id, &stored->access, error);
}

static DavyAccess
get_access (Fixture *fixture, const char *tenant_id)
{
  Stored stored = { fixture->account_id, tenant_id, { { 0 } } };

  davy_test_store_read (fixture->store, read_access, &stored);

  return stored.access;
}

static gint64
count_stored (Fixture *fixture)
{
  return davy_test_store_number (fixture->store, "SELECT count (*) FROM access");
}

static guint
count_tokens (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "POST", "/oauth2/v2.0/token");
}

static void
test_all (Fixture *fixture, gconstpointer user)
{
  DavyAccess contoso, fabrikam, fourth;

  davy_readiness_start (fixture->readiness, FALSE);
  g_assert_true (davy_readiness_is_running (fixture->readiness));
  wait_through (fixture);
  g_assert_null (davy_readiness_get_error (fixture->readiness));
  g_assert_cmpuint (davy_readiness_get_left (fixture->readiness), ==, 0);
  g_assert_cmpint (count_stored (fixture), ==, 3);

  contoso = get_access (fixture, CONTOSO);
  g_assert_cmpint (contoso.answers[DAVY_ACCESS_STOP], ==, DAVY_ACCESS_NO);
  g_assert_cmpint (contoso.reasons[DAVY_ACCESS_STOP], ==, DAVY_ACCESS_NO_CONSENT);
  g_assert_cmpint (contoso.checked_at, !=, DAVY_TIME_UNSET);
  fabrikam = get_access (fixture, FABRIKAM);
  g_assert_false (fabrikam.reasons[DAVY_ACCESS_STOP] & DAVY_ACCESS_NO_CONSENT);
  fourth = get_access (fixture, FOURTH);
  g_assert_cmpint (fourth.reasons[DAVY_ACCESS_SEE], ==, DAVY_ACCESS_NO_SUBSCRIPTION);
}

static void
test_goes_on (Fixture *fixture, gconstpointer user)
{
  guint tokens;

  davy_readiness_start (fixture->readiness, FALSE);
  wait_through (fixture);
  tokens = count_tokens (fixture);

  /* Within a day nobody is asked again, unless a person wants it. */
  davy_readiness_start (fixture->readiness, FALSE);
  wait_through (fixture);
  davy_readiness_resume (fixture->readiness);
  wait_through (fixture);
  g_assert_cmpuint (count_tokens (fixture), ==, tokens);
  davy_readiness_start (fixture->readiness, TRUE);
  wait_through (fixture);
  g_assert_cmpuint (count_tokens (fixture), >, tokens); /* Contoso's is refused each time */
}

static void
test_unused (Fixture *fixture, gconstpointer user)
{
  guint before = count_tokens (fixture);

  davy_readiness_resume (fixture->readiness);
  wait_through (fixture);
  g_assert_cmpint (count_stored (fixture), ==, 0);
  g_assert_cmpuint (count_tokens (fixture), ==, before);
}

static void
test_paused (Fixture *fixture, gconstpointer user)
{
  guint before = count_tokens (fixture);

  davy_readiness_set_paused (fixture->readiness, TRUE);
  davy_readiness_start (fixture->readiness, FALSE);
  for (guint i = 0; i < 200; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count_tokens (fixture), ==, before);
  davy_readiness_set_paused (fixture->readiness, FALSE);
  wait_through (fixture);
  g_assert_cmpint (count_stored (fixture), ==, 3);
}

static void
test_stopped (Fixture *fixture, gconstpointer user)
{
  davy_readiness_start (fixture->readiness, FALSE);
  davy_readiness_stop (fixture->readiness);
  g_assert_false (davy_readiness_is_running (fixture->readiness));
  davy_readiness_start (fixture->readiness, FALSE);
  wait_through (fixture);
  g_assert_cmpint (count_stored (fixture), ==, 3);
}

/* What was known stays known. */
static void
test_trouble (Fixture *fixture, gconstpointer user)
{
  DavyAccess before;

  davy_readiness_start (fixture->readiness, FALSE);
  wait_through (fixture);
  before = get_access (fixture, FABRIKAM);
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/* x99 status=401");
  davy_readiness_start (fixture->readiness, TRUE);
  wait_through (fixture);
  g_assert_error (davy_readiness_get_error (fixture->readiness), DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_assert_cmpint (get_access (fixture, FABRIKAM).checked_at, ==, before.checked_at);
}

static void
test_consent (Fixture *fixture, gconstpointer user)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) grant = NULL;
  g_autoptr (GError) error = NULL;
  DavyAccess access;
  g_autofree char *body = NULL;

  davy_readiness_check_async (fixture->readiness, fixture->account_id, CONTOSO, NULL,
                              davy_test_keep_result, &first);
  g_assert_true (davy_readiness_check_finish (fixture->readiness, davy_test_wait_result (&first),
                                              &access, &error));
  g_assert_cmpint (access.reasons[DAVY_ACCESS_SEE], ==, DAVY_ACCESS_NO_CONSENT);

  davy_readiness_grant_consent_async (fixture->readiness, fixture->account_id, CONTOSO, NULL,
                                      davy_test_keep_result, &grant);
  g_assert_true (davy_readiness_grant_consent_finish (
      fixture->readiness, davy_test_wait_result (&grant), &access, &error));
  g_assert_no_error (error);
  g_assert_false (access.reasons[DAVY_ACCESS_SEE] & DAVY_ACCESS_NO_CONSENT);
  g_assert_false (get_access (fixture, CONTOSO).reasons[DAVY_ACCESS_SEE] & DAVY_ACCESS_NO_CONSENT);
  body = davy_test_world_dup_body (&fixture->world, "applicationconsents");
  g_assert_nonnull (strstr (body, DAVY_TEST_APPLICATION));
  g_assert_nonnull (strstr (body, "797f4846-ba00-4fd7-ba43-dac1f8f63013"));
}

static void
test_consent_refused (Fixture *fixture, gconstpointer user)
{
  g_autoptr (GAsyncResult) grant = NULL;
  g_autoptr (GError) error = NULL;

  davy_readiness_grant_consent_async (fixture->readiness, fixture->account_id, CONTOSO, NULL,
                                      davy_test_keep_result, &grant);
  g_assert_false (davy_readiness_grant_consent_finish (
      fixture->readiness, davy_test_wait_result (&grant), NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpint (count_stored (fixture), ==, 0);
}

static void
test_nobody (Fixture *fixture, gconstpointer user)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_readiness_check_async (fixture->readiness, "gone.elsewhere", CONTOSO, NULL,
                              davy_test_keep_result, &result);
  g_assert_false (davy_readiness_check_finish (fixture->readiness, davy_test_wait_result (&result),
                                               NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
}

#define ADD(path, function, user) g_test_add (path, Fixture, user, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  davy_test_clock_install (1795348800 * DAVY_TIME_SECOND);

  ADD ("/triage/readiness/every-customer-is-checked", test_all, DAVY_TEST_ADA);
  ADD ("/triage/readiness/what-was-checked-today-rests", test_goes_on, DAVY_TEST_ADA);
  ADD ("/triage/readiness/nothing-is-asked-that-nobody-wanted-to-know", test_unused, DAVY_TEST_ADA);
  ADD ("/triage/readiness/it-waits-for-what-is-more-urgent", test_paused, DAVY_TEST_ADA);
  ADD ("/triage/readiness/it-goes-on-where-it-stopped", test_stopped, DAVY_TEST_ADA);
  ADD ("/triage/readiness/trouble-takes-nothing-away", test_trouble, DAVY_TEST_ADA);
  ADD ("/triage/readiness/consent-is-granted-and-seen", test_consent, DAVY_TEST_ADA);
  ADD ("/triage/readiness/a-refused-consent-is-told", test_consent_refused, DAVY_TEST_LUC);
  ADD ("/triage/readiness/without-anybody-it-says-so", test_nobody, DAVY_TEST_ADA);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
