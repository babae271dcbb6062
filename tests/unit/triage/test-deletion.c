/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-deletion.h"

#include "azure/davy-arm-resources.h"
#include "deletion-fixture.h"
#include "triage/davy-act-private.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-deletion-survey.h"

/* Carrying out a deletion plan in the emulator: what it takes, what is sent, and what is not. */

static const DavyDeletionConsent consent = { "Erika Muster", DAVY_TIME_DAY, "By phone", "Shop" };

static DavyDeletionPlan *
survey (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyDeletionPlan *plan;

  davy_deletion_survey_async (fixture->handled, NULL, davy_test_keep_result, &result);
  plan = davy_deletion_survey_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return plan;
}

static gboolean
try_freeze (DavyDeletion *deletion,
            const char *const *ids,
            const DavyDeletionConsent *given,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_deletion_freeze_async (deletion, ids, given, NULL, davy_test_keep_result, &result);
  return davy_deletion_freeze_finish (deletion, davy_test_wait_result (&result), error);
}

static DavyDeletion *
freeze (Fixture *fixture, const char *const *ids)
{
  DavyDeletion *deletion = davy_deletion_new (fixture->handled);
  g_autoptr (GError) error = NULL;

  collect (fixture);
  try_freeze (deletion, ids, &consent, &error);
  g_assert_no_error (error);

  return deletion;
}

static gboolean
try_run (DavyDeletion *deletion, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_deletion_run_async (deletion, davy_test_keep_result, &result);
  return davy_deletion_run_finish (deletion, davy_test_wait_result (&result), error);
}

static void
run (DavyDeletion *deletion)
{
  g_autoptr (GError) error = NULL;

  try_run (deletion, &error);
  g_assert_no_error (error);
}

static guint
count_deletes (Fixture *fixture, const char *id)
{
  return davy_test_world_count (&fixture->world, "DELETE", id);
}

static const DavyDeletionTarget *
get_target (DavyDeletion *deletion, guint index)
{
  return g_ptr_array_index (davy_deletion_get_targets (deletion), index);
}

/* --- what it takes ------------------------------------------------------------------------- */

static void
test_survey (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyDeletionPlan) plan = survey (fixture);
  g_auto (GStrv) ids = davy_deletion_plan_freeze (plan);

  g_assert_cmpuint (g_strv_length (ids), ==, 6);
  g_assert_null (davy_deletion_plan_find (plan, VAULT));
  g_assert_null (davy_deletion_plan_find (plan, IN_MINE "Microsoft.Compute/snapshots/ours"));
  g_assert_false (davy_deletion_plan_find (plan, KIMS)->is_ticked);
  g_assert_cmpint (
      davy_deletion_plan_find (plan, IN_MINE "Microsoft.Compute/virtualMachines/vm-old")->origin,
      ==, DAVY_DELETION_EXISTING);
  g_assert_cmpstr (davy_deletion_plan_find (plan, ADDRESS)->parent->name, ==, "vm-evil");
  g_assert_cmpuint (davy_deletion_plan_find (plan, STORE_2)->locks->len, ==, 1);
}

