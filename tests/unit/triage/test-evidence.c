/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evidence-fixture.h"
#include "verification-fixture.h"

/* Collecting the evidence of a case: what is asked for, what is kept, and what opens the gate. */

static void
test_all_parts (Fixture *fixture, gconstpointer data)
{
  GPtrArray *parts = davy_evidence_get_parts (get_evidence (fixture));
  const char *missing = NULL;

  g_assert_false (davy_evidence_is_enough (get_evidence (fixture), &missing));
  g_assert_cmpstr (missing, ==, DAVY_EVIDENCE_ALERT);
  collect (fixture);

  g_assert_cmpuint (parts->len, ==, 9);
  assert_state (fixture, DAVY_EVIDENCE_ROLES_AFTER, DAVY_EVIDENCE_LATER);
  for (guint i = 0; i < parts->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (parts, i);

      if (g_str_equal (part->key, DAVY_EVIDENCE_ROLES_AFTER))
        continue;
      assert_state (fixture, part->key, DAVY_EVIDENCE_STORED);
      g_assert_cmpuint (part->n_done, ==, part->n_all);
      g_assert_cmpuint (strlen (part->sha256), ==, 64);
      g_assert_cmpint (part->stored_at, >, 0);
    }
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), &missing));
  g_assert_null (missing);
  g_assert_cmpuint (count_entries (fixture, "evidence"), ==, 8);
  g_assert_no_error (davy_case_get_journal_error (fixture->handled));
}

static void
test_content (Fixture *fixture, gconstpointer data)
{
  collect (fixture);

  assert_holds (fixture, DAVY_EVIDENCE_ALERT, 1, "\"hitCount\"");
  assert_holds (fixture, DAVY_EVIDENCE_RESOURCES, 1, "Standard_NC16as_T4_v3");
  assert_holds (fixture, DAVY_EVIDENCE_LOCKS, 1, "CanNotDelete");
  assert_holds (fixture, DAVY_EVIDENCE_INVENTORY, 3, "createdTime");
  g_assert_cmpuint (get_part (fixture, DAVY_EVIDENCE_ACTIVITY)->n_all, ==, N_LOG_PIECES);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", ACTIVITY), >=, N_LOG_PIECES);
}

static void
test_only_reads (Fixture *fixture, gconstpointer data)
{
  collect (fixture);

  g_assert_cmpuint (davy_test_world_count (&fixture->world, "DELETE", ""), ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PUT", ""), ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", ""), ==, 0);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

static void
test_not_asked_again (Fixture *fixture, gconstpointer data)
{
  guint asked;

  collect (fixture);
  asked = davy_test_world_count (&fixture->world, "GET", "/arm/");
  collect (fixture);
  start_again (fixture);
  davy_evidence_load (get_evidence (fixture));
  collect (fixture);

  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", "/arm/"), ==, asked);
  g_assert_cmpuint (count_entries (fixture, "evidence"), ==, 8);
}

static gboolean
is_loaded (gpointer evidence)
{
  return davy_evidence_is_enough (evidence, NULL);
}

static void
test_load_asks_nobody (Fixture *fixture, gconstpointer data)
{
  guint asked;

  collect (fixture);
  start_again (fixture);
  asked = davy_test_world_count (&fixture->world, "GET", "");
  davy_evidence_load (get_evidence (fixture));
  g_assert_true (davy_test_spin_until (is_loaded, get_evidence (fixture)));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", ""), ==, asked);
  assert_holds (fixture, DAVY_EVIDENCE_LOCKS, 1, "CanNotDelete");
}

static gboolean
has_some_log (gpointer evidence)
{
  return davy_evidence_get_part (evidence, DAVY_EVIDENCE_ACTIVITY)->n_done >= 2;
}

static void
test_cancelled_and_resumed (Fixture *fixture, gconstpointer data)
{
  guint done;
  guint asked;

  davy_evidence_start (get_evidence (fixture));
  g_assert_true (davy_test_spin_until (has_some_log, get_evidence (fixture)));
  davy_evidence_cancel (get_evidence (fixture));
  g_assert_true (davy_test_spin_until (is_still, get_evidence (fixture)));
  assert_state (fixture, DAVY_EVIDENCE_ACTIVITY, DAVY_EVIDENCE_WAITING);
  done = get_part (fixture, DAVY_EVIDENCE_ACTIVITY)->n_done;
  g_assert_cmpuint (done, <, N_LOG_PIECES);

  start_again (fixture);
  asked = davy_test_world_count (&fixture->world, "GET", ACTIVITY);
  collect (fixture);
  assert_state (fixture, DAVY_EVIDENCE_ACTIVITY, DAVY_EVIDENCE_STORED);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", ACTIVITY) - asked, ==,
                    N_LOG_PIECES - done);
}

