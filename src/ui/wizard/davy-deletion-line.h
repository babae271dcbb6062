/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "triage/davy-deletion-plan.h"
#include "triage/davy-deletion.h"

G_BEGIN_DECLS

/**
 * DavyDeletionLine:
 *
 * A line of a deletion's list: a heading, a resource that may be ticked, or one that is deleted.
 * `changed` says that it has to be shown anew, `tick` that the person wants it ticked or not.
 */
#define DAVY_TYPE_DELETION_LINE (davy_deletion_line_get_type ())
G_DECLARE_FINAL_TYPE (DavyDeletionLine, davy_deletion_line, DAVY, DELETION_LINE, GObject)

DavyDeletionLine *davy_deletion_line_new_heading (const char *heading);
DavyDeletionLine *davy_deletion_line_new_item (DavyDeletionItem *item);
DavyDeletionLine *davy_deletion_line_new_target (const DavyDeletionTarget *target);

const char *davy_deletion_line_get_heading (DavyDeletionLine *self);
DavyDeletionItem *davy_deletion_line_get_item (DavyDeletionLine *self);
const DavyDeletionTarget *davy_deletion_line_get_target (DavyDeletionLine *self);
void davy_deletion_line_changed (DavyDeletionLine *self);
void davy_deletion_line_tick (DavyDeletionLine *self, gboolean ticked);

G_END_DECLS