static void
test_no_evidence (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_1, NULL };
  g_autoptr (DavyDeletion) deletion = davy_deletion_new (fixture->handled);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) not_run = NULL;

  g_assert_false (try_freeze (deletion, ids, &consent, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (count_entries (fixture, "plan"), ==, 0);

  g_assert_false (try_run (deletion, &not_run));
  g_assert_error (not_run, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 0);
}

/* A consent counts by what was there when it was given. */
static void
test_waived_too_late (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_1, NULL };
  g_autoptr (DavyDeletion) deletion = davy_deletion_new (fixture->handled);
  DavyEvidence *evidence = davy_case_get_evidence (fixture->handled);
  g_autoptr (GAsyncResult) frozen = NULL;
  g_autoptr (GAsyncResult) waived = NULL;
  g_autoptr (GError) error = NULL;
  guint read;

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x9 status=403");
  collect (fixture);
  read = davy_test_world_count (&fixture->world, "GET", STORE_1);
  davy_deletion_freeze_async (deletion, ids, &consent, NULL, davy_test_keep_result, &frozen);
  davy_evidence_waive_async (evidence, DAVY_EVIDENCE_ROLES, "By mail", NULL, davy_test_keep_result,
                             &waived);
  davy_evidence_waive_finish (evidence, davy_test_wait_result (&waived), &error);
  g_assert_no_error (error);
  g_assert_true (davy_evidence_is_enough (evidence, NULL));

  g_assert_false (davy_deletion_freeze_finish (deletion, davy_test_wait_result (&frozen), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", STORE_1), ==, read);
  g_assert_cmpuint (count_entries (fixture, "plan"), ==, 0);
}

/* Each of these lacks one thing. */
static void
test_no_consent (Fixture *fixture, gconstpointer unused)
{
  static const DavyDeletionConsent wrong[] = {
    { NULL, DAVY_TIME_DAY, "By phone", "Shop" },
    { " ", DAVY_TIME_DAY, "By phone", "Shop" },
    { "Erika Muster", DAVY_TIME_UNSET, "By phone", "Shop" },
    { "Erika Muster", DAVY_TIME_DAY, "", "Shop" },
    { "Erika Muster", DAVY_TIME_DAY, "By phone", NULL },
    { "Erika Muster", DAVY_TIME_DAY, "By phone", "" },
    { "Erika Muster", DAVY_TIME_DAY, "By phone", "shop" },
    { "Erika Muster", DAVY_TIME_DAY, "By phone", "Shop " },
  };
  const char *const ids[] = { STORE_1, NULL };
  g_autoptr (DavyDeletion) deletion = davy_deletion_new (fixture->handled);

  collect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) not_run = NULL;

      g_assert_false (try_freeze (deletion, ids, &wrong[i], &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
      g_assert_false (try_run (deletion, &not_run));
    }
  g_assert_cmpuint (count_entries (fixture, "plan"), ==, 0);
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 0);
}

static void
test_wrong_ids (Fixture *fixture, gconstpointer unused)
{
  const char *const nothing[] = { NULL };
  const char *const vault[] = { VAULT, NULL };
  const char *const group[] = { MINE, NULL };
  const char *const subscription[] = { "/subscriptions/" SHOP, NULL };
  const char *const elsewhere[] = { "/subscriptions/" OTHER
                                    "/resourceGroups/g/providers/Microsoft.Storage/"
                                    "storageAccounts/s",
                                    NULL };
  const char *const twice[] = { STORE_1, STORE_2, STORE_1, NULL };
  const char *const *const wrong[] = { nothing, vault, group, subscription, elsewhere, twice };
  g_autoptr (DavyDeletion) deletion = davy_deletion_new (fixture->handled);

  collect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (try_freeze (deletion, wrong[i], &consent, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
    }
  g_assert_cmpuint (count_entries (fixture, "plan"), ==, 0);
}

/* The evidence may be lost between the plan and the deletion; a new start looks again. */
static void
test_frozen_without_evidence (Fixture *fixture, gconstpointer unused)
{
  DavyCaseWrite *write = davy_case_write_new (fixture->handled);
  g_autoptr (DavyDeletion) deletion = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_write_add (write, "plan", "delete", g_variant_new_parsed ("{'ids': <[%s]>}", STORE_1));
  davy_case_write_run_async (fixture->handled, write, NULL, davy_test_keep_result, &result);
  davy_case_write_run_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  deletion = davy_deletion_new (fixture->handled);
  g_assert_cmpuint (davy_deletion_get_targets (deletion)->len, ==, 1);
  g_assert_false (try_run (deletion, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 0);
}

/* --- what is sent -------------------------------------------------------------------------- */

static void
test_deletes (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { VM, STORE_1, CARD, DISK, ADDRESS, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);
  g_autoptr (DavyDeletion) again = NULL;

  run (deletion);
  g_assert_cmpuint (davy_deletion_count (deletion, DAVY_DELETION_GONE), ==, 5);
  for (guint i = 0; ids[i] != NULL; i++)
    g_assert_cmpuint (count_deletes (fixture, ids[i]), ==, 1);
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 5);
  g_assert_nonnull (get_target (deletion, 0)->correlation_id);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 5);
  g_assert_cmpuint (count_entries (fixture, "act-proof"), ==, 5);

  again = davy_deletion_new (fixture->handled);
  g_assert_cmpuint (davy_deletion_count (again, DAVY_DELETION_GONE), ==, 5);
  run (again);
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 5);
}

