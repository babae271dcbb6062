/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-store.h"
#include "store/davy-rows.h"

/* A store at a fixed time, and an alert to put into it. */

#define NOW    (1774000000 * DAVY_TIME_SECOND) /* 20 March 2026 */
#define TENANT "c0000000-0000-4000-8000-00000000000c"
#define AZURE  "a0000000-0000-4000-8000-00000000000a"

typedef struct
{
  DavyStore *store;
  gint64 row;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_clock_install (NOW);
  fixture->store = davy_test_store_open (path);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
}

static const DavyAlertResourceRow resources[] = {
  { "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-1",
    "AzureResource" },
  { "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-2", NULL },
};

static const DavyAlertDetailRow details[] = { { "VM_IP", "203.0.113.7, 203.0.113.8" } };

static const DavyAlertActivityRow activity[] = {
  { "Active", "Investigating", "ada@northwind.example", NOW - 40 * DAVY_TIME_MINUTE },
  { "Investigating", "Active", "ada@northwind.example", NOW - 30 * DAVY_TIME_MINUTE },
  { "Active", "investigating", "luc@northwind.example", NOW - 20 * DAVY_TIME_MINUTE },
};

static const DavyAlertRow full_alert = {
  .account_id = DAVY_TEST_ACCOUNT,
  .event_id = "event",
  .type = "networkConnectionsToCryptoMiningPools",
  .severity = "Catastrophic",
  .confidence = "high",
  .status = "INVESTIGATING",
  .reason = "None",
  .resolved_by = "",
  .title = "Mining",
  .description = "A machine talks to a mining pool",
  .customer_tenant_id = TENANT,
  .customer_name = "Fabrikam of that day",
  .azure_id = AZURE,
  .subscription_name = "Prod",
  .reseller_name = "Grubenlicht",
  .raw = "{}",
  .created = NOW - 50 * DAVY_TIME_MINUTE,
  .first_observed = NOW - DAVY_TIME_DAY,
  .resources = resources,
  .n_resources = G_N_ELEMENTS (resources),
  .details = details,
  .n_details = G_N_ELEMENTS (details),
  .activity = activity,
  .n_activity = G_N_ELEMENTS (activity),
};

typedef struct
{
  DavyAlertRow alert;
  gint64 pass;
  gint64 row;
} AlertPut;

static inline gboolean
put_alert (DavyDb *db, gpointer data, GError **error)
{
  AlertPut *put = data;

  return davy_db_put_alert (db, &put->alert, put->pass, &put->row, error);
}

static inline gint64
put (Fixture *fixture, DavyAlertRow alert, gint64 pass)
{
  AlertPut call = { alert, pass, 0 };

  davy_test_store_write (fixture->store, put_alert, &call, DAVY_TABLE_ALERTS);
  return call.row;
}

static inline DavyAlertDetails *
get_alert (Fixture *fixture, gint64 row)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyAlertDetails *found;

  davy_store_get_alert_async (fixture->store, row, NULL, davy_test_keep_result, &result);
  found = davy_store_get_alert_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return found;
}

static inline gboolean
finish_pass (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_finish_alerts_pass (db, DAVY_TEST_ACCOUNT, *(gint64 *) data, error);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
