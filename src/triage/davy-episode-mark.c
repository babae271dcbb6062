/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-episode-mark.h"

#include "core/davy-catalogue.h"

/**
 * davy_episode_mark:
 * @self: an episode; of it only its days are needed, and whether it goes on
 * @plot: the graph of the same days
 * @language: in which language it is told
 * @peak_value: what the costliest of its days came to, as people read it
 *
 * Shows in a graph when an episode began, where it was highest and when it ended. The end of a
 * single day says nothing that its beginning does not.
 */
void
davy_episode_mark (const DavyEpisode *self,
                   DavyPlot *plot,
                   DavyLanguage language,
                   const char *peak_value)
{
  DavyDay last = davy_plot_get_first (plot) + (DavyDay) davy_plot_get_length (plot) - 1;
  g_autofree char *onset = davy_format_day_recent (language, self->onset);
  g_autofree char *end = davy_format_day_recent (language, self->end);
  /* Translators: %s is a day such as "Tue 17 Nov"; a mark in the graph where the excess began. */
  g_autofree char *began = g_strdup_printf (_ ("Began %s"), onset);
  /* Translators: %s is a day such as "Fri 20 Nov"; a mark in the graph where the excess ended. */
  g_autofree char *ended = g_strdup_printf (_ ("Ended %s"), end);

  davy_plot_add_episode (plot, self->onset, self->running ? last : self->end,
                         _ ("More than expected"));
  davy_plot_add_mark (plot, self->onset, DAVY_PLOT_MARK_ONSET, began);
  davy_plot_add_mark (plot, self->peak, DAVY_PLOT_MARK_PEAK, peak_value);
  if (!self->running && self->end > self->onset)
    davy_plot_add_mark (plot, self->end, DAVY_PLOT_MARK_END, ended);
}
