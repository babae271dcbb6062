/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-alert-notice.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-words.h"

/* What the desktop says of alerts. */

G_STATIC_ASSERT (DAVY_NOTICE_SNOOZE == 15 * DAVY_TIME_MINUTE);      /* as the button says */
G_STATIC_ASSERT (DAVY_NOTICE_BEFORE_HOUR == 10 * DAVY_TIME_MINUTE); /* as the title says */

/* An urgent one stays on the screen until somebody has dealt with it, also on a desktop that is
 * told to be quiet: that is for what costs most and cannot wait. */
static GNotificationPriority
get_priority (DavyNoticeKind kind, DavySeverity severity)
{
  if (kind == DAVY_NOTICE_HOUR)
    return G_NOTIFICATION_PRIORITY_URGENT;

  switch (severity)
    {
    case DAVY_SEVERITY_HIGH:
      return G_NOTIFICATION_PRIORITY_URGENT;
    case DAVY_SEVERITY_UNKNOWN:
    case DAVY_SEVERITY_ASSUMED:
      return G_NOTIFICATION_PRIORITY_HIGH;
    case DAVY_SEVERITY_INFORMATIONAL:
      return G_NOTIFICATION_PRIORITY_LOW;
    case DAVY_SEVERITY_LOW:
    default:
      return G_NOTIFICATION_PRIORITY_NORMAL;
    }
}

static char *
dup_title (const DavyNotice *notice)
{
  DavyAlert *alert = notice->alert;
  g_autofree char *type = davy_words_alert_type (davy_alert_get_alert_type (alert));
  g_autofree char *span = NULL;

  if (notice->kind == DAVY_NOTICE_HOUR)
    {
      span = davy_format_span (DAVY_LANGUAGE_WINDOW, davy_alert_get_due (alert) - davy_time_now ());
      /* Translators: %s is a span of time such as "9 min". */
      return g_strdup_printf (C_ ("notification", "%s left to react"), span);
    }
  if (notice->kind == DAVY_NOTICE_AGAIN)
    /* Translators: %s is what was detected, "Crypto-mining". It is about an alert. */
    return g_strdup_printf (C_ ("notification", "Still open: %s"), type);
  if (davy_alert_is_test (alert))
    /* Translators: %s is what was detected; Microsoft sends a test alert on request. */
    return g_strdup_printf (C_ ("notification", "Test alert: %s"), type);
  if (davy_alert_is_own (alert))
    /* Translators: %s is what was detected, "Cost above the expected range". */
    return g_strdup_printf (C_ ("notification", "Found by Davylamp: %s"), type);

  /* Translators: %s is what was detected, "Crypto-mining". */
  return g_strdup_printf (C_ ("notification", "New alert: %s"), type);
}

static void
add_line (GString *body, const char *line)
{
  if (line == NULL)
    return;
  if (body->len > 0)
    g_string_append_c (body, '\n');
  g_string_append (body, line);
}

/* Whose it is, what is at stake, and how long there is left to react. */
static char *
dup_body (const DavyNotice *notice)
{
  DavyAlert *alert = notice->alert;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *type = davy_words_alert_type (davy_alert_get_alert_type (alert));
  g_autofree char *whose = davy_words_whose (davy_alert_get_customer_name (alert),
                                             davy_alert_get_subscription_name (alert));
  g_autofree char *cost = davy_words_alert_cost (alert);
  g_autofree char *left = NULL;

  if (notice->kind == DAVY_NOTICE_HOUR)
    add_line (body, type);
  else if (davy_alert_get_due (alert) != DAVY_TIME_UNSET && !davy_alert_is_test (alert) &&
           davy_alert_get_status (alert) != DAVY_ALERT_STATUS_INVESTIGATING)
    left = davy_words_time_left (davy_alert_get_due (alert), davy_time_now (), NULL);
  add_line (body, whose != NULL ? whose : davy_alert_get_azure_id (alert));
  add_line (body, cost);
  add_line (body, left);

  return g_string_free (g_steal_pointer (&body), FALSE);
}

/**
 * davy_alert_notice_new:
 * @notice: what is told of an alert
 *
 * Returns: (transfer full): the notification that says so and leads to the alert
 */
GNotification *
davy_alert_notice_new (const DavyNotice *notice)
{
  g_autofree char *title = dup_title (notice);
  g_autofree char *body = dup_body (notice);
  GNotification *notification = g_notification_new (title);
  gint64 row = davy_alert_get_id (notice->alert);
  gboolean is_test = davy_alert_is_test (notice->alert);

  g_notification_set_body (notification, body);
  g_notification_set_priority (
      notification, is_test ? G_NOTIFICATION_PRIORITY_LOW
                            : get_priority (notice->kind, davy_alert_get_severity (notice->alert)));
  g_notification_set_default_action_and_target (notification, "app.show-alert", "x", row);
  g_notification_add_button_with_target (notification, C_ ("notification", "Open"),
                                         "app.show-alert", "x", row);
  g_notification_add_button_with_target (notification, C_ ("notification", "Snooze for 15 minutes"),
                                         "app." DAVY_ACTION_SNOOZE_ALERT, "x", row);

  return notification;
}

static char *
dup_title_of_many (DavyNoticeKind kind, guint count)
{
  switch (kind)
    {
    case DAVY_NOTICE_HOUR:
      /* Translators: %u is the number of alerts, more than three. */
      return g_strdup_printf (ngettext ("%u alert: ten minutes left to react",
                                        "%u alerts: ten minutes left to react", count),
                              count);
    case DAVY_NOTICE_AGAIN:
      return g_strdup_printf (
          /* Translators: %u is the number of alerts, more than three. */
          ngettext ("%u alert is still open", "%u alerts are still open", count), count);
    case DAVY_NOTICE_NEW:
    default:
      /* Translators: %u is the number of alerts, more than three. */
      return g_strdup_printf (ngettext ("%u new alert", "%u new alerts", count), count);
    }
}

static char *
dup_customers (const DavyNoticeOfMany *many)
{
  guint named = g_strv_length (many->customers);
  guint others = many->n_customers - named;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *rest = NULL;

  for (guint i = 0; i < named; i++)
    add_line (body, many->customers[i]);
  if (named > 0 && others > 0)
    /* Translators: %u is a number of customers; it stands below the names of some. */
    rest = g_strdup_printf (ngettext ("and %u more customer", "and %u more customers", others),
                            others);
  add_line (body, rest);

  return g_string_free (g_steal_pointer (&body), FALSE);
}

/**
 * davy_alert_notice_new_of_many:
 * @kind: what is told
 * @many: of which alerts
 *
 * Returns: (transfer full): the notification that says so and leads to the list of alerts
 */
GNotification *
davy_alert_notice_new_of_many (DavyNoticeKind kind, const DavyNoticeOfMany *many)
{
  g_autofree char *title = dup_title_of_many (kind, many->count);
  g_autofree char *body = dup_customers (many);
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, get_priority (kind, many->severity));
  g_notification_set_default_action_and_target (notification, "app." DAVY_ACTION_SHOW_ALERTS, "x",
                                                (gint64) kind);
  g_notification_add_button_with_target (notification, C_ ("notification", "Open"),
                                         "app." DAVY_ACTION_SHOW_ALERTS, "x", (gint64) kind);
  g_notification_add_button_with_target (notification, C_ ("notification", "Snooze for 15 minutes"),
                                         "app." DAVY_ACTION_SNOOZE_ALERTS, "x", (gint64) kind);

  return notification;
}
