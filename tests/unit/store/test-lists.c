/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-alert-list.h"
#include "store/davy-subscription-list.h"

#include <math.h>

#include "davy-test-store.h"

#define NOW    (1774000000 * DAVY_TIME_SECOND)
#define TENANT "c0000000-0000-4000-8000-00000000000c"
#define AZURE  "a0000000-0000-4000-8000-00000000000a"

typedef struct
{
  DavyStore *store;
  guint changes;  /* of the list */
  guint replaced; /* rows that were told to have changed */
} Fixture;

/* One letter is one alert: its event id, and by default everything else about it. */
typedef struct
{
  const char *id;
  const char *status;
  const char *severity;
  const char *customer;
  const char *search; /* in the resource's name */
  int minutes_ago;
  gboolean is_test;
} Story;

static const Story stories[] = {
  { "a", "Active", "Low", "Zeta", "vm-alpha", 10, FALSE },
  { "b", "Active", "High", "Ärger AG", "vm-beta", 90, FALSE },
  { "c", "Investigating", "Medium", "Zeta", "Straße-7", 120, FALSE },
  { "d", "Resolved", "High", "Zeta", "vm-delta", 30, FALSE },
  { "e", "Active", "High", "Zeta", "vm-epsilon", 5, TRUE },
  { "f", "Escalated", "Critical", NULL, "vm-zeta", 20, FALSE },
};

static gboolean
put_story (DavyDb *db, const Story *story, GError **error)
{
  const DavyAlertRow row = {
    .account_id = DAVY_TEST_ACCOUNT,
    .event_id = story->id,
    .type = "networkConnectionsToCryptoMiningPools",
    .status = story->status,
    .severity = story->severity,
    .customer_name = story->customer,
    .customer_tenant_id = TENANT,
    .azure_id = AZURE,
    .resource_name = story->search,
    .created = NOW - story->minutes_ago * DAVY_TIME_MINUTE,
    .is_test = story->is_test,
  };

  return davy_db_put_alert (db, &row, 1, NULL, error);
}

