/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-fixture.h"
#include "store/davy-rows.h"
#include "triage/davy-deletion.h"
#include "triage/davy-reminder.h"

/* An alert of ours begins a case about its subscription, and is itself told to nobody. */

#define AZURE "40000000-0000-4000-8000-00000000000f"
#define DAYS  60

static gboolean
put_excess (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  DavyDay today = davy_day_from_time (davy_time_now ());
  const DavySubscriptionRow subscription = {
    .account_id = davy_account_get_id (fixture->world.account),
    .azure_id = AZURE,
    .customer_tenant_id = "20000000-0000-4000-8000-00000000000a",
    .name = "Quiet",
  };
  DavyUsageDay days[DAYS];
  gint64 row;

  for (int i = 0; i < DAYS; i++)
    days[i] = (DavyUsageDay){ .day = today - DAYS + 1 + i,
                              .names = { "Virtual Machines" },
                              .cost = davy_money_new (i < DAYS - 4 ? 100 + i % 3 : 900, "EUR",
                                                      DAVY_BASIS_LIST) };

  return davy_db_put_subscription (db, &subscription, 1, &row, error) &&
         davy_db_put_usage (db, row, days[0].day, today,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days, DAYS, error);
}

static gint64
find_own (Fixture *fixture)
{
  davy_test_store_write (fixture->store, put_excess, fixture, DAVY_TABLE_USAGE);

  return davy_test_store_number (fixture->store,
                                 "SELECT id FROM alerts WHERE service = 'davylamp'");
}

static void
open_own (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->handled);
  fixture->handled = try_open (fixture, find_own (fixture), &error);
  g_assert_no_error (error);
}

static void
test_begins_a_case (Fixture *fixture, gconstpointer unused)
{
  open_own (fixture);

  g_assert_cmpstr (davy_case_get_azure_id (fixture->handled), ==, AZURE);
  g_assert_cmpstr (davy_case_get_subscription_name (fixture->handled), ==, "Quiet");
  g_assert_nonnull (davy_case_get_customer_tenant_id (fixture->handled));
  g_assert_cmpuint (davy_case_get_alerts (fixture->handled)->len, ==, 0);
  g_assert_cmpuint (count_entries (fixture, "opened"), ==, 2); /* and that of the fixture */
}

static gboolean
resolve (DavyDb *db, gpointer unused, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE alerts SET status = %d WHERE service = '" DAVY_ALERT_SERVICE_OWN "'",
                       DAVY_ALERT_STATUS_RESOLVED);

  return davy_db_execute (db, sql, error);
}

/* The excess has ended meanwhile: there is still the case to go on with. */
static void
test_goes_on (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 own, row;

  open_own (fixture);
  row = davy_case_get_id (fixture->handled);
  own = davy_case_get_alert_row (fixture->handled);
  g_assert_cmpint (own, ==, find_own (fixture));
  davy_test_store_write (fixture->store, resolve, NULL, DAVY_TABLE_ALERTS);

  g_clear_object (&fixture->handled);
  fixture->handled = try_open (fixture, own, &error);
  g_assert_no_error (error);
  g_assert_cmpint (davy_case_get_id (fixture->handled), ==, row);
}

static void
test_is_named (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyDeletion) deletion = NULL;

  open_own (fixture);
  deletion = davy_deletion_new (fixture->handled);
  g_assert_cmpstr (davy_deletion_get_name (deletion), ==, "Quiet");
}

typedef struct
{
  gint64 case_row;
  gint64 alert_row;
  gboolean named;
} Reminded;

static gboolean
read_reminders (DavyDb *db, gpointer data, GError **error)
{
  Reminded *found = data;
  g_autoptr (GPtrArray) reminders = davy_db_list_reminders (db, error);

  for (guint i = 0; reminders != NULL && i < reminders->len; i++)
    {
      const DavyReminder *reminder = g_ptr_array_index (reminders, i);

      if (reminder->case_row != found->case_row)
        continue;
      found->alert_row = reminder->alert_row;
      found->named = g_strcmp0 (reminder->azure_id, AZURE) == 0 &&
                     g_strcmp0 (reminder->subscription_name, "Quiet") == 0;
    }

  return reminders != NULL;
}

/* The row of the alert says so, and the notification leads back. */
static void
test_is_put_aside (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reminded found = { 0 };

  open_own (fixture);
  davy_case_snooze_async (fixture->handled, davy_time_now () + DAVY_TIME_HOUR, "Later", NULL,
                          davy_test_keep_result, &result);
  davy_case_snooze_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  found.case_row = davy_case_get_id (fixture->handled);
  davy_test_store_write (fixture->store, read_reminders, &found, 0);
  g_assert_cmpint (found.alert_row, ==, davy_case_get_alert_row (fixture->handled));
  g_assert_cmpint (found.alert_row, !=, 0);
  g_assert_true (found.named);
}

/* There is no alert to be kept: that holds nothing up. */
static void
test_waits_for_no_alert (Fixture *fixture, gconstpointer unused)
{
  const DavyEvidencePart *part;

  open_own (fixture);
  collect (fixture);

  part = g_ptr_array_index (davy_evidence_get_parts (get_evidence (fixture)), 0);
  g_assert_cmpstr (part->key, ==, "alert");
  g_assert_cmpint (part->state, ==, DAVY_EVIDENCE_STORED);
}

/* Whatever a person does with that case. */
static void
test_is_told_to_nobody (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_own (fixture);
  davy_case_take_async (fixture->handled, NULL, davy_test_keep_result, &result);
  davy_case_take_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_clear_error (&error);
  walk_to_review (fixture, "approved");
  try_send (fixture, &error);

  g_assert_cmpuint (count_posts (fixture), ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", AZURE), ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", ""), ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "davylamp"), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add ("/triage/own-alert/begins-a-case", Fixture, NULL, set_up, test_begins_a_case,
              tear_down);
  g_test_add ("/triage/own-alert/goes-on-once-the-excess-has-ended", Fixture, NULL, set_up,
              test_goes_on, tear_down);
  g_test_add ("/triage/own-alert/names-the-subscription-to-be-typed", Fixture, NULL, set_up,
              test_is_named, tear_down);
  g_test_add ("/triage/own-alert/is-put-aside-and-reminded-of", Fixture, NULL, set_up,
              test_is_put_aside, tear_down);
  g_test_add ("/triage/own-alert/waits-for-no-alert", Fixture, NULL, set_up,
              test_waits_for_no_alert, tear_down);
  g_test_add ("/triage/own-alert/is-told-to-nobody", Fixture, NULL, set_up, test_is_told_to_nobody,
              tear_down);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
