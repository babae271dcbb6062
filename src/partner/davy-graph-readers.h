/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-error.h"
#include "core/davy-json.h"
#include "partner/davy-fraud-event.h"

G_BEGIN_DECLS

DavyFraudEvent *davy_graph_alert_read (const DavyJson *item);
char *davy_graph_word (const char *word);

void davy_graph_read_fault (guint status, GBytes *body, DavyFault *fault);

G_END_DECLS
