/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-stop-plan.h"

G_BEGIN_DECLS

/* Opens something in the portal; its target is the id. */
#define DAVY_STOP_ACTION_OPEN "stop.open-in-portal"

GtkWidget *davy_stop_other_row_new (const DavyStopItem *item);
GtkWidget *davy_stop_gap_row_new (const DavyComputeGap *gap);

G_END_DECLS
