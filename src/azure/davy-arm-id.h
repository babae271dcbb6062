/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyArmId:
 * @subscription_id: (nullable): the subscription; %NULL for what belongs to a tenant
 * @group: (nullable): the name of the resource group
 * @provider: (nullable): the namespace, such as `Microsoft.Compute`; %NULL for a group or a
 *   subscription
 * @type: (nullable): below the namespace, such as `virtualMachines/extensions`
 * @name: the last part
 * @parent: (nullable): the id of what it stands in; %NULL at the top
 *
 * The parts of the id of something in Azure. Letter case is as it came; it means nothing
 * (`wire-contract.md` 3).
 */
typedef struct
{
  char *subscription_id;
  char *group;
  char *provider;
  char *type;
  char *name;
  char *parent;
} DavyArmId;

DavyArmId *davy_arm_id_parse (const char *text, GError **error);
void davy_arm_id_free (DavyArmId *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmId, davy_arm_id_free)

gboolean davy_arm_id_equal (const char *a, const char *b);
gboolean davy_arm_id_is_within (const char *id, const char *scope);
gboolean davy_arm_id_has_type (const DavyArmId *self, const char *type);
char *davy_arm_id_dup_path (const char *id, GError **error);

G_END_DECLS
