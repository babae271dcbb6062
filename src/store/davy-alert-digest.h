/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-rows.h"

G_BEGIN_DECLS

char *davy_alert_dup_digest (const DavyAlertRow *alert);

G_END_DECLS
