/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-acts.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-operations.h"
#include "azure/davy-arm-roles.h"
#include "azure/davy-arm-stops.h"
#include "core/davy-error.h"
#include "triage/davy-case-clients.h"

/* How a caller is cut off and compute is stopped, as acts (`playbook.md` C.3, 7a and 7b): what is
 * sent, and which read proves it. */

/* As the journal calls what computes; none is ever given another meaning. */
static const char *const kind_keys[DAVY_N_COMPUTE_KINDS] = {
  [DAVY_COMPUTE_MACHINE] = "machine",       [DAVY_COMPUTE_SCALE_SET] = "scale-set",
  [DAVY_COMPUTE_ML_CLUSTER] = "ml-cluster", [DAVY_COMPUTE_ML_INSTANCE] = "ml-instance",
  [DAVY_COMPUTE_BATCH_POOL] = "batch-pool", [DAVY_COMPUTE_CONTAINERS] = "containers",
  [DAVY_COMPUTE_KUBERNETES] = "kubernetes", [DAVY_COMPUTE_OTHER] = "other",
};

#define FACT_COMPUTE  "compute"  /* s: which kind */
#define FACT_RESIZING "resizing" /* b: a pool that changes its size just now */

/* NULL when the task is answered. */
static DavyArmClient *
get_client (GTask *task, const char **tenant_id)
{
  DavyCase *subject = g_task_get_source_object (task);
  GError *error = NULL;
  DavyArmClient *client = davy_case_get_arm (subject, &error);

  *tenant_id = davy_case_get_customer_tenant_id (subject);
  if (client != NULL && *tenant_id == NULL)
    g_set_error_literal (&error, DAVY_ERROR, DAVY_ERROR_INPUT,
                         "The customer of this subscription is not known");
  if (error == NULL)
    return client;
  g_task_return_error (task, error);

  return NULL;
}

static GTask *
begin (DavyCase *subject,
       const DavyAct *act,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (subject, cancellable, callback, user_data);

  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, davy_act_copy (act), (GDestroyNotify) davy_act_free);

  return task;
}

static char *
dup_scope (DavyCase *subject)
{
  return g_strconcat ("/subscriptions/", davy_case_get_azure_id (subject), NULL);
}

/* A task of these acts gives the correlation id when it was sent. */
static gboolean
send_finish (DavyCase *subject, GAsyncResult *result, char **correlation_id, GError **error)
{
  GError *failure = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, begin), FALSE);

  *correlation_id = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);

  return FALSE;
}

static gboolean
prove_finish (DavyCase *subject, GAsyncResult *result, DavyActState *state, GError **error)
{
  GError *failure = NULL;
  gssize value;

  g_return_val_if_fail (g_async_result_is_tagged (result, begin), FALSE);

  value = g_task_propagate_int (G_TASK (result), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  *state = (DavyActState) value;

  return TRUE;
}

/* --- taking a role away -------------------------------------------------------------------- */

static void
role_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      davy_arm_client_delete_role_assignment_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (outcome != NULL)
    g_task_return_pointer (task, g_steal_pointer (&outcome->correlation_id), g_free);
  else
    g_task_return_error (task, error);
}

static void
send_removal (DavyCase *subject,
              const DavyAct *act,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = begin (subject, act, cancellable, callback, user_data);
  const char *tenant_id;
  DavyArmClient *client = get_client (task, &tenant_id);

  if (client != NULL)
    davy_arm_client_delete_role_assignment_async (client, tenant_id, act->target, cancellable,
                                                  role_removed_cb, g_object_ref (task));
}

static void
roles_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const DavyAct *act = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) assignments =
      davy_arm_client_list_role_assignments_finish (DAVY_ARM_CLIENT (source), result, &error);
  DavyActState state = DAVY_ACT_DONE;

  if (assignments == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < assignments->len; i++)
    {
      const DavyArmRoleAssignment *assignment = g_ptr_array_index (assignments, i);

      if (davy_arm_id_equal (assignment->id, act->target))
        state = DAVY_ACT_FAILED;
    }
  g_task_return_int (task, state);
}

static void
prove_removal (DavyCase *subject,
               const DavyAct *act,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = begin (subject, act, cancellable, callback, user_data);
  g_autofree char *scope = dup_scope (subject);
  const char *tenant_id;
  DavyArmClient *client = get_client (task, &tenant_id);

  if (client != NULL)
    davy_arm_client_list_role_assignments_async (client, tenant_id, scope, NULL, cancellable,
                                                 roles_listed_cb, g_object_ref (task));
}

const DavyActKind davy_act_remove_role = {
  "remove-role", send_removal, send_finish, prove_removal, prove_finish,
};

