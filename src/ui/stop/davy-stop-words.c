/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-stop-words.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"

static const char *
get_kind (DavyComputeKind kind)
{
  switch (kind)
    {
    case DAVY_COMPUTE_MACHINE:
      return _ ("Virtual machine");
    case DAVY_COMPUTE_SCALE_SET:
      return _ ("Scale set");
    case DAVY_COMPUTE_ML_CLUSTER:
      return _ ("Machine Learning cluster");
    case DAVY_COMPUTE_ML_INSTANCE:
      return _ ("Machine Learning instance");
    case DAVY_COMPUTE_BATCH_POOL:
      return _ ("Batch pool");
    case DAVY_COMPUTE_CONTAINERS:
      return _ ("Container group");
    case DAVY_COMPUTE_KUBERNETES:
      return _ ("Kubernetes cluster");
    case DAVY_COMPUTE_OTHER:
    default:
      return _ ("Other compute");
    }
}

/* How each kind is stopped, where that is more than switching it off. */
static const char *
get_way (DavyComputeKind kind)
{
  switch (kind)
    {
    case DAVY_COMPUTE_SCALE_SET:
      return _ ("Its scaling is switched off and its machines are removed, with what is on them.");
    case DAVY_COMPUTE_ML_CLUSTER:
    case DAVY_COMPUTE_BATCH_POOL:
      return _ ("Its size becomes 0; machines leave when their jobs end.");
    case DAVY_COMPUTE_MACHINE:
    case DAVY_COMPUTE_ML_INSTANCE:
    case DAVY_COMPUTE_CONTAINERS:
    case DAVY_COMPUTE_KUBERNETES:
    case DAVY_COMPUTE_OTHER:
    default:
      return NULL;
    }
}

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static void
append_count (GString *text, const DavyCompute *compute)
{
  g_autofree char *count = NULL;

  if (compute->kind == DAVY_COMPUTE_MACHINE || compute->count < 1)
    return;
  /* Translators: %u: how many machines a scale set or a cluster has. */
  count = g_strdup_printf (ngettext ("%u machine", "%u machines", (gulong) compute->count),
                           (guint) compute->count);
  append_part (text, count);
}

static void
append_since (GString *text, DavyTime created)
{
  g_autofree char *when = NULL;
  g_autofree char *since = NULL;

  if (created == DAVY_TIME_UNSET)
    return;
  when = davy_format_recent (DAVY_LANGUAGE_WINDOW, created);
  /* Translators: %s is a time. */
  since = g_strdup_printf (_ ("created %s"), when);
  append_part (text, since);
}

/**
 * davy_stop_words_dup_compute:
 * @item: something that computes
 *
 * Returns: (transfer full): what it is, how large, where and since when, and how it is stopped
 */
