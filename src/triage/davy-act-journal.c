/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-act-private.h"

#include <string.h>

#include "triage/davy-facts.h"

/* Acts as the journal holds them: an intent, the result and the proofs that refer to it. */

static const char *const state_keys[] = {
  [DAVY_ACT_PENDING] = "pending",
  [DAVY_ACT_DONE] = "done",
  [DAVY_ACT_FAILED] = "failed",
  [DAVY_ACT_UNDONE] = "undone",
};

static const char *const outcome_keys[] = {
  [DAVY_ACT_UNANSWERED] = "", [DAVY_ACT_ACCEPTED] = "accepted", [DAVY_ACT_REFUSED] = "refused",
  [DAVY_ACT_FOUND] = "found", [DAVY_ACT_NOT_MADE] = "not-made", [DAVY_ACT_NOT_SENT] = "not-sent",
};

/**
 * davy_act_copy:
 * @self: an act
 *
 * Returns: (transfer full): the same act
 */
DavyAct *
davy_act_copy (const DavyAct *self)
{
  DavyAct *copy = g_memdup2 (self, sizeof *self);

  copy->step = g_strdup (self->step);
  copy->kind = g_strdup (self->kind);
  copy->target = g_strdup (self->target);
  copy->facts = self->facts != NULL ? g_variant_ref (self->facts) : NULL;
  copy->correlation_id = g_strdup (self->correlation_id);
  copy->fault = g_strdup (self->fault);
  copy->who = g_strdup (self->who);

  return copy;
}

/**
 * davy_act_free:
 * @self: (transfer full): an act
 */
void
davy_act_free (DavyAct *self)
{
  g_free (self->step);
  g_free (self->kind);
  g_free (self->target);
  g_clear_pointer (&self->facts, g_variant_unref);
  g_free (self->correlation_id);
  g_free (self->fault);
  g_free (self->who);
  g_free (self);
}

/**
 * davy_act_is_draft:
 * @self: an act
 *
 * Returns: whether it is not in the journal yet, and so was never sent
 */
gboolean
davy_act_is_draft (const DavyAct *self)
{
  return self->intent == 0;
}

/**
 * davy_act_may_come_late:
 * @self: an act
 *
 * Returns: whether it may be carried out although it was given up: it was accepted, or its answer
 *   was lost
 */
gboolean
davy_act_may_come_late (const DavyAct *self)
{
  return self->outcome != DAVY_ACT_REFUSED && self->outcome != DAVY_ACT_NOT_SENT;
}

static DavyAct *
read_intent (const DavyCaseEntry *entry)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  g_autoptr (DavyAct) act = g_new0 (DavyAct, 1);

  act->intent = entry->position;
  act->step = g_strdup (entry->step);
  act->at = entry->time;
  act->who = g_strdup (entry->who);
  if (facts == NULL || !g_variant_lookup (facts, "act", "s", &act->kind) ||
      !g_variant_lookup (facts, "target", "s", &act->target))
    return NULL;
  act->facts = g_variant_lookup_value (facts, "facts", G_VARIANT_TYPE_VARDICT);

  return g_steal_pointer (&act);
}

static void
read_result (const DavyCaseEntry *entry, DavyAct *act)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  const char *key = NULL;

  if (facts == NULL)
    return;
  g_variant_lookup (facts, "outcome", "&s", &key);
  g_variant_lookup (facts, "correlation-id", "s", &act->correlation_id);
  g_variant_lookup (facts, "error", "s", &act->fault);
  act->outcome = DAVY_ACT_REFUSED; /* unless it is another one that is known */
  for (gsize i = DAVY_ACT_ACCEPTED; i < G_N_ELEMENTS (outcome_keys); i++)
    if (g_strcmp0 (outcome_keys[i], key) == 0)
      act->outcome = (DavyActOutcome) i;
  if (act->outcome != DAVY_ACT_ACCEPTED && act->outcome != DAVY_ACT_FOUND)
    act->state = DAVY_ACT_FAILED;
}

static void
read_proof (const DavyCaseEntry *entry, DavyAct *act)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  const char *state = NULL;

  if (facts != NULL)
    g_variant_lookup (facts, "state", "&s", &state);
  for (gsize i = 0; state != NULL && i < G_N_ELEMENTS (state_keys); i++)
    if (strcmp (state_keys[i], state) == 0)
      act->state = (DavyActState) i;
}

