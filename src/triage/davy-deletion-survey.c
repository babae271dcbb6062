/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-deletion-survey.h"

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-network.h"
#include "azure/davy-arm-resources.h"
#include "store/davy-details.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-case-private.h"
#include "triage/davy-price-finder.h"

/* Reads what stands in a case's subscription, one list after the other, and makes a plan of it. */

/**
 * Survey:
 * @arm: (owned): Azure in the case's name
 * @scope: (owned): the subscription's id in Azure
 * @resources, @groups, @interfaces, @locks, @activity: (owned) (nullable): as listed
 * @computes: (owned) (nullable): as listed
 * @named: (owned): the ids that the alerts name
 * @next_alert: whose details are read next
 */
typedef struct
{
  DavyArmClient *arm;
  char *scope;
  GPtrArray *resources;
  GPtrArray *groups;
  GPtrArray *interfaces;
  GPtrArray *locks;
  GPtrArray *activity;
  DavyComputeList *computes;
  GStrvBuilder *named;
  guint next_alert;
} Survey;

static void
survey_free (gpointer data)
{
  Survey *survey = data;

  g_object_unref (survey->arm);
  g_free (survey->scope);
  g_clear_pointer (&survey->resources, g_ptr_array_unref);
  g_clear_pointer (&survey->groups, g_ptr_array_unref);
  g_clear_pointer (&survey->interfaces, g_ptr_array_unref);
  g_clear_pointer (&survey->locks, g_ptr_array_unref);
  g_clear_pointer (&survey->activity, g_ptr_array_unref);
  g_clear_pointer (&survey->computes, davy_compute_list_free);
  g_strv_builder_unref (survey->named);
  g_free (survey);
}

static const char *
get_tenant (GTask *task)
{
  return davy_case_get_customer_tenant_id (g_task_get_source_object (task));
}

static const char *
get_azure_id (GTask *task)
{
  return davy_case_get_azure_id (g_task_get_source_object (task));
}

/* --- the end ------------------------------------------------------------------------------- */

static gboolean
is_hostile (const char *caller, gpointer data)
{
  return davy_case_get_caller_mark (data, caller) == DAVY_CALLER_HOSTILE;
}

/* In the subscription's own currency, so that the sum can be compared with what it costs. */
static const char *
find_currency (DavyCase *subject)
{
  GPtrArray *alerts = davy_case_get_alerts (subject);
  const DavyMoney *cost =
      alerts->len > 0 ? davy_alert_get_daily_cost (g_ptr_array_index (alerts, 0)) : NULL;

  return cost != NULL && davy_money_is_known (cost) ? cost->currency : DAVY_LIST_CURRENCY;
}

static void
prices_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyCase *subject = g_task_get_source_object (task);
  Survey *survey = g_task_get_task_data (task);
  g_autoptr (GPtrArray) operations = davy_arm_activities_group (survey->activity);
  g_auto (GStrv) named = g_strv_builder_end (survey->named);
  GError *error = NULL;
  g_autoptr (DavyPriceBook) prices =
      davy_price_finder_find_finish (DAVY_STORE (source), result, &error);
  const DavyDeletionFacts facts = {
    .resources = survey->resources,
    .groups = survey->groups,
    .interfaces = survey->interfaces,
    .computes = survey->computes->items,
    .locks = survey->locks,
    .operations = operations,
    .named = (const char *const *) named,
    .onset = davy_case_get_onset (subject, NULL),
    .is_hostile = is_hostile,
    .data = subject,
    .prices = prices,
    .currency = find_currency (subject),
  };

  if (prices == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, davy_deletion_plan_new (&facts),
                           (GDestroyNotify) davy_deletion_plan_free);
}

/* --- what the alerts name ------------------------------------------------------------------ */

static void read_next_alert (GTask *task);

static void
alert_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Survey *survey = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DavyAlertDetails) details =
      davy_store_get_alert_finish (DAVY_STORE (source), result, &error);

  if (details == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < details->resources->len; i++)
    {
      const DavyAlertResource *resource = g_ptr_array_index (details->resources, i);

      if (resource->azure_id != NULL)
        g_strv_builder_add (survey->named, resource->azure_id);
    }
  read_next_alert (task);
}

static void
read_next_alert (GTask *task)
{
  DavyCase *subject = g_task_get_source_object (task);
  Survey *survey = g_task_get_task_data (task);
  GPtrArray *alerts = davy_case_get_alerts (subject);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (survey->next_alert < alerts->len)
    davy_store_get_alert_async (
        davy_case_get_store (subject),
        davy_alert_get_id (g_ptr_array_index (alerts, survey->next_alert++)), cancellable,
        alert_read_cb, g_object_ref (task));
  else
    davy_price_finder_find_async (davy_case_get_store (subject), survey->arm,
                                  survey->computes->items, find_currency (subject), cancellable,
                                  prices_found_cb, g_object_ref (task));
}

