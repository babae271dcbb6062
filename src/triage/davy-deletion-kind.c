/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-resources.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-deletion-private.h"

/* Deleting one resource as an act: sent, followed to its end, and proved by a read that says that
 * it is not there. */

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      davy_arm_client_delete_resource_finish (DAVY_ARM_CLIENT (source), result, &error);

  davy_act_sent_to_azure (user_data, outcome, error);
}

static void
send_deletion (DavyCase *subject, const DavyAct *act, GTask *task)
{
  davy_arm_client_delete_resource_async (davy_case_get_arm (subject, NULL),
                                         davy_case_get_customer_tenant_id (subject), act->target,
                                         FALSE, NULL, deleted_cb, task);
}

/* Whoever sent it. */
gboolean
davy_deletion_is_on_its_way (const DavyArmResource *resource)
{
  return g_strcmp0 (resource->provisioning_state, "Deleting") == 0;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmResource) resource =
      davy_arm_client_get_resource_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (resource != NULL)
    davy_act_seen (user_data,
                   davy_deletion_is_on_its_way (resource) ? DAVY_ACT_PENDING : DAVY_ACT_FAILED,
                   NULL);
  else if (davy_arm_error_says_gone (error))
    davy_act_seen (user_data, DAVY_ACT_DONE, NULL);
  else
    davy_act_seen (user_data, DAVY_ACT_PENDING, g_steal_pointer (&error));
}

static void
read_deletion (DavyCase *subject, const DavyAct *act, GTask *task)
{
  davy_arm_client_get_resource_async (davy_case_get_arm (subject, NULL),
                                      davy_case_get_customer_tenant_id (subject), act->target,
                                      g_task_get_cancellable (task), read_cb, task);
}

const DavyActKind davy_deletion_kind = { "delete", send_deletion, read_deletion };
