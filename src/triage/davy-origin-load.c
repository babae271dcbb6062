/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-origin-load.h"

#include <string.h>

#include "azure/davy-arm-compute.h"
#include "core/davy-error.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-clocks.h"
#include "triage/davy-case-place.h"
#include "triage/davy-case-private.h"
#include "triage/davy-evidence.h"

/* The account of the logs is made from what is stored as evidence. The sizes of machines stand in
 * no log and in no list of resources, and by which id Partner Center goes in no evidence: both are
 * read anew, and done without when that fails. */

typedef enum
{
  PART_ACTIVITY,
  PART_AUDIT,
  PART_INVENTORY,
  N_PARTS,
} Part;

static const char *const part_keys[N_PARTS] = {
  [PART_ACTIVITY] = DAVY_EVIDENCE_ACTIVITY,
  [PART_AUDIT] = DAVY_EVIDENCE_AUDIT,
  [PART_INVENTORY] = DAVY_EVIDENCE_INVENTORY,
};

typedef struct
{
  Part next;
  GBytes *parts[N_PARTS]; /* (nullable) */
  DavyTime since;
  GPtrArray *machines;   /* (element-type DavyArmSite) */
  char *subscription_id; /* (nullable): at Partner Center */
} Load;

static void read_next_part (GTask *task);

static void
load_free (gpointer data)
{
  Load *load = data;

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&load->parts[i], g_bytes_unref);
  g_ptr_array_unref (load->machines);
  g_free (load->subscription_id);
  g_free (load);
}

static void
take_sites (GPtrArray *sites, GBytes *lines)
{
  g_autoptr (GPtrArray) more = lines != NULL ? davy_arm_sites_from_lines (lines, NULL) : NULL;

  if (more != NULL)
    g_ptr_array_extend_and_steal (sites, g_steal_pointer (&more));
}

/* A log of ninety days may be long. */
static void
tell_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) activities =
      davy_arm_activities_from_lines (load->parts[PART_ACTIVITY], &error);
  g_autoptr (GPtrArray) records = NULL;
  DavyOrigin *origin;

  if (activities == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (load->parts[PART_AUDIT] != NULL)
    records = davy_audit_records_from_lines (load->parts[PART_AUDIT], NULL);
  take_sites (load->machines, load->parts[PART_INVENTORY]);

  origin = davy_origin_new (activities, records, load->machines, load->since);
  if (records != NULL && load->subscription_id != NULL)
    origin->order = davy_audit_find_creation (records, load->subscription_id);
  g_task_return_pointer (task, origin, (GDestroyNotify) davy_origin_free);
}

static void
place_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Load *load = g_task_get_task_data (task);
  g_autoptr (DavyCasePlace) place = davy_case_find_place_finish (DAVY_CASE (source), result, NULL);

  if (place != NULL)
    load->subscription_id = g_strdup (place->subscription_id);
  g_task_run_in_thread (task, tell_cb);
}

static void
find_place (GTask *task)
{
  davy_case_find_place_async (g_task_get_source_object (task), g_task_get_cancellable (task),
                              place_found_cb, g_object_ref (task));
}

static void
compute_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Load *load = g_task_get_task_data (task);
  g_autoptr (DavyComputeList) list =
      davy_arm_client_list_compute_finish (DAVY_ARM_CLIENT (source), result, NULL);

  for (guint i = 0; list != NULL && i < list->items->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (list->items, i);
      DavyArmSite *site = g_new0 (DavyArmSite, 1);

      site->id = g_strdup (compute->id);
      site->region = g_strdup (compute->region);
      site->size = g_strdup (compute->size);
      site->created = compute->created;
      g_ptr_array_add (load->machines, site);
    }
  find_place (task);
}

static void
list_compute (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  DavyArmClient *client = davy_case_get_arm (self, NULL);
  const char *tenant_id = davy_case_get_customer_tenant_id (self);

  if (client == NULL || tenant_id == NULL)
    find_place (task);
  else
    davy_arm_client_list_compute_async (client, tenant_id, davy_case_get_azure_id (self),
                                        g_task_get_cancellable (task), compute_listed_cb,
                                        g_object_ref (task));
}

static void
part_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->parts[load->next] = davy_evidence_read_finish (DAVY_EVIDENCE (source), result, &error);
  if (error != NULL && load->next == PART_ACTIVITY)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);

  if (++load->next < N_PARTS)
    read_next_part (task);
  else
    list_compute (task);
}

static void
read_next_part (GTask *task)
{
  const Load *load = g_task_get_task_data (task);
  DavyEvidence *evidence = davy_case_get_evidence (g_task_get_source_object (task));

  davy_evidence_read_async (evidence, part_keys[load->next], g_task_get_cancellable (task),
                            part_read_cb, g_object_ref (task));
}

/**
 * davy_case_load_origin_async:
 * @self: a case whose activity log is stored as evidence
 * @cancellable: (nullable): to give up
 * @callback: called with the account
 * @user_data: for @callback
 *
 * Makes an account of how what stands in the case's subscription came to be, and by whom.
 */
void
davy_case_load_origin_async (DavyCase *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  DavyEvidence *evidence = davy_case_get_evidence (self);
  const DavyEvidencePart *log = davy_evidence_get_part (evidence, DAVY_EVIDENCE_ACTIVITY);
  DavyTime read_at =
      log != NULL && log->stored_at != DAVY_TIME_UNSET ? log->stored_at : davy_time_now ();
  Load *load = g_new0 (Load, 1);

  load->machines = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_site_free);
  load->since = read_at - DAVY_LOG_DAYS * DAVY_TIME_DAY;
  g_task_set_source_tag (task, davy_case_load_origin_async);
  g_task_set_task_data (task, load, load_free);
  read_next_part (task);
}

/**
 * davy_case_load_origin_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND while the activity log is not stored; as
 *   davy_evidence_read_finish() otherwise
 *
 * Returns: (transfer full) (nullable): the account
 */
DavyOrigin *
davy_case_load_origin_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_case_load_origin_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_case_dup_caller_name:
 * @self: a case
 * @caller: somebody in its logs
 *
 * Who acts by granular delegated rights is logged under the id that he has in the partner's
 * directory. Those who are signed in here are known by it.
 *
 * Returns: (transfer full) (nullable): the user name of a colleague; %NULL for everybody else
 */
char *
davy_case_dup_caller_name (DavyCase *self, const char *caller)
{
  g_autofree char *id = davy_caller_dup_delegated_id (caller);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->accounts));

  for (guint i = 0; id != NULL && i < n; i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);
      const char *account_id = davy_account_get_id (account);

      if (g_ascii_strncasecmp (account_id, id, strlen (id)) == 0 && account_id[strlen (id)] == '.')
        return g_strdup (davy_account_get_username (account));
    }

  return NULL;
}
