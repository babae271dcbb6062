/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyPartnerReceipt:
 * @http_status: the status of the answer that accepted it; 0 when nothing had to be sent
 * @correlation_id: (nullable): what Microsoft's support asks for
 *
 * What the answer to a change told beside that it was accepted.
 */
typedef struct
{
  guint http_status;
  char *correlation_id;
} DavyPartnerReceipt;

void davy_partner_receipt_free (DavyPartnerReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerReceipt, davy_partner_receipt_free)

G_END_DECLS
