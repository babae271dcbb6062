/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-listing.h"

G_BEGIN_DECLS

/**
 * DavyPartnerContent:
 * @records: (element-type record): those that could be read
 * @length: of the list
 * @unreadable: (nullable): the first record that made no sense
 * @rest: (nullable): what stood around the list
 *
 * A page of a list, read. One record that makes no sense must not hide the others; it is told of at
 * the end.
 */
typedef struct
{
  GPtrArray *records;
  guint length;
  GError *unreadable;
  JsonNode *rest;
} DavyPartnerContent;

void davy_partner_content_free (DavyPartnerContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerContent, davy_partner_content_free)

DavyPartnerContent *
davy_partner_content_read (GBytes *body, const DavyPartnerRecord *record, GError **error);

G_END_DECLS
