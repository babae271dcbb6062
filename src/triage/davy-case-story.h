/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"
#include "triage/davy-aftermath.h"
#include "triage/davy-case-clocks.h"

G_BEGIN_DECLS

/**
 * DavyCaseEvent:
 * @at: when
 * @who: (nullable): who
 * @title: what it is, in words for people
 * @text: what it says, a line each; may be ""
 *
 * One entry of a case's journal.
 */
typedef struct
{
  DavyTime at;
  char *who;
  char *title;
  char *text;
} DavyCaseEvent;

/**
 * DavyCaseStory:
 * @id: the row of the case
 * @key: the case's own id
 * @customer_name: (nullable): the customer, when known
 * @subscription_name: the subscription, its id when it has no name
 * @azure_id: the Azure subscription
 * @account_id: whose case it is
 * @customer_tenant_id: (nullable): the customer's tenant
 * @opened_at: when it was opened
 * @closed_at: when it was closed; %DAVY_TIME_UNSET while open
 * @step: where it stands, in words for people
 * @verdict: (nullable): what it is, in words for people
 * @is_misuse: whether nobody wanted it: then the clocks of the refund and the logs count
 * @clocks: what runs out
 * @aftermath: how it stands after the last act
 * @alert_row: an alert to go on with it by; 0 when none is in the store any more
 * @events: (element-type DavyCaseEvent): the journal, the last first
 * @evidence: (element-type DavyEvidenceNote): the parts of the evidence
 * @journal_fault: (nullable): what is wrong with the journal when it is not as it was written
 *
 * A case to be read: who did what, when and why.
 */
typedef struct
{
  gint64 id;
  char *key;
  char *customer_name;
  char *subscription_name;
  char *azure_id;
  char *account_id;
  char *customer_tenant_id;
  DavyTime opened_at;
  DavyTime closed_at;
  char *step;
  char *verdict;
  gboolean is_misuse;
  DavyCaseClocks clocks;
  DavyAftermath *aftermath;
  gint64 alert_row;
  GPtrArray *events;
  GPtrArray *evidence;
  char *journal_fault;
} DavyCaseStory;

void davy_case_story_free (DavyCaseStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCaseStory, davy_case_story_free)

void davy_case_story_load_async (DavyStore *store,
                                 gint64 case_row,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DavyCaseStory *davy_case_story_load_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
