/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyAlertKind:
 *
 * What an alert is about, told from its event type. Both generations of Microsoft's names lead to
 * the same kind (`wire-contract.md` 4.1).
 */
typedef enum
{
  DAVY_ALERT_KIND_UNKNOWN,              /* a name that we do not know: shown as it came */
  DAVY_ALERT_KIND_MINING,               /* connections to mining pools, mining itself */
  DAVY_ALERT_KIND_USAGE,                /* usage far above what was usual */
  DAVY_ALERT_KIND_ADVISORY,             /* copy of a service health advisory */
  DAVY_ALERT_KIND_MACHINES,             /* unusual deployment of virtual machines */
  DAVY_ALERT_KIND_SCALE_SETS,           /* scale sets in many regions */
  DAVY_ALERT_KIND_MACHINE_LEARNING,     /* unusual machine learning computes */
  DAVY_ALERT_KIND_BATCH,                /* unusual Batch pools */
  DAVY_ALERT_KIND_CONTAINERS,           /* unusual container instances */
  DAVY_ALERT_KIND_SUSPICIOUS_OPERATION, /* suspicious calls to Resource Manager */
  DAVY_ALERT_KIND_QUOTA,                /* unusual rise of a quota */
} DavyAlertKind;

DavyAlertKind davy_alert_kind_from_wire (const char *event_type);

G_END_DECLS
