/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-usage-figures.h"

#include "davy-test-world.h"
#include "page-fixture.h"
#include "sync/davy-standing.h"

#define NBSP "\xc2\xa0"

static void
set_subscription (DavyUsageFigures *figures, PageFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavySubscription) subscription = NULL;

  davy_store_get_subscription_async (fixture->store, 1, NULL, davy_test_keep_result, &result);
  subscription =
      davy_store_get_subscription_finish (fixture->store, davy_test_wait_result (&result), NULL);
  davy_usage_figures_set_subscription (figures, subscription);
}

static DavyUsageFigures *
show (PageFixture *fixture)
{
  DavyUsageFigures *figures = g_object_ref_sink (g_object_new (DAVY_TYPE_USAGE_FIGURES, NULL));

  davy_usage_figures_show (figures, fixture->context, 1);
  set_subscription (figures, fixture);
  g_assert_true (davy_test_spin_until (is_visible, figures));

  return figures;
}

/* The label behind the one that names a figure. */
static const char *
find_value (GtkWidget *inside, const char *name)
{
  const char *value = NULL;

  if (GTK_IS_LABEL (inside) && g_str_equal (gtk_label_get_text (GTK_LABEL (inside)), name))
    return gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (inside)));

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && value == NULL;
       child = gtk_widget_get_next_sibling (child))
    value = find_value (child, name);

  return value;
}

static void
assert_figure (gpointer figures, const char *name, const char *value)
{
  g_assert_cmpstr (find_value (figures, name), ==, value);
}

static void
test_running_episode (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageFigures) figures = show (fixture);

  assert_figure (figures, "This month so far", "€12,800");
  assert_figure (figures, "This month at this rate", "€25,600");
  assert_figure (figures, "Cost a day before", "€200");
  assert_figure (figures, "Cost a day since Tue 17 Nov", "€1,600");
  assert_figure (figures, "Cost an hour", "€66.67");
  assert_figure (figures, "More than expected since Tue 17 Nov", "€8,400");
  g_assert_true (
      page_has_label (GTK_WIDGET (figures), "10 days still open, at the rate since Tue 17 Nov"));
  g_assert_null (find_value (GTK_WIDGET (figures), "Expected that day"));
  g_assert_true (is_visible (page_part (figures, "causes")));
  assert_figure (figures, "Service", "Virtual Machines · 100%");
  g_assert_null (find_value (GTK_WIDGET (figures), "Resource"));
}

static void
test_calm (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageFigures) figures = show (fixture);

  assert_figure (figures, "This month so far", "€4,400");
  assert_figure (figures, "This month at this rate", "€6,000");
  assert_figure (figures, "On Fri 20 Nov", "€200");
  assert_figure (figures, "Expected that day", "€200");
  g_assert_null (find_value (GTK_WIDGET (figures), "Cost a day before"));
  g_assert_false (is_visible (page_part (figures, "causes")));
}

/* --- what runs, from the embedded Azure ---------------------------------------------------- */

#define FABRIKAM "20000000-0000-4000-8000-000000000001"
#define SHOP     "40000000-0000-4000-8000-00000000000b"

typedef struct
{
  DavyTestWorld world;
  DavyStore *store;
  DavySync *sync;
  DavyContext *context;
  DavyUsageFigures *figures;
} Running;

static gboolean
put_alerted_subscription (DavyDb *db, gpointer data, GError **error)
{
  Running *running = data;
  const char *account_id = davy_account_get_id (running->world.account);
  const DavySubscriptionRow row = { .account_id = account_id,
                                    .azure_id = SHOP,
                                    .customer_tenant_id = FABRIKAM,
                                    .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };
  DavyAlertRow alert = page_alert ("e1");

  alert.account_id = account_id;
  alert.azure_id = SHOP;
  alert.customer_tenant_id = FABRIKAM;

  return davy_db_put_subscription (db, &row, 1, NULL, error) &&
         davy_db_put_alert (db, &alert, 1, NULL, error);
}

static void
begin_running (Running *running, gconstpointer fault)
{
  g_autofree char *estate =
      g_build_filename (TEST_FIXTURES, "..", "..", "unit", "emulator", "estate.json", NULL);
  g_autofree char *path = davy_test_store_path ();
  g_autofree char *text = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavySubscription) subscription = NULL;
  DavyContextParts parts = { .profile = "test" };

  davy_test_clock_install (g_get_real_time ());
  g_assert_true (g_file_get_contents (estate, &text, NULL, NULL));
  davy_test_world_begin_with (&running->world, text, DAVY_TEST_ADA);
  if (fault != NULL)
    davy_test_world_spoil (&running->world, fault);
  running->store = davy_test_store_open (path);
  davy_test_store_write (running->store, put_alerted_subscription, running,
                         DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_ALERTS);
  running->sync = davy_sync_new (running->store, running->world.accounts);
  parts.store = running->store;
  parts.accounts = running->world.accounts;
  parts.sync = running->sync;
  running->context = davy_context_new (&parts);
  running->figures = g_object_ref_sink (g_object_new (DAVY_TYPE_USAGE_FIGURES, NULL));
  davy_store_get_subscription_async (running->store, 1, NULL, davy_test_keep_result, &result);
  subscription =
      davy_store_get_subscription_finish (running->store, davy_test_wait_result (&result), NULL);
  davy_usage_figures_show (running->figures, running->context, 1);
  davy_usage_figures_set_subscription (running->figures, subscription);
}

