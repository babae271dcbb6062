/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-report-group.h"

#include "case-window-fixture.h"
#include "triage/davy-case-letter.h"

/* In which language the report is proposed. The customer's culture in world.json is de-DE. */

#define CUSTOMER "20000000-0000-4000-8000-000000000001"
#define OTHER    "20000000-0000-4000-8000-0000000000ff"

#define ENGLISH 0
#define GERMAN  1
#define FRENCH  2

static void
set_up (Fixture *fixture, gconstpointer data)
{
  davy_test_world_begin (&fixture->world, DAVY_TEST_ADA);
  fixture_fetch (fixture);
}

static GtkWidget *
open_group (Fixture *fixture)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *group = g_object_new (DAVY_TYPE_REPORT_GROUP, NULL);

  gtk_window_set_child (GTK_WINDOW (window), group);
  gtk_window_present (GTK_WINDOW (window));
  fixture->window = GTK_WINDOW (window);
  davy_report_group_set_case (DAVY_REPORT_GROUP (group), fixture->context, 1);

  return group;
}

static void
set_customer (Fixture *fixture, GtkWidget *group, const char *customer)
{
  davy_report_group_set_customer (DAVY_REPORT_GROUP (group),
                                  davy_account_get_id (fixture->world.account), customer);
}

static guint
get_language (GtkWidget *group)
{
  return adw_combo_row_get_selected (page_part (group, "language"));
}

static gboolean
is_german (gpointer group)
{
  return get_language (group) == GERMAN;
}

static guint
count_lookups (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "GET", "/profiles/billing");
}

/* Whatever was asked for before has had its time when this is answered. */
static void
look_up (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyRecipient) recipient = NULL;
  g_autoptr (GError) error = NULL;

  davy_recipient_load_async (fixture->world.accounts, davy_account_get_id (fixture->world.account),
                             CUSTOMER, NULL, davy_test_keep_result, &result);
  recipient =
      davy_recipient_load_finish (fixture->world.accounts, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_proposed (Fixture *fixture, gconstpointer data)
{
  GtkWidget *group = open_group (fixture);

  g_assert_cmpuint (get_language (group), ==, ENGLISH);
  set_customer (fixture, group, CUSTOMER);
  g_assert_true (davy_test_spin_until (is_german, group));

  /* The same customer is not looked up again, another one is. */
  set_customer (fixture, group, CUSTOMER);
  g_assert_cmpuint (get_language (group), ==, GERMAN);
  g_assert_cmpuint (count_lookups (fixture), ==, 1);
  set_customer (fixture, group, OTHER);
  g_assert_cmpuint (get_language (group), ==, ENGLISH);
}

static void
test_chosen (Fixture *fixture, gconstpointer data)
{
  GtkWidget *group = open_group (fixture);

  set_customer (fixture, group, CUSTOMER);
  adw_combo_row_set_selected (page_part (group, "language"), FRENCH);
  look_up (fixture);
  look_up (fixture);
  g_assert_cmpuint (get_language (group), ==, FRENCH);
}

static void
test_not_known (Fixture *fixture, gconstpointer data)
{
  GtkWidget *group = open_group (fixture);

  set_customer (fixture, group, NULL);
  look_up (fixture);
  g_assert_cmpuint (get_language (group), ==, ENGLISH);
  g_assert_cmpuint (count_lookups (fixture), ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_test_begin_world (&argc, &argv);
  ADD ("/ui/report/is-proposed-in-the-customers-language", test_proposed);
  ADD ("/ui/report/speaks-what-a-person-chose", test_chosen);
  ADD ("/ui/report/speaks-as-the-window-when-the-customer-is-not-known", test_not_known);

  return page_test_run_world ();
}
