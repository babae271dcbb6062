/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-verification-notice.h"

#include <glib/gi18n.h>

#include "triage/davy-verification-words.h"
#include "ui/common/davy-case-target.h"

static GNotification *
create_notice (DavyCase *handled, const char *title, const char *text)
{
  GNotification *notice = g_notification_new (title);
  const char *customer = davy_case_get_customer_name (handled);
  gint64 target;
  const char *action = davy_case_target_find (davy_case_get_alert_row (handled),
                                              davy_case_get_id (handled), &target);
  g_autofree char *body =
      customer != NULL ? g_strdup_printf ("%s\n%s", customer, text) : g_strdup (text);

  g_notification_set_body (notice, body);
  g_notification_set_default_action_and_target (notice, action, "x", target);

  return notice;
}

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
  g_autofree char *findings = davy_words_verification_text (found);

  return create_notice (handled, davy_words_verification_title (found), findings);
}

/**
 * davy_reactivation_notice_new:
 * @handled: a case whose subscription was cancelled
 *
 * Returns: (transfer full): the notification that says that it runs again, and leads to the case
 */
GNotification *
davy_reactivation_notice_new (DavyCase *handled)
{
  return create_notice (handled, _ ("A cancelled subscription runs again"),
                        _ ("Somebody reactivated it. Everything in it is billed again."));
}
