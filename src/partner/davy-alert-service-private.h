/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-alert-service.h"

G_BEGIN_DECLS

/* What an implementation's task for a change of status returns. */
typedef struct
{
  GPtrArray *events;           /* (owned) (element-type DavyFraudEvent) */
  DavyPartnerReceipt *receipt; /* (owned) (nullable): of the last alert; %NULL before it */
} DavyAlertChange;

void davy_alert_change_free (DavyAlertChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAlertChange, davy_alert_change_free)

/* Each function begins a #GTask whose source is the service and that returns a #GPtrArray of
 * #DavyFraudEvent, or for @set_status a #DavyAlertChange. The functions of the interface have
 * checked what they hand on. */
struct _DavyAlertServiceInterface
{
  GTypeInterface parent;

  const char *name;
  gint64 (*get_clock_offset) (DavyAlertService *self);
  void (*list_first) (DavyAlertService *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  void (*list) (DavyAlertService *self,
                DavyPartnerPage page,
                gpointer page_data,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  void (*read) (DavyAlertService *self,
                const char *subscription_id,
                const char *const *event_ids,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  void (*set_status) (DavyAlertService *self,
                      const char *subscription_id,
                      const char *const *event_ids,
                      const char *status,
                      const char *reason,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
};

G_END_DECLS
