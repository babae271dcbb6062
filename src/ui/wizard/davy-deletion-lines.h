/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/wizard/davy-deletion-line.h"

G_BEGIN_DECLS

GListStore *
davy_deletion_lines_of_plan (const DavyDeletionPlan *plan, GCallback tick_cb, gpointer object);
GListStore *davy_deletion_lines_of_targets (DavyDeletion *deletion);
void davy_deletion_lines_update (GListStore *lines);

G_END_DECLS
