/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-proof-button.h"

#include "../../unit/triage/deletion-fixture.h"

#include "proof-fixture.h"
#include "triage/davy-cancellation.h"
#include "triage/davy-containment.h"
#include "triage/davy-readiness.h"
#include "triage/davy-stop-acts.h"
#include "ui/common/davy-access-panel.h"
#include "ui/stop/davy-stop-panel.h"
#include "ui/wizard/davy-cancel-page.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-delete-page.h"

/* Where an act or a reading fails until the person signs in again, there is a button for it, and
 * what failed goes on afterwards: once, and not where it was done already. */

/* @readiness: (nullable) */
static DavyContext *
create_context (Fixture *fixture, DavyReadiness *readiness)
{
  DavyContextParts parts = { .profile = "test" };

  parts.store = fixture->store;
  parts.accounts = fixture->world.accounts;
  parts.triage = fixture->triage;
  parts.readiness = readiness;

  return davy_context_new (&parts);
}

static guint
count (Fixture *fixture, const char *method, const char *path)
{
  return davy_test_world_count (&fixture->world, method, path);
}

/* --- the deletion -------------------------------------------------------------------------- */

static GtkWidget *
open_plan (Fixture *fixture)
{
  GtkWidget *page;

  collect (fixture);
  page = page_open (DAVY_TYPE_DELETE_PAGE, fixture->handled);
  page_wait_for_screen (page, "plan");
  gtk_editable_set_text (page_part (page, "by"), "Erika Muster");
  gtk_editable_set_text (page_part (page, "how"), "By phone");
  gtk_editable_set_text (page_part (page, "typed"), "Shop");

  return page;
}

static gboolean
has_ended (gpointer page)
{
  return !gtk_widget_get_visible (page_part (page, "stop"));
}

static void
test_deletion (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_plan (fixture);
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  davy_test_world_spoil (&fixture->world, "DELETE /arm" STORE_1 " x1 claims");
  page_press (page, "delete");
  page_wait_for_screen (page, "progress");
  g_assert_true (davy_test_spin_until (has_ended, page));
  g_assert_cmpuint (prover.n_asked, ==, 1); /* when it was refused, and not given */
  g_assert_true (is_offered (page_part (page, "proof")));

  prover_prove (&prover, page);
  g_assert_cmpuint (prover.n_asked, ==, 2);
  g_assert_true (davy_test_spin_until (has_ended, page));
  page_assert_label (page, "progress", "5 of 6 are gone. 1 could not be deleted.");
  g_assert_cmpuint (count (fixture, "DELETE", STORE_1), ==, 2); /* the first was refused */
  g_assert_cmpuint (count (fixture, "DELETE", VM), ==, 1);
  g_assert_false (is_offered (page_part (page, "proof")));
  page_close (page);
}

static gboolean
has_sent (gpointer fixture)
{
  return count (fixture, "DELETE", STORE_1) > 0;
}

/* It was deleted, and no read tells so: afterwards it is read, not sent again. */
static void
test_proved_first (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_plan (fixture);
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  page_press (page, "delete");
  g_assert_true (davy_test_spin_until (has_sent, fixture));
  davy_test_world_spoil (&fixture->world, "GET /arm" STORE_1 " x3 claims");
  g_assert_true (davy_test_spin_until (has_ended, page));
  page_press (page, "go_on");
  g_assert_true (davy_test_spin_until (is_offered, page_part (page, "proof")));
  g_assert_cmpuint (prover.n_asked, ==, 0); /* a reading asks nobody */

  prover_prove (&prover, page);
  g_assert_true (davy_test_spin_until (has_ended, page));
  g_assert_cmpuint (prover.n_asked, ==, 1);
  g_assert_cmpuint (count (fixture, "DELETE", STORE_1), ==, 1);
  page_assert_label (page, "progress", "5 of 6 are gone. 1 could not be deleted.");
  page_close (page);
}

static void
test_survey (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  davy_test_world_spoil (&fixture->world, "GET /arm/*/resources* x1 claims");
  page = page_open (DAVY_TYPE_DELETE_PAGE, fixture->handled);
  page_wait_for_screen (page, "failed");
  prover_prove (&prover, page);
  page_wait_for_screen (page, "plan");
  page_close (page);
}

