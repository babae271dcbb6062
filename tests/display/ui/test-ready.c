/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compat/davy-compat.h"
#include "page-fixture.h"
#include "store/davy-access-list.h"
#include "triage/davy-readiness.h"
#include "ui/common/davy-access-panel.h"
#include "ui/common/davy-access-words.h"
#include "ui/common/davy-side-by-side.h"
#include "ui/ready/davy-ready-detail.h"
#include "ui/ready/davy-ready-row.h"
#include "ui/ready/davy-ready-window.h"

/* The customers and what may be done for each, before an incident. */

typedef struct
{
  const char *tenant;
  const char *name;
  DavyAccess access;
} Customer;

static const Customer ready = {
  "20000000-0000-4000-8000-000000000001",
  "Adatum Maschinenbau GmbH",
  { { DAVY_ACCESS_YES, DAVY_ACCESS_YES, DAVY_ACCESS_YES }, { 0 }, NOON - DAVY_TIME_HOUR },
};
static const Customer without_consent = {
  "20000000-0000-4000-8000-000000000002",
  "Contoso Logistik GmbH",
  { { DAVY_ACCESS_NO, DAVY_ACCESS_NO, DAVY_ACCESS_UNKNOWN },
    { DAVY_ACCESS_NO_CONSENT, DAVY_ACCESS_NO_CONSENT, DAVY_ACCESS_ROLE_UNSEEN },
    NOON - DAVY_TIME_HOUR },
};
static const Customer locked = {
  "20000000-0000-4000-8000-000000000003",
  "Tailspin Spielwaren GmbH",
  { { DAVY_ACCESS_YES, DAVY_ACCESS_NO, DAVY_ACCESS_YES },
    { DAVY_ACCESS_COST_HIDDEN, DAVY_ACCESS_LOCKED_FAST, 0 },
    NOON - 2 * DAVY_TIME_HOUR },
};
static const Customer blocked = {
  "20000000-0000-4000-8000-000000000005",
  "Wide World Importers AG",
  { { DAVY_ACCESS_NO, DAVY_ACCESS_NO, DAVY_ACCESS_YES },
    { DAVY_ACCESS_BLOCKED, DAVY_ACCESS_BLOCKED, 0 },
    NOON - DAVY_TIME_HOUR },
};
static const Customer reader = {
  "20000000-0000-4000-8000-000000000006",
  "Woodgrove Bank AG",
  { { DAVY_ACCESS_YES, DAVY_ACCESS_NO, DAVY_ACCESS_YES },
    { 0, DAVY_ACCESS_MAY_NOT_STOP | DAVY_ACCESS_MAY_NOT_DELETE | DAVY_ACCESS_LOCKED, 0 },
    NOON - DAVY_TIME_HOUR },
};
static const Customer unchecked = { "20000000-0000-4000-8000-000000000004",
                                    "Wingtip Verlag GmbH",
                                    { { 0 }, { 0 }, 0 } };

typedef struct
{
  PageFixture *page;
  DavyReadiness *readiness;
  DavyContext *context;
  DavyReadyWindow *window;
} Fixture;

static gboolean
put_customer (DavyDb *db, gpointer data, GError **error)
{
  const Customer *customer = data;
  const DavyCustomerRow row = { .account_id = DAVY_TEST_ACCOUNT,
                                .tenant_id = customer->tenant,
                                .name = customer->name };

  return davy_db_put_customer (db, &row, error) &&
         (customer->access.checked_at == DAVY_TIME_UNSET ||
          davy_db_put_access (db, DAVY_TEST_ACCOUNT, customer->tenant, &customer->access, error));
}

static gboolean
forget_customers (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "DELETE FROM customers", error);
}

static void
put (Fixture *fixture, const Customer *customer)
{
  davy_test_store_write (fixture->page->store, put_customer, (gpointer) customer,
                         DAVY_TABLE_CUSTOMERS | DAVY_TABLE_ACCESS);
}

