/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-precaution-acts.h"

#include <string.h>

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-snapshots.h"
#include "core/davy-error.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-private.h"

/* What is done before machines are stopped, deleted or cancelled, as acts (`playbook.md` C.3, 7b):
 * what is sent, and which read proves it. */

#define FACT_REGION  "region"  /* s: where the disk is */
#define FACT_MEMBERS "members" /* as: what a group held for as it was shown */

static const char *
get_case_key (DavyCase *subject)
{
  return davy_case_get_record (subject)->key;
}

/* --- keeping a disk ------------------------------------------------------------------------ */

static void
snapshot_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      davy_arm_client_create_snapshot_finish (DAVY_ARM_CLIENT (source), result, &error);

  davy_act_sent_to_azure (user_data, outcome, error);
}

static void
send_snapshot (DavyCase *subject, const DavyAct *act, GTask *task)
{
  const char *region = NULL;

  if (act->facts != NULL && g_variant_lookup (act->facts, FACT_REGION, "&s", &region))
    davy_arm_client_create_snapshot_async (
        davy_case_get_arm (subject, NULL), davy_case_get_customer_tenant_id (subject), act->target,
        region, get_case_key (subject), NULL, snapshot_made_cb, task);
  else
    davy_act_not_sent (task, g_error_new_literal (DAVY_ERROR, DAVY_ERROR_INPUT,
                                                  "The journal does not name the disk's region"));
}

/* A snapshot of this name is one of this disk for this case: nobody else names it so. It stands in
 * the list before it is whole. */
DavyActState
davy_snapshot_judge (DavyCase *subject, const char *disk_id, const GPtrArray *snapshots)
{
  g_autofree char *id = davy_snapshot_dup_id (disk_id, get_case_key (subject), NULL);

  for (guint i = 0; id != NULL && i < snapshots->len; i++)
    {
      const DavySnapshot *snapshot = g_ptr_array_index (snapshots, i);

      if (!davy_arm_id_equal (snapshot->id, id))
        continue;

      return davy_snapshot_is_made (snapshot)      ? DAVY_ACT_DONE
             : davy_snapshot_has_failed (snapshot) ? DAVY_ACT_FAILED
                                                   : DAVY_ACT_PENDING;
    }

  return DAVY_ACT_FAILED;
}

static void
snapshots_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyCase *subject = g_task_get_source_object (user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) snapshots =
      davy_arm_client_list_snapshots_finish (DAVY_ARM_CLIENT (source), result, &error);
  DavyActState state = DAVY_ACT_PENDING;

  if (snapshots != NULL)
    state = davy_snapshot_judge (subject, davy_act_of_task (user_data)->target, snapshots);
  if (snapshots == NULL || state != DAVY_ACT_PENDING)
    davy_act_seen (user_data, state, error);
  else
    davy_act_seen_otherwise (user_data, state); /* it was offered because there was none */
}

static void
read_snapshot (DavyCase *subject, const DavyAct *act, GTask *task)
{
  davy_arm_client_list_snapshots_async (
      davy_case_get_arm (subject, NULL), davy_case_get_customer_tenant_id (subject),
      davy_case_get_azure_id (subject), g_task_get_cancellable (task), snapshots_listed_cb, task);
}

/* Its target is the disk. */
const DavyActKind davy_act_snapshot = { "snapshot", send_snapshot, read_snapshot, TRUE };

/* --- cutting machines off the network, and not any more ------------------------------------- */

/* Returns: (nullable): that of @groups which is @id */
const DavySecurityGroup *
davy_security_groups_find (const GPtrArray *groups, const char *id)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const DavySecurityGroup *group = g_ptr_array_index (groups, i);

      if (davy_arm_id_equal (group->id, id))
        return group;
    }

  return NULL;
}

static gboolean
isolates (const DavyAct *act)
{
  return g_str_equal (act->kind, davy_act_isolate.key);
}

static void
list_groups (DavyCase *subject,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             GTask *task)
{
  davy_arm_client_list_security_groups_async (
      davy_case_get_arm (subject, NULL), davy_case_get_customer_tenant_id (subject),
      davy_case_get_azure_id (subject), cancellable, callback, task);
}

static void
end_change (GTask *task, const GPtrArray *outcomes, GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);
  const DavyArmOutcome *last =
      outcomes->len > 0 ? g_ptr_array_index (outcomes, outcomes->len - 1) : NULL;

  if (fault != NULL && g_strcmp0 (fault->reason, "no-priority") == 0)
    davy_act_not_sent (task, error);
  else
    davy_act_sent_to_azure (task, last, error);
}