/* --- stopping ------------------------------------------------------------------------------ */

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GPtrArray) outcomes = NULL;
  GError *error = NULL;
  const DavyArmOutcome *last;

  if (!davy_arm_client_stop_compute_finish (DAVY_ARM_CLIENT (source), result, &outcomes, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  last = g_ptr_array_index (outcomes, outcomes->len - 1);
  g_task_return_pointer (task, g_strdup (last->correlation_id), g_free);
}

static void
send_stop (DavyCase *subject,
           const DavyAct *act,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = begin (subject, act, cancellable, callback, user_data);
  DavyCompute compute;
  const char *tenant_id;
  DavyArmClient *client = get_client (task, &tenant_id);

  if (client == NULL)
    return;
  if (!davy_stop_facts_read (act, &compute))
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_INPUT,
                             "The journal names no way to stop it");
  else
    davy_arm_client_stop_compute_async (client, tenant_id, &compute, cancellable, stopped_cb,
                                        g_object_ref (task));
}

/* On its way down and switched off look alike: only after an answer it is the former. */
static DavyActState
judge_state (const DavyAct *act, DavyComputeState state)
{
  if (state == DAVY_COMPUTE_STOPPED)
    return DAVY_ACT_DONE;

  return state == DAVY_COMPUTE_HALTED && act->answered ? DAVY_ACT_PENDING : DAVY_ACT_FAILED;
}

/* Nodes of a pool or a cluster leave when their jobs have ended. */
static DavyActState
judge_compute (const DavyAct *act, const DavyCompute *compute)
{
  gboolean drains =
      compute->kind == DAVY_COMPUTE_ML_CLUSTER || compute->kind == DAVY_COMPUTE_BATCH_POOL;

  if (compute->may_grow)
    return DAVY_ACT_FAILED;
  if (drains && compute->state != DAVY_COMPUTE_STOPPED)
    return act->answered || compute->resizing ? DAVY_ACT_PENDING : DAVY_ACT_FAILED;

  return judge_state (act, compute->state);
}

static gboolean
may_be_below (const DavyComputeGap *gap, const DavyAct *act)
{
  return gap->parent_id == NULL || davy_arm_id_is_within (act->target, gap->parent_id);
}

/* What is not in the list is gone, unless it may be where the list has a gap. */
static void
compute_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const DavyAct *act = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DavyComputeList) found =
      davy_arm_client_list_compute_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < found->items->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (found->items, i);

      if (davy_arm_id_equal (compute->id, act->target))
        {
          g_task_return_int (task, judge_compute (act, compute));
          return;
        }
    }
  for (guint i = 0; i < found->gaps->len; i++)
    {
      const DavyComputeGap *gap = g_ptr_array_index (found->gaps, i);

      if (may_be_below (gap, act))
        {
          g_task_return_error (task, g_error_copy (gap->error));
          return;
        }
    }
  g_task_return_int (task, DAVY_ACT_DONE);
}

static void
machine_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyComputeState state;
  g_autoptr (GError) error = NULL;

  if (davy_arm_client_get_machine_state_finish (DAVY_ARM_CLIENT (source), result, &state, &error))
    g_task_return_int (task, judge_state (g_task_get_task_data (task), state));
  else if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    g_task_return_int (task, DAVY_ACT_DONE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
prove_stop (DavyCase *subject,
            const DavyAct *act,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = begin (subject, act, cancellable, callback, user_data);
  DavyCompute compute;
  const char *tenant_id;
  DavyArmClient *client = get_client (task, &tenant_id);

  if (client == NULL)
    return;
  if (davy_stop_facts_read (act, &compute) && compute.kind == DAVY_COMPUTE_MACHINE)
    davy_arm_client_get_machine_state_async (client, tenant_id, act->target, cancellable,
                                             machine_read_cb, g_object_ref (task));
  else
    davy_arm_client_list_compute_async (client, tenant_id, davy_case_get_azure_id (subject),
                                        cancellable, compute_listed_cb, g_object_ref (task));
}

const DavyActKind davy_act_stop = {
  "stop", send_stop, send_finish, prove_stop, prove_finish,
};

/**
 * davy_stop_facts_new:
 * @compute: what is to be stopped
 *
 * Returns: (transfer floating): what the journal has to know so that it can be stopped and proved
 */
GVariant *
davy_stop_facts_new (const DavyCompute *compute)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, FACT_COMPUTE, "s", kind_keys[compute->kind]);
  g_variant_dict_insert (&facts, FACT_RESIZING, "b", compute->resizing);

  return g_variant_dict_end (&facts);
}

/**
 * davy_stop_facts_read:
 * @act: an act of stopping
 * @compute: (out caller-allocates): what it stops, as far as stopping needs it; its id belongs to
 *   @act
 *
 * Returns: whether the act tells enough
 */
gboolean
davy_stop_facts_read (const DavyAct *act, DavyCompute *compute)
{
  const char *key = NULL;

  *compute = (DavyCompute){ .id = act->target };
  if (act->facts == NULL || !g_variant_lookup (act->facts, FACT_COMPUTE, "&s", &key))
    return FALSE;
  g_variant_lookup (act->facts, FACT_RESIZING, "b", &compute->resizing);
  for (guint kind = 0; kind < DAVY_N_COMPUTE_KINDS; kind++)
    if (g_str_equal (kind_keys[kind], key))
      {
        compute->kind = (DavyComputeKind) kind;
        return TRUE;
      }

  return FALSE;
}