static void
test_failure (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_2, STORE_1, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);

  run (deletion);
  g_assert_cmpint (get_target (deletion, 0)->state, ==, DAVY_DELETION_FAILED);
  g_assert_error (get_target (deletion, 0)->error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpint (get_target (deletion, 1)->state, ==, DAVY_DELETION_GONE);

  remove_lock (fixture);
  run (deletion);
  g_assert_cmpint (get_target (deletion, 0)->state, ==, DAVY_DELETION_GONE);
  g_assert_cmpuint (count_deletes (fixture, STORE_1), ==, 1);
}

static void
test_gone_already (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_1, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);
  g_autoptr (DavyDeletion) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;
  DavyArmClient *arm = davy_case_get_arm (fixture->handled, &error);

  davy_arm_client_delete_resource_async (arm, davy_case_get_customer_tenant_id (fixture->handled),
                                         STORE_1, FALSE, NULL, davy_test_keep_result, &result);
  outcome = davy_arm_client_delete_resource_finish (arm, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  run (deletion);
  g_assert_cmpint (get_target (deletion, 0)->state, ==, DAVY_DELETION_GONE);
  g_assert_cmpuint (count_deletes (fixture, STORE_1), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 1);
  again = davy_deletion_new (fixture->handled);
  g_assert_cmpint (get_target (again, 0)->state, ==, DAVY_DELETION_GONE);
}

static void
test_stop (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_1, KIMS, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_deletion_run_async (deletion, davy_test_keep_result, &result);
  g_assert_true (davy_deletion_is_running (deletion));
  davy_deletion_stop (deletion);
  davy_deletion_run_finish (deletion, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_false (davy_deletion_is_running (deletion));
  g_assert_cmpuint (davy_deletion_count (deletion, DAVY_DELETION_WAITING), ==, 2);
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 0);
}

/* Two programs with the same plan, one after the other. */
static void
test_two_programs (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { VM, STORE_1, CARD, DISK, ADDRESS, NULL };
  g_autoptr (DavyDeletion) first = NULL;
  g_autoptr (DavyDeletion) second = NULL;
  Fixture colleague;

  begin_colleague (&colleague, fixture);
  first = freeze (fixture, ids);
  second = freeze (&colleague, ids);
  run (first);
  run (second);

  g_assert_cmpuint (davy_deletion_count (second, DAVY_DELETION_GONE), ==, 5);
  for (guint i = 0; ids[i] != NULL; i++)
    g_assert_cmpuint (count_deletes (fixture, ids[i]), ==, 1);
  g_assert_cmpuint (count_deletes (fixture, "/arm/"), ==, 5);
  g_assert_cmpuint (count_entries (&colleague, "act"), ==, 0);
  g_assert_cmpuint (count_entries (&colleague, "changed-elsewhere"), ==, 5);
  g_clear_object (&second);
  end_profile (&colleague);
}

/* The second comes while the machine is on its way out. */
static gboolean
was_sent (gpointer fixture)
{
  return count_deletes (fixture, VM) > 0;
}

static gboolean
something_is_on_its_way (gpointer deletion)
{
  return davy_deletion_count (deletion, DAVY_DELETION_UNDER_WAY) > 0;
}

