/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "usage-fixture.h"

/* Whatever of the store cannot be read or written: whoever asked is told, and nothing of what stood
 * there is lost. */

#define NOW   (1795348800 * DAVY_TIME_SECOND) /* 22 November 2026, 12:00 UTC */
#define TODAY (davy_day_from_time (NOW))
#define DAYS  40
#define ONSET (TODAY - 5)

typedef struct
{
  DavyStore *store;
  gint64 row;
  DavyStoreWork work; /* what is tried ... */
  const char *spoil;  /* ... once the database is in this state */
} Fixture;

static DavyUsageDay
make_day (DavyDay day, double cost)
{
  return (DavyUsageDay){
    .day = day,
    .names = { "Virtual Machines", "westeurope", "rg-x", "/s/1/vm-07" },
    .cost = davy_money_new (cost, "EUR", DAVY_BASIS_LIST),
    .quantity = NAN,
  };
}

/* --- what is written ----------------------------------------------------------------------- */

static gboolean
put_days (DavyDb *db, gint64 row, double factor, GError **error)
{
  DavyUsageDay days[DAYS];

  for (guint i = 0; i < DAYS; i++)
    {
      DavyDay day = TODAY - DAYS + 1 + (DavyDay) i;

      days[i] = make_day (day, factor * (100 + (day >= ONSET ? 900 : 0)));
    }

  return davy_db_put_usage (db, row, TODAY - DAYS + 1, TODAY, DAVY_ALL_DIMENSIONS, days, DAYS,
                            error);
}

static gboolean
put_usage (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return put_days (db, fixture->row, 1, error);
}

/* Everything of it is another than before. */
static gboolean
put_other_usage (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return put_days (db, fixture->row, 3, error);
}

static gboolean
put_parts (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  const DavyUsageDay day = make_day (TODAY, 5);

  return davy_db_put_usage (db, fixture->row, TODAY, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_GROUP), &day, 1, error);
}

static gboolean
put_totals (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  const DavyUsageDay total = make_day (TODAY, 500);

  return davy_db_put_usage_totals (db, fixture->row, TODAY, &total, 1, error);
}

static gboolean
set_state (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return davy_db_set_usage_state (db, fixture->row, DAVY_USAGE_NO_ACCESS, NOW, error);
}

