/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>

#include "account/davy-sign-in.h"
#include "davy-test-keyring.h"
#include "davy-test-window.h"
#include "sign-in-fixture.h"
#include "ui/sign-in/davy-sign-in-code.h"
#include "ui/sign-in/davy-sign-in-start.h"
#include "ui/sign-in/davy-sign-in-waiting.h"

static gpointer
start_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (get_child (fixture, "start"), DAVY_TYPE_SIGN_IN_START,
                                        name);
}

static gpointer
waiting_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (get_child (fixture, "waiting"), DAVY_TYPE_SIGN_IN_WAITING,
                                        name);
}

static gpointer
code_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (get_child (fixture, "code"), DAVY_TYPE_SIGN_IN_CODE, name);
}

static void
test_configured (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_state (fixture), ==, "start");
  g_assert_false (gtk_widget_get_visible (start_child (fixture, "application_id_box")));
  g_assert_true (gtk_widget_get_visible (start_child (fixture, "known_id_row")));
  g_assert_true (gtk_widget_get_visible (start_child (fixture, "change_button")));
  gtk_test_accessible_assert_role (start_child (fixture, "browser_button"),
                                   GTK_ACCESSIBLE_ROLE_BUTTON);
  assert_narrow (fixture);
}

/* What stands below it is said of it, too, where the keyboard is. */
static void
assert_described (gpointer entry, GtkLabel *hint)
{
  const char *words = gtk_label_get_text (hint);

  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (entry)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
}

static void
test_typed (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = start_child (fixture, "application_id_row");
  GtkLabel *hint = start_child (fixture, "application_id_hint");
  g_autofree char *what_it_is = g_strdup (gtk_label_get_text (hint));

  g_assert_true (gtk_widget_get_visible (start_child (fixture, "application_id_box")));
  gtk_editable_set_text (GTK_EDITABLE (entry), "not an id");
  act (fixture, "sign-in.browser");
  g_assert_cmpstr (get_state (fixture), ==, "start");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpstr (gtk_label_get_text (hint), !=, what_it_is);
  assert_described (entry, hint);

  gtk_editable_set_text (GTK_EDITABLE (entry), "  " APPLICATION_ID " ");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (gtk_label_get_text (hint), ==, what_it_is);
  assert_described (entry, hint);
  act (fixture, "sign-in.browser");
  g_assert_cmpstr (get_state (fixture), ==, "waiting");
  g_assert_cmpstr (davy_accounts_get_application_id (fixture->accounts, NULL), ==, APPLICATION_ID);
  {
    g_autofree char *kept = g_settings_get_string (fixture->settings, "application-id");

    g_assert_cmpstr (kept, ==, APPLICATION_ID);
  }
}

static gboolean
has_its_place (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

/* What is unfolded does not keep the focus, which newer GTK leads by where things stand, and not
 * beyond the first row of a list while another window has the keyboard. */
static void
assert_tab_leads_through (Fixture *fixture, GtkWidget *unfold, GtkWidget *unfolded)
{
  guint n = 0;

  g_assert_true (davy_test_spin_until (has_its_place, unfolded));
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, fixture->window));
  g_assert_true (gtk_widget_grab_focus (unfold));
  while (gtk_widget_child_focus (GTK_WIDGET (fixture->page), GTK_DIR_TAB_FORWARD))
    g_assert_cmpuint (n++, <, 20);
  g_assert_cmpuint (n, >, 0);
}

static void
test_other_ways (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = start_child (fixture, "known_id_row");
  GtkWidget *unfold = gtk_widget_get_prev_sibling (gtk_widget_get_parent (row));

  g_assert_false (gtk_widget_is_visible (row));
  g_signal_emit_by_name (unfold, "clicked");
  g_assert_true (gtk_widget_is_visible (row));
  assert_tab_leads_through (fixture, unfold, row);
  assert_narrow (fixture);
}

static gboolean
nobody_opened_it (gpointer fixture)
{
  return !gtk_widget_get_visible (waiting_child (fixture, "open_button"));
}

static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_set (gpointer text)
{
  return *(char **) text != NULL;
}

/* The page's link, by the way of a person who copies it. */
static GHashTable *
copy_link (Fixture *fixture)
{
  g_autofree char *text = NULL;
  g_autoptr (GUri) uri = NULL;

  act (fixture, "sign-in.copy");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->page)), NULL,
                                 text_read_cb, &text);
  g_assert_true (davy_test_spin_until (is_set, &text));
  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED_QUERY, NULL);

  return g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
}

