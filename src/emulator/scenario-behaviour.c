/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-behaviour.h"

#include "emulator/scenario-reader.h"

static gint64
read_at_least (const DavyJson *json, const char *name, gint64 least, gint64 fallback)
{
  gint64 number = davy_demo_read_integer (json, name, fallback);

  if (number < least)
    davy_json_fail (json, "%s must be at least %" G_GINT64_FORMAT, name, least);

  return number;
}

static void
read_login (DavyDemoBehaviour *self, const DavyJson *json)
{
  static const char *const ways[] = { "back", "never", "other-state", NULL };
  g_autofree char *redirect = davy_demo_read_string (json, "redirect", ways[0]);

  self->v1_tokens = davy_demo_read_boolean (json, "v1Tokens", FALSE);
  self->rotate = davy_demo_read_boolean (json, "rotateRefreshTokens", TRUE);
  self->refresh_days = read_at_least (json, "refreshDays", 1, 90);
  self->graph_consent = davy_demo_read_boolean (json, "graphConsent", TRUE);
  self->authorize_error = davy_demo_read_string (json, "authorizeError", NULL);
  davy_demo_expect_word (json, "redirect", ways);
  for (DavyDemoRedirect i = DAVY_DEMO_REDIRECT_BACK; ways[i] != NULL; i++)
    if (g_str_equal (redirect, ways[i]))
      self->redirect = i;
}

/**
 * davy_demo_behaviour_read:
 * @self: (out caller-allocates): where it goes
 * @json: the member `behaviour` of a scenario; absent is fine
 */
void
davy_demo_behaviour_read (DavyDemoBehaviour *self, const DavyJson *json)
{
  davy_demo_expect_members (json, "acceptLegitimate", "tokenSeconds", "deviceInterval", "costRows",
                            "billingDays", "latencyMs", "throttlePerMinute", "throttleByCustomer",
                            "entitlementDelay", "cancelAccepted", "patchAccepted", "v1Tokens",
                            "rotateRefreshTokens", "refreshDays", "graphConsent", "authorizeError",
                            "redirect", "graphPage", "graphSameIds", "graphWrapped", "listRows",
                            "emptyPages", "writesNeedMfa", "logDelay", NULL);
  self->accept_legitimate = davy_demo_read_boolean (json, "acceptLegitimate", TRUE);
  self->token_seconds = davy_demo_read_integer (json, "tokenSeconds", 3599);
  self->device_interval = davy_demo_read_integer (json, "deviceInterval", 5);
  self->cost_rows = read_at_least (json, "costRows", 1, 1000);
  self->billing_start =
      davy_day_to_time (davy_day_from_time (davy_time_now ()) -
                        (DavyDay) CLAMP (davy_demo_read_integer (json, "billingDays", 21), 0, 31));
  read_login (self, json);
  self->graph_page = read_at_least (json, "graphPage", 1, 100);
  self->graph_same_ids = davy_demo_read_boolean (json, "graphSameIds", FALSE);
  self->graph_wrapped = davy_demo_read_boolean (json, "graphWrapped", FALSE);
  self->latency_ms = read_at_least (json, "latencyMs", 0, 0);
  self->throttle_per_minute = read_at_least (json, "throttlePerMinute", 0, 500);
  self->throttle_by_customer = davy_demo_read_boolean (json, "throttleByCustomer", FALSE);
  self->entitlement_delay = davy_demo_read_span (json, "entitlementDelay", 10 * DAVY_TIME_MINUTE);
  self->cancel_accepted = davy_demo_read_boolean (json, "cancelAccepted", FALSE);
  self->patch_accepted = davy_demo_read_boolean (json, "patchAccepted", FALSE);
  self->list_rows = read_at_least (json, "listRows", 1, 100);
  self->empty_pages = davy_demo_read_boolean (json, "emptyPages", FALSE);
  self->writes_need_mfa = davy_demo_read_boolean (json, "writesNeedMfa", TRUE);
  self->log_delay = davy_demo_read_span (json, "logDelay", 0);
}

/**
 * davy_demo_behaviour_clear:
 * @self: what davy_demo_behaviour_read() filled in
 */
void
davy_demo_behaviour_clear (DavyDemoBehaviour *self)
{
  g_clear_pointer (&self->authorize_error, g_free);
}