static DavyAct *
find_intent (const GPtrArray *acts, guint intent)
{
  for (guint i = acts->len; i > 0; i--)
    {
      DavyAct *act = g_ptr_array_index (acts, i - 1);

      if (act->intent == intent)
        return act;
    }

  return NULL;
}

/* Returns: (transfer full) (element-type DavyAct): the acts that a journal tells, oldest first */
GPtrArray *
davy_acts_read (const GPtrArray *entries)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_act_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i);
      DavyAct *act = entry->refers != 0 ? find_intent (acts, entry->refers) : NULL;

      if (strcmp (entry->kind, DAVY_ENTRY_ACT_INTENT) == 0 && (act = read_intent (entry)) != NULL)
        g_ptr_array_add (acts, act);
      else if (act != NULL && strcmp (entry->kind, DAVY_ENTRY_ACT_RESULT) == 0)
        read_result (entry, act);
      else if (act != NULL && strcmp (entry->kind, DAVY_ENTRY_ACT_PROOF) == 0)
        read_proof (entry, act);
    }

  return acts;
}

/**
 * davy_case_list_acts:
 * @self: a case
 * @kind: (nullable): only those of this kind
 *
 * Returns: (transfer full) (element-type DavyAct): the acts that the journal tells, oldest first
 */
GPtrArray *
davy_case_list_acts (DavyCase *self, const char *kind)
{
  GPtrArray *acts = davy_acts_read (davy_case_get_record (self)->entries);

  for (guint i = acts->len; kind != NULL && i > 0; i--)
    {
      const DavyAct *act = g_ptr_array_index (acts, i - 1);

      if (strcmp (act->kind, kind) != 0)
        g_ptr_array_remove_index (acts, i - 1);
    }

  return acts;
}

/* Returns: (transfer full) (nullable): the last act of @kind on @target. Azure does not keep the
 * letter case of an id. */
DavyAct *
davy_act_find (DavyCase *in, const char *kind, const char *target)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (in, kind);

  for (guint i = acts->len; i > 0; i--)
    {
      const DavyAct *act = g_ptr_array_index (acts, i - 1);

      if (g_ascii_strcasecmp (act->target, target) == 0)
        return davy_act_copy (act);
    }

  return NULL;
}

/* Returns: (transfer full): the act whose intent stands at @intent, as it is known now */
DavyAct *
davy_act_read (DavyCase *in, guint intent)
{
  g_autoptr (GPtrArray) acts = davy_acts_read (davy_case_get_record (in)->entries);

  return davy_act_copy (find_intent (acts, intent));
}

void
davy_act_add_intent (DavyCaseWrite *write,
                     const char *kind,
                     const char *step,
                     const char *target,
                     GVariant *facts)
{
  GVariantDict intent;

  g_variant_dict_init (&intent, NULL);
  g_variant_dict_insert (&intent, "act", "s", kind);
  g_variant_dict_insert (&intent, "target", "s", target);
  if (facts != NULL)
    g_variant_dict_insert_value (&intent, "facts", facts);
  davy_case_write_add (write, DAVY_ENTRY_ACT_INTENT, step, g_variant_dict_end (&intent));
}

/* @http_status: of the answer; 0 when it is not told, or the failure tells it. */
void
davy_act_add_result (const DavyAct *self,
                     DavyCaseWrite *write,
                     DavyActOutcome outcome,
                     guint http_status,
                     const char *correlation_id,
                     const GError *failure)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  davy_facts_insert_text (&facts, "outcome", outcome_keys[outcome]);
  if (failure != NULL)
    davy_facts_insert_failure (&facts, failure);
  davy_facts_insert_answer (&facts, http_status, correlation_id);
  davy_case_write_add (write, DAVY_ENTRY_ACT_RESULT, self->step, g_variant_dict_end (&facts))
      ->refers = self->intent;
}

void
davy_act_add_proof (const DavyAct *self, DavyCaseWrite *write, DavyActState state)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "state", "s", state_keys[state]);
  davy_case_write_add (write, DAVY_ENTRY_ACT_PROOF, self->step, g_variant_dict_end (&facts))
      ->refers = self->intent;
}

/* What somebody else did to what @self was to change: @state is how it stands without it. */
void
davy_act_add_difference (const DavyAct *self, DavyCaseWrite *write, DavyActState state)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "act", "s", self->kind);
  g_variant_dict_insert (&facts, "target", "s", self->target);
  g_variant_dict_insert (&facts, "state", "s", state_keys[state]);
  davy_case_write_add (write, DAVY_ENTRY_CHANGED, self->step, g_variant_dict_end (&facts));
}
