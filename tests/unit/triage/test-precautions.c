/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-precautions.h"

#include "cancellation-fixture.h"
#include "precautions-fixture.h"
#include "triage/davy-case-private.h"
#include "triage/davy-entry-words.h"
#include "triage/davy-precaution-acts.h"

/* Snapshots of sample disks on the embedded Azure: which disk it is, what is sent, and what is not.
 */

#define CRASHED                                         \
  "{'act': <'snapshot'>, 'target': <'" EVIL_DISK "'>, " \
  "'facts': <{'region': <'eastus2'>}>}"

static gboolean
is_read (gpointer precautions)
{
  return davy_precautions_get_samples (precautions)->len > 0 ||
         davy_precautions_get_error (precautions, DAVY_PRECAUTION_SNAPSHOT) != NULL;
}

static void
read_it (Fixture *fixture)
{
  DavyPrecautions *precautions = get_precautions (fixture);

  davy_containment_read (get_containment (fixture));
  g_assert_true (davy_test_spin_until (is_read, precautions));
}

static const DavySample *
find_sample (Fixture *fixture, const char *machine)
{
  const GPtrArray *samples = davy_precautions_get_samples (get_precautions (fixture));

  for (guint i = 0; i < samples->len; i++)
    {
      const DavySample *sample = g_ptr_array_index (samples, i);

      if (g_str_equal (sample->machine, machine))
        return sample;
    }

  return NULL;
}

static gboolean
is_kept (gpointer fixture)
{
  const DavySample *sample = find_sample (fixture, "vm-evil");

  return sample != NULL && sample->snapshot != NULL;
}

static guint
count_snapshots (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "PUT", "/snapshots/");
}

static void
test_offered (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);

  g_assert_cmpstr (find_sample (fixture, "vm-evil")->disk_id, ==, EVIL_DISK);
  g_assert_null (find_sample (fixture, "vm-evil")->snapshot);
  g_assert_nonnull (find_sample (fixture, "vm-app"));
  g_assert_null (find_sample (fixture, "vm-brief")); /* its disk is on the host */
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_snapshot (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) acts = NULL;
  g_autofree char *body = NULL;
  const GError *error;

  read_it (fixture);
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, &error), ==,
                   DAVY_STAGE_DONE);
  g_assert_no_error (error);
  g_assert_true (davy_test_spin_until (is_kept, fixture));

  body = davy_test_world_dup_body (&fixture->world, "/snapshots/");
  g_assert_nonnull (strstr (body, "\"davylamp-case\""));
  g_assert_cmpuint (count_changes (fixture), ==, 1);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
  acts = davy_case_list_acts (fixture->handled, davy_act_snapshot.key);
  g_assert_nonnull (assert_last_act (acts, 1, DAVY_ACT_DONE)->correlation_id);

  /* The sample stays the one that was kept. */
  start_again (fixture);
  read_it (fixture);
  g_assert_true (is_kept (fixture));
}

static gboolean
is_offered_again (gpointer fixture)
{
  return davy_precautions_get_stage (get_precautions (fixture), DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK,
                                     NULL) == DAVY_STAGE_NONE;
}

static void
look_again (Fixture *fixture)
{
  davy_test_clock_advance (DAVY_TIME_SECOND);
  davy_containment_read (get_containment (fixture));
  g_assert_true (davy_test_spin_until (is_offered_again, fixture));
  g_assert_false (is_kept (fixture));
}

