/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "azure/davy-arm-operations.h"
#include "core/davy-error.h"
#include "core/davy-json.h"
#include "net/davy-http.h"

G_BEGIN_DECLS

/* What the calls of this room share: how a request is made, and the four ways in which one is
 * answered. `source_tag` is the public function that asks; its finish function gives the same. */

typedef gpointer (*DavyArmReader) (const DavyJson *item);

/**
 * DavyArmRecord:
 * @read: makes a record from JSON; what it cannot read it puts into the sink
 * @free: frees it
 *
 * What a list consists of.
 */
typedef struct
{
  DavyArmReader read;
  GDestroyNotify free;
} DavyArmRecord;

#define DAVY_ARM_PATIENCE DAVY_TIME_HOUR /* for an operation that is followed to its end */

DavyAccount *davy_arm_client_get_account (DavyArmClient *self);
GHashTable *davy_arm_client_get_versions (DavyArmClient *self);
DavyHttp *davy_arm_client_get_http (DavyArmClient *self);
DavyRequest *davy_arm_client_create_request (DavyArmClient *self,
                                             const char *tenant_id,
                                             const char *method,
                                             const char *path,
                                             const char *api_version);
char *davy_arm_build_path (const char *first, ...) G_GNUC_NULL_TERMINATED;
void davy_arm_append_literal (GString *uri, const char *text);

/* GET (or POST) page after page by `nextLink`; gives a GPtrArray of records. */
void davy_arm_client_list (DavyArmClient *self,
                           DavyRequest *request,
                           const DavyArmRecord *record,
                           gpointer source_tag,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/* One object; gives its record. */
void davy_arm_client_get (DavyArmClient *self,
                          DavyRequest *request,
                          const DavyArmRecord *record,
                          gpointer source_tag,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* The same, of what belongs to the thing whose id is @id; @suffix is escaped and
 * begins with a slash or a question mark. An id that is none ends with an error. */
DavyRequest *davy_arm_client_create_request_at (DavyArmClient *self,
                                                const char *tenant_id,
                                                const char *method,
                                                const char *id,
                                                const char *suffix,
                                                const char *api_version,
                                                GError **error);
void davy_arm_client_list_at (DavyArmClient *self,
                              const char *tenant_id,
                              const char *id,
                              const char *suffix,
                              const char *api_version,
                              const DavyArmRecord *record,
                              gpointer source_tag,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void davy_arm_client_get_at (DavyArmClient *self,
                             const char *tenant_id,
                             const char *id,
                             const char *suffix,
                             const char *api_version,
                             const DavyArmRecord *record,
                             gpointer source_tag,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void davy_arm_client_change_at (DavyArmClient *self,
                                const char *tenant_id,
                                const char *method,
                                const char *id,
                                const char *api_version,
                                gpointer source_tag,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* All of one type in a subscription; @type: `Microsoft.Compute/snapshots` … */
void davy_arm_client_list_in (DavyArmClient *self,
                              const char *tenant_id,
                              const char *subscription_id,
                              const char *type,
                              const char *api_version,
                              const DavyArmRecord *record,
                              gpointer source_tag,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* A change that is done when it is answered; gives a DavyArmOutcome. */
void davy_arm_client_change (DavyArmClient *self,
                             DavyRequest *request,
                             gpointer source_tag,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* A change that may go on after it was answered, followed until its end. */
void davy_arm_client_change_and_wait (DavyArmClient *self,
                                      DavyRequest *request,
                                      gint64 patience,
                                      gpointer source_tag,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/* Of all these. Of a change %DAVY_ERROR_OUTCOME_UNKNOWN and %DAVY_ERROR_STILL_RUNNING say that it
 * may have happened or may still happen; every other error but a cancellation, that it did not. */
gpointer davy_arm_client_finish (DavyArmClient *self,
                                 GAsyncResult *result,
                                 gpointer source_tag,
                                 GError **error);

GError *davy_arm_outcome_to_error (const DavyArmOutcome *outcome,
                                   DavyError code,
                                   const DavyFault *fault,
                                   const char *why);

G_END_DECLS
