/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-mark-words.h"

#include "core/davy-catalogue.h"

/**
 * davy_words_mark:
 * @kind: what happened
 *
 * Returns: (transfer none): what to call it
 */
const char *
davy_words_mark (DavyPlotMarkKind kind)
{
  switch (kind)
    {
    case DAVY_PLOT_MARK_CREATE:
      return C_ ("graph", "Machines created or changed");
    case DAVY_PLOT_MARK_ROLE:
      return C_ ("graph", "Role assigned");
    case DAVY_PLOT_MARK_QUOTA:
      return C_ ("graph", "Quota raised");
    case DAVY_PLOT_MARK_ALERT:
    case DAVY_PLOT_MARK_ONSET:
    case DAVY_PLOT_MARK_PEAK:
    case DAVY_PLOT_MARK_END:
    default:
      return C_ ("graph", "Alert");
    }
}
