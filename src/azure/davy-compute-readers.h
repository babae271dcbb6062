/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-compute.h"

G_BEGIN_DECLS

/* What tells the state of one machine. */
typedef struct
{
  char *id;
  DavyComputeState state;
  DavyTime created;
} DavyMachineView;

void davy_machine_view_free (DavyMachineView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyMachineView, davy_machine_view_free)

/* Below what children are listed. */
typedef struct
{
  char *id;
  char *region;
} DavyComputeParent;

void davy_compute_parent_free (DavyComputeParent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyComputeParent, davy_compute_parent_free)

/* A setting that scales something by itself. */
typedef struct
{
  char *id;
  char *target_id;
  gboolean enabled;
  JsonNode *properties; /* all of them: a PATCH has to say them again */
} DavyAutoscale;

void davy_autoscale_free (DavyAutoscale *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAutoscale, davy_autoscale_free)

extern const DavyArmRecord davy_machine_record;
extern const DavyArmRecord davy_machine_view_record;
extern const DavyArmRecord davy_scale_set_record;
extern const DavyArmRecord davy_ml_compute_record;
extern const DavyArmRecord davy_batch_pool_record;
extern const DavyArmRecord davy_containers_record;
extern const DavyArmRecord davy_kubernetes_record;
extern const DavyArmRecord davy_other_compute_record;
extern const DavyArmRecord davy_compute_parent_record;
extern const DavyArmRecord davy_autoscale_record;

G_END_DECLS