static void
test_refused_and_tried_again (Fixture *fixture, gconstpointer data)
{
  const char *missing = NULL;

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x1 status=403");
  collect (fixture);
  assert_state (fixture, DAVY_EVIDENCE_ROLES, DAVY_EVIDENCE_REFUSED);
  g_assert_error (get_part (fixture, DAVY_EVIDENCE_ROLES)->error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  assert_state (fixture, DAVY_EVIDENCE_LOCKS, DAVY_EVIDENCE_STORED);
  g_assert_false (davy_evidence_is_enough (get_evidence (fixture), &missing));
  g_assert_cmpstr (missing, ==, DAVY_EVIDENCE_ROLES);

  collect (fixture);
  assert_state (fixture, DAVY_EVIDENCE_ROLES, DAVY_EVIDENCE_STORED);
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));
}

static void
test_waived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x9 status=403");
  collect (fixture);
  g_assert_true (davy_evidence_part_can_be_waived (get_part (fixture, DAVY_EVIDENCE_ROLES)));
  waive (fixture, DAVY_EVIDENCE_ROLES, "The customer sends them by mail", &error);
  g_assert_no_error (error);

  assert_state (fixture, DAVY_EVIDENCE_ROLES, DAVY_EVIDENCE_WAIVED);
  g_assert_cmpstr (get_part (fixture, DAVY_EVIDENCE_ROLES)->reason, ==,
                   "The customer sends them by mail");
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));
  g_assert_cmpuint (count_entries (fixture, "waived"), ==, 1);

  start_again (fixture);
  collect (fixture);
  assert_state (fixture, DAVY_EVIDENCE_ROLES, DAVY_EVIDENCE_WAIVED);
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));
}

