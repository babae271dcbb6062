/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-db.h"

G_BEGIN_DECLS

/**
 * DavyOwnReport:
 * @is_there: there is any
 * @is_open: one is not dealt with
 * @is_legitimate: the one that was closed last was closed as that
 *
 * What Microsoft has told of a subscription in which we have found something.
 */
typedef struct
{
  gboolean is_there;
  gboolean is_open;
  gboolean is_legitimate;
} DavyOwnReport;

gboolean davy_own_report_read (DavyOwnReport *self,
                               DavyDb *db,
                               gint64 subscription_row,
                               DavyTime since,
                               GError **error);

G_END_DECLS
