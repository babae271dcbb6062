/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"
#include "triage/davy-support-request.h"

G_BEGIN_DECLS

/**
 * DavySupportContact:
 * @company: (nullable): the partner's name
 * @name: (nullable): of a person
 * @email: (nullable): of that person
 * @phone: (nullable): of that person
 * @country: (nullable): of the partner, ISO 3166 two letters
 *
 * Whom Microsoft may ask back.
 */
typedef struct
{
  char *company;
  char *name;
  char *email;
  char *phone;
  char *country;
} DavySupportContact;

void davy_support_contact_free (DavySupportContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySupportContact, davy_support_contact_free)

/**
 * DavySupportTicket:
 * @number: Microsoft's number for it
 * @title: (nullable): in one line
 * @status: (nullable): the wire's word: `open`, `closed`, `attention_needed` …
 * @azure_name: (nullable): the name that we gave it, of a ticket at Azure's support
 * @created: when it was made there, or %DAVY_TIME_UNSET
 * @seen: when @status was read
 *
 * A request at Microsoft's support: found there, or kept in the case.
 */
typedef struct
{
  char *number;
  char *title;
  char *status;
  char *azure_name;
  DavyTime created;
  DavyTime seen;
} DavySupportTicket;

void davy_support_ticket_free (DavySupportTicket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySupportTicket, davy_support_ticket_free)

void davy_case_fill_support_facts (DavyCase *self, DavySupportFacts *facts);
char *davy_case_dup_support_page (DavyCase *self);
char *davy_case_dup_credit_page (DavyCase *self);

void davy_case_load_support_contact_async (DavyCase *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
DavySupportContact *
davy_case_load_support_contact_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_note_support_opened_async (DavyCase *self,
                                          const DavySupportFacts *facts,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
davy_case_note_support_opened_finish (DavyCase *self, GAsyncResult *result, GError **error);
gboolean davy_case_awaits_support_number (DavyCase *self);

void davy_case_find_support_tickets_async (DavyCase *self,
                                           const char *title,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
davy_case_find_support_tickets_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_keep_support_ticket_async (DavyCase *self,
                                          const DavySupportTicket *ticket,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
davy_case_keep_support_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error);
GPtrArray *davy_case_list_support_tickets (DavyCase *self);

void davy_case_follow_support_tickets_async (DavyCase *self,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean
davy_case_follow_support_tickets_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
