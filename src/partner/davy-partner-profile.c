/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-profile.h"

#include "partner/davy-partner-readers.h"

/* Some values come with blanks around them. */
static char *
dup_stripped (const DavyJson *item, const char *name)
{
  char *text = davy_partner_dup_text (item, name);

  if (text != NULL && *g_strstrip (text) == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

/* The first of @items that tells. */
static char *
dup_from (const DavyJson *const *items, const char *name)
{
  char *text = NULL;

  for (; text == NULL && *items != NULL; items++)
    if (davy_json_is_object (*items))
      text = dup_stripped (*items, name);

  return text;
}

static void
read_address (DavyPartnerProfile *self, const DavyJson *address)
{
  self->country = dup_stripped (address, "country");
  self->state = dup_stripped (address, "state");
  if (self->state == NULL)
    self->state = dup_stripped (address, "region");
  self->city = dup_stripped (address, "city");
  self->address_line = dup_stripped (address, "addressLine1");
  self->address_line_2 = dup_stripped (address, "addressLine2");
  self->postal_code = dup_stripped (address, "postalCode");
}

/* --- between rooms ------------------------------------------------------------------------- */

DavyPartnerProfile *
davy_partner_profile_read (const DavyJson *item)
{
  DavyPartnerProfile *self = g_new0 (DavyPartnerProfile, 1);
  DavyJson own_address = davy_json_member (item, "address");
  DavyJson default_address = davy_json_member (item, "defaultAddress");
  DavyJson contact = davy_json_member (item, "primaryContact");
  const DavyJson *address = davy_json_is_object (&own_address) ? &own_address : &default_address;
  const DavyJson *const people[] = { &contact, item, address, NULL };

  self->company_name = dup_stripped (item, "companyName");
  if (self->company_name == NULL)
    self->company_name = dup_stripped (item, "partnerName");
  self->first_name = dup_from (people, "firstName");
  self->last_name = dup_from (people, "lastName");
  self->email = dup_from (people, "email");
  self->phone = dup_from (people, "phoneNumber");
  if (self->phone == NULL)
    self->phone = dup_stripped (item, "telephone");
  self->website = dup_stripped (item, "website");
  read_address (self, address);
  self->tenant_id = davy_partner_dup_id (item, "tenantId", DAVY_JSON_OPTIONAL);
  self->domain = dup_stripped (item, "domain");
  self->language = dup_stripped (item, "language");
  self->culture = dup_stripped (item, "culture");
  self->network_id = dup_stripped (item, "mpnId");
  self->registration_number = dup_stripped (item, "organizationRegistrationNumber");
  self->vetting_status = dup_stripped (item, "vettingStatus");
  self->vetting_sub_status = dup_stripped (item, "vettingSubStatus");
  self->type = dup_stripped (item, "profileType");

  return self;
}

DavyPartnerSupportContact *
davy_partner_support_contact_read (const DavyJson *item)
{
  DavyPartnerSupportContact *self = g_new0 (DavyPartnerSupportContact, 1);

  self->tenant_id = davy_partner_dup_id (item, "supportTenantId", DAVY_JSON_OPTIONAL);
  self->network_id = dup_stripped (item, "supportMpnId");
  self->name = dup_stripped (item, "name");

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_partner_profile_free:
 * @self: (transfer full) (nullable): a profile
 *
 * Frees a profile.
 */
void
davy_partner_profile_free (DavyPartnerProfile *self)
{
  if (self == NULL)
    return;

  g_free (self->company_name);
  g_free (self->first_name);
  g_free (self->last_name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->website);
  g_free (self->country);
  g_free (self->state);
  g_free (self->city);
  g_free (self->address_line);
  g_free (self->address_line_2);
  g_free (self->postal_code);
  g_free (self->tenant_id);
  g_free (self->domain);
  g_free (self->language);
  g_free (self->culture);
  g_free (self->network_id);
  g_free (self->registration_number);
  g_free (self->vetting_status);
  g_free (self->vetting_sub_status);
  g_free (self->type);
  g_free (self);
}

/**
 * davy_partner_profile_dup_person:
 * @self: a profile
 *
 * Returns: (transfer full): the whole name of the person; empty when it tells none
 */
char *
davy_partner_profile_dup_person (const DavyPartnerProfile *self)
{
  const char *first = self->first_name != NULL ? self->first_name : "";
  const char *last = self->last_name != NULL ? self->last_name : "";

  return g_strstrip (g_strdup_printf ("%s %s", first, last));
}

/**
 * davy_partner_support_contact_free:
 * @self: (transfer full) (nullable): a support contact
 *
 * Frees a support contact.
 */
void
davy_partner_support_contact_free (DavyPartnerSupportContact *self)
{
  if (self == NULL)
    return;

  g_free (self->tenant_id);
  g_free (self->network_id);
  g_free (self->name);
  g_free (self);
}
