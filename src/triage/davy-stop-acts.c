/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-stop-acts.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-roles.h"
#include "azure/davy-arm-stops.h"
#include "core/davy-error.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-precaution-acts.h"

/* How a caller is cut off and compute is stopped, as acts (`playbook.md` C.3, 7a and 7b): what is
 * sent, and which read proves it. */

/* As the journal calls what computes; none is ever given another meaning. */
static const char *const kind_keys[DAVY_N_COMPUTE_KINDS] = {
  [DAVY_COMPUTE_MACHINE] = "machine",       [DAVY_COMPUTE_SCALE_SET] = "scale-set",
  [DAVY_COMPUTE_ML_CLUSTER] = "ml-cluster", [DAVY_COMPUTE_ML_INSTANCE] = "ml-instance",
  [DAVY_COMPUTE_BATCH_POOL] = "batch-pool", [DAVY_COMPUTE_CONTAINERS] = "containers",
  [DAVY_COMPUTE_KUBERNETES] = "kubernetes", [DAVY_COMPUTE_OTHER] = "other",
};

/* As it calls how that stands. */
static const char *const state_keys[] = {
  [DAVY_COMPUTE_UNKNOWN] = "unknown", [DAVY_COMPUTE_RUNNING] = "running",
  [DAVY_COMPUTE_HALTED] = "halted",   [DAVY_COMPUTE_STOPPING] = "stopping",
  [DAVY_COMPUTE_STOPPED] = "stopped",
};

#define FACT_COMPUTE  "compute"  /* s: which kind */
#define FACT_STATE    "state"    /* s: how it stood when a person decided */
#define FACT_CREATED  "created"  /* x: when it was made, where that is told */
#define FACT_RESIZING "resizing" /* b: a pool that changes its size just now */

/* --- taking a role away -------------------------------------------------------------------- */

static void
role_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      davy_arm_client_delete_role_assignment_finish (DAVY_ARM_CLIENT (source), result, &error);

  davy_act_sent_to_azure (user_data, outcome, error);
}

static void
send_removal (DavyCase *subject, const DavyAct *act, GTask *task)
{
  davy_arm_client_delete_role_assignment_async (davy_case_get_arm (subject, NULL),
                                                davy_case_get_customer_tenant_id (subject),
                                                act->target, NULL, role_removed_cb, task);
}

static gboolean
has_assignment (const GPtrArray *assignments, const char *id)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const DavyArmRoleAssignment *assignment = g_ptr_array_index (assignments, i);

      if (davy_arm_id_equal (assignment->id, id))
        return TRUE;
    }

  return FALSE;
}

/* What somebody else took away is not there any more. */
static void
roles_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const DavyAct *act = davy_act_of_task (user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) assignments =
      davy_arm_client_list_role_assignments_finish (DAVY_ARM_CLIENT (source), result, &error);
  gboolean is_there = assignments != NULL && has_assignment (assignments, act->target);

  davy_act_seen (user_data, is_there ? DAVY_ACT_FAILED : DAVY_ACT_DONE, error);
}

static void
read_roles (DavyCase *subject, const DavyAct *act, GTask *task)
{
  g_autofree char *scope = g_strconcat ("/subscriptions/", davy_case_get_azure_id (subject), NULL);

  davy_arm_client_list_role_assignments_async (
      davy_case_get_arm (subject, NULL), davy_case_get_customer_tenant_id (subject), scope, NULL,
      g_task_get_cancellable (task), roles_listed_cb, task);
}

const DavyActKind davy_act_remove_role = { "remove-role", send_removal, read_roles, TRUE };

/* --- stopping ------------------------------------------------------------------------------ */

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  GError *error = NULL;
  const DavyArmOutcome *last = NULL;

  if (davy_arm_client_stop_compute_finish (DAVY_ARM_CLIENT (source), result, &outcomes, &error))
    last = g_ptr_array_index (outcomes, outcomes->len - 1);
  davy_act_sent_to_azure (user_data, last, error);
}

static void
send_stop (DavyCase *subject, const DavyAct *act, GTask *task)
{
  DavyCompute compute;

  if (davy_stop_facts_read (act, &compute))
    davy_arm_client_stop_compute_async (davy_case_get_arm (subject, NULL),
                                        davy_case_get_customer_tenant_id (subject), &compute, NULL,
                                        stopped_cb, task);
  else
    davy_act_not_sent (task, g_error_new_literal (DAVY_ERROR, DAVY_ERROR_INPUT,
                                                  "The journal names no way to stop it"));
}

