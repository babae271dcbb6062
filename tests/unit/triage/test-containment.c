/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-containment.h"

#include "containment-walk.h"
#include "core/davy-error.h"
#include "triage/davy-act.h"
#include "triage/davy-entry-words.h"
#include "triage/davy-evidence.h"
#include "triage/davy-stop-acts.h"

/* The fast lane on the embedded Azure: what is sent, in which order, and what is not. */

static gboolean
has_challenge (gpointer containment)
{
  return davy_containment_find_challenge (containment) != NULL;
}

static void
wait_challenge (Fixture *fixture)
{
  g_assert_true (davy_test_spin_until (has_challenge, get_containment (fixture)));
}

/* The position of the first request that has @method and whose path holds @part; it is there. */
static guint
find_request (Fixture *fixture, const char *method, const char *part)
{
  g_autoptr (JsonNode) requests = davy_test_world_read_requests (&fixture->world);
  JsonArray *array = json_node_get_array (requests);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *request = json_array_get_object_element (array, i);

      if (g_str_equal (json_object_get_string_member (request, "method"), method) &&
          strstr (json_object_get_string_member (request, "path"), part) != NULL)
        return i;
    }
  g_assert_not_reached ();
}

static void
test_picture (Fixture *fixture, gconstpointer unused)
{
  const DavyStopPicture *picture;

  read_it (fixture);
  picture = davy_containment_get_picture (get_containment (fixture));

  g_assert_no_error (picture->lock_error);
  g_assert_no_error (picture->access_error);
  g_assert_cmpint (find_item (fixture, EVIL)->ability, ==, DAVY_STOP_READY);
  g_assert_cmpint (find_item (fixture, BRIEF)->ability, ==, DAVY_STOP_DELETE_ONLY);
  g_assert_cmpint (find_item (fixture, LOCKED)->ability, ==, DAVY_STOP_LOCKED);
  g_assert_cmpstr (find_item (fixture, LOCKED)->lock->name, ==, "mine");
  g_assert_cmpint (find_item (fixture, EVIL)->compute->created, !=, DAVY_TIME_UNSET);
  g_assert_true (davy_stop_picture_is_recent (picture, find_item (fixture, EVIL)));
  g_assert_true (davy_stop_picture_is_recent (picture, find_item (fixture, SET)));
  g_assert_false (davy_stop_picture_is_recent (picture, find_item (fixture, OLD)));
  g_assert_true (davy_money_is_known (&picture->plan->per_hour));
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_access (Fixture *fixture, gconstpointer unused)
{
  const DavyStopPicture *picture;

  read_it (fixture);
  picture = davy_containment_get_picture (get_containment (fixture));

  g_assert_cmpuint (picture->accesses->len, ==, 1);
  g_assert_cmpstr (get_access (fixture, 0)->assignment->principal_id, ==,
                   "60000000-0000-4000-8000-00000000000f");
  g_assert_true (get_access (fixture, 0)->is_new);
  g_assert_false (get_access (fixture, 0)->proposed);
}

static void
test_order (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, SET, BRIEF, LOCKED, NULL };
  const char *assignments[] = { NULL, NULL };
  g_autofree char *assignment = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  guint done, failed, all;

  read_it (fixture);
  assignment = g_strdup (get_access (fixture, 0)->assignment->id);
  assignments[0] = assignment;
  stop (fixture, assignments, computes);

  /* The role first, then what scales the set, then the machines. */
  g_assert_cmpuint (find_request (fixture, "DELETE", "/roleAssignments/"), <,
                    find_request (fixture, "POST", "vm-evil/deallocate"));
  g_assert_cmpuint (find_request (fixture, "PATCH", "/autoscaleSettings/grow"), <,
                    find_request (fixture, "PATCH", "vmss-evil"));
  /* What could be done before is to be compared with what can be done now. */
  g_assert_true (davy_test_spin_until (is_compared, fixture));
  /* That and nothing else: what cannot be stopped was not touched. */
  g_assert_cmpuint (count_changes (fixture), ==, 4);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/powerOff"), ==, 0);
  g_assert_cmpuint (count_posts (fixture), ==, 0);

  davy_containment_count (get_containment (fixture), &done, &failed, &all);
  g_assert_cmpuint (done, ==, 3);
  g_assert_cmpuint (failed, ==, 0);
  g_assert_cmpuint (all, ==, 3);
  g_assert_cmpint (davy_containment_get_stage (get_containment (fixture), EVIL, NULL), ==,
                   DAVY_STAGE_DONE);
  g_assert_cmpint (davy_containment_get_stage (get_containment (fixture), BRIEF, NULL), ==,
                   DAVY_STAGE_NONE);
  acts = davy_case_list_acts (fixture->handled, "stop");
  g_assert_cmpuint (acts->len, ==, 2);
  g_assert_nonnull (((const DavyAct *) g_ptr_array_index (acts, 0))->correlation_id);
  g_assert_cmpuint (count_accepted (fixture, "act-result"), ==, 3);
}

