/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-deletion-plan.h"
#include "triage/davy-deletion.h"

G_BEGIN_DECLS

/* Words for people about what is deleted. All are (transfer full). */

char *davy_words_resource_type (const char *type);
char *davy_words_resource_kind (const char *id);
char *davy_words_resource_name (const char *id);
char *davy_words_deletion_facts (const DavyDeletionItem *item);
char *davy_words_deletion_reason (const DavyDeletionItem *item);
char *davy_words_deletion_obstacles (const DavyDeletionItem *item);
char *davy_words_deletion_state (const DavyDeletionTarget *target);
char *davy_words_deletion_sum (const DavyDeletionPlan *plan);
char *davy_words_deletion_rehearsal (const DavyDeletionPlan *plan);
char *davy_words_deletion_progress (DavyDeletion *deletion);

G_END_DECLS
