/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-acts.h"

#include "containment-fixture.h"
#include "triage/davy-case-private.h"

/* What becomes of a stop when the program dies over it: opening the case reads how it stands, and
 * sends nothing. */

/* A program that dies while it stops a machine leaves what is on the disk. */
static gboolean
leave_intent (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("act", "contain");

  entry->facts = g_strdup ("{'act': <'stop'>, 'target': <'" EVIL "'>, "
                           "'facts': <{'compute': <'machine'>, 'resizing': <false>}>}");

  return davy_db_append_entry (db, davy_case_get_id (fixture->handled), entry, error);
}

static void
crash (Fixture *fixture)
{
  davy_test_store_write (fixture->store, leave_intent, fixture, DAVY_TABLE_CASES);
  start_again (fixture);
}

static DavyAct *
find_stop (DavyCase *handled)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (handled, davy_act_stop.key);

  g_assert_cmpuint (acts->len, ==, 1);

  return davy_act_copy (g_ptr_array_index (acts, 0));
}

static gboolean
is_settled (gpointer handled)
{
  g_autoptr (DavyAct) act = find_stop (handled);

  return act->state != DAVY_ACT_PENDING;
}

static gboolean
is_looked_after (gpointer handled)
{
  return g_hash_table_size (((DavyCase *) handled)->acts_under_way) == 0;
}

static gboolean
was_looked_for (gpointer fixture)
{
  return davy_test_world_count (&((Fixture *) fixture)->world, "GET", "vm-evil") > 0;
}

static void
test_crashed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyAct) act = NULL;

  post_to_machine (fixture, EVIL, "/deallocate");
  let_it_end (fixture);
  crash (fixture);
  g_assert_true (davy_test_spin_until (is_settled, fixture->handled));

  act = find_stop (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (count_changes (fixture), ==, 1);
}

/* It was sent, and has not ended when the program is back. */
static void
test_crashed_on_its_way (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyAct) early = NULL;
  g_autoptr (DavyAct) late = NULL;

  post_to_machine (fixture, EVIL, "/deallocate");
  crash (fixture);
  g_assert_true (davy_test_spin_until (is_looked_after, fixture->handled));
  early = find_stop (fixture->handled);
  g_assert_cmpint (early->state, ==, DAVY_ACT_PENDING);

  let_it_end (fixture);
  start_again (fixture);
  g_assert_true (davy_test_spin_until (is_settled, fixture->handled));
  late = find_stop (fixture->handled);
  g_assert_cmpint (late->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (count_changes (fixture), ==, 1);
}

static void
test_crashed_before_sending (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyAct) act = NULL;

  crash (fixture);
  g_assert_true (davy_test_spin_until (is_settled, fixture->handled));

  act = find_stop (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_crashed_and_unreadable (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyAct) act = NULL;

  davy_test_world_spoil (&fixture->world, "GET *vm-evil* x1 status=403");
  crash (fixture);
  g_assert_true (davy_test_spin_until (was_looked_for, fixture));
  act = find_stop (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_PENDING);

  start_again (fixture);
  g_assert_true (davy_test_spin_until (is_settled, fixture->handled));
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

/* Whoever lost the rights is told that there is no such subscription: what ran there runs on. */
static void
test_crashed_and_shut_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyAct) act = NULL;

  davy_test_world_spoil (&fixture->world,
                         "GET *vm-evil* x1 "
                         "status=404,body={\"error\":{\"code\":\"SubscriptionNotFound\"}}");
  crash (fixture);
  g_assert_true (davy_test_spin_until (is_looked_after, fixture->handled));
  g_assert_true (was_looked_for (fixture));
  act = find_stop (fixture->handled);
  g_assert_cmpint (act->state, ==, DAVY_ACT_PENDING);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define ADD_CRASH(path, function) \
  g_test_add ("/triage/stop-crash/" path, Fixture, NULL, set_up_estate, function, end_watch)
  ADD_CRASH ("a-crashed-stop-is-proved-when-the-case-is-opened", test_crashed);
  ADD_CRASH ("a-crashed-stop-on-its-way-down-stays-open", test_crashed_on_its_way);
  ADD_CRASH ("a-stop-that-was-never-sent-is-not-sent-by-opening", test_crashed_before_sending);
  ADD_CRASH ("a-crashed-stop-that-cannot-be-read-stays-open", test_crashed_and_unreadable);
  ADD_CRASH ("a-crashed-stop-out-of-sight-stays-open", test_crashed_and_shut_out);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