static void
test_never_resolves (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };

  read_it (fixture);
  stop (fixture, NULL, computes);
  davy_containment_call_off (get_containment (fixture));

  g_assert_cmpuint (count_posts (fixture), ==, 0);
  g_assert_cmpint (
      davy_alert_get_status (g_ptr_array_index (davy_case_get_alerts (fixture->handled), 0)), ==,
      DAVY_ALERT_STATUS_ACTIVE);
  g_assert_false (davy_case_is_closed (fixture->handled));
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DETECTED);
}

static void
test_comes_back (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };
  DavyContainment *containment = get_containment (fixture);
  Wanted wanted = { containment, DAVY_CONTAINMENT_WATCHING, TRUE };
  g_autoptr (GPtrArray) returned = NULL;

  read_it (fixture);
  stop (fixture, NULL, computes);
  post_to_machine (fixture, EVIL, "/start");
  let_it_end (fixture);
  wait_for (&wanted);
  returned = davy_containment_list_returned (containment);
  g_assert_cmpuint (returned->len, ==, 1);
  g_assert_true (returned->pdata[0] == find_item (fixture, EVIL));

  /* It is stopped again when a person says so, by a new act. */
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "vm-evil/deallocate"), ==, 1);
  stop (fixture, NULL, computes);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "vm-evil/deallocate"), ==, 2);
}

static void
test_calm (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };
  DavyContainment *containment = get_containment (fixture);
  DavyTime until;

  read_it (fixture);
  stop (fixture, NULL, computes);
  g_assert_cmpint (davy_containment_get_watched_until (containment), ==,
                   davy_time_now () + DAVY_CONTAINMENT_WATCH);
  until = davy_containment_get_watched_until (containment);
  wait_state (fixture, DAVY_CONTAINMENT_CALM);
  g_assert_cmpint (davy_time_now (), >=, until);
  g_assert_cmpuint (davy_containment_count_writes (containment), ==, 0);
}

static gboolean
is_refused (gpointer handled)
{
  DavyEvidence *evidence = davy_case_get_evidence (handled);

  return !davy_evidence_is_collecting (evidence) &&
         davy_evidence_get_part (evidence, DAVY_EVIDENCE_LOCKS)->state == DAVY_EVIDENCE_REFUSED;
}

/* Nothing is touched before it is kept how it was. */
static void
test_evidence_first (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };
  DavyContainment *containment = get_containment (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET */providers/Microsoft.Authorization/locks x99 status=403");
  davy_containment_stop (containment, NULL, computes);
  g_assert_true (davy_test_spin_until (is_refused, fixture->handled));

  g_assert_cmpint (davy_containment_get_state (containment), ==, DAVY_CONTAINMENT_WAITING);
  g_assert_cmpuint (count_changes (fixture), ==, 0);

  davy_evidence_waive_async (davy_case_get_evidence (fixture->handled), DAVY_EVIDENCE_LOCKS,
                             "It burns money", NULL, davy_test_keep_result, &result);
  davy_evidence_waive_finish (davy_case_get_evidence (fixture->handled),
                              davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  wait_state (fixture, DAVY_CONTAINMENT_WATCHING);
  g_assert_cmpuint (count_changes (fixture), ==, 1);
}

static void
test_call_off (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, SET, NULL };
  DavyContainment *containment = get_containment (fixture);

  read_it (fixture);
  davy_containment_stop (containment, NULL, computes);
  davy_containment_call_off (containment);
  wait_state (fixture, DAVY_CONTAINMENT_READY);

  g_assert_cmpuint (count_changes (fixture), ==, 0);
  g_assert_cmpint (davy_containment_get_stage (containment, EVIL, NULL), ==, DAVY_STAGE_NOT_SENT);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };
  g_autoptr (GPtrArray) acts = NULL;
  const DavyAct *act;
  const GError *error;

  read_it (fixture);
  davy_test_world_spoil (&fixture->world, "POST */deallocate x9 status=409");
  stop (fixture, NULL, computes);

  g_assert_cmpint (davy_containment_get_stage (get_containment (fixture), EVIL, &error), ==,
                   DAVY_STAGE_FAILED);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  acts = davy_case_list_acts (fixture->handled, davy_act_stop.key);
  g_assert_cmpuint (acts->len, ==, 1);
  act = g_ptr_array_index (acts, 0);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_nonnull (act->correlation_id);
  g_assert_cmpstr (act->correlation_id, ==, davy_error_get_fault (error)->correlation_id);
}