/* What is ticked otherwise meanwhile is not deleted for a proof. */
static void
test_ticked_meanwhile (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_plan (fixture);

  davy_test_world_spoil (&fixture->world, "GET /arm" STORE_1 " x1 claims");
  page_press (page, "delete");
  g_assert_true (davy_test_spin_until (is_offered, page_part (page, "proof")));
  g_assert_cmpuint (count (fixture, "DELETE", "/arm/"), ==, 0);
  gtk_editable_set_text (page_part (page, "typed"), "");
  g_signal_emit_by_name (page_part (page, "proof"), "proven");
  g_assert_cmpuint (count (fixture, "DELETE", "/arm/"), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page_part (page, "screens")), ==, "plan");
  page_close (page);
}

/* --- the stop ------------------------------------------------------------------------------ */

static gboolean
is_ready (gpointer containment)
{
  return davy_containment_get_state (containment) == DAVY_CONTAINMENT_READY;
}

static gboolean
is_stopped (gpointer fixture)
{
  DavyContainment *containment = davy_case_get_containment (((Fixture *) fixture)->handled);

  return davy_containment_get_stage (containment, VM, NULL) == DAVY_STAGE_DONE;
}

static GtkWidget *
open_stop_panel (Fixture *fixture)
{
  GtkWidget *panel = g_object_new (DAVY_TYPE_STOP_PANEL, NULL);
  g_autoptr (DavyContext) context = create_context (fixture, NULL);

  davy_stop_panel_set_case (DAVY_STOP_PANEL (panel), fixture->handled, context);
  davy_containment_read (davy_case_get_containment (fixture->handled));

  return page_present (panel);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  const char *things[] = { VM, NULL };
  DavyContainment *containment = davy_case_get_containment (fixture->handled);
  GtkWidget *panel = open_stop_panel (fixture);
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  g_assert_true (davy_test_spin_until (is_ready, containment));
  davy_test_world_spoil (&fixture->world, "POST */deallocate* x1 claims");
  davy_containment_stop (containment, NULL, things);
  g_assert_true (davy_test_spin_until (is_offered, page_part (panel, "proof")));
  g_assert_cmpuint (prover.n_asked, ==, 1);
  g_assert_true (gtk_widget_get_visible (page_part (panel, "trouble")));

  prover_prove (&prover, panel);
  g_assert_true (davy_test_spin_until (is_stopped, fixture));
  g_assert_cmpuint (prover.n_asked, ==, 2);
  g_assert_cmpuint (count (fixture, "POST", "/deallocate"), ==, 2);
  davy_containment_call_off (containment);
  page_close (panel);
}

static void
test_stop_reading (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel;
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  davy_test_world_spoil (&fixture->world, "GET /arm/*/resources* x1 claims");
  panel = open_stop_panel (fixture);
  g_assert_true (davy_test_spin_until (is_offered, page_part (panel, "proof")));
  prover_prove (&prover, panel);
  g_assert_true (davy_test_spin_until (is_ready, davy_case_get_containment (fixture->handled)));
  g_assert_nonnull (davy_containment_get_picture (davy_case_get_containment (fixture->handled)));
  page_close (panel);
}

/* --- the cancellation ---------------------------------------------------------------------- */

static gboolean
may_choose (gpointer page)
{
  return gtk_widget_get_visible (page_part (page, "question"));
}

static gboolean
is_sent (gpointer fixture)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (((Fixture *) fixture)->handled);

  return act != NULL && act->state == DAVY_ACT_PENDING && act->outcome != DAVY_ACT_UNANSWERED;
}

static void
test_cancellation (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  Prover prover = { 0 };

  walk_to (fixture, DAVY_STEP_CANCEL);
  prover_begin (&prover, &fixture->world);
  davy_test_world_spoil (&fixture->world, "GET /pc/*/subscriptions* x1 claims");
  davy_test_world_spoil (&fixture->world, "POST /pc/*/cancel* x1 claims");
  page = page_open (DAVY_TYPE_CANCEL_PAGE, fixture->handled);
  prover_prove (&prover, page); /* for the reading */
  g_assert_true (davy_test_spin_until (may_choose, page));
  g_assert_cmpuint (prover.n_asked, ==, 1);

  prover.gives = FALSE;
  davy_choice_row_set_choice (page_part (page, "keep"), "cancel");
  page_press (page, "sending");
  g_assert_true (davy_test_spin_until (is_offered, page_part (page, "proof")));
  g_assert_cmpuint (prover.n_asked, ==, 2);
  g_assert_false (is_sent (fixture));

  prover_prove (&prover, page);
  g_assert_true (davy_test_spin_until (is_sent, fixture));
  g_assert_cmpuint (count (fixture, "POST", "/cancel"), ==, 2);
  page_close (page);
}