static void
end_running (Running *running, gconstpointer unused)
{
  g_clear_object (&running->figures);
  g_clear_object (&running->context);
  g_clear_object (&running->sync);
  davy_test_store_close (&running->store);
  davy_test_world_end (&running->world);
}

static gboolean
shows_running (gpointer figures)
{
  return find_value (figures, "Running now") != NULL;
}

static void
test_what_runs (Running *running, gconstpointer unused)
{
  g_assert_true (davy_test_spin_until (shows_running, running->figures));

  g_assert_true (
      g_str_has_suffix (find_value (GTK_WIDGET (running->figures), "Running now"), " an hour"));
  g_assert_false (is_visible (page_part (running->figures, "refused")));
}

static void
test_refused (Running *running, gconstpointer unused)
{
  GtkWidget *refused = page_part (running->figures, "refused");

  g_assert_true (davy_test_spin_until (is_visible, refused));

  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (refused)),
                                   "What runs now could not be read: "));
  g_assert_false (shows_running (running->figures));
}

static gboolean
shows_episode (gpointer figures)
{
  return find_value (figures, "Cost a day before") != NULL;
}

static void
test_what_arrives_later_is_shown (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageFigures) figures = show (fixture);

  data.usage = USAGE_SPIKE;
  page_fixture_write (fixture, &data);
  set_subscription (figures, fixture);

  g_assert_true (davy_test_spin_until (shows_episode, figures));
  g_assert_null (find_value (GTK_WIDGET (figures), "Expected that day"));
}

static gboolean
spoil_usage (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_execute (
      db, "ALTER TABLE usage RENAME TO hidden; UPDATE subscriptions SET revision = revision + 1",
      error);
}

static gboolean
mend_usage (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_execute (
      db, "ALTER TABLE hidden RENAME TO usage; UPDATE subscriptions SET revision = revision + 1",
      error);
}

static gboolean
shows_nothing (gpointer figures)
{
  return !is_visible (figures);
}

/* The graph beside them says why. */
static void
test_not_read (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageFigures) figures = show (fixture);

  davy_test_store_write (fixture->store, spoil_usage, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  set_subscription (figures, fixture);
  g_assert_true (davy_test_spin_until (shows_nothing, figures));

  davy_test_store_write (fixture->store, mend_usage, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  set_subscription (figures, fixture);
  g_assert_true (davy_test_spin_until (is_visible, figures));
  assert_figure (figures, "This month so far", "€4,400");
}

static gboolean
put_budget (DavyDb *db, gpointer value, GError **error)
{
  const DavyStandingFact fact = { .key = (char *) DAVY_STANDING_BUDGET,
                                  .value = value,
                                  .source = (char *) DAVY_STANDING_SOURCE_PARTNER_CENTER,
                                  .fetched_at = NOON - 2 * DAVY_TIME_HOUR };

  return davy_db_put_standing_fact (db, DAVY_TEST_ACCOUNT, TENANT_ID, &fact, error);
}

static gboolean
shows_budget (gpointer figures)
{
  return find_value (figures, "The customer’s budget") != NULL;
}

static gboolean
shows_no_budget (gpointer figures)
{
  return !shows_budget (figures);
}

static void
test_budget (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageFigures) figures = show (fixture);

  davy_test_store_write (fixture->store, put_budget, (gpointer) "1.3 1500 EUR",
                         DAVY_TABLE_STANDING);
  g_assert_true (davy_test_spin_until (shows_budget, figures));
  assert_figure (figures, "The customer’s budget", "130% of €1,500");
  g_assert_true (page_has_label (GTK_WIDGET (figures),
                                 "All subscriptions of the customer together. Microsoft sends no "
                                 "mail any more. Partner Center, read 2" NBSP "h ago"));

  davy_test_store_write (fixture->store, put_budget, (gpointer) "none", DAVY_TABLE_STANDING);
  g_assert_true (davy_test_spin_until (shows_no_budget, figures));
}

int
main (int argc, char **argv)
{
  page_test_begin_world (&argc, &argv);

  g_test_add_func ("/ui/usage-figures/running-episode", test_running_episode);
  g_test_add_func ("/ui/usage-figures/calm", test_calm);
  g_test_add_func ("/ui/usage-figures/what-arrives-later-is-shown",
                   test_what_arrives_later_is_shown);

  g_test_add_func ("/ui/usage-figures/not-read", test_not_read);
  g_test_add_func ("/ui/usage-figures/budget", test_budget);
  g_test_add ("/ui/usage-figures/what-runs", Running, NULL, begin_running, test_what_runs,
              end_running);
  g_test_add ("/ui/usage-figures/what-runs-is-refused", Running, "* /arm/* x* status=403",
              begin_running, test_refused, end_running);

  return page_test_run_world ();
}
