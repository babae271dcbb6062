/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/* What the people who are signed in may do for a customer in an incident (playbook.md C.3, step 1),
 * as it was found when it was last checked. The numbers stand in the database: none is ever given
 * another meaning. */

/**
 * DavyAccessLine:
 * @DAVY_ACCESS_SEE: read resources, logs and cost
 * @DAVY_ACCESS_STOP: stop and delete resources
 * @DAVY_ACCESS_CANCEL: cancel a subscription in Partner Center, without any rights in Azure
 */
typedef enum
{
  DAVY_ACCESS_SEE,
  DAVY_ACCESS_STOP,
  DAVY_ACCESS_CANCEL,
} DavyAccessLine;
#define DAVY_N_ACCESS_LINES (DAVY_ACCESS_CANCEL + 1)

/**
 * DavyAccessAnswer:
 * @DAVY_ACCESS_UNKNOWN: nothing tells; its reasons say why
 * @DAVY_ACCESS_YES: it would work; its reasons say what would stand in the way all the same
 * @DAVY_ACCESS_NO: it would be refused; its reasons say why
 */
typedef enum
{
  DAVY_ACCESS_UNKNOWN = 0,
  DAVY_ACCESS_YES = 1,
  DAVY_ACCESS_NO = 2,
} DavyAccessAnswer;

/**
 * DavyAccessReasons:
 * @DAVY_ACCESS_NO_RELATIONSHIP: no longer the partner's customer
 * @DAVY_ACCESS_NO_CONSENT: the application has no consent in the customer's tenant
 * @DAVY_ACCESS_NOT_KNOWN_THERE: the customer's tenant does not know the person: no delegated access
 * @DAVY_ACCESS_BLOCKED: a policy of the customer's tenant keeps the person out
 * @DAVY_ACCESS_NO_MFA: no second factor in the token of the customer's tenant
 * @DAVY_ACCESS_NO_PARTNER_MFA: no second factor in the token of Partner Center
 * @DAVY_ACCESS_NO_RIGHTS: Azure gives no rights at all on a subscription
 * @DAVY_ACCESS_MAY_NOT_READ: Azure gives rights, but not to read
 * @DAVY_ACCESS_MAY_NOT_STOP: Azure gives rights, but not to stop machines
 * @DAVY_ACCESS_MAY_NOT_DELETE: Azure gives rights, but not to delete
 * @DAVY_ACCESS_LOCKED: locks would have to be removed first, which the person may do
 * @DAVY_ACCESS_LOCKED_FAST: locks stand in the way that the person may not remove
 * @DAVY_ACCESS_COST_HIDDEN: the cost is not shown
 * @DAVY_ACCESS_NO_ROLE: Partner Center refuses: not an Admin agent
 * @DAVY_ACCESS_ROLE_UNSEEN: nothing tells whether the person is a Global administrator
 * @DAVY_ACCESS_NO_SUBSCRIPTION: there is no Azure subscription to try it on
 * @DAVY_ACCESS_NO_ANSWER: a service did not answer
 * @DAVY_ACCESS_NOT_ADMINISTRATOR: not a Global administrator of the partner's tenant
 */
typedef enum
{
  DAVY_ACCESS_NO_RELATIONSHIP = 1 << 0,
  DAVY_ACCESS_NO_CONSENT = 1 << 1,
  DAVY_ACCESS_NOT_KNOWN_THERE = 1 << 2,
  DAVY_ACCESS_BLOCKED = 1 << 3,
  DAVY_ACCESS_NO_MFA = 1 << 4,
  DAVY_ACCESS_NO_PARTNER_MFA = 1 << 5,
  DAVY_ACCESS_NO_RIGHTS = 1 << 6,
  DAVY_ACCESS_MAY_NOT_READ = 1 << 7,
  DAVY_ACCESS_MAY_NOT_STOP = 1 << 8,
  DAVY_ACCESS_MAY_NOT_DELETE = 1 << 9,
  DAVY_ACCESS_LOCKED = 1 << 10,
  DAVY_ACCESS_LOCKED_FAST = 1 << 11,
  DAVY_ACCESS_COST_HIDDEN = 1 << 12,
  DAVY_ACCESS_NO_ROLE = 1 << 13,
  DAVY_ACCESS_ROLE_UNSEEN = 1 << 14,
  DAVY_ACCESS_NO_SUBSCRIPTION = 1 << 15,
  DAVY_ACCESS_NO_ANSWER = 1 << 16,
  DAVY_ACCESS_NOT_ADMINISTRATOR = 1 << 17,
} DavyAccessReasons;
#define DAVY_N_ACCESS_REASONS 18

/* What signing in once more may do away with. */
#define DAVY_ACCESS_SIGN_IN_AGAIN (DAVY_ACCESS_NO_MFA | DAVY_ACCESS_NO_PARTNER_MFA)

/**
 * DavyAccess:
 * @answers: by line
 * @reasons: by line
 * @checked_at: when it was found; %DAVY_TIME_UNSET for never
 */
typedef struct
{
  DavyAccessAnswer answers[DAVY_N_ACCESS_LINES];
  DavyAccessReasons reasons[DAVY_N_ACCESS_LINES];
  DavyTime checked_at;
} DavyAccess;

gboolean davy_access_is_ready (const DavyAccess *self);

/**
 * DavyAccessTarget:
 * @account_id: whom the customer belongs to
 * @customer_tenant_id: the customer
 * @azure_ids: (array zero-terminated=1): some of its active Azure subscriptions, those with open
 *   alerts first
 *
 * A customer that is to be checked.
 */
typedef struct
{
  char *account_id;
  char *customer_tenant_id;
  GStrv azure_ids;
} DavyAccessTarget;

void davy_access_target_free (DavyAccessTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAccessTarget, davy_access_target_free)

/**
 * DavyAccessCounts:
 * @customers: how many there are
 * @checked: how many of them were ever checked
 * @ready: how many of them are ready
 */
typedef struct
{
  guint customers;
  guint checked;
  guint ready;
} DavyAccessCounts;

/* Called inside a DavyStoreWork. */
gboolean davy_db_put_access (DavyDb *db,
                             const char *account_id,
                             const char *customer_tenant_id,
                             const DavyAccess *access,
                             GError **error);
gboolean davy_db_get_access (DavyDb *db,
                             const char *account_id,
                             const char *customer_tenant_id,
                             DavyAccess *access,
                             GError **error);
GPtrArray *davy_db_list_access_targets (DavyDb *db, DavyTime checked_before, GError **error);
DavyAccessTarget *davy_db_get_access_target (DavyDb *db,
                                             const char *account_id,
                                             const char *customer_tenant_id,
                                             GError **error);
gboolean davy_db_count_access (DavyDb *db, DavyAccessCounts *counts, GError **error);

G_END_DECLS
