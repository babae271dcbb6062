/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-verification.h"

#include <math.h>

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-cost.h"
#include "core/davy-error.h"
#include "store/davy-details.h"
#include "store/davy-usage-table.h"
#include "triage/davy-act-private.h"
#include "triage/davy-azure-ticket.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-case-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-facts.h"
#include "triage/davy-origin.h"
#include "triage/davy-precaution-acts.h"
#include "usage/davy-expectation.h"
#include "usage/davy-money-gate.h"

/* Looking again, one and two days after the last act: the activity log from then on, and the cost.
 * What was found goes into the journal; nothing is changed. */

#define COST_DAYS 60

const guint davy_verification_hours[DAVY_N_LOOKS] = { 24, 48 };

typedef struct
{
  DavyCase *handled;
  DavyVerification found;
  char currency[4];        /* of @total; "" when no amount is known */
  double total[COST_DAYS]; /* to the day of the look; NAN for a day of which nothing is known */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->handled);
  g_free (look);
}

/* --- the journal --------------------------------------------------------------------------- */

/* Neither a ticket nor a snapshot changes what runs in the subscription, and both may come after
 * the looking. */
static gboolean
is_looked_after (const DavyAct *act)
{
  return !g_str_equal (act->kind, DAVY_ACT_CREATE_TICKET) &&
         !g_str_equal (act->kind, davy_act_snapshot.key);
}

static gboolean
proves_act (const DavyCaseEntry *entry, const GPtrArray *acts)
{
  g_autoptr (GVariant) facts = NULL;
  const char *state = NULL;

  if (!g_str_equal (entry->kind, DAVY_ENTRY_ACT_PROOF))
    return FALSE;
  facts = davy_facts_from_text (entry->facts);
  if (facts == NULL || !g_variant_lookup (facts, "state", "&s", &state) ||
      !g_str_equal (state, "done"))
    return FALSE;

  for (guint i = 0; i < acts->len; i++)
    {
      const DavyAct *act = g_ptr_array_index (acts, i);

      if (act->intent == entry->refers)
        return is_looked_after (act);
    }

  return FALSE;
}

static DavyVerification *
find_last_look (const GPtrArray *entries)
{
  DavyVerification *found = NULL;

  for (guint i = entries->len; i > 0 && found == NULL; i--)
    found = davy_verification_read (g_ptr_array_index (entries, i - 1));

  return found;
}

static GVariant *
describe (const DavyVerification *found)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "since", "x", found->since);
  g_variant_dict_insert (&facts, "hours", "u", found->hours);
  g_variant_dict_insert (&facts, "creates", "u", found->creates);
  g_variant_dict_insert (&facts, "n-creates", "u", found->n_creates);
  g_variant_dict_insert (&facts, "roles", "u", found->roles);
  g_variant_dict_insert (&facts, "n-roles", "u", found->n_roles);
  g_variant_dict_insert (&facts, "cost", "u", found->cost);

  return g_variant_dict_end (&facts);
}

static guint
count_hours (DavyTime since, DavyTime now)
{
  guint hours = 0;

  for (guint i = 0; i < DAVY_N_LOOKS; i++)
    if (now - since >= davy_verification_hours[i] * DAVY_TIME_HOUR)
      hours = davy_verification_hours[i];

  return hours;
}

/* --- what is found ------------------------------------------------------------------------- */

static void
entry_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const Look *look = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  davy_evidence_collect_after_async (davy_case_get_evidence (look->handled), NULL, NULL, NULL);
  g_task_return_pointer (task, g_memdup2 (&look->found, sizeof look->found),
                         (GDestroyNotify) davy_verification_free);
}

static DavyDay
get_first_day (const Look *look)
{
  return davy_day_from_time (look->found.at) - COST_DAYS + 1;
}

/* The days that ended since then: one above the expected range is enough.
 * @planned: (nullable): a detector that knows what was planned */
