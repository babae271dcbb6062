/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-report-private.h"

#include <string.h>

#include "davy-test.h"

/* The usage in a report of a case that is told of in cli/case.json, the days of which begin on
 * 18 December 2026. */

#define DAYS_BEFORE 100

static void
insert_behind (GString *text, const char *mark, const char *inserted)
{
  const char *place = strstr (text->str, mark);

  g_assert_nonnull (place);
  g_string_insert (text, place - text->str + (gssize) strlen (mark), inserted);
}

/* What was known long before counts for what is expected, and stands in the case file with it. */
static GBytes *
make_long_case (void)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "..", "cli", "case.json", NULL);
  g_autoptr (GString) days = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *content = NULL;
  DavyDay first;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (davy_day_parse ("2026-12-18", &first));
  for (DavyDay day = first - DAYS_BEFORE; day < first; day++)
    {
      g_autofree char *iso = davy_day_to_iso (day);

      g_string_append_printf (
          days, "{\"day\": \"%s\", \"cost\": 200, \"low\": 150, \"high\": 260},", iso);
    }
  g_string_append (text, content);
  insert_behind (text, "\"days\": [", days->str);
  insert_behind (text, "\"episodes\": [",
                 "{\"from\": \"2026-09-10\", \"to\": \"2026-09-12\", \"peak\": \"2026-09-11\","
                 " \"peakCost\": 900, \"excess\": 1800, \"running\": false},");

  return g_bytes_new (text->str, text->len);
}

static guint
count_mentions (const DavyReport *report, const char *words)
{
  guint n = 0;

  for (guint i = 0; i < report->parts->len; i++)
    {
      const DavyReportPart *part = g_ptr_array_index (report->parts, i);

      n += part->name != NULL && strstr (part->name, words) != NULL;
    }

  return n;
}

static void
test_last_days_are_drawn (void)
{
  g_autoptr (GBytes) file = make_long_case ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyReport) report = davy_report_new (file, &error);
  DavyDay last;

  g_assert_no_error (error);
  g_assert_nonnull (report->plot);
  g_assert_true (davy_day_parse ("2026-12-24", &last));
  g_assert_cmpuint (davy_plot_get_length (report->plot), ==, 90);
  g_assert_cmpint (davy_plot_get_first (report->plot), ==, last - 90 + 1);
  g_assert_cmpuint (count_mentions (report, "More than expected"), ==, 1);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/triage/report-usage/the-last-days-are-drawn", test_last_days_are_drawn);

  return g_test_run ();
}
