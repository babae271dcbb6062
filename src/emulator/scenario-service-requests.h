/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

void davy_demo_read_service_requests (DavyScenario *scenario, const DavyJson *root);
DavyDemoServiceRequest *davy_demo_service_request_new (const char *id, DavyTime created);
void davy_demo_service_request_free (gpointer request);
void davy_demo_service_request_add_note (DavyDemoServiceRequest *request,
                                         const char *by,
                                         const char *text,
                                         DavyTime time);
int davy_demo_service_request_get_severity (const char *word);
int davy_demo_service_request_get_status (const char *word);

G_END_DECLS
