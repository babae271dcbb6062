/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-containment.h"
#include "triage/davy-isolation.h"
#include "triage/davy-samples.h"

G_BEGIN_DECLS

/**
 * DavyPrecaution:
 * @DAVY_PRECAUTION_SNAPSHOT: a snapshot of a disk
 * @DAVY_PRECAUTION_ISOLATE: rules that let nothing pass, in a network security group
 * @DAVY_PRECAUTION_RECONNECT: these rules taken away
 *
 * What can be done before something is deleted or cancelled, and never has to be.
 */
typedef enum
{
  DAVY_PRECAUTION_SNAPSHOT,
  DAVY_PRECAUTION_ISOLATE,
  DAVY_PRECAUTION_RECONNECT,
} DavyPrecaution;
#define DAVY_N_PRECAUTIONS (DAVY_PRECAUTION_RECONNECT + 1)

/**
 * DavyPrecautions:
 *
 * What is offered before something is deleted or cancelled, for one case, beside its
 * #DavyContainment. Nothing waits for it.
 */
#define DAVY_TYPE_PRECAUTIONS (davy_precautions_get_type ())
G_DECLARE_FINAL_TYPE (DavyPrecautions, davy_precautions, DAVY, PRECAUTIONS, GObject)

DavyPrecautions *davy_case_get_precautions (DavyCase *self);

gboolean davy_precautions_are_over (DavyPrecautions *self);
const GPtrArray *davy_precautions_get_samples (DavyPrecautions *self);
const GPtrArray *davy_precautions_get_isolations (DavyPrecautions *self);
const DavySample *davy_precautions_find_sample (DavyPrecautions *self, const char *disk_id);
const DavyIsolation *davy_precautions_find_isolation (DavyPrecautions *self, const char *group_id);
const GPtrArray *davy_precautions_get_open_machines (DavyPrecautions *self);
const GError *davy_precautions_get_error (DavyPrecautions *self, DavyPrecaution what);
DavyContainmentStage davy_precautions_get_stage (DavyPrecautions *self,
                                                 DavyPrecaution what,
                                                 const char *target,
                                                 const GError **error);

void davy_precautions_take (DavyPrecautions *self, DavyPrecaution what, const char *target);

G_END_DECLS
