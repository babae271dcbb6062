/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-about.h"

#include "case-window-fixture.h"
#include "config.h"
#include "ui/davy-about-details.h"

/* The details for support: what they say, and what they must never say. The store is full of
 * customers of somebody who is signed in, and of what services refused. */

#define EVERY_NAME                                                               \
  "SELECT name FROM customers UNION SELECT tenant_id FROM customers"             \
  " UNION SELECT account_id FROM customers UNION SELECT name FROM subscriptions" \
  " UNION SELECT azure_id FROM subscriptions UNION SELECT event_id FROM alerts"  \
  " UNION SELECT subscription_name FROM alerts UNION SELECT customer_name FROM alerts"

static void
set_up (Fixture *fixture, gconstpointer rule)
{
  davy_test_world_begin (&fixture->world, DAVY_TEST_ADA);
  if (rule != NULL)
    davy_test_world_spoil (&fixture->world, rule);
  fixture_fetch (fixture);
}

static gboolean
collect_names (DavyDb *db, gpointer names, GError **error)
{
  g_autoptr (DavyStatement) every = davy_db_prepare (db, EVERY_NAME, error);

  if (every == NULL)
    return FALSE;
  while (davy_statement_next (every, error))
    {
      const char *name = davy_statement_get_text (every, 0);

      if (name != NULL && *name != '\0')
        g_ptr_array_add (names, g_strdup (name));
    }

  return !davy_statement_has_failed (every);
}

static char *
get_token (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;

  davy_account_get_token_async (fixture->world.account, DAVY_SERVICE_PARTNER, NULL, FALSE, NULL,
                                davy_test_keep_result, &result);
  token = davy_account_get_token_finish (fixture->world.account, davy_test_wait_result (&result),
                                         &error);
  g_assert_no_error (error);

  return token;
}

static void
assert_lacks (const char *details, const char *secret)
{
  g_autofree char *lower = g_utf8_casefold (details, -1);
  g_autofree char *wanted = g_utf8_casefold (secret, -1);

  if (strstr (lower, wanted) != NULL)
    g_error ("The details tell “%s”", secret);
}

static void
assert_discreet (Fixture *fixture, const char *details)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *token = get_token (fixture);

  davy_test_store_read (fixture->store, collect_names, names);
  g_assert_cmpuint (names->len, >, 5);
  for (guint i = 0; i < names->len; i++)
    assert_lacks (details, g_ptr_array_index (names, i));
  assert_lacks (details, token);
  assert_lacks (details, DAVY_TEST_ADA);
  assert_lacks (details, DAVY_TEST_APPLICATION);
  assert_lacks (details, davy_account_get_tenant_id (fixture->world.account));
  assert_lacks (details, g_get_user_name ());
  assert_lacks (details, g_get_host_name ());
  assert_lacks (details, "127.0.0.1");
}

static void
test_discretion (Fixture *fixture, gconstpointer rule)
{
  g_autofree char *details = davy_about_details_dup (fixture->context);

  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT COUNT(*) FROM customers"), >, 0);
  assert_discreet (fixture, details);
  g_assert_nonnull (strstr (details, "Davylamp " DAVY_VERSION));
  g_assert_nonnull (strstr (details, "Account: cloud"));
  g_assert_null (strstr (details, "error"));
}

static void
test_refused (Fixture *fixture, gconstpointer rule)
{
  g_autofree char *details = NULL;

  davy_sync_refresh (fixture->sync);
  g_assert_true (davy_test_spin_until (is_quiet, fixture->sync));
  details = davy_about_details_dup (fixture->context);
  g_assert_nonnull (strstr (details, "(HTTP 403)"));
  assert_discreet (fixture, details);
}

static void
test_window (Fixture *fixture, gconstpointer rule)
{
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *about = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  davy_about_show (fixture->context, GTK_WINDOW (parent));
  for (guint i = 0; i < g_list_model_get_n_items (windows) && about == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_ABOUT_WINDOW (window))
        about = window;
    }
  g_assert_nonnull (about);
  g_assert_nonnull (
      strstr (adw_about_window_get_debug_info (ADW_ABOUT_WINDOW (about)), "Last refresh: 20"));
  gtk_window_destroy (GTK_WINDOW (about));
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char **argv)
{
  page_test_begin_world (&argc, &argv);
  g_test_add ("/ui/about/the-details-name-nobody", Fixture, NULL, set_up, test_discretion,
              tear_down);
  g_test_add ("/ui/about/a-refusal-is-told-without-its-words", Fixture,
              "GET /pc/v1/fraudEvents* x9 status=403", set_up, test_refused, tear_down);
  g_test_add ("/ui/about/the-window-has-the-details", Fixture, NULL, set_up, test_window,
              tear_down);

  return page_test_run_world ();
}
