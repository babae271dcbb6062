/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own-alerts-parts.h"

/* Any cost of machines made to compute is told where there was none. */

static gboolean
put_families (DavyDb *db, gpointer data, GError **error)
{
  Parts *parts = data;

  return davy_db_put_usage (db, parts->row, TODAY - HISTORY + 1, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) |
                                DAVY_DIMENSION_BIT (DAVY_DIMENSION_FAMILY),
                            parts->days, parts->n, error);
}

/* Machines of @family cost @cost a day, in the last eight days. */
static void
write_machines (Fixture *fixture, const char *family, double cost)
{
  Parts parts = { .row = fixture->row };

  for (guint i = 0; i < HISTORY; i++)
    {
      add_part (&parts, i, "Virtual Machines", NULL, busy (i));
      parts.days[parts.n - 1].names[DAVY_DIMENSION_FAMILY] = "Dv5 Series";
    }
  for (guint i = HISTORY - 8; i < HISTORY; i++)
    {
      add_part (&parts, i, "Virtual Machines", NULL, cost);
      parts.days[parts.n - 1].names[DAVY_DIMENSION_FAMILY] = family;
    }
  davy_test_store_write (fixture->store, put_families, &parts, DAVY_TABLE_USAGE);
}

static void
test_any_cost_of_a_family_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) alert = NULL;

  write_machines (fixture, "Ev5 Series", 2);
  g_assert_cmpint (count (fixture, "1"), ==, 0);
  write_machines (fixture, "NCasT4_v3 Series", 0.01);
  g_assert_cmpint (count (fixture, "1"), ==, 0);

  write_machines (fixture, "NCasT4_v3 Series", 2);
  write_machines (fixture, "NCasT4_v3 Series", 2);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
  alert = get_own (fixture);
  g_assert_cmpstr (davy_alert_get_description (alert), ==, "NCasT4_v3 Series");
  g_assert_cmpint (davy_alert_get_first_observed (alert), ==, davy_day_to_time (TODAY - 7));
  g_assert_cmpint (davy_alert_get_daily_cost (alert)->micros, ==, 2 * DAVY_MONEY_UNIT);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static void
test_answered_family_is_told_at_twice_the_cost (Fixture *fixture, gconstpointer data)
{
  write_machines (fixture, "NCasT4_v3 Series", 2);
  answer (fixture, DAVY_OWN_NO_ISSUE);
  write_machines (fixture, "NCasT4_v3 Series", 3);
  assert_state (fixture, DAVY_OWN_NO_ISSUE, FALSE);

  write_machines (fixture, "NCasT4_v3 Series", 4);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static void
test_planned_family_stays_closed (Fixture *fixture, gconstpointer data)
{
  write_machines (fixture, "NCasT4_v3 Series", 2);
  answer (fixture, DAVY_OWN_PLANNED);
  write_machines (fixture, "NCasT4_v3 Series", 3);

  g_assert_cmpint (count (fixture, "1"), ==, 1);
  assert_state (fixture, DAVY_OWN_PLANNED, FALSE);
}

/* What the graph of that family alone says. */
static void
test_family_in_the_graph (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyUsageTable) table = NULL;

  write_machines (fixture, "NCasT4_v3 Series", 2);
  table = load_by (fixture, DAVY_DIMENSION_FAMILY);

  g_assert_cmpuint (table->parts->len, ==, 2);
  for (guint i = 0; i < table->parts->len; i++)
    {
      g_autoptr (DavyJudgement) judged = davy_usage_table_judge_part (table, i, FALSE);
      gboolean is_new = g_str_equal (g_ptr_array_index (table->parts, i), "NCasT4_v3 Series");

      g_assert_cmpint (davy_judgement_get_running (judged) != NULL, ==, is_new);
    }
}

#define ADD(name, function) \
  g_test_add ("/store/own-alerts-families/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("any-cost-of-a-family-is-told", test_any_cost_of_a_family_is_told);
  ADD ("a-family-is-told-at-twice-the-cost", test_answered_family_is_told_at_twice_the_cost);
  ADD ("a-planned-family-stays-closed", test_planned_family_stays_closed);
  ADD ("a-family-looks-the-same-in-the-graph", test_family_in_the_graph);

  return g_test_run ();
}
