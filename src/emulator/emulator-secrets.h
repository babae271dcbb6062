/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

/* How secrets of this emulator begin, so that a test finds one wherever it should not be. Access
 * tokens begin as every JWT does. */
#define DAVY_REFRESH_TOKEN_MARK "1.davylamp-demo-rt."
#define DAVY_CODE_MARK          "0.davylamp-demo-code."

#define DAVY_DEVICE_CODE_LIFE (15 * DAVY_TIME_MINUTE)

/**
 * DavyGrant:
 *
 * What a person agreed to: behind an authorization code, a device code or a refresh token.
 */
typedef struct
{
  const DavyDemoUser *user; /* device code: NULL until somebody signed in */
  char *client_id;
  char *scope;
  char *redirect_uri;
  char *challenge;
  char *nonce;
  gboolean mfa;
  char *stepped_up; /* the tenant whose challenge was met */
  gboolean takes_challenges;
  gboolean used;
  gboolean declined;
  DavyTime issued;
  /* device code */
  char *user_code;
  DavyTime polled;
  gint64 interval;
} DavyGrant;

typedef enum
{
  DAVY_BEARER_GOOD,
  DAVY_BEARER_MISSING,
  DAVY_BEARER_REFUSED, /* not ours, or over */
} DavyBearer;

/* What a token says; empty strings where it says nothing. */
typedef struct
{
  char *object_id;
  char *tenant_id;
  char *audience;
  char *scope; /* names of permissions, separated by spaces */
  gboolean mfa;
  gboolean stepped_up;
} DavyBearerClaims;

/**
 * DavySecrets:
 *
 * The codes and tokens that one emulator gave out. They are signed with a key that is made from
 * the scenario, so that whoever signed in to a demonstration stays signed in when it is started
 * again.
 */
typedef struct _DavySecrets DavySecrets;

DavySecrets *davy_secrets_new (DavyScenario *scenario);
void davy_secrets_free (DavySecrets *self);

DavyGrant *davy_secrets_add_code (DavySecrets *self, char **code);
char *davy_secrets_add_refresh_token (DavySecrets *self, const DavyGrant *from, DavyTime now);
DavyGrant *davy_secrets_add_device_code (DavySecrets *self, char **code);
DavyGrant *davy_secrets_find_code (DavySecrets *self, const char *code);
DavyGrant *davy_secrets_find_refresh_token (DavySecrets *self, const char *token);
DavyGrant *davy_secrets_find_user_code (DavySecrets *self, const char *user_code);

char *davy_secrets_sign (DavySecrets *self, JsonObject *claims);
DavyBearer davy_secrets_check_bearer (DavySecrets *self,
                                      const char *authorization,
                                      DavyTime now,
                                      DavyBearerClaims *claims);
void davy_bearer_claims_clear (DavyBearerClaims *claims);

G_END_DECLS
