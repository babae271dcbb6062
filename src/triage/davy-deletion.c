/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-deletion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "azure/davy-arm-id.h"
#include "core/davy-error.h"
#include "triage/davy-case-private.h"
#include "triage/davy-deletion-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-facts.h"

/* The frozen plan of a case: what has to be given before there is one, and how far it is. Whatever
 * way leads here, no plan is written down without the evidence and the subscription's name. */

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} DavyDeletionSignal;

static guint signals[SIGNAL_LAST];

typedef struct
{
  GStrv ids;
  char *by;
  DavyTime at;
  char *how;
  char *typed;
} Freezing;

G_DEFINE_FINAL_TYPE (DavyDeletion, davy_deletion, G_TYPE_OBJECT)

static void
freezing_free (gpointer data)
{
  Freezing *freezing = data;

  g_strfreev (freezing->ids);
  g_free (freezing->by);
  g_free (freezing->how);
  g_free (freezing->typed);
  g_free (freezing);
}

static void
target_free (gpointer data)
{
  DavyDeletionTarget *target = data;

  g_free (target->id);
  g_clear_error (&target->error);
  g_free (target->correlation_id);
  g_free (target);
}

static gboolean
set_missing (GError **error, const char *sentence)
{
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, sentence);
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\n")] == '\0';
}

/* --- what the journal says ----------------------------------------------------------------- */

/* @plan: (out): its entry in the journal */
static GStrv
read_plan (DavyCase *subject, const DavyCaseEntry **plan)
{
  const GPtrArray *entries = davy_case_get_record (subject)->entries;

  for (guint i = entries->len; i > 0; i--)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i - 1);
      g_autoptr (GVariant) facts = NULL;
      GStrv ids = NULL;

      if (strcmp (entry->kind, DAVY_ENTRY_PLAN) != 0)
        continue;
      facts = davy_facts_from_text (entry->facts);
      *plan = entry;
      if (facts != NULL && g_variant_lookup (facts, "ids", "^as", &ids))
        return ids;
    }

  return NULL;
}

static const DavyAct *
find_act (const GPtrArray *acts, const char *id)
{
  for (guint i = acts->len; i > 0; i--)
    {
      const DavyAct *act = g_ptr_array_index (acts, i - 1);

      if (davy_arm_id_equal (act->target, id))
        return act;
    }

  return NULL;
}

static void
read_act (DavyDeletionTarget *target, const DavyAct *act)
{
  static const DavyDeletionState states[] = {
    [DAVY_ACT_PENDING] = DAVY_DELETION_UNSETTLED,
    [DAVY_ACT_DONE] = DAVY_DELETION_GONE,
    [DAVY_ACT_FAILED] = DAVY_DELETION_FAILED,
    [DAVY_ACT_UNDONE] = DAVY_DELETION_FAILED,
  };

  target->state = states[act->state];
  target->correlation_id = g_strdup (act->correlation_id);
  if (target->state == DAVY_DELETION_FAILED && act->fault != NULL)
    target->error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_CONFLICT, act->fault);
}

/* What another run found gone already was not sent; the journal says so in an entry of its own. */
static gboolean
was_found_gone (DavyCase *subject, const char *id)
{
  const GPtrArray *entries = davy_case_get_record (subject)->entries;

  for (guint i = entries->len; i > 0; i--)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i - 1);
      g_autoptr (GVariant) facts = NULL;
      const char *gone = NULL;

      if (strcmp (entry->kind, DAVY_ENTRY_PLAN) == 0)
        return FALSE;
      if (strcmp (entry->kind, DAVY_ENTRY_CHANGED) != 0)
        continue;
      facts = davy_facts_from_text (entry->facts);
      if (facts != NULL && g_variant_lookup (facts, "gone", "&s", &gone) &&
          davy_arm_id_equal (gone, id))
        return TRUE;
    }

  return FALSE;
}

static void
load (DavyDeletion *self)
{
  const DavyCaseEntry *plan = NULL;
  g_auto (GStrv) ids = read_plan (self->subject, &plan);
  g_autoptr (GPtrArray) acts = davy_case_list_acts (self->subject, davy_deletion_kind.key);

  g_ptr_array_set_size (self->targets, 0);
  self->frozen_at = plan != NULL ? plan->time - plan->clock_offset : DAVY_TIME_UNSET;
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      DavyDeletionTarget *target = g_new0 (DavyDeletionTarget, 1);
      const DavyAct *act = find_act (acts, ids[i]);

      target->id = g_strdup (ids[i]);
      /* What was deleted before, and is planned anew, came back. */
      if (act != NULL && (act->intent > plan->position || act->state == DAVY_ACT_PENDING))
        read_act (target, act);
      else if (was_found_gone (self->subject, ids[i]))
        target->state = DAVY_DELETION_GONE;
      g_ptr_array_add (self->targets, target);
    }
}