static void
test_two_programs_at_once (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { VM, NULL };
  g_autoptr (DavyDeletion) first = NULL;
  g_autoptr (DavyDeletion) second = NULL;
  g_autoptr (GAsyncResult) first_ended = NULL;
  g_autoptr (GAsyncResult) second_ended = NULL;
  g_autoptr (GError) error = NULL;
  Fixture colleague;

  begin_colleague (&colleague, fixture);
  first = freeze (fixture, ids);
  second = freeze (&colleague, ids);
  davy_deletion_run_async (first, davy_test_keep_result, &first_ended);
  g_assert_true (davy_test_spin_until (was_sent, fixture));
  davy_deletion_run_async (second, davy_test_keep_result, &second_ended);
  g_assert_true (davy_test_spin_until (something_is_on_its_way, second));
  davy_deletion_run_finish (first, davy_test_wait_result (&first_ended), &error);
  g_assert_no_error (error);
  davy_deletion_run_finish (second, davy_test_wait_result (&second_ended), &error);
  g_assert_no_error (error);

  g_assert_cmpuint (davy_deletion_count (second, DAVY_DELETION_GONE), ==, 1);
  g_assert_cmpuint (count_deletes (fixture, VM), ==, 1);
  g_assert_cmpuint (count_entries (&colleague, "act"), ==, 0);
  g_clear_object (&second);
  end_profile (&colleague);
}

