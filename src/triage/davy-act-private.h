/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-act.h"
#include "triage/davy-case-private.h"

G_BEGIN_DECLS

/* An act in the journal: what is written about it, and what is read back. */

GPtrArray *davy_acts_read (const GPtrArray *entries);
DavyAct *davy_act_find (DavyCase *in, const char *kind, const char *target);
DavyAct *davy_act_read (DavyCase *in, guint intent);

void davy_act_add_intent (DavyCaseWrite *write,
                          const char *kind,
                          const char *step,
                          const char *target,
                          GVariant *facts);
void davy_act_add_result (const DavyAct *self,
                          DavyCaseWrite *write,
                          DavyActOutcome outcome,
                          guint http_status,
                          const char *correlation_id,
                          const GError *failure);
void davy_act_add_proof (const DavyAct *self, DavyCaseWrite *write, DavyActState state);

G_END_DECLS
