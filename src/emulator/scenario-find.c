/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-records.h"

/* Who and what is in a scenario, by its id. */

/**
 * davy_scenario_find_user:
 * @self: a scenario
 * @user_name: who, without regard to case
 *
 * Returns: (transfer none) (nullable): the user
 */
DavyDemoUser *
davy_scenario_find_user (DavyScenario *self, const char *user_name)
{
  for (guint i = 0; i < self->users->len; i++)
    {
      DavyDemoUser *user = g_ptr_array_index (self->users, i);

      if (g_ascii_strcasecmp (user->user_name, user_name) == 0)
        return user;
    }

  return NULL;
}

/**
 * davy_scenario_find_person:
 * @self: a scenario
 * @object_id: (nullable): of a user
 *
 * Returns: (transfer none) (nullable): the user
 */
DavyDemoUser *
davy_scenario_find_person (DavyScenario *self, const char *object_id)
{
  for (guint i = 0; i < self->users->len; i++)
    {
      DavyDemoUser *user = g_ptr_array_index (self->users, i);

      if (g_strcmp0 (user->object_id, object_id) == 0)
        return user;
    }

  return NULL;
}

/**
 * davy_scenario_find_customer:
 * @self: a scenario
 * @id: a tenant's id, without regard to case
 *
 * Returns: (transfer none) (nullable): the customer
 */
DavyDemoCustomer *
davy_scenario_find_customer (DavyScenario *self, const char *id)
{
  for (guint i = 0; i < self->customers->len; i++)
    {
      DavyDemoCustomer *customer = g_ptr_array_index (self->customers, i);

      if (g_ascii_strcasecmp (customer->id, id) == 0)
        return customer;
    }

  return NULL;
}

/**
 * davy_demo_customer_find_subscription:
 * @self: a customer
 * @id: the id of a subscription at Partner Center, without regard to case
 *
 * Returns: (transfer none) (nullable): the subscription
 */
DavyDemoSubscription *
davy_demo_customer_find_subscription (const DavyDemoCustomer *self, const char *id)
{
  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      DavyDemoSubscription *subscription = g_ptr_array_index (self->subscriptions, i);

      if (g_ascii_strcasecmp (subscription->id, id) == 0)
        return subscription;
    }

  return NULL;
}

static gboolean
customer_find_azure (const DavyDemoCustomer *self, const char *azure_id, DavyDemoPlace *place)
{
  place->customer = self;
  place->entitlement = NULL;

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      place->subscription = g_ptr_array_index (self->subscriptions, i);
      if (place->subscription->azure_id != NULL &&
          g_ascii_strcasecmp (place->subscription->azure_id, azure_id) == 0)
        return TRUE;

      for (guint j = 0; j < place->subscription->entitlements->len; j++)
        {
          place->entitlement = g_ptr_array_index (place->subscription->entitlements, j);
          if (g_ascii_strcasecmp (place->entitlement->id, azure_id) == 0)
            return TRUE;
        }
      place->entitlement = NULL;
    }

  return FALSE;
}

/**
 * davy_scenario_find_azure:
 * @self: a scenario
 * @azure_id: an Azure subscription's id, without regard to case
 * @place: (out caller-allocates): where it stands
 *
 * Returns: whether there is such a subscription
 */
gboolean
davy_scenario_find_azure (DavyScenario *self, const char *azure_id, DavyDemoPlace *place)
{
  for (guint i = 0; i < self->customers->len; i++)
    if (customer_find_azure (g_ptr_array_index (self->customers, i), azure_id, place))
      return TRUE;

  return FALSE;
}

/**
 * davy_demo_place_get_estate:
 * @self: an Azure subscription
 *
 * Returns: (transfer none): what stands in it
 */
DavyEstate *
davy_demo_place_get_estate (const DavyDemoPlace *self)
{
  return self->entitlement != NULL ? self->entitlement->estate : self->subscription->estate;
}

/**
 * davy_demo_place_get_name:
 * @self: an Azure subscription
 *
 * Returns: its name
 */
const char *
davy_demo_place_get_name (const DavyDemoPlace *self)
{
  return self->entitlement != NULL ? self->entitlement->name : self->subscription->name;
}

/**
 * davy_demo_list_azure:
 * @self: a scenario
 * @tenant_id: of a customer, without regard to case
 *
 * Returns: (transfer full) (element-type DavyDemoPlace): the Azure subscriptions there
 */
GPtrArray *
davy_demo_list_azure (DavyScenario *self, const char *tenant_id)
{
  const DavyDemoCustomer *customer = davy_scenario_find_customer (self, tenant_id);
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; customer != NULL && i < customer->subscriptions->len; i++)
    {
      DavyDemoPlace place = { customer, g_ptr_array_index (customer->subscriptions, i), NULL };

      if (place.subscription->azure_id != NULL)
        g_ptr_array_add (places, g_memdup2 (&place, sizeof place));
      for (guint j = 0; j < place.subscription->entitlements->len; j++)
        {
          place.entitlement = g_ptr_array_index (place.subscription->entitlements, j);
          g_ptr_array_add (places, g_memdup2 (&place, sizeof place));
        }
    }

  return places;
}
