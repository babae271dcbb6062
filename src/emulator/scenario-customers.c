/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-customers.h"

#include <math.h>

#include "emulator/entitlement-status.h"
#include "emulator/login-errors.h"
#include "emulator/scenario-estate.h"
#include "emulator/scenario-reader.h"

/* Reads who the customers are and what they have: `resellers` and `customers` of a scenario. */

#define LEGACY_OFFER "MS-AZR-0145P"
#define PLAN_OFFER   "DZH318Z0BPS6:0001:DZH318Z0BML6"

/**
 * davy_demo_reseller_free:
 * @reseller: (transfer full) (type DavyDemoReseller): a reseller
 */
void
davy_demo_reseller_free (gpointer reseller)
{
  DavyDemoReseller *self = reseller;

  g_free (self->id);
  g_free (self->name);
  g_free (self->mpn_id);
  g_free (self);
}

static void
qualification_free (gpointer data)
{
  DavyDemoQualification *self = data;

  g_free (self->qualification);
  g_free (self->vetting_status);
  g_free (self);
}

static void
entitlement_free (gpointer data)
{
  DavyDemoEntitlement *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->status);
  g_array_unref (self->turns);
  g_clear_pointer (&self->estate, davy_estate_free);
  g_clear_pointer (&self->usage, davy_demo_usage_free);
  g_free (self);
}

static void
subscription_free (gpointer data)
{
  DavyDemoSubscription *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->offer_id);
  g_free (self->offer_name);
  g_free (self->status);
  g_free (self->azure_id);
  g_clear_pointer (&self->scheduled, json_object_unref);
  g_clear_pointer (&self->estate, davy_estate_free);
  g_clear_pointer (&self->usage, davy_demo_usage_free);
  g_ptr_array_unref (self->entitlements);
  g_free (self);
}

/**
 * davy_demo_consent_free:
 * @consent: (transfer full) (type DavyDemoConsent): a consent
 */
void
davy_demo_consent_free (gpointer consent)
{
  DavyDemoConsent *self = consent;

  g_free (self->application_id);
  g_free (self->display_name);
  json_array_unref (self->grants);
  g_free (self);
}

/**
 * davy_demo_customer_free:
 * @customer: (transfer full) (type DavyDemoCustomer): a customer with all it has
 */
void
davy_demo_customer_free (gpointer customer)
{
  DavyDemoCustomer *self = customer;

  g_free (self->id);
  g_free (self->name);
  g_free (self->domain);
  g_free (self->country);
  g_free (self->city);
  g_free (self->postal_code);
  g_free (self->address);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->currency);
  g_free (self->locale);
  g_free (self->relationship);
  g_free (self->validation);
  g_ptr_array_unref (self->consents);
  g_ptr_array_unref (self->qualifications);
  g_ptr_array_unref (self->subscriptions);
  g_free (self);
}

/**
 * davy_demo_read_resellers:
 * @scenario: where they go
 * @root: the scenario file
 */
void
davy_demo_read_resellers (DavyScenario *scenario, const DavyJson *root)
{
  DavyJson list = davy_json_member (root, "resellers");
  guint n_resellers = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_resellers; i++)
    {
      DavyJson json = davy_json_element (&list, i);
      DavyDemoReseller *reseller = g_new0 (DavyDemoReseller, 1);

      g_ptr_array_add (scenario->resellers, reseller);
      davy_demo_expect_members (&json, "id", "name", "mpnId", NULL);
      reseller->id = g_strdup (davy_json_string (&json, "id", DAVY_JSON_REQUIRED));
      reseller->name = g_strdup (davy_json_string (&json, "name", DAVY_JSON_REQUIRED));
      reseller->mpn_id = davy_demo_read_string (&json, "mpnId", "");
    }
}

static DavyDemoEntitlement *
read_entitlement (DavyScenario *scenario, const DavyJson *json)
{
  DavyDemoEntitlement *self = g_new0 (DavyDemoEntitlement, 1);
  DavyJson usage = davy_json_member (json, "usage");
  DavyJson azure = davy_json_member (json, "azure");

  davy_demo_expect_members (json, "id", "name", "status", "reactivated", "readable", "usage",
                            "azure", NULL);
  self->id = g_strdup (davy_json_string (json, "id", DAVY_JSON_REQUIRED));
  self->name = g_strdup (davy_json_string (json, "name", DAVY_JSON_REQUIRED));
  self->status = davy_demo_read_string (json, "status", "active");
  self->turns = davy_demo_entitlement_new_turns ();
  self->reactivated = davy_demo_read_span (json, "reactivated", -1);
  self->readable = davy_demo_read_boolean (json, "readable", TRUE);
  self->usage = davy_demo_usage_read (&usage);
  self->estate = davy_demo_estate_read (&azure, scenario, self->id, self->usage, self->readable);

  return self;
}