static void
begin (Fixture *fixture)
{
  const PageData data = { .usage = USAGE_NONE };
  DavyContextParts parts = { .profile = "test" };

  fixture->page = page_fixture_new (&data);
  fixture->readiness = davy_readiness_new (fixture->page->store, fixture->page->accounts);
  parts.store = fixture->page->store;
  parts.accounts = fixture->page->accounts;
  parts.sync = fixture->page->sync;
  parts.settings = fixture->page->settings;
  parts.readiness = fixture->readiness;
  fixture->context = davy_context_new (&parts);
  davy_test_store_write (fixture->page->store, forget_customers, NULL, DAVY_TABLE_CUSTOMERS);
}

static void
show (Fixture *fixture, int width)
{
  fixture->window = g_object_ref (davy_ready_window_new (fixture->context, NULL));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 680);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
end (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->window);
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->readiness);
  page_fixture_free (fixture->page);
}

static void
put_all (Fixture *fixture)
{
  put (fixture, &unchecked);
  put (fixture, &locked);
  put (fixture, &ready);
  put (fixture, &without_consent);
}

static gboolean
says_summary (gpointer data)
{
  return *gtk_label_get_text (page_part (((Fixture *) data)->window, "summary")) != '\0';
}

static GListModel *
get_model (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (page_part (fixture->window, "list_view")));
}

typedef struct
{
  Fixture *fixture;
  guint n;
} Length;

static gboolean
has_length (gpointer data)
{
  const Length *length = data;

  return g_list_model_get_n_items (get_model (length->fixture)) == length->n;
}

static void
wait_length (Fixture *fixture, guint n)
{
  Length length = { fixture, n };

  g_assert_true (davy_test_spin_until (has_length, &length));
}

static const char *
get_name (Fixture *fixture, guint position)
{
  g_autoptr (DavyCustomerAccess) customer = g_list_model_get_item (get_model (fixture), position);

  return davy_customer_access_get_name (customer);
}

static gboolean
shows_detail (gpointer data)
{
  return adw_bin_get_child (page_part (((Fixture *) data)->window, "detail_bin")) != NULL;
}

static gpointer
get_detail (Fixture *fixture)
{
  g_assert_true (davy_test_spin_until (shows_detail, fixture));

  return adw_bin_get_child (page_part (fixture->window, "detail_bin"));
}

static void
choose (Fixture *fixture, guint position)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (get_model (fixture));

  gtk_selection_model_select_item (model, position, TRUE);
}

static guint
count_rows (GtkWidget *box)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (box); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;

  return n;
}

static void
test_list (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  wait_length (&fixture, 4);
  g_assert_cmpstr (get_name (&fixture, 0), ==, ready.name);
  g_assert_cmpstr (get_name (&fixture, 1), ==, without_consent.name);
  g_assert_cmpstr (get_name (&fixture, 2), ==, locked.name);
  g_assert_cmpstr (get_name (&fixture, 3), ==, unchecked.name);
  g_assert_true (davy_test_spin_until (says_summary, &fixture));
  page_assert_label (fixture.window, "summary", "1 of 4 customers are ready");
  g_assert_cmpstr (gtk_button_get_label (page_part (fixture.window, "attention_button")), ==,
                   "_Needs attention (2)");
  end (&fixture);
}

static void
test_filter (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  wait_length (&fixture, 4);
  gtk_toggle_button_set_active (page_part (fixture.window, "attention_button"), TRUE);
  wait_length (&fixture, 2);
  g_assert_cmpstr (get_name (&fixture, 0), ==, without_consent.name);
  g_assert_cmpstr (get_name (&fixture, 1), ==, locked.name);

  gtk_editable_set_text (page_part (fixture.window, "search_entry"), "nobody");
  wait_length (&fixture, 0);
  page_wait_for_state (fixture.window, "no-match");
  gtk_editable_set_text (page_part (fixture.window, "search_entry"), "tail");
  wait_length (&fixture, 1);
  end (&fixture);
}

static void
test_nothing_needs_attention (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  put (&fixture, &ready);
  show (&fixture, 940);
  wait_length (&fixture, 1);
  gtk_toggle_button_set_active (page_part (fixture.window, "attention_button"), TRUE);
  page_wait_for_state (fixture.window, "all-ready");
  end (&fixture);
}

static gboolean
shows_none (gpointer window)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (page_part (window, "screens")), "none") == 0;
}

