/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "containment-walk.h"
#include "core/davy-error.h"
#include "triage/davy-act.h"

/* What somebody else did on the embedded Azure since it was shown is not done again, and what they
 * changed is looked at again before it is stopped. */

static void
assert_stage (Fixture *fixture, const char *id, DavyContainmentStage stage)
{
  const GError *error;

  g_assert_cmpint (davy_containment_get_stage (get_containment (fixture), id, &error), ==, stage);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpint (davy_act_was_needless (error), ==, stage == DAVY_STAGE_NEEDLESS);
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 1);
}

static void
test_stopped_elsewhere (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, SET, NULL };
  guint done, failed, all;

  read_it (fixture);
  post_to_machine (fixture, EVIL, "/deallocate");
  let_it_end (fixture);
  stop (fixture, NULL, computes);

  assert_stage (fixture, EVIL, DAVY_STAGE_NEEDLESS);
  davy_containment_count (get_containment (fixture), &done, &failed, &all);
  g_assert_cmpuint (done, ==, 2);
  g_assert_cmpuint (failed, ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "vm-evil/deallocate"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 1); /* the set's */
}

/* What is only shut down would stay billed: the person looks again. */
static void
test_stopping_elsewhere (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };

  read_it (fixture);
  post_to_machine (fixture, EVIL, "/deallocate");
  stop (fixture, NULL, computes);

  assert_stage (fixture, EVIL, DAVY_STAGE_FAILED);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "vm-evil/deallocate"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 0);
}

static void
test_started_elsewhere (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };

  post_to_machine (fixture, EVIL, "/powerOff");
  let_it_end (fixture);
  read_it (fixture);
  g_assert_cmpint (find_item (fixture, EVIL)->compute->state, ==, DAVY_COMPUTE_HALTED);
  post_to_machine (fixture, EVIL, "/start");
  let_it_end (fixture);
  stop (fixture, NULL, computes);

  assert_stage (fixture, EVIL, DAVY_STAGE_FAILED);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/deallocate"), ==, 0);

  /* Seen as it is now, it is stopped. */
  davy_containment_call_off (get_containment (fixture));
  read_it (fixture);
  stop (fixture, NULL, computes);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/deallocate"), ==, 1);
}

static void
test_made_anew (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };

  read_it (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET *vm-evil x99 status=200,body={\"id\":\"" EVIL "\",\"properties\":"
                         "{\"timeCreated\":\"2026-01-01T00:00:00Z\",\"instanceView\":{"
                         "\"statuses\":[{\"code\":\"PowerState/running\"}]}}}");
  stop (fixture, NULL, computes);

  assert_stage (fixture, EVIL, DAVY_STAGE_FAILED);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/deallocate"), ==, 0);
}

static void
test_deleted_elsewhere (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { SET, NULL };

  read_it (fixture);
  change_elsewhere (fixture, "DELETE", SET, "?api-version=2024-07-01");
  let_it_end (fixture);
  stop (fixture, NULL, computes);

  assert_stage (fixture, SET, DAVY_STAGE_NEEDLESS);
  g_assert_cmpuint (count_changes (fixture), ==, 1);
}

static void
test_role_gone (Fixture *fixture, gconstpointer unused)
{
  const char *assignments[] = { NULL, NULL };
  g_autofree char *assignment = NULL;

  read_it (fixture);
  assignment = g_strdup (get_access (fixture, 0)->assignment->id);
  assignments[0] = assignment;
  change_elsewhere (fixture, "DELETE", assignment, "?api-version=2022-04-01");
  stop (fixture, assignments, NULL);

  assert_stage (fixture, assignment, DAVY_STAGE_NEEDLESS);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "DELETE", "/roleAssignments/"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 0);
}

static void
test_unseen_is_not_sent (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };
  const GError *error;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "GET *vm-evil x99 status=403");
  stop (fixture, NULL, computes);

  g_assert_cmpint (davy_containment_get_stage (get_containment (fixture), EVIL, &error), ==,
                   DAVY_STAGE_FAILED);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

/* Two programs with a picture of the same moment. */
static void
test_two_programs (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, SET, NULL };
  const char *assignments[] = { NULL, NULL };
  g_autofree char *assignment = NULL;
  Fixture colleague;
  guint n_changes, done, failed, all;

  begin_colleague (&colleague, fixture);
  read_it (fixture);
  read_it (&colleague);
  assignment = g_strdup (get_access (fixture, 0)->assignment->id);
  assignments[0] = assignment;
  stop (fixture, assignments, computes);
  g_assert_true (davy_test_spin_until (is_compared, fixture));
  davy_containment_call_off (get_containment (fixture));
  n_changes = count_changes (fixture);
  stop (&colleague, assignments, computes);

  davy_containment_count (get_containment (&colleague), &done, &failed, &all);
  g_assert_cmpuint (done, ==, 3);
  g_assert_cmpuint (failed, ==, 0);
  g_assert_cmpuint (count_entries (&colleague, "changed-elsewhere"), ==, 3);
  g_assert_cmpuint (count_entries (&colleague, "act"), ==, 0);
  g_assert_cmpuint (count_changes (fixture), ==, n_changes);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/deallocate"), ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "DELETE", "/roleAssignments/"), ==, 1);

  davy_containment_call_off (get_containment (&colleague));
  end_profile (&colleague);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define ADD_ELSEWHERE(path, function) \
  g_test_add ("/triage/elsewhere/" path, Fixture, NULL, set_up_estate, function, end_watch)
  ADD_ELSEWHERE ("what-somebody-else-stopped-is-shown-so", test_stopped_elsewhere);
  ADD_ELSEWHERE ("what-somebody-else-stops-is-looked-at-again", test_stopping_elsewhere);
  ADD_ELSEWHERE ("what-was-started-since-is-looked-at-again", test_started_elsewhere);
  ADD_ELSEWHERE ("what-was-made-anew-is-looked-at-again", test_made_anew);
  ADD_ELSEWHERE ("what-somebody-else-removed-needs-no-stop", test_deleted_elsewhere);
  ADD_ELSEWHERE ("a-role-that-is-gone-is-not-taken-away", test_role_gone);
  ADD_ELSEWHERE ("what-cannot-be-looked-at-is-not-stopped", test_unseen_is_not_sent);
  ADD_ELSEWHERE ("of-two-programs-the-second-sends-nothing", test_two_programs);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
