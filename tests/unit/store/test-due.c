/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-due.h"

#include "davy-test-store.h"

#define ACCOUNT DAVY_TEST_ACCOUNT

typedef struct
{
  DavyStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = davy_test_store_path ();

  fixture->store = davy_test_store_open (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_close (&fixture->store);
}

static gboolean
put_subscription (DavyDb *db, const char *azure_id, DavyTime fetched_at, GError **error)
{
  const DavySubscriptionRow subscription = { .account_id = ACCOUNT,
                                             .azure_id = azure_id,
                                             .plan_id = "plan",
                                             .customer_tenant_id = "tenant",
                                             .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };
  gint64 row;

  return davy_db_put_subscription (db, &subscription, 1, &row, error) &&
         davy_db_set_usage_state (db, row, DAVY_USAGE_FETCHED, fetched_at, error);
}

static gboolean
put_alert (DavyDb *db,
           const char *id,
           const char *azure_id,
           const char *tenant_id,
           const char *status,
           DavyTime created,
           GError **error)
{
  const DavyAlertRow alert = { .account_id = ACCOUNT,
                               .event_id = id,
                               .status = status,
                               .azure_id = azure_id,
                               .customer_tenant_id = tenant_id,
                               .created = created };

  return davy_db_put_alert (db, &alert, 1, NULL, error);
}

static gboolean
put_everything (DavyDb *db, gpointer data, GError **error)
{
  return put_subscription (db, "calm-new", 0, error) &&
         put_subscription (db, "calm-old", 100, error) &&
         put_subscription (db, "calm-fresh", 900, error) &&
         put_subscription (db, "alerted-before", 300, error) &&
         put_subscription (db, "alerted-now", 400, error) &&
         put_alert (db, "1", "alerted-before", "tenant-a", "Active", 10, error) &&
         put_alert (db, "2", "alerted-now", "tenant-b", "Investigating", 20, error) &&
         put_alert (db, "3", "calm-old", "tenant-c", "Resolved", 30, error);
}

typedef struct
{
  gboolean alerted_only;
  DavyTime before;
  GString *found;
} Search;

static gboolean
find_targets (DavyDb *db, gpointer data, GError **error)
{
  Search *search = data;
  g_autoptr (GPtrArray) targets =
      davy_db_list_usage_targets (db, ACCOUNT, search->before, search->alerted_only, error);

  for (guint i = 0; targets != NULL && i < targets->len; i++)
    {
      const DavyUsageTarget *target = g_ptr_array_index (targets, i);

      g_string_append_printf (search->found, "%s%s ", target->azure_id, target->alerted ? "!" : "");
    }

  return targets != NULL;
}

static gboolean
find_alerted_customers (DavyDb *db, gpointer data, GError **error)
{
  Search *search = data;
  g_autoptr (GPtrArray) tenants =
      davy_db_list_alerted_customers (db, ACCOUNT, search->before, error);

  for (guint i = 0; tenants != NULL && i < tenants->len; i++)
    g_string_append_printf (search->found, "%s ", (const char *) g_ptr_array_index (tenants, i));

  return tenants != NULL;
}

static void
assert_found (Fixture *fixture,
              DavyStoreWork work,
              gboolean alerted_only,
              DavyTime before,
              const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  Search search = { .alerted_only = alerted_only, .before = before, .found = found };

  davy_test_store_read (fixture->store, work, &search);

  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_order (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_write (fixture->store, put_everything, NULL, DAVY_TABLE_SUBSCRIPTIONS);

  assert_found (fixture, find_targets, FALSE, 500,
                "alerted-now! alerted-before! calm-new calm-old ");
  assert_found (fixture, find_targets, TRUE, 500, "alerted-now! alerted-before! ");
}

static void
test_fresh (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_write (fixture->store, put_everything, NULL, DAVY_TABLE_SUBSCRIPTIONS);

  assert_found (fixture, find_targets, FALSE, 200, "calm-new calm-old ");
  assert_found (fixture, find_targets, TRUE, 350, "alerted-before! ");
}

static gboolean
mark_read (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_mark_customer_read (db, ACCOUNT, "Tenant-B", 1000, error);
}

static void
test_alerted_customers (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_write (fixture->store, put_everything, NULL, DAVY_TABLE_ALERTS);

  assert_found (fixture, find_alerted_customers, TRUE, 2000, "tenant-b tenant-a ");

  davy_test_store_write (fixture->store, mark_read, NULL, DAVY_TABLE_STATE);

  assert_found (fixture, find_alerted_customers, TRUE, 1000, "tenant-a ");
  assert_found (fixture, find_alerted_customers, TRUE, 1001, "tenant-b tenant-a ");
}

/* What was fetched in the future was fetched before the clock was set back. */
static void
test_clock_set_back (Fixture *fixture, gconstpointer unused)
{
  davy_test_clock_install (950);
  davy_test_store_write (fixture->store, put_everything, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, mark_read, NULL, DAVY_TABLE_STATE);

  assert_found (fixture, find_targets, FALSE, 50, "calm-new ");
  assert_found (fixture, find_alerted_customers, TRUE, 0, "tenant-b ");
  davy_test_clock_set_back (100);
  assert_found (fixture, find_targets, FALSE, 50, "calm-new calm-fresh ");
}

static gboolean
put_refreshes (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_put_last_refresh (db, ACCOUNT, 700, error) &&
         davy_db_put_last_refresh (db, "other", 600, error);
}

static gboolean
get_refreshes (DavyDb *db, gpointer data, GError **error)
{
  DavyTime *times = data;

  return davy_db_get_last_refresh (db, NULL, &times[0], error) &&
         davy_db_get_last_refresh (db, ACCOUNT, &times[1], error) &&
         davy_db_get_last_refresh (db, "nobody", &times[2], error);
}

static void
test_last_refresh (Fixture *fixture, gconstpointer unused)
{
  DavyTime times[3];

  davy_test_store_write (fixture->store, put_refreshes, NULL, DAVY_TABLE_STATE);
  davy_test_store_read (fixture->store, get_refreshes, times);

  g_assert_cmpint (times[0], ==, 600);
  g_assert_cmpint (times[1], ==, 700);
  g_assert_cmpint (times[2], ==, DAVY_TIME_UNSET);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  add ("/store/due/the-latest-alert-comes-first", test_order);
  add ("/store/due/what-is-fresh-is-left-out", test_fresh);
  add ("/store/due/customers-of-open-alerts", test_alerted_customers);
  add ("/store/due/what-is-of-the-future-is-due", test_clock_set_back);
  add ("/store/due/the-longest-ago-refresh-counts", test_last_refresh);

  return g_test_run ();
}
