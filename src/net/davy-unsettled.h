/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-request.h"

G_BEGIN_DECLS

/* Changes that were sent and whose outcome nobody knows. When a person sends the same change again,
 * it carries the same `MS-RequestId`, so that a service that made it does not make it twice. Used
 * by davy-call.c alone. */
typedef struct _DavyUnsettled DavyUnsettled;

DavyUnsettled *davy_unsettled_new (void);
void davy_unsettled_free (DavyUnsettled *self);

void davy_unsettled_keep (DavyUnsettled *self, const DavyRequest *request, const char *request_id);
void davy_unsettled_settle (DavyUnsettled *self, const DavyRequest *request);
char *davy_unsettled_dup_id (DavyUnsettled *self, const DavyRequest *request);

G_END_DECLS
