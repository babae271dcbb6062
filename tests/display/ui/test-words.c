/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-words.h"

#include <locale.h>

#include "davy-test.h"
#include "ui/common/davy-reminder-words.h"

#define NBSP "\xc2\xa0"
#define NOW  ((DavyTime) 1795348800 * DAVY_TIME_SECOND)

static void
test_every_known_type_has_words (void)
{
  /* wire-contract.md 4.1 */
  const char *types[] = { "ServiceHealthSecurityAdvisory",
                          "UsageAnomalyDetection",
                          "MultiRegionVirtualMachineScaleSetDeploymentAnomaly",
                          "NetworkConnectionsToCryptoMiningPools",
                          "VirtualMachineDeploymentAnomaly",
                          "MultiRegionMachineLearningUsageAnomaly",
                          "ARM_AnomalousResourceConsumption",
                          "ARM_SuspiciousOperations",
                          "VM_AnomalousDeployment",
                          "AzureBatch_AnomalousDeployment",
                          "AzureContainerInstances_AnomalousDeployment",
                          "AzureMachineLearning_AnomalousDeployment",
                          "CryptoMining" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *words = davy_words_alert_type (types[i]);
      g_autofree char *camel = g_strdup (types[i]);
      g_autofree char *of_graph = NULL;

      camel[0] = g_ascii_tolower (camel[0]);
      of_graph = davy_words_alert_type (camel);

      g_assert_null (strstr (words, types[i]));
      g_assert_false (g_str_has_prefix (words, "“"));
      g_assert_cmpstr (words, ==, of_graph);
    }
}

static void
test_unknown_words_are_quoted (void)
{
  g_autofree char *type = davy_words_alert_type ("QuotaThing");
  g_autofree char *severity = davy_words_severity (DAVY_SEVERITY_UNKNOWN, "Weird");
  g_autofree char *status = davy_words_alert_status (DAVY_ALERT_STATUS_UNKNOWN, "Parked");
  g_autofree char *state = davy_words_subscription_state (DAVY_SUBSCRIPTION_STATE_UNKNOWN, "odd");

  g_assert_cmpstr (type, ==, "“QuotaThing”");
  g_assert_cmpstr (severity, ==, "“Weird”");
  g_assert_cmpstr (status, ==, "“Parked”");
  g_assert_cmpstr (state, ==, "“odd”");
}

static void
test_older_model_means_mining (void)
{
  g_autofree char *none = davy_words_alert_type (NULL);
  g_autofree char *empty = davy_words_alert_type ("");

  g_assert_cmpstr (none, ==, "Crypto-mining");
  g_assert_cmpstr (empty, ==, "Crypto-mining");
}

static void
test_time_left_in_whole_minutes (void)
{
  const struct
  {
    DavyTime left;
    const char *words;
    gboolean overdue;
  } cases[] = {
    { DAVY_TIME_HOUR - DAVY_TIME_SECOND, "59" NBSP "min left", FALSE },
    { 43 * DAVY_TIME_MINUTE, "43" NBSP "min left", FALSE },
    { DAVY_TIME_SECOND, "1" NBSP "min left", FALSE },
    { 0, "overdue by 1" NBSP "min", TRUE },
    { -3 * DAVY_TIME_HOUR, "overdue by 3" NBSP "h", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean overdue;
      g_autofree char *words = davy_words_time_left (NOW + cases[i].left, NOW, &overdue);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpint (overdue, ==, cases[i].overdue);
    }
}

static void
test_missing_usage_is_said (void)
{
  const struct
  {
    DavyUsageState state;
    const char *words;
  } cases[] = {
    { DAVY_USAGE_NOT_FETCHED, "Not fetched" },
    { DAVY_USAGE_NO_ACCESS, "No access" },
    { DAVY_USAGE_FAILED, "Could not be read" },
    { DAVY_USAGE_FETCHED, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = davy_words_usage_state (cases[i].state);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_reminder_leads_somewhere (void)
{
  const struct
  {
    DavyReminderKind kind;
    gint64 alert_row;
    const char *action;
    gint64 target;
  } cases[] = {
    { DAVY_REMINDER_CALL, 7, "app.handle-alert", 7 },
    { DAVY_REMINDER_REFUND_LATE, 7, "app.ask-microsoft", 7 },
    /* A case that is over, of an alert of ours: nothing goes on, but there is the case. */
    { DAVY_REMINDER_REVIEW, 0, "app.open-case", 3 },
    { DAVY_REMINDER_REFUND_LATE, 0, "app.open-case", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DavyReminder reminder = { .kind = cases[i].kind,
                                .alert_row = cases[i].alert_row,
                                .case_row = 3 };
      gint64 target;

      g_assert_cmpstr (davy_reminder_words_target (&reminder, &target), ==, cases[i].action);
      g_assert_cmpint (target, ==, cases[i].target);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  davy_test_init (&argc, &argv);

  g_test_add_func ("/ui/words/every-known-type-has-words", test_every_known_type_has_words);
  g_test_add_func ("/ui/words/unknown-words-are-quoted", test_unknown_words_are_quoted);
  g_test_add_func ("/ui/words/older-model-means-mining", test_older_model_means_mining);
  g_test_add_func ("/ui/words/time-left-in-whole-minutes", test_time_left_in_whole_minutes);
  g_test_add_func ("/ui/words/missing-usage-is-said", test_missing_usage_is_said);
  g_test_add_func ("/ui/words/reminder-leads-somewhere", test_reminder_leads_somewhere);

  return g_test_run ();
}
