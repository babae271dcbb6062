/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "emulator/arm-call.h"
#include "emulator/arm-throttle.h"
#include "emulator/emulator-private.h"
#include "emulator/entitlement-status.h"

/* What every call to Azure Resource Manager must pass: the right tenant, the rate, rights, a
 * second factor, a subscription that is enabled, locks (`wire-contract.md` 3.0, 3.4, 3.10). */

#define CHALLENGE_URI "https://login.microsoftonline.com/common/oauth2/authorize"
#define MFA_CLAIMS    "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"p1\"}}}"

static gboolean
check_tenant (DavyArmCall *self)
{
  const char *tenant = self->exchange->token.tenant_id;
  g_autofree char *challenge = NULL;

  if (!self->in_subscription)
    return TRUE;
  if (self->estate == NULL)
    {
      g_auto (GStrv) parts = g_strsplit (self->id, "/", 4);

      davy_arm_refuse (self, SOUP_STATUS_NOT_FOUND, "SubscriptionNotFound",
                       "The subscription '%s' could not be found.", parts[2]);
      return FALSE;
    }
  if (g_ascii_strcasecmp (tenant, self->place.customer->id) == 0)
    return TRUE;

  challenge = g_strdup_printf (
      "Bearer authorization_uri=\"https://login.windows.net/%s\", error=\"invalid_token\", "
      "error_description=\"The access token is from the wrong issuer. It must match the tenant "
      "associated with this subscription.\"",
      self->place.customer->id);
  davy_exchange_set_header (self->exchange, "WWW-Authenticate", challenge);
  davy_arm_refuse (
      self, SOUP_STATUS_UNAUTHORIZED, "InvalidAuthenticationTokenTenant",
      "The access token is from the wrong issuer 'https://sts.windows.net/%s/'. It must match "
      "the tenant 'https://sts.windows.net/%s/' associated with this subscription. Please use "
      "the authority (URL) 'https://login.windows.net/%s' to get the token.",
      tenant, self->place.customer->id, self->place.customer->id);

  return FALSE;
}

static const DavyRole *
limit_role (DavyArmCall *self, const DavyRole *role)
{
  const DavyDemoUser *user = self->exchange->user;

  if (user == NULL || g_str_equal (user->azure_role, "none"))
    return NULL;

  return g_str_equal (user->azure_role, "Owner") ? role : davy_role_find (user->azure_role);
}

/**
 * davy_arm_call_list_roles:
 * @self: a call
 * @scope: what they are to reach
 *
 * Returns: (transfer container) (element-type DavyRole): which roles the caller has there, by the
 *   group of the partner's agents or personally
 */
GPtrArray *
davy_arm_call_list_roles (DavyArmCall *self, const char *scope)
{
  GPtrArray *roles = g_ptr_array_new ();

  if (self->estate == NULL || self->exchange->user == NULL)
    return roles;

  for (guint i = 0; i < self->estate->assignments->len; i++)
    {
      const DavyEstateAssignment *assignment = g_ptr_array_index (self->estate->assignments, i);
      const DavyRole *role = limit_role (self, assignment->role);

      if ((g_ascii_strcasecmp (assignment->principal_id, self->exchange->scenario->admin_agents) ==
               0 ||
           g_ascii_strcasecmp (assignment->principal_id, self->exchange->user->object_id) == 0) &&
          davy_scope_contains (assignment->scope, scope) && role != NULL)
        g_ptr_array_add (roles, (gpointer) role);
    }

  return roles;
}

static gboolean
permits (DavyArmCall *self, const char *action)
{
  g_autoptr (GPtrArray) roles = davy_arm_call_list_roles (self, self->id);

  for (guint i = 0; i < roles->len; i++)
    if (davy_role_permits (g_ptr_array_index (roles, i), action))
      return TRUE;

  return FALSE;
}