static gboolean
put_stories (DavyDb *db, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++)
    if (!put_story (db, &stories[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
put_one (DavyDb *db, gpointer data, GError **error)
{
  return put_story (db, data, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_clock_install (NOW);
  fixture->store = davy_test_store_open (path);
  davy_test_store_write (fixture->store, put_stories, NULL, DAVY_TABLE_ALERTS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
}

static gboolean
is_loaded (gpointer list)
{
  gboolean loading;

  g_object_get (list, "loading", &loading, NULL);
  return !loading;
}

static char *
dup_shown (DavyRowList *list)
{
  GString *shown = g_string_new (NULL);

  g_assert_true (davy_test_spin_until (is_loaded, list));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (DavyAlert) alert = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (shown, davy_alert_get_event_id (alert));
    }

  return g_string_free (shown, FALSE);
}

static void
assert_shows (Fixture *fixture, DavyAlertQuery query, const char *expected)
{
  g_autoptr (DavyRowList) list = davy_alert_list_new (fixture->store);
  g_autofree char *shown = NULL;

  davy_alert_list_set_query (list, &query);
  g_assert_true (davy_row_list_is_loading (list));
  shown = dup_shown (list);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_urgency (Fixture *fixture, gconstpointer data)
{
  /* b and c are overdue, b is graver; of the others f and a, a is graver: an unknown severity
   * stands below all known ones. d is resolved. */
  assert_shows (fixture, (DavyAlertQuery){ 0 }, "bcafd");
}

static void
test_other_orders (Fixture *fixture, gconstpointer data)
{
  assert_shows (fixture, (DavyAlertQuery){ .sort = DAVY_ALERT_SORT_NEWEST }, "afdbc");
  assert_shows (fixture, (DavyAlertQuery){ .sort = DAVY_ALERT_SORT_SEVERITY }, "dbcaf");
  assert_shows (fixture, (DavyAlertQuery){ .sort = DAVY_ALERT_SORT_CUSTOMER }, "badcf");
}

static void
test_open_only (Fixture *fixture, gconstpointer data)
{
  assert_shows (fixture, (DavyAlertQuery){ .open_only = TRUE }, "bcaf");
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  assert_shows (fixture, (DavyAlertQuery){ .statuses = 1 << DAVY_ALERT_STATUS_INVESTIGATING }, "c");
  assert_shows (fixture,
                (DavyAlertQuery){ .severities = 1 << DAVY_SEVERITY_HIGH | 1 << DAVY_SEVERITY_LOW },
                "bad");
  assert_shows (fixture, (DavyAlertQuery){ .severities = 1 << DAVY_SEVERITY_UNKNOWN }, "f");
  assert_shows (fixture,
                (DavyAlertQuery){ .customer_tenant_id = "C0000000-0000-4000-8000-00000000000C" },
                "bcafd");
  assert_shows (fixture, (DavyAlertQuery){ .customer_tenant_id = "another" }, "");
  assert_shows (fixture, (DavyAlertQuery){ .account_id = DAVY_TEST_ACCOUNT }, "bcafd");
  assert_shows (fixture, (DavyAlertQuery){ .account_id = "another" }, "");
}

static void
test_tests_are_apart (Fixture *fixture, gconstpointer data)
{
  assert_shows (fixture, (DavyAlertQuery){ .with_tests = TRUE, .open_only = TRUE }, "bceaf");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  assert_shows (fixture, (DavyAlertQuery){ .search = "ARGER" }, "b");
  assert_shows (fixture, (DavyAlertQuery){ .search = "strasse" }, "c");
  assert_shows (fixture, (DavyAlertQuery){ .search = "  alpha  zeta " }, "a");
  assert_shows (fixture, (DavyAlertQuery){ .search = "alpha beta" }, "");
  assert_shows (fixture, (DavyAlertQuery){ .search = "A0000000-0000" }, "bcafd");
  assert_shows (fixture, (DavyAlertQuery){ .search = "miningpools" }, "bcafd");
  assert_shows (fixture, (DavyAlertQuery){ .search = "%" }, "");
  assert_shows (fixture, (DavyAlertQuery){ .search = "   " }, "bcafd");
}

static void
test_total_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRowList) list = davy_alert_list_new (fixture->store);
  g_autofree char *shown = NULL;

  davy_alert_list_set_query (list, &(DavyAlertQuery){ .search = "nothing" });
  shown = dup_shown (list);
  g_assert_cmpstr (shown, ==, "");
  g_assert_cmpuint (davy_row_list_get_number (list), ==, 4);
}

static void
count_changes_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->changes++;
  fixture->replaced += removed + added;
}

static gboolean
list_has_changed (gpointer data)
{
  return ((Fixture *) data)->changes > 0;
}

static void
test_unchanged_refresh_tells_nothing (Fixture *fixture, gconstpointer data)
{
  static const Story changed = { "c", "Resolved", "Medium", "Zeta", "Straße-7", 120, FALSE };
  g_autoptr (DavyRowList) list = davy_alert_list_new (fixture->store);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  davy_alert_list_set_query (list, &(DavyAlertQuery){ .open_only = TRUE });
  before = dup_shown (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes_cb), fixture);

  /* The same page comes twice more, then one alert is resolved elsewhere. */
  davy_test_store_write (fixture->store, put_stories, NULL, DAVY_TABLE_ALERTS);
  davy_test_store_write (fixture->store, put_stories, NULL, DAVY_TABLE_ALERTS);
  davy_test_store_write (fixture->store, put_one, (gpointer) &changed, DAVY_TABLE_ALERTS);
  g_assert_true (davy_test_spin_until (list_has_changed, fixture));

  after = dup_shown (list);
  g_assert_cmpstr (before, ==, "bcaf");
  g_assert_cmpstr (after, ==, "baf");
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpuint (fixture->replaced, ==, 1);
}

static void
test_changed_row_keeps_its_place (Fixture *fixture, gconstpointer data)
{
  static const Story changed = { "b", "Investigating", "High", "Ärger AG", "vm-beta", 90, FALSE };
  g_autoptr (DavyRowList) list = davy_alert_list_new (fixture->store);
  g_autoptr (DavyAlert) alert = NULL;
  g_autofree char *before = NULL;

  davy_alert_list_set_query (list, &(DavyAlertQuery){ .open_only = TRUE });
  before = dup_shown (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes_cb), fixture);
  davy_test_store_write (fixture->store, put_one, (gpointer) &changed, DAVY_TABLE_ALERTS);
  g_assert_true (davy_test_spin_until (list_has_changed, fixture));

  g_assert_cmpuint (fixture->replaced, ==, 2);
  alert = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (davy_alert_get_event_id (alert), ==, "b");
  g_assert_cmpint (davy_alert_get_status (alert), ==, DAVY_ALERT_STATUS_INVESTIGATING);
  g_assert_cmpuint (davy_row_list_get_position (list, davy_alert_get_id (alert)), ==, 0);
  g_assert_cmpuint (davy_row_list_get_position (list, 4711), ==, G_MAXUINT);
}

