/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-own-excess.h"
#include "store/davy-own-finding.h"

G_BEGIN_DECLS

/* It is told again when its costliest day costs this many times what it did when it was told. */
#define DAVY_OWN_TELL_AGAIN 2.0

gboolean davy_own_excess_was_told (const DavyOwnExcess *excess,
                                   GArray *excesses,
                                   GArray *findings,
                                   DavyOwnFinding **same);
DavyOwnFinding *davy_own_finding_of_part (GArray *findings, const DavyOwnExcess *excess);

G_END_DECLS
