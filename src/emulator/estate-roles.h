/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyRole:
 * @id: the GUID that it has in every tenant
 * @name: `Owner`, …
 * @actions: what it allows, separated by spaces
 * @not_actions: what it leaves out of that
 *
 * A role that is built into Azure.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *actions;
  const char *not_actions;
} DavyRole;

typedef struct
{
  char *scope;
  char *name; /* a GUID */
  char *principal_id;
  char *principal_type; /* User, Group, ServicePrincipal, ForeignGroup */
  const DavyRole *role;
  DavyTime created;
  char *created_by; /* (nullable): an object id */
} DavyEstateAssignment;

const DavyRole *davy_role_find (const char *name_or_id);
const DavyRole *davy_role_at (guint index);
gboolean davy_role_permits (const DavyRole *role, const char *action);
JsonObject *davy_role_build_permission (const DavyRole *role);

void davy_estate_assignment_free (gpointer assignment);

G_END_DECLS
