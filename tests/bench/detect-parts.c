/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>

#include "usage/davy-parts.h"

/* detect-parts FIRST DAYS FILE NUMBER...: what runs in a subscription as each of its days is the
 * last one.
 *
 * FILE holds series of DAYS doubles each, one behind the other: the total, then NUMBER parts for
 * each way of parting it; of the last ANY of NUMBER:ANY any cost counts. FIRST is the first day, in
 * days since 1970. The last two days may still grow. A line is printed for each day on which
 * something runs: the day's index, 0 for the total or the part counted from 1, and the onset and
 * the end of what runs. */

#define LATE_DAYS 2

typedef struct
{
  DavyDay first;
  guint days;
  double *values;
  char **numbers; /* %NULL-terminated */
} Parts;

static void
print_running (const DavyJudgement *judged, const Parts *parts, guint day, guint whose)
{
  const DavyEpisode *running = davy_judgement_get_running (judged);

  printf ("%u %u %d %d\n", day, whose, running->onset - parts->first, running->end - parts->first);
}

/* Of all ways of parting it the costliest. */
static void
judge_parts (const Parts *parts, guint day, const DavyJudgement *total)
{
  guint from = day + 1 > DAVY_JUDGEMENT_RECENT_DAYS ? day + 1 - DAVY_JUDGEMENT_RECENT_DAYS : 0;
  g_autoptr (DavyJudgement) found = NULL;
  guint whose = 0, next = 1;

  for (char **number = parts->numbers; *number != NULL; number++)
    {
      char *any = NULL;
      guint n_parts = (guint) strtoul (*number, &any, 10);
      g_autofree gboolean *any_cost = g_new0 (gboolean, n_parts);
      g_autofree double **by_part = g_new (double *, n_parts);
      const DavyParts used = { .by_part = by_part,
                               .any_cost = any_cost,
                               .n_parts = n_parts,
                               .first = parts->first + (DavyDay) from };
      g_autoptr (GArray) running = NULL;

      for (guint i = 0; i < n_parts; i++)
        by_part[i] = parts->values + (gsize) (next + i) * parts->days + from;
      for (guint i = *any == ':' ? (guint) strtoul (any + 1, NULL, 10) : 0; i-- > 0;)
        any_cost[n_parts - 1 - i] = TRUE;
      running = davy_parts_find_excess (&used, total);
      if (running->len > 0)
        {
          DavyPartExcess *costliest = &g_array_index (running, DavyPartExcess, 0);

          if (found == NULL || costliest->judged->episode->excess > found->episode->excess)
            {
              g_clear_pointer (&found, davy_judgement_free);
              found = g_steal_pointer (&costliest->judged);
              whose = next + costliest->part;
            }
        }
      next += n_parts;
    }

  if (found != NULL)
    print_running (found, parts, day, whose);
}

static void
judge_day (const Parts *parts, guint day)
{
  const DavySeries series = {
    .first = parts->first, .length = day + 1, .values = parts->values, .incomplete = LATE_DAYS
  };
  g_autoptr (DavyJudgement) total = davy_judgement_new (&series, &davy_detector_defaults);

  if (davy_judgement_get_running (total) != NULL)
    print_running (total, parts, day, 0);
  else
    judge_parts (parts, day, total);
}

int
main (int argc, char **argv)
{
  g_autofree char *content = NULL;
  gsize size, wanted = 1;
  Parts parts;

  if (argc < 4 || !g_file_get_contents (argv[3], &content, &size, NULL))
    return 2;
  parts.first = (DavyDay) strtol (argv[1], NULL, 10);
  parts.days = (guint) strtoul (argv[2], NULL, 10);
  parts.values = (double *) (gpointer) content;
  parts.numbers = argv + 4;
  for (char **number = parts.numbers; *number != NULL; number++)
    wanted += strtoul (*number, NULL, 10);
  if (size != wanted * parts.days * sizeof (double))
    return 2;

  for (guint day = 0; day < parts.days; day++)
    judge_day (&parts, day);

  return 0;
}