static gboolean
check_rights (DavyArmCall *self, const DavyArmRoute *route)
{
  g_autofree char *action = davy_arm_call_dup_action (self);

  if ((route->flags & DAVY_ARM_OPEN) != 0 || !self->in_subscription || permits (self, action))
    return TRUE;

  davy_arm_refuse (self, SOUP_STATUS_FORBIDDEN, "AuthorizationFailed",
                   "The client '%s' with object id '%s' does not have authorization to perform "
                   "action '%s' over scope '%s' or the scope is invalid. If access was recently "
                   "granted, please refresh your credentials.",
                   self->caller->name, self->caller->object_id, action, self->id);
  return FALSE;
}

/* Reading passes without a second factor, changing does not. */
static gboolean
check_factor (DavyArmCall *self)
{
  g_autofree char *claims = NULL;
  g_autofree char *challenge = NULL;

  if (self->exchange->token.mfa || !self->exchange->scenario->behaviour.writes_need_mfa)
    return TRUE;

  claims = g_base64_encode ((const guchar *) MFA_CLAIMS, strlen (MFA_CLAIMS));
  challenge = g_strdup_printf ("Bearer realm=\"\", authorization_uri=\"%s\", "
                               "error=\"insufficient_claims\", claims=\"%s\"",
                               CHALLENGE_URI, claims);
  davy_exchange_set_header (self->exchange, "WWW-Authenticate", challenge);
  davy_arm_refuse (self, SOUP_STATUS_UNAUTHORIZED, "InvalidAuthenticationToken",
                   "Multi-factor authentication is required to change resources. See "
                   "https://aka.ms/MFAforAzure");
  return FALSE;
}

static gboolean
check_state (DavyArmCall *self)
{
  g_auto (GStrv) parts = NULL;

  if (!self->in_subscription || g_str_equal (self->exchange->method, "DELETE") ||
      davy_demo_place_is_enabled (&self->place, self->now))
    return TRUE;

  parts = g_strsplit (self->estate->id, "/", 3);
  davy_arm_refuse (self, SOUP_STATUS_CONFLICT, "ReadOnlyDisabledSubscription",
                   "The subscription '%s' is disabled and therefore marked as read only. You "
                   "cannot perform any write actions on this subscription until it is re-enabled.",
                   parts[2]);
  return FALSE;
}

static gboolean
check_locks (DavyArmCall *self)
{
  gboolean deleting = g_str_equal (self->exchange->method, "DELETE");
  gboolean acting = g_str_equal (self->exchange->method, "POST");
  const char *scope = acting ? self->parent : self->id;
  g_autofree char *locked =
      self->in_subscription ? davy_estate_describe_locks (self->estate, scope, deleting) : NULL;
  g_autofree char *action = NULL;
  DavyDeed deed;

  if (locked == NULL)
    return TRUE;

  action = davy_arm_call_dup_action (self);
  deed = davy_arm_call_get_deed (self, action, scope);
  davy_estate_log_failure (self->estate, &deed, self->now, SOUP_STATUS_CONFLICT, "ScopeLocked");
  davy_arm_refuse (self, SOUP_STATUS_CONFLICT, "ScopeLocked",
                   "The scope '%s' cannot perform %s operation because following scope(s) are "
                   "locked: %s. Please remove the lock and try again.",
                   scope, deleting ? "delete" : "write", locked);
  return FALSE;
}

/**
 * davy_arm_call_check:
 * @self: a call
 * @route: who is to answer it
 *
 * Refuses a call that must not pass.
 *
 * Returns: whether it may pass
 */
gboolean
davy_arm_call_check (DavyArmCall *self, const DavyArmRoute *route)
{
  if (!check_tenant (self) || !davy_arm_call_check_version (self) ||
      !davy_arm_throttle_allows (davy_emulator_get_arm_throttle (self->exchange->emulator), self) ||
      !check_rights (self, route))
    return FALSE;

  if (g_str_equal (route->method, "GET") || (route->flags & DAVY_ARM_ASKS) != 0)
    return TRUE;

  return check_factor (self) &&
         ((route->flags & DAVY_ARM_UNLOCKED) != 0 || (check_state (self) && check_locks (self)));
}
