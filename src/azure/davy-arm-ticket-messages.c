/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-readers.h"
#include "azure/davy-arm-tickets-private.h"

/* What was written about a ticket: Azure's "communications" (`wire-contract.md` 3.8). */

#define SUFFIX "/communications"

static gpointer
read_message (const DavyJson *item)
{
  DavyArmTicketMessage *self = g_new0 (DavyArmTicketMessage, 1);
  DavyJson properties = davy_json_member (item, "properties");
  const char *direction =
      davy_json_string (&properties, "communicationDirection", DAVY_JSON_OPTIONAL);

  self->name = davy_arm_read_text (item, "name", DAVY_JSON_REQUIRED);
  self->from_us = direction != NULL && g_ascii_strcasecmp (direction, "inbound") == 0;
  self->sender = davy_arm_read_text (&properties, "sender", DAVY_JSON_OPTIONAL);
  self->subject = davy_arm_read_text (&properties, "subject", DAVY_JSON_OPTIONAL);
  self->body = davy_arm_read_text (&properties, "body", DAVY_JSON_OPTIONAL);
  self->created = davy_json_time (&properties, "createdDate", DAVY_JSON_OPTIONAL);

  return self;
}

static const DavyArmRecord message_record = {
  .read = read_message,
  .free = (GDestroyNotify) davy_arm_ticket_message_free,
};

/**
 * davy_arm_ticket_message_free:
 * @self: (transfer full) (nullable): a message
 *
 * Frees a message.
 */
void
davy_arm_ticket_message_free (DavyArmTicketMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->sender);
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

/**
 * davy_arm_client_list_ticket_messages_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the first token
 * @subscription_id: a subscription of that tenant
 * @ticket: the name we gave the ticket
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what was written about a ticket.
 */
void
davy_arm_client_list_ticket_messages_async (DavyArmClient *self,
                                            const char *tenant_id,
                                            const char *subscription_id,
                                            const char *ticket,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autoptr (DavyRequest) request = davy_arm_client_create_ticket_request (
      self, tenant_id, "GET", subscription_id, ticket, SUFFIX);

  davy_arm_client_list (self, request, &message_record, davy_arm_client_list_ticket_messages_async,
                        cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_ticket_messages_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmTicketMessage): the messages
 */
GPtrArray *
davy_arm_client_list_ticket_messages_finish (DavyArmClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_ticket_messages_async, error);
}

/**
 * davy_arm_client_add_ticket_message_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the first token
 * @subscription_id: a subscription of that tenant
 * @ticket: the name we gave the ticket
 * @name: a name for the message
 * @subject: its subject
 * @body: its text
 * @cancellable: (nullable): to stop watching; what was sent goes on
 * @callback: called when it was added
 * @user_data: for @callback
 *
 * Writes about a ticket.
 */
void
davy_arm_client_add_ticket_message_async (DavyArmClient *self,
                                          const char *tenant_id,
                                          const char *subscription_id,
                                          const char *ticket,
                                          const char *name,
                                          const char *subject,
                                          const char *body,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autofree char *escaped = davy_arm_build_path (name, NULL);
  g_autofree char *suffix = g_strconcat (SUFFIX, escaped, NULL);
  g_autoptr (DavyRequest) request = davy_arm_client_create_ticket_request (
      self, tenant_id, "PUT", subscription_id, ticket, suffix);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  davy_arm_add_string (builder, "subject", subject);
  davy_arm_add_string (builder, "body", body);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  davy_request_set_json (request, node);
  davy_arm_client_change_and_wait (self, request, DAVY_ARM_PATIENCE,
                                   davy_arm_client_add_ticket_message_async, cancellable, callback,
                                   user_data);
}

/**
 * davy_arm_client_add_ticket_message_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_OUTCOME_UNKNOWN and %DAVY_ERROR_STILL_RUNNING when it may have been added:
 *   list the messages before anything else; every other error says that it was not
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_add_ticket_message_finish (DavyArmClient *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_add_ticket_message_async, error);
}