static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  const char *case_key = davy_case_get_record (fixture->handled)->key;
  g_autofree char *id = davy_snapshot_dup_id (EVIL_DISK, case_key, NULL);

  read_it (fixture);
  take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL);
  g_assert_true (davy_test_spin_until (is_kept, fixture));
  change_elsewhere (fixture, "DELETE", id, "?api-version=2024-03-02");
  let_it_end (fixture);
  look_again (fixture);

  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL), ==, DAVY_STAGE_DONE);
  g_assert_cmpuint (count_snapshots (fixture), ==, 2);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) acts = NULL;
  const GError *error;

  read_it (fixture);
  davy_test_world_spoil (
      &fixture->world,
      "PUT */snapshots/* x1 status=409,body={\"error\":{\"code\":\"ScopeLocked\"}}");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, &error), ==,
                   DAVY_STAGE_FAILED);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  acts = davy_case_list_acts (fixture->handled, davy_act_snapshot.key);
  assert_last_act (acts, 1, DAVY_ACT_FAILED);

  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, &error), ==,
                   DAVY_STAGE_DONE);
  g_assert_cmpuint (count_snapshots (fixture), ==, 2);
}

/* A read says that it goes on; a later one, that it was made. */
static void
test_lost_answer (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "PUT */snapshots/* x1 hang-up");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL), ==,
                   DAVY_STAGE_PENDING);

  davy_emulator_advance (fixture->world.emulator, DAVY_TIME_MINUTE);
  start_again (fixture);
  assert_settled (fixture, &davy_act_snapshot, 1, DAVY_ACT_DONE);
  g_assert_cmpuint (count_snapshots (fixture), ==, 1);
}

/* That it stands in the list says only that it was begun. */
static void
test_not_whole (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = NULL;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "PUT */snapshots/* x1 hang-up");
  davy_test_world_spoil (&fixture->world, /* the look before it is sent */
                         "GET */Microsoft.Compute/snapshots x1 status=200,body={\"value\":[]}");
  pretend_listed (fixture, 1, "Updating");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL), ==,
                   DAVY_STAGE_PENDING);
  before = davy_case_list_acts (fixture->handled, davy_act_snapshot.key);
  assert_last_act (before, 1, DAVY_ACT_PENDING);

  pretend_listed (fixture, 9, "Failed");
  look_again (fixture);
  start_again (fixture);
  assert_settled (fixture, &davy_act_snapshot, 1, DAVY_ACT_FAILED);
  g_assert_cmpuint (count_snapshots (fixture), ==, 1);
}

/* Somebody may have made it since, or be at it; one that failed is no snapshot. */
static void
test_made_since (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  pretend_listed (fixture, 1, "Succeeded");
  assert_not_taken (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, DAVY_STAGE_NEEDLESS);
  g_assert_true (davy_test_spin_until (is_offered_again, fixture)); /* it is gone since */

  pretend_listed (fixture, 1, "Failed");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL), ==, DAVY_STAGE_DONE);
  g_assert_cmpuint (count_snapshots (fixture), ==, 1);
}

static void
test_being_made_since (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  pretend_listed (fixture, 1, "Updating");
  assert_not_taken (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, DAVY_STAGE_FAILED);
}

static void
test_unseen (Fixture *fixture, gconstpointer unused)
{
  const GError *error;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "GET */Microsoft.Compute/snapshots x9 status=403");
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, &error), ==,
                   DAVY_STAGE_FAILED);

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 0);
}

/* Both were asked for at once: there is one act, and one request. */
static void
test_twice (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  davy_precautions_take (get_precautions (fixture), DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK);
  take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL);

  g_assert_cmpuint (count_snapshots (fixture), ==, 1);
}

static void
test_crashed_before_sending (Fixture *fixture, gconstpointer unused)
{
  crash_over (fixture, CRASHED);
  assert_settled (fixture, &davy_act_snapshot, 1, DAVY_ACT_FAILED);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_crashed_after_sending (Fixture *fixture, gconstpointer unused)
{
  read_it (fixture);
  take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL);
  crash_over (fixture, CRASHED);
  assert_settled (fixture, &davy_act_snapshot, 2, DAVY_ACT_DONE);
  g_assert_cmpuint (count_snapshots (fixture), ==, 1);
}