static void
test_overdue_moves_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRowList) list = davy_alert_list_new (fixture->store);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  /* After 45 minutes f, 20 minutes old now, is overdue and a is not. */
  davy_alert_list_set_query (list, &(DavyAlertQuery){ .open_only = TRUE });
  before = dup_shown (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes_cb), fixture);
  davy_test_clock_advance (45 * DAVY_TIME_MINUTE);
  g_assert_true (davy_test_spin_until (list_has_changed, fixture));
  after = dup_shown (list);
  g_assert_cmpstr (before, ==, "bcaf");
  g_assert_cmpstr (after, ==, "bcfa");
}

static void
test_query_may_change_on_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRowList) list = davy_alert_list_new (fixture->store);
  g_autofree char *shown = NULL;

  davy_alert_list_set_query (list, &(DavyAlertQuery){ .search = "alpha" });
  davy_alert_list_set_query (list, &(DavyAlertQuery){ .search = "beta" });
  davy_alert_list_set_query (list, &(DavyAlertQuery){ .search = "delta" });
  shown = dup_shown (list);
  g_assert_cmpstr (shown, ==, "d");
}

static void
test_list_may_go_on_the_way (Fixture *fixture, gconstpointer data)
{
  DavyRowList *list = davy_alert_list_new (fixture->store);

  davy_alert_list_set_query (list, &(DavyAlertQuery){ 0 });
  g_object_unref (list);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT 1"), ==, 1);
}

static gboolean
put_thousands (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (
      db,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
      " INSERT INTO subscriptions (account_id, azure_id, kind, state, customer_fold, name)"
      " SELECT 'oid.tid', 's' || i, 1, 1, printf ('%06d', i), 'n' || i FROM n",
      error);
}

static gboolean
insert_first (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db,
                          "INSERT INTO subscriptions (account_id, azure_id, kind, state,"
                          " customer_fold) VALUES ('oid.tid', 'first', 1, 1, '000000')",
                          error);
}

static void
test_hundred_thousand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRowList) list = davy_subscription_list_new (fixture->store);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (DavySubscription) middle = NULL;
  g_autoptr (DavySubscription) last = NULL;

  davy_test_store_write (fixture->store, put_thousands, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  davy_subscription_list_set_query (list, &(DavySubscriptionQuery){ 0 });
  g_assert_true (davy_test_spin_until (is_loaded, list));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 100000);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes_cb), fixture);

  davy_test_store_write (fixture->store, insert_first, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  g_assert_true (davy_test_spin_until (list_has_changed, fixture));
  g_assert_cmpuint (fixture->replaced, ==, 1);

  /* More pages than are kept. */
  for (guint i = 0; i < 100000; i += 97)
    {
      g_autoptr (DavySubscription) any = g_list_model_get_item (model, i);

      g_assert_nonnull (davy_subscription_get_azure_id (any));
    }
  middle = g_list_model_get_item (model, 50000);
  g_assert_cmpstr (davy_subscription_get_azure_id (middle), ==, "s50000");
  last = g_list_model_get_item (model, 100000);
  g_assert_cmpstr (davy_subscription_get_name (last), ==, "n100000");
  g_assert_null (g_list_model_get_item (model, 100001));
}

static gboolean
let_thousands_be_found (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "INSERT INTO subscription_search SELECT id, name FROM subscriptions",
                          error);
}

