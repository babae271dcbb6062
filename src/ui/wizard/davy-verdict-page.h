/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_VERDICT_PAGE (davy_verdict_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyVerdictPage, davy_verdict_page, DAVY, VERDICT_PAGE, AdwBin)

GtkWidget *davy_verdict_page_new (void);

G_END_DECLS
