/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-money.h"
#include "store/davy-alert.h"
#include "usage/davy-episode.h"

G_BEGIN_DECLS

/**
 * DavyOwnState:
 * @DAVY_OWN_NEW: nobody has said anything
 * @DAVY_OWN_MISUSE: somebody looked into it: it is misuse, and open
 * @DAVY_OWN_PLANNED: it was planned
 * @DAVY_OWN_NO_ISSUE: it is not an issue, until it costs twice as much
 * @DAVY_OWN_ENDED: the usage is as expected again
 * @DAVY_OWN_REPORTED: Microsoft has reported the subscription
 *
 * Where an alert of ours stands.
 */
typedef enum
{
  DAVY_OWN_NEW,
  DAVY_OWN_MISUSE,
  DAVY_OWN_PLANNED,
  DAVY_OWN_NO_ISSUE,
  DAVY_OWN_ENDED,
  DAVY_OWN_REPORTED,
} DavyOwnState;

/**
 * DavyOwnEpisode:
 * @state: where the alert about it stands
 * @episode: what was found; its peak is not kept
 * @worst: by how much its costliest day exceeded the expected
 * @currency: ISO 4217: of the amounts
 * @basis: which price they were made with
 *
 * What an alert of ours is about.
 */
struct _DavyOwnEpisode
{
  DavyOwnState state;
  DavyEpisode episode;
  double worst;
  char currency[4];
  DavyPriceBasis basis;
};

G_END_DECLS
