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

/* Which of some words it is; the first when absent. */
static guint
read_choice (const DavyJson *json, const char *name, const char *const *words)
{
  g_autofree char *word = davy_demo_read_string (json, name, words[0]);

  davy_demo_expect_word (json, name, words);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (word, words[i]))
      return i;

  return 0;
}

static void
read_quirks (DavyDemoBehaviour *self, const DavyJson *json)
{
  static const char *const shares[] = { "some", "all", "none", NULL };
  static const char *const cases[] = { "as-is", "upper", "mixed", NULL };
  static const char *const empties[] = { "as-is", "null", "absent", NULL };

  self->bom = read_choice (json, "bom", shares);
  self->gzip = read_choice (json, "gzip", shares);
  self->guid_case = read_choice (json, "guidCase", cases);
  self->empty = read_choice (json, "empty", empties);
  self->pretty = davy_demo_read_boolean (json, "pretty", TRUE);
  self->code_as_number = davy_demo_read_boolean (json, "codeAsNumber", FALSE);
  self->extra_members = davy_demo_read_boolean (json, "extraMembers", FALSE);
}

static void
read_login (DavyDemoBehaviour *self, const DavyJson *json)
{
  static const char *const ways[] = { "back", "never", "other-state", NULL };

  self->v1_tokens = davy_demo_read_boolean (json, "v1Tokens", FALSE);
  self->rotate = davy_demo_read_boolean (json, "rotateRefreshTokens", TRUE);
  self->refresh_days = read_at_least (json, "refreshDays", 1, 90);
  self->graph_consent = davy_demo_read_boolean (json, "graphConsent", TRUE);
  self->authorize_error = davy_demo_read_string (json, "authorizeError", NULL);
  self->redirect = read_choice (json, "redirect", ways);
}

/**
 * davy_demo_behaviour_read:
 * @self: (out caller-allocates): where it goes
 * @json: the member `behaviour` of a scenario; absent is fine
 */
void
davy_demo_behaviour_read (DavyDemoBehaviour *self, const DavyJson *json)
{
  davy_demo_expect_members (
      json, "acceptLegitimate", "reasonRequired", "tokenSeconds", "deviceInterval", "costRows",
      "billingDays", "latencyMs", "throttlePerMinute", "throttleByCustomer", "entitlementDelay",
      "cancelAccepted", "patchAccepted", "v1Tokens", "rotateRefreshTokens", "refreshDays",
      "graphConsent", "authorizeError", "redirect", "graphPage", "graphSameIds", "graphWrapped",
      "bom", "gzip", "guidCase", "empty", "pretty", "codeAsNumber", "extraMembers", "listRows",
      "emptyPages", "writesNeedMfa", "logDelay", "ticketAtOnce", NULL);
  self->accept_legitimate = davy_demo_read_boolean (json, "acceptLegitimate", TRUE);
  self->reason_required = davy_demo_read_boolean (json, "reasonRequired", FALSE);
  self->token_seconds = davy_demo_read_integer (json, "tokenSeconds", 3599);
  self->device_interval = davy_demo_read_integer (json, "deviceInterval", 5);
  self->cost_rows = read_at_least (json, "costRows", 1, 1000);
  self->billing_start =
      davy_day_to_time (davy_day_from_time (davy_time_now ()) -
                        (DavyDay) CLAMP (davy_demo_read_integer (json, "billingDays", 21), 0, 31));
  read_login (self, json);
  read_quirks (self, json);
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
  self->ticket_at_once = davy_demo_read_boolean (json, "ticketAtOnce", FALSE);
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
