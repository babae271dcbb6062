/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/davy-sync.h"

G_BEGIN_DECLS

#define DAVY_TYPE_RETENTION_WATCH (davy_retention_watch_get_type ())
G_DECLARE_FINAL_TYPE (DavyRetentionWatch, davy_retention_watch, DAVY, RETENTION_WATCH, GObject)

DavyRetentionWatch *davy_retention_watch_new (DavyStore *store, DavySync *sync);

G_END_DECLS
