/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-access.h"
#include "store/davy-row-list.h"

G_BEGIN_DECLS

/**
 * DavyCustomerAccess:
 *
 * A customer, and what the people who are signed in may do for it.
 */
#define DAVY_TYPE_CUSTOMER_ACCESS (davy_customer_access_get_type ())
G_DECLARE_FINAL_TYPE (DavyCustomerAccess, davy_customer_access, DAVY, CUSTOMER_ACCESS, GObject)

gint64 davy_customer_access_get_row (DavyCustomerAccess *self);
const char *davy_customer_access_get_account_id (DavyCustomerAccess *self);
const char *davy_customer_access_get_tenant_id (DavyCustomerAccess *self);
const char *davy_customer_access_get_name (DavyCustomerAccess *self);
const char *davy_customer_access_get_reseller_name (DavyCustomerAccess *self);
const char *davy_customer_access_get_azure_id (DavyCustomerAccess *self);
const DavyAccess *davy_customer_access_get_access (DavyCustomerAccess *self);

DavyRowList *davy_access_list_new (DavyStore *store);
void davy_access_list_set_query (DavyRowList *list, gboolean attention_only, const char *search);

G_END_DECLS
