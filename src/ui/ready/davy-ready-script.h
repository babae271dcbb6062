/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *
davy_ready_script_make (const char *cloud, const char *customer_tenant_id, const char *azure_id);

G_END_DECLS
