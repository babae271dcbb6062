/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-store.h"
#include "store/davy-alert-list.h"
#include "store/davy-own-alerts.h"
#include "store/davy-rows.h"

/* A subscription whose usage our detector looks at, and what it says. */

#define NOW     (1774000000 * DAVY_TIME_SECOND) /* 20 March 2026, 09:46 UTC */
#define TODAY   (davy_day_from_time (NOW))
#define AZURE   "a0000000-0000-4000-8000-00000000000a"
#define HISTORY 60
#define USUAL   100

typedef struct
{
  DavyStore *store;
  gint64 row;
  double costs[HISTORY]; /* of the days up to today */
} Fixture;

static inline gboolean
put_subscription (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const DavySubscriptionRow row = { .account_id = DAVY_TEST_ACCOUNT,
                                    .azure_id = AZURE,
                                    .name = "Produktion" };

  return davy_db_put_subscription (db, &row, 1, &fixture->row, error);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_clock_install (NOW);
  fixture->store = davy_test_store_open (path);
  davy_test_store_write (fixture->store, put_subscription, fixture, DAVY_TABLE_SUBSCRIPTIONS);
  for (guint i = 0; i < HISTORY; i++)
    fixture->costs[i] = USUAL + (i * 7) % 5;
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
}

static inline gboolean
put_costs (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  DavyDay today = davy_day_from_time (davy_time_now ());
  DavyUsageDay days[HISTORY];

  for (guint i = 0; i < HISTORY; i++)
    days[i] = (DavyUsageDay){ .day = today - HISTORY + 1 + (DavyDay) i,
                              .names = { "Virtual Machines" },
                              .cost = davy_money_new (fixture->costs[i], "EUR", DAVY_BASIS_LIST) };

  return davy_db_put_usage (db, fixture->row, days[0].day, today,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days, HISTORY, error);
}

static inline void
refresh (Fixture *fixture)
{
  davy_test_store_write (fixture->store, put_costs, fixture, DAVY_TABLE_USAGE);
}

static inline void
next_day (Fixture *fixture, double cost)
{
  memmove (fixture->costs, fixture->costs + 1, (HISTORY - 1) * sizeof (double));
  fixture->costs[HISTORY - 2] = cost;
  fixture->costs[HISTORY - 1] = cost / 2; /* may still grow */
  davy_test_clock_advance (DAVY_TIME_DAY);
  refresh (fixture);
}

static inline gboolean
execute (DavyDb *db, gpointer sql, GError **error)
{
  return davy_db_execute (db, sql, error);
}

/* The last @n days before today cost so much more. */
static inline void
exceed (Fixture *fixture, guint n, double excess)
{
  for (guint i = 0; i < n; i++)
    fixture->costs[HISTORY - 2 - i] = USUAL + excess;
}

static inline gint64
count (Fixture *fixture, const char *where)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM alerts JOIN episodes"
                                      " ON alert_row = id WHERE ",
                                      where, NULL);

  return davy_test_store_number (fixture->store, sql);
}

static inline DavyAlert *
get_own (Fixture *fixture)
{
  gint64 row = davy_test_store_number (fixture->store, "SELECT max (alert_row) FROM episodes");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAlertDetails) found = NULL;

  davy_store_get_alert_async (fixture->store, row, NULL, davy_test_keep_result, &result);
  found = davy_store_get_alert_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return g_object_ref (found->alert);
}

static inline void
assert_state (Fixture *fixture, DavyOwnState state, gboolean open)
{
  g_autoptr (DavyAlert) alert = get_own (fixture);

  g_assert_cmpint (davy_alert_get_own_episode (alert)->state, ==, state);
  g_assert_cmpint (davy_alert_is_open (alert), ==, open);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT open_alerts FROM subscriptions"),
                   ==, open);
}

static inline void
answer (Fixture *fixture, DavyOwnState said)
{
  gint64 row = davy_test_store_number (fixture->store, "SELECT max (alert_row) FROM episodes");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_answer_own_alert_async (fixture->store, row, said, "ada@northwind.example", NULL,
                                     davy_test_keep_result, &result);
  davy_store_answer_own_alert_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}
