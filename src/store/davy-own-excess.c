/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-own-excess.h"

/* Of several parts as dear, such as a group and all that is in it, the first is named. */
#define DEARER 1.001

static void
own_excess_clear (gpointer data)
{
  g_free (((DavyOwnExcess *) data)->part);
}

/**
 * davy_own_excesses_new:
 *
 * Returns: (transfer full) (element-type DavyOwnExcess): room for what runs
 */
GArray *
davy_own_excesses_new (void)
{
  GArray *excesses = g_array_new (FALSE, FALSE, sizeof (DavyOwnExcess));

  g_array_set_clear_func (excesses, own_excess_clear);

  return excesses;
}

static void
describe (const DavyJudgement *judged, const DavyDailyTotals *totals, DavyOwnEpisode *described)
{
  const DavyEpisode *episode = davy_judgement_get_running (judged);

  *described = (DavyOwnEpisode){ .episode = *episode, .basis = totals->basis };
  g_strlcpy (described->currency, totals->currency, sizeof described->currency);
  for (DavyDay day = episode->onset; day <= episode->end; day++)
    {
      gint index = day - judged->series->first;
      double excess = judged->series->values[index] - judged->expectation->expected[index];

      if (excess > described->worst) /* not for NAN */
        described->worst = excess;
    }
}

/* What runs in all of it is named before its parts. */
static guint
find_place (GArray *excesses, const DavyOwnExcess *excess)
{
  guint place = 0;

  while (place < excesses->len)
    {
      const DavyOwnExcess *other = &g_array_index (excesses, DavyOwnExcess, place);

      if (other->part != NULL &&
          excess->found.episode.excess > DEARER * other->found.episode.excess)
        break;
      place++;
    }

  return place;
}

/**
 * davy_own_excesses_add:
 * @excesses: (element-type DavyOwnExcess): what runs, in all of the use first, the costliest first
 * @judged: what is said of a series in which a notable episode runs
 * @totals: in whose currency
 * @part: (nullable): the part that the series is of; %NULL: all of the use
 * @dimension: what @part is
 *
 * Adds what runs at its place.
 */
void
davy_own_excesses_add (GArray *excesses,
                       const DavyJudgement *judged,
                       const DavyDailyTotals *totals,
                       const char *part,
                       DavyDimension dimension)
{
  DavyOwnExcess excess = { .dimension = dimension, .daily = judged->daily_excess };

  describe (judged, totals, &excess.found);
  excess.part = g_strdup (part);
  g_array_insert_val (excesses, find_place (excesses, &excess), excess);
}
