/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "store/davy-journal.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyReminderKind:
 * @DAVY_REMINDER_CALL: the customer was not reached: call again
 * @DAVY_REMINDER_SNOOZE: a person put the case aside until then
 * @DAVY_REMINDER_REVIEW: what was called legitimate is looked at again
 * @DAVY_REMINDER_REFUND_HALF: what is charged from now on is not considered for a credit
 * @DAVY_REMINDER_REFUND_LATE: the time for asking for a credit is about to end
 * @DAVY_REMINDER_LOG: Azure is about to delete the beginning of an activity log that is not stored;
 *   never set by anybody, and given among those of all cases only
 *
 * Why a case asks for attention at a certain time.
 */
typedef enum
{
  DAVY_REMINDER_CALL,
  DAVY_REMINDER_SNOOZE,
  DAVY_REMINDER_REVIEW,
  DAVY_REMINDER_REFUND_HALF,
  DAVY_REMINDER_REFUND_LATE,
  DAVY_REMINDER_LOG,
} DavyReminderKind;
#define DAVY_N_REMINDERS (DAVY_REMINDER_LOG + 1)

/**
 * DavyReminder:
 * @kind: why
 * @position: where it stands in the journal
 * @due: when
 * @reason: (nullable): in the person's words
 * @case_row: of which case
 * @alert_row: an alert to open the case by; 0 when none is in the store any more
 * @account_id: (nullable): whose case; told with @azure_id only among those of all cases
 * @azure_id: (nullable): the subscription
 * @cost: of one put aside: what was at stake a day then, when it was known
 * @cost_source: how that was known
 * @woken: put aside, and due before its time because twice as much is at stake by now
 * @customer_name: (nullable): the customer
 * @subscription_name: (nullable): the subscription
 *
 * A reminder that was not given yet.
 */
typedef struct
{
  DavyReminderKind kind;
  guint position;
  DavyTime due;
  char *reason;
  gint64 case_row;
  gint64 alert_row;
  char *account_id;
  char *azure_id;
  DavyMoney cost;
  DavyAlertCostSource cost_source;
  gboolean woken;
  char *customer_name;
  char *subscription_name;
} DavyReminder;

void davy_reminder_free (DavyReminder *self);
gboolean davy_reminder_is_of_refund (const DavyReminder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyReminder, davy_reminder_free)

GPtrArray *davy_reminders_read (const GPtrArray *entries);
GPtrArray *davy_db_list_reminders (DavyDb *db, GError **error);
gboolean davy_db_put_reminded (DavyDb *db, const DavyReminder *reminder, GError **error);

GPtrArray *davy_case_list_reminders (DavyCase *self);
void davy_case_snooze_async (DavyCase *self,
                             DavyTime until,
                             const char *reason,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean davy_case_snooze_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
