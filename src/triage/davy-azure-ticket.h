/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-act.h"
#include "triage/davy-case-support.h"

G_BEGIN_DECLS

/* The second way to ask Microsoft: a ticket at Azure's own support, where the rights in the
 * customer's subscription and the support plan allow it (`wire-contract.md` 3.8). */

/* The act's name in the journal. */
#define DAVY_ACT_CREATE_TICKET "create-ticket"

/**
 * DavyAzureTopic:
 * @id: Azure's own
 * @name: what Azure calls it
 *
 * What a ticket can be about: a service, or a problem with one.
 */
typedef struct
{
  char *id;
  char *name;
} DavyAzureTopic;

void davy_azure_topic_free (DavyAzureTopic *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAzureTopic, davy_azure_topic_free)

/**
 * DavyAzureTicketChoice:
 * @service_id: (nullable): which service
 * @problem_id: (nullable): which problem with it
 * @country: (nullable): of the contact, ISO 3166 two letters
 *
 * What Azure's support asks for beyond what Partner Center's form does. It owns nothing.
 */
typedef struct
{
  const char *service_id;
  const char *problem_id;
  const char *country;
} DavyAzureTicketChoice;

void davy_case_list_azure_services_async (DavyCase *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
davy_case_list_azure_services_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_list_azure_problems_async (DavyCase *self,
                                          const char *service_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
davy_case_list_azure_problems_finish (DavyCase *self, GAsyncResult *result, GError **error);

gboolean davy_azure_ticket_check (const DavySupportFacts *facts,
                                  const DavyAzureTicketChoice *choice,
                                  GError **error);

void davy_case_create_azure_ticket_async (DavyCase *self,
                                          const DavySupportFacts *facts,
                                          const DavyAzureTicketChoice *choice,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
DavyAct *
davy_case_create_azure_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error);
DavyAct *davy_case_dup_azure_ticket (DavyCase *self);

void davy_case_keep_azure_ticket_async (DavyCase *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean davy_case_keep_azure_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_read_azure_ticket_async (DavyCase *self,
                                        const char *name,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DavySupportTicket *
davy_case_read_azure_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
