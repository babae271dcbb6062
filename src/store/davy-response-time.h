/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

#define DAVY_RESPONSE_DAYS 30

/**
 * DavyResponseTime:
 * @average: the mean time from an alert's creation to the first answer, in microseconds
 * @answered: how many alerts it is the mean of; 0: @average says nothing
 */
typedef struct
{
  gint64 average;
  guint answered;
} DavyResponseTime;

void davy_store_read_response_time_async (DavyStore *store,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean davy_store_read_response_time_finish (DavyStore *store,
                                               GAsyncResult *result,
                                               DavyResponseTime *time,
                                               GError **error);

G_END_DECLS
