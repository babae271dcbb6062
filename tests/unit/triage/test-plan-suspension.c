/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-plan-suspension.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-subscriptions.h"
#include "plan-fixture.h"
#include "triage/davy-case-private.h"

/* Suspending the whole plan, on the embedded Partner Center: SHOP is cancelled, and ARCHIVE is the
 * other Azure subscription in the plan. */

#define PATCHING "PATCH /pc/v1/customers/*/subscriptions/" PLAN

static DavyAct *
suspend_as_shown (Fixture *fixture, const DavyCasePlace *place, const char *typed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_suspend_plan_async (fixture->handled, place, typed, NULL, davy_test_keep_result,
                                &result);

  return davy_case_suspend_plan_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static DavyAct *
suspend (Fixture *fixture, GError **error)
{
  g_autoptr (DavyCasePlace) place = find_place (fixture);

  return suspend_as_shown (fixture, place, "Fabrikam", error);
}

/* Nothing is sent, and the reason holds @part. */
static void
assert_not_sent (Fixture *fixture,
                 const DavyCasePlace *place,
                 const char *typed,
                 int code,
                 const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (suspend_as_shown (fixture, place, typed, &error));
  g_assert_error (error, DAVY_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_cmpuint (count_patches (fixture), ==, 0);
  g_assert_null (davy_case_dup_plan_act (fixture->handled));
}

static void
assert_missing (Fixture *fixture, const char *typed, const char *part)
{
  g_autoptr (DavyCasePlace) place = find_place (fixture);

  assert_not_sent (fixture, place, typed, DAVY_ERROR_INPUT, part);
}

static void
assert_fails (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (suspend (fixture, &error));
  g_assert_error (error, DAVY_ERROR, code);
}

static DavyAct *
assert_suspension (Fixture *fixture, DavyActState state)
{
  g_autoptr (GError) error = NULL;
  DavyAct *act = suspend (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (act->state, ==, state);

  return act;
}

static DavyAct *
watch_later (Fixture *fixture, gint64 age)
{
  g_autoptr (DavyAct) act = davy_case_dup_plan_act (fixture->handled);

  act->at -= age;

  return look_after (fixture, act);
}

static DavyTime
find_due (Fixture *fixture, gint64 *interval)
{
  return davy_plan_suspension_find_due (davy_case_get_record (fixture->handled)->entries, interval);
}

static DavyAct *
assert_reactivation (Fixture *fixture, DavyActState state)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) suspension = davy_case_dup_plan_suspension (fixture->handled);
  DavyAct *act;

  davy_case_reactivate_plan_async (fixture->handled, suspension, NULL, davy_test_keep_result,
                                   &result);
  act =
      davy_case_reactivate_plan_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (act->state, ==, state);

  return act;
}

/* --- what has to be given ------------------------------------------------------------------ */

static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCasePlace) place = find_place (fixture);
  const DavyCasePlace *other;

  g_assert_nonnull (place->plan);
  g_assert_true (place->plan->is_active);
  g_assert_cmpuint (place->plan->others->len, ==, 1);
  other = g_ptr_array_index (place->plan->others, 0);
  g_assert_cmpstr (other->entitlement_id, ==, ARCHIVE);
  g_assert_cmpstr (other->subscription_id, ==, PLAN);
  g_assert_cmpstr (other->name, ==, "Archive");
  g_assert_false (other->is_active);
}

/* Microsoft would refuse it: what runs is named, and is not cancelled for it. */
static void
test_something_runs (Fixture *fixture, gconstpointer data)
{
  collect (fixture);
  assert_missing (fixture, "Fabrikam", "“Shop”, “Archive”.");
  end_it (fixture);
  assert_missing (fixture, "Fabrikam", "running: “Archive”.");
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", ARCHIVE), ==, 0);
}

static void
test_evidence_and_name (Fixture *fixture, gconstpointer data)
{
  end_it (fixture);
  assert_missing (fixture, "Fabrikam", "First store the evidence.");
  collect (fixture);
  assert_missing (fixture, "fabrikam", "Type the customer’s name");
  assert_missing (fixture, "", "Type the customer’s name");
}

static void
test_changed_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCasePlace) shown = NULL;
  DavyCasePlace *other;

  end_it (fixture);
  collect (fixture);
  shown = find_place (fixture);
  other = g_ptr_array_index (shown->plan->others, 0);
  g_free (other->status);
  other->status = g_strdup ("expired");
  assert_not_sent (fixture, shown, "Fabrikam", DAVY_ERROR_CHANGED_ELSEWHERE, "stands otherwise");
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 1);
}

