/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-act.h"
#include "triage/davy-case-private.h"

G_BEGIN_DECLS

/**
 * DavyActRun:
 * @kind: how it is sent and read
 * @step: (nullable): the step's key
 * @target: (owned): on what
 * @facts: (owned) (nullable): what else it needs
 * @key: (owned): in what is under way of the case
 * @act: (owned) (nullable): what the journal knows of it; a draft while it is looked at
 * @sends: whether it may be sent; %FALSE when it is only looked after
 * @waited: whether it let one end that only looked after the same act
 * @next: (owned) (nullable): what waits so for this one
 * @sent: whether it left in this run
 * @failure: (owned) (nullable): that no answer came
 * @tries: how often it is read at most
 * @timer: (owned) (nullable): until the next reading
 *
 * An act on its way: the data of its task.
 */
typedef struct
{
  const DavyActKind *kind;
  const char *step;
  char *target;
  GVariant *facts;
  char *key;
  DavyAct *act;
  gboolean sends;
  gboolean waited;
  GTask *next;
  gboolean sent;
  GError *failure;
  guint tries;
  GSource *timer;
} DavyActRun;

void davy_act_end (GTask *task, GError *error);
void davy_act_write_last (GTask *task, DavyCaseWrite *write);
void davy_act_write_intent (GTask *task);
void davy_act_look (GTask *task);
void davy_act_take_proof (GTask *task, DavyActState state, GError *error);

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
void davy_act_add_difference (const DavyAct *self, DavyCaseWrite *write, DavyActState state);

G_END_DECLS
