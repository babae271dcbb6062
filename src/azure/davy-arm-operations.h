/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyArmOutcome:
 * @done: whether it has happened; %FALSE when the service accepted it and gave no way to follow it,
 *   so that only reading tells
 * @status: the HTTP status of the answer that accepted it
 * @correlation_id: (nullable): what Microsoft's support asks for
 *
 * What became of a change.
 */
typedef struct
{
  gboolean done;
  guint status;
  char *correlation_id;
} DavyArmOutcome;

void davy_arm_outcome_free (DavyArmOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmOutcome, davy_arm_outcome_free)

G_END_DECLS
