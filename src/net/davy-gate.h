/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-request.h"

G_BEGIN_DECLS

/* Who may go out when, for all calls of one DavyHttp: how many at once to a host, which hosts asked
 * to be left alone, and what is left of a budget. Used by davy-call.c alone. */
typedef struct _DavyGate DavyGate;

/* One call's place in the queue and then its place on the road. */
typedef struct _DavyPass DavyPass;

/* @open: whether it may go now; otherwise the host stays closed for longer than its patience */
typedef void (*DavyPassTurn) (gboolean open, gpointer data);

DavyGate *davy_gate_new (void);
void davy_gate_free (DavyGate *self);
void davy_gate_close (DavyGate *self, const char *origin, gint64 microseconds);

DavyPass *davy_pass_new (DavyGate *gate,
                         const char *origin,
                         const DavyRequest *request,
                         gint64 patience,
                         DavyPassTurn turn,
                         gpointer data);
void davy_pass_queue (DavyPass *self);
void davy_pass_free (DavyPass *self);

G_END_DECLS