static DavyFinding
judge_cost (Look *look, const DavyDetector *planned)
{
  const DavySeries series = { .first = get_first_day (look),
                              .length = COST_DAYS,
                              .values = look->total };
  DavyDetector detector = planned != NULL ? *planned : davy_detector_defaults;
  g_autoptr (DavyExpectation) expectation = NULL;
  DavyDay since = davy_day_from_time (look->found.since);
  DavyFinding finding = DAVY_FINDING_UNKNOWN;

  davy_money_gate_set_currency (&detector, look->currency);
  expectation = davy_expectation_new (&series, &detector);
  for (guint i = 0; i + 1 < COST_DAYS; i++)
    {
      if (series.first + (DavyDay) i <= since || isnan (look->total[i]) ||
          isnan (expectation->high[i]))
        continue;
      if (look->total[i] > expectation->high[i])
        return DAVY_FINDING_BAD;
      finding = DAVY_FINDING_GOOD;
    }

  return finding;
}

/* @usage: (nullable): whose detector knows what was planned
 * Returns: (nullable): that detector, unless its amounts are of another currency */
static const DavyDetector *
find_planned (const Look *look, const DavyUsageTable *usage)
{
  if (usage == NULL || (*usage->currency != '\0' && !g_str_equal (usage->currency, look->currency)))
    return NULL;

  return &usage->detector;
}

/* @task: (transfer full); @usage: (nullable): what is stored of it */
static void
finish_look (GTask *task, const DavyUsageTable *usage)
{
  Look *look = g_task_get_task_data (task);
  DavyCaseWrite *write = davy_case_write_new (look->handled);

  look->found.cost = judge_cost (look, find_planned (look, usage));
  davy_case_write_add (write, DAVY_ENTRY_VERIFIED, NULL, describe (&look->found));
  davy_case_write_run_async (look->handled, write, g_task_get_cancellable (task), entry_written_cb,
                             task);
}

static void
usage_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyUsageTable) usage =
      davy_store_load_usage_finish (DAVY_STORE (source), result, NULL);

  finish_look (user_data, usage);
}

static void
subscription_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (DavySubscription) subscription =
      davy_store_find_subscription_finish (DAVY_STORE (source), result, NULL);

  if (subscription == NULL)
    finish_look (task, NULL);
  else
    davy_store_load_usage_async (DAVY_STORE (source), davy_subscription_get_id (subscription),
                                 DAVY_DIMENSION_SERVICE, g_task_get_cancellable (task),
                                 usage_read_cb, task);
}

/* Amounts are never mixed: those of the latest currency count. */
static void
add_up_cost (Look *look, const GPtrArray *rows)
{
  DavyDay first = get_first_day (look);
  DavyDay latest = first;

  for (guint i = 0; i < COST_DAYS; i++)
    look->total[i] = NAN;
  for (guint i = 0; i < rows->len; i++)
    {
      const DavyCostRow *row = g_ptr_array_index (rows, i);

      if (row->day < latest)
        continue;
      latest = row->day;
      g_strlcpy (look->currency, row->cost.currency, sizeof look->currency);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const DavyCostRow *row = g_ptr_array_index (rows, i);
      int at = row->day - first;

      if (at < 0 || at >= COST_DAYS || !g_str_equal (row->cost.currency, look->currency))
        continue;
      look->total[at] =
          (isnan (look->total[at]) ? 0 : look->total[at]) + davy_money_to_double (&row->cost);
    }
}

static void
cost_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rows =
      davy_arm_client_query_cost_finish (DAVY_ARM_CLIENT (source), result, NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  add_up_cost (look, rows != NULL ? rows : none);
  davy_store_find_subscription_async (davy_case_get_store (look->handled),
                                      davy_case_get_account_id (look->handled),
                                      davy_case_get_azure_id (look->handled),
                                      g_task_get_cancellable (task), subscription_found_cb, task);
}

