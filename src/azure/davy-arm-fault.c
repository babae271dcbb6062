/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-fault.h"

#include "core/davy-json.h"

#define MAX_TEXT 1024

/* Codes that say more than their HTTP status does (`wire-contract.md` 3.0 and 3.7). */
static const struct
{
  const char *code;
  const char *reason;
} code_reasons[] = {
  { "InvalidAuthenticationTokenTenant", "wrong-tenant" },
  { "AuthorizationFailed", "no-rights" },
  { "RBACAccessDenied", "no-rights" },
  { "SubscriptionNotFound", "not-found" },
  { "ScopeLocked", "conflict" },
};

static void
replace (char **slot, const char *value)
{
  char *old = *slot;

  *slot = value != NULL ? g_strndup (value, MAX_TEXT) : NULL;
  g_free (old);
}

/* A #DavyFaultReader for Resource Manager: `{"error":{"code","message"}}`, or the same flat. */
void
davy_arm_read_fault (guint status, GBytes *body, DavyFault *fault)
{
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (JsonNode) node = davy_json_parse (body, NULL);
  DavyJson root = davy_json_root (node, &unreadable);
  DavyJson error, told;
  const char *code;

  if (!davy_json_is_object (&root))
    return;

  error = davy_json_member (&root, "error");
  told = davy_json_is_object (&error) ? error : root;
  code = davy_json_string (&told, "code", DAVY_JSON_OPTIONAL);
  replace (&fault->service_code, code);
  replace (&fault->service_text, davy_json_string (&told, "message", DAVY_JSON_OPTIONAL));

  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (code_reasons); i++)
    {
      if (g_ascii_strcasecmp (code, code_reasons[i].code) == 0)
        replace (&fault->reason, code_reasons[i].reason);
    }
}
