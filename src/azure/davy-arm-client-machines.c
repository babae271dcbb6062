/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-compute.h"

#include "azure/davy-compute-kinds.h"
#include "azure/davy-compute-readers.h"

/* One virtual machine: `wire-contract.md` 3.5. */

/**
 * davy_arm_client_get_machine_state_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @machine_id: a virtual machine's id
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets one machine with its instance view, which tells its power state.
 */
void
davy_arm_client_get_machine_state_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const char *machine_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && machine_id != NULL);

  davy_arm_client_get_at (self, tenant_id, machine_id, "?$expand=instanceView",
                          davy_compute_kind_get_way (DAVY_COMPUTE_MACHINE)->api_version,
                          &davy_machine_view_record, davy_arm_client_get_machine_state_async,
                          cancellable, callback, user_data);
}

/**
 * davy_arm_client_get_machine_state_finish:
 * @self: a client
 * @result: the answer
 * @state: (out): whether it is billed
 * @created: (out) (optional): when it was made; %DAVY_TIME_UNSET when that is not told
 * @error: %DAVY_ERROR_NOT_FOUND when it is gone, or another #DavyError
 *
 * Returns: whether it is known
 */
gboolean
davy_arm_client_get_machine_state_finish (DavyArmClient *self,
                                          GAsyncResult *result,
                                          DavyComputeState *state,
                                          DavyTime *created,
                                          GError **error)
{
  g_autoptr (DavyMachineView) view =
      davy_arm_client_finish (self, result, davy_arm_client_get_machine_state_async, error);

  if (view == NULL)
    return FALSE;

  *state = view->state;
  if (created != NULL)
    *created = view->created;
  return TRUE;
}
