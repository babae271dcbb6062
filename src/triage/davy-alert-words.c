/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-alert-words.h"

#include "core/davy-catalogue.h"

/* The wire's words for what was detected: both generations of alert types (wire-contract.md 4.1)
 * in the spellings of fraud events and of Graph, which differ in case alone. */
static const struct
{
  const char *wire;
  const char *words;
} alert_types[] = {
  { "ServiceHealthSecurityAdvisory", N_ ("Security advisory from Azure Service Health") },
  { "UsageAnomalyDetection", N_ ("Unusual usage") },
  { "MultiRegionVirtualMachineScaleSetDeploymentAnomaly",
    N_ ("Unusual deployment of scale sets in several regions") },
  { "NetworkConnectionsToCryptoMiningPools", N_ ("Connections to mining pools") },
  { "VirtualMachineDeploymentAnomaly", N_ ("Unusual deployment of virtual machines") },
  { "MultiRegionMachineLearningUsageAnomaly",
    N_ ("Unusual use of Machine Learning in several regions") },
  { "ARM_AnomalousResourceConsumption", N_ ("Unusual consumption of resources") },
  { "ARM_SuspiciousOperations", N_ ("Suspicious operations in Resource Manager") },
  { "VM_AnomalousDeployment", N_ ("Unusual deployment of virtual machines") },
  { "AzureBatch_AnomalousDeployment", N_ ("Unusual deployment in Azure Batch") },
  { "AzureContainerInstances_AnomalousDeployment",
    N_ ("Unusual deployment of container instances") },
  { "AzureMachineLearning_AnomalousDeployment",
    N_ ("Unusual deployment in Azure Machine Learning") },
  { "CryptoMining", N_ ("Crypto-mining") },
  { "UsageExcess", N_ ("Cost above the expected range") }, /* our own */
};

/**
 * davy_words_quote:
 * @raw: (nullable): a word of Microsoft's that this program does not know
 *
 * Returns: (transfer full): the word as it came, in quotes
 */
char *
davy_words_quote (const char *raw)
{
  if (raw == NULL || *raw == '\0')
    return g_strdup (C_ ("value", "Unknown"));

  /* Translators: a word of Microsoft's that this program does not know, shown as it came. */
  return g_strdup_printf (_ ("“%s”"), raw);
}

/**
 * davy_words_alert_type:
 * @type: (nullable): the wire's word; NULL or "" for the older model, which knows mining alone
 *
 * Returns: (transfer full): what was detected; a word that is not known in quotes
 */
char *
davy_words_alert_type (const char *type)
{
  if (type == NULL || *type == '\0')
    return g_strdup (_ ("Crypto-mining"));

  for (guint i = 0; i < G_N_ELEMENTS (alert_types); i++)
    if (g_ascii_strcasecmp (alert_types[i].wire, type) == 0)
      return g_strdup (_ (alert_types[i].words));

  return davy_words_quote (type);
}

/**
 * davy_words_severity:
 * @severity: how grave Microsoft takes it
 * @raw: (nullable): the wire's word, for one that is not known
 *
 * Returns: (transfer full): the word
 */
char *
davy_words_severity (DavySeverity severity, const char *raw)
{
  switch (severity)
    {
    case DAVY_SEVERITY_HIGH:
      return g_strdup (C_ ("severity", "High"));
    case DAVY_SEVERITY_MEDIUM:
      return g_strdup (C_ ("severity", "Medium"));
    case DAVY_SEVERITY_LOW:
      return g_strdup (C_ ("severity", "Low"));
    case DAVY_SEVERITY_INFORMATIONAL:
      return g_strdup (C_ ("severity", "Informational"));
    case DAVY_SEVERITY_UNKNOWN:
    default:
      return raw != NULL && *raw != '\0' ? davy_words_quote (raw)
                                         : g_strdup (C_ ("severity", "No severity given"));
    }
}

/**
 * davy_words_alert_status:
 * @status: where the alert stands
 * @raw: (nullable): the wire's word, for one that is not known
 *
 * Returns: (transfer full): the word
 */
char *
davy_words_alert_status (DavyAlertStatus status, const char *raw)
{
  switch (status)
    {
    case DAVY_ALERT_STATUS_ACTIVE:
      return g_strdup (C_ ("alert status", "Active"));
    case DAVY_ALERT_STATUS_INVESTIGATING:
      return g_strdup (C_ ("alert status", "Investigating"));
    case DAVY_ALERT_STATUS_RESOLVED:
      return g_strdup (C_ ("alert status", "Resolved"));
    case DAVY_ALERT_STATUS_UNKNOWN:
    default:
      return davy_words_quote (raw);
    }
}

/**
 * davy_words_alert_reason:
 * @reason: why it was resolved
 * @raw: (nullable): the wire's word, for one that is not known
 *
 * Returns: (transfer full): the word
 */
char *
davy_words_alert_reason (DavyAlertReason reason, const char *raw)
{
  switch (reason)
    {
    case DAVY_ALERT_REASON_NONE:
      return g_strdup (C_ ("resolved reason", "No reason given"));
    case DAVY_ALERT_REASON_LEGITIMATE:
      return g_strdup (C_ ("resolved reason", "Legitimate"));
    case DAVY_ALERT_REASON_FRAUD:
      return g_strdup (C_ ("resolved reason", "Fraud"));
    case DAVY_ALERT_REASON_IGNORE:
      return g_strdup (C_ ("resolved reason", "Ignored"));
    case DAVY_ALERT_REASON_UNKNOWN:
    default:
      return davy_words_quote (raw);
    }
}
