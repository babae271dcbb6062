/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-plan-map.h"

#include <string.h>

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-client-subscriptions.h"

struct _DavyPartnerPlanMap
{
  GPtrArray *kept;    /* (owned) (element-type GPtrArray): the lists that the places point into */
  GHashTable *places; /* (owned) (element-type utf8 DavyPartnerPlace): by Azure id, lower case */
};

typedef struct
{
  DavyPartnerPlanMap *map;  /* (owned) */
  char *customer_id;        /* (owned) */
  GPtrArray *subscriptions; /* (not owned): kept by the map */
  guint next;               /* of them */
} Mapping;

static void map_next (GTask *task);

static void
mapping_free (Mapping *mapping)
{
  g_clear_pointer (&mapping->map, davy_partner_plan_map_free);
  g_free (mapping->customer_id);
  g_free (mapping);
}

static void
map_insert (DavyPartnerPlanMap *self,
            const char *azure_id,
            const DavyPartnerSubscription *subscription,
            const DavyPartnerEntitlement *entitlement)
{
  DavyPartnerPlace *place = g_new0 (DavyPartnerPlace, 1);

  place->subscription = subscription;
  place->entitlement = entitlement;
  g_hash_table_insert (self->places, g_ascii_strdown (azure_id, -1), place);
}

static void
entitlements_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Mapping *mapping = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) entitlements =
      davy_partner_client_list_entitlements_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (entitlements == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  davy_partner_plan_map_add_entitlements (
      mapping->map, g_ptr_array_index (mapping->subscriptions, mapping->next++), entitlements);
  map_next (task);
}

/* Goes on to the next plan; an indirect provider may have several for a customer. */
static void
map_next (GTask *task)
{
  Mapping *mapping = g_task_get_task_data (task);

  for (; mapping->next < mapping->subscriptions->len; mapping->next++)
    {
      const DavyPartnerSubscription *plan =
          g_ptr_array_index (mapping->subscriptions, mapping->next);

      if (plan->product == DAVY_PARTNER_PRODUCT_AZURE_PLAN)
        {
          davy_partner_client_list_entitlements_async (
              g_task_get_source_object (task), mapping->customer_id, plan->id,
              g_task_get_cancellable (task), entitlements_listed_cb, g_object_ref (task));
          return;
        }
    }

  g_task_return_pointer (task, g_steal_pointer (&mapping->map),
                         (GDestroyNotify) davy_partner_plan_map_free);
}

static void
subscriptions_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Mapping *mapping = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) subscriptions =
      davy_partner_client_list_subscriptions_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (subscriptions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  davy_partner_plan_map_add_subscriptions (mapping->map, subscriptions);
  mapping->subscriptions = subscriptions;
  map_next (task);
}

/**
 * davy_partner_plan_map_new:
 *
 * Returns: (transfer full): a map of nothing yet
 */
DavyPartnerPlanMap *
davy_partner_plan_map_new (void)
{
  DavyPartnerPlanMap *self = g_new0 (DavyPartnerPlanMap, 1);

  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * davy_partner_plan_map_free:
 * @self: (transfer full) (nullable): a map
 *
 * Frees a map; the places it told of are no longer valid then.
 */
void
davy_partner_plan_map_free (DavyPartnerPlanMap *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->kept);
  g_free (self);
}

/**
 * davy_partner_plan_map_add_subscriptions:
 * @self: a map
 * @subscriptions: (element-type DavyPartnerSubscription): what a customer has bought; referenced
 *
 * Adds the legacy Azure subscriptions among them, each of which is one Azure subscription.
 */
void
davy_partner_plan_map_add_subscriptions (DavyPartnerPlanMap *self, GPtrArray *subscriptions)
{
  g_ptr_array_add (self->kept, g_ptr_array_ref (subscriptions));
  for (guint i = 0; i < subscriptions->len; i++)
    {
      const DavyPartnerSubscription *one = g_ptr_array_index (subscriptions, i);

      if (one->product == DAVY_PARTNER_PRODUCT_AZURE_LEGACY && one->entitlement_id != NULL)
        map_insert (self, one->entitlement_id, one, NULL);
    }
}

