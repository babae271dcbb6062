/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyComputeKind:
 * @DAVY_COMPUTE_MACHINE: a virtual machine
 * @DAVY_COMPUTE_SCALE_SET: a virtual machine scale set
 * @DAVY_COMPUTE_ML_CLUSTER: a compute cluster of a Machine Learning workspace
 * @DAVY_COMPUTE_ML_INSTANCE: a compute instance of a Machine Learning workspace
 * @DAVY_COMPUTE_BATCH_POOL: a pool of a Batch account
 * @DAVY_COMPUTE_CONTAINERS: a container group
 * @DAVY_COMPUTE_KUBERNETES: a managed Kubernetes cluster
 * @DAVY_COMPUTE_OTHER: compute of a type that cannot be stopped from here
 *
 * What computes and costs money while it does.
 */
typedef enum
{
  DAVY_COMPUTE_MACHINE,
  DAVY_COMPUTE_SCALE_SET,
  DAVY_COMPUTE_ML_CLUSTER,
  DAVY_COMPUTE_ML_INSTANCE,
  DAVY_COMPUTE_BATCH_POOL,
  DAVY_COMPUTE_CONTAINERS,
  DAVY_COMPUTE_KUBERNETES,
  DAVY_COMPUTE_OTHER,
} DavyComputeKind;
#define DAVY_N_COMPUTE_KINDS (DAVY_COMPUTE_OTHER + 1)

/**
 * DavyComputeState:
 * @DAVY_COMPUTE_UNKNOWN: not told
 * @DAVY_COMPUTE_RUNNING: it computes and is billed
 * @DAVY_COMPUTE_HALTED: shut down from within: still billed
 * @DAVY_COMPUTE_STOPPING: on its way down: still billed
 * @DAVY_COMPUTE_STOPPED: no compute is billed; disks may be
 */
typedef enum
{
  DAVY_COMPUTE_UNKNOWN,
  DAVY_COMPUTE_RUNNING,
  DAVY_COMPUTE_HALTED,
  DAVY_COMPUTE_STOPPING,
  DAVY_COMPUTE_STOPPED,
} DavyComputeState;

/**
 * DavyComputeObstacle:
 * @DAVY_OBSTACLE_NONE: it can be stopped
 * @DAVY_OBSTACLE_EPHEMERAL_DISK: its system disk is on the host: it can only be deleted
 * @DAVY_OBSTACLE_PARENT: its parent would start it again: stop the parent
 * @DAVY_OBSTACLE_NO_WAY: nothing here stops this type; the portal may
 *
 * Why something cannot be stopped.
 */
typedef enum
{
  DAVY_OBSTACLE_NONE,
  DAVY_OBSTACLE_EPHEMERAL_DISK,
  DAVY_OBSTACLE_PARENT,
  DAVY_OBSTACLE_NO_WAY,
} DavyComputeObstacle;

/**
 * DavyCompute:
 * @kind: what it is
 * @id: the resource's full id
 * @name: its name
 * @type: its type, such as `Microsoft.Compute/virtualMachines`
 * @region: (nullable): where it is
 * @size: (nullable): of one machine, such as `Standard_NC24ads_A100_v4`
 * @image: (nullable): what a machine was made from: an image's id, or publisher:offer:sku:version
 * @disk_id: (nullable): a machine's system disk
 * @parent_id: (nullable): what would start it again
 * @node_group: (nullable): the resource group a cluster's machines are in
 * @count: how many machines it is now
 * @state: whether it is billed
 * @spot: whether it is cheap and may be taken away
 * @windows: whether the system is Windows, which has prices of its own
 * @may_grow: whether it starts machines by itself
 * @resizing: whether its count is being changed just now
 * @obstacle: why it cannot be stopped
 * @created: when it was made; %DAVY_TIME_UNSET when that is not told
 *
 * One thing that computes.
 */
typedef struct
{
  DavyComputeKind kind;
  char *id;
  char *name;
  char *type;
  char *region;
  char *size;
  char *image;
  char *disk_id;
  char *parent_id;
  char *node_group;
  gint64 count;
  DavyComputeState state;
  gboolean spot;
  gboolean windows;
  gboolean may_grow;
  gboolean resizing;
  DavyComputeObstacle obstacle;
  DavyTime created;
} DavyCompute;

DavyCompute *davy_compute_copy (const DavyCompute *self);
void davy_compute_free (DavyCompute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCompute, davy_compute_free)

/**
 * DavyComputeGap:
 * @kind: what could not be listed
 * @parent_id: (nullable): below what; %NULL: anywhere in the subscription
 * @error: why
 *
 * Something that may be there unseen.
 */
typedef struct
{
  DavyComputeKind kind;
  char *parent_id;
  GError *error;
} DavyComputeGap;

/**
 * DavyComputeList:
 * @items: (element-type DavyCompute): what was found
 * @gaps: (element-type DavyComputeGap): what could not be looked at
 *
 * All compute of a subscription.
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *gaps;
} DavyComputeList;

void davy_compute_list_free (DavyComputeList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyComputeList, davy_compute_list_free)

gboolean davy_compute_kind_is_reversible (DavyComputeKind kind);
const char *davy_compute_kind_get_action (DavyComputeKind kind);

void davy_arm_client_list_compute_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const char *subscription_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
DavyComputeList *
davy_arm_client_list_compute_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_get_machine_state_async (DavyArmClient *self,
                                              const char *tenant_id,
                                              const char *machine_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean davy_arm_client_get_machine_state_finish (DavyArmClient *self,
                                                   GAsyncResult *result,
                                                   DavyComputeState *state,
                                                   DavyTime *created,
                                                   GError **error);

G_END_DECLS
