/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-subscription.h"

#include <string.h>

#include "partner/davy-partner-readers.h"

#define LEGACY_OFFER_PREFIX "MS-AZR-"
#define AZURE_PLAN_PRODUCT  "DZH318Z0BPS6"

static gboolean
has_prefix_folded (const char *text, const char *prefix)
{
  return text != NULL && g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* How Azure is told from the licences in the same list: `wire-contract.md` 2.6. */
static DavyPartnerProduct
recognise (const char *offer_id)
{
  if (has_prefix_folded (offer_id, LEGACY_OFFER_PREFIX))
    return DAVY_PARTNER_PRODUCT_AZURE_LEGACY;
  if (has_prefix_folded (offer_id, AZURE_PLAN_PRODUCT ":"))
    return DAVY_PARTNER_PRODUCT_AZURE_PLAN;

  return DAVY_PARTNER_PRODUCT_OTHER;
}

static char *
read_suspension_reasons (const DavyJson *item)
{
  DavyJson list = davy_json_member (item, "suspensionReasons");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson element = davy_json_element (&list, i);
      const char *reason =
          davy_json_exists (&element) && json_node_get_value_type (element.node) == G_TYPE_STRING
              ? json_node_get_string (element.node)
              : NULL;

      if (reason != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", reason);
    }

  return joined->len > 0 ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

/* --- between rooms ------------------------------------------------------------------------- */

DavyPartnerSubscription *
davy_partner_subscription_read (const DavyJson *item)
{
  DavyPartnerSubscription *self = g_new0 (DavyPartnerSubscription, 1);

  self->id = davy_partner_dup_id (item, "id", DAVY_JSON_REQUIRED);
  self->offer_id = davy_partner_dup_text (item, "offerId");
  self->offer_name = davy_partner_dup_text (item, "offerName");
  self->entitlement_id = davy_partner_dup_id (item, "entitlementId", DAVY_JSON_OPTIONAL);
  self->name = davy_partner_dup_text (item, "friendlyName");
  self->status = davy_partner_dup_text (item, "status");
  self->suspension_reasons = read_suspension_reasons (item);
  self->product = recognise (self->offer_id);

  return self;
}

DavyPartnerEntitlement *
davy_partner_entitlement_read (const DavyJson *item)
{
  DavyPartnerEntitlement *self = g_new0 (DavyPartnerEntitlement, 1);

  self->azure_id = davy_partner_dup_id (item, "id", DAVY_JSON_REQUIRED);
  self->plan_id = davy_partner_dup_id (item, "subscriptionId", DAVY_JSON_OPTIONAL);
  self->name = davy_partner_dup_text (item, "friendlyName");
  self->status = davy_partner_dup_text (item, "status");

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_partner_subscription_free:
 * @self: (transfer full) (nullable): a subscription
 *
 * Frees a subscription's record.
 */
void
davy_partner_subscription_free (DavyPartnerSubscription *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->offer_id);
  g_free (self->offer_name);
  g_free (self->entitlement_id);
  g_free (self->name);
  g_free (self->status);
  g_free (self->suspension_reasons);
  g_free (self);
}

/**
 * davy_partner_entitlement_free:
 * @self: (transfer full) (nullable): an entitlement
 *
 * Frees an entitlement's record.
 */
void
davy_partner_entitlement_free (DavyPartnerEntitlement *self)
{
  if (self == NULL)
    return;

  g_free (self->azure_id);
  g_free (self->plan_id);
  g_free (self->name);
  g_free (self->status);
  g_free (self);
}
