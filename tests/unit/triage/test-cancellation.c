/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-cancellation.h"

#include "cancellation-fixture.h"
#include "core/davy-error.h"
#include "triage/davy-case-private.h"

/* Ending a whole subscription, on the embedded Partner Center: SHOP is one of two in a plan, OTHER
 * a legacy subscription. */

#define PLAN        "30000000-0000-4000-8000-000000000002"
#define LEGACY      "30000000-0000-4000-8000-000000000001"
#define ENTITLEMENT "/pc/v1/customers/*/subscriptions/*/azureEntitlements/" SHOP
#define SHOP_IS(status) \
  "GET " ENTITLEMENT " x1 status=200,body={\"id\":\"" SHOP "\",\"status\":\"" status "\"}"

static void
test_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCasePlace) shop = find_place (fixture);
  g_autoptr (DavyCasePlace) other = NULL;

  g_assert_cmpstr (shop->subscription_id, ==, PLAN);
  g_assert_cmpstr (shop->entitlement_id, ==, SHOP);
  g_assert_cmpstr (shop->name, ==, "Shop");
  g_assert_true (shop->is_active);

  open_case_of (fixture, "event-4");
  other = find_place (fixture);
  g_assert_cmpstr (other->subscription_id, ==, LEGACY);
  g_assert_null (other->entitlement_id);
  g_assert_true (other->is_active);
}

static void
test_entitlement (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) sent = cancel (fixture, &error);
  g_autoptr (DavyAct) done = NULL;
  g_autofree char *body = davy_test_world_dup_body (&fixture->world, "/cancel");

  g_assert_no_error (error);
  g_assert_cmpint (sent->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpstr (body, ==, "{\"cancellationReason\":\"compromise\"}");
  g_assert_true (davy_cancellation_is_watched (sent, davy_time_now ()));

  start_again (fixture);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("inactive"));
  done = watch (fixture);
  g_assert_cmpint (done->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 0);
}

static void
test_reactivation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) sent = NULL;
  g_autoptr (DavyAct) done = NULL;
  g_autoptr (DavyAct) undone = NULL;

  sent = cancel (fixture, &error);
  g_assert_no_error (error);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("inactive"));
  done = watch (fixture);
  g_assert_cmpint (done->state, ==, DAVY_ACT_DONE);
  g_assert_false (davy_cancellation_is_watched (done, done->at + DAVY_CANCELLATION_WATCH));

  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  undone = watch (fixture);
  g_assert_cmpint (undone->state, ==, DAVY_ACT_UNDONE);
  g_assert_false (davy_cancellation_is_watched (undone, davy_time_now ()));
}

static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) lost = NULL;
  g_autoptr (DavyAct) again = NULL;
  g_autoptr (DavyAct) done = NULL;

  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT "/cancel x1 reset");
  lost = cancel (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lost->state, ==, DAVY_ACT_PENDING);

  again = cancel (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 1);

  /* That it still runs says nothing: only what shows the end is an answer. */
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 0);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("inactive"));
  done = watch (fixture);
  g_assert_cmpint (done->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;

  davy_test_world_spoil (&fixture->world,
                         "POST " ENTITLEMENT "/cancel x1 status=403,body={\"code\":\"900159\"}");
  g_assert_null (cancel (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  act = davy_case_dup_cancellation (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_nonnull (act->correlation_id);
  g_assert_cmpstr (act->correlation_id, ==, davy_error_get_fault (error)->correlation_id);
}

static void
test_legacy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;

  open_case_of (fixture, "event-4");
  act = cancel (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpstr (act->kind, ==, DAVY_ACT_SUSPEND_SUBSCRIPTION);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", LEGACY), ==, 1);
  g_assert_cmpuint (count_accepted (fixture, "act-result"), ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 0);
}

/* --- what somebody else did since it was shown --------------------------------------------- */

static void
assert_needless (Fixture *fixture, const DavyAct *act, const GError *error)
{
  g_assert_null (act);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  g_assert_true (davy_act_was_needless (error));
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 1);
}

static void
test_cancelled_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCasePlace) shown = find_place (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;

  davy_test_world_spoil (&fixture->world, SHOP_IS ("inactive"));
  act = cancel_as_shown (fixture, shown, &error);
  assert_needless (fixture, act, error);
  g_assert_null (davy_case_dup_cancellation (fixture->handled));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 0);
}

