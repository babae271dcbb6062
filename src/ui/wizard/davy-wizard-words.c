/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-words.h"

#include <glib/gi18n.h>

#include "triage/davy-reminder.h"
#include "ui/common/davy-reminder-words.h"
#include "ui/common/davy-words.h"

/**
 * davy_wizard_words_case:
 * @handled: a case
 *
 * Returns: (transfer full): what the case is about, "Case: Fabrikam Köln GmbH, Produktion"
 */
char *
davy_wizard_words_case (DavyCase *handled)
{
  const char *customer = davy_case_get_customer_name (handled);
  const char *subscription = davy_case_get_subscription_name (handled);

  if (customer == NULL || subscription == NULL)
    /* Translators: %s is the name of a customer or the id of a subscription. */
    return g_strdup_printf (_ ("Case: %s"),
                            customer != NULL ? customer : davy_case_get_azure_id (handled));

  /* Translators: first the name of a customer, then that of a subscription. */
  return g_strdup_printf (_ ("Case: %1$s, %2$s"), customer, subscription);
}

/* "43 min left", of the alert that is due first; NULL when none is open. */
static char *
dup_time_left (DavyCase *handled)
{
  GPtrArray *alerts = davy_case_get_alerts (handled);
  DavyTime first = DAVY_TIME_UNSET;

  for (guint i = 0; i < alerts->len; i++)
    {
      DavyAlert *alert = g_ptr_array_index (alerts, i);
      DavyTime due = davy_alert_get_due (alert);

      if (davy_alert_is_open (alert) && due != DAVY_TIME_UNSET &&
          (first == DAVY_TIME_UNSET || due < first))
        first = due;
    }

  return first != DAVY_TIME_UNSET ? davy_words_time_left (first, davy_time_now (), NULL) : NULL;
}

/* What is due in weeks is no clock of today. */
static const DavyReminder *
find_waiting (const GPtrArray *reminders)
{
  for (guint i = 0; i < reminders->len; i++)
    {
      const DavyReminder *reminder = g_ptr_array_index (reminders, i);

      if (!davy_reminder_is_of_refund (reminder))
        return reminder;
    }

  return NULL;
}

/**
 * davy_wizard_words_waits:
 * @handled: a case
 *
 * Returns: (transfer full) (nullable): "put aside until 14:30"; %NULL when it waits for nothing
 */
char *
davy_wizard_words_waits (DavyCase *handled)
{
  g_autoptr (GPtrArray) reminders = davy_case_list_reminders (handled);
  const DavyReminder *waiting = find_waiting (reminders);

  return waiting != NULL ? davy_reminder_words_state (waiting) : NULL;
}

/**
 * davy_wizard_words_clocks:
 * @handled: a case
 *
 * Returns: (transfer full): "43 min left · put aside until 14:30"; "" when nothing waits
 */
char *
davy_wizard_words_clocks (DavyCase *handled)
{
  g_autofree char *left = dup_time_left (handled);
  g_autofree char *waits = davy_wizard_words_waits (handled);

  if (left == NULL || waits == NULL)
    return g_strdup (left != NULL ? left : waits != NULL ? waits : "");

  /* Translators: first "43 min left", then "put aside until 14:30". */
  return g_strdup_printf (C_ ("clocks", "%1$s · %2$s"), left, waits);
}
