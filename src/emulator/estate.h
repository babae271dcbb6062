/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/davy-time.h"
#include "emulator/estate-roles.h"
#include "emulator/scenario-usage.h"

G_BEGIN_DECLS

/* Somebody who does things in a subscription, as the activity log names them. */
typedef struct
{
  char *name; /* a user principal name, or a service principal's object id */
  char *object_id;
  char *app_id; /* (nullable): of a service principal */
  char *ip;     /* (nullable) */
} DavyEstateCaller;

typedef struct
{
  char *name;
  char *location;
  JsonObject *tags; /* (nullable) */
  DavyTime created;
} DavyEstateGroup;

typedef struct
{
  char *id; /* as it was first spelt */
  char *group;
  char *type;       /* Microsoft.Batch/batchAccounts/pools */
  char *name;       /* the last part */
  JsonObject *body; /* what a GET shows beside id, name and type */
  DavyTime created;
  DavyTime changed;
  const DavyEstateCaller *creator; /* (nullable) */
  char *power;                     /* (nullable): running, deallocated, … of what computes */
  char *ending;                    /* (nullable): how its deletion ends: Failed or Canceled */
  gint64 takes;                    /* microseconds that its deletion takes; -1: as its type does */
  gint64 returns;                  /* is there again so long after it was deleted; 0: never */
} DavyEstateResource;

typedef struct
{
  char *scope;
  char *name;
  char *level; /* CanNotDelete or ReadOnly */
  char *notes; /* (nullable) */
} DavyEstateLock;

typedef struct
{
  char *region;
  char *name; /* standardNCASv3Family */
  gint64 limit;
  gint64 used;
} DavyEstateQuota;

/**
 * DavyEstate:
 * @id: the subscription's path, `/subscriptions/…`
 * @groups: (element-type DavyEstateGroup): resource groups
 * @resources: (element-type DavyEstateResource): what stands in them, children too
 * @locks: (element-type DavyEstateLock): locks
 * @assignments: (element-type DavyEstateAssignment): who may do what
 * @callers: (element-type DavyEstateCaller): who did something here
 * @events: (element-type DavyEstateEvent): the activity log, in no order
 * @operations: (element-type DavyOperation): what takes a while, over or not
 * @tickets: (element-type JsonObject): support tickets that were opened
 * @quotas: (element-type DavyEstateQuota): of virtual machine families
 * @usage: (nullable) (unowned): what is metered; it stops for what is stopped
 * @support_plan: whether tickets may be opened here
 * @cost_visible: whether the partner lets the customer's tenant see cost
 *
 * What stands in one Azure subscription and what happened to it. Read from the scenario, changed
 * by requests and by time.
 */
typedef struct
{
  char *id;
  GPtrArray *groups;
  GPtrArray *resources;
  GPtrArray *locks;
  GPtrArray *assignments;
  GPtrArray *callers;
  GPtrArray *events;
  GPtrArray *operations;
  GPtrArray *tickets;
  GPtrArray *quotas;
  DavyDemoUsage *usage;
  gboolean support_plan;
  gboolean cost_visible;
} DavyEstate;

DavyEstate *davy_estate_new (const char *subscription_id, DavyDemoUsage *usage);
void davy_estate_free (DavyEstate *self);

DavyEstateCaller *davy_estate_find_caller (DavyEstate *self, const char *name);
DavyEstateCaller *davy_estate_add_caller (DavyEstate *self,
                                          const char *name,
                                          const char *object_id,
                                          const char *app_id,
                                          const char *ip);

DavyEstateGroup *davy_estate_find_group (DavyEstate *self, const char *name);
DavyEstateGroup *davy_estate_add_group (DavyEstate *self, const char *name, const char *location);

DavyEstateResource *davy_estate_find_resource (DavyEstate *self, const char *id);
DavyEstateResource *
davy_estate_add_resource (DavyEstate *self, const char *id, JsonObject *body, DavyTime now);
void davy_estate_remove_resource (DavyEstate *self, DavyEstateResource *resource, DavyTime now);
void davy_estate_remove_group (DavyEstate *self, const char *name, DavyTime now);
DavyEstateResource *
davy_estate_find_holder (DavyEstate *self, const DavyEstateResource *held, const char *holder_type);

DavyEstateLock *
davy_estate_add_lock (DavyEstate *self, const char *scope, const char *name, const char *level);
char *davy_estate_describe_locks (DavyEstate *self, const char *scope, gboolean deleting);

gboolean davy_scope_contains (const char *scope, const char *id);
gboolean davy_estate_resource_computes (const DavyEstateResource *self);
const char *davy_estate_resource_get_location (const DavyEstateResource *self);
JsonObject *davy_estate_resource_get_properties (DavyEstateResource *self);
void davy_estate_resource_set_power (DavyEstate *estate,
                                     DavyEstateResource *self,
                                     const char *power,
                                     DavyTime now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyEstate, davy_estate_free)

G_END_DECLS
