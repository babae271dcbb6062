/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test.h"
#include "store/davy-alert-kind.h"

static void
test_both_generations (void)
{
  g_assert_cmpint (davy_alert_kind_from_wire ("NetworkConnectionsToCryptoMiningPools"), ==,
                   DAVY_ALERT_KIND_MINING);
  g_assert_cmpint (davy_alert_kind_from_wire ("CryptoMining"), ==, DAVY_ALERT_KIND_MINING);
  g_assert_cmpint (davy_alert_kind_from_wire ("VirtualMachineDeploymentAnomaly"), ==,
                   DAVY_ALERT_KIND_MACHINES);
  g_assert_cmpint (davy_alert_kind_from_wire ("VM_AnomalousDeployment"), ==,
                   DAVY_ALERT_KIND_MACHINES);
}

static void
test_letter_case (void)
{
  g_assert_cmpint (davy_alert_kind_from_wire ("usageAnomalyDetection"), ==, DAVY_ALERT_KIND_USAGE);
  g_assert_cmpint (davy_alert_kind_from_wire ("azurebatch_anomalousdeployment"), ==,
                   DAVY_ALERT_KIND_BATCH);
}

static void
test_no_type (void)
{
  g_assert_cmpint (davy_alert_kind_from_wire (NULL), ==, DAVY_ALERT_KIND_MINING);
  g_assert_cmpint (davy_alert_kind_from_wire (""), ==, DAVY_ALERT_KIND_MINING);
}

static void
test_quota (void)
{
  g_assert_cmpint (davy_alert_kind_from_wire ("ARM_SuspiciousQuotaIncrease"), ==,
                   DAVY_ALERT_KIND_QUOTA);
}

static void
test_unknown_type (void)
{
  g_assert_cmpint (davy_alert_kind_from_wire ("SomethingQuiteNew"), ==, DAVY_ALERT_KIND_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/store/alert-kind/both-generations-mean-the-same", test_both_generations);
  g_test_add_func ("/store/alert-kind/letter-case-does-not-matter", test_letter_case);
  g_test_add_func ("/store/alert-kind/the-legacy-model-means-mining", test_no_type);
  g_test_add_func ("/store/alert-kind/a-quota-is-told-by-the-word", test_quota);
  g_test_add_func ("/store/alert-kind/a-new-type-is-unknown", test_unknown_type);

  return g_test_run ();
}
