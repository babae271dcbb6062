/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/* The resources that tokens are made for, in every cloud (`wire-contract.md` 1.1 and 1.2). */
#define DAVY_AUDIENCE_PARTNER          "https://api.partnercenter.microsoft.com"
#define DAVY_AUDIENCE_GRAPH            "https://graph.microsoft.com"
#define DAVY_AUDIENCE_RESOURCE_MANAGER "https://management.azure.com"
#define DAVY_AUDIENCE_RETIRED          "https://graph.windows.net" /* Partner Center's, once */

DavyPrefix davy_audience_get_service (const char *resource);
const char *davy_audience_match_scope (const char *scope, const char **permission);
const char *davy_audience_get_application (DavyPrefix service);
const char *davy_audience_get_permissions (DavyPrefix service);

G_END_DECLS
