/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "usage/davy-episode.h"

/* What an episode is, in a sentence made of the detector's own numbers. */

/* What gave it away. */
static char *
explain_onset (const DavyEpisode *self,
               const char *onset,
               DavyEpisodeFormat format,
               gconstpointer data)
{
  g_autofree char *value = format (self->onset_value, data);
  g_autofree char *low = format (self->onset_low, data);
  g_autofree char *high = format (self->onset_high, data);

  if (self->kind == DAVY_ALARM_NEW)
    /* Translators: a day such as "Tue 17 Nov", then an amount of money or a quantity. */
    return g_strdup_printf (_ ("On %1$s it was %2$s, where nothing was expected"), onset, value);

  /* Translators: a day such as "Tue 17 Nov", then three amounts of money or quantities. */
  return g_strdup_printf (_ ("On %1$s it was %2$s, where %3$s to %4$s were expected"), onset, value,
                          low, high);
}

/* No day left the range, but all of them together did. */
static char *
explain_days (const DavyEpisode *self,
              const char *onset,
              DavyEpisodeFormat format,
              gconstpointer data)
{
  g_autofree char *value = format (self->total / MAX (self->days, 1), data);
  g_autofree char *expected = format (self->expected / MAX (self->days, 1), data);

  /* Translators: a day such as "Tue 17 Nov", then two amounts of money or quantities. */
  return g_strdup_printf (_ ("From %1$s on it was %2$s a day, where %3$s were expected"), onset,
                          value, expected);
}

/**
 * davy_episode_dup_sentence:
 * @self: an episode
 * @language: which language
 * @format: writes the amounts
 * @data: for @format
 *
 * Returns: (transfer full): what it was and what was expected, without a full stop
 */
char *
davy_episode_dup_sentence (const DavyEpisode *self,
                           DavyLanguage language,
                           DavyEpisodeFormat format,
                           gconstpointer data)
{
  g_autofree char *onset = davy_format_day_recent (language, self->onset);
  g_autofree char *end = davy_format_day_recent (language, self->end);
  g_autofree char *excess = format (self->excess, data);
  g_autofree char *beginning = self->onset_value > self->onset_high
                                   ? explain_onset (self, onset, format, data)
                                   : explain_days (self, onset, format, data);

  if (self->running)
    /* Translators: a phrase such as "On Tue 17 Nov it was €1,412, where €180 to €230 were
     * expected", then an amount of money or a quantity. */
    return g_strdup_printf (_ ("%1$s; since then %2$s more than expected"), beginning, excess);

  if (self->onset == self->end)
    /* Translators: a phrase such as "On Tue 17 Nov it was €1,412, where €180 to €230 were
     * expected". */
    return g_strdup_printf (_ ("%s; as expected again since then"), beginning);

  /* Translators: a phrase such as "On Tue 17 Nov it was €1,412, where €180 to €230 were expected",
   * then a day and an amount of money or a quantity. */
  return g_strdup_printf (_ ("%1$s; by %2$s %3$s more than expected, then as expected again"),
                          beginning, end, excess);
}