static DavyDemoKind
read_kind (const DavyJson *json)
{
  static const char *const kinds[] = { "legacy", "azure-plan", "licence", NULL };
  const char *kind = davy_json_string (json, "kind", DAVY_JSON_REQUIRED);

  davy_demo_expect_word (json, "kind", kinds);
  if (g_strcmp0 (kind, kinds[DAVY_DEMO_LEGACY]) == 0)
    return DAVY_DEMO_LEGACY;

  return g_strcmp0 (kind, kinds[DAVY_DEMO_AZURE_PLAN]) == 0 ? DAVY_DEMO_AZURE_PLAN
                                                            : DAVY_DEMO_LICENCE;
}

/* Only a legacy subscription is an Azure subscription; only a plan has some below it. */
static void
read_azure (DavyScenario *scenario, const DavyJson *json, DavyDemoSubscription *self)
{
  DavyJson azure = davy_json_member (json, "azure");
  DavyJson azure_id = davy_json_member (json, "azureId");
  DavyJson usage = davy_json_member (json, "usage");
  DavyJson list = davy_json_member (json, "entitlements");

  if (self->kind == DAVY_DEMO_LEGACY)
    {
      self->azure_id = g_strdup (davy_json_string (json, "azureId", DAVY_JSON_REQUIRED));
      self->usage = davy_demo_usage_read (&usage);
      self->estate = davy_demo_estate_read (&azure, scenario, self->azure_id, self->usage, TRUE);
    }
  else if (davy_json_exists (&azure_id) || davy_json_exists (&usage) || davy_json_exists (&azure))
    davy_json_fail (json, "only a legacy subscription has azureId, usage and azure");

  if (self->kind == DAVY_DEMO_AZURE_PLAN)
    {
      guint n_entitlements = davy_json_length (&list, DAVY_JSON_REQUIRED);

      for (guint i = 0; i < n_entitlements; i++)
        {
          DavyJson entitlement = davy_json_element (&list, i);

          g_ptr_array_add (self->entitlements, read_entitlement (scenario, &entitlement));
        }
    }
  else if (davy_json_exists (&list))
    davy_json_fail (json, "only an Azure plan has entitlements");
}

static DavyDemoSubscription *
read_subscription (DavyScenario *scenario, const DavyJson *json)
{
  static const char *const offer_ids[] = { LEGACY_OFFER, PLAN_OFFER, "CFQ7TTC0LH18:0001" };
  static const char *const offer_names[] = { "Microsoft Azure", "Azure plan",
                                             "Microsoft 365 Business Basic" };
  static const char *const statuses[] = { "active",  "suspended", "expired", "pending",
                                          "deleted", "disabled",  NULL };
  DavyDemoSubscription *self = g_new0 (DavyDemoSubscription, 1);

  davy_demo_expect_members (json, "kind", "id", "name", "offerId", "offerName", "status", "created",
                            "quantity", "autoRenew", "scheduled", "pending", "azureId", "usage",
                            "azure", "entitlements", NULL);
  self->entitlements = g_ptr_array_new_with_free_func (entitlement_free);
  self->kind = read_kind (json);
  self->id = g_strdup (davy_json_string (json, "id", DAVY_JSON_REQUIRED));
  self->offer_id = davy_demo_read_string (json, "offerId", offer_ids[self->kind]);
  self->offer_name = davy_demo_read_string (json, "offerName", offer_names[self->kind]);
  self->name = davy_demo_read_string (json, "name", self->offer_name);
  davy_demo_expect_word (json, "status", statuses);
  self->status = davy_demo_read_string (json, "status", "active");
  self->created = davy_demo_read_time (json, "created", DAVY_JSON_REQUIRED);
  self->quantity = davy_demo_read_integer (json, "quantity", 1);
  self->auto_renew = davy_demo_read_boolean (json, "autoRenew", self->kind == DAVY_DEMO_LICENCE);
  self->scheduled = davy_demo_read_object (json, "scheduled");
  self->pending = davy_demo_read_boolean (json, "pending", FALSE);
  self->version = 1;
  read_azure (scenario, json, self);

  return self;
}

static void
read_qualifications (const DavyJson *json, DavyDemoCustomer *customer)
{
  DavyJson list = davy_json_member (json, "qualifications");
  guint n_qualifications = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_qualifications; i++)
    {
      DavyJson element = davy_json_element (&list, i);
      DavyDemoQualification *self = g_new0 (DavyDemoQualification, 1);

      g_ptr_array_add (customer->qualifications, self);
      davy_demo_expect_members (&element, "qualification", "vettingStatus", NULL);
      self->qualification =
          g_strdup (davy_json_string (&element, "qualification", DAVY_JSON_REQUIRED));
      self->vetting_status =
          g_strdup (davy_json_string (&element, "vettingStatus", DAVY_JSON_REQUIRED));
    }
}

