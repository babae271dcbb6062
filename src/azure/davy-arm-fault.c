/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-fault.h"

#include <string.h>

#include "azure/davy-arm-version.h"
#include "core/davy-fault-text.h"

#define LOCKED_AT  "are locked:"
#define MAX_SCOPES 5

/* Codes that say more than their HTTP status does, or that come without one of their own: inside a
 * long-running operation that failed (`wire-contract.md` 3.0, 3.1, 3.3, 3.4 and 3.7). */
static const struct
{
  const char *code;
  const char *reason;
  DavyError error;
} codes[] = {
  { "InvalidAuthenticationTokenTenant", "wrong-tenant", DAVY_ERROR_REFUSED },
  { "AuthorizationFailed", "no-rights", DAVY_ERROR_REFUSED },
  { "LinkedAuthorizationFailed", "no-rights", DAVY_ERROR_REFUSED },
  { "RBACAccessDenied", "no-rights", DAVY_ERROR_REFUSED },
  { "RequestDisallowedByPolicy", "policy", DAVY_ERROR_REFUSED },
  { "InvalidSupportPlan", "no-plan", DAVY_ERROR_REFUSED },
  { "SubscriptionNotFound", "no-subscription", DAVY_ERROR_NOT_FOUND },
  { "ResourceNotFound", "not-found", DAVY_ERROR_NOT_FOUND },
  { "ResourceGroupNotFound", "not-found", DAVY_ERROR_NOT_FOUND },
  { "ScopeLocked", "locked", DAVY_ERROR_CONFLICT },
  { "ReadOnlyDisabledSubscription", "read-only-subscription", DAVY_ERROR_CONFLICT },
  { "ResourceGroupDeletionBlocked", "in-use", DAVY_ERROR_CONFLICT },
  { "Conflict", "conflict", DAVY_ERROR_CONFLICT },
  { "RetryableErrorDueToAnotherOperation", "busy", DAVY_ERROR_CONFLICT },
  { "AnotherOperationInProgress", "busy", DAVY_ERROR_CONFLICT },
  { "SubscriptionRequestsThrottled", "throttled", DAVY_ERROR_THROTTLED },
  { "TooManyRequests", "throttled", DAVY_ERROR_THROTTLED },
  { "InternalServerError", NULL, DAVY_ERROR_SERVER },
  { "NoRegisteredProviderFound", "api-version", DAVY_ERROR_REJECTED },
  { "InvalidApiVersionParameter", "api-version", DAVY_ERROR_REJECTED },
  /* These come with 404, and what they are about may well be there. */
  { "InvalidResourceType", "api-version", DAVY_ERROR_REJECTED },
  { "InvalidResourceNamespace", "api-version", DAVY_ERROR_REJECTED },
};

static void
replace (char **slot, const char *value)
{
  char *old = *slot;

  *slot = davy_fault_text_cut (value);
  g_free (old);
}

static gboolean
is_in_use (const char *code)
{
  return g_str_has_prefix (code, "InUse") && g_str_has_suffix (code, "CannotBeDeleted");
}

/* "…because following scope(s) are locked: '/subscriptions/…/rg-app', '…'. Please remove…": the
 * names of what is locked, for a person. */
static char *
dup_locked (const char *message)
{
  const char *at = message != NULL ? strstr (message, LOCKED_AT) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_auto (GStrv) quoted = at != NULL ? g_strsplit (at, "'", 2 * MAX_SCOPES + 1) : NULL;

  for (guint i = 1; quoted != NULL && quoted[i] != NULL && quoted[i + 1] != NULL; i += 2)
    {
      g_autofree char *name = g_path_get_basename (quoted[i]);

      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }

  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

/* --- within the room ----------------------------------------------------------------------- */

/* Takes what an error object tells: `{"code","message"}`. */
void
davy_arm_fault_take (DavyFault *fault, const DavyJson *told)
{
  g_autoptr (GError) unreadable = NULL;
  DavyJson object = *told;
  const char *code, *text;

  object.sink = &unreadable;
  code = davy_json_string (&object, "code", DAVY_JSON_OPTIONAL);
  text = davy_json_string (&object, "message", DAVY_JSON_OPTIONAL);
  replace (&fault->service_code, code);
  replace (&fault->service_text, text);

  if (code == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].reason != NULL && g_ascii_strcasecmp (code, codes[i].code) == 0)
      replace (&fault->reason, codes[i].reason);
  if (is_in_use (code))
    replace (&fault->reason, "in-use");
  g_clear_pointer (&fault->subject, g_free);
  if (g_strcmp0 (fault->reason, "locked") == 0)
    fault->subject = dup_locked (text);
  else if (g_strcmp0 (fault->reason, "api-version") == 0)
    fault->subject = davy_arm_version_dup_supported (text);
}

/* A #DavyFaultReader for Resource Manager: `{"error":{"code","message"}}`, or the same flat. */
void
davy_arm_read_fault (guint status, GBytes *body, DavyFault *fault)
{
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (JsonNode) node = davy_json_parse (body, NULL);
  DavyJson root = davy_json_root (node, &unreadable);
  DavyJson error;

  if (!davy_json_is_object (&root))
    {
      g_free (fault->service_text);
      fault->service_text = davy_fault_text_from_body (body);
      return;
    }

  error = davy_json_member (&root, "error");
  davy_arm_fault_take (fault, davy_json_is_object (&error) ? &error : &root);
}

/* Returns: the error that says best what the code of a failed operation means; there is no HTTP
 *   status to go by */
DavyError
davy_arm_fault_to_code (const DavyFault *fault)
{
  for (guint i = 0; fault->service_code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (fault->service_code, codes[i].code) == 0)
      return codes[i].error;
  if (fault->service_code != NULL && is_in_use (fault->service_code))
    return DAVY_ERROR_CONFLICT;

  return DAVY_ERROR_REJECTED;
}

/* Returns: whether asking again later may help by itself */
gboolean
davy_arm_error_is_passing (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_THROTTLED) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SERVER);
}
