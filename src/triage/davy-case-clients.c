/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-clients.h"

#include "core/davy-error.h"
#include "triage/davy-case-private.h"
#include "triage/davy-change.h"

/* A status is set where the alerts came from, whatever was chosen since then; what was sent and not
 * yet proved is looked for where it was sent to. */
static const char *
get_service_name (DavyCase *self)
{
  const GPtrArray *alerts = davy_case_get_alerts (self);
  g_auto (DavyOpenChange) open = { 0 };

  davy_open_change_find (&open, davy_case_get_record (self));
  if (open.event_ids != NULL && g_strcmp0 (open.service, DAVY_ALERT_SERVICE_GRAPH) == 0)
    return DAVY_ALERT_SERVICE_GRAPH;
  if (open.event_ids != NULL || alerts->len == 0)
    return DAVY_ALERT_SERVICE_PARTNER_CENTER;

  return davy_alert_get_service (g_ptr_array_index (alerts, 0));
}

/* The case's account when it is signed in. Signing in again may bring another object for the same
 * account: the clients of the one before it are left. */
DavyAccount *
davy_case_find_signed_in (DavyCase *self, GError **error)
{
  DavyAccount *account = davy_case_find_account (self);

  if (account == NULL || davy_account_get_state (account) != DAVY_ACCOUNT_SIGNED_IN)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT,
                           "The account of this case is not signed in");
      return NULL;
    }
  if (g_set_object (&self->client_account, account))
    {
      g_clear_object (&self->service);
      g_clear_object (&self->partner);
      g_clear_object (&self->arm);
    }

  return account;
}

/**
 * davy_case_find_account:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): in whose name the case speaks with Microsoft's services;
 *   %NULL when nobody may here
 */
DavyAccount *
davy_case_find_account (DavyCase *self)
{
  return davy_accounts_find_acting (self->accounts, davy_case_get_account_id (self));
}

DavyAlertService *
davy_case_find_service (DavyCase *self, GError **error)
{
  DavyAccount *account = davy_case_find_signed_in (self, error);
  const char *name = get_service_name (self);

  if (account == NULL)
    return NULL;
  if (self->service == NULL || g_strcmp0 (davy_alert_service_get_name (self->service), name) != 0)
    {
      g_clear_object (&self->service);
      self->service = davy_alert_service_new (account, name);
    }

  return self->service;
}

/**
 * davy_case_get_arm:
 * @self: a case
 * @error: where to report %DAVY_ERROR_SIGNED_OUT
 *
 * Azure in the name of the case's account. The tenant that its calls ask for is
 * davy_case_get_customer_tenant_id().
 *
 * Returns: (transfer none) (nullable): the client; another one after a new sign-in
 */
DavyArmClient *
davy_case_get_arm (DavyCase *self, GError **error)
{
  DavyAccount *account = davy_case_find_signed_in (self, error);

  if (account == NULL)
    return NULL;
  if (self->arm == NULL)
    self->arm = davy_arm_client_new (account);

  return self->arm;
}

/**
 * davy_case_get_partner:
 * @self: a case
 * @error: where to report %DAVY_ERROR_SIGNED_OUT
 *
 * Partner Center in the name of the case's account.
 *
 * Returns: (transfer none) (nullable): the client; another one after a new sign-in
 */
DavyPartnerClient *
davy_case_get_partner (DavyCase *self, GError **error)
{
  DavyAccount *account = davy_case_find_signed_in (self, error);

  if (account == NULL)
    return NULL;
  if (self->partner == NULL)
    self->partner = davy_partner_client_new (account);

  return self->partner;
}

/**
 * davy_case_can_reach_customer:
 * @self: a case
 * @error: %DAVY_ERROR_SIGNED_OUT; %DAVY_ERROR_INPUT when the alerts name no customer
 *
 * Returns: whether there are clients, and a tenant for them to name
 */
gboolean
davy_case_can_reach_customer (DavyCase *self, GError **error)
{
  if (davy_case_find_signed_in (self, error) == NULL)
    return FALSE;
  if (davy_case_get_customer_tenant_id (self) != NULL)
    return TRUE;
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                       "The customer of this subscription is not known");

  return FALSE;
}
