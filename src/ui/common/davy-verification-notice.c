/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-verification-notice.h"

#include "triage/davy-verification-words.h"

/**
 * davy_verification_notice_new:
 * @handled: a case
 * @found: what the last look at it found
 *
 * Returns: (transfer full): the notification that says so and leads to the case
 */
GNotification *
davy_verification_notice_new (DavyCase *handled, const DavyVerification *found)
{
  GNotification *notice = g_notification_new (davy_words_verification_title (found));
  GPtrArray *alerts = davy_case_get_alerts (handled);
  DavyAlert *alert = alerts->len > 0 ? g_ptr_array_index (alerts, 0) : NULL;
  const char *customer = alert != NULL ? davy_alert_get_customer_name (alert) : NULL;
  g_autofree char *findings = davy_words_verification_text (found);
  g_autofree char *body =
      customer != NULL ? g_strdup_printf ("%s\n%s", customer, findings) : g_strdup (findings);

  g_notification_set_body (notice, body);
  if (alert != NULL)
    g_notification_set_default_action_and_target (notice, "app.handle-alert", "x",
                                                  davy_alert_get_id (alert));

  return notice;
}
