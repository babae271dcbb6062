/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-deletion-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "triage/davy-alert-words.h"

static const struct
{
  const char *type;
  const char *word;
} types[] = {
  { "Microsoft.Batch/batchAccounts", NC_ ("resource", "Batch account") },
  { "Microsoft.Batch/batchAccounts/pools", NC_ ("resource", "Batch pool") },
  { "Microsoft.Compute/disks", NC_ ("resource", "Disk") },
  { "Microsoft.Compute/images", NC_ ("resource", "Image") },
  { "Microsoft.Compute/snapshots", NC_ ("resource", "Snapshot") },
  { "Microsoft.Compute/virtualMachines", NC_ ("resource", "Virtual machine") },
  { "Microsoft.Compute/virtualMachineScaleSets", NC_ ("resource", "Scale set") },
  { "Microsoft.ContainerInstance/containerGroups", NC_ ("resource", "Container group") },
  { "Microsoft.ContainerService/managedClusters", NC_ ("resource", "Kubernetes cluster") },
  { "Microsoft.Insights/autoscaleSettings", NC_ ("resource", "Autoscale setting") },
  { "Microsoft.MachineLearningServices/workspaces",
    NC_ ("resource", "Machine Learning workspace") },
  { "Microsoft.MachineLearningServices/workspaces/computes",
    NC_ ("resource", "Machine Learning compute") },
  { "Microsoft.Network/networkInterfaces", NC_ ("resource", "Network interface") },
  { "Microsoft.Network/networkSecurityGroups", NC_ ("resource", "Network security group") },
  { "Microsoft.Network/publicIPAddresses", NC_ ("resource", "Public address") },
  { "Microsoft.Network/virtualNetworks", NC_ ("resource", "Virtual network") },
  { "Microsoft.Storage/storageAccounts", NC_ ("resource", "Storage account") },
};

/**
 * davy_words_resource_type:
 * @type: a resource's type
 *
 * Returns: what it is; a type that has no word here is its own name
 */
char *
davy_words_resource_type (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (type, types[i].type) == 0)
      return g_strdup (g_dpgettext2 (NULL, "resource", types[i].word));

  return g_strdup (type);
}

/**
 * davy_words_resource_kind:
 * @id: a resource's id
 *
 * Returns: (transfer full): what it is, by the type that its id names
 */
char *
davy_words_resource_kind (const char *id)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);
  const char *provider = g_strrstr (lower, "/providers/");
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) type = NULL;

  if (provider == NULL)
    return g_strdup (C_ ("resource", "Resource"));

  /* The provider's name, then types and names in turn. */
  parts = g_strsplit (id + (provider - lower) + strlen ("/providers/"), "/", -1);
  type = g_string_new (parts[0]);
  for (guint i = 1; i < g_strv_length (parts); i += 2)
    g_string_append_printf (type, "/%s", parts[i]);

  return davy_words_resource_type (type->str);
}

/**
 * davy_words_resource_name:
 * @id: a resource's id
 *
 * Returns: its name, the last part
 */
char *
davy_words_resource_name (const char *id)
{
  const char *last = strrchr (id, '/');

  return g_strdup (last != NULL ? last + 1 : id);
}

static void
append (GString *text, const char *part)
{
  if (part == NULL)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/**
 * davy_words_deletion_facts:
 * @item: one of a plan
 *
 * Returns: what it is and where
 */
char *
davy_words_deletion_facts (const DavyDeletionItem *item)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *type = davy_words_resource_type (item->type);

  append (text, type);
  append (text, item->size);
  append (text, item->region);

  return g_strdup (text->str);
}

/**
 * davy_words_deletion_reason:
 * @item: one of a plan
 *
 * Returns: why it is in the plan
 */
char *
davy_words_deletion_reason (const DavyDeletionItem *item)
{
  g_autofree char *when = item->created != DAVY_TIME_UNSET
                              ? davy_format_moment (DAVY_LANGUAGE_WINDOW, item->created)
                              : NULL;

  if (item->origin == DAVY_DELETION_EXISTING)
    return when != NULL
               /* Translators: when a resource was created; the onset is when the misuse began */
               ? g_strdup_printf (_ ("Created %s, before the onset"), when)
               : g_strdup (_ ("Nobody knows when it was created"));
  if (item->creator == NULL)
    /* Translators: when a resource was created */
    return g_strdup_printf (_ ("Created %s, nobody knows by whom"), when);

  return item->origin == DAVY_DELETION_HOSTILE
             /* Translators: when a resource was created, and by whom */
             ? g_strdup_printf (_ ("Created %s by %s, marked hostile"), when, item->creator)
             /* Translators: when a resource was created, and by whom */
             : g_strdup_printf (_ ("Created %s by %s, not marked hostile"), when, item->creator);
}

static char *
lock_level_words (const char *level)
{
  if (g_ascii_strcasecmp (level, "CanNotDelete") == 0)
    return g_strdup (C_ ("lock", "delete lock"));
  if (g_ascii_strcasecmp (level, "ReadOnly") == 0)
    return g_strdup (C_ ("lock", "read-only lock"));

  return davy_words_quote (level);
}