/* --- what comes of it ---------------------------------------------------------------------- */

static void
begin_suspending (Fixture *fixture)
{
  end_it (fixture);
  collect (fixture);
}

static void
test_suspended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;
  g_autoptr (DavyAct) ended = NULL;
  g_autoptr (DavyCasePlace) place = NULL;
  gint64 interval = 0;

  begin_suspending (fixture);
  act = assert_suspension (fixture, DAVY_ACT_DONE);
  g_assert_cmpstr (act->kind, ==, DAVY_ACT_SUSPEND_PLAN);
  g_assert_cmpstr (act->target, ==, PLAN);
  g_assert_nonnull (act->correlation_id);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM case_entries"
                                                           " WHERE facts LIKE '%suspend-plan%'"
                                                           " AND facts LIKE '%Fabrikam%'"
                                                           " AND facts LIKE '%" ARCHIVE "%'"),
                   ==, 1);

  g_assert_cmpuint (count_patches (fixture), ==, 1);
  place = find_place (fixture);
  g_assert_cmpstr (place->plan->status, ==, "suspended");
  g_assert_false (place->plan->is_active);
  g_assert_cmpint (find_due (fixture, &interval), ==, DAVY_TIME_UNSET);

  /* It is no ending of the subscription itself. */
  ended = davy_case_dup_cancellation (fixture->handled);
  g_assert_cmpstr (ended->kind, ==, DAVY_ACT_CANCEL_ENTITLEMENT);
}

static void
assert_refused (Fixture *fixture, const char *rule, int code)
{
  g_autoptr (DavyAct) act = NULL;

  begin_suspending (fixture);
  davy_test_world_spoil (&fixture->world, rule);
  assert_fails (fixture, code);
  act = davy_case_dup_plan_suspension (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpint (act->outcome, ==, DAVY_ACT_REFUSED);
  g_assert_nonnull (act->correlation_id);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, PATCHING " x1 status=403,body={\"code\":\"900115\"}",
                  DAVY_ERROR_CONFLICT);
}

static void
test_keeps_changing (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, PATCHING " x2 status=412", DAVY_ERROR_CHANGED_ELSEWHERE);
}

static void
assert_suspended_despite (Fixture *fixture,
                          const char *rule,
                          DavyActOutcome outcome,
                          guint n_patches)
{
  g_autoptr (DavyAct) act = NULL;

  begin_suspending (fixture);
  davy_test_world_spoil (&fixture->world, rule);
  act = assert_suspension (fixture, DAVY_ACT_DONE);
  g_assert_cmpint (act->outcome, ==, outcome);
  g_assert_cmpuint (count_patches (fixture), ==, n_patches);
}

/* Read anew, it is sent once more, and nothing of the change elsewhere is lost. */
static void
test_old_copy (Fixture *fixture, gconstpointer data)
{
  assert_suspended_despite (fixture, PATCHING " x1 status=412", DAVY_ACT_ACCEPTED, 2);
}

/* It arrived: a read shows it. */
static void
test_answer_lost (Fixture *fixture, gconstpointer data)
{
  assert_suspended_despite (fixture, PATCHING " x1 hang-up", DAVY_ACT_FOUND, 1);
}

/* No read shows it: it is not sent again before one proves that it was not made. */
static void
test_request_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) lost = NULL;
  g_autoptr (DavyAct) given_up = NULL;
  g_autoptr (DavyAct) again = NULL;
  gint64 interval = 0;

  begin_suspending (fixture);
  davy_test_world_spoil (&fixture->world, PATCHING " x1 status=500");
  lost = assert_suspension (fixture, DAVY_ACT_PENDING);
  g_assert_cmpint (find_due (fixture, &interval), ==, lost->at + interval);
  assert_fails (fixture, DAVY_ERROR_INPUT);
  g_assert_cmpuint (count_patches (fixture), ==, 1);

  given_up = watch_later (fixture, DAVY_TIME_HOUR);
  g_assert_cmpint (given_up->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpint (given_up->outcome, ==, DAVY_ACT_NOT_MADE);
  again = assert_suspension (fixture, DAVY_ACT_DONE);
  g_assert_cmpuint (count_patches (fixture), ==, 2);
}