static gboolean
put_first (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return put_usage (db, data, error) &&
         davy_db_set_usage_state (db, fixture->row, DAVY_USAGE_FETCHED, NOW, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = open_usage_store (NOW, &fixture->row);
  davy_test_store_write (fixture->store, put_first, fixture, DAVY_TABLE_SUBSCRIPTIONS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  davy_test_store_close (&fixture->store);
}

/* In one transaction, so that the spoiling is gone with what it spoilt. */
static gboolean
spoil_and_work (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return davy_db_execute (db, fixture->spoil, error) && fixture->work (db, data, error);
}

static char *
dup_what_stands (Fixture *fixture)
{
  static const char *const numbers[] = {
    "SELECT sum (micros) FROM usage",
    "SELECT count (*) FROM usage",
    "SELECT sum (revision) FROM subscriptions",
    "SELECT usage_state FROM subscriptions",
    "SELECT count (*) FROM usage_totals",
    "SELECT sum (revision) FROM alerts",
    "SELECT round (sum (excess)) FROM episodes",
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\n",
                            davy_test_store_number (fixture->store, numbers[i]));

  return g_string_free (text, FALSE);
}

#define REFUSE(what, table)                                                              \
  "CREATE TRIGGER spoilt BEFORE " what " ON " table " BEGIN SELECT RAISE (ABORT, 'no');" \
  " END"

static void
test_writing (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    DavyStoreWork work;
    const char *spoil;
  } cases[] = {
    { put_other_usage, "DROP TABLE usage" },
    { put_other_usage, REFUSE ("DELETE", "usage") },
    { put_other_usage, REFUSE ("INSERT", "usage") },
    { put_other_usage, "DROP TABLE state" },
    { put_other_usage, "DROP TABLE episodes" },
    { put_other_usage, REFUSE ("INSERT", "episodes") },
    { put_other_usage, REFUSE ("UPDATE OF spark", "subscriptions") },
    { put_other_usage, REFUSE ("UPDATE OF daily_cost", "alerts") },
    { put_parts, REFUSE ("UPDATE OF revision", "subscriptions") },
    { put_totals, "DROP TABLE usage_totals" },
    { put_totals, REFUSE ("INSERT", "usage_totals") },
    { put_totals, "DROP TABLE usage" },
    { set_state, REFUSE ("UPDATE OF usage_state", "subscriptions") },
  };
  g_autofree char *before = dup_what_stands (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      fixture->work = cases[i].work;
      fixture->spoil = cases[i].spoil;
      if (davy_test_store_try_write (fixture->store, spoil_and_work, fixture, DAVY_TABLE_USAGE,
                                     &error))
        g_error ("“%s” hindered nobody", cases[i].spoil);
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
      after = dup_what_stands (fixture);
      g_assert_cmpstr (after, ==, before);
    }
}

/* --- what is read -------------------------------------------------------------------------- */

static gboolean
execute (DavyDb *db, gpointer sql, GError **error)
{
  return davy_db_execute (db, sql, error);
}

/* A view in the place of the usage, in which a column cannot be worked out. */
#define HIDE_USAGE           "ALTER TABLE usage RENAME TO hidden;"
#define SHOW_USAGE           "DROP VIEW usage; ALTER TABLE hidden RENAME TO usage"
#define FAULT                "abs (-9223372036854775807 - 1)"
#define SPOIL_USAGE(columns) HIDE_USAGE "CREATE VIEW usage AS SELECT " columns " FROM hidden"

static void
test_reading (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *spoil;
    const char *mend;
  } cases[] = {
    { HIDE_USAGE, "ALTER TABLE hidden RENAME TO usage" },
    { SPOIL_USAGE ("subscription_row, dimension, day, name, currency, basis, quantity, unit, " FAULT
                   " AS micros"),
      SHOW_USAGE },
    { SPOIL_USAGE ("subscription_row, dimension, " FAULT
                   " AS day, name, currency, basis, quantity, unit, micros"),
      SHOW_USAGE },
    { SPOIL_USAGE ("subscription_row, dimension, day, " FAULT
                   " AS name, currency, basis, quantity, unit, micros"),
      SHOW_USAGE },
    { "ALTER TABLE state RENAME TO hidden", "ALTER TABLE hidden RENAME TO state" },
    { "ALTER TABLE episodes RENAME TO hidden", "ALTER TABLE hidden RENAME TO episodes" },
    { "ALTER TABLE subscriptions RENAME COLUMN usage_fetched_at TO hidden",
      "ALTER TABLE subscriptions RENAME COLUMN hidden TO usage_fetched_at" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) no_table = NULL;
      g_autoptr (GError) no_figures = NULL;
      g_autoptr (DavyUsageTable) table = NULL;
      g_autoptr (DavySpending) spending = NULL;

      davy_test_store_write (fixture->store, execute, (gpointer) cases[i].spoil, 0);
      g_assert_null (try_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE, &no_table));
      g_assert_error (no_table, DAVY_ERROR, DAVY_ERROR_STORE);
      g_assert_null (try_spending (fixture->store, fixture->row, &no_figures));
      g_assert_error (no_figures, DAVY_ERROR, DAVY_ERROR_STORE);

      davy_test_store_write (fixture->store, execute, (gpointer) cases[i].mend, 0);
      table = try_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE, NULL);
      g_assert_nonnull (table);
      spending = try_spending (fixture->store, fixture->row, NULL);
      g_assert_nonnull (spending);
      g_assert_true (spending->has_episode);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  add ("/store/usage-failures/what-is-not-written-changes-nothing", test_writing);
  add ("/store/usage-failures/what-is-not-read-is-told", test_reading);

  return g_test_run ();
}