/**
 * davy_partner_plan_map_add_entitlements:
 * @self: a map
 * @plan: (transfer none): an Azure plan, of a list that was added before
 * @entitlements: (element-type DavyPartnerEntitlement): what is in the plan; referenced
 *
 * Adds the Azure subscriptions in a plan.
 */
void
davy_partner_plan_map_add_entitlements (DavyPartnerPlanMap *self,
                                        const DavyPartnerSubscription *plan,
                                        GPtrArray *entitlements)
{
  g_ptr_array_add (self->kept, g_ptr_array_ref (entitlements));
  for (guint i = 0; i < entitlements->len; i++)
    {
      const DavyPartnerEntitlement *one = g_ptr_array_index (entitlements, i);

      map_insert (self, one->azure_id, plan, one);
    }
}

/**
 * davy_partner_plan_map_find:
 * @self: a map
 * @azure_id: an Azure subscription, in any letter case
 * @place: (out): where it stands, valid as long as @self
 *
 * Returns: whether it is one of the customer's
 */
gboolean
davy_partner_plan_map_find (const DavyPartnerPlanMap *self,
                            const char *azure_id,
                            DavyPartnerPlace *place)
{
  g_autofree char *key = g_ascii_strdown (azure_id, -1);
  const DavyPartnerPlace *found = g_hash_table_lookup (self->places, key);

  if (found == NULL)
    return FALSE;
  *place = *found;

  return TRUE;
}

static int
compare_entitlements (gconstpointer first, gconstpointer second)
{
  const DavyPartnerEntitlement *a = *(const DavyPartnerEntitlement *const *) first;
  const DavyPartnerEntitlement *b = *(const DavyPartnerEntitlement *const *) second;
  int order = g_strcmp0 (a->name, b->name);

  return order != 0 ? order : strcmp (a->azure_id, b->azure_id);
}

/**
 * davy_partner_plan_map_list:
 * @self: a map
 * @plan: an Azure plan, of a place in @self
 *
 * Returns: (transfer container) (element-type DavyPartnerEntitlement): the Azure subscriptions in
 *   the plan, by name; valid as long as @self
 */
GPtrArray *
davy_partner_plan_map_list (const DavyPartnerPlanMap *self, const DavyPartnerSubscription *plan)
{
  GPtrArray *entitlements = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const DavyPartnerPlace *place = value;

      if (place->subscription == plan && place->entitlement != NULL)
        g_ptr_array_add (entitlements, (gpointer) place->entitlement);
    }
  g_ptr_array_sort (entitlements, compare_entitlements);

  return entitlements;
}

/**
 * davy_partner_client_map_plans_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out where each of a customer's Azure subscriptions stands: lists what the customer has
 * bought, then what is in each Azure plan (`wire-contract.md` 2.6).
 */
void
davy_partner_client_map_plans_async (DavyPartnerClient *self,
                                     const char *customer_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Mapping *mapping;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, davy_partner_client_map_plans_async);
  mapping = g_new0 (Mapping, 1);
  mapping->map = davy_partner_plan_map_new ();
  mapping->customer_id = g_strdup (customer_id);
  g_task_set_task_data (task, mapping, (GDestroyNotify) mapping_free);
  davy_partner_client_list_subscriptions_async (self, customer_id, cancellable,
                                                subscriptions_listed_cb, g_steal_pointer (&task));
}

/**
 * davy_partner_client_map_plans_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError: half a map would say that a subscription is not the customer's
 *
 * Returns: (transfer full): the map
 */
DavyPartnerPlanMap *
davy_partner_client_map_plans_finish (DavyPartnerClient *self, GAsyncResult *result, GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_map_plans_async, error);
}
