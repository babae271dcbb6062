/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

/* The resources that tokens are made for. */
#define DAVY_AUDIENCE_PARTNER          "https://api.partnercenter.microsoft.com"
#define DAVY_AUDIENCE_GRAPH            "https://graph.microsoft.com"
#define DAVY_AUDIENCE_RESOURCE_MANAGER "https://management.azure.com"

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
  DAVY_BEARER_REFUSED, /* not ours, for another audience, or over */
} DavyBearer;

typedef struct
{
  char *object_id;
  char *tenant_id;
  gboolean mfa;
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
char *davy_secrets_add_refresh_token (DavySecrets *self, const DavyGrant *from);
DavyGrant *davy_secrets_add_device_code (DavySecrets *self, char **code);
DavyGrant *davy_secrets_find_code (DavySecrets *self, const char *code);
DavyGrant *davy_secrets_find_refresh_token (DavySecrets *self, const char *token);
DavyGrant *davy_secrets_find_user_code (DavySecrets *self, const char *user_code);

char *davy_secrets_sign (DavySecrets *self, JsonObject *claims);
DavyBearer davy_secrets_check_bearer (DavySecrets *self,
                                      const char *authorization,
                                      const char *audience,
                                      DavyTime now,
                                      DavyBearerClaims *claims);
void davy_bearer_claims_clear (DavyBearerClaims *claims);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyBearerClaims, davy_bearer_claims_clear)

G_END_DECLS
