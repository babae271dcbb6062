/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-compute.h"

#include "azure/davy-compute-join.h"
#include "azure/davy-compute-kinds.h"
#include "azure/davy-compute-readers.h"
#include "core/davy-error.h"

/* Everything that computes in a subscription, in one list: what the subscription lists by type, and
 * the children that are only listed by their parents (`wire-contract.md` 3.10). What cannot be
 * listed is told beside what can: an attacker's machines must not hide behind an error. */

typedef struct
{
  char *tenant_id;
  DavyComputeList *list; /* (owned) */
  GHashTable *states;    /* (owned): by id in lower case, DavyComputeState */
  GHashTable *grown;     /* (owned): ids in lower case that an enabled setting scales */
  guint pending;         /* requests under way */
} Survey;

typedef struct _Source Source;

/* One listing of a survey. */
typedef struct
{
  GTask *task; /* (owned) */
  const Source *source;
  DavyCompute *owner; /* (not owned) (nullable): of the survey's list: whose children they are */
  char *parent_id;    /* (owned) (nullable) */
  char *region;       /* (owned) (nullable): of the parent */
} Branch;

struct _Source
{
  DavyComputeKind kind;
  const char *suffix; /* below the id of the subscription or the parent */
  const DavyArmRecord *record;
  void (*take) (Branch *branch, GPtrArray *records);
  gboolean is_optional; /* it refines what is known: without it there is no gap */
};

static Branch *start_branch (GTask *task, const Source *source, const char *id);

static void
gap_free (gpointer data)
{
  DavyComputeGap *gap = data;

  g_free (gap->parent_id);
  g_clear_error (&gap->error);
  g_free (gap);
}

static void
survey_free (Survey *survey)
{
  g_free (survey->tenant_id);
  g_clear_pointer (&survey->list, davy_compute_list_free);
  g_hash_table_unref (survey->states);
  g_hash_table_unref (survey->grown);
  g_free (survey);
}

static void
branch_free (Branch *branch)
{
  g_clear_object (&branch->task);
  g_free (branch->parent_id);
  g_free (branch->region);
  g_free (branch);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Branch, branch_free)

static Survey *
get_survey (Branch *branch)
{
  return g_task_get_task_data (branch->task);
}

/* --- what each listing gives --------------------------------------------------------------- */

static void
take_items (Branch *branch, GPtrArray *records)
{
  Survey *survey = get_survey (branch);

  for (guint i = 0; i < records->len; i++)
    {
      DavyCompute *compute = g_ptr_array_index (records, i);

      if (compute->region == NULL)
        compute->region = g_strdup (branch->region);
      g_ptr_array_add (survey->list->items, compute);
    }
  g_ptr_array_set_free_func (records, NULL);
}

static void
take_machine_views (Branch *branch, GPtrArray *records)
{
  Survey *survey = get_survey (branch);

  for (guint i = 0; i < records->len; i++)
    {
      const DavyMachineView *view = g_ptr_array_index (records, i);

      g_hash_table_insert (survey->states, g_ascii_strdown (view->id, -1),
                           GUINT_TO_POINTER (view->state));
    }
}

/* A set is stopped when all its machines are, which its capacity does not tell. */
static void
take_instances (Branch *branch, GPtrArray *records)
{
  guint stopped = 0;

  for (guint i = 0; i < records->len; i++)
    if (((const DavyMachineView *) g_ptr_array_index (records, i))->state == DAVY_COMPUTE_STOPPED)
      stopped++;

  if (records->len > 0 && stopped == records->len)
    branch->owner->state = DAVY_COMPUTE_STOPPED;
  else if (stopped > 0)
    branch->owner->count -= MIN (branch->owner->count, stopped);
}

static void
take_container_view (Branch *branch, GPtrArray *records)
{
  if (records->len > 0)
    branch->owner->state = ((const DavyCompute *) g_ptr_array_index (records, 0))->state;
}

static void
take_autoscales (Branch *branch, GPtrArray *records)
{
  Survey *survey = get_survey (branch);

  for (guint i = 0; i < records->len; i++)
    {
      const DavyAutoscale *setting = g_ptr_array_index (records, i);

      if (setting->enabled && setting->target_id != NULL)
        g_hash_table_add (survey->grown, g_ascii_strdown (setting->target_id, -1));
    }
}

static void
take_others (Branch *branch, GPtrArray *records)
{
  Survey *survey = get_survey (branch);

  for (guint i = 0; i < records->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (records, i);

      if (compute->type != NULL && davy_compute_type_is_known (compute->type))
        g_ptr_array_add (survey->list->items, davy_compute_copy (compute));
    }
}

