/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "azure/davy-arm-operations.h"

G_BEGIN_DECLS

/**
 * DavySecurityRule:
 * @name: its name, unique in its group
 * @priority: 100 to 4096, the lowest comes first
 * @inbound: for traffic that comes in; otherwise for what goes out
 * @allows: lets traffic pass; otherwise it denies
 * @for_all: for all traffic, whatever its protocol, addresses and ports
 *
 * What a network security group says of some traffic.
 */
typedef struct
{
  char *name;
  gint64 priority;
  gboolean inbound;
  gboolean allows;
  gboolean for_all;
} DavySecurityRule;

/**
 * DavySecurityGroup:
 * @id: the group's id
 * @name: its name
 * @region: (nullable): where it is
 * @rules: (element-type DavySecurityRule): its own rules, without the default ones
 * @members: (element-type utf8): the ids of the interfaces and subnets it is for
 *
 * A network security group.
 */
typedef struct
{
  char *id;
  char *name;
  char *region;
  GPtrArray *rules;
  GPtrArray *members;
} DavySecurityGroup;

void davy_security_group_free (DavySecurityGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySecurityGroup, davy_security_group_free)
gboolean davy_security_group_is_isolated (const DavySecurityGroup *self);
gboolean davy_security_group_has_own_rules (const DavySecurityGroup *self);

/**
 * DavyNetworkInterface:
 * @id: the interface's id
 * @machine_id: (nullable): the machine that it is in
 * @address_ids: the ids of the public addresses that it has
 * @subnet_ids: the ids of the subnets that it is in
 *
 * A network interface, and what it ties together (source:
 * https://learn.microsoft.com/rest/api/virtualnetwork/network-interfaces/list-all).
 */
typedef struct
{
  char *id;
  char *machine_id;
  GStrv address_ids;
  GStrv subnet_ids;
} DavyNetworkInterface;

void davy_network_interface_free (DavyNetworkInterface *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyNetworkInterface, davy_network_interface_free)

void davy_arm_client_list_interfaces_async (DavyArmClient *self,
                                            const char *tenant_id,
                                            const char *subscription_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GPtrArray *
davy_arm_client_list_interfaces_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_list_security_groups_async (DavyArmClient *self,
                                                 const char *tenant_id,
                                                 const char *subscription_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
GPtrArray *davy_arm_client_list_security_groups_finish (DavyArmClient *self,
                                                        GAsyncResult *result,
                                                        GError **error);

void davy_arm_client_isolate_async (DavyArmClient *self,
                                    const char *tenant_id,
                                    const DavySecurityGroup *group,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean davy_arm_client_isolate_finish (DavyArmClient *self,
                                         GAsyncResult *result,
                                         GPtrArray **outcomes,
                                         GError **error);

void davy_arm_client_end_isolation_async (DavyArmClient *self,
                                          const char *tenant_id,
                                          const DavySecurityGroup *group,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean davy_arm_client_end_isolation_finish (DavyArmClient *self,
                                               GAsyncResult *result,
                                               GPtrArray **outcomes,
                                               GError **error);

G_END_DECLS
