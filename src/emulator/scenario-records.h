/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/davy-time.h"
#include "emulator/davy-scenario.h"
#include "emulator/estate.h"
#include "emulator/scenario-behaviour.h"
#include "emulator/scenario-usage.h"

G_BEGIN_DECLS

/* A scenario as it lies in memory. Strings that the file left out are NULL; times are absolute.
 * The alerts are also the emulator's state: a status that is posted is written into them. */

typedef struct
{
  char *user_name;
  char *password;
  char *display_name;
  char *object_id;
  char *role;       /* admin-agent, security-reader or none */
  char *azure_role; /* what this person may do in Azure at most: Owner, Reader or none */
  gboolean mfa;
  gboolean global_admin;
  gint64 refresh_error; /* the number behind AADSTS; 0: none */
  DavyTime refused;     /* when it was told: a later sign-in is good again */
} DavyDemoUser;

typedef struct
{
  char *id; /* tenant */
  char *name;
  char *mpn_id;
} DavyDemoReseller;

/* An Azure subscription below an Azure plan. */
typedef struct
{
  char *id;
  char *name;
  char *status;       /* at first; see entitlement-status.h */
  GArray *turns;      /* what becomes of it */
  DavyTime turning;   /* when the last change that was asked for comes about */
  gint64 reactivated; /* so long after it was cancelled, by somebody else; -1: never */
  gboolean readable;  /* the partner has rights in Azure Resource Manager */
  DavyDemoUsage *usage;
  DavyEstate *estate;
} DavyDemoEntitlement;

typedef enum
{
  DAVY_DEMO_LEGACY,
  DAVY_DEMO_AZURE_PLAN,
  DAVY_DEMO_LICENCE,
} DavyDemoKind;

typedef struct
{
  DavyDemoKind kind;
  char *id;
  char *name;
  char *offer_id;
  char *offer_name;
  char *status;
  char *azure_id; /* legacy: the Azure subscription */
  DavyTime created;
  gint64 quantity;
  gboolean auto_renew;
  JsonObject *scheduled;   /* (nullable): instructions for the next term */
  gboolean pending;        /* an operation that goes on forbids another */
  guint version;           /* of the ETag */
  DavyDemoUsage *usage;    /* legacy */
  DavyEstate *estate;      /* legacy */
  GPtrArray *entitlements; /* DavyDemoEntitlement, Azure plan */
} DavyDemoSubscription;

typedef struct
{
  char *qualification;
  char *vetting_status;
} DavyDemoQualification;

/* What a customer's tenant asks of somebody who signs in there. */
typedef enum
{
  DAVY_DEMO_ACCESS_OPEN,
  DAVY_DEMO_ACCESS_MFA,     /* a sign-in in this tenant, before a token is refreshed for it */
  DAVY_DEMO_ACCESS_STEP_UP, /* a sign-in that meets a challenge, before anything is changed */
  DAVY_DEMO_ACCESS_BLOCKED,
} DavyDemoAccess;

/* An application that the partner let into a customer's tenant. */
typedef struct
{
  char *application_id;
  char *display_name;
  JsonArray *grants; /* of enterpriseApplicationId and scope */
} DavyDemoConsent;

typedef struct
{
  char *id; /* tenant */
  char *name;
  char *domain;
  char *country;
  char *city;
  char *postal_code;
  char *address;
  char *email;
  char *phone;
  char *currency;
  char *locale;
  char *relationship;
  char *validation; /* NULL: none (404) */
  DavyTime validated;
  gboolean delegated_access;
  gboolean consent;     /* every application is known in this tenant */
  gint64 consent_error; /* the number behind AADSTS while it is not */
  gboolean may_consent; /* the partner's people may let one in */
  GPtrArray *consents;  /* DavyDemoConsent */
  DavyDemoAccess access;
  double budget;   /* NAN: none */
  gboolean agreed; /* the customer agreement is signed */
  const DavyDemoReseller *reseller;
  GPtrArray *qualifications; /* DavyDemoQualification */
  GPtrArray *subscriptions;  /* DavyDemoSubscription */
} DavyDemoCustomer;

