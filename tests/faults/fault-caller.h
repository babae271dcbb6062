/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "azure/davy-arm-client.h"
#include "davy-test.h"
#include "fault-server.h"
#include "partner/davy-partner-client.h"

G_BEGIN_DECLS

#define FAULT_APPLICATION  "90000000-0000-4000-8000-000000000001"
#define FAULT_TENANT       "10000000-0000-4000-8000-000000000001"
#define FAULT_PERSON       "anna@northwind.example"
#define FAULT_CUSTOMER     "20000000-0000-4000-8000-000000000001"
#define FAULT_PLAN         "30000000-0000-4000-8000-000000000102"
#define FAULT_SUBSCRIPTION "40000000-0000-4000-8000-00000000010b"

/**
 * FaultCaller:
 * @server: (not owned): whom it asks
 * @accounts: (owned): a list with one account
 * @account: (owned): the person's
 * @partner: (owned): a client
 * @arm: (owned): a client
 * @result: (owned) (nullable): the answer to what was asked last
 * @n_records: what the pages brought so far
 *
 * Somebody who is signed in, with the program's own clients.
 */
struct _FaultCaller
{
  FaultServer *server;
  DavyAccounts *accounts;
  DavyAccount *account;
  DavyPartnerClient *partner;
  DavyArmClient *arm;
  GAsyncResult *result;
  int n_records;
};

void
fault_caller_begin (FaultCaller *self, FaultServer *server, DavyService moved, FaultPlace place);
void fault_caller_end (FaultCaller *self);

gboolean fault_spin_until (FaultServer *server, DavyTestCondition condition, gpointer data);
void fault_caller_keep (GObject *source, GAsyncResult *result, gpointer caller);
GAsyncResult *fault_caller_wait (FaultCaller *self);
gboolean fault_caller_count_page (GPtrArray *records, gpointer caller, GError **error);

G_END_DECLS