/* A program that dies leaves what is on the disk. */
static gboolean
leave_intent (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("act", "cancel");

  entry->facts = g_strdup ("{'act': <'suspend-plan'>, 'target': <'" PLAN "'>}");

  return davy_db_append_entry (db, davy_case_get_id (fixture->handled), entry, error);
}

static void
suspend_directly (Fixture *fixture)
{
  g_autoptr (DavyPartnerClient) client = davy_partner_client_new (fixture->world.account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_partner_client_set_suspended_async (client,
                                           davy_case_get_customer_tenant_id (fixture->handled),
                                           PLAN, TRUE, NULL, davy_test_keep_result, &result);
  g_assert_true (davy_partner_client_set_suspended_finish (client, davy_test_wait_result (&result),
                                                           NULL, &error));
  g_assert_no_error (error);
}

/* Between the intent and the result. */
static void
test_crash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) open = NULL;
  g_autoptr (DavyAct) settled = NULL;

  begin_suspending (fixture);
  davy_test_store_write (fixture->store, leave_intent, fixture, DAVY_TABLE_CASES);
  start_again (fixture);
  open = watch_later (fixture, 0);
  g_assert_cmpint (open->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpuint (count_patches (fixture), ==, 0);

  suspend_directly (fixture);
  settled = watch_later (fixture, 0);
  g_assert_cmpint (settled->state, ==, DAVY_ACT_DONE);
  g_assert_cmpint (settled->outcome, ==, DAVY_ACT_FOUND);
  g_assert_cmpuint (count_patches (fixture), ==, 1);
}

/* --- the way back -------------------------------------------------------------------------- */

static void
test_way_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) suspension = NULL;
  g_autoptr (DavyAct) back = NULL;
  g_autoptr (DavyAct) shop = NULL;

  begin_suspending (fixture);
  suspension = assert_suspension (fixture, DAVY_ACT_DONE);
  g_assert_null (reactivate (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "no-reactivation");
  g_clear_error (&error);

  back = assert_reactivation (fixture, DAVY_ACT_DONE);
  g_assert_cmpstr (back->kind, ==, DAVY_ACT_REACTIVATE_PLAN);
  shop = reactivate (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (shop->state, ==, DAVY_ACT_PENDING);

  /* What is on its way keeps the plan running. */
  assert_fails (fixture, DAVY_ERROR_INPUT);
}

static void
test_lost_way_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) suspension = NULL;
  g_autoptr (DavyAct) lost = NULL;
  g_autoptr (DavyAct) again = NULL;

  begin_suspending (fixture);
  suspension = assert_suspension (fixture, DAVY_ACT_DONE);
  davy_test_world_spoil (&fixture->world, PATCHING " x1 status=500");
  lost = assert_reactivation (fixture, DAVY_ACT_PENDING);
  start_again (fixture);
  again = assert_reactivation (fixture, DAVY_ACT_PENDING);
  g_assert_cmpuint (count_patches (fixture), ==, 2);
}

#define ADD_PLAN(name, status, func) \
  g_test_add ("/plan-suspension/" name, Fixture, status, set_up_plan, func, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_PLAN ("what-else-is-in-the-plan", "inactive", test_others);
  ADD_PLAN ("what-still-runs-is-named", "active", test_something_runs);
  ADD_PLAN ("not-before-evidence-and-name", "inactive", test_evidence_and_name);
  ADD_PLAN ("what-stands-otherwise-than-shown-is-not-sent", "inactive", test_changed_elsewhere);
  ADD_PLAN ("a-plan-is-suspended-once", "inactive", test_suspended);
  ADD_PLAN ("a-refusal-is-written-down", "inactive", test_refused);
  ADD_PLAN ("what-others-keep-changing-is-not-overwritten", "inactive", test_keeps_changing);
  ADD_PLAN ("an-old-copy-is-read-anew", "inactive", test_old_copy);
  ADD_PLAN ("a-lost-answer-is-found-by-a-read", "inactive", test_answer_lost);
  ADD_PLAN ("a-lost-request-is-not-sent-again-unread", "inactive", test_request_lost);
  ADD_PLAN ("a-crash-is-settled-by-a-read", "inactive", test_crash);
  ADD_PLAN ("the-plan-comes-back-before-what-is-in-it", "inactive", test_way_back);
  ADD_PLAN ("a-lost-way-back-is-not-sent-again", "inactive", test_lost_way_back);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
