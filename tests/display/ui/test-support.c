/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-window-fixture.h"
#include "proof-fixture.h"
#include "triage/davy-case-support.h"
#include "ui/support/davy-support-window.h"
#include "ui/wizard/davy-note-row.h"

/* Asking Microsoft, in a window of its own, on the embedded Partner Center. */

static gpointer
get_panel (Fixture *fixture)
{
  return page_part (fixture->window, "panel");
}

static gpointer
get_tickets (Fixture *fixture)
{
  return page_part (get_panel (fixture), "tickets");
}

static gboolean
has_contact (gpointer panel)
{
  return *gtk_editable_get_text (page_part (panel, "email")) != '\0';
}

static void
open_window (Fixture *fixture)
{
  fixture_open (fixture, davy_support_window_new);
  g_assert_true (davy_test_spin_until (has_contact, get_panel (fixture)));
}

/* A ticket at Azure's support is there at once. */
static void
begin_world (DavyTestWorld *world)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  scenario = g_string_new (text);
  g_string_replace (scenario, "\"costRows\": 40", "\"ticketAtOnce\": true", 1);
  davy_test_world_begin_with (world, scenario->str, DAVY_TEST_ADA);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  begin_world (&fixture->world);
  fixture_fetch (fixture);
  open_window (fixture);
}

/* The row of the form that the portal calls @label; NULL when it has none. */
static GtkWidget *
find_row (GtkWidget *inside, const char *label)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (inside) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (inside)), label) == 0)
    return inside;
  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, label);

  return found;
}

static const char *
get_value (Fixture *fixture, const char *label)
{
  GtkWidget *row = find_row (page_part (get_panel (fixture), "form"), label);

  g_assert_nonnull (row);

  return gtk_label_get_label (page_part (row, "value"));
}

static void
ask (Fixture *fixture, const char *questions)
{
  davy_note_row_set_text (page_part (get_panel (fixture), "questions"), questions);
}

static void
press (gpointer button)
{
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
tells (gpointer tickets)
{
  return gtk_widget_get_visible (page_part (tickets, "told"));
}

static gboolean
asks_back (gpointer tickets)
{
  return gtk_widget_get_visible (page_part (tickets, "found"));
}

static gboolean
has_kept (gpointer tickets)
{
  return gtk_widget_get_visible (page_part (tickets, "kept"));
}

static void
test_form (Fixture *fixture, gconstpointer data)
{
  gpointer panel = get_panel (fixture);

  ask (fixture, "Which pool was it?");
  g_assert_cmpstr (get_value (fixture, "Type of problems"), ==, "Adding or managing customers");
  g_assert_nonnull (strstr (get_value (fixture, "Description"), "Affected subscription: Shop\n"));
  g_assert_nonnull (strstr (get_value (fixture, "Description"), "\nWhich pool was it?"));
  g_assert_nonnull (find_row (page_part (panel, "form"), "Workspace"));

  gtk_toggle_button_set_active (page_part (panel, "other_form"), TRUE);
  g_assert_null (find_row (page_part (panel, "form"), "Workspace"));
  adw_combo_row_set_selected (page_part (panel, "language"), 2);
  g_assert_cmpstr (get_value (fixture, "Titre"), ==, "Notification de minage de cryptomonnaie");
}

/* Its words are long in some languages: they do not take the room of the title. */
static void
test_other_form_has_a_line_of_its_own (Fixture *fixture, gconstpointer data)
{
  GtkWidget *form = page_part (get_panel (fixture), "form");
  GtkWidget *button = page_part (get_panel (fixture), "other_form");

  g_assert_null (adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (form)));
  g_assert_true (gtk_widget_is_ancestor (button, form));
  g_assert_nonnull (gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_ROW));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
