/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"

G_BEGIN_DECLS

#define DAVY_TYPE_STEP_UP (davy_step_up_get_type ())
G_DECLARE_FINAL_TYPE (DavyStepUp, davy_step_up, DAVY, STEP_UP, GObject)

void davy_step_up_ask_async (DavyAccount *account,
                             DavyService service,
                             const char *tenant_id,
                             const char *claims,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean davy_step_up_ask_finish (DavyAccount *account, GAsyncResult *result, GError **error);

DavyAccount *davy_step_up_get_account (DavyStepUp *self);
const char *davy_step_up_get_tenant_id (DavyStepUp *self);
const char *davy_step_up_get_uri (DavyStepUp *self);
const char *davy_step_up_get_user_code (DavyStepUp *self);
const char *davy_step_up_get_verification_uri (DavyStepUp *self);
gboolean davy_step_up_is_over (DavyStepUp *self);
void davy_step_up_set_pages (DavyStepUp *self, const char *done_html, const char *failed_html);

void davy_step_up_browser_async (DavyStepUp *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void davy_step_up_device_async (DavyStepUp *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean davy_step_up_finish (DavyStepUp *self, GAsyncResult *result, GError **error);
void davy_step_up_give_up (DavyStepUp *self);

G_END_DECLS
