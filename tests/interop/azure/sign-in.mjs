// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in with MSAL, Microsoft's own library, and with openid-client; the people and tenants are
// those of the emulator's own tests (tests/unit/emulator/tenants.json).

import assert from 'node:assert/strict';
import http from 'node:http';
import { InteractionRequiredAuthError } from '@azure/msal-node';
import { Issuer, custom, errors, generators } from 'openid-client';
import {
  APPLICATION,
  CUSTOMER_TENANT,
  PARTNER_CENTER,
  PARTNER_TENANT,
  RESOURCE_MANAGER,
  open,
  person,
  readToken,
} from './world.mjs';

const GRAPH = 'https://graph.microsoft.com/PartnerSecurity.ReadWrite.All';
const TENANTS = {
  noConsent: '20000000-0000-4000-8000-000000000002',
  unknownApplication: '20000000-0000-4000-8000-000000000003',
  wantsMfa: '20000000-0000-4000-8000-000000000004',
  stepUp: '20000000-0000-4000-8000-000000000005',
  blocked: '20000000-0000-4000-8000-000000000006',
};
let msal, account;

const silent = (tenant, scope, more = {}) => (world) =>
  msal.acquireTokenSilent({
    account: { ...account, tenantId: tenant },
    scopes: [scope],
    authority: `${world.base}/${tenant}`,
    ...more,
  });

async function expect(world, tenant, scope, audience) {
  const result = await silent(tenant, scope)(world);
  const claims = readToken(result.accessToken);
  assert.equal(claims.aud.replace(/\/$/, ''), audience);
  assert.equal(claims.tid, tenant);
  assert.ok(claims.amr.includes('mfa'));
  assert.ok(result.expiresOn > new Date());
  return result;
}

async function refused(world, tenant, number, error = InteractionRequiredAuthError) {
  await assert.rejects(silent(tenant, RESOURCE_MANAGER)(world), (thrown) => {
    assert.ok(thrown instanceof error, thrown.stack);
    assert.match(thrown.message, new RegExp(`AADSTS${number}`));
    return true;
  });
}

const mainCases = [
  [
    'MSAL signs a person in through the browser, with PKCE',
    async (world) => {
      msal = world.newMsal();
      const result = await msal.acquireTokenInteractive({
        scopes: [PARTNER_CENTER],
        openBrowser: async (address) => open(address, person('ada')),
      });
      account = result.account;
      assert.equal(account.username, 'ada@northwind.example');
      assert.equal(account.tenantId, PARTNER_TENANT);
      assert.equal(account.homeAccountId, `${account.localAccountId}.${PARTNER_TENANT}`);
      assert.ok(result.scopes.includes(PARTNER_CENTER));
      const asked = await world.asked();
      assert.ok(asked.some(({ path, query }) =>
        path.endsWith('/authorize') && query.includes('code_challenge_method=S256')));
    },
  ],
  [
    'MSAL takes a token that is still good from its cache',
    async (world) => {
      const before = (await world.asked()).length;
      const result = await silent(PARTNER_TENANT, PARTNER_CENTER)(world);
      assert.equal(result.fromCache, true);
      assert.ok((await world.asked(before)).every(({ path }) => !path.endsWith('/token')));
    },
  ],
  [
    'MSAL renews a token for Partner Center',
    async (world) => {
      const first = await silent(PARTNER_TENANT, PARTNER_CENTER)(world);
      const next = await silent(PARTNER_TENANT, PARTNER_CENTER, { forceRefresh: true })(world);
      assert.equal(next.fromCache, false);
      assert.notEqual(next.accessToken, first.accessToken);
      await expect(world, PARTNER_TENANT, PARTNER_CENTER, new URL(PARTNER_CENTER).origin);
    },
  ],
  [
    'MSAL has a token for Graph',
    (world) => expect(world, PARTNER_TENANT, GRAPH, new URL(GRAPH).origin),
  ],
  [
    'MSAL has a token for Resource Manager in the tenant of the partner',
    (world) =>
      expect(world, PARTNER_TENANT, RESOURCE_MANAGER, new URL(RESOURCE_MANAGER).origin),
  ],
  [
    'MSAL has a token for Resource Manager in the tenant of a customer',
    (world) =>
      expect(world, CUSTOMER_TENANT, RESOURCE_MANAGER, new URL(RESOURCE_MANAGER).origin),
  ],
  [
    'MSAL is told that a customer has not let the application in',
    (world) => refused(world, TENANTS.noConsent, 65001),
  ],
  [
    'MSAL is told that an application is not known in a tenant',
    (world) => refused(world, TENANTS.unknownApplication, 700016, Error),
  ],
  [
    'MSAL is told that a tenant wants more of a sign-in',
    (world) => refused(world, TENANTS.wantsMfa, 50076),
  ],
  [
    'MSAL is told that a tenant lets nobody in',
    (world) => refused(world, TENANTS.blocked, 53003),
  ],
  [
    'MSAL meets the challenge of a tenant by a sign-in there',
    async (world) => {
      let claims;
      await silent(TENANTS.wantsMfa, RESOURCE_MANAGER)(world).catch((error) => {
        claims = error.claims;
      });
      const result = await msal.acquireTokenInteractive({
        authority: `${world.base}/${TENANTS.wantsMfa}`,
        scopes: [RESOURCE_MANAGER],
        claims: claims || undefined,
        openBrowser: async (address) => open(address, person('ada')),
      });
      assert.equal(readToken(result.accessToken).tid, TENANTS.wantsMfa);
    },
  ],
  [
    'MSAL is told when the person declines',
    (world) =>
      assert.rejects(
        world.newMsal().acquireTokenInteractive({
          scopes: [PARTNER_CENTER],
          openBrowser: async (address) => open(address, { ...person('ada'), decision: 'decline' }),
        }),
        /access_denied/,
      ),
  ],
  [
    'MSAL is told when a refresh token was revoked',
    async (world) => {
      const other = world.newMsal();
      const result = await other.acquireTokenInteractive({
        scopes: [PARTNER_CENTER],
        openBrowser: async (address) => open(address, person('eva')),
      });
      await assert.rejects(
        other.acquireTokenSilent({
          account: result.account,
          scopes: [RESOURCE_MANAGER],
          authority: `${world.base}/${PARTNER_TENANT}`,
        }),
        (error) => error.errorCode === 'invalid_grant' && /AADSTS50173/.test(error.message),
      );
    },
  ],
  [
    'MSAL signs a person in by a code on another device',
    async (world) => {
      const result = await world.newMsal().acquireTokenByDeviceCode({
        scopes: [PARTNER_CENTER],
        deviceCodeCallback: ({ userCode, verificationUri, message }) => {
          assert.ok(message.includes(userCode));
          open(verificationUri, { ...person('ada'), code: userCode });
        },
      });
      assert.equal(result.account.username, 'ada@northwind.example');
    },
  ],
  [
    'MSAL is told when the code is declined',
    (world) =>
      assert.rejects(
        world.newMsal().acquireTokenByDeviceCode({
          scopes: [PARTNER_CENTER],
          deviceCodeCallback: ({ userCode, verificationUri }) =>
            open(verificationUri, { ...person('ada'), code: userCode, decision: 'decline' }),
        }),
        /authorization_declined/,
      ),
  ],
  [
    'MSAL forgets a person who signs out',
    async () => {
      await msal.getTokenCache().removeAccount(account);
      assert.deepEqual(await msal.getTokenCache().getAllAccounts(), []);
    },
  ],
];

