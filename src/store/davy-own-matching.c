/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-own-matching.h"

#include "core/davy-time.h"

/* Which of those that were told speaks for what runs now. What one service costs more, a region, a
 * group, a resource and a size family cost more too: that is one excess, told once. The store knows
 * what each part cost a day, and not which service ran in which group. So parts of one dimension
 * are told apart, which share no money, and parts of two by when they began. */

/* The noise of a part may hide its first days. */
#define BEGINS_WITHIN 3

static gboolean
overlaps (const DavyOwnFinding *finding, const DavyOwnExcess *excess)
{
  return finding->found.episode.onset <= excess->found.episode.end &&
         excess->found.episode.onset <= finding->found.episode.end;
}

static gboolean
is_of_part (const DavyOwnFinding *finding, const DavyOwnExcess *excess)
{
  return overlaps (finding, excess) && g_strcmp0 (finding->part, excess->part) == 0;
}

static gboolean
runs_itself (const DavyOwnFinding *finding, GArray *excesses)
{
  for (guint i = 0; i < excesses->len; i++)
    if (is_of_part (finding, &g_array_index (excesses, DavyOwnExcess, i)))
      return TRUE;

  return FALSE;
}

/* A machine that begins later may stand in for another of the same part. */
static gboolean
began_with (const DavyOwnFinding *finding, const DavyOwnExcess *excess)
{
  gint later = excess->found.episode.onset - finding->found.episode.onset;

  return ABS (later) <= BEGINS_WITHIN ||
         (later > 0 && excess->dimension == DAVY_DIMENSION_RESOURCE);
}

/* Whoever answered for all of the use has seen what had begun by then.
 * @finding: one that is answered */
static gboolean
may_be_same_money (const DavyOwnFinding *finding, const DavyOwnExcess *excess)
{
  if (excess->part == NULL)
    return TRUE;
  if (finding->part == NULL)
    return excess->found.episode.onset <= davy_day_from_time (finding->changed_at);

  return finding->dimension != excess->dimension && began_with (finding, excess);
}

/* What is far less than one that has come to an end is what ran beside it. */
static gboolean
is_as_much (const DavyOwnFinding *finding, const DavyOwnExcess *excess)
{
  return excess->part == NULL || DAVY_OWN_TELL_AGAIN * excess->found.worst >= finding->told;
}

static DavyOwnFinding *
find_open (GArray *findings, const DavyOwnExcess *excess)
{
  for (guint i = findings->len; i > 0; i--)
    {
      DavyOwnFinding *finding = &g_array_index (findings, DavyOwnFinding, i - 1);

      if (davy_own_state_is_open (finding->found.state) && overlaps (finding, excess))
        return finding;
    }

  return NULL;
}

/* Returns: (nullable): one that is closed, and that nobody has answered */
static DavyOwnFinding *
find_closed (GArray *findings, const DavyOwnExcess *excess)
{
  for (guint i = findings->len; i > 0; i--)
    {
      DavyOwnFinding *finding = &g_array_index (findings, DavyOwnFinding, i - 1);

      if (!davy_own_state_is_open (finding->found.state) &&
          !davy_own_state_is_answer (finding->answer) && overlaps (finding, excess) &&
          is_as_much (finding, excess))
        return finding;
    }

  return NULL;
}

/* Returns: (nullable): the dearest that is answered and of which it may be a part, or which may be
 * a part of it
 * @told: (out): what all of those came to when they were told */
static DavyOwnFinding *
find_answered (GArray *findings, GArray *excesses, const DavyOwnExcess *excess, double *told)
{
  DavyOwnFinding *dearest = NULL;

  *told = 0;
  for (guint i = findings->len; i > 0; i--)
    {
      DavyOwnFinding *finding = &g_array_index (findings, DavyOwnFinding, i - 1);

      if (!davy_own_state_is_answer (finding->answer) ||
          davy_own_state_is_open (finding->found.state) || !overlaps (finding, excess) ||
          !may_be_same_money (finding, excess) ||
          !(runs_itself (finding, excesses) || is_as_much (finding, excess)))
        continue;
      *told += finding->told;
      if (dearest == NULL || finding->told > dearest->told)
        dearest = finding;
    }

  return dearest;
}

/**
 * davy_own_finding_of_part:
 * @findings: (element-type DavyOwnFinding): what was told
 * @excess: what runs
 *
 * Returns: (nullable): the latest that is of the same part, and of the same days
 */
DavyOwnFinding *
davy_own_finding_of_part (GArray *findings, const DavyOwnExcess *excess)
{
  for (guint i = findings->len; i > 0; i--)
    {
      DavyOwnFinding *finding = &g_array_index (findings, DavyOwnFinding, i - 1);

      if (is_of_part (finding, excess))
        return finding;
    }

  return NULL;
}

/**
 * davy_own_excess_was_told:
 * @excess: one of those that run
 * @excesses: (element-type DavyOwnExcess): all that runs
 * @findings: (element-type DavyOwnFinding): what was told
 * @same: (out) (nullable): which of @findings speaks for it; %NULL when none does, and when it is
 *   the same money, seen otherwise, as one that is answered and found by itself as well
 *
 * It is the same episode only when days of it are, also when days before or between them have come.
 * The part that stands out may change, also from all of it to one. One that is open speaks for
 * whatever goes on, but for what is answered, as long as that has not doubled.
 *
 * Returns: whether nothing is to be told of it
 */
gboolean
davy_own_excess_was_told (const DavyOwnExcess *excess,
                          GArray *excesses,
                          GArray *findings,
                          DavyOwnFinding **same)
{
  double told = 0;
  DavyOwnFinding *answered = NULL;

  *same = davy_own_finding_of_part (findings, excess);
  if (*same != NULL)
    return TRUE;

  answered = find_answered (findings, excesses, excess, &told);
  if (answered != NULL && excess->found.worst < DAVY_OWN_TELL_AGAIN * told)
    {
      *same = runs_itself (answered, excesses) ? NULL : answered;
      return TRUE;
    }

  *same = find_open (findings, excess);
  if (*same == NULL)
    *same = answered != NULL ? answered : find_closed (findings, excess);

  return *same != NULL;
}