static void
test_not_waived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (waive (fixture, DAVY_EVIDENCE_ROLES, "too slow", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_clear_error (&error);

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x9 status=403");
  collect (fixture);
  g_assert_false (waive (fixture, DAVY_EVIDENCE_ROLES, "  \n", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_false (waive (fixture, DAVY_EVIDENCE_LOCKS, "not needed", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (count_entries (fixture, "waived"), ==, 0);
  g_assert_false (davy_evidence_is_enough (get_evidence (fixture), NULL));
}

static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &result);
  davy_accounts_sign_out_finish (fixture->world.accounts, davy_test_wait_result (&result), NULL);
  collect (fixture);

  assert_state (fixture, DAVY_EVIDENCE_ALERT, DAVY_EVIDENCE_STORED);
  assert_state (fixture, DAVY_EVIDENCE_ROLES, DAVY_EVIDENCE_REFUSED);
  g_assert_false (waive (fixture, DAVY_EVIDENCE_ROLES, "nobody is there", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
}

static void
test_added_resources (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { VM_1, VM_2, DISK, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;

  collect (fixture);
  before = g_strdup (get_part (fixture, DAVY_EVIDENCE_RESOURCES)->sha256);
  add_resources (fixture, ids, &error);
  g_assert_no_error (error);

  assert_holds (fixture, DAVY_EVIDENCE_RESOURCES, 3, "Standard_NC24ads_A100_v4");
  g_assert_cmpstr (get_part (fixture, DAVY_EVIDENCE_RESOURCES)->sha256, !=, before);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", VM_1 "?"), ==, 1);
}

/* Without a start before, adding collects everything that the gate asks for. */
static void
test_added_first (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { VM_2, NULL };
  g_autoptr (GError) error = NULL;

  add_resources (fixture, ids, &error);
  g_assert_no_error (error);
  g_assert_true (davy_test_spin_until (is_still, get_evidence (fixture)));
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));
  assert_holds (fixture, DAVY_EVIDENCE_RESOURCES, 2, "vm-2");
}

static void
test_added_while_collecting (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { VM_2, DISK, NULL };
  g_autoptr (GError) error = NULL;

  davy_evidence_start (get_evidence (fixture));
  add_resources (fixture, ids, &error);
  g_assert_no_error (error);
  assert_holds (fixture, DAVY_EVIDENCE_RESOURCES, 3, "disk-2");
}

static void
test_gone_resource (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { MINE "virtualMachines/vm-gone", NULL };
  g_autoptr (GError) error = NULL;

  add_resources (fixture, ids, &error);
  g_assert_no_error (error);
  assert_holds (fixture, DAVY_EVIDENCE_RESOURCES, 2, "notFoundAt");
}

/* One that is refused keeps none of the others away; the waiver holds for that one alone. */
static void
test_refused_resource (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { VM_2, DISK, NULL };
  static const char *const more[] = { MINE "virtualMachines/vm-3", NULL };
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /arm/*/virtualMachines/vm-2* x9 status=403");
  g_assert_false (add_resources (fixture, ids, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (davy_test_spin_until (is_still, get_evidence (fixture)));
  g_assert_cmpuint (get_part (fixture, DAVY_EVIDENCE_RESOURCES)->n_done, ==, 2);

  waive (fixture, DAVY_EVIDENCE_RESOURCES, "No rights there", &error);
  g_assert_no_error (error);
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));
  g_assert_true (add_resources (fixture, ids, &error));
  davy_test_world_spoil (&fixture->world, "GET /arm/*/virtualMachines/vm-3* x9 status=403");
  g_assert_false (add_resources (fixture, more, &error));
  g_assert_false (davy_evidence_is_enough (get_evidence (fixture), NULL));
}

static void
test_never_changed (Fixture *fixture, gconstpointer data)
{
  static const char *const attempts[] = {
    "UPDATE evidence SET content = x'00' WHERE part = 'locks'",
    "DELETE FROM evidence WHERE part = 'locks'",
  };

  collect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          davy_test_store_try_write (fixture->store, run_sql, (gpointer) attempts[i], 0, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
    }
}

static void
test_changed_byte (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  collect (fixture);
  davy_test_store_write (fixture->store, run_sql,
                         (gpointer) "DROP TRIGGER evidence_stays; UPDATE evidence SET content ="
                                    " replace (content, 'CanNotDelete', 'CanNowDelete')"
                                    " WHERE part = 'locks'",
                         0);
  g_assert_null (read_part (fixture, DAVY_EVIDENCE_LOCKS, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "evidence");
}

static void
test_not_stored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_part (fixture, DAVY_EVIDENCE_COST, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

/* The window closes; what was asked for comes to its end all the same. */
static void
test_case_let_go (Fixture *fixture, gconstpointer data)
{
  GWeakRef ref;

  davy_evidence_start (get_evidence (fixture));
  g_weak_ref_init (&ref, fixture->handled);
  g_clear_object (&fixture->handled);
  open_case_of (fixture, "event-1");
  {
    g_autoptr (DavyCase) same = g_weak_ref_get (&ref);

    g_assert_true (same == fixture->handled);
  }
  g_weak_ref_clear (&ref);
  g_assert_true (davy_test_spin_until (is_still, get_evidence (fixture)));
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));
}

/* --- the roles once more --------------------------------------------------------------------- */

static gboolean
collect_after (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_evidence_collect_after_async (get_evidence (fixture), NULL, davy_test_keep_result, &result);
  return davy_evidence_collect_after_finish (get_evidence (fixture),
                                             davy_test_wait_result (&result), error);
}

static void
take_role (Fixture *fixture, const char *state)
{
  put_act_of_kind (fixture, 0, "remove-role", state);
  start_again (fixture);
}

static guint
count_role_reads (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "GET", ROLES);
}

static void
test_nothing_to_compare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint asked;

  collect (fixture);
  put_act (fixture, 0, "done");
  take_role (fixture, "failed");
  asked = count_role_reads (fixture);
  g_assert_true (collect_after (fixture, &error));
  g_assert_no_error (error);
  collect (fixture);

  assert_state (fixture, DAVY_EVIDENCE_ROLES_AFTER, DAVY_EVIDENCE_LATER);
  g_assert_cmpuint (count_role_reads (fixture), ==, asked);
  g_assert_cmpuint (count_entries (fixture, "evidence"), ==, 8);
}

/* What stood before stays as it was; each time roles were taken away is told from the others. */
static void
test_roles_compared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  guint asked;

  collect (fixture);
  before = g_strdup (get_part (fixture, DAVY_EVIDENCE_ROLES)->sha256);
  take_role (fixture, "done");
  g_assert_true (collect_after (fixture, &error));
  g_assert_no_error (error);
  assert_state (fixture, DAVY_EVIDENCE_ROLES_AFTER, DAVY_EVIDENCE_STORED);
  assert_holds (fixture, DAVY_EVIDENCE_ROLES_AFTER, 3, "readAt");
  g_assert_cmpstr (get_part (fixture, DAVY_EVIDENCE_ROLES)->sha256, ==, before);
  g_assert_cmpuint (count_entries (fixture, "evidence"), ==, 9);

  asked = count_role_reads (fixture);
  g_assert_true (collect_after (fixture, &error));
  g_assert_cmpuint (count_role_reads (fixture), ==, asked);

  take_role (fixture, "done");
  collect (fixture);
  assert_holds (fixture, DAVY_EVIDENCE_ROLES_AFTER, 6, "readAt");
  g_assert_cmpuint (get_part (fixture, DAVY_EVIDENCE_ROLES_AFTER)->n_all, ==, 2);
  g_assert_no_error (davy_case_get_journal_error (fixture->handled));
}

static void
collect_and_refuse (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  collect (fixture);
  take_role (fixture, "done");
  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x1 status=403");
  g_assert_false (collect_after (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  assert_state (fixture, DAVY_EVIDENCE_ROLES_AFTER, DAVY_EVIDENCE_REFUSED);
}

/* Nothing else is asked for, and what is missing holds nothing up. */
static void
test_comparison_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  collect_and_refuse (fixture);
  g_assert_true (davy_evidence_is_enough (get_evidence (fixture), NULL));

  g_assert_true (collect_after (fixture, &error));
  assert_state (fixture, DAVY_EVIDENCE_ROLES_AFTER, DAVY_EVIDENCE_STORED);
}

static void
test_only_comparison (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  take_role (fixture, "done");
  g_assert_true (collect_after (fixture, &error));
  g_assert_no_error (error);
  assert_state (fixture, DAVY_EVIDENCE_ROLES_AFTER, DAVY_EVIDENCE_STORED);
  assert_state (fixture, DAVY_EVIDENCE_ROLES, DAVY_EVIDENCE_WAITING);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", LOCKS), ==, 0);
}

/* It is asked for with the rest while it is held, and after a restart once more. */
static void
test_comparison_resumed (Fixture *fixture, gconstpointer data)
{
  collect_and_refuse (fixture);
  start_again (fixture);
  collect (fixture);
  assert_state (fixture, DAVY_EVIDENCE_ROLES_AFTER, DAVY_EVIDENCE_STORED);
  assert_holds (fixture, DAVY_EVIDENCE_ROLES_AFTER, 3, "readAt");
}

static void
test_no_comparison_once_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint asked;

  take_role (fixture, "done");
  walk_to_review (fixture, "false-alarm");
  g_assert_true (try_send (fixture, &error));
  g_assert_no_error (error);
  g_assert_true (davy_case_is_closed (fixture->handled));
  asked = count_role_reads (fixture);
  g_assert_true (collect_after (fixture, &error));
  g_assert_cmpuint (count_role_reads (fixture), ==, asked);
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_EVIDENCE ("every-part-is-stored-its-hash-in-the-journal", test_all_parts);
  ADD_EVIDENCE ("the-records-are-kept-as-they-came", test_content);
  ADD_EVIDENCE ("collecting-changes-nothing", test_only_reads);
  ADD_EVIDENCE ("what-is-stored-is-not-asked-for-again", test_not_asked_again);
  ADD_EVIDENCE ("looking-asks-nobody", test_load_asks_nobody);
  ADD_EVIDENCE ("it-goes-on-where-it-was-cancelled-after-a-restart-too",
                test_cancelled_and_resumed);
  ADD_EVIDENCE ("a-refused-part-is-tried-again", test_refused_and_tried_again);
  ADD_EVIDENCE ("a-refused-part-is-waived-with-a-reason", test_waived);
  ADD_EVIDENCE ("nothing-else-is-waived-and-not-without-a-reason", test_not_waived);
  ADD_EVIDENCE ("being-signed-out-is-no-reason-to-waive", test_signed_out);
  ADD_EVIDENCE ("what-is-to-be-deleted-is-fetched-whole", test_added_resources);
  ADD_EVIDENCE ("adding-resources-collects-the-rest-as-well", test_added_first);
  ADD_EVIDENCE ("resources-are-added-while-others-come", test_added_while_collecting);
  ADD_EVIDENCE ("that-a-resource-is-gone-is-kept", test_gone_resource);
  ADD_EVIDENCE ("a-refused-resource-is-waived-by-itself", test_refused_resource);
  ADD_EVIDENCE ("the-database-refuses-to-change-it", test_never_changed);
  ADD_EVIDENCE ("a-changed-byte-is-found", test_changed_byte);
  ADD_EVIDENCE ("what-is-not-stored-cannot-be-read", test_not_stored);
  ADD_EVIDENCE ("it-goes-on-when-the-case-is-let-go", test_case_let_go);
  ADD_EVIDENCE ("without-a-role-taken-away-there-is-nothing-to-compare", test_nothing_to_compare);
  ADD_EVIDENCE ("the-roles-are-read-again-each-time-some-were-taken-away", test_roles_compared);
  ADD_EVIDENCE ("a-comparison-that-is-refused-holds-nothing-up", test_comparison_refused);
  ADD_EVIDENCE ("the-comparison-asks-for-nothing-else", test_only_comparison);
  ADD_EVIDENCE ("a-comparison-that-was-refused-is-made-after-a-restart", test_comparison_resumed);
  ADD_EVIDENCE ("nothing-is-compared-in-a-closed-case", test_no_comparison_once_closed);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