static void
test_no_customers (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  show (&fixture, 940);
  g_assert_true (davy_test_spin_until (shows_none, fixture.window));
  g_assert_false (gtk_widget_get_visible (page_part (fixture.window, "search_button")));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture.window)) ==
                 page_part (fixture.window, "sign_in_button"));
  end (&fixture);
}

static gboolean
is_closed (gpointer closed)
{
  return *(gboolean *) closed;
}

static gboolean
close_request_cb (GtkWindow *window, gboolean *closed)
{
  *closed = TRUE;
  return TRUE;
}

static void
test_no_customers_can_be_left (void)
{
  static const char *const ways[] = { "ready.leave", "ready.sign-in" };
  Fixture fixture = { 0 };

  begin (&fixture);
  show (&fixture, 940);
  g_assert_true (davy_test_spin_until (shows_none, fixture.window));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gboolean closed = FALSE;
      gulong handler = g_signal_connect (fixture.window, "close-request",
                                         G_CALLBACK (close_request_cb), &closed);

      gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_focus (GTK_WINDOW (fixture.window))),
                                  ways[i], NULL);
      g_assert_true (davy_test_spin_until (is_closed, &closed));
      g_signal_handler_disconnect (fixture.window, handler);
    }
  end (&fixture);
}

static void
test_detail (void)
{
  Fixture fixture = { 0 };
  gpointer detail;

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  wait_length (&fixture, 4);
  detail = get_detail (&fixture);
  choose (&fixture, 1);
  page_assert_label (detail, "name", without_consent.name);
  g_assert_cmpuint (count_rows (page_part (detail, "lines_box")), ==, 3);
  /* The reason stands once, though two things are missing for it. */
  g_assert_cmpuint (count_rows (page_part (detail, "missing_box")), ==, 1);
  g_assert_cmpuint (count_rows (page_part (detail, "remarks_box")), ==, 1);
  g_assert_true (gtk_widget_get_visible (page_part (detail, "grant_button")));
  g_assert_true (gtk_widget_get_visible (page_part (detail, "way_round_group")));

  choose (&fixture, 2);
  page_assert_label (detail, "name", locked.name);
  g_assert_false (gtk_widget_get_visible (page_part (detail, "grant_button")));
  g_assert_false (gtk_widget_get_visible (page_part (detail, "way_round_group")));

  choose (&fixture, 0);
  g_assert_false (gtk_widget_get_visible (page_part (detail, "missing_group")));
  g_assert_false (gtk_widget_get_visible (page_part (detail, "remarks_group")));
  end (&fixture);
}

static void
test_second_factor (void)
{
  Fixture fixture = { 0 };
  Customer without_factor = reader;
  gpointer detail;

  without_factor.access.reasons[DAVY_ACCESS_STOP] = DAVY_ACCESS_NO_MFA;
  begin (&fixture);
  put (&fixture, &ready);
  put (&fixture, &without_factor);
  show (&fixture, 940);
  wait_length (&fixture, 2);
  g_assert_cmpstr (get_name (&fixture, 1), ==, without_factor.name);
  detail = get_detail (&fixture);
  choose (&fixture, 1);
  g_assert_true (gtk_widget_get_visible (page_part (detail, "sign_in_button")));
  choose (&fixture, 0);
  g_assert_false (gtk_widget_get_visible (page_part (detail, "sign_in_button")));
  end (&fixture);
}

static const char *
get_title (gpointer detail, const char *box)
{
  return adw_preferences_row_get_title (
      ADW_PREFERENCES_ROW (gtk_widget_get_first_child (page_part (detail, box))));
}

static const char *
get_way_round (gpointer detail)
{
  return adw_preferences_group_get_description (page_part (detail, "way_round_group"));
}

/* One role gives both, so it is named once; a lock that one may remove is not missing; consent is
 * not blamed for a policy. */
