/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-lines.h"
#include "partner/davy-audit-record.h"
#include "triage/davy-caller-mark.h"

G_BEGIN_DECLS

/**
 * DavyDeedKind:
 * @DAVY_DEED_MACHINE: virtual machines were created or changed
 * @DAVY_DEED_SCALE_SET: scale sets
 * @DAVY_DEED_ML_COMPUTE: compute of Machine Learning workspaces
 * @DAVY_DEED_BATCH_POOL: pools of Batch accounts
 * @DAVY_DEED_CONTAINERS: container groups
 * @DAVY_DEED_KUBERNETES: Kubernetes clusters and their node pools
 * @DAVY_DEED_RUN_COMMAND: a command was run inside a machine
 * @DAVY_DEED_ELEVATION: somebody gave himself access to all subscriptions
 * @DAVY_DEED_ROLE: a role was assigned
 * @DAVY_DEED_QUOTA: a quota was raised
 * @DAVY_DEED_LOCK: a lock was put on something
 * @DAVY_DEED_UNLOCK: a lock was taken away
 * @DAVY_DEED_SILENCING: the recording of diagnostics was ended
 * @DAVY_DEED_PROVIDER: a resource provider was registered
 * @DAVY_DEED_DEPLOYMENT: a template was deployed
 * @DAVY_DEED_WRITE: something else was created or changed
 * @DAVY_DEED_DELETE: something was deleted
 * @DAVY_DEED_ACTION: anything else
 *
 * What was done, as far as it matters here (playbook.md C.3, *Indicators*); the more telling first.
 */
typedef enum
{
  DAVY_DEED_MACHINE,
  DAVY_DEED_SCALE_SET,
  DAVY_DEED_ML_COMPUTE,
  DAVY_DEED_BATCH_POOL,
  DAVY_DEED_CONTAINERS,
  DAVY_DEED_KUBERNETES,
  DAVY_DEED_RUN_COMMAND,
  DAVY_DEED_ELEVATION,
  DAVY_DEED_ROLE,
  DAVY_DEED_QUOTA,
  DAVY_DEED_LOCK,
  DAVY_DEED_UNLOCK,
  DAVY_DEED_SILENCING,
  DAVY_DEED_PROVIDER,
  DAVY_DEED_DEPLOYMENT,
  DAVY_DEED_WRITE,
  DAVY_DEED_DELETE,
  DAVY_DEED_ACTION,
} DavyDeedKind;

/**
 * DavyFirst:
 * @DAVY_FIRST_CALLER: the caller was never seen before
 * @DAVY_FIRST_REGION: nothing was in this region before
 * @DAVY_FIRST_SIZE: no machine of this size was there before
 * @DAVY_FIRST_ROLE: a role was assigned
 *
 * What appeared for the first time.
 */
typedef enum
{
  DAVY_FIRST_CALLER = 1 << 0,
  DAVY_FIRST_REGION = 1 << 1,
  DAVY_FIRST_SIZE = 1 << 2,
  DAVY_FIRST_ROLE = 1 << 3,
} DavyFirst;

/**
 * DavyDeed:
 * @kind: what was done
 * @names: (element-type utf8): Azure's own words for it
 * @caller: (nullable): by whom
 * @ip: (nullable): from which address
 * @first: when it began, or %DAVY_TIME_UNSET
 * @last: when it ended
 * @acts: (element-type utf8): the correlation ids of its acts
 * @operations: (element-type DavyArmActivityOperation): all that belongs to these acts
 * @resources: (element-type utf8): to what it was done
 * @regions: (element-type utf8): where these are, as far as known
 * @sizes: (element-type utf8): how large, as far as known
 * @firsts: what appeared with it
 * @n_failed: how many operations of its kind failed
 *
 * What one caller did from one address in one go: acts, each of which has a correlation id of its
 * own, none more than an hour after the last. Strings belong to the #DavyOrigin.
 */
typedef struct
{
  DavyDeedKind kind;
  GPtrArray *names;
  const char *caller;
  const char *ip;
  DavyTime first;
  DavyTime last;
  GPtrArray *acts;
  GPtrArray *operations;
  GPtrArray *resources;
  GPtrArray *regions;
  GPtrArray *sizes;
  DavyFirst firsts;
  guint n_failed;
} DavyDeed;

/**
 * DavyOriginCaller:
 * @name: as the log has it
 * @is_id: whether @name is the id of an application, which the customer's directory can name
 * @delegated_id: (nullable): whoever acts by delegated rights goes by an id of the partner's
 *   directory: this one
 * @ips: (element-type utf8): from which addresses
 * @first: seen first
 * @last: seen last
 * @n_deeds: in how many deeds
 * @makes_compute: whether it created or changed something that computes
 * @is_new: whether it was never seen in the weeks before
 *
 * Somebody who did something.
 */
typedef struct
{
  const char *name;
  gboolean is_id;
  char *delegated_id;
  GPtrArray *ips;
  DavyTime first;
  DavyTime last;
  guint n_deeds;
  gboolean makes_compute;
  gboolean is_new;
} DavyOriginCaller;

/**
 * DavyOriginSummary:
 * @kind: what was created
 * @n_resources: how many
 * @sizes: (owned): of which sizes
 * @regions: (owned): where
 * @first: from when
 * @last: to when
 * @caller: (nullable): by whom
 *
 * The largest deed that is not expected. @caller belongs to the #DavyOrigin.
 */
typedef struct
{
  DavyDeedKind kind;
  guint n_resources;
  GStrv sizes;
  GStrv regions;
  DavyTime first;
  DavyTime last;
  const char *caller;
} DavyOriginSummary;

void davy_origin_summary_clear (DavyOriginSummary *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyOriginSummary, davy_origin_summary_clear)

/**
 * DavyOrigin:
 * @deeds: (element-type DavyDeed): what was done, the oldest first
 * @callers: (element-type DavyOriginCaller): by whom, the newest first
 * @records: (nullable) (element-type DavyAuditRecord): what was done at Partner Center
 * @order: (nullable): of @records the one by which the subscription, or its plan, came to be
 *
 * How what stands in a subscription came to be, and by whom.
 */
typedef struct
{
  GPtrArray *deeds;
  GPtrArray *callers;
  GPtrArray *records;
  const DavyAuditRecord *order;
  /*< private >*/
  GPtrArray *activities;
  GPtrArray *operations;
  GPtrArray *sites;
  GHashTable *sites_by_id;
} DavyOrigin;

DavyOrigin *
davy_origin_new (GPtrArray *activities, GPtrArray *records, GPtrArray *sites, DavyTime since);
void davy_origin_free (DavyOrigin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyOrigin, davy_origin_free)

const DavyArmActivityOperation *
davy_origin_find_creation (const DavyOrigin *self, const char *resource_id, DavyTime created);
DavyTime davy_origin_find_first_hostile (const DavyOrigin *self, GVariant *marks);
gboolean davy_origin_summarise (const DavyOrigin *self,
                                GVariant *marks,
                                DavyTime onset,
                                DavyOriginSummary *summary);

gboolean davy_deed_kind_computes (DavyDeedKind kind);
DavyDeedKind davy_deed_kind_from_operation (const char *operation);
char *davy_caller_dup_delegated_id (const char *caller);

G_END_DECLS
