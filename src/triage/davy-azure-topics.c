/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-rights.h"
#include "azure/davy-arm-support.h"
#include "core/davy-error.h"
#include "triage/davy-azure-ticket.h"
#include "triage/davy-case-clients.h"

/* What a ticket at Azure's support can be about; first of all, whether the person may make one.
 * Nothing tells of the support plan before a ticket is sent. */

#define WRITE_TICKET "Microsoft.Support/supportTickets/write"

/**
 * davy_azure_topic_free:
 * @self: (transfer full): a topic
 */
void
davy_azure_topic_free (DavyAzureTopic *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
add_topic (GPtrArray *topics, const char *id, const char *name)
{
  DavyAzureTopic *topic = g_new0 (DavyAzureTopic, 1);

  topic->id = g_strdup (id);
  topic->name = g_strdup (name);
  g_ptr_array_add (topics, topic);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const DavyAzureTopic *const *left = a;
  const DavyAzureTopic *const *right = b;

  return g_utf8_collate ((*left)->name, (*right)->name);
}

static void
return_topics (GTask *task, GPtrArray *topics)
{
  g_ptr_array_sort (topics, compare_names);
  g_task_return_pointer (task, topics, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
topics_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) davy_azure_topic_free);
}

static void
services_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services =
      davy_arm_client_list_support_services_finish (DAVY_ARM_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) topics = topics_new ();

  if (services == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < services->len; i++)
    {
      const DavyArmSupportService *service = g_ptr_array_index (services, i);

      add_topic (topics, service->id, service->name);
    }
  return_topics (task, g_steal_pointer (&topics));
}

static void
rights_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyCase *self = g_task_get_source_object (task);
  DavyArmClient *client = DAVY_ARM_CLIENT (source);
  const DavyFault fault = { .reason = (char *) "no-ticket-rights" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rights = davy_arm_client_list_permissions_finish (client, result, &error);

  if (rights == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!davy_arm_permissions_allow (rights, WRITE_TICKET))
    g_task_return_error (task, davy_error_new_fault (DAVY_ERROR_REFUSED, &fault,
                                                     "No right to create support tickets"));
  else
    davy_arm_client_list_support_services_async (client, davy_case_get_customer_tenant_id (self),
                                                 g_task_get_cancellable (task), services_listed_cb,
                                                 g_object_ref (task));
}

/**
 * davy_case_list_azure_services_async:
 * @self: a case
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks whether the person may make a ticket for the case's subscription, and lists the services
 * that it can be about.
 */
void
davy_case_list_azure_services_async (DavyCase *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *scope = g_strconcat ("/subscriptions/", davy_case_get_azure_id (self), NULL);
  GError *error = NULL;

  g_task_set_source_tag (task, davy_case_list_azure_services_async);
  if (!davy_case_can_reach_customer (self, &error))
    g_task_return_error (task, error);
  else
    davy_arm_client_list_permissions_async (davy_case_get_arm (self, NULL),
                                            davy_case_get_customer_tenant_id (self), scope,
                                            cancellable, rights_listed_cb, g_object_ref (task));
}

/**
 * davy_case_list_azure_services_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_REFUSED with the fault's reason `no-ticket-rights` when the person may not
 *   make one; any other #DavyError when it cannot be told
 *
 * Returns: (transfer full) (nullable) (element-type DavyAzureTopic): the services, by name
 */
GPtrArray *
davy_case_list_azure_services_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_list_azure_services_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
problems_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems =
      davy_arm_client_list_support_problems_finish (DAVY_ARM_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) topics = topics_new ();

  if (problems == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < problems->len; i++)
    {
      const DavyArmSupportProblem *problem = g_ptr_array_index (problems, i);

      add_topic (topics, problem->id, problem->name);
    }
  return_topics (task, g_steal_pointer (&topics));
}

/**
 * davy_case_list_azure_problems_async:
 * @self: a case
 * @service_id: a service of davy_case_list_azure_services_async()
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what can be wrong with a service.
 */
void
davy_case_list_azure_problems_async (DavyCase *self,
                                     const char *service_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, davy_case_list_azure_problems_async);
  if (!davy_case_can_reach_customer (self, &error))
    g_task_return_error (task, error);
  else
    davy_arm_client_list_support_problems_async (
        davy_case_get_arm (self, NULL), davy_case_get_customer_tenant_id (self), service_id,
        cancellable, problems_listed_cb, g_object_ref (task));
}

/**
 * davy_case_list_azure_problems_finish:
 * @self: a case
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (nullable) (element-type DavyAzureTopic): the problems, by name
 */
GPtrArray *
davy_case_list_azure_problems_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_list_azure_problems_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