static void
test_remedies (void)
{
  Fixture fixture = { 0 };
  gpointer detail;

  begin (&fixture);
  put (&fixture, &without_consent);
  put (&fixture, &blocked);
  put (&fixture, &reader);
  show (&fixture, 940);
  wait_length (&fixture, 3);
  detail = get_detail (&fixture);
  choose (&fixture, 0);
  g_assert_nonnull (strstr (get_way_round (detail), "consent"));
  choose (&fixture, 1);
  g_assert_null (strstr (get_way_round (detail), "consent"));
  choose (&fixture, 2);
  g_assert_cmpuint (count_rows (page_part (detail, "missing_box")), ==, 1);
  g_assert_cmpstr (get_title (detail, "missing_box"), ==,
                   "Rights in Azure that do not include stopping machines\n"
                   "Rights in Azure that do not include deleting");
  g_assert_cmpstr (get_title (detail, "remarks_box"), ==, "Locks would have to be removed first");
  end (&fixture);
}

static gboolean
says_progress (gpointer data)
{
  return *gtk_label_get_text (page_part (((Fixture *) data)->window, "progress")) != '\0';
}

/* Of customers that were never checked nothing is known, not even that they are not ready. */
static void
test_unchecked (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  put (&fixture, &unchecked);
  show (&fixture, 940);
  wait_length (&fixture, 1);
  g_assert_true (davy_test_spin_until (says_progress, &fixture));
  page_assert_label (fixture.window, "progress", "1 customer is not checked yet");
  g_assert_false (gtk_widget_get_visible (page_part (fixture.window, "summary")));
  g_assert_cmpstr (gtk_button_get_label (page_part (get_detail (&fixture), "check_button")), ==,
                   "_Check");
  put (&fixture, &ready);
  g_assert_true (davy_test_spin_until (says_summary, &fixture));
  end (&fixture);
}

static gboolean
is_folded (gpointer sides)
{
  return davy_side_by_side_get_folded (sides);
}

static gboolean
is_gone (gpointer window)
{
  return !gtk_widget_get_visible (window);
}

static gboolean
is_in_list (gpointer window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, page_part (window, "list_view"));
}

static gboolean
has_news (gpointer data)
{
  g_autoptr (DavyCustomerAccess) customer = g_list_model_get_item (get_model (data), 0);

  return davy_customer_access_get_access (customer)->answers[DAVY_ACCESS_CANCEL] == DAVY_ACCESS_NO;
}

static void
test_focus (void)
{
  Fixture fixture = { 0 };
  Customer news = ready;

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  g_assert_true (davy_test_spin_until (is_in_list, fixture.window));

  /* News of the customer whose row has it do not send it elsewhere. */
  news.access.answers[DAVY_ACCESS_CANCEL] = DAVY_ACCESS_NO;
  news.access.checked_at = NOON;
  put (&fixture, &news);
  g_assert_true (davy_test_spin_until (has_news, &fixture));
  g_assert_true (davy_test_spin_until (is_in_list, fixture.window));
  end (&fixture);
}

/* Out of the detail where it covers the list, to its row; then out of the window. */
static void
test_leave (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 360);
  wait_length (&fixture, 4);
  g_assert_true (davy_test_spin_until (is_folded, page_part (fixture.window, "sides")));
  choose (&fixture, 1);
  g_signal_emit_by_name (page_part (fixture.window, "list_view"), "activate", 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "ready.leave", NULL);
  g_assert_false (gtk_widget_get_visible (page_part (fixture.window, "back_button")));
  g_assert_true (is_in_list (fixture.window));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "ready.leave", NULL);
  g_assert_true (davy_test_spin_until (is_gone, fixture.window));
  end (&fixture);
}

static gboolean
has_no_grant (gpointer detail)
{
  return !gtk_widget_get_visible (page_part (detail, "grant_button"));
}

/* A mended customer leaves the filter, and its page tells the good news. */
static void
test_news (void)
{
  Fixture fixture = { 0 };
  Customer mended = without_consent;
  gpointer detail;

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  wait_length (&fixture, 4);
  detail = get_detail (&fixture);
  choose (&fixture, 1);
  g_assert_false (has_no_grant (detail));
  mended.access = ready.access;
  mended.access.checked_at = NOON;
  put (&fixture, &mended);
  g_assert_true (davy_test_spin_until (has_no_grant, detail));
  page_assert_label (detail, "name", without_consent.name);
  end (&fixture);
}