static const Source instances = { .kind = DAVY_COMPUTE_SCALE_SET,
                                  .suffix = "/virtualMachines?$expand=instanceView",
                                  .record = &davy_machine_view_record,
                                  .take = take_instances,
                                  .is_optional = TRUE };
static const Source ml_computes = { .kind = DAVY_COMPUTE_ML_CLUSTER,
                                    .suffix = "/computes",
                                    .record = &davy_ml_compute_record,
                                    .take = take_items };
static const Source batch_pools = { .kind = DAVY_COMPUTE_BATCH_POOL,
                                    .suffix = "/pools",
                                    .record = &davy_batch_pool_record,
                                    .take = take_items };

static void
take_scale_sets (Branch *branch, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      DavyCompute *set = g_ptr_array_index (records, i);

      if (set->count > 0)
        start_branch (branch->task, &instances, set->id)->owner = set;
    }
  take_items (branch, records);
}

static void
take_parents (Branch *branch, GPtrArray *records)
{
  const Source *source =
      branch->source->kind == DAVY_COMPUTE_BATCH_POOL ? &batch_pools : &ml_computes;

  for (guint i = 0; i < records->len; i++)
    {
      const DavyComputeParent *parent = g_ptr_array_index (records, i);
      Branch *children = start_branch (branch->task, source, parent->id);

      children->parent_id = g_strdup (parent->id);
      children->region = g_strdup (parent->region);
    }
}

static void start_container_view (GTask *task, DavyCompute *group);

static void
take_containers (Branch *branch, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    start_container_view (branch->task, g_ptr_array_index (records, i));
  take_items (branch, records);
}

static const Source container_view = { .kind = DAVY_COMPUTE_CONTAINERS,
                                       .record = &davy_containers_record,
                                       .take = take_container_view,
                                       .is_optional = TRUE };

/* What is listed below the subscription. Without the settings that scale by themselves, or without
 * the state of machines, a machine is still seen. */
static const Source roots[] = {
  { DAVY_COMPUTE_MACHINE, "/providers/Microsoft.Compute/virtualMachines", &davy_machine_record,
    take_items, FALSE },
  { DAVY_COMPUTE_MACHINE, "/providers/Microsoft.Compute/virtualMachines?statusOnly=true",
    &davy_machine_view_record, take_machine_views, TRUE },
  { DAVY_COMPUTE_SCALE_SET, "/providers/Microsoft.Compute/virtualMachineScaleSets",
    &davy_scale_set_record, take_scale_sets, FALSE },
  { DAVY_COMPUTE_SCALE_SET, "/providers/Microsoft.Insights/autoscalesettings",
    &davy_autoscale_record, take_autoscales, TRUE },
  { DAVY_COMPUTE_ML_CLUSTER, "/providers/Microsoft.MachineLearningServices/workspaces",
    &davy_compute_parent_record, take_parents, FALSE },
  { DAVY_COMPUTE_BATCH_POOL, "/providers/Microsoft.Batch/batchAccounts",
    &davy_compute_parent_record, take_parents, FALSE },
  { DAVY_COMPUTE_CONTAINERS, "/providers/Microsoft.ContainerInstance/containerGroups",
    &davy_containers_record, take_containers, FALSE },
  { DAVY_COMPUTE_KUBERNETES, "/providers/Microsoft.ContainerService/managedClusters",
    &davy_kubernetes_record, take_items, FALSE },
  { DAVY_COMPUTE_OTHER, "/resources?$expand=createdTime", &davy_other_compute_record, take_others,
    FALSE },
};

/* --- the end ------------------------------------------------------------------------------- */

static gboolean
nothing_was_seen (const DavyComputeList *list)
{
  guint n_required = 0;

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    if (!roots[i].is_optional)
      n_required++;

  return list->items->len == 0 && list->gaps->len >= n_required;
}

/* When nothing at all can be seen, that is the answer. */
static void
finish_survey (GTask *task)
{
  Survey *survey = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (nothing_was_seen (survey->list))
    {
      const DavyComputeGap *gap = g_ptr_array_index (survey->list->gaps, 0);

      g_task_return_error (task, g_error_copy (gap->error));
      return;
    }

  davy_compute_join (survey->list->items, survey->states, survey->grown);
  g_task_return_pointer (task, g_steal_pointer (&survey->list),
                         (GDestroyNotify) davy_compute_list_free);
}

/* A provider that was never used here is not registered, and has nothing. That a type or a version
 * of it is not known says nothing of what is there. */
