/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-tickets.h"

#include "account/davy-account-signer.h"
#include "azure/davy-arm-readers.h"
#include "azure/davy-arm-tickets-private.h"

/* Tickets that a partner opens on a customer's behalf (`wire-contract.md` 3.8). */

#define API_VERSION      "2024-04-01"
#define AUXILIARY_HEADER "x-ms-authorization-auxiliary"

static gpointer
read_ticket (const DavyJson *item)
{
  DavyArmTicket *self = g_new0 (DavyArmTicket, 1);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson agreement = davy_json_member (&properties, "serviceLevelAgreement");
  DavyJson engineer = davy_json_member (&properties, "supportEngineer");

  self->name = davy_arm_read_text (item, "name", DAVY_JSON_REQUIRED);
  self->ticket_id = davy_arm_read_text (&properties, "supportTicketId", DAVY_JSON_OPTIONAL);
  self->title = davy_arm_read_text (&properties, "title", DAVY_JSON_OPTIONAL);
  self->status = davy_arm_read_text (&properties, "status", DAVY_JSON_OPTIONAL);
  self->severity = davy_arm_read_text (&properties, "severity", DAVY_JSON_OPTIONAL);
  self->created = davy_json_time (&properties, "createdDate", DAVY_JSON_OPTIONAL);
  self->modified = davy_json_time (&properties, "modifiedDate", DAVY_JSON_OPTIONAL);
  self->answer_due = davy_json_time (&agreement, "expirationTime", DAVY_JSON_OPTIONAL);
  self->engineer = davy_arm_read_text (&engineer, "emailAddress", DAVY_JSON_OPTIONAL);

  return self;
}

static const DavyArmRecord ticket_record = {
  .read = read_ticket,
  .free = (GDestroyNotify) davy_arm_ticket_free,
};

static gpointer
read_available (const DavyJson *item)
{
  return g_memdup2 (&(gboolean){ davy_json_boolean (item, "nameAvailable", DAVY_JSON_REQUIRED) },
                    sizeof (gboolean));
}

static const DavyArmRecord available_record = { .read = read_available, .free = g_free };

/* --- within the room ----------------------------------------------------------------------- */

/* Support hears from both tenants: the customer's says whose subscription it is about, the
 * partner's who asks.
 * @ticket: (nullable): its name
 * Returns: (transfer full): the request */
DavyRequest *
davy_arm_client_create_ticket_request (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *method,
                                       const char *subscription_id,
                                       const char *ticket,
                                       const char *suffix)
{
  DavyAccount *account = davy_arm_client_get_account (self);
  g_autoptr (DavySigner) partner =
      davy_account_create_signer (account, DAVY_SERVICE_RESOURCE_MANAGER, NULL);
  g_autofree char *base = davy_arm_build_path ("subscriptions", subscription_id, "providers",
                                               "Microsoft.Support", NULL);
  g_autofree char *name =
      ticket != NULL ? davy_arm_build_path ("supportTickets", ticket, NULL) : g_strdup ("");
  g_autofree char *path = g_strconcat (base, name, suffix, NULL);
  DavyRequest *request =
      davy_arm_client_create_request (self, tenant_id, method, path, API_VERSION);

  davy_request_set_second_signer (request, AUXILIARY_HEADER, partner);

  return request;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_ticket_free:
 * @self: (transfer full) (nullable): a ticket
 *
 * Frees a ticket.
 */
void
davy_arm_ticket_free (DavyArmTicket *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->ticket_id);
  g_free (self->title);
  g_free (self->status);
  g_free (self->severity);
  g_free (self->engineer);
  g_free (self);
}

/**
 * davy_arm_client_check_ticket_name_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: a subscription of that tenant
 * @name: a name for a ticket
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks whether a ticket may have this name, which nobody can change later.
 */
void
davy_arm_client_check_ticket_name_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const char *subscription_id,
                                         const char *name,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (DavyRequest) request = davy_arm_client_create_ticket_request (
      self, tenant_id, "POST", subscription_id, NULL, "/checkNameAvailability");
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) body = NULL;

  json_builder_begin_object (builder);
  davy_arm_add_string (builder, "name", name);
  davy_arm_add_string (builder, "type", "Microsoft.Support/supportTickets");
  json_builder_end_object (builder);
  body = json_builder_get_root (builder);
  davy_request_set_json (request, body);
  davy_request_set_changing (request, FALSE);
  davy_arm_client_get (self, request, &available_record, davy_arm_client_check_ticket_name_async,
                       cancellable, callback, user_data);
}

/**
 * davy_arm_client_check_ticket_name_finish:
 * @self: a client
 * @result: the answer
 * @available: (out): whether the name may be used
 * @error: a #DavyError
 *
 * Returns: whether it is known
 */
gboolean
davy_arm_client_check_ticket_name_finish (DavyArmClient *self,
                                          GAsyncResult *result,
                                          gboolean *available,
                                          GError **error)
{
  g_autofree gboolean *told =
      davy_arm_client_finish (self, result, davy_arm_client_check_ticket_name_async, error);

  if (told != NULL)
    *available = *told;

  return told != NULL;
}

/**
 * davy_arm_client_create_ticket_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the first token; the second comes from the
 *   account's own
 * @subscription_id: a subscription of that tenant
 * @name: a name that is free
 * @draft: what the ticket says
 * @cancellable: (nullable): to stop watching; what was sent goes on
 * @callback: called when it exists
 * @user_data: for @callback
 *
 * Opens a ticket at Azure's support, which needs a paid support plan (`wire-contract.md` 3.8).
 * davy_arm_client_get_ticket_async() then tells its number.
 */
void
davy_arm_client_create_ticket_async (DavyArmClient *self,
                                     const char *tenant_id,
                                     const char *subscription_id,
                                     const char *name,
                                     const DavyArmTicketDraft *draft,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (JsonNode) body = davy_arm_ticket_draft_build (draft, &error);
  g_autoptr (DavyRequest) request = NULL;

  if (body == NULL)
    {
      g_task_report_error (self, callback, user_data, davy_arm_client_create_ticket_async, error);
      return;
    }

  request =
      davy_arm_client_create_ticket_request (self, tenant_id, "PUT", subscription_id, name, "");
  davy_request_set_json (request, body);
  davy_arm_client_change_and_wait (self, request, DAVY_ARM_PATIENCE,
                                   davy_arm_client_create_ticket_async, cancellable, callback,
                                   user_data);
}

/**
 * davy_arm_client_create_ticket_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT for a country that is none; %DAVY_ERROR_OUTCOME_UNKNOWN and
 *   %DAVY_ERROR_STILL_RUNNING when it may exist: get it by its name before anything else; every
 *   other error says that it does not
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_create_ticket_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_create_ticket_async, error);
}

/**
 * davy_arm_client_get_ticket_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the first token
 * @subscription_id: a subscription of that tenant
 * @name: the name we gave the ticket
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets a ticket with its number and its state.
 */
void
davy_arm_client_get_ticket_async (DavyArmClient *self,
                                  const char *tenant_id,
                                  const char *subscription_id,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_ticket_request (self, tenant_id, "GET", subscription_id, name, "");

  davy_arm_client_get (self, request, &ticket_record, davy_arm_client_get_ticket_async, cancellable,
                       callback, user_data);
}

/**
 * davy_arm_client_get_ticket_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the ticket
 */
DavyArmTicket *
davy_arm_client_get_ticket_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_get_ticket_async, error);
}