was_read (gpointer text)
{
  return *(char **) text != NULL;
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = find_row (page_part (get_panel (fixture), "form"), "Title");
  g_autofree char *text = NULL;

  press (page_part (row, "copy_button"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (row), NULL, read_cb, &text);
  g_assert_true (davy_test_spin_until (was_read, &text));
  g_assert_cmpstr (text, ==, "Crypto-mining notification");
  g_assert_true (page_has_label (GTK_WIDGET (fixture->window), "Copied"));
}

static void
test_checked (Fixture *fixture, gconstpointer data)
{
  gpointer trouble = page_part (get_tickets (fixture), "trouble");

  press (page_part (get_tickets (fixture), "open"));
  g_assert_true (gtk_revealer_get_reveal_child (page_part (trouble, "revealer")));
  page_assert_label (trouble, "sentence", "Write down your questions or concerns.");
  g_assert_cmpint (fixture_count_entries (fixture, "kind LIKE 'sup%'"), ==, 0);
}

static void
submit (Fixture *fixture)
{
  static const char form[] =
      "impact=moderate&title=Crypto-mining+notification&description=d&contact=c";
  g_autofree char *page = davy_endpoints_dup_support_page (fixture->world.endpoints);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", page);
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  soup_session_send_and_read_async (fixture->world.browser, message, G_PRIORITY_DEFAULT, NULL,
                                    davy_test_keep_result, &result);
  answer = soup_session_send_and_read_finish (fixture->world.browser,
                                              davy_test_wait_result (&result), NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static void
test_way (Fixture *fixture, gconstpointer data)
{
  gpointer tickets = get_tickets (fixture);

  ask (fixture, "Which pool was it?");
  press (page_part (tickets, "open"));
  g_assert_true (davy_test_spin_until (tells, tickets));
  g_assert_cmpint (fixture_count_entries (fixture, "kind = 'support-opened'"), ==, 1);

  submit (fixture);
  press (page_part (tickets, "look"));
  g_assert_true (davy_test_spin_until (asks_back, tickets));
  press (page_part (tickets, "yes"));
  g_assert_true (davy_test_spin_until (has_kept, tickets));
  g_assert_false (asks_back (tickets));
  g_assert_cmpint (fixture_count_entries (fixture, "kind = 'support-kept'"), ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/fraudEvents"), ==, 0);
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autofree char *questions = NULL;

  ask (fixture, "Half a quest");
  gtk_editable_set_text (page_part (get_panel (fixture), "name"), "Grace Hopper");
  fixture_close (fixture);
  open_window (fixture);
  questions = davy_note_row_dup_text (page_part (get_panel (fixture), "questions"));
  g_assert_cmpstr (questions, ==, "Half a quest");
  g_assert_cmpstr (gtk_editable_get_text (page_part (get_panel (fixture), "name")), ==,
                   "Grace Hopper"); /* and not the profile's again */
}

static void
test_missed (Fixture *fixture, gconstpointer data)
{
  gpointer panel = get_panel (fixture);

  g_assert_false (gtk_widget_get_visible (page_part (panel, "impact")));
  adw_combo_row_set_selected (page_part (panel, "kind"), 1);
  g_assert_true (gtk_widget_get_visible (page_part (panel, "impact")));
  davy_note_row_set_text (page_part (panel, "resources"), "vm-1\n\n vm-2 ");
  g_assert_cmpstr (get_value (fixture, "Title"), ==, "Missed alert: crypto-mining");
  g_assert_nonnull (
      strstr (get_value (fixture, "Description"), "Resource: vm-1\nResource: vm-2\n"));
}

static gpointer
get_azure (Fixture *fixture)
{
  return page_part (get_panel (fixture), "azure");
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_told (gpointer trouble)
{
  return gtk_revealer_get_reveal_child (page_part (trouble, "revealer"));
}

static void
choose (gpointer row, const char *name)
{
  GListModel *names = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (names, i);

      if (g_str_equal (gtk_string_object_get_string (item), name))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_assert_not_reached ();
}

static guint
count_sent_tickets (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "PUT", "/supportTickets/");
}

static void
see_whether_possible (Fixture *fixture)
{
  gpointer azure = get_azure (fixture);

  g_assert_false (is_shown (page_part (azure, "send")));
  press (page_part (azure, "ask"));
  g_assert_true (davy_test_spin_until (is_shown, page_part (azure, "send")));
}

static void
fill_in (Fixture *fixture)
{
  ask (fixture, "Which pool was it?");
  gtk_editable_set_text (page_part (get_panel (fixture), "name"), "Ada Lovelace");
}

static void
choose_topic (Fixture *fixture)
{
  gpointer azure = get_azure (fixture);

  choose (page_part (azure, "service"), "Subscription management");
  g_assert_true (davy_test_spin_until (is_shown, page_part (azure, "problem")));
  choose (page_part (azure, "problem"), "Compromised subscription / Unauthorized usage");
}

/* Nobody is told that Microsoft is being asked who is not waiting for an answer. */
static void
test_at_rest (Fixture *fixture, gconstpointer data)
{
  gpointer tickets = get_tickets (fixture);

  g_assert_false (gtk_widget_get_visible (page_part (tickets, "spinner")));
  g_assert_false (gtk_widget_get_visible (page_part (get_azure (fixture), "spinner")));
  press (page_part (tickets, "look"));
  g_assert_true (gtk_widget_get_visible (page_part (tickets, "spinner")));
  g_assert_true (davy_test_spin_until (tells, tickets));
  g_assert_false (gtk_widget_get_visible (page_part (tickets, "spinner")));
}

static void
test_azure_ticket (Fixture *fixture, gconstpointer data)
{
  gpointer azure = get_azure (fixture);
  gpointer trouble = page_part (azure, "trouble");

  see_whether_possible (fixture);
  g_assert_cmpuint (adw_combo_row_get_selected (page_part (azure, "service")), ==, 0);
  g_assert_false (is_shown (page_part (azure, "problem")));
  press (page_part (azure, "send"));
  g_assert_true (is_told (trouble));
  page_assert_label (trouble, "sentence", "Write down your questions or concerns.");

  fill_in (fixture);
  press (page_part (azure, "send"));
  page_assert_label (trouble, "sentence", "Choose what the ticket is about.");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (page_part (azure, "preview")),
                            "Crypto-mining notification. Impact: moderate."));
  g_assert_cmpuint (count_sent_tickets (fixture), ==, 0);

  choose_topic (fixture);
  press (page_part (azure, "send"));
  g_assert_true (davy_test_spin_until (has_kept, get_tickets (fixture)));
  g_assert_false (is_told (trouble));
  g_assert_false (is_shown (page_part (azure, "send")));
  g_assert_true (is_shown (page_part (azure, "ask")));
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (page_part (azure, "state")),
                                   "and proved by a read: Azure’s support has it."));
  g_assert_cmpuint (count_sent_tickets (fixture), ==, 1);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static gboolean
is_quiet_panel (gpointer azure)
{
  gboolean spins = gtk_spinner_get_spinning (page_part (azure, "spinner"));

  return !spins && is_shown (page_part (azure, "state"));
}

/* The number is told of once, and not again each time that the case is opened. */
static void
test_azure_kept_once (Fixture *fixture, gconstpointer data)
{
  gpointer azure = get_azure (fixture);
  guint n = 0;

  g_signal_connect_swapped (azure, "kept", G_CALLBACK (count_cb), &n);
  see_whether_possible (fixture);
  fill_in (fixture);
  choose_topic (fixture);
  press (page_part (azure, "send"));
  g_assert_true (davy_test_spin_until (has_kept, get_tickets (fixture)));
  g_assert_cmpuint (n, ==, 1);

  fixture_close (fixture);
  fixture_open (fixture, davy_support_window_new);
  g_signal_connect_swapped (get_azure (fixture), "kept", G_CALLBACK (count_cb), &n);
  g_assert_true (davy_test_spin_until (has_contact, get_panel (fixture)));
  g_assert_true (davy_test_spin_until (is_quiet_panel, get_azure (fixture)));
  g_assert_true (has_kept (get_tickets (fixture)));
  g_assert_cmpuint (n, ==, 1);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* Two windows over the same case: what one has sent the other one does not send as well. */
static void
test_azure_elsewhere (Fixture *fixture, gconstpointer data)
{
  GtkWindow *first = fixture->window;
  gpointer azure = get_azure (fixture);
  gpointer other;

  see_whether_possible (fixture);
  fill_in (fixture);
  choose_topic (fixture);

  open_window (fixture);
  other = get_azure (fixture);
  see_whether_possible (fixture);
  fill_in (fixture);
  choose_topic (fixture);
  press (page_part (other, "send"));
  g_assert_true (davy_test_spin_until (is_hidden, page_part (azure, "send")));
  g_assert_true (davy_test_spin_until (has_kept, get_tickets (fixture)));
  g_assert_true (is_shown (page_part (azure, "state")));
  g_assert_true (is_shown (page_part (azure, "ask")));

  /* Even if it was about to. */
  fixture_close (fixture);
  fixture->window = first;
  press (page_part (azure, "send"));
  g_assert_true (is_told (page_part (azure, "trouble")));
  g_assert_cmpuint (count_sent_tickets (fixture), ==, 1);
}

/* What is asked is no markup. */
static void
test_azure_preview (Fixture *fixture, gconstpointer data)
{
  gpointer azure = get_azure (fixture);
  g_autofree char *subtitle = NULL;

  see_whether_possible (fixture);
  ask (fixture, "A & B <c>?");
  subtitle = g_strdup (adw_action_row_get_subtitle (page_part (azure, "preview")));
  g_assert_nonnull (strstr (subtitle, "A & B <c>?"));
  g_assert_true (page_has_label (page_part (azure, "preview"), subtitle));
}

static void
test_azure_problems_failed (Fixture *fixture, gconstpointer data)
{
  gpointer azure = get_azure (fixture);
  gpointer service = page_part (azure, "service");
  gpointer trouble = page_part (azure, "trouble");

  see_whether_possible (fixture);
  davy_test_world_spoil (&fixture->world,
                         "GET /arm/providers/Microsoft.Support/services/*/problemClassifications "
                         "x1 status=403");
  choose (service, "Subscription management");
  g_assert_true (davy_test_spin_until (is_told, trouble));
  g_assert_cmpuint (adw_combo_row_get_selected (service), ==, 0);
  g_assert_false (is_shown (page_part (azure, "problem")));

  choose (service, "Subscription management");
  g_assert_true (davy_test_spin_until (is_shown, page_part (azure, "problem")));
  g_assert_false (is_told (trouble));
}

static void
test_azure_refused (Fixture *fixture, gconstpointer data)
{
  gpointer azure = get_azure (fixture);
  gpointer trouble = page_part (azure, "trouble");

  davy_test_world_spoil (&fixture->world,
                         "GET /arm/subscriptions/*/providers/Microsoft.Authorization/permissions "
                         "x1 status=200,body={\"value\":[{\"actions\":[\"*/read\"],"
                         "\"notActions\":[]}]}");
  press (page_part (azure, "ask"));
  g_assert_true (davy_test_spin_until (is_told, trouble));
  g_assert_nonnull (strstr (gtk_label_get_label (page_part (trouble, "sentence")),
                            "Ask in Partner Center instead."));
  g_assert_false (is_shown (page_part (azure, "send")));
  g_assert_true (is_shown (page_part (get_tickets (fixture), "open")));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

/* Each of its requests may be refused until there is one more proof, and goes on after it. */
static void
test_azure_proof (Fixture *fixture, gconstpointer data)
{
  gpointer azure = get_azure (fixture);
  Prover prover = { 0 };

  prover_begin (&prover, &fixture->world);
  davy_test_world_spoil (&fixture->world, "GET /arm/*/services x1 claims");
  davy_test_world_spoil (&fixture->world, "GET /arm/*/problemClassifications x1 claims");
  davy_test_world_spoil (&fixture->world, "PUT /arm/*/supportTickets/* x1 claims");
  press (page_part (azure, "ask"));
  prover_prove (&prover, azure);
  g_assert_true (davy_test_spin_until (is_shown, page_part (azure, "send")));
  choose (page_part (azure, "service"), "Subscription management");
  prover_prove (&prover, azure);
  g_assert_true (davy_test_spin_until (is_shown, page_part (azure, "problem")));
  choose (page_part (azure, "problem"), "Compromised subscription / Unauthorized usage");
  g_assert_cmpuint (prover.n_asked, ==, 2);

  fill_in (fixture);
  prover.gives = FALSE;
  press (page_part (azure, "send"));
  prover_prove (&prover, azure);
  g_assert_true (davy_test_spin_until (has_kept, get_tickets (fixture)));
  g_assert_cmpuint (prover.n_asked, ==, 4);
  g_assert_cmpuint (count_sent_tickets (fixture), ==, 2); /* the first was refused */
}

/* Asked too early, it is asked for the last time. */
static void
test_credit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *refund = page_part (get_panel (fixture), "refund");

  g_assert_true (davy_test_spin_until (is_shown, page_part (refund, "goes_on")));
  page_assert_label (refund, "goes_on", "It is not proved yet that the misuse has stopped.");
}

int
main (int argc, char *argv[])
{
  page_test_begin_world (&argc, &argv);
  ADD ("/ui/support/form-is-filled-in-in-the-portals-language", test_form);
  ADD ("/ui/support/other-form-has-a-line-of-its-own", test_other_form_has_a_line_of_its_own);
  ADD ("/ui/support/each-field-is-copied", test_copy);
  ADD ("/ui/support/portal-is-not-opened-before-all-is-there", test_checked);
  ADD ("/ui/support/new-request-is-found-and-its-number-kept", test_way);
  ADD ("/ui/support/draft-is-kept", test_draft);
  ADD ("/ui/support/missed-alert-is-reported", test_missed);
  ADD ("/ui/support/credit-is-warned-of-while-the-misuse-may-go-on", test_credit);
  ADD ("/ui/support/nothing-turns-while-nothing-is-asked", test_at_rest);
  ADD ("/ui/support/ticket-at-azures-support-is-the-second-way", test_azure_ticket);
  ADD ("/ui/support/ticket-sent-in-one-window-is-not-sent-in-another", test_azure_elsewhere);
  ADD ("/ui/support/a-number-that-was-kept-is-told-of-once", test_azure_kept_once);
  ADD ("/ui/support/what-the-ticket-will-say-is-shown-as-it-is", test_azure_preview);
  ADD ("/ui/support/a-service-whose-problems-were-not-read-is-chosen-again",
       test_azure_problems_failed);
  ADD ("/ui/support/a-ticket-goes-on-after-one-more-proof", test_azure_proof);
  ADD ("/ui/support/without-rights-the-first-way-is-named", test_azure_refused);

  return page_test_run_world ();
}
