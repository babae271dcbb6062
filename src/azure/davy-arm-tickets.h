/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "azure/davy-arm-operations.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyArmTicketSeverity:
 * @DAVY_ARM_TICKET_MINIMAL: can wait
 * @DAVY_ARM_TICKET_MODERATE: hinders
 * @DAVY_ARM_TICKET_CRITICAL: stands still
 * @DAVY_ARM_TICKET_HIGHEST: stands still for many
 *
 * How urgent a ticket is (`wire-contract.md` 3.8).
 */
typedef enum
{
  DAVY_ARM_TICKET_MINIMAL,
  DAVY_ARM_TICKET_MODERATE,
  DAVY_ARM_TICKET_CRITICAL,
  DAVY_ARM_TICKET_HIGHEST,
} DavyArmTicketSeverity;

/**
 * DavyArmTicketDraft:
 * @title: in one line
 * @description: everything
 * @severity: how urgent
 * @service_id: of davy_arm_client_list_support_services_async()
 * @problem_id: of davy_arm_client_list_support_problems_async()
 * @resource_id: (nullable): what it is about
 * @problem_start: since when, or %DAVY_TIME_UNSET
 * @around_the_clock: whether somebody on our side answers at any hour
 * @diagnostic_consent: whether Microsoft may look into the customer's resources
 * @first_name: of the contact
 * @last_name: of the contact
 * @email: of the contact
 * @phone: (nullable): of the contact, who is then called rather than written to
 * @time_zone: Windows' name of a time zone, such as `W. Europe Standard Time`
 * @country: ISO 3166 two letters
 * @language: such as `de-de`
 *
 * A ticket to be created. It owns nothing.
 */
typedef struct
{
  const char *title;
  const char *description;
  DavyArmTicketSeverity severity;
  const char *service_id;
  const char *problem_id;
  const char *resource_id;
  DavyTime problem_start;
  gboolean around_the_clock;
  gboolean diagnostic_consent;
  const char *first_name;
  const char *last_name;
  const char *email;
  const char *phone;
  const char *time_zone;
  const char *country;
  const char *language;
} DavyArmTicketDraft;

/**
 * DavyArmTicket:
 * @name: the name we gave it
 * @ticket_id: (nullable): Microsoft's number for it
 * @title: (nullable): in one line
 * @status: (nullable): `open` or `closed`, as it came
 * @severity: (nullable): as it came
 * @created: when, or %DAVY_TIME_UNSET
 * @modified: when, or %DAVY_TIME_UNSET
 * @answer_due: until when the first answer is promised, or %DAVY_TIME_UNSET
 * @engineer: (nullable): the mail address of who works on it
 *
 * A ticket at Azure's support.
 */
typedef struct
{
  char *name;
  char *ticket_id;
  char *title;
  char *status;
  char *severity;
  DavyTime created;
  DavyTime modified;
  DavyTime answer_due;
  char *engineer;
} DavyArmTicket;

void davy_arm_ticket_free (DavyArmTicket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmTicket, davy_arm_ticket_free)

/**
 * DavyArmTicketMessage:
 * @name: its name
 * @from_us: whether it came from our side
 * @sender: (nullable): the mail address of who wrote it
 * @subject: (nullable): its subject
 * @body: (nullable): its text, which may be HTML
 * @created: when, or %DAVY_TIME_UNSET
 *
 * One message of a ticket.
 */
typedef struct
{
  char *name;
  gboolean from_us;
  char *sender;
  char *subject;
  char *body;
  DavyTime created;
} DavyArmTicketMessage;

void davy_arm_ticket_message_free (DavyArmTicketMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmTicketMessage, davy_arm_ticket_message_free)

void davy_arm_client_check_ticket_name_async (DavyArmClient *self,
                                              const char *tenant_id,
                                              const char *subscription_id,
                                              const char *name,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean davy_arm_client_check_ticket_name_finish (DavyArmClient *self,
                                                   GAsyncResult *result,
                                                   gboolean *available,
                                                   GError **error);

void davy_arm_client_create_ticket_async (DavyArmClient *self,
                                          const char *tenant_id,
                                          const char *subscription_id,
                                          const char *name,
                                          const DavyArmTicketDraft *draft,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
DavyArmOutcome *
davy_arm_client_create_ticket_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_get_ticket_async (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *subscription_id,
                                       const char *name,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
DavyArmTicket *
davy_arm_client_get_ticket_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_list_ticket_messages_async (DavyArmClient *self,
                                                 const char *tenant_id,
                                                 const char *subscription_id,
                                                 const char *ticket,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
GPtrArray *davy_arm_client_list_ticket_messages_finish (DavyArmClient *self,
                                                        GAsyncResult *result,
                                                        GError **error);

void davy_arm_client_add_ticket_message_async (DavyArmClient *self,
                                               const char *tenant_id,
                                               const char *subscription_id,
                                               const char *ticket,
                                               const char *name,
                                               const char *subject,
                                               const char *body,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
DavyArmOutcome *davy_arm_client_add_ticket_message_finish (DavyArmClient *self,
                                                           GAsyncResult *result,
                                                           GError **error);

G_END_DECLS