static void
isolated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  GError *error = NULL;

  davy_arm_client_isolate_finish (DAVY_ARM_CLIENT (source), result, &outcomes, &error);
  end_change (user_data, outcomes, error);
}

static void
reconnected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  GError *error = NULL;

  davy_arm_client_end_isolation_finish (DAVY_ARM_CLIENT (source), result, &outcomes, &error);
  end_change (user_data, outcomes, error);
}

/* Which place our rules take depends on those that are there now. */
static void
group_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyArmClient *client = DAVY_ARM_CLIENT (source);
  DavyCase *subject = g_task_get_source_object (user_data);
  const char *tenant_id = davy_case_get_customer_tenant_id (subject);
  const DavyAct *act = davy_act_of_task (user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) groups =
      davy_arm_client_list_security_groups_finish (client, result, &error);
  const DavySecurityGroup *group =
      groups != NULL ? davy_security_groups_find (groups, act->target) : NULL;

  if (groups == NULL)
    davy_act_not_sent (user_data, error);
  else if (group == NULL)
    davy_act_not_sent (user_data, g_error_new_literal (DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                                                       "The network security group is gone"));
  else if (isolates (act))
    davy_arm_client_isolate_async (client, tenant_id, group, NULL, isolated_cb, user_data);
  else
    davy_arm_client_end_isolation_async (client, tenant_id, group, NULL, reconnected_cb, user_data);
}

static void
send_change (DavyCase *subject, const DavyAct *act, GTask *task)
{
  list_groups (subject, NULL, group_found_cb, task);
}

/* A group that is gone lets everything pass, and has no rule of ours. */
static DavyActState
judge_group (const DavyAct *act, const DavySecurityGroup *group)
{
  gboolean made;

  if (isolates (act))
    made = group != NULL && davy_security_group_is_isolated (group);
  else
    made = group == NULL || !davy_security_group_has_own_rules (group);

  return made ? DAVY_ACT_DONE : DAVY_ACT_FAILED;
}

static int
compare_ids (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

/* Azure keeps neither their order nor their letter case. */
static GVariant *
create_members (const DavySecurityGroup *group)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < group->members->len; i++)
    g_ptr_array_add (ids, g_ascii_strdown (g_ptr_array_index (group->members, i), -1));
  g_ptr_array_sort (ids, compare_ids);

  return g_variant_new_strv ((const char *const *) ids->pdata, ids->len);
}

/* Rules that let nothing pass would hold for something else than the person saw. */
static gboolean
stands_otherwise (const DavyAct *act, const DavySecurityGroup *group)
{
  g_autoptr (GVariant) shown = NULL;
  g_autoptr (GVariant) members = NULL;

  if (group == NULL)
    return isolates (act);
  if (act->facts != NULL)
    shown = g_variant_lookup_value (act->facts, FACT_MEMBERS, NULL);
  members = g_variant_ref_sink (create_members (group));

  return shown != NULL && !g_variant_equal (members, shown);
}

static void
groups_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) groups =
      davy_arm_client_list_security_groups_finish (DAVY_ARM_CLIENT (source), result, &error);

  const DavyAct *act = davy_act_of_task (user_data);
  const DavySecurityGroup *group =
      groups != NULL ? davy_security_groups_find (groups, act->target) : NULL;

  if (groups == NULL)
    davy_act_seen (user_data, DAVY_ACT_PENDING, error);
  else if (stands_otherwise (act, group))
    davy_act_seen_otherwise (user_data, judge_group (act, group));
  else
    davy_act_seen (user_data, judge_group (act, group), NULL);
}

static void
read_change (DavyCase *subject, const DavyAct *act, GTask *task)
{
  list_groups (subject, g_task_get_cancellable (task), groups_listed_cb, task);
}

/* Their target is the network security group. */
const DavyActKind davy_act_isolate = { "isolate", send_change, read_change, TRUE };
const DavyActKind davy_act_reconnect = { "reconnect", send_change, read_change, TRUE };

/* --- the facts ----------------------------------------------------------------------------- */

/**
 * davy_snapshot_facts_new:
 * @region: where the disk is
 *
 * Returns: (transfer floating): what the journal has to know so that a snapshot can be made
 */
GVariant *
davy_snapshot_facts_new (const char *region)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, FACT_REGION, "s", region);

  return g_variant_dict_end (&facts);
}

/**
 * davy_isolation_facts_new:
 * @group: a network security group, as it was shown
 *
 * Returns: (transfer floating): what the journal has to know so that nothing else is cut off, or
 *   let through again
 */
GVariant *
davy_isolation_facts_new (const DavySecurityGroup *group)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert_value (&facts, FACT_MEMBERS, create_members (group));

  return g_variant_dict_end (&facts);
}
