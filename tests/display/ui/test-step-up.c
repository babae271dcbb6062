/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-account-private.h"
#include "account/davy-accounts-private.h"
#include "account/davy-step-up.h"
#include "page-fixture.h"
#include "sign-in-fixture.h"
#include "ui/sign-in/davy-step-up-window.h"

/* One more proof, before a login server that says what it was told to say. */

#define CUSTOMER "22222222-0000-4000-8000-000000000002"

typedef struct
{
  DavyTestServer *login;
  DavyAccounts *accounts;
  DavyAccount *account;
  DavyStepUpWindow *window;
  GAsyncResult *result; /* of the change that waits */
} Proof;

static gboolean
step_up_cb (Proof *proof, DavyStepUp *step_up)
{
  proof->window = g_object_ref (davy_step_up_window_new (step_up, NULL));
  gtk_window_present (GTK_WINDOW (proof->window));

  return TRUE;
}

static void
begin_proof (Proof *proof, gconstpointer tenant)
{
  DavyOauthTokens tokens = {
    .access_token = (char *) "access",
    .refresh_token = (char *) "refresh",
    .account_id = (char *) "oid.tid",
    .username = (char *) "a@n.example",
    .tenant_id = (char *) "tid",
  };
  g_autofree char *base = NULL;
  g_autoptr (DavyEndpoints) endpoints = NULL;

  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  tokens.expires = davy_time_now () + DAVY_TIME_HOUR;
  proof->login = davy_test_server_new ();
  base = davy_test_server_dup_uri (proof->login, "");
  endpoints = davy_endpoints_new_below (base);
  proof->accounts = davy_accounts_new (endpoints, g_test_get_path (), APPLICATION_ID);
  proof->account = davy_accounts_take (proof->accounts, NULL, &tokens, TRUE);
  g_signal_connect_swapped (proof->accounts, "step-up", G_CALLBACK (step_up_cb), proof);
  davy_step_up_ask_async (proof->account, DAVY_SERVICE_RESOURCE_MANAGER, tenant, "{}", NULL,
                          davy_test_keep_result, &proof->result);
  g_assert_nonnull (proof->window);
}

static gboolean
window_is_alone (gpointer window)
{
  return ((GObject *) window)->ref_count == 1;
}

static void
end_proof (Proof *proof, gconstpointer tenant)
{
  gtk_window_destroy (GTK_WINDOW (proof->window));
  g_assert_true (davy_test_spin_until (window_is_alone, proof->window));
  g_assert_finalize_object (g_steal_pointer (&proof->window));
  g_clear_object (&proof->result);
  g_clear_object (&proof->accounts);
  g_clear_pointer (&proof->login, davy_test_server_free);
}

static const char *
get_proof_state (Proof *proof)
{
  return gtk_stack_get_visible_child_name (page_part (proof->window, "states"));
}

static void
act_in (Proof *proof, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (proof->window), action, NULL);
}

static gboolean
finish_proof (Proof *proof, GError **error)
{
  return davy_step_up_ask_finish (proof->account, davy_test_wait_result (&proof->result), error);
}

static void
answer_proof (Proof *proof)
{
  Fixture fixture = { .server = proof->login };

  answer_tokens (&fixture);
}

static void
answer_code (Proof *proof)
{
  Fixture fixture = { .server = proof->login };

  answer_device_code (&fixture);
}

static gboolean
shows_code (gpointer data)
{
  Proof *proof = data;

  return gtk_widget_get_visible (page_part (page_part (proof->window, "code"), "code")) &&
         davy_test_clock_next () == 5 * DAVY_TIME_SECOND;
}

static void
test_why (Proof *proof, gconstpointer tenant)
{
  const char *why = adw_status_page_get_description (page_part (proof->window, "start_page"));
  int minimum;

  g_assert_cmpstr (get_proof_state (proof), ==, "start");
  g_assert_nonnull (strstr (why, "a@n.example"));
  g_assert_true ((strstr (why, "customer") != NULL) == (tenant != NULL));
  g_assert_cmpuint (davy_test_server_count (proof->login), ==, 0); /* nothing opens by itself */
  gtk_widget_measure (GTK_WIDGET (proof->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_code (Proof *proof, gconstpointer tenant)
{
  g_autoptr (GError) error = NULL;

  answer_code (proof);
  answer_proof (proof);
  act_in (proof, "sign-in.device");
  g_assert_true (davy_test_spin_until (shows_code, proof));
  g_assert_cmpstr (get_proof_state (proof), ==, "code");
  page_assert_label (page_part (proof->window, "code"), "code", "ABCD-EFGH");
  davy_test_clock_advance (5 * DAVY_TIME_SECOND);
  g_assert_true (finish_proof (proof, &error));
  g_assert_no_error (error);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (proof->window))); /* closed by itself */
}

static gboolean
has_failed (gpointer proof)
{
  return g_str_equal (get_proof_state (proof), "failed");
}

static void
test_refused (Proof *proof, gconstpointer tenant)
{
  g_autoptr (GError) error = NULL;

  davy_test_server_answer (proof->login, 400, "application/json",
                           "{\"error\":\"invalid_grant\",\"error_description\":"
                           "\"AADSTS53003: Blocked.\"}");
  act_in (proof, "sign-in.device");
  g_assert_true (davy_test_spin_until (has_failed, proof));
  g_assert_nonnull (strstr (
      adw_status_page_get_description (page_part (proof->window, "failed_page")), "Conditional"));
  act_in (proof, "sign-in.retry");
  g_assert_cmpstr (get_proof_state (proof), ==, "start");

  gtk_window_close (GTK_WINDOW (proof->window));
  g_assert_false (finish_proof (proof, &error));
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "AADSTS53003");
}

static void
test_closed (Proof *proof, gconstpointer tenant)
{
  g_autoptr (GError) error = NULL;

  gtk_window_close (GTK_WINDOW (proof->window));
  g_assert_false (finish_proof (proof, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled (Proof *proof, gconstpointer tenant)
{
  g_autoptr (GError) error = NULL;

  answer_code (proof);
  act_in (proof, "sign-in.device");
  g_assert_true (davy_test_spin_until (shows_code, proof));
  act_in (proof, "sign-in.cancel");
  g_assert_cmpstr (get_proof_state (proof), ==, "start");
  g_assert_null (proof->result); /* what waits goes on waiting */
  gtk_window_close (GTK_WINDOW (proof->window));
  g_assert_false (finish_proof (proof, &error));
}

#define ADD(path, tenant, function) \
  g_test_add (path, Proof, tenant, begin_proof, function, end_proof)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  start_display ();

  ADD ("/ui/step-up/it-says-why-and-waits-for-the-person", CUSTOMER, test_why);
  ADD ("/ui/step-up/in-ones-own-tenant-no-customer-is-named", NULL, test_why);
  ADD ("/ui/step-up/a-code-elsewhere-ends-it", CUSTOMER, test_code);
  ADD ("/ui/step-up/a-refusal-says-what-to-do", CUSTOMER, test_refused);
  ADD ("/ui/step-up/closing-gives-up", CUSTOMER, test_closed);
  ADD ("/ui/step-up/cancelling-leads-back-to-the-choice", CUSTOMER, test_cancelled);

  return g_test_run ();
}
