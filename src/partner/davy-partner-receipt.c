/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-receipt.h"

#include "partner/davy-partner-receipt-private.h"

DavyPartnerReceipt *
davy_partner_receipt_new (const DavyResponse *response)
{
  DavyPartnerReceipt *self = g_new0 (DavyPartnerReceipt, 1);

  self->http_status = davy_response_get_status (response);
  self->correlation_id = g_strdup (davy_response_get_correlation_id (response));

  return self;
}

/**
 * davy_partner_receipt_free:
 * @self: (transfer full) (nullable): a receipt
 *
 * Frees a receipt.
 */
void
davy_partner_receipt_free (DavyPartnerReceipt *self)
{
  if (self == NULL)
    return;

  g_free (self->correlation_id);
  g_free (self);
}
