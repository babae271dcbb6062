/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

void davy_demo_read_resellers (DavyScenario *scenario, const DavyJson *root);
void davy_demo_read_customers (DavyScenario *scenario, const DavyJson *root);
void davy_demo_reseller_free (gpointer reseller);
void davy_demo_consent_free (gpointer consent);
void davy_demo_customer_free (gpointer customer);

G_END_DECLS
