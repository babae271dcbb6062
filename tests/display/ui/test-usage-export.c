/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-export-button.h"

#include <glib/gstdio.h>
#include <string.h>

#include "page-fixture.h"

#define FIRST ((DavyDay) 20690) /* Tuesday 25 August 2026 */
#define CSV   "\"day\",\"cost\"\r\n"

static DavyUsageExport *
create (const char *subscription)
{
  const DavyPlotSpan span = { 10, 7 };
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 90);
  double values[90];

  for (guint i = 0; i < 90; i++)
    values[i] = i;
  davy_plot_set_total (plot, values, "Cost a day");

  return davy_usage_export_new (plot, &span, CSV, subscription);
}

static char *
save (DavyUsageExportKind kind, gsize *length)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *content;

  davy_usage_export_save_async (create ("Produktion"), kind, file, NULL, davy_test_keep_result,
                                &result);
  g_assert_true (davy_usage_export_save_finish (davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, length, NULL));

  return content;
}

static char *
label_hour (guint index, gpointer data)
{
  return g_strdup ("");
}

static void
test_file_of_hours_is_called_by_days (void)
{
  const DavyPlotSpan span = { 1, 47 };
  g_autoptr (DavyPlot) plot = davy_plot_new_hourly (davy_day_begin_local (FIRST), 48, label_hour);
  g_autoptr (DavyUsageExport) export = davy_usage_export_new (plot, &span, "", NULL);
  g_autofree char *name = davy_usage_export_dup_file_name (export, DAVY_USAGE_EXPORT_PNG);

  g_assert_cmpstr (name, ==, "Usage 2026-08-25 to 2026-08-26.png");
}

static void
test_file_is_called_by_what_is_seen (void)
{
  static const char *const names[][2] = {
    { "Produktion", "Usage Produktion 2026-09-04 to 2026-09-10.png" },
    { "a/b\\c:d\n", "Usage a_b_c_d_ 2026-09-04 to 2026-09-10.png" },
    { "../etc", "Usage _._etc 2026-09-04 to 2026-09-10.png" },
    { "", "Usage 2026-09-04 to 2026-09-10.png" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DavyUsageExport) export = create (names[i][0]);
      g_autofree char *name = davy_usage_export_dup_file_name (export, DAVY_USAGE_EXPORT_PNG);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

static void
test_kinds_are_what_they_say (void)
{
  gsize length;
  g_autofree char *png = save (DAVY_USAGE_EXPORT_PNG, &length);
  g_autofree char *svg = save (DAVY_USAGE_EXPORT_SVG, NULL);
  g_autofree char *csv = save (DAVY_USAGE_EXPORT_CSV, NULL);

  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpmem (png, 4, "\x89PNG", 4);
  g_assert_nonnull (strstr (svg, "<svg"));
  g_assert_cmpstr (csv, ==, CSV);
}

static void
test_failure_is_told (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all.png");

  davy_usage_export_save_async (create (NULL), DAVY_USAGE_EXPORT_PNG, file, NULL,
                                davy_test_keep_result, &result);
  g_assert_false (davy_usage_export_save_finish (davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Why a graph cannot be written to @file. */
static char *
dup_reason (GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_usage_export_save_async (create (NULL), DAVY_USAGE_EXPORT_CSV, file, NULL,
                                davy_test_keep_result, &result);
  g_assert_false (davy_usage_export_save_finish (davy_test_wait_result (&result), &error));

  return g_strdup (error->message);
}

typedef struct
{
  GtkWidget *overlay;
  const char *sentence;
} Told;

static gboolean
is_told (gpointer data)
{
  const Told *told = data;

  return page_has_label (told->overlay, told->sentence);
}

/* Saves as the dialog's answer does, and waits until @sentence is said. */
static void
assert_saving_tells (GFile *file, const char *sentence)
{
  GtkWidget *overlay = g_object_ref_sink (adw_toast_overlay_new ());
  GtkWidget *button = g_object_new (DAVY_TYPE_USAGE_EXPORT_BUTTON, NULL);
  Told told = { overlay, sentence };

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), button);
  davy_usage_export_button_save (DAVY_USAGE_EXPORT_BUTTON (button), create (NULL),
                                 DAVY_USAGE_EXPORT_CSV, file);
  g_assert_true (davy_test_spin_until (is_told, &told));

  g_object_unref (overlay);
}

static void
test_name_of_a_folder_is_refused_in_a_sentence (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autofree char *reason = NULL;
  g_autofree char *sentence = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  reason = dup_reason (folder);
  sentence = g_strdup_printf ("Not exported: %s", reason);

  assert_saving_tells (folder, sentence);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
}

static void
test_saved_file_is_told (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *content = NULL;

  assert_saving_tells (file, "Exported");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, CSV);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();
  g_resources_register (davy_ui_get_resource ());

  g_test_add_func ("/ui/usage-export/file-is-called-by-what-is-seen",
                   test_file_is_called_by_what_is_seen);
  g_test_add_func ("/ui/usage-export/file-of-hours-is-called-by-days",
                   test_file_of_hours_is_called_by_days);
  g_test_add_func ("/ui/usage-export/kinds-are-what-they-say", test_kinds_are_what_they_say);
  g_test_add_func ("/ui/usage-export/failure-is-told", test_failure_is_told);
  g_test_add_func ("/ui/usage-export/name-of-a-folder-is-refused-in-a-sentence",
                   test_name_of_a_folder_is_refused_in_a_sentence);
  g_test_add_func ("/ui/usage-export/saved-file-is-told", test_saved_file_is_told);

  return g_test_run ();
}