static void
test_suspended_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCasePlace) shown = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;

  open_case_of (fixture, "event-4");
  shown = find_place (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/" LEGACY
                         " x1 status=200,body={\"id\":\"" LEGACY "\",\"status\":\"suspended\"}");
  act = cancel_as_shown (fixture, shown, &error);
  assert_needless (fixture, act, error);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", LEGACY), ==, 0);
}

static void
test_reactivated_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;

  end_it (fixture);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  act = reactivate (fixture, &error);
  assert_needless (fixture, act, error);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/reactivate"), ==, 0);
}

/* Two programs with a picture of the same moment. */
static void
test_two_programs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCasePlace) shown = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;
  Fixture colleague;

  begin_colleague (&colleague, fixture);
  shown = find_place (&colleague);
  end_it (fixture);
  act = cancel_as_shown (&colleague, shown, &error);
  assert_needless (&colleague, act, error);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 1);
  end_profile (&colleague);
}

/* --- taken back ---------------------------------------------------------------------------- */

/* Sent now, or asked for again while it is on its way. */
static void
take_back (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = reactivate (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (act->state, ==, DAVY_ACT_PENDING);
}

/* As if it were @age older. */
static DavyAct *
look_later (Fixture *fixture, gint64 age)
{
  g_autoptr (DavyAct) act = davy_case_dup_reactivation (fixture->handled);

  act->at -= age;

  return look_after (fixture, act);
}

static DavyAct *
look_again (Fixture *fixture)
{
  return look_later (fixture, 0);
}

static gboolean
stands (Fixture *fixture)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (fixture->handled);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (fixture->handled);

  return davy_cancellation_stands (act, reactivation);
}

static gboolean
is_looked_for (Fixture *fixture)
{
  gint64 interval;

  return davy_reactivation_find_due (davy_case_get_record (fixture->handled)->entries, &interval) !=
         DAVY_TIME_UNSET;
}

static void
test_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) done = NULL;
  g_autoptr (DavyAct) ended = NULL;

  end_it (fixture);
  g_assert_null (davy_case_dup_reactivation (fixture->handled));
  g_assert_true (stands (fixture));
  take_back (fixture);
  g_assert_false (stands (fixture));

  start_again (fixture);
  davy_emulator_advance (fixture->world.emulator, 10 * DAVY_TIME_MINUTE);
  done = look_again (fixture);
  g_assert_cmpint (done->state, ==, DAVY_ACT_DONE);
  g_assert_cmpstr (done->kind, ==, DAVY_ACT_REACTIVATE_ENTITLEMENT);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/reactivate"), ==, 1);
  g_assert_cmpuint (count_accepted (fixture, "act-result"), ==, 2);

  /* A look that was on its way does not accuse anybody. */
  ended = watch (fixture);
  g_assert_cmpint (ended->state, ==, DAVY_ACT_DONE);
}

static void
test_cancelled_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) again = NULL;

  end_it (fixture);
  take_back (fixture);
  davy_emulator_advance (fixture->world.emulator, 10 * DAVY_TIME_MINUTE);
  again = cancel (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->state, ==, DAVY_ACT_PENDING);
  g_assert_null (davy_case_dup_reactivation (fixture->handled));
  g_assert_true (stands (fixture));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 2);
}

static void
test_not_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = NULL;
  g_autoptr (DavyAct) undone = NULL;

  end_it (fixture);
  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT
                                          "/reactivate x1 status=403,body={\"code\":\"900335\"}");
  g_assert_null (reactivate (fixture, &error));
  g_assert_nonnull (error);
  act = davy_case_dup_reactivation (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_true (stands (fixture));
  g_assert_false (is_looked_for (fixture));

  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  undone = watch (fixture);
  g_assert_cmpint (undone->state, ==, DAVY_ACT_UNDONE);
}

/* Given up, it may be tried again; carried out all the same, it is nobody else's doing, and done.
 */