/* --- what stands there --------------------------------------------------------------------- */

static void
activity_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Survey *survey = g_task_get_task_data (task);
  GError *error = NULL;

  survey->activity =
      davy_arm_client_list_activity_finish (DAVY_ARM_CLIENT (source), result, &error);
  if (survey->activity == NULL)
    g_task_return_error (task, error);
  else
    read_next_alert (task);
}

static void
locks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Survey *survey = g_task_get_task_data (task);
  DavyTime onset = davy_case_get_onset (g_task_get_source_object (task), NULL);
  GError *error = NULL;

  survey->locks = davy_arm_client_list_locks_finish (survey->arm, result, &error);
  if (survey->locks == NULL)
    g_task_return_error (task, error);
  else
    davy_arm_client_list_activity_async (survey->arm, get_tenant (task), get_azure_id (task),
                                         davy_onset_get_log_start (onset), davy_time_now (),
                                         DAVY_ARM_ACTIVITY_ALL, NULL, g_task_get_cancellable (task),
                                         activity_listed_cb, g_object_ref (task));
}

static void
computes_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Survey *survey = g_task_get_task_data (task);
  GError *error = NULL;

  survey->computes = davy_arm_client_list_compute_finish (survey->arm, result, &error);
  if (survey->computes == NULL)
    g_task_return_error (task, error);
  else
    davy_arm_client_list_locks_async (survey->arm, get_tenant (task), survey->scope,
                                      g_task_get_cancellable (task), locks_listed_cb,
                                      g_object_ref (task));
}

static void
interfaces_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Survey *survey = g_task_get_task_data (task);
  GError *error = NULL;

  survey->interfaces = davy_arm_client_list_interfaces_finish (survey->arm, result, &error);
  if (survey->interfaces == NULL)
    g_task_return_error (task, error);
  else
    davy_arm_client_list_compute_async (survey->arm, get_tenant (task), get_azure_id (task),
                                        g_task_get_cancellable (task), computes_listed_cb,
                                        g_object_ref (task));
}

static void
groups_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Survey *survey = g_task_get_task_data (task);
  GError *error = NULL;

  survey->groups = davy_arm_client_list_groups_finish (survey->arm, result, &error);
  if (survey->groups == NULL)
    g_task_return_error (task, error);
  else
    davy_arm_client_list_interfaces_async (survey->arm, get_tenant (task), get_azure_id (task),
                                           g_task_get_cancellable (task), interfaces_listed_cb,
                                           g_object_ref (task));
}

static void
resources_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Survey *survey = g_task_get_task_data (task);
  GError *error = NULL;

  survey->resources = davy_arm_client_list_resources_finish (survey->arm, result, &error);
  if (survey->resources == NULL)
    g_task_return_error (task, error);
  else
    davy_arm_client_list_groups_async (survey->arm, get_tenant (task), get_azure_id (task),
                                       g_task_get_cancellable (task), groups_listed_cb,
                                       g_object_ref (task));
}

/**
 * davy_deletion_survey_async:
 * @subject: a case
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads what stands in the case's subscription and makes a plan of it, by the onset and the marks
 * that are recorded. Only reads.
 */
void
davy_deletion_survey_async (DavyCase *subject,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (subject, cancellable, callback, user_data);
  GError *error = NULL;
  DavyArmClient *arm = davy_case_get_arm (subject, &error);
  Survey *survey;

  g_task_set_source_tag (task, davy_deletion_survey_async);
  if (arm == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  survey = g_new0 (Survey, 1);
  survey->arm = g_object_ref (arm);
  survey->scope = g_strconcat ("/subscriptions/", davy_case_get_azure_id (subject), NULL);
  survey->named = g_strv_builder_new ();
  g_task_set_task_data (task, survey, survey_free);
  davy_arm_client_list_resources_async (arm, get_tenant (task), survey->scope, NULL, cancellable,
                                        resources_listed_cb, g_object_ref (task));
}

/**
 * davy_deletion_survey_finish:
 * @subject: a case
 * @result: the answer
 * @error: %DAVY_ERROR_SIGNED_OUT, %DAVY_ERROR_OFFLINE, %DAVY_ERROR_REFUSED and the like: a plan
 *   made of a part of what there is would be none
 *
 * Returns: (transfer full) (nullable): the plan
 */
DavyDeletionPlan *
davy_deletion_survey_finish (DavyCase *subject, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, subject), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_deletion_survey_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
