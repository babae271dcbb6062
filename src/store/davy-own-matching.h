/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-own-excess.h"
#include "store/davy-own-finding.h"

G_BEGIN_DECLS

/* It is told again when its costliest day costs this many times what it did when it was told. */
#define DAVY_OWN_TELL_AGAIN 2.0

/**
 * DavyOwnMatch:
 * @DAVY_OWN_MATCH_NONE: nobody was told of it
 * @DAVY_OWN_MATCH_VIEW: it is the same money, seen otherwise, as one that a person has answered for
 *   and that is found by itself as well
 * @DAVY_OWN_MATCH_SAME: one of them speaks for it
 *
 * What those that were told have to do with an excess.
 */
typedef enum
{
  DAVY_OWN_MATCH_NONE,
  DAVY_OWN_MATCH_VIEW,
  DAVY_OWN_MATCH_SAME,
} DavyOwnMatch;

DavyOwnMatch davy_own_finding_match (GArray *findings,
                                     GArray *excesses,
                                     const DavyOwnExcess *excess,
                                     DavyOwnFinding **same);
DavyOwnFinding *davy_own_finding_of_part (GArray *findings, const DavyOwnExcess *excess);

G_END_DECLS
