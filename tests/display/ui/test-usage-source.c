/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-source.h"

#include "case-window-fixture.h"
#include "store/davy-evidence-table.h"
#include "triage/davy-evidence.h"

/* What a page that stays open is told of what comes later. */

#define SHOP "40000000-0000-4000-8000-00000000000b"

#define EVENT(act, operation)                                                           \
  "{\"eventTimestamp\":\"2026-11-22T02:00:00Z\",\"correlationId\":\"" act "\","         \
  "\"operationName\":{\"value\":\"" operation "\"},\"status\":{\"value\":\"Succeeded\"" \
  "}}\n"

/* --- what happened ------------------------------------------------------------------------- */

/* The log of another case of the subscription. */
static gboolean
put_log (DavyDb *db, gpointer lines, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (lines, strlen (lines));
  gint64 row;

  if (!davy_db_execute (db,
                        "INSERT INTO cases (key, account_id, azure_id, step, opened_at, closed_at)"
                        " SELECT count (*), '" DAVY_TEST_ACCOUNT "', '" AZURE_ID "', 'usage', 1, 2"
                        " FROM cases",
                        error))
    return FALSE;

  row = davy_db_get_last_row (db);

  return davy_db_want_evidence (db, row, DAVY_EVIDENCE_ACTIVITY, "log", error) &&
         davy_db_put_evidence (db, row, DAVY_EVIDENCE_ACTIVITY, "log", bytes, error);
}

static gboolean
has_mark (DavyUsageSource *source, DavyPlotMarkKind kind)
{
  const GArray *marks = davy_usage_source_get_marks (source);

  for (guint i = 0; i < marks->len; i++)
    if (g_array_index (marks, DavyUsageMark, i).kind == kind)
      return TRUE;

  return FALSE;
}

static gboolean
marks_create (gpointer source)
{
  return has_mark (source, DAVY_PLOT_MARK_CREATE);
}

static gboolean
marks_role (gpointer source)
{
  return has_mark (source, DAVY_PLOT_MARK_ROLE);
}

static void
test_later_log_is_marked (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageSource) source = davy_usage_source_new (fixture->context, 1);

  davy_test_store_write (fixture->store, put_log,
                         (gpointer) EVENT ("1", "Microsoft.Compute/virtualMachines/write"),
                         DAVY_TABLE_CASES);
  g_assert_true (davy_test_spin_until (marks_create, source));
  g_assert_false (marks_role (source));

  davy_test_clock_advance (DAVY_TIME_HOUR);
  davy_test_store_write (fixture->store, put_log,
                         (gpointer) EVENT ("1", "Microsoft.Compute/virtualMachines/write")
                             EVENT ("2", "Microsoft.Authorization/roleAssignments/write"),
                         DAVY_TABLE_CASES);
  g_assert_true (davy_test_spin_until (marks_role, source));
}

/* --- groups and resources ------------------------------------------------------------------ */

static void
set_up (Fixture *self, gconstpointer data)
{
  davy_test_world_begin (&self->world, DAVY_TEST_ADA);
  fixture_fetch (self);
}

static gboolean
forget_alerts (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_execute (db, "UPDATE subscriptions SET open_alerts = 0", error);
}

static gboolean
fetch_usage (DavyDb *db, gpointer row, GError **error)
{
  return davy_db_set_usage_state (db, *(gint64 *) row, DAVY_USAGE_FETCHED, davy_time_now (), error);
}

static gboolean
has_findings (gpointer source)
{
  return davy_usage_source_get_findings (source) != NULL;
}

typedef struct
{
  DavyTestWorld *world;
  guint before;
} Asking;

static guint
count_cost_queries (DavyTestWorld *world)
{
  return davy_test_world_count (world, "POST", "/Microsoft.CostManagement/query");
}

static gboolean
has_asked (gpointer data)
{
  Asking *asking = data;

  return count_cost_queries (asking->world) > asking->before;
}

/* A refresh leaves them out where there is no alert. */
static void
test_known_details_are_fetched_anew (Fixture *self, gconstpointer data)
{
  gint64 row = davy_test_store_number (self->store,
                                       "SELECT id FROM subscriptions WHERE azure_id = '" SHOP "'");
  Asking asking = { .world = &self->world };
  g_autoptr (DavyUsageSource) source = NULL;
  g_autofree char *body = NULL;

  davy_test_store_write (self->store, forget_alerts, NULL, DAVY_TABLE_SUBSCRIPTIONS);
  source = davy_usage_source_new (self->context, row);
  g_assert_true (davy_test_spin_until (has_findings, source));
  asking.before = count_cost_queries (&self->world);
  davy_test_store_write (self->store, fetch_usage, &row,
                         DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS);

  g_assert_true (davy_test_spin_until (has_asked, &asking));
  body = davy_test_world_dup_body (&self->world, "/Microsoft.CostManagement/query");
  g_assert_nonnull (strstr (body, "ResourceId"));
}

int
main (int argc, char **argv)
{
  page_test_begin_world (&argc, &argv);

  /* First: the clock of the page's fixture stands still, and a refresh takes time. */
  g_test_add ("/ui/usage-source/known-details-are-fetched-anew", Fixture, NULL, set_up,
              test_known_details_are_fetched_anew, tear_down);
  g_test_add_func ("/ui/usage-source/a-later-log-is-marked", test_later_log_is_marked);

  return page_test_run_world ();
}
