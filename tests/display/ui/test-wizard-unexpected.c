/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"
#include "ui/wizard/davy-caller-row.h"
#include "ui/wizard/davy-deed-row.h"
#include "ui/wizard/davy-identity-page.h"
#include "ui/wizard/davy-origin-page.h"
#include "ui/wizard/davy-task-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* The pages that only what nobody wanted leads over, apart from any case. */

static DavyOrigin *
read_origin (void)
{
  static const char log[] =
      "{\"eventTimestamp\":\"2026-03-01T10:00:00Z\",\"caller\":\"eve@fabrikam.example\","
      "\"httpRequest\":{\"clientIpAddress\":\"198.51.100.9\"},\"correlationId\":\"c-1\","
      "\"operationName\":{\"value\":\"Microsoft.Compute/virtualMachines/write\"},"
      "\"resourceId\":\"/subscriptions/s/vm/one\",\"status\":{\"value\":\"Succeeded\"}}\n"
      "{\"eventTimestamp\":\"2026-03-01T10:05:00Z\",\"caller\":\"eve@fabrikam.example\","
      "\"httpRequest\":{\"clientIpAddress\":\"198.51.100.9\"},\"correlationId\":\"c-2\","
      "\"operationName\":{\"value\":\"Microsoft.Compute/virtualMachines/write\"},"
      "\"resourceId\":\"/subscriptions/s/vm/<two>\",\"status\":{\"value\":\"Failed\"}}\n";
  g_autoptr (GBytes) lines = g_bytes_new_static (log, sizeof log - 1);
  g_autoptr (GPtrArray) activities = davy_arm_activities_from_lines (lines, NULL);

  return davy_origin_new (activities, NULL, NULL, DAVY_TIME_DAY);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_caller_row (void)
{
  g_autoptr (DavyOrigin) origin = read_origin ();
  GtkWidget *row =
      g_object_ref_sink (davy_caller_row_new (g_ptr_array_index (origin->callers, 0), NULL));
  guint marked = 0;

  g_signal_connect_swapped (row, "marked", G_CALLBACK (count_cb), &marked);
  g_assert_cmpint (davy_caller_row_get_mark (DAVY_CALLER_ROW (row)), ==, DAVY_CALLER_UNMARKED);
  davy_caller_row_set_mark (DAVY_CALLER_ROW (row), DAVY_CALLER_CUSTOMER);
  g_assert_cmpuint (marked, ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), DAVY_CALLER_HOSTILE);
  g_assert_cmpuint (marked, ==, 1);
  g_assert_cmpint (davy_caller_row_get_mark (DAVY_CALLER_ROW (row)), ==, DAVY_CALLER_HOSTILE);
  g_assert_cmpstr (davy_caller_row_get_caller (DAVY_CALLER_ROW (row)), ==, "eve@fabrikam.example");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "198.51.100.9"));
  g_object_unref (row);
}

static void
test_deed_row (void)
{
  g_autoptr (DavyOrigin) origin = read_origin ();
  GtkWidget *row =
      g_object_ref_sink (davy_deed_row_new (g_ptr_array_index (origin->deeds, 0), "Eve <&>"));
  const char *subtitle = adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row));

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "1 virtual machine created or changed");
  g_assert_nonnull (strstr (subtitle, "Eve "));
  g_assert_nonnull (strstr (subtitle, "1 failed"));
  g_assert_nonnull (strstr (subtitle, "New: caller"));
  g_object_unref (row);
}

static void
test_task_row (void)
{
  GtkWidget *row = g_object_ref_sink (davy_task_row_new ("mfa", "Two <factors>", "For all"));
  g_autofree char *note = NULL;
  guint changed = 0;

  g_signal_connect_swapped (row, "changed", G_CALLBACK (count_cb), &changed);
  davy_task_row_set (DAVY_TASK_ROW (row), TRUE, "Asked Grace.");
  g_assert_cmpuint (changed, ==, 0);
  g_assert_true (davy_task_row_is_done (DAVY_TASK_ROW (row)));
  note = davy_task_row_dup_note (DAVY_TASK_ROW (row));
  g_assert_cmpstr (note, ==, "Asked Grace.");
  g_object_unref (row);
}

/* What was recorded comes back, and nothing else. */
static void
assert_kept (GType type, const char *text)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (type, NULL));
  g_autoptr (GVariant) facts = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);
  g_autoptr (GVariant) kept = NULL;
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_assert_nonnull (facts);
  davy_wizard_page_set_facts (DAVY_WIZARD_PAGE (page), facts);
  kept = davy_wizard_page_dup_facts (DAVY_WIZARD_PAGE (page));
  g_variant_iter_init (&iter, facts);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) same = g_variant_lookup_value (kept, key, NULL);

      g_assert_nonnull (same);
      g_assert_true (g_variant_equal (same, value));
    }
  g_object_unref (page);
}

static void
test_identity_is_kept (void)
{
  assert_kept (DAVY_TYPE_IDENTITY_PAGE, "{'done': <{'mfa': '', 'quota': 'Back to 10.'}>, "
                                        "'noted': <{'guests': 'Asked.'}>, 'note': <'So far.'>}");
}

static void
test_origin_is_kept (void)
{
  assert_kept (DAVY_TYPE_ORIGIN_PAGE,
               "{'callers': <{'eve@x': 'hostile'}>, 'onset': <int64 1772359200000000>, "
               "'onset-source': <'person'>, 'note': <'As Grace says.'>}");
}

int
main (int argc, char *argv[])
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/wizard-unexpected/a-caller-is-marked", test_caller_row);
  g_test_add_func ("/ui/wizard-unexpected/a-deed-is-told", test_deed_row);
  g_test_add_func ("/ui/wizard-unexpected/a-task-is-ticked-and-noted", test_task_row);
  g_test_add_func ("/ui/wizard-unexpected/what-was-done-is-kept", test_identity_is_kept);
  g_test_add_func ("/ui/wizard-unexpected/who-it-was-is-kept", test_origin_is_kept);

  return g_test_run ();
}
