// SPDX-License-Identifier: GPL-3.0-or-later
// An OAuth server that we did not write, where the identity platform would be: oidc-provider, with
// the identity platform's paths in front of it and one person who can be signed in.
//
// oauth-server.mjs CLIENT-ID SCOPE…: prints “ready URL”. Besides /login there is /control/WORD:
// revoke ends every sign-in, short and long say how long access tokens live from now on; each
// answers with a list of what the token endpoint gave out.

import http from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';

const [clientId, ...scopes] = process.argv.slice(2);
const person = {
  sub: 'ada',
  oid: '0a0a0a0a-0000-4000-8000-00000000ada1',
  tid: '11111111-0000-4000-8000-00000000cafe',
  preferred_username: 'ada@northwind.example',
};
const grants = [];
const lifetimes = { short: 5, long: 3600 };
let lifetime = lifetimes.short;

const policy = interactionPolicy.base();
policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);

function makeProvider(issuer) {
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://localhost/'],
        response_types: ['code'],
        grant_types: [
          'authorization_code',
          'refresh_token',
          'urn:ietf:params:oauth:grant-type:device_code',
        ],
      },
    ],
    scopes: ['openid', 'profile', 'offline_access', ...scopes],
    claims: { openid: ['sub', 'oid', 'tid', 'preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (context, id) => ({ accountId: id, claims: () => person }),
    pkce: { required: () => true, methods: ['S256'] },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    interactions: { policy, url: (context, interaction) => `/interaction/${interaction.uid}` },
    routes: { authorization: '/authorize', token: '/token', device_authorization: '/devicecode' },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true },
    },
    ttl: { AccessToken: () => lifetime, RefreshToken: 86400, Grant: 86400, Session: 86400 },
  });
}

// The identity platform gives a refresh token to everybody who asks for offline_access; OpenID
// Connect wants the person to be asked.
function translate(url) {
  const path = url.replace(/^\/login\/[^/]+\/oauth2\/v2\.0\//, '/');

  if (!path.startsWith('/authorize?')) return path;
  return path.includes('prompt=select_account')
    ? path.replace('prompt=select_account', 'prompt=select_account+consent')
    : `${path}&prompt=consent`;
}

async function interact(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);

  if (request.method !== 'POST') {
    response.setHeader('Content-Type', 'text/html');
    response.end('<form method="post"><button name="answer" value="sign-in">Sign in</button></form>');
    return;
  }

  const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  await provider.interactionFinished(request, response, {
    select_account: {},
    login: { accountId: person.sub },
    consent: { grantId: await grant.save() },
  });
}

async function control(provider, request, response) {
  const word = request.url.replace('/control/', '');

  if (word === 'revoke')
    for (const { grantId } of grants) await provider.RefreshToken.revokeByGrantId(grantId);
  else if (word in lifetimes) lifetime = lifetimes[word];
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(grants.map(({ type }) => type)));
}

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = makeProvider(issuer);
  const answer = provider.callback();

  provider.on('grant.success', ({ oidc }) =>
    grants.push({ type: oidc.params.grant_type, grantId: oidc.entities.RefreshToken?.grantId }));
  server.on('request', async (request, response) => {
    try {
      if (request.url.startsWith('/interaction/')) await interact(provider, request, response);
      else if (request.url.startsWith('/control/')) await control(provider, request, response);
      else {
        request.url = translate(request.url);
        answer(request, response);
      }
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
  console.log(`ready ${issuer}`);
});
