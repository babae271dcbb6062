/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-running.h"

#include "containment-fixture.h"
#include "store/davy-rows.h"

/* What runs in a subscription, from the embedded Azure. */

static gboolean
put_subscription (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const DavySubscriptionRow row = { .account_id = davy_account_get_id (fixture->world.account),
                                    .azure_id = SHOP,
                                    .customer_tenant_id = FABRIKAM,
                                    .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };

  return davy_db_put_subscription (db, &row, 1, NULL, error);
}

static DavyStopPlan *
read_running (Fixture *fixture, GError **error)
{
  g_autoptr (DavySubscription) subscription = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  davy_store_find_subscription_async (fixture->store, davy_account_get_id (fixture->world.account),
                                      SHOP, NULL, davy_test_keep_result, &found);
  subscription =
      davy_store_find_subscription_finish (fixture->store, davy_test_wait_result (&found), error);
  g_assert_nonnull (subscription);
  davy_running_read_async (fixture->store, fixture->world.accounts, subscription, NULL,
                           davy_test_keep_result, &result);

  return davy_running_read_finish (fixture->store, davy_test_wait_result (&result), error);
}

static void
test_priced (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyStopPlan) plan = read_running (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (plan->rate->machines, >, 0);
  g_assert_true (davy_money_is_known (&plan->per_hour));
  g_assert_cmpint (plan->per_hour.basis, ==, DAVY_BASIS_LIST);
  g_assert_cmpint (plan->read_at, >, 0);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "* /arm/* x* status=403");
  g_assert_null (read_running (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

static void
test_signed_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &result);
  davy_accounts_sign_out_finish (fixture->world.accounts, davy_test_wait_result (&result), NULL);
  g_assert_null (read_running (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define ADD_READING(path, function) \
  g_test_add ("/triage/running/" path, Fixture, NULL, set_up_estate, function, tear_down)
  ADD_READING ("machines-have-a-price-an-hour", test_priced);
  ADD_READING ("what-is-refused-says-why", test_refused);
  ADD_READING ("nobody-is-signed-in", test_signed_out);
#undef ADD_READING

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