/* What a view believes to be listed, by what it was told. */
typedef struct
{
  GPtrArray *shown; /* (owned) (element-type DavySubscription) */
  guint most_read;  /* rows that took the place of others at once */
  guint at_first;   /* rows that came at first */
} View;

static void
follow_cb (GListModel *model, guint position, guint removed, guint added, View *view)
{
  if (removed > 0)
    g_ptr_array_remove_range (view->shown, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (view->shown, (int) (position + i),
                        g_list_model_get_item (model, position + i));
  if (removed > 0)
    view->most_read = MAX (view->most_read, added);
  if (view->at_first == 0)
    view->at_first = added;

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, view->shown->len);
}

/* Nothing is on the screen yet that could stall, and the first frame has to wait for it. */
static void
test_first_rows_come_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRowList) list = davy_subscription_list_new (fixture->store);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  View view = { .shown = shown };

  davy_test_store_write (fixture->store, put_thousands, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, let_thousands_be_found, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  g_signal_connect (list, "items-changed", G_CALLBACK (follow_cb), &view);
  davy_subscription_list_set_query (list, &(DavySubscriptionQuery){ .search = "n111" });
  g_assert_true (davy_test_spin_until (is_loaded, list));
  g_assert_cmpuint (view.at_first, ==, 111);
}

