/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "plot/davy-plot-export.h"
#include "triage/davy-letter.h"
#include "triage/davy-report-private.h"

/* The graph that goes with a mail, as a picture. */

#define WIDTH  640
#define HEIGHT 300
#define SCALE  2 /* pixels for each of these */

/**
 * davy_letter_make_graph:
 * @case_file: what davy_case_file_build_finish() made
 * @error: where to report %DAVY_ERROR_WIRE: it is no case file, or lacks something;
 *   %DAVY_ERROR_NOT_FOUND: no usage is known
 *
 * Returns: (transfer full) (nullable): the graph of the usage as PNG, its words in the language of
 *   the process
 */
GBytes *
davy_letter_make_graph (GBytes *case_file, GError **error)
{
  g_autoptr (DavyReport) report = davy_report_new (case_file, error);

  if (report == NULL)
    return NULL;
  if (report->plot == NULL)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "No usage is known");
      return NULL;
    }

  return davy_plot_to_png (report->plot, NULL, WIDTH, HEIGHT, SCALE, &davy_plot_theme_light, NULL,
                           error);
}
