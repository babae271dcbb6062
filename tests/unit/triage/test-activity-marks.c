/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-activity-marks.h"

#include <string.h>

#include "davy-test-store.h"
#include "store/davy-evidence-table.h"
#include "triage/davy-evidence.h"

#define EVENT(day, act, operation, status)                                           \
  "{\"eventTimestamp\":\"2026-11-" day "T02:00:00Z\",\"correlationId\":\"" act "\"," \
  "\"operationName\":{\"value\":\"" operation "\"},\"status\":{\"value\":\"" status "\"}}\n"

static const char log_lines[] =
    EVENT ("16", "1", "Microsoft.Authorization/roleAssignments/write", "Succeeded")
        EVENT ("16", "2", "Microsoft.Authorization/roleAssignments/write", "Failed")
            EVENT ("17", "3", "Microsoft.Quota/quotas/write", "Succeeded")
                EVENT ("17", "4", "Microsoft.Compute/virtualMachines/write", "Started")
                    EVENT ("17", "4", "Microsoft.Compute/virtualMachines/write", "Succeeded")
                        EVENT ("18", "5", "Microsoft.Storage/storageAccounts/write", "Succeeded");

static void
assert_mark (const GArray *marks, guint i, const char *iso, DavyPlotMarkKind kind)
{
  const DavyActivityMark *mark = &g_array_index (marks, DavyActivityMark, i);
  DavyDay day;

  g_assert_true (davy_day_parse (iso, &day));
  g_assert_cmpint (mark->day, ==, day);
  g_assert_cmpint (mark->time, ==, davy_day_to_time (day) + 2 * DAVY_TIME_HOUR);
  g_assert_cmpint (mark->kind, ==, kind);
}

static void
test_what_goes_before_misuse (void)
{
  g_autoptr (GBytes) lines = g_bytes_new_static (log_lines, strlen (log_lines));
  g_autoptr (GArray) marks = davy_activity_marks_from_lines (lines);

  g_assert_cmpuint (marks->len, ==, 3);
  assert_mark (marks, 0, "2026-11-16", DAVY_PLOT_MARK_ROLE);
  assert_mark (marks, 1, "2026-11-17", DAVY_PLOT_MARK_QUOTA);
  assert_mark (marks, 2, "2026-11-17", DAVY_PLOT_MARK_CREATE);
}

static void
test_broken_log_marks_nothing (void)
{
  g_autoptr (GBytes) lines = g_bytes_new_static ("{\n", 2);
  g_autoptr (GArray) marks = davy_activity_marks_from_lines (lines);
  g_autoptr (GArray) none = davy_activity_marks_from_lines (NULL);

  g_assert_cmpuint (marks->len, ==, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static gboolean
put_log (DavyDb *db, gpointer unused, GError **error)
{
  g_autoptr (GBytes) lines = g_bytes_new_static (log_lines, strlen (log_lines));

  return davy_db_execute (db,
                          "INSERT INTO cases (key, account_id, azure_id, step, opened_at)"
                          " VALUES ('k', '" DAVY_TEST_ACCOUNT "', 'AZURE', 'usage', 1)",
                          error) &&
         davy_db_want_evidence (db, 1, DAVY_EVIDENCE_ACTIVITY, "log", error) &&
         davy_db_put_evidence (db, 1, DAVY_EVIDENCE_ACTIVITY, "log", lines, error);
}

/* @known: (inout): when the log was stored that is known */
static GArray *
load (DavyStore *store, const char *azure_id, DavyTime *known)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *marks;

  davy_activity_marks_load_async (store, DAVY_TEST_ACCOUNT, azure_id, *known, NULL,
                                  davy_test_keep_result, &result);
  marks = davy_activity_marks_load_finish (store, davy_test_wait_result (&result), known, &error);
  g_assert_no_error (error);

  return marks;
}

static void
test_the_log_of_a_case_is_found (void)
{
  g_autofree char *path = davy_test_store_path ();
  DavyStore *store = davy_test_store_open (path);
  DavyTime known = DAVY_TIME_UNSET, none = DAVY_TIME_UNSET;
  g_autoptr (GArray) found = NULL;

  g_assert_null (load (store, "azure", &known));
  g_assert_cmpint (known, ==, DAVY_TIME_UNSET);

  davy_test_store_write (store, put_log, NULL, DAVY_TABLE_CASES);
  found = load (store, "azure", &known);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpint (known, !=, DAVY_TIME_UNSET);
  g_assert_null (load (store, "azure", &known)); /* none that is later */
  g_assert_null (load (store, "another", &none));
  davy_test_store_close (&store);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/triage/activity-marks/what-goes-before-misuse", test_what_goes_before_misuse);
  g_test_add_func ("/triage/activity-marks/a-broken-log-marks-nothing",
                   test_broken_log_marks_nothing);
  g_test_add_func ("/triage/activity-marks/the-log-of-a-case-is-found",
                   test_the_log_of_a_case_is_found);

  return g_test_run ();
}
