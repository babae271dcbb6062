/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "triage/davy-case.h"
#include "triage/davy-letter.h"

G_BEGIN_DECLS

/**
 * DavyRecipient:
 * @name: (nullable): of the person
 * @email: (nullable): of the person
 * @language: what the customer's profile says; %DAVY_LANGUAGE_ENGLISH for any other
 *
 * Whom at the customer one writes to.
 */
typedef struct
{
  char *name;
  char *email;
  DavyLanguage language;
} DavyRecipient;

void davy_recipient_free (DavyRecipient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyRecipient, davy_recipient_free)

void davy_recipient_load_async (DavyAccounts *accounts,
                                const char *account_id,
                                const char *customer_tenant_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
DavyRecipient *
davy_recipient_load_finish (DavyAccounts *accounts, GAsyncResult *result, GError **error);

void davy_case_load_recipient_async (DavyCase *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
DavyRecipient *
davy_case_load_recipient_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_compose_async (DavyCase *self,
                              DavyLanguage language,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DavyLetter *
davy_case_compose_finish (DavyCase *self, GAsyncResult *result, GBytes **graph, GError **error);

void davy_case_record_letter_async (DavyCase *self,
                                    const char *recipient,
                                    const DavyLetter *letter,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean davy_case_record_letter_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
