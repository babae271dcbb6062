/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-verification.h"

G_BEGIN_DECLS

/**
 * DavyAftermath:
 * @since: the last act that was proved; %DAVY_TIME_UNSET when nothing was done
 * @due: when to look next; %DAVY_TIME_UNSET when there is nothing to look for, or no more
 * @looks: (element-type DavyVerification): what was found since then, the oldest first
 *
 * How a case stands after the last act.
 */
typedef struct
{
  DavyTime since;
  DavyTime due;
  GPtrArray *looks;
} DavyAftermath;

DavyAftermath *davy_aftermath_read (const GPtrArray *entries);
void davy_aftermath_free (DavyAftermath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAftermath, davy_aftermath_free)

const DavyVerification *davy_aftermath_get_last (const DavyAftermath *self);
gboolean davy_aftermath_is_quiet (const DavyAftermath *self);

DavyAftermath *davy_case_get_aftermath (DavyCase *self);

G_END_DECLS
