/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-response.h"
#include "partner/davy-partner-receipt.h"

G_BEGIN_DECLS

DavyPartnerReceipt *davy_partner_receipt_new (const DavyResponse *response);

G_END_DECLS
