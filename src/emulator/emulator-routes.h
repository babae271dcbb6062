/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/**
 * DavyRoute:
 * @method: of HTTP
 * @pattern: a path; `{}` stands for one segment, which becomes an argument of the exchange
 * @flags: quirks of this answer
 * @answer: who answers
 */
typedef struct
{
  const char *method;
  const char *pattern;
  DavyAnswerFlags flags;
  void (*answer) (DavyExchange *exchange);
} DavyRoute;

/* Each ends with an empty route. */
extern const DavyRoute davy_login_routes[];
extern const DavyRoute davy_token_routes[];
extern const DavyRoute davy_device_routes[];
extern const DavyRoute davy_fraud_event_routes[];
extern const DavyRoute davy_customer_routes[];
extern const DavyRoute davy_profile_routes[];
extern const DavyRoute davy_subscription_routes[];
extern const DavyRoute davy_entitlement_routes[];
extern const DavyRoute davy_consent_routes[];
extern const DavyRoute davy_graph_routes[];
extern const DavyRoute davy_audit_routes[];
extern const DavyRoute davy_summary_routes[];
extern const DavyRoute davy_rated_usage_routes[];
extern const DavyRoute davy_service_request_routes[];
extern const DavyRoute davy_support_page_routes[];
extern const DavyRoute davy_openid_routes[];
extern const DavyRoute davy_usage_routes[];
extern const DavyRoute davy_price_routes[];
extern const DavyRoute davy_control_routes[];

/* Whatever is below Resource Manager. */
extern const DavyRoute davy_resource_manager_route;

const DavyRoute *davy_routes_find (DavyExchange *exchange);

G_END_DECLS