// --- openid-client, without an id_token: the emulator's tokens are signed for nobody -----------

const SCOPE = `${PARTNER_CENTER} offline_access`;
let client, tokens, redeem;

/** Waits for one visit at a port of this computer, as a program that signs in does. */
async function listen(visit) {
  const server = http.createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://localhost:${server.address().port}/`;
  const visited = new Promise((done) =>
    server.on('request', (request, response) => {
      response.end('Done');
      done(request);
    }));
  visit(address);
  const request = await visited;
  server.close();
  return { address, request };
}

async function authorize(more = {}) {
  const code_verifier = generators.codeVerifier();
  const state = generators.state();
  const { address, request } = await listen((redirect_uri) =>
    open(
      client.authorizationUrl({
        redirect_uri,
        scope: SCOPE,
        state,
        code_challenge: generators.codeChallenge(code_verifier),
        code_challenge_method: 'S256',
      }),
      { ...person('ada'), ...more },
    ));
  const answer = client.callbackParams(request);
  redeem = () => client.oauthCallback(address, answer, { code_verifier, state });
  return redeem();
}

const otherCases = [
  [
    'openid-client finds its way by discovery',
    async (world) => {
      const issuer = await Issuer.discover(`${world.base}/login/${PARTNER_TENANT}/v2.0`);
      client = new issuer.Client({
        client_id: APPLICATION,
        token_endpoint_auth_method: 'none',
        response_types: ['code'],
      });
      client[custom.http_options] = () => ({ timeout: 10000 });
    },
  ],
  [
    'openid-client signs a person in through the browser, with PKCE',
    async () => {
      tokens = await authorize();
      assert.equal(tokens.token_type, 'Bearer');
      assert.equal(readToken(tokens.access_token).tid, PARTNER_TENANT);
      assert.ok(!tokens.expired());
    },
  ],
  [
    'openid-client renews its token with the refresh token',
    async () => {
      const next = await client.refresh(tokens.refresh_token);
      assert.notEqual(next.access_token, tokens.access_token);
      assert.ok(next.refresh_token);
    },
  ],
  [
    'openid-client is told when a code is used twice',
    async () => {
      await assert.rejects(
        redeem(),
        (error) => error instanceof errors.OPError && error.error === 'invalid_grant',
      );
    },
  ],
  [
    'openid-client is told when the person declines',
    () =>
      assert.rejects(
        authorize({ decision: 'decline' }),
        (error) => error instanceof errors.OPError && error.error === 'access_denied',
      ),
  ],
  [
    'openid-client signs a person in by a code on another device',
    async () => {
      const handle = await client.deviceAuthorization({ scope: SCOPE });
      open(handle.verification_uri, { ...person('ada'), code: handle.user_code });
      const result = await handle.poll();
      assert.equal(readToken(result.access_token).tid, PARTNER_TENANT);
    },
  ],
];

export default [...mainCases, ...otherCases];
