/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-precaution-words.h"

#include <glib/gi18n.h>

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
      return C_ ("act", "Done");
    case DAVY_STAGE_NOT_SENT:
    case DAVY_STAGE_NONE:
    default:
      return "";
    }
}
