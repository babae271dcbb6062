/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_NOTICE_BAR (davy_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (DavyNoticeBar, davy_notice_bar, DAVY, NOTICE_BAR, AdwBin)

void davy_notice_bar_set_context (DavyNoticeBar *self, DavyContext *context);
void davy_notice_bar_set_store_error (DavyNoticeBar *self, const GError *error);
void davy_notice_bar_set_accounts_read (DavyNoticeBar *self, const GError *error);

G_END_DECLS
