/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "net/davy-http.h"
#include "partner/davy-partner-client.h"

G_BEGIN_DECLS

typedef gpointer (*DavyPartnerReader) (const DavyJson *item);

/**
 * DavyPartnerRecord:
 * @read: makes a record from JSON
 * @free: frees it
 * @dup_key: (nullable): what tells two records apart, whatever its letter case. Given for lists in
 *   which a record may come twice because the list moved between two pages.
 * @adds_up: whether equal records of one page count one by one, and are not one that came twice
 * @numbered: whether the list is paged by number, not by links
 *
 * What a list consists of.
 */
typedef struct
{
  DavyPartnerReader read;
  GDestroyNotify free;
  char *(*dup_key) (gconstpointer record);
  gboolean adds_up;
  gboolean numbered;
} DavyPartnerRecord;

void davy_partner_listing_run_async (DavyHttp *http,
                                     const char *base,
                                     DavyRequest *first,
                                     const DavyPartnerRecord *record,
                                     DavyPartnerPage page,
                                     gpointer page_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *davy_partner_listing_run_finish (DavyHttp *http, GAsyncResult *result, GError **error);

G_END_DECLS
