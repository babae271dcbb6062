/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"

G_BEGIN_DECLS

/* What becomes of the way back from the sign-in page. */
typedef enum
{
  DAVY_DEMO_REDIRECT_BACK,
  DAVY_DEMO_REDIRECT_NEVER,
  DAVY_DEMO_REDIRECT_OTHER_STATE,
} DavyDemoRedirect;

/* How many of the answers have a quirk: some do by themselves. */
typedef enum
{
  DAVY_DEMO_SHARE_SOME,
  DAVY_DEMO_SHARE_ALL,
  DAVY_DEMO_SHARE_NONE,
} DavyDemoShare;

typedef enum
{
  DAVY_DEMO_CASE_AS_IS,
  DAVY_DEMO_CASE_UPPER,
  DAVY_DEMO_CASE_MIXED, /* upper at every other address */
} DavyDemoCase;

/* How an empty text is written. */
typedef enum
{
  DAVY_DEMO_EMPTY_AS_IS,
  DAVY_DEMO_EMPTY_NULL,
  DAVY_DEMO_EMPTY_ABSENT,
} DavyDemoEmpty;

/**
 * DavyDemoBehaviour:
 *
 * What the services do differently from case to case, or what nobody knows for certain
 * (`wire-contract.md` 6): the member `behaviour` of a scenario.
 */
typedef struct
{
  gboolean accept_legitimate;
  gboolean reason_required; /* of any change of an alert's status */
  gint64 token_seconds;
  gint64 device_interval;
  gint64 cost_rows;       /* per page of a cost query */
  DavyTime billing_start; /* of the running period */

  gboolean v1_tokens;     /* numbers of a token's answer are strings */
  gboolean rotate;        /* a refresh brings another refresh token */
  gint64 refresh_days;    /* how long a refresh token is good */
  gboolean graph_consent; /* in the partner's tenant */
  char *authorize_error;  /* (nullable): in place of a code */
  DavyDemoRedirect redirect;

  gint64 graph_page;       /* alerts on a page */
  gboolean graph_same_ids; /* as at Partner Center */
  gboolean graph_wrapped;  /* a single alert comes in "value" */

  DavyDemoShare bom;
  DavyDemoShare gzip;
  DavyDemoCase guid_case;
  DavyDemoEmpty empty;
  gboolean pretty;         /* Partner Center indents, lines end with CR LF */
  gboolean code_as_number; /* of an error */
  gboolean extra_members;  /* every object has one that nobody knows */

  gint64 latency_ms;          /* every request lies so long; of the emulator's time */
  gint64 throttle_per_minute; /* 0: nothing is throttled */
  gboolean throttle_by_customer;
  gint64 entitlement_delay; /* until a cancelled Azure subscription is inactive */
  gboolean cancel_accepted; /* 202 instead of 200 */
  gboolean patch_accepted;

  gint64 list_rows;     /* per page of a list of Resource Manager */
  gboolean empty_pages; /* its lists begin with an empty page */
  gboolean writes_need_mfa;
  gint64 log_delay;        /* until its activity log shows something */
  gboolean ticket_at_once; /* 200 instead of 202 */
} DavyDemoBehaviour;

void davy_demo_behaviour_read (DavyDemoBehaviour *self, const DavyJson *json);
void davy_demo_behaviour_clear (DavyDemoBehaviour *self);

G_END_DECLS