/* Our own people act too: scale sets that they shrink are written, roles that they hold stay. */
static gboolean
is_meant (const Look *look, const DavyArmActivityOperation *operation)
{
  DavyAccount *account = davy_case_find_account (look->handled);
  DavyCallerMark mark = davy_case_get_caller_mark (look->handled, operation->caller);

  return mark == DAVY_CALLER_COLLEAGUE || mark == DAVY_CALLER_CUSTOMER ||
         mark == DAVY_CALLER_AUTOMATION ||
         (account != NULL && operation->caller != NULL &&
          g_ascii_strcasecmp (operation->caller, davy_account_get_username (account)) == 0);
}

static void
judge_log (Look *look, GPtrArray *events)
{
  DavyVerification *found = &look->found;
  g_autoptr (GPtrArray) operations = davy_arm_activities_group (events);

  for (guint i = 0; i < operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (operations, i);
      DavyDeedKind kind = davy_deed_kind_from_operation (operation->name);

      if (g_strcmp0 (operation->status, "Failed") == 0 || is_meant (look, operation))
        continue;
      if (davy_deed_kind_computes (kind))
        found->n_creates++;
      else if (kind == DAVY_DEED_ROLE || kind == DAVY_DEED_ELEVATION)
        found->n_roles++;
    }
  found->creates = found->n_creates > 0 ? DAVY_FINDING_BAD : DAVY_FINDING_GOOD;
  found->roles = found->n_roles > 0 ? DAVY_FINDING_BAD : DAVY_FINDING_GOOD;
}

static void
activity_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyArmClient *arm = DAVY_ARM_CLIENT (source);
  Look *look = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) events = davy_arm_client_list_activity_finish (arm, result, &error);
  DavyDay today = davy_day_from_time (look->found.at);

  if (events == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  judge_log (look, events);
  davy_arm_client_query_cost_async (
      arm, davy_case_get_customer_tenant_id (look->handled), davy_case_get_azure_id (look->handled),
      0, today - COST_DAYS + 1, today, cancellable, cost_queried_cb, g_steal_pointer (&task));
}

/* A journal may be of a later version, or spoiled. */
static DavyFinding
read_finding (GVariant *facts, const char *key)
{
  guint finding = DAVY_FINDING_UNKNOWN;

  g_variant_lookup (facts, key, "u", &finding);

  return finding <= DAVY_FINDING_BAD ? finding : DAVY_FINDING_UNKNOWN;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_verification_free:
 * @self: (transfer full): what a look found
 */
void
davy_verification_free (DavyVerification *self)
{
  g_free (self);
}

/**
 * davy_verification_read:
 * @entry: an entry of a journal
 *
 * Returns: (transfer full) (nullable): what the look found that it tells of; %NULL when it tells of
 *   something else
 */
DavyVerification *
davy_verification_read (const DavyCaseEntry *entry)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  DavyVerification *found;

  if (!g_str_equal (entry->kind, DAVY_ENTRY_VERIFIED) || facts == NULL)
    return NULL;

  found = g_new0 (DavyVerification, 1);
  found->at = entry->time;
  g_variant_lookup (facts, "since", "x", &found->since);
  g_variant_lookup (facts, "hours", "u", &found->hours);
  found->creates = read_finding (facts, "creates");
  g_variant_lookup (facts, "n-creates", "u", &found->n_creates);
  found->roles = read_finding (facts, "roles");
  g_variant_lookup (facts, "n-roles", "u", &found->n_roles);
  found->cost = read_finding (facts, "cost");

  return found;
}

/**
 * davy_verification_is_good:
 * @self: what a look found
 *
 * Returns: whether all of it is as it should be
 */
gboolean
davy_verification_is_good (const DavyVerification *self)
{
  return self->creates == DAVY_FINDING_GOOD && self->roles == DAVY_FINDING_GOOD &&
         self->cost == DAVY_FINDING_GOOD;
}

/**
 * davy_verification_get_mark:
 * @self: what a look found
 *
 * Returns: how to read it
 */
