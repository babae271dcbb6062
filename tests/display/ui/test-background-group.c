/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-background-group.h"

#include <glib/gstdio.h>

#include "config.h"
#include "davy-test-window.h"
#include "page-fixture.h"

/* The preferences of what goes on without a window. */

typedef struct
{
  PageFixture *page;
  DavyContext *context; /* of the profile "default", the others have one of the test's */
  GtkWindow *window;
  GtkWidget *overlay;
  DavyBackgroundGroup *group;
} Fixture;

static void
make_group (Fixture *fixture, DavyContext *context)
{
  fixture->group = g_object_new (DAVY_TYPE_BACKGROUND_GROUP, NULL);
  davy_background_group_set_context (fixture->group, context);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (fixture->overlay), GTK_WIDGET (fixture->group));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  PageData data = { 0 };
  DavyContextParts parts = { .profile = "default" };

  fixture->page = page_fixture_new (&data);
  parts.settings = fixture->page->settings;
  fixture->context = davy_context_new (&parts);
  fixture->window = davy_test_window_new ();
  fixture->overlay = adw_toast_overlay_new ();
  gtk_window_set_child (fixture->window, fixture->overlay);
  make_group (fixture, fixture->context);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->context);
  page_fixture_free (fixture->page);
}

static gboolean
is_on (Fixture *fixture, const char *key)
{
  return g_settings_get_boolean (fixture->page->settings, key);
}

static gboolean
is_quiet (gpointer group)
{
  return gtk_widget_get_sensitive (page_part (group, "background_row"));
}

static void
turn (Fixture *fixture, const char *part, gboolean active)
{
  gtk_switch_set_active (page_part (fixture->group, part), active);
  g_assert_true (davy_test_spin_until (is_quiet, fixture->group));
}

static char *
entry_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", DAVY_APPLICATION_ID ".desktop",
                           NULL);
}

static void
test_switches (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = entry_path ();

  g_assert_false (gtk_widget_get_sensitive (page_part (fixture->group, "login_row")));
  turn (fixture, "background_switch", TRUE);
  g_assert_true (is_on (fixture, "background"));
  g_assert_false (is_on (fixture, "start-at-login"));
  g_assert_true (gtk_widget_get_sensitive (page_part (fixture->group, "login_row")));

  turn (fixture, "login_switch", TRUE);
  g_assert_true (is_on (fixture, "start-at-login"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  turn (fixture, "login_switch", FALSE);
  g_assert_false (is_on (fixture, "start-at-login"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  turn (fixture, "login_switch", TRUE);
  turn (fixture, "background_switch", FALSE);
  g_assert_false (is_on (fixture, "background"));
  g_assert_false (is_on (fixture, "start-at-login"));
  g_assert_false (gtk_switch_get_active (page_part (fixture->group, "login_switch")));
  g_assert_false (gtk_widget_get_sensitive (page_part (fixture->group, "login_row")));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static GtkLabel *
find_toast (GtkWidget *inside, const char *start)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (inside) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (inside)), start))
    return GTK_LABEL (inside);
  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toast (child, start);

  return found;
}

/* Nothing is kept that could not be set up, and the switch goes back. */
static void
test_goes_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);

  turn (fixture, "background_switch", TRUE);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  turn (fixture, "login_switch", TRUE);
  g_assert_false (is_on (fixture, "start-at-login"));
  g_assert_true (is_on (fixture, "background"));
  g_assert_false (gtk_switch_get_active (page_part (fixture->group, "login_switch")));
  g_assert_nonnull (
      find_toast (fixture->overlay, "The start at log-in could not be set up: " /* why */));
  g_unlink (folder);
}

/* In a sandbox the desktop has to offer it; the bus of a test has no portal. */
static void
test_no_portal (Fixture *fixture, gconstpointer unused)
{
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  turn (fixture, "background_switch", TRUE);
  g_unsetenv ("GTK_USE_PORTAL");
  g_assert_false (is_on (fixture, "background"));
  g_assert_false (gtk_switch_get_active (page_part (fixture->group, "background_switch")));
  g_assert_nonnull (
      find_toast (fixture->overlay, "The system offers no way to run in the background."));
}

static void
test_other_profile (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = entry_path ();

  make_group (fixture, fixture->page->context);
  turn (fixture, "background_switch", TRUE);
  g_assert_true (is_on (fixture, "background"));
  g_assert_false (gtk_widget_get_sensitive (page_part (fixture->group, "login_row")));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_minutes (Fixture *fixture, gconstpointer unused)
{
  GtkSpinButton *minutes = page_part (fixture->group, "minutes");

  g_assert_cmpint (gtk_spin_button_get_value_as_int (minutes), ==, 10);
  gtk_spin_button_set_value (minutes, 15);
  g_assert_cmpint (g_settings_get_int (fixture->page->settings, "refresh-minutes"), ==, 15);
}

static gboolean
is_kept (gpointer fixture)
{
  return is_on (fixture, "start-at-login");
}

/* The window was closed before the answer: the file is there, and that is kept. */
static void
test_closed_meanwhile (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = entry_path ();

  turn (fixture, "background_switch", TRUE);
  gtk_switch_set_active (page_part (fixture->group, "login_switch"), TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (fixture->overlay), NULL);
  g_assert_true (davy_test_spin_until (is_kept, fixture));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (path);
}

#define ADD(path, function) \
  g_test_add ("/ui/background-group/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  ADD ("switches-do-what-they-say", test_switches);
  ADD ("switch-goes-back-when-it-fails", test_goes_back);
  ADD ("switch-goes-back-without-a-portal", test_no_portal);
  ADD ("other-profiles-are-not-started-at-log-in", test_other_profile);
  ADD ("minutes-are-kept", test_minutes);
  ADD ("closed-window-keeps-what-was-done", test_closed_meanwhile);

  return g_test_run ();
}