static gboolean
error_means_nothing_there (const GError *error)
{
  static const char *const codes[] = { "MissingSubscriptionRegistration",
                                       "SubscriptionNotRegistered", "InvalidResourceNamespace" };
  const DavyFault *fault = davy_error_get_fault (error);

  for (guint i = 0; fault != NULL && fault->service_code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (fault->service_code, codes[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Takes @error. */
static void
add_gap (Branch *branch, GError *error)
{
  DavyComputeGap *gap;

  if (branch->source->is_optional || error_means_nothing_there (error))
    {
      g_error_free (error);
      return;
    }

  gap = g_new0 (DavyComputeGap, 1);
  gap->kind = branch->source->kind;
  gap->parent_id = g_strdup (branch->parent_id);
  gap->error = error;
  g_ptr_array_add (get_survey (branch)->list->gaps, gap);
}

/* Takes @records and @error, one of which is NULL. */
static void
end_branch (Branch *branch, GPtrArray *records, GError *error)
{
  g_autoptr (Branch) ended = branch;
  Survey *survey = get_survey (branch);

  if (records != NULL)
    {
      branch->source->take (branch, records);
      g_ptr_array_unref (records);
    }
  else
    {
      add_gap (branch, error);
    }

  if (--survey->pending == 0)
    finish_survey (branch->task);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *records =
      davy_arm_client_finish (DAVY_ARM_CLIENT (source), result, start_branch, &error);

  end_branch (user_data, records, error);
}

static void
viewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gpointer record =
      davy_arm_client_finish (DAVY_ARM_CLIENT (source), result, start_container_view, &error);
  GPtrArray *records = NULL;

  if (record != NULL)
    {
      records = g_ptr_array_new_with_free_func (container_view.record->free);
      g_ptr_array_add (records, record);
    }
  end_branch (user_data, records, error);
}

static Branch *
branch_new (GTask *task, const Source *source)
{
  Branch *branch = g_new0 (Branch, 1);
  Survey *survey = g_task_get_task_data (task);

  survey->pending++;
  branch->task = g_object_ref (task);
  branch->source = source;

  return branch;
}

static const char *
get_api_version (const Source *source)
{
  return source->record == &davy_autoscale_record
             ? DAVY_AUTOSCALE_API_VERSION
             : davy_compute_kind_get_way (source->kind)->api_version;
}

static Branch *
start_branch (GTask *task, const Source *source, const char *id)
{
  Survey *survey = g_task_get_task_data (task);
  Branch *branch = branch_new (task, source);

  davy_arm_client_list_at (g_task_get_source_object (task), survey->tenant_id, id, source->suffix,
                           get_api_version (source), source->record, start_branch,
                           g_task_get_cancellable (task), listed_cb, branch);

  return branch;
}

static void
start_container_view (GTask *task, DavyCompute *group)
{
  Survey *survey = g_task_get_task_data (task);
  Branch *branch = branch_new (task, &container_view);

  branch->owner = group;
  davy_arm_client_get_at (g_task_get_source_object (task), survey->tenant_id, group->id, "",
                          get_api_version (&container_view), container_view.record,
                          start_container_view, g_task_get_cancellable (task), viewed_cb, branch);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_compute_list_free:
 * @self: (transfer full) (nullable): a list
 *
 * Frees a list with its records and gaps.
 */
void
davy_compute_list_free (DavyComputeList *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->gaps);
  g_free (self);
}

/**
 * davy_arm_client_list_compute_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: an Azure subscription of that tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists all that computes: virtual machines (the full list for their size and the list with
 * `statusOnly=true` for their power state, joined by id), scale sets with their autoscale settings,
 * Machine Learning computes below their workspaces, Batch pools below their accounts, container
 * groups, Kubernetes clusters, and by name what cannot be stopped from here (`wire-contract.md` 3.5
 * and 3.10).
 */
void
davy_arm_client_list_compute_async (DavyArmClient *self,
                                    const char *tenant_id,
                                    const char *subscription_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *subscription = NULL;
  Survey *survey;

  g_return_if_fail (DAVY_IS_ARM_CLIENT (self));
  g_return_if_fail (tenant_id != NULL && subscription_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_arm_client_list_compute_async);
  survey = g_new0 (Survey, 1);
  survey->tenant_id = g_strdup (tenant_id);
  survey->list = g_new0 (DavyComputeList, 1);
  survey->list->items = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);
  survey->list->gaps = g_ptr_array_new_with_free_func (gap_free);
  survey->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  survey->grown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, survey, (GDestroyNotify) survey_free);

  subscription = davy_arm_build_path ("subscriptions", subscription_id, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    start_branch (task, &roots[i], subscription);
}

/**
 * davy_arm_client_list_compute_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError when nothing at all could be listed; what could not be is among the gaps
 *   otherwise
 *
 * Returns: (transfer full): what was found and what could not be looked at
 */
DavyComputeList *
davy_arm_client_list_compute_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_list_compute_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