static void
test_late_reactivation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) given_up = NULL;
  g_autoptr (DavyAct) ended = NULL;
  g_autoptr (DavyAct) found = NULL;

  end_it (fixture);
  if (data != NULL)
    davy_test_world_spoil (&fixture->world, data);
  take_back (fixture);
  given_up = look_later (fixture, DAVY_TIME_HOUR);
  g_assert_cmpint (given_up->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpint (given_up->outcome, ==, data != NULL ? DAVY_ACT_NOT_MADE : DAVY_ACT_ACCEPTED);
  g_assert_true (stands (fixture));
  g_assert_true (is_looked_for (fixture));

  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  ended = watch (fixture);
  g_assert_cmpint (ended->state, ==, DAVY_ACT_DONE);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  found = look_again (fixture);
  g_assert_cmpint (found->state, ==, DAVY_ACT_DONE);
  g_assert_false (stands (fixture));
  g_assert_false (is_looked_for (fixture));
}

static void
test_lost_reactivation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) done = NULL;

  end_it (fixture);
  davy_test_world_spoil (&fixture->world, "POST " ENTITLEMENT "/reactivate x1 hang-up");
  take_back (fixture);
  start_again (fixture);
  take_back (fixture);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/reactivate"), ==, 1);

  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  done = look_again (fixture);
  g_assert_cmpint (done->state, ==, DAVY_ACT_DONE);
}

static void
test_legacy_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) ended = NULL;
  g_autoptr (DavyAct) act = NULL;

  open_case_of (fixture, "event-4");
  ended = cancel (fixture, &error);
  g_assert_no_error (error);
  act = reactivate (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpstr (act->kind, ==, DAVY_ACT_REACTIVATE_SUBSCRIPTION);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", LEGACY), ==, 2);
  g_assert_false (stands (fixture));
}

static void
test_nothing_yet (Fixture *fixture, gconstpointer data)
{
  g_assert_null (davy_case_dup_cancellation (fixture->handled));
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define ADD_CASE(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD_CASE ("/cancellation/where-the-subscription-stands", test_place);
  ADD_CASE ("/cancellation/one-azure-subscription-and-not-the-plan", test_entitlement);
  ADD_CASE ("/cancellation/a-reactivation-is-found", test_reactivation);
  ADD_CASE ("/cancellation/a-lost-answer-is-not-sent-again", test_lost_answer);
  ADD_CASE ("/cancellation/a-refusal-is-written-down", test_refused);
  ADD_CASE ("/cancellation/a-legacy-subscription-is-suspended", test_legacy);
  ADD_CASE ("/cancellation/nothing-was-cancelled-yet", test_nothing_yet);

  ADD_CASE ("/cancellation/what-somebody-else-cancelled-is-not-cancelled-again",
            test_cancelled_elsewhere);
  ADD_CASE ("/cancellation/what-somebody-else-suspended-is-not-suspended-again",
            test_suspended_elsewhere);
  ADD_CASE ("/cancellation/what-somebody-else-reactivated-is-not-reactivated-again",
            test_reactivated_elsewhere);
  ADD_CASE ("/cancellation/of-two-programs-the-second-sends-nothing", test_two_programs);
  ADD_CASE ("/cancellation/what-was-cancelled-is-taken-back", test_taken_back);
  ADD_CASE ("/cancellation/what-was-taken-back-is-cancelled-again", test_cancelled_again);
  ADD_CASE ("/cancellation/a-refused-reactivation-leaves-it-cancelled", test_not_taken_back);
  ADD_CASE ("/cancellation/a-lost-reactivation-is-not-sent-again", test_lost_reactivation);
  ADD_CASE ("/cancellation/a-late-reactivation-accuses-nobody", test_late_reactivation);
  g_test_add ("/cancellation/a-late-reactivation-without-an-answer-accuses-nobody", Fixture,
              "POST " ENTITLEMENT "/reactivate x1 hang-up", set_up, test_late_reactivation,
              tear_down);
  ADD_CASE ("/cancellation/a-legacy-subscription-is-taken-back", test_legacy_taken_back);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