static char *
redirect (Fixture *fixture, const char *fields)
{
  g_autoptr (GHashTable) asked = copy_link (fixture);
  g_autofree char *uri =
      g_strdup_printf ("%s?%s&state=%s", (char *) g_hash_table_lookup (asked, "redirect_uri"),
                       fields, (char *) g_hash_table_lookup (asked, "state"));
  g_autoptr (SoupSession) browser = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;

  soup_session_send_and_read_async (browser, message, G_PRIORITY_DEFAULT, NULL,
                                    davy_test_keep_result, &result);
  body = soup_session_send_and_read_finish (browser, davy_test_wait_result (&result), NULL);
  g_assert_nonnull (body);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_browser (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = NULL;

  act (fixture, "sign-in.browser");
  g_assert_cmpstr (get_state (fixture), ==, "waiting");
  assert_narrow (fixture);
  g_assert_true (davy_test_spin_until (nobody_opened_it, fixture));
  g_assert_true (gtk_widget_get_visible (waiting_child (fixture, "device_button")));

  answer_tokens (fixture);
  page = redirect (fixture, "code=x");
  g_assert_nonnull (strstr (page, "<h1>Signed in</h1>"));
  g_assert_true (davy_test_spin_until (is_done, fixture));
  g_assert_cmpuint (fixture->done, ==, 1);
  g_assert_nonnull (davy_accounts_find (fixture->accounts, "oid.tid"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = NULL;
  const char *description;

  act (fixture, "sign-in.browser");
  page = redirect (fixture, "error=access_denied&error_description=AADSTS53003%3A+Blocked");
  g_assert_nonnull (strstr (page, "<h1>Not signed in</h1>"));
  g_assert_true (davy_test_spin_until (is_failed, fixture));
  description = adw_status_page_get_description (get_child (fixture, "failed_page"));
  g_assert_cmpstr (description, ==, davy_sign_in_get_remedy (53003));
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "details")));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "details_label")));
  g_assert_nonnull (
      strstr (gtk_label_get_text (get_child (fixture, "details_label")), "AADSTS53003"));
  assert_narrow (fixture);
  gtk_toggle_button_set_active (get_child (fixture, "unfold"), TRUE);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "details_label")));
  assert_tab_leads_through (fixture, get_child (fixture, "unfold"),
                            get_child (fixture, "details_label"));
  assert_narrow (fixture);

  act (fixture, "sign-in.retry");
  g_assert_cmpstr (get_state (fixture), ==, "start");
  g_assert_cmpuint (fixture->done, ==, 0);
}

static gboolean
question_is_asked (gpointer fixture)
{
  return gtk_revealer_get_reveal_child (waiting_child (fixture, "question"));
}

static void
test_question (Fixture *fixture, gconstpointer data)
{
  GtkLabel *remedy;

  act (fixture, "sign-in.browser");
  davy_test_clock_advance (59 * DAVY_TIME_SECOND);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (question_is_asked (fixture));
  davy_test_clock_advance (DAVY_TIME_SECOND);
  g_assert_true (davy_test_spin_until (question_is_asked, fixture));
  assert_narrow (fixture);

  remedy = waiting_child (fixture, "remedy");
  gtk_editable_set_text (waiting_child (fixture, "code_row"), "50158");
  g_assert_cmpstr (gtk_label_get_text (remedy), ==, davy_sign_in_get_remedy (50158));
  gtk_editable_set_text (waiting_child (fixture, "code_row"), "AADSTS53000");
  g_assert_cmpstr (gtk_label_get_text (remedy), ==, davy_sign_in_get_remedy (53000));
  gtk_editable_set_text (waiting_child (fixture, "code_row"), "530");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (remedy)));
  gtk_editable_set_text (waiting_child (fixture, "code_row"), "99999");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (remedy)));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  act (fixture, "sign-in.browser");
  act (fixture, "sign-in.cancel");
  g_assert_cmpstr (get_state (fixture), ==, "start");
  act (fixture, "sign-in.browser");
  g_assert_cmpstr (get_state (fixture), ==, "waiting");
}

static void
test_device (Fixture *fixture, gconstpointer data)
{
  answer_device_code (fixture);
  answer_tokens (fixture);
  act (fixture, "sign-in.device");
  g_assert_cmpstr (get_state (fixture), ==, "code");
  assert_narrow (fixture);
  g_assert_true (davy_test_spin_until (is_pausing, fixture));
  g_assert_cmpstr (gtk_label_get_text (code_child (fixture, "code")), ==, "ABCD-EFGH");
  g_assert_nonnull (strstr (adw_status_page_get_description (code_child (fixture, "page")),
                            "https://login.example/device"));
  assert_narrow (fixture);
  davy_test_clock_advance (5 * DAVY_TIME_SECOND);
  g_assert_true (davy_test_spin_until (is_done, fixture));
}

