/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ready-fixture.h"

/* The customers, before an incident: the list, and the ways through the window. */

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
has_row (gpointer list_view)
{
  return gtk_widget_get_first_child (list_view) != NULL;
}

static void
click (GtkWidget *row)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "released", 1, 0.0, 0.0);
    }
}

/* Where the detail covers the list, as in the other lists: the one that was clicked. */
static void
test_click (void)
{
  Fixture fixture = { 0 };
  GtkWidget *list_view;

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 360);
  wait_length (&fixture, 4);
  g_assert_true (davy_test_spin_until (is_folded, page_part (fixture.window, "sides")));
  list_view = page_part (fixture.window, "list_view");
  g_assert_true (davy_test_spin_until (has_row, list_view));
  choose (&fixture, 0);
  click (gtk_widget_get_last_child (gtk_widget_get_last_child (list_view)));
  g_assert_true (gtk_widget_get_visible (page_part (fixture.window, "back_button")));
  page_assert_label (get_detail (&fixture), "name", unchecked.name);
  end (&fixture);
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/ready/customers-stand-by-name-under-a-summary", test_list);
  g_test_add_func ("/ui/ready/who-needs-attention-can-be-listed-alone", test_filter);
  g_test_add_func ("/ui/ready/that-nothing-needs-attention-is-said", test_nothing_needs_attention);
  g_test_add_func ("/ui/ready/without-customers-it-says-what-to-do", test_no_customers);
  g_test_add_func ("/ui/ready/without-customers-it-can-be-left", test_no_customers_can_be_left);
  g_test_add_func ("/ui/ready/what-is-not-known-is-not-told", test_unchecked);
  g_test_add_func ("/ui/ready/the-list-has-the-focus-and-keeps-it", test_focus);
  g_test_add_func ("/ui/ready/escape-leaves-the-detail-then-the-window", test_leave);
  g_test_add_func ("/ui/ready/it-fits-a-phone", test_narrow);
  g_test_add_func ("/ui/ready/one-click-opens-a-customer", test_click);

  return g_test_run ();
}