static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "GET */Microsoft.Compute/snapshots x9 status=403");
  read_it (fixture);

  g_assert_error (davy_precautions_get_error (get_precautions (fixture), DAVY_PRECAUTION_SNAPSHOT),
                  DAVY_ERROR, DAVY_ERROR_REFUSED);
  davy_precautions_take (get_precautions (fixture), DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

/* Looks after @act when Partner Center has come to an end with it. */
static void
carry_out (Fixture *fixture, const DavyAct *act)
{
  g_autoptr (DavyAct) seen = NULL;

  davy_emulator_advance (fixture->world.emulator, 10 * DAVY_TIME_MINUTE);
  seen = look_after (fixture, act);
  g_assert_cmpint (seen->state, ==, DAVY_ACT_DONE);
}

/* The subscription would take nothing but deletions. */
static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) ended = NULL;

  read_it (fixture);
  g_assert_false (davy_precautions_are_over (get_precautions (fixture)));
  ended = cancel (fixture, &error);
  g_assert_no_error (error);

  g_assert_true (davy_precautions_are_over (get_precautions (fixture)));
  davy_precautions_take (get_precautions (fixture), DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK);
  g_assert_cmpuint (count_snapshots (fixture), ==, 0);
}

static void
test_reactivated (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) ended = cancel (fixture, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAct) sent = NULL;

  g_assert_no_error (error);
  carry_out (fixture, ended);
  davy_case_reactivate_async (fixture->handled, ended, NULL, davy_test_keep_result, &result);
  sent = davy_case_reactivate_finish (fixture->handled, davy_test_wait_result (&result), NULL);
  g_assert_cmpint (sent->state, ==, DAVY_ACT_PENDING);
  g_assert_true (davy_precautions_are_over (get_precautions (fixture)));

  carry_out (fixture, sent);
  g_assert_false (davy_precautions_are_over (get_precautions (fixture)));
  read_it (fixture);
  g_assert_cmpint (take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL), ==, DAVY_STAGE_DONE);
}

static void
test_acts_have_words (void)
{
  g_autofree char *snapshot = davy_words_act (davy_act_snapshot.key);
  g_autofree char *isolation = davy_words_act (davy_act_isolate.key);
  g_autofree char *connection = davy_words_act (davy_act_reconnect.key);

  g_assert_cmpstr (snapshot, ==, "Make a snapshot of a disk");
  g_assert_cmpstr (isolation, ==, "Isolate machines from the network");
  g_assert_cmpstr (connection, ==, "End the isolation of machines");
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/triage/precautions/acts-have-words", test_acts_have_words);

#define ADD_ONE(path, function) \
  g_test_add ("/triage/precautions/" path, Fixture, NULL, set_up_estate, function, end_watch)
  ADD_ONE ("a-disk-of-each-image-is-offered", test_offered);
  ADD_ONE ("a-snapshot-is-made-and-proved", test_snapshot);
  ADD_ONE ("a-snapshot-that-is-gone-can-be-made-again", test_gone);
  ADD_ONE ("a-refused-snapshot-says-why-and-can-be-tried-again", test_refused);
  ADD_ONE ("a-lost-answer-is-settled-by-a-read", test_lost_answer);
  ADD_ONE ("a-snapshot-that-is-not-whole-is-not-proved", test_not_whole);
  ADD_ONE ("a-snapshot-that-was-made-since-is-not-made-again", test_made_since);
  ADD_ONE ("a-snapshot-that-is-being-made-is-looked-at-again", test_being_made_since);
  ADD_ONE ("what-cannot-be-looked-at-is-not-taken", test_unseen);
  ADD_ONE ("what-is-asked-for-twice-is-sent-once", test_twice);
  ADD_ONE ("a-snapshot-that-was-never-sent-is-not-sent-by-opening", test_crashed_before_sending);
  ADD_ONE ("a-crashed-snapshot-is-proved-when-the-case-is-opened", test_crashed_after_sending);
  ADD_ONE ("what-cannot-be-read-is-not-offered", test_unreadable);
  ADD_ONE ("nothing-is-sent-to-a-cancelled-subscription", test_cancelled);
  ADD_ONE ("what-runs-again-is-offered-again", test_reactivated);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
