/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/**
 * DavyTokenWish:
 * @user: whom it stands for
 * @client_id: (nullable): which application holds it
 * @resource: its audience
 * @scope: (nullable): names of permissions, separated by spaces; %NULL for all of the resource
 * @tenant_id: which tenant issues it
 * @mfa: whether the sign-in had a second factor
 * @stepped_up: whether it met the challenge of that tenant
 * @takes_challenges: whether the application declared that it understands claims challenges
 *
 * What an access token is to say.
 */
typedef struct
{
  const DavyDemoUser *user;
  const char *client_id;
  const char *resource;
  const char *scope;
  const char *tenant_id;
  gboolean mfa;
  gboolean stepped_up;
  gboolean takes_challenges;
} DavyTokenWish;

char *davy_token_new_access (DavySecrets *secrets,
                             DavyScenario *scenario,
                             const DavyTokenWish *wish,
                             DavyTime now);
char *davy_token_new_id (DavyExchange *exchange, const DavyGrant *grant, const char *tenant_id);

G_END_DECLS
