/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-locks.h"
#include "case-fixture.h"
#include "triage/davy-act-private.h"
#include "triage/davy-case-clients.h"

/* A case over the subscription of deletion.json, where Eve is marked hostile: what she made is a
 * machine with its parts and two accounts of storage, one of them locked. */

#define MINE    "/subscriptions/" SHOP "/resourceGroups/rg-mine"
#define IN_MINE MINE "/providers/"
#define VM      IN_MINE "Microsoft.Compute/virtualMachines/vm-evil"
#define DISK    IN_MINE "Microsoft.Compute/disks/disk-evil"
#define CARD    IN_MINE "Microsoft.Network/networkInterfaces/nic-evil"
#define ADDRESS IN_MINE "Microsoft.Network/publicIPAddresses/ip-evil"
#define STORE_1 IN_MINE "Microsoft.Storage/storageAccounts/stevil1"
#define STORE_2 IN_MINE "Microsoft.Storage/storageAccounts/stevil2"
#define KIMS    IN_MINE "Microsoft.Storage/storageAccounts/stkim"
#define VAULT   IN_MINE "Microsoft.RecoveryServices/vaults/vault"
#define LOCK    STORE_2 "/providers/Microsoft.Authorization/locks/hold"

/* As the step ORIGIN records it. */
static inline void
mark_eve (Fixture *fixture)
{
  DavyCaseWrite *write = davy_case_write_new (fixture->handled);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_write_add (write, DAVY_ENTRY_DECISION, "origin",
                       g_variant_new_parsed ("{'callers': <{'eve@fabrikam.example': 'hostile'}>}"));
  davy_case_write_run_async (fixture->handled, write, NULL, davy_test_keep_result, &result);
  davy_case_write_run_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

/* @old: (nullable): what stands in the scenario as @new */
static inline void
set_up_other_estate (Fixture *fixture, const char *old, const char *new)
{
  begin_from (fixture, "deletion.json", old, new);
  mark_eve (fixture);
}

/* @name: (nullable): what the subscription is called, if not "Shop" */
static inline void
set_up_estate (Fixture *fixture, gconstpointer name)
{
  set_up_other_estate (fixture, name != NULL ? "Shop" : NULL, name);
}

static inline void
remove_lock (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyArmClient *arm = davy_case_get_arm (fixture->handled, &error);
  g_autoptr (DavyArmOutcome) outcome = NULL;

  g_assert_no_error (error);
  davy_arm_client_delete_lock_async (arm, davy_case_get_customer_tenant_id (fixture->handled), LOCK,
                                     NULL, davy_test_keep_result, &result);
  outcome = davy_arm_client_delete_lock_finish (arm, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}
