/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/demo-json.h"
#include "emulator/emulator-exchange.h"
#include "emulator/estate-operations.h"

G_BEGIN_DECLS

/**
 * DavyArmCall:
 * @exchange: the request
 * @place: the subscription it is about, when @estate is one that the path names
 * @estate: (nullable): what stands there; of a call without subscription some estate of the
 *   tenant, which keeps what is made
 * @in_subscription: whether the path names a subscription
 * @now: the moment
 * @id: the path without its prefix: what is asked for
 * @scope: what the last `providers` stands below; of a plain path what is one step up
 * @group: (nullable): the resource group in the path
 * @type: `Microsoft.Compute/virtualMachines`, behind it the word of a list or an action; of a
 *   plain path its last word (`resourceGroups`)
 * @name: (nullable): of one thing; %NULL: a list or an action is asked for
 * @parent: of a list or an action: the id it is below
 * @caller: who asks
 *
 * A request to Azure Resource Manager, taken apart (`wire-contract.md` 3).
 */
typedef struct
{
  DavyExchange *exchange;
  DavyDemoPlace place;
  DavyEstate *estate;
  gboolean in_subscription;
  DavyTime now;
  char *id;
  char *scope;
  char *group;
  char *type;
  char *name;
  char *parent;
  DavyEstateCaller *caller;
} DavyArmCall;

typedef enum
{
  DAVY_ARM_PLAIN = 0,
  DAVY_ARM_ONE = 1 << 0,      /* one thing, not a list or an action */
  DAVY_ARM_OPEN = 1 << 1,     /* whoever has a token of the tenant may ask */
  DAVY_ARM_ASKS = 1 << 2,     /* a POST that changes nothing */
  DAVY_ARM_UNLOCKED = 1 << 3, /* locks and a disabled subscription do not matter */
  DAVY_ARM_TENANT = 1 << 4,   /* without a subscription too */
} DavyArmFlags;

/**
 * DavyArmRoute:
 * @method: of HTTP
 * @type: of a call; one that begins with `*` is the end of it
 * @flags: what is different about it
 * @answer: who answers
 */
typedef struct
{
  const char *method;
  const char *type;
  DavyArmFlags flags;
  void (*answer) (DavyArmCall *call);
} DavyArmRoute;

void davy_arm_call_parse (DavyArmCall *self, DavyExchange *exchange);
void davy_arm_call_clear (DavyArmCall *self);
char *davy_arm_call_dup_action (DavyArmCall *self);
char *davy_arm_call_dup_link (DavyArmCall *self, const char *path);
const char *davy_arm_call_get_correlation_id (DavyArmCall *self);
JsonObject *davy_arm_call_get_body (DavyArmCall *self);
DavyDeed davy_arm_call_get_deed (DavyArmCall *self, const char *operation, const char *scope);

void davy_arm_answer_list (DavyArmCall *self, JsonArray *all);
void davy_arm_answer_whole (DavyArmCall *self, JsonArray *all);
void davy_arm_refuse (DavyArmCall *self, guint status, const char *code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void davy_arm_refuse_missing (DavyArmCall *self, const char *id);
void davy_arm_set_retry_after (DavyArmCall *self, gint64 remaining);

GPtrArray *davy_arm_call_list_roles (DavyArmCall *self, const char *scope);
gboolean davy_arm_call_check (DavyArmCall *self, const DavyArmRoute *route);
gboolean davy_arm_call_check_version (DavyArmCall *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyArmCall, davy_arm_call_clear)

G_END_DECLS
