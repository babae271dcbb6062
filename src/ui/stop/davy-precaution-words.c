/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-precaution-words.h"

#include <glib/gi18n.h>

#define MAX_NAMES 3 /* of machines in a row */

/**
 * davy_precaution_words_dup_sample:
 * @sample: a disk
 *
 * Returns: (transfer full): what it stands for, and its snapshot if there is one
 */
char *
davy_precaution_words_dup_sample (const DavySample *sample)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (sample->image == NULL)
    g_string_append (text, _ ("From what image it was made is not known."));
  else if (sample->count == 1)
    /* Translators: %s is what a machine was made from, such as "Canonical:ubuntu-24_04-lts". */
    g_string_append_printf (text, _ ("The only machine made from %s"), sample->image);
  else
    g_string_append_printf (text,
                            /* Translators: first a number of machines, then what they were made
                             * from, such as "Canonical:ubuntu-24_04-lts". */
                            ngettext ("Stands for %1$u machine made from %2$s",
                                      "Stands for %1$u machines made from %2$s", sample->count),
                            sample->count, sample->image);
  if (sample->snapshot != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: %s is the name of a snapshot. */
      g_string_append_printf (text, _ ("Snapshot: %s"), sample->snapshot);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_precaution_words_dup_question:
 * @sample: a disk
 *
 * Returns: (transfer full): what would be done, and what it costs
 */
char *
davy_precaution_words_dup_question (const DavySample *sample)
{
  /* Translators: %s is the name of a machine. */
  return g_strdup_printf (_ ("The system disk of %s is copied as it is now, while the machine goes "
                             "on. The snapshot stands in the customer’s subscription and costs a "
                             "little until somebody deletes it; Davylamp never does."),
                          sample->machine);
}

/**
 * davy_precaution_words_dup_machines:
 * @names: (element-type utf8): the names of machines, at least one
 *
 * Returns: (transfer full): the first of them, and how many more there are
 */
char *
davy_precaution_words_dup_machines (const GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint more = names->len > MAX_NAMES ? names->len - MAX_NAMES : 0;

  for (guint i = 0; i < names->len && i < MAX_NAMES; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (names, i));
  if (more == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);

  /* Translators: first the names of some machines, then how many others there are. */
  return g_strdup_printf (ngettext ("%1$s and %2$u more", "%1$s and %2$u more", more), text->str,
                          more);
}

/**
 * davy_precaution_words_dup_title:
 * @isolation: what is cut off together
 *
 * Returns: (transfer full): its machines, or the name of its group when they are gone
 */
char *
davy_precaution_words_dup_title (const DavyIsolation *isolation)
{
  return isolation->machines->len > 0 ? davy_precaution_words_dup_machines (isolation->machines)
                                      : g_strdup (isolation->group_name);
}

/* @after: what stands before it */
static void
add_leaks (GString *text, const char *after, const DavyIsolation *isolation)
{
  g_autofree char *names =
      isolation->leaks->len > 0 ? davy_precaution_words_dup_machines (isolation->leaks) : NULL;

  if (names == NULL)
    return;
  g_string_append (text, after);
  /* Translators: %s are names of machines. */
  g_string_append_printf (text, _ ("Still connected by another network interface: %s"), names);
}

/**
 * davy_precaution_words_dup_isolation:
 * @isolation: what is cut off together
 *
 * Returns: (transfer full): by what, what else that is for, and how it stands
 */
char *
davy_precaution_words_dup_isolation (const DavyIsolation *isolation)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: %s is the name of a network security group. */
  g_string_append_printf (text, _ ("Network security group: %s"), isolation->group_name);
  if (isolation->for_subnet)
    g_string_append_printf (text, "\n%s",
                            _ ("It is for a whole subnet: whatever else is in there is cut off, "
                               "too."));
  if (isolation->isolated && isolation->leaks->len == 0)
    g_string_append_printf (text, "\n%s", _ ("Isolated: nothing comes in and nothing goes out."));
  else if (isolation->isolated)
    add_leaks (text, "\n", isolation);
  else if (isolation->touched)
    g_string_append_printf (text, "\n%s",
                            _ ("Not isolated, although a rule of Davylamp is there."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_precaution_words_dup_change:
 * @isolation: what is cut off together
 * @what: isolating it, or undoing that
 *
 * Returns: (transfer full): exactly what would be done
 */
char *
davy_precaution_words_dup_change (const DavyIsolation *isolation, DavyPrecaution what)
{
  g_autofree char *machines = davy_precaution_words_dup_title (isolation);
  g_autoptr (GString) text = NULL;

  if (what == DAVY_PRECAUTION_RECONNECT)
    return g_strdup_printf (
        /* Translators: first the name of a network security group, then names of machines. */
        _ ("Both rules of Davylamp are taken out of %1$s. What passed before them passes again for "
           "%2$s."),
        isolation->group_name, machines);

  text = g_string_new (NULL);
  g_string_append_printf (
      text,
      /* Translators: first the name of a network security group, then names of machines. */
      _ ("%1$s gets two rules before all others, which let nothing in and nothing out for %2$s. The "
         "machines go on and are billed. Connections that are open may stay so until they end by "
         "themselves."),
      isolation->group_name, machines);
  add_leaks (text, "\n\n", isolation);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_precaution_words_stage:
 * @stage: how far one thing is
 *
 * Returns: that in a word; "" when there is nothing to be said
 */
const char *
davy_precaution_words_stage (DavyContainmentStage stage)
{
  switch (stage)
    {
    case DAVY_STAGE_WAITING:
    case DAVY_STAGE_SENDING:
      return _ ("Asking Microsoft");
    case DAVY_STAGE_PENDING:
      return _ ("Accepted, going on");
    case DAVY_STAGE_FAILED:
      return _ ("Failed");
    case DAVY_STAGE_DONE:
    case DAVY_STAGE_NEEDLESS:
      return C_ ("act", "Done");
    case DAVY_STAGE_NOT_SENT:
    case DAVY_STAGE_NONE:
    default:
      return "";
    }
}