/* Refused for want of a proof, it waits for the person; then only that goes on. */
static void
test_challenge (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, SET, NULL };
  DavyContainment *containment = get_containment (fixture);
  const GError *error;
  guint n_changes;

  read_it (fixture);
  g_assert_null (davy_containment_find_challenge (containment));
  davy_test_world_spoil (&fixture->world, "POST */vm-evil/deallocate x1 claims");
  stop (fixture, NULL, computes);
  error = davy_containment_find_challenge (containment);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
  g_assert_nonnull (davy_error_get_fault (error)->claims);

  n_changes = count_changes (fixture);
  davy_containment_go_on (containment);
  wait_state (fixture, DAVY_CONTAINMENT_WATCHING);
  g_assert_null (davy_containment_find_challenge (containment));
  g_assert_cmpint (davy_containment_get_stage (containment, EVIL, NULL), ==, DAVY_STAGE_DONE);
  g_assert_cmpuint (count_changes (fixture), ==, n_changes + 1);
}

/* So does what cannot be read, and the evidence that is stored first. */
static void
test_challenged_reading (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };
  DavyContainment *containment = get_containment (fixture);

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments x1 claims");
  read_it (fixture);
  g_assert_error (davy_containment_find_challenge (containment), DAVY_ERROR, DAVY_ERROR_CLAIMS);
  davy_containment_go_on (containment);
  wait_state (fixture, DAVY_CONTAINMENT_READY);
  g_assert_null (davy_containment_find_challenge (containment));

  davy_test_world_spoil (&fixture->world, "GET /arm/*/locks x1 claims");
  davy_containment_stop (containment, NULL, computes);
  wait_challenge (fixture);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
  davy_containment_go_on (containment);
  wait_state (fixture, DAVY_CONTAINMENT_WATCHING);
  g_assert_cmpint (davy_containment_get_stage (containment, EVIL, NULL), ==, DAVY_STAGE_DONE);
}

static void
test_no_rights (Fixture *fixture, gconstpointer unused)
{
  const char *computes[] = { EVIL, NULL };

  read_it (fixture);
  g_assert_cmpint (find_item (fixture, EVIL)->ability, ==, DAVY_STOP_NO_RIGHT);
  davy_containment_stop (get_containment (fixture), NULL, computes);

  g_assert_cmpint (davy_containment_get_state (get_containment (fixture)), ==,
                   DAVY_CONTAINMENT_READY);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  davy_test_world_spoil (&fixture->world, "GET /arm/* x99 status=403");
  davy_containment_read (get_containment (fixture));
  wait_state (fixture, DAVY_CONTAINMENT_IDLE);

  g_assert_nonnull (davy_containment_get_error (get_containment (fixture)));
}

/* What has no word is shown as the journal writes it, in quotation marks. */
static void
test_acts_have_words (void)
{
  g_autofree char *role = davy_words_act (davy_act_remove_role.key);
  g_autofree char *stop = davy_words_act (davy_act_stop.key);

  g_assert_cmpstr (role, ==, "Take a role away");
  g_assert_cmpstr (stop, ==, "Stop a machine");
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/triage/containment/acts-have-words", test_acts_have_words);

#define ADD_AS(path, user, function) \
  g_test_add ("/triage/containment/" path, Fixture, user, set_up_estate, function, end_watch)
  ADD_AS ("what-runs-and-what-holds-it-is-seen", NULL, test_picture);
  ADD_AS ("who-was-given-a-role-since-is-seen", NULL, test_access);
  ADD_AS ("roles-go-before-machines-stop", NULL, test_order);
  ADD_AS ("no-alert-is-resolved", NULL, test_never_resolves);
  ADD_AS ("what-comes-back-waits-for-a-person", NULL, test_comes_back);
  ADD_AS ("after-fifteen-calm-minutes-the-watch-ends", NULL, test_calm);
  ADD_AS ("evidence-is-stored-before-anything-is-sent", NULL, test_evidence_first);
  ADD_AS ("what-is-called-off-is-not-sent", NULL, test_call_off);
  ADD_AS ("what-is-refused-says-why", NULL, test_refused);
  ADD_AS ("what-wants-a-proof-goes-on-after-it", NULL, test_challenge);
  ADD_AS ("what-is-read-goes-on-after-a-proof", NULL, test_challenged_reading);
  ADD_AS ("without-rights-nothing-is-sent", DAVY_TEST_LUC, test_no_rights);
  ADD_AS ("what-cannot-be-read-is-said", NULL, test_unreadable);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
