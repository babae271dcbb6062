/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_CONTACT_PAGE (davy_contact_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyContactPage, davy_contact_page, DAVY, CONTACT_PAGE, AdwBin)

GtkWidget *davy_contact_page_new (void);
void
davy_contact_page_set_parties (DavyContactPage *self, const char *customer, const char *reseller);

G_END_DECLS
