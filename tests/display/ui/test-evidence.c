/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../unit/triage/evidence-fixture.h"
#include "../../unit/triage/verification-fixture.h"

#include "page-fixture.h"
#include "ui/wizard/davy-evidence-button.h"
#include "ui/wizard/davy-evidence-row.h"
#include "ui/wizard/davy-evidence-window.h"

/* The evidence of a case in a corner of the wizard, and in a window of its own. */

static GtkWidget *
open_window (Fixture *fixture)
{
  GtkWidget *window = davy_evidence_window_new (NULL, fixture->handled);

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static GtkWidget *
find_part_row (GtkWidget *from, const char *part)
{
  if (DAVY_IS_EVIDENCE_ROW (from) &&
      g_str_equal (davy_evidence_row_get_part (DAVY_EVIDENCE_ROW (from)), part))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_part_row (child, part);

      if (row != NULL)
        return row;
    }

  return NULL;
}

static void
test_button (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = g_object_ref_sink (g_object_new (DAVY_TYPE_EVIDENCE_BUTTON, NULL));

  davy_evidence_button_set_case (DAVY_EVIDENCE_BUTTON (button), fixture->handled);
  g_assert_cmpstr (gtk_label_get_text (page_part (button, "count")), ==, "0 of 8");
  g_assert_true (gtk_widget_get_visible (page_part (button, "bar")));

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x1 status=403");
  collect (fixture);
  g_assert_cmpstr (gtk_label_get_text (page_part (button, "count")), ==, "7 of 8");
  g_assert_true (gtk_widget_get_visible (page_part (button, "mark")));
  g_assert_cmpstr (gtk_label_get_text (page_part (button, "remark")), ==, "1 part was refused");

  collect (fixture);
  g_assert_cmpstr (gtk_label_get_text (page_part (button, "count")), ==, "8 of 8");
  g_assert_false (gtk_widget_get_visible (page_part (button, "mark")));
  g_assert_false (gtk_widget_get_visible (page_part (button, "bar")));
  g_object_unref (button);
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = open_window (fixture);
  GPtrArray *parts = davy_evidence_get_parts (get_evidence (fixture));

  g_assert_true (gtk_widget_get_visible (page_part (window, "collect")));
  collect (fixture);
  for (guint i = 0; i < parts->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (parts, i);
      GtkWidget *row = find_part_row (window, part->key);

      g_assert_nonnull (row);
      g_assert_cmpint (gtk_widget_get_visible (row), ==, part->state != DAVY_EVIDENCE_LATER);
      if (part->state == DAVY_EVIDENCE_LATER)
        continue;
      g_assert_true (
          g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Stored "));
    }
  g_assert_false (gtk_widget_get_visible (page_part (window, "collect")));
  g_assert_false (gtk_widget_get_visible (page_part (window, "stop")));
  gtk_window_close (GTK_WINDOW (window));
}

/* Once a role was taken away there is a part more. */
static void
test_roles_compared (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = g_object_ref_sink (g_object_new (DAVY_TYPE_EVIDENCE_BUTTON, NULL));
  GtkWidget *window;
  GtkWidget *row;

  collect (fixture);
  put_act_of_kind (fixture, 0, "remove-role", "done");
  start_again (fixture);
  window = open_window (fixture);
  row = find_part_row (window, DAVY_EVIDENCE_ROLES_AFTER);
  davy_evidence_button_set_case (DAVY_EVIDENCE_BUTTON (button), fixture->handled);
  g_assert_false (gtk_widget_get_visible (row));

  collect (fixture);
  g_assert_true (gtk_widget_get_visible (row));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Role assignments afterwards");
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Stored "));
  g_assert_cmpstr (gtk_label_get_text (page_part (button, "count")), ==, "9 of 9");
  gtk_window_close (GTK_WINDOW (window));
  g_object_unref (button);
}

static void
test_stop_and_go_on (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = open_window (fixture);
  GtkWidget *stop = page_part (window, "stop");

  g_signal_emit_by_name (page_part (window, "collect"), "clicked");
  g_assert_true (gtk_widget_get_visible (stop));
  g_signal_emit_by_name (stop, "clicked");
  g_assert_true (davy_test_spin_until (is_still, get_evidence (fixture)));
  g_assert_false (gtk_widget_get_visible (stop));
  gtk_window_close (GTK_WINDOW (window));
}

static gboolean
is_enough (gpointer evidence)
{
  return davy_evidence_is_enough (evidence, NULL);
}

static void
test_waive (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = open_window (fixture);
  GtkWidget *row = find_part_row (window, DAVY_EVIDENCE_ROLES);
  GtkWidget *accept = page_part (row, "accept");

  g_assert_false (gtk_widget_get_visible (page_part (row, "waive")));
  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x9 status=403");
  collect (fixture);
  g_assert_true (gtk_widget_get_visible (page_part (row, "waive")));

  gtk_editable_set_text (page_part (row, "reason"), "  ");
  g_assert_false (gtk_widget_get_sensitive (accept));
  gtk_editable_set_text (page_part (row, "reason"), "By mail");
  g_assert_true (gtk_widget_get_sensitive (accept));
  g_signal_emit_by_name (accept, "clicked");
  g_assert_true (davy_test_spin_until (is_enough, get_evidence (fixture)));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Gone on without: By mail");
  g_assert_false (gtk_widget_get_visible (page_part (row, "waive")));
  gtk_window_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  page_test_begin_world (&argc, &argv);

  ADD_EVIDENCE ("the-corner-tells-how-far-it-is", test_button);
  ADD_EVIDENCE ("the-window-shows-every-part", test_parts);
  ADD_EVIDENCE ("the-roles-are-shown-again-once-one-was-taken-away", test_roles_compared);
  ADD_EVIDENCE ("collecting-can-be-stopped", test_stop_and_go_on);
  ADD_EVIDENCE ("a-refused-part-is-waived-with-a-reason-alone", test_waive);

  return page_test_run_world ();
}