/* What concerns all of them ends the run and leaves the rest unsent. */
static void
test_challenge (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { VM, CARD, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "DELETE /arm/* x1 claims");
  g_assert_false (try_run (deletion, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
  g_assert_cmpuint (davy_deletion_count (deletion, DAVY_DELETION_WAITING), ==, 2);
  g_assert_cmpuint (count_deletes (fixture, CARD), ==, 0);

  run (deletion);
  g_assert_cmpuint (davy_deletion_count (deletion, DAVY_DELETION_GONE), ==, 2);
}

/* The answer is lost: a read tells, and nothing is sent again. */
static void
test_lost_answer (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_1, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);

  davy_test_world_spoil (&fixture->world, "DELETE /arm/* x1 hang-up");
  run (deletion);
  g_assert_cmpint (get_target (deletion, 0)->state, ==, DAVY_DELETION_GONE);
  g_assert_cmpuint (count_deletes (fixture, STORE_1), ==, 1);
}

/* --- after a crash ------------------------------------------------------------------------- */

/* An intent and nothing else, as a crash leaves it. */
static void
leave_intent (Fixture *fixture, const char *id)
{
  DavyCaseWrite *write = davy_case_write_new (fixture->handled);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_act_add_intent (write, "delete", "delete", id, NULL);
  davy_case_write_run_async (fixture->handled, write, NULL, davy_test_keep_result, &result);
  davy_case_write_run_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_crash (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_1, KIMS, NULL };
  const char *const others[] = { VM, NULL };
  g_autoptr (DavyDeletion) frozen = freeze (fixture, ids);
  g_autoptr (DavyDeletion) deletion = NULL;
  g_autoptr (GError) error = NULL;

  leave_intent (fixture, STORE_1);
  deletion = davy_deletion_new (fixture->handled);
  g_assert_cmpint (get_target (deletion, 0)->state, ==, DAVY_DELETION_UNSETTLED);
  g_assert_cmpint (get_target (deletion, 1)->state, ==, DAVY_DELETION_WAITING);
  /* no other plan before that is settled */
  g_assert_false (try_freeze (deletion, others, &consent, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);

  run (deletion);
  g_assert_cmpuint (davy_deletion_count (deletion, DAVY_DELETION_GONE), ==, 2);
  g_assert_cmpuint (count_deletes (fixture, STORE_1), ==, 1);
  g_assert_cmpuint (count_deletes (fixture, KIMS), ==, 1);
}

static void
test_crash_after_sending (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { STORE_1, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);
  g_autoptr (DavyDeletion) again = NULL;

  run (deletion);
  /* as if the result had not been written */
  leave_intent (fixture, STORE_1);
  again = davy_deletion_new (fixture->handled);
  g_assert_cmpint (get_target (again, 0)->state, ==, DAVY_DELETION_UNSETTLED);
  run (again);
  g_assert_cmpint (get_target (again, 0)->state, ==, DAVY_DELETION_GONE);
  g_assert_cmpuint (count_deletes (fixture, STORE_1), ==, 1);
}

/* A colleague deletes it, and five minutes later somebody has made another of that name. */
static void
let_it_be_made_anew (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;
  DavyArmClient *arm = davy_case_get_arm (fixture->handled, &error);

  davy_arm_client_delete_resource_async (arm, davy_case_get_customer_tenant_id (fixture->handled),
                                         VM, FALSE, NULL, davy_test_keep_result, &result);
  outcome = davy_arm_client_delete_resource_finish (arm, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  davy_emulator_advance (fixture->world.emulator, 6 * DAVY_TIME_MINUTE);
}

static void
test_made_anew (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { VM, KIMS, NULL };
  g_autoptr (DavyDeletion) deletion = freeze (fixture, ids);

  let_it_be_made_anew (fixture);
  run (deletion);
  g_assert_cmpint (get_target (deletion, 0)->state, ==, DAVY_DELETION_FAILED);
  g_assert_error (get_target (deletion, 0)->error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpint (get_target (deletion, 1)->state, ==, DAVY_DELETION_GONE);
  g_assert_cmpuint (count_deletes (fixture, VM), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 1);
}

/* Nor is it what a crash may have sent a deletion for; another plan is free to name it. */
static void
test_made_anew_after_crash (Fixture *fixture, gconstpointer unused)
{
  const char *const ids[] = { VM, NULL };
  g_autoptr (DavyDeletion) frozen = freeze (fixture, ids);
  g_autoptr (DavyDeletion) deletion = NULL;
  g_autoptr (GError) error = NULL;

  leave_intent (fixture, VM);
  let_it_be_made_anew (fixture);
  deletion = davy_deletion_new (fixture->handled);
  run (deletion);
  g_assert_cmpint (get_target (deletion, 0)->state, ==, DAVY_DELETION_FAILED);
  g_assert_cmpuint (count_deletes (fixture, VM), ==, 1);

  try_freeze (deletion, ids, &consent, &error);
  g_assert_no_error (error);
}

/* The machine comes back five minutes after it was deleted. */
static void
set_up_returning (Fixture *fixture, gconstpointer unused)
{
  set_up_other_estate (fixture, "\"name\": \"vm-evil\"",
                       "\"name\": \"vm-evil\", \"returns\": \"5m\"");
}

#undef ADD
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up_estate, test, tear_down)
#define ADD_RETURNING(path, test) \
  g_test_add (path, Fixture, NULL, set_up_returning, test, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  ADD ("/triage/deletion/a-survey-ticks-what-the-hostile-caller-made", test_survey);
  ADD ("/triage/deletion/nothing-is-deleted-without-evidence", test_no_evidence);
  ADD ("/triage/deletion/what-is-waived-later-does-not-count", test_waived_too_late);
  ADD ("/triage/deletion/nothing-is-deleted-without-consent-and-typed-name", test_no_consent);
  ADD ("/triage/deletion/no-group-vault-or-other-subscription-is-planned", test_wrong_ids);
  ADD ("/triage/deletion/a-frozen-plan-without-evidence-deletes-nothing",
       test_frozen_without_evidence);
  ADD ("/triage/deletion/each-is-deleted-once-and-proved", test_deletes);
  ADD ("/triage/deletion/what-fails-says-why-and-is-tried-again", test_failure);
  ADD ("/triage/deletion/what-is-gone-already-is-not-sent", test_gone_already);
  ADD ("/triage/deletion/of-two-programs-the-second-sends-nothing", test_two_programs);
  ADD ("/triage/deletion/what-somebody-else-is-deleting-is-waited-for", test_two_programs_at_once);
  ADD ("/triage/deletion/stopping-sends-nothing-more", test_stop);
  ADD ("/triage/deletion/a-challenge-ends-the-run-and-is-no-failure", test_challenge);
  ADD_RETURNING ("/triage/deletion/what-was-made-anew-is-not-what-was-confirmed", test_made_anew);
  ADD_RETURNING ("/triage/deletion/what-was-made-anew-after-a-crash-is-not-sent",
                 test_made_anew_after_crash);
  ADD ("/triage/deletion/a-lost-answer-is-settled-by-a-read", test_lost_answer);
  ADD ("/triage/deletion/an-intent-that-a-crash-left-is-settled-first", test_crash);
  ADD ("/triage/deletion/what-a-crash-had-sent-is-not-sent-again", test_crash_after_sending);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