static void
test_device_refused (Fixture *fixture, gconstpointer data)
{
  davy_test_server_answer (fixture->server, 400, "application/json",
                           "{\"error\":\"unauthorized_client\","
                           "\"error_description\":\"AADSTS700016: Not found <here>.\"}");
  act (fixture, "sign-in.device");
  g_assert_true (davy_test_spin_until (is_failed, fixture));
}

static gboolean
has_ended (gpointer account)
{
  return davy_account_get_state (account) == DAVY_ACCOUNT_NEEDS_SIGN_IN;
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySignInPage) again = NULL;
  g_autoptr (GAsyncResult) token = NULL;
  DavyAccount *account;
  GtkWidget *start;
  GObject *title;

  answer_device_code (fixture);
  answer_tokens (fixture);
  act (fixture, "sign-in.device");
  g_assert_true (davy_test_spin_until (is_pausing, fixture));
  davy_test_clock_advance (5 * DAVY_TIME_SECOND);
  g_assert_true (davy_test_spin_until (is_done, fixture));
  account = davy_accounts_find (fixture->accounts, "oid.tid");
  davy_test_server_answer (fixture->server, 400, "application/json",
                           "{\"error\":\"invalid_grant\","
                           "\"error_description\":\"AADSTS700082: Expired.\"}");
  davy_account_get_token_async (account, DAVY_SERVICE_GRAPH, NULL, FALSE, NULL,
                                davy_test_keep_result, &token);
  g_assert_true (davy_test_spin_until (has_ended, account));

  again = g_object_ref_sink (davy_sign_in_page_new (fixture->context));
  start = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (again), DAVY_TYPE_SIGN_IN_PAGE, "start"));
  title = gtk_widget_get_template_child (start, DAVY_TYPE_SIGN_IN_START, "page");
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (title)), ==, "Sign in again");
  g_assert_nonnull (
      strstr (adw_status_page_get_description (ADW_STATUS_PAGE (title)), "a@n.example"));
  g_assert_true (davy_sign_in_start_get_again (DAVY_SIGN_IN_START (start)) == account);
}

static void
test_closed_while_waiting (Fixture *fixture, gconstpointer data)
{
  act (fixture, "sign-in.browser");
  /* The rest is in tear_down(): nothing holds the page. */
}

static void
remember_page (GSimpleAction *action, GVariant *page, gpointer asked)
{
  *(GVariant **) asked = g_variant_ref (page);
}

/* Where the field is, its explanation is one press away. */
static void
test_register_help (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) help = g_simple_action_new ("help", G_VARIANT_TYPE_STRING);
  g_autoptr (GVariant) asked = NULL;
  GtkWidget *button = start_child (fixture, "register_button");

  g_signal_connect (help, "activate", G_CALLBACK (remember_page), &asked);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (help));
  gtk_widget_insert_action_group (fixture->window, "app", G_ACTION_GROUP (actions));
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (asked);
  g_assert_cmpstr (g_variant_get_string (asked, NULL), ==, "register");
  assert_narrow (fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  start_display ();

  ADD ("/ui/sign-in/what-is-configured-is-folded-away", test_configured);
  ADD ("/ui/sign-in/the-keyboard-leads-through-the-other-ways", test_other_ways);
  g_test_add ("/ui/sign-in/a-typed-id-is-checked-and-kept", Fixture, "", set_up, test_typed,
              tear_down);
  g_test_add ("/ui/sign-in/the-help-says-how-to-get-an-id", Fixture, "", set_up, test_register_help,
              tear_down);
  ADD ("/ui/sign-in/the-browser-signs-in", test_browser);
  ADD ("/ui/sign-in/a-refusal-says-what-to-do", test_refused);
  ADD ("/ui/sign-in/after-a-minute-the-code-is-asked-for", test_question);
  ADD ("/ui/sign-in/waiting-can-be-cancelled", test_cancel);
  ADD ("/ui/sign-in/a-code-signs-in", test_device);
  ADD ("/ui/sign-in/a-refused-code-says-what-to-do", test_device_refused);
  ADD ("/ui/sign-in/an-ended-sign-in-is-taken-up-again", test_again);
  ADD ("/ui/sign-in/the-page-can-go-while-it-waits", test_closed_while_waiting);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
