/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-case-target.h"

/**
 * davy_case_target_find:
 * @alert_row: the row of an alert to go on with the case by; 0 when there is none (any more)
 * @case_row: the row of the case in the store
 * @target: (out): the row that the action is about
 *
 * Where a notification about a case leads: on with it, and where nothing goes on, to its page.
 *
 * Returns: the name of an action of the application
 */
const char *
davy_case_target_find (gint64 alert_row, gint64 case_row, gint64 *target)
{
  *target = alert_row != 0 ? alert_row : case_row;

  return alert_row != 0 ? "app.handle-alert" : "app.open-case";
}
