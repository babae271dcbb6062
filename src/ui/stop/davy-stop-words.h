/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-containment.h"
#include "triage/davy-evidence.h"

G_BEGIN_DECLS

/* What runs and what is done about it, in words. Those without dup are static. */

char *davy_stop_words_dup_compute (const DavyStopItem *item);
char *davy_stop_words_dup_obstacle (const DavyStopItem *item);
char *davy_stop_words_dup_price (const DavyStopItem *item);
char *davy_stop_words_dup_access (const DavyStopAccess *access);
char *davy_stop_words_dup_summary (const DavyStopPlan *plan);
char *davy_stop_words_dup_basis (const DavyStopPlan *plan);
char *davy_stop_words_dup_gap (const DavyComputeGap *gap);
char *davy_stop_words_dup_progress (DavyContainment *containment);
char *davy_stop_words_dup_trouble (DavyContainment *containment, DavyEvidence *evidence);
char *davy_stop_words_dup_question (guint roles, guint things);
const char *davy_stop_words_stage (DavyContainmentStage stage, gboolean role);

G_END_DECLS
