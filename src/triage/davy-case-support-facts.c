/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-profiles.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-private.h"
#include "triage/davy-case-support.h"

/* What a request to Microsoft's support is written from: the case, and the partner's profile. */

/**
 * davy_support_contact_free:
 * @self: (transfer full): a contact
 */
void
davy_support_contact_free (DavySupportContact *self)
{
  g_free (self->company);
  g_free (self->name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->country);
  g_free (self);
}

/**
 * davy_case_fill_support_facts:
 * @self: a case, which must outlive the use of @facts, unchanged
 * @facts: what the case knows is put in; the rest stays
 */
void
davy_case_fill_support_facts (DavyCase *self, DavySupportFacts *facts)
{
  const GPtrArray *alerts = davy_case_get_alerts (self);
  DavyAccount *account = davy_case_find_account (self);

  facts->azure_id = davy_case_get_azure_id (self);
  facts->customer_tenant_id = davy_case_get_customer_tenant_id (self);
  facts->partner_tenant_id = account != NULL ? davy_account_get_tenant_id (account) : NULL;
  facts->subscription_name = davy_case_get_subscription_name (self);
  facts->customer_name = davy_case_get_customer_name (self);
  facts->event_ids = (const char *const *) davy_case_get_record (self)->event_ids;
  for (guint i = 0; i < alerts->len; i++)
    {
      DavyTime created = davy_alert_get_created (g_ptr_array_index (alerts, i));

      if (created != DAVY_TIME_UNSET &&
          (facts->reported == DAVY_TIME_UNSET || created < facts->reported))
        facts->reported = created;
    }
}

/**
 * davy_case_dup_support_page:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): the page of Partner Center on which a request is made;
 *   %NULL where there is none, or the account is not signed in
 */
char *
davy_case_dup_support_page (DavyCase *self)
{
  DavyAccount *account = davy_case_find_account (self);

  return account != NULL ? davy_endpoints_dup_support_page (davy_account_get_endpoints (account))
                         : NULL;
}

/**
 * davy_case_dup_credit_page:
 * @self: a case
 *
 * Returns: (transfer full): the page of the Azure portal on which a request is made, in the
 * partner's own tenant: a credit is asked for there (`wire-contract.md` 3.8)
 */
char *
davy_case_dup_credit_page (DavyCase *self)
{
  DavyAccount *account = davy_case_find_account (self);
  const char *portal = account != NULL
                           ? davy_endpoints_get_portal (davy_account_get_endpoints (account))
                           : "https://portal.azure.com";

  return g_strconcat (portal, "/#view/Microsoft_Azure_Support/NewSupportRequestV3Blade", NULL);
}

static void
contact_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerProfile) profile =
      davy_partner_client_get_profile_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  DavySupportContact *contact;

  if (profile == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  contact = g_new0 (DavySupportContact, 1);
  contact->company = g_strdup (profile->company_name);
  contact->name = davy_partner_profile_dup_person (profile);
  contact->email = g_strdup (profile->email);
  contact->phone = g_strdup (profile->phone);
  contact->country = g_strdup (profile->country);
  g_task_return_pointer (task, contact, (GDestroyNotify) davy_support_contact_free);
}

/**
 * davy_case_load_support_contact_async:
 * @self: a case
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads who the partner's primary contact is, from its legal business profile
 * (`wire-contract.md` 2.10).
 */
void
davy_case_load_support_contact_async (DavyCase *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  DavyPartnerClient *client = davy_case_get_partner (self, &error);

  g_task_set_source_tag (task, davy_case_load_support_contact_async);
  if (client == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    davy_partner_client_get_profile_async (client, DAVY_PARTNER_PROFILE_LEGAL_BUSINESS, cancellable,
                                           contact_read_cb, g_steal_pointer (&task));
}

/**
 * davy_case_load_support_contact_finish:
 * @self: a case
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_SIGNED_OUT
 *
 * Returns: (transfer full) (nullable): the contact
 */
DavySupportContact *
davy_case_load_support_contact_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_load_support_contact_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
