/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "azure/davy-arm-activity.h"

#include <glib/gi18n-lib.h>

#include "azure/davy-arm-activity-private.h"
#include "azure/davy-arm-client-private.h"
#include "core/davy-error.h"

#define API_VERSION "2015-04-01"
#define LOG_PATH    "/providers/Microsoft.Insights/eventtypes/management/values?$filter="
#define RETENTION   (90 * DAVY_TIME_DAY)

static const char *const field_names[] = {
  [DAVY_ARM_ACTIVITY_GROUP] = "resourceGroupName",
  [DAVY_ARM_ACTIVITY_RESOURCE] = "resourceUri",
  [DAVY_ARM_ACTIVITY_PROVIDER] = "resourceProvider",
  [DAVY_ARM_ACTIVITY_CORRELATION] = "correlationId",
};

static gpointer
read_activity (const DavyJson *item)
{
  return davy_arm_activity_read (item);
}

static const DavyArmRecord activity_record = {
  .read = read_activity,
  .free = (GDestroyNotify) davy_arm_activity_free,
};

static void
append_time (GString *filter, const char *operator, DavyTime time)
{
  g_autofree char *iso = davy_time_to_iso (time - time % DAVY_TIME_SECOND);

  g_string_append_printf (filter, "eventTimestamp%%20%s%%20", operator);
  davy_arm_append_literal (filter, iso);
}

/* --- within the room ----------------------------------------------------------------------- */

/* The grammar of the filter is fixed: a time range and at most one condition more, joined by `and`.
 * Returns: (transfer full): the filter, escaped for an address */
char *
davy_arm_activity_build_filter (DavyTime from,
                                DavyTime to,
                                DavyArmActivityField field,
                                const char *value,
                                GError **error)
{
  g_autoptr (GString) filter = g_string_new (NULL);

  g_return_val_if_fail ((guint) field < G_N_ELEMENTS (field_names), NULL);

  if (from == DAVY_TIME_UNSET || to < from || to - from > RETENTION)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                           _ ("The activity log can be read for 90 days at most."));
      return NULL;
    }
  if ((field == DAVY_ARM_ACTIVITY_ALL) != (value == NULL) || (value != NULL && *value == '\0'))
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                           _ ("The activity log cannot be searched for nothing."));
      return NULL;
    }

  append_time (filter, "ge", from);
  g_string_append (filter, "%20and%20");
  append_time (filter, "le", to + DAVY_TIME_SECOND - 1);
  if (value != NULL)
    {
      g_string_append_printf (filter, "%%20and%%20%s%%20eq%%20", field_names[field]);
      davy_arm_append_literal (filter, value);
    }

  return g_string_free (g_steal_pointer (&filter), FALSE);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_client_list_activity_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: (nullable): a subscription of that tenant; %NULL for the tenant's own log,
 *   where somebody is told who raised himself above all subscriptions
 * @from: the first moment
 * @to: the last moment, at most 90 days later
 * @field: what to narrow it down to
 * @value: (nullable): to which of these; %NULL for %DAVY_ARM_ACTIVITY_ALL
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what happened in a subscription. Azure keeps 90 days, and is some minutes late
 * (`wire-contract.md` 3.6).
 */
void
davy_arm_client_list_activity_async (DavyArmClient *self,
                                     const char *tenant_id,
                                     const char *subscription_id,
                                     DavyTime from,
                                     DavyTime to,
                                     DavyArmActivityField field,
                                     const char *value,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GError *error = NULL;
  g_autofree char *filter = davy_arm_activity_build_filter (from, to, field, value, &error);
  g_autofree char *base =
      subscription_id != NULL ? davy_arm_build_path ("subscriptions", subscription_id, NULL) : NULL;
  g_autofree char *path = g_strconcat (base != NULL ? base : "", LOG_PATH, filter, NULL);
  g_autoptr (DavyRequest) request = NULL;

  if (filter == NULL)
    {
      g_task_report_error (self, callback, user_data, davy_arm_client_list_activity_async, error);
      return;
    }

  request = davy_arm_client_create_request (self, tenant_id, "GET", path, API_VERSION);
  davy_arm_client_list (self, request, &activity_record, davy_arm_client_list_activity_async,
                        cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_activity_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT for a range or a value that cannot be asked for, or another #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmActivity): the events, in no order
 */
GPtrArray *
davy_arm_client_list_activity_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_activity_async, error);
}
