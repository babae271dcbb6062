/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-format.h"

G_BEGIN_DECLS

/**
 * DavySupportKind:
 * @DAVY_SUPPORT_KIND_QUESTION: questions or concerns about an alert
 * @DAVY_SUPPORT_KIND_MISSED: mining that Microsoft did not report
 *
 * What Microsoft is asked.
 */
typedef enum
{
  DAVY_SUPPORT_KIND_QUESTION,
  DAVY_SUPPORT_KIND_MISSED,
} DavySupportKind;

/**
 * DavySupportForm:
 * @DAVY_SUPPORT_FORM_TODAY: as the portal arranges it today (`playbook.md` C.5)
 * @DAVY_SUPPORT_FORM_LIST: as Microsoft's page on the notification lists it
 *
 * Two arrangements of the same request.
 */
typedef enum
{
  DAVY_SUPPORT_FORM_TODAY,
  DAVY_SUPPORT_FORM_LIST,
} DavySupportForm;

/**
 * DavySupportFacts:
 * @kind: what is asked
 * @language: of the portal
 * @subscription_name: (nullable): as the portal shows it
 * @azure_id: (nullable): of the subscription
 * @customer_name: (nullable): who has it
 * @customer_tenant_id: (nullable): the customer's tenant
 * @partner_tenant_id: (nullable): our own tenant
 * @event_ids: (nullable): the alerts
 * @reported: when the first of them was reported, or %DAVY_TIME_UNSET
 * @resources: (nullable): ids of the resources that it is about
 * @began: of a missed alert: when the impact began, or %DAVY_TIME_UNSET
 * @ended: of a missed alert: when it ended; %DAVY_TIME_UNSET: it goes on
 * @questions: (nullable): what the person wants to know
 * @company: (nullable): of the contact
 * @name: (nullable): of the contact
 * @email: (nullable): of the contact
 * @phone: (nullable): of the contact
 *
 * What a request is written from. It owns nothing.
 */
typedef struct
{
  DavySupportKind kind;
  DavyLanguage language;
  const char *subscription_name;
  const char *azure_id;
  const char *customer_name;
  const char *customer_tenant_id;
  const char *partner_tenant_id;
  const char *const *event_ids;
  DavyTime reported;
  const char *const *resources;
  DavyTime began;
  DavyTime ended;
  const char *questions;
  const char *company;
  const char *name;
  const char *email;
  const char *phone;
} DavySupportFacts;

/**
 * DavySupportField:
 * @label: what the portal calls it
 * @value: what is to be chosen or written there
 * @chosen: whether it is chosen from a list
 *
 * One field of the form, in the portal's language.
 */
typedef struct
{
  const char *label;
  char *value;
  gboolean chosen;
} DavySupportField;

void davy_support_field_free (DavySupportField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySupportField, davy_support_field_free)

const char *davy_support_request_get_title (const DavySupportFacts *facts);
char *davy_support_request_dup_description (const DavySupportFacts *facts);
GPtrArray *davy_support_request_list_fields (const DavySupportFacts *facts, DavySupportForm form);
char *davy_support_request_dup_way (DavyLanguage language, DavySupportForm form);
gboolean davy_support_request_check (const DavySupportFacts *facts, GError **error);

G_END_DECLS
