/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-case-opener.h"

#include "case-window-fixture.h"
#include "ui/common/davy-status-text.h"

/* Opening the case of an alert, as the windows over a case do. */

static void
opened_cb (DavyCase **kept, DavyCase *opened, DavyCaseOpener *opener)
{
  g_set_object (kept, opened);
  davy_case_opener_show_content (opener);
}

static DavyCaseOpener *
open_case (Fixture *fixture, DavyCase **kept)
{
  GtkWidget *opener =
      g_object_new (DAVY_TYPE_CASE_OPENER, "content", gtk_label_new ("The content"), NULL);

  g_signal_connect_swapped (opener, "opened", G_CALLBACK (opened_cb), kept);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (fixture->window, opener);
  gtk_window_present (fixture->window);
  davy_case_opener_open (DAVY_CASE_OPENER (opener), fixture->context, fixture_alert (fixture));

  return DAVY_CASE_OPENER (opener);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  davy_test_world_begin (&fixture->world, DAVY_TEST_ADA);
  fixture_fetch (fixture);
}

static gboolean
has_failed (gpointer opener)
{
  return gtk_widget_get_visible (page_part (opener, "failed"));
}

static gboolean
has_content (gpointer opener)
{
  return gtk_widget_get_visible (page_part (opener, "place"));
}

static gboolean
run_sql (DavyDb *db, gpointer sql, GError **error)
{
  return davy_db_execute (db, sql, error);
}

static void
name_subscription (Fixture *fixture, const char *azure_id)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE alerts SET azure_id = %s WHERE event_id = 'event-1'", azure_id);

  davy_test_store_write (fixture->store, run_sql, sql, DAVY_TABLE_ALERTS);
}

static void
test_opened (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCase) kept = NULL;
  DavyCaseOpener *opener = open_case (fixture, &kept);

  g_assert_true (gtk_widget_get_visible (page_part (opener, "spinner")));
  g_assert_false (has_content (opener));
  g_assert_true (davy_test_spin_until (has_content, opener));
  g_assert_nonnull (kept);
  g_assert_false (gtk_widget_get_visible (page_part (opener, "spinner")));
}

/* An alert that names no subscription has no case. */
static void
test_tried_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCase) kept = NULL;
  DavyCaseOpener *opener;
  AdwStatusPage *failed;

  name_subscription (fixture, "NULL");
  opener = open_case (fixture, &kept);
  failed = page_part (opener, "failed");
  g_assert_true (davy_test_spin_until (has_failed, opener));
  g_assert_cmpstr (adw_status_page_get_description (failed), !=, "");
  g_assert_true (gtk_window_get_focus (fixture->window) == page_part (opener, "retry"));
  g_assert_null (kept);

  name_subscription (fixture, "(SELECT azure_id FROM alerts WHERE event_id = 'event-2')");
  g_signal_emit_by_name (page_part (opener, "retry"), "clicked");
  g_assert_false (has_failed (opener));
  g_assert_true (davy_test_spin_until (has_content, opener));
  g_assert_nonnull (kept);
}

/* A sentence may quote what a service or a person wrote. */
static void
test_sentence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCase) kept = NULL;
  DavyCaseOpener *opener = open_case (fixture, &kept);
  AdwStatusPage *failed = page_part (opener, "failed");

  davy_status_text_set (failed, "“R&D <1>” is not there.");
  g_assert_true (page_has_label (GTK_WIDGET (failed), "“R&D <1>” is not there."));
  g_assert_true (davy_test_spin_until (has_content, opener));
}

static void
gone_cb (gpointer gone, GObject *window)
{
  *(gboolean *) gone = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCase) kept = NULL;
  DavyCaseOpener *opener = open_case (fixture, &kept);
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (opener), gone_cb, &gone);
  fixture_close (fixture);
  g_assert_true (davy_test_spin_until (is_true, &gone));
  g_assert_null (kept);
}

int
main (int argc, char *argv[])
{
  page_test_begin_world (&argc, &argv);
  g_test_add ("/ui/case-opener/the-content-waits-for-the-case", Fixture, NULL, set_up, test_opened,
              tear_down);
  g_test_add ("/ui/case-opener/what-failed-is-said-and-tried-again", Fixture, NULL, set_up,
              test_tried_again, tear_down);
  g_test_add ("/ui/case-opener/a-sentence-is-shown-as-it-is", Fixture, NULL, set_up, test_sentence,
              tear_down);
  g_test_add ("/ui/case-opener/a-window-that-closed-is-told-nothing", Fixture, NULL, set_up,
              test_closed, tear_down);

  return page_test_run_world ();
}
