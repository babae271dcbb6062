/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-preferences-window.h"

#include <string.h>

#include "account/davy-accounts-private.h"
#include "compat/davy-compat.h"
#include "davy-test-window.h"
#include "page-fixture.h"

/* Signing out where the keyring refuses. */

typedef struct
{
  GType type;
  const char *text;
  GtkWidget *found;
  GtkWidget *except; /* looks right and is not meant */
} Search;

static gboolean
says (GtkWidget *widget, const Search *search)
{
  const char *text = NULL;

  if (widget == search->except || !g_type_is_a (G_OBJECT_TYPE (widget), search->type))
    return FALSE;
  if (GTK_IS_BUTTON (widget))
    text = gtk_button_get_label (GTK_BUTTON (widget));
  else if (GTK_IS_LABEL (widget))
    text = gtk_label_get_label (GTK_LABEL (widget));

  return text != NULL && strstr (text, search->text) != NULL;
}

static GtkWidget *
find_inside (GtkWidget *widget, const Search *search)
{
  GtkWidget *found = says (widget, search) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_inside (child, search);

  return found;
}

/* The newest window first: a question stands before the window that asks it. */
static gboolean
is_there (gpointer data)
{
  Search *search = data;
  GListModel *windows = gtk_window_get_toplevels ();

  search->found = NULL;
  for (guint i = g_list_model_get_n_items (windows); i > 0 && search->found == NULL; i--)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i - 1);

      search->found = find_inside (window, search);
    }

  return search->found != NULL;
}

static gboolean
is_asked (gpointer data)
{
  Search *search = data;
  Search question = { .type = GTK_TYPE_BUTTON, .text = "Stay signed in" };

  return is_there (&question) && is_there (search) &&
         gtk_widget_get_root (search->found) == gtk_widget_get_root (question.found);
}

static gboolean
is_wiped (gpointer store)
{
  return davy_test_store_number (store, "SELECT count(*) FROM subscriptions") == 0;
}

static void
sign_in (PageFixture *fixture)
{
  DavyOauthTokens tokens = { .access_token = (char *) "access",
                             .refresh_token = (char *) "refresh",
                             .account_id = (char *) DAVY_TEST_ACCOUNT,
                             .username = (char *) "ada@northwind.example",
                             .tenant_id = (char *) "tid",
                             .expires = NOON + DAVY_TIME_HOUR };

  davy_accounts_take (fixture->accounts, NULL, &tokens, FALSE);
}

static void
sign_out (PageFixture *fixture, GtkWindow *preferences)
{
  Search button = { .type = GTK_TYPE_BUTTON, .text = "Sign out" };

  button.found = find_inside (GTK_WIDGET (preferences), &button);
  button.except = button.found; /* newer libadwaita asks inside the same window */
  g_signal_emit_by_name (button.found, "clicked");
  g_assert_true (davy_test_spin_until (is_asked, &button));
  g_signal_emit_by_name (button.found, "clicked");
}

static void
test_refusing_keyring (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWindow *parent = davy_test_window_new ();
  GtkWindow *preferences;
  Search sentence = { .type = GTK_TYPE_LABEL, .text = "could not be removed from the keyring" };

  sign_in (fixture);
  preferences = davy_preferences_window_new (fixture->context, parent);
  gtk_window_present (preferences);
  g_assert_false (is_wiped (fixture->store));
  sign_out (fixture, preferences);

  g_assert_true (davy_test_spin_until (is_wiped, fixture->store));
  g_assert_true (davy_test_spin_until (is_there, &sentence));
  g_assert_nonnull (
      strstr (gtk_label_get_label (GTK_LABEL (sentence.found)), "ada@northwind.example"));
  gtk_window_destroy (preferences);
  gtk_window_destroy (parent);
}

static void
test_closed_meanwhile (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  GtkWindow *parent = davy_test_window_new ();
  GtkWindow *preferences;
  GListModel *accounts = G_LIST_MODEL (fixture->accounts);

  sign_in (fixture);
  preferences = davy_preferences_window_new (fixture->context, parent);
  gtk_window_present (preferences);
  sign_out (fixture, preferences);
  while (g_list_model_get_n_items (accounts) > 0)
    g_main_context_iteration (NULL, FALSE);
  gtk_window_destroy (preferences);

  g_assert_true (davy_test_spin_until (is_wiped, fixture->store));
  gtk_window_destroy (parent);
}

int
main (int argc, char **argv)
{
  page_test_init_windows ();
  davy_test_init (&argc, &argv);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", "/proc/nowhere/default.keyring", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a test's own", TRUE);
  adw_init ();
  g_resources_register (davy_ui_get_resource ());

  g_test_add_func ("/ui/sign-out/refusing-keyring-keeps-nothing-here", test_refusing_keyring);
  g_test_add_func ("/ui/sign-out/closed-window-leaves-nothing-here", test_closed_meanwhile);

  return g_test_run ();
}
