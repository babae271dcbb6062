/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-data-group.h"

#include <glib/gstdio.h>

#include "davy-test-window.h"
#include "page-fixture.h"
#include "ui/davy-erasure-worker.h"
#include "ui/preferences/davy-data-words.h"

/* How long is kept what is over; a person is asked before anything goes. */

#define LONG_AGO (NOON - 500 * DAVY_TIME_DAY)

typedef struct
{
  PageFixture *page;
  GtkWindow *window;
  DavyDataGroup *group;
  AdwComboRow *row;
} Fixture;

static void
open_group (Fixture *fixture)
{
  fixture->window = davy_test_window_new ();
  fixture->group = g_object_new (DAVY_TYPE_DATA_GROUP, NULL);
  davy_data_group_set_context (fixture->group, fixture->page->context);
  fixture->row = page_part (fixture->group, "keep_row");
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->group));
  gtk_window_present (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer kept)
{
  DavyAlertRow alert = page_alert ("old");
  PageData data = { .alerts = &alert, .n_alerts = 1 };

  alert.status = "Resolved";
  alert.created = alert.first_observed = alert.last_observed = alert.resolved_on = LONG_AGO;
  fixture->page = page_fixture_new (&data);
  if (kept != NULL)
    g_settings_set_uint (fixture->page->settings, "keep-months", GPOINTER_TO_UINT (kept));
  open_group (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer kept)
{
  gtk_window_destroy (fixture->window);
  g_clear_pointer (&fixture->page, page_fixture_free);
}

static const char *
get_chosen (Fixture *fixture)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (fixture->row));
}

static void
choose (Fixture *fixture, const char *words)
{
  GListModel *choices = adw_combo_row_get_model (fixture->row);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (GtkStringObject) choice = g_list_model_get_item (choices, i);

      if (g_str_equal (gtk_string_object_get_string (choice), words))
        {
          adw_combo_row_set_selected (fixture->row, i);
          return;
        }
    }
  g_error ("“%s” is not offered", words);
}

static guint
get_kept (Fixture *fixture)
{
  return g_settings_get_uint (fixture->page->settings, "keep-months");
}

static gboolean
is_asked (gpointer data)
{
  return davy_test_find_answer ("_Delete") != NULL;
}

static void
answer (const char *label)
{
  g_assert_true (davy_test_spin_until (is_asked, NULL));
  g_signal_emit_by_name (davy_test_find_answer (label), "clicked");
}

typedef struct
{
  Fixture *fixture;
  guint months;
  const char *chosen;
} Expected;

static gboolean
is_kept (gpointer data)
{
  const Expected *expected = data;

  return get_kept (expected->fixture) == expected->months &&
         g_str_equal (get_chosen (expected->fixture), expected->chosen);
}

static void
wait_kept (Fixture *fixture, guint months, const char *chosen)
{
  Expected expected = { fixture, months, chosen };

  if (!davy_test_spin_until (is_kept, &expected))
    g_error ("kept for %u months, and “%s” is shown", get_kept (fixture), get_chosen (fixture));
}

static void
test_agreed (Fixture *fixture, gconstpointer kept)
{
  g_assert_cmpstr (get_chosen (fixture), ==, "For ever");
  choose (fixture, "1 year");
  g_assert_true (davy_test_spin_until (is_asked, NULL));
  g_assert_cmpuint (get_kept (fixture), ==, 0);
  answer ("_Delete");
  wait_kept (fixture, 12, "1 year");
}

static void
test_declined (Fixture *fixture, gconstpointer kept)
{
  choose (fixture, "6 months");
  answer ("_Cancel");
  wait_kept (fixture, 0, "For ever");
}

/* Nothing is so old: nobody is asked. */
static void
test_nothing_goes (Fixture *fixture, gconstpointer kept)
{
  choose (fixture, "2 years");
  wait_kept (fixture, 24, "2 years");
  g_assert_null (davy_test_find_answer ("_Delete"));
}

static void
test_longer (Fixture *fixture, gconstpointer kept)
{
  g_assert_cmpstr (get_chosen (fixture), ==, "6 months");
  choose (fixture, "1 year");
  g_assert_cmpuint (get_kept (fixture), ==, 12);
  choose (fixture, "For ever");
  g_assert_cmpuint (get_kept (fixture), ==, 0);
}

/* One that an administrator has set. */
static void
test_another (Fixture *fixture, gconstpointer kept)
{
  g_autofree char *words = davy_words_keep (GPOINTER_TO_UINT (kept));

  g_assert_cmpstr (get_chosen (fixture), ==, words);
  g_assert_cmpuint (get_kept (fixture), ==, GPOINTER_TO_UINT (kept));
}