/* What is on its way down may have been sent there by a program that did not live to see the
 * answer. What was shut down from within looks so until it is on its way, too: only an answer tells
 * that it will be. */
static DavyActState
judge_state (const DavyAct *act, DavyComputeState state)
{
  if (state == DAVY_COMPUTE_STOPPED)
    return DAVY_ACT_DONE;
  if (state == DAVY_COMPUTE_STOPPING)
    return DAVY_ACT_PENDING;

  return state == DAVY_COMPUTE_HALTED && act->outcome != DAVY_ACT_UNANSWERED ? DAVY_ACT_PENDING
                                                                             : DAVY_ACT_FAILED;
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
    return act->outcome != DAVY_ACT_UNANSWERED || compute->resizing ? DAVY_ACT_PENDING
                                                                    : DAVY_ACT_FAILED;

  return judge_state (act, compute->state);
}

static gboolean
may_be_below (const DavyComputeGap *gap, const DavyAct *act)
{
  return gap->parent_id == NULL || davy_arm_id_is_within (act->target, gap->parent_id);
}

/* What is not in the list is gone, unless it may be where the list has a gap.
 *
 * @compute: (out): NULL when it is gone
 * @error: where to say why the gap cannot be read */
static gboolean
find_compute (const DavyAct *act,
              const DavyComputeList *found,
              const DavyCompute **compute,
              GError **error)
{
  *compute = NULL;
  for (guint i = 0; i < found->items->len; i++)
    {
      *compute = g_ptr_array_index (found->items, i);
      if (davy_arm_id_equal ((*compute)->id, act->target))
        return TRUE;
    }
  *compute = NULL;
  for (guint i = 0; i < found->gaps->len; i++)
    {
      const DavyComputeGap *gap = g_ptr_array_index (found->gaps, i);

      if (may_be_below (gap, act))
        {
          g_propagate_error (error, g_error_copy (gap->error));
          return FALSE;
        }
    }

  return TRUE;
}

/* What was made anew under the same name, or started or is on its way down since it was shown, is
 * not what the person saw: what somebody shuts down may stay billed. */
static gboolean
stands_otherwise (const DavyAct *act, const DavyCompute *now)
{
  DavyCompute shown;

  davy_stop_facts_read (act, &shown);
  if (shown.created != DAVY_TIME_UNSET && now->created != DAVY_TIME_UNSET &&
      now->created != shown.created)
    return TRUE;
  if (judge_compute (act, now) == DAVY_ACT_DONE)
    return FALSE;
  if (shown.state != DAVY_COMPUTE_UNKNOWN && now->state != shown.state &&
      (now->state == DAVY_COMPUTE_RUNNING || now->state == DAVY_COMPUTE_STOPPING))
    return TRUE;

  return now->resizing && !shown.resizing;
}

/* @now: (nullable): when it is gone */
static void
end_reading (GTask *task, const DavyCompute *now)
{
  const DavyAct *act = davy_act_of_task (task);

  if (now == NULL)
    davy_act_seen (task, DAVY_ACT_DONE, NULL);
  else if (stands_otherwise (act, now))
    davy_act_seen_otherwise (task, judge_compute (act, now));
  else
    davy_act_seen (task, judge_compute (act, now), NULL);
}

static void
compute_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyComputeList) found =
      davy_arm_client_list_compute_finish (DAVY_ARM_CLIENT (source), result, &error);
  const DavyCompute *compute;

  if (found != NULL && find_compute (davy_act_of_task (user_data), found, &compute, &error))
    end_reading (user_data, compute);
  else
    davy_act_seen (user_data, DAVY_ACT_PENDING, error);
}

static void
machine_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyCompute now = { .kind = DAVY_COMPUTE_MACHINE };
  g_autoptr (GError) error = NULL;

  if (davy_arm_client_get_machine_state_finish (DAVY_ARM_CLIENT (source), result, &now.state,
                                                &now.created, &error))
    end_reading (user_data, &now);
  else if (davy_arm_error_says_gone (error))
    end_reading (user_data, NULL);
  else
    davy_act_seen (user_data, DAVY_ACT_PENDING, g_steal_pointer (&error));
}

