/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-row-id.h"

#include "davy-test-store.h"

/* Finding what a service calls by an id. */

typedef struct
{
  DavyStore *store;
} Fixture;

static gboolean
put_alert (DavyDb *db, const char *account, const char *id, guint pass, GError **error)
{
  const DavyAlertRow alert = { .account_id = account,
                               .event_id = id,
                               .status = "Active",
                               .azure_id = "sub",
                               .customer_tenant_id = "tenant",
                               .created = DAVY_TIME_DAY };

  return davy_db_put_alert (db, &alert, pass, NULL, error);
}

/* The second account still has the alert, the first one has it no more. */
static gboolean
fill (DavyDb *db, gpointer data, GError **error)
{
  const DavySubscriptionRow subscription = { .account_id = DAVY_TEST_ACCOUNT,
                                             .azure_id = "7d1b2c3d-AAAA",
                                             .plan_id = "plan",
                                             .customer_tenant_id = "tenant",
                                             .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };
  gint64 row;

  return davy_db_put_subscription (db, &subscription, 1, &row, error) &&
         put_alert (db, "other.tid", "Event-1", 1, error) &&
         put_alert (db, DAVY_TEST_ACCOUNT, "Event-1", 1, error) &&
         davy_db_execute (
             db, "UPDATE alerts SET gone = 1 WHERE account_id = '" DAVY_TEST_ACCOUNT "'", error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = davy_test_store_path ();

  fixture->store = davy_test_store_open (path);
  davy_test_store_write (fixture->store, fill, NULL, DAVY_TABLE_ALERTS);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_close (&fixture->store);
}

static gint64
find (Fixture *fixture, DavyIdKind kind, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_store_find_row_async (fixture->store, kind, id, NULL, davy_test_keep_result, &result);

  return davy_store_find_row_finish (fixture->store, davy_test_wait_result (&result), error);
}

static void
test_known (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 alert = davy_test_store_number (fixture->store, "SELECT id FROM alerts WHERE NOT gone");

  g_assert_cmpint (find (fixture, DAVY_ID_OF_ALERT, "event-1", &error), ==, alert);
  g_assert_no_error (error);
  g_assert_cmpint (find (fixture, DAVY_ID_OF_SUBSCRIPTION, "7D1B2C3D-aaaa", &error), ==,
                   davy_test_store_number (fixture->store, "SELECT id FROM subscriptions"));
  g_assert_no_error (error);
}

static void
test_unknown (Fixture *fixture, gconstpointer unused)
{
  const char *const strangers[] = { "", "Event-2", "sub", "%", "' OR 1 --" };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) other = NULL;

      g_assert_cmpint (find (fixture, DAVY_ID_OF_ALERT, strangers[i], &error), ==, 0);
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
      g_assert_cmpint (find (fixture, DAVY_ID_OF_SUBSCRIPTION, strangers[i], &other), ==, 0);
      g_assert_error (other, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
    }
}

static void
test_broken (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_store_close (fixture->store);
  g_assert_cmpint (find (fixture, DAVY_ID_OF_ALERT, "Event-1", &error), ==, 0);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
}

#define ADD(path, function) \
  g_test_add ("/store/row-id/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("known-in-any-case-and-where-it-still-is", test_known);
  ADD ("unknown", test_unknown);
  ADD ("store-that-cannot-be-read", test_broken);

  return g_test_run ();
}
