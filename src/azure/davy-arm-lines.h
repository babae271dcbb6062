/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

/* What the evidence of a case keeps, one JSON object a line, read again. */

/**
 * DavyArmSite:
 * @id: a resource
 * @region: (nullable): where it is
 * @size: (nullable): of one machine, such as `Standard_NC24ads_A100_v4`; %NULL for what is no
 *   machine
 * @created: when it was made, or %DAVY_TIME_UNSET
 *
 * Where a resource is and how large.
 */
typedef struct
{
  char *id;
  char *region;
  char *size;
  DavyTime created;
} DavyArmSite;

void davy_arm_site_free (DavyArmSite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmSite, davy_arm_site_free)

GPtrArray *davy_arm_activities_from_lines (GBytes *lines, GError **error);
GPtrArray *davy_arm_sites_from_lines (GBytes *lines, GError **error);

G_END_DECLS