/* --- what may be done ---------------------------------------------------------------------- */

/* The customer's tenant wants to see a second factor itself. */
static void
set_up_strict (Fixture *fixture, gconstpointer data)
{
  set_up_other_estate (fixture, "\"country\": \"DE\"",
                       "\"country\": \"DE\", \"conditionalAccess\": \"mfa\"");
}

static gboolean
has_checked (gpointer panel)
{
  return !gtk_spinner_get_spinning (page_part (panel, "spinner"));
}

/* The proof is that of the customer's tenant, which the sign-in cannot give. */
static void
test_access (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = g_object_new (DAVY_TYPE_ACCESS_PANEL, NULL);
  g_autoptr (DavyReadiness) readiness =
      davy_readiness_new (fixture->store, fixture->world.accounts);
  g_autoptr (DavyContext) context = create_context (fixture, readiness);
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  page_present (panel);
  davy_access_panel_show (DAVY_ACCESS_PANEL (panel), context,
                          davy_account_get_id (fixture->world.account),
                          davy_case_get_customer_tenant_id (fixture->handled), TRUE);
  prover_prove (&prover, panel);
  g_assert_true (davy_test_spin_until (has_checked, panel));
  g_assert_cmpuint (prover.n_asked, ==, 1);
  g_assert_false (is_offered (page_part (panel, "proof")));
  page_close (panel);
}

/* --- the button ---------------------------------------------------------------------------- */

static GError *
new_challenge (void)
{
  DavyFault fault = { .claims = (char *) "{}" };

  return davy_error_new_fault (DAVY_ERROR_CLAIMS, &fault, "One more proof");
}

static void
count_cb (guint *counter)
{
  (*counter)++;
}

/* Not given, it can be given later; what no longer asks for one is not offered any. */
static void
test_button (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = page_present (g_object_new (DAVY_TYPE_PROOF_BUTTON, NULL));
  g_autoptr (GError) challenge = new_challenge ();
  g_autoptr (GError) refusal = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_REFUSED, "Not for you");
  guint n_proven = 0;
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  g_signal_connect_swapped (button, "proven", G_CALLBACK (count_cb), &n_proven);
  davy_proof_button_ask_in_case (DAVY_PROOF_BUTTON (button), refusal, fixture->handled,
                                 DAVY_SERVICE_RESOURCE_MANAGER);
  g_assert_false (is_offered (button));
  davy_proof_button_ask_in_case (DAVY_PROOF_BUTTON (button), challenge, fixture->handled,
                                 DAVY_SERVICE_RESOURCE_MANAGER);
  g_assert_true (is_offered (button));

  g_signal_emit_by_name (adw_bin_get_child (ADW_BIN (button)), "clicked");
  g_assert_true (davy_test_spin_until ((DavyTestCondition) gtk_widget_is_sensitive,
                                       adw_bin_get_child (ADW_BIN (button))));
  g_assert_cmpuint (prover.n_asked, ==, 1);
  g_assert_cmpuint (n_proven, ==, 0);
  g_assert_true (is_offered (button));

  davy_proof_button_ask_in_case (DAVY_PROOF_BUTTON (button), NULL, fixture->handled,
                                 DAVY_SERVICE_RESOURCE_MANAGER);
  g_assert_false (is_offered (button));
  page_close (button);
}

#define ADD_PROOF(name, function) \
  g_test_add ("/ui/proof-button/" name, Fixture, NULL, set_up_estate, function, tear_down)

int
main (int argc, char *argv[])
{
  page_test_begin_world (&argc, &argv);
  ADD_PROOF ("a-proof-not-given-can-be-given-later", test_button);
  ADD_PROOF ("a-deletion-goes-on-with-what-is-left", test_deletion);
  ADD_PROOF ("a-deletion-without-an-end-is-read-and-not-sent-again", test_proved_first);
  ADD_PROOF ("what-may-be-deleted-is-read-again", test_survey);
  ADD_PROOF ("nothing-is-deleted-that-is-no-longer-confirmed", test_ticked_meanwhile);
  ADD_PROOF ("a-stop-goes-on-with-what-was-refused", test_stop);
  ADD_PROOF ("what-runs-is-read-again", test_stop_reading);
  ADD_PROOF ("a-cancellation-is-sent-once-more", test_cancellation);

  g_test_add ("/ui/proof-button/what-may-be-done-is-checked-again", Fixture, NULL, set_up_strict,
              test_access, tear_down);

  return page_test_run_world ();
}