char *
davy_stop_words_dup_compute (const DavyStopItem *item)
{
  const DavyCompute *compute = item->compute;
  const char *way = item->ability == DAVY_STOP_READY ? get_way (compute->kind) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  append_part (text, get_kind (compute->kind));
  append_count (text, compute);
  append_part (text, compute->size);
  append_part (text, compute->region);
  append_since (text, compute->created);
  if (compute->state == DAVY_COMPUTE_HALTED || compute->state == DAVY_COMPUTE_STOPPING)
    append_part (text, _ ("switched off, but still billed"));
  if (way != NULL)
    g_string_append_printf (text, "\n%s", way);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_stop_words_dup_obstacle:
 * @item: something that cannot be stopped from here
 *
 * Returns: (transfer full): why not, and what can be done
 */
char *
davy_stop_words_dup_obstacle (const DavyStopItem *item)
{
  switch (item->ability)
    {
    case DAVY_STOP_LOCKED:
      return g_strdup_printf (
          /* Translators: %s is the name of a lock in Azure. */
          _ ("The read-only lock “%s” forbids it. Attackers set such locks, too: remove it in the "
             "portal if nobody needs it."),
          item->lock->name);
    case DAVY_STOP_NO_RIGHT:
      return g_strdup (
          _ ("You may not stop this. Somebody with the role Owner or Contributor may."));
    case DAVY_STOP_DELETE_ONLY:
      return g_strdup (_ ("Its system disk is on the host, so that it cannot be stopped: only "
                          "deleting ends it."));
    case DAVY_STOP_NO_WAY:
      return g_strdup (_ ("This kind cannot be stopped from here; the portal may be able to."));
    case DAVY_STOP_BY_PARENT:
      return g_strdup (_ ("It stops with what started it."));
    case DAVY_STOP_READY:
    case DAVY_STOP_NEEDLESS:
    default:
      return g_strdup ("");
    }
}

/**
 * davy_stop_words_dup_price:
 * @item: something that computes
 *
 * Returns: (transfer full): "≈ 12 €/hour"; "" when that is not known
 */
char *
davy_stop_words_dup_price (const DavyStopItem *item)
{
  g_autofree char *money = NULL;

  if (!davy_money_is_known (&item->per_hour))
    return g_strdup ("");
  money = davy_format_money (DAVY_LANGUAGE_WINDOW, &item->per_hour, DAVY_FORMAT_ROUNDED);

  /* Translators: %s is an amount of money. */
  return g_strdup_printf (_ ("≈ %s/hour"), money);
}

/**
 * davy_stop_words_dup_access:
 * @access: somebody's role
 *
 * Returns: (transfer full): why it stands here
 */
char *
davy_stop_words_dup_access (const DavyStopAccess *access)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (access->mark == DAVY_CALLER_HOSTILE)
    append_part (text, _ ("marked as hostile"));
  if (access->by_hostile)
    append_part (text, _ ("given by somebody hostile"));
  if (access->made_compute)
    append_part (text, _ ("has created machines"));
  if (access->assignment->created != DAVY_TIME_UNSET)
    {
      g_autofree char *when =
          davy_format_recent (DAVY_LANGUAGE_WINDOW, access->assignment->created);
      /* Translators: %s is a time. */
      g_autofree char *since = g_strdup_printf (_ ("has the role since %s"), when);

      append_part (text, since);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_stop_words_dup_summary:
 * @plan: a plan
 *
 * Returns: (transfer full): how many machines run and what they cost an hour
 */
char *
davy_stop_words_dup_summary (const DavyStopPlan *plan)
{
  gint64 machines = plan->rate->machines;
  g_autofree char *money = NULL;
  g_autofree char *count = NULL;

  if (machines == 0)
    return g_strdup (_ ("No machine runs"));
  /* Translators: %u: how many machines of the subscription run now. */
  count = g_strdup_printf (ngettext ("%u machine runs", "%u machines run", (gulong) machines),
                           (guint) machines);
  if (!davy_money_is_known (&plan->per_hour))
    return g_steal_pointer (&count);
  money = davy_format_money (DAVY_LANGUAGE_WINDOW, &plan->per_hour, DAVY_FORMAT_ROUNDED);

  /* Translators: first "34 machines run", then an amount of money. */
  return g_strdup_printf (_ ("%1$s, ≈ %2$s an hour"), count, money);
}

/**
 * davy_stop_words_dup_basis:
 * @plan: a plan
 *
 * Returns: (transfer full): what the summary rests on
 */
char *
davy_stop_words_dup_basis (const DavyStopPlan *plan)
{
  g_autofree char *when = davy_format_recent (DAVY_LANGUAGE_WINDOW, plan->read_at);
  g_autofree char *unpriced = NULL;

  if (plan->rate->unpriced == 0)
    /* Translators: %s is a time. */
    return g_strdup_printf (_ ("List price, read %s"), when);
  unpriced = g_strdup_printf (
      /* Translators: %u: how many of the machines that run. */
      ngettext ("%u has no list price", "%u have no list price", (gulong) plan->rate->unpriced),
      (guint) plan->rate->unpriced);

  /* Translators: first a time, then "2 have no list price". */
  return g_strdup_printf (_ ("List price, read %1$s; %2$s"), when, unpriced);
}

/**
 * davy_stop_words_dup_gap:
 * @gap: what could not be looked at
 *
 * Returns: (transfer full): which, and why
 */
char *
davy_stop_words_dup_gap (const DavyComputeGap *gap)
{
  g_autofree char *why = davy_error_dup_sentence (gap->error);

  return g_strdup_printf ("%s: %s", get_kind (gap->kind), why);
}

/* "3 of 5 done, 1 failed" */
static char *
dup_count (DavyContainment *containment)
{
  guint done, failed, all;

  davy_containment_count (containment, &done, &failed, &all);
  if (failed > 0)
    /* Translators: numbers of things that are done, of all of them, and of those that failed. */
    return g_strdup_printf (_ ("%1$u of %2$u done, %3$u failed"), done, all, failed);

  /* Translators: numbers of things that are done, and of all of them. */
  return g_strdup_printf (_ ("%1$u of %2$u done"), done, all);
}

static char *
dup_watch (DavyContainment *containment)
{
  g_autoptr (GPtrArray) returned = davy_containment_list_returned (containment);
  g_autofree char *count = dup_count (containment);
  g_autofree char *until = NULL;

  if (returned->len > 0)
    /* Translators: %u: how many machines and the like run again or were made since. */
    return g_strdup_printf (ngettext ("%u came back or is new. Take away the access that started "
                                      "it, and stop it again.",
                                      "%u came back or are new. Take away the access that started "
                                      "them, and stop them again.",
                                      returned->len),
                            returned->len);
  until = davy_format_time (DAVY_LANGUAGE_WINDOW, davy_containment_get_watched_until (containment));

  /* Translators: first "3 of 5 done", then a time. */
  return g_strdup_printf (_ ("%1$s. Until %2$s Davylamp watches whether anything comes back."),
                          count, until);
}

/**
 * davy_stop_words_dup_progress:
 * @containment: what stops the machines
 *
 * Returns: (transfer full) (nullable): how far it is; %NULL when nothing is under way
 */
char *
davy_stop_words_dup_progress (DavyContainment *containment)
{
  g_autofree char *count = NULL;

  switch (davy_containment_get_state (containment))
    {
    case DAVY_CONTAINMENT_WAITING:
      return g_strdup (_ ("The required evidence is stored first. Nothing is sent before that."));
    case DAVY_CONTAINMENT_STOPPING:
      count = dup_count (containment);
      /* Translators: %s is "3 of 5 done". */
      return g_strdup_printf (_ ("Stopping: %s"), count);
    case DAVY_CONTAINMENT_WATCHING:
      return dup_watch (containment);
    case DAVY_CONTAINMENT_CALM:
      return g_strdup (_ ("For 15 minutes nothing has come back."));
    case DAVY_CONTAINMENT_IDLE:
    case DAVY_CONTAINMENT_READING:
    case DAVY_CONTAINMENT_READY:
    default:
      return NULL;
    }
}

/* Which required part holds everything up and why; NULL when none does. */
static char *
dup_evidence (DavyEvidence *evidence)
{
  const DavyEvidencePart *part;
  const char *missing = NULL;
  g_autofree char *why = NULL;

  if (davy_evidence_is_collecting (evidence) || davy_evidence_is_enough (evidence, &missing))
    return NULL;
  part = davy_evidence_get_part (evidence, missing);
  why = part->error != NULL ? davy_error_dup_sentence (part->error) : g_strdup ("");

  /* Translators: %s is a sentence that says why. */
  return g_strdup_printf (_ ("A required part of the evidence could not be stored: %s It can be "
                             "tried again or left out with a reason in the case’s evidence."),
                          why);
}

/**
 * davy_stop_words_dup_trouble:
 * @containment: what stops the machines
 * @evidence: the evidence of its case
 *
 * Returns: (transfer full) (nullable): what stands in the way as a whole; %NULL when nothing does
 */
char *
davy_stop_words_dup_trouble (DavyContainment *containment, DavyEvidence *evidence)
{
  const DavyStopPicture *picture = davy_containment_get_picture (containment);
  const GError *error = davy_containment_get_error (containment);
  char *trouble = NULL;
  g_autofree char *why = NULL;

  if (davy_containment_get_state (containment) == DAVY_CONTAINMENT_WAITING)
    trouble = dup_evidence (evidence);
  if (trouble != NULL)
    return trouble;
  if (error == NULL && (picture == NULL || picture->access_error == NULL))
    error = davy_containment_find_challenge (containment);
  if (error != NULL)
    return davy_error_dup_sentence (error);
  if (picture == NULL || picture->access_error == NULL)
    return NULL;
  why = davy_error_dup_sentence (picture->access_error);

  /* Translators: %s is a sentence that says why. */
  return g_strdup_printf (_ ("Who has access is not known: %s"), why);
}

/**
 * davy_stop_words_dup_question:
 * @roles: how many roles are to be taken away
 * @things: how many things are to be stopped
 *
 * Returns: (transfer full): exactly what would be done, and what not
 */
char *
davy_stop_words_dup_question (guint roles, guint things)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (roles > 0)
    g_string_append_printf (
        text,
        /* Translators: %u: how many; what follows is the sentence on what is stopped. */
        ngettext ("%u role assignment is removed first.", "%u role assignments are removed first.",
                  roles),
        roles);
  if (roles > 0 && things > 0)
    g_string_append_c (text, ' ');
  if (things > 0)
    g_string_append_printf (text,
                            /* Translators: %u: how many machines, clusters, pools and the like. */
                            ngettext ("%u thing that computes is stopped and not billed any more; "
                                      "its disks stay and go on being billed.",
                                      "%u things that compute are stopped and not billed any more; "
                                      "their disks stay and go on being billed.",
                                      things),
                            things);
  g_string_append_printf (text, "\n\n%s",
                          _ ("The alert stays as it is: this resolves nothing at Microsoft. The "
                             "required evidence is stored before anything is sent."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_stop_words_stage:
 * @stage: how far one thing is
 * @role: whether it is a role
 *
 * Returns: that in a word; "" when nothing was asked for
 */
const char *
davy_stop_words_stage (DavyContainmentStage stage, gboolean role)
{
  switch (stage)
    {
    case DAVY_STAGE_WAITING:
      return _ ("Waiting");
    case DAVY_STAGE_SENDING:
      return role ? _ ("Removing…") : _ ("Stopping…");
    case DAVY_STAGE_DONE:
      return role ? _ ("Removed") : _ ("Stopped");
    case DAVY_STAGE_PENDING:
      return _ ("Accepted, going on");
    case DAVY_STAGE_FAILED:
      return _ ("Failed");
    case DAVY_STAGE_NOT_SENT:
      return _ ("Not sent");
    case DAVY_STAGE_NEEDLESS:
      return role ? _ ("Already removed") : _ ("Already stopped");
    case DAVY_STAGE_NONE:
    default:
      return "";
    }
}
