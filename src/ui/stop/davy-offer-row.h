/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/davy-aside-row.h"

G_BEGIN_DECLS

#define DAVY_TYPE_OFFER_ROW (davy_offer_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyOfferRow, davy_offer_row, DAVY, OFFER_ROW, DavyAsideRow)

GtkWidget *davy_offer_row_new (const char *id, const char *title);
const char *davy_offer_row_get_id (DavyOfferRow *self);
void davy_offer_row_set_words (DavyOfferRow *self,
                               const char *subtitle,
                               const char *stage,
                               const char *label,
                               const char *name);
void davy_offer_row_set_way_back (DavyOfferRow *self, const char *label, const char *name);

G_END_DECLS
