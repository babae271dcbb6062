/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-alert-kind.h"

#include <string.h>

/* Compared without regard to case: the services do not agree on it. */
static const struct
{
  const char *event_type;
  DavyAlertKind kind;
} event_types[] = {
  { "NetworkConnectionsToCryptoMiningPools", DAVY_ALERT_KIND_MINING },
  { "CryptoMining", DAVY_ALERT_KIND_MINING },
  { "UsageAnomalyDetection", DAVY_ALERT_KIND_USAGE },
  { "ARM_AnomalousResourceConsumption", DAVY_ALERT_KIND_USAGE },
  { "ServiceHealthSecurityAdvisory", DAVY_ALERT_KIND_ADVISORY },
  { "VirtualMachineDeploymentAnomaly", DAVY_ALERT_KIND_MACHINES },
  { "VM_AnomalousDeployment", DAVY_ALERT_KIND_MACHINES },
  { "MultiRegionVirtualMachineScaleSetDeploymentAnomaly", DAVY_ALERT_KIND_SCALE_SETS },
  { "MultiRegionMachineLearningUsageAnomaly", DAVY_ALERT_KIND_MACHINE_LEARNING },
  { "AzureMachineLearning_AnomalousDeployment", DAVY_ALERT_KIND_MACHINE_LEARNING },
  { "AzureBatch_AnomalousDeployment", DAVY_ALERT_KIND_BATCH },
  { "AzureContainerInstances_AnomalousDeployment", DAVY_ALERT_KIND_CONTAINERS },
  { "ARM_SuspiciousOperations", DAVY_ALERT_KIND_SUSPICIOUS_OPERATION },
};

/**
 * davy_alert_kind_from_wire:
 * @event_type: (nullable): the wire's `eventType`, in any letter case; %NULL in the legacy model,
 *   which knows mining alone and therefore does not name it
 *
 * Microsoft adds types at short notice (`wire-contract.md` 4.1), at least one of them about quotas
 * whose exact name is not published; it is told by that word in it.
 *
 * Returns: the kind; %DAVY_ALERT_KIND_UNKNOWN for a name that is not known
 */
DavyAlertKind
davy_alert_kind_from_wire (const char *event_type)
{
  g_autofree char *folded = NULL;

  if (event_type == NULL || *event_type == '\0')
    return DAVY_ALERT_KIND_MINING;

  for (guint i = 0; i < G_N_ELEMENTS (event_types); i++)
    {
      if (g_ascii_strcasecmp (event_type, event_types[i].event_type) == 0)
        return event_types[i].kind;
    }

  folded = g_ascii_strdown (event_type, -1);

  return strstr (folded, "quota") != NULL ? DAVY_ALERT_KIND_QUOTA : DAVY_ALERT_KIND_UNKNOWN;
}