DavyMark
davy_verification_get_mark (const DavyVerification *self)
{
  if (davy_verification_is_good (self))
    return DAVY_MARK_GOOD;

  return self->creates == DAVY_FINDING_BAD || self->roles == DAVY_FINDING_BAD ||
                 self->cost == DAVY_FINDING_BAD
             ? DAVY_MARK_ATTENTION
             : DAVY_MARK_UNKNOWN;
}

/**
 * davy_verification_find_last_act:
 * @entries: (element-type DavyCaseEntry): the journal of a case
 *
 * Returns: when the last act was proved that it is looked after; %DAVY_TIME_UNSET when nothing was
 *   done
 */
DavyTime
davy_verification_find_last_act (const GPtrArray *entries)
{
  g_autoptr (GPtrArray) acts = davy_acts_read (entries);

  for (guint i = entries->len; i > 0; i--)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i - 1);

      if (proves_act (entry, acts))
        return entry->time;
    }

  return DAVY_TIME_UNSET;
}

/**
 * davy_verification_find_due:
 * @entries: (element-type DavyCaseEntry): the journal of a case
 *
 * 24 and 48 hours after the last act that was proved it is looked again (`playbook.md` C.3, step
 * 12). A later act begins anew; a ticket or a snapshot does not.
 *
 * Returns: when to look next; %DAVY_TIME_UNSET when there is nothing to look for, or no more
 */
DavyTime
davy_verification_find_due (const GPtrArray *entries)
{
  DavyTime since = davy_verification_find_last_act (entries);
  g_autoptr (DavyVerification) last = find_last_look (entries);
  guint seen = last != NULL && last->since == since ? last->hours : 0;

  for (guint i = 0; since != DAVY_TIME_UNSET && i < DAVY_N_LOOKS; i++)
    if (davy_verification_hours[i] > seen)
      return since + davy_verification_hours[i] * DAVY_TIME_HOUR;

  return DAVY_TIME_UNSET;
}

/**
 * davy_db_list_cases_with_act:
 * @db: any connection
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the cases in which something was done
 *   at Microsoft, or was to be, their rows
 */
GArray *
davy_db_list_cases_with_act (DavyDb *db, GError **error)
{
  return davy_db_list_cases_with_entry (db, DAVY_ENTRY_ACT_INTENT, error);
}

/**
 * davy_case_get_verification:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): what the last look found; %NULL when there was none
 */
DavyVerification *
davy_case_get_verification (DavyCase *self)
{
  return find_last_look (davy_case_get_record (self)->entries);
}

/**
 * davy_case_verify_async:
 * @self: a case
 * @cancellable: (nullable): to give up
 * @callback: called when what was found is in the journal
 * @user_data: for @callback
 *
 * Looks what happened since the last act that was proved. That the cost cannot be read leaves it
 * unknown. Where a role was taken away the roles are read once more, as evidence.
 */
void
davy_case_verify_async (DavyCase *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  DavyTime since = davy_verification_find_last_act (davy_case_get_record (self)->entries);
  Look *look = g_new0 (Look, 1);
  GError *error = NULL;
  DavyArmClient *arm;

  look->handled = g_object_ref (self);
  look->found.at = davy_time_now ();
  look->found.since = since;
  look->found.hours = count_hours (since, look->found.at);
  g_task_set_source_tag (task, davy_case_verify_async);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  arm = davy_case_get_arm (self, &error);
  if (arm == NULL)
    g_task_return_error (task, error);
  else if (since == DAVY_TIME_UNSET || davy_case_get_customer_tenant_id (self) == NULL)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "Nothing was done yet");
  else
    davy_arm_client_list_activity_async (arm, davy_case_get_customer_tenant_id (self),
                                         davy_case_get_azure_id (self), since, look->found.at,
                                         DAVY_ARM_ACTIVITY_ALL, NULL, cancellable,
                                         activity_listed_cb, g_steal_pointer (&task));
}

/**
 * davy_case_verify_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND when no act was proved, or any other #DavyError
 *
 * Returns: (transfer full) (nullable): what was found
 */
DavyVerification *
davy_case_verify_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_case_verify_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