typedef struct
{
  char *status_from;
  char *status_to;
  char *updated_by;
  DavyTime time;
} DavyDemoActivity;

typedef struct
{
  char *id;
  char *type; /* NULL: from before the types */
  char *title;
  char *description;
  char *severity;
  char *confidence;
  char *status;
  char *reason;
  char *resolved_by;
  DavyTime created;
  DavyTime first_observed;
  DavyTime last_observed;
  DavyTime resolved_on;
  char *azure_id;
  char *subscription_name;
  gboolean legacy_subscription;
  const DavyDemoCustomer *customer;
  char *service;
  char *resource_group;
  gint64 hits;
  gboolean is_test;
  GPtrArray *resources; /* char *, names with type below the resource group */
  JsonObject *details;  /* (nullable) */
  GPtrArray *activity;  /* DavyDemoActivity */
} DavyDemoAlert;

/* What somebody did at Partner Center. */
typedef struct
{
  char *id;
  char *operation;
  char *resource_type;
  const DavyDemoCustomer *customer; /* (nullable) */
  char *user;                       /* NULL: an application did it */
  char *application;
  char *status;
  DavyTime time;
  JsonObject *old_value; /* (nullable) */
  JsonObject *new_value; /* (nullable) */
  JsonObject *data;      /* strings and null */
} DavyDemoAudit;

typedef struct
{
  char *by;
  char *text;
  DavyTime time;
} DavyDemoNote;

/* A ticket with Microsoft's partner support. */
typedef struct
{
  char *id; /* 15 digits */
  char *title;
  char *description;
  char *severity;
  char *status;
  char *topic;
  char *product;
  const DavyDemoCustomer *customer; /* (nullable) */
  DavyTime created;
  DavyTime modified;
  DavyTime closed;
  GPtrArray *notes; /* DavyDemoNote */
} DavyDemoServiceRequest;

struct _DavyScenario
{
  gatomicrefcount ref_count;
  char *tenant_id;
  char *name;
  char *domain;
  char *country;
  char *mpn_id;
  char *city;
  char *postal_code;
  char *address;
  char *email;
  char *phone;   /* (nullable) */
  char *website; /* (nullable) */
  char *vetting;
  DavyDemoBehaviour behaviour;
  char *admin_agents; /* the group that has rights in customers' subscriptions */
  GPtrArray *users;
  GPtrArray *resellers;
  GPtrArray *customers;
  GPtrArray *alerts; /* newest first */
  GPtrArray *audit;
  GPtrArray *requests; /* DavyDemoServiceRequest */
};

/* Where an Azure subscription stands. */
typedef struct
{
  const DavyDemoCustomer *customer;
  const DavyDemoSubscription *subscription;
  const DavyDemoEntitlement *entitlement; /* NULL: legacy */
} DavyDemoPlace;

DavyDemoCustomer *davy_scenario_find_customer (DavyScenario *self, const char *id);
DavyDemoSubscription *davy_demo_customer_find_subscription (const DavyDemoCustomer *self,
                                                            const char *id);
gboolean davy_scenario_find_azure (DavyScenario *self, const char *azure_id, DavyDemoPlace *place);
GPtrArray *davy_demo_list_azure (DavyScenario *self, const char *tenant_id);
DavyEstate *davy_demo_place_get_estate (const DavyDemoPlace *self);
const char *davy_demo_place_get_name (const DavyDemoPlace *self);
DavyDemoUser *davy_scenario_find_user (DavyScenario *self, const char *user_name);
DavyDemoUser *davy_scenario_find_person (DavyScenario *self, const char *object_id);

/* scenario-checks.c */
gboolean davy_scenario_check (DavyScenario *self, GError **error);

G_END_DECLS