static void
test_less_than_the_least (Fixture *fixture, gconstpointer kept)
{
  g_assert_cmpstr (get_chosen (fixture), ==, "6 months");
}

static gboolean
has_toast (gpointer overlay)
{
  GtkWidget *toast = davy_test_find_typed (overlay, g_type_from_name ("AdwToastWidget"));

  return toast != NULL;
}

/* What would go cannot be counted: nothing goes. */
static void
test_not_counted (Fixture *fixture, gconstpointer kept)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  g_object_ref (fixture->group);
  gtk_window_set_child (fixture->window, NULL);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->group));
  gtk_window_set_child (fixture->window, overlay);
  g_object_unref (fixture->group);

  davy_store_close (fixture->page->store);
  choose (fixture, "1 year");
  wait_kept (fixture, 0, "For ever");
  g_assert_true (davy_test_spin_until (has_toast, overlay));
}

/* Whoever closes the window has not agreed. */
static void
test_closed_meanwhile (Fixture *fixture, gconstpointer kept)
{
  choose (fixture, "1 year");
  gtk_window_destroy (fixture->window);
  g_assert_cmpint (davy_test_store_number (fixture->page->store, "SELECT count (*) FROM alerts"),
                   ==, 1);
  g_assert_cmpuint (get_kept (fixture), ==, 0);
  g_assert_null (davy_test_find_answer ("_Delete"));
  open_group (fixture);
}

static void
count_cb (guint *count)
{
  ++*count;
}

static gboolean
is_asked_for_all (gpointer data)
{
  return davy_test_find_answer ("_Delete everything") != NULL;
}

static gboolean
is_over (gpointer data)
{
  return !is_asked_for_all (data);
}

/* The answer to a question comes a moment after it has gone; so do those of the store. */
static void
let_answer (Fixture *fixture)
{
  g_assert_true (davy_test_spin_until (is_over, NULL));
  davy_test_store_number (fixture->page->store, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_delete_all (Fixture *fixture, gconstpointer kept)
{
  guint agreed = 0;

  g_signal_connect_swapped (fixture->group, "delete-all", G_CALLBACK (count_cb), &agreed);
  page_press (fixture->group, "delete_button");
  g_assert_true (davy_test_spin_until (is_asked_for_all, NULL));
  g_signal_emit_by_name (davy_test_find_answer ("_Cancel"), "clicked");
  let_answer (fixture);
  g_assert_cmpuint (agreed, ==, 0);
  g_assert_true (is_sensitive (fixture->group));

  page_press (fixture->group, "delete_button");
  g_assert_true (davy_test_spin_until (is_asked_for_all, NULL));
  g_signal_emit_by_name (davy_test_find_answer ("_Delete everything"), "clicked");
  let_answer (fixture);
  g_assert_cmpuint (agreed, ==, 1);
  g_assert_false (is_sensitive (fixture->group));
}

/* A database that cannot be read is a reason to begin anew. */
static void
test_delete_unread (Fixture *fixture, gconstpointer kept)
{
  GtkRoot *dialog;

  davy_store_close (fixture->page->store);
  page_press (fixture->group, "delete_button");
  g_assert_true (davy_test_spin_until (is_asked_for_all, NULL));
  dialog = gtk_widget_get_root (davy_test_find_answer ("_Delete everything"));
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "could not be counted"));
}

static void
test_words_of_all (void)
{
  const DavyHeld held = { 3, 1, 0 };
  const DavyHeld sent = { 3, 1, 1 };
  const DavyHeld none = { 0 };
  g_autofree char *told = davy_words_held (&held);
  g_autofree char *less = davy_words_held (&none);
  g_autofree char *unanswered = davy_words_held (&sent);
  g_autofree char *uncounted = davy_words_held (NULL);

  g_assert_cmpstr (told, ==,
                   "This is deleted from this computer now, and cannot be brought back:\n"
                   "\n• The database with alerts, customers and usage"
                   "\n• 3 cases, with their evidence"
                   "\n• 1 of them is open"
                   "\n• The sign-ins in the keyring"
                   "\n• The settings, and the start at log-in"
                   "\n\nAt Microsoft nothing changes. Davylamp starts anew.");
  g_assert_null (strstr (less, "evidence"));
  g_assert_null (strstr (told, "no answer"));
  g_assert_nonnull (
      strstr (unanswered, "\n\n1 change at Microsoft has no answer yet: cancel, and"));
  g_assert_nonnull (
      strstr (uncounted, "\n• All cases, with their evidence: they could not be counted\n"));
}

