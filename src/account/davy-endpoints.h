/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyService:
 * @DAVY_SERVICE_LOGIN: the Microsoft identity platform
 * @DAVY_SERVICE_PARTNER: Partner Center
 * @DAVY_SERVICE_GRAPH: Microsoft Graph
 * @DAVY_SERVICE_RESOURCE_MANAGER: Azure Resource Manager
 * @DAVY_SERVICE_PRICES: Azure's public list prices; needs no token
 */
typedef enum
{
  DAVY_SERVICE_LOGIN,
  DAVY_SERVICE_PARTNER,
  DAVY_SERVICE_GRAPH,
  DAVY_SERVICE_RESOURCE_MANAGER,
  DAVY_SERVICE_PRICES,
} DavyService;
#define DAVY_N_SERVICES (DAVY_SERVICE_PRICES + 1)

/* The cloud of most people, and of whatever was kept before there was a choice. */
#define DAVY_CLOUD_GLOBAL "global"

/**
 * DavyEndpoints:
 *
 * Where the services are. Immutable.
 */
typedef struct _DavyEndpoints DavyEndpoints;

#define DAVY_TYPE_ENDPOINTS (davy_endpoints_get_type ())
GType davy_endpoints_get_type (void);

const char *const *davy_endpoints_list_clouds (void);
DavyEndpoints *davy_endpoints_new_for_cloud (const char *cloud);
DavyEndpoints *davy_endpoints_new_from_file (const char *path, GError **error);
DavyEndpoints *davy_endpoints_new_below (const char *base);
DavyEndpoints *davy_endpoints_ref (DavyEndpoints *self);
void davy_endpoints_unref (DavyEndpoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyEndpoints, davy_endpoints_unref)

const char *davy_endpoints_get (const DavyEndpoints *self, DavyService service);
const char *davy_endpoints_get_cloud (const DavyEndpoints *self);
const char *davy_endpoints_get_portal (const DavyEndpoints *self);
char *davy_endpoints_dup_support_page (const DavyEndpoints *self);
gboolean davy_endpoints_offers (const DavyEndpoints *self, DavyService service);
const char *davy_endpoints_get_audience (const DavyEndpoints *self, DavyService service);

G_END_DECLS
