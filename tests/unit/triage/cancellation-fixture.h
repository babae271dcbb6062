/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case-fixture.h"
#include "triage/davy-cancellation.h"

/* The subscription of a case, ended at the embedded Partner Center. */

static inline DavyCasePlace *
find_place (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyCasePlace *place;

  davy_case_find_place_async (fixture->handled, NULL, davy_test_keep_result, &result);
  place = davy_case_find_place_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return place;
}

static inline DavyAct *
cancel_as_shown (Fixture *fixture, const DavyCasePlace *place, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_cancel_async (fixture->handled, place, NULL, davy_test_keep_result, &result);

  return davy_case_cancel_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static inline DavyAct *
cancel (Fixture *fixture, GError **error)
{
  g_autoptr (DavyCasePlace) place = find_place (fixture);

  return cancel_as_shown (fixture, place, error);
}

/* Whether it stands as it was sent. */
static inline DavyAct *
look_after (Fixture *fixture, const DavyAct *act)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyAct *seen;

  davy_case_watch_cancellation_async (fixture->handled, act, NULL, davy_test_keep_result, &result);
  seen = davy_case_watch_cancellation_finish (fixture->handled, davy_test_wait_result (&result),
                                              &error);
  g_assert_no_error (error);

  return seen;
}

static inline DavyAct *
watch (Fixture *fixture)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (fixture->handled);

  return look_after (fixture, act);
}

/* Cancelled, and proved by a read. */
static inline void
end_it (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) sent = cancel (fixture, &error);
  g_autoptr (DavyAct) done = NULL;

  g_assert_no_error (error);
  davy_emulator_advance (fixture->world.emulator, 10 * DAVY_TIME_MINUTE);
  done = watch (fixture);
  g_assert_cmpint (done->state, ==, DAVY_ACT_DONE);
}

static inline DavyAct *
reactivate (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAct) ended = davy_case_dup_cancellation (fixture->handled);

  davy_case_reactivate_async (fixture->handled, ended, NULL, davy_test_keep_result, &result);

  return davy_case_reactivate_finish (fixture->handled, davy_test_wait_result (&result), error);
}
