/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-cancel-words.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "triage/davy-cancellation.h"
#include "triage/davy-entry-words.h"

/* What became of what was sent about the whole subscription, and about its plan. */

/**
 * davy_words_ending:
 * @act: an act that ended a subscription, or was to
 * @taken_back: whether it was reactivated from here since
 *
 * Returns: (transfer full): how it stands
 */
char *
davy_words_ending (const DavyAct *act, gboolean taken_back)
{
  g_autofree char *when = davy_format_date_time (DAVY_LANGUAGE_WINDOW, act->at);
  char *unsent = davy_words_act_unsent (act);

  if (unsent != NULL)
    return unsent;
  if (taken_back)
    /* Translators: %s is a date with the time of day. */
    return g_strdup_printf (_ ("Sent %s and carried out. It was taken back from here since."),
                            when);

  switch (act->state)
    {
    case DAVY_ACT_PENDING:
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Sent %s. Partner Center takes some ten minutes; it is looked at "
                                 "every minute."),
                              when);
    case DAVY_ACT_DONE:
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Sent %s, and proved by a read: it no longer runs."), when);
    case DAVY_ACT_UNDONE:
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Sent %s and carried out, but it runs again: somebody reactivated "
                                 "it."),
                              when);
    case DAVY_ACT_FAILED:
    default:
      if (act->outcome == DAVY_ACT_REFUSED)
        return davy_words_outcome ("refused");
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Sent %s, but a read shows that it still runs."), when);
    }
}

/**
 * davy_words_reactivation:
 * @act: an act that brought a subscription back, or was to
 *
 * Returns: (transfer full): how it stands
 */
char *
davy_words_reactivation (const DavyAct *act)
{
  g_autofree char *when = davy_format_date_time (DAVY_LANGUAGE_WINDOW, act->at);
  char *unsent = davy_words_act_unsent (act);

  if (unsent != NULL)
    return unsent;

  switch (act->state)
    {
    case DAVY_ACT_PENDING:
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Sent %s. Partner Center takes some ten minutes; it is looked at "
                                 "every minute."),
                              when);
    case DAVY_ACT_DONE:
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Reactivated from here, %s, and proved by a read: it runs again. "
                                 "Everything in it is billed again."),
                              when);
    case DAVY_ACT_FAILED:
    case DAVY_ACT_UNDONE:
    default:
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("Tried %s, but it still does not run."), when);
    }
}

/**
 * davy_words_plan_act:
 * @act: an act that suspended a plan or brought it back, or was to
 *
 * Returns: (transfer full): how it stands
 */
char *
davy_words_plan_act (const DavyAct *act)
{
  g_autofree char *when = davy_format_date_time (DAVY_LANGUAGE_WINDOW, act->at);
  gboolean is_suspension = g_str_equal (act->kind, DAVY_ACT_SUSPEND_PLAN);

  if (act->state != DAVY_ACT_DONE)
    return is_suspension ? davy_words_ending (act, FALSE) : davy_words_reactivation (act);
  if (is_suspension)
    /* Translators: %s is a date with the time of day. */
    return g_strdup_printf (_ ("Sent %s, and proved by a read: the plan is suspended."), when);

  /* Translators: %s is a date with the time of day. */
  return g_strdup_printf (_ ("Reactivated from here, %s, and proved by a read. What is in the plan "
                             "is reactivated each by itself."),
                          when);
}