static void
append_lock (GString *text, const DavyDeletionLock *lock)
{
  g_autofree char *level = lock_level_words (lock->level);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (lock->owner != NULL)
    /* Translators: a lock's name, what it forbids ("delete lock"), and who put it there */
    g_string_append_printf (text, _ ("Locked: %s (%s), by %s"), lock->name, level, lock->owner);
  else
    /* Translators: a lock's name, and what it forbids ("delete lock") */
    g_string_append_printf (text, _ ("Locked: %s (%s)"), lock->name, level);
  if (lock->notes != NULL)
    g_string_append_printf (text, " — %s", lock->notes);
}

/**
 * davy_words_deletion_obstacles:
 * @item: one of a plan
 *
 * Returns: (nullable): what is in the way of its deletion; %NULL when nothing is known to be
 */
char *
davy_words_deletion_obstacles (const DavyDeletionItem *item)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < item->locks->len; i++)
    append_lock (text, g_ptr_array_index (item->locks, i));
  if (item->foreign_holder != NULL || (item->holder != NULL && !item->holder->is_ticked))
    {
      g_autofree char *holder =
          davy_words_resource_name (item->holder != NULL ? item->holder->id : item->foreign_holder);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: the name of a machine that is not deleted */
      g_string_append_printf (text, _ ("%s needs it and stays"), holder);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/**
 * davy_words_deletion_state:
 * @target: one of a frozen plan
 *
 * Returns: how far it is
 */
char *
davy_words_deletion_state (const DavyDeletionTarget *target)
{
  switch (target->state)
    {
    case DAVY_DELETION_UNSETTLED:
      return g_strdup (_ ("Perhaps sent: it is read before anything is sent again"));
    case DAVY_DELETION_UNDER_WAY:
      return g_strdup (_ ("Being deleted…"));
    case DAVY_DELETION_GONE:
      return g_strdup (_ ("Gone: a read no longer finds it"));
    case DAVY_DELETION_FAILED:
      return target->error != NULL ? davy_error_dup_sentence (target->error)
                                   : g_strdup (_ ("It is still there."));
    case DAVY_DELETION_WAITING:
      break;
    default:
      g_assert_not_reached ();
    }

  return g_strdup (_ ("Not sent yet"));
}

static void
append_saved (GString *text, const DavyDeletionPlan *plan)
{
  g_autoptr (DavyAmounts) saved = davy_deletion_plan_sum_saved (plan);
  guint unknown = davy_amounts_get_unknown (saved);

  for (guint i = 0; i < davy_amounts_get_length (saved); i++)
    {
      g_autofree char *money = davy_format_money (DAVY_LANGUAGE_WINDOW, davy_amounts_get (saved, i),
                                                  DAVY_FORMAT_ROUNDED);

      g_string_append_c (text, ' ');
      /* Translators: an amount of money */
      g_string_append_printf (text, _ ("That saves about %s a day, by list prices."), money);
    }
  if (unknown > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (
          text,
          /* Translators: %u: how many of the resources that are to be deleted. */
          ngettext ("The price of %u of them is not known.",
                    "The prices of %u of them are not known.", unknown),
          unknown);
    }
}

/**
 * davy_words_deletion_sum:
 * @plan: a plan
 *
 * Returns: how many are ticked, and what that saves
 */
char *
davy_words_deletion_sum (const DavyDeletionPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = davy_deletion_plan_count_ticked (plan);
  guint n_all = davy_deletion_plan_get_items (plan)->len;

  /* Translators: how many resources are ticked, of how many in the list */
  g_string_append_printf (text, ngettext ("%u of %u is ticked.", "%u of %u are ticked.", n), n,
                          n_all);
  append_saved (text, plan);

  return g_strdup (text->str);
}

/**
 * davy_words_deletion_rehearsal:
 * @plan: a plan
 *
 * Returns: what would be sent in which order, a line each, and what would be in the way
 */
char *
davy_words_deletion_rehearsal (const DavyDeletionPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) ids = davy_deletion_plan_freeze (plan);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const DavyDeletionItem *item = davy_deletion_plan_find (plan, ids[i]);
      g_autofree char *obstacles = davy_words_deletion_obstacles (item);

      g_string_append_printf (text, "DELETE %s\n", ids[i]);
      if (obstacles != NULL)
        g_string_append_printf (text, "  %s\n", obstacles);
    }

  return g_strdup (text->str);
}

/**
 * davy_words_deletion_progress:
 * @deletion: a deletion
 *
 * Returns: how far it is as a whole
 */
char *
davy_words_deletion_progress (DavyDeletion *deletion)
{
  guint n_all = davy_deletion_get_targets (deletion)->len;
  guint n_gone = davy_deletion_count (deletion, DAVY_DELETION_GONE);
  guint n_failed = davy_deletion_count (deletion, DAVY_DELETION_FAILED);
  /* Translators: how many of how many resources are gone */
  g_autofree char *gone = g_strdup_printf (_ ("%u of %u are gone."), n_gone, n_all);
  g_autofree char *failed = NULL;

  if (n_failed == 0)
    return g_steal_pointer (&gone);
  failed = g_strdup_printf (
      /* Translators: %u: how many resources. */
      ngettext ("%u could not be deleted.", "%u could not be deleted.", n_failed), n_failed);

  return g_strconcat (gone, " ", failed, NULL);
}