static void
test_words_of_kept (void)
{
  g_autofree char *one = davy_erasure_describe (DAVY_KEPT_SETTINGS);
  g_autofree char *all = davy_erasure_describe (DAVY_KEPT_SIGN_INS | DAVY_KEPT_START |
                                                DAVY_KEPT_SETTINGS | DAVY_KEPT_DATABASE);
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  g_assert_cmpstr (one, ==, "• The settings");
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_nonnull (strstr (lines[3], "/davylamp"));
}

static DavyKept
begin_erasure (DavyContext *context)
{
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr (GAsyncResult) result = NULL;

  davy_erasure_begin_async (application, context, davy_test_keep_result, &result);

  return davy_erasure_begin_finish (context, davy_test_wait_result (&result));
}

/* Of the profile that starts at log-in, and of no other. */
static void
test_start_at_login (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, "io.github.davylamp.Davylamp.desktop", NULL);
  g_autoptr (DavyContext) context = davy_context_new (&(DavyContextParts){
      .store = fixture->store,
      .accounts = fixture->accounts,
      .sync = fixture->sync,
      .settings = fixture->settings,
      .profile = "default",
  });

  g_settings_set_boolean (fixture->settings, "start-at-login", TRUE);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "[Desktop Entry]\n", -1, NULL));
  begin_erasure (fixture->context);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (begin_erasure (context) & DAVY_KEPT_START, ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* A folder of that name cannot be deleted as a file. */
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_cmpint (begin_erasure (context) & DAVY_KEPT_START, ==, DAVY_KEPT_START);
}

static void
test_worker (void)
{
  PageData data = { 0 };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "profile", "store.db", NULL);

  g_settings_set_uint (fixture->settings, "keep-months", 12);
  g_settings_set_string (fixture->settings, "application-id", "11111111");
  g_assert_cmpint (davy_erasure_worker_end (fixture->settings, path), ==, DAVY_KEPT_NOTHING);
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "keep-months"), ==, 0);
  g_assert_null (g_settings_get_user_value (fixture->settings, "application-id"));
  g_assert_cmpint (davy_erasure_worker_end (fixture->settings, "/proc/self/store.db"), ==,
                   DAVY_KEPT_DATABASE);
}

static void
test_words (void)
{
  const DavyStale all = { NOON, 1, 2, 3 };
  const DavyStale alerts = { NOON, 0, 1, 0 };
  g_autofree char *told = davy_words_stale (&all);
  g_autofree char *less = davy_words_stale (&alerts);

  g_assert_cmpstr (told, ==,
                   "What ended before 22 Nov 2026 is deleted from this computer now, and cannot be"
                   " brought back:\n"
                   "\n• 1 closed case with its evidence"
                   "\n• 2 resolved alerts"
                   "\n• Usage figures of 3 subscriptions");
  g_assert_true (g_str_has_suffix (less, "back:\n\n• 1 resolved alert"));
}

#define ADD(path, kept, test) \
  g_test_add ("/ui/data-group/" path, Fixture, GUINT_TO_POINTER (kept), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  page_test_begin (&argc, &argv);

  ADD ("shorter-is-asked-for", 0, test_agreed);
  ADD ("who-declines-keeps-all", 0, test_declined);
  ADD ("nothing-that-would-go-is-not-asked-for", 0, test_nothing_goes);
  ADD ("longer-is-kept-at-once", 6, test_longer);
  ADD ("another-time-is-offered", 18, test_another);
  ADD ("a-longer-time-is-offered", 240, test_another);
  ADD ("less-than-the-least-is-the-least", 2, test_less_than_the_least);
  ADD ("what-cannot-be-counted-stays", 0, test_not_counted);
  ADD ("a-window-that-is-closed", 0, test_closed_meanwhile);
  ADD ("all-is-deleted-when-agreed-to", 0, test_delete_all);
  ADD ("all-is-deleted-unread", 0, test_delete_unread);
  g_test_add_func ("/ui/data-group/words", test_words);
  g_test_add_func ("/ui/data-group/words-of-all", test_words_of_all);
  g_test_add_func ("/ui/data-group/words-of-what-stayed", test_words_of_kept);
  g_test_add_func ("/ui/data-group/start-at-login-ends", test_start_at_login);
  g_test_add_func ("/ui/data-group/settings-and-database-go", test_worker);

  return g_test_run ();
}