/* In a phone's width the detail covers the list, and there is a way back. */
static void
test_narrow (void)
{
  Fixture fixture = { 0 };
  int minimum;

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 360);
  wait_length (&fixture, 4);
  gtk_widget_measure (GTK_WIDGET (fixture.window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_true (davy_test_spin_until (is_folded, page_part (fixture.window, "sides")));
  choose (&fixture, 1);
  g_signal_emit_by_name (page_part (fixture.window, "list_view"), "activate", 1);
  gtk_widget_measure (get_detail (&fixture), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_true (gtk_widget_get_visible (page_part (fixture.window, "back_button")));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "ready.back", NULL);
  g_assert_false (gtk_widget_get_visible (page_part (fixture.window, "back_button")));
  end (&fixture);
}

static gboolean
has_lines (gpointer panel)
{
  return count_rows (page_part (panel, "rows")) == 3;
}

static gboolean
says_trouble (gpointer panel)
{
  return gtk_widget_get_visible (page_part (panel, "trouble"));
}

/* The same three lines where a case is handled. */
static void
test_panel (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DavyAccessPanel) panel =
      g_object_ref_sink (g_object_new (DAVY_TYPE_ACCESS_PANEL, NULL));

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, without_consent.tenant, FALSE);
  g_assert_true (davy_test_spin_until (has_lines, panel));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (panel)));

  /* Nobody is signed in: what was known stays, and why it is not renewed is said. */
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, locked.tenant, TRUE);
  g_assert_true (davy_test_spin_until (says_trouble, panel));
  g_assert_true (has_lines (panel));
  davy_access_panel_show (panel, fixture.context, DAVY_TEST_ACCOUNT, NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (panel)));
  end (&fixture);
}

static void
test_words (void)
{
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    for (guint answer = 0; answer < 3; answer++)
      g_assert_cmpstr (davy_words_access_verdict (line, answer), !=, "");
  for (guint bit = 0; bit < DAVY_N_ACCESS_REASONS; bit++)
    {
      g_assert_nonnull (davy_words_access_reason ((DavyAccessReasons) (1u << bit)));
      g_assert_nonnull (davy_words_access_remedy ((DavyAccessReasons) (1u << bit)));
    }
  g_assert_cmpstr (davy_words_access_reason (DAVY_ACCESS_NOT_ADMINISTRATOR), ==,
                   "You are not a Global administrator");
  /* What a database of another version holds. */
  g_assert_cmpstr (davy_words_access_answer ((DavyAccessAnswer) 77), ==, "Not known");
}

int
main (int argc, char **argv)
{
  page_test_init_windows ();
  davy_test_init (&argc, &argv);
  g_resources_register (davy_ui_get_resource ());
  adw_init ();

  g_test_add_func ("/ui/ready/customers-stand-by-name-under-a-summary", test_list);
  g_test_add_func ("/ui/ready/who-needs-attention-can-be-listed-alone", test_filter);
  g_test_add_func ("/ui/ready/that-nothing-needs-attention-is-said", test_nothing_needs_attention);
  g_test_add_func ("/ui/ready/without-customers-it-says-what-to-do", test_no_customers);
  g_test_add_func ("/ui/ready/without-customers-it-can-be-left", test_no_customers_can_be_left);
  g_test_add_func ("/ui/ready/the-detail-names-what-is-missing", test_detail);
  g_test_add_func ("/ui/ready/without-a-second-factor-sign-in-is-offered", test_second_factor);
  g_test_add_func ("/ui/ready/remedies-fit-what-is-in-the-way", test_remedies);
  g_test_add_func ("/ui/ready/what-is-not-known-is-not-told", test_unchecked);
  g_test_add_func ("/ui/ready/the-list-has-the-focus-and-keeps-it", test_focus);
  g_test_add_func ("/ui/ready/escape-leaves-the-detail-then-the-window", test_leave);
  g_test_add_func ("/ui/ready/news-reach-the-page-that-is-open", test_news);
  g_test_add_func ("/ui/ready/it-fits-a-phone", test_narrow);
  g_test_add_func ("/ui/ready/the-lines-stand-where-a-case-is-handled", test_panel);
  g_test_add_func ("/ui/ready/every-answer-and-reason-has-words", test_words);

  return g_test_run ();
}