static void
davy_deletion_finalize (GObject *object)
{
  DavyDeletion *self = DAVY_DELETION (object);

  g_ptr_array_unref (self->targets);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_deletion_parent_class)->finalize (object);
}

static void
davy_deletion_class_init (DavyDeletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_deletion_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_deletion_init (DavyDeletion *self)
{
  self->targets = g_ptr_array_new_with_free_func (target_free);
}

/* --- within the carrying out --------------------------------------------------------------- */

/* @error: (nullable): why it failed; copied */
void
davy_deletion_set_state (DavyDeletion *self,
                         DavyDeletionTarget *target,
                         DavyDeletionState state,
                         const GError *error)
{
  target->state = state;
  g_clear_error (&target->error);
  if (error != NULL)
    target->error = g_error_copy (error);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
davy_deletion_evidence_is_enough (DavyDeletion *self, GError **error)
{
  const char *missing = NULL;

  if (davy_evidence_is_enough (davy_case_get_evidence (self->subject), &missing))
    return TRUE;

  return set_missing (error, _ ("First store the evidence."));
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_deletion_new:
 * @subject: a case
 *
 * Returns: (transfer full): what was frozen last in the case and how far it is, by its journal
 */
DavyDeletion *
davy_deletion_new (DavyCase *subject)
{
  DavyDeletion *self = g_object_new (DAVY_TYPE_DELETION, NULL);

  self->subject = g_object_ref (subject);
  load (self);

  return self;
}

/**
 * davy_deletion_get_name:
 * @self: a deletion
 *
 * Returns: (transfer none): the name that has to be typed: the subscription's, or its id where it
 *   has none
 */
const char *
davy_deletion_get_name (DavyDeletion *self)
{
  const char *name = davy_case_get_subscription_name (self->subject);

  return is_blank (name) ? davy_case_get_azure_id (self->subject) : name;
}

/**
 * davy_deletion_get_targets:
 * @self: a deletion
 *
 * Returns: (transfer none) (element-type DavyDeletionTarget): the frozen plan; empty when there is
 *   none
 */
const GPtrArray *
davy_deletion_get_targets (DavyDeletion *self)
{
  return self->targets;
}

/**
 * davy_deletion_count:
 * @self: a deletion
 * @state: a state
 *
 * Returns: how many of the frozen plan are in it
 */
guint
davy_deletion_count (DavyDeletion *self, DavyDeletionState state)
{
  guint n = 0;

  for (guint i = 0; i < self->targets->len; i++)
    n += ((DavyDeletionTarget *) g_ptr_array_index (self->targets, i))->state == state ? 1 : 0;

  return n;
}

/* Nothing of another subscription, no group, nothing that is never deleted, nothing twice. */
static gboolean
check_ids (DavyDeletion *self, const char *const *ids, GError **error)
{
  g_autofree char *scope =
      g_strconcat ("/subscriptions/", davy_case_get_azure_id (self->subject), NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (ids[0] == NULL)
    return set_missing (error, _ ("Nothing is ticked."));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (DavyArmId) id = davy_arm_id_parse (ids[i], NULL);
      g_autofree char *type = id != NULL && id->provider != NULL
                                  ? g_strconcat (id->provider, "/", id->type, NULL)
                                  : NULL;

      if (type == NULL || !davy_arm_id_is_within (ids[i], scope) ||
          davy_deletion_type_is_kept (type))
        return set_missing (error, _ ("The plan holds something that is not deleted from here."));
      if (!g_hash_table_add (seen, g_ascii_strdown (ids[i], -1)))
        return set_missing (error, _ ("The plan holds something twice."));
    }

  return TRUE;
}

/**
 * davy_deletion_check:
 * @self: a deletion
 * @ids: (array zero-terminated=1): exactly what is to be deleted
 * @consent: what the person gave
 * @error: %DAVY_ERROR_INPUT, a sentence that says what is missing
 *
 * Returns: whether davy_deletion_freeze_async() would take it, but for the evidence
 */
gboolean
davy_deletion_check (DavyDeletion *self,
                     const char *const *ids,
                     const DavyDeletionConsent *consent,
                     GError **error)
{
  if (davy_case_is_closed (self->subject))
    return set_missing (error, _ ("This case is closed."));
  if (self->is_running || davy_deletion_count (self, DAVY_DELETION_UNSETTLED) > 0)
    return set_missing (error, _ ("First end what was begun."));
  if (!check_ids (self, ids, error))
    return FALSE;
  if (is_blank (consent->by))
    return set_missing (error, _ ("Write down who confirmed that these are not needed."));
  if (consent->at == DAVY_TIME_UNSET)
    return set_missing (error, _ ("Say when that was confirmed."));
  if (is_blank (consent->how))
    return set_missing (error, _ ("Say how that was confirmed."));
  if (g_strcmp0 (consent->typed, davy_deletion_get_name (self)) != 0)
    return set_missing (error, _ ("Type the subscription’s name as it is written above."));

  return TRUE;
}

static void
plan_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyDeletion *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  load (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

static void
write_plan (GTask *task)
{
  DavyDeletion *self = g_task_get_source_object (task);
  const Freezing *freezing = g_task_get_task_data (task);
  DavyCaseWrite *write = davy_case_write_new (self->subject);
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert_value (&facts, "ids",
                               g_variant_new_strv ((const char *const *) freezing->ids, -1));
  davy_facts_insert_text (&facts, "by", freezing->by);
  g_variant_dict_insert (&facts, "at", "x", freezing->at);
  davy_facts_insert_text (&facts, "how", freezing->how);
  davy_facts_insert_text (&facts, "name", freezing->typed);
  davy_case_write_add (write, DAVY_ENTRY_PLAN, davy_steps[DAVY_STEP_DELETE].key,
                       g_variant_dict_end (&facts));
  davy_case_write_run_async (self->subject, write, NULL, plan_written_cb, g_object_ref (task));
}

static void
evidence_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_evidence_add_resources_finish (DAVY_EVIDENCE (source), result, &error) &&
      davy_deletion_evidence_is_enough (g_task_get_source_object (task), &error))
    write_plan (task);
  else
    g_task_return_error (task, error);
}

/**
 * davy_deletion_freeze_async:
 * @self: a deletion
 * @ids: (array zero-terminated=1): exactly what is to be deleted, in its order
 * @consent: what the person gave
 * @cancellable: (nullable): to give up before it is written down
 * @callback: called when the plan is on the disk
 * @user_data: for @callback
 *
 * Looks that the required evidence is there: what comes in or is waived later does not count for a
 * consent given before. Stores a full GET of each of @ids as evidence, and writes the plan down.
 * From then on it is what davy_deletion_run_async() goes by.
 */
void
davy_deletion_freeze_async (DavyDeletion *self,
                            const char *const *ids,
                            const DavyDeletionConsent *consent,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Freezing *freezing = g_new0 (Freezing, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, davy_deletion_freeze_async);
  freezing->ids = g_strdupv ((GStrv) ids);
  freezing->by = g_strdup (consent->by);
  freezing->at = consent->at;
  freezing->how = g_strdup (consent->how);
  freezing->typed = g_strdup (consent->typed);
  g_task_set_task_data (task, freezing, freezing_free);
  if (davy_deletion_check (self, ids, consent, &error) &&
      davy_deletion_evidence_is_enough (self, &error))
    davy_evidence_add_resources_async (davy_case_get_evidence (self->subject), ids, cancellable,
                                       evidence_stored_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * davy_deletion_freeze_finish:
 * @self: a deletion
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT, a sentence that says what is missing, the evidence among it;
 *   %DAVY_ERROR_OFFLINE and the like when the evidence could not be had
 *
 * Returns: whether the plan is written down
 */
gboolean
davy_deletion_freeze_finish (DavyDeletion *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_deletion_freeze_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_deletion_is_running:
 * @self: a deletion
 *
 * Returns: whether something is under way
 */
gboolean
davy_deletion_is_running (DavyDeletion *self)
{
  return self->is_running;
}

/**
 * davy_deletion_stop:
 * @self: a deletion
 *
 * Sends nothing more. What was sent is followed to its end.
 */
void
davy_deletion_stop (DavyDeletion *self)
{
  self->is_stopping = self->is_running;
}
