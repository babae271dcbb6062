/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-reminder-words.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-case-target.h"
#include "ui/common/davy-words.h"

/* What a case asks for attention for, in the desktop's notifications and in the wizard. */

static const char *
get_title (const DavyReminder *reminder)
{
  switch (reminder->kind)
    {
    case DAVY_REMINDER_CALL:
      return _ ("Call the customer again");
    case DAVY_REMINDER_REVIEW:
      return _ ("Look again at what was called legitimate");
    case DAVY_REMINDER_REFUND_HALF:
      return _ ("Ask for the credit: 30 days of the misuse are over");
    case DAVY_REMINDER_REFUND_LATE:
      return _ ("Ask for the credit now: ten days are left");
    case DAVY_REMINDER_LOG:
      return _ ("Store the activity log: in two weeks its beginning is gone");
    case DAVY_REMINDER_SNOOZE:
    default:
      return reminder->woken ? _ ("Go on with the case: it costs twice as much by now")
                             : _ ("Go on with the case");
    }
}

/**
 * davy_reminder_words_target:
 * @reminder: a reminder that is due
 * @target: (out): the row that the action is about
 *
 * Returns: the name of the application's action that does what is due, or leads to the case
 */
const char *
davy_reminder_words_target (const DavyReminder *reminder, gint64 *target)
{
  if (!davy_reminder_is_of_refund (reminder) || reminder->alert_row == 0)
    return davy_case_target_find (reminder->alert_row, reminder->case_row, target);

  *target = reminder->alert_row;

  return "app.ask-microsoft";
}

/**
 * davy_reminder_words_notification:
 * @reminder: a reminder that is due
 *
 * Returns: (transfer full): the notification that says so and leads to the case
 */
GNotification *
davy_reminder_words_notification (const DavyReminder *reminder)
{
  GNotification *notification = g_notification_new (get_title (reminder));
  g_autofree char *whose = davy_words_whose (reminder->customer_name, reminder->subscription_name);
  g_autofree char *body = NULL;
  gint64 target;
  const char *action = davy_reminder_words_target (reminder, &target);

  if (whose != NULL && reminder->reason != NULL)
    body = g_strdup_printf ("%s\n%s", whose, reminder->reason);
  else
    body = g_steal_pointer (&whose);
  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, action, "x", target);

  return notification;
}

/**
 * davy_reminder_words_state:
 * @reminder: a reminder that waits
 *
 * Returns: (transfer full): "Put aside until 14:30", "Call again at 14:30"
 */
char *
davy_reminder_words_state (const DavyReminder *reminder)
{
  g_autofree char *when = davy_format_recent (DAVY_LANGUAGE_WINDOW, reminder->due);

  switch (reminder->kind)
    {
    case DAVY_REMINDER_CALL:
      /* Translators: %s is a time, "14:30" or "Tue 14:30". */
      return g_strdup_printf (_ ("call again: %s"), when);
    case DAVY_REMINDER_REVIEW:
      /* Translators: %s is a day. */
      return g_strdup_printf (_ ("looked at again: %s"), when);
    case DAVY_REMINDER_REFUND_HALF:
    case DAVY_REMINDER_REFUND_LATE:
      /* Translators: %s is a day. */
      return g_strdup_printf (_ ("reminds of the credit: %s"), when);
    case DAVY_REMINDER_SNOOZE:
    case DAVY_REMINDER_LOG: /* no case waits for that */
    default:
      /* Translators: %s is a time, "14:30" or "Tue 14:30". */
      return g_strdup_printf (_ ("put aside until %s"), when);
    }
}