/* A machine alone is read by itself. */
static void
read_compute (DavyCase *subject, const DavyAct *act, GTask *task)
{
  DavyArmClient *client = davy_case_get_arm (subject, NULL);
  const char *tenant_id = davy_case_get_customer_tenant_id (subject);
  GCancellable *cancellable = g_task_get_cancellable (task);
  DavyCompute compute;
  gboolean is_named = davy_stop_facts_read (act, &compute);

  if (davy_act_is_draft (act) && !is_named)
    davy_act_unseen (task); /* it is refused when it is to be sent */
  else if (is_named && compute.kind == DAVY_COMPUTE_MACHINE)
    davy_arm_client_get_machine_state_async (client, tenant_id, act->target, cancellable,
                                             machine_read_cb, task);
  else
    davy_arm_client_list_compute_async (client, tenant_id, davy_case_get_azure_id (subject),
                                        cancellable, compute_listed_cb, task);
}

const DavyActKind davy_act_stop = { "stop", send_stop, read_compute, TRUE };

/* --- after a crash ------------------------------------------------------------------------- */

static void settle_after (DavyCase *subject, guint intent);

/* Deletions and cancellations have pages that settle them. */
static const DavyActKind *
find_kind (const DavyAct *act)
{
  static const DavyActKind *const settled_here[] = { &davy_act_remove_role, &davy_act_stop,
                                                     &davy_act_snapshot, &davy_act_isolate,
                                                     &davy_act_reconnect };

  for (gsize i = 0; i < G_N_ELEMENTS (settled_here); i++)
    if (g_str_equal (settled_here[i]->key, act->kind))
      return settled_here[i];

  return NULL;
}

/* What could not be read stays as it is until the case is opened again, or the thing stopped. */
static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAct) act = davy_case_settle_act_finish (DAVY_CASE (source), result, NULL);

  settle_after (DAVY_CASE (source), GPOINTER_TO_UINT (user_data));
}

/* The journal is read each time: meanwhile the person may have stopped it again. */
static void
settle_after (DavyCase *subject, guint intent)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (subject, NULL);

  for (guint i = 0; i < acts->len; i++)
    {
      const DavyAct *act = g_ptr_array_index (acts, i);
      const DavyActKind *kind = find_kind (act);

      if (kind != NULL && act->intent > intent && act->state == DAVY_ACT_PENDING)
        {
          davy_case_settle_act_async (subject, kind, act, NULL, settled_cb,
                                      GUINT_TO_POINTER (act->intent));
          return;
        }
    }
}

/**
 * davy_case_settle_stops:
 * @self: a case
 *
 * Reads, one after the other, how the stopped machines, the roles taken away and the precautions
 * stand of which an earlier run did not see the end, and writes that down. Sends nothing.
 */
void
davy_case_settle_stops (DavyCase *self)
{
  settle_after (self, 0);
}

/* --- the facts ----------------------------------------------------------------------------- */

/**
 * davy_stop_facts_new:
 * @compute: what is to be stopped, as it was shown
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
  g_variant_dict_insert (&facts, FACT_STATE, "s", state_keys[compute->state]);
  if (compute->created != DAVY_TIME_UNSET)
    g_variant_dict_insert (&facts, FACT_CREATED, "x", compute->created);

  return g_variant_dict_end (&facts);
}

/**
 * davy_stop_facts_read:
 * @act: an act of stopping
 * @compute: (out caller-allocates): what it stops, as it was shown and as far as stopping needs it;
 *   its id belongs to @act
 *
 * Returns: whether the act tells enough
 */
gboolean
davy_stop_facts_read (const DavyAct *act, DavyCompute *compute)
{
  const char *key = NULL;
  const char *state = NULL;

  *compute = (DavyCompute){ .id = act->target, .created = DAVY_TIME_UNSET };
  if (act->facts == NULL || !g_variant_lookup (act->facts, FACT_COMPUTE, "&s", &key))
    return FALSE;
  g_variant_lookup (act->facts, FACT_RESIZING, "b", &compute->resizing);
  g_variant_lookup (act->facts, FACT_CREATED, "x", &compute->created);
  g_variant_lookup (act->facts, FACT_STATE, "&s", &state);
  for (guint i = 0; i < G_N_ELEMENTS (state_keys); i++)
    if (g_strcmp0 (state_keys[i], state) == 0)
      compute->state = (DavyComputeState) i;
  for (guint kind = 0; kind < DAVY_N_COMPUTE_KINDS; kind++)
    if (g_str_equal (kind_keys[kind], key))
      {
        compute->kind = (DavyComputeKind) kind;
        return TRUE;
      }

  return FALSE;
}
