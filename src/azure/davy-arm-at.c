/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-id.h"

/* Calls to what is known by its id, which came from outside and may be no id at all. */

DavyRequest *
davy_arm_client_create_request_at (DavyArmClient *self,
                                   const char *tenant_id,
                                   const char *method,
                                   const char *id,
                                   const char *suffix,
                                   const char *api_version,
                                   GError **error)
{
  g_autofree char *base = davy_arm_id_dup_path (id, error);
  g_autofree char *path = base != NULL ? g_strconcat (base, suffix, NULL) : NULL;

  return path != NULL ? davy_arm_client_create_request (self, tenant_id, method, path, api_version)
                      : NULL;
}

void
davy_arm_client_list_at (DavyArmClient *self,
                         const char *tenant_id,
                         const char *id,
                         const char *suffix,
                         const char *api_version,
                         const DavyArmRecord *record,
                         gpointer source_tag,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request_at (self, tenant_id, "GET", id, suffix, api_version, &error);

  if (request != NULL)
    davy_arm_client_list (self, request, record, source_tag, cancellable, callback, user_data);
  else
    g_task_report_error (self, callback, user_data, source_tag, error);
}

void
davy_arm_client_list_in (DavyArmClient *self,
                         const char *tenant_id,
                         const char *subscription_id,
                         const char *type,
                         const char *api_version,
                         const DavyArmRecord *record,
                         gpointer source_tag,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autofree char *subscription = NULL;
  g_autofree char *suffix = NULL;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && subscription_id != NULL);

  subscription = davy_arm_build_path ("subscriptions", subscription_id, NULL);
  suffix = g_strconcat ("/providers/", type, NULL);
  davy_arm_client_list_at (self, tenant_id, subscription, suffix, api_version, record, source_tag,
                           cancellable, callback, user_data);
}

void
davy_arm_client_get_at (DavyArmClient *self,
                        const char *tenant_id,
                        const char *id,
                        const char *suffix,
                        const char *api_version,
                        const DavyArmRecord *record,
                        gpointer source_tag,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request_at (self, tenant_id, "GET", id, suffix, api_version, &error);

  if (request != NULL)
    davy_arm_client_get (self, request, record, source_tag, cancellable, callback, user_data);
  else
    g_task_report_error (self, callback, user_data, source_tag, error);
}

void
davy_arm_client_change_at (DavyArmClient *self,
                           const char *tenant_id,
                           const char *method,
                           const char *id,
                           const char *api_version,
                           gpointer source_tag,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request_at (self, tenant_id, method, id, "", api_version, &error);

  if (request != NULL)
    davy_arm_client_change (self, request, source_tag, cancellable, callback, user_data);
  else
    g_task_report_error (self, callback, user_data, source_tag, error);
}