static void
test_long_change_comes_in_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRowList) list = davy_subscription_list_new (fixture->store);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  View view = { .shown = shown };

  davy_test_store_write (fixture->store, put_thousands, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  davy_test_store_write (fixture->store, let_thousands_be_found, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  g_signal_connect (list, "items-changed", G_CALLBACK (follow_cb), &view);
  davy_subscription_list_set_query (list, &(DavySubscriptionQuery){ .search = "nowhere" });
  g_assert_true (davy_test_spin_until (is_loaded, list));
  davy_subscription_list_set_query (list, &(DavySubscriptionQuery){ .search = "n111" });
  g_assert_true (davy_test_spin_until (is_loaded, list));
  g_assert_cmpuint (shown->len, ==, 111);
  g_assert_cmpuint (view.at_first, <, 111);

  davy_subscription_list_set_query (list, &(DavySubscriptionQuery){ .search = "n22" });
  g_assert_true (davy_test_spin_until (is_loaded, list));
  g_assert_cmpuint (shown->len, ==, 1111);
  g_assert_cmpuint (view.most_read, <, 111);
  for (guint i = 0; i < shown->len; i++)
    {
      g_autoptr (DavySubscription) there = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (davy_subscription_get_id (there), ==,
                       davy_subscription_get_id (g_ptr_array_index (shown, i)));
      g_assert_true (
          g_str_has_prefix (davy_subscription_get_name (g_ptr_array_index (shown, i)), "n22"));
    }

  davy_subscription_list_set_query (list, &(DavySubscriptionQuery){ .search = "n3" });
  davy_subscription_list_set_query (list, &(DavySubscriptionQuery){ .search = "nowhere" });
  g_assert_true (davy_test_spin_until (is_loaded, list));
  g_assert_cmpuint (shown->len, ==, 0);
}

static gboolean
put_subscriptions (DavyDb *db, gpointer data, GError **error)
{
  static const struct
  {
    const char *id, *name, *tenant;
    double amount;
  } rows[] = { { "1", "Produktion", "x", 10 },
               { "2", "dev", "y", NAN },
               { "3", "Essai", "y", 40 } };
  const DavyCustomerRow x = { DAVY_TEST_ACCOUNT,  "x",  "Fabrikam Köln GmbH",
                              "fabrikam.example", "DE", "Adatum" };
  const DavyCustomerRow y = { DAVY_TEST_ACCOUNT, "y", "Contoso", NULL, "FR", NULL };

  if (!davy_db_put_customer (db, &x, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const DavySubscriptionRow row = { DAVY_TEST_ACCOUNT,       rows[i].id,   "plan",
                                        rows[i].tenant,          rows[i].name, "active",
                                        DAVY_SUBSCRIPTION_LEGACY };
      const DavyUsageDay day = { davy_day_from_time (NOW),
                                 { "VM" },
                                 davy_money_new (rows[i].amount, "EUR", DAVY_BASIS_LIST),
                                 1,
                                 "h" };
      gint64 id;

      if (!davy_db_put_subscription (db, &row, 1, &id, error) ||
          !davy_db_put_usage (db, id, day.day, day.day, DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE),
                              &day, 1, error))
        return FALSE;
    }

  /* The customer's name comes after its subscriptions. */
  return davy_db_put_customer (db, &y, error);
}

static void
assert_lists (Fixture *fixture, DavySubscriptionQuery query, const char *expected)
{
  g_autoptr (DavyRowList) list = davy_subscription_list_new (fixture->store);
  g_autoptr (GString) shown = g_string_new (NULL);

  davy_subscription_list_set_query (list, &query);
  g_assert_true (davy_test_spin_until (is_loaded, list));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (DavySubscription) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (shown, davy_subscription_get_azure_id (item));
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_subscriptions (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, put_subscriptions, NULL, DAVY_TABLE_SUBSCRIPTIONS);

  assert_lists (fixture, (DavySubscriptionQuery){ 0 }, "231");
  assert_lists (fixture, (DavySubscriptionQuery){ .descending = TRUE }, "123");
  assert_lists (fixture, (DavySubscriptionQuery){ .sort = DAVY_SUBSCRIPTION_SORT_NAME }, "231");
  assert_lists (fixture, (DavySubscriptionQuery){ .sort = DAVY_SUBSCRIPTION_SORT_COST }, "132");
  assert_lists (fixture,
                (DavySubscriptionQuery){ .sort = DAVY_SUBSCRIPTION_SORT_COST, .descending = TRUE },
                "312");
  assert_lists (fixture, (DavySubscriptionQuery){ .search = "koln adatum" }, "1");
  assert_lists (fixture, (DavySubscriptionQuery){ .search = "contoso" }, "23");
  assert_lists (fixture, (DavySubscriptionQuery){ .customer_tenant_id = "Y" }, "23");
  assert_lists (fixture, (DavySubscriptionQuery){ .with_alerts_only = TRUE }, "");
}

static void
test_wiped_row_is_empty_until_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRowList) list = davy_alert_list_new (fixture->store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dup_shown (list);

  davy_alert_list_set_query (list, &(DavyAlertQuery){ 0 });
  g_clear_pointer (&before, g_free);
  before = dup_shown (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes_cb), fixture);
  davy_store_wipe_account_async (fixture->store, DAVY_TEST_ACCOUNT, NULL, davy_test_keep_result,
                                 &result);
  g_assert_true (
      davy_store_wipe_account_finish (fixture->store, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_true (davy_test_spin_until (list_has_changed, fixture));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpuint (davy_row_list_get_number (list), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/store/alert-list/urgent-ones-come-first", test_urgency);
  ADD ("/store/alert-list/other-orders", test_other_orders);
  ADD ("/store/alert-list/resolved-one-is-not-open", test_open_only);
  ADD ("/store/alert-list/filters", test_filters);
  ADD ("/store/alert-list/tests-are-apart", test_tests_are_apart);
  ADD ("/store/alert-list/search-finds-all-words", test_search);
  ADD ("/store/alert-list/total-does-not-depend-on-the-query", test_total_open);
  ADD ("/store/alert-list/unchanged-refresh-tells-nothing", test_unchanged_refresh_tells_nothing);
  ADD ("/store/alert-list/changed-row-keeps-its-place", test_changed_row_keeps_its_place);
  ADD ("/store/alert-list/overdue-one-moves-up", test_overdue_moves_up);
  ADD ("/store/alert-list/query-may-change-on-the-way", test_query_may_change_on_the_way);
  ADD ("/store/alert-list/list-may-go-on-the-way", test_list_may_go_on_the_way);
  ADD ("/store/alert-list/wiped-account-leaves-the-list", test_wiped_row_is_empty_until_told);
  ADD ("/store/subscription-list/sorts-and-searches", test_subscriptions);
  ADD ("/store/subscription-list/hundred-thousand-rows", test_hundred_thousand);
  ADD ("/store/subscription-list/first-rows-come-at-once", test_first_rows_come_at_once);
  ADD ("/store/subscription-list/long-change-comes-in-parts", test_long_change_comes_in_parts);

  return g_test_run ();
}