static void
read_reseller (DavyScenario *scenario, const DavyJson *json, DavyDemoCustomer *customer)
{
  const char *id = davy_json_string (json, "reseller", DAVY_JSON_OPTIONAL);
  DavyJson member = davy_json_member (json, "reseller");

  if (id == NULL || !davy_json_exists (&member))
    return;

  for (guint i = 0; i < scenario->resellers->len; i++)
    {
      const DavyDemoReseller *reseller = g_ptr_array_index (scenario->resellers, i);

      if (g_strcmp0 (reseller->id, id) == 0)
        customer->reseller = reseller;
    }
  if (customer->reseller == NULL)
    davy_json_fail (&member, "“%s” is no id among resellers", id);
}

static void
read_subscriptions (DavyScenario *scenario, const DavyJson *json, DavyDemoCustomer *customer)
{
  DavyJson list = davy_json_member (json, "subscriptions");
  guint n_subscriptions = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_subscriptions; i++)
    {
      DavyJson subscription = davy_json_element (&list, i);

      g_ptr_array_add (customer->subscriptions, read_subscription (scenario, &subscription));
    }
}

static void
read_tenant (const DavyJson *json, DavyDemoCustomer *customer)
{
  static const char *const words[] = { "open", "mfa", "step-up", "blocked", NULL };
  g_autofree char *access = davy_demo_read_string (json, "conditionalAccess", "open");

  customer->consent = davy_demo_read_boolean (json, "consent", TRUE);
  customer->consent_error = davy_demo_read_login_error (json, "consentError", 65001);
  customer->may_consent = davy_demo_read_boolean (json, "mayConsent", TRUE);
  davy_demo_expect_word (json, "conditionalAccess", words);
  for (DavyDemoAccess i = DAVY_DEMO_ACCESS_OPEN; words[i] != NULL; i++)
    if (g_str_equal (access, words[i]))
      customer->access = i;
}

static DavyDemoCustomer *
read_customer (DavyScenario *scenario, const DavyJson *json)
{
  DavyDemoCustomer *self = g_new0 (DavyDemoCustomer, 1);

  self->consents = g_ptr_array_new_with_free_func (davy_demo_consent_free);
  self->qualifications = g_ptr_array_new_with_free_func (qualification_free);
  self->subscriptions = g_ptr_array_new_with_free_func (subscription_free);
  davy_demo_expect_members (json, "id", "name", "domain", "country", "city", "postalCode",
                            "address", "email", "phone", "currency", "locale", "relationship",
                            "delegatedAccess", "consent", "consentError", "mayConsent",
                            "conditionalAccess", "budget", "agreement", "reseller", "validation",
                            "validated", "qualifications", "subscriptions", NULL);
  self->id = g_strdup (davy_json_string (json, "id", DAVY_JSON_REQUIRED));
  self->name = g_strdup (davy_json_string (json, "name", DAVY_JSON_REQUIRED));
  self->domain = g_strdup (davy_json_string (json, "domain", DAVY_JSON_REQUIRED));
  self->country = g_strdup (davy_json_string (json, "country", DAVY_JSON_REQUIRED));
  self->city = davy_demo_read_string (json, "city", NULL);
  self->postal_code = davy_demo_read_string (json, "postalCode", NULL);
  self->address = davy_demo_read_string (json, "address", NULL);
  self->email = davy_demo_read_string (json, "email", NULL);
  self->phone = davy_demo_read_string (json, "phone", NULL);
  self->currency = davy_demo_read_string (json, "currency", "EUR");
  self->locale = davy_demo_read_string (json, "locale", "de-DE");
  self->relationship = davy_demo_read_string (json, "relationship", "reseller");
  self->delegated_access = davy_demo_read_boolean (json, "delegatedAccess", FALSE);
  read_tenant (json, self);
  self->budget = davy_demo_read_number (json, "budget", NAN);
  self->agreed = davy_demo_read_boolean (json, "agreement", TRUE);
  self->validation = davy_demo_read_string (json, "validation", NULL);
  self->validated = davy_demo_read_time (json, "validated", DAVY_JSON_OPTIONAL);
  read_reseller (scenario, json, self);
  read_qualifications (json, self);
  read_subscriptions (scenario, json, self);

  return self;
}

/**
 * davy_demo_read_customers:
 * @scenario: where they go; its resellers are read
 * @root: the scenario file
 */
void
davy_demo_read_customers (DavyScenario *scenario, const DavyJson *root)
{
  DavyJson list = davy_json_member (root, "customers");
  guint n_customers = davy_json_length (&list, DAVY_JSON_REQUIRED);

  for (guint i = 0; i < n_customers; i++)
    {
      DavyJson customer = davy_json_element (&list, i);

      g_ptr_array_add (scenario->customers, read_customer (scenario, &customer));
    }
}
